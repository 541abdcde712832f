package dev.medley.scenario.tabletmanufacturing;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class TabletManufacturingTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new TabletManufacturing();
  }

  @Override
  protected Map<String, String> small() {
    // Begins inside a quarter and goes on into the next one; the seed has results exported twice.
    return Map.of("units", "6", "from", "2024-02-05", "to", "2024-04-08", "seed", "8");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.mix.beta", "0",
                "world.controller.gain", "0",
                "world.friability.worn_cam", "1",
                "world.oos.retest", "0"),
            Set.of(
                "failure_fast",
                "failure_rate",
                "fine_stearate_is_the_accomplice",
                "mixing_above_500_rpm_doubles_crumbling",
                "only_line_2_is_not_capable",
                "pressure_looks_guilty_because_the_controller_pushes_back",
                "retests_hide_out_of_specification_batches",
                "the_night_shift_is_innocent")),
        new Mechanism(
            Map.of(
                "world.haste.p_day", "0.12",
                "world.haste.p_evening", "0.12",
                "world.haste.p", "0.12"),
            Set.of("the_night_shift_is_innocent")),
        new Mechanism(
            Map.of("world.friability.worn_plants", "0", "world.press.kn_per_mg", "0"),
            Set.of("only_line_2_is_not_capable", "force_follows_weight")));
  }
}
