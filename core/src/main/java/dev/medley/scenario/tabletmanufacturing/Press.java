package dev.medley.scenario.tabletmanufacturing;

import dev.medley.random.AutoRegressive;
import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.tabletmanufacturing.Quarter.Order;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.PressReading;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.Lag;
import dev.medley.world.MessCarrier;
import dev.medley.world.Spells;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.EnumMap;
import java.util.Map;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The compression phase of a batch: a reading every ten seconds, and a controller that corrects the
 * force every fifteen minutes by the hardness it measures.
 */
final class Press {
  static final int SECONDS_PER_READING = 10;
  static final double READINGS_PER_HOUR = 360;
  private static final double THOUSAND = 1_000;

  // ---- rules mix and controller

  /** Hardness of sound granules under endless force. */
  private static final double FULL_HARDNESS_N = 150;

  private static final double FORCE_SCALE_KN = 9;
  private static final double TARGET_HARDNESS_N = 110;
  private static final double START_FORCE_SD_KN = 0.15;
  private static final double LOWEST_FORCE_KN = 10;
  private static final double HIGHEST_FORCE_KN = 20;

  /** A correction of the whole deviation moves the force by so much for 100 % of the target. */
  private static final double FORCE_PER_DEVIATION_KN = 14;

  private static final double MEASURING_ERROR = 0.02;
  private static final int READINGS_PER_CORRECTION = 90;
  private static final double FORCE_MEMORY = 0.85;
  private static final double FORCE_STEP_SD_KN = 0.22;

  /** Where in a run the laboratory takes its first sample. */
  private static final double FIRST_SAMPLE = 0.06;

  // ---- rule press

  private static final double TABLET_MG = 300;
  private static final double WEIGHT_MEMORY = 0.97;
  private static final double WEIGHT_STEP_SD_MG = 0.25;
  private static final double WEIGHT_SD_MG = 0.3;

  /** How far off the fill is when a press starts, and when it starts again. */
  private static final double START_SD_MG = 6;

  private static final double RESTART_SD_MG = 3;

  /** What is left of it ten seconds later. */
  private static final double SETTLING = 1 - Lag.share(SECONDS_PER_READING, 150);

  private static final double TURRET_MEMORY = 0.9;
  private static final double TURRET_SD_RPM = 0.15;
  private static final double MINUTES_PER_HOUR = 60;

  /** Rejects of ten seconds whatever the weight is. */
  private static final double OTHER_REJECTS = 0.25;

  private static final double NO_OTHER_REJECT = Math.exp(-OTHER_REJECTS);

  private static final double TABLET_SD_MG = 3.6;
  private static final double TOLERANCE_MG = 15;
  private static final double TENTHS = 10;

  /** Share of tablets outside the tolerance, by the tenths of a mg by which their mean is off. */
  private static final double[] REJECTED_SHARE = rejectedShares(401);

  // ---- rule wear

  private static final double ROOM_CELSIUS = 22;
  private static final double SEASON_CELSIUS = 1.2;
  private static final int SEASON_DAY = 110;
  private static final double DAYS_PER_YEAR = 366;
  private static final double HEAT_MEMORY = 0.8;
  private static final double HEAT_SD_CELSIUS = 0.4;
  private static final double ROOM_SD_CELSIUS = 0.4;
  private static final double WARM_UP_CELSIUS = 5.5;
  private static final double WARM_UP_SHARE = Lag.share(SECONDS_PER_READING, 30 * 60);
  private static final double TEMPERATURE_SD_CELSIUS = 0.05;
  private static final double EJECTION_FORCE_N = 310;
  private static final double EJECTION_AT_KN = 12.4;
  private static final double EJECTION_POWER = 0.4;
  private static final double SECOND_ORDER = EJECTION_POWER * (EJECTION_POWER - 1) / 2;
  private static final double THIRD_ORDER = SECOND_ORDER * (EJECTION_POWER - 2) / 3;
  private static final double EJECTION_SD = 0.015;
  private static final double STICKING_OF_MARGINAL = 1.12;
  private static final double WEAR_TABLETS = 100_000;

  // ---- force sensor

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
  private static final int NOISES = 7;

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
   * @param meanForceKn mean compression force
   * @param meanTemperatureCelsius mean temperature of the press frame
   * @param meanHardnessN mean hardness of all tablets
   * @param hardnessAtBeginN hardness soon after the first reading
   * @param hardnessAtMiddleN hardness half-way
   * @param hardnessAtEndN hardness at the last reading
   */
  record Run(
      double meanForceKn,
      double meanTemperatureCelsius,
      double meanHardnessN,
      double hardnessAtBeginN,
      double hardnessAtMiddleN,
      double hardnessAtEndN) {}

  private final Site site;
  private final double gain;
  private final double wearPerTablet;
  private final double knPerMg;
  private final Streams.Stream noises;
  private final Streams.Stream beginnings;
  private final Streams.Stream measurements;
  private final Streams.Stream rooms;
  private final Streams.Stream frozen;
  private final KeyedSeries heat;
  private final Historian historian;
  private final Map<Line, MessCarrier> sensors = new EnumMap<>(Line.class);

