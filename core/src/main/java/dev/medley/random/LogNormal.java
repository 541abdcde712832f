package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A log-normal distribution, given as the field gives it: by its median and its 90th percentile.
 *
 * @param mu mean of the logarithm
 * @param sigma standard deviation of the logarithm
 */
public record LogNormal(double mu, double sigma) {
  /** 90th percentile of the standard normal distribution. */
  private static final double Z90 = 1.2815515655446004;

  public static LogNormal ofMedianAndP90(double median, double p90) {
    return new LogNormal(Math.log(median), Math.log(p90 / median) / Z90);
  }

  public static LogNormal ofMedianAndSigma(double median, double sigma) {
    return new LogNormal(Math.log(median), sigma);
  }

  public double sample(UniformRandomProvider rng) {
    return Math.exp(mu + sigma * ZigguratSampler.NormalizedGaussian.of(rng).sample());
  }
}
