package dev.medley.scenario.edthroughput;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class EdThroughputTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new EdThroughput();
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.arrivals.monday_walkin", "1",
                "world.arrivals.friday_ems", "1",
                "world.bed_block.ward_beds", "600",
                "world.bed_block.icu_beds", "80",
                "world.shift_change.handoff_factor", "1",
                "world.diversion.acute_bays", "500"),
            Set.of(
                "boarders_slow_the_door",
                "diversion_hours",
                "friday_diversion",
                "icu_bed_block",
                "lwbs_monday_evening",
                "shift_change",
                "why_monday")),
        new Mechanism(
            Map.of("world.units.monday", "0", "world.frequent_flyer.return_share", "0"),
            Set.of("lwbs_monday_evening", "returns_in_72_hours", "why_monday")));
  }
}
