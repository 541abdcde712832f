package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
  private record Waiting(int number, long rank, long leavesAt) {}

  @Test
  void itIsTheSameAsAListThatIsSorted() {
    SplittableRandom random = new SplittableRandom(1);
    WaitingLine<Waiting> line = new WaitingLine<>();
    List<Waiting> list = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(100) < 52) {
        Waiting who = new Waiting(i, random.nextInt(5), i + random.nextInt(1, 400));
        line.join(who, who.rank, who.leavesAt);
        list.add(who);
        list.sort(Comparator.comparingLong(Waiting::rank).thenComparing(Waiting::number));
      } else if (!list.isEmpty()) {
        Waiting taken;
        if (random.nextBoolean()) {
          taken = list.get(0);
          assertSame(taken, line.first());
        } else {
          taken = list.stream().min(Comparator.comparingLong(Waiting::leavesAt)).orElseThrow();
          assertSame(taken, line.leaver());
        }
        list.remove(taken);
      }
      assertEquals(list.size(), line.waiting());
      assertEquals(
          list.stream().mapToLong(Waiting::leavesAt).min().orElse(WallClock.NEVER),
          line.nextLeavesAt());
    }
    assertTrue(list.size() > 50);
  }

  @Test
  void whoLeavesMayKeepThePlaceAsAMark() {
    WaitingLine<String> line = new WaitingLine<>();
    line.join("ann", 0, 50);
    line.join("bob", 0, 20);
    line.join("eve", 0, WallClock.NEVER);
    assertEquals("bob", line.leaverLeavesMark());
    assertEquals(2, line.waiting());
    assertEquals(50, line.nextLeavesAt());
    assertFalse(line.firstIsMark());
    assertEquals("ann", line.first());
    assertEquals(WallClock.NEVER, line.nextLeavesAt());
    assertTrue(line.firstIsMark());
    assertEquals("bob", line.first());
    assertFalse(line.firstIsMark());
    assertEquals("eve", line.first());
    assertTrue(line.isEmpty());
    assertEquals(0, line.waiting());
  }
}
