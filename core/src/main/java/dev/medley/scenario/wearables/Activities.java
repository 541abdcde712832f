package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Wearables.SleepStage;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules {@code day_plan}, {@code run} and {@code sleep}: what the wearer does in every second of
 * the loan. Times are seconds since its beginning.
 */
final class Activities {

  /** What a wearer does. */
  enum Activity {
    SEDENTARY(SleepStage.AWAKE),
    WALK(SleepStage.AWAKE),
    RUN(SleepStage.AWAKE),
    IN_BED(SleepStage.AWAKE),
    LIGHT(SleepStage.LIGHT),
    DEEP(SleepStage.DEEP),
    REM(SleepStage.REM);

    final SleepStage stage;

    Activity(SleepStage stage) {
      this.stage = stage;
    }

    boolean isSleep() {
      return stage != SleepStage.AWAKE;
    }

    boolean isOnFoot() {
      return this == WALK || this == RUN;
    }
  }

  /**
   * A time in which the wearer does one thing.
   *
   * @param start its first second; it lasts until the next one starts
   * @param stepsPerMinute cadence; 0 unless on foot
   * @param effort share of the heart rate reserve that is used; 0 unless running
   * @param looseStrap whether the strap is loose; false unless running
   */
  record Stretch(
      int start, Activity activity, double stepsPerMinute, double effort, boolean looseStrap) {}

  private static final double WAKE_HOUR = 7;
  private static final double BED_HOUR = 23;
  private static final Normal DAY_TO_DAY_MINUTES = Normal.of(0, 35).cut(-105, 105);

  private static final LogNormal SEDENTARY_MINUTES = LogNormal.ofMedianAndSigma(20, 0.8);
  private static final LogNormal WALK_MINUTES = LogNormal.ofMedianAndSigma(4, 0.9);
  private static final Normal WALK_CADENCE = Normal.of(108, 8);

  private static final double RUNNING_DAYS = 0.4;
  private static final double MORNING_RUNS = 0.4;
  private static final double MORNING_RUN_HOUR = 7.75;
  private static final double EVENING_RUN_HOUR = 17.5;
  private static final Normal RUN_START_MINUTES = Normal.of(0, 20);
  private static final LogNormal RUN_MINUTES = LogNormal.ofMedianAndP90(35, 60);
  private static final Normal RUN_CADENCE = Normal.of(166, 9).cut(145, 190);
  private static final Normal RUN_EFFORT = Normal.of(0.68, 0.06);
  private static final double LOOSE_RUNS_WITH_LOOSE_STRAP = 0.7;
  private static final double LOOSE_RUNS = 0.08;

  /** Nobody runs within so many seconds of getting up or going to bed. */
  private static final int RUN_MARGIN = (int) (15 * MINUTE);

  private static final LogNormal FALL_ASLEEP_MINUTES = LogNormal.ofMedianAndSigma(12, 0.5);
  private static final double DEEP_MINUTES = 32;
  private static final double DEEP_MINUTES_A_CYCLE = -9;
  private static final double REM_MINUTES = 8;
  private static final double REM_MINUTES_A_CYCLE = 8;
  private static final double LEAST_REM_MINUTES = 4;
  private static final double MOST_REM_MINUTES = 40;
  private static final Normal STAGE_JITTER_MINUTES = Normal.of(0, 4);
  private static final Normal CYCLE_MINUTES = Normal.of(95, 8);
  private static final double LEAST_LIGHT_MINUTES = 20;
  private static final double LIGHT_BEFORE_DEEP = 0.45;
  private static final double WAKE_BOUT_SHARE = 0.7;
  private static final LogNormal WAKE_BOUT_MINUTES = LogNormal.ofMedianAndSigma(4, 0.7);

  private final Wearer wearer;
  private final Streams.Stream wakeTimes;
  private final Streams.Stream bedTimes;
  private final Streams.Stream days;
  private final Streams.Stream runs;
  private final Streams.Stream nights;
  private final int end;
  private final List<Stretch> stretches = new ArrayList<>();

  Activities(Wearer wearer, World world) {
    Streams streams = world.streams();
    this.wearer = wearer;
    this.wakeTimes = streams.named("wake_time");
    this.bedTimes = streams.named("bed_time");
    this.days = streams.named("day");
    this.runs = streams.named("run");
    this.nights = streams.named("night");
    this.end = (int) (wearer.loanDays * DAY);
    // The first day begins with the loan, when the wearer is up in any case.
    for (int day = 0; day <= wearer.loanDays; day++) {
      planDay(day, day == 0 ? 0 : wakeAt(day), bedAt(day));
      planNight(day, bedAt(day), wakeAt(day + 1));
    }
  }

  /** Midnight at which a day of the loan begins, counted from 0. */
  static int midnight(int day) {
    return (int) (day * DAY) - Wearer.LOAN_BEGINS_AT;
  }

  /** When the wearer gets up on a day of the loan. */
  int wakeAt(int day) {
    return midnight(day) + seconds(60 * WAKE_HOUR + chronotypeAnd(wakeTimes, day));
  }

