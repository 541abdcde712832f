package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.spark.Schemas;
import java.util.Arrays;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.vectorized.ColumnVector;
import org.apache.spark.sql.vectorized.ColumnarArray;
import org.apache.spark.sql.vectorized.ColumnarMap;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * One column of a batch, as Spark reads it. Only the array that the type needs exists. Strings are
 * codes into a dictionary of the batch.
 */
final class Vector extends ColumnVector {
  final Column.Type kind;
  boolean[] nulls;
  long[] longs;
  int[] ints;
  short[] shorts;
  boolean[] booleans;
  double[] doubles;
  final StringDictionary strings;
  int nullCount;

  Vector(Column column, int capacity) {
    this(column.type(), Schemas.type(column), capacity);
  }

  Vector(Column.Type kind, DataType type, int capacity) {
    super(type);
    this.kind = kind;
    this.nulls = new boolean[capacity];
    switch (kind) {
      case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ -> longs = new long[capacity];
      case INT, DATE, STRING -> ints = new int[capacity];
      case SMALLINT -> shorts = new short[capacity];
      case BOOLEAN -> booleans = new boolean[capacity];
      case DOUBLE -> doubles = new double[capacity];
    }
    this.strings = kind == Column.Type.STRING ? new StringDictionary() : null;
  }

  /** Bytes of a row, texts left out. */
  int width() {
    return switch (kind) {
      case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ, DOUBLE -> 9;
      case INT, DATE -> 5;
      case STRING -> 8;
      case SMALLINT -> 3;
      case BOOLEAN -> 2;
    };
  }

  /** Makes room for so many rows. */
  void grow(int capacity) {
    nulls = Arrays.copyOf(nulls, capacity);
    switch (kind) {
      case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ -> longs = Arrays.copyOf(longs, capacity);
      case INT, DATE, STRING -> ints = Arrays.copyOf(ints, capacity);
      case SMALLINT -> shorts = Arrays.copyOf(shorts, capacity);
      case BOOLEAN -> booleans = Arrays.copyOf(booleans, capacity);
      case DOUBLE -> doubles = Arrays.copyOf(doubles, capacity);
    }
  }

  void setNull(int row) {
    nulls[row] = true;
    nullCount++;
  }

  /**
   * Whether all rows hold the same value, each the one of the row before; what stands where a row
   * is NULL counts, too.
   */
  boolean isConstant(int rows) {
    int end = rows - 1;
    return switch (kind) {
      case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ -> Arrays.equals(longs, 0, end, longs, 1, rows);
      case INT, DATE, STRING -> Arrays.equals(ints, 0, end, ints, 1, rows);
      case SMALLINT -> Arrays.equals(shorts, 0, end, shorts, 1, rows);
      case BOOLEAN -> Arrays.equals(booleans, 0, end, booleans, 1, rows);
      case DOUBLE -> Arrays.equals(doubles, 0, end, doubles, 1, rows);
    };
  }

  /** Gives all rows the value of the first. */
  void repeatFirst(int rows) {
    switch (kind) {
      case BIGINT, MONEY, TIMESTAMP, TIMESTAMP_NTZ -> Arrays.fill(longs, 1, rows, longs[0]);
      case INT, DATE, STRING -> Arrays.fill(ints, 1, rows, ints[0]);
      case SMALLINT -> Arrays.fill(shorts, 1, rows, shorts[0]);
      case BOOLEAN -> Arrays.fill(booleans, 1, rows, booleans[0]);
      case DOUBLE -> Arrays.fill(doubles, 1, rows, doubles[0]);
    }
  }

  void clear(int rows) {
    if (nullCount > 0) {
      Arrays.fill(nulls, 0, rows, false);
      nullCount = 0;
    }
    if (strings != null) {
      strings.clear();
    }
  }

  @Override
  public void close() {}

  @Override
  public boolean hasNull() {
    return nullCount > 0;
  }

  @Override
  public int numNulls() {
    return nullCount;
  }

  @Override
  public boolean isNullAt(int row) {
    return nulls[row];
  }

  @Override
  public boolean getBoolean(int row) {
    return booleans[row];
  }

  @Override
  public short getShort(int row) {
    return shorts[row];
  }

  @Override
  public int getInt(int row) {
    return ints[row];
  }

  @Override
  public long getLong(int row) {
    return longs[row];
  }

  @Override
  public double getDouble(int row) {
    return doubles[row];
  }

  @Override
  public Decimal getDecimal(int row, int precision, int scale) {
    return nulls[row] ? null : Decimal.createUnsafe(longs[row], precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int row) {
    return nulls[row] ? null : strings.value(ints[row]);
  }

  @Override
  public byte getByte(int row) {
    throw absent();
  }

  @Override
  public float getFloat(int row) {
    throw absent();
  }

  @Override
  public ColumnarArray getArray(int row) {
    throw absent();
  }

  @Override
  public ColumnarMap getMap(int row) {
    throw absent();
  }

  @Override
  public byte[] getBinary(int row) {
    throw absent();
  }

  @Override
  public ColumnVector getChild(int ordinal) {
    throw absent();
  }

  private IllegalStateException absent() {
    return new IllegalStateException("no such value in a column of " + kind);
  }
}
