package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;

/**
 * A beta distribution: shares and probabilities that differ between entities, 0 to 1.
 *
 * @param a weight of 1
 * @param b weight of 0; the mean is a/(a + b), and both below 1 makes all-or-nothing people
 */
public record Beta(double a, double b) implements Distribution {

  public Beta {
    Checks.positiveFinite("a of a beta", a);
    Checks.positiveFinite("b of a beta", b);
  }

  /**
   * The one of that mean and standard deviation.
   *
   * @param sd below √(mean (1 − mean)), the spread of a coin
   */
  public static Beta ofMeanAndSd(double mean, double sd) {
    Checks.positiveFinite("the standard deviation of a beta", sd);
    double concentration = mean * (1 - mean) / (sd * sd) - 1;
    if (!(concentration > 0)) {
      throw new IllegalArgumentException(
          "no share of mean " + mean + " has a standard deviation of " + sd);
    }
    return ofMeanAndConcentration(mean, concentration);
  }

  /**
   * The one of that mean.
   *
   * @param concentration a + b: how many cases the mean is worth
   */
  public static Beta ofMeanAndConcentration(double mean, double concentration) {
    return new Beta(mean * concentration, (1 - mean) * concentration);
  }

  public double mean() {
    return a / (a + b);
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    return ChengBetaSampler.of(rng, a, b).sample();
  }
}
