package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A geometric distribution: how often something goes on before it stops, 0, 1, 2, …, with the same
 * chance each time. What happens at least once is 1 + this.
 *
 * @param mean 0 or above
 */
public record Geometric(double mean) implements CountDistribution {

  public Geometric {
    Checks.notNegative("the mean of a geometric", mean);
  }

  public static Geometric ofMean(double mean) {
    return new Geometric(mean);
  }

  /** The one that goes on with that chance each time, 0 to below 1; its mean is p/(1 − p). */
  public static Geometric goingOn(double chance) {
    Checks.probability("the chance to go on", chance);
    return new Geometric(chance / (1 - chance));
  }

  /** The one that stops with that chance each time; its mean is (1 − p)/p. */
  public static Geometric stopping(double chance) {
    return goingOn(1 - chance);
  }

  @Override
  public int sample(UniformRandomProvider rng) {
    // The whole part of an exponential of which exp(-1/scale) = mean/(1 + mean) goes on.
    double scale = 1 / Math.log1p(1 / mean);
    return (int) (scale * ZigguratSampler.Exponential.of(rng).sample());
  }
}
