package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A law whose values outside a range are drawn again.
 *
 * @param low smallest value
 * @param high largest value
 */
record Cut(Distribution law, double low, double high) implements Distribution {
  /** Draws after which nothing seems to lie in the range. */
  private static final int MOST_DRAWS = 1_000_000;

  Cut {
    if (!(low < high)) {
      throw new IllegalArgumentException(law + " has nothing in " + low + ".." + high);
    }
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      double x = law.sample(rng);
      if (x >= low && x <= high) {
        return x;
      }
    }
    throw new IllegalArgumentException(law + " has next to nothing in " + low + ".." + high);
  }
}
