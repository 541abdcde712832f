package dev.medley.text;

import dev.medley.random.Streams;

/**
 * Who writes or speaks, and the habits that make it the same person tomorrow. A new voice
 * abbreviates nothing, has no favourite wordings, mistypes nothing and writes sentences with a
 * capital. Each method gives another voice with one habit changed.
 */
public final class Voice {
  /** Share of the first of an author's two favourites. */
  private static final double FIRST_FAVOURITE = .6;

  private static final int FEWEST_FOR_HABITS = 3;

  final long author;
  double abbreviated;
  double favoured;
  double leaning;
  double mistyped;
  double hesitation;
  String[] fillers = {};
  boolean isLay;
  boolean hasCapitals = true;
  long tags;

  private Voice(long author) {
    this.author = author;
  }

  /**
   * The voice of a person.
   *
   * @param authorKey 64 random bits of the person: {@code streams.named("voice").bits(authorId)}
   */
  public static Voice of(long authorKey) {
    return new Voice(authorKey);
  }

  /** Share of abbreviations that are written short. */
  public Voice abbreviates(double share) {
    Voice voice = copy();
    voice.abbreviated = share(share);
    return voice;
  }

  /** Share of choices among three or more in which one of the person's own two is taken. */
  public Voice favours(double share) {
    Voice voice = copy();
    voice.favoured = share(share);
    return voice;
  }

  /**
   * Every choice among three or more falls at or soon after the person's own alternative, whatever
   * the weights: further on by an exponential number of mean {@code spread} x their number,
   * beginning anew after the last.
   */
  public Voice leans(double spread) {
    Voice voice = copy();
    voice.leaning = spread;
    return voice;
  }

  /** Share of words of four letters or more that are mistyped. */
  public Voice mistypes(double share) {
    Voice voice = copy();
    voice.mistyped = share(share);
    return voice;
  }

  /**
   * Share of words before which one of the fillers is said ("um"): never inside a gold span, and
   * before one four times as often.
   */
  public Voice hesitates(double share, String... words) {
    Voice voice = copy();
    voice.hesitation = share(share);
    voice.fillers = words.clone();
    return voice;
  }

  /** Uses the lay forms of concepts and begins sentences as the grammar writes them. */
  public Voice lay() {
    Voice voice = copy();
    voice.isLay = true;
    voice.hasCapitals = false;
    return voice;
  }

  /** Tags that hold whenever this voice speaks, beside the document's. */
  public Voice tags(long bits) {
    Voice voice = copy();
    voice.tags = bits;
    return voice;
  }

  /** The person's own bits for a habit named by a hash. */
  long own(long hash) {
    return Streams.mix(author ^ hash);
  }

  /** The alternative that habit proposes among n, or -1; {@code at} draws one by weight. */
  int proposal(Phrase phrase, long bits) {
    int n = phrase.size();
    if (n < FEWEST_FOR_HABITS) {
      return -1;
    }
    if (leaning > 0) {
      double further = -Math.log1p(-Keys.uniform(bits)) * leaning * n;
      return (int) ((Keys.below(n, own(phrase.hash)) + (long) further) % n);
    }
    if (Keys.uniform(bits) >= favoured) {
      return -1;
    }
    long own = own(phrase.hash);
    int first = phrase.at(Keys.uniform(own));
    if (Keys.uniform(bits) < favoured * FIRST_FAVOURITE) {
      return first;
    }
    int second = phrase.at(Keys.uniform(Keys.again(own)));
    return second == first ? (first + 1) % n : second;
  }

  private static double share(double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException("a share in 0..1 is needed, not " + share);
    }
    return share;
  }

  private Voice copy() {
    Voice voice = new Voice(author);
    voice.abbreviated = abbreviated;
    voice.favoured = favoured;
    voice.leaning = leaning;
    voice.mistyped = mistyped;
    voice.hesitation = hesitation;
    voice.fillers = fillers;
    voice.isLay = isLay;
    voice.hasCapitals = hasCapitals;
    voice.tags = tags;
    return voice;
  }
}
