package dev.medley.text;

import dev.medley.random.Discrete;
import dev.medley.random.Streams;

/** A rule of a grammar, or a choice inside one: what can be written there. */
public final class Phrase {
  /** Alternatives beyond this number are not told apart when some must not come again. */
  private static final int MOST_REMEMBERED = Long.SIZE;

  final String name;
  final int index;
  final long hash;
  final boolean isByAuthor;
  final int[][] codes;
  private final double[] weights;
  private final long[] required;
  private final long[] forbidden;
  private final boolean isConditional;
  private final Discrete weighted;

  Phrase(
      String name,
      int index,
      boolean isByAuthor,
      int[][] codes,
      double[] weights,
      long[] required,
      long[] forbidden) {
    this.name = name;
    this.index = index;
    this.hash = Streams.hash(name);
    this.isByAuthor = isByAuthor;
    this.codes = codes;
    this.weights = weights;
    this.required = required;
    this.forbidden = forbidden;
    boolean conditional = false;
    boolean equal = true;
    for (int i = 0; i < codes.length; i++) {
      conditional |= (required[i] | forbidden[i]) != 0;
      equal &= weights[i] == weights[0];
    }
    this.isConditional = conditional;
    this.weighted = equal ? null : Discrete.of(weights);
  }

  int size() {
    return codes.length;
  }

  static long bit(int alternative) {
    return alternative < MOST_REMEMBERED ? 1L << alternative : 0;
  }

  /** Whether an alternative may be written under the tags. */
  boolean allows(int alternative, long tags) {
    return (tags & required[alternative]) == required[alternative]
        && (tags & forbidden[alternative]) == 0;
  }

  /** The alternative that belongs to a uniform number, whatever the tags. */
  int at(double uniform) {
    return weighted == null ? (int) (uniform * codes.length) : weighted.at(uniform);
  }

  /**
   * The alternative that belongs to a uniform number among those that the tags allow and that were
   * not used yet; among all that are allowed when each was used.
   */
  int at(double uniform, long tags, long used) {
    if (!isConditional && used == 0) {
      return at(uniform);
    }
    double sum = 0;
    for (int i = 0; i < codes.length; i++) {
      sum += allows(i, tags) && (used & bit(i)) == 0 ? weights[i] : 0;
    }
    if (sum == 0) {
      if (used == 0) {
        throw new IllegalStateException("no alternative of " + name + " holds for the tags");
      }
      return at(uniform, tags, 0);
    }
    double left = uniform * sum;
    int last = -1;
    for (int i = 0; i < codes.length && left >= 0; i++) {
      if (allows(i, tags) && (used & bit(i)) == 0) {
        left -= weights[i];
        last = i;
      }
    }
    return last;
  }

  @Override
  public String toString() {
    return name;
  }
}
