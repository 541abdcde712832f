package dev.medley.text;

import dev.medley.random.Streams;

/** Discharge notes of sixty authors, for tests and measurements. */
final class WardNotes {
  static final Grammar GRAMMAR = Grammar.read(WardNotes.class, "ward_note.grammar");
  private static final Streams STREAMS = new Streams(7, "ward");
  private static final Streams.Stream NOTES = STREAMS.named("note");
  private static final Streams.Stream AUTHORS = STREAMS.named("author");

  private final Text text = GRAMMAR.text();
  private final Voice[] voices = new Voice[60];
  private final Slot age = GRAMMAR.slot("age");
  private final Slot sex = GRAMMAR.slot("sex");
  private final Slot temperature = GRAMMAR.slot("temp");
  private final Slot pulse = GRAMMAR.slot("pulse");
  private final Slot systolic = GRAMMAR.slot("systolic");
  private final Slot diastolic = GRAMMAR.slot("diastolic");
  private final Slot saturation = GRAMMAR.slot("saturation");
  private final Slot days = GRAMMAR.slot("days");
  private final Phrase head = GRAMMAR.phrase("HEAD");
  private final Phrase history = GRAMMAR.phrase("HISTORY");
  private final Phrase symptom = GRAMMAR.phrase("SYMPTOM");
  private final Phrase review = GRAMMAR.phrase("REVIEW");
  private final Phrase exam = GRAMMAR.phrase("EXAM");
  private final Phrase course = GRAMMAR.phrase("COURSE");
  private final Phrase drugs = GRAMMAR.phrase("DRUGS");
  private final Phrase advice = GRAMMAR.phrase("ADVICE");
  private final MentionList present = GRAMMAR.list("P");
  private final MentionList absent = GRAMMAR.list("A");
  private final MentionList conditional = GRAMMAR.list("C");
  private final Concept[] ill = concepts("CHEST_PAIN", "DYSPNEA", "EDEMA", "COUGH");
  private final Concept[] well = concepts("FEVER", "NAUSEA", "HEADACHE", "DIZZINESS");

  WardNotes(double mistyped) {
    for (int author = 0; author < voices.length; author++) {
      voices[author] =
          Voice.of(AUTHORS.bits(author))
              .abbreviates(.3 + author / 120.)
              .favours(.4)
              .mistypes(mistyped)
              .tags(author % 2 == 0 ? GRAMMAR.tag("brief") : 0);
    }
  }

  static Concept[] concepts(String... codes) {
    Concept[] concepts = new Concept[codes.length];
    for (int i = 0; i < codes.length; i++) {
      concepts[i] = GRAMMAR.concept(codes[i]);
    }
    return concepts;
  }

  /** The note of that number; its author is the number modulo 60. */
  Marked note(int number) {
    long key = NOTES.bits(number);
    return text.start(voices[number % voices.length], key)
        .tags(key < 0 ? GRAMMAR.tag("febrile") : 0)
        .set(age, 30 + number % 60)
        .set(sex, number % 2 == 0 ? "his" : "her")
        .set(temperature, 36.5 + number % 30 / 10., 1)
        .set(pulse, 60 + number % 50)
        .set(systolic, 100 + number % 70)
        .set(diastolic, 60 + number % 31)
        .set(saturation, 90 + number % 10)
        .set(days, 2 + number % 9)
        .list(present, ill)
        .list(absent, well)
        .list(conditional, well)
        .add(head)
        .write(" ")
        .add(history)
        .write(" ")
        .add(symptom, 2, " ")
        .write("\n")
        .add(review)
        .write("\nPhysical exam: ")
        .add(exam)
        .write("\nHospital course: ")
        .add(course, 5, " ")
        .write("\nMeds: ")
        .add(drugs)
        .write("\n")
        .add(advice, 2, " ")
        .finish();
  }
}
