package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import java.io.InputStream;
import java.lang.invoke.CallSite;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * What writes records into vectors. Each column has a class of its own, a copy of one of those
 * below: what its loop calls is then always the same, so that Java compiles it into the loop. With
 * loops shared by all columns of a type, to simulate and keep rows takes up to twice as long.
 */
final class ColumnWriters {
  private static final double[] POWERS_OF_TEN = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};
  private static final long MICROS_PER_SECOND = 1_000_000;

  /** For all blocks: each is a class, which Java would compile again. */
  private static final ConcurrentHashMap<Place, ColumnWriter> MADE = new ConcurrentHashMap<>();

  private static final ConcurrentHashMap<Method, Object> BOUND = new ConcurrentHashMap<>();

  private record Place(String table, Method accessor) {}

  private ColumnWriters() {}

  /** Writes one component of records into a vector. */
  interface ColumnWriter {

    /** Writes the first {@code count} of the records, from a row on. */
    void write(Object[] records, int count, Vector vector, int firstRow);
  }

  /** What writes a column that comes from the record. */
  static ColumnWriter of(Table<?> table, Column column) {
    return MADE.computeIfAbsent(
        new Place(table.name(), column.accessor()), place -> make(table, column));
  }

  private static ColumnWriter make(Table<?> table, Column column) {
    Class<?> java = column.accessor().getReturnType();
    if (java == long.class) {
      ToLongFunction<Object> from = bound(column, ToLongFunction.class, "applyAsLong", java);
      return copy(Longs.class, from, isTime(column) ? MICROS_PER_SECOND : 1);
    }
    if (java == int.class) {
      return copy(Ints.class, toInt(column));
    }
    if (java == short.class) {
      return copy(Shorts.class, toInt(column));
    }
    if (java == double.class) {
      ToDoubleFunction<Object> from = bound(column, ToDoubleFunction.class, "applyAsDouble", java);
      return copy(Doubles.class, from, column.decimals());
    }
    if (java == boolean.class) {
      Predicate<Object> from = bound(column, Predicate.class, "test", java);
      return copy(Booleans.class, from);
    }
    Function<Object, Object> from = bound(column, Function.class, "apply", Object.class);
    boolean isOneOfKey = column.key() && table.keyColumns().size() > 1;
    return copy(Objects.class, from, table.name(), column, isOneOfKey);
  }

  /**
   * An instance of a new class with the code of another one, which must not name itself as a record
   * does: the copy has another name.
   */
  private static ColumnWriter copy(Class<? extends ColumnWriter> code, Object... arguments) {
    String file = code.getName().substring(code.getPackageName().length() + 1) + ".class";
    try (InputStream bytes = code.getResourceAsStream(file)) {
      MethodHandles.Lookup own =
          MethodHandles.lookup()
              .defineHiddenClass(
                  bytes.readAllBytes(), true, MethodHandles.Lookup.ClassOption.NESTMATE);
      Constructor<?> only = own.lookupClass().getDeclaredConstructors()[0];
      return (ColumnWriter) own.unreflectConstructor(only).invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException("cannot copy " + file, e);
    }
  }

  static final class Longs implements ColumnWriter {
    private final ToLongFunction<Object> from;
    private final long unit;

    Longs(ToLongFunction<Object> from, long unit) {
      this.from = from;
      this.unit = unit;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        vector.longs[firstRow + i] = from.applyAsLong(records[i]) * unit;
      }
    }
  }

  static final class Ints implements ColumnWriter {
    private final ToIntFunction<Object> from;

    Ints(ToIntFunction<Object> from) {
      this.from = from;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        vector.ints[firstRow + i] = from.applyAsInt(records[i]);
      }
    }
  }

  static final class Shorts implements ColumnWriter {
    private final ToIntFunction<Object> from;

    Shorts(ToIntFunction<Object> from) {
      this.from = from;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        vector.shorts[firstRow + i] = (short) from.applyAsInt(records[i]);
      }
    }
  }

  static final class Doubles implements ColumnWriter {
    private final ToDoubleFunction<Object> from;
    private final int decimals;

    Doubles(ToDoubleFunction<Object> from, int decimals) {
      this.from = from;
      this.decimals = decimals;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        vector.doubles[firstRow + i] = rounded(from.applyAsDouble(records[i]), decimals);
      }
    }
  }

  static final class Booleans implements ColumnWriter {
    private final Predicate<Object> from;

    Booleans(Predicate<Object> from) {
      this.from = from;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        vector.booleans[firstRow + i] = from.test(records[i]);
      }
    }
  }

  /** Whatever can be NULL, and strings. */
  static final class Objects implements ColumnWriter {
    private final Function<Object, Object> from;
    private final String table;
    private final Column column;
    private final boolean isOneOfKey;

    Objects(Function<Object, Object> from, String table, Column column, boolean isOneOfKey) {
      this.from = from;
      this.table = table;
      this.column = column;
      this.isOneOfKey = isOneOfKey;
    }

    @Override
    public void write(Object[] records, int count, Vector vector, int firstRow) {
      for (int i = 0; i < count; i++) {
        Object value = from.apply(records[i]);
        if (value != null) {
          put(value, vector, firstRow + i);
        } else if (column.key()) {
          throw new IllegalStateException(table + "." + column.name() + " is null in a key");
        } else {
          vector.setNull(firstRow + i);
        }
      }
    }

    private void put(Object value, Vector vector, int row) {
      switch (column.type()) {
        case TIMESTAMP, TIMESTAMP_NTZ -> vector.longs[row] = (Long) value * MICROS_PER_SECOND;
        case BIGINT, MONEY -> vector.longs[row] = (Long) value;
        case INT, DATE -> vector.ints[row] = (Integer) value;
        case SMALLINT -> vector.shorts[row] = (Short) value;
        case DOUBLE -> vector.doubles[row] = rounded((Double) value, column.decimals());
        case BOOLEAN -> vector.booleans[row] = (Boolean) value;
        case STRING -> vector.ints[row] = vector.strings.code(text(value));
      }
    }

    /** The answer key joins the columns of a key by {@code |}. */
    private String text(Object value) {
      String text = value instanceof Enum<?> e ? e.name() : (String) value;
      if (isOneOfKey && text.indexOf('|') >= 0) {
        throw new IllegalStateException(
            table + "." + column.name() + " '" + text + "' holds a | in a key of several columns");
      }
      return text;
    }
  }

  private static boolean isTime(Column column) {
    return column.type() == Column.Type.TIMESTAMP || column.type() == Column.Type.TIMESTAMP_NTZ;
  }

  private static double rounded(double value, int decimals) {
    if (decimals < 0) {
      return value;
    }
    double power = POWERS_OF_TEN[decimals];
    return Math.floor(value * power + 0.5) / power;
  }

  /** Reads a whole number from a record. */
  static ToIntFunction<Object> toInt(Column column) {
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
