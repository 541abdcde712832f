package dev.medley.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the command as {@code kill -9} does, in the middle of its work, and repeats it. */
class KilledRunTest {
  private static final long PATIENCE_MINUTES = 5;

  @TempDir private Path folder;

  @Test
  void repeatedRunHasTheRowsOfAnUndisturbedOne() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    assertEquals(0, finished(start(undisturbed)), log(undisturbed));

    Path disturbed = folder.resolve("disturbed");
    Process run = start(disturbed);
    // The first table is in place, the others are not.
    Path firstCommit =
        disturbed.resolve("ed_throughput/visits/_delta_log/00000000000000000001.json");
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!Files.exists(firstCommit) && run.isAlive() && System.nanoTime() < deadline) {
      Thread.sleep(20);
    }
    run.destroyForcibly();
    assertNotEquals(0, finished(run));
    assertTrue(Files.exists(firstCommit), log(disturbed));
    String manifest = Files.readString(disturbed.resolve("ed_throughput/_medley/manifest.json"));
    assertTrue(manifest.contains("WRITING"), manifest);

    assertEquals(0, finished(start(disturbed)), log(disturbed));
    assertEquals(checksums(undisturbed), checksums(disturbed));
  }

  private static Process start(Path out) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of("generate", "ed_throughput", "--units", "4", "--to", "2024-02-29"));
    command.addAll(List.of("--out", out.toString(), "--master", "local[2]"));
    Files.createDirectories(out.getParent());
    File log = out.resolveSibling(out.getFileName() + ".log").toFile();
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
        .start();
  }

  private static int finished(Process process) throws InterruptedException {
    if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  private static String log(Path out) throws IOException {
    return Files.readString(out.resolveSibling(out.getFileName() + ".log"));
  }

  /** Rows and sum of row hashes of every table, the key's too. */
  private static Map<String, String> checksums(Path out) throws IOException {
    List<Path> tables;
    try (var all = Files.walk(out)) {
      tables = all.filter(p -> p.endsWith("_delta_log")).map(Path::getParent).sorted().toList();
    }
    Map<String, String> checksums = new TreeMap<>();
    CommandSession.with(
        "checksums",
        new MasterOption(),
        spark -> {
          for (Path table : tables) {
            checksums.put(out.relativize(table).toString(), checksum(spark, table));
          }
          return null;
        });
    assertTrue(checksums.size() >= 10, checksums.toString());
    return checksums;
  }

  private static String checksum(SparkSession spark, Path table) {
    Dataset<Row> rows = spark.read().format("delta").load(table.toString());
    Column[] columns =
        Arrays.stream(rows.columns()).sorted().map(c -> col(c)).toArray(Column[]::new);
    return rows.agg(count(lit(1)), sum(xxhash64(columns).cast("decimal(38,0)"))).first().toString();
  }
}
