package dev.medley.scenario.edthroughput;

import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import java.util.Arrays;
import java.util.function.ToDoubleBiFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Rule {@code acuity}, and what a patient's severity, complaint and age make of everything after
 * it. The severity of a visit is made of age, complaint, person and chance; the triage level is the
 * place of that severity among patients of the same arrival mode, class and time of day. Shares by
 * level are those of the average ED: odds of complaint and age are scaled so that they hold there,
 * and a department with older patients has more urgent ones.
 */
final class CaseMix {

  // ---- severity and level

  /** Percent of ESI 1 to 5 by arrival mode. */
  private static final double[][] LEVEL_PERCENT = {
    {0.4, 12, 49.5, 32.5, 5.6}, {4.1, 35, 47, 12, 1.9}
  };

  private static final double[] LEVEL_OF_FREQUENT = {0.4, 0.7, 1.1, 1.05, 1.1};
  private static final double[] LEVEL_OF_REGULAR = {1.6, 1.3, 0.9, 0.95, 0.9};
  private static final double NIGHT_ACUITY = 1.2;
  private static final int LEVELS = LEVEL_OF_FREQUENT.length;

  private static final double SEVERITY_OF_CHILDREN = -0.45;
  private static final double SEVERITY_A_YEAR = 0.022;
  private static final int ADULT = 15;
  private static final int MIDDLE_AGE = 45;

  /** Beyond it nobody gets more ill by age. */
  private static final int OLDEST = 85;

  /** Standard deviation of the severity between persons of the same age and complaint. */
  static final double PERSON_SD = 0.5;

  /** The same between visits of a person. */
  static final double VISIT_SD = 0.8;

  // ---- treatment

  private static final double[] LAB_SHARE = {0.95, 0.88, 0.74, 0.25, 0.06};
  private static final double[] CT_SHARE = {0.45, 0.34, 0.24, 0.08, 0.02};
  private static final double CT_A_YEAR = 0.012;

  // ---- disposition

  private static final double[] ADMIT_BASE = {0.65, 0.42, 0.20, 0.03, 0.01};
  private static final double ADMIT_EMS = 1.35;
  private static final double ADMIT_WALK_IN = 0.92;
  private static final double ADMIT_FREQUENT = 0.75;
  private static final double ADMIT_REGULAR = 1.22;
  private static final double ADMIT_CHILDREN = 0.28;
  private static final double ADMIT_A_YEAR = 0.016;
  private static final double ADMIT_MOST = 0.97;
  static final double[] ICU_SHARE = {0.60, 0.17, 0.05, 0.05, 0.05};

  /** Of the average ED; shared, since it only looks up. */
  static final CaseMix AVERAGE = new CaseMix();

  private static final int GROUPS = 8;
  private static final int BISECTIONS = 32;

  /** Severity above which each level begins, by group; the last level begins nowhere. */
  private final double[][] levelFrom = new double[GROUPS][LEVELS - 1];

  private final double[] labScale;
  private final double[] ctScale;
  private final double[] admitScale = new double[LEVELS];

  /** Share of patients admitted to the ward and to the ICU, by group and age. */
  private final double[][] wardShare = new double[GROUPS][Population.AGES];

  private final double[][] icuShare = new double[GROUPS][Population.AGES];

  /** Share of the visits of a group by age. */
  private final double[][] ageShare = new double[GROUPS][Population.AGES];

  private CaseMix() {
    NormalDistribution rest = NormalDistribution.of(0, Math.hypot(PERSON_SD, VISIT_SD));
    Complaint[] complaints = Complaint.values();
    // Share of the visits of the average ED by group, complaint, age and level.
    double[][][][] shares = new double[GROUPS][complaints.length][Population.AGES][LEVELS];
    for (int group = 0; group < GROUPS; group++) {
      double[][] cases = cases(group);
      double sum = Arrays.stream(cases).flatMapToDouble(Arrays::stream).sum();
      double[] upTo = levelsFromTheWorst(group);
      for (int level = 0; level < LEVELS - 1; level++) {
        levelFrom[group][level] = severityAbove(cases, upTo[level] * sum, rest);
      }
      double ofAll = groupShare(group) / sum;
      for (Complaint complaint : complaints) {
        for (int age = 0; age < Population.AGES; age++) {
          double weight = cases[complaint.number][age] * ofAll;
          double typical = typicalSeverity(age, complaint);
          double above = 0;
          for (int level = 0; level < LEVELS; level++) {
            double upToHere =
                level < LEVELS - 1
                    ? rest.survivalProbability(levelFrom[group][level] - typical)
                    : 1;
            shares[group][complaint.number][age][level] = weight * (upToHere - above);
            above = upToHere;
          }
        }
      }
    }
    labScale = scaled(shares, LAB_SHARE, (complaint, age) -> complaint.lab());
    ctScale = scaled(shares, CT_SHARE, CaseMix::ctOdds);
    for (int level = 0; level < LEVELS; level++) {
      scaleAdmissions(shares, level);
    }
    expectAdmissions(shares);
  }

