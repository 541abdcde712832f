package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
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
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

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

  /** Beyond the number of any leg: the stops on the last mile. */
  private static final int STOPS = 100;

  /** Share of the gap to the air that a probe in an open box takes on, and how fast. */
  private static final double PROBE_SHARE = 0.22;

  private static final double OPEN_TAU_SECONDS = 6 * MINUTE;
  private static final double CLOSED_TAU_SECONDS = 8 * MINUTE;
  private static final double KEPT_IN_A_STEP = Math.exp(-Shipper.STEP / CLOSED_TAU_SECONDS);

  /** Nobody opens a box in air colder than that of a freezer's anteroom. */
  private static final double OPEN_ROOM_CELSIUS = -5;

  private static final long REICE_EVERY = 96 * HOUR;
  private static final long REICE_AFTER_ARRIVAL_AT_DC = 6 * HOUR;

  private record Interval(long start, long end) {}

  private final Streams.Stream openings;
  private final Streams.Stream renewals;
  private final double factor;
  private final double reiceDone;

  Openings(World world) {
    this.openings = world.streams().named("opening");
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
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      Draw draw = openings.at(consignment.shipmentId(), i + 1L);
      if (draw.nextDouble() < factor * share(leg)) {
        open.add(opening(leg.start(), draw));
      }
      if (leg.type() == LegType.LAST_MILE && factor > 0) {
        Draw stops = openings.at(consignment.shipmentId(), STOPS);
        int n = PoissonSampler.of(stops, factor * STOPS_OF_LAST_MILE).sample();
        for (int stop = 0; stop < n; stop++) {
          open.add(opening(leg.start() + (long) (stops.nextDouble() * leg.seconds()), stops));
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

  /** Probability that the box is opened as a leg begins. */
  private static double share(Leg leg) {
    boolean isAtDestination = leg.from() != Site.GRU;
    return switch (leg.type()) {
      case RAMP -> leg.from() == Site.FRA ? 0 : AT_RAMP;
      case FLIGHT -> leg.from() == Site.GRU ? AT_TRUCK_AND_PLANE : 0;
      case ROAD ->
          leg.from() == Site.FRA ? 0 : isAtDestination ? AT_DESTINATION : AT_TRUCK_AND_PLANE;
      case LAST_MILE, CLINIC -> AT_DESTINATION;
      default -> 0;
    };
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
        excess *= KEPT_IN_A_STEP;
      }
      return excess;
    }

    private double whileOpen(long second, double around, double payload) {
      double gap = Math.max(around, OPEN_ROOM_CELSIUS) - payload;
      return PROBE_SHARE * gap * Lag.share((double) (second - openedAt), OPEN_TAU_SECONDS);
    }
  }
}
