package dev.medley.jobs;

import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.run.Benchmark;
import dev.medley.run.Benchmark.Measured;
import dev.medley.run.Benchmark.Way;
import io.delta.tables.DeltaTable;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "bench",
    header = "Measures this machine: simulator, writer, Medley, and plain Spark for comparison.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley bench ed_throughput --out /tmp/bench",
      "  medley bench ed_throughput --rows 1e7 --repeat 5 --out /tmp/bench",
      "Writes to a new folder under --out and removes it again. Takes about ten times as long as",
      "generate."
    })
final class BenchCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;
  @Mixin private RunOptions options;

  @Option(
      names = "--repeat",
      paramLabel = "<n>",
      description = "Measured repetitions after the warm-up; the median counts. Default: 3.")
  private int repetitions = 3;

  @Override
  public void run() {
    if (repetitions < 1 || repetitions > 100) {
      throw new UserError("--repeat " + repetitions + " is not between 1 and 100");
    }
    RunConfig asked = options.config(argument.scenario());
    options.warn(spec.commandLine());
    RunConfig.Output output = asked.output();
    RunConfig config = asked.to(output.path().map(p -> output.at(p + "/bench")).orElse(output));
    List<String> report =
        CommandSession.with(
            "medley bench " + config.scenario().name(),
            options.master(),
            spark -> {
              Benchmark benchmark =
                  new Benchmark(
                      spark, config, repetitions, line -> System.err.println("bench: " + line));
              return report(spark, config, benchmark.run());
            });
    PrintWriter out = spec.commandLine().getOut();
    report.forEach(out::println);
    out.flush();
  }

  private static List<String> report(
      SparkSession spark, RunConfig config, Benchmark.Result result) {
    Map<Way, Measured> measured = result.ways();
    int cores = spark.sparkContext().defaultParallelism();
    List<String> lines = new ArrayList<>();
    lines.add(
        config.scenario().name()
            + ", seed "
            + config.seed()
            + ", "
            + Text.count(config.units())
            + " x "
            + config.scenario().about().unit());
    lines.add(
        Text.count(cores, "core")
            + " ("
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.arch")
            + "), heap "
            + Text.bytes(Runtime.getRuntime().maxMemory())
            + ", Java "
            + Runtime.version()
            + ", Spark "
            + spark.version()
            + ", Delta "
            + DeltaTable.class.getPackage().getImplementationVersion());
    lines.add("");
    Grid grid =
        new Grid(0)
            .words("way")
            .numbers("rows")
            .numbers("rows/s")
            .numbers("rows/s/core")
            .numbers("median s")
            .words("each");
    measured.forEach(
        (way, m) ->
            grid.row(
                name(way, config),
                Text.count(m.rows()),
                Text.count(m.rowsPerSecond()),
                Text.count(m.rowsPerSecond() / cores),
                seconds(m.median()),
                m.seconds().stream().map(BenchCommand::seconds).collect(Collectors.joining(" "))));
    lines.addAll(grid.lines());
    lines.add("");
    Measured medley = measured.get(Way.MEDLEY);
    Grid ratios =
        new Grid(0)
            .words("ratio")
            .numbers("")
            .row("Medley to the writer's floor, rows/s", ratio(medley, measured.get(Way.FLOOR)))
            .row("Medley to plain Spark, rows/s", ratio(medley, measured.get(Way.PLAIN_SPARK)))
            .row(
                "time with the answer key to time without",
                String.format(
                    Locale.ROOT, "%.2f", medley.median() / measured.get(Way.WITHOUT_KEY).median()));
    lines.addAll(ratios.lines());
    lines.add("");
    lines.addAll(wholeRuns(medley, result.cold()));
    return lines;
  }

  /** Short runs pay the start above all; long ones, once, and then the pace of a warm one. */
  static List<String> wholeRuns(Measured warm, Measured cold) {
    Grid grid =
        new Grid(0)
            .words("Medley, all tables and key")
            .numbers("s")
            .numbers("rows/s")
            .numbers("processor s")
            .numbers("rows/processor s");
    add(grid, "cold: from the start of Java to the end of a run", cold);
    add(grid, "warm: the same rows once more, median", warm);
    List<String> lines = new ArrayList<>(grid.lines());
    double start = Math.max(0, cold.processor() - warm.processor());
    lines.addAll(
        Text.paragraph(
            0,
            "A run of its own pays the difference once, "
                + seconds(start)
                + " s of processor time, and then for each further row what a warm one does."));
    return lines;
  }

  private static void add(Grid grid, String run, Measured measured) {
    grid.row(
        run,
        seconds(measured.median()),
        Text.count(measured.rowsPerSecond()),
        seconds(measured.processor()),
        Text.count(measured.rows() / measured.processor()));
  }

  private static String name(Way way, RunConfig config) {
    return switch (way) {
      case SIMULATOR -> "simulator to nowhere, " + config.scenario().mainTable().name();
      case FLOOR -> "writer's floor, from cache";
      case MEDLEY -> "Medley, all tables and key";
      case WITHOUT_KEY -> "Medley, no answer key";
      case PLAIN_SPARK -> "plain Spark, same schemas";
    };
  }

  private static String ratio(Measured a, Measured b) {
    return String.format(Locale.ROOT, "%.2f", a.rowsPerSecond() / b.rowsPerSecond());
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.2f", seconds);
  }
}
