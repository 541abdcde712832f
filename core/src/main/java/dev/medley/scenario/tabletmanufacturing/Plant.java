package dev.medley.scenario.tabletmanufacturing;

import dev.medley.model.Table;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.scenario.tabletmanufacturing.Press.Run;
import dev.medley.scenario.tabletmanufacturing.Quarter.Lot;
import dev.medley.scenario.tabletmanufacturing.Quarter.Order;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Batch;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.BatchTruth;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.FailCause;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.ProductionLine;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.QcTest;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestType;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestUnit;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;

/** One plant: granulates, presses and tests batch after batch, quarter after quarter. */
final class Plant implements Simulation {

  // ---- numbers of batches

  private static final long IDS_PER_PLANT = 10_000_000;
  private static final int IDS_PER_DAY = 10;
  private static final int SLOTS = 9;
  private static final long TESTS_PER_BATCH = 100;
  private static final int SAMPLES = 3;
  private static final int FIRST_ATTEMPT = 0;
  private static final int SECOND_ATTEMPT = 10;
  private static final int HARDNESS = 50;

  // ---- rules haste and mix

  private static final Normal SLOW_RPM = Normal.of(455, 22).cut(380, 500);
  private static final Normal FAST_RPM = Normal.of(532, 20).cut(501, 600);
  private static final Normal MIXING_MINUTES = Normal.of(12, 1);
  private static final Normal MOISTURE_PCT = Normal.of(2.0, 0.25);
  private static final double CRITICAL_RPM = 500;
  private static final double STRENGTH_OF_MARGINAL = 0.90;

  // ---- rule friability

  private static final double LOG_FRIABILITY_AT_TARGET = Math.log(0.33);
  private static final double FRIABILITY_PER_SOFTNESS = 2.6;
  private static final double TARGET_HARDNESS_N = 110;
  private static final Normal BATCH_DEVIATION = Normal.of(0, 0.26);
  private static final Normal SAMPLE_DEVIATION = Normal.of(-0.045, 0.30);
  private static final Normal HARDNESS_ERROR = Normal.of(1, 0.02);
  private static final LogNormal HOURS_TO_RESULT = LogNormal.ofMedianAndSigma(5, 0.4);
  private static final long RETEST_AFTER = 3 * WallClock.DAY;

  /**
   * Percent are counted in hundredths, as the balance shows them, so that no mean is in between.
   */
  private static final double HUNDREDTHS = 100;

  /** USP <1216>: 1.0 %. */
  private static final int LIMIT_HUNDREDTHS = 100;

  // ---- rule yield

  private static final double LOSS_SHAPE = 3.3;
  private static final double LOSS_SCALE = 0.0066;
  private static final double HIGHEST_YIELD = 0.999;
  private static final double LEAST_FAILURE_LOSS_PCT = 2;
  private static final double MOST_FAILURE_LOSS_PCT = 6;

  private static final List<Table<?>> TABLES_OF_BATCHES =
      List.of(
          TabletManufacturing.PRESS_READINGS,
          TabletManufacturing.BATCHES,
          TabletManufacturing.QC_TESTS,
          TabletManufacturing.BATCH_TRUTH);

  private final long plantId;
  private final int firstDay;
  private final double hasteByDay;
  private final double hasteByEvening;
  private final double hasteByNight;
  private final double slopeRpm;
  private final double beta;
  private final double coarsePhi;
  private final double logWornCam;
  private final double retestShare;
  private final double appearanceShare;

  private final Streams.Stream impellers;
  private final Streams.Stream mixings;
  private final Streams.Stream moistures;
  private final Streams.Stream friabilities;
  private final Streams.Stream firstSamples;
  private final Streams.Stream secondSamples;
  private final Streams.Stream retests;
  private final Streams.Stream hardnesses;
  private final Streams.Stream appearances;
  private final Streams.Stream yields;

  private final Quarter.Planner planner;
  private final Press press;

  private Quarter quarter;

  /** Number of the next order of the quarter. */
  private int next;

  /** Where rows go while the plant is being advanced. */
  private Emitter out;

