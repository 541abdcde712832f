package dev.medley.random;

/** What the parameters of a law must be. */
final class Checks {
  private Checks() {}

  /** The value, if it is above 0. */
  static double positive(String what, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(what + " must be above 0 and is " + value);
    }
    return value;
  }

  /** The value, if it is above 0 and below infinity. */
  static double positiveFinite(String what, double value) {
    if (value == Double.POSITIVE_INFINITY) {
      throw new IllegalArgumentException(what + " must be finite and is " + value);
    }
    return positive(what, value);
  }

  /** The value, if it is 0 or above, and below infinity. */
  static double notNegative(String what, double value) {
    if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException(what + " must be 0 or above and is " + value);
    }
    return value;
  }

  /** The value, if it is one of 0 to 1. */
  static double probability(String what, double value) {
    if (!(value >= 0 && value <= 1)) {
      throw new IllegalArgumentException(what + " must be in 0..1 and is " + value);
    }
    return value;
  }
}
