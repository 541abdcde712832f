package dev.medley.scenario.tabletmanufacturing;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.Press.Run;
import dev.medley.scenario.tabletmanufacturing.Quarter.Order;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Defect;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.FailCause;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.QcTest;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestType;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestUnit;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.MessCarrier;
import dev.medley.world.OpeningHours;
import dev.medley.world.PlaceHours;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import org.apache.commons.rng.UniformRandomProvider;

/** The quality laboratory of a plant: what it finds, what it tests anew, and when it says so. */
final class Laboratory {

  // ---- numbers of tests

  private static final long TESTS_PER_BATCH = 100;
  private static final int SAMPLES = 3;
  private static final int FRIABILITY = 0;
  private static final int FRIABILITY_ANEW = 10;
  private static final int HARDNESS = 50;
  private static final int HARDNESS_ANEW = 60;
  private static final int APPEARANCE = 80;

  // ---- rules friability and oos

  private static final Normal SAMPLE_DEVIATION = Normal.of(-0.045, 0.30);
  private static final Normal HARDNESS_ERROR = Normal.of(1, 0.02);
  private static final int LOWEST_HARDNESS_N = 80;
  private static final int HIGHEST_HARDNESS_N = 150;

  /**
   * Percent are counted in hundredths, as the balance shows them, so that no mean is in between.
   */
  private static final double HUNDREDTHS = 100;

  /** USP <1216>: 1.0 %. */
  private static final int LIMIT_HUNDREDTHS = 100;

  // ---- rule appearance

  private static final int MOST_DEFECTS = 2;
  private static final double SOUND_DEFECTS = 0.1;
  private static final int LEAST_BAD_DEFECTS = 3;
  private static final double MORE_BAD_DEFECTS = 4;
  private static final double POWDERY_FROM_PCT = 0.9;
  private static final double POWDERY_PER_PCT = 6;

  private static final Defect[] OTHER_DEFECTS = {
    Defect.MOTTLED, Defect.DISCOLOURED, Defect.CHIPPED, Defect.BLACK_SPECKS
  };

  // ---- hours

  private static final LogNormal HOURS_TO_RESULT = LogNormal.ofMedianAndSigma(3, 0.5);
  private static final LogNormal HOURS_TO_RETEST = LogNormal.ofMedianAndSigma(20, 0.4);
  private static final double DOOR_SD_MINUTES = 2;
  private static final double DAILY_DOOR_SD_MINUTES = 1;

  // ---- the export of the laboratory system

  /** Laboratory days whose results are delivered twice. */
  private static final double REEXPORTED_DAYS = 0.005;

  /** What the laboratory found out about a batch. */
  static final class Findings {
    private final int[] friability;

    /** Null if it was not tested anew. */
    private final int[] friabilityAnew;

    private final int[] hardness;

    /** Null if it was not tested anew. */
    private final int[] hardnessAnew;

    private final int defects;
    private final Defect defect;

    private Findings(
        int[] friability,
        int[] friabilityAnew,
        int[] hardness,
        int[] hardnessAnew,
        int defects,
        Defect defect) {
      this.friability = friability;
      this.friabilityAnew = friabilityAnew;
      this.hardness = hardness;
      this.hardnessAnew = hardnessAnew;
      this.defects = defects;
      this.defect = defect;
    }

    double firstFriabilityPct() {
      return mean(friability) / HUNDREDTHS;
    }

    double reportedFriabilityPct() {
      return mean(friabilityAnew == null ? friability : friabilityAnew) / HUNDREDTHS;
    }

    boolean isRetested() {
      return friabilityAnew != null || hardnessAnew != null;
    }

    /** The first limit that the last attempts break, or null. */
    FailCause failCause() {
      if (isTooFriable(friabilityAnew == null ? friability : friabilityAnew)) {
        return FailCause.FRIABILITY;
      }
      if (isOutsideHardness(hardnessAnew == null ? hardness : hardnessAnew)) {
        return FailCause.HARDNESS;
      }
      return defects > MOST_DEFECTS ? FailCause.APPEARANCE : null;
    }
  }

