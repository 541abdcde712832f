package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A law of counts whose values outside a range are drawn again.
 *
 * @param fewest smallest count
 * @param most largest count
 */
record CutCount(CountDistribution law, int fewest, int most) implements CountDistribution {
  /** Draws after which nothing seems to lie in the range. */
  private static final int MOST_DRAWS = 1_000_000;

  CutCount {
    if (fewest > most || most < 0) {
      throw new IllegalArgumentException(law + " has nothing in " + fewest + ".." + most);
    }
  }

  @Override
  public int sample(UniformRandomProvider rng) {
    for (int i = 0; i < MOST_DRAWS; i++) {
      int n = law.sample(rng);
      if (n >= fewest && n <= most) {
        return n;
      }
    }
    throw new IllegalArgumentException(law + " has next to nothing in " + fewest + ".." + most);
  }
}
