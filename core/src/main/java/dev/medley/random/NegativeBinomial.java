package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A negative binomial distribution: counts that spread wider than a Poisson's, because their rate
 * is itself a gamma.
 *
 * @param mean 0 or above
 * @param dispersion k: the variance is mean + mean²/k, so the smaller the wider
 */
public record NegativeBinomial(double mean, double dispersion) implements CountDistribution {

  public NegativeBinomial {
    Checks.notNegative("the mean of a negative binomial", mean);
    Checks.positiveFinite("the dispersion of a negative binomial", dispersion);
  }

  /**
   * The one of that mean.
   *
   * @param dispersion k: the variance is mean + mean²/k
   */
  public static NegativeBinomial ofMeanAndDispersion(double mean, double dispersion) {
    return new NegativeBinomial(mean, dispersion);
  }

  @Override
  public int sample(UniformRandomProvider rng) {
    if (mean == 0) {
      return 0;
    }
    return Poisson.sample(new Gamma(dispersion, mean / dispersion).sample(rng), rng);
  }
}
