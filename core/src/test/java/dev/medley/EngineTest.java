package dev.medley;

import static dev.medley.ScenarioContract.checksum;
import static org.apache.spark.sql.functions.col;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.mess.Lineage;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.run.Progress;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.sink.Store;
import dev.medley.source.Readings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.example.walkin.WalkInClinic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the engine promises of any scenario, tried on one that has every layout: folders by month
 * and by day, regional, single and reference tables, rows after the horizon, text, money of four
 * decimals, mess in undated tables, cells of several units and months.
 */
final class EngineTest extends SparkTest {
  private final Scenario scenario = new WalkInClinic();
  private final Medley medley = new Medley(spark());

  // ---- reading

  @Test
  void theSameRowsHoweverTheWorkIsCut() {
    RunConfig config = config("unused").build();
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

  @Test
  void oneBlockAloneGivesItsPartOfTheWhole() {
    RunConfig config = config("unused").build();
    Plan fine = Plan.of(config, 16);
    Table<?> main = scenario.mainTable();
    List<Row> whole = Readings.published(spark(), fine, main).collectAsList();
    List<Row> parts = new ArrayList<>();
    for (Plan.Block block : fine.blocks()) {
      parts.addAll(
          Readings.published(spark(), new Plan(config, 1, List.of(block), 1), main)
              .collectAsList());
    }
    assertEquals(counted(whole), counted(parts));
  }

  private static Map<String, Long> counted(List<Row> rows) {
    Map<String, Long> counts = new HashMap<>();
    rows.forEach(row -> counts.merge(row.toString(), 1L, Long::sum));
    return counts;
  }

  @Test
  void aReadOfOneColumnOrOneDayGivesTheSameValues() {
    Plan plan = Plan.of(config("unused").build(), 3);
    for (Table<?> table : scenario.tables()) {
      // Collected, so that Spark cannot answer one reading with the other's.
      Dataset<Row> all = Readings.published(spark(), plan, table);
      Dataset<Row> kept = spark().createDataFrame(all.collectAsList(), all.schema());
      for (Column column : table.published()) {
        assertEquals(
            checksum(kept.select(column.name())),
            checksum(Readings.published(spark(), plan, table).select(column.name())),
            table.name() + "." + column.name());
      }
      if (table.isDated()) {
        String where = "event_date = DATE'2024-02-10' AND region = 'SOUTH'";
        Dataset<Row> sliced = Readings.published(spark(), plan, table).where(where);
        assertTrue(sliced.count() > 0);
        assertEquals(checksum(kept.where(where)), checksum(sliced), table.name());
        long blocks = plan.blocks().stream().filter(b -> b.region().equals("SOUTH")).count();
        assertEquals(blocks, sliced.rdd().getNumPartitions(), "regions are pruned");
      }
    }
  }

  @Test
  void aReferenceTableIsReadWithoutItsCells() {
    RunConfig config = Configs.of(scenario).set("rows", "1e10").build();
    Plan plan = Plan.of(config, 2);
    Dataset<Row> prices = Readings.published(spark(), plan, config.table("prices"));
    int regions = config.regions().size();
    assertTrue(plan.blocks().size() > 2 * regions);
    assertEquals(regions, prices.rdd().getNumPartitions(), "the first block of every region");
    assertEquals(3, prices.count());
  }

  @Test
  void aReadingThatWantsFewRowsEndsEarly() {
    RunConfig config = Configs.of(scenario).set("rows", "1e9").build();
    Plan plan = Plan.of(config, 2);
    assertEquals(
        5, Readings.published(spark(), plan, scenario.mainTable()).limit(5).collectAsList().size());
  }

  // ---- mess

  @Test
  void aStageTurnedOffLeavesTheOthersAlone() {
    RunConfig config = config("unused").build();
    Table<?> visits = scenario.mainTable();
    for (Stage off : config.mess().stagesOf(visits.name())) {
      RunConfig without = config("unused").set("mess." + off.id() + ".rate", "0").build();
      Dataset<Row> all = key(config, visits).where(col("stage_id").notEqual(off.id()));
      assertTrue(all.count() > 0);
      if (off.action() == Stage.Action.SET) {
        assertSameRows(all, key(without, visits));
      }
    }
  }

  /** Which rows of a table the stages hit, without writing anything. */
  private static Dataset<Row> key(RunConfig config, Table<?> table) {
    Lineage lineage = new Lineage(config.mess(), table);
    Dataset<Row> clean = Readings.withHidden(spark(), Plan.of(config, 2), table);
    return lineage
        .cells(clean)
        .select("row_key", "stage_id")
        .distinct()
        .union(lineage.rows(clean).select("row_key", "stage_id"));
  }

  @Test
  void aRunWithoutMessHasAnEmptyKey() {
    RunConfig config = config(folder.resolve("out").toString()).set("mess.level", "none").build();
    medley.generate(config, Progress.SILENT);
    Store store = new Store(config.output(), scenario);
    assertEquals(0, store.cells(spark()).count() + store.rows(spark()).count());
    assertEquals(
        checksum(Readings.published(spark(), Plan.of(config, 2), scenario.mainTable())),
        checksum(store.published(spark(), scenario.mainTable())));
  }

  // ---- writing again

  @ParameterizedTest
  @CsvSource({"DELTA, MONTH", "DELTA, DAY", "PARQUET, MONTH"})
  void aLongerHorizonContinuesTheSameWorld(RunConfig.Format format, RunConfig.Grain grain) {
    RunConfig whole = config("whole", format, grain).build();
    medley.generate(until("2024-01-31", "grown", format, grain).build(), Progress.SILENT);
    RunConfig grown = config("grown", format, grain).build();
    medley.generate(grown, Progress.SILENT);
    medley.generate(whole, Progress.SILENT);
    assertEquals(written(whole), written(grown));
  }

  @ParameterizedTest
  @EnumSource(RunConfig.Format.class)
  void repeatingChangesNothing(RunConfig.Format format) {
    RunConfig config = config("out", format, RunConfig.Grain.MONTH).build();
    medley.generate(config, Progress.SILENT);
    Map<String, String> first = written(config);
    medley.generate(config, Progress.SILENT);
    assertEquals(first, written(config));
  }

  @ParameterizedTest
  @CsvSource({
    "DELTA, MONTH, 2024-01-31",
    "DELTA, MONTH, 2024-01-15",
    "DELTA, DAY, 2024-01-15",
    "PARQUET, MONTH, 2024-01-31"
  })
  void replacedDaysHaveTheSameRows(RunConfig.Format format, RunConfig.Grain grain, String to) {
    RunConfig config = config("out", format, grain).build();
    medley.generate(config, Progress.SILENT);
    Map<String, String> first = written(config);
    medley.generate(
        until(to, "out", format, grain).set("output.overwrite", "true").build(), Progress.SILENT);
    assertEquals(first, written(config));
  }

  @Test
  void partOfAFolderOfParquetCannotBeReplaced() {
    medley.generate(
        config("out", RunConfig.Format.PARQUET, RunConfig.Grain.MONTH).build(), Progress.SILENT);
    RunConfig part =
        until("2024-01-15", "out", RunConfig.Format.PARQUET, RunConfig.Grain.MONTH)
            .set("output.overwrite", "true")
            .build();
    UserError e = assertThrows(UserError.class, () -> medley.generate(part, Progress.SILENT));
    assertTrue(e.getMessage().contains("whole folders"), e.getMessage());
  }

  @ParameterizedTest
  @EnumSource(RunConfig.Format.class)
  void anotherWorldTakesThePlaceOfAllThatWasThere(RunConfig.Format format) {
    medley.generate(config("out", format, RunConfig.Grain.MONTH).build(), Progress.SILENT);
    RunConfig fresh = config("fresh", format, RunConfig.Grain.MONTH).set("seed", "2").build();
    medley.generate(fresh, Progress.SILENT);
    RunConfig other =
        config("out", format, RunConfig.Grain.MONTH)
            .set("seed", "2")
            .set("output.overwrite", "true")
            .build();
    medley.generate(other, Progress.SILENT);
    assertEquals(written(fresh), written(other));
    assertNotEquals(
        written(fresh).get("visits"),
        checksum(
            Readings.published(spark(), Plan.of(config("x").build(), 2), scenario.mainTable())));
    assertTrue(
        medley.verify(other.output(), scenario).stream()
            .noneMatch(q -> q.verdict() == dev.medley.verify.Quality.Verdict.FAIL));
  }

  // ---- scenarios from outside

  @Test
  void scenariosOfOtherJarsAreFound() {
    assertEquals(WalkInClinic.class, Scenarios.named("walk_in_clinic").getClass());
  }

  // ---- helpers

  private Configs config(String place) {
    return until("2024-02-29", place);
  }

  private Configs until(String to, String place) {
    return Configs.of(scenario)
        .set("units", "8")
        .set("to", to)
        .set("output.path", folder.resolve(place).toString());
  }

  private Configs config(String place, RunConfig.Format format, RunConfig.Grain grain) {
    return until("2024-02-29", place, format, grain);
  }

  private Configs until(String to, String place, RunConfig.Format format, RunConfig.Grain grain) {
    return until(to, place).set("output.format", format.name()).set("output.grain", grain.name());
  }

  private Map<String, String> clean(Plan plan) {
    Map<String, String> sums = new TreeMap<>();
    for (Table<?> table : scenario.tables()) {
      sums.put(table.name(), checksum(Readings.published(spark(), plan, table)));
    }
    return sums;
  }

  private Map<String, String> written(RunConfig config) {
    Store store = new Store(config.output(), scenario);
    Map<String, String> sums = new TreeMap<>();
    for (Table<?> table : config.chosenTables()) {
      Table<?> lying = config.output().grain() == RunConfig.Grain.DAY ? table.daily() : table;
      sums.put(table.name(), checksum(store.published(spark(), lying)));
    }
    sums.put("key.cells", checksum(store.cells(spark())));
    sums.put("key.rows", checksum(store.rows(spark())));
    return sums;
  }
}
