package dev.medley.jobs;

import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.world.Horizon;
import java.io.PrintWriter;
import java.time.LocalDate;
import picocli.CommandLine.Command;
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

  @Override
  public void run() {
    PrintWriter out = spec.commandLine().getOut();
    Grid grid =
        new Grid(0)
            .words("SCENARIO")
            .words("WHAT IT IS ABOUT")
            .numbers("TABLES")
            .numbers("ROWS A YEAR")
            .words("OF ONE");
    for (Scenario scenario : Scenarios.all()) {
      grid.row(
          scenario.name(),
          scenario.about().title(),
          tables(scenario),
          Text.count(scenario.mainRowsPerUnit(year(scenario))),
          scenario.about().unit());
    }
    grid.lines().forEach(out::println);
    out.println();
    out.println("TABLES: data + answer key.  ROWS A YEAR: of the main table, for one unit.");
    out.println("Next:   medley describe <scenario>   medley plan <scenario> --rows 1e9");
    out.flush();
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
