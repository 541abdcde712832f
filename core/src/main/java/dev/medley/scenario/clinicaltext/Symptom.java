package dev.medley.scenario.clinicaltext;

/**
 * What a patient feels or a doctor finds; the order and names are the grammar's. A set of them is
 * an int with a bit for each.
 */
enum Symptom {
  CHEST_PAIN(0.27, 0.06),
  DYSPNEA(0.30, 0.24),
  NAUSEA_VOMITING(0.30, 0),
  FEVER(0.28, 0.26),
  CHILLS(0.22, 0),
  COUGH(0.12, 0),
  ABDOMINAL_PAIN(0.24, 0.12),
  HEADACHE(0.18, 0),
  DIZZINESS(0.16, 0),
  PALPITATIONS(0.14, 0),
  SYNCOPE(0.14, 0.12),
  LEG_SWELLING(0.10, 0),
  EXERTIONAL_DYSPNEA(0, 0),
  DIARRHEA(0.12, 0),
  DYSURIA(0.12, 0),
  BLEEDING(0.08, 0.12),
  RASH(0.05, 0),
  WEAKNESS(0, 0.08);

  static final Symptom[] ALL = values();

  /** How often it is denied where it is not there; 0 if nobody asks. */
  final double denied;

  /** How often patients are told to come back for it. */
  final double caution;

  Symptom(double denied, double caution) {
    this.denied = denied;
    this.caution = caution;
  }

  int bit() {
    return 1 << ordinal();
  }

  boolean isIn(int set) {
    return (set & bit()) != 0;
  }

  static int set(Symptom... symptoms) {
    int set = 0;
    for (Symptom symptom : symptoms) {
      set |= symptom.bit();
    }
    return set;
  }
}
