package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.AutoRegressive;
import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.WallClock;
import dev.medley.world.World;

/**
 * The hours of rule {@code congestion}: what the watch measures while {@link Wear} has it on, and
 * what strap and sensor make of it. Values are null where there is no measurement.
 */
final class Watch {

  // ---- heart rate of the hour

  private static final double HOUR_MEMORY = 0.75;
  private static final double HOUR_SD_BPM = 2.5;
  private static final double BPM_PER_STEP = 0.006;
  private static final double FIBRILLATION_SD_BPM = 1.5;
  private static final int LOWEST_BPM = 35;
  private static final int HIGHEST_BPM = 190;

  // ---- steps of the hour

  private static final LogNormal DAY_FACTOR = LogNormal.ofMedianAndSigma(1, 0.35);
  private static final double STEPS_PER_CONGESTION = -0.05;

  private static final int DAY_FROM_HOUR = 7;
  private static final int DAY_TO_HOUR = 22;
  private static final double STILL_SHARE = 0.25;

  /** The hours that are not still carry the steps of those that are. */
  private static final double MOVING_FACTOR = 1.33;

  private static final double HOUR_STEPS_SIGMA = 0.6;

  /** Factors of an hour by the quantile of the normal distribution, but for its tails. */
  private static final double[] HOUR_FACTORS = hourFactors();

  /** Quantiles at either end that belong to the tails. */
  private static final int TAIL = 16;

  private static final double SUNRISE_HOUR = 5.5;
  private static final double ACTIVE_HOURS = 18;
  private static final double LEAST_ACTIVITY = 0.15;
  private static final double ACTIVITY_SHARE = 1.35 / 15;

  /** Ways to the bathroom an hour of the night; more for the old. */
  private static final double TRIPS_AN_HOUR = 0.10;

  private static final double TRIPS_BY_AGE = 0.04;
  private static final double TRIPS_AGE_FROM_SDS = -0.5;
  private static final double TRIP_STEPS = 30;
  private static final double TRIP_SIGMA = 0.5;

  // ---- sleep and oxygen

  private static final int SLEEP_SCORE_HOUR = 7;
  private static final double SLEEP_SD = 6;
  private static final double SLEEP_PER_CONGESTION = -1.8;
  private static final double OXYGEN_SD = 0.8;
  private static final double OXYGEN_PER_CONGESTION = -0.30;
  private static final double NOT_MEASURED_SHARE = 0.10;
  private static final int HIGHEST_PCT = 100;

  // ---- strap and sensor

  /** Starts of loose spells an hour with steps; they make 0.2 % of the rows. */
  private static final double LOOSE_STARTS = 0.0016;

  private static final double LOOSE_MORE_HOURS = 2;
  private static final int LOOSE_LEAST_BPM = 60;
  private static final int LOOSE_MORE_BPM = 41;
  private static final double OXYGEN_FAILS = 0.004;

  /** Boxed small numbers: most heart rates and steps are among them. */
  private static final Integer[] BOXED = boxed();

  private final long patientId;
  private final Profile profile;
  private final Wear wear;
  private final Season season;
  private final MessCarrier strap;
  private final MessCarrier sensor;
  private final Streams.Stream dayFactors;
  private final Streams.Stream sleeps;
  private final Streams.Stream looseSpells;
  private final Noise measurements;
  private final Noise activities;
  private final Noise failures;
  private final AutoRegressive hourDrift;

  private final double[] circadianBpm = new double[24];

  /** Share of the day's steps by hour; 0 at night, from 23 to 06. */
  private final double[] shareOfDay = new double[24];

  /** Chances of no trip, and of one at the most, in an hour of the night. */
  private final double noTrip;

  private final double oneTrip;
  private final double tripsAnHour;

  private double dayFactor;
  private double looseStarts;
  private double oxygenFails;
  private double restingHeartRate;
  private double movingSteps;
  private double oxygenLevel;
  private double sleepLevel;
  private int looseHours;
  private int looseBpm;

  private Integer heartRate;
  private Integer steps;
  private Integer sleepScore;
  private Integer oxygenSaturation;
  private Integer looseHeartRate;
  private boolean isOxygenFailed;

  Watch(long patientId, Profile profile, Season season, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.profile = profile;
    this.wear = new Wear(patientId, world);
    this.season = season;
    this.strap = new MessCarrier(streams.named("carrier.strap"), patientId, CarrierLaw.COMMON);
    this.sensor = new MessCarrier(streams.named("carrier.sensor"), patientId, CarrierLaw.COMMON);
    this.dayFactors = streams.named("steps_of_day");
    this.sleeps = streams.named("sleep");
    this.looseSpells = streams.named("loose_spell");
    this.measurements = streams.named("measurement").noise(patientId);
    this.activities = streams.named("steps_of_hour").noise(patientId);
    this.failures = streams.named("measurement_failure").noise(patientId);
    Draw start = streams.named("heart_rate_start").at(patientId);
    this.hourDrift =
        AutoRegressive.ofSpread(HOUR_MEMORY, HOUR_SD_BPM).begin(Normal.standard(start));
    for (int hour = 0; hour < 24; hour++) {
      circadianBpm[hour] =
          profile.swingBpm() * Math.cos(2 * Math.PI * (hour - profile.peakHour()) / 24);
    }
    for (int hour = DAY_FROM_HOUR; hour <= DAY_TO_HOUR; hour++) {
      double arc = (hour - SUNRISE_HOUR - profile.activityShiftHours()) / ACTIVE_HOURS;
      shareOfDay[hour] = Math.max(LEAST_ACTIVITY, Math.sin(Math.PI * arc)) * ACTIVITY_SHARE;
    }
    this.tripsAnHour =
        TRIPS_AN_HOUR + TRIPS_BY_AGE * Math.max(0, profile.ageSds() - TRIPS_AGE_FROM_SDS);
    this.noTrip = Math.exp(-tripsAnHour);
    this.oneTrip = noTrip * (1 + tripsAnHour);
  }

