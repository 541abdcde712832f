package dev.medley.text;

import dev.medley.random.Streams;

/**
 * Numbers out of 64 random bits. Each place of a text has a key of its own, made of its parent's
 * and its number there, so that one choice never moves another's draws.
 */
final class Keys {
  private static final long STEP = 0x9e3779b97f4a7c15L;

  private Keys() {}

  /** The key of a numbered part; still to be mixed. */
  static long child(long key, int number) {
    return key + number * STEP;
  }

  /** A number in [0, 1). */
  static double uniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }

  /** One of 0..n-1. */
  static int below(int n, long bits) {
    return (int) (uniform(bits) * n);
  }

  /** How many are passed over before one of a given share is hit. */
  static long skip(double share, long bits) {
    return share <= 0 ? Long.MAX_VALUE : (long) (Math.log1p(-uniform(bits)) / Math.log1p(-share));
  }

  /** A second number for the same place. */
  static long again(long bits) {
    return Streams.mix(bits ^ 0x5bd1e9955bd1e995L);
  }
}
