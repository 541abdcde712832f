package dev.medley.random;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ChengBetaSampler;

/**
 * A binomial distribution: how many of so many, each with the same chance.
 *
 * <p>Where few are expected, a draw takes a single uniform number and rises with it and with the
 * chance.
 *
 * @param trials of how many
 * @param chance of each, 0 to 1
 */
public record Binomial(int trials, double chance) implements CountDistribution {
  /** Expected count up to which the counts are gone through one by one. */
  private static final double FEW = 30;

  public Binomial {
    Checks.notNegative("the trials of a binomial", trials);
    Checks.probability("the chance of a binomial", chance);
  }

  public static Binomial of(int trials, double chance) {
    return new Binomial(trials, chance);
  }

  @Override
  public int sample(UniformRandomProvider rng) {
    int left = trials;
    double p = chance;
    int sure = 0;
    // Of n uniform numbers, the middle one in size is a beta. Where it lies says for half of them
    // on which side of the chance they are; the others are uniform on what is left.
    while (left * Math.min(p, 1 - p) > FEW) {
      int middle = (left + 1) / 2;
      double split = ChengBetaSampler.of(rng, middle, left + 1 - middle).sample();
      if (split <= p) {
        sure += middle;
        left -= middle;
        p = Math.min(1, (p - split) / (1 - split));
      } else {
        left = middle - 1;
        p = Math.min(1, p / split);
      }
    }
    double u = rng.nextDouble();
    return sure + (p <= 0.5 ? inverse(left, p, u) : left - inverse(left, 1 - p, 1 - u));
  }

  private static int inverse(int n, double p, double uniform) {
    double odds = p / (1 - p);
    double mass = Math.pow(1 - p, n);
    double rest = uniform - mass;
    int count = 0;
    while (rest > 0 && count < n) {
      count++;
      mass *= odds * (n + 1 - count) / count;
      rest -= mass;
    }
    return count;
  }
}
