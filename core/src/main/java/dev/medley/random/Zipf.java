package dev.medley.random;

/** Few large ones and many small ones: weights that fall with the rank by a power (Zipf). */
public final class Zipf {
  private Zipf() {}

  /** Weights of the ranks 1 to n, 1/rank^exponent, for {@link Discrete#of}. */
  public static double[] weights(int n, double exponent) {
    return weights(n, exponent, 0);
  }

  /**
   * The same with a flatter head (Zipf-Mandelbrot), 1/(rank + shift)^exponent.
   *
   * @param shift 0 or above
   */
  public static double[] weights(int n, double exponent, double shift) {
    Checks.notNegative("the shift of ranks", shift);
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = Math.pow(i + 1 + shift, -exponent);
    }
    return weights;
  }

  /**
   * An index in 0..n-1, low ones more often: n u^power. Needs no table, so n may be millions; the
   * weights fall with the exponent 1 − 1/power. Of few people who call often: permute it, so that
   * their ids don't tell.
   *
   * @param power 1 if all are alike, 2 if the first quarter makes half
   * @param uniform a uniform number in [0, 1)
   */
  public static long index(long n, double power, double uniform) {
    return Math.min(n - 1, (long) (n * Math.pow(uniform, power)));
  }
}
