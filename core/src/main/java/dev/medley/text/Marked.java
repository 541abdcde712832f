package dev.medley.text;

import java.util.List;

/**
 * A text and what is known of its parts.
 *
 * @param text the text
 * @param spans gold spans by begin, an outer one before those inside it
 */
public record Marked(String text, List<Span> spans) {
  public Marked {
    spans = List.copyOf(spans);
  }

  /** The characters of a span, as they are written. */
  public String surface(Span span) {
    return text.substring(span.begin(), span.end());
  }

  /** Number of words: what white space separates. */
  public int words() {
    int words = 0;
    boolean isInside = false;
    for (int i = 0; i < text.length(); i++) {
      boolean isSpace = text.charAt(i) <= ' ';
      words += isInside || isSpace ? 0 : 1;
      isInside = !isSpace;
    }
    return words;
  }
}
