package dev.medley.run;

/** Hears how far work in steps has come. */
@FunctionalInterface
public interface Watch {

  /** One that does not listen. */
  Watch NOBODY = (step, steps, what) -> {};

  /**
   * A step begins: a table, or a query.
   *
   * @param step from 1
   * @param steps how many there will be
   */
  void begins(int step, int steps, String what);

  /** The work is over, or has failed. */
  default void end() {}
}