  /** Number of the group of patients among whom a level is a quantile. */
  private static int group(ArrivalMode mode, boolean isFrequent, boolean isNight) {
    return (mode == ArrivalMode.EMS ? 4 : 0) | (isFrequent ? 2 : 0) | (isNight ? 1 : 0);
  }

  private static boolean isEms(int group) {
    return (group & 4) != 0;
  }

  private static boolean isFrequent(int group) {
    return (group & 2) != 0;
  }

  private static boolean isNight(int group) {
    return (group & 1) != 0;
  }

  private static double groupShare(int group) {
    double night = isNight(group) ? Arrivals.NIGHT_SHARE : 1 - Arrivals.NIGHT_SHARE;
    double ems = isEms(group) ? Arrivals.EMS_SHARE : 1 - Arrivals.EMS_SHARE;
    double frequent = Population.frequentShare(isNight(group), 0);
    return night * ems * (isFrequent(group) ? frequent : 1 - frequent);
  }

  /** Weights of the visits of a group by complaint and age. */
  private static double[][] cases(int group) {
    double[][] cases = new double[Complaint.values().length][Population.AGES];
    if (isFrequent(group)) {
      Population.addFrequent(cases, isEms(group), isNight(group));
    } else {
      Population.addRegular(cases, isEms(group));
    }
    return cases;
  }

  /** Shares of the patients of a group who are at a level or a worse one. */
  private static double[] levelsFromTheWorst(int group) {
    double[] percent = LEVEL_PERCENT[isEms(group) ? 1 : 0].clone();
    double[] ofClass = isFrequent(group) ? LEVEL_OF_FREQUENT : LEVEL_OF_REGULAR;
    for (int level = 0; level < LEVELS; level++) {
      percent[level] *= ofClass[level] * (isNight(group) && level < 2 ? NIGHT_ACUITY : 1);
    }
    double sum = Arrays.stream(percent).sum();
    double above = 0;
    for (int level = 0; level < LEVELS; level++) {
      above += percent[level] / sum;
      percent[level] = above;
    }
    return percent;
  }

