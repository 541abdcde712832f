package dev.medley.model;

import java.math.BigDecimal;

/**
 * A number that drives a rule, set with {@code --set world.<rule>.<name>=…}.
 *
 * @param key {@code rule.name}
 * @param defaultValue value of the catalogue
 * @param min smallest allowed value
 * @param max largest allowed value
 * @param doc meaning and unit
 */
public record Param(String key, double defaultValue, double min, double max, String doc) {
  private static final double UNBOUNDED = 1e12;

  /** A probability or share between 0 and 1. */
  public static Param share(String key, double defaultValue, String doc) {
    return new Param(key, defaultValue, 0, 1, doc);
  }

  /** A number that may be 0 but not negative. */
  public static Param nonNegative(String key, double defaultValue, String doc) {
    return new Param(key, defaultValue, 0, UNBOUNDED, doc);
  }

  /** A number above 0. */
  public static Param positive(String key, double defaultValue, String doc) {
    return new Param(key, defaultValue, Double.MIN_NORMAL, UNBOUNDED, doc);
  }

  /** Name of the rule that the parameter belongs to. */
  public String rule() {
    return key.substring(0, key.indexOf('.'));
  }

  /** The allowed values in words: {@code 0 to 1}, {@code above 0}, {@code at least 10}. */
  public String range() {
    String floor = min == Double.MIN_NORMAL ? "above 0" : "at least " + text(min);
    if (max >= UNBOUNDED) {
      return floor;
    }
    return min == Double.MIN_NORMAL
        ? "above 0, at most " + text(max)
        : text(min) + " to " + text(max);
  }

  /** The default as people write it: {@code 55000}, not {@code 55000.0}. */
  public String defaultText() {
    return text(defaultValue);
  }

  private static String text(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
