package dev.medley.scenario.nursetriageline;

/** What the caller chooses in the menu. */
public enum Symptom {
  URI_COUGH(0.11, 0.02, 0.62, 1.5, 1.4, 1, 0.9, 0.7),
  FEVER(0.10, 0.05, 0.62, 4, 2.2, 0.7, 0.4, 0.4),
  ABDOMINAL_PAIN(0.08, 0.10, 0.62, 0.5, 0.9, 1.3, 1, 0.9),
  CHEST_PAIN(0.04, 0.60, 0.60, 0, 0, 0.8, 1.3, 1.5),
  SHORTNESS_OF_BREATH(0.03, 0.30, 0.62, 0.4, 0.5, 0.6, 1, 2.2),
  BACK_PAIN(0.04, 0.03, 0.62, 0, 0.3, 1.2, 1.5, 1.3),
  RASH(0.06, 0.012, 0.62, 2, 1.5, 0.9, 0.7, 0.6),
  UTI_SYMPTOMS(0.05, 0.012, 0.88, 0.2, 0.4, 1.3, 0.9, 1.3),
  HEADACHE(0.04, 0.05, 0.62, 0.1, 0.8, 1.4, 1.2, 0.7),
  INJURY_LACERATION(0.07, 0.09, 0.52, 0.8, 1.5, 0.9, 0.8, 1),
  VOMITING_DIARRHOEA(0.08, 0.03, 0.62, 1.8, 1.3, 1, 0.7, 0.8),
  MEDICATION_QUESTION(0.09, 0.004, 0.62, 0.6, 0.6, 0.9, 1.1, 1.6),
  SORE_THROAT(0.04, 0.035, 0.62, 0.3, 1.8, 1.3, 0.8, 0.4),
  DIZZINESS(0.03, 0.09, 0.62, 0, 0.3, 0.9, 1.2, 1.8),
  MENTAL_HEALTH(0.02, 0.10, 0.62, 0, 0.8, 1.6, 1.1, 0.5),
  OTHER(0.12, 0.025, 0.62, 1, 1, 1, 1, 1);

  static final Symptom[] ALL = values();

  /** Of all calls. */
  final double share;

  /** Of its callers that a neutral nurse sends to the ER. */
  final double erProbability;

  /** Of its callers. */
  final double female;

  /** How much commoner than on average, by age band, before shares are fitted. */
  @SuppressWarnings("ImmutableEnumChecker") // nobody writes to it
  private final double[] byBand;

  Symptom(double share, double erProbability, double female, double... byBand) {
    this.share = share;
    this.erProbability = erProbability;
    this.female = female;
    this.byBand = byBand;
  }

  double byBand(int band) {
    return byBand[band];
  }

  /** Fever and cough, which come in winter. */
  boolean isRespiratory() {
    return this == FEVER || this == URI_COUGH;
  }

  /** Rashes and injuries, which come in summer. */
  boolean isOfSummer() {
    return this == RASH || this == INJURY_LACERATION;
  }

  /** Where the heart is in question, and every nurse thinks alike. */
  boolean isCardiopulmonary() {
    return this == CHEST_PAIN || this == SHORTNESS_OF_BREATH;
  }
}
