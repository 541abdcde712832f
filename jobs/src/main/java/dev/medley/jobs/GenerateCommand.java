package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "generate",
    header = "Writes a scenario's tables and their answer key; run it again to complete a run.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley generate ed_throughput                               a million rows into ./out",
      "  medley generate ed_throughput --preset classroom --seed 7   another class, another truth",
      "  medley generate ed_throughput --rows 1e7 --regions SOUTH,WEST --out /data/medley",
      "  medley generate ed_throughput --set world.arrivals.annual_visits=70000",
      "  medley generate ed_throughput --catalog main --schema synthetic",
      "Then",
      "  medley verify ed_throughput"
    })
final class GenerateCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;
  @Mixin private RunOptions options;

  @Override
  public void run() {
    RunConfig config = options.config(argument.scenario());
    options.warn(spec.commandLine());
    Answers answers = Answers.of(config);
    if (!answers.areComplete()) {
      Text.paragraph(0, "Note: " + answers.text() + ".")
          .forEach(spec.commandLine().getErr()::println);
      spec.commandLine().getErr().flush();
    }
    Scenario scenario = config.scenario();
    List<String> report =
        CommandSession.with(
            "medley generate " + scenario.name(),
            options.master(),
            spark -> {
              Progress progress =
                  new Interruption(ConsoleProgress.onScreen(), spec.commandLine().getErr());
              Summary summary = new Medley(spark).generate(config, progress);
              List<String> lines = new ArrayList<>(new SummaryReport(summary).lines());
              Store store = new Store(Store.located(spark, config.output()), scenario);
              lines.addAll(next(config, store));
              return lines;
            });
    PrintWriter out = spec.commandLine().getOut();
    report.forEach(out::println);
    out.flush();
  }

  private static List<String> next(RunConfig config, Store store) {
    String table = store.sqlName(config.chosenTables().get(0));
    String flags = " " + PlaceOptions.flagsOf(config.output());
    String name = config.scenario().name();
    return List.of(
        "",
        "Next",
        "  ./medley show " + name + " " + config.chosenTables().get(0).name() + flags,
        "  ./medley verify " + name + flags,
        "  spark-sql> SELECT * FROM " + table + " LIMIT 10;");
  }
}
