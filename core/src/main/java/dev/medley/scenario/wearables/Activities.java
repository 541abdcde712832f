package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Wearables.SleepStage;
import dev.medley.world.Holidays;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Rules {@code day_plan}, {@code run} and {@code sleep}: what the wearer does in every second of
 * the loan. Times are seconds since local midnight of its first day.
 */
final class Activities {

  /** What a wearer does. */
  enum Activity {
    SEDENTARY(SleepStage.AWAKE),
    WALK(SleepStage.AWAKE),
    RUN(SleepStage.AWAKE),
    IN_BED(SleepStage.AWAKE),
    WALK_AT_NIGHT(SleepStage.AWAKE),
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

    /** Between going to bed and getting up for the day. */
    boolean isNight() {
      return this == IN_BED || this == WALK_AT_NIGHT || isSleep();
    }

    boolean isOnFoot() {
      return this == WALK || this == RUN || this == WALK_AT_NIGHT;
    }
  }

  /**
   * A time in which the wearer does one thing.
   *
   * @param start its first second; it lasts until the next one starts
   * @param day of the loan, from 0; a night belongs to the day before
   * @param stepsPerMinute mean cadence; 0 unless on foot
   * @param effort share of the heart rate reserve that is used; 0 unless running
   * @param looseStrap whether the strap is loose; false unless running
   */
  record Stretch(
      int start,
      Activity activity,
      int day,
      double stepsPerMinute,
      double effort,
      boolean looseStrap) {}

  private static final double WAKE_HOUR = 7;
  private static final double BED_HOUR = 23;
  private static final Normal DAY_TO_DAY_MINUTES = Normal.of(0, 35).cut(-105, 105);
  private static final double FREE_DAY_MINUTES = 40;

  /** Who brings the watch back is up so long before. */
  private static final int BEFORE_RETURN = (int) (45 * MINUTE);

  // ---- rule day_plan

  private static final double STEPS_SIGMA_A_DAY = 0.30;
  private static final double SUNDAY_STEPS = 0.85;
  private static final double FEWER_STEPS_WITH_A_RUN = 2_500;
  private static final double LEAST_STEPS = 800;

  /** Taken between walks, some at a time, and at night. */
  private static final double STEPS_WITHOUT_A_WALK = 230;

  private static final double LONG_WALKS = 0.035;
  private static final LogNormal WALK_MINUTES = LogNormal.ofMedianAndSigma(0.85, 0.85);
  private static final LogNormal LONG_WALK_MINUTES = LogNormal.ofMedianAndSigma(16, 0.5);
  private static final double MEAN_WALK_MINUTES =
      (1 - LONG_WALKS) * mean(WALK_MINUTES) + LONG_WALKS * mean(LONG_WALK_MINUTES);
  private static final Normal WALK_CADENCE = Normal.of(98, 10).cut(70, 125);
  private static final Normal LONG_WALK_CADENCE = Normal.of(108, 6).cut(70, 125);
  private static final double SEDENTARY_SIGMA = 0.9;

  /** Steps of a waking time that was walked through: 960 minutes at 97 a minute. */
  private static final double STEPS_IF_ALWAYS_WALKING = 93_000;

  private static final double MOST_WALKING = 0.25;

  // ---- rule run

  private static final double RUNNING_DAYS = 0.4;
  private static final double MORNING_RUN_HOUR = 7.75;
  private static final double EVENING_RUN_HOUR = 17.5;
  private static final Normal RUN_START_MINUTES = Normal.of(0, 20);
  private static final LogNormal RUN_MINUTES = LogNormal.ofMedianAndP90(35, 60);
  private static final Normal RUN_CADENCE_CHANGE = Normal.of(0, 3);
  private static final double SLOWEST_RUN = 145;
  private static final double FASTEST_RUN = 190;
  private static final Normal RUN_EFFORT_CHANGE = Normal.of(0, 0.033);
  private static final double LOOSE_RUNS_WITH_LOOSE_STRAP = 0.7;
  private static final double LOOSE_RUNS = 0.08;

