package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    header = "Shows what generate would do with the same options; writes nothing.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley plan ed_throughput --rows 1e10",
      "  medley plan ed_throughput --preset cluster --parallelism 400",
    })
final class PlanCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;
  @Mixin private FormOptions form;
  @Mixin private RunOptions options;

  @Override
  public void run() {
    RunConfig config = options.config(argument.scenario());
    options.warn(spec.commandLine());
    PlanReport report = new PlanReport(Medley.forecast(config, options.master().cores()));
    form.print(report.lines(), report::json, spec.commandLine().getOut());
  }
}
