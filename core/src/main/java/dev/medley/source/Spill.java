package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * The rows of one block, simulated once and kept on the executor's disk while its tables are
 * written one after the other. One file a table, a sequence of batches with an index of their
 * folders behind them, so that they are read back folder by folder whatever the order in which they
 * came. Each column lies apart, so that a read takes only the columns it needs, and a value that
 * all rows of a batch share is kept once. A lost spill costs time, never rows: the block is
 * simulated again.
 */
final class Spill {
  private static final ConcurrentHashMap<Path, Object> LOCKS = new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<Path, Boolean> SWEPT = new ConcurrentHashMap<>();
  private static final String RUNS = "medley-run-";

  private Spill() {}

  /**
   * Where a chunk's blocks are kept.
   *
   * @param folder local folder; empty for the one that each machine gives to Spark
   * @param run name of the run, its own among all runs
   * @param chunk number of the chunk; spills of earlier chunks are removed
   */
  record Place(String folder, String run, int chunk) implements Serializable {
    Path runFolder() {
      return Path.of(folder.isEmpty() ? ofThisMachine() : folder, RUNS + run);
    }

    /**
     * Asked where the rows are kept, not where the run was planned: the driver's temporary folder
     * need not be there on another machine. Cluster managers name the disks for Spark in the
     * environment: YARN, Kubernetes and a standalone worker that was told.
     */
    private static String ofThisMachine() {
      return Stream.of("LOCAL_DIRS", "SPARK_LOCAL_DIRS")
          .map(System::getenv)
          .filter(dirs -> dirs != null && !dirs.isBlank())
          .map(dirs -> dirs.split(",", 2)[0].strip())
          .findFirst()
          .orElseGet(() -> System.getProperty("java.io.tmpdir"));
    }

    Path chunkFolder() {
      return runFolder().resolve("chunk-" + chunk);
    }

    Path blockFolder(Plan.Block block) {
      return chunkFolder().resolve("block-" + block.number());
    }
  }

  /** The folder that holds the block's tables, simulated first if it is not there. */
  static Path of(Spec spec, Plan.Block block) {
    Path folder = spec.keep().place().blockFolder(block);
    if (Files.isDirectory(folder)) {
      return folder;
    }
    synchronized (LOCKS.computeIfAbsent(folder, f -> new Object())) {
      if (!Files.isDirectory(folder)) {
        write(spec, block, folder);
      }
    }
    return folder;
  }

  private static void write(Spec spec, Plan.Block block, Path folder) {
    try {
      Files.createDirectories(spec.keep().place().chunkFolder());
      sweep(spec.keep().place().runFolder());
      removeEarlierChunks(spec.keep().place());
      Path draft = Files.createTempDirectory(spec.keep().place().chunkFolder(), "draft-");
      fill(spec, block, draft);
      publish(draft, folder);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep rows in " + folder, e);
    }
  }

  /** Moves a block's tables into place, unless another executor of this host was faster. */
  static void publish(Path draft, Path folder) throws IOException {
    try {
      Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      // File systems differ in how they refuse a folder that is not empty.
      remove(draft);
      if (!Files.isDirectory(folder)) {
        throw e;
      }
    }
  }

  private static void fill(Spec spec, Plan.Block block, Path draft) throws IOException {
    boolean complete = false;
    List<Writer> writers = new ArrayList<>();
    try {
      List<Table<?>> tables = new ArrayList<>();
      List<List<Column>> columns = new ArrayList<>();
      for (String name : spec.keep().tables()) {
        Table<?> table = spec.table(name);
        tables.add(table);
        columns.add(table.columns());
        writers.add(new Writer(draft.resolve(name)));
      }
      BlockRun.of(
              spec,
              block,
              BlockRun.Batches.BY_FOLDER,
              tables,
              columns,
              (table, batch) -> {
                writers.get(table).write(batch);
                return batch;
              })
          .run();
      for (Writer writer : writers) {
        writer.finish();
      }
      complete = true;
    } finally {
      for (Writer writer : writers) {
        writer.close();
      }
      if (!complete) {
        // The next try would find the disk as full as this one did.
        remove(draft);
      }
    }
  }

  private static void removeEarlierChunks(Place place) throws IOException {
    try (Stream<Path> chunks = Files.list(place.runFolder())) {
      for (Path chunk : chunks.toList()) {
        String name = chunk.getFileName().toString();
        if (name.startsWith("chunk-") && Integer.parseInt(name.substring(6)) < place.chunk()) {
          remove(chunk);
        }
      }
    }
  }