  /** Somewhere to cross a street: .001 in 5 seconds. */
  private static final Exponential RUN_TO_CROSSING_SECONDS = Exponential.ofRate(0.001 / 5);

  private static final int SHORTEST_CROSSING_SECONDS = 8;
  private static final int LONGEST_CROSSING_SECONDS = 39;

  /** Nobody runs within so many seconds of getting up or going to bed. */
  private static final int RUN_MARGIN = (int) (15 * MINUTE);

  // ---- rule sleep

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

  private static final double TRIPS_A_NIGHT = 0.4;
  private static final double TRIPS_A_NIGHT_AND_YEAR = 0.035;
  private static final int TRIPS_FROM_AGE = 50;
  private static final int LEAST_TRIP_STEPS = 20;
  private static final int MOST_TRIP_STEPS = 80;
  private static final Normal TRIP_CADENCE = Normal.of(78, 8).cut(55, 105);
  private static final LogNormal AWAKE_BEFORE_TRIP = LogNormal.ofMedianAndSigma(0.7, 0.6);
  private static final LogNormal TRIP_MINUTES = LogNormal.ofMedianAndSigma(2, 0.4);
  private static final LogNormal AWAKE_AFTER_TRIP = LogNormal.ofMedianAndSigma(2.5, 0.7);

  private final Wearer wearer;
  private final Streams.Stream wakeTimes;
  private final Streams.Stream bedTimes;
  private final Streams.Stream days;
  private final Streams.Stream steps;
  private final Streams.Stream runs;
  private final Streams.Stream nights;
  private final Streams.Stream trips;
  private final int begin;
  private final int end;
  private final int dayCount;
  private final List<Stretch> stretches = new ArrayList<>();

  /** When the wearer gets up in the night that is being planned. */
  private int[] tripTimes = {};

  private int nextTrip;

  Activities(Wearer wearer, World world) {
    Streams streams = world.streams();
    this.wearer = wearer;
    this.wakeTimes = streams.named("wake_time");
    this.bedTimes = streams.named("bed_time");
    this.days = streams.named("day");
    this.steps = streams.named("steps");
    this.runs = streams.named("run");
    this.nights = streams.named("night");
    this.trips = streams.named("night_trips");
    this.begin = wearer.lending.begin;
    this.end = wearer.lending.end;
    this.dayCount = (int) ((end - 1) / DAY) + 1;
    // The first day begins with the loan, when the wearer is up in any case.
    for (int day = 0; day < dayCount; day++) {
      planDay(day, day == 0 ? begin : wakeAt(day), bedAt(day));
      planNight(day, bedAt(day), wakeAt(day + 1));
    }
  }

  private static double mean(LogNormal law) {
    return Math.exp(law.mu() + law.sigma() * law.sigma() / 2);
  }

  /** Days of which the loan has a part. */
  int days() {
    return dayCount;
  }

  /** Midnight at which a day of the loan begins, counted from 0. */
  static int midnight(int day) {
    return (int) (day * DAY);
  }

  /** When the wearer gets up on a day of the loan: in time to bring the watch back. */
  int wakeAt(int day) {
    int usual = midnight(day) + seconds(60 * WAKE_HOUR + usualAnd(wakeTimes, day));
    boolean isReturnDay = wearer.lending.isBroughtBack && day == dayCount - 1;
    return isReturnDay ? Math.min(usual, end - BEFORE_RETURN) : usual;
  }

  /** When the wearer goes to bed at the end of a day of the loan. */
  int bedAt(int day) {
    return midnight(day) + seconds(60 * BED_HOUR + usualAnd(bedTimes, day));
  }

