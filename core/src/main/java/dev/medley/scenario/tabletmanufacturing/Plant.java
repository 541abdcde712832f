package dev.medley.scenario.tabletmanufacturing;

import dev.medley.model.Table;
import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.tabletmanufacturing.Laboratory.Findings;
import dev.medley.scenario.tabletmanufacturing.Press.Run;
import dev.medley.scenario.tabletmanufacturing.Quarter.Lot;
import dev.medley.scenario.tabletmanufacturing.Quarter.Order;
import dev.medley.scenario.tabletmanufacturing.Site.Machine;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Batch;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.BatchTruth;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.FailCause;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.LineTruth;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.ProductionLine;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.MessCarrier;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** One plant: granulates, presses and tests batch after batch, quarter after quarter. */
final class Plant implements Simulation {

  // ---- numbers of batches

  private static final long IDS_PER_PLANT = 10_000_000;
  private static final int IDS_PER_DAY = 10;
  private static final int SLOTS = 9;

  // ---- rules haste and mix

  private static final int[] FAST_RPM = {505, 510, 515, 520, 525, 530, 540, 550, 560};
  private static final Discrete FAST = Discrete.of(6, 16, 9, 22, 14, 14, 9, 8, 2);
  private static final int[] PUSHED_RPM = {475, 480, 485, 490, 495, 500};
  private static final Discrete PUSHED = Discrete.of(20, 26, 10, 24, 8, 12);

  /** Turns of the knob off the recipe: none, 5 rpm, 10 rpm, any other up to 9 rpm. */
  private static final Discrete TURN = Discrete.of(0.50, 0.28, 0.16, 0.06);

  private static final int STEP_RPM = 5;
  private static final int[] ODD_RPM = {1, 2, 3, 4, 6, 7, 8, 9};
  private static final double EXACT_MINUTES = 0.5;
  private static final Normal MINUTES_OFF = Normal.of(0, 0.6);
  private static final double MOISTURE_PCT = 2.0;
  private static final double SEASON_MOISTURE_PCT = 0.1;
  private static final Normal MOISTURE_OFF_PCT = Normal.of(0, 0.22);
  private static final double CRITICAL_RPM = 500;
  private static final double POWER_OF_MINUTES = 0.3;
  private static final double STRENGTH_OF_MARGINAL = 0.92;

  // ---- rule friability

  private static final double LOG_FRIABILITY_AT_TARGET = Math.log(0.345);
  private static final double FRIABILITY_PER_SOFTNESS = 3.6;
  private static final double TARGET_HARDNESS_N = 110;
  private static final double FRIABILITY_PER_MOISTURE = -0.05 / 0.25;
  private static final Normal BATCH_DEVIATION = Normal.of(0, 0.26);

  // ---- rule yield

  private static final Gamma LOSS = new Gamma(2.9, 0.0066);
  private static final double LOSS_PER_STOP = 0.0012;
  private static final double HIGHEST_YIELD = 0.999;
  private static final double LEAST_FAILURE_LOSS_PCT = 2;
  private static final double MOST_FAILURE_LOSS_PCT = 6;

  // ---- clerks and crews

  private static final double PERCENT_SHARE = 0.008;
  private static final double LATE_BOOKED_SHARE = 0.12;
  private static final double MISTYPED_SHARE = 0.015;

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
  private final double pushedShare;
  private final double slopeRpm;
  private final double beta;
  private final double coarsePhi;

  private final Streams.Stream impellers;
  private final Streams.Stream mixings;
  private final Streams.Stream moistures;
  private final Streams.Stream friabilities;
  private final Streams.Stream yields;
  private final Streams.Stream percents;
  private final Streams.Stream lateBookings;
  private final Streams.Stream typos;
  private final MessCarrier[] percentCrews = new MessCarrier[Site.crews()];
  private final MessCarrier[] bookingCrews = new MessCarrier[Site.crews()];

  /** One who weighs in every shift. */
  private final Map<Shift, MessCarrier> clerks = new EnumMap<>(Shift.class);

