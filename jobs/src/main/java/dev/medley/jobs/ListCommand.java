package dev.medley.jobs;

import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.world.Horizon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    header = "Lists the scenarios.",
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nNext%n",
    footer = "  medley describe <scenario>")
final class ListCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private FormOptions form;

  @Override
  public void run() {
    List<String> lines = new ArrayList<>();
    // A narrow terminal has room for what counts: the name, and the story in a few lines.
    boolean isWide = Text.width() >= Text.WIDTH;
    Grid grid = new Grid(0).words("SCENARIO").words("WHAT IT IS ABOUT");
    if (isWide) {
      grid.numbers("TABLES").numbers("ROWS A YEAR").words("OF ONE");
    }
    for (Scenario scenario : Scenarios.all()) {
      if (isWide) {
        grid.row(
            scenario.name(),
            scenario.about().title(),
            tables(scenario),
            Text.count(scenario.mainRowsPerUnit(year(scenario))),
            scenario.about().unit());
      } else {
        grid.row(scenario.name(), scenario.about().title());
      }
    }
    lines.addAll(grid.lines());
    lines.add("");
    lines.add(
        isWide
            ? "TABLES: data + answer key.  ROWS A YEAR: of the main table, for one unit."
            : "A terminal of " + Text.WIDTH + " columns, or a pipe, has tables and rows as well.");
    lines.add("Next:   medley describe <scenario>   medley plan <scenario> --rows 1e9");
    form.print(
        lines,
        () -> Scenarios.all().stream().map(ListCommand::json).toList(),
        spec.commandLine().getOut());
  }

  private static Map<String, Object> json(Scenario scenario) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", scenario.name());
    json.put("title", scenario.about().title());
    json.put("unit", scenario.about().unit());
    json.put("tables", scenario.tables().stream().filter(t -> !t.isKey()).count());
    json.put("key_tables", scenario.tables().stream().filter(Table::isKey).count());
    json.put("main_table", scenario.mainTable().name());
    json.put("rows_a_year_of_a_unit", Math.round(scenario.mainRowsPerUnit(year(scenario))));
    json.put("questions", scenario.insights().size());
    json.put("rows_for_all_questions", Math.round(scenario.enoughRows()));
    return json;
  }

  private static String tables(Scenario scenario) {
    long keys = scenario.tables().stream().filter(Table::isKey).count();
    return scenario.tables().size() - keys + "+" + keys;
  }

  private static Horizon year(Scenario scenario) {
    LocalDate from = scenario.about().days().from();
    return new Horizon(from, from.plusYears(1).minusDays(1));
  }
}
