package dev.medley.world;

/**
 * The slower pace at which work goes on while one shift hands over to the next: slow from before to
 * after the change, then back to the usual pace in a straight line.
 */
public final class Handover {
  private final double pace;
  private final long halfSeconds;
  private final long recoverySeconds;
  private final long[] secondsOfDay;

  /**
   * Handovers at the same times every day, no two of which overlap.
   *
   * @param pace share of the usual pace, 1 if nothing is slowed
   * @param halfSeconds how long before and after the change the pace is low
   * @param recoverySeconds how long it then takes to be the usual one
   * @param secondsOfDay the changes of shift
   */
  public Handover(double pace, long halfSeconds, long recoverySeconds, long... secondsOfDay) {
    if (!(pace > 0) || halfSeconds < 0 || recoverySeconds < 0) {
      throw new IllegalArgumentException(
          "a handover at pace " + pace + ", " + halfSeconds + " s and " + recoverySeconds + " s");
    }
    this.pace = pace;
    this.halfSeconds = halfSeconds;
    this.recoverySeconds = recoverySeconds;
    this.secondsOfDay = secondsOfDay.clone();
  }

  /** Share of the usual pace at a second. */
  public double pace(long second) {
    for (long handover : secondsOfDay) {
      long since = Math.floorMod(second - handover + halfSeconds, WallClock.DAY) - halfSeconds;
      if (since < halfSeconds) {
        return pace;
      }
      if (since < halfSeconds + recoverySeconds) {
        return pace + (1 - pace) * (since - halfSeconds) / recoverySeconds;
      }
    }
    return 1;
  }
}
