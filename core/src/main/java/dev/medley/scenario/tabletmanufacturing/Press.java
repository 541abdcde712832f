package dev.medley.scenario.tabletmanufacturing;

import dev.medley.random.AutoRegressive;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.Quarter.Order;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.PressReading;
import dev.medley.world.Emitter;
import dev.medley.world.Lag;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;

/**
 * The compression phase of a batch: a reading every ten seconds, and a controller that corrects the
 * force every fifteen minutes by the hardness it measures.
 */
final class Press {
  static final int SECONDS_PER_READING = 10;
  private static final double READINGS_PER_HOUR = 360;
  private static final double THOUSAND = 1_000;

  // ---- rules mix and controller

  /** Hardness of sound granules under endless force. */
  private static final double FULL_HARDNESS_N = 140;

  private static final double FORCE_SCALE_KN = 9;
  private static final double TARGET_HARDNESS_N = 110;
  private static final double START_FORCE_KN = 13.6;
  private static final double LOWEST_FORCE_KN = 10;
  private static final double HIGHEST_FORCE_KN = 20;

  /** A correction of the whole deviation moves the force by so much for 100 % of the target. */
  private static final double FORCE_PER_DEVIATION_KN = 14;

  private static final double MEASURING_ERROR = 0.02;
  private static final int READINGS_PER_CORRECTION = 90;
  private static final double FORCE_MEMORY = 0.85;
  private static final double FORCE_STEP_SD_KN = 0.25;

  // ---- rule wear

  private static final double ROOM_CELSIUS = 22;
  private static final double SEASON_CELSIUS = 1.2;
  private static final int SEASON_DAY = 110;
  private static final double DAYS_PER_YEAR = 366;
  private static final double ROOM_SD_CELSIUS = 0.6;
  private static final double WARM_UP_CELSIUS = 5.5;
  private static final double WARM_UP_SHARE = Lag.share(SECONDS_PER_READING, 30 * 60);
  private static final double TEMPERATURE_SD_CELSIUS = 0.05;
  private static final double EJECTION_FORCE_N = 310;
  private static final double EJECTION_SD = 0.015;
  private static final double STICKING_OF_MARGINAL = 1.12;
  private static final double WEAR_TABLETS = 100_000;
  private static final double TURRET_RPM = 50;
  private static final double TURRET_SD_RPM = 0.3;
  private static final double TABLET_MG = 300;
  private static final double WEIGHT_MEMORY = 0.97;
  private static final double WEIGHT_STEP_SD_MG = 0.25;
  private static final double WEIGHT_SD_MG = 0.5;
  private static final double START_UP_WEIGHT_SD_MG = 2;
  private static final int START_UP_READINGS = 30;
  private static final Discrete START_UP_REJECTS = poisson(3);
  private static final Discrete REJECTS = poisson(0.3);

  // ---- historian, sensor

  private static final double GAP_SHARE = 0.05;
  private static final LogNormal GAP_MINUTES = LogNormal.ofMedianAndP90(4, 15);
  private static final double STUCK_SHARE = 0.03;
  private static final LogNormal STUCK_MINUTES = LogNormal.ofMedianAndP90(6, 20);

  /** Numbers of the noises of a reading. */
  private static final int FORCE = 0;

  private static final int TEMPERATURE = 1;
  private static final int TURRET = 2;
  private static final int WEIGHT = 3;
  private static final int WANDER = 4;
  private static final int EJECTION = 5;
  private static final int REJECT = 6;
  private static final int START_UP = 7;
  private static final int NOISES = 8;

  /** Begin and end of an interval of readings, the end not included. */
  private record Interval(int from, int to) {
    private static final Interval NONE = new Interval(0, 0);

    boolean holds(int reading) {
      return reading >= from && reading < to;
    }
  }

  /**
   * What a run of the press was like.
   *
   * @param endTs ten seconds after the last reading
   * @param meanForceKn mean compression force
   * @param meanTemperatureCelsius mean temperature of the press frame
   * @param meanHardnessN mean hardness of all tablets
   * @param hardnessAtBeginN hardness at the first reading
   * @param hardnessAtMiddleN hardness half-way
   * @param hardnessAtEndN hardness at the last reading
   */
  record Run(
      long endTs,
      double meanForceKn,
      double meanTemperatureCelsius,
      double meanHardnessN,
      double hardnessAtBeginN,
      double hardnessAtMiddleN,
      double hardnessAtEndN) {}

