package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.AutoRegressive;
import dev.medley.random.Geometric;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Cause;
import dev.medley.scenario.coldchain.ColdChain.Disposition;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.SensorReading;
import dev.medley.scenario.coldchain.ColdChain.ShipmentTruth;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.world.Emitter;
import dev.medley.world.Lag;
import dev.medley.world.MessCarrier;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;
import java.util.List;

/** One shipment under way: the box, its logger, and what they add up to. */
final class Journey {

  // ---- what the logger measures

  private static final double BIAS = 0.15;
  private static final double PAYLOAD_NOISE = 0.03;
  private static final double OUTER_SHARE = 0.4;
  private static final double OUTER_NOISE = 0.05;

  private static final int FIX_MINUTES = 30;
  private static final double FIX_MEMORY = 0.9;
  private static final double FIX_DEGREES = 0.00015;

  /** Fixes of a signal that came by way of a wall. */
  private static final double MULTIPATH_SHARE = 0.005;

  private static final double MULTIPATH_FROM = 0.002;
  private static final double MULTIPATH_TO = 0.02;

  private static final long HANDLING_SECONDS = 20 * MINUTE;
  private static final double KNOCK_SHARE = 0.25;
  private static final double KNOCK_FROM_G = 5;
  private static final double KNOCK_MEAN_G = 4;
  private static final double RUMBLE_FROM_G = 0.2;

  /** From here on the suspension bottoms out. */
  private static final double RUMBLE_SOFT_G = 4.9;

  private static final double RUMBLE_SOFT_WIDTH = 0.1;

  private static final double HUMIDITY_BRAZIL = 80;
  private static final double HUMIDITY_ELSEWHERE = 60;
  private static final double HUMIDITY_FLIGHT = -45;
  private static final double HUMIDITY_PER_KELVIN = -1.2;
  private static final double HUMIDITY_AT_CELSIUS = 15;
  private static final double HUMIDITY_MEMORY = 0.97;
  private static final double HUMIDITY_SD = 4;
  private static final double HUMIDITY_MIDDLE = 50;
  private static final double HUMIDITY_WIDTH = 18;

  // ---- what it does not send, or sends twice

  private static final long SHIELDED_FROM = 6 * HOUR;
  private static final long SHIELDED_UNTIL_BEFORE_END = HOUR;

  /** A receiver that was in a plane must find the satellites anew; others lose them at times. */
  private static final double NO_FIX_AFTER_FLIGHT = 0.35;

  private static final double NO_FIX_ELSEWHERE = 0.0033;
  private static final Geometric MORE_WITHOUT_FIX = Geometric.stopping(0.5);

  /** A radio that comes back sends some samples again. */
  private static final double RESEND_AT_RECONNECTION = 0.3;

  private static final Geometric MORE_RESENT = Geometric.ofMean(5);

  /** What all shipments of a cell need. */
  static final class Shared {
    private final Streams.Stream boxes;
    private final Streams.Stream renewals;
    private final Streams.Stream biases;
    private final Streams.Stream samples;
    private final Streams.Stream fixes;
    private final Streams.Stream gaps;
    private final Streams.Stream runs;
    private final double frozenMaxMinutes;
    private final Airlines airlines;
    private final Openings openings;
    private final Slips slips;

    Shared(World world, Airlines airlines, Openings openings, Slips slips) {
      Streams streams = world.streams();
      this.boxes = streams.named("box");
      this.renewals = streams.named("renewed_coolant");
      this.biases = streams.named("logger_bias");
      this.samples = streams.named("sample");
      this.fixes = streams.named("fix");
      this.gaps = streams.named("gap");
      this.runs = streams.named("gap_run");
      this.frozenMaxMinutes = world.value(ColdChain.FROZEN_MAX_MINUTES);
      this.airlines = airlines;
      this.openings = openings;
      this.slips = slips;
    }
  }

  private final Consignment consignment;
  private final long id;
  private final List<Leg> legs;

  /** When the logger stores its last sample. */
  private final long silent;

  private final Shared shared;
  private final Emitter out;
  private final boolean isLogged;
  private final int startDay;
  private final StabilityRule rule;
  private final Shipper box;
  private final Lag outer;
  private final double bias;
  private final double knockChance;
  private final MessCarrier receiver;
  private final MessCarrier radio;
  private final Noise noise;
  private final Noise fixNoise;
  private final Noise gapNoise;
  private final AutoRegressive damp;
  private final AutoRegressive north = AutoRegressive.ofSpread(FIX_MEMORY, FIX_DEGREES);
  private final AutoRegressive east = AutoRegressive.ofSpread(FIX_MEMORY, FIX_DEGREES);
  private final int samplesPerFix;

  /** By leg, until the coolant is spent for the first time; begun again when it is renewed. */
  private final double[] coolantLost;

  private double peak = Double.NEGATIVE_INFINITY;
  private double coldest = Double.POSITIVE_INFINITY;
  private Long knee;

  private boolean hasLanded;
  private boolean wasAway;
  private int withoutFix;
  private int toResend;

