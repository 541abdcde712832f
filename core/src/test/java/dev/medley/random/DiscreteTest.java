package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class DiscreteTest {
  @Test
  void choicesComeByTheirWeights() {
    Discrete discrete = Discrete.of(2, 0, 5, 3);
    int n = 1_000_000;
    int[] found = new int[4];
    for (int i = 0; i < n; i++) {
      found[discrete.at((i + 0.5) / n)]++;
    }
    assertEquals(0.2, found[0] / (double) n, 1e-5);
    assertEquals(0, found[1]);
    assertEquals(0.5, found[2] / (double) n, 1e-5);
    assertEquals(0.3, found[3] / (double) n, 1e-5);
  }

  @Test
  void weightsThatChooseNothingAreRefused() {
    assertThrows(IllegalArgumentException.class, Discrete::of);
    assertThrows(IllegalArgumentException.class, () -> Discrete.of(0, 0));
    assertThrows(IllegalArgumentException.class, () -> Discrete.of(2, -1));
    assertThrows(IllegalArgumentException.class, () -> Discrete.of(2, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Discrete.of(1, Double.POSITIVE_INFINITY));
  }
}
