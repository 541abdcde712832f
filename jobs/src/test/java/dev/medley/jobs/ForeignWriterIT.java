package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Somebody else commits to the tables while they are being written. The command is held with a
 * signal meanwhile, so that it finds the foreign commit between its look at the table and its own.
 */
@Tag("full")
class ForeignWriterIT {
  @TempDir private Path folder;

  @Test
  void foreignCommitsAreKeptAndNothingIsLost() throws Exception {
    Path out = folder.resolve("out");
    Path undisturbed = folder.resolve("undisturbed");
    try (Rig rig = new Rig(folder)) {
      assertEquals(0, Main.commandLine().execute(generate(undisturbed).toArray(String[]::new)));
      Map<String, String> expected = Rig.checksums(undisturbed);
      Process run = start(rig, out);
      CommandSession.with(
          "foreign",
          new MasterOption(),
          spark -> {
            spark.conf().set("spark.databricks.delta.snapshotPartitions", "1");
            try {
              interfere(rig, run, spark, out.resolve("ed_throughput"));
            } catch (IOException | InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return null;
          });
      assertEquals(0, Rig.finished(run), rig.log("run"));
      CommandSession.with(
          "foreign",
          new MasterOption(),
          spark -> {
            String rows = sql(out.resolve("ed_throughput/_key/rows"));
            assertEquals(
                1, spark.sql("SELECT * FROM " + rows + " WHERE stage_id = 'foreign'").count());
            spark.sql("DELETE FROM " + rows + " WHERE stage_id = 'foreign'");
            List<String> operations =
                spark
                    .sql("DESCRIBE HISTORY " + sql(out.resolve("ed_throughput/visits")))
                    .orderBy("version")
                    .select("operation")
                    .collectAsList()
                    .stream()
                    .map(row -> row.getString(0))
                    .toList();
            assertEquals(
                List.of("CREATE TABLE", "SET TBLPROPERTIES", "WRITE", "OPTIMIZE"), operations);
            return null;
          });
      Rig.assertSame(expected, out);
    }
  }

  private static void interfere(Rig rig, Process run, SparkSession spark, Path tables)
      throws IOException, InterruptedException {
    Path visits = tables.resolve("visits");
    rig.await("files of visits", run, "run", () -> Files.exists(visits) && holdsParquet(visits));
    Rig.signal("STOP", run.toHandle());
    assertFalse(Files.exists(visits.resolve("_delta_log/00000000000000000001.json")));
    spark.sql("ALTER TABLE " + sql(visits) + " SET TBLPROPERTIES ('other.job' = 'was here')");
    spark.sql(
        "INSERT INTO "
            + sql(tables.resolve("_key/rows"))
            + " (table_name, stage_id, event_date, region, event_month)"
            + " VALUES ('visits', 'foreign', DATE'2024-01-01', 'SOUTH', DATE'2024-01-01')");
    Rig.signal("CONT", run.toHandle());
    rig.await(
        "visits after the foreign commit",
        run,
        "run",
        () -> Files.exists(visits.resolve("_delta_log/00000000000000000002.json")));
    Rig.signal("STOP", run.toHandle());
    assertFalse(
        Files.exists(tables.resolve("_key/rows/_delta_log/00000000000000000002.json")),
        "stopped too late");
    // A folder with one file is left alone, unless its rows are to be put in another order.
    spark
        .conf()
        .set("spark.databricks.delta.optimize.zorder.checkStatsCollection.enabled", "false");
    spark.sql("OPTIMIZE " + sql(visits) + " ZORDER BY (visit_id)");
    Rig.signal("CONT", run.toHandle());
  }

  private static boolean holdsParquet(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.anyMatch(p -> p.toString().endsWith(".parquet"));
    } catch (java.io.UncheckedIOException e) {
      // A file went away during the walk; the next look will tell.
      return false;
    }
  }

  private static Process start(Rig rig, Path out) throws IOException {
    List<String> arguments =
        Stream.concat(Stream.of("-Xmx1g", Main.class.getName()), generate(out).stream()).toList();
    return rig.java(
        "run",
        Rig.jar() + File.pathSeparator + Rig.jars("spark-4.0"),
        Map.of(),
        arguments.toArray(String[]::new));
  }

  private static List<String> generate(Path out) {
    return List.of(
        "generate",
        "ed_throughput",
        "--units",
        "4",
        "--to",
        "2024-01-31",
        "--master",
        "local[2]",
        "--out",
        out.toString());
  }

  private static String sql(Path table) {
    return "delta.`" + table + "`";
  }
}
