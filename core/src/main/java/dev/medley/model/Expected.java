package dev.medley.model;

/**
 * What one result column of a query must be.
 *
 * @param column name of the result column
 * @param min smallest accepted value
 * @param max largest accepted value
 * @param text as the catalogue states it: {@code 0.14 ± 0.035}
 */
public record Expected(String column, double min, double max, String text) {

  /** Whether a value is accepted; a missing value never is. */
  public boolean accepts(Double value) {
    return value != null && value >= min && value <= max;
  }
}
