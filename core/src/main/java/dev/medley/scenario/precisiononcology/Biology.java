package dev.medley.scenario.precisiononcology;

import dev.medley.scenario.precisiononcology.PrecisionOncology.Ancestry;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Histology;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Smoking;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorType;
import dev.medley.world.Csv;
import dev.medley.world.World;
import java.util.List;

/** A line of biology.csv: how often a kind of tumour has which mutation. */
record Biology(
    TumorType tumor,
    Histology histology,
    Smoking smoking,
    Ancestry ancestry,
    double egfr,
    double kras,
    double alk,
    double g12cOfKras,
    double stk11,
    double brca) {

  static List<Biology> of(World world) {
    double g12c = world.value(PrecisionOncology.G12C_EVER);
    return Csv.read(Biology.class, "biology.csv", Biology.class).stream()
        .map(kind -> kind.smoking == Smoking.EVER ? kind.withG12c(g12c) : kind)
        .toList();
  }

  private Biology withG12c(double ofKras) {
    return new Biology(tumor, histology, smoking, ancestry, egfr, kras, alk, ofKras, stk11, brca);
  }

  boolean fits(Patient patient) {
    return tumor == patient.tumor
        && (histology == null || histology == patient.histology)
        && (smoking == null || smoking == patient.smoking)
        && (ancestry == null || ancestry == patient.ancestry);
  }
}
