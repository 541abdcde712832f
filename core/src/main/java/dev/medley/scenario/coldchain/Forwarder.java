package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.TransportMode;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.scenario.coldchain.Consignment.Route;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules {@code biologic_legs}, {@code frozen_legs}, {@code jfk} and {@code fda}: the legs of a
 * shipment, one after the other, each with its own draws. Durations are in hours unless they say
 * otherwise.
 */
final class Forwarder {

  /**
   * Standard deviations of the logarithm beyond which a duration is drawn again. One in 4,000 would
   * be; it gives a shipment a longest way, {@link #LONGEST_DAYS}.
   */
  private static final double CUT_SIGMAS = 3.5;

  // ---- durations: lane times of forwarders, and design

  private static final LogNormal TO_AIRPORT = hours(1.5, 3);
  private static final LogNormal RAMP = hours(0.8, 1.8);
  private static final LogNormal RAMP_DXB =
      LogNormal.ofMedianAndP90(0.45, 1.2).cut(0.2, longest(hours(0.45, 1.2)));
  private static final LogNormal COLD_ROOM_FRA = hours(8, 16);
  private static final LogNormal JFK_ORD_TRUCK = hours(16, 22);
  private static final LogNormal BREAKDOWN = hours(3, 7);
  private static final LogNormal TO_HOSPITAL = hours(1.5, 3);
  private static final LogNormal DOCK = hours(0.6, 2);
  private static final LogNormal DISTRIBUTION_CENTRE = hours(36, 72);
  private static final LogNormal LAST_MILE = hours(4, 12);
  private static final LogNormal CLINIC = hours(0.5, 2);

  private static final Normal DUB_ORD = flight(8.2, 0.3);
  private static final Normal DUB_JFK = flight(7.6, 0.3);
  private static final Normal FRA_ORD = flight(9.5, 0.3);
  private static final Normal DUB_DXB = flight(7.4, 0.3);
  private static final Normal DXB_ORD = flight(16, 0.5);
  private static final Normal JFK_ORD = flight(2.6, 0.1);
  private static final Normal FRA_GRU = flight(11.8, 0.3);

  /** Departures from Dublin, and how long before one a box must be there. */
  private static final long FIRST_DEPARTURE = 7 * HOUR + 30 * MINUTE;

  private static final long DEPARTURES_SECONDS = 3 * HOUR;
  private static final long CUT_OFF = 4 * HOUR;
  private static final long SHORTEST_COLD_ROOM = 30 * MINUTE;

  private static final double JFK_TRUCK_SHARE = 0.60;
  private static final double FERRY_TRUCK_FROM = 24;
  private static final double FERRY_TRUCK_TO = 30;

  private static final double FRA_TRUCK_FROM = 1;
  private static final double FRA_TRUCK_TO = 3;
  private static final double FRA_COLD_ROOM_FROM = 6;
  private static final double FRA_COLD_ROOM_TO = 20;
  private static final double GRU_TRUCK_FROM = 1;
  private static final double GRU_TRUCK_TO = 3;
  private static final double DOMESTIC_FLIGHT_FROM = 3.5;
  private static final double DOMESTIC_FLIGHT_TO = 4.5;
  private static final double LAST_ROAD_FROM = 4;
  private static final double LAST_ROAD_TO = 14;
  private static final double BIKE_SHARE = 0.40;
  private static final double BOAT_SHARE = 0.25;

  // ---- rules fda, anvisa

  /** Entries that the FDA lets proceed within hours, of those that it does not examine. */
  private static final double FDA_QUICK_SHARE = 0.92 / (0.92 + 0.065);

  private static final LogNormal FDA_QUICK = hours(3, 9);
  private static final double FDA_REVIEW_FROM = 12;
  private static final double FDA_REVIEW_TO = 48;
  private static final double FDA_HOLD_FROM = 72;
  private static final double FDA_HOLD_TO = 120;
  private static final double WARM_HALL_SHARE = 0.15;
  private static final double WARM_HALL_SHARE_ON_HOLD = 0.45;

  /** Weights of pre-filed and ordinary entries (Exame; SINDASP). */
  private static final double ANVISA_EXPRESS = 0.55;

  private static final double ANVISA_ORDINARY = 0.40;
  private static final double ANVISA_EXPRESS_FROM = 0.3;
  private static final double ANVISA_EXPRESS_TO = 24;

  private static final LogNormal ANVISA_ORDINARY_HOURS =
      LogNormal.ofMedianAndSigma(6 * 24, 0.45).cut(0, 20 * 24);
  private static final double BACKLOG_FROM = 13 * 24;
  private static final double BACKLOG_TO = 37 * 24;
  private static final double BACKLOG_MONTHS = 0.12;
  private static final double BACKLOG_SHARE = 0.30;
  private static final double BACKLOG_SHARE_ELSE = 0.012;
  private static final int WEEKS_OF_A_BACKLOG = 4;

