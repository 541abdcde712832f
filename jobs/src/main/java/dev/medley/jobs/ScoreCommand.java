package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "score",
    header = "Compares the mess that you found with the answer key.",
    sortOptions = false,
    customSynopsis = {
      "medley score --detections <file> [OPTIONS] <scenario>",
      "       medley score --template <file> <scenario>"
    },
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley score ed_throughput --template found.csv",
      "  medley score ed_throughput --detections found.csv",
      "",
      "  with found.csv from 'medley sql ed_throughput --as csv \"SELECT ...\" > found.csv', or"
          + " typed:",
      "",
      "  table_name,row_key,column_name,stage_id",
      "  visits,1834029,provider_ts,workstation_drift",
      "  hourly_census,12|2024-03-04 17:00:00,,board_outage"
    })
final class ScoreCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--detections",
      paramLabel = "<file>",
      order = -2,
      description = {
        "What you found: text with a header (.csv with commas, semicolons or tabs, .tsv, also .gz),"
            + " .parquet, a folder of these or of a Delta table. Columns: table_name, row_key and,"
            + " if you know, column_name and stage_id; others are ignored. A row_key is the row's"
            + " key columns in the order of 'describe', joined by |, as in 17|2024-03-01. Where"
            + " every find in a table names its stage, each stage gets a precision and an F1."
      })
  private String detections;

  @Option(
      names = "--template",
      paramLabel = "<file>",
      order = -1,
      description = "Writes a .csv to fill in, and says what identifies a row of each table.")
  private String template;

  @Mixin private FormOptions.OfLongWork form;
  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    if (template != null) {
      show(template(scenario));
      return;
    }
    if (detections == null) {
      throw new UserError(
          "score needs --detections <file>, or --template <file> to get one to fill in");
    }
    RunConfig.Output output = options.output(scenario);
    DetectionsFile file = new DetectionsFile(detections);
    file.requireReadable();
    List<Map<String, Object>> scores = new ArrayList<>();
    List<String> strangers = new ArrayList<>();
    List<String> lines =
        CommandSession.with(
            "medley score " + scenario.name(),
            options.master(),
            spark -> {
              Watch watch = form.watch("score " + scenario.name());
              try {
                Medley medley = new Medley(spark);
                watch.begins(1, 3, "reading " + detections);
                Dataset<Row> found = file.read(spark);
                watch.begins(2, 3, "comparing with the answer key");
                Dataset<Row> score = medley.score(output, scenario, found);
                List<Row> rows = score.collectAsList();
                rows.forEach(row -> scores.add(json(score.columns(), row)));
                watch.begins(3, 3, "looking for rows that the tables have not got");
                strangers.addAll(medley.strangers(output, scenario, found));
                return grid(score.columns(), rows).lines();
              } finally {
                watch.end();
              }
            });
    List<String> report = new ArrayList<>(lines);
    strangers.forEach(line -> report.addAll(Text.paragraph(0, line)));
    form.print(
        report, () -> Map.of("scores", scores, "notes", strangers), spec.commandLine().getOut());
  }

  private static Map<String, Object> json(String[] columns, Row row) {
    Map<String, Object> json = new LinkedHashMap<>();
    for (int c = 0; c < columns.length; c++) {
      json.put(columns[c], row.get(c));
    }
    return json;
  }

  private List<String> template(Scenario scenario) {
    if (detections != null) {
      throw new UserError("--template and --detections exclude each other");
    }
    DetectionsTemplate file = new DetectionsTemplate(scenario);
    file.write(template);
    return file.lines(template);
  }

  private void show(List<String> lines) {
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private static Grid grid(String[] columns, List<Row> rows) {
    Grid grid = new Grid(0);
    Arrays.stream(columns).forEach(grid::words);
    for (Row line : rows) {
      String[] cells = new String[line.size()];
      for (int c = 0; c < cells.length; c++) {
        cells[c] = text(line.get(c));
      }
      grid.row(cells);
    }
    return grid;
  }

  private static String text(Object cell) {
    if (cell == null) {
      return "";
    }
    return cell instanceof Double share ? Text.figure(share) : cell.toString();
  }
}
