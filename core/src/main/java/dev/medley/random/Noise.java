package dev.medley.random;

import java.io.Serializable;

/**
 * Random numbers of a long series, one hash an index: the n-th second of a device has its numbers
 * whether or not anybody looked at the seconds before. Made by {@link Streams.Stream#noise}.
 *
 * <p>Where a row needs a bell curve and its tails do not matter, {@link #bell} makes one from the
 * same 64 bits: the sum of four uniform numbers, standard deviation 1, within ±3.46.
 */
public final class Noise implements Serializable {
  private static final long serialVersionUID = 1;
  private static final long STEP = 0x9e3779b97f4a7c15L;

  /** Of the sum of four uniform numbers of 16 bits. */
  private static final double BELL_MEAN = 2 * 65_535.0;

  private static final double BELL_SD = Math.sqrt(4 * (65_536.0 * 65_536.0 - 1) / 12);

  private final long base;

  Noise(long base) {
    this.base = base;
  }

  /** 64 random bits of the index. */
  public long bits(long index) {
    return Streams.mix(base + index * STEP);
  }

  /** A bell-shaped number of mean 0 and standard deviation 1, made of 64 bits. */
  public static double bell(long bits) {
    long sum = (bits & 0xffff) + (bits >>> 16 & 0xffff) + (bits >>> 32 & 0xffff) + (bits >>> 48);
    return (sum - BELL_MEAN) / BELL_SD;
  }

  /** A uniform number in [0, 1), made of 64 bits. */
  public static double uniform(long bits) {
    return (bits >>> 11) * 0x1.0p-53;
  }
}
