package dev.medley.scenario.clinicaltext;

/**
 * What people have for long or are feared to get; the names are the grammar's. A set is an int with
 * a bit for each.
 */
enum Disease {
  HYPERTENSION(0.24, Drug.LISINOPRIL, Drug.AMLODIPINE),
  DIABETES(0.13, Drug.METFORMIN),
  HEART_FAILURE(0.05, Drug.FUROSEMIDE, Drug.METOPROLOL),
  COPD(0.07),
  CORONARY_DISEASE(0.10, Drug.ASPIRIN, Drug.ATORVASTATIN),
  ATRIAL_FIBRILLATION(0.05, Drug.APIXABAN),
  KIDNEY_DISEASE(0.08),
  REFLUX(0.10, Drug.PANTOPRAZOLE),
  STROKE(0.05, Drug.ASPIRIN),
  ASTHMA(0.06, Drug.MONTELUKAST),
  MULTIPLE_SCLEROSIS(0.03, Drug.GABAPENTIN),
  RHEUMATOID_ARTHRITIS(0.04, Drug.PREDNISONE),
  PULMONARY_EMBOLISM(0),
  MYOCARDIAL_INFARCTION(0),
  PNEUMONIA(0),
  URINARY_INFECTION(0),
  DEEP_VEIN_THROMBOSIS(0);

  static final Disease[] ALL = values();

  /** Share among the diseases that people live with; 0 for those that are acute. */
  final double share;

  final Drug[] usual;

  Disease(double share, Drug... usual) {
    this.share = share;
    this.usual = usual;
  }

  int bit() {
    return 1 << ordinal();
  }
}
