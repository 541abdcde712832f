package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk fills up in mid-run; more room is made, and the command repeated. */
class FullDiskIT {
  @TempDir private static Path folder;
  private static Map<String, String> undisturbed;
  private Path disk;

  @BeforeAll
  static void runUndisturbed() throws IOException {
    Path out = folder.resolve("undisturbed");
    StringWriter said = new StringWriter();
    assertEquals(0, generate(said, out), said.toString());
    undisturbed = Rig.checksums(out);
  }

  @BeforeEach
  void mountSmallDisk() throws Exception {
    disk = Files.createDirectory(folder.resolve("disk"));
    assumeTrue(
        mount("-t", "tmpfs", "-o", "size=700k", "tmpfs", disk.toString()) == 0,
        "a disk of a small size needs the right to mount one");
  }

  @AfterEach
  void unmount() throws Exception {
    // Lazily: on a full disk Parquet leaves its file open until the garbage collector comes by.
    run(List.of("umount", "-l", disk.toString()));
    Files.delete(disk);
  }

  @Test
  void whereTheTablesGo() throws Exception {
    StringWriter said = new StringWriter();
    assertNotEquals(0, generate(said, disk));
    assertTrue(said.toString().contains("No space left on device"), said.toString());
    assertFailsInOneLine(said);
    assertTrue(Files.exists(disk.resolve("ed_throughput/visits")), "full before the first table");

    assertEquals(0, mount("-o", "remount,size=64m", disk.toString()));
    assertEquals(0, generate(said, disk), said.toString());
    Rig.assertSame(undisturbed, disk);
  }

  @Test
  void whereRowsAreKeptBetweenTables() throws Exception {
    Path out = folder.resolve("out");
    StringWriter said = new StringWriter();
    String setting = "engine.spill_folder=" + disk;
    assertNotEquals(0, generate(said, out, "--set", setting));
    assertTrue(said.toString().contains("No space left on device"), said.toString());
    assertFailsInOneLine(said);
    FileStore store = Files.getFileStore(disk);
    assertEquals(store.getTotalSpace(), store.getUsableSpace(), "the disk is not free again");

    assertEquals(0, mount("-o", "remount,size=256m", disk.toString()));
    assertEquals(0, generate(said, out, "--set", setting), said.toString());
    Rig.assertSame(undisturbed, out);
  }

  /** What a run notes before it starts may stand above. */
  private static void assertFailsInOneLine(StringWriter said) {
    long lines = said.toString().lines().dropWhile(line -> !line.startsWith("medley: ")).count();
    assertEquals(1, lines, said.toString());
  }

  private static int generate(StringWriter said, Path out, String... more) {
    List<String> command = new ArrayList<>(List.of("generate", "ed_throughput", "--units", "4"));
    command.addAll(List.of("--to", "2024-01-31", "--master", "local[2]"));
    command.addAll(List.of("--out", out.toString()));
    command.addAll(List.of(more));
    return Main.commandLine()
        .setErr(new PrintWriter(said, true))
        .execute(command.toArray(String[]::new));
  }

  private static int mount(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("mount"));
    command.addAll(List.of(arguments));
    return run(command);
  }

  private static int run(List<String> command) throws Exception {
    try {
      return Rig.finished(new ProcessBuilder(command).inheritIO().start());
    } catch (IOException e) {
      // There is no such command on this system.
      return -1;
    }
  }
}
