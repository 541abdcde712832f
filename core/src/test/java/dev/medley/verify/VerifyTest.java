package dev.medley.verify;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Clinic;
import dev.medley.SparkTest;
import dev.medley.config.RunConfig;
import dev.medley.mess.Mess;
import dev.medley.mess.Stage;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.model.UserError;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import dev.medley.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyTest extends SparkTest {
  private static final Clinic CLINIC = new Clinic();
  private static final Set<Quality.Kind> ALL = Set.of(Quality.Kind.values());

  /** Written once; tests break copies of it. */
  @TempDir static Path sound;

  @BeforeAll
  static void write() {
    CLINIC.write(spark(), sound.toString(), RunConfig.Format.PARQUET);
  }

  @Test
  void soundTablesPass() {
    Verify verify = verify(copy());
    List<Quality> lines = verify.with(table -> CLINIC.simulated(spark(), table)).run(spark());
    assertEquals(Set.of(), failures(lines), () -> lines.toString());
    assertEquals(Set.of(), skipped(lines));
    assertEquals(ALL, lines.stream().map(Quality::kind).collect(Collectors.toSet()));
    assertEquals(
        Set.of(
            "readable",
            "schema",
            "rows_per_key",
            "not_null",
            "event_date",
            "region",
            "event_month",
            "foreign_key site_id",
            "cells_named",
            "cells_of_rows",
            "cells_published"),
        lines.stream()
            .filter(q -> q.kind() == Quality.Kind.STRUCTURE && q.id().equals("visits"))
            .map(Quality::measure)
            .collect(Collectors.toSet()));
    assertSameRows(Verify.table(spark(), lines), verify.store().readKey(spark(), Verify.REPORT));
    assertEquals(
        0,
        spark().catalog().listTables().filter("isTemporary").count(),
        "the caller's session must not see the views");
  }

  @Test
  void aPartOfTheChecksLeavesTheReportAloneAndSaysHowFarItIs() {
    Verify verify = verify(copy());
    List<Quality> all = verify.run(spark());
    List<Quality> asked = new ArrayList<>();
    for (Quality.Kind kind : ALL) {
      List<String> steps = new ArrayList<>();
      Watch watch =
          (step, of, what) -> {
            steps.add(what);
            assertEquals(steps.size(), step);
            assertTrue(step <= of);
            // The last step is known only when no other follows.
            steps.set(0, "step 1 of " + of);
          };
      asked.addAll(verify.run(spark(), Set.of(kind), watch));
      assertEquals("step 1 of " + steps.size(), steps.get(0), kind + ": " + steps);
    }
    assertEquals(Set.copyOf(all), Set.copyOf(asked));
    assertEquals(all.size(), asked.size());
    assertEquals(all.size(), verify.store().readKey(spark(), Verify.REPORT).count());
  }

  @Test
  void deltaTablesAreCheckedLikewise() throws IOException {
    Store store = CLINIC.write(spark(), folder.toString(), RunConfig.Format.DELTA);
    verify(store).run(spark());
    List<Quality> lines = verify(store).run(spark());
    assertEquals(Set.of(), failures(lines), () -> lines.toString());
    assertEquals(Set.of("shielded_note.visits hit rate"), skipped(lines));
    assertEquals(lines.size(), store.readKey(spark(), Verify.REPORT).count());

    // Where the report cannot be kept, it is still made.
    delete(Path.of(store.keyPath(Verify.REPORT)));
    Files.createDirectory(Path.of(store.keyPath(Verify.REPORT)));
    Files.writeString(Path.of(store.keyPath(Verify.REPORT), "_delta_log"), "no folder");
    List<Quality> unkept = verify(store).run(spark());
    assertEquals(lines, unkept.subList(0, lines.size()));
    assertTrue(unkept.get(lines.size()).note().contains("was not kept"), unkept::toString);

    Dataset<Row> sites = CLINIC.messed(spark(), Clinic.SITES).dirty();
    store.overwrite(sites.select("site_name", "site_id", "region"), Clinic.SITES);
    assertEquals(Set.of("sites.schema"), failures(structure(store)));

    delete(Path.of(store.path("visits"), "event_month=2024-01-01"));
    refuses(store, "table visits in " + store.place() + " is damaged: ");
    delete(Path.of(store.path("visits"), "_delta_log"));
    refuses(store, "no readable table visits of clinic");
  }

  @Test
  void everyWrongRowIsCountedUnderItsOwnMeasure() {
    Store store =
        broken(
            Clinic.READINGS,
            rows -> {
              Dataset<Row> late = some(rows, 1, "site_id = 1", "event_date", "DATE'2024-03-01'");
              Dataset<Row> far = some(late, 2, "site_id = 2", "region", "'ATLANTIS'");
              Dataset<Row> cold = some(far, 3, "site_id = 3", "celsius", "NULL");
              return cold.union(cold.where("site_id = 4").limit(4));
            });
    List<Quality> lines = structure(store);
    assertEquals(
        Set.of(
            "readings.event_date", "readings.region", "readings.not_null", "readings.rows_per_key"),
        failures(lines));
    assertEquals(1, line(lines, "readings.event_date").actual());
    assertEquals(2, line(lines, "readings.region").actual());
    assertEquals(3, line(lines, "readings.not_null").actual());
    assertEquals(4, line(lines, "readings.rows_per_key").actual());
  }

  @Test
  void aLostRowFails() {
    // Visit 203 is delivered three times and 110 once: the key misses the one, a truth the other.
    Store store = broken(Clinic.VISITS, rows -> rows.where("visit_id NOT IN (203, 110)"));
    List<Quality> lines = structure(store);
    assertEquals(Set.of("visits.rows_per_key", "truths.foreign_key visit_id"), failures(lines));
    assertEquals(1, line(lines, "visits.rows_per_key").actual());
    assertEquals(2, line(lines, "truths.foreign_key visit_id").actual());
  }

  @Test
  void anotherSchemaFails() {
    Store store = broken(Clinic.VISITS, rows -> rows.withColumn("extra", lit(1)));
    Dataset<Row> readings = CLINIC.messed(spark(), Clinic.READINGS).dirty();
    store.overwrite(readings.withColumn("celsius", col("celsius").cast("string")), Clinic.READINGS);
    List<Quality> lines = structure(store);
    assertEquals(Set.of("visits.schema", "readings.readable"), failures(lines));
    assertTrue(line(lines, "visits.schema").note().contains("extra INT"));
    assertTrue(line(lines, "readings.readable").note().contains("it lacks celsius DOUBLE"));
  }

  @Test
  void aForeignKeyWithoutItsRowFails() {
    Store store = broken(Clinic.SITES, rows -> rows.where("site_id <> 3"));
    assertEquals(
        Set.of("visits.foreign_key site_id", "readings.foreign_key site_id"),
        failures(structure(store)));
  }

  @Test
  void aWrongMonthFails() {
    Store store =
        broken(
            Clinic.TRUTHS,
            rows -> some(rows, 2, "event_date > DATE'2024-01-01'", "event_month", "event_date"));
    List<Quality> lines = structure(store);
    assertEquals(Set.of("truths.event_month"), failures(lines));
    assertEquals(2, line(lines, "truths.event_month").actual());
  }

  @Test
  void aKeyThatSaysWhatIsNotSoFails() {
    Store store = copy();
    Dataset<Row> cells = CLINIC.messed(spark(), Clinic.VISITS).cells();
    Dataset<Row> notes = cells.where("stage_id = 'all_garbled' AND column_name = 'note'");
    Dataset<Row> five = notes.limit(5);
    Dataset<Row> broken =
        cells
            .exceptAll(five)
            .union(five.withColumn("dirty_value", lit("something else")))
            .union(notes.limit(1).withColumn("stage_id", lit("nonsense")))
            // A key column is never changed, so its cell is unknown, and its value does not match.
            .union(notes.limit(1).withColumn("column_name", lit("visit_id")))
            .union(notes.limit(3).withColumn("row_key", concat(lit("-"), col("row_key"))))
            .union(notes.limit(4).withColumn("table_name", lit("ghosts")));
    store.overwriteKey(broken, Store.CELLS);
    List<Quality> lines = structure(store);
    assertEquals(
        Set.of(
            "visits.cells_published",
            "visits.cells_named",
            "visits.cells_of_rows",
            "key.known_tables"),
        failures(lines));
    assertEquals(6, line(lines, "visits.cells_published").actual());
    assertEquals(2, line(lines, "visits.cells_named").actual());
    assertEquals(3, line(lines, "visits.cells_of_rows").actual());
    assertEquals(4, line(lines, "key.known_tables").actual());
  }

  @Test
  void aRateThatIsNotMetFails() {
    Verify verify = verify(copy());
    Mess otherwise =
        CLINIC.mess(Map.of("case_lost", .15, "double_entry", 0.0, "score_missing", .5));
    List<Quality> lines =
        rates(
            new Verify(
                verify.store(),
                verify.horizon(),
                verify.regions(),
                verify.tables(),
                otherwise,
                verify.cleanSource()));
    assertEquals(
        Set.of(
            "case_lost.visits hit rate",
            "double_entry.visits hit rate",
            "score_missing.visits hit rate"),
        failures(lines));
    Quality lost = line(lines, "case_lost.visits hit rate");
    assertEquals(.05, lost.actual(), 1e-9);
    assertEquals("60 of 1,200 rows", lost.note());
  }

  @Test
  void aStageOfHiddenColumnsIsCountedOnTheSimulatorsRows() {
    Function<Table<?>, Dataset<Row>> nobodyShielded =
        table -> CLINIC.simulated(spark(), table).withColumn("_shielded", lit(false));
    List<Quality> lines = rates(verify(copy()).with(nobodyShielded));
    assertEquals(Set.of("shielded_note.visits hit rate"), failures(lines));
  }

  @Test
  void aStageThatCannotBeCountedFailsAlone() {
    Clinic clinic =
        new Clinic() {
          @Override
          public List<Stage> stages() {
            return java.util.stream.Stream.concat(
                    super.stages().stream(),
                    java.util.stream.Stream.of(
                        Stage.on("visits", "broken").where("nonsense = 1").drop()))
                .toList();
          }
        };
    List<Quality> lines = rates(verify(clinic, copy().output()));
    assertEquals(Set.of("broken.visits hit rate"), failures(lines));
    assertTrue(line(lines, "broken.visits hit rate").note().contains("nonsense"));
  }

  @Test
  void answersOutsideTheirBandsFail() {
    List<Expected> one = List.of(new Expected("x", 0.5, 1.5, "1 ± 0.5"));
    Clinic clinic =
        new Clinic(
            List.of(
                new Target("right", "q", "SELECT 1 AS x", one, 1, ""),
                new Target("money", "q", "SELECT CAST(1.2 AS DECIMAL(9,2)) AS x", one, 1, ""),
                new Target("truth", "q", "SELECT true AS x", one, 1, ""),
                new Target("wrong", "q", "SELECT 2 AS x", one, 1, ""),
                new Target("empty", "q", "SELECT CAST(NULL AS INT) AS x", one, 1, "")),
            List.of(
                insight("broken", "SELECT x FROM nowhere", one, 1),
                insight("fragile", "SELECT 1 / (count(*) - count(*)) AS x FROM visits", one, 1),
                insight("none", "SELECT 1 AS x FROM visits WHERE false", one, 1),
                insight("many", "SELECT 1 AS x FROM visits", one, 1),
                insight("other", "SELECT 1 AS y", one, 1),
                insight("text", "SELECT 'a' AS x", one, 1),
                insight("later", "SELECT 2 AS x", one, 1_000_000)));
    Verify verify = verify(clinic, copy().output());
    List<Quality> lines = new Queries(verify, open(verify)).check(ALL, what -> {});
    assertEquals(
        Set.of(
            "wrong.x", "empty.x", "broken.x", "fragile.x", "none.x", "many.x", "other.x", "text.x"),
        failures(lines));
    assertEquals(2, line(lines, "wrong.x").actual());
    assertEquals("the query gives NULL", line(lines, "empty.x").note());
    assertTrue(line(lines, "broken.x").note().contains("nowhere"));
    assertTrue(line(lines, "fragile.x").note().contains("DIVIDE_BY_ZERO"));
    assertEquals("the query gives no row", line(lines, "none.x").note());
    assertEquals("the query gives more than one row", line(lines, "many.x").note());
    Quality later = line(lines, "later.x");
    assertEquals(Quality.Verdict.SKIPPED, later.verdict());
    assertTrue(later.note().startsWith("needs 1,000,000 rows of visits, there are 1,"));
  }

  private static Insight insight(String id, String sql, List<Expected> expected, long rows) {
    return new Insight(id, "?", sql, expected, rows, "", "", "");
  }

  @Test
  void aTrapBitesIfOneOfItsNumbersIsNotTheRightOne() {
    Clinic clinic =
        new Clinic(
            List.of(),
            List.of(
                trap("bites", "SELECT 3 AS x, 1 AS y, 9 AS z"),
                trap("harmless", "SELECT 1 AS x, 1 AS y, 9 AS z"),
                trap("empty", "SELECT CAST(NULL AS INT) AS x"),
                trap("beside", "SELECT 9 AS z"),
                trap("broken", "SELECT x FROM nowhere")));
    Verify verify = verify(clinic, copy().output());
    List<Quality> lines =
        new Queries(verify, open(verify)).check(Set.of(Quality.Kind.TRAP), what -> {});
    assertEquals(
        Set.of("harmless.x", "harmless.y", "empty.x", "beside.trap", "broken.trap"),
        failures(lines));
    assertEquals(3, line(lines, "bites.x").actual());
    assertEquals("not 1 ± 0.5", line(lines, "bites.x").expected());
    assertEquals("they forgot", line(lines, "bites.x").note());
    assertEquals(7, lines.size());
  }

  private static Insight trap(String id, String sql) {
    List<Expected> right =
        List.of(new Expected("x", 0.5, 1.5, "1 ± 0.5"), new Expected("y", 1, 1, "1"));
    return new Insight(id, "?", "SELECT 1 AS x, 1 AS y", right, 1, "they forgot", sql, "");
  }

  @Test
  void aMissingTableFailsAndTheRestIsChecked() throws IOException {
    Store store = copy();
    delete(Path.of(store.path("sites")));
    List<Quality> lines = verify(store).run(spark());
    assertEquals(Set.of("sites.readable", "sites_per_region.n"), failures(lines));
    assertTrue(
        line(lines, "sites.readable").note().startsWith("no readable table sites of clinic"));
    assertTrue(skipped(lines).contains("visits.foreign_key site_id"));
  }

  @Test
  void withoutTheMainTableOrTheKeyThereIsNothingToCheck() throws IOException {
    Store noVisits = copy();
    delete(Path.of(noVisits.path("visits")));
    refuses(noVisits, "no readable table visits of clinic");

    Store foreign =
        broken(
            Clinic.VISITS,
            rows ->
                spark()
                    .range(3)
                    .toDF("id")
                    .withColumn("event_month", expr("DATE'2024-01-01'"))
                    .withColumn("region", lit("WEST")));
    refuses(foreign, "table visits in " + foreign.place() + " is not the one that clinic writes");

    Store noCells = copy();
    delete(Path.of(noCells.keyPath("cells")));
    refuses(noCells, "no readable table key.cells of clinic");

    Store otherRows = copy();
    otherRows.overwriteKey(spark().range(3).toDF("table_name"), Store.ROWS);
    refuses(otherRows, "table key.rows in " + otherRows.place());
  }

  @Test
  void whatWasNotWrittenIsSkipped() {
    Verify all = verify(copy());
    RunConfig.Output o = all.store().output();
    Store keyless =
        new Store(
            new RunConfig.Output(o.path(), o.catalog(), o.format(), o.grain(), false, false),
            CLINIC);
    List<Quality> lines =
        new Verify(
                keyless,
                all.horizon(),
                all.regions(),
                List.of("visits", "readings", "truths"),
                all.mess(),
                Optional.empty())
            .run(spark());
    assertEquals(Set.of(), failures(lines));
    assertTrue(
        skipped(lines)
            .containsAll(
                Set.of(
                    "sites_per_region.n",
                    "frequent_visits.share",
                    "case_lost.visits hit rate",
                    "visits.foreign_key site_id")));
    assertTrue(lines.stream().noneMatch(q -> q.id().equals("truths") || q.id().equals("sites")));
  }

  @Test
  void ofARunTakesItsSettings() {
    RunConfig config =
        new RunConfig(
            CLINIC,
            7,
            4,
            CLINIC.about().days(),
            List.of("WEST"),
            List.of("visits"),
            Map.of(),
            Map.of("case_lost", .4),
            CLINIC.store("x", RunConfig.Format.DELTA).output(),
            new RunConfig.Engine(1, 1, Optional.empty()));
    Verify verify = Verify.of(config);
    assertEquals(7, verify.mess().seed());
    assertEquals(List.of("WEST"), verify.regions());
    assertEquals(.4, verify.mess().rate(CLINIC.stage("case_lost")));
    assertEquals(.02, verify.mess().rate(CLINIC.stage("resent")));
  }

  private static Verify verify(Store store) {
    return verify(store.scenario(), store.output());
  }

  private static Verify verify(Scenario scenario, RunConfig.Output output) {
    return new Verify(
        new Store(output, scenario),
        scenario.about().days(),
        scenario.regions(),
        scenario.tables().stream().map(Table::name).toList(),
        new Mess(1, scenario.name(), scenario.stages(), Map.of()),
        Optional.empty());
  }

  private static List<Quality> structure(Store store) {
    Verify verify = verify(store);
    Delivery delivery = open(verify);
    return new Structure(verify, delivery, new CleanRows(verify, delivery, ALL)).check(what -> {});
  }

  private static List<Quality> rates(Verify verify) {
    Delivery delivery = open(verify);
    return new MessRates(verify, delivery, new CleanRows(verify, delivery, ALL)).check(what -> {});
  }

  private static Delivery open(Verify verify) {
    return Delivery.open(Sessions.own(spark()), verify);
  }

  private static Set<String> failures(List<Quality> lines) {
    return named(lines, Quality.Verdict.FAIL);
  }

  private static Set<String> skipped(List<Quality> lines) {
    return named(lines, Quality.Verdict.SKIPPED);
  }

  private static Set<String> named(List<Quality> lines, Quality.Verdict verdict) {
    return lines.stream()
        .filter(q -> q.verdict() == verdict)
        .map(VerifyTest::name)
        .collect(Collectors.toSet());
  }

  private static String name(Quality line) {
    return line.id() + '.' + line.measure();
  }

  private static Quality line(List<Quality> lines, String name) {
    return lines.stream().filter(q -> name(q).equals(name)).findFirst().orElseThrow();
  }

  private void refuses(Store store, String message) {
    UserError e = assertThrows(UserError.class, () -> verify(store).run(spark()));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private Store broken(Table<?> table, UnaryOperator<Dataset<Row>> how) {
    Store store = copy();
    store.overwrite(how.apply(CLINIC.messed(spark(), table).dirty()).coalesce(1), table);
    return store;
  }

  private static Dataset<Row> some(
      Dataset<Row> rows, int n, String where, String column, String value) {
    Dataset<Row> chosen = rows.where(where).limit(n);
    String type = rows.schema().apply(column).dataType().sql();
    return rows.exceptAll(chosen)
        .union(chosen.withColumn(column, expr("CAST(" + value + " AS " + type + ")")));
  }

  /** A copy of the sound tables that a test may break. */
  private Store copy() {
    try {
      Path to = Files.createTempDirectory(folder, "copy");
      try (var files = Files.walk(sound)) {
        for (Path from : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(sound.relativize(from).toString());
          Files.createDirectories(target.getParent());
          Files.copy(from, target);
        }
      }
      return CLINIC.store(to.toString(), RunConfig.Format.PARQUET);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void delete(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