  private final long plantId;
  private final double retestShare;
  private final double appearanceShare;
  private final Streams.Stream firstSamples;
  private final Streams.Stream secondSamples;
  private final Streams.Stream retests;
  private final Streams.Stream hardnesses;
  private final Streams.Stream secondHardnesses;
  private final Streams.Stream hardnessRetests;
  private final Streams.Stream appearances;
  private final Streams.Stream delays;
  private final Streams.Stream exports;
  private final MessCarrier export;
  private final OpeningHours hours;

  Laboratory(long plantId, World world) {
    Streams streams = world.streams();
    this.plantId = plantId;
    this.retestShare = world.value(TabletManufacturing.RETEST);
    this.appearanceShare = world.value(TabletManufacturing.APPEARANCE);
    this.firstSamples = streams.named("friability_attempt_1");
    this.secondSamples = streams.named("friability_attempt_2");
    this.retests = streams.named("retest");
    this.hardnesses = streams.named("hardness");
    this.secondHardnesses = streams.named("hardness_attempt_2");
    this.hardnessRetests = streams.named("hardness_retest");
    this.appearances = streams.named("appearance");
    this.delays = streams.named("laboratory_delay");
    this.exports = streams.named("reexported_day");
    this.export = new MessCarrier(streams.named("carrier.export"), plantId, CarrierLaw.COMMON);
    this.hours =
        PlaceHours.LABORATORY.ofPlace(
            streams.named("hours.laboratory"), plantId, DOOR_SD_MINUTES, DAILY_DOOR_SD_MINUTES);
  }

  // ---- what it finds

  Findings examine(Order order, Run run, double trueFriabilityPct) {
    long key = order.key();
    int[] friability = friability(trueFriabilityPct, firstSamples.at(plantId, key));
    int[] hardness = hardness(run, hardnesses.at(plantId, key));
    boolean isFriabilityDoubted =
        isTooFriable(friability) && retests.uniform(plantId, key) < retestShare;
    boolean isHardnessDoubted =
        isOutsideHardness(hardness) && hardnessRetests.uniform(plantId, key) < retestShare;

    Draw look = appearances.at(plantId, key);
    boolean isBad = look.nextDouble() < appearanceShare;
    Defect other = OTHER_DEFECTS[look.nextInt(OTHER_DEFECTS.length)];
    int others =
        isBad
            ? LEAST_BAD_DEFECTS + Poisson.sample(MORE_BAD_DEFECTS, look)
            : Poisson.sample(SOUND_DEFECTS, look);
    double loose = Math.max(0, trueFriabilityPct - POWDERY_FROM_PCT);
    int powdery = Poisson.sample(POWDERY_PER_PCT * loose, look);
    Defect commonest = others + powdery == 0 ? null : powdery > others ? Defect.POWDERY : other;

    return new Findings(
        friability,
        isFriabilityDoubted ? friability(trueFriabilityPct, secondSamples.at(plantId, key)) : null,
        hardness,
        isHardnessDoubted ? hardness(run, secondHardnesses.at(plantId, key)) : null,
        others + powdery,
        commonest);
  }

