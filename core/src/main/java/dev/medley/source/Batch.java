package dev.medley.source;

import dev.medley.model.Column;
import java.util.List;

/** Rows of one table, column by column. */
final class Batch {
  /** Rows that a batch holds at most: small enough for the cache, large enough to pay. */
  static final int CAPACITY = 4096;

  /** Rows for which there is room at first: an entity may put a few rows into each of a hundred. */
  private static final int FIRST_CAPACITY = 256;

  private static final int UNSETTLED = 64;

  final List<Column> columns;
  final Vector[] vectors;
  private final int bytesPerRow;
  private final int textPerRow;
  private int capacity = FIRST_CAPACITY;

  /** First day of the folder: of the month, or the day itself; 0 for undated tables. */
  int folder;

  int rows;

  /** The last of the rows, as records whose columns have yet to be filled. */
  final Object[] unsettled = new Object[UNSETTLED];

  /** Their folders. */
  final int[] unsettledFolders = new int[UNSETTLED];

  int unsettledRows;

  Batch(List<Column> columns) {
    this.columns = columns;
    this.vectors = new Vector[columns.size()];
    int width = 0;
    int text = 0;
    for (int c = 0; c < vectors.length; c++) {
      vectors[c] = new Vector(columns.get(c), FIRST_CAPACITY);
      width += vectors[c].width();
      text += columns.get(c).bytes();
    }
    this.bytesPerRow = width;
    this.textPerRow = text;
  }

  boolean isFull() {
    return rows == CAPACITY;
  }

  /** Roughly what it takes in memory. */
  long bytes() {
    return (long) capacity * bytesPerRow + (long) rows * textPerRow;
  }

  /** Makes room for so many rows. */
  void room(int needed) {
    if (needed <= capacity) {
      return;
    }
    while (capacity < needed) {
      capacity *= 2;
    }
    for (Vector vector : vectors) {
      vector.grow(capacity);
    }
  }

  void clear() {
    for (Vector vector : vectors) {
      vector.clear(rows);
    }
    rows = 0;
  }
}
