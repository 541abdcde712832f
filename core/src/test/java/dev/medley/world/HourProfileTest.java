package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.time.DayOfWeek;
import org.junit.jupiter.api.Test;

class HourProfileTest {
  private static final int FIRST = 19_723;
  private static final Streams.Stream STREAM = new Streams(5, "profile").named("arrivals");
  private static final double[] HOURS = new double[24];

  static {
    for (int h = 8; h < 20; h++) {
      HOURS[h] = h < 14 ? 3 : 1;
    }
  }

  private static final HourProfile PROFILE =
      HourProfile.ofHours(HOURS)
          .weekdays(14, 10, 10, 10, 10, 4, 2)
          .months(3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 3);

  @Test
  void itsMeanOverAYearIsOne() {
    double sum = 0;
    double days = 0;
    for (int day = FIRST; day < FIRST + 1_461; day++) {
      days += PROFILE.dayFactor(day);
      for (int hour = 0; hour < 24; hour++) {
        sum += PROFILE.factor(WallClock.startOf(day) + hour * WallClock.HOUR);
      }
    }
    assertEquals(1, days / 1_461, 0.005);
    assertEquals(1, sum / 1_461 / 24, 0.005);
    assertEquals(2, PROFILE.hourShare(FIRST, 9) / PROFILE.hourShare(FIRST, 15) - 1, 1e-9);
  }

  @Test
  void aMonthCountsByItsDays() {
    HourProfile february = PROFILE.months(1, 12, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
    double sum = 0;
    for (int day = FIRST; day < FIRST + 1_461; day++) {
      sum += february.dayFactor(day);
    }
    assertEquals(1, sum / 1_461, 0.005);
  }

  @Test
  void arrivalsFollowTheShape() {
    long all = 0;
    long early = 0;
    long mondays = 0;
    long sundays = 0;
    for (int day = FIRST; day < FIRST + 1_461; day++) {
      long last = Long.MIN_VALUE;
      for (long second : PROFILE.arrivals(STREAM.at(1, day), day, 40)) {
        assertTrue(second >= last && WallClock.epochDay(second) == day);
        last = second;
        int hour = WallClock.hourOfDay(second);
        assertTrue(hour >= 8 && hour < 20);
        all++;
        early += hour < 14 ? 1 : 0;
        mondays += WallClock.weekday(day) == 0 ? 1 : 0;
        sundays += WallClock.weekday(day) == 6 ? 1 : 0;
      }
    }
    assertEquals(40, all / 1_461.0, 0.7);
    assertEquals(0.75, (double) early / all, 0.01);
    assertEquals(7, (double) mondays / sundays, 0.5);
  }

  @Test
  void followedOneByOneTheyAreAsMany() {
    var draw = STREAM.at(2);
    long end = WallClock.startOf(FIRST + 1_461);
    int all = 0;
    int early = 0;
    long at = PROFILE.next(draw, WallClock.startOf(FIRST), 10);
    while (at < end) {
      all++;
      early += WallClock.hourOfDay(at) < 14 ? 1 : 0;
      at = PROFILE.next(draw, at, 10);
    }
    assertEquals(10, all / 1_461.0, 0.35);
    assertEquals(0.75, (double) early / all, 0.015);
  }

  @Test
  void aSingleMomentFollowsTheHours() {
    var draw = STREAM.at(3);
    int early = 0;
    for (int i = 0; i < 20_000; i++) {
      int hour = WallClock.hourOfDay(PROFILE.moment(draw, FIRST));
      assertTrue(hour >= 8 && hour < 20);
      early += hour < 14 ? 1 : 0;
    }
    assertEquals(0.75, early / 20_000.0, 0.012);
  }

  @Test
  void weekendsMayHaveOtherHours() {
    double[] night = new double[24];
    night[2] = 1;
    HourProfile profile = PROFILE.hoursOn(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY, night);
    int saturday = UsCalendar.weekdayOnOrAfter(FIRST, DayOfWeek.SATURDAY);
    assertEquals(1, profile.hourShare(saturday, 2), 1e-9);
    assertEquals(0, profile.hourShare(saturday + 2, 2), 1e-9);
    assertEquals(PROFILE.dayFactor(saturday), profile.dayFactor(saturday), 1e-9);
    assertThrows(IllegalArgumentException.class, () -> HourProfile.ofHours(1, 2, 3));
    assertThrows(IllegalArgumentException.class, () -> PROFILE.weekdays(1, 1, 1, 1, 1, 1, -1));
  }
}
