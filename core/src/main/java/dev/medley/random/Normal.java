package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A normal distribution, cut to a range where the field knows one.
 *
 * @param mean of the uncut distribution
 * @param sd standard deviation of the uncut distribution
 * @param low smallest value
 * @param high largest value
 */
public record Normal(double mean, double sd, double low, double high) implements Distribution {

  public Normal {
    if (low >= high || mean + 6 * sd < low || mean - 6 * sd > high) {
      throw new IllegalArgumentException(
          "N(" + mean + ", " + sd + ") has nothing in " + low + ".." + high);
    }
  }

  public static Normal of(double mean, double sd) {
    return new Normal(mean, sd, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** One draw of mean 0 and standard deviation 1. */
  public static double standard(UniformRandomProvider rng) {
    return ZigguratSampler.NormalizedGaussian.of(rng).sample();
  }

  @Override
  public Normal cut(double lowest, double highest) {
    return new Normal(mean, sd, lowest, highest);
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    double x;
    do {
      x = mean + sd * standard(rng);
    } while (x < low || x > high);
    return x;
  }
}