  Journey(Consignment consignment, List<Leg> legs, long silent, Shared shared, Emitter out) {
    this.consignment = consignment;
    this.id = consignment.shipmentId();
    this.legs = legs;
    this.silent = silent;
    this.shared = shared;
    this.out = out;
    this.isLogged = out.wants(ColdChain.SENSOR_READINGS);
    this.startDay = WallClock.epochDay(consignment.dispatch());
    this.rule =
        consignment.isFrozen()
            ? new StabilityRule.Frozen(consignment.intervalMinutes(), shared.frozenMaxMinutes)
            : new StabilityRule.Chilled();
    double around = legs.get(0).around().at(begin());
    this.box = new Shipper(consignment, around, shared.boxes.at(id));
    this.outer = new Lag(around);
    int logger = consignment.logger();
    long ownLogger = consignment.maker().number * Manufacturer.LOGGERS + logger;
    this.bias = BIAS * Normal.standard(shared.biases.at(ownLogger));
    this.knockChance = KNOCK_SHARE * shared.airlines.knocks(consignment.carrier());
    this.receiver = shared.slips.receiver(logger);
    this.radio = shared.slips.radio(logger);
    this.noise = shared.samples.noise(id);
    this.fixNoise = shared.fixes.noise(id);
    this.gapNoise = shared.gaps.noise(id);
    int stepsPerSample = consignment.intervalMinutes() / StabilityRule.STEP_MINUTES;
    this.damp =
        AutoRegressive.ofSpread(Math.pow(HUMIDITY_MEMORY, stepsPerSample), HUMIDITY_SD)
            .begin(Quantiles.NORMAL.at(noise.bits(-1)));
    north.begin(Quantiles.NORMAL.at(noise.bits(-2)));
    east.begin(Quantiles.NORMAL.at(noise.bits(-3)));
    this.samplesPerFix = FIX_MINUTES / consignment.intervalMinutes();
    this.coolantLost = new double[legs.size()];
  }

  /** The logger's clock keeps to full five minutes, so it starts a little before the truck. */
  private long begin() {
    return consignment.dispatch() - Math.floorMod(consignment.dispatch(), Shipper.STEP);
  }

  void travel() {
    Openings.Probe probe = new Openings.Probe(shared.openings.of(consignment, legs));
    long[] due = shared.openings.renewals(consignment, legs);
    int renewed = 0;
    int stepsPerSample = consignment.intervalMinutes() / StabilityRule.STEP_MINUTES;
    int untilSample = 0;
    int sample = 0;
    long end = legs.get(legs.size() - 1).end();
    int number = 0;
    Leg leg = legs.get(0);
    for (long t = begin(); t <= end; t += Shipper.STEP) {
      while (t >= leg.end() && number < legs.size() - 1) {
        leg = legs.get(++number);
      }
      if (renewed < due.length && t >= due[renewed]) {
        box.reice(shared.renewals.at(id, renewed++));
        if (knee == null) {
          Arrays.fill(coolantLost, 0);
        }
      }
      double around = leg.around().at(t);
      double lost = box.step(around);
      double payload = box.celsius();
      double air = outer.toward(around, OUTER_SHARE);
      double excess = probe.excess(t, around, payload);
      if (knee == null) {
        coolantLost[number] += lost;
        if (box.isSpent()) {
          knee = t;
        }
      }
      peak = Math.max(peak, payload);
      coldest = Math.min(coldest, payload);
      rule.pass(payload);
      if (untilSample == 0 && t <= silent) {
        untilSample = stepsPerSample;
        long bits = noise.bits(sample);
        double logged = tenths(payload + excess + bias + PAYLOAD_NOISE * Quantiles.NORMAL.at(bits));
        rule.read(logged);
        if (isLogged) {
          emit(t, leg, sample, logged, air, bits);
        }
        sample++;
      }
      untilSample--;
    }
  }

  Disposition verdict() {
    return rule.verdict();
  }

  /** One row: what the logger stored and sent at a second of a leg. */
  private void emit(long t, Leg leg, int sample, double logged, double air, long bits) {
    boolean isFlight = leg.type() == LegType.FLIGHT;
    boolean isShielded = isShielded(t, leg);
    double humidity =
        (leg.from().area.isInBrazil() ? HUMIDITY_BRAZIL : HUMIDITY_ELSEWHERE)
            + (isFlight ? HUMIDITY_FLIGHT : HUMIDITY_PER_KELVIN * (air - HUMIDITY_AT_CELSIUS))
            + damp.next(Quantiles.NORMAL.at(bits >>> (2 * Quantiles.BITS)));
    Double latitude = null;
    Double longitude = null;
    boolean hasNoFix = false;
    if (sample % samplesPerFix == 0 && !isFlight) {
      long fixBits = fixNoise.bits(sample);
      double progress = leg.way().progress(t - leg.start(), leg.planned());
      double off = multipath(fixBits);
      latitude = leg.way().latitude(progress) + north.next(Quantiles.NORMAL.at(fixBits)) + off;
      longitude =
          leg.way().longitude(progress)
              + east.next(Quantiles.NORMAL.at(fixBits >>> Quantiles.BITS))
              + (fixBits < 0 ? off : -off);
      hasNoFix = hasNoFix(t, sample);
    }
    boolean isResent = isResent(t, sample, isFlight || isShielded);
    hasLanded |= isFlight;
    out.emit(
        ColdChain.SENSOR_READINGS,
        new SensorReading(
            id,
            t,
            latitude,
            longitude,
            logged,
            air + OUTER_NOISE * Quantiles.NORMAL.at(bits >>> Quantiles.BITS),
            100 / (1 + Math.exp((HUMIDITY_MIDDLE - humidity) / HUMIDITY_WIDTH)),
            shock(t, leg, bits >>> (3 * Quantiles.BITS)),
            isShielded,
            consignment.fahrenheit(),
            hasNoFix,
            isResent,
            WallClock.epochDay(t)),
        startDay);
  }

