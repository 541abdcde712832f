package dev.medley.scenario.oncologyjourney;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class OncologyJourneyTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new OncologyJourney();
  }

  @Override
  protected Map<String, String> small() {
    // Begins and ends inside a month.
    return Map.of("units", "12", "from", "2020-02-10", "to", "2020-08-20");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.line.regimen_b_months", "3.4", "world.line.regimen_b_death", "1.1"),
            Set.of("second_line_b_or_c_after_a")),
        new Mechanism(Map.of("world.choice.fitness", "0"), Set.of("second_line_b_or_c_after_a")),
        new Mechanism(Map.of("world.next_line.transferred", "0"), Set.of("where_do_the_lines_go")),
        new Mechanism(
            Map.of("world.registrars.sloppy", "1"), Set.of("where_impossible_dates_come_from")));
  }
}