  private double usualAnd(Streams.Stream times, int day) {
    int date = wearer.date(day);
    boolean isFree = UsCalendar.isWeekend(date) || Holidays.FEDERAL.isDayOff(date);
    return wearer.chronotypeMinutes
        + DAY_TO_DAY_MINUTES.sample(times.at(wearer.deviceId, day))
        + (isFree ? FREE_DAY_MINUTES : 0);
  }

  private static int seconds(double minutes) {
    return (int) Math.round(minutes * MINUTE);
  }

  // ---- the day

  private void planDay(int day, int from, int to) {
    Draw draw = days.at(wearer.deviceId, day);
    Draw runDraw = runs.at(wearer.deviceId, day);
    boolean isRunningDay = runDraw.nextDouble() < RUNNING_DAYS && wearer.runs;
    double hour = wearer.runsInTheMorning ? MORNING_RUN_HOUR : EVENING_RUN_HOUR;
    int planned =
        midnight(day) + seconds(60 * hour + wearer.runMinutes + RUN_START_MINUTES.sample(runDraw));
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
    LogNormal sitting = sittingMinutes(day, runStart < runEnd);
    alternate(day, sitting, draw, from, runStart);
    if (runStart < runEnd) {
      run(day, runDraw, runStart, runEnd);
      alternate(day, sitting, draw, runEnd, to);
    }
  }

  /** How long the wearer sits between walks, so that the steps of the day come together. */
  private LogNormal sittingMinutes(int day, boolean hasRun) {
    double change =
        STEPS_SIGMA_A_DAY * Normal.standard(steps.at(wearer.deviceId, day))
            - STEPS_SIGMA_A_DAY * STEPS_SIGMA_A_DAY / 2;
    boolean isSunday = WallClock.weekday(wearer.date(day)) == 6;
    double wanted =
        wearer.stepsADay * Math.exp(change) * (isSunday ? SUNDAY_STEPS : 1)
            - (hasRun ? FEWER_STEPS_WITH_A_RUN : 0);
    double walked = Math.max(LEAST_STEPS, wanted) - STEPS_WITHOUT_A_WALK;
    double walking = Math.min(MOST_WALKING, walked / STEPS_IF_ALWAYS_WALKING);
    return LogNormal.ofMeanAndSigma(MEAN_WALK_MINUTES * (1 - walking) / walking, SEDENTARY_SIGMA);
  }

  /** Sitting and walking in turn. */
  private void alternate(int day, LogNormal sitting, Draw draw, int from, int to) {
    int at = from;
    boolean sits = true;
    while (at < to) {
      if (sits) {
        add(at, Activity.SEDENTARY, day);
        at += 1 + seconds(sitting.sample(draw));
      } else {
        boolean isLong = draw.nextDouble() < LONG_WALKS;
        double cadence = (isLong ? LONG_WALK_CADENCE : WALK_CADENCE).sample(draw);
        add(new Stretch(at, Activity.WALK, day, cadence, 0, false));
        at += 1 + seconds((isLong ? LONG_WALK_MINUTES : WALK_MINUTES).sample(draw));
      }
      sits = !sits;
    }
  }

  /** A run, with a stop wherever a street has to be crossed. */
  private void run(int day, Draw draw, int from, int to) {
    double cadence;
    do {
      cadence = wearer.runCadence + RUN_CADENCE_CHANGE.sample(draw);
    } while (cadence < SLOWEST_RUN || cadence > FASTEST_RUN);
    double effort = wearer.runEffort + RUN_EFFORT_CHANGE.sample(draw);
    double looseShare = wearer.looseStrap ? LOOSE_RUNS_WITH_LOOSE_STRAP : LOOSE_RUNS;
    boolean isLoose = draw.nextDouble() < looseShare;
    int at = from;
    while (at < to) {
      add(new Stretch(at, Activity.RUN, day, cadence, effort, isLoose));
      at += 1 + (int) RUN_TO_CROSSING_SECONDS.sample(draw);
      if (at < to) {
        add(at, Activity.SEDENTARY, day);
        at +=
            SHORTEST_CROSSING_SECONDS
                + draw.nextInt(LONGEST_CROSSING_SECONDS - SHORTEST_CROSSING_SECONDS + 1);
      }
    }
  }

