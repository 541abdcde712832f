package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
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
        "What you found: a .csv file with a header, a .parquet file or folder, or the folder of a"
            + " Delta table, with columns table_name, row_key and column_name."
      })
  private String detections;

  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    requireReadable();
    Grid grid =
        CommandSession.with(
            "medley score " + scenario.name(),
            options.master(),
            spark -> grid(new Medley(spark).score(output, scenario, read(spark))));
    PrintWriter out = spec.commandLine().getOut();
    grid.lines().forEach(out::println);
    out.flush();
  }

  private static Grid grid(Dataset<Row> score) {
    Grid grid = new Grid(0);
    Arrays.stream(score.columns()).forEach(grid::words);
    for (Row line : score.collectAsList()) {
      String[] cells = new String[line.size()];
      for (int c = 0; c < cells.length; c++) {
        cells[c] = line.get(c) instanceof Double d ? Text.figure(d) : String.valueOf(line.get(c));
      }
      grid.row(cells);
    }
    return grid;
  }

  /** Asked before Spark starts; a remote file is left to Spark. */
  private void requireReadable() {
    if (!detections.contains(":/") && !Files.isReadable(Path.of(detections))) {
      throw new UserError("--detections " + detections + ": no such file or folder");
    }
  }

  private Dataset<Row> read(SparkSession spark) {
    if (detections.endsWith(".csv")) {
      // Keys are compared as text; a guessed type would cut leading zeros.
      return spark.read().option("header", "true").csv(detections);
    }
    return spark
        .read()
        .format(detections.endsWith(".parquet") ? "parquet" : "delta")
        .load(detections);
  }
}
