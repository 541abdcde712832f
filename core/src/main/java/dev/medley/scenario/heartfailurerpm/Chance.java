package dev.medley.scenario.heartfailurerpm;

import org.apache.commons.rng.UniformRandomProvider;

/** Whether something that comes with a hazard comes within a day. */
final class Chance {
  private Chance() {}

  /** Takes one number; most days are done without an exponential, as 1 - exp(-h) is below h. */
  static boolean hits(double hazardADay, UniformRandomProvider rng) {
    double u = rng.nextDouble();
    return u < hazardADay && u < -Math.expm1(-hazardADay);
  }
}
