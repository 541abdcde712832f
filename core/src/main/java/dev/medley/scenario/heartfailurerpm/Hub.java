package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.WallClock;
import java.util.BitSet;

/**
 * The hub at home that passes on what watch and scale send. It carries two kinds of mess: hours
 * that are lost while it is offline, and hours that it sends again because it did not hear that
 * they had arrived, after an outage or a bad synchronisation.
 */
final class Hub {
  private static final double OUTAGES_A_DAY = 0.008;
  private static final LogNormal OUTAGE_HOURS = LogNormal.ofMedianAndP90(14, 48);
  private static final double BAD_SYNCS_A_DAY = 0.0032;

  /** Rows that come again at the most. */
  private static final int MOST_RESENT = 12;

  private static final int HOURS_A_DAY = 24;

  /** By the hour since the first day. */
  private final BitSet lost = new BitSet();

  private final BitSet resent = new BitSet();

  Hub(long patientId, int firstDay, int days, Streams streams) {
    MessCarrier carrier =
        new MessCarrier(streams.named("carrier.hub"), patientId, CarrierLaw.COMMON);
    Streams.Stream outages = streams.named("hub_outage");
    Streams.Stream syncs = streams.named("hub_sync");
    for (int i = 0; i < days; i++) {
      long midnight = WallClock.startOf(firstDay + i);
      Draw outage = outages.at(patientId, firstDay + i);
      if (outage.nextDouble() < carrier.chance(midnight, OUTAGES_A_DAY)) {
        double start = (i + outage.nextDouble()) * HOURS_A_DAY;
        int from = (int) Math.ceil(start);
        int to = (int) Math.ceil(start + OUTAGE_HOURS.sample(outage));
        lost.set(from, to);
        resent.set(to, to + 1 + outage.nextInt(MOST_RESENT));
      }
      Draw sync = syncs.at(patientId, firstDay + i);
      if (sync.nextDouble() < carrier.chance(midnight, BAD_SYNCS_A_DAY)) {
        int from = i * HOURS_A_DAY + sync.nextInt(HOURS_A_DAY);
        resent.set(from, from + 1 + sync.nextInt(MOST_RESENT));
      }
    }
  }

  /** Whether an hour, counted from the first day's midnight, is lost. */
  boolean loses(int hour) {
    return lost.get(hour);
  }

  /** Whether an hour is sent twice, unless it is lost. */
  boolean resends(int hour) {
    return resent.get(hour);
  }
}
