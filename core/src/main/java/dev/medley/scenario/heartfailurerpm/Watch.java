package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.AutoRegressive;
import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.World;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Rule {@code watch} and the hours of rule {@code congestion}: what the watch measures and when it
 * is off. Values are null where there is no measurement.
 */
final class Watch {

  // ---- rule watch

  private static final double WORN = 0.86;
  private static final double WORN_LOST = 0.10;
  private static final double CHARGING_FROM = 19.5;
  private static final double CHARGING_SPAN = 2;
  private static final double NOT_MEASURED_SHARE = 0.10;

  // ---- heart rate of the hour

  private static final double CIRCADIAN_BPM = 4;
  private static final double CIRCADIAN_PEAK_HOUR = 15;
  private static final double HOUR_MEMORY = 0.75;
  private static final double HOUR_SD_BPM = 2.5;
  private static final double BPM_PER_STEP = 0.006;
  private static final double FIBRILLATION_SD_BPM = 1.5;
  private static final int LOWEST_BPM = 35;
  private static final int HIGHEST_BPM = 190;

  // ---- steps of the hour

  private static final LogNormal DAY_FACTOR = LogNormal.ofMedianAndSigma(1, 0.35);
  private static final double STEPS_PER_CONGESTION = -0.05;
  private static final double NIGHT_STEPS_SHARE = 0.04;
  private static final double NIGHT_STEPS_BELOW = 10;
  private static final double STILL_SHARE = 0.25;

  /** The hours that are not still carry the steps of those that are. */
  private static final double MOVING_FACTOR = 1.33;

  /** Share of the day's steps by hour; 0 at night, from 23 to 06. */
  private static final double[] SHARE_OF_DAY = sharesOfDay();

  private static final double HOUR_STEPS_SIGMA = 0.6;

  /** Quantiles of the hour's factor, so that a row needs no exponential. */
  private static final double[] HOUR_FACTORS = hourFactors();

  private static final int FACTOR_BITS = 12;

  // ---- sleep and oxygen

  private static final int SLEEP_SCORE_HOUR = 7;
  private static final double SLEEP_SD = 6;
  private static final double SLEEP_PER_CONGESTION = -1.8;
  private static final double OXYGEN_SD = 0.8;
  private static final double OXYGEN_PER_CONGESTION = -0.30;
  private static final int HIGHEST_PCT = 100;

  private static final double[] CIRCADIAN = circadian();

  /** Boxed small numbers: most heart rates and steps are among them. */
  private static final Integer[] BOXED = boxed();

  private final long patientId;
  private final Profile profile;
  private final Streams.Stream wearings;
  private final Streams.Stream chargings;
  private final Streams.Stream dayFactors;
  private final Streams.Stream sleeps;
  private final Noise hearts;
  private final Noise fibrillations;
  private final Noise activities;
  private final Noise oxygens;
  private final Noise oxygenMisses;
  private final AutoRegressive hourDrift;

  private boolean isWorn;
  private int chargingHour;
  private double dayFactor;

  private double restingHeartRate;
  private double movingSteps;
  private double oxygenLevel;
  private double sleepLevel;

  private Integer heartRate;
  private Integer steps;
  private Integer sleepScore;
  private Integer oxygenSaturation;

  Watch(long patientId, Profile profile, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.profile = profile;
    this.wearings = streams.named("watch_worn");
    this.chargings = streams.named("watch_charging");
    this.dayFactors = streams.named("steps_of_day");
    this.sleeps = streams.named("sleep");
    this.hearts = streams.named("heart_rate").noise(patientId);
    this.fibrillations = streams.named("fibrillation").noise(patientId);
    this.activities = streams.named("steps_of_hour").noise(patientId);
    this.oxygens = streams.named("oxygen").noise(patientId);
    this.oxygenMisses = streams.named("oxygen_missed").noise(patientId);
    double start = Noise.bell(streams.named("heart_rate_start").bits(patientId));
    this.hourDrift = AutoRegressive.ofSpread(HOUR_MEMORY, HOUR_SD_BPM).begin(start);
  }

  private static double[] sharesOfDay() {
    double[] shares = new double[24];
    for (int hour = 7; hour <= 22; hour++) {
      double weight;
      if (hour < 10) {
        weight = 0.9;
      } else if (hour < 13) {
        weight = 1.3;
      } else if (hour < 17) {
        weight = 1.2;
      } else {
        weight = hour < 20 ? 0.9 : 0.4;
      }
      shares[hour] = weight / 15;
    }
    return shares;
  }

