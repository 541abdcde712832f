package dev.medley.model;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/**
 * One column of a table, read off a record component.
 *
 * @param name snake_case; hidden columns start with an underscore
 * @param type its SQL type
 * @param nullable whether a clean value can be NULL
 * @param decimals decimals that a DOUBLE is rounded to, or -1 for as it is
 * @param key part of the row's key
 * @param hidden seen by mess stages only
 * @param neverRepeats written without a dictionary
 * @param filtered kept in Delta's file statistics
 * @param doc meaning, unit and allowed values
 * @param source names in the source ideas, or empty
 * @param references table that it is a foreign key of
 * @param accessor reads it from a record
 */
public record Column(
    String name,
    Type type,
    boolean nullable,
    int decimals,
    boolean key,
    boolean hidden,
    boolean neverRepeats,
    boolean filtered,
    String doc,
    String source,
    Optional<String> references,
    Method accessor) {

  /** Column types of the catalogue. */
  public enum Type {
    BIGINT("BIGINT"),
    INT("INT"),
    SMALLINT("SMALLINT"),
    DOUBLE("DOUBLE"),
    MONEY("DECIMAL(12,2)"),
    STRING("STRING"),
    BOOLEAN("BOOLEAN"),
    DATE("DATE"),
    TIMESTAMP_NTZ("TIMESTAMP_NTZ"),
    TIMESTAMP("TIMESTAMP");

    private final String sql;

    Type(String sql) {
      this.sql = sql;
    }

    /** The type as SQL writes it. */
    public String sql() {
      return sql;
    }
  }

  static Column of(RecordComponent component) {
    Class<?> java = component.getType();
    boolean hidden = component.isAnnotationPresent(Hidden.class);
    Doc doc = component.getAnnotation(Doc.class);
    Decimals decimals = component.getAnnotation(Decimals.class);
    References references = component.getAnnotation(References.class);
    return new Column(
        (hidden ? "_" : "") + snakeCase(component.getName()),
        type(component),
        !java.isPrimitive() && !component.isAnnotationPresent(Key.class),
        decimals == null ? -1 : decimals.value(),
        component.isAnnotationPresent(Key.class),
        hidden,
        component.isAnnotationPresent(NeverRepeats.class),
        component.isAnnotationPresent(Filtered.class),
        doc == null ? "" : doc.value(),
        doc == null ? "" : doc.source(),
        Optional.ofNullable(references).map(References::value),
        component.getAccessor());
  }

  private static Type type(RecordComponent component) {
    Class<?> java = component.getType();
    Sql sql = component.getAnnotation(Sql.class);
    if (sql != null) {
      boolean isInt = java == int.class || java == Integer.class;
      boolean isLong = java == long.class || java == Long.class;
      Type type =
          switch (sql.value()) {
            case DATE -> isInt ? Type.DATE : null;
            case WALL_CLOCK -> isLong ? Type.TIMESTAMP_NTZ : null;
            case INSTANT -> isLong ? Type.TIMESTAMP : null;
            case MONEY -> isLong ? Type.MONEY : null;
          };
      if (type != null) {
        return type;
      }
    } else if (java == long.class || java == Long.class) {
      return Type.BIGINT;
    } else if (java == int.class || java == Integer.class) {
      return Type.INT;
    } else if (java == short.class || java == Short.class) {
      return Type.SMALLINT;
    } else if (java == double.class || java == Double.class) {
      return Type.DOUBLE;
    } else if (java == boolean.class || java == Boolean.class) {
      return Type.BOOLEAN;
    } else if (java == String.class || java.isEnum()) {
      return Type.STRING;
    }
    throw new IllegalArgumentException(
        component.getDeclaringRecord().getSimpleName()
            + "."
            + component.getName()
            + ": no SQL type for "
            + java.getSimpleName());
  }

  /**
   * {@code doorToDocMinutes} becomes {@code door_to_doc_minutes}, {@code top5Share} {@code
   * top5_share}.
   */
  static String snakeCase(String camelCase) {
    return camelCase.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }
}
