package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class UsTimeZoneTest {

  @Test
  void wallClocksAgreeWithThePlatformTables() {
    for (UsTimeZone zone : UsTimeZone.values()) {
      var rules = ZoneId.of(zone.id()).getRules();
      for (long utc = second("2006-01-01T00:00"); utc < second("2011-01-01T00:00"); utc += 3_599) {
        java.time.Instant instant = java.time.Instant.ofEpochSecond(utc);
        assertEquals(rules.getOffset(instant).getTotalSeconds(), zone.offsetSeconds(utc));
        long wall = zone.toWallClock(utc);
        assertTrue(zone.toUtc(wall) == utc || zone.toUtcOfSecondPass(wall) == utc);
        assertFalse(zone.isSkipped(wall));
      }
    }
  }

  @Test
  void anHourIsSkippedInMarchAndDoubledInNovember() {
    long skipped = second("2024-03-10T02:30");
    assertTrue(UsTimeZone.EASTERN.isSkipped(skipped));
    assertFalse(UsTimeZone.EASTERN.isSkipped(second("2024-03-10T01:59")));
    assertFalse(UsTimeZone.EASTERN.isSkipped(second("2024-03-10T03:00")));
    assertFalse(UsTimeZone.ARIZONA.isSkipped(skipped));
    assertEquals(second("2024-03-10T07:30"), UsTimeZone.EASTERN.toUtc(skipped));

    long doubled = second("2024-11-03T01:30");
    assertTrue(UsTimeZone.PACIFIC.isDoubled(doubled));
    assertFalse(UsTimeZone.PACIFIC.isDoubled(second("2024-11-03T02:00")));
    assertEquals(second("2024-11-03T08:30"), UsTimeZone.PACIFIC.toUtc(doubled));
    assertEquals(second("2024-11-03T09:30"), UsTimeZone.PACIFIC.toUtcOfSecondPass(doubled));
  }

  @Test
  void offsetsOfADay() {
    assertEquals(
        -240,
        UsTimeZone.EASTERN.offsetMinutesAtNoon(WallClock.epochDay(second("2024-03-10T00:00"))));
    assertEquals(
        -480,
        UsTimeZone.PACIFIC.offsetMinutesAtNoon(WallClock.epochDay(second("2024-01-10T00:00"))));
  }

  @Test
  void regionsAndStatesHaveAZone() {
    assertEquals(UsTimeZone.CENTRAL, UsTimeZone.ofRegion("SOUTH"));
    assertEquals(UsTimeZone.ARIZONA, UsTimeZone.ofState("AZ"));
    assertThrows(IllegalArgumentException.class, () -> UsTimeZone.ofState("ZZ"));
  }

  private static long second(String time) {
    return LocalDateTime.parse(time).toEpochSecond(ZoneOffset.UTC);
  }
}
