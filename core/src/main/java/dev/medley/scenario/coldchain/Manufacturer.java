package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Discrete;
import dev.medley.random.Noise;
import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.Cause;
import dev.medley.scenario.coldchain.ColdChain.Disposition;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.Product;
import dev.medley.scenario.coldchain.ColdChain.SensorReading;
import dev.medley.scenario.coldchain.ColdChain.Shipment;
import dev.medley.scenario.coldchain.ColdChain.ShipmentLeg;
import dev.medley.scenario.coldchain.ColdChain.ShipmentTruth;
import dev.medley.scenario.coldchain.ColdChain.ShipperType;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.scenario.coldchain.Consignment.Route;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Lag;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What one manufacturer sends to one region, week by week. Shipments know nothing of each other; a
 * shipment is simulated whole, in steps of five minutes from the plant to the last door, when its
 * week comes.
 */
final class Manufacturer implements Simulation {

  // ---- the shipments

  /** Shipments a week by region: 1,300 a year to Chicago and 700 to Brazil. */
  private static final double[] SHIPMENTS_PER_WEEK = {25, 10.1, 3.4};

  private static final int WEEK_DAYS = 7;
  private static final int REGIONS = SHIPMENTS_PER_WEEK.length;
  private static final int SHIPMENTS_OF_A_BATCH = 3;

  /** Numbers of batches that a region keeps free for the one before it. */
  private static final int BATCHES_PER_REGION = 100;

  /** Monday to Sunday; plants avoid to have boxes at an airport over the weekend. */
  private static final Discrete WEEKDAY = Discrete.of(21, 21, 21, 19, 12, 4, 2);

  private static final long FIRST_DISPATCH = 7 * HOUR;
  private static final long DISPATCH_SECONDS = 9 * HOUR;

  private static final Discrete CARRIER = Discrete.of(0.25, 0.22, 0.22, 0.18, 0.13);
  private static final double VIP_SHARE = 0.6;
  private static final Discrete ROUTE_OF_B = Discrete.of(0.25, 0.65, 0.10);
  private static final Discrete ROUTE_OF_OTHERS = Discrete.of(0.53, 0.30, 0.17);
  private static final double CRUNCH_WEEKS = 0.15;
  private static final double CRUNCH_OVER_DXB = 0.30;
  private static final double NORTH_TO_MAO = 2.0 / 3;
  private static final double REICE_SHARE = 0.65;
  private static final int[] INTERVAL_MINUTES = {5, 10, 15};
  private static final Discrete INTERVAL = Discrete.of(0.50, 0.35, 0.15);
  private static final int HOSPITALS = 12;
  private static final int CLINICS_OF_A_CITY = 40;
  private static final int FEWEST_CHILLED_VIALS = 8;
  private static final int MOST_CHILLED_VIALS = 12;
  private static final int FEWEST_FROZEN_TRAYS = 10;
  private static final int MOST_FROZEN_TRAYS = 21;
  private static final int VIALS_OF_A_TRAY = 10;
  private static final long CHILLED_VIAL_CENTS = 50_000_00;
  private static final long FROZEN_VIAL_CENTS = 200_00;
  private static final double MOST_CLOUDED = 0.3;

  /** Exams in a warehouse that no radio leaves, and loggers set to the wrong unit. */
  private static final double SHIELDED_SHARE = 0.67;

  private static final double FAHRENHEIT_SHARE = 0.01;
  private static final long SHIELDED_FROM = 6 * HOUR;
  private static final long SHIELDED_UNTIL_BEFORE_END = HOUR;

  // ---- the logger

  private static final double UNIT_BIAS = 0.12;
  private static final double PAYLOAD_NOISE = 0.12;
  private static final double OUTER_SHARE = 0.4;
  private static final double OUTER_NOISE = 0.2;

  private static final int FIX_MINUTES = 30;
  private static final double FIX_NOISE = 0.01;