  // ---- rule surroundings: degrees Celsius

  private static final Surroundings COLD_STORE = Surroundings.constant(5);
  private static final Surroundings FREEZER = Surroundings.constant(-20);
  private static final Surroundings TRUCK = Surroundings.constant(12);
  private static final Surroundings WARM_HALL = Surroundings.constant(20);
  private static final Surroundings HOSPITAL_DOCK = Surroundings.constant(21);
  private static final Surroundings CLINIC_ROOM = Surroundings.constant(25);
  private static final Normal HOLD_CELSIUS = Normal.of(12, 3);
  private static final Normal DOMESTIC_HOLD_CELSIUS = Normal.of(14, 3);
  private static final double LAST_ROAD_WARMER = 2;
  private static final double LAST_MILE_WARMER = 4;

  private static final double UNDER_A_ROOF = 0.25;
  private static final double EXPOSURE_DXB = 0.5;
  private static final double EXPOSURE_GRU = 0.5;
  private static final double EXPOSURE_DESTINATION = 0.7;
  private static final double NO_ROOF = 1;

  /** Of a frozen shipment that meets the longest of everything, a day for its first and last. */
  static final int LONGEST_DAYS =
      1
          + (int)
              Math.ceil(
                  (FRA_TRUCK_TO
                          + FRA_COLD_ROOM_TO
                          + FRA_GRU.high()
                          + BACKLOG_TO
                          + GRU_TRUCK_TO
                          + DISTRIBUTION_CENTRE.high()
                          + DOMESTIC_FLIGHT_TO
                          + 3 * RAMP.high()
                          + LAST_ROAD_TO
                          + LAST_MILE.high()
                          + CLINIC.high())
                      / 24);

  private final Streams.Stream legDraws;
  private final Streams.Stream clearances;
  private final Streams.Stream connections;
  private final Streams.Stream backlogs;
  private final double sunKelvin;
  private final double fdaHold;
  private final LogNormal dwellB;

  Forwarder(World world) {
    Streams streams = world.streams();
    this.legDraws = streams.named("leg");
    this.clearances = streams.named("clearance");
    this.connections = streams.named("connection");
    this.backlogs = streams.named("anvisa_backlog");
    this.sunKelvin = world.value(ColdChain.SUN_KELVIN);
    this.fdaHold = world.value(ColdChain.FDA_HOLD_SHARE);
    double dwell = world.value(ColdChain.JFK_DWELL_B);
    this.dwellB = hours(dwell, 2 * dwell);
  }

  private static LogNormal hours(double median, double p90) {
    LogNormal uncut = LogNormal.ofMedianAndP90(median, p90);
    return uncut.cut(0, longest(uncut));
  }

  private static double longest(LogNormal uncut) {
    return Math.exp(uncut.mu() + CUT_SIGMAS * uncut.sigma());
  }

  private static Normal flight(double mean, double sd) {
    return Normal.of(mean, sd).cut(mean - CUT_SIGMAS * sd, mean + CUT_SIGMAS * sd);
  }

  private static long seconds(double hours) {
    return Math.round(hours * HOUR);
  }

  private static double between(Draw draw, double low, double high) {
    return low + draw.nextDouble() * (high - low);
  }

  /** Carrier B has no roof at JFK. */
  static boolean isUnroofed(Carrier carrier, Site site) {
    return carrier == Carrier.CARRIER_B && site == Site.JFK;
  }

  /** The legs from the plant to the hospital or clinic. */
  List<Leg> legsOf(Consignment consignment) {
    Trip trip = new Trip(consignment);
    if (consignment.isFrozen()) {
      trip.toBrazil();
    } else {
      trip.toChicago();
    }
    return trip.legs;
  }

  /** Whether the agency is behind with a manufacturer's papers in a week. */
  boolean isBacklog(long manufacturer, int week) {
    return backlogs.uniform(manufacturer, week / WEEKS_OF_A_BACKLOG) < BACKLOG_MONTHS;
  }

  /** A shipment on its way: the clock and the legs so far. */
  private final class Trip {
    private final Consignment consignment;
    private final long id;
    private final List<Leg> legs = new ArrayList<>(13);
    private long clock;

    Trip(Consignment consignment) {
      this.consignment = consignment;
      this.id = consignment.shipmentId();
      this.clock = consignment.dispatch();
    }

    // ---- rule biologic_legs

