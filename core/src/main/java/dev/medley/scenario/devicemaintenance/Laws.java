package dev.medley.scenario.devicemaintenance;

import dev.medley.random.Beta;
import dev.medley.random.Streams;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** Laws that sites and scanners share. */
final class Laws {
  private static final double SHAPE = 0.5;

  /** A carrier that is bad all of the time would have no spells. */
  private static final double MOST_BAD = 0.98;

  private Laws() {}

  static double normal(UniformRandomProvider rng) {
    return ZigguratSampler.NormalizedGaussian.of(rng).sample();
  }

  /** Share of its time for which a carrier of mess is bad: that on average, most of them less. */
  static double share(Streams.Stream stream, long key, double mean) {
    return Math.min(MOST_BAD, new Beta(SHAPE, SHAPE / mean - SHAPE).sample(stream.at(key)));
  }

  /** Bad spells of a carrier. */
  static KeyedSpells badSpells(
      Streams streams, String name, long key, double meanShare, double meanDays) {
    double share = share(streams.named(name + ".share"), key, meanShare);
    return KeyedSpells.ofShare(streams.named(name), key, share, SpellLength.ofMean(meanDays));
  }
}
