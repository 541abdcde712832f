package dev.medley;

import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import dev.medley.source.Readings;
import dev.medley.verify.Quality;
import dev.medley.world.Horizon;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every scenario promises, asked of each in the registry, in a small world. */
final class ContractTest extends SparkTest {
  private static final int UNITS_PER_REGION = 2;
  private static final int DAYS = 45;

  /** What makes a scenario's world small where the usual numbers of units and days do not. */
  private static final Map<String, Map<String, String>> SMALL =
      Map.of(
          "wearables",
          Map.of(
              "mess.sex_spelling.rate",
              "0.6",
              "seed",
              "6",
              "units",
              "12",
              "to",
              "2024-01-03",
              "world.loan.days",
              "1",
              "world.run.share",
              "1",
              "world.lock.per_minute",
              "0.5",
              "world.cold.pressed_per_hour",
              "0.5"),
          // A group of patients in every region, some enrolled before and some after the middle.
          "heart_failure_rpm",
          Map.of("units", "100", "to", "2023-07-30"),
          "cold_chain",
          Map.of("units", "2"),
          // Begins inside a quarter and goes on into the next one.
          "tablet_manufacturing",
          Map.of("units", "6", "from", "2024-02-05", "to", "2024-04-08"));

  @ParameterizedTest
  @MethodSource("scenarios")
  void theSameRowsHoweverTheWorkIsCut(Scenario scenario) {
    RunConfig config = config(scenario, "unused");
    Map<String, String> whole = clean(Plan.of(config, 1));
    assertEquals(whole, clean(Plan.of(config, 3)));
    Plan fine = Plan.of(config, 16);
    assertTrue(fine.blocks().size() > Plan.of(config, 1).blocks().size());
    assertEquals(whole, clean(fine));

    // Keyed so that the test's own order is the same every time.
    List<Plan.Block> shuffled = new ArrayList<>(fine.blocks());
    Collections.shuffle(shuffled, new java.util.Random(7));
    assertEquals(whole, clean(new Plan(config, 16, shuffled, 1)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void oneCellAloneGivesItsRows(Scenario scenario) {
    RunConfig config = config(scenario, "unused");
    Plan fine = Plan.of(config, 16);
    Plan.Block last = fine.blocks().get(fine.blocks().size() - 1);
    Plan alone = new Plan(config, 1, List.of(last), 1);
    Table<?> main = scenario.mainTable();
    Dataset<Row> all = Readings.published(spark(), Plan.of(config, 1), main);
    Dataset<Row> one = Readings.published(spark(), alone, main);
    assertTrue(one.count() > 0);
    assertEquals(0, one.except(all).count());
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aPrunedReadGivesTheSameValues(Scenario scenario) {
    Plan plan = Plan.of(config(scenario, "unused"), 3);
    for (Table<?> table : scenario.tables()) {
      Dataset<Row> all = Readings.published(spark(), plan, table);
      Column column = table.published().get(table.published().size() - 1);
      assertEquals(
          checksum(all.cache().select(column.name())),
          checksum(Readings.published(spark(), plan, table).select(column.name())),
          table.name());
      all.unpersist();
      if (table.isDated()) {
        Horizon horizon = plan.config().horizon();
        String day = horizon.from().plusDays(horizon.days() / 2).toString();
        String region = scenario.regions().get(1);
        String where = "event_date = DATE'" + day + "' AND region = '" + region + "'";
        Dataset<Row> sliced = Readings.published(spark(), plan, table).where(where);
        assertEquals(checksum(all.where(where)), checksum(sliced), table.name());
        assertEquals(
            Math.min(plan.blocks().size(), blocksOf(plan, region)),
            sliced.rdd().getNumPartitions(),
            "regions are pruned");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void seedsDiffer(Scenario scenario) {
    RunConfig config = config(scenario, "unused");
    Table<?> main = scenario.mainTable();
    RunConfig other = with(config, config.seed() + 1, config.rates(), config.output());
    assertNotEquals(
        checksum(Readings.published(spark(), Plan.of(config, 2), main)),
        checksum(Readings.published(spark(), Plan.of(other, 2), main)));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void keysAreUniqueAndReferencesResolve(Scenario scenario) {
    Plan plan = Plan.of(config(scenario, "unused"), 2);
    Map<String, Dataset<Row>> tables = new HashMap<>();
    for (Table<?> table : scenario.tables()) {
      tables.put(table.name(), Readings.published(spark(), plan, table).cache());
    }
    for (Table<?> table : scenario.tables()) {
      Dataset<Row> rows = tables.get(table.name());
      org.apache.spark.sql.Column[] key =
          table.keyColumns().stream()
              .map(c -> col(c.name()))
              .toArray(org.apache.spark.sql.Column[]::new);
      assertTrue(key.length > 0, table.name() + " has a key");
      assertEquals(rows.count(), rows.select(key).distinct().count(), table.name());
      for (Column column : table.published()) {
        assertTrue(!column.doc().isBlank(), table.name() + "." + column.name() + " is explained");
        if (column.references().isPresent()) {
          Table<?> parent = plan.config().table(column.references().get());
          Dataset<Row> parents =
              tables
                  .get(parent.name())
                  .select(col(parent.keyColumns().get(0).name()).as("parent_key"));
          Dataset<Row> orphans =
              rows.where(col(column.name()).isNotNull())
                  .join(parents, col(column.name()).equalTo(col("parent_key")), "left_anti");
          assertEquals(0, orphans.count(), table.name() + "." + column.name());
        }
      }
    }
    tables.values().forEach(Dataset::unpersist);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void whatIsWrittenIsMessyAndTheKeyMakesItClean(Scenario scenario) {
    RunConfig config = config(scenario, folder.resolve("messy").toString());
    Medley medley = new Medley(spark());
    Summary summary = medley.generate(config, Progress.SILENT);
    assertEquals(config.chosenTables().size() + 2, summary.tables().size());

    List<Quality> report = medley.verify(config.output(), scenario);
    List<Quality> failed =
        report.stream()
            .filter(q -> q.kind() == Quality.Kind.STRUCTURE || q.kind() == Quality.Kind.MESS_RATE)
            .filter(q -> q.verdict() == Quality.Verdict.FAIL)
            .toList();
    assertEquals(List.of(), failed);
    Set<String> judged =
        report.stream()
            .filter(q -> q.kind() == Quality.Kind.MESS_RATE)
            .filter(q -> q.verdict() != Quality.Verdict.SKIPPED)
            .map(Quality::id)
            .collect(Collectors.toSet());
    assertEquals(
        scenario.stages().stream().map(dev.medley.mess.Stage::id).collect(Collectors.toSet()),
        judged);

    RunConfig.Output restored = output(folder.resolve("restored").toString());
    medley.restore(config.output(), scenario, restored);
    Map<String, String> simulated = clean(Plan.of(config, 2));
    Map<String, String> dirty = new HashMap<>();
    for (Table<?> table : config.chosenTables().stream().filter(t -> !t.isKey()).toList()) {
      dirty.put(table.name(), checksum(read(config.output(), scenario, table)));
      assertEquals(
          simulated.get(table.name()),
          checksum(read(restored, scenario, table)),
          table.name() + " is restored");
    }
    for (dev.medley.mess.Stage stage : scenario.stages()) {
      assertNotEquals(simulated.get(stage.table()), dirty.get(stage.table()), stage.id());
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aLongerHorizonContinuesTheSameWorld(Scenario scenario) {
    RunConfig whole = config(scenario, folder.resolve("whole").toString());
    RunConfig first =
        with(config(scenario, folder.resolve("grown").toString()), firstPart(whole.horizon()));
    Medley medley = new Medley(spark());
    medley.generate(first, Progress.SILENT);
    medley.generate(with(first, whole.horizon()), Progress.SILENT);
    medley.generate(whole, Progress.SILENT);
    assertEquals(written(whole), written(first));
  }

  @ParameterizedTest
  @MethodSource("oneOrAll")
  void repeatingChangesNothingAndReplacingDaysLeavesTheSameRows(Scenario scenario) {
    RunConfig whole = config(scenario, folder.resolve("whole").toString());
    Medley medley = new Medley(spark());
    medley.generate(whole, Progress.SILENT);
    Map<String, String> first = written(whole);
    medley.generate(whole, Progress.SILENT);
    assertEquals(first, written(whole));
    RunConfig.Output place = whole.output();
    RunConfig.Output replaced =
        new RunConfig.Output(
            place.path(), place.catalog(), place.format(), place.grain(), true, place.key());
    medley.generate(
        with(with(whole, whole.seed(), whole.rates(), replaced), firstPart(whole.horizon())),
        Progress.SILENT);
    assertEquals(first, written(whole));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aStageTurnedOffLeavesTheOthersAlone(Scenario scenario) {
    RunConfig config = config(scenario, "unused");
    for (Table<?> table : scenario.tables()) {
      List<dev.medley.mess.Stage> stages =
          scenario.stages().stream().filter(s -> s.table().equals(table.name())).toList();
      if (stages.size() < 2) {
        continue;
      }
      String off = stages.get(stages.size() - 1).id();
      Map<String, Double> rates = new HashMap<>(config.rates());
      rates.put(off, 0.0);
      Dataset<Row> all = key(config, table).where(col("stage_id").notEqual(off));
      Dataset<Row> without = key(with(config, config.seed(), rates, config.output()), table);
      assertTrue(all.count() > 0);
      assertSameRows(all, without);
    }
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void aFarSliceOfTenBillionRowsIsAtHand(Scenario scenario) {
    Horizon horizon = scenario.about().days();
    RunConfig config =
        Configs.of(scenario).set("rows", "1e10").set("from", horizon.from().toString()).build();
    Plan plan = Plan.of(config, 2);
    Plan.Block last = plan.blocks().get(plan.blocks().size() - 1);
    long cell = last.firstCell() + last.cells() - 1;
    Plan far =
        new Plan(
            config,
            1,
            List.of(new Plan.Block(last.number(), last.regionIndex(), last.region(), cell, 1)),
            1);
    Plan.Block only = far.blocks().get(0);
    String day =
        scenario
            .span(
                scenario.cell(only.regionIndex(), only.firstCell(), config.world()), config.world())
            .from()
            .plusDays(3)
            .toString();
    Dataset<Row> rows =
        Readings.published(spark(), far, scenario.mainTable())
            .where("event_date <= DATE'" + day + "'");
    rows.count();
    long begun = System.nanoTime();
    assertTrue(rows.count() > 0);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    assertTrue(taken.toSeconds() < 20, "took " + taken);
  }

  // ---- helpers

  /**
   * Every scenario has its turn under {@code -Pfull}; the build has time for one, if possible with
   * mess in a table without days.
   */
  static Stream<Scenario> oneOrAll() {
    return Boolean.getBoolean("medley.test.full")
        ? scenarios()
        : scenarios().sorted(Comparator.comparing(s -> !hasUndatedMess(s))).limit(1);
  }

  private static boolean hasUndatedMess(Scenario scenario) {
    return scenario.tables().stream()
        .filter(table -> !table.isDated())
        .anyMatch(t -> scenario.stages().stream().anyMatch(s -> s.table().equals(t.name())));
  }

  /** A month where there is more, or else half. */
  private static Horizon firstPart(Horizon horizon) {
    LocalDate month = horizon.from().plusMonths(1).minusDays(1);
    LocalDate middle = horizon.from().plusDays(horizon.days() / 2 - 1);
    return new Horizon(horizon.from(), horizon.contains(month) ? month : middle);
  }

  private static RunConfig config(Scenario scenario, String path) {
    Horizon all = scenario.about().days();
    Horizon some = new Horizon(all.from(), all.from().plusDays(DAYS - 1));
    long units = (long) UNITS_PER_REGION * scenario.regions().size();
    Map<String, String> settings = new HashMap<>();
    settings.put("units", Long.toString(units));
    settings.put("from", some.from().toString());
    settings.put("to", some.to().toString());
    settings.put("output.path", path);
    settings.putAll(SMALL.getOrDefault(scenario.name(), Map.of()));
    Configs builder = Configs.of(scenario);
    settings.forEach(builder::set);
    return builder.build();
  }

  private static RunConfig.Output output(String path) {
    return new RunConfig.Output(
        Optional.of(path),
        Optional.empty(),
        RunConfig.Format.DELTA,
        RunConfig.Grain.MONTH,
        false,
        true);
  }

  private static RunConfig with(RunConfig c, Horizon horizon) {
    return new RunConfig(
        c.scenario(),
        c.seed(),
        c.units(),
        horizon,
        c.regions(),
        c.tables(),
        c.params(),
        c.rates(),
        c.output(),
        c.engine());
  }

  private static RunConfig with(
      RunConfig c, long seed, Map<String, Double> rates, RunConfig.Output output) {
    return new RunConfig(
        c.scenario(),
        seed,
        c.units(),
        c.horizon(),
        c.regions(),
        c.tables(),
        c.params(),
        rates,
        output,
        c.engine());
  }

  private static long blocksOf(Plan plan, String region) {
    return plan.blocks().stream().filter(b -> b.region().equals(region)).count();
  }

  private static Map<String, String> clean(Plan plan) {
    Map<String, String> sums = new HashMap<>();
    for (Table<?> table : plan.config().scenario().tables()) {
      sums.put(table.name(), checksum(Readings.published(spark(), plan, table)));
    }
    return sums;
  }

  private static Map<String, String> written(RunConfig config) {
    Store store = new Store(config.output(), config.scenario());
    Map<String, String> sums = new HashMap<>();
    for (Table<?> table : config.chosenTables()) {
      sums.put(table.name(), checksum(store.published(spark(), table)));
    }
    sums.put("key.cells", checksum(store.cells(spark())));
    sums.put("key.rows", checksum(store.rows(spark())));
    return sums;
  }

  private static Dataset<Row> read(RunConfig.Output output, Scenario scenario, Table<?> table) {
    return new Store(output, scenario).published(spark(), table);
  }

  /** Which rows of a table the stages hit, and how, without writing anything. */
  private static Dataset<Row> key(RunConfig config, Table<?> table) {
    dev.medley.mess.Lineage lineage = new dev.medley.mess.Lineage(config.mess(), table);
    Dataset<Row> clean = Readings.withHidden(spark(), Plan.of(config, 2), table);
    Dataset<Row> all = null;
    Set<Dataset<Row>> parts = new HashSet<>();
    if (lineage.changesCells()) {
      parts.add(lineage.cells(clean).select("row_key", "stage_id").distinct());
    }
    if (lineage.changesRows()) {
      parts.add(lineage.rows(clean).select("row_key", "stage_id"));
    }
    for (Dataset<Row> part : parts) {
      all = all == null ? part : all.union(part);
    }
    return Optional.ofNullable(all).orElseThrow();
  }

  /** Number of rows and a sum that no order changes. */
  static String checksum(Dataset<Row> rows) {
    org.apache.spark.sql.Column[] columns =
        Stream.of(rows.columns()).map(functions::col).toArray(org.apache.spark.sql.Column[]::new);
    Row sum =
        rows.select(functions.xxhash64(columns).cast("decimal(20,0)").as("h"))
            .agg(functions.count("*"), functions.sum("h"))
            .first();
    return sum.get(0) + " " + sum.get(1);
  }
}
