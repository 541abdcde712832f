package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one jar on each Spark that Medley promises to run on: generate, verify and restore make the
 * same rows on all of them.
 */
@Tag("full")
class SparkVersionsIT {
  private static final String NEXT = "then";

  @TempDir private static Path folder;
  private static Rig rig;
  private static Map<String, String> compiledAgainst;

  /** Runs several commands in one JVM. */
  static final class Commands {
    private Commands() {}

    public static void main(String... arguments) {
      System.out.println("Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION());
      List<String> rest = Arrays.asList(arguments);
      while (!rest.isEmpty()) {
        int end = rest.contains(NEXT) ? rest.indexOf(NEXT) : rest.size();
        int exitCode = Main.commandLine().execute(rest.subList(0, end).toArray(String[]::new));
        if (exitCode != 0) {
          System.exit(exitCode);
        }
        rest = rest.subList(Math.min(rest.size(), end + 1), rest.size());
      }
    }
  }

  @BeforeAll
  static void runOnTheSparkOfTheBuild() throws Exception {
    rig = new Rig(folder);
    compiledAgainst = run("4.0.4");
    assertTrue(compiledAgainst.keySet().stream().anyMatch(t -> t.startsWith("clean/")));
  }

  @AfterAll
  static void end() {
    rig.close();
  }

  @Test
  void sameRowsOnTheNewestSpark() throws Exception {
    assertEquals(compiledAgainst, run("4.2.0"));
  }

  @Test
  void sameRowsOnTheSparkBetween() throws Exception {
    assertEquals(compiledAgainst, run("4.1.3"));
  }

  private static Map<String, String> run(String version) throws Exception {
    Path place = folder.resolve(version);
    String out = place.resolve("dirty").toString();
    String classPath =
        String.join(
            File.pathSeparator,
            Rig.jar(),
            Path.of(Rig.class.getProtectionDomain().getCodeSource().getLocation().toURI())
                .toString(),
            Rig.jars("spark-" + version.substring(0, 3)));
    Process process =
        rig.java(
            version,
            classPath,
            Map.of(),
            "-Xmx1g",
            "-Dspark.master=local[2]",
            "-Dlog4j2.configurationFile=classpath:dev/medley/jobs/log4j2.properties",
            "-Dspark.ui.enabled=false",
            "-Dspark.sql.shuffle.partitions=2",
            "-Dspark.databricks.delta.snapshotPartitions=2",
            "-Dspark.driver.host=127.0.0.1",
            "-Dspark.driver.bindAddress=127.0.0.1",
            Commands.class.getName(),
            "generate",
            "ed_throughput",
            "--units",
            "4",
            "--to",
            "2024-01-31",
            "--out",
            out,
            NEXT,
            "verify",
            "ed_throughput",
            "--out",
            out,
            NEXT,
            "restore",
            "ed_throughput",
            "--out",
            out,
            "--to-path",
            place.resolve("clean").toString());
    assertEquals(0, Rig.finished(process), rig.log(version));
    String log = rig.log(version);
    assertTrue(log.contains("Spark " + version), log);
    for (String kind : List.of("structure", "mess_rate")) {
      assertTrue(log.contains("PASS     " + kind), log);
    }
    assertFalse(log.contains("FAIL     "), log);
    return Rig.checksums(place);
  }
}
