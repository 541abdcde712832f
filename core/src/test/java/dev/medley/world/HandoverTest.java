package dev.medley.world;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class HandoverTest {
  @Test
  void theWorkIsSlowAndThenComesBack() {
    Handover handover =
        new Handover(0.6, 25 * MINUTE, 40 * MINUTE, 7 * HOUR, 23 * HOUR + 30 * MINUTE);
    assertEquals(1, handover.pace(6 * HOUR + 34 * MINUTE));
    assertEquals(0.6, handover.pace(6 * HOUR + 35 * MINUTE));
    assertEquals(0.6, handover.pace(7 * HOUR + 24 * MINUTE));
    assertEquals(0.8, handover.pace(3 * DAY + 7 * HOUR + 45 * MINUTE), 1e-12);
    assertEquals(1, handover.pace(8 * HOUR + 5 * MINUTE));
    assertEquals(0.7, handover.pace(5 * MINUTE), 1e-12, "over midnight");
    assertThrows(IllegalArgumentException.class, () -> new Handover(0, 1, 1, 7 * HOUR));
  }
}
