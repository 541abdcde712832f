package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.AutoRegressive;
import dev.medley.random.Exponential;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.World;

/**
 * Rules {@code decompensation}, {@code lapse}, {@code early}, {@code fluid}, {@code redistribution}
 * and {@code congestion}: weeks in which the heart does worse, the fluid that a patient retains,
 * the pressure it makes in the heart, and the resting heart rate that answers. One step a day; its
 * result is the state of the calendar day.
 */
final class Circulation {

  // ---- rule decompensation

  private static final double DECOMPENSATION_DAYS = 25;
  private static final double DECOMPENSATION_KG = 0.4;
  private static final double BODY_MASS_DAYS = 30;
  private static final double BODY_MASS_KG = 0.45;

  // ---- rules lapse and early

  private static final double EARLY_DAYS = 20;

  private static final double LAPSE_MORE_DAYS = 2.5;
  private static final double INTAKE_KG = 0.5;
  private static final double INTAKE_SD_KG = 0.2;
  private static final double INTAKE_LEAST_KG = 0.05;

  // ---- rule fluid

  /** Share of the excess that working kidneys pass in a day. */
  private static final double PASSED_A_DAY = 0.35;

  /** Below this the kidneys work again. */
  private static final double RUNAWAY_OFF_KG = 0.6;

  private static final double MOST_FLUID_KG = 9;
  private static final int DIURESIS_DAYS = 6;
  private static final double DIURESIS_A_DAY = 0.4;

  /** Patients leave the hospital a little too dry. */
  private static final double FLUID_AT_DISCHARGE_KG = -0.2;

  // ---- rule redistribution

  private static final double REDISTRIBUTION_AT_REST = 0.2;
  private static final double REDISTRIBUTION_A_DAY = 0.9;
  private static final int REDISTRIBUTION_LEAST_DAYS = 2;
  private static final double REDISTRIBUTION_MORE_DAYS = 6;
  private static final double REDISTRIBUTION_KEPT = 0.75;

  // ---- rule congestion

  private static final double CONGESTION_PER_KG = 2.5;
  private static final double CONGESTION_FOLLOWS = 0.8;
  private static final double RESTING_MEMORY = 0.6;
  private static final double RESTING_STEP_SD = 1.5;

  private final long patientId;
  private final Profile profile;
  private final Season season;
  private final double decompensationGain;
  private final double lapseHazard;
  private final double earlyBoost;
  private final double runawayOnKg;
  private final double growth;
  private final double selfCorrect;
  private final double redistributionHazard;
  private final double heartRatePerCongestion;

  private final Streams.Stream decompensations;
  private final Streams.Stream bodyMasses;
  private final Streams.Stream lapses;
  private final Streams.Stream intakes;
  private final Streams.Stream selfCorrections;
  private final Streams.Stream redistributions;
  private final Streams.Stream restings;

  private double fluidKg;
  private double redistribution;
  private double congestion;
  private double restingHeartRate;
  private final AutoRegressive restingDrift;
  private final AutoRegressive decompensation;
  private final AutoRegressive bodyMass;

  private int lapseDays;
  private double lapseKg;
  private boolean isRunaway;
  private int diuresisDays;
  private int redistributionDays;

  Circulation(long patientId, Profile profile, Season season, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.profile = profile;
    this.season = season;
    this.decompensationGain = world.value(HeartFailureRpm.DECOMPENSATION_GAIN);
    this.lapseHazard = world.value(HeartFailureRpm.LAPSE_HAZARD);
    this.earlyBoost = world.value(HeartFailureRpm.EARLY_BOOST);
    this.runawayOnKg = world.value(HeartFailureRpm.FLUID_ON_KG);
    this.growth = world.value(HeartFailureRpm.FLUID_GROWTH);
    this.selfCorrect = world.value(HeartFailureRpm.FLUID_SELF_CORRECT);
    this.redistributionHazard = world.value(HeartFailureRpm.REDISTRIBUTION_HAZARD);
    this.heartRatePerCongestion = world.value(HeartFailureRpm.CONGESTION_HR);
    this.decompensations = streams.named("decompensation");
    this.bodyMasses = streams.named("body_mass");
    this.lapses = streams.named("lapse");
    this.intakes = streams.named("intake");
    this.selfCorrections = streams.named("self_correction");
    this.redistributions = streams.named("redistribution");
    this.restings = streams.named("resting_heart_rate");
    this.restingHeartRate = profile.restingHeartRate();
    this.restingDrift =
        AutoRegressive.ofStep(RESTING_MEMORY, RESTING_STEP_SD)
            .begin(Normal.standard(streams.named("resting_start").at(patientId)));
    Draw start = streams.named("drift_start").at(patientId);
    this.decompensation = slow(DECOMPENSATION_DAYS, start);
    this.bodyMass = slow(BODY_MASS_DAYS, start);
  }

