package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.report.Checks;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    header = "Writes a page about what was written: pictures, answers, traps, mess, dictionary.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley report ed_throughput",
      "  medley report ed_throughput --out /data/medley --to-file ed.html --checks none",
      "The page is one file that opens in a browser without a network."
    })
final class ReportCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--to-file",
      paramLabel = "<file>",
      description =
          "Where to write the page, in place of what is there. Default: report.html beside the"
              + " tables.")
  private String toFile;

  @Option(
      names = "--checks",
      paramLabel = "<which>",
      description = {
        "Where answers and figures come from. kept: the last whole verify, or quick if there is"
            + " none since the last rows; quick: asks them; all: checks all, as verify does; none."
            + " Default: kept."
      })
  private String checks = "kept";

  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    Checks which = checks();
    if (toFile != null && toFile.isBlank()) {
      throw new UserError("--to-file needs the name of a file, like report.html");
    }
    if (output.catalog().isPresent() && toFile == null) {
      throw new UserError("report on a catalog needs --to-file, like --to-file report.html");
    }
    Watch watch = ConsoleProgress.stepsOnScreen("report " + scenario.name());
    String page =
        CommandSession.with(
            "medley report " + scenario.name(),
            options.master(),
            spark ->
                new Medley(spark)
                    .report(output, scenario, Optional.ofNullable(toFile), which, watch));
    PrintWriter out = spec.commandLine().getOut();
    out.println("Written to " + page);
    out.flush();
  }

  private Checks checks() {
    List<String> names =
        Arrays.stream(Checks.values()).map(c -> c.name().toLowerCase(Locale.ROOT)).toList();
    String name = checks.strip().toLowerCase(Locale.ROOT);
    if (!names.contains(name)) {
      throw UserError.unknown("--checks", checks, names);
    }
    return Checks.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