  private static double[] hourFactors() {
    double[] factors = new double[1 << Quantiles.BITS];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = exactHourFactor(i);
    }
    return factors;
  }

  private static double exactHourFactor(long bits) {
    double x = HOUR_STEPS_SIGMA * Quantiles.NORMAL.at(bits);
    return Math.exp(x - HOUR_STEPS_SIGMA * HOUR_STEPS_SIGMA / 2);
  }

  /** A look-up in place of an exponential for nearly all rows. */
  private static double hourFactor(long bits) {
    int place = (int) bits & HOUR_FACTORS.length - 1;
    boolean isTail = place < TAIL || place >= HOUR_FACTORS.length - TAIL;
    return isTail ? exactHourFactor(bits) : HOUR_FACTORS[place];
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

  /** When it is worn on a new calendar day, and how active the day will be. */
  void openDay(int day, int programmeDay) {
    wear.openDay(day, programmeDay);
    dayFactor = DAY_FACTOR.sample(dayFactors.at(patientId, day)) * season.steps(day);
    long noon = WallClock.startOf(day) + WallClock.DAY / 2;
    looseStarts = strap.chance(noon, LOOSE_STARTS);
    oxygenFails = sensor.chance(noon, OXYGEN_FAILS);
  }

  /** Takes over the state of the circulation, which holds until the next is given. */
  void follow(double congestion, double restingBpm) {
    restingHeartRate = restingBpm;
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
    long bits = measurements.bits(index);
    double drift = hourDrift.next(Quantiles.NORMAL.at(bits));
    sleepScore =
        hour == SLEEP_SCORE_HOUR && sleptAtHome && wear.sawTheNight() ? sleepScore(day) : null;
    looseHeartRate = null;
    isOxygenFailed = false;
    if (wear.isOff(hour)) {
      heartRate = null;
      steps = null;
      oxygenSaturation = null;
      looseHours = 0;
      return;
    }
    int walked = walked(index, hour);
    double bpm = restingHeartRate + circadianBpm[hour] + drift + BPM_PER_STEP * walked;
    if (profile.hasAtrialFibrillation()) {
      bpm += FIBRILLATION_SD_BPM * Quantiles.NORMAL.at(bits >>> 16);
    }
    heartRate = box(Math.min(HIGHEST_BPM, Math.max(LOWEST_BPM, (int) (bpm + 0.5))));
    steps = box(walked);
    oxygenSaturation = oxygen(bits >>> 32);
    spoil(index, walked);
  }

  private int walked(long index, int hour) {
    long bits = activities.bits(index);
    // The lowest bits, which the uniform number leaves out but for one, make the quantile.
    double u = Noise.uniform(bits);
    if (shareOfDay[hour] == 0) {
      return u < noTrip ? 0 : nightSteps(u, bits);
    }
    if (u < STILL_SHARE) {
      return 0;
    }
    return (int) (movingSteps * shareOfDay[hour] * hourFactor(bits) + 0.5);
  }

  /** Steps of one trip, or of more where the uniform number says so. */
  private int nightSteps(double u, long bits) {
    double steps = tripSteps(bits);
    double chance = oneTrip;
    double next = chance - noTrip;
    long more = bits;
    for (int trips = 2; u >= chance && next > 0; trips++) {
      next *= tripsAnHour / trips;
      chance += next;
      more = Streams.mix(more);
      steps += tripSteps(more);
    }
    return (int) (steps + 0.5);
  }

  private static double tripSteps(long bits) {
    return TRIP_STEPS * Math.exp(TRIP_SIGMA * Quantiles.NORMAL.at(bits));
  }

  private Integer sleepScore(int day) {
    double score = sleepLevel + SLEEP_SD * Normal.standard(sleeps.at(patientId, day));
    return (int) Math.max(0, Math.min(100, Math.round(score)));
  }

  /** Of 32 bits: the upper half says whether there is a value, the lower half which. */
  private Integer oxygen(long bits) {
    if ((bits >>> 16) * 0x1.0p-16 < NOT_MEASURED_SHARE) {
      return null;
    }
    double pct = oxygenLevel + OXYGEN_SD * Quantiles.NORMAL.at(bits);
    return box(Math.min(HIGHEST_PCT, (int) (pct + 0.5)));
  }

  /** What a loose strap counts instead of beats, and whether the saturation fails. */
  private void spoil(long index, int walked) {
    long bits = failures.bits(index);
    double u = (bits >>> 32) * 0x1.0p-32;
    if (looseHours == 0 && walked > 0 && u < looseStarts) {
      Draw spell = looseSpells.at(patientId, index);
      looseHours = 1 + Poisson.sample(LOOSE_MORE_HOURS, spell);
      looseBpm = LOOSE_LEAST_BPM + spell.nextInt(LOOSE_MORE_BPM);
    }
    if (looseHours > 0) {
      looseHours--;
      looseHeartRate = walked > 0 ? box(heartRate + looseBpm) : null;
    }
    isOxygenFailed = oxygenSaturation != null && (bits & 0xffff_ffffL) * 0x1.0p-32 < oxygenFails;
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

  /** What is shown instead of the heart rate where the strap is loose, else null. */
  Integer looseHeartRate() {
    return looseHeartRate;
  }

  /** Whether the measurement of the saturation failed and 0 was sent. */
  boolean isOxygenFailed() {
    return isOxygenFailed;
  }
}
