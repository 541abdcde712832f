package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * An exponential distribution: times between things that come at any moment with the same chance.
 *
 * @param mean in any unit; infinite if nothing ever comes
 */
public record Exponential(double mean) implements Distribution, Hazard {

  public Exponential {
    Checks.positive("the mean of an exponential", mean);
  }

  public static Exponential ofMean(double mean) {
    return new Exponential(mean);
  }

  public static Exponential ofMedian(double median) {
    return new Exponential(median / Math.log(2));
  }

  /**
   * The one of that hazard.
   *
   * @param rate how many in a unit of time, 0 if nothing ever comes
   */
  public static Exponential ofRate(double rate) {
    return new Exponential(1 / Checks.notNegative("a rate", rate));
  }

  /** One draw of mean 1. */
  public static double standard(UniformRandomProvider rng) {
    return ZigguratSampler.Exponential.of(rng).sample();
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    return mean * standard(rng);
  }

  @Override
  public double cumulative(double time) {
    return time / mean;
  }

  @Override
  public double timeAt(double cumulative) {
    return cumulative * mean;
  }
}
