package dev.medley.world;

import java.io.Serializable;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * How the carriers of a kind of mess differ, and how they change for the worse: the carriers' own
 * rates are gamma distributed around the mean, each carrier has bad spells, and the mean over
 * carriers and time stays 1.
 */
public final class CarrierLaw implements Serializable {
  private static final long serialVersionUID = 1;

  /** What carriers do outside their bad spells. */
  private enum Elsewhere {
    LESS,
    NOTHING
  }

  /**
   * Own rates gamma of shape 0.5 (a cv of 1.4), four times worse for 15 % of the time, in spells of
   * 5 days (14 at the 90th percentile).
   */
  public static final CarrierLaw COMMON =
      worseInSpells(0.5, 0.15, 4, SpellLength.ofMedianAndP90(5, 14));

  private final double shape;
  private final double lowest;
  private final double highest;
  private final double cutMean;
  private final double share;
  private final double inSpells;
  private final Elsewhere elsewhere;
  private final SpellLength length;

  private CarrierLaw(
      double shape,
      double lowest,
      double highest,
      double share,
      double inSpells,
      Elsewhere elsewhere,
      SpellLength length) {
    this.shape = shape;
    this.lowest = lowest;
    this.highest = highest;
    this.share = share;
    this.inSpells = inSpells;
    this.elsewhere = elsewhere;
    this.length = length;
    double scale = 1 / shape;
    this.cutMean =
        GammaDistribution.of(shape + 1, scale).probability(lowest, highest)
            / GammaDistribution.of(shape, scale).probability(lowest, highest);
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
    return new CarrierLaw(shape, 0.02, 8, share, times, Elsewhere.LESS, length);
  }

  /**
   * Carriers that make no mess at all outside their bad spells, and differ in how much of their
   * time is bad: {@code share} on average, up to four times as much.
   *
   * @param shape of the gamma distribution of the carriers' bad time; its cv is about 1/√shape
   */
  public static CarrierLaw onlyInSpells(double shape, double share, SpellLength length) {
    CarrierLaw law = new CarrierLaw(shape, 0, 4, share, 1 / share, Elsewhere.NOTHING, length);
    if (share * law.highest / law.cutMean >= 1) {
      throw new IllegalArgumentException("a mean share of " + share + " is above 1 for some");
    }
    return law;
  }

  /** A carrier's own rate relative to the mean of all. */
  double own(UniformRandomProvider rng) {
    double x;
    do {
      x = AhrensDieterMarsagliaTsangGammaSampler.of(rng, shape, 1 / shape).sample();
    } while (x < lowest || x > highest);
    return x / cutMean;
  }

  /** Share of a carrier's time that is bad. */
  double share(double own) {
    return elsewhere == Elsewhere.NOTHING ? share * own : share;
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
