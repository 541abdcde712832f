package dev.medley.scenario.nursetriageline;

import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Streams;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;

/** What all lines of a world share: streams, parameters, the fitted mix of symptoms, the clock. */
final class Laws {
  // ---- ages

  /** First age of each band; the last goes on to {@link #OLDEST}. */
  static final int[] BAND_FROM = {0, 2, 18, 40, 60};

  /** Share of the calls. */
  static final double[] BAND_SHARE = {0.10, 0.20, 0.26, 0.22, 0.22};

  /** Mean age in whole years, by the flat ages of a band and the gamma of the last. */
  private static final double[] BAND_MEAN = {0.5, 9.5, 28.5, 49.5, 71.5};

  static final int BANDS = BAND_FROM.length;
  static final int LAST_BAND = BANDS - 1;
  static final int OLDEST = 102;

  // ---- hours

  private static final double[] WEEKDAY = {
    0.45, 0.35, 0.28, 0.25, 0.25, 0.35, 0.6, 1, 1.7, 1.3, 1.1, 0.95, 0.9, 0.9, 0.9, 0.95, 1.1, 1.5,
    1.75, 1.75, 1.5, 1.2, 0.9, 0.65
  };
  private static final double[] WEEKEND = {
    0.5, 0.4, 0.33, 0.3, 0.3, 0.4, 0.7, 1.1, 1.6, 1.9, 1.9, 1.7, 1.45, 1.35, 1.3, 1.25, 1.3, 1.4,
    1.45, 1.4, 1.2, 1, 0.75, 0.55
  };

  /** At 08, 09 and 10 h of the first working day after a weekend or holiday. */
  private static final double[] RUSH = {1.95, 1.55, 1.25};

  static final int OPENING_HOUR = 8;

  /** Share of the planned calls that are first calls; redials are the rest. */
  static final double FIRST_CALLS = 0.98;

  private static final double YEAR_AMPLITUDE = 0.095;
  private static final double SUMMER_AMPLITUDE = 0.2;
  private static final double JULY_FOURTH_INJURIES = 1.6;
  private static final int PEAK_DAY_OF_YEAR = 20;

  // ---- claims

  /** Days from a call to the claims that tell of it. */
  private static final LogNormal CLAIM_LAG = LogNormal.ofMedianAndP90(45, 80);

  /** Weekday of the claims run: 1 = Tuesday. */
  private static final int CLAIMS_WEEKDAY = 1;

  // ---- carriers

  private static final double WORST_CARRIER = 4;
  private static final double LONGEST_BAD_SHARE = 0.95;

  final World world;
  final Streams streams;
  final int start;
  final int clockFix;

  final double callsPerDay;
  final double dayCv;
  final double backlog;
  final double spread;
  final double minutesPlanned;
  final double patienceSeconds;
  final double announcementExit;
  final double redial;
  final double ageSlope;
  final double acsFactor;
  final double ownComplaint;
  final double acuity;
  final double visitAfterEr;
  final double season;
  final double stormsPerYear;
  private final double carrierShape;
  private final double carrierMean;

  /** Log odds of the ER at the mean age, by symptom. */
  final double[] erLogOdds = new double[Symptom.ALL.length];

  /** Mean age of a symptom's callers. */
  final double[] meanAge = new double[Symptom.ALL.length];

  /** Share of a symptom in an age band, by band and symptom; the shares of a band sum to 1. */
  final double[][] mix;

  Laws(World world) {
    this.world = world;
    this.streams = world.streams();
    this.start = (int) world.horizon().from().toEpochDay();
    this.clockFix = start + 60;
    this.callsPerDay = world.value(NurseTriageLine.CALLS_PER_DAY);
    this.dayCv = world.value(NurseTriageLine.DAY_CV);
    this.backlog = world.value(NurseTriageLine.BACKLOG);
    this.spread = world.value(NurseTriageLine.SPREAD);
    this.minutesPlanned = world.value(NurseTriageLine.MINUTES_PLANNED);
    this.patienceSeconds = 60 * world.value(NurseTriageLine.PATIENCE);
    this.announcementExit = world.value(NurseTriageLine.ANNOUNCEMENT);
    this.redial = world.value(NurseTriageLine.REDIAL);
    this.ageSlope = world.value(NurseTriageLine.AGE_SLOPE);
    this.acsFactor = world.value(NurseTriageLine.ACS);
    this.ownComplaint = world.value(NurseTriageLine.OWN_COMPLAINT);
    this.acuity = world.value(NurseTriageLine.ACUITY);
    this.visitAfterEr = world.value(NurseTriageLine.VISIT_AFTER_ER);
    this.season = world.value(NurseTriageLine.SEASON);
    this.stormsPerYear = world.value(NurseTriageLine.STORMS);
    this.carrierShape = world.value(NurseTriageLine.CARRIER_SHAPE);
    double scale = 1 / carrierShape;
    this.carrierMean =
        GammaDistribution.of(carrierShape + 1, scale).cumulativeProbability(WORST_CARRIER)
            / GammaDistribution.of(carrierShape, scale).cumulativeProbability(WORST_CARRIER);
    double[][] joint = fitted();
    this.mix = new double[BANDS][Symptom.ALL.length];
    for (int s = 0; s < Symptom.ALL.length; s++) {
      double ages = 0;
      for (int band = 0; band < BANDS; band++) {
        mix[band][s] = joint[band][s] / BAND_SHARE[band];
        ages += joint[band][s] * BAND_MEAN[band];
      }
      meanAge[s] = ages / Symptom.ALL[s].share;
      erLogOdds[s] = Logit.of(Symptom.ALL[s].erProbability);
    }
  }

