package dev.medley.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The SQL type of a component where its Java type does not tell.
 *
 * <p>Without it: {@code long} BIGINT, {@code int} INT, {@code short} SMALLINT, {@code double}
 * DOUBLE, {@code boolean} BOOLEAN, {@code String} and enums STRING. Boxed types are nullable.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Sql {
  Type value();

  /** How a Java value stands for a SQL value that Java's primitives lack. */
  enum Type {
    /** DATE, as an {@code int} of days since 1970-01-01. */
    DATE,
    /** TIMESTAMP_NTZ, the facility's wall clock, as a {@code long} of seconds since 1970-01-01. */
    WALL_CLOCK,
    /** TIMESTAMP, a UTC instant, as a {@code long} of seconds since 1970-01-01. */
    INSTANT,
    /** DECIMAL(12,2), as a {@code long} of cents. */
    MONEY
  }
}
