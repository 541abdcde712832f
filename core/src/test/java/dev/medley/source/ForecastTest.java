package dev.medley.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.world.Horizon;
import java.util.List;
import org.example.walkin.WalkInClinic;
import org.junit.jupiter.api.Test;

class ForecastTest {
  private static RunConfig config(String scenario, String... assignments) {
    Configs configs = Configs.of(Scenarios.named(scenario));
    List.of(assignments).forEach(configs::assign);
    return configs.build();
  }

  private static Forecast forecast(RunConfig config, Forecast.Effort effort) {
    return Forecast.of(Plan.of(config, 2), effort);
  }

  private static long rows(Forecast forecast, String table) {
    return forecast.rows(forecast.plan().config().table(table));
  }

  @Test
  void aSampleSaysAboutWhatAllCellsDo() {
    RunConfig config = config("heart_failure_rpm", "units=400");
    Forecast sample = forecast(config, Forecast.Effort.PROGRESS);
    Forecast whole = forecast(config, Forecast.Effort.WHOLE);
    assertFalse(sample.isWhole());
    assertTrue(whole.isWhole());
    assertEquals(whole.simulated(), Plan.of(config, 2).cells());
    for (Table<?> table : config.scenario().tables()) {
      if (whole.rows(table) > 1_000) {
        assertEquals(1, (double) sample.rows(table) / whole.rows(table), 0.1, table.name());
      }
    }
  }

  /** An estimate by days says half of it: a loan lasts a week, whenever it begins. */
  @Test
  void aRunOfADayIsCounted() {
    RunConfig day = config("wearables", "units=8", "from=2024-03-01", "to=2024-03-01");
    Forecast forecast = forecast(day, Forecast.Effort.PLAN);
    assertTrue(forecast.isWhole());
    assertTrue(forecast.mainRows() > 1.5 * day.expectedMainRows());
    assertTrue(forecast.days().orElseThrow().to().isAfter(day.horizon().to()));
  }

  @Test
  void aChangedParameterIsSeenInASampleToo() {
    Forecast usual = forecast(config("ed_throughput", "rows=2e6"), Forecast.Effort.PROGRESS);
    Forecast crowded =
        forecast(
            config("ed_throughput", "rows=2e6", "world.arrivals.annual_visits=90000"),
            Forecast.Effort.PROGRESS);
    assertFalse(crowded.isWhole());
    assertTrue(rows(crowded, "visits") > 1.4 * rows(usual, "visits"));
  }

  @Test
  void aPartOfTheDaysHasAPartOfTheRows() {
    RunConfig config = config("ed_throughput", "units=4", "from=2024-01-01", "to=2024-01-31");
    Plan plan = Plan.of(config, 2);
    Wanted half = Wanted.startingIn(Horizon.of("2024-01-16", "2024-01-31"), config.scenario());
    Forecast all = Forecast.of(plan, Forecast.Effort.WHOLE);
    Forecast part = Forecast.of(plan, half, Forecast.Effort.WHOLE);
    assertEquals(0.5, (double) part.mainRows() / all.mainRows(), 0.1);
    // Entities come with the first day of their world.
    assertEquals(0, rows(part, "facilities"));
    assertEquals(4, rows(all, "facilities"));
  }

  @Test
  void theKeyHasTheRowsThatStagesSayTheyChange() {
    Scenario clinic = new WalkInClinic();
    RunConfig config = Configs.of(clinic).set("rows", "20000").build();
    Forecast forecast = forecast(config, Forecast.Effort.WHOLE);
    assertTrue(forecast.leavesOutKeyRows(), "two stages say nothing of tired clerks");
    long visits = rows(forecast, "visits");
    long followUps = rows(forecast, "follow_ups");
    assertEquals(
        0.04 * visits + 0.03 * followUps,
        (double) foreseen(forecast, "key.rows").rows(),
        2,
        "drop, twice");
    Forecast heavier =
        forecast(
            Configs.of(clinic)
                .set("rows", "20000")
                .set("mess.lost_form.rate", "0")
                .set("mess.double_form.rate", "0.1")
                .build(),
            Forecast.Effort.WHOLE);
    assertEquals(0.1 * visits + 0.03 * followUps, (double) foreseen(heavier, "key.rows").rows(), 2);
    assertEquals(
        forecast.rows(), forecast.tables().stream().mapToLong(Forecast.Foreseen::rows).sum());
  }

  private static Forecast.Foreseen foreseen(Forecast forecast, String name) {
    return forecast.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void chunksTogetherHaveTheRowsOfTheRun() {
    Plan plan = Plan.of(config("pbm_claims", "rows=300000"), 5);
    Forecast forecast = Forecast.of(plan, Forecast.Effort.PROGRESS);
    for (Forecast.Foreseen table : forecast.tables()) {
      double sum =
          plan.blocks().stream().mapToDouble(b -> forecast.rows(table.name(), List.of(b))).sum();
      assertEquals((double) table.rows(), sum, 1, table.name());
    }
  }

  @Test
  void theKeyTakesItsTime() {
    Forecast with = forecast(config("ed_throughput", "rows=1e7"), Forecast.Effort.PROGRESS);
    Forecast without =
        forecast(config("ed_throughput", "rows=1e7", "output.key=false"), Forecast.Effort.PROGRESS);
    assertEquals(0, without.keyRows());
    double keyRows = with.keyRows();
    assertTrue(keyRows > 3_000_000, () -> keyRows + " rows");
    double ratio = (double) with.time().toMillis() / without.time().toMillis();
    assertTrue(ratio > 1.2 && ratio < 2, () -> "with the key " + ratio + " times as long");
  }
}