  private final long plantId;
  private final double gain;
  private final double wearPerTablet;
  private final Streams.Stream noises;
  private final Streams.Stream beginnings;
  private final Streams.Stream measurements;
  private final Streams.Stream rooms;
  private final Streams.Stream gaps;
  private final Streams.Stream frozen;

  Press(long plantId, World world) {
    Streams streams = world.streams();
    this.plantId = plantId;
    this.gain = world.value(TabletManufacturing.GAIN);
    this.wearPerTablet = world.value(TabletManufacturing.WEAR_PER_100K) / WEAR_TABLETS;
    this.noises = streams.named("press_noise");
    this.beginnings = streams.named("press_beginning");
    this.measurements = streams.named("hardness_in_process");
    this.rooms = streams.named("room");
    this.gaps = streams.named("historian_gap");
    this.frozen = streams.named("stuck_force");
  }

  /**
   * Presses a batch.
   *
   * @param strength of the granules, 1 for sound ones
   * @param quarter in which the batch was planned
   */
  Run press(Order order, double strength, long batchId, Quarter quarter, Emitter out) {
    long key = order.key();
    int readings = (int) (READINGS_PER_HOUR * Quarter.BATCH_TABLETS / THOUSAND / order.pressRate);
    boolean isRead = out.wants(TabletManufacturing.PRESS_READINGS);

    Noise noise = noises.noise(noises.bits(plantId, key));
    Draw beginning = beginnings.at(plantId, key);
    Draw measuring = measurements.at(plantId, key);
    AutoRegressive ripple =
        AutoRegressive.ofStep(FORCE_MEMORY, FORCE_STEP_SD_KN).begin(Normal.standard(beginning));
    AutoRegressive wander =
        AutoRegressive.ofStep(WEIGHT_MEMORY, WEIGHT_STEP_SD_MG).begin(Normal.standard(beginning));
    double room =
        roomCelsius(order.startDay) + ROOM_SD_CELSIUS * Normal.standard(rooms.at(plantId, key));
    Lag frame = new Lag(room);
    double warm = room + WARM_UP_CELSIUS;

    double polished = EJECTION_FORCE_N * (order.lot.isMarginal ? STICKING_OF_MARGINAL : 1);
    double ejection = polished * (1 + wearPerTablet * order.tabletsSincePolish);
    double ejectionStep = polished * wearPerTablet * order.pressRate * THOUSAND / READINGS_PER_HOUR;

    Interval gap = interval(gaps.at(plantId, key), GAP_SHARE, GAP_MINUTES, 0, readings);
    Interval stuck = interval(frozen.at(plantId, key), STUCK_SHARE, STUCK_MINUTES, 1, readings);
    Double lastGoodForce = null;

    int day = WallClock.epochDay(order.pressStartTs);
    long midnight = WallClock.startOf(day + 1);
    boolean isInFahrenheit = quarter.isInFahrenheit(order.line, day);

    double setPoint = START_FORCE_KN;
    double force = 0;
    double forces = 0;
    double temperatures = 0;
    double shortfalls = 0;
    double beginForce = 0;
    double middleForce = 0;
    int middle = readings / 2;
    for (int from = 0; from < readings; from += READINGS_PER_CORRECTION) {
      int to = Math.min(readings, from + READINGS_PER_CORRECTION);
      double ripples = 0;
      double squares = 0;
      for (int i = from; i < to; i++) {
        long series = (long) i * NOISES;
        double deviation = ripple.next(Noise.bell(noise.bits(series + FORCE)));
        force = setPoint + deviation;
        ripples += deviation;
        squares += deviation * deviation;
        frame.toward(warm, WARM_UP_SHARE);
        double celsius =
            frame.value() + TEMPERATURE_SD_CELSIUS * Noise.bell(noise.bits(series + TEMPERATURE));
        temperatures += celsius;
        if (i == 0) {
          beginForce = force;
        }
        if (i == middle) {
          middleForce = force;
        }
        if (!isRead) {
          continue;
        }

        double milligrams =
            TABLET_MG
                + wander.next(Noise.bell(noise.bits(series + WANDER)))
                + WEIGHT_SD_MG * Noise.bell(noise.bits(series + WEIGHT));
        boolean isStartUp = i < START_UP_READINGS;
        if (isStartUp) {
          milligrams += START_UP_WEIGHT_SD_MG * Noise.bell(noise.bits(series + START_UP));
        }
        double spread = 1 + EJECTION_SD * Noise.bell(noise.bits(series + EJECTION));
        double rejecting = Noise.uniform(noise.bits(series + REJECT));
        long second = order.pressStartTs + (long) i * SECONDS_PER_READING;
        if (second >= midnight) {
          day++;
          midnight += WallClock.DAY;
          isInFahrenheit = quarter.isInFahrenheit(order.line, day);
        }
        if (i == stuck.from - 1) {
          lastGoodForce = force;
        }
        out.emit(
            TabletManufacturing.PRESS_READINGS,
            new PressReading(
                batchId,
                second,
                order.line,
                force,
                celsius,
                TURRET_RPM + TURRET_SD_RPM * Noise.bell(noise.bits(series + TURRET)),
                milligrams,
                (ejection + ejectionStep * i) * spread,
                (isStartUp ? START_UP_REJECTS : REJECTS).at(rejecting),
                stuck.holds(i) ? lastGoodForce : null,
                isInFahrenheit,
                gap.holds(i),
                day),
            order.startDay);
      }
      forces += setPoint * (to - from) + ripples;
      shortfalls += shortfall(setPoint, to - from, ripples, squares);
      if (to - from == READINGS_PER_CORRECTION) {
        double measured =
            hardness(force, strength) * (1 + MEASURING_ERROR * Normal.standard(measuring));
        setPoint = corrected(setPoint, measured);
      }
    }
    return new Run(
        order.pressStartTs + (long) readings * SECONDS_PER_READING,
        forces / readings,
        temperatures / readings,
        FULL_HARDNESS_N * strength * (1 - shortfalls / readings),
        hardness(beginForce, strength),
        hardness(middleForce, strength),
        hardness(force, strength));
  }

