package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.model.Table;
import dev.medley.random.Noise;
import dev.medley.random.Streams;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Activities.Stretch;
import dev.medley.scenario.wearables.Wearables.ContextMinute;
import dev.medley.scenario.wearables.Wearables.Reading;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.MessCarrier;
import dev.medley.world.Simulation;
import dev.medley.world.SpellLength;
import dev.medley.world.Spells;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * One loan: a wearer and a watch, second by second. What the wearer does is planned when the loan
 * begins; the heart and the saturation follow, and the watch records what it can. Times are seconds
 * since local midnight of the loan's first day, which is a full minute of UTC.
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
  private static final double DAY_MEMORY = 0.6;
  private static final double DAY_BPM = 2.5;
  private static final double FASTEST_HOUR = 15;
  private static final double HOURS = 24;

  /** Slow waves: autoregressive with a time constant of three minutes, 3 bpm in the long run. */
  private static final double SLOW_MEMORY = 1 - 1 / 180.0;

  private static final double SLOW_STEP = 0.316;
  private static final double SLOW_SD = 3;
  private static final double BEAT_SD = 0.7;
  private static final double BEAT_SD_IN_AF = 7;
  private static final double SLOWEST_BPM = 32;
  private static final double FASTEST_BPM = 215;

  /** The watch shows a pulse that it smooths and holds for some seconds, the mean of so many. */
  private static final double SMOOTHING = 0.6;

  private static final double SHORTEST_HOLD_SECONDS = 1;
  private static final double MORE_HOLD_RUNNING = 1;
  private static final double MORE_HOLD_WALKING = 2;
  private static final double MORE_HOLD_AT_REST = 3.5;

  // ---- rule apnoea

  /** The heart slows while breath is held and leaps at the arousal that ends it. */
  private static final double APNOEA_BPM = -6;

  private static final double AROUSAL_BPM = 11;
  private static final double AROUSAL_MEMORY = 0.88;
  private static final double O2_MEMORY = 0.95;
  private static final double O2_STEP = 0.22;
  private static final double HIGHEST_PERCENT = 100;

  // ---- steps and recording

  private static final double SEDENTARY_STEPS_A_SECOND = 0.004;

  /** Cadence wanders: autoregressive by steps of 5 seconds. */
  private static final int WANDER_SECONDS = 5;

  private static final double WANDER_MEMORY = 0.93;
  private static final double WANDER_STEP = Math.sqrt(1 - WANDER_MEMORY * WANDER_MEMORY);
  private static final double WANDER_RUNNING = 4;
  private static final double WANDER_WALKING = 8;
  private static final int LOW_POWER_ROW_EVERY = 10;
  private static final int SPOT_EVERY_MINUTES = 10;
  private static final int SPOT_SECONDS = 30;
  private static final int RHYTHM_CHECK_EVERY_MINUTES = 15;
  private static final int RHYTHM_NEEDS_SECONDS = 30;
  private static final long SYNC_SECONDS = 10 * MINUTE;

  /** Of the oxygen readings of a watch with the bug. */
  private static final double ZERO_SHARE = 0.02;

  private static final CarrierLaw ZEROS =
      CarrierLaw.worseInSpells(0.5, 0.15, 4, SpellLength.ofMedianAndP90(2 / 24.0, 8 / 24.0));

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
  private final int begin;
  private final int end;
  private Watched watched;
  private boolean isOver;

  Loan(Wearer wearer, World world) {
    this.wearer = wearer;
    this.world = world;
    this.begin = wearer.lending.begin;
    this.end = wearer.lending.end;
  }

  @Override
  public void emitDimensions(Emitter out) {
    out.emit(Wearables.WEARERS, wearer.row(), wearer.lending.startDay);
    if (out.wants(Wearables.WEARER_TRUTH)) {
      // Planned for this alone and dropped: a task may hold many loans that have not begun.
      double ahi = new Breathing(wearer, new Activities(wearer, world), world).perHour();
      out.emit(Wearables.WEARER_TRUTH, wearer.truth(ahi), wearer.lending.startDay);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    long borderTs = WallClock.startOf(border.toEpochDay());
    if (isOver || borderTs <= wearer.ts(begin)) {
      return;
    }
    if (watched == null) {
      watched = new Watched();
      watched.rhythm.emit(out);
      watched.breathing.emit(out);
    }
    boolean hasSeconds = SECOND_BY_SECOND.stream().anyMatch(out::wants);
    long until = Math.min(end, borderTs - wearer.ts(0));
    if (hasSeconds) {
      watched.advance((int) until, out);
    }
    if (until == end) {
      wearer
          .followUp(watched.rhythm.episodes().size() > 0, watched.breathing.perHour())
          .ifPresent(row -> out.emit(Wearables.FOLLOW_UPS, row, wearer.lending.startDay));
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
    private final Alarms alarms = new Alarms(wearer, world);
    private final Noise secondNoise = world.streams().named("second").noise(wearer.deviceId);
    private final Noise minuteNoise = world.streams().named("minute").noise(wearer.deviceId);
    private final Noise zeroNoise = world.streams().named("zero").noise(wearer.deviceId);
    private final KeyedSeries days =
        new KeyedSeries(world.streams().named("day_bpm"), wearer.deviceId, DAY_MEMORY);
    private final Phone phone = new Phone(wearer.deviceId, world);
    private final MessCarrier zeros =
        new MessCarrier(world.streams().named("carrier.zeros"), wearer.lending.watch, ZEROS);

    private final int firstMinute = begin / A_MINUTE;

    private int now = firstMinute * A_MINUTE;

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
    private double wander;
    private double cycle;

    // What the watch shows of the pulse.
    private boolean hasPulse;
    private double smoothBpm;
    private double holdsUntil;
    private short shownBpm;
    private int lockedBpm;

    // The minute.
    private int wornSeconds;
    private int afSeconds;
    private int apnoeaSeconds;
    private int steps;
    private int spotUntil;
    private long batch;
    private boolean isResent;
    private double zeroChance;
    private int eventDate;

    void advance(int until, Emitter out) {
      // A burst that has begun is finished, since its row belongs to the day of its beginning.
      while (now < until || (sensor.isWrong() && now < end)) {
        openMinute(out);
        int to = Math.min(end, now + A_MINUTE);
        boolean isOffForLong = !battery.isWorn() && battery.changesAt() - SETTLING_SECONDS >= to;
        if (isOffForLong) {
          isSettled = false;
        } else {
          minute(to, out);
          closeMinute(to, out);
        }
        now += A_MINUTE;
        sensor.closeUntil(now >= end ? Integer.MAX_VALUE : now, out);
      }
    }

    private void openMinute(Emitter out) {
      battery.check(now, out);
      follow(now);
      sensor.openMinute(now, stretch.activity());
      wornSeconds = 0;
      afSeconds = 0;
      apnoeaSeconds = 0;
      steps = 0;
      spotUntil = 0;
      long ts = wearer.ts(now);
      eventDate = WallClock.epochDay(ts);
      if (ts / SYNC_SECONDS != batch) {
        batch = ts / SYNC_SECONDS;
        isResent = phone.sendsTwice(ts);
      }
      zeroChance = wearer.hasZerosBug() ? zeros.chance(ts, ZERO_SHARE) : 0;
      if (!battery.isWorn() || battery.isLow()) {
        return;
      }
      int minute = now / A_MINUTE;
      if ((minute - firstMinute) % SPOT_EVERY_MINUTES == 0) {
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
      int at = Math.max(now, begin);
      while (at < to) {
        while (battery.changesAt() == at) {
          boolean wasOff = !battery.isWorn();
          battery.change(out);
          alarms.reset();
          if (wasOff) {
            phone.comesIntoReach();
          }
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

    private double demandBpm(int at) {
      double rest =
          wearer.restingBpm + DAY_BPM * days.at(wearer.date(stretch.day())) + (inAf ? AF_BPM : 0);
      double reserve = wearer.maxBpm - wearer.restingBpm;
      double hour = at / (double) HOUR;
      double up =
          rest + wearer.circadianBpm * Math.cos(2 * Math.PI * (hour - FASTEST_HOUR) / HOURS);
      return switch (stretch.activity()) {
        case SEDENTARY -> up + SEDENTARY_BPM;
        case WALK, WALK_AT_NIGHT -> up + WALKING_EFFORT * reserve;
        case RUN -> up + stretch.effort() * reserve;
        case IN_BED -> rest;
        case LIGHT -> rest + LIGHT_BPM;
        case DEEP -> rest + DEEP_BPM;
        case REM -> rest + REM_BPM;
      };
    }

    /** How much longer than a second the watch may hold a pulse. */
    private double moreHold() {
      if (stretch.activity() == Activity.RUN) {
        return MORE_HOLD_RUNNING;
      }
      return stretch.activity().isOnFoot() ? MORE_HOLD_WALKING : MORE_HOLD_AT_REST;
    }

    /** Seconds in which nothing changes but the noise. */
    private void seconds(int from, int to, Emitter out) {
      Activity activity = stretch.activity();
      boolean isWorn = battery.isWorn();
      double demand = demandBpm(from);
      double beatSd = inAf ? BEAT_SD_IN_AF : BEAT_SD;
      boolean isAsleep = activity.isSleep();
      boolean isOnFoot = activity.isOnFoot();
      double cadence = stretch.stepsPerMinute();
      double wanderSd = activity == Activity.RUN ? WANDER_RUNNING : WANDER_WALKING;
      double moreHold = moreHold();
      boolean isLow = battery.isLow();
      int o2Until = isLow ? 0 : isAsleep ? to : isSittingOrLying() ? spotUntil : 0;
      double o2Level = wearer.spo2Level - (isAsleep ? Breathing.LOWER_ASLEEP : 0);
      double bpmPerSecond =
          inApnoea ? APNOEA_BPM / (breathing.end(apnoea) - breathing.start(apnoea)) : 0;
      short batteryLevel = battery.shown();
      if (!isSettled) {
        settle(from, demand);
      }
      if (isWorn && !hasPulse) {
        smoothBpm = bpm + slowBpm;
        holdsUntil = from;
      }
      hasPulse = isWorn;
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
          if (second % WANDER_SECONDS == 0) {
            wander = WANDER_MEMORY * wander + WANDER_STEP * Noise.bell(Streams.mix(~bits));
          }
          cadence = stretch.stepsPerMinute() + wanderSd * wander;
          cycle += cadence / MINUTE;
          stepsNow = (int) cycle;
          cycle -= stepsNow;
          if (activity == Activity.RUN) {
            sensor.run(second, stretch, stretchEnd, Noise.uniform(Streams.mix(bits)));
          }
        } else if (!isAsleep && Noise.uniform(Streams.mix(bits)) < SEDENTARY_STEPS_A_SECOND) {
          stepsNow = 1;
        }
        steps += stepsNow;
        double heart = bpm + slowBpm + apnoeaBpm + beatSd * BELL_SCALE * (a + b - c - d);
        smoothBpm += SMOOTHING * (heart - smoothBpm);
        boolean isShownAnew = second >= holdsUntil;
        if (isShownAnew) {
          shownBpm = rounded(Math.max(SLOWEST_BPM, Math.min(FASTEST_BPM, smoothBpm)));
          double share = (a ^ b ^ c ^ d) * 0x1.0p-16;
          holdsUntil = Math.max(holdsUntil, second) + SHORTEST_HOLD_SECONDS + moreHold * share;
        }
        if (isLow && second % LOW_POWER_ROW_EVERY != 0) {
          continue;
        }
        double bell = BELL_SCALE * (a - b - c + d);
        Short lockHr = null;
        if (sensor.isLocked(second)) {
          if (isShownAnew || sensor.locksAfresh()) {
            lockedBpm = (int) Math.round(Sensor.lockedBpm(cadence, bell));
          }
          lockHr = sensor.locked(second, lockedBpm);
        }
        alarms.heartRate(second, lockHr != null ? lockHr : shownBpm, out);
        Short o2 = null;
        Short coldO2 = null;
        boolean hasZero = false;
        if (second < o2Until) {
          o2 = rounded(Math.min(HIGHEST_PERCENT, o2Level - dip + o2Noise));
          coldO2 = sensor.failedPercent(second, o2, bell);
          hasZero = zeroChance > 0 && Noise.uniform(zeroNoise.bits(second)) < zeroChance;
          alarms.saturation(second, coldO2 != null ? coldO2 : o2, out);
        } else {
          alarms.noSaturation();
        }
        out.emit(
            Wearables.READINGS,
            new Reading(
                wearer.deviceId,
                wearer.ts(second),
                shownBpm,
                o2,
                (short) stepsNow,
                activity.stage,
                batteryLevel,
                lockHr,
                coldO2,
                wearer.hasZerosBug(),
                hasZero,
                isResent,
                eventDate),
            wearer.lending.startDay);
      }
      if (isWorn) {
        int length = to - from;
        battery.drain(activity, length);
        wornSeconds += length;
        afSeconds += inAf ? length : 0;
        apnoeaSeconds += inApnoea ? length : 0;
      }
    }

    /** To the nearest integer of a positive number; Math.round minds much that cannot be here. */
    private static short rounded(double value) {
      return (short) (value + 0.5);
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
        if ((minute - firstMinute) % RHYTHM_CHECK_EVERY_MINUTES == 0) {
          alarms.rhythm(to - 1, variability, out);
        }
      }
      out.emit(
          Wearables.CONTEXT_MINUTES,
          new ContextMinute(
              wearer.deviceId,
              wearer.ts(now),
              sensor.shownSkinCelsius(BELL_SCALE * (a - b + c - d)),
              sensor.shownPerfusion(now, BELL_SCALE * (a - b - c + d)),
              variability,
              eventDate),
          wearer.lending.startDay);
    }
  }
}
