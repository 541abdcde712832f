package dev.medley.world;

import dev.medley.random.Dirichlet;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Habits that make a person, a desk or a hospital the same one tomorrow. Each is drawn once from
 * the entity's own stream, {@code streams.named("persona.hour").at(id)}, and drawn again, the same,
 * wherever it is needed.
 */
public final class Persona {
  private Persona() {}

  /** An own factor of mean 1 whose logarithm has the standard deviation {@code sigma}. */
  public static double factor(UniformRandomProvider rng, double sigma) {
    return Math.exp(
        sigma * ZigguratSampler.NormalizedGaussian.of(rng).sample() - sigma * sigma / 2);
  }

  /** An own rate of mean 1, gamma distributed; its cv is 1/√shape. */
  public static double rate(UniformRandomProvider rng, double shape) {
    return AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, 1 / shape).sample();
  }

  /** An own hour of the day, 0 to below 24, around the usual one. */
  public static double hour(UniformRandomProvider rng, double usualHour, double sdHours) {
    double hour = usualHour + sdHours * ZigguratSampler.NormalizedGaussian.of(rng).sample();
    return hour - 24 * Math.floor(hour / 24);
  }

  /**
   * Own shares of channels, complaints or carriers: Dirichlet around the usual ones.
   *
   * @param concentration how faithful all are to the usual shares; 2 is very different people, 50
   *     nearly the same
   * @param usual shares, need not sum to 1
   */
  public static double[] shares(UniformRandomProvider rng, double concentration, double... usual) {
    return Dirichlet.around(rng, concentration, usual);
  }
}
