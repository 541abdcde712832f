package dev.medley.scenario.precisiononcology;

/** What the network gives; the rest of it is in drugs.csv and efficacy.csv. */
enum Drug {
  PEMBROLIZUMAB,
  OSIMERTINIB,
  GEFITINIB,
  ALECTINIB,
  DRUG_X,
  DRUG_Y,
  DRUG_Z,
  OLAPARIB,
  LETROZOLE_PALBOCICLIB,
  TRASTUZUMAB_COMBO,
  PLATINUM_DOUBLET,
  DOCETAXEL,
  GEMCITABINE,
  CAPECITABINE,
  FOLFOX_BEV,
  FOLFIRI_BEV,
  FOLFIRINOX,
  GEM_NAB
}
