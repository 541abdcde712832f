package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.Discrete;

/** ICD-10-CM codes of admissions. */
final class Diagnosis {
  /** Acute on chronic heart failure: diastolic, systolic, combined. */
  private static final String DIASTOLIC = "I50.33";

  private static final String SYSTOLIC = "I50.23";
  private static final String COMBINED = "I50.43";
  private static final int PRESERVED_ABOVE_PCT = 40;
  private static final double COMBINED_SHARE = 0.12;

  /** Why older people with heart failure come in for something else. */
  private static final String[] OTHERS = {
    "J18.9", "N17.9", "I48.91", "J44.1", "A41.9", "I21.4", "N39.0", "K92.2", "E87.1", "S72.001A"
  };

  private static final Discrete WITH_FIBRILLATION = Discrete.of(18, 12, 12, 12, 10, 10, 8, 7, 6, 5);
  private static final Discrete WITHOUT = Discrete.of(18, 12, 3, 12, 10, 10, 8, 7, 6, 5);

  private Diagnosis() {}

  /** The code that a uniform number gives a patient with that ejection fraction. */
  static String heartFailure(int ejectionFractionPct, double uniform) {
    if (ejectionFractionPct > PRESERVED_ABOVE_PCT) {
      return DIASTOLIC;
    }
    return uniform < COMBINED_SHARE ? COMBINED : SYSTOLIC;
  }

  /** The code of an admission for something else. */
  static String other(boolean hasAtrialFibrillation, double uniform) {
    return OTHERS[(hasAtrialFibrillation ? WITH_FIBRILLATION : WITHOUT).at(uniform)];
  }
}
