package dev.medley.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.CreateFlag;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalDiskTest {
  @TempDir private Path folder;

  private static Configuration conf() {
    Configuration conf = new Configuration();
    Stream.of(LocalDisk.forFiles(), LocalDisk.forCommits())
        .flatMap(settings -> settings.entrySet().stream())
        .forEach(e -> conf.set(e.getKey().substring("spark.hadoop.".length()), e.getValue()));
    return conf;
  }

  private org.apache.hadoop.fs.Path path(String name) {
    return new org.apache.hadoop.fs.Path(folder.resolve(name).toUri());
  }

  @Test
  void filesAndFoldersAsHadoopWouldMakeThem() throws IOException {
    FileSystem disk = FileSystem.newInstance(folder.toUri(), conf());
    assertInstanceOf(LocalDisk.class, disk);
    try (FSDataOutputStream out = disk.create(path("made/a"))) {
      out.write(7);
    }
    disk.setPermission(path("made/a"), new FsPermission((short) 0640));
    assertEquals(
        new FsPermission((short) 0640), disk.getFileStatus(path("made/a")).getPermission());
    assertTrue(Files.exists(folder.resolve("made/.a.crc")));
    assertTrue(disk.rename(path("made/a"), path("made/b")));
    assertArrayEquals(new byte[] {7}, Files.readAllBytes(folder.resolve("made/b")));
  }

  @Test
  void linksAreSeenAsHadoopSeesThem() throws IOException {
    Files.writeString(folder.resolve("file"), "x");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("file"));
    FileContext hadoop = FileContext.getFileContext(folder.toUri(), new Configuration());
    FileContext disk = FileContext.getFileContext(folder.toUri(), conf());
    for (String name : List.of("file", "link")) {
      assertEquals(
          hadoop.getFileLinkStatus(path(name)).toString(),
          disk.getFileLinkStatus(path(name)).toString());
    }
  }

  @Test
  void ofManyWritersOfOneNameOneWins() throws Exception {
    int writers = 8;
    int names = 200;
    ExecutorService pool = Executors.newFixedThreadPool(writers);
    List<Future<Integer>> won = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      int me = writer;
      won.add(pool.submit(() -> namesWon(me, names)));
    }
    int all = 0;
    for (Future<Integer> one : won) {
      all += one.get();
    }
    pool.shutdown();
    assertEquals(names, all);
  }

  private int namesWon(int me, int names) throws IOException {
    FileContext disk = FileContext.getFileContext(folder.toUri(), conf());
    int won = 0;
    for (int name = 0; name < names; name++) {
      org.apache.hadoop.fs.Path draft = path("draft-" + me + "-" + name);
      disk.create(draft, java.util.EnumSet.of(CreateFlag.CREATE)).close();
      try {
        disk.rename(draft, path("version-" + name), Options.Rename.NONE);
        won++;
      } catch (FileAlreadyExistsException e) {
        assertThrows(
            FileAlreadyExistsException.class,
            () -> disk.rename(draft, path("version-0"), Options.Rename.NONE));
      }
    }
    return won;
  }
}
