package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.model.Table;
import dev.medley.random.Noise;
import dev.medley.random.Streams;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Activities.Stretch;
import dev.medley.scenario.wearables.Wearables.ContextMinute;
import dev.medley.scenario.wearables.Wearables.Reading;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.Spells;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * One loan: a wearer and a watch, second by second. What the wearer does is planned when the loan
 * begins; the heart and the saturation follow, and the watch records what it can. Times are seconds
 * since the loan began, which is on a full minute of UTC.
 */
final class Loan implements Simulation {

  // ---- rule heart_rate

  private static final double RISE_SHARE = 1 / 30.0;
  private static final double FALL_SHARE = 1 / 50.0;
  private static final double SEDENTARY_BPM = 6;
  private static final double WALKING_EFFORT = 0.28;
  private static final double LIGHT_BPM = -6;
  private static final double DEEP_BPM = -9;
  private static final double REM_BPM = -3;
  private static final double AF_BPM = 18;

  /** Slow waves: autoregressive with a time constant of three minutes, 3 bpm in the long run. */
  private static final double SLOW_MEMORY = 1 - 1 / 180.0;

  private static final double SLOW_STEP = 0.316;
  private static final double SLOW_SD = 3;
  private static final double BEAT_SD = 0.7;
  private static final double BEAT_SD_IN_AF = 7;
  private static final double SLOWEST_BPM = 32;
  private static final double FASTEST_BPM = 215;

  // ---- rule apnoea

  /** The heart slows while breath is held and leaps at the arousal that ends it. */
  private static final double APNOEA_BPM = -5;

  private static final double AROUSAL_BPM = 9;
  private static final double AROUSAL_MEMORY = 0.88;
  private static final double O2_MEMORY = 0.95;
  private static final double O2_STEP = 0.22;
  private static final double HIGHEST_PERCENT = 100;

  // ---- steps and recording

  private static final double SEDENTARY_STEPS_A_SECOND = 0.004;
  private static final int LOW_POWER_ROW_EVERY = 10;
  private static final int SPOT_EVERY_MINUTES = 10;
  private static final int SPOT_SECONDS = 30;
  private static final int RHYTHM_CHECK_EVERY_MINUTES = 15;
  private static final int RHYTHM_NEEDS_SECONDS = 30;
  private static final long SYNC_SECONDS = 10 * MINUTE;
  private static final double RESENT_SHARE = 0.003;

  /** The heart is followed for so long before the watch is put on, so that it has settled. */
  private static final int SETTLING_SECONDS = (int) (4 * MINUTE);

  private static final int A_MINUTE = (int) MINUTE;

  // ---- randomness

  /** Of a sum of four uniform numbers of 16 bits; {@link Noise#bell} has the same. */
  private static final long BELL_MEAN = 2 * 65_535;

  private static final double BELL_SCALE = 1 / Math.sqrt(4 * (65_536.0 * 65_536.0 - 1) / 12);

  /** What the seconds are needed for; the rest is planned. */
  private static final List<Table<?>> SECOND_BY_SECOND =
      List.of(
          Wearables.READINGS,
          Wearables.CONTEXT_MINUTES,
          Wearables.ALERTS,
          Wearables.SENSOR_BURSTS,
          Wearables.WEAR_GAPS);

  private final Wearer wearer;
  private final World world;
  private final int end;
  private Watched watched;
  private boolean isOver;

  Loan(Wearer wearer, World world) {
    this.wearer = wearer;
    this.world = world;
    this.end = (int) (wearer.loanDays * DAY);
  }

