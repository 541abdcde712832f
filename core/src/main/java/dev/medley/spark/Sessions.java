package dev.medley.spark;

import java.util.Map;
import org.apache.spark.sql.SparkSession;
import scala.jdk.javaapi.CollectionConverters;

/** Sessions of Medley's own, so that its settings never reach the caller's and the other way. */
public final class Sessions {
  private static final Map<String, String> OURS =
      Map.of(
          "spark.sql.session.timeZone", "UTC",
          "spark.sql.ansi.enabled", "true",
          "spark.sql.timestampType", "TIMESTAMP_LTZ",
          "spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS",
          "spark.sql.parquet.compression.codec", "zstd",
          // The key's code is the same for every region; named alike, it is compiled once.
          "spark.sql.codegen.useIdInClassName", "false",
          // Delta looks up a table's transactions before each commit. Its log is small here; every
          // further task for the look, 50 by default, costs more than it saves.
          "spark.databricks.delta.snapshotPartitions", "1",
          // Sorts, windows and maps of one task share its memory, and not all of them can let go of
          // it: with Spark's 64 MB, compressed, questions to long tables fail in a heap of 2 GB.
          "spark.sql.adaptive.advisoryPartitionSizeInBytes", "16MB");

  private Sessions() {}

  /**
   * A session on the caller's Spark with the caller's settings, except for those that the values in
   * tables depend on: time zone UTC, ANSI arithmetic, timestamps written as microseconds. Temporary
   * views made in it are seen by nobody else.
   */
  public static SparkSession own(SparkSession caller) {
    SparkSession own = caller.newSession();
    // A new session knows only what Spark was started with, not what was set since: credentials of
    // a store, say.
    CollectionConverters.asJava(caller.conf().getAll())
        .forEach((key, value) -> copy(own, key, value));
    OURS.forEach((key, value) -> own.conf().set(key, value));
    return own;
  }

  private static void copy(SparkSession own, String key, String value) {
    if (own.conf().getOption(key).contains(value)) {
      return;
    }
    try {
      own.conf().set(key, value);
    } catch (Exception e) {
      // Settings that Spark fixes for all its sessions cannot be set, and need not be.
      if (own.conf().isModifiable(key)) {
        throw new IllegalStateException("cannot take over the setting " + key, e);
      }
    }
  }
}