  /** The severity that patients of so much weight exceed. */
  private static double severityAbove(double[][] cases, double weight, NormalDistribution rest) {
    double low = -10;
    double high = 10;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      double above = 0;
      for (Complaint complaint : Complaint.values()) {
        double[] byAge = cases[complaint.number];
        for (int age = 0; age < byAge.length; age++) {
          if (byAge[age] > 0) {
            above +=
                byAge[age] * rest.survivalProbability(middle - typicalSeverity(age, complaint));
          }
        }
      }
      if (above > weight) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Factors on a share's odds by level, so that the level as a whole has the share. */
  private static double[] scaled(
      double[][][][] shares, double[] wanted, ToDoubleBiFunction<Complaint, Integer> odds) {
    double[] scales = new double[LEVELS];
    for (int level = 0; level < LEVELS; level++) {
      double low = 0;
      double high = 1_000;
      for (int i = 0; i < BISECTIONS; i++) {
        double scale = (low + high) / 2;
        double most = 1 / (scale * wanted[level]);
        if (scale * mean(shares, level, odds, most) < 1) {
          low = scale;
        } else {
          high = scale;
        }
      }
      scales[level] = (low + high) / 2;
    }
    return scales;
  }

  /** Mean odds of the patients at a level, each at most so much. */
  private static double mean(
      double[][][][] shares, int level, ToDoubleBiFunction<Complaint, Integer> odds, double most) {
    double sum = 0;
    double all = 0;
    for (Complaint complaint : Complaint.values()) {
      for (int age = 0; age < Population.AGES; age++) {
        double share = 0;
        for (double[][][] ofGroup : shares) {
          share += ofGroup[complaint.number][age][level];
        }
        sum += share * Math.min(most, odds.applyAsDouble(complaint, age));
        all += share;
      }
    }
    return sum / all;
  }

  /** Scales the odds of complaint and age so that as many are admitted as without them. */
  private void scaleAdmissions(double[][][][] shares, int level) {
    double low = 0;
    double high = 1_000;
    for (int i = 0; i < BISECTIONS; i++) {
      admitScale[level] = (low + high) / 2;
      double tooMany = 0;
      for (int group = 0; group < GROUPS; group++) {
        ArrivalMode mode = isEms(group) ? ArrivalMode.EMS : ArrivalMode.WALK_IN;
        double typical = admitBase(level + 1, mode, isFrequent(group));
        for (Complaint complaint : Complaint.values()) {
          for (int age = 0; age < Population.AGES; age++) {
            double admitted = admission(level + 1, mode, isFrequent(group), complaint, age, 1);
            tooMany += shares[group][complaint.number][age][level] * (admitted - typical);
          }
        }
      }
      if (tooMany < 0) {
        low = admitScale[level];
      } else {
        high = admitScale[level];
      }
    }
  }

  private void expectAdmissions(double[][][][] shares) {
    for (int group = 0; group < GROUPS; group++) {
      ArrivalMode mode = isEms(group) ? ArrivalMode.EMS : ArrivalMode.WALK_IN;
      for (int age = 0; age < Population.AGES; age++) {
        double all = 0;
        double ward = 0;
        double icu = 0;
        for (Complaint complaint : Complaint.values()) {
          for (int level = 0; level < LEVELS; level++) {
            double share = shares[group][complaint.number][age][level];
            double admitted = admission(level + 1, mode, isFrequent(group), complaint, age, 1);
            all += share;
            ward += share * admitted * (1 - ICU_SHARE[level]);
            icu += share * admitted * ICU_SHARE[level];
          }
        }
        ageShare[group][age] = all;
        wardShare[group][age] = all > 0 ? ward / all : 0;
        icuShare[group][age] = all > 0 ? icu / all : 0;
      }
    }
  }

  // ---- one patient

  /** What severity a patient of that age and complaint has on average. */
  static double typicalSeverity(int age, Complaint complaint) {
    double ofAge =
        age < ADULT ? SEVERITY_OF_CHILDREN : SEVERITY_A_YEAR * (Math.min(age, OLDEST) - MIDDLE_AGE);
    return ofAge + complaint.severity;
  }

  /** Emergency Severity Index, 1 to 5. */
  int level(ArrivalMode mode, boolean isFrequent, boolean isNight, double severity) {
    double[] from = levelFrom[group(mode, isFrequent, isNight)];
    int level = 1;
    while (level < LEVELS && severity < from[level - 1]) {
      level++;
    }
    return level;
  }

  /** Chance of a laboratory panel. */
  double lab(int level, Complaint complaint) {
    return LAB_SHARE[level - 1] * labScale[level - 1] * complaint.lab();
  }

  /** Chance of a CT scan. */
  double ct(int level, Complaint complaint, int age) {
    return CT_SHARE[level - 1] * ctScale[level - 1] * ctOdds(complaint, age);
  }

  private static double ctOdds(Complaint complaint, int age) {
    return complaint.ct() * Math.exp(CT_A_YEAR * (age - MIDDLE_AGE));
  }

  /**
   * Chance of being admitted.
   *
   * @param ofUnit the department's own inclination, 1 on average
   */
  double admission(
      int level,
      ArrivalMode mode,
      boolean isFrequent,
      Complaint complaint,
      int age,
      double ofUnit) {
    double chance =
        admitBase(level, mode, isFrequent)
            * admitScale[level - 1]
            * admissionOdds(complaint, age)
            * ofUnit;
    return Math.min(ADMIT_MOST, chance);
  }

  private static double admitBase(int level, ArrivalMode mode, boolean isFrequent) {
    return ADMIT_BASE[level - 1]
        * (mode == ArrivalMode.EMS ? ADMIT_EMS : ADMIT_WALK_IN)
        * (isFrequent ? ADMIT_FREQUENT : ADMIT_REGULAR);
  }

  private static double admissionOdds(Complaint complaint, int age) {
    double ofAge = age < ADULT ? ADMIT_CHILDREN : Math.exp(ADMIT_A_YEAR * (age - MIDDLE_AGE));
    return complaint.admission() * ofAge;
  }

  // ---- one department

  /** Admissions to the ward and to the ICU that a department expects of a visit. */
  record Admissions(double ward, double icu) {}

  /**
   * What a department expects of a visit if its patients are distributed like that.
   *
   * @param emsShare share of its patients who come by ambulance
   * @param frequentLogOdds how much more of its visits are of frequent patients
   * @param olderness spread of its patients towards old age; see {@link Site#olderFactor}
   */
  Admissions expected(double emsShare, double frequentLogOdds, double olderness) {
    double ward = 0;
    double icu = 0;
    for (int group = 0; group < GROUPS; group++) {
      double frequent = Population.frequentShare(isNight(group), frequentLogOdds);
      double share =
          (isNight(group) ? Arrivals.NIGHT_SHARE : 1 - Arrivals.NIGHT_SHARE)
              * (isEms(group) ? emsShare : 1 - emsShare)
              * (isFrequent(group) ? frequent : 1 - frequent);
      double all = 0;
      double toWard = 0;
      double toIcu = 0;
      for (int age = 0; age < Population.AGES; age++) {
        double weight =
            ageShare[group][age] * (isFrequent(group) ? 1 : Site.olderFactor(age, olderness));
        all += weight;
        toWard += weight * wardShare[group][age];
        toIcu += weight * icuShare[group][age];
      }
      ward += share * toWard / all;
      icu += share * toIcu / all;
    }
    return new Admissions(ward, icu);
  }
}
