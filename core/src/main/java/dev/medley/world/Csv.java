package dev.medley.world;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Small reference tables that lie beside a class: drugs, codes, prices. The first line names the
 * columns in snake_case, and each is a component of the record: {@code unit_price} is {@code
 * unitPrice}. Lines that begin with # are comments and say where the figures come from.
 *
 * <pre>
 * record Drug(String name, Form form, double startShare, @Cents long price, boolean brand) {}
 * List&lt;Drug&gt; drugs = Csv.read(PbmClaims.class, "drugs.csv", Drug.class);
 * </pre>
 *
 * <p>Components are String, int, long, double, boolean (true or false), an enum, LocalDate (ISO), a
 * {@link Cents} long or an {@link EpochDay} int. An empty cell is null; where a number or a boolean
 * may be empty, the component is an Integer, Long, Double or Boolean.
 *
 * <p>Read it once for each simulator; nothing is kept.
 */
public final class Csv {

  /** An amount of money, 12.5 or 12.50, as cents in a long. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface Cents {}

  /** A date, 2024-07-04, as days since 1970-01-01 in an int. */
  @Retention(RetentionPolicy.RUNTIME)
  @Target(ElementType.RECORD_COMPONENT)
  public @interface EpochDay {}

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setCommentMarker('#')
          .setIgnoreEmptyLines(true)
          .setIgnoreSurroundingSpaces(true)
          .build();

  private Csv() {}

  /** The rows of a resource beside a class, in the order of the file. */
  public static <R extends Record> List<R> read(
      Class<?> beside, String resource, Class<R> rowType) {
    try (InputStream in = beside.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + resource + " beside " + beside.getName());
      }
      try (CSVParser lines = FORMAT.parse(new InputStreamReader(in, StandardCharsets.UTF_8))) {
        return rows(lines, resource, rowType);
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(resource + ": " + e.getMessage(), e);
    }
  }

  private static <R extends Record> List<R> rows(CSVParser lines, String resource, Class<R> rowType)
      throws IOException {
    RecordComponent[] components = rowType.getRecordComponents();
    int[] columns = columns(lines.getHeaderNames(), components, resource);
    Constructor<R> constructor = constructor(rowType, components);
    List<R> rows = new ArrayList<>();
    for (CSVRecord line : lines) {
      String where = resource + " line " + lines.getCurrentLineNumber();
      if (!line.isConsistent()) {
        throw new IllegalArgumentException(
            where + ": " + line.size() + " cells for " + columns.length + " columns");
      }
      Object[] values = new Object[components.length];
      for (int i = 0; i < values.length; i++) {
        String column = lines.getHeaderNames().get(columns[i]);
        values[i] = value(line.get(columns[i]), components[i], where + ", column " + column);
      }
      rows.add(row(constructor, values, where));
    }
    return List.copyOf(rows);
  }

  /** Where the column of each component is. */
  private static int[] columns(List<String> header, RecordComponent[] components, String resource) {
    List<String> names = header.stream().map(Csv::camelCase).toList();
    Set<String> missing = new TreeSet<>();
    Set<String> unknown = new TreeSet<>(names);
    int[] columns = new int[components.length];
    for (int i = 0; i < components.length; i++) {
      String name = components[i].getName();
      columns[i] = names.indexOf(name);
      if (columns[i] < 0) {
        missing.add(name);
      }
      unknown.remove(name);
    }
    if (!missing.isEmpty() || !unknown.isEmpty()) {
      throw new IllegalArgumentException(
          resource + " line 1: no column for " + missing + ", no component for " + unknown);
    }
    if (header.size() != columns.length) {
      throw new IllegalArgumentException(resource + " line 1: a column twice in " + header);
    }
    return columns;
  }

  private static String camelCase(String snakeCase) {
    StringBuilder camelCase = new StringBuilder();
    boolean isStart = false;
    for (int i = 0; i < snakeCase.length(); i++) {
      char c = snakeCase.charAt(i);
      if (c == '_') {
        isStart = true;
      } else {
        camelCase.append(isStart ? Character.toUpperCase(c) : c);
        isStart = false;
      }
    }
    return camelCase.toString();
  }

  private static Object value(String text, RecordComponent component, String where) {
    Class<?> type = component.getType();
    if (text.isEmpty()) {
      if (type.isPrimitive()) {
        throw new IllegalArgumentException(where + " is empty");
      }
      return null;
    }
    try {
      if (component.isAnnotationPresent(Cents.class)) {
        return new BigDecimal(text).movePointRight(2).longValueExact();
      }
      if (component.isAnnotationPresent(EpochDay.class)) {
        return Math.toIntExact(LocalDate.parse(text).toEpochDay());
      }
      return value(text, type);
    } catch (IllegalArgumentException | ArithmeticException | DateTimeException e) {
      throw new IllegalArgumentException(where + ": '" + text + "' is no " + meaning(component), e);
    }
  }

  private static Object value(String text, Class<?> type) {
    if (type == String.class) {
      return text;
    } else if (type == int.class || type == Integer.class) {
      return Integer.valueOf(text);
    } else if (type == long.class || type == Long.class) {
      return Long.valueOf(text);
    } else if (type == double.class || type == Double.class) {
      // Double.valueOf takes NaN, hexadecimals and a trailing d, too.
      return new BigDecimal(text).doubleValue();
    } else if (type == boolean.class || type == Boolean.class) {
      if (!text.equals("true") && !text.equals("false")) {
        throw new IllegalArgumentException(text);
      }
      return text.equals("true");
    } else if (type == LocalDate.class) {
      return LocalDate.parse(text);
    } else if (type.isEnum()) {
      for (Object constant : type.getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(text)) {
          return constant;
        }
      }
    }
    throw new IllegalArgumentException(text);
  }

  private static String meaning(RecordComponent component) {
    Class<?> type = component.getType();
    if (component.isAnnotationPresent(Cents.class)) {
      return "amount of money in whole cents";
    } else if (component.isAnnotationPresent(EpochDay.class) || type == LocalDate.class) {
      return "date";
    } else if (type.isEnum()) {
      return type.getSimpleName() + ", one of " + Arrays.toString(type.getEnumConstants());
    }
    return type.getSimpleName();
  }

  private static <R extends Record> Constructor<R> constructor(
      Class<R> rowType, RecordComponent[] components) {
    try {
      Constructor<R> constructor =
          rowType.getDeclaredConstructor(
              Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return constructor;
    } catch (NoSuchMethodException e) {
      throw new LinkageError(rowType + " is no record", e);
    }
  }

  /** A row, whose own checks may refuse it. */
  private static <R extends Record> R row(
      Constructor<R> constructor, Object[] values, String where) {
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      throw new IllegalArgumentException(where + ": " + e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException | IllegalArgumentException e) {
      throw new IllegalArgumentException(where + ": " + e.getMessage(), e);
    }
  }
}
