package dev.medley.scenario.precisiononcology;

import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Driver;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ResponseClass;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;
import dev.medley.world.World;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * How tumours answer drugs. A tumour under a drug is sensitive, stabilised or refractory; its sum
 * of diameters is that of a residue that stays, a sensitive part that shrinks and a resistant clone
 * that grows. The chances give the response rates of the pivotal trials (CodeBreaK, KEYNOTE-001,
 * FLAURA, OlympiAD), since some answers are not seen on a scan.
 */
final class Responses {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  /**
   * What a drug does to a kind of tumour.
   *
   * @param sensitiveBelow standard normal number below which a tumour is sensitive
   * @param stableBelow the same for stabilised
   * @param cloneExponent mean of the decimal logarithm of the resistant fraction
   * @param cloneSd its standard deviation
   * @param durable share of sensitive tumours without a resistant clone
   * @param halvingWeeks median of the sensitive part
   * @param doublingWeeks median of the resistant clone of sensitive tumours
   * @param stableDoublingWeeks the same of stabilised ones
   */
  record Effect(
      double sensitiveBelow,
      double stableBelow,
      double cloneExponent,
      double cloneSd,
      double durable,
      double halvingWeeks,
      double doublingWeeks,
      double stableDoublingWeeks) {

    static Effect of(double sensitive, double stable, double cloneExponent) {
      return new Effect(
          STANDARD.inverseCumulativeProbability(sensitive),
          STANDARD.inverseCumulativeProbability(Math.min(1, sensitive + stable)),
          cloneExponent,
          .5,
          0,
          5,
          11,
          34);
    }

    Effect durable(double share) {
      return new Effect(
          sensitiveBelow,
          stableBelow,
          cloneExponent,
          cloneSd,
          share,
          halvingWeeks,
          doublingWeeks,
          stableDoublingWeeks);
    }

    Effect halving(double weeks) {
      return new Effect(
          sensitiveBelow,
          stableBelow,
          cloneExponent,
          cloneSd,
          durable,
          weeks,
          doublingWeeks,
          stableDoublingWeeks);
    }

    Effect doubling(double weeks, double stableWeeks) {
      return new Effect(
          sensitiveBelow,
          stableBelow,
          cloneExponent,
          cloneSd,
          durable,
          halvingWeeks,
          weeks,
          stableWeeks);
    }

    Effect clone(double sd) {
      return new Effect(
          sensitiveBelow,
          stableBelow,
          cloneExponent,
          sd,
          durable,
          halvingWeeks,
          doublingWeeks,
          stableDoublingWeeks);
    }
  }

  private static final double DEFAULT_DOUBLING = 11;

  private static final Effect INERT = Effect.of(.15, .40, -1.0);
  private static final Effect PLATINUM = Effect.of(.45, .33, -1.6);

  /** By PD-L1 group. */
  private static final Effect[] PEMBROLIZUMAB = {
    Effect.of(.115, .30, -1.8).durable(.25),
    Effect.of(.18, .34, -1.9).durable(.35).doubling(DEFAULT_DOUBLING, 38),
    Effect.of(.48, .34, -2.2).durable(.35).doubling(DEFAULT_DOUBLING, 60)
  };

  private static final Effect OSIMERTINIB = Effect.of(.85, .11, -3.3).halving(3.5).doubling(13, 60);
  private static final Effect ALECTINIB =
      Effect.of(.88, .08, -4.8).durable(.10).halving(3.5).doubling(14, 80);
  private static final Effect DOCETAXEL = Effect.of(.20, .44, -1.6);
  private static final Effect GEMCITABINE = Effect.of(.12, .30, -1.5);
  private static final Effect KRAS_DRUG_OTHERWISE = Effect.of(.125, .36, -1.6);
  private static final Effect Z_STK11 =
      Effect.of(.58, .30, -2.6).durable(.05).doubling(DEFAULT_DOUBLING, 60);
  private static final Effect Z_BREAST = Effect.of(.40, .35, -1.6);
  private static final Effect Z_OTHERWISE = Effect.of(.12, .34, -1.6);
  private static final Effect LETROZOLE = Effect.of(.47, .46, -4.0).doubling(12, 125);
  private static final Effect TRASTUZUMAB = Effect.of(.83, .11, -3.2).durable(.08).doubling(12, 60);
  private static final Effect CAPECITABINE = Effect.of(.31, .42, -1.6);
  private static final Effect OLAPARIB_OTHERWISE = Effect.of(.09, .28, -1.5);
  private static final Effect FOLFOX = Effect.of(.56, .32, -2.2).doubling(DEFAULT_DOUBLING, 50);
  private static final Effect FOLFIRI = Effect.of(.15, .56, -1.6).doubling(DEFAULT_DOUBLING, 42);
  private static final Effect FOLFIRINOX = Effect.of(.40, .38, -1.7);
  private static final Effect GEM_NAB = Effect.of(.30, .42, -1.6);

  private final Effect gefitinib;
  private final Effect drugX;
  private final Effect drugY;
  private final Effect olaparib;
  private final double zWorks;
  private final double severityShare;

