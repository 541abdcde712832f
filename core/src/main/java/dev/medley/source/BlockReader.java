package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** Reads the rows of one table of one block, simulating as it goes or from where they were kept. */
final class BlockReader implements PartitionReader<ColumnarBatch> {

  /** Gives batches one after the other; null after the last. */
  private interface Supply extends AutoCloseable {
    Batch next() throws IOException;

    @Override
    void close() throws IOException;
  }

  private final Supply supply;
  private final Vector copyNumber;
  private final int copyPosition;
  private final int copies;
  private Batch batch;
  private int copy;
  private ColumnarBatch current;

  BlockReader(Spec spec, Plan.Block block, List<String> names) throws IOException {
    Table<?> table = spec.table(spec.table());
    this.copyPosition = names.indexOf(Spec.COPY);
    this.copies = copyPosition < 0 ? 1 : spec.copies();
    this.copyNumber =
        copyPosition < 0
            ? null
            : new Vector(Column.Type.INT, DataTypes.IntegerType, Batch.CAPACITY);
    List<Column> columns =
        names.stream().filter(n -> !n.equals(Spec.COPY)).map(table::column).toList();
    this.supply =
        spec.keep() == null
            ? new Simulated(spec, block, table, columns)
            : kept(new Spill.Reader(Spill.of(spec, block), table, columns));
  }

  /**
   * Simulates on a thread of its own that is never more than two batches ahead, however many rows a
   * cell emits at once, and ends with the reading.
   */
  private static final class Simulated implements Supply {
    private static final int AHEAD = 2;

    private final ArrayBlockingQueue<Optional<Batch>> ready = new ArrayBlockingQueue<>(AHEAD);
    private final Thread thread;
    private volatile Throwable failure;

    Simulated(Spec spec, Plan.Block block, Table<?> table, List<Column> columns) {
      BlockRun run =
          BlockRun.of(
              spec,
              block,
              BlockRun.Batches.MIXED,
              List.of(table),
              List.of(columns),
              (number, batch) -> {
                hand(Optional.of(batch));
                return new Batch(columns);
              });
      this.thread = new Thread(() -> simulate(run), "medley-block-" + block.number());
      thread.setDaemon(true);
      thread.start();
    }

    private void simulate(BlockRun run) {
      try {
        run.run();
      } catch (Closed e) {
        return;
      } catch (Throwable e) {
        failure = e;
      }
      try {
        hand(Optional.empty());
      } catch (Closed e) {
        // Nobody waits for the end any more.
      }
    }

    private void hand(Optional<Batch> batch) {
      try {
        ready.put(batch);
      } catch (InterruptedException e) {
        throw new Closed(e);
      }
    }

    @Override
    public Batch next() {
      try {
        Optional<Batch> batch = ready.take();
        if (batch.isEmpty() && failure != null) {
          throw new IllegalStateException(failure.getMessage(), failure);
        }
        return batch.orElse(null);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }

    @Override
    public void close() {
      thread.interrupt();
    }
  }

  /** The reader wants no more rows. */
  private static final class Closed extends RuntimeException {
    private static final long serialVersionUID = 1;

    Closed(InterruptedException cause) {
      super(cause);
    }
  }

  private static Supply kept(Spill.Reader reader) {
    return new Supply() {
      @Override
      public Batch next() throws IOException {
        return reader.next();
      }

      @Override
      public void close() throws IOException {
        reader.close();
      }
    };
  }

  @Override
  public boolean next() throws IOException {
    if (batch != null && ++copy < copies) {
      present();
      return true;
    }
    batch = supply.next();
    copy = 0;
    if (batch == null) {
      return false;
    }
    present();
    return true;
  }

  private void present() {
    ColumnVector[] vectors = new ColumnVector[batch.vectors.length + (copyNumber == null ? 0 : 1)];
    int v = 0;
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = i == copyPosition ? copyNumber : batch.vectors[v++];
    }
    if (copyNumber != null) {
      Arrays.fill(copyNumber.ints, 0, batch.rows, copy);
    }
    current = new ColumnarBatch(vectors, batch.rows);
  }

  @Override
  public ColumnarBatch get() {
    return current;
  }

  @Override
  public void close() throws IOException {
    supply.close();
  }
}
