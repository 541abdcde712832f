package dev.medley.scenario.heartfailurerpm;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class HeartFailureRpmTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new HeartFailureRpm();
  }

  @Override
  protected Map<String, String> small() {
    // A group of patients in every region, some enrolled before and some after the middle.
    return Map.of("units", "100", "to", "2023-07-30");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.congestion.hr", "0",
                "world.redistribution.hazard", "0",
                "world.weigh_in.monday_kg", "0"),
            Set.of(
                "announced_admissions",
                "monday_salt",
                "resting_heart_rate_before_admission",
                "silent_admissions",
                "weight_and_heart_rate")),
        new Mechanism(Map.of("world.exit.death", "0"), Set.of("exits")),
        new Mechanism(Map.of("world.watch.night", "0"), Set.of("hours_without_watch")));
  }
}
