package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/** Dirichlet distributions: shares that sum to 1 and differ between entities. */
public final class Dirichlet {
  private Dirichlet() {}

  /**
   * Shares around the usual ones.
   *
   * @param concentration how faithful all are to the usual shares; 2 is very different entities, 50
   *     nearly the same
   * @param usual mean shares, need not sum to 1; what is 0 stays 0
   */
  public static double[] around(UniformRandomProvider rng, double concentration, double... usual) {
    double usualSum = 0;
    for (double share : usual) {
      usualSum += Checks.notNegative("a share", share);
    }
    Checks.positive("the sum of the shares", usualSum);
    Checks.positiveFinite("the concentration of a Dirichlet", concentration);
    double[] own = new double[usual.length];
    double sum = 0;
    for (int i = 0; i < usual.length; i++) {
      double shape = concentration * usual[i] / usualSum;
      if (shape > 0) {
        // A gamma of a tiny shape can be 0; the floor keeps the sum from it.
        own[i] =
            Math.max(
                Double.MIN_NORMAL,
                AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, 1).sample());
      }
      sum += own[i];
    }
    for (int i = 0; i < own.length; i++) {
      own[i] /= sum;
    }
    return own;
  }
}
