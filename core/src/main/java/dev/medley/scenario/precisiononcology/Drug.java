package dev.medley.scenario.precisiononcology;

import dev.medley.scenario.precisiononcology.PrecisionOncology.DrugClass;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Gene;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;

/**
 * What the network gives: label, list price and how many of those who take it stop for toxicity in
 * a month. Drug X, Y and Z are fictitious. Prices and labels are rounded figures of US list prices;
 * the toxicity rates give the shares that stop in the pivotal trials.
 */
enum Drug {
  PEMBROLIZUMAB(
      "pembrolizumab", DrugClass.IO, TumorType.LUNG, PrecisionOncology.PD_L1, 15_000, .009),
  OSIMERTINIB("osimertinib", DrugClass.EGFR_TKI_3G, TumorType.LUNG, Gene.EGFR.name(), 17_500, .008),
  GEFITINIB("gefitinib", DrugClass.EGFR_TKI_1G, TumorType.LUNG, Gene.EGFR.name(), 8_200, .015),
  ALECTINIB("alectinib", DrugClass.ALK_TKI, TumorType.LUNG, Gene.ALK.name(), 16_800, .005),
  DRUG_X("Drug X", DrugClass.KRAS_G12C, TumorType.LUNG, Gene.KRAS.name(), 19_500, .018),
  DRUG_Y("Drug Y", DrugClass.KRAS_G12C, TumorType.LUNG, Gene.KRAS.name(), 18_800, .015),
  DRUG_Z("Drug Z", DrugClass.METABOLIC, TumorType.BREAST, null, 14_500, .016),
  OLAPARIB("olaparib", DrugClass.PARP, TumorType.BREAST, null, 15_500, .007),
  LETROZOLE_PALBOCICLIB(
      "letrozole_palbociclib", DrugClass.CDK46_ET, TumorType.BREAST, null, 14_800, .0055),
  TRASTUZUMAB_COMBO("trastuzumab_combo", DrugClass.HER2, TumorType.BREAST, null, 13_200, .0065),
  PLATINUM_DOUBLET("platinum_doublet", .027),
  DOCETAXEL("docetaxel", .035),
  GEMCITABINE("gemcitabine", .04),
  CAPECITABINE("capecitabine", .018),
  FOLFOX_BEV("folfox_bev", .02),
  FOLFIRI_BEV("folfiri_bev", .022),
  FOLFIRINOX("folfirinox", .025),
  GEM_NAB("gem_nab", .05);

  private static final int CHEMO_USD = 6_000;

  final String label;
  final DrugClass drugClass;
  final TumorType labelTumor;
  final String labelBiomarker;
  final int usdPer30Days;
  final double stopsPerMonth;

  Drug(String label, double stopsPerMonth) {
    this(label, DrugClass.CHEMO, null, null, CHEMO_USD, stopsPerMonth);
  }

  Drug(
      String label,
      DrugClass drugClass,
      TumorType labelTumor,
      String labelBiomarker,
      int usdPer30Days,
      double stopsPerMonth) {
    this.label = label;
    this.drugClass = drugClass;
    this.labelTumor = labelTumor;
    this.labelBiomarker = labelBiomarker;
    this.usdPer30Days = usdPer30Days;
    this.stopsPerMonth = stopsPerMonth;
  }
}
