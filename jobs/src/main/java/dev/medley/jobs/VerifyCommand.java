package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import dev.medley.verify.Quality;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "  medley verify ed_throughput --out /data/medley --only insights",
      "Ends with 1 when a check fails. The report of all checks is also the table quality_report."
    })
final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--only",
      paramLabel = "<kinds>",
      split = ",",
      description =
          "Of structure, target, mess_rate, insight and trap those to check. Default: all.")
  private List<String> only = List.of();

  @Mixin private FormOptions.OfLongWork form;
  @Mixin private WrittenOptions options;

  @Override
  public Integer call() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    Set<Quality.Kind> kinds = kinds();
    Watch watch = form.watch("verify " + scenario.name());
    List<Quality> checks =
        CommandSession.with(
            "medley verify " + scenario.name(),
            options.master(),
            spark -> new Medley(spark).verify(output, scenario, kinds, watch));
    QualityReport report = new QualityReport(checks, scenario.insights());
    PrintWriter out = spec.commandLine().getOut();
    List<String> lines = new ArrayList<>(report.lines());
    if (report.unanswered() > 0) {
      lines.add(
          "too few rows for "
              + report.unanswered()
              + " of "
              + Text.count(scenario.insights().size(), "question")
              + "; generate --rows "
              + new Answers(scenario, 0).rowsForAll()
              + " has enough for all");
    }
    form.print(lines, report::json, out);
    return report.exitCode();
  }

  private Set<Quality.Kind> kinds() {
    if (only.isEmpty()) {
      return EnumSet.allOf(Quality.Kind.class);
    }
    Set<Quality.Kind> kinds = EnumSet.noneOf(Quality.Kind.class);
    List<String> names =
        Arrays.stream(Quality.Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
    for (String name : only) {
      // "insights" is understood, too.
      String kind = name.strip().toLowerCase(Locale.ROOT).replaceAll("s$", "");
      if (!names.contains(kind)) {
        throw UserError.unknown("--only", name, names);
      }
      kinds.add(Quality.Kind.valueOf(kind.toUpperCase(Locale.ROOT)));
    }
    return kinds;
  }
}