  private static double[] hourFactors() {
    int n = 1 << FACTOR_BITS;
    NormalDistribution normal =
        NormalDistribution.of(-HOUR_STEPS_SIGMA * HOUR_STEPS_SIGMA / 2, HOUR_STEPS_SIGMA);
    double[] factors = new double[n];
    for (int i = 0; i < n; i++) {
      factors[i] = Math.exp(normal.inverseCumulativeProbability((i + 0.5) / n));
    }
    return factors;
  }

  private static double[] circadian() {
    double[] bpm = new double[24];
    for (int hour = 0; hour < 24; hour++) {
      bpm[hour] = CIRCADIAN_BPM * Math.cos(2 * Math.PI * (hour - CIRCADIAN_PEAK_HOUR) / 24);
    }
    return bpm;
  }

  private static Integer[] boxed() {
    Integer[] numbers = new Integer[2_048];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static Integer box(int number) {
    return number < BOXED.length ? BOXED[number] : (Integer) number;
  }

  /** Whether it is worn on a new calendar day, and how active the day will be. */
  void openDay(int day, int programmeDay) {
    double share = WORN - WORN_LOST * programmeDay / MonitoredPatient.DAYS;
    isWorn = wearings.uniform(patientId, day) < share;
    chargingHour = (int) (CHARGING_FROM + CHARGING_SPAN * chargings.uniform(patientId, day));
    dayFactor = DAY_FACTOR.sample(dayFactors.at(patientId, day));
  }

  /** Takes over the state of the circulation, which holds until its next step. */
  void follow(Circulation circulation) {
    double congestion = circulation.congestion();
    restingHeartRate = circulation.restingHeartRate();
    movingSteps =
        profile.stepsPerDay()
            * dayFactor
            * MOVING_FACTOR
            * Math.exp(STEPS_PER_CONGESTION * congestion);
    oxygenLevel = profile.oxygenLevel() + OXYGEN_PER_CONGESTION * congestion;
    sleepLevel = profile.sleepLevel() + SLEEP_PER_CONGESTION * congestion;
  }

  /**
   * Measures one hour.
   *
   * @param sleptAtHome whether there is a night to score in the morning
   */
  void measure(int day, int hour, boolean sleptAtHome) {
    long index = day * 24L + hour;
    double drift = hourDrift.next(Noise.bell(hearts.bits(index)));
    if (!isWorn || hour == chargingHour) {
      heartRate = null;
      steps = null;
      sleepScore = null;
      oxygenSaturation = null;
      return;
    }
    int walked = walked(index, hour);
    double bpm = restingHeartRate + CIRCADIAN[hour] + drift + BPM_PER_STEP * walked;
    if (profile.hasAtrialFibrillation()) {
      bpm += FIBRILLATION_SD_BPM * Noise.bell(fibrillations.bits(index));
    }
    heartRate = box(Math.min(HIGHEST_BPM, Math.max(LOWEST_BPM, (int) (bpm + 0.5))));
    steps = box(walked);
    sleepScore = hour == SLEEP_SCORE_HOUR && sleptAtHome ? sleepScore(day) : null;
    oxygenSaturation = oxygen(index);
  }

  private int walked(long index, int hour) {
    long bits = activities.bits(index);
    double u = Noise.uniform(bits);
    if (SHARE_OF_DAY[hour] == 0) {
      return u < NIGHT_STEPS_SHARE ? (int) (u / NIGHT_STEPS_SHARE * NIGHT_STEPS_BELOW) : 0;
    }
    if (u < STILL_SHARE) {
      return 0;
    }
    // The lowest bits, which the uniform number leaves out, and one more.
    int quantile = (int) (bits & ((1 << FACTOR_BITS) - 1));
    return (int) (movingSteps * SHARE_OF_DAY[hour] * HOUR_FACTORS[quantile] + 0.5);
  }

  private Integer sleepScore(int day) {
    Draw draw = sleeps.at(patientId, day);
    double score = sleepLevel + SLEEP_SD * ZigguratSampler.NormalizedGaussian.of(draw).sample();
    return (int) Math.max(0, Math.min(100, Math.round(score)));
  }

  private Integer oxygen(long index) {
    if (Noise.uniform(oxygenMisses.bits(index)) < NOT_MEASURED_SHARE) {
      return null;
    }
    double pct = oxygenLevel + OXYGEN_SD * Noise.bell(oxygens.bits(index));
    return box(Math.min(HIGHEST_PCT, (int) (pct + 0.5)));
  }

  Integer heartRate() {
    return heartRate;
  }

  Integer steps() {
    return steps;
  }

  Integer sleepScore() {
    return sleepScore;
  }

  Integer oxygenSaturation() {
    return oxygenSaturation;
  }
}
