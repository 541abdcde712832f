package dev.medley.jobs;

import io.delta.kernel.Scan;
import io.delta.kernel.Snapshot;
import io.delta.kernel.Table;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.engine.FileReadResult;
import io.delta.kernel.internal.InternalScanFileUtils;
import io.delta.kernel.internal.data.ScanStateRow;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;

/**
 * Reads Delta tables with Delta Kernel alone, in a process without Spark, whose Parquet is another
 * than the one that the kernel wants.
 */
final class KernelReader {
  private static final Engine ENGINE = DefaultEngine.create(new Configuration());

  private KernelReader() {}

  /**
   * Prints what {@link ReadersIT.Seen} holds.
   *
   * @param folders of the cases and of the key's cells
   */
  public static void main(String... folders) throws IOException {
    Snapshot cases = snapshot(folders[0]);
    int ofMinutes = cases.getSchema().indexOf("scheduled_minutes");
    int ofLost = cases.getSchema().indexOf("revenue_loss_usd");
    int ofTime = cases.getSchema().indexOf("wheels_in_ts");
    int ofRegion = cases.getSchema().indexOf("region");
    long[] sums = new long[4];
    BigDecimal[] lost = {BigDecimal.ZERO};
    TreeSet<String> regions = new TreeSet<>();
    forEachRow(
        cases,
        row -> {
          sums[0]++;
          sums[1] += row.isNullAt(ofMinutes) ? 0 : row.getInt(ofMinutes);
          sums[2] = row.isNullAt(ofTime) ? sums[2] : Math.max(sums[2], row.getLong(ofTime));
          lost[0] = row.isNullAt(ofLost) ? lost[0] : lost[0].add(row.getDecimal(ofLost));
          regions.add(row.getString(ofRegion));
        });
    forEachRow(snapshot(folders[1]), row -> sums[3]++);
    System.out.println(
        new ReadersIT.Seen(sums[0], sums[1], lost[0], sums[2], String.join(",", regions), sums[3]));
  }

  private static Snapshot snapshot(String folder) {
    return Table.forPath(ENGINE, folder).getLatestSnapshot(ENGINE);
  }

  private static void forEachRow(Snapshot snapshot, Consumer<Row> action) throws IOException {
    Scan scan = snapshot.getScanBuilder().build();
    Row state = scan.getScanState(ENGINE);
    try (CloseableIterator<Row> rows =
        scan.getScanFiles(ENGINE)
            .flatMap(FilteredColumnarBatch::getRows)
            .flatMap(file -> rows(state, file))) {
      while (rows.hasNext()) {
        action.accept(rows.next());
      }
    }
  }

  private static CloseableIterator<Row> rows(Row state, Row file) {
    try {
      CloseableIterator<ColumnarBatch> physical =
          ENGINE
              .getParquetHandler()
              .readParquetFiles(
                  Utils.singletonCloseableIterator(InternalScanFileUtils.getAddFileStatus(file)),
                  ScanStateRow.getPhysicalDataReadSchema(state),
                  Optional.empty())
              .map(FileReadResult::getData);
      return Scan.transformPhysicalData(ENGINE, state, file, physical)
          .flatMap(FilteredColumnarBatch::getRows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
