package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WallClockTest {
  @Test
  void weekdaysAndHoursOfTheWallClock() {
    assertEquals(3, WallClock.weekday(0));
    assertEquals(2, WallClock.weekday(-1));
    assertEquals(-1, WallClock.epochDay(-1));
    assertEquals(23, WallClock.hourOfDay(-1));
    assertEquals(86_399, WallClock.secondOfDay(-1));
    assertEquals(90, WallClock.seconds(1.5));
  }
}
