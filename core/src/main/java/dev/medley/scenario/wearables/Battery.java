package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Wearables.GapCause;
import dev.medley.scenario.wearables.Wearables.WearGap;
import dev.medley.scenario.wearables.Wearer.ChargingHabit;
import dev.medley.world.Emitter;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Rule {@code gap}: how full the battery is and when the watch is off the wrist. Times are seconds
 * since local midnight of its first day.
 */
final class Battery {
  private static final double FULL = 100;

  /** Percent an hour: 3.6 awake, 9 running, 1.5 asleep, 1 beside the bed. */
  private static final double DRAIN_AWAKE = 3.6;

  private static final double DRAIN_RUNNING = 9;
  private static final double DRAIN_ASLEEP = 1.5;
  private static final double DRAIN_OFF = 1;
  private static final double CHARGE_PER_HOUR = 80;

  private static final double NOT_CHARGED_ABOVE = 75;
  private static final double CHARGING_SKIPPED = 0.06;
  private static final double LOW_BELOW = 10;
  private static final double LOW_UNTIL = 20;
  private static final double CHARGED_FIRST_BELOW = 15;

  private static final double CHARGING_HOUR = 20.5;
  private static final LogNormal CHARGING_MINUTES_AFTER_WAKING =
      LogNormal.ofMedianAndSigma(10, 0.5);

  /** Who charges in the evening does so an hour before bed at the latest. */
  private static final int BEFORE_BED = (int) HOUR;

  private static final double SHOWER_HOUR = 8;
  private static final LogNormal SHOWER_MINUTES_AFTER_WAKING = LogNormal.ofMedianAndSigma(12, 0.6);

  /** Habits do not keep to the second. */
  private static final Normal HABIT_MINUTES = Normal.of(0, 10).cut(-30, 30);

  private static final LogNormal BACK_ON_MINUTES = LogNormal.ofMedianAndSigma(12, 0.8);
  private static final LogNormal FORGOTTEN_HOURS = LogNormal.ofMedianAndP90(40, 80);
  private static final LogNormal SHOWER_MINUTES = LogNormal.ofMedianAndSigma(10, 0.4);
  private static final double TAKEN_OFF_A_DAY = 0.005;
  private static final LogNormal TAKEN_OFF_HOURS = LogNormal.ofMedianAndSigma(30, 0.6);

  /** Something that may take the watch off the wrist. */
  private enum Occasion {
    CHARGING,
    SHOWER,
    TAKING_OFF
  }

  private record Planned(int at, int day, Occasion occasion) {}

  private final Wearer wearer;
  private final Activities activities;
  private final Streams.Stream chargings;
  private final Streams.Stream showers;
  private final Streams.Stream takings;
  private final double forgetShare;
  private final int begin;
  private final int end;
  private final List<Planned> plan = new ArrayList<>();
  private int next;
  private double level;
  private boolean isLow;
  private boolean isWorn = true;
  private int changesAt;

  Battery(Wearer wearer, Activities activities, World world) {
    Streams streams = world.streams();
    this.wearer = wearer;
    this.activities = activities;
    this.chargings = streams.named("charging");
    this.showers = streams.named("shower");
    this.takings = streams.named("taking_off");
    this.forgetShare = world.value(Wearables.GAP_FORGET);
    this.begin = wearer.lending.begin;
    this.end = wearer.lending.end;
    this.level = wearer.firstCharge;
    Streams.Stream habits = streams.named("habit");
    for (int day = 0; day < activities.days(); day++) {
      Draw draw = habits.at(wearer.deviceId, day);
      int jitter = seconds(HABIT_MINUTES.sample(draw));
      int showerJitter = seconds(wearer.showerMinutes + HABIT_MINUTES.sample(draw));
      boolean takesShower = draw.nextDouble() < wearer.showers;
      boolean takesOff = draw.nextDouble() < TAKEN_OFF_A_DAY;
      double dayShare = draw.nextDouble();
      int afterWaking = seconds(CHARGING_MINUTES_AFTER_WAKING.sample(draw));
      int showerAfterWaking = seconds(SHOWER_MINUTES_AFTER_WAKING.sample(draw));
      // What is done after waking is done when the first day's loan begins.
      if (day > 0 || wearer.habit != ChargingHabit.AFTER_WAKING) {
        add(chargingTime(day, jitter, afterWaking), day, Occasion.CHARGING);
      }
      if (takesShower && day > 0) {
        int at = Activities.midnight(day) + seconds(60 * SHOWER_HOUR) + showerJitter;
        int wake = activities.wakeAt(day);
        add(at > wake ? at : wake + showerAfterWaking, day, Occasion.SHOWER);
      }
      if (takesOff) {
        add(Activities.midnight(day) + (int) (DAY * dayShare), day, Occasion.TAKING_OFF);
      }
    }
    plan.sort(Comparator.comparingInt(Planned::at));
    changesAt = nextPlanned();
  }

  private static int seconds(double minutes) {
    return (int) Math.round(minutes * MINUTE);
  }

  private int chargingTime(int day, int jitter, int afterWaking) {
    return switch (wearer.habit) {
      case EVENING ->
          Math.min(
              Activities.midnight(day)
                  + seconds(60 * CHARGING_HOUR + wearer.chargingMinutes)
                  + jitter,
              activities.bedAt(day) - BEFORE_BED);
      case AFTER_WAKING -> activities.wakeAt(day) + afterWaking;
      case OVERNIGHT -> activities.bedAt(day);
    };
  }

