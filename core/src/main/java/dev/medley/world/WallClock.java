package dev.medley.world;

/**
 * Arithmetic on a facility's wall clock: seconds since 1970-01-01 00:00 local time, with no step
 * for daylight saving.
 */
public final class WallClock {
  public static final long MINUTE = 60;
  public static final long HOUR = 60 * MINUTE;
  public static final long DAY = 24 * HOUR;

  /** Later than everything. */
  public static final long NEVER = Long.MAX_VALUE;

  private WallClock() {}

  /** Days since 1970-01-01. */
  public static int epochDay(long second) {
    return (int) Math.floorDiv(second, DAY);
  }

  /** The first second of a day. */
  public static long startOf(long epochDay) {
    return epochDay * DAY;
  }

  /** 0 to 23. */
  public static int hourOfDay(long second) {
    return (int) (Math.floorMod(second, DAY) / HOUR);
  }

  /** 0 to 86,399. */
  public static int secondOfDay(long second) {
    return (int) Math.floorMod(second, DAY);
  }

  /** 0 = Monday to 6 = Sunday. */
  public static int weekday(int epochDay) {
    return Math.floorMod(epochDay + 3, 7);
  }

  /** The nearest number of whole seconds. */
  public static long seconds(double minutes) {
    return Math.round(minutes * MINUTE);
  }
}
