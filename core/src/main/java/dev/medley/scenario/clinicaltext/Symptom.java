package dev.medley.scenario.clinicaltext;

/**
 * What a patient feels or a doctor finds; the names are the grammar's. A set of them is an int with
 * a bit for each, at its number.
 */
enum Symptom {
  CHEST_PAIN(0, 0.27, 0.06),
  DYSPNEA(1, 0.30, 0.24),
  NAUSEA_VOMITING(2, 0.30, 0),
  FEVER(3, 0.28, 0.26),
  CHILLS(4, 0.22, 0),
  COUGH(5, 0.12, 0),
  ABDOMINAL_PAIN(6, 0.24, 0.12),
  HEADACHE(7, 0.18, 0),
  DIZZINESS(8, 0.16, 0),
  PALPITATIONS(9, 0.14, 0),
  SYNCOPE(10, 0.14, 0.12),
  LEG_SWELLING(11, 0.10, 0),
  EXERTIONAL_DYSPNEA(12, 0, 0),
  DIARRHEA(13, 0.12, 0),
  DYSURIA(14, 0.12, 0),
  BLEEDING(15, 0.08, 0.12),
  RASH(16, 0.05, 0),
  WEAKNESS(17, 0, 0.08);

  static final Symptom[] ALL = values();

  final int number;

  /** How often it is denied where it is not there; 0 if nobody asks. */
  final double denied;

  /** How often patients are told to come back for it. */
  final double caution;

  Symptom(int number, double denied, double caution) {
    this.number = number;
    this.denied = denied;
    this.caution = caution;
  }

  int bit() {
    return 1 << number;
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
