package dev.medley.scenario.clinicaltext;

import dev.medley.scenario.clinicaltext.ClinicalText.TextSpan;
import dev.medley.text.Marked;
import dev.medley.text.Span;
import dev.medley.world.Emitter;

/** Writes a text's gold spans into the key. */
final class Gold {
  static final String PRESENT = "PRESENT";
  static final String ABSENT = "ABSENT";
  static final String TOPIC = "TOPIC";
  static final String QUESTION = "QUESTION";

  private Gold() {}

  /**
   * Emits the spans of a document.
   *
   * @param present what of the concepts that are asked for the answer says to be there
   */
  static void emit(
      Emitter out, String table, long documentId, Marked text, int present, int eventDate) {
    if (!out.wants(ClinicalText.TEXT_SPANS)) {
      return;
    }
    int number = 0;
    for (Span span : text.spans()) {
      String value = span.value();
      if (span.type().equals(QUESTION)) {
        value = Symptom.valueOf(span.label()).isIn(present) ? PRESENT : ABSENT;
      } else if (span.type().equals(Span.ABBREVIATION)) {
        // The long form has a capital where it would begin the sentence.
        value = Words.lower(value);
      }
      out.emit(
          ClinicalText.TEXT_SPANS,
          new TextSpan(
              table,
              documentId,
              ++number,
              span.begin(),
              span.end(),
              text.surface(span),
              span.type(),
              span.label(),
              value,
              span.form().equals(Span.SHORT),
              eventDate));
    }
  }
}