  Plant(long plantId, World world) {
    Streams streams = world.streams();
    this.plantId = plantId;
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.hasteByDay = world.value(TabletManufacturing.HASTE_DAY);
    this.hasteByEvening = world.value(TabletManufacturing.HASTE_EVENING);
    this.hasteByNight = world.value(TabletManufacturing.HASTE_NIGHT);
    this.slopeRpm = world.value(TabletManufacturing.SLOPE_RPM);
    this.beta = world.value(TabletManufacturing.BETA);
    this.coarsePhi = world.value(TabletManufacturing.COARSE_PHI);
    this.logWornCam = Math.log(world.value(TabletManufacturing.WORN_CAM));
    this.retestShare = world.value(TabletManufacturing.RETEST);
    this.appearanceShare = world.value(TabletManufacturing.APPEARANCE);
    this.impellers = streams.named("impeller");
    this.mixings = streams.named("mixing_minutes");
    this.moistures = streams.named("granule_moisture");
    this.friabilities = streams.named("friability");
    this.firstSamples = streams.named("friability_attempt_1");
    this.secondSamples = streams.named("friability_attempt_2");
    this.retests = streams.named("retest");
    this.hardnesses = streams.named("hardness");
    this.appearances = streams.named("appearance");
    this.yields = streams.named("yield");
    this.planner = new Quarter.Planner(plantId, world);
    this.press = new Press(plantId, world);
    begin(world.horizon().from());
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    for (Line line : Line.values()) {
      emitter.emit(
          TabletManufacturing.PRODUCTION_LINES,
          new ProductionLine(plantId, line, line.pressModel, line.commissionedYear));
    }
  }

  // ---- the calendar

  @Override
  public void advanceTo(LocalDate border, Emitter emitter) {
    out = emitter;
    boolean areBatchesWanted = TABLES_OF_BATCHES.stream().anyMatch(emitter::wants);
    int borderDay = (int) border.toEpochDay();
    while (true) {
      if (next == quarter.orders.size()) {
        if (quarter.next().isAfter(border)) {
          return;
        }
        begin(quarter.next());
      }
      Order order = quarter.orders.get(next);
      if (order.startDay >= borderDay) {
        return;
      }
      next++;
      list(order);
      if (areBatchesWanted) {
        make(order);
      }
    }
  }

  /**
   * Begins the quarter of a day. What the plant made before the world began is nobody's business.
   */
  private void begin(LocalDate day) {
    quarter = planner.of(day);
    next = 0;
    while (next < quarter.orders.size() && quarter.orders.get(next).startDay < firstDay) {
      next++;
    }
  }

  /** A lot is on the list from its first batch in this world on. */
  private void list(Order order) {
    MaterialLot row = order.lot.rowOnce();
    if (row != null) {
      out.emit(TabletManufacturing.MATERIAL_LOTS, row, order.startDay);
    }
  }

  // ---- a batch

  private void make(Order order) {
    long key = order.key();
    long batchId =
        plantId * IDS_PER_PLANT + (long) (order.startDay - firstDay) * IDS_PER_DAY + order.slot;
    double rpm = impellerRpm(order.shift, key);
    double overmix = Logit.inverse((rpm - CRITICAL_RPM) / slopeRpm);
    Run run = press.press(order, strength(order.lot, overmix), batchId, quarter, out);

    double truth = trueFriabilityPct(order, run, key);
    int[] first = samples(truth, firstSamples.at(plantId, key));
    int[] second =
        mean(first) > LIMIT_HUNDREDTHS && retests.uniform(plantId, key) < retestShare
            ? samples(truth, secondSamples.at(plantId, key))
            : null;
    int reported = mean(second == null ? first : second);
    FailCause failCause = failCause(reported, key);

    if (out.wants(TabletManufacturing.QC_TESTS)) {
      test(order, batchId, run, first, second);
    }
    if (out.wants(TabletManufacturing.BATCHES)) {
      record(order, batchId, rpm, run, reported, failCause);
    }
    out.emit(
        TabletManufacturing.BATCH_TRUTH,
        new BatchTruth(
            batchId,
            rpm,
            order.lot.isFine,
            order.lot.isMarginal,
            overmix,
            truth,
            mean(first) / HUNDREDTHS,
            second != null,
            failCause,
            order.startDay),
        order.startDay);
  }

  private double impellerRpm(Shift shift, long key) {
    UniformRandomProvider draw = impellers.at(plantId, key);
    double haste =
        switch (shift) {
          case DAY -> hasteByDay;
          case EVENING -> hasteByEvening;
          case NIGHT -> hasteByNight;
        };
    boolean isFast = draw.nextDouble() < haste;
    return Math.rint((isFast ? FAST_RPM : SLOW_RPM).sample(draw));
  }

  private double strength(Lot lot, double overmix) {
    double harm = beta * overmix * (lot.isFine ? 1 : coarsePhi);
    return (1 - harm) * (lot.isMarginal ? STRENGTH_OF_MARGINAL : 1);
  }

  private double trueFriabilityPct(Order order, Run run, long key) {
    double softness = 1 - run.meanHardnessN() / TARGET_HARDNESS_N;
    return Math.exp(
        LOG_FRIABILITY_AT_TARGET
            + FRIABILITY_PER_SOFTNESS * softness
            + order.lot.effect
            + (order.line == Line.L2 ? logWornCam : 0)
            + BATCH_DEVIATION.sample(friabilities.at(plantId, key)));
  }

