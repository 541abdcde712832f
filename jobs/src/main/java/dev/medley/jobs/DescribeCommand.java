package dev.medley.jobs;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "describe",
    header = "Shows a scenario's tables, columns, world rules, mess stages and questions.",
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley describe ed_throughput",
      "  medley describe ed_throughput | less",
    })
final class DescribeCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    new DataDictionary(argument.scenario()).lines().forEach(out::println);
    out.flush();
  }
}
