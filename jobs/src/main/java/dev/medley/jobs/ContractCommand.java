package dev.medley.jobs;

import dev.medley.config.RunConfig;
import dev.medley.contract.DataContract;
import dev.medley.contract.UnitySql;
import dev.medley.model.UserError;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "contract",
    header =
        "Writes the data contract of a run: tables, keys, units, quality rules. Needs no data.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley contract ed_throughput > ed_throughput.odcs.yaml",
      "  medley contract ed_throughput --as sql --catalog main --schema ed",
      "  medley contract ed_throughput --mess heavy --to-file heavy.odcs.yaml",
      "YAML is of the Open Data Contract Standard 3.1. A quality rule counts the rows that a mess",
      "stage spoiled; 'finds' says whether it finds all of them (exact), some (partial) or none.",
      "SQL is for Unity Catalog: primary and foreign keys, comments and tags."
    })
final class ContractCommand implements Runnable {
  private static final List<String> FORMS = List.of("yaml", "sql");

  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--as",
      paramLabel = "<form>",
      order = -2,
      description = "yaml (the contract) or sql (for Unity Catalog). Default: yaml.")
  private String form = "yaml";

  @Option(
      names = "--to-file",
      paramLabel = "<file>",
      order = -1,
      description = "Writes a new file instead of the screen.")
  private String file;

  @Mixin private RunOptions options;

  @Override
  public void run() {
    if (!FORMS.contains(form)) {
      throw UserError.unknown("--as", form, FORMS);
    }
    RunConfig config = options.config(argument.scenario());
    String text =
        form.equals("sql") ? new UnitySql(config).script() : new DataContract(config).yaml();
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      out.print(text);
    } else {
      NewFile.write("--to-file", file, text);
      out.println("Written to " + file);
    }
    out.flush();
  }
}
