package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class KeyedSeriesTest {
  private static final Streams.Stream STREAM = new Streams(3, "series").named("series");

  @Test
  void itHasMeanZeroSpreadOneAndTheMemoryItSays() {
    double sum = 0;
    double squares = 0;
    double products = 0;
    int n = 40_000;
    KeyedSeries series = new KeyedSeries(STREAM, 1, 0.8);
    for (int i = 0; i < n; i++) {
      double x = series.at(i);
      sum += x;
      squares += x * x;
    }
    KeyedSeries next = new KeyedSeries(STREAM, 1, 0.8);
    for (int i = 0; i < n; i++) {
      products += series.at(i) * next.at(i + 1);
    }
    assertEquals(0, sum / n, 0.05);
    assertEquals(1, squares / n, 0.04);
    assertEquals(0.8, products / squares, 0.02);
  }

  @Test
  void blocksMeetWithoutASeam() {
    // Across the border of a block the memory is the same as inside.
    KeyedSeries left = new KeyedSeries(STREAM, 2, 0.9);
    KeyedSeries right = new KeyedSeries(STREAM, 2, 0.9);
    double products = 0;
    double squares = 0;
    for (int block = 0; block < 4_000; block++) {
      double x = left.at(block * 64L + 63);
      products += x * right.at(block * 64L + 64);
      squares += x * x;
    }
    assertEquals(0.9, products / squares, 0.03);
  }

  @Test
  void aStepIsTheSameInWhateverOrderItIsAskedFor() {
    KeyedSeries forward = new KeyedSeries(STREAM, 4, 0.7);
    KeyedSeries jumping = new KeyedSeries(STREAM, 4, 0.7);
    for (int i = -300; i < 300; i++) {
      long step = i * 37L % 300;
      assertEquals(forward.at(step), jumping.at(step));
      jumping.at(step + 10_000);
    }
    assertThrows(IllegalArgumentException.class, () -> new KeyedSeries(STREAM, 4, 1));
  }
}
