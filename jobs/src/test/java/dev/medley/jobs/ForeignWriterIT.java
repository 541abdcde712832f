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
  private static final String HALF = "2024-01-15";
  private static final String WHOLE = "2024-01-31";

  @TempDir private Path folder;

  @Test
  void foreignCommitsAreKeptAndNothingIsLost() throws Exception {
    Path out = folder.resolve("out");
    Path undisturbed = folder.resolve("undisturbed");
    try (Rig rig = new Rig(folder)) {
      assertEquals(
          0, Main.commandLine().execute(generate(undisturbed, WHOLE).toArray(String[]::new)));
      Map<String, String> expected = Rig.checksums(undisturbed);
      // The tables are there already: the run adds the second half of the days to them.
      assertEquals(0, Main.commandLine().execute(generate(out, HALF).toArray(String[]::new)));
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
                List.of(
                    "WRITE",
                    "SET TBLPROPERTIES",
                    "SET TBLPROPERTIES",
                    "WRITE",
                    "OPTIMIZE",
                    "SET TBLPROPERTIES"),
                operations);
            return null;
          });
      Rig.assertSame(expected, out);
    }
  }

  private static void interfere(Rig rig, Process run, SparkSession spark, Path tables)
      throws IOException, InterruptedException {
    Path visits = tables.resolve("visits");
    long before = parquetFiles(visits);
    rig.await("files of visits", run, "run", () -> parquetFiles(visits) > before);
    Rig.signal("STOP", run.toHandle());
    assertFalse(Files.exists(commit(visits, 2)), "stopped too late");
    spark.sql("ALTER TABLE " + sql(visits) + " SET TBLPROPERTIES ('other.job' = 'was here')");
    spark.sql(
        "INSERT INTO "
            + sql(tables.resolve("_key/rows"))
            + " (table_name, stage_id, event_date, region, event_month)"
            + " VALUES ('visits', 'foreign', DATE'2024-01-01', 'SOUTH', DATE'2024-01-01')");
    Rig.signal("CONT", run.toHandle());
    rig.await("visits after the foreign commit", run, "run", () -> Files.exists(commit(visits, 3)));
    Rig.signal("STOP", run.toHandle());
    assertFalse(Files.exists(commit(tables.resolve("_key/rows"), 3)), "stopped too late");
    // A folder with one file is left alone, unless its rows are to be put in another order.
    spark
        .conf()
        .set("spark.databricks.delta.optimize.zorder.checkStatsCollection.enabled", "false");
    spark.sql("OPTIMIZE " + sql(visits) + " ZORDER BY (visit_id)");
    Rig.signal("CONT", run.toHandle());
  }

  private static long parquetFiles(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(p -> p.toString().endsWith(".parquet")).count();
    } catch (java.io.UncheckedIOException e) {
      // A file went away during the walk; the next look will tell.
      return 0;
    }
  }

  private static Path commit(Path table, int version) {
    return table.resolve(String.format("_delta_log/%020d.json", version));
  }

  private static Process start(Rig rig, Path out) throws IOException {
    List<String> arguments =
        Stream.concat(Stream.of("-Xmx1g", Main.class.getName()), generate(out, WHOLE).stream())
            .toList();
    return rig.java(
        "run",
        Rig.jar() + File.pathSeparator + Rig.jars("spark-4.0"),
        Map.of(),
        arguments.toArray(String[]::new));
  }

  private static List<String> generate(Path out, String to) {
    return List.of(
        "generate",
        "ed_throughput",
        "--units",
        "4",
        "--to",
        to,
        "--master",
        "local[2]",
        "--out",
        out.toString());
  }

  private static String sql(Path table) {
    return "delta.`" + table + "`";
  }
}
