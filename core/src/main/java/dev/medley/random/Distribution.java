package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/** A law that amounts, times and shares follow. Costs next to nothing to make, so an entity may. */
public interface Distribution {

  double sample(UniformRandomProvider rng);

  /** The same, values outside the range drawn again: no heap of values at its ends. */
  default Distribution cut(double lowest, double highest) {
    return new Cut(this, lowest, highest);
  }
}
