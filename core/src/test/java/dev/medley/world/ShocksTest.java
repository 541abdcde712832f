package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class ShocksTest {
  private static final Streams STREAMS = new Streams(19, "shocks");
  private static final int FIRST = UsCalendar.day(1970, 1, 1);
  private static final int END = UsCalendar.day(2070, 1, 1);

  @Test
  void fluComesInWinterAndItsFactorHasTheMeanOne() {
    double sum = 0;
    double summer = 0;
    double factors = 0;
    for (int region = 0; region < 4; region++) {
      Shocks shocks = new Shocks(STREAMS, region);
      for (int day = FIRST; day < END; day++) {
        sum += shocks.flu(day);
        factors += shocks.fluFactor(day, 0.3, 1.2);
        summer += UsCalendar.month(day) == 7 ? shocks.flu(day) : 0;
      }
    }
    int days = 4 * (END - FIRST);
    assertEquals(Shocks.FLU_MEAN, sum / days, 0.01);
    assertEquals(1, factors / days, 0.005);
    assertEquals(0, summer / days, 1e-4);
  }

  @Test
  void wintersAndRegionsDiffer() {
    Shocks one = new Shocks(STREAMS, 1);
    assertNotEquals(peak(one, 2024), peak(new Shocks(STREAMS, 2), 2024));
    double first = peak(one, 2020);
    boolean differs = false;
    for (int year = 2021; year < 2030; year++) {
      differs |= Math.abs(peak(one, year) - first) > 5;
    }
    assertTrue(differs);
  }

  @Test
  void aDayIsTheSameInWhateverOrderItIsAskedFor() {
    Shocks forward = new Shocks(STREAMS, 1);
    for (int day = FIRST; day < FIRST + 800; day++) {
      assertEquals(new Shocks(STREAMS, 1).flu(day), forward.flu(day));
      forward.flu(day + 4_000);
    }
  }

  @Test
  void goodAndBadDaysAreSharedAndHaveTheMeanOne() {
    Shocks shocks = new Shocks(STREAMS, 3);
    Shocks same = new Shocks(STREAMS, 3);
    double sum = 0;
    for (int day = FIRST; day < END; day++) {
      assertEquals(shocks.dayFactor(day, 0.1), same.dayFactor(day, 0.1));
      sum += shocks.dayFactor(day, 0.1);
    }
    assertEquals(1, sum / (END - FIRST), 0.01);
    assertNotEquals(shocks.series("market", 0.6).at(0), shocks.series("smoke", 0.6).at(0));
    assertTrue(
        shocks
                .events("strike", 2, SpellLength.between(2, 5))
                .beginningIn(0, WallClock.startOf(END))
                .size()
            > 100);
  }

  private static double peak(Shocks shocks, int year) {
    int best = 0;
    for (int day = UsCalendar.day(year - 1, 10, 1); day < UsCalendar.day(year, 5, 1); day++) {
      if (best == 0 || shocks.flu(day) > shocks.flu(best)) {
        best = day;
      }
    }
    return best - UsCalendar.day(year, 1, 1);
  }
}
