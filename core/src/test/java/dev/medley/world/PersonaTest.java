package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class PersonaTest {
  private static final Streams.Stream STREAM = new Streams(23, "persona").named("habits");
  private static final int N = 40_000;

  @Test
  void factorsAndRatesHaveTheMeanOne() {
    double factors = 0;
    double rates = 0;
    double squares = 0;
    for (int i = 0; i < N; i++) {
      factors += Persona.factor(STREAM.at(1, i), 0.5);
      double rate = Persona.rate(STREAM.at(2, i), 4);
      rates += rate;
      squares += rate * rate;
    }
    assertEquals(1, factors / N, 0.015);
    assertEquals(1, rates / N, 0.015);
    assertEquals(0.25, squares / N - 1, 0.03);
  }

  @Test
  void hoursGoRoundTheClock() {
    boolean late = false;
    for (int i = 0; i < 1_000; i++) {
      double hour = Persona.hour(STREAM.at(3, i), 0.5, 1);
      assertTrue(hour >= 0 && hour < 24);
      late |= hour > 22;
    }
    assertTrue(late);
  }

  @Test
  void sharesAreAroundTheUsualOnesAndMoreSoTheMoreFaithful() {
    double[] mean = new double[3];
    double loose = 0;
    double tight = 0;
    for (int i = 0; i < N; i++) {
      double[] own = Persona.shares(STREAM.at(4, i), 2, 6, 3, 1);
      assertEquals(1, own[0] + own[1] + own[2], 1e-9);
      for (int k = 0; k < 3; k++) {
        mean[k] += own[k] / N;
      }
      loose += Math.pow(own[0] - 0.6, 2) / N;
      tight += Math.pow(Persona.shares(STREAM.at(5, i), 50, 6, 3, 1)[0] - 0.6, 2) / N;
    }
    assertEquals(0.6, mean[0], 0.01);
    assertEquals(0.1, mean[2], 0.01);
    assertEquals(0.24 / 3, loose, 0.005);
    assertEquals(0.24 / 51, tight, 0.0005);
  }
}
