package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Activities.Stretch;
import dev.medley.scenario.wearables.Wearables.BurstKind;
import dev.medley.scenario.wearables.Wearables.SensorBurst;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.Lag;
import dev.medley.world.Spells;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Rules {@code lock} and {@code cold}: what the optical sensor takes for a pulse and for oxygen. It
 * counts steps for beats when the strap moves, and reads too low where a hand is cold or an arm is
 * lain upon. Times are seconds since the loan began.
 */
final class Sensor {
  private static final double LOOSE_STRAP = 8;
  private static final LogNormal LOCK_SECONDS = LogNormal.ofMedianAndSigma(18, 0.7).cut(5, 60);
  private static final double LOCK_SD = 1.2;
  private static final int HIGHEST_BPM = 215;

  private static final double OUTINGS_A_DAY = 1.2;
  private static final double OUTINGS_FROM_HOUR = 8;
  private static final double OUTINGS_TO_HOUR = 19;
  private static final LogNormal OUTING_MINUTES = LogNormal.ofMedianAndSigma(25, 0.6);
  private static final double COLD_SHARE = 0.45;
  private static final double COLD_MOST = 0.95;
  private static final double[] COLD_BY_REGION = {1.2, 1.4, 0.4, 0.6};

  /** January to December; design. */
  private static final double[] COLD_BY_MONTH = {
    1, 0.9, 0.6, 0.3, 0.1, 0.02, 0.02, 0.02, 0.05, 0.2, 0.5, 0.9
  };

  /** What all of a region feel on a day. */
  private static final double COLD_DAY_SIGMA = 0.4;

  private static final double COLD_DAY_MEMORY = 0.7;

  private static final double WARMER_ASLEEP_CELSIUS = 1.3;
  private static final double COLD_SKIN_CELSIUS = 24.5;
  private static final double COLD_PERFUSION = 0.22;
  private static final double COOLING_A_MINUTE = 0.15;
  private static final double WARMING_A_MINUTE = 0.25;
  private static final double SKIN_SD = 0.1;
  private static final double PERFUSION_SD = 0.05;
  private static final double LEAST_PERFUSION = 0.02;

  /** Perfusion index below which a reading of oxygen may fail. */
  private static final double TOO_LITTLE_PERFUSION = 0.30;

  private static final double PRESSED_PERFUSION = 0.18;
  private static final LogNormal FAILURE_SECONDS = LogNormal.ofMedianAndSigma(15, 0.5);
  private static final LogNormal SPOT_FAILURE_SECONDS = FAILURE_SECONDS.cut(5, 30);
  private static final LogNormal PRESSED_SECONDS = FAILURE_SECONDS.cut(5, 40);
  private static final double FAILED_FROM_PERCENT = 70;
  private static final double FAILED_TO_PERCENT = 85;

  private static final Short[] BOXED = boxed();

  private final Wearer wearer;
  private final double lockPerSecond;
  private final double coldFail;
  private final double pressedPerMinute;
  private final Streams.Stream locks;
  private final Streams.Stream spotFailures;
  private final Streams.Stream pressedArms;
  private final Lag skin;
  private final Lag perfusion;
  private final Spells cold;

  private final Burst lock = new Burst(BurstKind.CADENCE_LOCK);
  private final Burst failure = new Burst(BurstKind.COLD_SENSOR);
  private double failedPercent;
  private int pressedUntil;

  /** A time in which the sensor is wrong, and the rows that are wrong in it. */
  private static final class Burst {
    final BurstKind kind;
    int start;
    int end;
    int firstRow;
    int rows;

    Burst(BurstKind kind) {
      this.kind = kind;
    }

    void open(int from, int to) {
      start = from;
      end = to;
      rows = 0;
    }

    boolean isOpen() {
      return end > 0;
    }

    boolean holdsAt(int second) {
      return second < end && second >= start;
    }

    void count(int second) {
      if (rows++ == 0) {
        firstRow = second;
      }
    }
  }

  Sensor(Wearer wearer, World world) {
    Streams streams = world.streams();
    this.wearer = wearer;
    this.lockPerSecond = world.value(Wearables.LOCK_PER_MINUTE) / MINUTE;
    this.coldFail = world.value(Wearables.COLD_FAIL);
    this.pressedPerMinute = world.value(Wearables.PRESSED_PER_HOUR) * MINUTE / HOUR;
    this.locks = streams.named("cadence_lock");
    this.spotFailures = streams.named("spot_failure");
    this.pressedArms = streams.named("pressed_arm");
    this.skin = new Lag(wearer.skinCelsius);
    this.perfusion = new Lag(wearer.perfusion);
    this.cold = coldOutings(wearer, streams);
  }

  private static Short[] boxed() {
    Short[] boxed = new Short[HIGHEST_BPM + 1];
    Arrays.setAll(boxed, i -> (short) i);
    return boxed;
  }