  // ---- the night

  /** Sleep cycles from bed to wake time: less and less deep sleep, more and more REM. */
  private void planNight(int day, int bed, int wake) {
    Draw draw = nights.at(wearer.deviceId, day);
    add(bed, Activity.IN_BED, day);
    int at = bed + seconds(FALL_ASLEEP_MINUTES.sample(draw));
    planTrips(day, at, wake);
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
      at = sleep(day, at, wake, Activity.LIGHT, LIGHT_BEFORE_DEEP * light);
      at = sleep(day, at, wake, Activity.DEEP, deep);
      at = sleep(day, at, wake, Activity.LIGHT, (1 - LIGHT_BEFORE_DEEP) * light);
      at = sleep(day, at, wake, Activity.REM, rem);
      if (wakes) {
        at = sleep(day, at, wake, Activity.IN_BED, wakeBout);
      }
    }
  }

  /** When the wearer has to get up in the night, the oftener the older. */
  private void planTrips(int day, int asleep, int wake) {
    Draw draw = trips.at(wearer.deviceId, day);
    double mean =
        TRIPS_A_NIGHT + TRIPS_A_NIGHT_AND_YEAR * Math.max(0, wearer.ageYears - TRIPS_FROM_AGE);
    nextTrip = 0;
    tripTimes = new int[wake > asleep ? Poisson.sample(mean, draw) : 0];
    for (int i = 0; i < tripTimes.length; i++) {
      tripTimes[i] = asleep + draw.nextInt(wake - asleep);
    }
    Arrays.sort(tripTimes);
  }

  /** A stage of so many minutes, and when it is over; getting up interrupts it. */
  private int sleep(int day, int from, int wake, Activity activity, double minutes) {
    int at = from;
    int left = seconds(minutes);
    while (left > 0 && at < wake) {
      add(at, activity, day);
      if (nextTrip == tripTimes.length || tripTimes[nextTrip] >= at + left) {
        return at + left;
      }
      int asleep = Math.max(1, tripTimes[nextTrip++] - at);
      left -= asleep;
      at = trip(day, at + asleep, wake);
    }
    return at + left;
  }

  /** There and back: half of the steps each way. */
  private int trip(int day, int from, int wake) {
    Draw draw = trips.at(wearer.deviceId, day, from);
    int stepsOneWay =
        (LEAST_TRIP_STEPS + draw.nextInt(MOST_TRIP_STEPS - LEAST_TRIP_STEPS + 1) + 1) / 2;
    double cadence = TRIP_CADENCE.sample(draw);
    int walk = (int) Math.ceil(stepsOneWay * MINUTE / cadence);
    int out = from + 1 + seconds(AWAKE_BEFORE_TRIP.sample(draw));
    int back = out + walk + seconds(TRIP_MINUTES.sample(draw));
    int over = back + walk + seconds(AWAKE_AFTER_TRIP.sample(draw));
    addAtNight(from, wake, Activity.IN_BED, day, 0);
    addAtNight(out, wake, Activity.WALK_AT_NIGHT, day, cadence);
    addAtNight(out + walk, wake, Activity.IN_BED, day, 0);
    addAtNight(back, wake, Activity.WALK_AT_NIGHT, day, cadence);
    addAtNight(back + walk, wake, Activity.IN_BED, day, 0);
    return over;
  }

  private void addAtNight(int start, int wake, Activity activity, int day, double cadence) {
    if (start < wake) {
      add(new Stretch(start, activity, day, cadence, 0, false));
    }
  }

  private void add(int start, Activity activity, int day) {
    add(new Stretch(start, activity, day, 0, 0, false));
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