  /** Three results of the friability drum, in hundredths of a percent. */
  private static int[] samples(double trueFriabilityPct, UniformRandomProvider draw) {
    int[] samples = new int[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      double pct = trueFriabilityPct * Math.exp(SAMPLE_DEVIATION.sample(draw));
      samples[i] = (int) Math.round(pct * HUNDREDTHS);
    }
    return samples;
  }

  /** Rounded to whole hundredths; of three whole numbers, no mean lies half-way. */
  private static int mean(int[] samples) {
    int sum = 0;
    for (int sample : samples) {
      sum += sample;
    }
    return (2 * sum + SAMPLES) / (2 * SAMPLES);
  }

  private FailCause failCause(int reported, long key) {
    if (reported > LIMIT_HUNDREDTHS) {
      return FailCause.FRIABILITY;
    }
    return appearances.uniform(plantId, key) < appearanceShare ? FailCause.APPEARANCE : null;
  }

  private void test(Order order, long batchId, Run run, int[] first, int[] second) {
    long firstId = batchId * TESTS_PER_BATCH;
    UniformRandomProvider draw = hardnesses.at(plantId, order.key());
    long friabilityTs = run.endTs() + secondsToResult(draw);
    long hardnessTs = run.endTs() + secondsToResult(draw);
    for (int i = 0; i < SAMPLES; i++) {
      double pct = first[i] / HUNDREDTHS;
      emit(
          order,
          firstId + FIRST_ATTEMPT + i,
          batchId,
          TestType.FRIABILITY,
          1,
          i,
          pct,
          friabilityTs);
    }
    if (second != null) {
      long retestTs = run.endTs() + RETEST_AFTER;
      for (int i = 0; i < SAMPLES; i++) {
        double pct = second[i] / HUNDREDTHS;
        emit(
            order, firstId + SECOND_ATTEMPT + i, batchId, TestType.FRIABILITY, 2, i, pct, retestTs);
      }
    }
    for (int i = 0; i < SAMPLES; i++) {
      double hardness =
          i == 0 ? run.hardnessAtBeginN() : i == 1 ? run.hardnessAtMiddleN() : run.hardnessAtEndN();
      double newtons = Math.rint(hardness * HARDNESS_ERROR.sample(draw));
      emit(order, firstId + HARDNESS + i, batchId, TestType.HARDNESS, 1, i, newtons, hardnessTs);
    }
  }

  private void emit(
      Order order,
      long testId,
      long batchId,
      TestType type,
      int attempt,
      int sample,
      double result,
      long testedTs) {
    TestUnit unit = type == TestType.FRIABILITY ? TestUnit.PCT : TestUnit.N;
    out.emit(
        TabletManufacturing.QC_TESTS,
        new QcTest(
            testId, batchId, type, attempt, sample + 1, result, unit, testedTs, order.startDay),
        order.startDay);
  }

  private static long secondsToResult(UniformRandomProvider draw) {
    return Math.round(HOURS_TO_RESULT.sample(draw) * WallClock.HOUR);
  }

  private void record(
      Order order, long batchId, double rpm, Run run, int reported, FailCause failCause) {
    long key = order.key();
    out.emit(
        TabletManufacturing.BATCHES,
        new Batch(
            batchId,
            batchNo(order),
            plantId,
            order.line,
            order.shift,
            order.startTs,
            run.endTs(),
            rpm,
            MIXING_MINUTES.sample(mixings.at(plantId, key)),
            order.lot.number(),
            run.meanForceKn(),
            run.meanTemperatureCelsius(),
            MOISTURE_PCT.sample(moistures.at(plantId, key)),
            yieldPct(failCause != null, yields.at(plantId, key)),
            reported / HUNDREDTHS,
            failCause == null,
            Quarter.shiftAt(run.endTs()),
            order.startDay),
        order.startDay);
  }

  private String batchNo(Order order) {
    int year = LocalDate.ofEpochDay(order.startDay).getYear() % 100;
    int sequence = (order.startDay - firstDay) * SLOTS + order.slot + 1;
    return String.format(Locale.ROOT, "%s-%02d-%05d", order.line, year, sequence);
  }

  private static double yieldPct(boolean isFailed, UniformRandomProvider draw) {
    double lost = AhrensDieterMarsagliaTsangGammaSampler.of(draw, LOSS_SHAPE, LOSS_SCALE).sample();
    double pct = 100 * Math.min(HIGHEST_YIELD, 1 - lost);
    double ofFailure =
        LEAST_FAILURE_LOSS_PCT
            + (MOST_FAILURE_LOSS_PCT - LEAST_FAILURE_LOSS_PCT) * draw.nextDouble();
    return isFailed ? pct - ofFailure : pct;
  }
}
