package dev.medley.random;

/**
 * A keyed shuffle of 0..n-1 that needs no table, for ids that must be unique without telling the
 * order in which they were given.
 */
public final class Permutation {
  private static final int ROUNDS = 3;
  private static final long FORTH = 0x9e3779b97f4a7c15L;

  /** Times FORTH it is 1, modulo 2^64. */
  private static final long BACK = 0xf1de83e19937733dL;

  private final long size;
  private final long mask;
  private final int shift;
  private final long key;

  private Permutation(long size, long key) {
    int bits = Math.max(2, Long.SIZE - Long.numberOfLeadingZeros(size - 1));
    this.size = size;
    this.mask = (1L << bits) - 1;
    this.shift = (bits + 1) / 2;
    this.key = key;
  }

  /** The shuffle of 0..size-1 that belongs to the key; size at most 2^62. */
  public static Permutation of(long size, long key) {
    if (size < 1 || size > 1L << 62) {
      throw new IllegalArgumentException("cannot shuffle " + size + " numbers");
    }
    return new Permutation(size, key);
  }

  /** Where the index goes. */
  public long at(long index) {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException(index + " is not in 0.." + (size - 1));
    }
    // Each round is a bijection of the next power of two; walking on from a value outside 0..n-1
    // until one is inside keeps it one of 0..n-1.
    long x = index;
    do {
      for (int round = 0; round < ROUNDS; round++) {
        x = ((x + (key >>> (13 * round))) * FORTH) & mask;
        x ^= x >>> shift;
      }
    } while (x >= size);
    return x;
  }

  /** Which index goes there: the way back from an id. */
  public long indexOf(long place) {
    if (place < 0 || place >= size) {
      throw new IllegalArgumentException(place + " is not in 0.." + (size - 1));
    }
    long x = place;
    do {
      for (int round = ROUNDS - 1; round >= 0; round--) {
        // The shift is at least half of the bits, so the second time undoes the first.
        x ^= x >>> shift;
        x = (x * BACK - (key >>> (13 * round))) & mask;
      }
    } while (x >= size);
    return x;
  }
}
