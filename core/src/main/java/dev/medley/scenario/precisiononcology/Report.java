package dev.medley.scenario.precisiononcology;

import dev.medley.scenario.precisiononcology.PrecisionOncology.BiomarkerResult;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Classification;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Gene;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Panel;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ReportType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ResultStatus;
import dev.medley.world.Emitter;

/**
 * A laboratory's report, of which every result is a row.
 *
 * @param number last digit of its id
 * @param specimenDay on which the specimen was taken
 * @param day on which it was signed
 */
record Report(Patient patient, ReportType type, int number, Panel panel, int specimenDay, int day) {

  /** A gene without a variant, or without a result. */
  void without(Emitter out, int result, Gene gene, ResultStatus status) {
    emit(out, result, gene.name(), status, null, null, null, null, false);
  }

  /** A gene with a variant whose evidence suffices. */
  void detected(
      Emitter out, int result, Gene gene, String variant, Classification truth, Double pct) {
    emit(out, result, gene.name(), ResultStatus.DETECTED, variant, truth, pct, null, false);
  }

  /** A gene with a variant whose evidence does not. */
  void uncertain(
      Emitter out, int result, Gene gene, String variant, Classification truth, Double pct) {
    emit(out, result, gene.name(), ResultStatus.DETECTED, variant, truth, pct, null, true);
  }

  /** PD-L1; the score is NULL without enough tissue. */
  void scored(Emitter out, int result, ResultStatus status, Double tps) {
    emit(out, result, PrecisionOncology.PD_L1, status, null, null, null, tps, false);
  }

  private void emit(
      Emitter out,
      int result,
      String biomarker,
      ResultStatus status,
      String variant,
      Classification classification,
      Double variantPct,
      Double tpsPct,
      boolean isUncertain) {
    Centre centre = patient.centre;
    out.emit(
        PrecisionOncology.BIOMARKER_RESULTS,
        new BiomarkerResult(
            patient.id * 100 + result,
            patient.id * 10 + number,
            patient.id,
            centre.id,
            type,
            panel,
            biomarker,
            status,
            variant,
            classification,
            variantPct,
            tpsPct,
            specimenDay,
            day,
            isUncertain,
            centre.legacyLab,
            centre.writesOldNotation(day),
            centre.writesFractions(day),
            centre.resends(day),
            patient.diagnosisDay));
  }
}