  @Override
  public void emitDimensions(Emitter out) {
    out.emit(Wearables.WEARERS, wearer.row(), wearer.startDay);
    if (out.wants(Wearables.WEARER_TRUTH)) {
      // Planned for this alone and dropped: a task may hold many loans that have not begun.
      double ahi = new Breathing(wearer, new Activities(wearer, world), world).perHour();
      out.emit(Wearables.WEARER_TRUTH, wearer.truth(ahi), wearer.startDay);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    long borderTs = WallClock.startOf(border.toEpochDay());
    if (isOver || borderTs <= wearer.startTs) {
      return;
    }
    if (watched == null) {
      watched = new Watched();
      watched.rhythm.emit(out);
      watched.breathing.emit(out);
    }
    boolean hasSeconds = SECOND_BY_SECOND.stream().anyMatch(out::wants);
    long until = Math.min(end, borderTs - wearer.startTs);
    if (hasSeconds) {
      watched.advance((int) until, out);
    }
    if (until == end) {
      out.emit(
          Wearables.FOLLOW_UPS,
          wearer.followUp(watched.rhythm.episodes().size() > 0, watched.breathing.perHour()),
          wearer.startDay);
      isOver = true;
      watched = null;
    }
  }

  /** The state of a loan while it lasts. */
  private final class Watched {
    private final Activities activities = new Activities(wearer, world);
    private final Rhythm rhythm = new Rhythm(wearer, world);
    private final Breathing breathing = new Breathing(wearer, activities, world);
    private final Battery battery = new Battery(wearer, activities, world);
    private final Sensor sensor = new Sensor(wearer, world);
    private final Alarms alarms = new Alarms(wearer);
    private final Noise secondNoise = world.streams().named("second").noise(wearer.deviceId);
    private final Noise minuteNoise = world.streams().named("minute").noise(wearer.deviceId);
    private final Streams.Stream syncs = world.streams().named("sync");

    private int now;

    // Where we are in the plans.
    private int stretchNumber;
    private Stretch stretch = activities.at(0);
    private int stretchEnd = activities.endOf(0);
    private int episode;
    private int apnoea;
    private boolean inAf;
    private boolean inApnoea;

    // The body.
    private boolean isSettled;
    private double bpm;
    private double slowBpm;
    private double apnoeaBpm;
    private double dip;
    private double o2Noise;
    private double cycle;

    // The minute.
    private int wornSeconds;
    private int afSeconds;
    private int apnoeaSeconds;
    private int steps;
    private int spotUntil;
    private boolean isResent;
    private int eventDate;

    void advance(int until, Emitter out) {
      // A burst that has begun is finished, since its row belongs to the day of its beginning.
      while (now < until || (sensor.isWrong() && now < end)) {
        openMinute(out);
        int to = now + A_MINUTE;
        boolean isOffForLong = !battery.isWorn() && battery.changesAt() - SETTLING_SECONDS >= to;
        if (isOffForLong) {
          isSettled = false;
        } else {
          minute(to, out);
          closeMinute(to, out);
        }
        now = to;
        sensor.closeUntil(now == end ? Integer.MAX_VALUE : now, out);
      }
    }

    private void openMinute(Emitter out) {
      battery.check(now, out);
      sensor.openMinute(now);
      follow(now);
      wornSeconds = 0;
      afSeconds = 0;
      apnoeaSeconds = 0;
      steps = 0;
      spotUntil = 0;
      long ts = wearer.startTs + now;
      eventDate = WallClock.epochDay(ts);
      isResent = syncs.uniform(wearer.deviceId, ts / SYNC_SECONDS) < RESENT_SHARE;
      if (!battery.isWorn() || battery.isLow()) {
        return;
      }
      int minute = now / A_MINUTE;
      if (minute % SPOT_EVERY_MINUTES == 0) {
        spotUntil = now + SPOT_SECONDS;
        if (isSittingOrLying()) {
          sensor.openSpot(now);
        }
      }
      if (stretch.activity().isSleep()) {
        sensor.openMinuteAsleep(now, Noise.uniform(Streams.mix(minuteNoise.bits(minute))));
      }
    }

    private boolean isSittingOrLying() {
      return stretch.activity() == Activity.SEDENTARY || stretch.activity() == Activity.IN_BED;
    }

    /** Cuts the minute where something changes. */
    private void minute(int to, Emitter out) {
      int at = now;
      while (at < to) {
        while (battery.changesAt() == at) {
          battery.change(out);
          alarms.reset();
        }
        follow(at);
        int until = Math.min(to, stretchEnd);
        until = Math.min(until, nextEpisodeChange());
        until = Math.min(until, nextApnoeaChange());
        if (battery.changesAt() > at) {
          until = Math.min(until, battery.changesAt());
        }
        seconds(at, until, out);
        at = until;
      }
    }

    /** Finds the place in the plans. */
    private void follow(int at) {
      while (stretchEnd <= at) {
        stretch = activities.at(++stretchNumber);
        stretchEnd = activities.endOf(stretchNumber);
      }
      Spells episodes = rhythm.episodes();
      while (episode < episodes.size() && episodes.end(episode) <= at) {
        episode++;
      }
      inAf = episode < episodes.size() && episodes.start(episode) <= at;
      while (apnoea < breathing.size() && breathing.end(apnoea) <= at) {
        apnoea++;
      }
      boolean holdsBreath = apnoea < breathing.size() && breathing.start(apnoea) <= at;
      if (inApnoea && !holdsBreath) {
        apnoeaBpm = AROUSAL_BPM;
      }
      inApnoea = holdsBreath;
    }

    private int nextEpisodeChange() {
      Spells episodes = rhythm.episodes();
      if (episode == episodes.size()) {
        return end;
      }
      return (int) (inAf ? episodes.end(episode) : episodes.start(episode));
    }

    private int nextApnoeaChange() {
      if (apnoea == breathing.size()) {
        return end;
      }
      return inApnoea ? breathing.end(apnoea) : breathing.start(apnoea);
    }

    private double demandBpm() {
      double rest = wearer.restingBpm + (inAf ? AF_BPM : 0);
      double reserve = wearer.maxBpm - wearer.restingBpm;
      return switch (stretch.activity()) {
        case SEDENTARY -> rest + SEDENTARY_BPM;
        case WALK -> rest + WALKING_EFFORT * reserve;
        case RUN -> rest + stretch.effort() * reserve;
        case IN_BED -> rest;
        case LIGHT -> rest + LIGHT_BPM;
        case DEEP -> rest + DEEP_BPM;
        case REM -> rest + REM_BPM;
      };
    }

    /** Seconds in which nothing changes but the noise. */
    private void seconds(int from, int to, Emitter out) {
      Activity activity = stretch.activity();
      boolean isWorn = battery.isWorn();
      double demand = demandBpm();
      double beatSd = inAf ? BEAT_SD_IN_AF : BEAT_SD;
      boolean isAsleep = activity.isSleep();
      boolean isOnFoot = activity.isOnFoot();
      double stepsPerSecond = stretch.stepsPerMinute() / MINUTE;
      boolean isLow = battery.isLow();
      int o2Until = isLow ? 0 : isAsleep ? to : isSittingOrLying() ? spotUntil : 0;
      double o2Level = wearer.spo2Level - (isAsleep ? Breathing.LOWER_ASLEEP : 0);
      double bpmPerSecond =
          inApnoea ? APNOEA_BPM / (breathing.end(apnoea) - breathing.start(apnoea)) : 0;
      short batteryLevel = battery.shown();
      if (!isSettled) {
        settle(from, demand);
      }
      for (int second = from; second < to; second++) {
        // One hash makes four bell curves: sums and differences of the same four uniform numbers
        // do not correlate.
        long bits = secondNoise.bits(second);
        long a = bits & 0xffff;
        long b = bits >>> 16 & 0xffff;
        long c = bits >>> 32 & 0xffff;
        long d = bits >>> 48;
        bpm += (demand - bpm) * (demand > bpm ? RISE_SHARE : FALL_SHARE);
        slowBpm = SLOW_MEMORY * slowBpm + SLOW_STEP * BELL_SCALE * (a + b + c + d - BELL_MEAN);
        o2Noise = O2_MEMORY * o2Noise + O2_STEP * BELL_SCALE * (a - b + c - d);
        if (inApnoea) {
          apnoeaBpm = bpmPerSecond * (second + 1 - breathing.start(apnoea));
          dip = Math.min(Breathing.DEEPEST_DIP, dip + wearer.fallPerSecond);
        } else {
          apnoeaBpm *= AROUSAL_MEMORY;
          dip = Math.max(0, dip - Breathing.RECOVERY_PER_SECOND);
        }
        if (!isWorn) {
          continue;
        }
        int stepsNow = 0;
        if (isOnFoot) {
          cycle += stepsPerSecond;
          stepsNow = (int) cycle;
          cycle -= stepsNow;
          if (activity == Activity.RUN) {
            sensor.run(second, stretch, stretchEnd, Noise.uniform(Streams.mix(bits)));
          }
        } else if (!isAsleep && Noise.uniform(Streams.mix(bits)) < SEDENTARY_STEPS_A_SECOND) {
          stepsNow = 1;
        }
        steps += stepsNow;
        if (isLow && second % LOW_POWER_ROW_EVERY != 0) {
          continue;
        }
        double heart = bpm + slowBpm + apnoeaBpm + beatSd * BELL_SCALE * (a + b - c - d);
        short heartRate = (short) Math.round(Math.max(SLOWEST_BPM, Math.min(FASTEST_BPM, heart)));
        double bell = BELL_SCALE * (a - b - c + d);
        Short lockHr = sensor.lockedBpm(second, stretch.stepsPerMinute(), bell);
        alarms.heartRate(second, lockHr != null ? lockHr : heartRate, out);
        Short o2 = null;
        Short coldO2 = null;
        if (second < o2Until) {
          o2 = (short) Math.round(Math.min(HIGHEST_PERCENT, o2Level - dip + o2Noise));
          coldO2 = sensor.failedPercent(second, o2, bell);
          alarms.saturation(second, coldO2 != null ? coldO2 : o2, out);
        } else {
          alarms.noSaturation();
        }
        out.emit(
            Wearables.READINGS,
            new Reading(
                wearer.deviceId,
                wearer.startTs + second,
                heartRate,
                o2,
                (short) stepsNow,
                activity.stage,
                batteryLevel,
                lockHr,
                coldO2,
                wearer.hasZerosBug(),
                isResent,
                eventDate),
            wearer.startDay);
      }
      if (isWorn) {
        int length = to - from;
        battery.drain(activity, length);
        wornSeconds += length;
        afSeconds += inAf ? length : 0;
        apnoeaSeconds += inApnoea ? length : 0;
      }
    }

    /** Puts the body where it is in the long run. */
    private void settle(int second, double demand) {
      isSettled = true;
      bpm = demand;
      slowBpm = SLOW_SD * Noise.bell(Streams.mix(secondNoise.bits(second)));
      apnoeaBpm = 0;
      dip = 0;
      o2Noise = 0;
    }

    private void closeMinute(int to, Emitter out) {
      if (wornSeconds == 0) {
        return;
      }
      int minute = now / A_MINUTE;
      long bits = minuteNoise.bits(minute);
      long a = bits & 0xffff;
      long b = bits >>> 16 & 0xffff;
      long c = bits >>> 32 & 0xffff;
      long d = bits >>> 48;
      Double variability = null;
      if (steps == 0 && wornSeconds >= RHYTHM_NEEDS_SECONDS) {
        variability =
            rhythm.variability(
                minute,
                (double) afSeconds / wornSeconds,
                apnoeaSeconds,
                stretch.activity(),
                BELL_SCALE * (a + b + c + d - BELL_MEAN),
                BELL_SCALE * (a + b - c - d));
        if (minute % RHYTHM_CHECK_EVERY_MINUTES == 0) {
          alarms.rhythm(to - 1, variability, out);
        }
      }
      out.emit(
          Wearables.CONTEXT_MINUTES,
          new ContextMinute(
              wearer.deviceId,
              wearer.startTs + now,
              sensor.shownSkinCelsius(BELL_SCALE * (a - b + c - d)),
              sensor.shownPerfusion(now, BELL_SCALE * (a - b - c + d)),
              variability,
              eventDate),
          wearer.startDay);
    }
  }
}
