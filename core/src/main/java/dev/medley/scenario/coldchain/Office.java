package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;

import dev.medley.random.Streams;
import dev.medley.world.OpeningHours;
import dev.medley.world.WallClock;

/**
 * When people of a place work: its hours by weekday less the national holidays of its country. All
 * moments are UTC seconds.
 */
final class Office {
  /** Officers who decide about a hold. */
  private static final OpeningHours CUSTOMS = OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-17:00");

  private static final OpeningHours DOCK = OpeningHours.CLOSED.on(MONDAY, FRIDAY, "06:00-15:00");
  private static final OpeningHours CLINIC = OpeningHours.CLOSED.on(MONDAY, FRIDAY, "07:00-16:30");

  /** How much the doors of two places of a kind differ, and those of two days of a place. */
  private static final double PLACE_MINUTES = 12;

  private static final double DAY_MINUTES = 3;

  /**
   * What comes when the doors are closed is done within hours of their opening, most of it early.
   */
  private static final double LATEST_AFTER_OPENING = 3 * HOUR;

  private final OpeningHours hours;
  private final Country country;
  private final long utcOffset;

  private Office(OpeningHours hours, Airport area) {
    this.hours = hours;
    this.country = area.country;
    this.utcOffset = area.utcOffsetHours * HOUR;
  }

  static Office customs(Airport area) {
    return new Office(CUSTOMS, area);
  }

  /** The receiving dock of a hospital; that of some is open on Saturday mornings. */
  static Office dock(Airport area, boolean onSaturdays, Streams.Stream stream, long place) {
    OpeningHours kind = onSaturdays ? DOCK.on(SATURDAY, "07:00-12:00") : DOCK;
    return new Office(kind.ofPlace(stream, place, PLACE_MINUTES, DAY_MINUTES), area);
  }

  static Office clinic(Airport area, Streams.Stream stream, long place) {
    return new Office(CLINIC.ofPlace(stream, place, PLACE_MINUTES, DAY_MINUTES), area);
  }

  boolean isOpen(long second) {
    long local = second + utcOffset;
    return hours.isOpen(local) && !country.isHoliday(WallClock.epochDay(local));
  }

  /** The moment itself if it is open, or when it opens next. */
  long nextOpen(long second) {
    long local = hours.nextOpen(second + utcOffset);
    while (country.isHoliday(WallClock.epochDay(local))) {
      local = hours.nextOpen(WallClock.startOf(WallClock.epochDay(local) + 1L));
    }
    return local - utcOffset;
  }

  /**
   * When something is done that is ready at a moment: then, or some time after the next opening.
   *
   * @param uniform how long after, 0 to below 1
   */
  long served(long ready, double uniform) {
    return isOpen(ready)
        ? ready
        : nextOpen(ready) + (long) (LATEST_AFTER_OPENING * uniform * uniform);
  }

  /** When a clock that runs day and night, but not on days off, has run so long. */
  long afterWorkingDays(long start, long seconds) {
    long local = start + utcOffset;
    long left = seconds;
    int day = WallClock.epochDay(local);
    while (true) {
      long end = WallClock.startOf(day + 1L);
      if (country.isOfficeDay(day)) {
        long here = end - local;
        if (here > left) {
          return local + left - utcOffset;
        }
        left -= here;
      }
      local = end;
      day++;
    }
  }
}
