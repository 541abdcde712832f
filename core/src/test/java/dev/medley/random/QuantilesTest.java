package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final int SIZE = 1 << Quantiles.BITS;

  @Test
  void theTableHasTheMomentsOfItsDistribution() {
    assertMoments(Quantiles.NORMAL, 0, 1);
    assertMoments(Quantiles.EXPONENTIAL, 1, 1);
  }

  private static void assertMoments(Quantiles quantiles, double mean, double sd) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < SIZE; i++) {
      sum += quantiles.at(i);
      squares += quantiles.at(i) * quantiles.at(i);
    }
    assertEquals(mean, sum / SIZE, 0.001);
    assertEquals(sd, Math.sqrt(squares / SIZE - mean * mean), 0.005);
  }

  @Test
  void valuesRiseWithTheBitsAndHigherBitsDoNotMatter() {
    for (int i = 1; i < SIZE; i++) {
      assertTrue(Quantiles.NORMAL.at(i) > Quantiles.NORMAL.at(i - 1));
    }
    assertEquals(Quantiles.NORMAL.at(5), Quantiles.NORMAL.at(5 + 7L * SIZE));
    assertEquals(Quantiles.NORMAL.at(SIZE - 1), Quantiles.NORMAL.at(-1));
  }
}
