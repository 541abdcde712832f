package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OpeningHoursTest {
  private static final OpeningHours CLINIC = PlaceHours.CLINIC;
  private static final Streams STREAMS = new Streams(7, "hours");

  @Test
  void aClinicClosesForLunchAtNightAndOnHolidays() {
    assertTrue(CLINIC.isOpen(second("2024-07-03T08:30")));
    assertFalse(CLINIC.isOpen(second("2024-07-03T08:29:59")));
    assertFalse(CLINIC.isOpen(second("2024-07-03T12:00")));
    assertTrue(CLINIC.isOpen(second("2024-07-03T13:00")));
    assertFalse(CLINIC.isOpen(second("2024-07-03T16:30")));
    assertFalse(CLINIC.isOpen(second("2024-07-04T10:00")));
    assertFalse(CLINIC.isOpen(second("2024-07-06T10:00")));
  }

  @Test
  void theNextDoorIsFound() {
    assertEquals(second("2024-07-05T08:30"), CLINIC.nextOpen(second("2024-07-03T17:00")));
    assertEquals(second("2024-07-03T09:00"), CLINIC.nextOpen(second("2024-07-03T09:00")));
    assertEquals(second("2024-07-03T12:00"), CLINIC.nextClose(second("2024-07-03T09:00")));
    assertEquals(second("2024-07-03T12:30"), CLINIC.nextClose(second("2024-07-03T12:30")));
    assertEquals(WallClock.NEVER, OpeningHours.CLOSED.nextOpen(0));
    assertEquals(WallClock.NEVER, PlaceHours.AROUND_THE_CLOCK.nextClose(0));
  }

  @Test
  void workStopsOverLunchNightAndHoliday() {
    // 30 min before lunch, 210 min after it, 60 min after the holiday.
    assertEquals(
        second("2024-07-05T09:30"), CLINIC.workingTime(second("2024-07-03T11:30"), 300 * 60));
    assertEquals(second("2024-07-05T08:30"), CLINIC.workingTime(second("2024-07-04T09:00"), 0));
    assertEquals(WallClock.NEVER, OpeningHours.CLOSED.workingTime(0, 1));
  }

  @Test
  void workingTimeAndOpenSecondsAreInverse() {
    OpeningHours own = CLINIC.ofPlace(STREAMS.named("hours.test"), 3, 4, 1.5);
    long start = second("2024-12-20T15:55:11");
    for (long seconds = 0; seconds < 400_000; seconds += 1_237) {
      long end = own.workingTime(start, seconds);
      assertTrue(own.isOpen(end));
      assertEquals(seconds, own.openSeconds(start, end));
    }
  }

  @Test
  void queriesAgreeWithASecondBySecondLook() {
    OpeningHours bar =
        OpeningHours.CLOSED
            .on(DayOfWeek.FRIDAY, "18:00-24:00")
            .on(DayOfWeek.SATURDAY, "00:00-02:00", "18:00-23:00");
    long from = second("2024-08-02T00:00");
    long open = 0;
    long next = WallClock.NEVER;
    for (long s = from + 2 * WallClock.DAY - 1; s >= from; s--) {
      if (bar.isOpen(s)) {
        open++;
        next = s;
      }
      if (next != WallClock.NEVER) {
        assertEquals(next, bar.nextOpen(s));
      }
    }
    assertEquals(13 * WallClock.HOUR, open);
    assertEquals(open, bar.openSeconds(from, from + 2 * WallClock.DAY));
    assertEquals(second("2024-08-03T02:00"), bar.nextClose(second("2024-08-02T20:00")));
  }

  @Test
  void holidaysMayHaveHoursOfTheirOwn() {
    assertTrue(PlaceHours.RETAIL_PHARMACY.isOpen(second("2024-12-25T11:00")));
    assertFalse(PlaceHours.RETAIL_PHARMACY.isOpen(second("2024-12-25T17:00")));
    assertTrue(PlaceHours.IMAGING.isOpen(second("2024-12-25T11:00")));
  }

  @Test
  void aPlaceOpensAtItsOwnMinuteAndEveryDayALittleDifferently() {
    OpeningHours own = CLINIC.ofPlace(STREAMS.named("hours.test"), 12, 4, 1.5);
    OpeningHours other = CLINIC.ofPlace(STREAMS.named("hours.test"), 13, 4, 1.5);
    Set<Integer> openings = new HashSet<>();
    for (int day = 19_723; day < 19_723 + 366; day++) {
      if (own.isOpenOn(day)) {
        int opening = WallClock.secondOfDay(own.openingOn(day));
        openings.add(opening);
        assertEquals(8.5 * 3600, opening, 20 * 60);
        assertNotEquals(own.openingOn(day), other.openingOn(day));
        assertEquals(7.0, own.openSecondsOn(day) / 3600.0, 0.67);
        assertTrue(own.closingOn(day) > own.momentOn(day, 0.999));
      }
    }
    assertTrue(openings.size() > 150, openings.size() + " opening seconds");
  }

  @Test
  void hoursThatCannotBeAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> OpeningHours.CLOSED.on(DayOfWeek.MONDAY, "9:00-17:00"));
    assertThrows(
        IllegalArgumentException.class,
        () -> OpeningHours.CLOSED.on(DayOfWeek.MONDAY, "09:00-12:00", "11:00-17:00"));
    assertThrows(
        IllegalArgumentException.class,
        () -> CLINIC.ofPlace(STREAMS.named("hours.test"), 1, 15, 5));
  }

  private static long second(String time) {
    return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
  }
}