  /** Forgets itself within so many days; standard deviation 1. */
  private static AutoRegressive slow(double days, Draw start) {
    return AutoRegressive.ofSpread(Math.exp(-1 / days), 1).begin(Normal.standard(start));
  }

  /** Fluid above dry weight. */
  double fluidKg() {
    return fluidKg;
  }

  /** Weight above dry weight: fluid, what a failing heart holds back, and the body itself. */
  double excessKg() {
    return fluidKg + DECOMPENSATION_KG * decompensation.value() + BODY_MASS_KG * bodyMass.value();
  }

  /** Pressure from blood that has moved, without weight. */
  double redistribution() {
    return redistribution;
  }

  /** Pressure that the heart has to bear; admissions become likely at about 5. */
  double congestion() {
    return congestion;
  }

  /** Resting heart rate until the next step, in bpm. */
  double restingHeartRate() {
    return restingHeartRate;
  }

  /** What goes on every day, at home and in hospital. */
  void drift(int day) {
    decompensation.next(Normal.standard(decompensations.at(patientId, day)));
    bodyMass.next(Normal.standard(bodyMasses.at(patientId, day)));
  }

  /** The update of a day at home. */
  void step(int day, int daysSinceDischarge) {
    double worse =
        Math.exp(
            decompensationGain * decompensation.value()
                - decompensationGain * decompensationGain / 2);
    double boost =
        profile.frailty() * worse * (1 + earlyBoost * Math.exp(-daysSinceDischarge / EARLY_DAYS));
    moveFluid(day, intake(day, boost));
    redistribute(day, boost);
    congestion += CONGESTION_FOLLOWS * (CONGESTION_PER_KG * fluidKg + redistribution - congestion);
    restingHeartRate =
        profile.restingHeartRate()
            + heartRatePerCongestion * congestion
            + restingDrift.next(Normal.standard(restings.at(patientId, day)));
  }

  /** Fluid that salt or missed medicine adds today. */
  private double intake(int day, double boost) {
    if (lapseDays == 0) {
      Draw draw = lapses.at(patientId, day);
      if (Chance.hits(lapseHazard * boost * season.lapses(day), draw)) {
        lapseDays = 1 + (int) (LAPSE_MORE_DAYS * Exponential.standard(draw));
        double drawn = INTAKE_KG + INTAKE_SD_KG * Normal.standard(intakes.at(patientId, day));
        lapseKg = Math.max(INTAKE_LEAST_KG, drawn);
      }
    }
    if (lapseDays == 0) {
      return 0;
    }
    lapseDays--;
    return lapseKg;
  }

  /** Hysteresis: beyond a point the kidneys hold what they should pass, until something helps. */
  private void moveFluid(int day, double intakeKg) {
    if (isRunaway && diuresisDays == 0 && selfCorrections.uniform(patientId, day) < selfCorrect) {
      diuresisDays = DIURESIS_DAYS;
    }
    if (diuresisDays > 0) {
      fluidKg -= DIURESIS_A_DAY * fluidKg;
      diuresisDays--;
      if (diuresisDays == 0) {
        isRunaway = false;
      }
      return;
    }
    if (isRunaway) {
      fluidKg = Math.min(MOST_FLUID_KG, fluidKg + intakeKg + growth * fluidKg);
    } else {
      fluidKg += intakeKg - PASSED_A_DAY * fluidKg;
    }
    if (fluidKg > runawayOnKg) {
      isRunaway = true;
    } else if (fluidKg < RUNAWAY_OFF_KG) {
      isRunaway = false;
    }
  }

  private void redistribute(int day, double boost) {
    if (redistributionDays == 0 && redistribution < REDISTRIBUTION_AT_REST) {
      Draw draw = redistributions.at(patientId, day);
      if (Chance.hits(redistributionHazard * boost, draw)) {
        redistributionDays =
            REDISTRIBUTION_LEAST_DAYS
                + (int) (REDISTRIBUTION_MORE_DAYS * Exponential.standard(draw));
      }
    }
    if (redistributionDays > 0) {
      redistributionDays--;
      redistribution += REDISTRIBUTION_A_DAY;
    } else {
      redistribution *= REDISTRIBUTION_KEPT;
    }
  }

  /** The nurse raises the dose: from the next step on fluid is passed. */
  void startDiuresis() {
    diuresisDays = DIURESIS_DAYS;
  }

  /** What the hospital makes of the patient. */
  void discharge() {
    fluidKg = FLUID_AT_DISCHARGE_KG;
    redistribution = 0;
    congestion = 0;
    restingHeartRate = profile.restingHeartRate();
    lapseDays = 0;
    diuresisDays = 0;
    redistributionDays = 0;
    isRunaway = false;
  }
}
