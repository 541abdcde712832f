package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/** A law that counts follow: 0, 1, 2, … Costs next to nothing to make, so an entity may. */
public interface CountDistribution {

  int sample(UniformRandomProvider rng);

  /** The same, counts outside the range drawn again: no heap of counts at its ends. */
  default CountDistribution cut(int fewest, int most) {
    return new CutCount(this, fewest, most);
  }
}