  private static final long HANDLING_SECONDS = 20 * MINUTE;

  /** Of 65,536, the samples near a hand-over that see a knock. */
  private static final int KNOCKS = 1 << 14;

  private static final double KNOCK_FROM_G = 5;
  private static final double KNOCK_MEAN_G = 4;
  private static final double RUMBLE_FROM_G = 0.2;
  private static final double RUMBLE_MEAN_G = 0.35;
  private static final double RUMBLE_MOST_G = 4.9;

  private static final double HUMIDITY_BRAZIL = 80;
  private static final double HUMIDITY_ELSEWHERE = 60;
  private static final double HUMIDITY_FLIGHT = -45;
  private static final double HUMIDITY_PER_KELVIN = -1.2;
  private static final double HUMIDITY_AT_CELSIUS = 15;
  private static final double HUMIDITY_NOISE = 2;
  private static final double HUMIDITY_LOW = 10;
  private static final double HUMIDITY_HIGH = 99;

  private final long manufacturer;
  private final int regionIndex;
  private final int worldStart;
  private final int lastDay;
  private final double frozenMaxMinutes;

  private final Streams.Stream counts;
  private final Streams.Stream orders;
  private final Streams.Stream crunches;
  private final Streams.Stream boxes;
  private final Streams.Stream renewals;
  private final Streams.Stream biases;
  private final Streams.Stream samples;
  private final Streams.Stream fixes;

  private final Forwarder forwarder;
  private final Openings openings;

  private int week;

