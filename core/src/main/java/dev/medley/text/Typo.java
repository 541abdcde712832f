package dev.medley.text;

import dev.medley.random.Streams;

/** Slips of fingers: neighbours swapped (40 %), a letter dropped (30 %) or doubled (30 %). */
final class Typo {
  private static final int SHORTEST_WORD = 4;
  private static final double SWAPPED = .4;
  private static final double SWAPPED_OR_DROPPED = .7;

  private Typo() {}

  static boolean canHit(int letters) {
    return letters >= SHORTEST_WORD;
  }

  /** Where the run of letters ends that begins there; {@code from} if there is none. */
  static int wordEnd(String text, int from) {
    int end = from;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return end;
  }

  /** Writes a word of four letters or more with one slip; its first letter stays. */
  static void write(StringBuilder out, String text, int begin, int end, long bits) {
    double kind = Keys.uniform(bits);
    // The letter and the one after it are inside the word.
    int at = begin + 1 + (int) (Keys.uniform(Streams.mix(bits)) * (end - begin - 2));
    char letter = text.charAt(at);
    out.append(text, begin, at);
    if (kind < SWAPPED && letter != text.charAt(at + 1)) {
      out.append(text.charAt(at + 1)).append(letter).append(text, at + 2, end);
    } else if (kind < SWAPPED_OR_DROPPED) {
      out.append(text, at + 1, end);
    } else {
      out.append(letter).append(text, at, end);
    }
  }
}
