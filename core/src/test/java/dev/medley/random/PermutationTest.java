package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PermutationTest {
  @Test
  void everyNumberIsHitOnce() {
    for (long size : new long[] {1, 2, 3, 4, 5, 64, 1_000, 44_673, 65_536}) {
      for (long key : new long[] {0, 1, -1, 0x1234_5678_9abc_def0L}) {
        Permutation permutation = Permutation.of(size, key);
        long distinct =
            LongStream.range(0, size)
                .map(permutation::at)
                .filter(x -> x >= 0 && x < size)
                .distinct()
                .count();
        assertEquals(size, distinct, size + " with key " + key);
      }
    }
  }

  @Test
  void neighboursAreScattered() {
    long size = 100_000_000;
    Permutation permutation = Permutation.of(size, 42);
    int n = 100_000;
    long ups =
        LongStream.range(0, n).filter(i -> permutation.at(i + 1) > permutation.at(i)).count();
    double mean = LongStream.range(0, n).map(permutation::at).average().orElseThrow();
    assertEquals(0.5, (double) ups / n, 0.02);
    assertEquals(0.5, mean / size, 0.02);
  }

  @Test
  void keysGiveDifferentShuffles() {
    Permutation one = Permutation.of(10_000, 1L << 40);
    Permutation other = Permutation.of(10_000, 1);
    long same = LongStream.range(0, 10_000).filter(i -> one.at(i) == other.at(i)).count();
    assertTrue(same < 50);
  }

  @Test
  void thereIsAWayBack() {
    for (long size : new long[] {1, 2, 3, 5, 64, 1_000, 44_673, 65_536, 90_000_000, 1L << 62}) {
      for (long key : new long[] {0, -1, 0x1234_5678_9abc_def0L}) {
        Permutation permutation = Permutation.of(size, key);
        for (long i = 0; i < Math.min(size, 2_000); i++) {
          assertEquals(i, permutation.indexOf(permutation.at(i)), size + " with key " + key);
        }
      }
    }
    assertThrows(IllegalArgumentException.class, () -> Permutation.of(10, 1).indexOf(10));
  }

  @Test
  void whatIsOutsideIsRefused() {
    Permutation permutation = Permutation.of(10, 1);
    assertThrows(IllegalArgumentException.class, () -> permutation.at(10));
    assertThrows(IllegalArgumentException.class, () -> permutation.at(-1));
    assertThrows(IllegalArgumentException.class, () -> Permutation.of(0, 1));
  }
}
