package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/**
 * A gamma distribution: rates that differ between people, desks and days, waits made of several
 * stages. {@code ofMeanAndShape(1, 0.5)} is "gamma(.5), mean 1".
 *
 * @param shape 1/cv²; 1 is the exponential distribution, and below 1 most are near 0
 * @param scale mean/shape
 */
public record Gamma(double shape, double scale) implements Distribution {

  public Gamma {
    Checks.positiveFinite("the shape of a gamma", shape);
    Checks.positiveFinite("the scale of a gamma", scale);
  }

  /**
   * The one of that mean and coefficient of variation.
   *
   * @param cv standard deviation as a share of the mean
   */
  public static Gamma ofMeanAndCv(double mean, double cv) {
    Checks.positiveFinite("the coefficient of variation of a gamma", cv);
    return ofMeanAndShape(mean, 1 / (cv * cv));
  }

  public static Gamma ofMeanAndShape(double mean, double shape) {
    Checks.positiveFinite("the mean of a gamma", mean);
    return new Gamma(shape, mean / shape);
  }

  public double mean() {
    return shape * scale;
  }

  @Override
  public double sample(UniformRandomProvider rng) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, scale).sample();
  }
}
