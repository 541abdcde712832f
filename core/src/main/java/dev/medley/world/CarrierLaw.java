package dev.medley.world;

import dev.medley.random.Beta;
import dev.medley.random.Gamma;
import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * How the carriers of a kind of mess differ, and how they change for the worse: each carrier has
 * bad spells, carriers differ in how bad they are or for how long, and the mean over carriers and
 * time stays 1.
 */
public final class CarrierLaw implements Serializable {
  private static final long serialVersionUID = 1;

  /** What carriers do outside their bad spells. */
  private enum Elsewhere {
    LESS,
    NOTHING
  }

  /** Own rates, relative to the mean, are drawn again outside these. */
  private static final double LOWEST_RATE = 0.02;

  private static final double HIGHEST_RATE = 8;

  /** Weight of the bad in the beta distribution of bad time: most near never, some near always. */
  private static final double BAD_WEIGHT = 0.5;

  private static final double LARGEST_SHARE = 0.98;

  /**
   * Own rates gamma of shape 0.5 (a cv of 1.4), four times worse for 15 % of the time, in spells of
   * 5 days (14 at the 90th percentile).
   */
  public static final CarrierLaw COMMON =
      worseInSpells(0.5, 0.15, 4, SpellLength.ofMedianAndP90(5, 14));

  private final double shape;
  private final double cutMean;
  private final double share;
  private final double inSpells;
  private final Elsewhere elsewhere;
  private final SpellLength length;

  private CarrierLaw(
      double shape,
      double cutMean,
      double share,
      double inSpells,
      Elsewhere elsewhere,
      SpellLength length) {
    this.shape = shape;
    this.cutMean = cutMean;
    this.share = share;
    this.inSpells = inSpells;
    this.elsewhere = elsewhere;
    this.length = length;
  }

  /**
   * Carriers whose mess never quite stops and is worse in bad spells.
   *
   * @param shape of the gamma distribution of the carriers' own rates; their cv is 1/√shape
   * @param share of the time that is bad, the same for all carriers
   * @param times how much worse the rate is then than the carrier's mean, below 1/share
   */
  public static CarrierLaw worseInSpells(
      double shape, double share, double times, SpellLength length) {
    if (share * times > 1) {
      throw new IllegalArgumentException(
          times + " times worse for a share of " + share + " leaves nothing for the rest");
    }
    double scale = 1 / shape;
    double cutMean =
        GammaDistribution.of(shape + 1, scale).probability(LOWEST_RATE, HIGHEST_RATE)
            / GammaDistribution.of(shape, scale).probability(LOWEST_RATE, HIGHEST_RATE);
    return new CarrierLaw(shape, cutMean, share, times, Elsewhere.LESS, length);
  }

  /**
   * Carriers that make no mess at all outside their bad spells, and differ in how much of their
   * time is bad: beta distributed, most of them near never and some near always.
   *
   * @param share of the time that is bad on average, above 0 and below 1
   */
  public static CarrierLaw onlyInSpells(double share, SpellLength length) {
    if (!(share > 0 && share < 1)) {
      throw new IllegalArgumentException("carriers cannot be bad for a share of " + share);
    }
    return new CarrierLaw(BAD_WEIGHT, 1, share, 1 / share, Elsewhere.NOTHING, length);
  }

  /** A carrier's own rate, or its own bad time, relative to the mean of all. */
  double own(UniformRandomProvider rng) {
    if (elsewhere == Elsewhere.NOTHING) {
      return new Beta(shape, shape / share - shape).sample(rng) / share;
    }
    Gamma rates = Gamma.ofMeanAndShape(1, shape);
    return rates.cut(LOWEST_RATE, HIGHEST_RATE).sample(rng) / cutMean;
  }

  /** Share of a carrier's time that is bad. */
  double share(double own) {
    return elsewhere == Elsewhere.NOTHING ? Math.min(LARGEST_SHARE, share * own) : share;
  }

  /** A carrier's factor in a bad spell. */
  double bad(double own) {
    return elsewhere == Elsewhere.NOTHING ? inSpells : own * inSpells;
  }

  /** A carrier's factor at other times. */
  double good(double own) {
    return elsewhere == Elsewhere.NOTHING ? 0 : own * (1 - share * inSpells) / (1 - share);
  }

  SpellLength length() {
    return length;
  }
}