  Responses(World world) {
    this.gefitinib =
        Effect.of(.84, .10, -2.2)
            .clone(.35)
            .halving(3.2)
            .doubling(world.value(PrecisionOncology.GEFITINIB_REGROWTH), 30);
    this.drugX =
        Effect.of(world.value(PrecisionOncology.DRUG_X_G12C), .32, -1.9)
            .doubling(DEFAULT_DOUBLING, 36);
    this.drugY =
        Effect.of(world.value(PrecisionOncology.DRUG_Y_G12C), .40, -1.9)
            .doubling(DEFAULT_DOUBLING, 36);
    this.olaparib = Effect.of(world.value(PrecisionOncology.OLAPARIB_BRCA), .20, -1.9);
    this.zWorks = world.value(PrecisionOncology.Z_WORKS);
    this.severityShare = world.value(PrecisionOncology.SEVERITY_SHARE);
  }

  private Effect effect(Drug drug, Patient patient, boolean brcaDeficient, double zUniform) {
    return switch (drug) {
      case PLATINUM_DOUBLET -> PLATINUM;
      case PEMBROLIZUMAB -> PEMBROLIZUMAB[patient.tpsGroup.ordinal()];
      case OSIMERTINIB -> patient.driver == Driver.EGFR ? OSIMERTINIB : INERT;
      case GEFITINIB -> patient.driver == Driver.EGFR ? gefitinib : INERT;
      case ALECTINIB -> patient.driver == Driver.ALK ? ALECTINIB : INERT;
      case DOCETAXEL -> DOCETAXEL;
      case GEMCITABINE -> GEMCITABINE;
      case DRUG_X -> patient.isG12c ? drugX : KRAS_DRUG_OTHERWISE;
      case DRUG_Y -> patient.isG12c ? drugY : KRAS_DRUG_OTHERWISE;
      case DRUG_Z -> {
        if (patient.tumor == TumorType.LUNG && patient.stk11 && zUniform < zWorks) {
          yield Z_STK11;
        }
        yield patient.tumor == TumorType.BREAST ? Z_BREAST : Z_OTHERWISE;
      }
      case LETROZOLE_PALBOCICLIB -> LETROZOLE;
      case TRASTUZUMAB_COMBO -> TRASTUZUMAB;
      case CAPECITABINE -> CAPECITABINE;
      case OLAPARIB -> brcaDeficient ? olaparib : OLAPARIB_OTHERWISE;
      case FOLFOX_BEV -> FOLFOX;
      case FOLFIRI_BEV -> FOLFIRI;
      case FOLFIRINOX -> FOLFIRINOX;
      case GEM_NAB -> GEM_NAB;
    };
  }

  // ---- one line of treatment

  private static final double MOST_RESISTANT = .4;
  private static final double NO_RESIDUE = .08;
  private static final Normal RESIDUE = Normal.of(.47, .15).cut(.10, .65);
  private static final double HALVING_SIGMA = .3;
  private static final double DOUBLING_SIGMA = .25;
  private static final double OTHER_DOUBLING_SIGMA = .35;
  private static final double REFRACTORY_DOUBLING = 9;
  private static final double DEFAULT_HALVING = 5;
  private static final LogNormal REGROWTH_OFF_DRUG = LogNormal.ofMedianAndSigma(20, .3);

  /** How a line of treatment goes: what the line's key table says, and the curve of the tumour. */
  static final class Response {
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
      double sensitive = doublings(-onDrug / halvingWeeks);
      if (weeks > stopWeek) {
        sensitive *= doublings((weeks - stopWeek) / offDrugDoublingWeeks);
      }
      double resistant =
          resistantFraction == 0 ? 0 : resistantFraction * doublings(weeks / doublingWeeks);
      return residue + (1 - residue) * ((1 - resistantFraction) * sensitive + resistant);
    }

    private static double doublings(double n) {
      return Math.exp(n * 0.6931471805599453);
    }
  }

  /** The response of a patient's line. */
  Response draw(Drug drug, Patient patient, boolean brcaDeficient, Draw draw) {
    double zUniform = draw.nextDouble();
    Effect effect = effect(drug, patient, brcaDeficient, zUniform);
    double verdict =
        Math.sqrt(severityShare) * patient.frailty
            + Math.sqrt(1 - severityShare) * Network.normal(draw);
    double growth = -.5 * patient.frailty + Math.sqrt(.75) * Network.normal(draw);
    double exponent = effect.cloneExponent + effect.cloneSd * Network.normal(draw);
    double uniform = draw.nextDouble();
    double halving = Math.exp(HALVING_SIGMA * Network.normal(draw));
    double offDrug =
        drug == Drug.PEMBROLIZUMAB ? Double.POSITIVE_INFINITY : REGROWTH_OFF_DRUG.sample(draw);
    if (verdict < effect.sensitiveBelow) {
      boolean isDurable = uniform < effect.durable;
      double residue = draw.nextDouble() < NO_RESIDUE ? 0 : RESIDUE.sample(draw);
      return new Response(
          ResponseClass.SENSITIVE,
          isDurable ? 0 : Math.min(Math.pow(10, exponent), MOST_RESISTANT),
          residue,
          effect.halvingWeeks * halving,
          effect.doublingWeeks * Math.exp(DOUBLING_SIGMA * growth),
          offDrug);
    }
    boolean isStable = verdict < effect.stableBelow;
    double doubling = isStable ? effect.stableDoublingWeeks : REFRACTORY_DOUBLING;
    return new Response(
        isStable ? ResponseClass.STABILISED : ResponseClass.REFRACTORY,
        isStable ? .55 + .40 * uniform : .85 + .15 * uniform,
        0,
        DEFAULT_HALVING * halving,
        doubling * Math.exp(OTHER_DOUBLING_SIGMA * growth),
        offDrug);
  }
}
