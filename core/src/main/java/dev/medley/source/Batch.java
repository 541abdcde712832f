package dev.medley.source;

import dev.medley.model.Column;
import java.util.List;

/** Rows of one table that go into one folder, column by column. */
final class Batch {
  /** Rows that a batch holds at most: small enough for the cache, large enough to pay. */
  static final int CAPACITY = 4096;

  private static final int UNSETTLED = 64;

  final List<Column> columns;
  final Vector[] vectors;

  /** First day of the folder: of the month, or the day itself; 0 for undated tables. */
  int folder;

  int rows;

  /** The last of the rows, as records whose columns have yet to be filled. */
  final Object[] unsettled = new Object[UNSETTLED];

  int unsettledRows;

  Batch(List<Column> columns) {
    this.columns = columns;
    this.vectors = new Vector[columns.size()];
    for (int c = 0; c < vectors.length; c++) {
      vectors[c] = new Vector(columns.get(c).type(), CAPACITY);
    }
  }

  boolean isFull() {
    return rows == CAPACITY;
  }

  void clear() {
    for (Vector vector : vectors) {
      vector.clear(rows);
    }
    rows = 0;
  }
}
