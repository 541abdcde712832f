package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class RedialTest {
  @Test
  void someCallAgainSoonSomeLaterAndTheOthersNever() {
    Redial redial =
        Redial.of(0.58, Exponential.ofMean(5).cut(0, 20))
            .or(0.17, LogNormal.ofMedianAndP90(180, 420).cut(25, 2_000));
    Streams.Stream stream = new Streams(3, "redial").named("redial");
    int n = 100_000;
    int soon = 0;
    int later = 0;
    for (int i = 0; i < n; i++) {
      long at = redial.again(stream.at(i), 1_000);
      assertTrue(at > 1_000);
      soon += at <= 1_000 + 20 * 60 ? 1 : 0;
      later += at > 1_000 + 20 * 60 && at != WallClock.NEVER ? 1 : 0;
    }
    assertEquals(0.58, soon / (double) n, 0.006);
    assertEquals(0.17, later / (double) n, 0.005);
  }

  @Test
  void chancesAreSharesOfAll() {
    Exponential delay = Exponential.ofMean(5);
    assertThrows(IllegalArgumentException.class, () -> Redial.of(-0.1, delay));
    assertThrows(IllegalArgumentException.class, () -> Redial.of(0.7, delay).or(0.4, delay));
  }
}
