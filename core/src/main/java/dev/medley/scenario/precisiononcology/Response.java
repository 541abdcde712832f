package dev.medley.scenario.precisiononcology;

import dev.medley.random.Distribution;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ResponseClass;

/**
 * How a line of treatment goes. A tumour under a drug is sensitive, stabilised or refractory; its
 * sum of diameters is that of a residue that stays, a sensitive part that shrinks and a resistant
 * clone that grows.
 */
final class Response {
  private static final double LN_2 = Math.log(2);

  /** Decimal logarithm of the greatest resistant share, 0.4. */
  private static final double MOST_RESISTANT = Math.log10(.4);

  private static final double NO_RESIDUE = .08;
  private static final Normal RESIDUE = Normal.of(.47, .15).cut(.10, .65);
  private static final double HALVING_SIGMA = .3;
  private static final double DOUBLING_SIGMA = .25;
  private static final double OTHER_DOUBLING_SIGMA = .35;
  private static final double REFRACTORY_DOUBLING = 9;
  private static final double DEFAULT_HALVING = 5;
  private static final LogNormal REGROWTH_OFF_DRUG = LogNormal.ofMedianAndSigma(20, .3);

  /** What a drug does to a kind of tumour, ready to be drawn from. */
  static final class Law {
    final Formulary.Target target;
    private final Formulary.Effect effect;
    private final double sensitiveBelow;
    private final double stableBelow;
    private final Distribution clone;

    Law(Formulary.Effect effect) {
      this.target = effect.target();
      this.effect = effect;
      this.sensitiveBelow = effect.sensitiveBelow();
      this.stableBelow = effect.stableBelow();
      this.clone =
          Normal.of(effect.cloneLog10(), effect.cloneSd())
              .cut(Double.NEGATIVE_INFINITY, MOST_RESISTANT);
    }

    /**
     * A response.
     *
     * @param frailty of the patient, standard normal
     * @param severityShare its share in the variance of the response class
     */
    Response draw(double frailty, double severityShare, Draw draw) {
      double verdict =
          Math.sqrt(severityShare) * frailty + Math.sqrt(1 - severityShare) * Normal.standard(draw);
      double growth = -.5 * frailty + Math.sqrt(.75) * Normal.standard(draw);
      double exponent = clone.sample(draw);
      double uniform = draw.nextDouble();
      double halving = Math.exp(HALVING_SIGMA * Normal.standard(draw));
      double offDrug =
          effect.drug() == Drug.PEMBROLIZUMAB
              ? Double.POSITIVE_INFINITY
              : REGROWTH_OFF_DRUG.sample(draw);
      if (verdict < sensitiveBelow) {
        boolean isDurable = uniform < effect.durable();
        double residue = draw.nextDouble() < NO_RESIDUE ? 0 : RESIDUE.sample(draw);
        return new Response(
            ResponseClass.SENSITIVE,
            isDurable ? 0 : Math.pow(10, exponent),
            residue,
            effect.halvingWeeks() * halving,
            effect.doublingWeeks() * Math.exp(DOUBLING_SIGMA * growth),
            offDrug);
      }
      boolean isStable = verdict < stableBelow;
      double doubling = isStable ? effect.stableDoublingWeeks() : REFRACTORY_DOUBLING;
      return new Response(
          isStable ? ResponseClass.STABILISED : ResponseClass.REFRACTORY,
          isStable ? .55 + .40 * uniform : .85 + .15 * uniform,
          0,
          DEFAULT_HALVING * halving,
          doubling * Math.exp(OTHER_DOUBLING_SIGMA * growth),
          offDrug);
    }
  }

  final ResponseClass responseClass;
  final double resistantFraction;
  private final double residue;
  private final double halvingWeeks;
  private final double doublingWeeks;
  private final double offDrugDoublingWeeks;

  /** Weeks on the drug after which it no longer acts. */
  private double stopWeek = Double.POSITIVE_INFINITY;

  private Response(
      ResponseClass responseClass,
      double resistantFraction,
      double residue,
      double halvingWeeks,
      double doublingWeeks,
      double offDrugDoublingWeeks) {
    this.responseClass = responseClass;
    this.resistantFraction = resistantFraction;
    this.residue = residue;
    this.halvingWeeks = halvingWeeks;
    this.doublingWeeks = doublingWeeks;
    this.offDrugDoublingWeeks = offDrugDoublingWeeks;
  }

  boolean isDurable() {
    return responseClass == ResponseClass.SENSITIVE && resistantFraction == 0;
  }

  /** The drug is stopped; the sensitive part grows again from then on. */
  void stopAt(double week) {
    stopWeek = week;
  }

  /** The sum of diameters after so many weeks, as a share of that at the start. */
  double size(double weeks) {
    double onDrug = Math.min(weeks, stopWeek);
    double sensitive = Math.exp(-LN_2 * onDrug / halvingWeeks);
    if (weeks > stopWeek) {
      sensitive *= Math.exp(LN_2 * (weeks - stopWeek) / offDrugDoublingWeeks);
    }
    double resistant =
        resistantFraction == 0 ? 0 : resistantFraction * Math.exp(LN_2 * weeks / doublingWeeks);
    return residue + (1 - residue) * ((1 - resistantFraction) * sensitive + resistant);
  }
}
