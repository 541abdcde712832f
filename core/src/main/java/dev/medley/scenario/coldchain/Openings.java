package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.world.Lag;
import dev.medley.world.Spells;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rule {@code handling}: when frozen boxes are opened and when they get new coolant. An open box
 * lets warm air at the probe, which reads too much for as long and a little longer; the payload
 * keeps its temperature.
 */
final class Openings {
  private static final LogNormal OPEN_MINUTES =
      LogNormal.ofMedianAndSigma(38, 0.5).cut(5, 38 * Math.exp(0.5 * 3.5));

  private static final double AT_RAMP = 0.45;
  private static final double AT_TRUCK_AND_PLANE = 0.08;
  private static final double AT_DESTINATION = 0.12;
  private static final double STOPS_OF_LAST_MILE = 1.2;

  private static final double STOPS_AT_ONCE = 0.5;
  private static final double HOURS_PER_STOP = 6;
  private static final double MOST_STOPS = 1.6;

  /** How often a careless crew opens a box, and everybody else, against the usual. */
  private static final double CARELESS = 3.2;

  private static final double CAREFUL = 0.012;

  /** Share of the gap to the air that a probe in an open box takes on, and how fast. */
  private static final double PROBE_SHARE = 0.22;

  private static final double OPEN_TAU_SECONDS = 6 * MINUTE;
  private static final double CLOSED_TAU_SECONDS = 8 * MINUTE;
  private static final double KEPT_IN_A_STEP = Math.exp(-Shipper.STEP / CLOSED_TAU_SECONDS);

  /** Kelvins that no probe shows any more. */
  private static final double NOTHING = 1e-6;

  /** Nobody opens a box in air colder than that of a freezer's anteroom. */
  private static final double OPEN_ROOM_CELSIUS = -5;

  private static final long REICE_EVERY = 96 * HOUR;
  private static final long REICE_AFTER_ARRIVAL_AT_DC = 6 * HOUR;

  private record Interval(long start, long end) {}

  private final Streams.Stream openings;
  private final Streams.Stream renewals;
  private final Streams.Stream stops;
  private final double factor;
  private final double hub;
  private final double reiceDone;

  Openings(World world) {
    this.openings = world.streams().named("opening");
    this.stops = world.streams().named("stop");
    this.hub = world.value(ColdChain.HUB_OPENINGS);
    this.factor = world.value(ColdChain.OPENINGS_FACTOR);
    this.reiceDone = world.value(ColdChain.REICE_DONE);
    this.renewals = world.streams().named("renewal");
  }

  /** When the box of a shipment is open; never, for the chilled ones. */
  Spells of(Consignment consignment, List<Leg> legs) {
    Spells spells = new Spells();
    if (!consignment.isFrozen()) {
      return spells;
    }
    List<Interval> open = new ArrayList<>();
    double crew = crew(consignment.destination());
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      Draw draw = openings.at(consignment.shipmentId(), i + 1L);
      int n = Poisson.sample(factor * usual(leg, crew), draw);
      for (int k = 0; k < n; k++) {
        open.add(opening(leg.start(), draw));
      }
      if (leg.stops() > 0) {
        Draw stop = stops.at(consignment.shipmentId());
        int made = Poisson.sample(factor * leg.stops(), stop);
        for (int k = 0; k < made; k++) {
          open.add(opening(leg.start() + (long) (stop.nextDouble() * leg.seconds()), stop));
        }
      }
    }
    open.sort(Comparator.comparingLong(Interval::start));
    for (Interval interval : open) {
      spells.add(interval.start, interval.end);
    }
    return spells;
  }

  private static Interval opening(long start, Draw draw) {
    return new Interval(start, start + WallClock.seconds(OPEN_MINUTES.sample(draw)));
  }

  /** How often a box is opened as a leg begins, on average. */
  private double usual(Leg leg, double crew) {
    boolean isHub = leg.from().area == Airport.GRU;
    if (leg.from().area == Airport.FRA) {
      return 0;
    }
    return switch (leg.type()) {
      case RAMP -> AT_RAMP * (isHub ? hub : crew);
      case FLIGHT -> isHub ? AT_TRUCK_AND_PLANE * hub : 0;
      case ROAD -> isHub ? AT_TRUCK_AND_PLANE * hub : AT_DESTINATION * crew;
      case LAST_MILE, CLINIC -> AT_DESTINATION * crew;
      default -> 0;
    };
  }

  private static double crew(Site clinic) {
    return clinic.careless ? CARELESS : CAREFUL;
  }

  /** Stops on the last mile that a crew makes in so many hours, on average. */
  double stopsOnAverage(Site clinic, double hours) {
    return STOPS_OF_LAST_MILE
        * crew(clinic)
        * Math.min(MOST_STOPS, STOPS_AT_ONCE + hours / HOURS_PER_STOP);
  }

  /** Stops that it makes on one trip, whether or not the box is opened. */
  int stops(long shipmentId, double average) {
    return Poisson.sample(average, stops.at(shipmentId));
  }

  /** When new coolant is put in, in order; never, unless the service was bought. */
  long[] renewals(Consignment consignment, List<Leg> legs) {
    if (!consignment.reice()) {
      return new long[0];
    }
    List<Long> due = new ArrayList<>();
    for (Leg leg : legs) {
      if (leg.type() == LegType.CUSTOMS) {
        for (long t = leg.start() + REICE_EVERY; t < leg.end(); t += REICE_EVERY) {
          due.add(t);
        }
      } else if (leg.type() == LegType.DC && leg.seconds() > REICE_AFTER_ARRIVAL_AT_DC) {
        due.add(leg.start() + REICE_AFTER_ARRIVAL_AT_DC);
      }
    }
    long first = due.isEmpty() ? 0 : due.get(0);
    return due.stream()
        .mapToLong(Long::longValue)
        .filter(t -> renewals.uniform(consignment.shipmentId(), t - first) < reiceDone)
        .toArray();
  }

  /** What an open box does to the probe of one shipment. Asked in the order of time. */
  static final class Probe {
    private final Spells open;
    private boolean wasOpen;
    private long openedAt;
    private long closesAt;
    private double excess;

    Probe(Spells open) {
      this.open = open;
    }

    /** Kelvins that the probe reads above the payload at a step. */
    double excess(long second, double around, double payload) {
      if (open.size() == 0) {
        return 0;
      }
      if (open.holdsAt(second)) {
        if (!wasOpen) {
          openedAt = open.start(open.current());
        }
        wasOpen = true;
        closesAt = open.end(open.current());
        excess = whileOpen(second, around, payload);
      } else if (wasOpen) {
        wasOpen = false;
        excess =
            whileOpen(closesAt, around, payload)
                * Math.exp((closesAt - second) / CLOSED_TAU_SECONDS);
      } else {
        excess = Math.abs(excess) < NOTHING ? 0 : excess * KEPT_IN_A_STEP;
      }
      return excess;
    }

    private double whileOpen(long second, double around, double payload) {
      double gap = Math.max(around, OPEN_ROOM_CELSIUS) - payload;
      return PROBE_SHARE * gap * Lag.share((double) (second - openedAt), OPEN_TAU_SECONDS);
    }
  }
}
