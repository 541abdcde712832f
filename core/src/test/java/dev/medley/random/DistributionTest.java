package dev.medley.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams.Draw;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class DistributionTest {
  private static final Streams.Stream STREAM = new Streams(5, "laws").named("test");
  private static final int N = 200_000;

  @Test
  void amountsHaveTheMeanAndSpreadTheyWereGivenBy() {
    assertMoments(Gamma.ofMeanAndCv(3, 0.4), 3, 1.2);
    assertMoments(Gamma.ofMeanAndShape(1, 0.5), 1, Math.sqrt(2));
    assertMoments(Beta.ofMeanAndSd(0.55, 0.12), 0.55, 0.12);
    assertMoments(Beta.ofMeanAndConcentration(0.2, 0.8), 0.2, 0.298);
    assertMoments(Exponential.ofMean(7), 7, 7);
    assertMoments(Exponential.ofMedian(7), 7 / Math.log(2), 7 / Math.log(2));
    assertMoments(Weibull.ofScaleAndShape(541, 1.57), 485.9, 316.2);
  }

  @Test
  void countsHaveTheMeanAndSpreadTheyWereGivenBy() {
    assertCounts(Poisson.ofMean(0.3), 0.3, Math.sqrt(0.3));
    assertCounts(Poisson.ofMean(90), 90, Math.sqrt(90));
    assertCounts(NegativeBinomial.ofMeanAndDispersion(9.5, 3), 9.5, 6.291);
    assertCounts(NegativeBinomial.ofMeanAndDispersion(0.5, 0.8), 0.5, 0.901);
    assertCounts(Geometric.ofMean(1.5), 1.5, Math.sqrt(1.5 * 2.5));
    assertCounts(Geometric.goingOn(0.75), 3, Math.sqrt(12));
    assertCounts(Geometric.stopping(0.4), 1.5, Math.sqrt(1.5 * 2.5));
    assertCounts(Binomial.of(3, 0.35), 1.05, 0.826);
    assertCounts(Binomial.of(3, 0.8), 2.4, 0.693);
    assertCounts(Binomial.of(5_000, 0.3), 1_500, 32.4);
  }

  @Test
  void nothingIsExpectedOfNothing() {
    Draw draw = STREAM.at(1);
    for (int i = 0; i < 1_000; i++) {
      assertEquals(0, Poisson.ofMean(0).sample(draw));
      assertEquals(0, NegativeBinomial.ofMeanAndDispersion(0, 2).sample(draw));
      assertEquals(0, Geometric.ofMean(0).sample(draw));
      assertEquals(0, Binomial.of(0, 0.5).sample(draw));
      assertEquals(0, Binomial.of(1_000, 0).sample(draw));
      assertEquals(1_000, Binomial.of(1_000, 1).sample(draw));
      assertEquals(Double.POSITIVE_INFINITY, Exponential.ofRate(0).sample(draw));
    }
  }

  @Test
  void halfLiveLongerThanTheMedian() {
    Weibull relapse = Weibull.ofMedianAndShape(15, 1.1);
    Draw draw = STREAM.at(2);
    int longer = 0;
    for (int i = 0; i < N; i++) {
      longer += relapse.sample(draw) > 15 ? 1 : 0;
    }
    assertEquals(0.5, longer / (double) N, 0.005);
  }

  @Test
  void manyTrialsFollowTheBinomialExactly() {
    BinomialDistribution exact = BinomialDistribution.of(400, 0.35);
    int[] atMost = new int[401];
    Draw draw = STREAM.at(3);
    for (int i = 0; i < N; i++) {
      atMost[Binomial.of(400, 0.35).sample(draw)]++;
    }
    Arrays.parallelPrefix(atMost, Integer::sum);
    for (int k = 0; k <= 400; k++) {
      assertEquals(exact.cumulativeProbability(k), atMost[k] / (double) N, 0.005, "up to " + k);
    }
  }

  @Test
  void moreIsExpectedMoreComes() {
    int more = 0;
    for (int i = 0; i < 2_000; i++) {
      int few = Poisson.sample(4, STREAM.at(4, i));
      int many = Poisson.sample(5, STREAM.at(4, i));
      assertTrue(many >= few);
      more += many > few ? 1 : 0;
      assertTrue(Binomial.of(9, 0.6).sample(STREAM.at(4, i)) >= binomial(0.5, i));
      assertTrue(Binomial.of(9, 0.3).sample(STREAM.at(4, i)) <= binomial(0.5, i));
    }
    assertTrue(more > 500);
  }

  private static int binomial(double chance, long key) {
    return Binomial.of(9, chance).sample(STREAM.at(4, key));
  }

  @Test
  void whatIsCutIsDrawnAgain() {
    Draw draw = STREAM.at(5);
    Distribution days = Exponential.ofMean(5).cut(1, 20);
    CountDistribution burst = Geometric.goingOn(0.9).cut(1, 25);
    int atEnds = 0;
    for (int i = 0; i < N; i++) {
      double x = days.sample(draw);
      assertTrue(x >= 1 && x <= 20);
      atEnds += x == 1 || x == 20 ? 1 : 0;
      int n = burst.sample(draw);
      assertTrue(n >= 1 && n <= 25);
    }
    assertEquals(0, atEnds);
    assertThrows(IllegalArgumentException.class, () -> Exponential.ofMean(5).cut(3, 3));
    assertThrows(IllegalArgumentException.class, () -> Poisson.ofMean(5).cut(3, 2));
    Distribution none = Exponential.ofMean(1).cut(-5, -4);
    assertThrows(IllegalArgumentException.class, () -> none.sample(draw));
  }

  @Test
  void whatIsNoDistributionIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> Gamma.ofMeanAndCv(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Gamma.ofMeanAndShape(0, 1));
    assertThrows(IllegalArgumentException.class, () -> Beta.ofMeanAndSd(0.5, 0.5));
    assertThrows(IllegalArgumentException.class, () -> Beta.ofMeanAndConcentration(1, 5));
    assertThrows(IllegalArgumentException.class, () -> Exponential.ofMean(0));
    assertThrows(IllegalArgumentException.class, () -> Weibull.ofMedianAndShape(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Poisson.ofMean(-1));
    assertThrows(IllegalArgumentException.class, () -> Poisson.ofMean(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> NegativeBinomial.ofMeanAndDispersion(1, 0));
    assertThrows(IllegalArgumentException.class, () -> Geometric.goingOn(1));
    assertThrows(IllegalArgumentException.class, () -> Binomial.of(3, 1.01));
    assertThrows(IllegalArgumentException.class, () -> Binomial.of(-1, 0.5));
  }

  @Test
  void ownSharesLieAroundTheUsualOnes() {
    double[] sum = new double[3];
    double squares = 0;
    for (int i = 0; i < N / 4; i++) {
      double[] own = Dirichlet.around(STREAM.at(6, i), 9, 30, 70, 0);
      assertEquals(1, own[0] + own[1], 1e-12);
      assertEquals(0, own[2]);
      sum[0] += own[0];
      squares += (own[0] - 0.3) * (own[0] - 0.3);
    }
    assertEquals(0.3, sum[0] / (N / 4), 0.002);
    assertEquals(0.3 * 0.7 / 10, squares / (N / 4), 0.0005);
    assertThrows(IllegalArgumentException.class, () -> Dirichlet.around(STREAM.at(6), 9, 0, 0));
  }

  @Test
  void fewHaveMuch() {
    assertEquals(0.25, Zipf.weights(5, 2)[1]);
    assertEquals(1 / 14.0, Zipf.weights(12, 1, 2)[11], 1e-12);
    Draw draw = STREAM.at(7);
    int head = 0;
    for (int i = 0; i < N; i++) {
      head += Zipf.index(1_000, 2, draw.nextDouble()) < 250 ? 1 : 0;
    }
    assertEquals(0.5, head / (double) N, 0.005);
    assertEquals(999, Zipf.index(1_000, 1.3, Math.nextDown(1.0)));
  }

  @Test
  void causesAddUpOnTheScaleOfLogOdds() {
    assertEquals(0.3, Logit.inverse(Logit.of(0.3)), 1e-12);
    assertEquals(Logit.inverse(Logit.of(0.3) + 0.8), Logit.add(0.3, 0.8), 1e-12);
    assertEquals(0, Logit.add(0, 3));
    assertEquals(1, Logit.add(1, -3));
    Draw draw = STREAM.at(8);
    int above = 0;
    for (int i = 0; i < N; i++) {
      above += Logit.noise(draw) > 1 ? 1 : 0;
    }
    assertEquals(Logit.inverse(-1), above / (double) N, 0.004);
  }

  private static void assertMoments(Distribution law, double mean, double sd) {
    Draw draw = STREAM.at(0);
    double[] x = new double[N];
    Arrays.setAll(x, i -> law.sample(draw));
    assertMoments(law.toString(), x, mean, sd);
  }

  private static void assertCounts(CountDistribution law, double mean, double sd) {
    Draw draw = STREAM.at(0);
    double[] x = new double[N];
    Arrays.setAll(x, i -> law.sample(draw));
    assertMoments(law.toString(), x, mean, sd);
  }

  private static void assertMoments(String law, double[] x, double mean, double sd) {
    double found = Arrays.stream(x).average().orElseThrow();
    double variance = Arrays.stream(x).map(v -> (v - found) * (v - found)).sum() / (N - 1);
    assertEquals(mean, found, 5 * sd / Math.sqrt(N), law);
    assertEquals(sd, Math.sqrt(variance), 0.02 * sd, law);
  }
}