  /** Factors times shares, fitted in turn to the shares of the symptoms and of the bands. */
  private static double[][] fitted() {
    int symptoms = Symptom.ALL.length;
    double[][] joint = new double[BANDS][symptoms];
    for (int band = 0; band < BANDS; band++) {
      for (int s = 0; s < symptoms; s++) {
        joint[band][s] = BAND_SHARE[band] * Symptom.ALL[s].share * Symptom.ALL[s].byBand(band);
      }
    }
    for (int round = 0; round < 200; round++) {
      for (int s = 0; s < symptoms; s++) {
        double sum = 0;
        for (int band = 0; band < BANDS; band++) {
          sum += joint[band][s];
        }
        for (int band = 0; band < BANDS; band++) {
          joint[band][s] *= Symptom.ALL[s].share / sum;
        }
      }
      for (int band = 0; band < BANDS; band++) {
        double sum = 0;
        for (int s = 0; s < symptoms; s++) {
          sum += joint[band][s];
        }
        for (int s = 0; s < symptoms; s++) {
          joint[band][s] *= BAND_SHARE[band] / sum;
        }
      }
    }
    return joint;
  }

  // ---- the week and the year

  /** Weight of an hour, with what waited for the offices; hours may lie outside 0 to 23. */
  double weight(int day, int hour) {
    int d = day + Math.floorDiv(hour, 24);
    int h = Math.floorMod(hour, 24);
    double planned = plannedWeight(d, h);
    int late = h - OPENING_HOUR;
    if (late < 0 || late >= RUSH.length || !isFirstWorkingDay(d)) {
      return planned;
    }
    return planned * (1 + backlog * (RUSH[late] - 1));
  }

  /** Weight of an hour as the planners know it. */
  double plannedWeight(int day, int hour) {
    return (Holidays.FEDERAL.isBusinessDay(day) ? WEEKDAY : WEEKEND)[hour];
  }

  private static boolean isFirstWorkingDay(int day) {
    return Holidays.FEDERAL.isBusinessDay(day) && !Holidays.FEDERAL.isBusinessDay(day - 1);
  }

  /** 1 on 20 January, -1 half a year later. */
  private static double wave(int day) {
    return Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - PEAK_DAY_OF_YEAR) / 366);
  }

  double yearFactor(int day) {
    return 1 + YEAR_AMPLITUDE * wave(day);
  }

  /** The factor that the month's roster is planned with. */
  double plannedYearFactor(int day) {
    return yearFactor(UsCalendar.day(UsCalendar.year(day), UsCalendar.month(day), 15));
  }

  /** How much commoner a symptom is on a day; {@code regional} is the week's factor of fever. */
  double symptomFactor(Symptom symptom, int day, double regional) {
    if (symptom.isRespiratory()) {
      return (1 + season * wave(day)) * regional;
    }
    if (!symptom.isOfSummer()) {
      return 1;
    }
    boolean fireworks =
        symptom == Symptom.INJURY_LACERATION
            && UsCalendar.month(day) == 7
            && UsCalendar.dayOfMonth(day) == 4;
    return (1 - SUMMER_AMPLITUDE * wave(day)) * (fireworks ? JULY_FOURTH_INJURIES : 1);
  }

  // ---- claims

  /** The claims run in which a call is linked. */
  static int linkedOn(int day, UniformRandomProvider rng) {
    int known = day + 1 + (int) CLAIM_LAG.sample(rng);
    int tuesday = known + Math.floorMod(CLAIMS_WEEKDAY - Math.floorMod(known + 3, 7), 7);
    return Holidays.FEDERAL.businessDayOnOrAfter(tuesday);
  }

  // ---- carriers of mess

  /**
   * Bad spells of a carrier.
   *
   * @param badShare of the time that is bad, over all carriers
   * @param meanDays mean length of a spell
   */
  KeyedSpells badSpells(String name, long key, double badShare, double meanDays) {
    Streams.Stream stream = streams.named("carrier." + name);
    UniformRandomProvider rng = stream.at(key);
    Gamma own = Gamma.ofMeanAndShape(1, carrierShape);
    double times = own.sample(rng);
    while (times > WORST_CARRIER) {
      times = own.sample(rng);
    }
    double share = Math.min(LONGEST_BAD_SHARE, badShare * times / carrierMean);
    return KeyedSpells.ofShare(stream, key, share, SpellLength.ofMean(meanDays));
  }
}
