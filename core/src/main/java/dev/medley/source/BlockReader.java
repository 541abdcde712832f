package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.connector.read.PartitionReader;
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
    this.copyNumber = copyPosition < 0 ? null : new Vector(Column.Type.INT, Batch.CAPACITY);
    List<Column> columns =
        names.stream().filter(n -> !n.equals(Spec.COPY)).map(table::column).toList();
    this.supply =
        spec.keep() == null
            ? simulated(spec, block, table, columns)
            : kept(new Spill.Reader(Spill.of(spec, block), table, columns));
  }

  private static Supply simulated(
      Spec spec, Plan.Block block, Table<?> table, List<Column> columns) {
    ArrayDeque<Batch> ready = new ArrayDeque<>();
    BlockRun run =
        new BlockRun(
            spec.scenario(),
            spec.world(),
            block,
            spec.wanted(),
            spec.grain(),
            List.of(table),
            List.of(columns),
            (number, batch) -> {
              ready.add(batch);
              return new Batch(columns);
            });
    return new Supply() {
      @Override
      public Batch next() {
        boolean more = true;
        while (ready.isEmpty() && more) {
          more = run.advance();
        }
        return ready.poll();
      }

      @Override
      public void close() {}
    };
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
