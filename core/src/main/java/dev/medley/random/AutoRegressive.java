package dev.medley.random;

/**
 * A value that remembers itself: a first-order autoregressive process, AR(1), around 0. The noise
 * of its steps comes from outside, so that a row's draws stay keyed.
 */
public final class AutoRegressive {
  private final double memory;
  private final double stepSd;
  private double value;

  private AutoRegressive(double memory, double stepSd) {
    this.memory = memory;
    this.stepSd = stepSd;
  }

  /**
   * A process that keeps the share {@code memory} of its value at every step.
   *
   * @param stepSd standard deviation of what a step adds
   */
  public static AutoRegressive ofStep(double memory, double stepSd) {
    return new AutoRegressive(memory, stepSd);
  }

  /**
   * A process of a given spread in the long run.
   *
   * @param sd standard deviation of the values
   */
  public static AutoRegressive ofSpread(double memory, double sd) {
    return new AutoRegressive(memory, sd * Math.sqrt(1 - memory * memory));
  }

  /** Starts where the process is in the long run. */
  public AutoRegressive begin(double standardNormal) {
    value = standardNormal * stepSd / Math.sqrt(1 - memory * memory);
    return this;
  }

  /** The value after one more step. */
  public double next(double standardNormal) {
    value = memory * value + stepSd * standardNormal;
    return value;
  }

  public double value() {
    return value;
  }
}
