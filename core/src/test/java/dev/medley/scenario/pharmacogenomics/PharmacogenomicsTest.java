package dev.medley.scenario.pharmacogenomics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Arm;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Gene;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Genotype;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Phenotype;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Rate;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Severity;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Subject;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.SubjectTruth;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Variant;
import dev.medley.scenario.pharmacogenomics.Pharmacogenomics.Visit;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.World;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PharmacogenomicsTest extends ScenarioContract {
  private static final Pharmacogenomics SCENARIO = new Pharmacogenomics();
  private static final Horizon DAYS = Horizon.of("2023-10-01", "2023-12-31");
  private static final int STUDIES = 30;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "40", "to", "2023-02-28");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.efficacy.block", "0"), Set.of("who_responds")),
        new Mechanism(
            Map.of("world.efficacy.gain", "0"), Set.of("how_strong_is_gene_a", "response")),
        new Mechanism(
            Map.of("world.metabolism.gene", "0"), Set.of("who_is_poisoned", "severe_by_phenotype")),
        new Mechanism(
            Map.of("world.alleles.ancestry_gap", "0"),
            Set.of("is_the_assay_broken", "cyp2c19_east_asian")),
        new Mechanism(
            Map.of("world.phenoconversion.clearance", "1"),
            Set.of("which_fast_metabolisers_are_poisoned")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), DAYS, STUDIES, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, STUDIES, DAYS); i++) {
        SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world)).advanceTo(DAYS.end(), rows);
      }
    }
    return rows;
  }

  @Test
  void aSubjectIsSeenEverySecondWeekUntilItLeaves() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, List<Visit>> visits =
        rows.of(Pharmacogenomics.VISITS).stream()
            .sorted(Comparator.comparing(Visit::visitWeek))
            .collect(Collectors.groupingBy(Visit::subjectId));
    for (Subject s : rows.of(Pharmacogenomics.SUBJECTS)) {
      List<Visit> own = visits.get(s.subjectId());
      Visit last = own.get(own.size() - 1);
      int worst = 0;
      for (int i = 0; i < own.size(); i++) {
        Visit v = own.get(i);
        assertEquals(2 * i, v.visitWeek());
        assertTrue(Holidays.RESEARCH.isBusinessDay(v.visitDate()), v.toString());
        assertTrue(i == 0 || v.visitDate() > own.get(i - 1).visitDate(), v.toString());
        assertTrue(worst < 5, "seen after death: " + v);
        worst = Math.max(worst, v.aeGrade());
        assertEquals(v.aeGrade() == 5, v.drugEfficacyScore() == null);
        assertEquals(
            v.visitWeek() > 0 && v.doseMg() > 0 && v.aeGrade() < 5, v.troughNgMl() != null);
      }
      assertEquals(s.enrolledDate(), own.get(0).visitDate());
      assertEquals(List.of(Severity.values()).get(worst), s.adverseEventSeverity());
      if (s.discontinuedWeek() == null) {
        assertEquals(12, last.visitWeek());
        assertEquals(last.drugEfficacyScore(), s.drugEfficacyScore());
      } else {
        assertEquals(s.discontinuedWeek().shortValue(), last.visitWeek());
        assertNull(s.drugEfficacyScore());
      }
    }
  }

  @Test
  void phenotypeLabelAndDoseFollowFromTheAlleles() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Subject> subjects =
        rows.of(Pharmacogenomics.SUBJECTS).stream()
            .collect(Collectors.toMap(Subject::subjectId, Function.identity()));
    for (Genotype g : rows.of(Pharmacogenomics.GENOTYPES)) {
      Subject s = subjects.get(g.subjectId());
      assertNotNull(s);
      boolean hasAlt = g.allele_1().equals("ALT") || g.allele_2().equals("ALT");
      switch (g.gene()) {
        case GENE_A -> assertEquals(Variant.of(hasAlt), s.geneVariantA());
        case GENE_B -> assertEquals(Variant.of(hasAlt), s.geneVariantB());
        case CYP2C19 -> {
          int losses = (g.allele_1().equals("*2") ? 1 : 0) + (g.allele_2().equals("*2") ? 1 : 0);
          assertEquals(losses == 2, g.phenotype() == Phenotype.PM);
          assertEquals(losses == 1, g.phenotype() == Phenotype.IM);
          assertEquals(losses > 0 ? Rate.SLOW : Rate.FAST, s.metabolicRate());
          int dose =
              s.arm() == Arm.PLACEBO ? 0 : s.arm() == Arm.GENOTYPE_GUIDED && losses > 0 ? 50 : 100;
          assertEquals(dose, s.doseMg());
        }
      }
    }
    assertEquals(
        3L * subjects.size(),
        rows.of(Pharmacogenomics.GENOTYPES).stream().filter(g -> g.gene() != null).count());
    assertTrue(
        rows.of(Pharmacogenomics.GENOTYPES).stream()
            .allMatch(g -> g.gene() == Gene.CYP2C19 || g.phenotype() == null));
  }

  @Test
  void theSecondGeneSwitchesTheDrugOff() {
    assertEquals(0.01, responseOfBoth(simulate(Map.of())), 1e-9);
    assertTrue(responseOfBoth(simulate(Map.of("efficacy.block", 0.0))) > 0.6);
  }

  /** Mean chance to respond of carriers of both genes, all arms. */
  private static double responseOfBoth(CollectedRows rows) {
    return mean(
        rows.of(Pharmacogenomics.SUBJECT_TRUTH),
        t -> t.trueA() && t.trueB(),
        SubjectTruth::responseProbability);
  }

  @Test
  void slowMetabolisersHaveHigherLevelsOnTheSameDose() {
    assertTrue(slowOverFast(simulate(Map.of())) > 1.7);
    assertEquals(1, slowOverFast(simulate(Map.of("metabolism.gene", 0.0))), 0.1);
  }

  private static double slowOverFast(CollectedRows rows) {
    Map<Long, Subject> subjects =
        rows.of(Pharmacogenomics.SUBJECTS).stream()
            .collect(Collectors.toMap(Subject::subjectId, Function.identity()));
    List<Visit> visits =
        rows.of(Pharmacogenomics.VISITS).stream()
            .filter(v -> v.troughNgMl() != null)
            .filter(v -> subjects.get(v.subjectId()).arm() == Arm.STANDARD)
            .toList();
    return mean(
            visits,
            v -> subjects.get(v.subjectId()).metabolicRate() == Rate.SLOW,
            Visit::troughNgMl)
        / mean(
            visits,
            v -> subjects.get(v.subjectId()).metabolicRate() == Rate.FAST,
            Visit::troughNgMl);
  }

  @Test
  void anInhibitorRaisesLevelsAndChangesNobodyElse() {
    CollectedRows with = simulate(Map.of());
    CollectedRows without = simulate(Map.of("phenoconversion.clearance", 1.0));
    Map<Long, Visit> twins =
        without.of(Pharmacogenomics.VISITS).stream()
            .collect(Collectors.toMap(Visit::visitId, Function.identity()));
    int raised = 0;
    for (Visit v : with.of(Pharmacogenomics.VISITS)) {
      Visit twin = twins.get(v.visitId());
      if (twin == null || v.troughNgMl() == null || twin.troughNgMl() == null) {
        continue;
      }
      double factor = v.cypInhibitor() ? 2.5 : 1;
      assertEquals(factor * twin.troughNgMl(), v.troughNgMl(), 0.2 * factor, v.toString());
      raised += v.cypInhibitor() ? 1 : 0;
    }
    assertTrue(raised > 0);
  }

  private static <T> double mean(List<T> all, Predicate<T> which, ToDoubleFunction<T> value) {
    return all.stream().filter(which).mapToDouble(value).average().orElseThrow();
  }
}
