package dev.medley.scenario.salesforce;

import dev.medley.random.Discrete;
import dev.medley.random.Logit;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.salesforce.SalesForce.Specialty;
import dev.medley.world.Persona;
import dev.medley.world.WallClock;

/** One doctor (HCP): what is true of him, and the adstock of the calls on him. */
final class Doctor {
  private static final Discrete SPECIALTY = Discrete.of(0.60, 0.20, 0.15, 0.05);
  private static final Specialty[] SPECIALTIES = {
    Specialty.PRIMARY_CARE, Specialty.CARDIOLOGY, Specialty.ENDOCRINOLOGY, Specialty.NEPHROLOGY
  };
  private static final Normal GRADUATION = Normal.of(1998, 11).cut(1969.5, 2018.5);
  private static final double INDEPENDENT_POLICY = 0.625;
  private static final double MOST_NO_SEE = 0.8;
  private static final double BLOCKED_INDEPENDENTS = 0.02;
  private static final double OPT_OUT = 0.06;
  private static final double DUPLICATE_RECORD = 0.16;
  private static final double DECAY = 0.75;
  private static final double CALLS_HALF = 0.35;
  private static final int LUNCH_MONTHS = 3;
  private static final double BRAND_K = 8;
  private static final double CATEGORY_K = 20;

  final long id;
  final int number;
  final Specialty specialty;
  final int graduationYear;
  final Territory.HealthSystem system;
  final double potential;
  final int tier;
  final boolean isBlocked;
  final double baseShare;
  final double lunchHabit;
  final double attitude;
  final double ownDuration;
  final double channelTaste;
  final boolean optsOut;
  final boolean hasDuplicate;

  /** First and last day in the territory. */
  final int arrives;

  final int leaves;
  int decile;
  double planPerQuarter;

  // ---- how things stand

  private double adstock;
  int completedThisQuarter;
  int completedThisMonth;
  private final int[] lunches = new int[LUNCH_MONTHS];
  int lunchesThisMonth;
  int calledOn;

  Doctor(
      long id,
      int number,
      Territory territory,
      double initialSkill,
      int arrives,
      int leaves,
      Territory.Laws laws) {
    this.id = id;
    this.number = number;
    this.arrives = arrives;
    this.leaves = leaves;
    Draw draw = laws.doctors.at(territory.number, number);
    this.specialty = SPECIALTIES[SPECIALTY.at(draw.nextDouble())];
    double graduated = GRADUATION.sample(draw);
    this.graduationYear = (int) Math.round(graduated);
    double seniority = (1998 - graduated) / 11;
    double independent = Math.max(0.1, Math.min(0.8, 0.40 + 0.13 * seniority));
    boolean isIndependent = draw.nextDouble() < independent;
    double systemDraw = draw.nextDouble();
    this.system = isIndependent ? null : territory.system(systemDraw);
    double blockDraw = draw.nextDouble();
    this.isBlocked = isIndependent ? blockDraw < BLOCKED_INDEPENDENTS : system.isBlocked();
    this.potential = territory.potential * specialty.potential * Math.exp(Normal.standard(draw));
    this.baseShare =
        Math.min(
            0.95,
            Logit.inverse(-2.2 + 0.6 * Normal.standard(draw))
                * Math.exp(laws.skillGain * initialSkill));
    double policy = isIndependent ? INDEPENDENT_POLICY : system.policy();
    double noSee = Math.min(MOST_NO_SEE, specialty.noSee * policy);
    double rest = (1 - noSee) / (specialty.accessible + specialty.moderate);
    double tierDraw = draw.nextDouble();
    this.tier = tierDraw < noSee ? 3 : tierDraw < noSee + rest * specialty.accessible ? 1 : 2;
    double lunchDraw = draw.nextDouble();
    this.lunchHabit =
        switch (tier) {
          case 1 -> isBlocked ? lunchDraw < 0.6 ? 0.55 : 0.20 : lunchDraw < 0.5 ? 0.35 : 0.05;
          case 2 -> lunchDraw < 0.5 ? 0.15 : 0.02;
          default -> 0;
        };
    this.attitude = 0.15 + 0.25 * Normal.standard(draw);
    this.ownDuration = 0.30 * Normal.standard(draw);
    this.channelTaste = Persona.factor(draw, 0.3);
    this.optsOut = draw.nextDouble() < OPT_OUT;
    this.hasDuplicate = draw.nextDouble() < DUPLICATE_RECORD;
  }

  /** Gives the doctor a place on the list, and the adstock of steady calls. */
  void list(int newDecile) {
    decile = newDecile;
    planPerQuarter = decile >= 9 ? 4.5 : decile >= 7 ? 2.8 : decile >= 4 ? 1.3 : 0.45;
    double met = tier == 1 ? 0.85 : tier == 2 ? 0.50 : 0.12;
    adstock = planPerQuarter / 3 * met / (1 - DECAY);
  }

  /** Whether the doctor is in the territory. */
  boolean isHere(int day) {
    return day >= arrives && day < leaves;
  }

  /** Tier on a day, after any change of the system's policy. */
  int tierOn(int day) {
    return system != null && day >= system.flipDay() ? 3 : tier;
  }

  /** How eager a representative is to knock: unmet plan rolls over. */
  double weight() {
    return 0.08 + Math.max(0, planPerQuarter - completedThisQuarter);
  }

  /** Prescriptions of the brand in a month, before whose calls the month ends. */
  int brandTrx(int month, double season, Territory.Laws laws) {
    if (isBlocked) {
      return 0;
    }
    int meals = 0;
    for (int lunch : lunches) {
      meals += lunch;
    }
    Draw draw = laws.prescriptions.at(id, month, 0);
    double lambda =
        potential
            * baseShare
            * season
            * (1 + laws.callGain * -Math.expm1(-CALLS_HALF * adstock))
            * (1 + laws.lunchGain * Math.min(LUNCH_MONTHS, meals))
            / 1.3;
    return NegativeBinomial.ofMeanAndDispersion(lambda, BRAND_K).sample(draw);
  }

  /** Prescriptions of the category in a month. */
  int categoryTrx(int month, double season, int brandTrx, Territory.Laws laws) {
    Draw draw = laws.prescriptions.at(id, month, 1);
    int trx = NegativeBinomial.ofMeanAndDispersion(potential * season, CATEGORY_K).sample(draw);
    return Math.max(brandTrx, trx);
  }

  /** Ends a month: what was done in it works from the next month on. */
  void endMonth(double skill, boolean endsQuarter) {
    adstock = DECAY * adstock + completedThisMonth * Math.exp(0.3 * skill);
    System.arraycopy(lunches, 0, lunches, 1, LUNCH_MONTHS - 1);
    lunches[0] = lunchesThisMonth;
    completedThisMonth = 0;
    lunchesThisMonth = 0;
    if (endsQuarter) {
      completedThisQuarter = 0;
    }
  }

  static long hours(double hours) {
    return (long) (hours * WallClock.HOUR);
  }
}
