package dev.medley.jobs;

import dev.medley.config.RunConfig;
import dev.medley.plan.Plan;
import dev.medley.sink.Store;
import dev.medley.source.Forecast;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A plan for a screen. */
final class PlanReport {
  private static final int INDENT = 2;

  private final Forecast forecast;
  private final Plan plan;

  PlanReport(Forecast forecast) {
    this.forecast = forecast;
    this.plan = forecast.plan();
  }

  List<String> lines() {
    RunConfig config = plan.config();
    List<String> lines = new ArrayList<>();
    lines.add("Plan of " + config.scenario().name() + "; nothing is written");
    lines.add("");
    lines.addAll(overview(config).lines());
    lines.add("");
    lines.addAll(tables().lines());
    if (config.output().key() && forecast.leavesOutKeyRows()) {
      lines.add("");
      lines.addAll(
          Text.paragraph(
              INDENT,
              "key.cells and key.rows have more: not all stages of this scenario say how many rows"
                  + " they change"));
    }
    return lines;
  }

  /** The same for programs; sizes in bytes, time in seconds. */
  Object json() {
    RunConfig config = plan.config();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", config.scenario().name());
    json.put("seed", config.seed());
    json.put("units", config.units());
    json.put("from", config.horizon().from().toString());
    json.put("to", config.horizon().to().toString());
    json.put("regions", config.regions());
    json.put("regions_without_rows", forecast.emptyRegions());
    json.put("first_day_with_rows", forecast.days().map(d -> d.from().toString()).orElse(null));
    json.put("last_day_with_rows", forecast.days().map(d -> d.to().toString()).orElse(null));
    json.put("counted_whole", forecast.isWhole());
    json.put("cells", plan.cells());
    json.put("blocks", plan.blocks().size());
    json.put("chunks", plan.chunks().size());
    json.put("tasks_at_a_time", plan.parallelism());
    json.put("seconds", forecast.time().toSeconds());
    json.put("rows", forecast.rows());
    json.put("bytes", forecast.bytes());
    json.put("answers", new Answers(config.scenario(), (double) forecast.mainRows()).text());
    json.put("tables", forecast.tables().stream().map(PlanReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(Forecast.Foreseen table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", table.name());
    json.put("rows", table.rows());
    json.put("bytes", table.bytes());
    json.put("files", table.files());
    return json;
  }

  private Grid overview(RunConfig config) {
    return new Grid(INDENT)
        .words("")
        .words("")
        .row(
            "world",
            Text.count(config.units())
                + " x "
                + config.scenario().about().unit()
                + ", seed "
                + config.seed()
                + ", "
                + config.horizon().from()
                + " to "
                + config.horizon().to())
        .row("regions", regions(config))
        .row("days", days(config))
        .row("mess", mess(config))
        .row(
            "output",
            new Store(config.output(), config.scenario()).place()
                + ", "
                + config.output().format().name().toLowerCase(Locale.ROOT)
                + (config.output().key() ? ", with answer key" : ", without answer key"))
        .row(
            "work",
            Text.count(plan.cells(), "cell")
                + " in "
                + Text.count(plan.blocks().size(), "block")
                + " (one task each) and "
                + Text.count(plan.chunks().size(), "chunk")
                + " (one commit a table each)")
        .row("rows", counted() + "; mess left out")
        .row("answers", new Answers(config.scenario(), (double) forecast.mainRows()).text())
        .row(
            "time",
            "about "
                + Text.duration(forecast.time())
                + " with "
                + Text.count(plan.parallelism(), "task")
                + " at a time");
  }

  private String regions(RunConfig config) {
    String all = String.join(", ", config.regions());
    if (forecast.emptyRegions().isEmpty() || forecast.days().isEmpty()) {
      return all;
    }
    String without = all + "; no rows in " + String.join(", ", forecast.emptyRegions());
    return config.regionsWithoutUnits().isEmpty()
        ? without
        : without + ": " + Text.count(config.unitsForAllRegions()) + " units and more reach all";
  }

  /** A world's first and last day are when things begin in it, not always when rows are dated. */
  private String days(RunConfig config) {
    String table = config.scenario().mainTable().name();
    return forecast
        .days()
        .map(days -> table + " from " + days.from() + " to " + days.to())
        .orElse("no rows of " + table);
  }

  private String counted() {
    return forecast.isWhole()
        ? "counted: all " + Text.count(plan.cells(), "cell") + " simulated"
        : "estimated: "
            + Text.count(forecast.simulated())
            + " of "
            + Text.count(plan.cells(), "cell")
            + " simulated";
  }

  private static String mess(RunConfig config) {
    int stages = config.scenario().stages().size();
    int changed = config.rates().size();
    return Text.count(stages, "stage")
        + (changed == 0 ? " at default rates" : ", " + changed + " of them at another rate");
  }

  private Grid tables() {
    Grid grid = new Grid(INDENT).words("table").numbers("rows").numbers("size").numbers("files");
    long files = 0;
    for (Forecast.Foreseen table : forecast.tables()) {
      files += table.files();
      grid.row(
          table.name(),
          Text.count(table.rows()),
          Text.bytes(table.bytes()),
          Text.count(table.files()));
    }
    return grid.row(
        "total, about",
        Text.count(forecast.rows()),
        Text.bytes(forecast.bytes()),
        Text.count(files));
  }
}
