package dev.medley.scenario.oncologyjourney;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Param;
import dev.medley.scenario.oncologyjourney.OncologyJourney.CancerStage;
import dev.medley.scenario.oncologyjourney.OncologyJourney.CaseTruth;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Intent;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Precision;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Reason;
import dev.medley.scenario.oncologyjourney.OncologyJourney.RegistryCase;
import dev.medley.scenario.oncologyjourney.OncologyJourney.TherapyLine;
import dev.medley.scenario.oncologyjourney.OncologyJourney.Tumor;
import dev.medley.scenario.oncologyjourney.OncologyJourney.VitalStatus;
import dev.medley.world.Horizon;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class JourneyTest {
  private static final OncologyJourney SCENARIO = new OncologyJourney();
  private static final Horizon YEAR = Horizon.of("2019-07-01", "2020-06-30");
  private static final int UNITS = 24;
  private static final int CUT_OFF = (int) YEAR.to().toEpochDay() + 731;

  private static CollectedRows year;
  private static Map<Long, RegistryCase> cases;
  private static Map<Long, List<TherapyLine>> lines;

  @BeforeAll
  static void followAYear() {
    year = simulate(Map.of());
    cases = cases(year);
    lines = lines(year);
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(7, "oncology_journey", YEAR, UNITS, overrides);
    CollectedRows rows = new CollectedRows();
    var simulator = SCENARIO.simulator(world);
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, UNITS, YEAR); i++) {
        simulator.open(SCENARIO.cell(region, i, world)).advanceTo(YEAR.end(), rows);
      }
    }
    return rows;
  }

  private static CollectedRows without(Param param, double value) {
    return simulate(Map.of(param.key(), value));
  }

  private static Map<Long, RegistryCase> cases(CollectedRows rows) {
    Map<Long, RegistryCase> byId = new TreeMap<>();
    rows.of(OncologyJourney.REGISTRY_CASES).forEach(c -> byId.put(c.patientId(), c));
    return byId;
  }

  private static Map<Long, List<TherapyLine>> lines(CollectedRows rows) {
    return rows.of(OncologyJourney.THERAPY_LINES).stream()
        .collect(Collectors.groupingBy(TherapyLine::patientId));
  }

  private static double share(
      CollectedRows rows, Predicate<RegistryCase> of, Predicate<RegistryCase> what) {
    return mean(rows, of, c -> what.test(c) ? 1 : 0);
  }

  private static double mean(
      CollectedRows rows, Predicate<RegistryCase> of, ToDoubleFunction<RegistryCase> value) {
    return rows.of(OncologyJourney.REGISTRY_CASES).stream()
        .filter(of)
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }

  private static boolean isLungIv(RegistryCase c) {
    return c.tumorType() == Tumor.LUNG && c.stage() == CancerStage.IV;
  }

  private static boolean isDead(RegistryCase c) {
    return c.vitalStatus() == VitalStatus.DECEASED;
  }

  private static double daysSeen(RegistryCase c) {
    return c.lastContactDate() - c.diagnosisDate();
  }

  /** Deaths by days seen, of a group: the crude hazard. */
  private static double hazard(CollectedRows rows, Predicate<RegistryCase> of) {
    return share(rows, of, JourneyTest::isDead) / mean(rows, of, JourneyTest::daysSeen);
  }

  // ---- what a registrar checks

  @Test
  void linesFollowOneAnotherFromDiagnosisToTheEndOfFollowUp() {
    assertTrue(lines.size() > 15_000);
    lines.forEach(
        (patient, own) -> {
          RegistryCase c = cases.get(patient);
          int before = c.diagnosisDate();
          for (int n = 0; n < own.size(); n++) {
            TherapyLine line = own.get(n);
            assertEquals(n + 1, line.lineOfTherapy());
            assertTrue(line.startDate() > before, line.toString());
            assertTrue(line.startDate() <= c.lastContactDate(), line.toString());
            assertEquals(line.endDate() == null, line.reasonForDiscontinuation() == null);
            assertTrue(n == 0 || line.therapyIntent() == Intent.PALLIATIVE);
            if (line.endDate() == null) {
              assertEquals(own.size(), n + 1, "nothing comes after a line that goes on");
            } else {
              assertTrue(line.endDate() > line.startDate(), line.toString());
              assertTrue(line.endDate() <= c.lastContactDate(), line.toString());
              before = line.endDate() - 1;
            }
          }
          TherapyLine last = own.get(own.size() - 1);
          if (last.reasonForDiscontinuation() == Reason.DEATH) {
            assertEquals(c.dateOfDeath(), last.endDate());
          }
          if (last.reasonForDiscontinuation() == Reason.LOST_TO_FOLLOW_UP) {
            assertFalse(isDead(c));
            assertEquals(c.lastContactDate(), last.endDate());
          }
          assertTrue(own.stream().filter(l -> l.therapyIntent() == Intent.PALLIATIVE).count() <= 3);
        });
  }

  @Test
  void aDeathHasADateAndTheLivingAreSeenBeforeTheCutOff() {
    for (RegistryCase c : cases.values()) {
      assertEquals(isDead(c), c.dateOfDeath() != null);
      assertEquals(isDead(c) ? Precision.DAY : null, c.deathDatePrecision());
      assertTrue(c.lastContactDate() <= CUT_OFF && c.lastContactDate() >= c.diagnosisDate());
      if (isDead(c)) {
        assertEquals(c.dateOfDeath(), c.lastContactDate());
        assertTrue(c.lastEncounterDate() <= c.dateOfDeath());
        assertTrue(c.lastEncounterDate() >= c.diagnosisDate());
      } else {
        assertNull(c.lastEncounterDate());
      }
      if (c.ngsTestDate() != null) {
        assertTrue(c.ngsTestDate() <= c.lastContactDate());
        assertEquals(Tumor.LUNG, c.tumorType());
      }
    }
  }

  @Test
  void inhibitorsAreForKnownDriversAlone() {
    int given = 0;
    for (TherapyLine line : year.of(OncologyJourney.THERAPY_LINES)) {
      boolean isEgfr = line.drugRegimen().equals(Regimen.OSIMERTINIB.code);
      if (isEgfr || line.drugRegimen().equals(Regimen.ALECTINIB.code)) {
        RegistryCase c = cases.get(line.patientId());
        assertEquals(isEgfr ? "EGFR+/ALK-" : "EGFR-/ALK+", c.biomarkerStatus());
        assertTrue(c.ngsTestDate() <= line.startDate());
        given++;
      }
    }
    assertTrue(given > 300);
  }

  @Test
  void nobodyIsGivenAgainWhatHasJustFailed() {
    for (List<TherapyLine> own : lines.values()) {
      for (int n = 1; n < own.size(); n++) {
        assertFalse(own.get(n).drugRegimen().equals(own.get(n - 1).drugRegimen()), own.toString());
      }
    }
  }

  @Test
  void clinicsKeepTheirDays() {
    Set<Integer> days = new HashSet<>();
    for (TherapyLine line : year.of(OncologyJourney.THERAPY_LINES)) {
      days.add(line.startDate());
      if (line.endDate() != null
          && line.reasonForDiscontinuation() != Reason.DEATH
          && line.reasonForDiscontinuation() != Reason.LOST_TO_FOLLOW_UP
          && !line.endDate().equals(cases.get(line.patientId()).dateOfDeath())) {
        days.add(line.endDate());
      }
    }
    cases.values().forEach(c -> days.add(c.diagnosisDate()));
    assertTrue(days.stream().noneMatch(UsCalendar::isWeekend));
    assertFalse(days.contains(UsCalendar.day(2019, 12, 24)));
    assertFalse(days.contains(UsCalendar.day(2020, 7, 3)), "Independence Day is observed");
    long sameWeekday =
        lines.values().stream()
            .filter(own -> own.size() > 1)
            .filter(
                own ->
                    WallClock.weekday(own.get(0).startDate())
                        == WallClock.weekday(own.get(1).startDate()))
            .count();
    double many = lines.values().stream().filter(own -> own.size() > 1).count();
    assertEquals(0.5, sameWeekday / many, 0.06);
  }

  @Test
  void idsAreUniqueAndTellNothingOfTheOrder() {
    List<TherapyLine> all = year.of(OncologyJourney.THERAPY_LINES);
    assertEquals(all.size(), all.stream().map(TherapyLine::lineId).distinct().count());
    assertEquals(cases.size(), year.of(OncologyJourney.REGISTRY_CASES).size());
    double rising =
        lines.values().stream()
            .filter(own -> own.size() > 1)
            .mapToInt(own -> own.get(0).lineId() < own.get(1).lineId() ? 1 : 0)
            .average()
            .orElseThrow();
    assertTrue(rising > 0.2 && rising < 0.8, "share " + rising);
  }

  @Test
  void relapsesBelongToThoseWhoAreNotCured() {
    Map<Long, CaseTruth> truths =
        year.of(OncologyJourney.CASE_TRUTH).stream()
            .collect(Collectors.toMap(CaseTruth::patientId, t -> t));
    int relapses = 0;
    for (RegistryCase c : cases.values()) {
      CaseTruth truth = truths.get(c.patientId());
      assertEquals(c.dateOfDeath(), truth.trueDeathDate());
      if (truth.relapseDate() != null) {
        relapses++;
        assertFalse(truth.cured());
        assertTrue(c.stage() != CancerStage.IV && truth.relapseDate() <= c.lastContactDate());
      }
    }
    assertTrue(relapses > 1_000);
  }

  // ---- mechanisms, on and off

  @Test
  void ageMakesUnfitAndSeverityPassesItOn() {
    Predicate<RegistryCase> old = c -> isLungIv(c) && c.ageAtDiagnosis() >= 75;
    Predicate<RegistryCase> young = c -> isLungIv(c) && c.ageAtDiagnosis() < 65;
    Predicate<RegistryCase> unfit = c -> c.ecogAtDiagnosis() >= 2;
    assertTrue(share(year, old, unfit) > share(year, young, unfit) + 0.12);
    assertTrue(hazard(year, old) > 1.15 * hazard(year, young));
    CollectedRows ageless = without(OncologyJourney.AGE_IN_SEVERITY, 0);
    assertEquals(share(ageless, young, unfit), share(ageless, old, unfit), 0.04);
  }

  @Test
  void frailtySelectsThoseWhoReachTheThirdLine() {
    assertTrue(frailty(year, 3) < 0.93 * frailty(year, 0));
    CollectedRows alike = without(OncologyJourney.FRAILTY, 0);
    assertEquals(frailty(alike, 0), frailty(alike, 3), 1e-9);
  }

  /** Mean frailty of stage IV lung cancer that had so many lines at least. */
  private static double frailty(CollectedRows rows, int atLeast) {
    Map<Long, List<TherapyLine>> own = lines(rows);
    Map<Long, RegistryCase> patients = cases(rows);
    return rows.of(OncologyJourney.CASE_TRUTH).stream()
        .filter(t -> isLungIv(patients.get(t.patientId())))
        .filter(t -> own.getOrDefault(t.patientId(), List.of()).size() >= atLeast)
        .mapToDouble(CaseTruth::frailty)
        .average()
        .orElseThrow();
  }

  @Test
  void theFitAreGivenRegimenB() {
    assertTrue(ecog(year, Regimen.REGIMEN_B) < ecog(year, Regimen.REGIMEN_C) - 0.5);
    CollectedRows blind = without(OncologyJourney.FITNESS, 0);
    assertEquals(ecog(blind, Regimen.REGIMEN_C), ecog(blind, Regimen.REGIMEN_B), 0.15);
  }

  private static double ecog(CollectedRows rows, Regimen regimen) {
    return rows.of(OncologyJourney.THERAPY_LINES).stream()
        .filter(l -> l.lineOfTherapy() == 2 && l.drugRegimen().equals(regimen.code))
        .mapToInt(TherapyLine::ecogAtStart)
        .average()
        .orElseThrow();
  }

  @Test
  void aTestedPatientHadToLiveToBeTested() {
    Predicate<RegistryCase> tested = c -> isLungIv(c) && c.ngsTestDate() != null;
    Predicate<RegistryCase> untested = c -> isLungIv(c) && c.ngsTestDate() == null;
    assertTrue(hazard(year, tested) < 0.75 * hazard(year, untested));
    // Orders do not act on anybody who is not given an inhibitor for it.
    Map<Long, List<TherapyLine>> never = lines(without(OncologyJourney.TEST_LOG_ODDS, -10));
    int same = 0;
    for (RegistryCase c : cases.values()) {
      if (isLungIv(c) && "EGFR-/ALK-".equals(c.biomarkerStatus())) {
        List<TherapyLine> with = lines.get(c.patientId());
        assertEquals(with == null, never.get(c.patientId()) == null);
        assertTrue(with == null || with.equals(never.get(c.patientId())));
        same++;
      }
    }
    assertTrue(same > 1_000);
  }

  @Test
  void impossibleDatesHaveTheirAuthors() {
    assertEquals(1 / 12.0, sloppyLines(year), 0.03);
    assertTrue(sloppyLines(without(OncologyJourney.SLOPPY, 0)) < 0.002);
  }

  private static double sloppyLines(CollectedRows rows) {
    return rows.of(OncologyJourney.THERAPY_LINES).stream()
        .mapToInt(l -> l.sloppy() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void thePandemicHidesDiagnoses() {
    CollectedRows calm = without(OncologyJourney.PANDEMIC, 0);
    assertEquals(0.6, april2020(year) / april2020(calm), 0.05);
  }

  private static double april2020(CollectedRows rows) {
    return rows.of(OncologyJourney.REGISTRY_CASES).stream()
        .filter(c -> UsCalendar.monthNumber(c.diagnosisDate()) == 50 * 12 + 3)
        .count();
  }

  @Test
  void registriesAreNotAlike() {
    assertTrue(spreadOfLung(year) > 2.5 * spreadOfLung(without(OncologyJourney.SPREAD, 0)));
  }

  /** Between registries, of the share of lung cancer. */
  private static double spreadOfLung(CollectedRows rows) {
    List<Double> shares =
        new ArrayList<>(
            rows.of(OncologyJourney.REGISTRY_CASES).stream()
                .collect(
                    Collectors.groupingBy(
                        RegistryCase::registryId,
                        Collectors.averagingDouble(c -> c.tumorType() == Tumor.LUNG ? 1 : 0)))
                .values());
    double mean = shares.stream().mapToDouble(s -> s).average().orElseThrow();
    return Math.sqrt(
        shares.stream().mapToDouble(s -> (s - mean) * (s - mean)).average().orElseThrow());
  }

  @Test
  void longerFollowUpSeesMoreOfTheSameLives() {
    Map<Long, RegistryCase> later = cases(without(OncologyJourney.DAYS_AFTER_HORIZON, 1_200));
    assertEquals(cases.keySet(), later.keySet());
    cases.forEach(
        (id, c) -> {
          RegistryCase l = later.get(id);
          assertEquals(c.diagnosisDate(), l.diagnosisDate());
          assertTrue(l.lastContactDate() >= c.lastContactDate() || isDead(l));
          if (isDead(c)) {
            assertEquals(c.dateOfDeath(), l.dateOfDeath());
          }
        });
  }
}