  private double corrected(double setPoint, double measuredHardness) {
    double deviation = (TARGET_HARDNESS_N - measuredHardness) / TARGET_HARDNESS_N;
    double next = setPoint + gain * FORCE_PER_DEVIATION_KN * deviation;
    return Math.max(LOWEST_FORCE_KN, Math.min(HIGHEST_FORCE_KN, next));
  }

  /** Hardness in newtons: grows with the force and levels off. */
  static double hardness(double force, double strength) {
    return FULL_HARDNESS_N * strength * (1 - Math.exp(-force / FORCE_SCALE_KN));
  }

  /**
   * The sum of exp(-force / scale) over readings whose forces deviate a little from a set-point: to
   * the second order, which is right to a ten-thousandth, and spares an exponential a reading.
   */
  private static double shortfall(double setPoint, int readings, double sum, double squares) {
    double first = sum / FORCE_SCALE_KN;
    double second = squares / (2 * FORCE_SCALE_KN * FORCE_SCALE_KN);
    return Math.exp(-setPoint / FORCE_SCALE_KN) * (readings - first + second);
  }

  private static double roomCelsius(int day) {
    int dayOfYear = LocalDate.ofEpochDay(day).getDayOfYear();
    return ROOM_CELSIUS
        + SEASON_CELSIUS * Math.sin(2 * Math.PI * (dayOfYear - SEASON_DAY) / DAYS_PER_YEAR);
  }

  /** An interval that a share of the batches has, from a random reading on. */
  private static Interval interval(
      Draw draw, double share, LogNormal minutes, int earliest, int readings) {
    if (draw.nextDouble() >= share) {
      return Interval.NONE;
    }
    int from = earliest + draw.nextInt(readings - earliest);
    double seconds = minutes.sample(draw) * WallClock.MINUTE;
    int length = Math.max(1, (int) Math.round(seconds / SECONDS_PER_READING));
    return new Interval(from, Math.min(readings, from + length));
  }

  /** Counts of a Poisson distribution, up to where nothing is left. */
  private static Discrete poisson(double mean) {
    double[] weights = new double[24];
    weights[0] = Math.exp(-mean);
    for (int n = 1; n < weights.length; n++) {
      weights[n] = weights[n - 1] * mean / n;
    }
    return Discrete.of(weights);
  }
}
