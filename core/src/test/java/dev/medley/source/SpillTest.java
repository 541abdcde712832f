package dev.medley.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SpillTest {
  private final Instant now = Instant.now();

  @TempDir Path temporary;

  @Test
  void removesWhatKilledRunsHaveLeftAndNothingElse() throws IOException {
    Path dead = folder("medley-run-dead", Duration.ofDays(3));
    Path alive = folder("medley-run-alive", Duration.ofHours(20));
    Path foreign = folder("medley-results", Duration.ofDays(3));

    Spill.removeAbandoned(temporary, now.minus(Duration.ofDays(1)));

    try (Stream<Path> left = Files.list(temporary)) {
      assertEquals(Set.of(alive, foreign), left.collect(Collectors.toSet()), "not " + dead);
    }
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(Files.createDirectories(folder.resolve("chunk-0/block-0")).resolve("t"), "x");
    Files.setLastModifiedTime(folder, FileTime.from(now.minus(age)));
    return folder;
  }
}
