package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.source.ColumnWriters.ColumnWriter;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * Puts records into batches, some records at a time and of those column by column. Only the columns
 * asked for are read from a record; region and month are filled in.
 */
final class RowWriter {
  private final ColumnWriter[] writers;
  private final int[] positions;
  private final int monthPosition;
  private final int regionPosition;
  private String region;

  RowWriter(Table<?> table, List<Column> columns) {
    this.writers = new ColumnWriter[(int) columns.stream().filter(RowWriter::isOfRecord).count()];
    this.positions = new int[writers.length];
    int filledMonth = -1;
    int filledRegion = -1;
    int i = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (isOfRecord(columns.get(c))) {
        positions[i] = c;
        writers[i++] = ColumnWriters.of(table, columns.get(c));
      } else if (columns.get(c).name().equals(Column.REGION)) {
        filledRegion = c;
      } else {
        filledMonth = c;
      }
    }
    this.monthPosition = filledMonth;
    this.regionPosition = filledRegion;
  }

  private static boolean isOfRecord(Column column) {
    return column.accessor() != null;
  }

  /** Says in which region the records to come are; until then they are in none. */
  void region(String name) {
    region = name;
  }

  /**
   * Appends a record to the batch; {@link #settle} before the batch is read.
   *
   * @param folder first day of the record's folder
   */
  void append(Object record, int folder, Batch batch) {
    batch.unsettled[batch.unsettledRows] = record;
    batch.unsettledFolders[batch.unsettledRows++] = folder;
    batch.rows++;
    if (batch.unsettledRows == batch.unsettled.length) {
      settle(batch);
    }
  }

  /** Puts what was appended into the batch's columns. */
  void settle(Batch batch) {
    int count = batch.unsettledRows;
    int firstRow = batch.rows - count;
    batch.room(batch.rows);
    for (int i = 0; i < writers.length; i++) {
      writers[i].write(batch.unsettled, count, batch.vectors[positions[i]], firstRow);
    }
    if (monthPosition >= 0) {
      System.arraycopy(
          batch.unsettledFolders, 0, batch.vectors[monthPosition].ints, firstRow, count);
    }
    if (regionPosition >= 0 && count > 0) {
      fillRegion(batch.vectors[regionPosition], firstRow, batch.rows);
    }
    Arrays.fill(batch.unsettled, 0, count, null);
    batch.unsettledRows = 0;
  }

  private void fillRegion(Vector vector, int firstRow, int end) {
    if (region != null) {
      Arrays.fill(vector.ints, firstRow, end, vector.strings.code(region));
      return;
    }
    for (int row = firstRow; row < end; row++) {
      vector.setNull(row);
    }
  }

  /** Reads the event date of a dated table's record. */
  static ToIntFunction<Object> eventDate(Table<?> table) {
    return ColumnWriters.toInt(table.column("event_date"));
  }
}
