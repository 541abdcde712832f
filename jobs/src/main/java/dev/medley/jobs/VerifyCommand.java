package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    header = "Checks what was written: structure, published figures, mess rates, questions.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley verify ed_throughput",
      "  medley verify ed_throughput --out /data/medley",
      "Ends with 1 when a check fails; the report is also the table quality_report."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;
  @Mixin private WrittenOptions options;

  @Override
  public Integer call() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    QualityReport report =
        new QualityReport(
            CommandSession.with(
                "medley verify " + scenario.name(),
                options.master(),
                spark -> new Medley(spark).verify(output, scenario)));
    PrintWriter out = spec.commandLine().getOut();
    report.lines().forEach(out::println);
    out.flush();
    return report.exitCode();
  }
}
