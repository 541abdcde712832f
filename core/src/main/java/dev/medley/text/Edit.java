package dev.medley.text;

/** Something that happens to a finished text; its gold spans stay exact. */
@FunctionalInterface
public interface Edit {
  /**
   * The text afterwards: a pure function of the text, its spans and the key. Spans of which no
   * character is left, and such as were cut, are gone.
   *
   * @param key 64 random bits: {@code streams.named("scan").bits(noteId)}
   */
  Marked apply(Marked before, long key);

  /** This, then another, with draws of its own. */
  default Edit then(Edit next) {
    return (before, key) -> next.apply(apply(before, key), Keys.again(key));
  }
}
