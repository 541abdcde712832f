package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the command as {@code kill -9} does, in the middle of its work, and repeats it. */
class KilledRunTest {
  private static final String FIRST_COMMIT = "00000000000000000000.json";

  @TempDir private Path folder;

  @Test
  void repeatedRunHasTheRowsOfAnUndisturbedOne() throws Exception {
    try (Rig rig = new Rig(folder)) {
      assertEquals(0, Rig.finished(start(rig, "undisturbed")), rig.log("undisturbed"));
      assertFalse(rig.log("undisturbed").contains(" WARN "), rig.log("undisturbed"));
      Map<String, String> undisturbed = Rig.checksums(folder.resolve("undisturbed"));

      // The first table is in place, the others are not.
      Path late = folder.resolve("late");
      killOnce(rig, "late", late.resolve("ed_throughput/visits/_delta_log/" + FIRST_COMMIT));
      String manifest = Files.readString(late.resolve("ed_throughput/_medley/manifest.json"));
      assertTrue(manifest.contains("WRITING"), manifest);

      assertEquals(0, Rig.finished(start(rig, "late")), rig.log("late"));
      Rig.assertSame(undisturbed, late);
    }
  }

  @Test
  @Tag("full")
  void repeatedRunNeedsNoTableToBeThereAndNoOtherRunsManifest() throws Exception {
    try (Rig rig = new Rig(folder)) {
      assertEquals(0, Rig.finished(start(rig, "undisturbed")), rig.log("undisturbed"));
      Map<String, String> undisturbed = Rig.checksums(folder.resolve("undisturbed"));

      // Rows of the first table are there, but no table yet.
      Path early = folder.resolve("early");
      killOnce(rig, "early", early.resolve("ed_throughput/visits/event_month=2024-01-01"));
      assertFalse(
          Files.exists(early.resolve("ed_throughput/visits/_delta_log/" + FIRST_COMMIT)),
          "killed too late");
      leaveHalfMade(early.resolve("ed_throughput/facilities"));
      assertEquals(0, Rig.finished(start(rig, "early")), rig.log("early"));
      Rig.assertSame(undisturbed, early);

      Path late = folder.resolve("late");
      killOnce(rig, "late", late.resolve("ed_throughput/visits/_delta_log/" + FIRST_COMMIT));
      String manifest = Files.readString(late.resolve("ed_throughput/_medley/manifest.json"));
      // As if a second run had begun at the same time and cut the work up for other machines.
      Files.writeString(
          late.resolve("ed_throughput/_medley/manifest.json"),
          manifest.replaceFirst("\"parallelism\" ?: ?2", "\"parallelism\" : 5"));
      assertEquals(2, Rig.finished(start(rig, "late")), rig.log("late"));
      assertTrue(rig.log("late").contains("is being written by another run"), rig.log("late"));
      assertEquals(0, Rig.finished(start(rig, "late")), rig.log("late"));
      Rig.assertSame(undisturbed, late);
    }
  }

  /** As if the run had been killed between the folder of a table's log and its first commit. */
  private static void leaveHalfMade(Path table) throws IOException {
    try (Stream<Path> all = Files.exists(table) ? Files.walk(table) : Stream.empty()) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Files.createDirectories(table.resolve("_delta_log"));
    Files.writeString(table.resolve("_delta_log/." + FIRST_COMMIT + ".tmp"), "");
  }

  private void killOnce(Rig rig, String name, Path file) throws Exception {
    Process run = start(rig, name);
    rig.await(file.toString(), run, name, () -> Files.exists(file));
    run.destroyForcibly();
    assertNotEquals(0, Rig.finished(run), rig.log(name));
  }

  private Process start(Rig rig, String name) throws IOException {
    return rig.java(
        name,
        System.getProperty("java.class.path"),
        Map.of(),
        Main.class.getName(),
        "generate",
        "ed_throughput",
        "--units",
        "4",
        "--to",
        "2024-02-29",
        "--out",
        folder.resolve(name).toString(),
        "--master",
        "local[2]");
  }
}
