package dev.medley.scenario.clinicaltext;

/**
 * What people have for long or are feared to get; the names are the grammar's. A set is an int with
 * a bit for each, at its number.
 */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
enum Disease {
  HYPERTENSION(0, 0.24, Drug.LISINOPRIL, Drug.AMLODIPINE),
  DIABETES(1, 0.13, Drug.METFORMIN),
  HEART_FAILURE(2, 0.05, Drug.FUROSEMIDE, Drug.METOPROLOL),
  COPD(3, 0.07),
  CORONARY_DISEASE(4, 0.10, Drug.ASPIRIN, Drug.ATORVASTATIN),
  ATRIAL_FIBRILLATION(5, 0.05, Drug.APIXABAN),
  KIDNEY_DISEASE(6, 0.08),
  REFLUX(7, 0.10, Drug.PANTOPRAZOLE),
  STROKE(8, 0.05, Drug.ASPIRIN),
  ASTHMA(9, 0.06, Drug.MONTELUKAST),
  MULTIPLE_SCLEROSIS(10, 0.03, Drug.GABAPENTIN),
  RHEUMATOID_ARTHRITIS(11, 0.04, Drug.PREDNISONE),
  PULMONARY_EMBOLISM(12, 0),
  MYOCARDIAL_INFARCTION(13, 0),
  PNEUMONIA(14, 0),
  URINARY_INFECTION(15, 0),
  DEEP_VEIN_THROMBOSIS(16, 0);

  static final Disease[] ALL = values();

  private final int number;

  /** Share among the diseases that people live with; 0 for those that are acute. */
  final double share;

  final Drug[] usual;

  Disease(int number, double share, Drug... usual) {
    this.number = number;
    this.share = share;
    this.usual = usual;
  }

  int bit() {
    return 1 << number;
  }
}