  Manufacturer(long manufacturer, Cell cell, World world) {
    Streams streams = world.streams();
    this.manufacturer = manufacturer;
    this.regionIndex = cell.regionIndex();
    this.worldStart = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.frozenMaxMinutes = world.value(ColdChain.FROZEN_MAX_MINUTES);
    this.counts = streams.named("shipments_of_a_week");
    this.orders = streams.named("order");
    this.crunches = streams.named("crunch_week");
    this.boxes = streams.named("box");
    this.renewals = streams.named("renewed_coolant");
    this.biases = streams.named("logger_bias");
    this.samples = streams.named("sample");
    this.fixes = streams.named("fix");
    this.forwarder = new Forwarder(world);
    this.openings = new Openings(world);
    if (world.horizon().days() > ColdChain.WEEKS * WEEK_DAYS) {
      throw new IllegalArgumentException(
          "a manufacturer has shipment ids for "
              + ColdChain.WEEKS
              + " weeks, not for "
              + world.horizon());
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    long end = Math.min(border.toEpochDay(), lastDay + 1L);
    while (firstDay(week) < end) {
      sendWeek(out);
      week++;
    }
  }

  private int firstDay(int ofWeek) {
    return worldStart + WEEK_DAYS * ofWeek;
  }

  private void sendWeek(Emitter out) {
    Draw draw = counts.at(manufacturer, regionIndex, week);
    int drawn = PoissonSampler.of(draw, SHIPMENTS_PER_WEEK[regionIndex]).sample();
    int n = Math.min(drawn, ColdChain.SHIPMENTS_OF_A_WEEK);
    for (int k = 0; k < n; k++) {
      Consignment consignment = order(k);
      if (WallClock.epochDay(consignment.dispatch()) <= lastDay) {
        send(consignment, k, out);
      }
    }
  }

  private long shipmentId(int k) {
    long ofRegion = (manufacturer * REGIONS + regionIndex) * ColdChain.WEEKS + week;
    return ofRegion * ColdChain.SHIPMENTS_OF_A_WEEK + k;
  }

  /** What the k-th shipment of the week is. */
  private Consignment order(int k) {
    long id = shipmentId(k);
    Draw draw = orders.at(id);
    boolean isFrozen = regionIndex > 0;
    int firstWeekday = WallClock.weekday(firstDay(week));
    int day =
        firstDay(week) + Math.floorMod(WEEKDAY.at(draw.nextDouble()) - firstWeekday, WEEK_DAYS);
    long dispatch =
        WallClock.startOf(day) + FIRST_DISPATCH + (long) (draw.nextDouble() * DISPATCH_SECONDS);
    Carrier carrier = ColdChain.CARRIER_LIST.get(CARRIER.at(draw.nextDouble()));
    boolean isVip = draw.nextDouble() < VIP_SHARE || isFrozen;
    Route route = route(carrier, draw.nextDouble(), draw.nextDouble());
    int door = 1 + (int) (draw.nextDouble() * (isFrozen ? CLINICS_OF_A_CITY : HOSPITALS));
    String destination = isFrozen ? route.last + "-UBS-" + door : "CHI-HOSP-" + door;
    double size = draw.nextDouble();
    int units =
        isFrozen
            ? VIALS_OF_A_TRAY * between(size, FEWEST_FROZEN_TRAYS, MOST_FROZEN_TRAYS)
            : between(size, FEWEST_CHILLED_VIALS, MOST_CHILLED_VIALS);
    boolean isReiced = draw.nextDouble() < REICE_SHARE && isFrozen;
    int interval = INTERVAL_MINUTES[INTERVAL.at(draw.nextDouble())];
    double cloud = MOST_CLOUDED + draw.nextDouble() * (1 - MOST_CLOUDED);
    boolean isShielded = draw.nextDouble() < SHIELDED_SHARE;
    boolean isFahrenheit = draw.nextDouble() < FAHRENHEIT_SHARE;
    return new Consignment(
        id,
        manufacturer,
        week,
        isFrozen ? Product.MRNA_FROZEN : Product.BIOLOGIC_2_8,
        carrier,
        isVip ? ShipperType.VIP_PCM : ShipperType.EPS_GEL,
        route,
        destination,
        dispatch,
        units,
        isReiced,
        interval,
        cloud,
        isShielded,
        isFahrenheit);
  }

  private static int between(double uniform, int low, int high) {
    return low + (int) (uniform * (high - low + 1));
  }

  private Route route(Carrier carrier, double choice, double detour) {
    switch (regionIndex) {
      case 0 -> {
        boolean isCrunch = crunches.uniform(manufacturer, week) < CRUNCH_WEEKS;
        if (isCrunch && detour < CRUNCH_OVER_DXB) {
          return Route.OVER_DXB;
        }
        Discrete routes = carrier == Carrier.CARRIER_B ? ROUTE_OF_B : ROUTE_OF_OTHERS;
        return switch (routes.at(choice)) {
          case 0 -> Route.DIRECT;
          case 1 -> Route.OVER_JFK;
          default -> Route.OVER_FRA;
        };
      }
      case 1 -> {
        return choice < NORTH_TO_MAO ? Route.TO_MAO : Route.TO_BEL;
      }
      default -> {
        return Route.TO_CGB;
      }
    }
  }

  // ---- the journey

  private void send(Consignment consignment, int k, Emitter out) {
    List<Leg> legs = forwarder.legsOf(consignment);
    Journey journey = new Journey(consignment, legs, out);
    journey.travel();
    Disposition disposition = journey.rule.verdict();
    int day = journey.startDay;
    if (out.wants(ColdChain.SHIPMENTS)) {
      out.emit(ColdChain.SHIPMENTS, shipment(consignment, k, legs, disposition, day), day);
    }
    if (out.wants(ColdChain.SHIPMENT_LEGS)) {
      emitLegs(consignment, legs, day, out);
    }
    if (out.wants(ColdChain.SHIPMENT_TRUTH)) {
      out.emit(ColdChain.SHIPMENT_TRUTH, journey.truth(), day);
    }
  }

  private Shipment shipment(
      Consignment c, int k, List<Leg> legs, Disposition disposition, int day) {
    long value = c.units() * (c.isFrozen() ? FROZEN_VIAL_CENTS : CHILLED_VIAL_CENTS);
    // The two Brazilian regions share a plant, so their batches need numbers of their own.
    int batch = k / SHIPMENTS_OF_A_BATCH + Math.max(0, regionIndex - 1) * BATCHES_PER_REGION;
    return new Shipment(
        c.shipmentId(),
        c.product(),
        (c.isFrozen() ? "MR-" : "BX-") + manufacturer + '-' + week + '-' + batch,
        c.carrier(),
        c.shipper(),
        c.route().code,
        c.destination(),
        c.dispatch(),
        legs.get(legs.size() - 1).end(),
        c.units(),
        value,
        c.reice(),
        c.intervalMinutes(),
        disposition,
        disposition == Disposition.REJECTED ? value : 0,
        day);
  }

  private void emitLegs(Consignment c, List<Leg> legs, int day, Emitter out) {
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      out.emit(
          ColdChain.SHIPMENT_LEGS,
          new ShipmentLeg(
              c.shipmentId(),
              i + 1,
              leg.type(),
              leg.mode(),
              leg.from(),
              leg.to(),
              leg.start(),
              leg.end(),
              leg.hold(),
              leg.to().utcOffsetHours,
              day),
          day);
    }
  }

