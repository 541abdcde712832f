package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
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
  @Mixin private FormOptions.OfLongWork form;
  @Mixin private RunOptions options;

  @Override
  public void run() {
    RunConfig config = options.config(argument.scenario());
    options.warn(spec.commandLine());
    Answers answers = Answers.of(config);
    if (!answers.areComplete()) {
      note(answers.text());
    }
    if (!config.regionsWithoutUnits().isEmpty()) {
      note(
          "no rows in "
              + String.join(", ", config.regionsWithoutUnits())
              + "; "
              + Text.count(config.unitsForAllRegions())
              + " units and more reach all regions");
    }
    Scenario scenario = config.scenario();
    List<String> next = new ArrayList<>();
    Summary summary =
        CommandSession.with(
            "medley generate " + scenario.name(),
            options.master(),
            spark -> {
              Progress progress =
                  form.isQuiet()
                      ? Progress.SILENT
                      : new Interruption(form.progress(), spec.commandLine().getErr());
              Summary written = new Medley(spark).generate(config, progress);
              next.addAll(next(config, new Store(Store.located(spark, config.output()), scenario)));
              return written;
            });
    SummaryReport report = new SummaryReport(summary);
    List<String> lines = new ArrayList<>(report.lines());
    lines.addAll(next);
    form.print(lines, report::json, spec.commandLine().getOut());
  }

  private void note(String text) {
    Text.paragraph(0, "Note: " + text + ".").forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().flush();
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
