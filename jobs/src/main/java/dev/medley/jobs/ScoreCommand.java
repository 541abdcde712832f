package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
    customSynopsis = "medley score --detections <file> [OPTIONS] <scenario>",
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = "  medley score ed_throughput --detections found.csv")
final class ScoreCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--detections",
      paramLabel = "<file>",
      required = true,
      order = -1,
      description = {
        "What you found: text with a header (.csv with commas, semicolons or tabs, .tsv, also .gz),"
            + " .parquet, a folder of these or of a Delta table. Columns: table_name, row_key and,"
            + " if you know, column_name and stage_id; others are ignored. A row_key is the row's"
            + " key columns in the order of 'describe', joined by |, as in 17|2024-03-01."
      })
  private String detections;

  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    DetectionsFile file = new DetectionsFile(detections);
    file.requireReadable();
    List<String> lines =
        CommandSession.with(
            "medley score " + scenario.name(),
            options.master(),
            spark -> {
              Medley medley = new Medley(spark);
              Dataset<Row> found = file.read(spark);
              List<String> report =
                  new ArrayList<>(grid(medley.score(output, scenario, found)).lines());
              medley
                  .strangers(output, scenario, found)
                  .forEach(line -> report.addAll(Text.paragraph(0, line)));
              return report;
            });
    PrintWriter out = spec.commandLine().getOut();
    lines.forEach(out::println);
    out.flush();
  }

  private static Grid grid(Dataset<Row> score) {
    Grid grid = new Grid(0);
    Arrays.stream(score.columns()).forEach(grid::words);
    for (Row line : score.collectAsList()) {
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