  /** One shipment under way: the box, its logger, and what they add up to. */
  private final class Journey {
    private final Consignment consignment;
    private final List<Leg> legs;
    private final Emitter out;
    private final boolean isLogged;
    private final int startDay;
    private final StabilityRule rule;
    private final Shipper box;
    private final Lag outer;
    private final double bias;
    private final Noise noise;
    private final Noise fixNoise;

    private final int samplesPerFix;

    /** By leg, until the coolant is spent for the first time; begun again when it is renewed. */
    private final double[] coolantLost;

    private double peak = Double.NEGATIVE_INFINITY;
    private double coldest = Double.POSITIVE_INFINITY;
    private Long knee;

    Journey(Consignment consignment, List<Leg> legs, Emitter out) {
      long id = consignment.shipmentId();
      this.consignment = consignment;
      this.legs = legs;
      this.out = out;
      this.isLogged = out.wants(ColdChain.SENSOR_READINGS);
      this.startDay = WallClock.epochDay(consignment.dispatch());
      this.rule =
          consignment.isFrozen()
              ? new StabilityRule.Frozen(consignment.intervalMinutes(), frozenMaxMinutes)
              : new StabilityRule.Chilled();
      this.box = new Shipper(consignment, boxes.at(id));
      this.outer = new Lag(legs.get(0).around().at(consignment.dispatch()));
      this.bias = UNIT_BIAS * ZigguratSampler.NormalizedGaussian.of(biases.at(id)).sample();
      this.noise = samples.noise(id);
      this.fixNoise = fixes.noise(id);
      this.samplesPerFix = FIX_MINUTES / consignment.intervalMinutes();
      this.coolantLost = new double[legs.size()];
    }

