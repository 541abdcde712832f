package dev.medley.world;

/**
 * A first-order lag: a quantity that follows another one and at every step closes a share of the
 * gap. Warming bodies, cooling boxes, sluggish probes, hearts that answer to exercise.
 */
public final class Lag {
  private double value;

  public Lag(double start) {
    this.value = start;
  }

  /** The share of the gap that a step of {@code step} closes at a time constant of {@code tau}. */
  public static double share(double step, double tau) {
    return -Math.expm1(-step / tau);
  }

  /** Closes a share of the gap to the target, 0 to 1, and gives the new value. */
  public double toward(double target, double share) {
    value += share * (target - value);
    return value;
  }

  /** Puts it somewhere at once. */
  public void jumpTo(double newValue) {
    value = newValue;
  }

  public double value() {
    return value;
  }
}
