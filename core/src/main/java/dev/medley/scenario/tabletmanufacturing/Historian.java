package dev.medley.scenario.tabletmanufacturing;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.Spells;
import dev.medley.world.WallClock;

/** A plant's data historian: while it is down, nothing of any line is kept. */
final class Historian {
  /** Beginnings of an outage, so that one meets 5 % of the batches. */
  private static final double PER_HOUR = 0.022;

  private static final int LONGEST_HOURS = 2;

  private static final LogNormal MINUTES =
      LogNormal.ofMedianAndP90(4, 15).cut(0, LONGEST_HOURS * 60.0);

  private final long plantId;
  private final Streams.Stream outages;
  private final MessCarrier carrier;

  Historian(long plantId, Streams streams) {
    this.plantId = plantId;
    this.outages = streams.named("historian_outage");
    this.carrier = new MessCarrier(streams.named("carrier.historian"), plantId, CarrierLaw.COMMON);
  }

  /** The outages that reach into a stretch of time. */
  Spells outages(long from, long to) {
    Spells found = new Spells();
    long last = Math.floorDiv(to - 1, HOUR);
    for (long hour = Math.floorDiv(from, HOUR) - LONGEST_HOURS; hour <= last; hour++) {
      Draw draw = outages.at(plantId, hour);
      if (draw.nextDouble() < carrier.chance(hour * HOUR, PER_HOUR)) {
        long start = hour * HOUR + draw.nextLong(HOUR);
        found.add(start, start + WallClock.seconds(MINUTES.sample(draw)));
      }
    }
    return found;
  }
}
