package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

class QuantilesTest {
  private static final int SIZE = 1 << Quantiles.BITS;
  private static final int N = 4_000_000;

  @Test
  void drawsHaveTheMomentsOfTheirDistribution() {
    assertMoments(Quantiles.NORMAL, 0, 1);
    assertMoments(Quantiles.EXPONENTIAL, 1, 1);
  }

  private static void assertMoments(Quantiles quantiles, double mean, double sd) {
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < N; i++) {
      double x = quantiles.at(Streams.mix(i));
      sum += x;
      squares += x * x;
    }
    assertEquals(mean, sum / N, 0.003);
    assertEquals(sd, Math.sqrt(squares / N - mean * mean), 0.003);
  }

  @Test
  void valuesRiseWithTheBits() {
    for (int i = 1; i < SIZE; i++) {
      assertTrue(Quantiles.NORMAL.at(i) > Quantiles.NORMAL.at(i - 1));
    }
    assertEquals(Quantiles.NORMAL.at(2_005), Quantiles.NORMAL.at(2_005 + 7L * SIZE));
  }

  @Test
  void tailsAreExactAndRepeatNothing() {
    assertTails(Quantiles.NORMAL, NormalDistribution.of(0, 1)::survivalProbability, 3, 3.5, 4, 4.3);
    assertTails(
        Quantiles.EXPONENTIAL, ExponentialDistribution.of(1)::survivalProbability, 6.5, 8, 10, 11);
  }

  private static void assertTails(
      Quantiles quantiles, DoubleUnaryOperator survival, double... from) {
    // As rows take them: the last of four draws of a word, with 16 bits above it.
    double[] draws = new double[N];
    Arrays.setAll(draws, i -> quantiles.at(Streams.mix(i) >>> (3 * Quantiles.BITS)));
    Arrays.sort(draws);
    for (double x : from) {
      double expected = N * survival.applyAsDouble(x);
      double found = Arrays.stream(draws).filter(draw -> draw > x).count();
      assertEquals(expected, found, 5 * Math.sqrt(expected) + 1, "beyond " + x);
    }
    double largest = draws[N - 1];
    assertTrue(Arrays.stream(draws).filter(draw -> draw == largest).count() < 5);
  }

  @Test
  void bothTailsAreAlike() {
    int below = 0;
    int above = 0;
    for (int i = 0; i < N; i++) {
      double x = Quantiles.NORMAL.at(Streams.mix(i));
      below += x < -3.7 ? 1 : 0;
      above += x > 3.7 ? 1 : 0;
    }
    double expected = N * NormalDistribution.of(0, 1).survivalProbability(3.7);
    assertEquals(expected, below, 5 * Math.sqrt(expected));
    assertEquals(expected, above, 5 * Math.sqrt(expected));
  }

  @Test
  void theOutermostPlaceGoesOnForEver() {
    int words = 1_000_000;
    double[] draws = new double[words];
    Arrays.setAll(draws, i -> Quantiles.NORMAL.at(((long) i << Quantiles.BITS) | (SIZE - 1)));
    double expected = (double) words * SIZE * NormalDistribution.of(0, 1).survivalProbability(5);
    double found = Arrays.stream(draws).filter(x -> x > 5).count();
    assertEquals(expected, found, 5 * Math.sqrt(expected));
    assertTrue(Arrays.stream(draws).filter(x -> x > 5).distinct().count() > 0.99 * found);
  }
}
