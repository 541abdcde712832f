package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Wearables.AfEpisode;
import dev.medley.scenario.wearables.Wearables.AfType;
import dev.medley.world.Emitter;
import dev.medley.world.Spells;
import dev.medley.world.World;

/** Rule {@code af}: when the atria fibrillate, and how regular the beats of a minute look. */
final class Rhythm {
  private static final double LEGATO_MINUTES = 180;
  private static final double STACCATO_MINUTES = 5;
  private static final double SOJOURN_SIGMA = 1;

  /** Minute by minute, as a share of the wearer's own. */
  private static final double SINUS_CV = 0.25;

  private static final double SINUS_LEAST = 0.012;

  /** Variability is highest before dawn. */
  private static final double CIRCADIAN = 0.15;

  private static final double CIRCADIAN_HOUR = 4;
  private static final double MORE_IN_REM = 0.01;
  private static final double MORE_WITH_APNOEA = 0.03;
  private static final int APNOEA_SECONDS = 5;
  private static final double FIBRILLATING = 0.22;
  private static final double FIBRILLATING_SD = 0.03;

  /** Extra beats look like fibrillation, but not for long. */
  private static final double ECTOPIC_HOURS = 0.30;

  private static final double ECTOPIC_MINUTES = 0.70;
  private static final double ECTOPIC_LEAST = 0.12;
  private static final double ECTOPIC_MOST = 0.20;

  private static final double HOURS = 24;

  private final Wearer wearer;
  private final Streams.Stream ectopicHours;
  private final Noise ectopicMinutes;
  private final Spells episodes = new Spells();

  Rhythm(Wearer wearer, World world) {
    this.wearer = wearer;
    this.ectopicHours = world.streams().named("ectopic_hour");
    this.ectopicMinutes = world.streams().named("ectopic_minute").noise(wearer.deviceId);
    if (wearer.afType != AfType.NONE) {
      double mean = MINUTE * (wearer.afType == AfType.LEGATO ? LEGATO_MINUTES : STACCATO_MINUTES);
      planEpisodes(mean, world.streams().named("af_episodes").at(wearer.deviceId));
    }
  }

  /** Fibrillation and sinus rhythm in turn, beginning in sinus rhythm. */
  private void planEpisodes(double meanSeconds, Draw draw) {
    LogNormal inAf = LogNormal.ofMeanAndSigma(meanSeconds, SOJOURN_SIGMA);
    LogNormal inSinus =
        LogNormal.ofMeanAndSigma(
            meanSeconds * (1 - wearer.afBurden) / wearer.afBurden, SOJOURN_SIGMA);
    long end = wearer.lending.end;
    long at = wearer.lending.begin;
    while (true) {
      long start = at + 1 + (long) inSinus.sample(draw);
      if (start >= end) {
        return;
      }
      at = start + 1 + (long) inAf.sample(draw);
      episodes.add(start, Math.min(at, end));
    }
  }

  /** Fibrillation, in seconds since local midnight of the loan's first day. */
  Spells episodes() {
    return episodes;
  }

  /**
   * Variability of the intervals between beats in a minute.
   *
   * @param minute since local midnight of the first day
   * @param fibrillating share of the minute's seconds
   * @param bell1 standard normal number for the sinus rhythm
   * @param bell2 standard normal number for the fibrillation
   */
  double variability(
      int minute,
      double fibrillating,
      int apnoeaSeconds,
      Activity activity,
      double bell1,
      double bell2) {
    double hour = minute * MINUTE / (double) HOUR;
    double sinus =
        Math.max(SINUS_LEAST, wearer.variability * (1 + SINUS_CV * bell1))
                * (1 + CIRCADIAN * Math.cos(2 * Math.PI * (hour - CIRCADIAN_HOUR) / HOURS))
            + (activity == Activity.REM ? MORE_IN_REM : 0)
            + (apnoeaSeconds > APNOEA_SECONDS ? MORE_WITH_APNOEA : 0);
    double regular =
        (1 - fibrillating) * sinus + fibrillating * (FIBRILLATING + FIBRILLATING_SD * bell2);
    return wearer.ectopy ? Math.max(regular, ectopic(minute)) : regular;
  }

  /** The least variability that extra beats leave in a minute; 0 if there are none. */
  private double ectopic(int minute) {
    long hour = minute * MINUTE / HOUR;
    if (ectopicHours.uniform(wearer.deviceId, hour) >= ECTOPIC_HOURS) {
      return 0;
    }
    long bits = ectopicMinutes.bits(minute);
    if (Noise.uniform(bits) >= ECTOPIC_MINUTES) {
      return 0;
    }
    double u = Noise.uniform(Streams.mix(bits));
    return ECTOPIC_LEAST + (ECTOPIC_MOST - ECTOPIC_LEAST) * u;
  }

  /** Emits the truth about all episodes. */
  void emit(Emitter out) {
    for (int i = 0; i < episodes.size(); i++) {
      long start = episodes.start(i);
      out.emit(
          Wearables.AF_EPISODES,
          new AfEpisode(
              wearer.deviceId,
              wearer.ts(start),
              wearer.ts(episodes.end(i)),
              wearer.eventDate(start)),
          wearer.lending.startDay);
    }
  }
}