  Press(Site site, World world) {
    Streams streams = world.streams();
    this.site = site;
    this.gain = world.value(TabletManufacturing.GAIN);
    this.wearPerTablet = world.value(TabletManufacturing.WEAR_PER_100K) / WEAR_TABLETS;
    this.knPerMg = world.value(TabletManufacturing.KN_PER_MG);
    this.noises = streams.named("press_noise");
    this.beginnings = streams.named("press_beginning");
    this.measurements = streams.named("hardness_in_process");
    this.rooms = streams.named("room");
    this.frozen = streams.named("stuck_force");
    int region = TabletManufacturing.region(site.plantId);
    this.heat = new KeyedSeries(streams.named("heat"), region, HEAT_MEMORY);
    this.historian = new Historian(site.plantId, streams);
    Streams.Stream carriers = streams.named("carrier.force_sensor");
    long sensor = site.plantId * Line.values().length;
    for (Line line : Line.values()) {
      sensors.put(line, new MessCarrier(carriers, sensor++, CarrierLaw.COMMON));
    }
  }

  /**
   * Presses a batch.
   *
   * @param strength of the granules, 1 for sound ones
   * @param quarter in which the batch was planned
   */
  Run press(Order order, double strength, long batchId, Quarter quarter, Emitter out) {
    long key = order.key();
    int readings = order.readings;
    boolean isRead = out.wants(TabletManufacturing.PRESS_READINGS);

    Noise noise = noises.noise(noises.bits(site.plantId, key));
    Draw beginning = beginnings.at(site.plantId, key);
    Draw measuring = measurements.at(site.plantId, key);
    AutoRegressive ripple =
        AutoRegressive.ofStep(FORCE_MEMORY, FORCE_STEP_SD_KN).begin(Normal.standard(beginning));
    AutoRegressive wander =
        AutoRegressive.ofStep(WEIGHT_MEMORY, WEIGHT_STEP_SD_MG).begin(Normal.standard(beginning));
    AutoRegressive spin =
        AutoRegressive.ofSpread(TURRET_MEMORY, TURRET_SD_RPM).begin(Normal.standard(beginning));
    double setPoint =
        within(order.machine.startForceKn() + START_FORCE_SD_KN * Normal.standard(beginning));
    double fill = START_SD_MG * Normal.standard(beginning);
    double room = roomCelsius(order.startDay, rooms.at(site.plantId, key));
    Lag frame = new Lag(room);
    double warm = room + WARM_UP_CELSIUS;

    double tablets = order.pressRate * THOUSAND / READINGS_PER_HOUR;
    double turretRpm =
        order.pressRate * THOUSAND / (MINUTES_PER_HOUR * order.machine.tabletsPerTurn());
    double polished = EJECTION_FORCE_N * (order.lot.isMarginal ? STICKING_OF_MARGINAL : 1);
    double ejection = polished * (1 + wearPerTablet * order.tabletsSincePolish);
    double ejectionStep = polished * wearPerTablet * tablets;

    Spells outages = isRead ? historian.outages(order.pressStartTs, order.endTs) : new Spells();
    double stuckShare = sensors.get(order.line).chance(order.pressStartTs, STUCK_SHARE);
    Interval stuck = stuck(frozen.at(site.plantId, key), stuckShare, readings);
    Double lastGoodForce = null;

    int day = WallClock.epochDay(order.pressStartTs);
    long midnight = WallClock.startOf(day + 1);
    boolean isInFahrenheit = quarter.isInFahrenheit(order.line, day);

    long second = order.pressStartTs;
    int stop = 0;
    double force = 0;
    double forces = 0;
    double temperatures = 0;
    double shortfalls = 0;
    double beginForce = 0;
    double middleForce = 0;
    int begin = (int) (FIRST_SAMPLE * readings);
    int middle = readings / 2;
    for (int from = 0; from < readings; from += READINGS_PER_CORRECTION) {
      int to = Math.min(readings, from + READINGS_PER_CORRECTION);
      double atSetPoint = Math.pow(setPoint / EJECTION_AT_KN, EJECTION_POWER);
      double ripples = 0;
      double squares = 0;
      for (int i = from; i < to; i++) {
        while (stop < order.stops.length && order.stops[stop] == i) {
          second += order.stopSeconds[stop++];
          fill = RESTART_SD_MG * Normal.standard(beginning);
        }
        long series = (long) i * NOISES;
        double off =
            fill
                + wander.next(Noise.bell(noise.bits(series + WANDER)))
                + WEIGHT_SD_MG * Noise.bell(noise.bits(series + WEIGHT));
        fill *= SETTLING;
        double deviation = knPerMg * off + ripple.next(Noise.bell(noise.bits(series + FORCE)));
        force = setPoint + deviation;
        ripples += deviation;
        squares += deviation * deviation;
        frame.toward(warm, WARM_UP_SHARE);
        double celsius =
            frame.value() + TEMPERATURE_SD_CELSIUS * Noise.bell(noise.bits(series + TEMPERATURE));
        temperatures += celsius;
        if (i == begin) {
          beginForce = force;
        }
        if (i == middle) {
          middleForce = force;
        }
        if (isRead) {
          while (second >= midnight) {
            day++;
            midnight += WallClock.DAY;
            isInFahrenheit = quarter.isInFahrenheit(order.line, day);
          }
          if (i == stuck.from - 1) {
            lastGoodForce = force;
          }
          double pushed =
              (ejection + ejectionStep * i)
                  * atSetPoint
                  * ejectionPower(deviation / setPoint)
                  * (1 + EJECTION_SD * Noise.bell(noise.bits(series + EJECTION)));
          out.emit(
              TabletManufacturing.PRESS_READINGS,
              new PressReading(
                  batchId,
                  second,
                  order.line,
                  force,
                  celsius,
                  turretRpm + spin.next(Noise.bell(noise.bits(series + TURRET))),
                  TABLET_MG + off,
                  pushed,
                  rejects(tablets, off, Noise.uniform(noise.bits(series + REJECT))),
                  stuck.holds(i) ? lastGoodForce : null,
                  isInFahrenheit,
                  outages.holdsAt(second),
                  day),
              order.startDay);
        }
        second += SECONDS_PER_READING;
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
        forces / readings,
        temperatures / readings,
        FULL_HARDNESS_N * strength * (1 - shortfalls / readings),
        hardness(beginForce, strength),
        hardness(middleForce, strength),
        hardness(force, strength));
  }

  private double corrected(double setPoint, double measuredHardness) {
    double deviation = (TARGET_HARDNESS_N - measuredHardness) / TARGET_HARDNESS_N;
    return within(setPoint + gain * FORCE_PER_DEVIATION_KN * deviation);
  }

  private static double within(double forceKn) {
    return Math.max(LOWEST_FORCE_KN, Math.min(HIGHEST_FORCE_KN, forceKn));
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

  /**
   * The power of 1 + x to the third order: for a force that deviates from its set-point by the
   * share x it is right to a thousandth, and spares a power a reading.
   */
  private static double ejectionPower(double share) {
    double x = Math.max(-1, share);
    return 1 + x * (EJECTION_POWER + x * (SECOND_ORDER + x * THIRD_ORDER));
  }

  /** Season, plant and weather, and what the day's doors and machines add. */
  private double roomCelsius(int day, Draw draw) {
    return ROOM_CELSIUS
        + SEASON_CELSIUS * season(day)
        + site.roomCelsius
        + HEAT_SD_CELSIUS * heat.at(day)
        + ROOM_SD_CELSIUS * Normal.standard(draw);
  }

  /** -1 in January to 1 in July. */
  static double season(int day) {
    return Math.sin(2 * Math.PI * (UsCalendar.dayOfYear(day) - SEASON_DAY) / DAYS_PER_YEAR);
  }

  /** Readings through which the sensor is frozen; the first one never is. */
  private static Interval stuck(Draw draw, double share, int readings) {
    if (draw.nextDouble() >= share) {
      return Interval.NONE;
    }
    int from = 1 + draw.nextInt(readings - 1);
    double seconds = STUCK_MINUTES.sample(draw) * WallClock.MINUTE;
    int length = Math.max(1, (int) Math.round(seconds / SECONDS_PER_READING));
    return new Interval(from, Math.min(readings, from + length));
  }

  /**
   * Tablets that are rejected in ten seconds: Poisson, by a single uniform number.
   *
   * @param tablets pressed
   * @param off milligrams by which their mean weight is off
   */
  private static int rejects(double tablets, double off, double uniform) {
    int tenths = (int) (Math.abs(off) * TENTHS + 0.5);
    double share = REJECTED_SHARE[Math.min(tenths, REJECTED_SHARE.length - 1)];
    double tooFar = tablets * share;
    // An exponential is at least its tangent: most readings need none.
    if (uniform < NO_OTHER_REJECT * (1 - tooFar)) {
      return 0;
    }
    double mean = OTHER_REJECTS + tooFar;
    double mass = Math.exp(-mean);
    double rest = uniform - mass;
    int count = 0;
    while (rest > 0 && count < tablets) {
      count++;
      mass *= mean / count;
      rest -= mass;
    }
    return count;
  }

  private static double[] rejectedShares(int tenths) {
    NormalDistribution weight = NormalDistribution.of(0, TABLET_SD_MG);
    double[] shares = new double[tenths];
    for (int i = 0; i < tenths; i++) {
      double off = i / TENTHS;
      shares[i] =
          weight.survivalProbability(TOLERANCE_MG - off)
              + weight.cumulativeProbability(-TOLERANCE_MG - off);
    }
    return shares;
  }
}