    void travel() {
      Openings.Probe probe = new Openings.Probe(openings.of(consignment, legs));
      long[] due = openings.renewals(consignment, legs);
      int renewed = 0;
      int stepsPerSample = consignment.intervalMinutes() / StabilityRule.STEP_MINUTES;
      int untilSample = 0;
      int sample = 0;
      // The logger's clock keeps to full five minutes, so it starts a little before the truck.
      long begin = consignment.dispatch() - Math.floorMod(consignment.dispatch(), Shipper.STEP);
      long end = legs.get(legs.size() - 1).end();
      int number = 0;
      Leg leg = legs.get(0);
      for (long t = begin; t <= end; t += Shipper.STEP) {
        while (t >= leg.end() && number < legs.size() - 1) {
          leg = legs.get(++number);
        }
        if (renewed < due.length && t >= due[renewed]) {
          box.reice(renewals.at(consignment.shipmentId(), renewed++));
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
        if (untilSample == 0) {
          untilSample = stepsPerSample;
          long bits = noise.bits(sample);
          double logged =
              tenths(payload + excess + bias + PAYLOAD_NOISE * Quantiles.NORMAL.at(bits));
          rule.read(logged);
          if (isLogged) {
            emit(t, number, sample, logged, air, bits);
          }
          sample++;
        }
        untilSample--;
      }
    }

    /** One row: what the logger stored and sent at a second of the leg of that number. */
    private void emit(long t, int number, int sample, double logged, double air, long bits) {
      Leg leg = legs.get(number);
      boolean isFlight = leg.type() == LegType.FLIGHT;
      boolean isHandled =
          Math.abs(t - leg.start()) <= HANDLING_SECONDS
              || (number < legs.size() - 1 && leg.end() - t <= HANDLING_SECONDS);
      double humidity =
          (leg.from().isInBrazil() ? HUMIDITY_BRAZIL : HUMIDITY_ELSEWHERE)
              + (isFlight ? HUMIDITY_FLIGHT : HUMIDITY_PER_KELVIN * (air - HUMIDITY_AT_CELSIUS))
              + HUMIDITY_NOISE * Quantiles.NORMAL.at(bits >>> (2 * Quantiles.BITS));
      Double latitude = null;
      Double longitude = null;
      if (sample % samplesPerFix == 0 && !isFlight) {
        long fixBits = fixNoise.bits(sample);
        double way = Math.max(0, Math.min(1, (double) (t - leg.start()) / leg.seconds()));
        Site from = leg.from();
        Site to = leg.to();
        latitude =
            from.latitude
                + way * (to.latitude - from.latitude)
                + FIX_NOISE * Quantiles.NORMAL.at(fixBits);
        longitude =
            from.longitude
                + way * (to.longitude - from.longitude)
                + FIX_NOISE * Quantiles.NORMAL.at(fixBits >>> Quantiles.BITS);
      }
      out.emit(
          ColdChain.SENSOR_READINGS,
          new SensorReading(
              consignment.shipmentId(),
              t,
              latitude,
              longitude,
              logged,
              air + OUTER_NOISE * Quantiles.NORMAL.at(bits >>> Quantiles.BITS),
              Math.max(HUMIDITY_LOW, Math.min(HUMIDITY_HIGH, humidity)),
              shock(bits >>> (3 * Quantiles.BITS), isHandled),
              isShielded(t, leg),
              consignment.fahrenheit(),
              WallClock.epochDay(t)),
          startDay);
    }

    private boolean isShielded(long t, Leg leg) {
      return leg.hold() == HoldCode.FDA_HOLD
          && consignment.inspectedInShield()
          && t >= leg.start() + SHIELDED_FROM
          && t <= leg.end() - SHIELDED_UNTIL_BEFORE_END;
    }

    ShipmentTruth truth() {
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
      if (rule.verdict() == Disposition.REJECTED) {
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
          consignment.shipmentId(),
          cause,
          culprit + 1,
          knee,
          peak,
          rule.longestRunMinutes(),
          rule.cumulativeMinutes(),
          startDay);
    }
  }

  /** Peak acceleration of an interval, from 16 random bits. */
  private static double shock(long bits, boolean isHandled) {
    int place = (int) bits & 0xffff;
    if (isHandled && place < KNOCKS) {
      return KNOCK_FROM_G + KNOCK_MEAN_G * Quantiles.EXPONENTIAL.at(place >>> 2);
    }
    int quiet = isHandled ? (place - KNOCKS) / 12 : place >>> 4;
    return Math.min(RUMBLE_MOST_G, RUMBLE_FROM_G + RUMBLE_MEAN_G * Quantiles.EXPONENTIAL.at(quiet));
  }

  /** What a display of one decimal shows. */
  private static double tenths(double celsius) {
    return Math.floor(celsius * 10 + 0.5) / 10;
  }
}
