package dev.medley.scenario.hospitalinventory;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/** Numbers of things. */
final class Counts {
  private Counts() {}

  static int poisson(UniformRandomProvider rng, double mean) {
    return mean <= 0 ? 0 : PoissonSampler.of(rng, mean).sample();
  }

  /** Poisson around a mean that is itself gamma distributed: variance m + m²/k. */
  static int negativeBinomial(UniformRandomProvider rng, double mean, double k) {
    return mean <= 0
        ? 0
        : poisson(rng, AhrensDieterMarsagliaTsangGammaSampler.of(rng, k, mean / k).sample());
  }

  /** How many of n are hit, each with a small chance; one logarithm where none is. */
  static int rare(UniformRandomProvider rng, int n, double chance) {
    if (n == 0 || chance <= 0) {
      return 0;
    }
    double logMiss = Math.log1p(-chance);
    int hits = 0;
    double at = Math.log(1 - rng.nextDouble()) / logMiss;
    while (at < n) {
      hits++;
      at += 1 + Math.floor(Math.log(1 - rng.nextDouble()) / logMiss) - (at - Math.floor(at));
    }
    return hits;
  }
}
