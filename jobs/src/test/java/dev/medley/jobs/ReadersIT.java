package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.delta.kernel.Table;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.actions.Protocol;
import java.io.File;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers that are not Spark see in what is written what Spark sees: numbers, money, wall-clock
 * times, texts and the columns that are folders.
 */
class ReadersIT {
  @TempDir private static Path folder;
  private static Seen delta;
  private static Seen parquet;

  /**
   * What a reader finds in the cases of operating rooms.
   *
   * @param rows how many
   * @param minutes sum of the booked minutes
   * @param lostUsd sum of the revenue lost
   * @param lastMicros latest wheels-in on the wall clock, in microseconds since 1970
   * @param regions in their order; they are names of folders
   * @param cells lines of the answer key's table of changed values
   */
  record Seen(
      long rows, long minutes, BigDecimal lostUsd, long lastMicros, String regions, long cells) {}

  private static final String AGGREGATES =
      "count(*), sum(scheduled_minutes), sum(revenue_loss_usd), ";

  @BeforeAll
  static void write() {
    for (String format : new String[] {"delta", "parquet"}) {
      int exitCode =
          Main.commandLine()
              .execute(
                  "generate",
                  "or_utilization",
                  "--units",
                  "4",
                  "--to",
                  "2024-01-07",
                  "--format",
                  format,
                  "--out",
                  folder.resolve(format).toString(),
                  "--master",
                  "local[2]");
      assertEquals(0, exitCode);
    }
    CommandSession.with(
        "spark",
        new MasterOption(),
        spark -> {
          delta = seenBySpark(spark, "delta");
          parquet = seenBySpark(spark, "parquet");
          return null;
        });
    assertTrue(delta.rows() > 100 && delta.cells() > 10 && delta.lostUsd().signum() > 0);
    assertEquals(delta, parquet);
  }

  private static Seen seenBySpark(org.apache.spark.sql.SparkSession spark, String format) {
    String cases = format + ".`" + table(format, "cases") + "`";
    String cells = format + ".`" + table(format, "_key/cells") + "`";
    org.apache.spark.sql.Row row =
        spark
            .sql(
                "SELECT "
                    + AGGREGATES
                    + "max(unix_micros(CAST(wheels_in_ts AS TIMESTAMP))),"
                    + " array_join(sort_array(collect_set(region)), ','), (SELECT count(*) FROM "
                    + cells
                    + ") FROM "
                    + cases)
            .head();
    return new Seen(
        row.getLong(0),
        row.getLong(1),
        row.getDecimal(2),
        row.getLong(3),
        row.getString(4),
        row.getLong(5));
  }

  private static Path table(String format, String name) {
    return folder.resolve(format).resolve("or_utilization").resolve(name);
  }

  @Test
  void deltaKernel() throws Exception {
    String tests =
        Path.of(Rig.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    try (Rig rig = new Rig(folder)) {
      Process reader =
          rig.java(
              "kernel",
              Rig.jars("kernel") + File.pathSeparator + tests,
              Map.of(),
              "-Xmx512m",
              KernelReader.class.getName(),
              table("delta", "cases").toString(),
              table("delta", "_key/cells").toString());
      assertEquals(0, Rig.finished(reader), rig.log("kernel"));
      assertTrue(rig.log("kernel").contains(delta.toString()), delta + "\n" + rig.log("kernel"));
    }
  }

  @Test
  void duckDbOnParquet() throws SQLException {
    assertEquals(parquet, seenByDuckDb(glob("cases"), glob("_key/cells")));
  }

  private static String glob(String name) {
    return "'" + table("parquet", name) + "/**/*.parquet'";
  }

  private static Seen seenByDuckDb(String cases, String cells) throws SQLException {
    try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duck.createStatement();
        ResultSet found =
            statement.executeQuery(
                "SELECT "
                    + AGGREGATES
                    + "max(epoch_us(wheels_in_ts)), string_agg(DISTINCT region, ',' ORDER BY"
                    + " region), (SELECT count(*) FROM read_parquet("
                    + cells
                    + ")) FROM read_parquet("
                    + cases
                    + ", hive_partitioning = true)")) {
      assertTrue(found.next());
      return new Seen(
          found.getLong(1),
          found.getLong(2),
          found.getBigDecimal(3),
          found.getLong(4),
          found.getString(5),
          found.getLong(6));
    }
  }

  /** Readers that know no newer protocol are shut out of tables with wall-clock times alone. */
  @Test
  void protocolsAreTheOldestThatWillDo() {
    assertEquals("3 7 [timestampNtz]", protocol("cases"));
    for (String plain : new String[] {"surgeons", "_key/cells", "_key/rows"}) {
      assertEquals("1 2 []", protocol(plain), plain);
    }
  }

  private static String protocol(String name) {
    Engine engine = DefaultEngine.create(new Configuration());
    Protocol protocol =
        Table.forPath(engine, table("delta", name).toString())
            .getLatestSnapshot(engine)
            .getProtocol();
    return protocol.getMinReaderVersion()
        + " "
        + protocol.getMinWriterVersion()
        + " "
        + protocol.getReaderFeatures();
  }
}
