package dev.medley.spark;

import java.time.Duration;
import org.apache.spark.SparkContext;

/** The machines that a run can count on. */
public final class Cluster {
  private static final Duration LONGEST = Duration.ofSeconds(15);
  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final int LOOK_EVERY_MILLIS = 100;

  private Cluster() {}

  /**
   * Waits until no executor has joined for a while. A cluster's executors register one after the
   * other once Spark has started; a plan made before would be one for a few cores, and each block
   * would be simulated on every machine that reads it. Where Spark has been running for longer, as
   * on Databricks, nothing is waited for.
   */
  public static void awaitExecutors(SparkContext spark) {
    long longest = spark.startTime() + LONGEST.toMillis();
    int executors = executors(spark);
    long quietSince = System.currentTimeMillis();
    while (!spark.isLocal() && System.currentTimeMillis() < longest) {
      int now = executors(spark);
      if (now != executors) {
        executors = now;
        quietSince = System.currentTimeMillis();
      }
      if (executors > 0 && System.currentTimeMillis() - quietSince >= QUIET.toMillis()) {
        return;
      }
      try {
        Thread.sleep(LOOK_EVERY_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
  }

  /** Spark counts the driver among them. */
  private static int executors(SparkContext spark) {
    return spark.statusTracker().getExecutorInfos().length - 1;
  }
}
