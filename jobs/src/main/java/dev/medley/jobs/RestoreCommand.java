package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.run.Summary;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "restore",
    header = "Writes the clean tables, made from the messy ones and the answer key.",
    sortOptions = false,
    customSynopsis = "medley restore --to-path <folder> [OPTIONS] <scenario>",
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = "  medley restore ed_throughput --to-path clean")
final class RestoreCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--to-path",
      paramLabel = "<folder>",
      required = true,
      order = -1,
      description = "Folder for the clean tables, one folder a scenario.")
  private String toPath;

  @Mixin private FormOptions.OfLongWork form;
  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    Summary summary =
        CommandSession.with(
            "medley restore " + scenario.name(),
            options.master(),
            spark -> {
              Watch watch = form.watch("restore " + scenario.name());
              try {
                return new Medley(spark).restore(output, scenario, output.at(toPath), watch);
              } finally {
                watch.end();
              }
            });
    SummaryReport report = new SummaryReport(summary);
    form.print(report.lines(), report::json, spec.commandLine().getOut());
  }
}
