package dev.medley.scenario.pbmclaims;

import dev.medley.random.Discrete;
import java.util.List;

/** Who is insured, what people of an age and sex need, and which drugs. */
final class Demography {
  static final int BANDS = 5;
  static final int SEXES = 2;

  /** Share of PART_D members, over all payers. */
  private static final double PART_D = 0.40;

  private static final double[] COMMERCIAL_BANDS = {0.22, 0.24, 0.25, 0.26, 0.03};
  private static final double[] PART_D_BANDS = {0, 0.01, 0.03, 0.09, 0.87};

  /** First age of a band, and the age after its last; the last band thins out with age. */
  private static final int[] AGE_FROM = {0, 18, 35, 50, 65, 75};

  private static final int OLDEST_PART_D = 98;

  private static final double[] NEED = {0.25, 0.45, 0.80, 1.35, 1.80};
  private static final double[] NEED_BY_SEX = {1.1, 0.9};

  /** Acute courses, relative to one another. */
  private static final double[] INFECTIONS = {2.2, 1.1, 0.9, 0.7, 0.6};

  private static final int ROUNDS = 60;

  private final Discrete commercial = Discrete.of(COMMERCIAL_BANDS);
  private final Discrete partD = Discrete.of(PART_D_BANDS);
  private final double meanNeed;
  private final double meanInfections;

  /** Which drug a new therapy is of, by band and sex. */
  private final Discrete[][] kinds = new Discrete[BANDS][SEXES];

  Demography(List<Drug> drugs, double brandShare) {
    double need = 0;
    double infections = 0;
    for (int band = 0; band < BANDS; band++) {
      need += people(band) * NEED[band];
      infections += people(band) * INFECTIONS[band];
    }
    this.meanNeed = need;
    this.meanInfections = infections;
    fit(drugs, shares(drugs, brandShare));
  }

  private static double people(int band) {
    return (1 - PART_D) * COMMERCIAL_BANDS[band] + PART_D * PART_D_BANDS[band];
  }

  /** Share of each drug among all therapies. */
  private static double[] shares(List<Drug> drugs, double brandShare) {
    double generics = 0;
    double brands = 0;
    for (Drug drug : drugs) {
      double weight = drug.line.weight() * drug.line.startShare();
      generics += drug.isBrand ? 0 : weight;
      brands += drug.isBrand ? weight : 0;
    }
    double[] shares = new double[drugs.size()];
    for (Drug drug : drugs) {
      double weight = drug.line.weight() * drug.line.startShare();
      shares[drug.index] =
          drug.isBrand ? brandShare * weight / brands : (1 - brandShare) * weight / generics;
    }
    return shares;
  }

  /** Scales the drugs so that each keeps its share of all therapies, whatever age does to it. */
  private void fit(List<Drug> drugs, double[] shares) {
    double[] scales = shares.clone();
    double[] weights = new double[shares.length];
    for (int round = 0; round < ROUNDS; round++) {
      double[] made = new double[shares.length];
      for (int band = 0; band < BANDS; band++) {
        for (int sex = 0; sex < SEXES; sex++) {
          double sum = weights(drugs, scales, band, sex, weights);
          double therapies = people(band) / SEXES * NEED[band] * NEED_BY_SEX[sex] / meanNeed;
          for (int i = 0; i < weights.length; i++) {
            made[i] += therapies * weights[i] / sum;
          }
          kinds[band][sex] = Discrete.of(weights);
        }
      }
      for (int i = 0; i < scales.length; i++) {
        scales[i] = made[i] == 0 ? 0 : scales[i] * shares[i] / made[i];
      }
    }
  }

  private static double weights(
      List<Drug> drugs, double[] scales, int band, int sex, double[] weights) {
    double sum = 0;
    for (Drug drug : drugs) {
      weights[drug.index] = scales[drug.index] * drug.line.ages().factor(band, sex);
      sum += weights[drug.index];
    }
    return sum;
  }

  /** An age in years: even within the bands of working age, thinning out above 65. */
  int age(boolean isPartD, double uniformBand, double uniformAge) {
    int band = (isPartD ? partD : commercial).at(uniformBand);
    int from = AGE_FROM[band];
    if (band < BANDS - 1) {
      return from + (int) (uniformAge * (AGE_FROM[band + 1] - from));
    }
    int years = (isPartD ? OLDEST_PART_D : AGE_FROM[BANDS]) - from;
    return from + (int) (years * (1 - Math.sqrt(1 - uniformAge)));
  }

  static int band(int age) {
    int band = BANDS - 1;
    while (age < AGE_FROM[band]) {
      band--;
    }
    return band;
  }

  /** Need of therapies, mean 1. */
  double need(int band, int sex) {
    return NEED[band] * NEED_BY_SEX[sex] / meanNeed;
  }

  /** Acute courses, mean 1. */
  double infections(int band) {
    return INFECTIONS[band] / meanInfections;
  }

  /** Index of the drug of a new therapy. */
  int kind(int band, int sex, double uniform) {
    return kinds[band][sex].at(uniform);
  }
}
