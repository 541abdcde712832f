package dev.medley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.run.Progress;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.sink.Store;
import dev.medley.verify.Notebook;
import dev.medley.verify.Quality;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every scenario says can be found in its data, looked for in as many rows as it takes: the
 * insights, targets and mess rates, and the cells of the notebook.
 */
final class InsightsTest extends SparkTest {

  /** What a build has time for; questions that need more rows are left to {@code -Pfull}. */
  private static final long ROWS_IN_EVERY_BUILD = 1_000_000;

  @ParameterizedTest
  @MethodSource("scenarios")
  void nothingFails(Scenario scenario) {
    boolean all =
        Boolean.getBoolean("medley.test.full") || minRows(scenario) <= ROWS_IN_EVERY_BUILD;
    RunConfig config = config(scenario, 1, all ? enough(scenario) : ROWS_IN_EVERY_BUILD, Map.of());
    List<Quality> lines = generateAndVerify(config);
    assertEquals(
        List.of(), lines.stream().filter(q -> q.verdict() == Quality.Verdict.FAIL).toList());
    if (all) {
      allWereAsked(scenario, lines);
    }
    everyNotebookCellRuns(config);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  @Tag("full")
  void everythingHoldsWithAnotherSeed(Scenario scenario) {
    allWereAsked(scenario, generateAndVerify(config(scenario, 2, enough(scenario), Map.of())));
  }

  private static void allWereAsked(Scenario scenario, List<Quality> lines) {
    assertEquals(
        List.of(), lines.stream().filter(q -> q.verdict() != Quality.Verdict.PASS).toList());
    assertEquals(
        scenario.insights().stream().map(Insight::id).collect(Collectors.toSet()),
        lines.stream()
            .filter(q -> q.kind() == Quality.Kind.INSIGHT)
            .map(Quality::id)
            .collect(Collectors.toSet()));
  }

  private static void everyNotebookCellRuns(RunConfig config) {
    Scenario scenario = config.scenario();
    Store store = new Store(config.output(), scenario);
    SparkSession session = spark().newSession();
    for (Table<?> table : config.chosenTables()) {
      if (!table.isKey()) {
        store.published(session, table).createOrReplaceTempView(table.name());
      }
    }
    List<String> cells = Notebook.sqlCells(Notebook.render(scenario));
    assertFalse(cells.isEmpty());
    for (String cell : cells) {
      assertTrue(session.sql(store.resolve(cell)).count() > 0, cell);
    }
  }

  /** Mechanisms to switch off, and the insights and targets that live on them alone. */
  static Stream<Arguments> mechanisms() {
    return Stream.of(
        Arguments.of(
            "ed_throughput",
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
        Arguments.of(
            "wearables",
            Map.of(
                "world.af.base", "0",
                "world.apnoea.fall_pct_per_second", "0",
                "world.cold.fail", "0",
                "world.cold.pressed_per_hour", "0",
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
                "low_oxygen_alerts",
                "rhythm_notifications",
                "silence_begins_on_the_charger",
                "spo2_error")),
        Arguments.of(
            "heart_failure_rpm",
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
        Arguments.of(
            "cold_chain",
            Map.of(
                "world.sun.kelvin", "0",
                "world.jfk.dwell_b", "0.8",
                "world.fda.hold", "0",
                "world.handling.openings", "0",
                "world.handling.reice_done", "0"),
            Set.of(
                "biologic_excursions",
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
                "unprotected_ramp")),
        Arguments.of(
            "tablet_manufacturing",
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
        Arguments.of(
            "tablet_manufacturing",
            Map.of(
                "world.haste.p_day", "0.12",
                "world.haste.p_evening", "0.12",
                "world.haste.p", "0.12"),
            Set.of("the_night_shift_is_innocent")));
  }

  private static Stream<Arguments> chosenMechanisms() {
    Set<String> chosen = scenarios().map(Scenario::name).collect(Collectors.toSet());
    return mechanisms().filter(a -> chosen.contains((String) a.get()[0]));
  }

  static Stream<Arguments> quickMechanisms() {
    return chosenMechanisms().filter(InsightsTest::isQuick);
  }

  static Stream<Arguments> slowMechanisms() {
    return chosenMechanisms().filter(a -> !isQuick(a));
  }

  private static boolean isQuick(Arguments mechanism) {
    return minRows(Scenarios.named((String) mechanism.get()[0])) <= ROWS_IN_EVERY_BUILD;
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("quickMechanisms")
  void withoutTheMechanismTheInsightIsGone(
      String name, Map<String, String> switchedOff, Set<String> gone) {
    switchOff(name, switchedOff, gone);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("slowMechanisms")
  @Tag("full")
  void withoutTheMechanismTheInsightIsGoneInMoreRows(
      String name, Map<String, String> switchedOff, Set<String> gone) {
    switchOff(name, switchedOff, gone);
  }

  private void switchOff(String name, Map<String, String> switchedOff, Set<String> gone) {
    Scenario scenario = Scenarios.named(name);
    List<Quality> lines = generateAndVerify(config(scenario, 1, enough(scenario), switchedOff));
    Set<String> failed =
        lines.stream()
            .filter(q -> q.verdict() == Quality.Verdict.FAIL)
            .map(Quality::id)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue(failed.containsAll(gone), "failed: " + failed);
    assertEquals(
        List.of(),
        lines.stream()
            .filter(q -> q.kind() == Quality.Kind.STRUCTURE || q.kind() == Quality.Kind.MESS_RATE)
            .filter(q -> q.verdict() == Quality.Verdict.FAIL)
            .toList());
  }

  /**
   * Rows to ask for so that every question has its minimum: a world of so many units has a few
   * fewer than it was asked for, and fewer still without a mechanism.
   */
  private static long enough(Scenario scenario) {
    return minRows(scenario) * 11 / 10;
  }

  private static long minRows(Scenario scenario) {
    return LongStream.concat(
            scenario.insights().stream().mapToLong(Insight::minRows),
            scenario.targets().stream().mapToLong(Target::minRows))
        .max()
        .orElseThrow();
  }

  private RunConfig config(Scenario scenario, long seed, long rows, Map<String, String> settings) {
    Configs configs =
        Configs.of(scenario)
            .set("rows", Long.toString(rows))
            .set("seed", Long.toString(seed))
            .set("output.path", folder.toString());
    settings.forEach(configs::set);
    return configs.build();
  }

  private static List<Quality> generateAndVerify(RunConfig config) {
    Medley medley = new Medley(spark());
    medley.generate(config, Progress.SILENT);
    return medley.verify(config.output(), config.scenario());
  }
}
