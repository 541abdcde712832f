package dev.medley.world;

import dev.medley.random.LogNormal;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How long a spell lasts, in days. Lengths beyond the longest are drawn again; the mean is exact
 * with that.
 */
public final class SpellLength implements Serializable {
  private static final long serialVersionUID = 1;
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Log-normal lengths are cut this many standard deviations above the median: 1 in 1,000. */
  private static final double SIGMAS = 3.1;

  /** Exponential lengths are cut at this many means: 1 in 3,000. */
  private static final double MEANS = 8;

  private enum Law {
    LOG_NORMAL,
    EXPONENTIAL,
    UNIFORM
  }

  private final Law law;

  /** Mean of the logarithm; uncut mean; shortest. */
  private final double first;

  /** Standard deviation of the logarithm, or nothing. */
  private final double second;

  private final double longestDays;
  private final double meanDays;

  private SpellLength(Law law, double first, double second, double longestDays, double meanDays) {
    this.law = law;
    this.first = first;
    this.second = second;
    this.longestDays = longestDays;
    this.meanDays = meanDays;
  }

  /** Log-normal, given by its median and 90th percentile in days. */
  public static SpellLength ofMedianAndP90(double medianDays, double p90Days) {
    LogNormal uncut = LogNormal.ofMedianAndP90(medianDays, p90Days);
    double sigma = uncut.sigma();
    double mean =
        Math.exp(uncut.mu() + sigma * sigma / 2)
            * NORMAL.cumulativeProbability(SIGMAS - sigma)
            / NORMAL.cumulativeProbability(SIGMAS);
    double longest = medianDays * Math.exp(SIGMAS * sigma);
    return new SpellLength(Law.LOG_NORMAL, uncut.mu(), sigma, longest, mean);
  }

  /** Exponential: ends at any time with the same chance. */
  public static SpellLength ofMean(double meanDays) {
    double kept = -Math.expm1(-MEANS);
    double mean = meanDays * (1 - MEANS * Math.exp(-MEANS) / kept);
    return new SpellLength(Law.EXPONENTIAL, meanDays, 0, MEANS * meanDays, mean);
  }

  /** Any length between the two, in days, as likely as another. */
  public static SpellLength between(double shortestDays, double longestDays) {
    return new SpellLength(
        Law.UNIFORM, shortestDays, 0, longestDays, (shortestDays + longestDays) / 2);
  }

  public double meanDays() {
    return meanDays;
  }

  public double longestDays() {
    return longestDays;
  }

  /** A length in seconds, at least one. */
  long seconds(UniformRandomProvider rng) {
    double days;
    do {
      days =
          switch (law) {
            case LOG_NORMAL ->
                Math.exp(first + second * ZigguratSampler.NormalizedGaussian.of(rng).sample());
            case EXPONENTIAL -> first * ZigguratSampler.Exponential.of(rng).sample();
            case UNIFORM -> first + (longestDays - first) * rng.nextDouble();
          };
    } while (days > longestDays);
    return Math.max(1, Math.round(days * WallClock.DAY));
  }
}
