package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CohortsTest {
  private static final Cohorts COHORTS = new Cohorts(10, Dealing.census().regions(), 12);

  @Test
  void aSmallProgrammeReachesTheFirstWavesOnly() {
    assertEquals(1, COHORTS.wavesReached(20));
    assertEquals(1, COHORTS.wavesReached(40));
    assertEquals(2, COHORTS.wavesReached(41));
    assertEquals(12, COHORTS.wavesReached(1_000_000));
  }

  @Test
  void membersAreDealtToRegionsAndThenToWaves() {
    assertEquals(0, COHORTS.region(9));
    assertEquals(1, COHORTS.region(10));
    assertEquals(0, COHORTS.region(40));
    assertEquals(0, COHORTS.wave(39));
    assertEquals(1, COHORTS.wave(40));
    assertEquals(0, COHORTS.wave(480));
  }

  @Test
  void everyMemberIsOneCellOfItsRegionInOrderOfWaves() {
    for (long members : new long[] {1, 8, 10, 11, 39, 40, 41, 479, 480, 481, 999, 1000}) {
      TreeSet<Long> seen = new TreeSet<>();
      for (int region = 0; region < 4; region++) {
        int wave = 0;
        for (long cell = 0; cell < COHORTS.unitsIn(region, members); cell++) {
          long member = COHORTS.member(region, cell, members);
          assertEquals(region, COHORTS.region(member));
          assertTrue(COHORTS.wave(member) >= wave, "waves ascend");
          wave = COHORTS.wave(member);
          assertTrue(seen.add(member));
        }
      }
      assertEquals(members, seen.size());
      assertEquals(members - 1, seen.last());
    }
  }

  @Test
  void thereIsNoCellBeyondTheLast() {
    assertThrows(IllegalArgumentException.class, () -> COHORTS.member(0, 10, 12));
  }

  @Test
  void aWorldOfFewUnitsLeavesRegionsEmpty() {
    assertEquals(31, COHORTS.fewestFor(List.of(0, 1, 2, 3)));
    assertEquals(1, COHORTS.fewestFor(List.of(0)));
    assertEquals(11, COHORTS.fewestFor(List.of(1, 0)));
    for (int units = 1; units < 100; units++) {
      int members = units;
      boolean reachesAll =
          IntStream.range(0, 4).allMatch(region -> COHORTS.unitsIn(region, members) > 0);
      assertEquals(units >= 31, reachesAll, units + " units");
    }
    assertEquals(4, Dealing.census().fewestFor(List.of(0, 1, 2, 3)));
    assertEquals(1, Dealing.everywhere("A", "B").fewestFor(List.of(0, 1)));
  }
}
