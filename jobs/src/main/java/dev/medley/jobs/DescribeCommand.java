package dev.medley.jobs;

import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "describe",
    header = "Shows a scenario's tables, columns, world rules, mess stages and questions.",
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley describe ed_throughput",
      "  medley describe ed_throughput visits",
      "  medley describe ed_throughput | less",
    })
final class DescribeCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;
  @Mixin private FormOptions form;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<table>",
      description = "One of its tables, to see only that and its mess. Default: everything.")
  private String table;

  @Override
  public void run() {
    DataDictionary dictionary = new DataDictionary(argument.scenario());
    form.print(
        table == null ? dictionary.lines() : dictionary.linesOf(table),
        () -> DictionaryJson.of(argument.scenario(), Optional.ofNullable(table)),
        spec.commandLine().getOut());
  }
}
