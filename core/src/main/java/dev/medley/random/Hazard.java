package dev.medley.random;

import java.util.Arrays;

/**
 * How likely something is at which time, given that it has not happened before: a hazard, by its
 * sum over time. Times are counted from where the risk begins, in the hazard's own unit.
 *
 * <p>An event comes when the sum reaches a threshold, exponential of mean 1, that belongs to the
 * entity. So a higher hazard brings the same event sooner, and a cause that is switched off leaves
 * all others where they were. See {@link Race} for several causes and {@link HazardClock} for
 * hazards that are known step by step only.
 */
public interface Hazard {

  /** Sum of the hazard from 0 to a time. */
  double cumulative(double time);

  /** The time at which the sum reaches a value, infinite if it never does. */
  double timeAt(double cumulative);

  /** The same, so many times as high: a frailty, a treatment, an age. */
  default Hazard times(double factor) {
    return new Hazards.Times(this, Checks.notNegative("the factor of a hazard", factor));
  }

  /** What is left for those who got so far: time counts from there. */
  default Hazard after(double time) {
    return new Hazards.After(this, Checks.notNegative("a time under risk", time));
  }

  /** The same at all times; 0 if it never happens. */
  static Hazard constant(double rate) {
    return Exponential.ofRate(rate);
  }

  /**
   * One that grows by the same factor in every unit of time, as death does with age (Gompertz).
   *
   * @param start hazard at time 0: exp(-9.6 + .085 age) for the death of somebody of that age
   * @param growth of its logarithm in a unit of time; 0.0693 doubles it in ten
   */
  static Hazard gompertz(double start, double growth) {
    Checks.notNegative("the hazard at the start", start);
    return growth == 0 ? constant(start) : new Hazards.Gompertz(start, growth);
  }

  /**
   * One that is constant from step to step.
   *
   * @param starts where each step begins, rising; the first is 0
   * @param rates hazard in each step; the last goes on for ever
   */
  static Hazard piecewise(double[] starts, double[] rates) {
    return new Hazards.Piecewise(starts.clone(), rates.clone());
  }

  /** Steps of equal length, as months; the last rate goes on for ever. */
  static Hazard steps(double length, double... rates) {
    double[] starts = new double[rates.length];
    Arrays.setAll(starts, i -> i * length);
    return piecewise(starts, rates);
  }
}