  /** When the wearer goes to bed at the end of a day of the loan. */
  int bedAt(int day) {
    return midnight(day) + seconds(60 * BED_HOUR + chronotypeAnd(bedTimes, day));
  }

  private double chronotypeAnd(Streams.Stream times, int day) {
    return wearer.chronotypeMinutes + DAY_TO_DAY_MINUTES.sample(times.at(wearer.deviceId, day));
  }

  private static int seconds(double minutes) {
    return (int) Math.round(minutes * MINUTE);
  }

  private void planDay(int day, int from, int to) {
    Draw draw = days.at(wearer.deviceId, day);
    Draw runDraw = runs.at(wearer.deviceId, day);
    boolean isRunningDay = runDraw.nextDouble() < RUNNING_DAYS && wearer.runs;
    boolean isMorning = runDraw.nextDouble() < MORNING_RUNS;
    double hour = isMorning ? MORNING_RUN_HOUR : EVENING_RUN_HOUR;
    int planned = midnight(day) + seconds(60 * hour + RUN_START_MINUTES.sample(runDraw));
    int runEnd = to;
    int runStart = to;
    if (isRunningDay && (day > 0 || planned >= from)) {
      runStart = Math.max(planned, from + RUN_MARGIN);
      runEnd = runStart + seconds(RUN_MINUTES.sample(runDraw));
      if (runEnd > to - RUN_MARGIN) {
        runStart = to;
        runEnd = to;
      }
    }
    alternate(draw, from, runStart);
    if (runStart < runEnd) {
      double looseShare = wearer.looseStrap ? LOOSE_RUNS_WITH_LOOSE_STRAP : LOOSE_RUNS;
      double cadence = RUN_CADENCE.sample(runDraw);
      double effort = RUN_EFFORT.sample(runDraw);
      boolean isLoose = runDraw.nextDouble() < looseShare;
      add(new Stretch(runStart, Activity.RUN, cadence, effort, isLoose));
      alternate(draw, runEnd, to);
    }
  }

  /** Sitting and walking in turn. */
  private void alternate(Draw draw, int from, int to) {
    int at = from;
    boolean sits = true;
    while (at < to) {
      if (sits) {
        add(at, Activity.SEDENTARY);
        at += seconds(SEDENTARY_MINUTES.sample(draw));
      } else {
        add(new Stretch(at, Activity.WALK, WALK_CADENCE.sample(draw), 0, false));
        at += seconds(WALK_MINUTES.sample(draw));
      }
      sits = !sits;
    }
  }

  /** Sleep cycles from bed to wake time: less and less deep sleep, more and more REM. */
  private void planNight(int day, int bed, int wake) {
    Draw draw = nights.at(wearer.deviceId, day);
    add(bed, Activity.IN_BED);
    int at = bed + seconds(FALL_ASLEEP_MINUTES.sample(draw));
    for (int cycle = 0; at < wake; cycle++) {
      double deep =
          Math.max(
              0, DEEP_MINUTES + DEEP_MINUTES_A_CYCLE * cycle + STAGE_JITTER_MINUTES.sample(draw));
      double rem =
          Math.min(
              MOST_REM_MINUTES,
              Math.max(
                  LEAST_REM_MINUTES,
                  REM_MINUTES + REM_MINUTES_A_CYCLE * cycle + STAGE_JITTER_MINUTES.sample(draw)));
      double light = Math.max(LEAST_LIGHT_MINUTES, CYCLE_MINUTES.sample(draw) - deep - rem);
      boolean wakes = draw.nextDouble() < WAKE_BOUT_SHARE;
      double wakeBout = WAKE_BOUT_MINUTES.sample(draw);
      at = sleep(at, wake, Activity.LIGHT, LIGHT_BEFORE_DEEP * light);
      at = sleep(at, wake, Activity.DEEP, deep);
      at = sleep(at, wake, Activity.LIGHT, (1 - LIGHT_BEFORE_DEEP) * light);
      at = sleep(at, wake, Activity.REM, rem);
      if (wakes) {
        at = sleep(at, wake, Activity.IN_BED, wakeBout);
      }
    }
  }

  private int sleep(int at, int wake, Activity activity, double minutes) {
    int length = seconds(minutes);
    if (at < wake && length > 0) {
      add(at, activity);
    }
    return at + length;
  }

  private void add(int start, Activity activity) {
    add(new Stretch(start, activity, 0, 0, false));
  }

  private void add(Stretch stretch) {
    if (stretch.start < end) {
      stretches.add(stretch);
    }
  }

  /** Hours asleep during the loan. */
  double sleepHours() {
    double seconds = 0;
    for (int i = 0; i < stretches.size(); i++) {
      seconds += stretches.get(i).activity.isSleep() ? endOf(i) - stretches.get(i).start : 0;
    }
    return seconds / HOUR;
  }

  int size() {
    return stretches.size();
  }

  Stretch at(int i) {
    return stretches.get(i);
  }

  /** The second after the last of a stretch. */
  int endOf(int i) {
    return i + 1 < stretches.size() ? stretches.get(i + 1).start : end;
  }
}
