package dev.medley.scenario.coldchain;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class ColdChainTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new ColdChain();
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "4", "to", "2024-01-24", "seed", "2");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.sun.kelvin", "0",
                "world.jfk.dwell_b", "0.8",
                "world.fda.hold", "0",
                "world.handling.openings", "0",
                "world.handling.reice_done", "0"),
            Set.of(
                "carrier_b_at_jfk",
                "clearance_hockey_stick",
                "excursion_onsets",
                "excursions_at_handovers",
                "fda_hold_length",
                "fda_holds",
                "four_hour_rule",
                "frozen_flip",
                "frozen_rejected",
                "ramp_dwell",
                "unprotected_ramp")));
  }
}
