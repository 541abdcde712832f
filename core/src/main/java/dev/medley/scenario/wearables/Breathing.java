package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Wearables.ApnoeaEvent;
import dev.medley.world.Emitter;
import dev.medley.world.World;
import java.util.Arrays;

/**
 * Rule {@code apnoea}: when breath stops. Apnoeas come in runs, more of them on the back and in
 * REM. Saturation falls with every second and recovers with every breath, so a run is a saw-tooth.
 */
final class Breathing {
  private static final LogNormal POSITION_MINUTES = LogNormal.ofMedianAndSigma(50, 0.6);
  private static final double SUPINE = 1.6;
  private static final double ON_THE_SIDE = 0.4;
  private static final double IN_REM = 1.5;
  private static final double IN_DEEP = 0.5;

  private static final double EVENTS_PER_RUN = 6;
  private static final int LEAST_EVENTS = 2;
  private static final Exponential MORE_EVENTS = Exponential.ofMean(4.5);

  private static final double SIGMA = 0.34;
  private static final LogNormal SECONDS_WITH_OSA = seconds(22);
  private static final LogNormal SECONDS_OTHERS = seconds(15);
  private static final int LEAST_BREATHING_SECONDS = 14;
  private static final int MOST_BREATHING_SECONDS = 24;

  /** The shortest mean time to the next run, however many there should be. */
  private static final double LEAST_PAUSE_SECONDS = 20;

  /** Points of saturation that come back in a second of breathing. */
  static final double RECOVERY_PER_SECOND = 0.44;

  /** Points by which saturation is lower asleep. */
  static final double LOWER_ASLEEP = 1;

  /** Nobody desaturates by more: an arousal comes first. */
  static final double DEEPEST_DIP = 45;

  private final Wearer wearer;
  private final Activities activities;
  private final LogNormal seconds;
  private final double meanRunSeconds;

  private int[] starts = new int[64];
  private int[] ends = new int[64];
  private double[] dips = new double[64];
  private int size;

  private int turnsAt;
  private boolean isSupine;

  private static LogNormal seconds(double median) {
    return LogNormal.ofMedianAndSigma(median, SIGMA).cut(10, 90);
  }

  Breathing(Wearer wearer, Activities activities, World world) {
    this.wearer = wearer;
    this.activities = activities;
    this.seconds = wearer.hasOsa ? SECONDS_WITH_OSA : SECONDS_OTHERS;
    double meanApnoea = Math.exp(seconds.mu() + SIGMA * SIGMA / 2);
    this.meanRunSeconds =
        EVENTS_PER_RUN * (meanApnoea + (LEAST_BREATHING_SECONDS + MOST_BREATHING_SECONDS) / 2.0);
    Streams.Stream nights = world.streams().named("apnoea");
    int night = 0;
    for (int i = 0; i < activities.size(); i++) {
      boolean goesToBed =
          activities.at(i).activity() == Activity.IN_BED
              && (i == 0 || !activities.at(i - 1).activity().isNight());
      if (goesToBed) {
        i = planNight(i, nights.at(wearer.deviceId, night++)) - 1;
      }
    }
  }

  /**
   * Goes through a night with an exponential clock that ticks as fast as the hazard is high.
   *
   * @return the first stretch after the night
   */
  private int planNight(int firstStretch, Draw draw) {
    int i = firstStretch;
    int at = activities.at(i).start();
    isSupine = draw.nextDouble() < 0.5;
    turnsAt = at + turn(draw);
    double untilRun = Exponential.standard(draw);
    for (; i < activities.size() && activities.at(i).activity().isNight(); i++) {
      Activity activity = activities.at(i).activity();
      int end = activities.endOf(i);
      at = Math.max(at, activities.at(i).start());
      while (activity.isSleep() && at < end) {
        while (turnsAt <= at) {
          isSupine = !isSupine;
          turnsAt += turn(draw);
        }
        double hazard = hazard(activity);
        int until = Math.min(end, turnsAt);
        if (untilRun >= hazard * (until - at)) {
          untilRun -= hazard * (until - at);
          at = until;
        } else {
          at = run(i, at + (int) (untilRun / hazard), draw);
          untilRun = Exponential.standard(draw);
        }
      }
    }
    return i;
  }

  private static int turn(Draw draw) {
    return (int) (POSITION_MINUTES.sample(draw) * MINUTE) + 1;
  }

  /**
   * Runs that begin in a second without one. They take their time, so that the pauses between them
   * must be the shorter for the index to be what it is; at about 50 events an hour there is no more
   * room.
   */
  private double hazard(Activity activity) {
    double perSecond =
        wearer.usualAhi
            / HOUR
            / EVENTS_PER_RUN
            * (isSupine ? SUPINE : ON_THE_SIDE)
            * (activity == Activity.REM ? IN_REM : activity == Activity.DEEP ? IN_DEEP : 1);
    return 1 / Math.max(LEAST_PAUSE_SECONDS, 1 / perSecond - meanRunSeconds);
  }

  /** One run; waking up ends it. Gives the second after it. */
  private int run(int stretch, int from, Draw draw) {
    int last = stretch;
    while (last + 1 < activities.size() && activities.at(last + 1).activity().isSleep()) {
      last++;
    }
    int asleepUntil = activities.endOf(last);
    int events = LEAST_EVENTS + (int) MORE_EVENTS.sample(draw);
    int at = from;
    for (int event = 0; event < events; event++) {
      int length = (int) Math.round(seconds.sample(draw));
      if (at + length > asleepUntil) {
        return asleepUntil;
      }
      add(at, at + length);
      at +=
          length
              + LEAST_BREATHING_SECONDS
              + draw.nextInt(MOST_BREATHING_SECONDS - LEAST_BREATHING_SECONDS + 1);
    }
    return at;
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      dips = Arrays.copyOf(dips, 2 * size);
    }
    double before =
        size == 0
            ? 0
            : Math.max(0, dips[size - 1] - RECOVERY_PER_SECOND * (start - ends[size - 1]));
    starts[size] = start;
    ends[size] = end;
    dips[size++] = Math.min(DEEPEST_DIP, before + wearer.fallPerSecond * (end - start));
  }

  int size() {
    return size;
  }

  /** The apnoea index of the loan: apnoeas an hour of sleep. */
  double perHour() {
    double hours = activities.sleepHours();
    return hours == 0 ? 0 : size / hours;
  }

  /** First second without breath of an apnoea. */
  int start(int i) {
    return starts[i];
  }

  /** First second with breath after it. */
  int end(int i) {
    return ends[i];
  }

  /** Emits the truth about all of them. */
  void emit(Emitter out) {
    int stretch = 0;
    for (int i = 0; i < size; i++) {
      while (activities.endOf(stretch) <= starts[i]) {
        stretch++;
      }
      out.emit(
          Wearables.APNOEA_EVENTS,
          new ApnoeaEvent(
              wearer.deviceId,
              wearer.ts(starts[i]),
              ends[i] - starts[i],
              wearer.spo2Level - LOWER_ASLEEP - dips[i],
              activities.at(stretch).activity().stage,
              wearer.eventDate(starts[i])),
          wearer.lending.startDay);
    }
  }
}
