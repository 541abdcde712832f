package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AgendaTest {
  private record Entry(long second, int number) {}

  @Test
  void theSoonestComesFirstAndTiesInTheirOrder() {
    SplittableRandom random = new SplittableRandom(1);
    Agenda<Entry> agenda = new Agenda<>();
    List<Entry> waiting = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      if (random.nextInt(5) < 3) {
        Entry entry = new Entry(random.nextLong(-500, 500), i);
        agenda.put(entry.second, entry);
        waiting.add(entry);
      } else if (!waiting.isEmpty()) {
        // The list is in the order of putting, and of equals min() finds the first.
        Entry first = waiting.stream().min(Comparator.comparingLong(Entry::second)).orElseThrow();
        assertEquals(first.second, agenda.nextSecond());
        assertEquals(first, agenda.take());
        waiting.remove(first);
      }
    }
    waiting.sort(Comparator.comparingLong(Entry::second));
    for (Entry entry : waiting) {
      assertEquals(entry, agenda.take());
    }
    assertEquals(WallClock.NEVER, agenda.nextSecond());
  }

  @Test
  void whatIsNeverDueIsRefused() {
    Agenda<Entry> agenda = new Agenda<>();
    Entry entry = new Entry(0, 0);
    for (long second : new long[] {WallClock.NEVER, Long.MIN_VALUE, 1L << 33, -(1L << 33) - 1}) {
      assertThrows(IllegalArgumentException.class, () -> agenda.put(second, entry));
    }
    assertEquals(WallClock.NEVER, agenda.nextSecond());
    agenda.put((1L << 33) - 1, entry);
    agenda.put(-(1L << 33), entry);
    assertEquals(-(1L << 33), agenda.nextSecond());
  }
}
