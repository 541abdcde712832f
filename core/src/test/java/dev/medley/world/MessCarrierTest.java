package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class MessCarrierTest {
  private static final Streams STREAMS = new Streams(13, "carriers");
  private static final int CARRIERS = 4_000;
  private static final int WEEKS = 52;

  @Test
  void theMeanOverCarriersAndTimeIsOne() {
    assertEquals(1, means(CarrierLaw.COMMON)[0], 0.06);
    assertEquals(1, means(CarrierLaw.onlyInSpells(0.05, SpellLength.ofMean(10)))[0], 0.06);
  }

  @Test
  void defectsOfACarrierAndWeekVaryMoreThanChance() {
    assertTrue(means(CarrierLaw.COMMON)[1] > 1.5);
    assertTrue(means(CarrierLaw.onlyInSpells(0.05, SpellLength.ofMean(10)))[1] > 1.5);
  }

  @Test
  void outsideBadSpellsThereIsLessOrNothing() {
    MessCarrier common = new MessCarrier(STREAMS.named("desk"), 1, CarrierLaw.COMMON);
    MessCarrier only =
        new MessCarrier(
            STREAMS.named("desk"), 1, CarrierLaw.onlyInSpells(0.15, SpellLength.ofMean(10)));
    double good = 0;
    double bad = 0;
    for (long s = 0; s < 2_000 * WallClock.DAY; s += WallClock.DAY) {
      if (common.isBad(s)) {
        bad = common.factor(s);
        assertTrue(common.spellStart(s) <= s);
      } else {
        good = common.factor(s);
      }
      assertEquals(only.isBad(s) ? 1 / 0.15 : 0, only.factor(s), 1e-9);
      assertTrue(common.chance(s, 0.9) <= 1);
    }
    assertEquals(4 / (0.4 / 0.85), bad / good, 1e-9);
  }

  @Test
  void lawsThatCannotKeepTheMeanAreRefused() {
    SpellLength week = SpellLength.ofMean(7);
    assertThrows(IllegalArgumentException.class, () -> CarrierLaw.worseInSpells(0.5, 0.3, 4, week));
    assertThrows(IllegalArgumentException.class, () -> CarrierLaw.onlyInSpells(1, week));
  }

  /** Mean factor, and variance over mean of the defects of a carrier and week at 3 a week. */
  private static double[] means(CarrierLaw law) {
    Streams.Stream stream = STREAMS.named("desk");
    double sum = 0;
    double squares = 0;
    for (int carrier = 0; carrier < CARRIERS; carrier++) {
      MessCarrier desk = new MessCarrier(stream, carrier, law);
      for (int week = 0; week < WEEKS; week++) {
        double factor = 0;
        for (int day = 0; day < 7; day++) {
          factor += desk.factor((19_723L + week * 7L + day) * WallClock.DAY + 40_000) / 7;
        }
        sum += factor;
        squares += factor * factor;
      }
    }
    double mean = sum / CARRIERS / WEEKS;
    double variance = squares / CARRIERS / WEEKS - mean * mean;
    return new double[] {mean, 1 + 3 * variance / mean};
  }
}
