package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Sex;

/**
 * What a patient brings into the programme and keeps.
 *
 * @param frailty factor on the hazards of lapses and of redistribution; its mean is 1
 * @param restingHeartRate in bpm, without congestion
 * @param dryWeightKg weight without excess fluid
 * @param oxygenLevel usual saturation in percent
 * @param sleepLevel usual sleep score
 * @param stepsPerDay usual steps of a day
 * @param houseMateKg weight of the other person in the home, or NaN if there is none
 */
record Profile(
    int ageYears,
    Sex sex,
    int ejectionFractionPct,
    boolean hasAtrialFibrillation,
    double frailty,
    double restingHeartRate,
    double dryWeightKg,
    double oxygenLevel,
    double sleepLevel,
    double stepsPerDay,
    double houseMateKg) {

  /** Age and sex of device-monitoring cohorts (RAPID-RF 2014: 71 % male). */
  private static final Normal AGE_YEARS = Normal.of(70, 11).cut(35, 95);

  private static final double MALE_SHARE = 0.65;

  /** Reduced and preserved ejection fraction. */
  private static final double REDUCED_SHARE = 0.65;

  private static final Normal REDUCED_PCT = Normal.of(29, 6).cut(12, 40);
  private static final Normal PRESERVED_PCT = Normal.of(55, 6).cut(41, 70);

  private static final double ATRIAL_FIBRILLATION_SHARE = 0.35;
  private static final LogNormal FRAILTY = LogNormal.ofMeanAndSigma(1, 0.6);
  private static final Normal RESTING_HEART_RATE = Normal.of(74, 10).cut(50, 105);
  private static final Normal MALE_DRY_KG = Normal.of(90, 15).cut(48, 150);
  private static final Normal FEMALE_DRY_KG = Normal.of(76, 15).cut(48, 150);
  private static final Normal OXYGEN_PCT = Normal.of(95.8, 1.1).cut(92, 98.5);
  private static final Normal SLEEP_SCORE = Normal.of(72, 7).cut(45, 92);
  private static final LogNormal STEPS_PER_DAY = LogNormal.ofMedianAndP90(2_600, 5_500);

  private static final double HOUSE_MATE_SHARE = 0.5;

  /** Most house-mates are of the other sex. */
  private static final Normal MATE_OF_MALE_KG = Normal.of(72, 12).cut(48, 150);

  private static final Normal MATE_OF_FEMALE_KG = Normal.of(86, 12).cut(48, 150);

  static Profile of(long patientId, Streams streams) {
    Draw draw = streams.named("profile").at(patientId);
    Sex sex = draw.nextDouble() < MALE_SHARE ? Sex.M : Sex.F;
    boolean isReduced = draw.nextDouble() < REDUCED_SHARE;
    boolean hasAtrialFibrillation = draw.nextDouble() < ATRIAL_FIBRILLATION_SHARE;
    boolean hasHouseMate = draw.nextDouble() < HOUSE_MATE_SHARE;
    return new Profile(
        whole(AGE_YEARS.sample(draw)),
        sex,
        whole((isReduced ? REDUCED_PCT : PRESERVED_PCT).sample(draw)),
        hasAtrialFibrillation,
        FRAILTY.sample(draw),
        RESTING_HEART_RATE.sample(draw),
        (sex == Sex.M ? MALE_DRY_KG : FEMALE_DRY_KG).sample(draw),
        OXYGEN_PCT.sample(draw),
        SLEEP_SCORE.sample(draw),
        STEPS_PER_DAY.sample(draw),
        hasHouseMate
            ? (sex == Sex.M ? MATE_OF_MALE_KG : MATE_OF_FEMALE_KG).sample(draw)
            : Double.NaN);
  }

  private static int whole(double value) {
    return (int) Math.round(value);
  }

  boolean hasHouseMate() {
    return !Double.isNaN(houseMateKg);
  }
}
