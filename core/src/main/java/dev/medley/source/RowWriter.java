package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.source.ColumnWriters.ColumnWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Puts records into batches, some records at a time and of those column by column. Only the columns
 * asked for are read from a record.
 */
final class RowWriter {
  private final ColumnWriter[] writers;
  private final int[] positions;
  private final int monthPosition;

  RowWriter(Table<?> table, List<Column> columns) {
    this.writers = new ColumnWriter[(int) columns.stream().filter(RowWriter::isOfRecord).count()];
    this.positions = new int[writers.length];
    int month = -1;
    int i = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (isOfRecord(columns.get(c))) {
        positions[i] = c;
        writers[i++] = ColumnWriters.of(table, columns.get(c));
      } else {
        month = c;
      }
    }
    this.monthPosition = month;
  }

  private static boolean isOfRecord(Column column) {
    return column.accessor() != null;
  }

  /** Appends a record to the batch; {@link #settle} before the batch is read. */
  void append(Object record, Batch batch) {
    batch.unsettled[batch.unsettledRows++] = record;
    batch.rows++;
    if (batch.unsettledRows == batch.unsettled.length) {
      settle(batch);
    }
  }

  /** Puts what was appended into the batch's columns. */
  void settle(Batch batch) {
    int count = batch.unsettledRows;
    int firstRow = batch.rows - count;
    for (int i = 0; i < writers.length; i++) {
      writers[i].write(batch.unsettled, count, batch.vectors[positions[i]], firstRow);
    }
    if (monthPosition >= 0) {
      Arrays.fill(batch.vectors[monthPosition].ints, firstRow, batch.rows, batch.folder);
    }
    Arrays.fill(batch.unsettled, 0, count, null);
    batch.unsettledRows = 0;
  }

  /** Reads the event date of a dated table's record. */
  static ToIntFunction<Object> eventDate(Table<?> table) {
    return ColumnWriters.toInt(table.column("event_date"));
  }
}
