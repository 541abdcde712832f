package dev.medley.text;

import dev.medley.random.Streams;

/**
 * Something that texts mention, and the forms in which it is written: clinical ones, short ones and
 * those of lay people. Belongs to the grammar that names it.
 */
public final class Concept {
  final long hash;
  final Piece[] clinical;
  final Piece[] shorts;
  final Piece[] lay;
  private final String code;

  Concept(String code, Piece[] clinical, Piece[] shorts, Piece[] lay) {
    this.code = code;
    this.hash = Streams.hash(code);
    this.clinical = clinical;
    this.shorts = shorts;
    this.lay = lay;
  }

  /** Something that no grammar lists: a name that a list shall hold, written in one way only. */
  public static Concept named(String text) {
    return new Concept(text, new Piece[] {Piece.of(text)}, new Piece[0], new Piece[0]);
  }

  /** Its name in gold spans. */
  public String code() {
    return code;
  }

  @Override
  public String toString() {
    return code;
  }
}