    void toChicago() {
      Route route = consignment.route();
      road(Site.DUB, Site.DUB, TO_AIRPORT, COLD_STORE);
      if (route == Route.OVER_FRA) {
        long taken = seconds(between(draw(), FERRY_TRUCK_FROM, FERRY_TRUCK_TO));
        add(LegType.ROAD, TransportMode.TRUCK, Site.DUB, Site.FRA, taken, null, COLD_STORE);
        room(LegType.COLD_ROOM, Site.FRA, COLD_ROOM_FRA.sample(draw()), COLD_STORE);
        ramp(Site.FRA);
        flight(Site.FRA, Site.ORD, FRA_ORD, HOLD_CELSIUS);
      } else {
        coldRoomUntilDeparture();
        switch (route) {
          case OVER_JFK -> flight(Site.DUB, Site.JFK, DUB_JFK, HOLD_CELSIUS);
          case OVER_DXB -> {
            flight(Site.DUB, Site.DXB, DUB_DXB, HOLD_CELSIUS);
            ramp(Site.DXB);
            flight(Site.DXB, Site.ORD, DXB_ORD, HOLD_CELSIUS);
          }
          default -> flight(Site.DUB, Site.ORD, DUB_ORD, HOLD_CELSIUS);
        }
      }
      ramp(route.gateway);
      fdaClearance(route.gateway);
      if (route == Route.OVER_JFK) {
        onFromJfk();
      }
      room(LegType.BREAKDOWN, Site.ORD, BREAKDOWN.sample(draw()), WARM_HALL);
      road(Site.ORD, Site.ORD, TO_HOSPITAL, COLD_STORE);
      room(LegType.DOCK, Site.ORD, DOCK.sample(draw()), HOSPITAL_DOCK);
    }

    /** The box waits for the next morning's flight and is driven out a ramp time before it. */
    private void coldRoomUntilDeparture() {
      Draw draw = draw();
      long timeOfDay = FIRST_DEPARTURE + (long) (draw.nextDouble() * DEPARTURES_SECONDS);
      long onRamp = seconds(RAMP.sample(draw));
      long earliest = clock + Math.max(CUT_OFF, onRamp + SHORTEST_COLD_ROOM);
      long day = Math.floorDiv(earliest - timeOfDay + DAY - 1, DAY);
      long departure = day * DAY + timeOfDay;
      add(
          LegType.COLD_ROOM,
          TransportMode.NONE,
          Site.DUB,
          Site.DUB,
          departure - onRamp - clock,
          null,
          COLD_STORE);
      onRamp(Site.DUB, onRamp);
    }

    private void onFromJfk() {
      if (connections.uniform(id) < JFK_TRUCK_SHARE) {
        road(Site.JFK, Site.ORD, JFK_ORD_TRUCK, TRUCK);
      } else {
        ramp(Site.JFK);
        flight(Site.JFK, Site.ORD, JFK_ORD, HOLD_CELSIUS);
        ramp(Site.ORD);
      }
    }

    private void fdaClearance(Site gateway) {
      Draw draw = clearances.at(id);
      double fate = draw.nextDouble();
      double hall = draw.nextDouble();
      boolean isHeld = fate >= 1 - fdaHold;
      double taken;
      if (isHeld) {
        taken = between(draw, FDA_HOLD_FROM, FDA_HOLD_TO);
      } else if (fate < (1 - fdaHold) * FDA_QUICK_SHARE) {
        taken = FDA_QUICK.sample(draw);
      } else {
        taken = between(draw, FDA_REVIEW_FROM, FDA_REVIEW_TO);
      }
      boolean isWarm = hall < (isHeld ? WARM_HALL_SHARE_ON_HOLD : WARM_HALL_SHARE);
      customs(gateway, taken, isHeld ? HoldCode.FDA_HOLD : null, isWarm ? WARM_HALL : COLD_STORE);
    }

    // ---- rule frozen_legs

