package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;

/** Probabilities on the scale of log odds, on which causes add up. */
public final class Logit {
  private Logit() {}

  /** Log odds of a probability; infinite for 0 and 1. */
  public static double of(double probability) {
    return Math.log(probability / (1 - probability));
  }

  /** Probability of log odds: 1/(1 + exp(-x)). */
  public static double inverse(double logOdds) {
    return 1 / (1 + Math.exp(-logOdds));
  }

  /** The probability after log odds have been added; 0 and 1 stay what they are. */
  public static double add(double probability, double logOdds) {
    double odds = probability * Math.exp(logOdds);
    return odds / (odds + (1 - probability));
  }

  /** Standard logistic noise: {@code x + noise > 0} with the chance {@code inverse(x)}. */
  public static double noise(UniformRandomProvider rng) {
    // The middles of 2^52 steps: neither 0 nor 1.
    return of(((rng.nextLong() >>> 12) + 0.5) * 0x1.0p-52);
  }
}
