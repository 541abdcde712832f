package dev.medley.scenario.wearables;

import dev.medley.random.Geometric;
import dev.medley.random.Streams;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;
import dev.medley.world.World;

/**
 * The wearer's telephone, which takes what the watch has recorded in batches of ten minutes. Now
 * and then it takes some batches twice, most often when the watch comes back into its reach.
 */
final class Phone {

  /** Chance that batches are sent twice from the first one on after a gap. */
  private static final double AFTER_A_GAP = 0.105;

  /** The same from any other one on. */
  private static final double OTHERWISE = 0.0004;

  private static final Geometric MORE_BATCHES = Geometric.stopping(0.5);

  /** Some telephones are much worse than others, and worse for hours or days. */
  private static final CarrierLaw LAW =
      CarrierLaw.worseInSpells(0.5, 0.15, 4, SpellLength.ofMedianAndP90(0.5, 2));

  private final long deviceId;
  private final Streams.Stream syncs;
  private final Streams.Stream runs;
  private final MessCarrier carrier;
  private boolean isBackInReach;
  private int left;

  Phone(long deviceId, World world) {
    this.deviceId = deviceId;
    this.syncs = world.streams().named("sync");
    this.runs = world.streams().named("sync_run");
    this.carrier = new MessCarrier(world.streams().named("carrier.phone"), deviceId, LAW);
  }

  /** The watch is on the wrist again. */
  void comesIntoReach() {
    isBackInReach = true;
  }

  /**
   * Whether the next batch is sent twice. Asked once for each, in the order of time.
   *
   * @param ts its first second, UTC
   */
  boolean sendsTwice(long ts) {
    double usual = isBackInReach ? AFTER_A_GAP : OTHERWISE;
    isBackInReach = false;
    if (left > 0) {
      left--;
      return true;
    }
    if (syncs.uniform(deviceId, ts) >= carrier.chance(ts, usual)) {
      return false;
    }
    left = MORE_BATCHES.sample(runs.at(deviceId, ts));
    return true;
  }
}
