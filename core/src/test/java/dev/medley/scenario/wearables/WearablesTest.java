package dev.medley.scenario.wearables;

import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import java.util.List;
import java.util.Map;
import java.util.Set;

class WearablesTest extends ScenarioContract {

  @Override
  protected Scenario scenario() {
    return new Wearables();
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "seed", "196",
        "units", "8",
        "to", "2024-01-03",
        "world.loan.days", "1",
        "world.run.share", "1",
        "world.lock.per_minute", "0.5",
        "world.cold.pressed_per_hour", "0.5");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.af.base", "0",
                "world.apnoea.fall_pct_per_second", "0",
                "world.apnoea.osa_men", "0",
                "world.apnoea.osa_women", "0",
                "world.cold.fail", "0",
                "world.cold.pressed_per_hour", "0",
                "world.exit.early", "0",
                "world.gap.forget", "0",
                "world.lock.per_minute", "0"),
            Set.of(
                "apnoea_depth",
                "atrial_fibrillation",
                "cadence_lock",
                "desaturation_measures_apnoea",
                "false_oxygen_alarms",
                "forgotten_watch",
                "high_heart_rate_is_cadence",
                "irregularity_that_lasts",
                "loans_that_end_early",
                "low_oxygen_alerts",
                "rhythm_notifications",
                "silence_begins_on_the_charger",
                "sleep_apnoea_prevalence",
                "spo2_error")));
  }
}