  private static double multipath(long bits) {
    double uniform = Noise.uniform(Streams.mix(bits));
    double share = uniform / MULTIPATH_SHARE;
    return share >= 1
        ? 0
        : (MULTIPATH_FROM + share * (MULTIPATH_TO - MULTIPATH_FROM)) * ((bits & 1) == 0 ? 1 : -1);
  }

  private boolean hasNoFix(long t, int sample) {
    boolean isFirst = hasLanded;
    hasLanded = false;
    if (withoutFix > 0) {
      withoutFix--;
      return true;
    }
    double mean = isFirst ? NO_FIX_AFTER_FLIGHT : NO_FIX_ELSEWHERE;
    if (Noise.uniform(gapNoise.bits(sample)) >= receiver.chance(t, mean)) {
      return false;
    }
    withoutFix = MORE_WITHOUT_FIX.sample(shared.runs.at(id, sample));
    return true;
  }

  /** The radio is away in flights and behind shields. */
  private boolean isResent(long t, int sample, boolean isAway) {
    boolean isBack = wasAway && !isAway;
    wasAway = isAway;
    if (isBack
        && Noise.uniform(gapNoise.bits(-1L - sample)) < radio.chance(t, RESEND_AT_RECONNECTION)) {
      Draw draw = shared.runs.at(id, -1L - sample);
      toResend = 1 + MORE_RESENT.sample(draw);
    }
    if (toResend == 0 || isAway) {
      return false;
    }
    toResend--;
    return true;
  }

  private boolean isShielded(long t, Leg leg) {
    return leg.hold() == HoldCode.FDA_HOLD
        && consignment.inspectedInShield()
        && t >= leg.start() + SHIELDED_FROM
        && t <= leg.end() - SHIELDED_UNTIL_BEFORE_END;
  }

  /** Peak acceleration of an interval, from 28 random bits. */
  private double shock(long t, Leg leg, long bits) {
    boolean isHandled = t - leg.start() <= HANDLING_SECONDS || leg.end() - t <= HANDLING_SECONDS;
    double amount = Quantiles.EXPONENTIAL.at(bits);
    if (isHandled && (bits >>> Quantiles.BITS) < knockChance * (1 << 16)) {
      return KNOCK_FROM_G + KNOCK_MEAN_G * amount;
    }
    double rumble = RUMBLE_FROM_G + rumble(leg) * amount;
    return rumble <= RUMBLE_SOFT_G
        ? rumble
        : RUMBLE_SOFT_G + RUMBLE_SOFT_WIDTH * Math.tanh(rumble - RUMBLE_SOFT_G);
  }

  /** Mean of the engine's and the road's own shaking, in g. */
  private static double rumble(Leg leg) {
    return switch (leg.mode()) {
      case TRUCK -> 0.35;
      case BIKE -> 0.6;
      case PICKUP -> 0.5;
      case BOAT -> 0.2;
      case AIR -> 0.15;
      case NONE -> 0.05;
    };
  }

  ShipmentTruth truth(Disposition disposition) {
    int culprit = 0;
    double all = 0;
    double onRamps = 0;
    double inCustoms = 0;
    for (int i = 0; i < coolantLost.length; i++) {
      double lost = Math.max(0, coolantLost[i]);
      all += lost;
      if (lost > coolantLost[culprit]) {
        culprit = i;
      }
      if (legs.get(i).type() == LegType.RAMP) {
        onRamps += lost;
      } else if (legs.get(i).type() == LegType.CUSTOMS) {
        inCustoms += lost;
      }
    }
    Cause cause = null;
    if (disposition == Disposition.REJECTED) {
      if (coldest < 0 && !consignment.isFrozen()) {
        cause = Cause.FREEZE;
      } else if (knee != null && onRamps > all / 2) {
        cause = Cause.RAMP_SUN;
      } else if (knee != null && inCustoms > all / 2) {
        cause = Cause.CLEARANCE;
      } else {
        cause = Cause.OTHER;
      }
    }
    return new ShipmentTruth(
        id,
        cause,
        culprit + 1,
        knee,
        peak,
        rule.longestRunMinutes(),
        rule.cumulativeMinutes(),
        startDay);
  }

  /** What a display of one decimal shows. */
  private static double tenths(double celsius) {
    return Math.floor(celsius * 10 + 0.5) / 10;
  }
}
