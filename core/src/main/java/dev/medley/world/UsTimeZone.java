package dev.medley.world;

import java.time.DayOfWeek;

/**
 * The time zones of the fifty states, by the rule of the law and not by a table of the platform, so
 * that the same run gives the same instants everywhere. Daylight saving lasts from the second
 * Sunday of March 02:00 to the first Sunday of November 02:00 (Energy Policy Act of 2005, from 2007
 * on); before that, from 1987, from the first Sunday of April to the last Sunday of October.
 *
 * <p>Wall-clock seconds are those of {@link WallClock}; UTC seconds count from 1970-01-01T00:00Z.
 */
public enum UsTimeZone {
  EASTERN("America/New_York", -5, Saving.OBSERVED),
  CENTRAL("America/Chicago", -6, Saving.OBSERVED),
  MOUNTAIN("America/Denver", -7, Saving.OBSERVED),
  ARIZONA("America/Phoenix", -7, Saving.NONE),
  PACIFIC("America/Los_Angeles", -8, Saving.OBSERVED),
  ALASKA("America/Anchorage", -9, Saving.OBSERVED),
  HAWAII("Pacific/Honolulu", -10, Saving.NONE);

  private enum Saving {
    OBSERVED,
    NONE
  }

  private static final long HOUR = WallClock.HOUR;
  private static final int TABLE_FROM = 1987;
  private static final int YEARS = 150;

  /** Wall-clock second, in standard time, at which daylight saving begins in each year. */
  private static final long[] BEGINS = new long[YEARS];

  /** Wall-clock second, in standard time, at which it ends. */
  private static final long[] ENDS = new long[YEARS];

  static {
    for (int i = 0; i < YEARS; i++) {
      int year = TABLE_FROM + i;
      int first =
          year >= 2007
              ? UsCalendar.nthWeekday(year, 3, DayOfWeek.SUNDAY, 2)
              : UsCalendar.nthWeekday(year, 4, DayOfWeek.SUNDAY, 1);
      int last =
          year >= 2007
              ? UsCalendar.nthWeekday(year, 11, DayOfWeek.SUNDAY, 1)
              : UsCalendar.lastWeekday(year, 10, DayOfWeek.SUNDAY);
      BEGINS[i] = WallClock.startOf(first) + 2 * HOUR;
      ENDS[i] = WallClock.startOf(last) + HOUR;
    }
  }

  private final String id;
  private final long standardOffset;
  private final Saving saving;

  UsTimeZone(String id, int standardOffsetHours, Saving saving) {
    this.id = id;
    this.standardOffset = standardOffsetHours * HOUR;
    this.saving = saving;
  }

  /** Name in the IANA database, as Spark's {@code from_utc_timestamp} takes it. */
  public String id() {
    return id;
  }

  /** Local less UTC in standard time, in hours. */
  public int standardOffsetHours() {
    return (int) (standardOffset / HOUR);
  }

  /** Local less UTC, in seconds, at an instant. */
  public long offsetSeconds(long utc) {
    long standard = utc + standardOffset;
    return isSaving(standard) ? standardOffset + HOUR : standardOffset;
  }

  /** Local less UTC, in minutes, at noon of a local day. */
  public int offsetMinutesAtNoon(int day) {
    long noon = WallClock.startOf(day) + 12 * HOUR;
    return (int) (noon - toUtc(noon)) / 60;
  }

  public long toWallClock(long utc) {
    return utc + offsetSeconds(utc);
  }

  /**
   * The instant of a wall-clock second. Of a doubled hour the first pass is meant; a skipped second
   * is read as what a clock shows that nobody has put forward yet.
   */
  public long toUtc(long wallClock) {
    return isSaving(wallClock - HOUR)
        ? wallClock - HOUR - standardOffset
        : wallClock - standardOffset;
  }

  /** The instant of a wall-clock second, of a doubled hour the second pass. */
  public long toUtcOfSecondPass(long wallClock) {
    return isDoubled(wallClock) ? wallClock - standardOffset : toUtc(wallClock);
  }

  /** Whether no clock that was put forward ever shows that second: 02:00 to 03:00 in March. */
  public boolean isSkipped(long wallClock) {
    return isSaving(wallClock) && !isSaving(wallClock - HOUR);
  }

  /** Whether the second is shown twice: 01:00 to 02:00 in November. */
  public boolean isDoubled(long wallClock) {
    return !isSaving(wallClock) && isSaving(wallClock - HOUR);
  }

  /**
   * The zone of most people of a census region: {@code NORTHEAST}, {@code MIDWEST}, {@code SOUTH},
   * {@code WEST}.
   */
  public static UsTimeZone ofRegion(String region) {
    return switch (region) {
      case "NORTHEAST" -> EASTERN;
      case "MIDWEST", "SOUTH" -> CENTRAL;
      case "WEST" -> PACIFIC;
      default -> throw new IllegalArgumentException("no time zone is known of region " + region);
    };
  }

  /** The zone of most people of a state, by its postal code. */
  public static UsTimeZone ofState(String state) {
    return switch (state) {
      case "CT",
          "DC",
          "DE",
          "FL",
          "GA",
          "IN",
          "KY",
          "MA",
          "MD",
          "ME",
          "MI",
          "NC",
          "NH",
          "NJ",
          "NY",
          "OH",
          "PA",
          "RI",
          "SC",
          "VA",
          "VT",
          "WV" ->
          EASTERN;
      case "AL",
          "AR",
          "IA",
          "IL",
          "KS",
          "LA",
          "MN",
          "MO",
          "MS",
          "ND",
          "NE",
          "OK",
          "SD",
          "TN",
          "TX",
          "WI" ->
          CENTRAL;
      case "CO", "ID", "MT", "NM", "UT", "WY" -> MOUNTAIN;
      case "AZ" -> ARIZONA;
      case "CA", "NV", "OR", "WA" -> PACIFIC;
      case "AK" -> ALASKA;
      case "HI" -> HAWAII;
      default -> throw new IllegalArgumentException("no time zone is known of state " + state);
    };
  }

  private boolean isSaving(long standardTime) {
    if (saving == Saving.NONE) {
      return false;
    }
    int i = UsCalendar.year(WallClock.epochDay(standardTime)) - TABLE_FROM;
    if (i < 0 || i >= YEARS) {
      throw new IllegalArgumentException("daylight saving is known from 1987 to 2136 only");
    }
    return standardTime >= BEGINS[i] && standardTime < ENDS[i];
  }
}
