package dev.medley.scenario.oncologyjourney;

import static dev.medley.scenario.oncologyjourney.Regimen.Kind.ADC;
import static dev.medley.scenario.oncologyjourney.Regimen.Kind.CHEMO;
import static dev.medley.scenario.oncologyjourney.Regimen.Kind.ET;
import static dev.medley.scenario.oncologyjourney.Regimen.Kind.HER2;
import static dev.medley.scenario.oncologyjourney.Regimen.Kind.IO;
import static dev.medley.scenario.oncologyjourney.Regimen.Kind.TKI;

import dev.medley.scenario.oncologyjourney.OncologyJourney.Tumor;
import java.util.Locale;

/**
 * The 21 regimens. Of the palliative ones, the median months to progression of a patient of average
 * frailty, the shape of that Weibull, toxic stops a month, planned months (0: until something
 * happens), what the regimen makes of the hazard of death, and the share of durable responses. Of
 * the curative ones only the plan and the toxicity matter. Regimens B and C are fictitious.
 */
enum Regimen {
  CARBO_PEM_PEMBRO(Tumor.LUNG, IO, 7.0, 1.10, 0.024, 0, 1, 0.14),
  PEMBROLIZUMAB(Tumor.LUNG, IO, 4.6, 1.0, 0.020, 0, 1, 0.20),
  PLATINUM_DOUBLET(Tumor.LUNG, CHEMO, 4.8, 1.15, 0.030, 4.2, 1, 0),
  OSIMERTINIB(Tumor.LUNG, TKI, 21, 1.25, 0.004, 0, 0.22, 0),
  ALECTINIB(Tumor.LUNG, TKI, 32, 1.2, 0.004, 0, 0.25, 0),
  REGIMEN_B("regimen_B", Tumor.LUNG, CHEMO, 6.8, 1.15, 0.026, 0, 0.55, 0),
  REGIMEN_C("regimen_C", Tumor.LUNG, CHEMO, 3.4, 1.15, 0.032, 0, 1.10, 0),
  GEMCITABINE(Tumor.LUNG, CHEMO, 2.6, 1.1, 0.030, 0, 1, 0),
  LETROZOLE_PALBOCICLIB(Tumor.BREAST, ET, 22, 1.1, 0.006, 0, 0.22, 0),
  LETROZOLE(Tumor.BREAST, ET, 15, 1.1, 0.004, 0, 0.22, 0),
  THP(Tumor.BREAST, HER2, 20, 1.1, 0.008, 0, 0.22, 0),
  GEM_CARBO(Tumor.BREAST, CHEMO, 5.6, 1.1, 0.030, 0, 0.7, 0),
  FULVESTRANT_RIBOCICLIB(Tumor.BREAST, ET, 11, 1.1, 0.008, 0, 0.35, 0),
  CAPECITABINE(Tumor.BREAST, CHEMO, 6.0, 1.1, 0.020, 0, 0.5, 0),
  T_DXD(Tumor.BREAST, ADC, 20, 1.1, 0.014, 0, 0.35, 0),
  SACITUZUMAB(Tumor.BREAST, ADC, 5.4, 1.1, 0.015, 0, 0.8, 0),
  ERIBULIN(Tumor.BREAST, CHEMO, 3.6, 1.1, 0.020, 0, 0.8, 0),
  AC_T(Tumor.BREAST, CHEMO, 4.6, 0.020),
  TCHP(Tumor.BREAST, HER2, 11.5, 0.020),
  CISPLATIN_PEM_ADJ(Tumor.LUNG, CHEMO, 2.9, 0.050),
  DURVALUMAB_CRT(Tumor.LUNG, IO, 10, 0.030);

  /** Immunotherapy, chemotherapy, kinase inhibitor, endocrine, anti-HER2, antibody-drug. */
  enum Kind {
    IO,
    CHEMO,
    TKI,
    ET,
    HER2,
    ADC
  }

  final String code;
  final Tumor tumor;
  final Kind kind;
  final double medianMonths;
  final double shape;
  final double toxicityPerMonth;
  final double plannedMonths;
  final double deathMultiplier;
  final double durableShare;

  Regimen(
      String code,
      Tumor tumor,
      Kind kind,
      double medianMonths,
      double shape,
      double toxicityPerMonth,
      double plannedMonths,
      double deathMultiplier,
      double durableShare) {
    this.code = code == null ? name().toLowerCase(Locale.ROOT) : code;
    this.tumor = tumor;
    this.kind = kind;
    this.medianMonths = medianMonths;
    this.shape = shape;
    this.toxicityPerMonth = toxicityPerMonth;
    this.plannedMonths = plannedMonths;
    this.deathMultiplier = deathMultiplier;
    this.durableShare = durableShare;
  }

  Regimen(
      Tumor tumor,
      Kind kind,
      double medianMonths,
      double shape,
      double toxicityPerMonth,
      double plannedMonths,
      double deathMultiplier,
      double durableShare) {
    this(
        null,
        tumor,
        kind,
        medianMonths,
        shape,
        toxicityPerMonth,
        plannedMonths,
        deathMultiplier,
        durableShare);
  }

  /** A curative one. */
  Regimen(Tumor tumor, Kind kind, double plannedMonths, double toxicityPerMonth) {
    this(null, tumor, kind, 0, 0, toxicityPerMonth, plannedMonths, 0, 0);
  }

  boolean isCurative() {
    return medianMonths == 0;
  }

  /** Given for two years at the most. */
  boolean hasPembrolizumab() {
    return this == CARBO_PEM_PEMBRO || this == PEMBROLIZUMAB;
  }

  /** Easy on the patient: nobody stops it lightly. */
  boolean isGentle() {
    return deathMultiplier <= 0.25;
  }
}
