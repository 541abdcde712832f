package dev.medley.jobs;

import dev.medley.spark.LocalDisk;
import java.util.function.Function;
import org.apache.hadoop.security.UserGroupInformation;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import scala.Option;

/** Makes the Spark session of a command. */
final class CommandSession {
  /** What Java calls a user without a name. */
  private static final String NAMELESS = "?";

  private CommandSession() {}

  /**
   * Does some work in a session of its own; or in the one that is there, which stays: Databricks
   * gives a job the Spark of its cluster, and loses the cluster when a job stops it.
   */
  static <T> T with(String name, MasterOption master, Function<SparkSession, T> work) {
    boolean found =
        isThere(SparkSession.getActiveSession()) || isThere(SparkSession.getDefaultSession());
    SparkConf conf = conf(name, master);
    if (!found && conf.get("spark.master").startsWith("local")) {
      TemporaryFolder.of(conf).forEach(TemporaryFolder::requireUsable);
      nameTheLogin();
    }
    SparkSession spark = SparkSession.builder().config(conf).getOrCreate();
    try {
      return work.apply(spark);
    } finally {
      if (!found) {
        spark.stop();
      }
    }
  }

  /** A container may run as a user id without a name, as which Hadoop lets nobody in. */
  private static void nameTheLogin() {
    if (System.getProperty("user.name").equals(NAMELESS)) {
      UserGroupInformation.setLoginUser(UserGroupInformation.createRemoteUser("medley"));
    }
  }

  private static boolean isThere(Option<SparkSession> session) {
    return session.isDefined() && !session.get().sparkContext().isStopped();
  }

  /**
   * Delta and Medley's catalog. What spark-submit or a system property has set stays as it is, the
   * master too.
   */
  static SparkConf conf(String name, MasterOption master) {
    SparkConf conf = new SparkConf();
    boolean embedded = !conf.contains("spark.master");
    conf.setIfMissing("spark.app.name", name);
    conf.setIfMissing("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension");
    conf.setIfMissing(
        "spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
    conf.setIfMissing("spark.sql.catalog.medley", "dev.medley.source.MedleyCatalog");
    conf.setIfMissing("spark.sql.session.timeZone", "UTC");
    // A run's sessions bring no classes of their own. Kept apart, as Spark does by default, each of
    // them generates and compiles its code anew, for the driver and for the tasks.
    conf.setIfMissing("spark.sql.artifact.isolation.enabled", "false");
    // A run of a dozen tables generates some hundred classes; Spark remembers a hundred.
    conf.setIfMissing("spark.sql.codegen.cache.maxEntries", "1000");
    // A block's tables are best read where its rows are kept. Elsewhere the block is simulated
    // again, which takes about as long as this wait.
    conf.setIfMissing("spark.locality.wait", "10s");
    LocalDisk.forCommits().forEach(conf::setIfMissing);
    if (embedded) {
      conf.setMaster(master.url());
      conf.setIfMissing("spark.ui.enabled", "false");
      if (master.url().startsWith("local")) {
        // The name of a laptop often resolves to an address that it has left behind.
        conf.setIfMissing("spark.driver.host", "127.0.0.1");
        conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
        LocalDisk.forFiles().forEach(conf::setIfMissing);
      }
    }
    return conf;
  }
}
