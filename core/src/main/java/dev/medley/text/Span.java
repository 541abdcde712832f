package dev.medley.text;

/**
 * A part of a text whose meaning is known for certain.
 *
 * <p>Offsets count UTF-16 code units from 0, the end excluded, so {@code text.substring(begin,
 * end)} is the part; in SQL it is {@code substring(text, begin + 1, end - begin)}, which counts the
 * same as long as no character lies outside the Basic Multilingual Plane (no emoji).
 *
 * @param begin offset of its first character
 * @param end offset after its last character
 * @param type kind of gold: CONCEPT, TOPIC, QUESTION, ABBREVIATION
 * @param label which one: FEVER, WAIT, MS
 * @param value what the text says of it: PRESENT, ABSENT, POSSIBLE; the sense of an ABBREVIATION
 * @param form how it is written: CLINICAL, SHORT or LAY for a mention of a concept, else what the
 *     grammar says, or empty
 */
public record Span(int begin, int end, String type, String label, String value, String form) {
  /** {@link #type} of the spans of ambiguous short forms. */
  public static final String ABBREVIATION = "ABBREVIATION";

  /** {@link #form} of mentions in the words of the profession. */
  public static final String CLINICAL = "CLINICAL";

  /** {@link #form} of abbreviated mentions. */
  public static final String SHORT = "SHORT";

  /** {@link #form} of mentions in a patient's words. */
  public static final String LAY = "LAY";

  /** The same part, of which something else is known: a question after it was answered. */
  public Span withValue(String newValue) {
    return new Span(begin, end, type, label, newValue, form);
  }

  Span between(int newBegin, int newEnd) {
    return new Span(newBegin, newEnd, type, label, value, form);
  }

  Span movedBy(int characters) {
    return between(begin + characters, end + characters);
  }
}
