package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Sex;

/**
 * What a patient brings into the programme and keeps. Age shows in nearly all of it: the old are
 * frailer, lighter, slower on their feet, and more often fibrillate.
 *
 * @param ageSds years above the cohort's mean of 70, in its standard deviations of 11
 * @param frailty factor on the hazards of lapses, of redistribution and of death; its mean is 1
 * @param restingHeartRate in bpm, without congestion
 * @param swingBpm half of the difference between the heart's day and night
 * @param peakHour hour of the day at which the heart is fastest
 * @param dryWeightKg weight without excess fluid
 * @param oxygenLevel usual saturation in percent
 * @param sleepLevel usual sleep score
 * @param stepsPerDay usual steps of a day
 * @param activityShiftHours how much later than usual the day's activity comes
 * @param order habit of order, standard normal: the orderly weigh themselves and stay
 * @param weighHour usual hour on the scale
 * @param houseMateKg weight of the other person in the home, or NaN if there is none
 */
record Profile(
    int ageYears,
    double ageSds,
    Sex sex,
    int ejectionFractionPct,
    boolean hasAtrialFibrillation,
    double frailty,
    double restingHeartRate,
    double swingBpm,
    double peakHour,
    double dryWeightKg,
    double oxygenLevel,
    double sleepLevel,
    double stepsPerDay,
    double activityShiftHours,
    double order,
    double weighHour,
    double houseMateKg) {

  private static final double MEAN_AGE_YEARS = 70;
  private static final double AGE_SD_YEARS = 11;

  /** Age and sex of device-monitoring cohorts (RAPID-RF 2014: 71 % male). */
  private static final Normal AGE_YEARS = Normal.of(MEAN_AGE_YEARS, AGE_SD_YEARS).cut(35, 95);

  private static final double MALE_SHARE = 0.65;

  /** Women's hearts more often fail with a preserved ejection fraction. */
  private static final double PRESERVED_SHARE_MALE = 0.27;

  private static final double PRESERVED_SHARE_FEMALE = 0.50;
  private static final Normal REDUCED_PCT = Normal.of(29, 6).cut(12, 40);
  private static final Normal PRESERVED_PCT = Normal.of(55, 6).cut(41, 70);

  /** Log odds of atrial fibrillation at 70, and what eleven years add. */
  private static final double FIBRILLATION_LOGIT = -0.67;

  private static final double FIBRILLATION_BY_AGE = 0.55;

  private static final double FRAILTY_SIGMA = 0.52;
  private static final double FRAILTY_BY_AGE = 0.25;
  private static final double FRAILTY_BY_WEAK_HEART = 0.2;
  private static final int WEAK_HEART_BELOW_PCT = 25;

  /** Makes the mean frailty 1. */
  private static final double FRAILTY_OFFSET = -0.22;

  private static final Normal RESTING_AROUND = Normal.of(0, 9.5);
  private static final double RESTING_BPM = 74;
  private static final double RESTING_BY_AGE = -0.8;
  private static final double RESTING_FIBRILLATING = 3;
  private static final double RESTING_REGULAR = -1.6;
  private static final double LOWEST_RESTING = 50;
  private static final double HIGHEST_RESTING = 105;

  private static final double SWING_BPM = 4;
  private static final double SWING_SIGMA = 0.35;
  private static final double SWING_BY_AGE = -0.1;
  private static final Normal PEAK_HOUR = Normal.of(15, 1.2);

  private static final double MALE_DRY_KG = 90;
  private static final double FEMALE_DRY_KG = 76;
  private static final double DRY_SD_KG = 15;
  private static final double DRY_BY_AGE_KG = -2.5;
  private static final double LIGHTEST_KG = 48;
  private static final double HEAVIEST_KG = 150;

  private static final double OXYGEN_PCT = 95.8;
  private static final double OXYGEN_SD_PCT = 1.1;
  private static final double OXYGEN_BY_AGE = -0.25;
  private static final double SLEEP_SCORE = 72;
  private static final double SLEEP_SD = 7;
  private static final double SLEEP_BY_AGE = -1.5;

  private static final LogNormal STEPS_AT_70 = LogNormal.ofMedianAndSigma(2_600, 0.50);
  private static final double STEPS_BY_AGE = -0.30;
  private static final Normal ACTIVITY_SHIFT_HOURS = Normal.of(0, 0.7);
  private static final Normal WEIGH_HOUR = Normal.of(7.5, 0.6);

  private static final double HOUSE_MATE_SHARE = 0.5;

  /** Most house-mates are of the other sex. */
  private static final Normal MATE_OF_MALE_KG = Normal.of(72, 12).cut(LIGHTEST_KG, HEAVIEST_KG);

  private static final Normal MATE_OF_FEMALE_KG = Normal.of(86, 12).cut(LIGHTEST_KG, HEAVIEST_KG);

  static Profile of(long patientId, Streams streams) {
    Draw draw = streams.named("profile").at(patientId);
    int ageYears = (int) Math.round(AGE_YEARS.sample(draw));
    double age = (ageYears - MEAN_AGE_YEARS) / AGE_SD_YEARS;
    Sex sex = draw.nextDouble() < MALE_SHARE ? Sex.M : Sex.F;
    boolean isMale = sex == Sex.M;
    double preserved = isMale ? PRESERVED_SHARE_MALE : PRESERVED_SHARE_FEMALE;
    Normal ejection = draw.nextDouble() < preserved ? PRESERVED_PCT : REDUCED_PCT;
    int ejectionPct = (int) Math.round(ejection.sample(draw));
    boolean fibrillates =
        draw.nextDouble() < Logit.inverse(FIBRILLATION_LOGIT + FIBRILLATION_BY_AGE * age);
    boolean hasHouseMate = draw.nextDouble() < HOUSE_MATE_SHARE;
    return new Profile(
        ageYears,
        age,
        sex,
        ejectionPct,
        fibrillates,
        frailty(age, ejectionPct, Normal.standard(draw)),
        restingHeartRate(age, fibrillates, draw),
        SWING_BPM
            * Math.exp(
                SWING_SIGMA * Normal.standard(draw)
                    - SWING_SIGMA * SWING_SIGMA / 2
                    + SWING_BY_AGE * age),
        PEAK_HOUR.sample(draw),
        Normal.of((isMale ? MALE_DRY_KG : FEMALE_DRY_KG) + DRY_BY_AGE_KG * age, DRY_SD_KG)
            .cut(LIGHTEST_KG, HEAVIEST_KG)
            .sample(draw),
        Normal.of(OXYGEN_PCT + OXYGEN_BY_AGE * age, OXYGEN_SD_PCT).cut(92, 98.5).sample(draw),
        Normal.of(SLEEP_SCORE + SLEEP_BY_AGE * age, SLEEP_SD).cut(45, 92).sample(draw),
        STEPS_AT_70.sample(draw) * Math.exp(STEPS_BY_AGE * age),
        ACTIVITY_SHIFT_HOURS.sample(draw),
        Normal.standard(draw),
        WEIGH_HOUR.sample(draw),
        hasHouseMate ? (isMale ? MATE_OF_MALE_KG : MATE_OF_FEMALE_KG).sample(draw) : Double.NaN);
  }

  private static double frailty(double age, int ejectionPct, double own) {
    double weakHeart = ejectionPct < WEAK_HEART_BELOW_PCT ? FRAILTY_BY_WEAK_HEART : 0;
    return Math.exp(FRAILTY_SIGMA * own + FRAILTY_BY_AGE * age + weakHeart + FRAILTY_OFFSET);
  }

  private static double restingHeartRate(double age, boolean fibrillates, Draw draw) {
    double usual =
        RESTING_BPM + RESTING_BY_AGE * age + (fibrillates ? RESTING_FIBRILLATING : RESTING_REGULAR);
    return usual + RESTING_AROUND.cut(LOWEST_RESTING - usual, HIGHEST_RESTING - usual).sample(draw);
  }

  boolean hasHouseMate() {
    return !Double.isNaN(houseMateKg);
  }
}
