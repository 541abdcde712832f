package dev.medley.scenario.appengagement;

import dev.medley.random.Streams;
import dev.medley.scenario.appengagement.AppEngagement.Os;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** What all users of a region share: the wave's days, good and bad days, outages and retries. */
final class Reminders {
  static final int DAYS_BEFORE = 14;
  static final int EXPERIMENT_DAYS = 56;
  static final int WAVE_DAYS = DAYS_BEFORE + EXPERIMENT_DAYS;

  private static final double TUESDAY = 0.07;
  private static final double WEEKEND = -0.06;
  private static final double MEMORIAL_DAY = -0.15;
  private static final double DELIVERED_IN_OUTAGE = 0.85;
  private static final double RETRY_STORMS = 0.02;
  private static final int WORKERS = 16;
  private static final double OLD_WORKERS = 0.05;

  private final long region;
  private final double daySd;
  private final double outageShare;
  private final Streams.Stream days;
  private final Streams.Stream outages;
  private final Streams.Stream storms;
  private final Streams.Stream workers;
  private final Streams.Stream workerOfUser;

  Reminders(int regionIndex, World world) {
    Streams streams = world.streams();
    this.region = regionIndex;
    this.daySd = world.value(AppEngagement.DAY_SD);
    this.outageShare = world.value(AppEngagement.OUTAGE);
    this.days = streams.named("region_day");
    this.outages = streams.named("push_outage");
    this.storms = streams.named("retry_storm");
    this.workers = streams.named("old_worker");
    this.workerOfUser = streams.named("worker_of_user");
  }

  /** What the day adds to the log-odds of a tap and of a log. */
  double dayEffect(int day) {
    double effect = daySd * ZigguratSampler.NormalizedGaussian.of(days.at(region, day)).sample();
    if (UsHoliday.MEMORIAL_DAY.isOn(day)) {
      return effect + MEMORIAL_DAY;
    }
    if (UsCalendar.isWeekend(day)) {
      return effect + WEEKEND;
    }
    return WallClock.weekday(day) == 1 ? effect + TUESDAY : effect;
  }

  /** Share of pushes that arrive; the user's own loss counts on days without an outage. */
  double delivered(Os os, int day, double ownLoss) {
    long system = os == Os.IOS ? 0 : 1;
    return outages.uniform(system, day) < outageShare ? DELIVERED_IN_OUTAGE : 1 - ownLoss;
  }

  /** Whether the sender retries the pushes of a slot. */
  boolean isRetryStorm(int day, int slot) {
    return storms.uniform(region, day * 3L + slot) < RETRY_STORMS;
  }

  /** Whether an old worker writes the user's rows of that week. */
  boolean isOldWorker(long userKey, int day) {
    long worker = (long) (workerOfUser.uniform(userKey) * WORKERS);
    return workers.uniform(worker, UsCalendar.weekNumber(day)) < OLD_WORKERS;
  }
}
