package dev.medley.scenario.clinicaltext;

import dev.medley.random.Streams.Draw;

/**
 * What is the case: the one state from which text, vital signs and gold labels come.
 *
 * @param diagnosis principal diagnosis; of a chat, what is behind the complaint
 * @param present symptoms that are there, at least one
 * @param absent symptoms that were asked for and are not there, at least one
 * @param diseases known diseases, at least one
 */
record Illness(Diagnosis diagnosis, int present, int absent, int diseases) {
  private static final double TYPICAL = 0.75;

  /** Callers with chest pain and something else go to the emergency department instead. */
  private static final double CHEST_PAIN_GOES_TO_ED = 0.88;

  /**
   * The state of an inpatient.
   *
   * @param negation factor on the chance that a symptom is denied
   */
  static Illness ofInpatient(Person person, Diagnosis diagnosis, double negation, Draw draw) {
    int present = symptoms(diagnosis, draw);
    int absent = absent(present, negation, draw);
    int diseases = person.diseases();
    if (diagnosis.implied != null) {
      diseases |= diagnosis.implied.bit();
    }
    return new Illness(diagnosis, present, absent, diseases);
  }

  /** The state of somebody who chats. */
  static Illness ofCaller(Person person, Diagnosis diagnosis, double negation, Draw draw) {
    int present = symptoms(diagnosis, draw);
    boolean goesToEd = draw.nextDouble() < CHEST_PAIN_GOES_TO_ED;
    int others = present & ~Symptom.CHEST_PAIN.bit();
    if (goesToEd && others != 0) {
      present = others;
    }
    return new Illness(diagnosis, present, absent(present, negation, draw), person.diseases());
  }

  boolean has(Symptom symptom) {
    return symptom.isIn(present);
  }

  /** The same numbers are drawn whatever is there, so that one law changes nothing else. */
  private static int symptoms(Diagnosis diagnosis, Draw draw) {
    int present = 0;
    for (Symptom symptom : Symptom.ALL) {
      double uniform = draw.nextDouble();
      double p = symptom == Symptom.CHEST_PAIN ? diagnosis.chestPain : 0;
      p = symptom.isIn(diagnosis.typical) ? TYPICAL : p;
      present |= uniform < p ? symptom.bit() : 0;
    }
    return present != 0 ? present : Integer.lowestOneBit(diagnosis.typical);
  }

  private static int absent(int present, double negation, Draw draw) {
    int absent = 0;
    int likeliest = 0;
    double least = Double.POSITIVE_INFINITY;
    for (Symptom symptom : Symptom.ALL) {
      double uniform = draw.nextDouble();
      if (!symptom.isIn(present) && symptom.denied > 0) {
        absent |= uniform < negation * symptom.denied ? symptom.bit() : 0;
        if (uniform / symptom.denied < least) {
          least = uniform / symptom.denied;
          likeliest = symptom.bit();
        }
      }
    }
    return absent != 0 ? absent : likeliest;
  }
}