  private final Permutation ids;
  private final Site site;
  private final Quarter.Planner planner;
  private final Press press;
  private final Laboratory laboratory;

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
    this.pushedShare = world.value(TabletManufacturing.PUSH);
    this.slopeRpm = world.value(TabletManufacturing.SLOPE_RPM);
    this.beta = world.value(TabletManufacturing.BETA);
    this.coarsePhi = world.value(TabletManufacturing.COARSE_PHI);
    this.impellers = streams.named("impeller");
    this.mixings = streams.named("mixing_minutes");
    this.moistures = streams.named("granule_moisture");
    this.friabilities = streams.named("friability");
    this.yields = streams.named("yield");
    this.percents = streams.named("rpm_percent");
    this.lateBookings = streams.named("late_booking");
    this.typos = streams.named("lot_typo");
    for (int crew = 0; crew < Site.crews(); crew++) {
      long key = plantId * Site.crews() + crew;
      percentCrews[crew] =
          new MessCarrier(streams.named("carrier.percent"), key, CarrierLaw.COMMON);
      bookingCrews[crew] =
          new MessCarrier(streams.named("carrier.booking"), key, CarrierLaw.COMMON);
    }
    long clerk = plantId * Shift.values().length;
    for (Shift shift : Shift.values()) {
      clerks.put(
          shift, new MessCarrier(streams.named("carrier.weighing"), clerk++, CarrierLaw.COMMON));
    }
    this.ids = Permutation.of(IDS_PER_PLANT, streams.named("id.batch").bits(plantId));
    this.site = new Site(plantId, world);
    this.planner = new Quarter.Planner(site, world);
    this.press = new Press(site, world);
    this.laboratory = new Laboratory(plantId, world);
    begin(world.horizon().from());
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    for (Line line : Line.values()) {
      Machine machine = site.machine(line);
      emitter.emit(
          TabletManufacturing.PRODUCTION_LINES,
          new ProductionLine(
              plantId,
              line,
              machine.pressModel(),
              machine.tabletsPerTurn(),
              machine.commissionedYear()));
      emitter.emit(
          TabletManufacturing.LINE_TRUTH, new LineTruth(plantId, line, machine.isCamWorn()));
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
        continue;
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
        plantId * IDS_PER_PLANT
            + ids.at((long) (order.startDay - firstDay) * IDS_PER_DAY + order.slot);
    double rpm = impellerRpm(order, key);
    double minutes = mixingMinutes(key);
    double moisture = moisturePct(order.startDay, key);
    double effectiveRpm = rpm * Math.pow(minutes / site.recipeMinutes, POWER_OF_MINUTES);
    double overmix = Logit.inverse((effectiveRpm - CRITICAL_RPM) / slopeRpm);
    Run run = press.press(order, strength(order.lot, overmix), batchId, quarter, out);

    double truth = trueFriabilityPct(order, run, moisture, key);
    Findings findings = laboratory.examine(order, run, truth);
    FailCause failCause = order.isAborted ? FailCause.ABORTED : findings.failCause();
    if (out.wants(TabletManufacturing.QC_TESTS)) {
      laboratory.report(order, batchId, findings, out);
    }
    if (out.wants(TabletManufacturing.BATCHES)) {
      record(order, batchId, rpm, minutes, moisture, run, findings, failCause);
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
            findings.firstFriabilityPct(),
            findings.isRetested(),
            failCause,
            order.startDay),
        order.startDay);
  }

  private double impellerRpm(Order order, long key) {
    UniformRandomProvider draw = impellers.at(plantId, key);
    double usual =
        switch (order.shift) {
          case DAY -> hasteByDay;
          case EVENING -> hasteByEvening;
          case NIGHT -> hasteByNight;
        };
    double haste = Logit.add(usual, site.haste(Quarter.crewAt(order.startTs)));
    if (draw.nextDouble() < haste) {
      return FAST_RPM[FAST.at(draw.nextDouble())];
    }
    if (draw.nextDouble() < pushedShare) {
      return PUSHED_RPM[PUSHED.at(draw.nextDouble())];
    }
    int turn = TURN.at(draw.nextDouble());
    int off = turn < TURN.size() - 1 ? turn * STEP_RPM : ODD_RPM[draw.nextInt(ODD_RPM.length)];
    return site.recipeRpm + (draw.nextBoolean() ? off : -off);
  }

  /** As the recipe says, or what the granulator's torque asked for, in halves of a minute. */
  private double mixingMinutes(long key) {
    UniformRandomProvider draw = mixings.at(plantId, key);
    return draw.nextDouble() < EXACT_MINUTES
        ? site.recipeMinutes
        : site.recipeMinutes + Math.rint(2 * MINUTES_OFF.sample(draw)) / 2;
  }

  private double moisturePct(int day, long key) {
    return MOISTURE_PCT
        + site.moisturePct
        + SEASON_MOISTURE_PCT * Press.season(day)
        + MOISTURE_OFF_PCT.sample(moistures.at(plantId, key));
  }

  private double strength(Lot lot, double overmix) {
    double harm = beta * overmix * (lot.isFine ? 1 : coarsePhi);
    return (1 - harm) * (lot.isMarginal ? STRENGTH_OF_MARGINAL : 1);
  }

  private double trueFriabilityPct(Order order, Run run, double moisture, long key) {
    double softness = 1 - run.meanHardnessN() / TARGET_HARDNESS_N;
    return Math.exp(
        LOG_FRIABILITY_AT_TARGET
            + FRIABILITY_PER_SOFTNESS * softness
            + order.lot.effect
            + site.logFriability
            + order.machine.logFriability()
            + FRIABILITY_PER_MOISTURE * (moisture - MOISTURE_PCT)
            + BATCH_DEVIATION.sample(friabilities.at(plantId, key)));
  }

  private void record(
      Order order,
      long batchId,
      double rpm,
      double minutes,
      double moisture,
      Run run,
      Findings findings,
      FailCause failCause) {
    long key = order.key();
    int crew = Quarter.crewAt(order.startTs);
    int lastCrew = Quarter.crewAt(order.endTs);
    MessCarrier clerk = clerks.get(order.shift);
    out.emit(
        TabletManufacturing.BATCHES,
        new Batch(
            batchId,
            batchNo(order),
            plantId,
            order.line,
            order.shift,
            order.startTs,
            order.endTs,
            rpm,
            minutes,
            order.lot.number(),
            run.meanForceKn(),
            run.meanTemperatureCelsius(),
            moisture,
            yieldPct(order, failCause, yields.at(plantId, key)),
            findings.reportedFriabilityPct(),
            failCause == null,
            Quarter.shiftAt(order.endTs),
            percents.uniform(plantId, key)
                < percentCrews[crew].chance(order.startTs, PERCENT_SHARE),
            lateBookings.uniform(plantId, key)
                < bookingCrews[lastCrew].chance(order.endTs, LATE_BOOKED_SHARE),
            typos.uniform(plantId, key) < clerk.chance(order.startTs, MISTYPED_SHARE),
            order.startDay),
        order.startDay);
  }

  private String batchNo(Order order) {
    int year = LocalDate.ofEpochDay(order.startDay).getYear() % 100;
    int sequence = (order.startDay - firstDay) * SLOTS + order.slot + 1;
    return String.format(Locale.ROOT, "%s-%02d-%05d", order.line, year, sequence);
  }

  /** Good tablets of all that the granules would make; who gives up has only what was pressed. */
  private static double yieldPct(Order order, FailCause failCause, UniformRandomProvider draw) {
    double lost = LOSS.sample(draw) + LOSS_PER_STOP * order.stops.length;
    double pct = 100 * order.pressedShare * Math.min(HIGHEST_YIELD, 1 - lost);
    double ofFailure =
        LEAST_FAILURE_LOSS_PCT
            + (MOST_FAILURE_LOSS_PCT - LEAST_FAILURE_LOSS_PCT) * draw.nextDouble();
    return failCause == null ? pct : pct - ofFailure;
  }
}
