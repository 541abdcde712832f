package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HazardTest {
  private static final Streams STREAMS = new Streams(5, "hazards");
  private static final int N = 100_000;

  private enum Exit {
    DEATH,
    RELAPSE,
    TOXICITY,
    END
  }

  private static final Race.Start<Exit> EXITS = Race.among(STREAMS, "exit", Exit.class);

  @Test
  void timesAndSumsUndoEachOther() {
    List<Hazard> hazards =
        List.of(
            Hazard.constant(0.02),
            Weibull.ofMedianAndShape(15, 1.4),
            Hazard.gompertz(0.01, 0.08),
            Hazard.gompertz(0.2, -0.01),
            Hazard.piecewise(new double[] {0, 5, 8}, new double[] {0.1, 0, 0.3}),
            Hazard.steps(1, 0.3, 0.2, 0.1).times(2.5),
            Weibull.ofMedianAndShape(30, 2.2).after(12));
    for (Hazard hazard : hazards) {
      double last = 0;
      for (double sum = 0.01; sum < 4; sum += 0.13) {
        double time = hazard.timeAt(sum);
        assertEquals(sum, hazard.cumulative(time), 1e-9, hazard.toString());
        assertTrue(time > last, hazard.toString());
        last = time;
      }
      assertEquals(0, hazard.cumulative(0), 1e-12, hazard.toString());
    }
  }

  @Test
  void someNeverGetThere() {
    assertEquals(Double.POSITIVE_INFINITY, Hazard.constant(0).timeAt(0.1));
    assertEquals(Double.POSITIVE_INFINITY, Hazard.gompertz(0, 0.1).timeAt(0.1));
    assertEquals(Double.POSITIVE_INFINITY, Hazard.gompertz(0.1, -1).timeAt(0.2));
    assertEquals(Double.POSITIVE_INFINITY, Hazard.steps(2, 0.3, 0).timeAt(0.7));
    assertEquals(2, Hazard.steps(2, 0.3, 0, 1).timeAt(0.6), 1e-12);
    assertEquals(Double.POSITIVE_INFINITY, Hazard.constant(1).times(0).timeAt(0.1));
  }

  @Test
  void whatIsNoHazardIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Hazard.constant(-1));
    assertThrows(IllegalArgumentException.class, () -> Hazard.steps(1));
    assertThrows(IllegalArgumentException.class, () -> Hazard.steps(1, 1, Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Hazard.constant(1).times(-1));
    assertThrows(
        IllegalArgumentException.class,
        () -> Hazard.piecewise(new double[] {1, 2}, new double[] {1, 1}));
    assertThrows(
        IllegalArgumentException.class,
        () -> death(1).risk(Exit.END, Hazard.constant(1), Double.NaN));
  }

  @Test
  void causesComeInProportionToTheirHazards() {
    int deaths = 0;
    double time = 0;
    for (int i = 0; i < N; i++) {
      Race<Exit> race =
          EXITS
              .of(i)
              .risk(Exit.DEATH, Hazard.constant(0.1), 1)
              .risk(Exit.RELAPSE, Hazard.constant(0.1), 3);
      deaths += race.first() == Exit.DEATH ? 1 : 0;
      time += race.time();
    }
    assertEquals(0.25, deaths / (double) N, 0.006);
    assertEquals(2.5, time / N, 0.04);
  }

  @Test
  void aCauseThatIsSwitchedOffMovesNoOther() {
    int moved = 0;
    for (int i = 0; i < 5_000; i++) {
      Race<Exit> on = death(i).risk(Exit.TOXICITY, Hazard.constant(0.1), 1);
      Race<Exit> off = death(i).risk(Exit.TOXICITY, Hazard.constant(0.1), 0);
      if (on.first() == Exit.DEATH) {
        assertEquals(off.time(), on.time());
      } else {
        assertTrue(on.time() < off.time());
        moved++;
      }
      Race<Exit> frail = EXITS.of(i).risk(Exit.DEATH, Hazard.gompertz(0.05, 0.1), 2);
      assertTrue(frail.time() < off.time(), "a higher hazard comes sooner");
    }
    assertTrue(moved > 1_000);
  }

  private static Race<Exit> death(long entity) {
    return EXITS.of(entity).risk(Exit.DEATH, Hazard.gompertz(0.05, 0.1), 1);
  }

  @Test
  void aRaceEndsAtAKnownTimeOrNever() {
    assertNull(EXITS.of(1).first());
    assertEquals(Double.POSITIVE_INFINITY, EXITS.of(1).time());
    for (int i = 0; i < 1_000; i++) {
      Race<Exit> race =
          EXITS.of(1, i).riskFrom(6, Exit.DEATH, Hazard.constant(0.2), 1).until(Exit.END, 12);
      assertTrue(race.time() > 6 && race.time() <= 12);
      assertEquals(race.time() == 12 ? Exit.END : Exit.DEATH, race.first());
    }
  }

  @Test
  void stepsBringEventsAtTheirChance() {
    HazardClock clock = new HazardClock(STREAMS.named("lapse"), 7);
    int events = 0;
    double share = 0;
    for (int day = 0; day < N; day++) {
      if (clock.step(0.5)) {
        events++;
        assertTrue(clock.shareOfStep() >= 0 && clock.shareOfStep() <= 1);
        share += clock.shareOfStep();
      }
    }
    assertEquals(-Math.expm1(-0.5), events / (double) N, 0.006);
    assertEquals(events, clock.events());
    // Sooner within the step more often, as the hazard uses up those at risk.
    assertTrue(share / events < 0.49);
  }

  @Test
  void aDayWithoutHazardMovesNothing() {
    Streams.Stream stream = STREAMS.named("lapse");
    HazardClock one = new HazardClock(stream, 3);
    HazardClock other = new HazardClock(stream, 3);
    for (int day = 0; day < 2_000; day++) {
      assertEquals(one.step(0.01), other.step(0.01));
      if (day % 3 == 0) {
        assertTrue(!other.step(0));
      }
    }
    assertTrue(one.events() > 5);
  }
}
