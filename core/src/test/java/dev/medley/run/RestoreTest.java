package dev.medley.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Clinic;
import dev.medley.SparkTest;
import dev.medley.config.RunConfig;
import dev.medley.mess.Restore;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.spark.Sessions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTest extends SparkTest {
  private final Clinic clinic = new Clinic();

  @Test
  void theFixtureHasEverythingThatRestoringMustUndo() {
    Clinic.Messed visits = clinic.messed(spark(), Clinic.VISITS);
    Dataset<Row> cells = visits.cells();
    assertTrue(cells.where("clean_value IS NULL AND dirty_value IS NOT NULL").count() > 20);
    assertTrue(cells.where("clean_value IS NOT NULL AND dirty_value IS NULL").count() > 20);
    assertTrue(cells.groupBy("row_key", "column_name").count().where("count = 2").count() > 20);
    assertEquals(12, cells.select("column_name").distinct().count() + 2);
    assertTrue(visits.rows().where("action = 'drop' AND clean_row IS NOT NULL").count() > 20);
    assertTrue(visits.dirty().groupBy("visit_id").count().where("count = 2").count() > 5);
    assertTrue(visits.dirty().groupBy("visit_id").count().where("count = 3").count() > 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"visits", "sites", "readings"})
  void givesTheCleanTable(String name) {
    Table<?> table = table(name);
    Clinic.Messed messed = clinic.messed(spark(), table);
    Dataset<Row> restored = Restore.restored(table, messed.dirty(), messed.cells(), messed.rows());
    Dataset<Row> clean = clinic.clean(spark(), table);
    assertEquals(types(clean), types(restored));
    assertSameRows(clean, restored);
  }

  @Test
  void leavesMessThatTheKeyDoesNotNameAlone() {
    Clinic.Messed messed = clinic.messed(spark(), Clinic.VISITS);
    Dataset<Row> restored =
        Restore.restored(
            Clinic.VISITS,
            messed.dirty(),
            messed.cells().where("false"),
            messed.rows().where("false"));
    assertSameRows(messed.dirty(), restored);
  }

  @Test
  void asksTheKeyOnlyAboutTheTableItself() {
    Clinic.Messed messed = clinic.messed(spark(), Clinic.VISITS);
    Clinic.Messed readings = clinic.messed(spark(), Clinic.READINGS);
    assertSameRows(
        clinic.clean(spark(), Clinic.VISITS),
        Restore.restored(
            Clinic.VISITS, messed.dirty(), messed.cells(), messed.rows().union(readings.rows())));
  }

  @Test
  void isTheSameInEveryTimeZone() {
    Store store =
        clinic.write(spark(), folder.resolve("zones").toString(), RunConfig.Format.PARQUET);
    SparkSession tokyo = spark().newSession();
    // Where a clock hour does not exist in March and another happens twice.
    tokyo.conf().set("spark.sql.session.timeZone", "America/New_York");
    for (Table<?> table : List.of(Clinic.VISITS, Clinic.READINGS)) {
      Dataset<Row> there =
          Restore.restored(
              table, store.published(tokyo, table), store.cells(tokyo), store.rows(tokyo));
      String to = folder.resolve("from_zone_" + table).toString();
      there.write().parquet(to);
      assertSameRows(clinic.clean(spark(), table), spark().read().parquet(to));
    }
  }

  @Test
  void refusesADroppedRowWithoutContent() {
    Clinic.Messed messed = clinic.messed(spark(), Clinic.READINGS);
    Dataset<Row> hollow =
        messed
            .rows()
            .withColumn("clean_row", org.apache.spark.sql.functions.lit(null).cast("string"));
    Dataset<Row> restored =
        Restore.restored(Clinic.READINGS, messed.dirty(), messed.cells(), hollow);
    Exception e = assertThrows(Exception.class, restored::collectAsList);
    assertTrue(e.getMessage().contains("no content for a dropped row of readings"));
  }

  @ParameterizedTest
  @EnumSource(RunConfig.Format.class)
  void writesTheCleanTablesToAnotherOutput(RunConfig.Format format) {
    Store from = clinic.write(spark(), folder.resolve("dirty_" + format).toString(), format);
    Store to = clinic.store(folder.resolve("clean_" + format).toString(), format);
    List<String> steps = new ArrayList<>();
    Summary summary =
        RestoreTables.run(
            spark(),
            from,
            to,
            clinic.tables(),
            (step, all, table) -> steps.add(step + "/" + all + " " + table));
    assertEquals(
        IntStream.range(0, summary.tables().size())
            .mapToObj(
                i -> (i + 1) + "/" + summary.tables().size() + " " + summary.tables().get(i).name())
            .toList(),
        steps);
    assertEquals(
        List.of("visits", "sites", "readings"),
        summary.tables().stream().map(Sink.Written::name).toList());
    assertEquals(to.place(), summary.place());
    for (Sink.Written written : summary.tables()) {
      Table<?> table = table(written.name());
      Dataset<Row> clean = clinic.clean(spark(), table);
      assertSameRows(clean, to.published(spark(), table));
      assertEquals(clean.count(), written.rows());
      assertTrue(written.files() > 0 && written.bytes() > 0);
    }
    assertTrue(
        Files.isDirectory(Path.of(to.path("visits"), "event_month=2024-02-01", "region=WEST")));

    UserError e =
        assertThrows(
            UserError.class,
            () -> RestoreTables.run(spark(), from, to, clinic.tables(), Watch.NOBODY));
    assertTrue(e.getMessage().contains("exists already"));
  }

  @Test
  void namesWhatItCannotRead() throws IOException {
    Store from =
        clinic.write(spark(), folder.resolve("damaged").toString(), RunConfig.Format.DELTA);
    Store to = clinic.store(folder.resolve("never").toString(), RunConfig.Format.DELTA);

    store("cells of another world", from, to, "key.cells");
    delete(Path.of(from.path("readings"), "_delta_log"));
    UserError noLog =
        assertThrows(
            UserError.class,
            () -> RestoreTables.run(spark(), from, to, clinic.tables(), Watch.NOBODY));
    assertTrue(noLog.getMessage().contains("readings"), noLog.getMessage());
    assertEquals(1, noLog.getMessage().lines().count());
  }

  private void store(String what, Store from, Store to, String named) {
    Dataset<Row> cells = from.readKey(spark(), Store.CELLS);
    from.overwriteKey(cells.withColumnRenamed("dirty_value", "value").cache(), "foreign");
    Store foreign = clinic.store(folder.resolve(what).toString(), RunConfig.Format.DELTA);
    foreign.overwriteKey(from.readKey(spark(), "foreign"), Store.CELLS);
    UserError e =
        assertThrows(
            UserError.class,
            () -> RestoreTables.run(spark(), foreign, to, clinic.tables(), Watch.NOBODY));
    assertTrue(e.getMessage().contains(named), e.getMessage());
    assertTrue(e.getMessage().contains("lacks dirty_value STRING"), e.getMessage());
  }

  @Test
  void namesATableWhoseFilesAreGone() throws IOException {
    Store from =
        clinic.write(spark(), folder.resolve("truncated").toString(), RunConfig.Format.DELTA);
    Store to = clinic.store(folder.resolve("never2").toString(), RunConfig.Format.DELTA);
    delete(Path.of(from.path("visits"), "event_month=2024-02-01"));
    UserError e =
        assertThrows(
            UserError.class,
            () -> RestoreTables.run(spark(), from, to, clinic.tables(), Watch.NOBODY));
    assertTrue(e.getMessage().startsWith("cannot restore table visits"), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void worksInASessionOfItsOwn() {
    SparkSession caller = spark().newSession();
    caller.conf().set("spark.sql.session.timeZone", "Asia/Tokyo");
    caller.conf().set("spark.sql.ansi.enabled", "false");
    caller.conf().set("spark.sql.shuffle.partitions", "3");
    caller.conf().set("spark.hadoop.fs.s3a.access.key", "mine");
    SparkSession own = Sessions.own(caller);
    assertEquals("UTC", own.conf().get("spark.sql.session.timeZone"));
    assertEquals("true", own.conf().get("spark.sql.ansi.enabled"));
    assertEquals("TIMESTAMP_MICROS", own.conf().get("spark.sql.parquet.outputTimestampType"));
    assertEquals("3", own.conf().get("spark.sql.shuffle.partitions"));
    assertEquals("mine", own.conf().get("spark.hadoop.fs.s3a.access.key"));
    assertEquals("Asia/Tokyo", caller.conf().get("spark.sql.session.timeZone"));
    assertEquals("false", caller.conf().get("spark.sql.ansi.enabled"));
  }

  private Table<?> table(String name) {
    return clinic.tables().stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
  }

  private static List<String> types(Dataset<Row> rows) {
    return List.of(rows.schema().fields()).stream()
        .map(f -> f.name() + ' ' + f.dataType().sql())
        .toList();
  }

  private static void delete(Path path) throws IOException {
    try (var files = Files.walk(path)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
