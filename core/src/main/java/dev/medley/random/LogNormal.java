package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A log-normal distribution, given as the field gives it: by its median and its 90th percentile.
 *
 * @param mu mean of the logarithm
 * @param sigma standard deviation of the logarithm
 * @param low smallest value
 * @param high largest value
 */
public record LogNormal(double mu, double sigma, double low, double high) implements Distribution {
  /** 90th percentile of the standard normal distribution. */
  private static final double Z90 = 1.2815515655446004;

  public LogNormal {
    if (low >= high || Math.exp(mu + 6 * sigma) < low || Math.exp(mu - 6 * sigma) > high) {
      throw new IllegalArgumentException(
          "a log-normal of median " + Math.exp(mu) + " has nothing in " + low + ".." + high);
    }
  }

  public static LogNormal ofMedianAndP90(double median, double p90) {
    return ofMedianAndSigma(median, Math.log(p90 / median) / Z90);
  }

  public static LogNormal ofMedianAndSigma(double median, double sigma) {
    return new LogNormal(Math.log(median), sigma, 0, Double.POSITIVE_INFINITY);
  }

  /** The one of that mean. */
  public static LogNormal ofMeanAndSigma(double mean, double sigma) {
    return ofMedianAndSigma(mean * Math.exp(-sigma * sigma / 2), sigma);
  }

  @Override
  public LogNormal cut(double lowest, double highest) {
    return new LogNormal(mu, sigma, lowest, highest);
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    double x;
    do {
      x = Math.exp(mu + sigma * ZigguratSampler.NormalizedGaussian.of(rng).sample());
    } while (x < low || x > high);
    return x;
  }
}
