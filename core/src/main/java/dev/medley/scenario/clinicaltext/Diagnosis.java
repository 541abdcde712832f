package dev.medley.scenario.clinicaltext;

/** Principal diagnoses of the campus's stays, and what each brings with it. */
@SuppressWarnings("ImmutableEnumChecker") // nobody writes into its arrays
enum Diagnosis {
  INFARCTION(
      "I21.4",
      "non-ST elevation myocardial infarction",
      "mi",
      0.10,
      0.95,
      new double[] {0.4, 1.1, 1.2, 1},
      0.63,
      Symptom.set(Symptom.DYSPNEA, Symptom.NAUSEA_VOMITING, Symptom.EXERTIONAL_DYSPNEA),
      null,
      Drug.METOPROLOL,
      Drug.ATORVASTATIN),
  HEART_FAILURE(
      "I50.23",
      "acute on chronic systolic heart failure",
      "hf",
      0.16,
      0.35,
      new double[] {0.2, 0.7, 1.3, 1.6},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.DYSPNEA, Symptom.LEG_SWELLING, Symptom.EXERTIONAL_DYSPNEA),
      Disease.HEART_FAILURE,
      Drug.FUROSEMIDE,
      Drug.METOPROLOL,
      Drug.LISINOPRIL),
  PNEUMONIA(
      "J18.9",
      "community-acquired pneumonia",
      "pna",
      0.14,
      0.40,
      new double[] {0.7, 0.8, 1.1, 1.4},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.COUGH, Symptom.FEVER, Symptom.DYSPNEA, Symptom.CHILLS),
      null,
      Drug.CEFPODOXIME,
      Drug.AZITHROMYCIN),
  COPD(
      "J44.1",
      "COPD exacerbation",
      "copd",
      0.12,
      0.25,
      new double[] {0.3, 1.1, 1.4, 0.8},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.DYSPNEA, Symptom.COUGH, Symptom.EXERTIONAL_DYSPNEA),
      Disease.COPD,
      Drug.PREDNISONE,
      Drug.AZITHROMYCIN),
  FIBRILLATION(
      "I48.91",
      "atrial fibrillation with rapid ventricular response",
      "af",
      0.08,
      0.45,
      new double[] {0.3, 0.8, 1.3, 1.5},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.PALPITATIONS, Symptom.DIZZINESS, Symptom.DYSPNEA),
      Disease.ATRIAL_FIBRILLATION,
      Drug.DILTIAZEM,
      Drug.APIXABAN,
      Drug.METOPROLOL),
  SEPSIS(
      "A41.9",
      "sepsis from urinary source",
      "sepsis",
      0.12,
      0.08,
      new double[] {0.7, 0.8, 1.1, 1.5},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.FEVER, Symptom.DYSURIA, Symptom.CHILLS, Symptom.WEAKNESS),
      null,
      Drug.CEFPODOXIME),
  CELLULITIS(
      "L03.115",
      "cellulitis of the right leg",
      "cellulitis",
      0.08,
      0.04,
      new double[] {1.6, 1.2, 0.7, 0.6},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.RASH, Symptom.FEVER),
      null,
      Drug.CEPHALEXIN),
  BLEED(
      "K92.2",
      "gastrointestinal bleed",
      "gib",
      0.08,
      0.12,
      new double[] {0.7, 1, 1.1, 1.2},
      0.55,
      Symptom.set(Symptom.BLEEDING, Symptom.DIZZINESS, Symptom.ABDOMINAL_PAIN, Symptom.WEAKNESS),
      null,
      Drug.PANTOPRAZOLE),
  HYPERGLYCEMIA(
      "E11.65",
      "hyperglycemia",
      "hyperglycemia",
      0.06,
      0.15,
      new double[] {1.8, 1.2, 0.6, 0.4},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.WEAKNESS, Symptom.NAUSEA_VOMITING, Symptom.ABDOMINAL_PAIN),
      Disease.DIABETES,
      Drug.METFORMIN),
  CHEST_PAIN(
      "R07.9",
      "chest pain, ruled out for infarction",
      "cpain",
      0.06,
      1.0,
      new double[] {1.8, 1.3, 0.6, 0.4},
      Diagnosis.EITHER_SEX,
      Symptom.set(Symptom.DYSPNEA, Symptom.DIZZINESS),
      null);

  static final Diagnosis[] ALL = values();

  /** Share of men where sex does not matter: the population's. */
  private static final double EITHER_SEX = 0.47;

  private static final int[] AGE_BANDS = {45, 65, 80};

  final String icd10;
  final String label;

  /** Tag of the grammar. */
  final String tag;

  final double weight;
  final double chestPain;
  final int typical;

  /** What whoever has the diagnosis lives with; null if nothing. */
  final Disease implied;

  /** What is given for it. */
  final Drug[] favoured;

  private final double[] byAge;
  private final double men;

  Diagnosis(
      String icd10,
      String label,
      String tag,
      double weight,
      double chestPain,
      double[] byAge,
      double men,
      int typical,
      Disease implied,
      Drug... favoured) {
    this.icd10 = icd10;
    this.label = label;
    this.tag = tag;
    this.weight = weight;
    this.chestPain = chestPain;
    this.byAge = byAge;
    this.men = men;
    this.typical = typical;
    this.implied = implied;
    this.favoured = favoured;
  }

  /** Whether winter and flu bring more of it. */
  boolean isRespiratory() {
    return this == PNEUMONIA || this == COPD;
  }

  /** How often people of that age and sex have it, relative to the others. */
  double weight(int age, boolean isFemale) {
    int band = 0;
    while (band < AGE_BANDS.length && age >= AGE_BANDS[band]) {
      band++;
    }
    double ofSex = isFemale ? (1 - men) / (1 - EITHER_SEX) : men / EITHER_SEX;
    return weight * byAge[band] * ofSex;
  }

  /** The one that belongs to a uniform number. */
  static Diagnosis of(int age, boolean isFemale, double respiratory, double uniform) {
    double sum = 0;
    for (Diagnosis d : ALL) {
      sum += d.weight(age, isFemale) * (d.isRespiratory() ? respiratory : 1);
    }
    double left = uniform * sum;
    for (Diagnosis d : ALL) {
      left -= d.weight(age, isFemale) * (d.isRespiratory() ? respiratory : 1);
      if (left < 0) {
        return d;
      }
    }
    return CHEST_PAIN;
  }

  /** How many more or fewer cases there are when respiratory ones are so many times as frequent. */
  static double volume(double respiratory) {
    double share = PNEUMONIA.weight + COPD.weight;
    return 1 - share + share * respiratory;
  }
}
