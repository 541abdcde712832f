package dev.medley.scenario.nursetriageline;

import dev.medley.scenario.nursetriageline.NurseTriageLine.Disposition;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Sex;

/** A caller with what is the matter, however often she calls about it. */
final class CallerCase {
  long member;
  int age;
  Sex sex;
  boolean isProxy;
  Symptom symptom;

  /** In log odds of the ER with a neutral nurse. */
  double severity;

  boolean acs;
  boolean ami;
  String amiCode;

  /** Anxiety as the caller feels it, on the score's scale, not rounded. */
  double worry;

  /** Noise of the logarithm of the minutes of talk. */
  double talkNoise;

  /** Decides whether she visits the ED; the advice decides with what chance. */
  double visitDraw;

  /** What she was advised in the end; null if nobody answered. */
  Disposition advice;

  /** Whether an ED physician would call it urgent. */
  boolean isUrgent() {
    return ami || acs || severity > -0.2;
  }

  boolean isCardiacSuspected() {
    return symptom == Symptom.CHEST_PAIN || (symptom == Symptom.SHORTNESS_OF_BREATH && age >= 55);
  }
}
