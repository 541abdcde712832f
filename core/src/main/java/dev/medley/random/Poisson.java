package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.KempSmallMeanPoissonSampler;
import org.apache.commons.rng.sampling.distribution.LargeMeanPoissonSampler;

/**
 * A Poisson distribution: how many come of things that come one by one.
 *
 * <p>Below a mean of 40 a draw takes a single uniform number and rises with it and with the mean: a
 * day with a rule on has at least the cases that it has with the rule off.
 *
 * @param mean 0 or above
 */
public record Poisson(double mean) implements CountDistribution {
  private static final double SMALL = 40;

  public Poisson {
    Checks.notNegative("the mean of a Poisson", mean);
  }

  public static Poisson ofMean(double mean) {
    return new Poisson(mean);
  }

  @Override
  public int sample(UniformRandomProvider rng) {
    return sample(mean, rng);
  }

  /** One draw of a mean that is used once; 0 for a mean of 0. */
  public static int sample(double mean, UniformRandomProvider rng) {
    if (mean == 0) {
      return 0;
    }
    return mean < SMALL
        ? KempSmallMeanPoissonSampler.of(rng, mean).sample()
        : LargeMeanPoissonSampler.of(rng, mean).sample();
  }
}
