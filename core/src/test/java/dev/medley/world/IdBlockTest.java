package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongUnaryOperator;
import org.junit.jupiter.api.Test;

class IdBlockTest {
  private static final Streams STREAMS = new Streams(11, "ids");

  @Test
  void unitsHaveTheirOwnIdsAndEachIsGivenOnce() {
    Set<Long> seen = new HashSet<>();
    for (long unit = 1; unit <= 5; unit++) {
      IdBlock ids = IdBlock.ofUnit("visit_id", unit, 1_000, STREAMS);
      for (long n = 0; n < 1_000; n++) {
        long id = ids.id(n);
        assertEquals(unit, id / 1_000);
        assertTrue(seen.add(id));
        assertEquals(n, ids.number(id));
      }
    }
  }

  @Test
  void aFullBlockIsSaid() {
    IdBlock ids = IdBlock.ofUnit("visit_id", 12, 1_000, STREAMS);
    String message = assertThrows(IllegalArgumentException.class, () -> ids.id(1_000)).getMessage();
    assertEquals("visit_id has no id for number 1000: the block from 12000 holds 1000", message);
    assertThrows(IllegalArgumentException.class, () -> ids.id(-1));
    assertThrows(IllegalArgumentException.class, () -> ids.number(13_000));
    assertThrows(
        ArithmeticException.class, () -> IdBlock.ofUnit("visit_id", 1L << 40, 1L << 40, STREAMS));
  }

  @Test
  void idsTellNeitherOrderNorRegion() {
    IdBlock all = IdBlock.of("patient_id", 10_000_000, 90_000_000, STREAMS);
    assertTellsNothing(n -> all.id(n), 10_000_000, 90_000_000, 8_000);
    for (long unit = 1; unit <= 6; unit++) {
      IdBlock own = IdBlock.ofUnit("visit_id", unit, 10_000, STREAMS);
      assertTellsNothing(own::id, unit * 10_000, 10_000, 8_000);
    }
    UnitIds sites = UnitIds.within("site_id", 1_000, STREAMS);
    assertTellsNothing(n -> sites.id(n + 1) % 1_000, 0, 1_000, 8_000);
  }

  /**
   * Neither the id's size nor its last digits go with the number's, nor with its remainder by 4,
   * which is the region.
   */
  private static void assertTellsNothing(LongUnaryOperator id, long first, long size, int n) {
    int[][] byOrder = new int[4][4];
    int[][] byRegion = new int[4][4];
    int[][] remainders = new int[4][4];
    for (int i = 0; i < n; i++) {
      long place = id.applyAsLong(i) - first;
      int quarter = (int) (4 * place / size);
      byOrder[4 * i / n][quarter]++;
      byRegion[i % 4][quarter]++;
      remainders[i % 4][(int) (place % 4)]++;
    }
    assertTrue(chiSquare(byOrder, n) < 35, "order");
    assertTrue(chiSquare(byRegion, n) < 35, "region " + chiSquare(byRegion, n));
    assertTrue(chiSquare(remainders, n) < 35, "remainder " + chiSquare(remainders, n));
  }

  /** Of 16 equal cells; 99.7 % of independent ones are below 34. */
  private static double chiSquare(int[][] cells, int n) {
    double sum = 0;
    for (int[] row : cells) {
      for (int cell : row) {
        sum += (cell - n / 16.0) * (cell - n / 16.0) / (n / 16.0);
      }
    }
    return sum;
  }

  @Test
  void unitsAreShuffledWithinTheirThousand() {
    UnitIds ids = UnitIds.within("site_id", 1_000, STREAMS);
    Set<Long> seen = new HashSet<>();
    int moved = 0;
    for (long unit = 1; unit <= 3_000; unit++) {
      long id = ids.id(unit);
      assertEquals((unit - 1) / 1_000, (id - 1) / 1_000);
      assertTrue(seen.add(id));
      assertEquals(unit, ids.unit(id));
      moved += id != unit ? 1 : 0;
    }
    assertTrue(moved > 2_900);
    assertNotEquals(ids.id(1), ids.id(1_001) - 1_000);
    assertNotEquals(ids.id(1), UnitIds.within("plant_id", 1_000, STREAMS).id(1));
  }
}
