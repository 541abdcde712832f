package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Puts records into batches, column by column. Only the columns asked for are read from the record;
 * the accessors are bound once, so a row costs a virtual call a column.
 */
final class RowWriter {
  private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** Writes one component of a record into a row of a vector. */
  private interface Cell {
    void write(Object record, Vector vector, int row);
  }

  private final Cell[] cells;
  private final int[] positions;
  private final int monthPosition;

  RowWriter(Table<?> table, List<Column> columns) {
    MethodHandles.Lookup lookup = lookupIn(table.rowClass());
    this.cells = new Cell[(int) columns.stream().filter(c -> c.accessor() != null).count()];
    this.positions = new int[cells.length];
    int month = -1;
    int i = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).accessor() == null) {
        month = c;
      } else {
        positions[i] = c;
        cells[i++] = cell(lookup, table, columns.get(c));
      }
    }
    this.monthPosition = month;
  }

  /** Appends a record to the batch. */
  void append(Object record, Batch batch) {
    int row = batch.rows;
    for (int i = 0; i < cells.length; i++) {
      cells[i].write(record, batch.vectors[positions[i]], row);
    }
    if (monthPosition >= 0) {
      batch.vectors[monthPosition].ints[row] = batch.folder;
    }
    batch.rows = row + 1;
  }

  /** Reads the event date of a dated table's record. */
  static ToIntFunction<Object> eventDate(Table<?> table) {
    return toInt(lookupIn(table.rowClass()), table.column("event_date"));
  }

  private static Cell cell(MethodHandles.Lookup lookup, Table<?> table, Column column) {
    Class<?> java = column.accessor().getReturnType();
    if (java == long.class) {
      ToLongFunction<Object> from =
          bind(lookup, column, ToLongFunction.class, "applyAsLong", long.class);
      return isTime(column)
          ? (record, vector, row) ->
              vector.longs[row] = from.applyAsLong(record) * MICROS_PER_SECOND
          : (record, vector, row) -> vector.longs[row] = from.applyAsLong(record);
    }
    if (java == int.class) {
      ToIntFunction<Object> from = toInt(lookup, column);
      return (record, vector, row) -> vector.ints[row] = from.applyAsInt(record);
    }
    if (java == short.class) {
      ToIntFunction<Object> from = toInt(lookup, column);
      return (record, vector, row) -> vector.shorts[row] = (short) from.applyAsInt(record);
    }
    if (java == double.class) {
      ToDoubleFunction<Object> from =
          bind(lookup, column, ToDoubleFunction.class, "applyAsDouble", double.class);
      int decimals = column.decimals();
      return (record, vector, row) ->
          vector.doubles[row] = rounded(from.applyAsDouble(record), decimals);
    }
    if (java == boolean.class) {
      Predicate<Object> from = bind(lookup, column, Predicate.class, "test", boolean.class);
      return (record, vector, row) -> vector.booleans[row] = from.test(record);
    }
    Function<Object, Object> from = bind(lookup, column, Function.class, "apply", Object.class);
    Cell write = boxed(from, column, java);
    return column.key() ? mandatory(from, write, table, column) : write;
  }

  private static Cell boxed(Function<Object, Object> from, Column column, Class<?> java) {
    int decimals = column.decimals();
    return switch (column.type()) {
      case TIMESTAMP, TIMESTAMP_NTZ ->
          nullable(from, (v, row, x) -> v.longs[row] = (Long) x * MICROS_PER_SECOND);
      case BIGINT, MONEY -> nullable(from, (v, row, x) -> v.longs[row] = (Long) x);
      case INT, DATE -> nullable(from, (v, row, x) -> v.ints[row] = (Integer) x);
      case SMALLINT -> nullable(from, (v, row, x) -> v.shorts[row] = (Short) x);
      case DOUBLE -> nullable(from, (v, row, x) -> v.doubles[row] = rounded((Double) x, decimals));
      case BOOLEAN -> nullable(from, (v, row, x) -> v.booleans[row] = (Boolean) x);
      case STRING ->
          java == String.class
              ? nullable(from, (v, row, x) -> v.ints[row] = v.strings.code((String) x))
              : nullable(from, (v, row, x) -> v.ints[row] = v.strings.code(((Enum<?>) x).name()));
    };
  }

  /** Puts a value that is not null into a vector. */
  private interface Put {
    void put(Vector vector, int row, Object value);
  }

  private static Cell nullable(Function<Object, Object> from, Put put) {
    return (record, vector, row) -> {
      Object value = from.apply(record);
      if (value == null) {
        vector.setNull(row);
      } else {
        put.put(vector, row, value);
      }
    };
  }

  private static Cell mandatory(
      Function<Object, Object> from, Cell write, Table<?> table, Column column) {
    return (record, vector, row) -> {
      if (from.apply(record) == null) {
        throw new IllegalStateException(table.name() + "." + column.name() + " is null in a key");
      }
      write.write(record, vector, row);
    };
  }

  private static boolean isTime(Column column) {
    return column.type() == Column.Type.TIMESTAMP || column.type() == Column.Type.TIMESTAMP_NTZ;
  }

  static double rounded(double value, int decimals) {
    if (decimals < 0) {
      return value;
    }
    double power = POWERS_OF_TEN[decimals];
    return Math.floor(value * power + 0.5) / power;
  }

  private static ToIntFunction<Object> toInt(MethodHandles.Lookup lookup, Column column) {
    return bind(lookup, column, ToIntFunction.class, "applyAsInt", int.class);
  }

  private static MethodHandles.Lookup lookupIn(Class<?> rowClass) {
    try {
      return MethodHandles.privateLookupIn(rowClass, MethodHandles.lookup());
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A functional interface's instance that calls the record's accessor without reflection. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <F> F bind(
      MethodHandles.Lookup lookup,
      Column column,
      Class<?> functional,
      String method,
      Class<?> returned) {
    try {
      MethodHandle accessor = lookup.unreflect(column.accessor());
      MethodType own = accessor.type();
      CallSite site =
          LambdaMetafactory.metafactory(
              lookup,
              method,
              MethodType.methodType(functional),
              MethodType.methodType(returned, Object.class),
              accessor,
              returned.isPrimitive() ? own.changeReturnType(returned) : own);
      return (F) site.getTarget().invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + column.accessor(), e);
    }
  }
}
