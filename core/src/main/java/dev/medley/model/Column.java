package dev.medley.model;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One column of a table, read off a record component and its line in {@link Columns}.
 *
 * @param name snake_case; hidden columns start with an underscore
 * @param type its SQL type
 * @param nullable whether a clean value can be NULL
 * @param decimals decimals that a DOUBLE is rounded to, or -1 for as it is
 * @param precision digits of a MONEY column, the decimals among them
 * @param scale decimals of a MONEY column
 * @param bytes average size of a text that is longer than a code, or 0
 * @param key part of the row's key
 * @param hidden seen by mess stages only
 * @param neverRepeats written without a dictionary
 * @param filtered kept in Delta's file statistics
 * @param doc meaning, unit and allowed values
 * @param source names in the source ideas, or empty
 * @param references table that it is a foreign key of
 * @param accessor reads it from a record; null for a column that the engine fills
 */
public record Column(
    String name,
    Type type,
    boolean nullable,
    int decimals,
    int precision,
    int scale,
    int bytes,
    boolean key,
    boolean hidden,
    boolean neverRepeats,
    boolean filtered,
    String doc,
    String source,
    Optional<String> references,
    Method accessor) {

  /** The column that the engine fills with the region of the cell. */
  public static final String REGION = "region";

  private static final int MOST_DECIMALS = 6;
  private static final int MOST_DIGITS = 18;
  private static final Pattern DECIMALS = Pattern.compile("([0-9]) decimals?");
  private static final Pattern MONEY = Pattern.compile("money(?:\\(([0-9]+),([0-9]+)\\))?");
  private static final Pattern BYTES = Pattern.compile("([0-9]+) bytes");

  /** Column types of the catalogue. */
  public enum Type {
    BIGINT,
    INT,
    SMALLINT,
    DOUBLE,
    MONEY,
    STRING,
    BOOLEAN,
    DATE,
    TIMESTAMP_NTZ,
    TIMESTAMP
  }

  /**
   * Whether every clean row has a value here. A type that can be empty does not mean that it ever
   * is: the meaning says when, with the word NULL, and every scenario's contract holds it to that.
   */
  public boolean isAlwaysThere() {
    return !nullable || !doc.contains("NULL");
  }

  /** The only values of a clean row: the constants of an enum; empty where the type is another. */
  public List<String> values() {
    return accessor != null && accessor.getReturnType().isEnum()
        ? Arrays.stream(accessor.getReturnType().getEnumConstants())
            .map(constant -> ((Enum<?>) constant).name())
            .toList()
        : List.of();
  }

  /** The type as SQL writes it. */
  public String sqlType() {
    return type == Type.MONEY ? "DECIMAL(" + precision + "," + scale + ")" : type.name();
  }

  /** A column that the engine fills. */
  public static Column filled(String name, Type type, String doc) {
    return new Column(
        name,
        type,
        false,
        -1,
        0,
        0,
        0,
        false,
        false,
        false,
        false,
        doc,
        "",
        Optional.empty(),
        null);
  }

  /** The columns of a record class, in the order of its lines. */
  static List<Column> of(Class<? extends Record> rowClass) {
    Columns text = rowClass.getAnnotation(Columns.class);
    if (text == null) {
      throw new IllegalArgumentException(rowClass.getName() + " has no @Columns");
    }
    Map<String, RecordComponent> components = new LinkedHashMap<>();
    for (RecordComponent component : rowClass.getRecordComponents()) {
      components.put(snakeCase(component.getName()), component);
    }
    List<Column> columns = new ArrayList<>();
    for (String line : lines(text.value())) {
      try {
        columns.add(of(line, components));
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(
            rowClass.getName() + ": " + e.getMessage() + ": " + line, e);
      }
    }
    if (!components.isEmpty()) {
      throw new IllegalArgumentException(
          rowClass.getName() + " has no line for " + String.join(", ", components.keySet()));
    }
    return columns;
  }

  /** One line a column: those that begin with a bar belong to the meaning of the one before. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
      if (line.startsWith("|") && !lines.isEmpty()) {
        int last = lines.size() - 1;
        lines.set(last, lines.get(last) + " " + line.substring(1).strip());
      } else {
        lines.add(line);
      }
    }
    return lines;
  }

  private static Column of(String line, Map<String, RecordComponent> components) {
    List<String> parts = Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    if (parts.size() < 3 || parts.size() > 4 || parts.get(2).isEmpty()) {
      throw new IllegalArgumentException("not name | marks | meaning | source");
    }
    String name = parts.get(0);
    boolean isHidden = name.startsWith("_");
    RecordComponent component = components.remove(isHidden ? name.substring(1) : name);
    if (component == null) {
      if (name.equals(REGION)) {
        return filled(REGION, Type.STRING, parts.get(2));
      }
      throw new IllegalArgumentException("no such component");
    }
    List<String> marks = new ArrayList<>(Arrays.asList(parts.get(1).split(",(?![0-9])")));
    marks.replaceAll(String::strip);
    marks.removeIf(String::isEmpty);
    boolean isKey = marks.remove("key");
    boolean neverRepeats = marks.remove("distinct");
    boolean filtered = marks.remove("filtered");
    if (filtered && isOne(component.getType(), boolean.class, Boolean.class)) {
      throw new IllegalArgumentException("filtered: Delta keeps no range of a BOOLEAN");
    }
    Optional<String> references =
        marks.stream().filter(m -> m.startsWith("->")).map(m -> m.substring(2).strip()).findFirst();
    marks.removeIf(m -> m.startsWith("->"));
    Class<?> java = component.getType();
    int decimals = -1;
    int precision = 0;
    int scale = 0;
    int bytes = 0;
    Type type = null;
    for (String mark : marks) {
      Matcher decimal = DECIMALS.matcher(mark);
      Matcher money = MONEY.matcher(mark);
      Matcher size = BYTES.matcher(mark);
      if (decimal.matches() && isOne(java, double.class, Double.class)) {
        decimals = Integer.parseInt(decimal.group(1));
      } else if (money.matches() && isOne(java, long.class, Long.class)) {
        type = Type.MONEY;
        precision = money.group(1) == null ? 12 : Integer.parseInt(money.group(1));
        scale = money.group(2) == null ? 2 : Integer.parseInt(money.group(2));
      } else if (size.matches() && java == String.class) {
        bytes = Integer.parseInt(size.group(1));
      } else if (mark.equals("date") && isOne(java, int.class, Integer.class)) {
        type = Type.DATE;
      } else if (mark.equals("wall clock") && isOne(java, long.class, Long.class)) {
        type = Type.TIMESTAMP_NTZ;
      } else if (mark.equals("instant") && isOne(java, long.class, Long.class)) {
        type = Type.TIMESTAMP;
      } else {
        throw new IllegalArgumentException("'" + mark + "' is no mark of " + java.getSimpleName());
      }
    }
    if (decimals > MOST_DECIMALS || precision > MOST_DIGITS || scale > precision) {
      throw new IllegalArgumentException("more digits than can be kept");
    }
    return new Column(
        name,
        type == null ? typeOf(java) : type,
        !java.isPrimitive() && !isKey,
        decimals,
        precision,
        scale,
        bytes,
        isKey,
        isHidden,
        neverRepeats,
        filtered,
        parts.get(2),
        parts.size() == 4 ? parts.get(3) : "",
        references,
        component.getAccessor());
  }

  private static boolean isOne(Class<?> java, Class<?> primitive, Class<?> boxed) {
    return java == primitive || java == boxed;
  }

  private static Type typeOf(Class<?> java) {
    if (isOne(java, long.class, Long.class)) {
      return Type.BIGINT;
    }
    if (isOne(java, int.class, Integer.class)) {
      return Type.INT;
    }
    if (isOne(java, short.class, Short.class)) {
      return Type.SMALLINT;
    }
    if (isOne(java, double.class, Double.class)) {
      return Type.DOUBLE;
    }
    if (isOne(java, boolean.class, Boolean.class)) {
      return Type.BOOLEAN;
    }
    if (java == String.class || java.isEnum()) {
      return Type.STRING;
    }
    throw new IllegalArgumentException("no SQL type for " + java.getSimpleName());
  }

  /**
   * {@code doorToDocMinutes} becomes {@code door_to_doc_minutes}, {@code top5Share} {@code
   * top5_share}.
   */
  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
