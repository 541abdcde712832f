package dev.medley.random;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A distribution as a table of its quantiles, for noise by the million: a draw is a look-up, and
 * one word of 64 random bits is enough for four of them. The table has 4,096 equally likely values.
 * In its outermost places the draw goes on from a hash of all the given bits: to a finer table, and
 * in the outermost places of that to the distribution itself. So the tails are exact and no value
 * is repeated there.
 */
public final class Quantiles implements Serializable {
  private static final long serialVersionUID = 1;

  /** Bits that a draw takes. */
  public static final int BITS = 12;

  private static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;

  /** Outermost places of a table, at either end, where the draw goes on. */
  private static final int TAIL = 16;

  /** Places of the finer table in one of those. */
  private static final int FINER = SIZE / TAIL;

  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);
  private static final ExponentialDistribution MEAN_1 = ExponentialDistribution.of(1);

  /** Mean 0 and standard deviation 1. */
  public static final Quantiles NORMAL =
      new Quantiles(
          p -> STANDARD.inverseCumulativeProbability(p),
          p -> STANDARD.inverseSurvivalProbability(p));

  /** Mean 1. */
  public static final Quantiles EXPONENTIAL =
      new Quantiles(
          p -> MEAN_1.inverseCumulativeProbability(p), p -> MEAN_1.inverseSurvivalProbability(p));

  /** The value below or above which a share lies. */
  private interface Inverse extends DoubleUnaryOperator, Serializable {}

  private final double[] values = new double[SIZE];

  /** Of the lower tail from below, and of the upper one from above. */
  private final double[] low = new double[SIZE];

  private final double[] high = new double[SIZE];
  private final Inverse fromBelow;
  private final Inverse fromAbove;

  private Quantiles(Inverse fromBelow, Inverse fromAbove) {
    this.fromBelow = fromBelow;
    this.fromAbove = fromAbove;
    for (int i = 0; i < SIZE; i++) {
      values[i] = fromBelow.applyAsDouble((i + 0.5) / SIZE);
      low[i] = fromBelow.applyAsDouble(inTail(i + 0.5));
      high[i] = fromAbove.applyAsDouble(inTail(i + 0.5));
    }
  }

  /**
   * The value that belongs to the lowest 12 of the given bits. The bits above them are what the
   * tails are made of: give them along, as {@code word >>> 36} does, and at least 16 of them.
   */
  public double at(long bits) {
    int place = (int) bits & MASK;
    return place >= TAIL && place < SIZE - TAIL ? values[place] : tail(bits, place);
  }

  private double tail(long bits, int place) {
    long more = Streams.mix(bits);
    boolean isLow = place < TAIL;
    int finer = (isLow ? place : MASK - place) * FINER + (int) (more & (FINER - 1));
    if (finer >= TAIL) {
      return (isLow ? low : high)[finer];
    }
    double share = inTail(finer + ((more >>> BITS) + 0.5) * 0x1.0p-52);
    return (isLow ? fromBelow : fromAbove).applyAsDouble(share);
  }

  /** The share of all draws that lies beyond a place of the finer table. */
  private static double inTail(double place) {
    return place / SIZE * TAIL / SIZE;
  }
}
