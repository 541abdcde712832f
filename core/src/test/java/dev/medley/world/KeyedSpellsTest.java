package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedSpellsTest {
  private static final Streams STREAMS = new Streams(11, "spells");
  private static final Streams.Stream STREAM = STREAMS.named("spells");
  private static final SpellLength LENGTH = SpellLength.ofMedianAndP90(5, 14);
  private static final long HOUR = WallClock.HOUR;

  @Test
  void theyHoldForTheirShareOfTheTime() {
    long held = 0;
    long all = 0;
    for (int key = 0; key < 300; key++) {
      KeyedSpells spells = KeyedSpells.ofShare(STREAM, key, 0.15, LENGTH);
      for (long s = 0; s < 1_000 * WallClock.DAY; s += 7 * HOUR) {
        all++;
        held += spells.holdsAt(s) ? 1 : 0;
      }
    }
    assertEquals(0.15, (double) held / all, 0.01);
  }

  @Test
  void aMomentIsTheSameInWhateverOrderItIsAskedFor() {
    KeyedSpells forward = KeyedSpells.ofShare(STREAM, 5, 0.3, LENGTH);
    List<Long> starts = new ArrayList<>();
    for (long s = -200 * WallClock.DAY; s < 400 * WallClock.DAY; s += HOUR) {
      starts.add(forward.start(s));
    }
    KeyedSpells backward = KeyedSpells.ofShare(STREAM, 5, 0.3, LENGTH);
    for (int i = starts.size() - 1; i >= 0; i--) {
      long s = -200 * WallClock.DAY + i * HOUR;
      assertEquals(starts.get(i), backward.start(s));
      assertEquals(
          starts.get(i), KeyedSpells.ofShare(STREAM, 5, 0.3, LENGTH).start(s), "asked alone");
    }
    assertTrue(starts.stream().distinct().count() > 10);
  }

  @Test
  void theListOfBeginningsAgreesWithTheMoments() {
    KeyedSpells recalls = KeyedSpells.perYear(STREAM, 9, 12, SpellLength.between(3, 7));
    long to = 20 * 365 * WallClock.DAY;
    Spells all = recalls.beginningIn(0, to);
    assertEquals(240, all.size(), 60);
    for (int i = 0; i < all.size(); i++) {
      assertTrue(recalls.holdsAt(all.start(i)));
      assertTrue(recalls.holdsAt(all.end(i) - 1));
      assertEquals(5, (double) (all.end(i) - all.start(i)) / WallClock.DAY, 2.001);
    }
    Spells split = recalls.beginningIn(to / 3, to);
    assertEquals(all.size(), recalls.beginningIn(0, to / 3).size() + split.size());
  }

  @Test
  void lengthsHaveTheMeanTheySay() {
    for (SpellLength length : List.of(LENGTH, SpellLength.ofMean(10), SpellLength.between(1, 3))) {
      var draw = STREAM.at(1);
      double sum = 0;
      for (int i = 0; i < 100_000; i++) {
        sum += (double) length.seconds(draw) / WallClock.DAY;
      }
      assertEquals(1, sum / 100_000 / length.meanDays(), 0.015);
    }
  }

  @Test
  void noneHoldWhereTheShareIsNothing() {
    KeyedSpells none = KeyedSpells.ofShare(STREAM, 1, 0, LENGTH);
    for (long s = 0; s < 1_000 * WallClock.DAY; s += WallClock.DAY) {
      assertEquals(WallClock.NEVER, none.start(s));
    }
    assertThrows(IllegalArgumentException.class, () -> KeyedSpells.ofShare(STREAM, 1, 1, LENGTH));
  }
}