  /** When the hands are out in the cold. */
  private static Spells coldOutings(Wearer wearer, Streams streams) {
    Spells spells = new Spells();
    Streams.Stream outing = streams.named("outings");
    KeyedSeries weather =
        new KeyedSeries(streams.named("cold_days"), wearer.regionIndex, COLD_DAY_MEMORY);
    for (int day = 0; day * DAY < wearer.lending.end; day++) {
      Draw draw = outing.at(wearer.deviceId, day);
      int date = wearer.date(day);
      double coldShare =
          Math.min(
              COLD_MOST,
              COLD_SHARE
                  * COLD_BY_REGION[wearer.regionIndex]
                  * COLD_BY_MONTH[UsCalendar.month(date) - 1]
                  * weather.factor(date, COLD_DAY_SIGMA));
      long[] outings = new long[PoissonSampler.of(draw, OUTINGS_A_DAY).sample()];
      for (int i = 0; i < outings.length; i++) {
        double hour = OUTINGS_FROM_HOUR + (OUTINGS_TO_HOUR - OUTINGS_FROM_HOUR) * draw.nextDouble();
        outings[i] = Activities.midnight(day) + (long) (hour * HOUR);
      }
      Arrays.sort(outings);
      for (long start : outings) {
        long length = WallClock.seconds(OUTING_MINUTES.sample(draw));
        if (draw.nextDouble() < coldShare) {
          spells.add(start, start + length);
        }
      }
    }
    return spells;
  }

  /** Once a minute: the hand cools or warms. */
  void openMinute(int from, Activity activity) {
    if (cold.holdsAt(from)) {
      skin.toward(COLD_SKIN_CELSIUS, COOLING_A_MINUTE);
      perfusion.toward(COLD_PERFUSION, COOLING_A_MINUTE);
    } else {
      double usual = wearer.skinCelsius + (activity.isSleep() ? WARMER_ASLEEP_CELSIUS : 0);
      skin.toward(usual, WARMING_A_MINUTE);
      perfusion.toward(wearer.perfusion, WARMING_A_MINUTE);
    }
  }

  /** Begins a spot measurement of oxygen awake, which may fail for want of perfusion. */
  void openSpot(int from) {
    if (perfusion.value() < TOO_LITTLE_PERFUSION && !failure.isOpen()) {
      Draw draw = spotFailures.at(wearer.deviceId, from);
      if (draw.nextDouble() < coldFail) {
        fail(from, (int) Math.round(SPOT_FAILURE_SECONDS.sample(draw)), draw);
      }
    }
  }

  /** A minute asleep, in which the wearer may come to lie on the arm. */
  void openMinuteAsleep(int from, double uniform) {
    if (uniform < pressedPerMinute && !failure.isOpen()) {
      Draw draw = pressedArms.at(wearer.deviceId, from);
      int start = from + draw.nextInt((int) MINUTE);
      fail(start, (int) Math.round(PRESSED_SECONDS.sample(draw)), draw);
      pressedUntil = failure.end;
    }
  }

  private void fail(int start, int length, Draw draw) {
    failure.open(start, start + length);
    failedPercent =
        FAILED_FROM_PERCENT + (FAILED_TO_PERCENT - FAILED_FROM_PERCENT) * draw.nextDouble();
  }

  /** A second on the run, in which the sensor may lock on to the steps. */
  void run(int second, Stretch stretch, int stretchEnd, double uniform) {
    if (!lock.isOpen() && uniform < lockPerSecond * (stretch.looseStrap() ? LOOSE_STRAP : 1)) {
      Draw draw = locks.at(wearer.deviceId, second);
      int length = (int) Math.round(LOCK_SECONDS.sample(draw));
      lock.open(second, Math.min(second + length, stretchEnd));
    }
  }

  /** Whether it takes the steps of that second for beats. */
  boolean isLocked(int second) {
    return lock.holdsAt(second);
  }

  /** Whether it begins to do so with the next row. */
  boolean locksAfresh() {
    return lock.rows == 0;
  }

  /** What it takes the steps for, as it would show it. */
  static double lockedBpm(double stepsPerMinute, double bell) {
    return Math.min(HIGHEST_BPM, stepsPerMinute + LOCK_SD * bell);
  }

  /** A row whose heart rate is that of the steps. */
  Short locked(int second, int bpm) {
    lock.count(second);
    return BOXED[bpm];
  }

  /** What the sensor shows for a saturation of {@code truePercent} if it fails; otherwise null. */
  Short failedPercent(int second, int truePercent, double bell) {
    if (!failure.holdsAt(second)) {
      return null;
    }
    failure.count(second);
    return BOXED[Math.min(truePercent, (int) Math.round(failedPercent + bell))];
  }

  /** Whether it is wrong about something, so that the end of it is still to be told. */
  boolean isWrong() {
    return lock.isOpen() || failure.isOpen();
  }

  /** Ends what is over. */
  void closeUntil(int second, Emitter out) {
    close(lock, second, out);
    close(failure, second, out);
  }

  private void close(Burst burst, int second, Emitter out) {
    if (!burst.isOpen() || burst.end > second) {
      return;
    }
    burst.end = 0;
    if (burst.rows > 0) {
      out.emit(
          Wearables.SENSOR_BURSTS,
          new SensorBurst(
              wearer.deviceId,
              burst.kind,
              wearer.ts(burst.firstRow),
              burst.rows,
              wearer.eventDate(burst.firstRow)),
          wearer.lending.startDay);
    }
  }

  double shownSkinCelsius(double bell) {
    return skin.value() + SKIN_SD * bell;
  }

  /** Perfusion index of the minute that begins there. */
  double shownPerfusion(int from, double bell) {
    double value = from < pressedUntil ? PRESSED_PERFUSION : perfusion.value();
    return Math.max(LEAST_PERFUSION, value + PERFUSION_SD * bell);
  }
}
