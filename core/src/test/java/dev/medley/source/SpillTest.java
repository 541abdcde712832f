package dev.medley.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.medley.model.Columns;
import dev.medley.model.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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

  @Columns(
      """
      even   | | Set in even rows.
      odd    | | Set in odd rows.
      row_id | key | Number of the row.
      never  | | NULL.
      day    | | The same in all rows.
      """)
  private record Row(Long even, Long odd, long rowId, Long never, long day) {}

  @Test
  void readsBackWhatWasKeptHoweverManyRowsABatchHas() throws IOException {
    Table<Row> table = Table.single("rows", Row.class, "Rows to keep.");
    int[] sizes = IntStream.rangeClosed(1, Batch.CAPACITY).filter(n -> n % 7 == 1).toArray();
    for (int rows : sizes) {
      // A writer of its own, so that its buffer has to grow.
      Path folder = Files.createDirectory(temporary.resolve(Integer.toString(rows)));
      try (Spill.Writer writer = new Spill.Writer(folder.resolve(table.name()))) {
        writer.write(batch(table, rows));
        writer.write(batch(table, 1));
        writer.finish();
      }
      try (Spill.Reader reader = new Spill.Reader(folder, table, table.columns())) {
        assertEquals(values(batch(table, rows)), values(reader.next()), rows + " rows");
        assertEquals(values(batch(table, 1)), values(reader.next()));
        assertNull(reader.next());
      }
      Spill.remove(folder);
    }
  }

  @Test
  void readsFolderByFolderWhateverTheOrderOfWriting() throws IOException {
    Table<Row> table = Table.single("rows", Row.class, "Rows to keep.");
    int[] folders = {40, 10, 40, 30, 10, 20};
    try (Spill.Writer writer = new Spill.Writer(temporary.resolve(table.name()))) {
      for (int i = 0; i < folders.length; i++) {
        Batch batch = batch(table, i + 1);
        batch.folder = folders[i];
        writer.write(batch);
      }
      writer.finish();
    }
    List<String> read = new ArrayList<>();
    try (Spill.Reader reader = new Spill.Reader(temporary, table, table.columns())) {
      for (Batch batch = reader.next(); batch != null; batch = reader.next()) {
        read.add(batch.folder + ": " + batch.rows);
      }
    }
    assertEquals(List.of("10: 2", "10: 5", "20: 6", "30: 4", "40: 1", "40: 3"), read);
  }

  @Test
  void ofTwoThatKeepTheSameBlockTheSecondLeavesNothingBehind() throws IOException {
    Path kept = Files.createDirectory(temporary.resolve("block-0"));
    Files.writeString(kept.resolve("t"), "first");
    Path draft = Files.createDirectory(temporary.resolve("draft"));
    Files.writeString(draft.resolve("t"), "second");

    Spill.publish(draft, kept);

    assertEquals("first", Files.readString(kept.resolve("t")));
    assertFalse(Files.exists(draft));
  }

  private static Batch batch(Table<Row> table, int rows) {
    Batch batch = new Batch(table.columns());
    batch.room(rows);
    batch.rows = rows;
    for (int i = 0; i < rows; i++) {
      batch.vectors[0].longs[i] = -3L * i;
      batch.vectors[1].longs[i] = 7L * i;
      batch.vectors[(i + 1) % 2].setNull(i);
      batch.vectors[2].longs[i] = i;
      batch.vectors[3].setNull(i);
      batch.vectors[4].longs[i] = 20_000;
    }
    return batch;
  }

  private static List<List<Long>> values(Batch batch) {
    return Arrays.stream(batch.vectors).map(v -> values(v, batch.rows)).toList();
  }

  private static List<Long> values(Vector vector, int rows) {
    return IntStream.range(0, rows)
        .mapToObj(i -> vector.isNullAt(i) ? null : vector.getLong(i))
        .collect(Collectors.toList());
  }

  private Path folder(String name, Duration age) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(Files.createDirectories(folder.resolve("chunk-0/block-0")).resolve("t"), "x");
    Files.setLastModifiedTime(folder, FileTime.from(now.minus(age)));
    return folder;
  }
}