  private void add(int at, int day, Occasion occasion) {
    if (at > begin && at < end) {
      plan.add(new Planned(at, day, occasion));
    }
  }

  private int nextPlanned() {
    return next < plan.size() ? plan.get(next).at : Integer.MAX_VALUE;
  }

  /** Whether the watch is on the wrist and runs. */
  boolean isWorn() {
    return isWorn;
  }

  /** Whether it saves power: a row every ten seconds and no oxygen. */
  boolean isLow() {
    return isLow;
  }

  /** When the watch may come off or, if it is off, when it is put on again. */
  int changesAt() {
    return changesAt;
  }

  /** Percent as the watch shows it, rounded up. */
  short shown() {
    return (short) Math.ceil(level);
  }

  /** Uses power for some seconds on the wrist. */
  void drain(Activity activity, int forSeconds) {
    double perHour =
        activity == Activity.RUN ? DRAIN_RUNNING : activity.isSleep() ? DRAIN_ASLEEP : DRAIN_AWAKE;
    level = Math.max(0, level - perHour * wearer.lending.drainFactor * forSeconds / HOUR);
  }

  /** Once a minute: switches to saving power, and off when there is none. */
  void check(int now, Emitter out) {
    if (isWorn) {
      isLow = level < LOW_BELOW || (isLow && level <= LOW_UNTIL);
      if (level <= 0) {
        die(now, out);
      }
    }
  }

  /** Does what is due at {@link #changesAt()}. */
  void change(Emitter out) {
    int now = changesAt;
    if (!isWorn) {
      isWorn = true;
      isLow = isLow && level <= LOW_UNTIL;
      while (nextPlanned() < now) {
        next++;
      }
      changesAt = nextPlanned();
      return;
    }
    Planned planned = plan.get(next++);
    changesAt = nextPlanned();
    switch (planned.occasion) {
      case CHARGING -> charge(planned, out);
      case SHOWER -> shower(planned, out);
      case TAKING_OFF -> takeOff(planned, out);
    }
  }

  private void charge(Planned planned, Emitter out) {
    Draw draw = chargings.at(wearer.deviceId, planned.day);
    boolean isSkipped = draw.nextDouble() < CHARGING_SKIPPED;
    boolean isForgotten = draw.nextDouble() < forgetShare;
    int afterwards = backOn(draw, isForgotten);
    if (isSkipped || level > NOT_CHARGED_ABOVE) {
      return;
    }
    int full = fullAt(planned, level);
    level = FULL;
    off(
        planned.at,
        full + afterwards,
        isForgotten ? GapCause.CHARGE_FORGOTTEN : GapCause.CHARGE,
        out);
  }

  /** Seconds that a full battery waits for its wearer. */
  private static int backOn(Draw draw, boolean isForgotten) {
    int soon = seconds(BACK_ON_MINUTES.sample(draw));
    int late = seconds(60 * FORGOTTEN_HOURS.sample(draw));
    return isForgotten ? late : soon;
  }

  /** When a battery that is put on the charger is full and somebody up to see it. */
  private int fullAt(Planned planned, double from) {
    int full = planned.at + secondsToFull(from);
    return wearer.habit == ChargingHabit.OVERNIGHT
        ? Math.max(full, activities.wakeAt(planned.day + 1))
        : full;
  }

  private static int secondsToFull(double from) {
    return (int) ((FULL - from) / CHARGE_PER_HOUR * HOUR);
  }

  private void shower(Planned planned, Emitter out) {
    int length = seconds(SHOWER_MINUTES.sample(showers.at(wearer.deviceId, planned.day)));
    level = Math.max(0, level - DRAIN_OFF * length / HOUR);
    off(planned.at, planned.at + length, GapCause.SHOWER, out);
  }

  private void takeOff(Planned planned, Emitter out) {
    int length = seconds(60 * TAKEN_OFF_HOURS.sample(takings.at(wearer.deviceId, planned.day)));
    level = Math.max(0, level - DRAIN_OFF * length / HOUR);
    if (level < CHARGED_FIRST_BELOW) {
      length += secondsToFull(level);
      level = FULL;
    }
    off(planned.at, planned.at + length, GapCause.TAKEN_OFF, out);
  }

  /** Without power until it is next put on the charger, which nobody skips or forgets then. */
  private void die(int now, Emitter out) {
    int i = next;
    while (i < plan.size() && plan.get(i).occasion != Occasion.CHARGING) {
      i++;
    }
    if (i == plan.size()) {
      off(now, end, GapCause.BATTERY_DEAD, out);
      return;
    }
    Planned charging = plan.get(i);
    Draw draw = chargings.at(wearer.deviceId, charging.day);
    draw.nextDouble();
    draw.nextDouble();
    level = FULL;
    off(now, fullAt(charging, 0) + backOn(draw, false), GapCause.BATTERY_DEAD, out);
  }

  /** The gap is known when it begins, so that its row comes out on its day. */
  private void off(int from, int until, GapCause cause, Emitter out) {
    int back = Math.min(Math.max(until, from + 1), end);
    isWorn = false;
    changesAt = back;
    out.emit(
        Wearables.WEAR_GAPS,
        new WearGap(
            wearer.deviceId, wearer.ts(from), wearer.ts(back), cause, wearer.eventDate(from)),
        wearer.lending.startDay);
  }
}
