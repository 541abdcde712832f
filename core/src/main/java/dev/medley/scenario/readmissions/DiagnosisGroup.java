package dev.medley.scenario.readmissions;

import java.util.Arrays;
import java.util.List;

/**
 * What a stay or a visit is for: the system's grouping of principal diagnoses, with the figures of
 * each group. Shares and rates after HCUP SB278 and Dharmarajan 2012 and 2013, costs after HCUP and
 * MEPS.
 */
public enum DiagnosisGroup {
  HEART_FAILURE("I50.23", "I50.33", 0.5, "LOOP_DIURETIC", 0.15, 0.139, 9_800, 33.5, 0.20, 1.2),
  COPD("J44.1", null, 0, "INHALER", 0.12, 0.120, 8_200, 28, 0.20, 0.8),
  ASTHMA("J45.901", "J45.21", 0.3, "INHALER", 0.12, 0.057, 6_200, 24, 0.25, 0.1),
  PNEUMONIA("J18.9", null, 0, "ANTIBIOTIC", 0.12, 0.097, 9_000, 26, 0.10, 1.4),
  SEPSIS("A41.9", null, 0, "ANTIBIOTIC", 0.13, 0.116, 15_500, 26, 0.14, 3.2),
  AMI("I21.4", null, 0, "ANTIPLATELET", 0.06, 0.116, 19_500, 20.4, 0.03, 1.8),
  DIABETES("E11.65", null, 0, "INSULIN", 0.09, 0.088, 8_200, 28, 0.20, 0.4),
  ACUTE_KIDNEY_INJURY("N17.9", null, 0, "OTHER", 0.07, 0.106, 9_000, 28, 0.12, 1.2),
  ALCOHOL_WITHDRAWAL("F10.239", null, 0, "OTHER", 0.05, 0.102, 7_600, 24, 0.30, 0.3),
  JOINT_REPLACEMENT("M17.11", null, 0, "ANTICOAGULANT", 0.09, 0.032, 17_800, 28, 0.03, 0.05),
  CHEMOTHERAPY("Z51.11"),
  ED_PAIN("R10.9"),
  ED_INJURY("S09.90XA"),
  ED_ALCOHOL("F10.129"),
  ED_RESPIRATORY("J06.9"),
  ED_PSYCH("F32.A");

  /** Groups of unplanned inpatient stays. */
  static final List<DiagnosisGroup> INPATIENT = List.of(Arrays.copyOf(values(), 10));

  /** Complaints of visits that end without a stay. */
  static final List<DiagnosisGroup> EMERGENCY_VISIT =
      List.of(ED_PAIN, ED_INJURY, ED_ALCOHOL, ED_RESPIRATORY, ED_PSYCH);

  private static final double[] ALL_YEAR = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
  private static final double[] WINTER = {
    1.3, 1.25, 1.1, 1, 0.9, 0.85, 0.8, 0.85, 0.9, 1, 1.1, 1.25
  };

  /** Pollen in spring, school and viruses in September. */
  private static final double[] SPRING_AND_SCHOOL = {
    0.9, 0.9, 1, 1.1, 1.15, 0.8, 0.75, 0.85, 1.6, 1.2, 1, 0.95
  };

  /** ICD-10-CM. */
  final String code;

  /** Another code of the group, or null. */
  final String secondCode;

  final double secondShare;

  /** Medication at discharge. */
  final String drugClass;

  /** Share of unplanned inpatient stays. */
  final double weight;

  /** Hazard of a return within 30 days for the mean case. */
  final double hazard;

  final double medianCostUsd;

  /** Mean of the exponential law of the days to a return, before it is cut at 30. */
  final double returnDays;

  /** Chance that a return is for the same group. */
  final double sameGroup;

  /** Factor on death in hospital. */
  final double death;

  DiagnosisGroup(String code) {
    this(code, null, 0, null, 0, 0, 0, 0, 0, 0);
  }

  DiagnosisGroup(
      String code,
      String secondCode,
      double secondShare,
      String drugClass,
      double weight,
      double hazard,
      double medianCostUsd,
      double returnDays,
      double sameGroup,
      double death) {
    this.code = code;
    this.secondCode = secondCode;
    this.secondShare = secondShare;
    this.drugClass = drugClass;
    this.weight = weight;
    this.hazard = hazard;
    this.medianCostUsd = medianCostUsd;
    this.returnDays = returnDays;
    this.sameGroup = sameGroup;
    this.death = death;
  }

  /** Factors on the weight at the ages 0-17, 18-44, 45-64 and 65 or more. */
  double[] byAge() {
    return switch (this) {
      case HEART_FAILURE -> new double[] {0, 0.25, 0.9, 1.5};
      case COPD -> new double[] {0, 0.2, 1.2, 1.3};
      case ASTHMA -> new double[] {5, 1.6, 0.8, 0.5};
      case PNEUMONIA -> new double[] {2, 0.6, 0.8, 1.2};
      case SEPSIS -> new double[] {0.8, 0.7, 1, 1.15};
      case AMI -> new double[] {0, 0.3, 1.2, 1.15};
      case DIABETES -> new double[] {1.2, 1.5, 1.1, 0.75};
      case ACUTE_KIDNEY_INJURY -> new double[] {0.1, 0.6, 0.9, 1.2};
      case ALCOHOL_WITHDRAWAL -> new double[] {0, 2, 1.6, 0.3};
      case JOINT_REPLACEMENT -> new double[] {0, 0.2, 1.2, 1.2};
      default -> new double[4];
    };
  }

  /** Share of men among its stays; the others make up for the two that are men's. */
  double men() {
    return switch (this) {
      case AMI -> 0.62;
      case ALCOHOL_WITHDRAWAL -> 0.72;
      default -> (0.46 - 0.06 * 0.62 - 0.05 * 0.72) / 0.89;
    };
  }

  /** Factors January to December. */
  double[] months() {
    return switch (this) {
      case ASTHMA -> SPRING_AND_SCHOOL;
      case HEART_FAILURE, COPD, PNEUMONIA -> WINTER;
      default -> ALL_YEAR;
    };
  }

  /** Whether the weeks of flu bring more of it. */
  boolean followsFlu() {
    return this == HEART_FAILURE || this == COPD || this == PNEUMONIA || this == ED_RESPIRATORY;
  }
}