  /** Three results of the friability drum, in hundredths of a percent. */
  private static int[] friability(double trueFriabilityPct, UniformRandomProvider draw) {
    int[] samples = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double pct = trueFriabilityPct * Math.exp(SAMPLE_DEVIATION.sample(draw));
      samples[i] = (int) Math.round(pct * HUNDREDTHS);
    }
    return samples;
  }

  /** Breaking forces at the beginning, the middle and the end of the run, in whole newtons. */
  private static int[] hardness(Run run, UniformRandomProvider draw) {
    double[] tablets = {run.hardnessAtBeginN(), run.hardnessAtMiddleN(), run.hardnessAtEndN()};
    int[] samples = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      samples[i] = (int) Math.round(tablets[i] * HARDNESS_ERROR.sample(draw));
    }
    return samples;
  }

  private static boolean isTooFriable(int[] samples) {
    return mean(samples) > LIMIT_HUNDREDTHS;
  }

  private static boolean isOutsideHardness(int[] samples) {
    int sum = sum(samples);
    return sum < SAMPLES * LOWEST_HARDNESS_N || sum > SAMPLES * HIGHEST_HARDNESS_N;
  }

  /** Rounded to whole hundredths; of three whole numbers, no mean lies half-way. */
  private static int mean(int[] samples) {
    return (2 * sum(samples) + SAMPLES) / (2 * SAMPLES);
  }

  private static int sum(int[] samples) {
    int sum = 0;
    for (int sample : samples) {
      sum += sample;
    }
    return sum;
  }

  // ---- what it reports

  void report(Order order, long batchId, Findings findings, Emitter out) {
    Draw delay = delays.at(plantId, order.key());
    long friabilityTs = hours.workingTime(order.endTs, seconds(HOURS_TO_RESULT, delay));
    long hardnessTs = hours.workingTime(order.endTs, seconds(HOURS_TO_RESULT, delay));
    long appearanceTs = hours.workingTime(order.endTs, seconds(HOURS_TO_RESULT, delay));
    Report report = new Report(order, batchId, out);
    report.friability(FRIABILITY, 1, findings.friability, friabilityTs);
    if (findings.friabilityAnew != null) {
      long ready = hours.workingTime(friabilityTs, seconds(HOURS_TO_RETEST, delay));
      report.friability(FRIABILITY_ANEW, 2, findings.friabilityAnew, ready);
    }
    report.hardness(HARDNESS, 1, findings.hardness, hardnessTs);
    if (findings.hardnessAnew != null) {
      long ready = hours.workingTime(hardnessTs, seconds(HOURS_TO_RETEST, delay));
      report.hardness(HARDNESS_ANEW, 2, findings.hardnessAnew, ready);
    }
    report.appearance(findings.defects, findings.defect, appearanceTs);
  }

  private static long seconds(LogNormal workingHours, UniformRandomProvider draw) {
    return Math.round(workingHours.sample(draw) * WallClock.HOUR);
  }

  /** Whether the results of a moment's day are delivered twice. */
  private boolean isReexported(long second) {
    int day = WallClock.epochDay(second);
    double chance = export.chance(WallClock.startOf(day), REEXPORTED_DAYS);
    return exports.uniform(plantId, day) < chance;
  }

  /** The rows of a batch. */
  private final class Report {
    private final Order order;
    private final long batchId;
    private final Emitter out;

    private Report(Order order, long batchId, Emitter out) {
      this.order = order;
      this.batchId = batchId;
      this.out = out;
    }

    private void friability(int number, int attempt, int[] hundredths, long ready) {
      for (int i = 0; i < SAMPLES; i++) {
        double pct = hundredths[i] / HUNDREDTHS;
        add(number, TestType.FRIABILITY, attempt, i, pct, TestUnit.PCT, null, ready);
      }
    }

    private void hardness(int number, int attempt, int[] newtons, long ready) {
      for (int i = 0; i < SAMPLES; i++) {
        add(number, TestType.HARDNESS, attempt, i, newtons[i], TestUnit.N, null, ready);
      }
    }

    private void appearance(int defects, Defect defect, long ready) {
      add(APPEARANCE, TestType.APPEARANCE, 1, 0, defects, TestUnit.PER_200, defect, ready);
    }

    private void add(
        int number,
        TestType type,
        int attempt,
        int sample,
        double result,
        TestUnit unit,
        Defect defect,
        long ready) {
      out.emit(
          TabletManufacturing.QC_TESTS,
          new QcTest(
              batchId * TESTS_PER_BATCH + number + sample,
              batchId,
              type,
              attempt,
              sample + 1,
              result,
              unit,
              defect,
              ready - Math.floorMod(ready, WallClock.MINUTE),
              isReexported(ready),
              order.startDay),
          order.startDay);
    }
  }
}
