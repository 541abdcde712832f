package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Puts records into batches, some records at a time and of those column by column, so that what is
 * called stays the same for a while. Only the columns asked for are read from a record; their
 * accessors are bound once.
 */
final class RowWriter {
  private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final long MICROS_PER_SECOND = 1_000_000;

  /**
   * What reads an accessor, for all writers: each is a class, which Java would compile again for
   * every block.
   */
  private static final ConcurrentHashMap<Method, Object> BOUND = new ConcurrentHashMap<>();

  /** Writes one component of some records into a vector, from a row on. */
  private interface Cells {
    void write(Object[] records, int count, Vector vector, int firstRow);
  }

  private final Cells[] cells;
  private final int[] positions;
  private final int monthPosition;

  RowWriter(Table<?> table, List<Column> columns) {
    this.cells = new Cells[(int) columns.stream().filter(c -> c.accessor() != null).count()];
    this.positions = new int[cells.length];
    int month = -1;
    int i = 0;
    for (int c = 0; c < columns.size(); c++) {
      if (columns.get(c).accessor() == null) {
        month = c;
      } else {
        positions[i] = c;
        cells[i++] = cells(table, columns.get(c));
      }
    }
    this.monthPosition = month;
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
    for (int i = 0; i < cells.length; i++) {
      cells[i].write(batch.unsettled, count, batch.vectors[positions[i]], firstRow);
    }
    if (monthPosition >= 0) {
      Arrays.fill(batch.vectors[monthPosition].ints, firstRow, batch.rows, batch.folder);
    }
    Arrays.fill(batch.unsettled, 0, count, null);
    batch.unsettledRows = 0;
  }

  /** Reads the event date of a dated table's record. */
  static ToIntFunction<Object> eventDate(Table<?> table) {
    return toInt(table.column("event_date"));
  }

  private static Cells cells(Table<?> table, Column column) {
    Class<?> java = column.accessor().getReturnType();
    if (java == long.class) {
      ToLongFunction<Object> from = bound(column, ToLongFunction.class, "applyAsLong", long.class);
      long unit = isTime(column) ? MICROS_PER_SECOND : 1;
      return (records, count, vector, firstRow) -> {
        for (int i = 0; i < count; i++) {
          vector.longs[firstRow + i] = from.applyAsLong(records[i]) * unit;
        }
      };
    }
    if (java == int.class) {
      ToIntFunction<Object> from = toInt(column);
      return (records, count, vector, firstRow) -> {
        for (int i = 0; i < count; i++) {
          vector.ints[firstRow + i] = from.applyAsInt(records[i]);
        }
      };
    }
    if (java == short.class) {
      ToIntFunction<Object> from = toInt(column);
      return (records, count, vector, firstRow) -> {
        for (int i = 0; i < count; i++) {
          vector.shorts[firstRow + i] = (short) from.applyAsInt(records[i]);
        }
      };
    }
    if (java == double.class) {
      ToDoubleFunction<Object> from =
          bound(column, ToDoubleFunction.class, "applyAsDouble", double.class);
      int decimals = column.decimals();
      return (records, count, vector, firstRow) -> {
        for (int i = 0; i < count; i++) {
          vector.doubles[firstRow + i] = rounded(from.applyAsDouble(records[i]), decimals);
        }
      };
    }
    if (java == boolean.class) {
      Predicate<Object> from = bound(column, Predicate.class, "test", boolean.class);
      return (records, count, vector, firstRow) -> {
        for (int i = 0; i < count; i++) {
          vector.booleans[firstRow + i] = from.test(records[i]);
        }
      };
    }
    Function<Object, Object> from = bound(column, Function.class, "apply", Object.class);
    return (records, count, vector, firstRow) -> {
      for (int i = 0; i < count; i++) {
        Object value = from.apply(records[i]);
        if (value != null) {
          put(value, column, vector, firstRow + i);
        } else if (column.key()) {
          throw new IllegalStateException(table.name() + "." + column.name() + " is null in a key");
        } else {
          vector.setNull(firstRow + i);
        }
      }
    };
  }

  private static void put(Object value, Column column, Vector vector, int row) {
    switch (column.type()) {
      case TIMESTAMP, TIMESTAMP_NTZ -> vector.longs[row] = (Long) value * MICROS_PER_SECOND;
      case BIGINT, MONEY -> vector.longs[row] = (Long) value;
      case INT, DATE -> vector.ints[row] = (Integer) value;
      case SMALLINT -> vector.shorts[row] = (Short) value;
      case DOUBLE -> vector.doubles[row] = rounded((Double) value, column.decimals());
      case BOOLEAN -> vector.booleans[row] = (Boolean) value;
      case STRING ->
          vector.ints[row] =
              vector.strings.code(value instanceof Enum<?> e ? e.name() : (String) value);
    }
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

  private static ToIntFunction<Object> toInt(Column column) {
    return bound(column, ToIntFunction.class, "applyAsInt", int.class);
  }

  /** A functional interface's instance that calls the record's accessor without reflection. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <F> F bound(Column column, Class<?> functional, String method, Class<?> returned) {
    return (F)
        BOUND.computeIfAbsent(
            column.accessor(), accessor -> bind(accessor, functional, method, returned));
  }

  private static Object bind(
      Method accessor, Class<?> functional, String method, Class<?> returned) {
    try {
      MethodHandles.Lookup lookup =
          MethodHandles.privateLookupIn(accessor.getDeclaringClass(), MethodHandles.lookup());
      MethodHandle handle = lookup.unreflect(accessor);
      MethodType own = handle.type();
      CallSite site =
          LambdaMetafactory.metafactory(
              lookup,
              method,
              MethodType.methodType(functional),
              MethodType.methodType(returned, Object.class),
              handle,
              returned.isPrimitive() ? own.changeReturnType(returned) : own);
      return site.getTarget().invoke();
    } catch (Throwable e) {
      throw new IllegalStateException("cannot read " + accessor, e);
    }
  }
}
