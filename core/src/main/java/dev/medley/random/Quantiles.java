package dev.medley.random;

import java.io.Serializable;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.ExponentialDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * A distribution as a table of its quantiles, for noise by the million: a draw is a look-up, and
 * one word of 64 random bits is enough for four or five of them. The table has 4,096 equally likely
 * values, so nothing lies beyond the 1 in 8,192 of either side.
 */
public final class Quantiles implements Serializable {
  private static final long serialVersionUID = 1;

  /** Bits that a draw takes. */
  public static final int BITS = 12;

  private static final int SIZE = 1 << BITS;
  private static final int MASK = SIZE - 1;

  /** Mean 0 and standard deviation 1, within ±3.67. */
  public static final Quantiles NORMAL =
      new Quantiles(NormalDistribution.of(0, 1)::inverseCumulativeProbability);

  /** Mean 1, below 9.02. */
  public static final Quantiles EXPONENTIAL =
      new Quantiles(ExponentialDistribution.of(1)::inverseCumulativeProbability);

  private final double[] values = new double[SIZE];

  private Quantiles(DoubleUnaryOperator inverseCumulative) {
    for (int i = 0; i < SIZE; i++) {
      values[i] = inverseCumulative.applyAsDouble((i + 0.5) / SIZE);
    }
  }

  /** The value that belongs to the lowest 12 of the given bits. */
  public double at(long bits) {
    return values[(int) bits & MASK];
  }
}
