package dev.medley.text;

/**
 * Words that are written as they stand, unless they are mistyped.
 *
 * @param words number of words in it
 * @param longWords number of words of so many letters that they can be mistyped
 */
record Piece(String text, int words, int longWords) {

  static Piece of(String text) {
    int words = 0;
    int longWords = 0;
    for (int i = 0; i < text.length(); i++) {
      if (isWordStart(text, i)) {
        words++;
      }
      int end = Typo.wordEnd(text, i);
      if (end > i) {
        longWords += Typo.canHit(end - i) ? 1 : 0;
        i = end - 1;
      }
    }
    return new Piece(text, words, longWords);
  }

  static boolean isWordStart(String text, int i) {
    return text.charAt(i) > ' ' && (i == 0 || text.charAt(i - 1) <= ' ');
  }
}
