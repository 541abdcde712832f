package org.example.walkin;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class WalkInClinicTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new WalkInClinic();
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.waiting.gain", "0"), Set.of("busy_days_make_people_wait")));
  }
}
