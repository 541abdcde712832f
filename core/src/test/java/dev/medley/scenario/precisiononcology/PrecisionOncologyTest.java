package dev.medley.scenario.precisiononcology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.precisiononcology.PrecisionOncology.BestResponse;
import dev.medley.scenario.precisiononcology.PrecisionOncology.BiomarkerResult;
import dev.medley.scenario.precisiononcology.PrecisionOncology.EndOfFollowUp;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PatientRow;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PatientTruth;
import dev.medley.scenario.precisiononcology.PrecisionOncology.PfsEvent;
import dev.medley.scenario.precisiononcology.PrecisionOncology.RecistStatus;
import dev.medley.scenario.precisiononcology.PrecisionOncology.ReportType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.Treatment;
import dev.medley.scenario.precisiononcology.PrecisionOncology.TumorAssessment;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PrecisionOncologyTest extends ScenarioContract {
  private static final PrecisionOncology SCENARIO = new PrecisionOncology();
  private static final int UNITS = 16;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units", "14",
        "seed", "4",
        "to", "2021-10-31");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.clone.drug_x_g12c", "0.345",
                "world.death.after_progression", "0.02",
                "world.expensive_failure.liberal", "0",
                "world.expensive_failure.strict", "0",
                "world.next_indication.works", "0",
                "world.resistance.regrowth_weeks", "11",
                "world.vus.pathogenic", "1"),
            Set.of(
                "amended_benign",
                "drug_x_or_y",
                "gefitinib_relapse",
                "low_pd_l1",
                "lung_survival",
                "next_indication",
                "survival",
                "uncertain_variant")));
  }

  private static CollectedRows rows(Map<String, Double> settings) {
    Horizon year = Horizon.of("2021-01-01", "2021-12-31");
    World world = new World(7, SCENARIO.name(), year, UNITS, settings);
    Simulator simulator = SCENARIO.simulator(world);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, UNITS, year); i++) {
        Simulation cell = simulator.open(SCENARIO.cell(region, i, world));
        cell.emitDimensions(rows);
        cell.advanceTo(year.end(), rows);
      }
    }
    return rows;
  }

  private static Map<Long, PatientRow> patients(CollectedRows rows) {
    return rows.of(PrecisionOncology.PATIENTS).stream()
        .collect(Collectors.toMap(PatientRow::patientId, Function.identity()));
  }

  private static Map<Long, PatientTruth> truths(CollectedRows rows) {
    return rows.of(PrecisionOncology.PATIENT_TRUTH).stream()
        .collect(Collectors.toMap(PatientTruth::patientId, Function.identity()));
  }

  // ---- invariants

  @Test
  void linesFollowEachOtherAndNothingIsAfterTheLastContact() {
    CollectedRows rows = rows(Map.of());
    Map<Long, PatientRow> patients = patients(rows);
    Map<Long, List<Treatment>> lines =
        rows.of(PrecisionOncology.TREATMENTS).stream()
            .collect(Collectors.groupingBy(Treatment::patientId));
    assertFalse(lines.isEmpty());
    lines.forEach(
        (id, all) -> {
          PatientRow patient = patients.get(id);
          List<Treatment> inOrder = new ArrayList<>(all);
          inOrder.sort(Comparator.comparing(Treatment::lineNumber));
          int free = patient.diagnosisDate() + 1;
          int number = 1;
          for (Treatment line : inOrder) {
            assertEquals(number++, line.lineNumber(), () -> "lines of " + id);
            assertTrue(line.startDate() >= free, () -> line + " overlaps");
            assertTrue(Network.WORK.isBusinessDay(line.startDate()), line::toString);
            assertTrue(line.startDate() + line.pfsDays() <= patient.lastContactDate());
            if (line.endDate() != null) {
              assertTrue(line.endDate() <= patient.lastContactDate(), line::toString);
              free = line.endDate() + 1;
            } else {
              assertNull(line.endReason());
              assertEquals(EndOfFollowUp.CUT_OFF, patient.endOfFollowUp());
              free = Integer.MAX_VALUE;
            }
          }
        });
    for (TumorAssessment scan : rows.of(PrecisionOncology.TUMOR_ASSESSMENTS)) {
      assertTrue(Network.WORK.isBusinessDay(scan.assessmentDate()), scan::toString);
      assertTrue(scan.assessmentDate() <= patients.get(scan.patientId()).lastContactDate());
    }
    for (BiomarkerResult result : rows.of(PrecisionOncology.BIOMARKER_RESULTS)) {
      PatientRow patient = patients.get(result.patientId());
      assertTrue(result.specimenDate() <= patient.lastContactDate(), result::toString);
      assertTrue(result.specimenDate() <= result.reportDate(), result::toString);
      assertTrue(Network.WORK.isBusinessDay(result.reportDate()), result::toString);
      if (patient.endOfFollowUp() == EndOfFollowUp.LOST) {
        assertTrue(result.reportDate() <= patient.lastContactDate(), result::toString);
      }
    }
  }

  @Test
  void statusBestResponseAndProgressionFollowFromTheMeasuredSums() {
    CollectedRows rows = rows(Map.of());
    Map<Long, List<TumorAssessment>> scans =
        rows.of(PrecisionOncology.TUMOR_ASSESSMENTS).stream()
            .collect(Collectors.groupingBy(TumorAssessment::treatmentId));
    for (Treatment line : rows.of(PrecisionOncology.TREATMENTS)) {
      List<TumorAssessment> inOrder = new ArrayList<>(scans.get(line.treatmentId()));
      inOrder.sort(Comparator.comparing(TumorAssessment::assessmentDate));
      double baseline = inOrder.get(0).sldMm();
      double nadir = baseline;
      BestResponse best = BestResponse.NE;
      Integer progression = null;
      for (TumorAssessment scan : inOrder.subList(1, inOrder.size())) {
        assertNull(progression, () -> "a scan after progression: " + scan);
        RecistStatus status = status(scan.sldMm(), baseline, nadir);
        assertEquals(status, scan.recistStatus(), scan::toString);
        nadir = Math.min(nadir, scan.sldMm());
        BestResponse response = BestResponse.valueOf(status.name());
        if (status == RecistStatus.PD) {
          progression = scan.assessmentDate();
          best = best == BestResponse.NE ? BestResponse.PD : best;
        } else {
          best = best.compareTo(response) < 0 ? best : response;
        }
      }
      assertEquals(best, line.bestResponse(), line::toString);
      assertEquals(progression != null, line.pfsEvent() == PfsEvent.PROGRESSION, line::toString);
      if (progression != null) {
        assertEquals(progression - line.startDate(), line.pfsDays(), line::toString);
      }
    }
  }

  private static RecistStatus status(double mm, double baseline, double nadir) {
    if (mm >= 1.2 * nadir && mm >= nadir + 5) {
      return RecistStatus.PD;
    }
    if (mm == 0) {
      return RecistStatus.CR;
    }
    return mm <= .7 * baseline ? RecistStatus.PR : RecistStatus.SD;
  }

  @Test
  void t790mAppearsOnlyAfterTheFirstDoseOfGefitinib() {
    CollectedRows rows = rows(Map.of());
    Map<Long, Treatment> first =
        rows.of(PrecisionOncology.TREATMENTS).stream()
            .filter(t -> t.lineNumber() == 1)
            .collect(Collectors.toMap(Treatment::patientId, Function.identity()));
    List<BiomarkerResult> found =
        rows.of(PrecisionOncology.BIOMARKER_RESULTS).stream()
            .filter(r -> r.reportType() == ReportType.PROGRESSION)
            .toList();
    assertFalse(found.isEmpty());
    for (BiomarkerResult result : found) {
      Treatment line = first.get(result.patientId());
      assertEquals("gefitinib", line.drugName());
      assertTrue(result.specimenDate() > line.startDate() + line.pfsDays(), result::toString);
    }
  }

  // ---- null twins

  @Test
  void drugZWorksInStk11MutatedLungCancerAndNothingElseChangesWithoutIt() {
    CollectedRows on = rows(Map.of());
    CollectedRows off = rows(Map.of("next_indication.works", 0.0));
    assertTrue(meanPfsOfZ(on) > 1.5 * meanPfsOfZ(off));
    assertEquals(withoutZ(on), withoutZ(off));
  }

  private static double meanPfsOfZ(CollectedRows rows) {
    Map<Long, PatientTruth> truths = truths(rows);
    return rows.of(PrecisionOncology.TREATMENTS).stream()
        .filter(t -> t.drugName().equals("Drug Z"))
        .filter(t -> truths.get(t.patientId()).stk11())
        .mapToInt(Treatment::pfsDays)
        .average()
        .orElseThrow();
  }

  private static Set<Treatment> withoutZ(CollectedRows rows) {
    Set<Long> patients =
        rows.of(PrecisionOncology.TREATMENTS).stream()
            .filter(t -> t.drugName().equals("Drug Z"))
            .map(Treatment::patientId)
            .collect(Collectors.toSet());
    return rows.of(PrecisionOncology.TREATMENTS).stream()
        .filter(t -> !patients.contains(t.patientId()))
        .collect(Collectors.toSet());
  }

  @Test
  void aSlowerCloneLetsGefitinibLastLonger() {
    double story = meanPfsOfGefitinib(rows(Map.of()));
    double trial = meanPfsOfGefitinib(rows(Map.of("resistance.regrowth_weeks", 8.0)));
    assertTrue(trial > 1.4 * story, trial + " days after " + story);
  }

  private static double meanPfsOfGefitinib(CollectedRows rows) {
    return rows.of(PrecisionOncology.TREATMENTS).stream()
        .filter(t -> t.drugName().equals("gefitinib"))
        .filter(t -> t.bestResponse().compareTo(BestResponse.PR) <= 0)
        .mapToInt(Treatment::pfsDays)
        .average()
        .orElseThrow();
  }

  @Test
  void fewerDieOfTheDiseaseWhenItsHazardsAreGone() {
    double mortal = deceased(rows(Map.of()));
    double spared =
        deceased(
            rows(
                Map.of(
                    "death.on_line", 0.0,
                    "death.after_progression", 0.0,
                    "death.after_line_3", 0.0,
                    "death.untreated", 0.0)));
    assertTrue(mortal > 0.4 && spared < 0.1, mortal + " and " + spared);
  }

  private static double deceased(CollectedRows rows) {
    List<PatientRow> patients = rows.of(PrecisionOncology.PATIENTS);
    return patients.stream().filter(PatientRow::isDeceased).count() / (double) patients.size();
  }
}
