package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The data source and the catalog over Spark Connect: the server has the jar, the client has not,
 * and gets the rows that a session of the build's own Spark makes.
 */
@Tag("full")
class SparkConnectIT {
  private static final Pattern STARTED =
      Pattern.compile("Spark Connect server started at: \\S*?:(\\d+)");

  @TempDir private Path folder;

  /** Asks over the protocol; has Spark's interfaces and the client on its class path alone. */
  static final class Client {
    private Client() {}

    public static void main(String... arguments) {
      SparkSession spark = SparkSession.builder().remote(arguments[0]).getOrCreate();
      System.out.println("session " + spark.getClass().getName());
      System.out.println("source " + source(spark));
      System.out.println("catalog " + catalog(spark));
      spark.stop();
    }

    static String source(SparkSession spark) {
      Dataset<Row> visits =
          spark
              .read()
              .format("medley")
              .option("scenario", "ed_throughput")
              .option("table", "visits")
              .option("units", 4)
              .option("seed", 7)
              .option("to", "2024-01-31")
              .load();
      visits.createOrReplaceTempView("visits");
      return spark
          .sql("SELECT concat(count(*), ' ', sum(xxhash64(*) % 1000000)) AS answer FROM visits")
          .first()
          .getString(0);
    }

    static String catalog(SparkSession spark) {
      // The server knows the catalog; how large its world is, a session may say.
      spark.conf().set("spark.sql.catalog.medley.units", 5);
      spark.conf().set("spark.sql.catalog.medley.seed", 7);
      return spark
          .sql(
              "SELECT concat(count(*), ' ', sum(xxhash64(*) % 1000000)) AS answer"
                  + " FROM medley.ed_throughput.facilities")
          .first()
          .getString(0);
    }
  }

  @Test
  void aClientWithoutTheJarReadsWhatTheServerMakes() throws Exception {
    try (Rig rig = new Rig(folder)) {
      Process server =
          rig.java(
              "server",
              Rig.jars("connect-server"),
              Map.of(
                  "SPARK_HOME",
                  Rig.home("connect-server").toString(),
                  "SPARK_SCALA_VERSION",
                  "2.13",
                  "SPARK_LOCAL_IP",
                  "127.0.0.1",
                  "SPARK_LOCAL_DIRS",
                  folder.toString()),
              // What start-connect-server.sh does.
              "-Xmx1g",
              "org.apache.spark.deploy.SparkSubmit",
              "--master",
              "local[2]",
              "--jars",
              Rig.jar(),
              "--conf",
              "spark.ui.enabled=false",
              "--conf",
              "spark.connect.grpc.binding.address=127.0.0.1",
              "--conf",
              "spark.connect.grpc.binding.port=0",
              "--conf",
              "spark.sql.catalog.medley=dev.medley.source.MedleyCatalog",
              "--class",
              "org.apache.spark.sql.connect.service.SparkConnectServer",
              "spark-internal");
      rig.await(
          "the server's port", server, "server", () -> STARTED.matcher(rig.log("server")).find());
      Matcher started = STARTED.matcher(rig.log("server"));
      assertTrue(started.find(), rig.log("server"));
      String tests =
          Path.of(Rig.class.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
      Process client =
          rig.java(
              "client",
              tests + File.pathSeparator + Rig.jars("connect-client"),
              Map.of(),
              "-Xmx512m",
              Client.class.getName(),
              "sc://127.0.0.1:" + started.group(1));
      assertEquals(0, Rig.finished(client), rig.log("client"));
      String answers = rig.log("client");
      assertTrue(answers.contains("session org.apache.spark.sql.connect."), answers);
      assertTrue(answers.contains("catalog 5 "), answers);
      CommandSession.with(
          "expected",
          new MasterOption(),
          spark -> {
            assertTrue(answers.contains("source " + Client.source(spark)), answers);
            assertTrue(answers.contains("catalog " + Client.catalog(spark)), answers);
            return null;
          });
    }
  }
}
