package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ServersTest {
  private static final int[] ORDER = {2, 0, 1, 3};

  @Test
  void theOneWhoIsIdleLongestIsNext() {
    Servers servers = new Servers(4);
    assertEquals(Servers.NONE, servers.takeIdlest());
    servers.staff(ORDER, 3);
    assertEquals(3, servers.free());
    assertEquals(2, servers.takeIdlest());
    servers.occupy(2, 10);
    assertEquals(0, servers.takeIdlest());
    servers.occupy(0, 5);
    assertEquals(5, servers.nextFinish());
    assertEquals(0, servers.finish());
    assertEquals(1, servers.takeIdlest());
    servers.occupy(1, 99);
    assertEquals(0, servers.takeIdlest());
    servers.occupy(0, 20);
    assertEquals(Servers.NONE, servers.takeIdlest());
    assertEquals(10, servers.nextFinish());
    assertEquals(3, servers.busy());
  }

  @Test
  void whoIsBusyFinishesAndThenGoesHome() {
    Servers servers = new Servers(4);
    servers.staff(ORDER, 2);
    int first = servers.takeIdlest();
    servers.occupy(first, 30);
    servers.staff(new int[] {3, 0}, 2);
    assertFalse(servers.isOnDuty(first));
    assertEquals(30, servers.busyUntil(first));
    assertEquals(2, servers.free());
    assertEquals(first, servers.finish());
    assertEquals(2, servers.free());
    assertEquals(0, servers.busy());
    assertEquals(WallClock.NEVER, servers.nextFinish());
    assertEquals(0, servers.takeIdlest(), "who was there waits in front");
    assertEquals(3, servers.takeIdlest());
  }

  @Test
  void whoIsBusyOverTheChangeIsFreeOnce() {
    Servers servers = new Servers(2);
    servers.staff(new int[] {0}, 1);
    servers.occupy(servers.takeIdlest(), 30);
    servers.staff(new int[] {1}, 1);
    servers.staff(new int[] {0, 1}, 2);
    assertEquals(1, servers.free());
    servers.finish();
    assertEquals(2, servers.free());
  }

  @Test
  void aCertainOneMayBeAskedFor() {
    Servers servers = new Servers(4);
    servers.staff(ORDER, 3);
    assertTrue(servers.take(1));
    assertFalse(servers.take(1));
    assertFalse(servers.take(3));
    assertEquals(2, servers.free());
  }
}
