package dev.medley.random;

import java.util.Arrays;

/** A choice among 0..n-1 with fixed weights, in constant time (Walker's alias method). */
public final class Discrete {
  private final double[] keep;
  private final int[] alias;

  private Discrete(double[] keep, int[] alias) {
    this.keep = keep;
    this.alias = alias;
  }

  /** Weights need not sum to 1; what has the weight 0 is never chosen. */
  public static Discrete of(double... weights) {
    int n = weights.length;
    double sum = 0;
    for (double weight : weights) {
      sum += Checks.notNegative("a weight", weight);
    }
    if (!(sum > 0 && sum < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("nothing to choose by " + Arrays.toString(weights));
    }
    double[] keep = new double[n];
    int[] alias = new int[n];
    int[] small = new int[n];
    int[] large = new int[n];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < n; i++) {
      keep[i] = weights[i] * n / sum;
      alias[i] = i;
      if (keep[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    while (smalls > 0 && larges > 0) {
      int s = small[--smalls];
      int l = large[larges - 1];
      alias[s] = l;
      keep[l] -= 1 - keep[s];
      if (keep[l] < 1) {
        small[smalls++] = l;
        larges--;
      }
    }
    while (larges > 0) {
      keep[large[--larges]] = 1;
    }
    while (smalls > 0) {
      keep[small[--smalls]] = 1;
    }
    return new Discrete(keep, alias);
  }

  /** The choice that belongs to a uniform number in [0, 1). */
  public int at(double uniform) {
    double scaled = uniform * keep.length;
    int i = (int) scaled;
    return scaled - i < keep[i] ? i : alias[i];
  }

  /** Number of choices. */
  public int size() {
    return keep.length;
  }
}