  private static void sweep(Path runFolder) {
    if (SWEPT.putIfAbsent(runFolder, true) == null) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(runFolder)));
      removeAbandoned(runFolder.getParent(), Instant.now().minus(Duration.ofDays(1)));
    }
  }

  /**
   * Removes what runs that were killed have left. A run that goes on begins a chunk, and with it
   * changes its folder, many times a day.
   */
  static void removeAbandoned(Path parent, Instant before) {
    try (Stream<Path> all = Files.list(parent)) {
      for (Path run : all.filter(p -> p.getFileName().toString().startsWith(RUNS)).toList()) {
        if (Files.getLastModifiedTime(run).toInstant().isBefore(before)) {
          remove(run);
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Gone meanwhile, or not ours to look at, and no reason to stop this run.
    }
  }

  /** Removes a folder with all it holds; what another process has removed already is no error. */
  static void remove(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // Left to the operating system's own clearing of temporary folders.
    }
  }

  /** Appends batches to the file of one table. */
  static final class Writer implements Closeable {
    private static final int FIRST_SIZE = 1 << 12;

    private final FileChannel channel;
    private final List<Entry> index = new ArrayList<>();
    private ByteBuffer buffer =
        ByteBuffer.allocateDirect(FIRST_SIZE).order(ByteOrder.nativeOrder());

    /** Where a batch lies. */
    private record Entry(int folder, long position) {}

    Writer(Path file) throws IOException {
      this.channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    void write(Batch batch) {
      try {
        index.add(new Entry(batch.folder, channel.position()));
        int columns = batch.vectors.length;
        int header = Integer.BYTES * (3 + columns + 1);
        buffer.clear();
        room(header);
        buffer.position(header);
        int[] starts = new int[columns + 1];
        for (int c = 0; c < columns; c++) {
          starts[c] = buffer.position();
          put(batch.vectors[c], batch.rows);
        }
        starts[columns] = buffer.position();
        int end = buffer.position();
        buffer.putInt(0, end).putInt(4, batch.rows).putInt(8, batch.folder);
        for (int c = 0; c <= columns; c++) {
          buffer.putInt(12 + 4 * c, starts[c]);
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot keep rows on local disk", e);
      }
    }

    private void put(Vector vector, int rows) {
      room(8 + rows * 9 + 16);
      buffer.putInt(vector.nullCount);
      if (vector.nullCount > 0 && vector.nullCount < rows) {
        for (int i = 0; i < rows; i++) {
          buffer.put((byte) (vector.nulls[i] ? 1 : 0));
        }
      }
      while (buffer.position() % 8 != 0) {
        buffer.put((byte) 0);
      }
      int kept = kept(vector, rows);
      int at = buffer.position();
      switch (vector.kind) {
        case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ -> {
          buffer.asLongBuffer().put(vector.longs, 0, kept);
          buffer.position(at + 8 * kept);
        }
        case INT, DATE -> {
          buffer.asIntBuffer().put(vector.ints, 0, kept);
          buffer.position(at + 4 * kept);
        }
        case SMALLINT -> {
          buffer.asShortBuffer().put(vector.shorts, 0, kept);
          buffer.position(at + 2 * kept);
        }
        case BOOLEAN -> {
          for (int i = 0; i < kept; i++) {
            buffer.put((byte) (vector.booleans[i] ? 1 : 0));
          }
        }
        case DOUBLE -> {
          buffer.asDoubleBuffer().put(vector.doubles, 0, kept);
          buffer.position(at + 8 * kept);
        }
        case STRING -> {
          buffer.asIntBuffer().put(vector.ints, 0, kept);
          buffer.position(at + 4 * kept);
          int size = vector.strings.size();
          room(4);
          buffer.putInt(size);
          for (int i = 0; i < size; i++) {
            byte[] bytes = vector.strings.value(i).getBytes();
            room(4 + bytes.length);
            buffer.putInt(bytes.length).put(bytes);
          }
        }
      }
    }

    /**
     * Values to keep of a column: none if all are NULL, one if all are the same, as a device, a day
     * and a region are for thousands of rows.
     */
    private int kept(Vector vector, int rows) {
      int kept = vector.nullCount == rows ? 0 : vector.isConstant(rows) ? 1 : rows;
      // Two, so that the values behind them begin at a multiple of eight bytes.
      buffer.putInt(kept).putInt(0);
      return kept;
    }

    private void room(int bytes) {
      if (buffer.remaining() < bytes) {
        int needed = buffer.position() + bytes;
        ByteBuffer larger =
            ByteBuffer.allocateDirect(Math.max(needed, buffer.capacity() * 2))
                .order(ByteOrder.nativeOrder());
        buffer.flip();
        larger.put(buffer);
        buffer = larger;
      }
    }

    /** Writes the index: its entries, and where they begin. */
    void finish() throws IOException {
      long begin = channel.position();
      buffer.clear();
      for (Entry entry : index) {
        room(INDEX_ENTRY);
        buffer.putInt(entry.folder).putLong(entry.position);
      }
      room(Long.BYTES);
      buffer.putLong(begin).flip();
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static final int INDEX_ENTRY = Integer.BYTES + Long.BYTES;

  /** Reads the batches of one table back, some of its columns. */
  static final class Reader implements Closeable {
    private final FileChannel channel;
    private final int[] fileColumns;
    private final int tableColumns;
    private final Batch batch;
    private final long[] places;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 16).order(ByteOrder.nativeOrder());
    private int next;

    Reader(Path blockFolder, Table<?> table, List<Column> columns) throws IOException {
      this.channel = FileChannel.open(blockFolder.resolve(table.name()), StandardOpenOption.READ);
      Map<String, Integer> positions = new HashMap<>();
      this.tableColumns = table.columns().size();
      for (int c = 0; c < tableColumns; c++) {
        positions.put(table.columns().get(c).name(), c);
      }
      this.fileColumns = columns.stream().mapToInt(c -> positions.get(c.name())).toArray();
      this.batch = new Batch(columns);
      this.places = places();
    }

    /** Where the batches begin, folder by folder; those of a folder in the order of writing. */
    private long[] places() throws IOException {
      fill(channel.size() - Long.BYTES, Long.BYTES);
      long begin = buffer.getLong();
      int bytes = Math.toIntExact(channel.size() - Long.BYTES - begin);
      fill(begin, bytes);
      int count = bytes / INDEX_ENTRY;
      long[] positions = new long[count];
      int[] folders = new int[count];
      Integer[] order = new Integer[count];
      for (int i = 0; i < count; i++) {
        folders[i] = buffer.getInt();
        positions[i] = buffer.getLong();
        order[i] = i;
      }
      Arrays.sort(order, Comparator.comparingInt(i -> folders[i]));
      return Arrays.stream(order).mapToLong(i -> positions[i]).toArray();
    }

    /** The next batch, in the vectors of the last one; null after the end. */
    Batch next() throws IOException {
      int header = Integer.BYTES * (3 + tableColumns + 1);
      if (next == places.length) {
        return null;
      }
      long at = places[next++];
      batch.clear();
      fill(at, header);
      batch.rows = buffer.getInt(4);
      batch.room(batch.rows);
      batch.folder = buffer.getInt(8);
      int[] starts = new int[tableColumns + 1];
      for (int c = 0; c <= tableColumns; c++) {
        starts[c] = buffer.getInt(12 + 4 * c);
      }
      for (int i = 0; i < fileColumns.length; i++) {
        int start = starts[fileColumns[i]];
        fill(at + start, starts[fileColumns[i] + 1] - start);
        take(batch.vectors[i], batch.rows, start);
      }
      return batch;
    }

    private void fill(long position, int bytes) throws IOException {
      if (buffer.capacity() < bytes) {
        buffer =
            ByteBuffer.allocateDirect(Math.max(bytes, buffer.capacity() * 2))
                .order(ByteOrder.nativeOrder());
      }
      buffer.clear().limit(bytes);
      while (buffer.hasRemaining()) {
        int read = channel.read(buffer, position + buffer.position());
        if (read < 0) {
          throw new EOFException("spilled rows end too soon");
        }
      }
      buffer.flip();
    }

    private void take(Vector vector, int rows, int start) {
      vector.nullCount = buffer.getInt();
      if (vector.nullCount == rows) {
        Arrays.fill(vector.nulls, 0, rows, true);
      } else if (vector.nullCount > 0) {
        for (int i = 0; i < rows; i++) {
          vector.nulls[i] = buffer.get() != 0;
        }
      }
      while ((start + buffer.position()) % 8 != 0) {
        buffer.get();
      }
      int kept = buffer.getInt();
      buffer.getInt();
      switch (vector.kind) {
        case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ ->
            buffer.asLongBuffer().get(vector.longs, 0, kept);
        case INT, DATE -> buffer.asIntBuffer().get(vector.ints, 0, kept);
        case SMALLINT -> buffer.asShortBuffer().get(vector.shorts, 0, kept);
        case BOOLEAN -> {
          for (int i = 0; i < kept; i++) {
            vector.booleans[i] = buffer.get() != 0;
          }
        }
        case DOUBLE -> buffer.asDoubleBuffer().get(vector.doubles, 0, kept);
        case STRING -> {
          buffer.asIntBuffer().get(vector.ints, 0, kept);
          buffer.position(buffer.position() + 4 * kept);
          int size = buffer.getInt();
          for (int i = 0; i < size; i++) {
            byte[] bytes = new byte[buffer.getInt()];
            buffer.get(bytes);
            vector.strings.add(UTF8String.fromBytes(bytes));
          }
        }
      }
      if (kept == 1) {
        vector.repeatFirst(rows);
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