    void toBrazil() {
      Site destination = consignment.route().last;
      add(
          LegType.ROAD,
          TransportMode.TRUCK,
          Site.FRA,
          Site.FRA,
          seconds(between(draw(), FRA_TRUCK_FROM, FRA_TRUCK_TO)),
          null,
          FREEZER);
      room(
          LegType.COLD_ROOM,
          Site.FRA,
          between(draw(), FRA_COLD_ROOM_FROM, FRA_COLD_ROOM_TO),
          FREEZER);
      ramp(Site.FRA);
      flight(Site.FRA, Site.GRU, FRA_GRU, HOLD_CELSIUS);
      ramp(Site.GRU);
      anvisaClearance();
      outdoors(
          LegType.ROAD,
          TransportMode.TRUCK,
          Site.GRU,
          between(draw(), GRU_TRUCK_FROM, GRU_TRUCK_TO),
          0);
      room(LegType.DC, Site.GRU, DISTRIBUTION_CENTRE.sample(draw()), COLD_STORE);
      Draw draw = draw();
      add(
          LegType.FLIGHT,
          TransportMode.AIR,
          Site.GRU,
          destination,
          seconds(between(draw, DOMESTIC_FLIGHT_FROM, DOMESTIC_FLIGHT_TO)),
          null,
          Surroundings.constant(DOMESTIC_HOLD_CELSIUS.sample(draw)));
      ramp(destination);
      outdoors(
          LegType.ROAD,
          TransportMode.TRUCK,
          destination,
          between(draw(), LAST_ROAD_FROM, LAST_ROAD_TO),
          LAST_ROAD_WARMER);
      Draw mile = draw();
      double vehicle = mile.nextDouble();
      TransportMode mode =
          vehicle < BIKE_SHARE
              ? TransportMode.BIKE
              : vehicle < BIKE_SHARE + BOAT_SHARE ? TransportMode.BOAT : TransportMode.PICKUP;
      outdoors(LegType.LAST_MILE, mode, destination, LAST_MILE.sample(mile), LAST_MILE_WARMER);
      room(LegType.CLINIC, destination, CLINIC.sample(draw()), CLINIC_ROOM);
    }

    private void anvisaClearance() {
      Draw draw = clearances.at(id);
      boolean isMonth = isBacklog(consignment.manufacturer(), consignment.week());
      double backlog = isMonth ? BACKLOG_SHARE : BACKLOG_SHARE_ELSE;
      double fate = draw.nextDouble();
      double express = (1 - backlog) * ANVISA_EXPRESS / (ANVISA_EXPRESS + ANVISA_ORDINARY);
      boolean isBacklogged = fate >= 1 - backlog;
      double taken;
      if (isBacklogged) {
        taken = between(draw, BACKLOG_FROM, BACKLOG_TO);
      } else if (fate < express) {
        taken = between(draw, ANVISA_EXPRESS_FROM, ANVISA_EXPRESS_TO);
      } else {
        taken = ANVISA_ORDINARY_HOURS.sample(draw);
      }
      customs(Site.GRU, taken, isBacklogged ? HoldCode.ANVISA_BACKLOG : null, COLD_STORE);
    }

    // ---- kinds of legs

    private void road(Site from, Site to, LogNormal duration, Surroundings around) {
      long taken = seconds(duration.sample(draw()));
      add(LegType.ROAD, TransportMode.TRUCK, from, to, taken, null, around);
    }

    private void outdoors(
        LegType type, TransportMode mode, Site site, double taken, double warmer) {
      add(type, mode, site, site, seconds(taken), null, Surroundings.air(site, clock, warmer));
    }

    private void room(LegType type, Site site, double taken, Surroundings around) {
      add(type, TransportMode.NONE, site, site, seconds(taken), null, around);
    }

    private void customs(Site site, double taken, HoldCode hold, Surroundings around) {
      add(LegType.CUSTOMS, TransportMode.NONE, site, site, seconds(taken), hold, around);
    }

    private void flight(Site from, Site to, Normal duration, Normal celsius) {
      Draw draw = draw();
      long taken = seconds(duration.sample(draw));
      Surroundings hold = Surroundings.constant(celsius.sample(draw));
      add(LegType.FLIGHT, TransportMode.AIR, from, to, taken, null, hold);
    }

    private void ramp(Site site) {
      LogNormal dwell =
          site == Site.DXB ? RAMP_DXB : isUnroofed(consignment.carrier(), site) ? dwellB : RAMP;
      onRamp(site, seconds(dwell.sample(draw())));
    }

    private void onRamp(Site site, long taken) {
      double exposure =
          switch (site) {
            case DXB -> EXPOSURE_DXB;
            case GRU -> EXPOSURE_GRU;
            case MAO, BEL, CGB -> EXPOSURE_DESTINATION;
            default -> isUnroofed(consignment.carrier(), site) ? NO_ROOF : UNDER_A_ROOF;
          };
      Surroundings around =
          Surroundings.ramp(site, clock, sunKelvin, exposure, consignment.cloud());
      add(LegType.RAMP, TransportMode.NONE, site, site, taken, null, around);
    }

    private void add(
        LegType type,
        TransportMode mode,
        Site from,
        Site to,
        long taken,
        HoldCode hold,
        Surroundings around) {
      long end = clock + Math.max(MINUTE, taken);
      legs.add(new Leg(type, mode, from, to, clock, end, hold, around));
      clock = end;
    }

    /** The draws of the next leg. */
    private Draw draw() {
      return legDraws.at(id, legs.size() + 1L);
    }
  }
}
