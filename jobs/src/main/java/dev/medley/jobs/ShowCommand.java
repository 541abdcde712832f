package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "show",
    header = "Shows rows of a table that was written.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley show ed_throughput visits",
      "  medley show ed_throughput key.cells --limit 5 --as json"
    })
final class ShowCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Parameters(
      index = "1",
      paramLabel = "<table>",
      description = "A table of medley describe; those of the answer key are key.<name>.")
  private String table;

  @Mixin private ResultOptions result;
  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    result.require();
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    List<String> names = new ArrayList<>();
    scenario.tables().forEach(t -> names.add((t.isKey() ? "key." : "") + t.name()));
    List.of(Store.CELLS, Store.ROWS).forEach(t -> names.add("key." + t));
    String name = names.contains("key." + table) ? "key." + table : table;
    if (!names.contains(name)) {
      throw UserError.unknown("table of " + scenario.name(), table, names);
    }
    PrintWriter out = spec.commandLine().getOut();
    CommandSession.with(
        "medley show " + scenario.name(),
        options.master(),
        spark -> {
          result.print(new Medley(spark).queries(output, scenario).apply("TABLE " + name), out);
          return null;
        });
  }
}
