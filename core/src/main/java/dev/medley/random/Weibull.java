package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A Weibull distribution: lives of parts, patience, times to relapse.
 *
 * @param scale time that 37 % survive, in any unit
 * @param shape above 1 the hazard grows with time (wear), below 1 it falls (early failures)
 */
public record Weibull(double scale, double shape) implements Distribution, Hazard {

  public Weibull {
    Checks.positiveFinite("the scale of a Weibull", scale);
    Checks.positiveFinite("the shape of a Weibull", shape);
  }

  public static Weibull ofScaleAndShape(double scale, double shape) {
    return new Weibull(scale, shape);
  }

  public static Weibull ofMedianAndShape(double median, double shape) {
    return new Weibull(median / Math.pow(Math.log(2), 1 / shape), shape);
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    return timeAt(ZigguratSampler.Exponential.of(rng).sample());
  }

  @Override
  public double cumulative(double time) {
    return Math.pow(time / scale, shape);
  }

  @Override
  public double timeAt(double cumulative) {
    return scale * Math.pow(cumulative, 1 / shape);
  }
}
