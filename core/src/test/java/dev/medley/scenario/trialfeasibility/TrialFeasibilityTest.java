package dev.medley.scenario.trialfeasibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Arm;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Deviation;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.DeviationClass;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.DiseaseFrequency;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Outcome;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Screening;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStatus;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStudy;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStudyTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Study;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SubjectTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.VisitSchedule;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TrialFeasibilityTest extends ScenarioContract {
  private static final TrialFeasibility SCENARIO = new TrialFeasibility();
  private static final Horizon QUARTER = Horizon.of("2021-01-01", "2021-03-31");
  private static final int SPONSORS = 12;

  private static CollectedRows quarter;

  @BeforeAll
  static void simulateAQuarter() {
    quarter = simulate(Map.of());
  }

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "12", "to", "2021-03-31");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.eligibility.sloppy_sites", "0"), Set.of("sloppy_sites_spoil_the_result")),
        // Four that have nothing to do with each other, in one world.
        new Mechanism(
            Map.of(
                "world.geographic_bias.weekly_miles", "1000000",
                "world.optimist.jones", "0",
                "world.referrals.season", "1.05",
                "world.activation.never", "0"),
            Set.of(
                "rural_sites_fail_only_with_weekly_visits",
                "promises_predict_nothing",
                "holiday_season",
                "never_activated")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), QUARTER, SPONSORS, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, SPONSORS, QUARTER); i++) {
        Simulation cell = SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world));
        cell.emitDimensions(rows);
        cell.advanceTo(QUARTER.end(), rows);
      }
    }
    return rows;
  }

  private static Map<Long, SiteStudy> siteStudies(CollectedRows rows) {
    return rows.of(TrialFeasibility.SITE_STUDIES).stream()
        .collect(Collectors.toMap(SiteStudy::siteStudyId, Function.identity()));
  }

  @Test
  void patientsComeOnWorkingDaysWhileTheSiteIsOpen() {
    Map<Long, SiteStudy> sites = siteStudies(quarter);
    for (Screening s : quarter.of(TrialFeasibility.SCREENINGS)) {
      SiteStudy site = sites.get(s.siteStudyId());
      assertNotNull(site.activatedDate(), "patient of a site that never opened: " + s);
      assertTrue(
          s.screenedDate() >= site.activatedDate() && s.screenedDate() <= site.closedDate(),
          s.toString());
      assertTrue(StartUp.CALENDAR.isBusinessDay(s.screenedDate()), s.toString());
    }
  }

  @Test
  void countsOfASiteAreThoseOfItsRows() {
    Map<Long, Integer> enrolled = new HashMap<>();
    Map<Long, Integer> failed = new HashMap<>();
    for (Screening s : quarter.of(TrialFeasibility.SCREENINGS)) {
      boolean isEnrolled = s.outcome() == Outcome.ENROLLED;
      if (isEnrolled) {
        enrolled.merge(s.siteStudyId(), 1, Integer::sum);
      } else {
        assertNull(s.arm());
        assertNull(s.endpointChange());
      }
      if (s.outcome() == Outcome.SCREEN_FAIL) {
        failed.merge(s.siteStudyId(), 1, Integer::sum);
      }
    }
    Map<Long, Integer> deviations = new HashMap<>();
    for (Deviation d : quarter.of(TrialFeasibility.DEVIATIONS)) {
      deviations.merge(d.siteStudyId(), 1, Integer::sum);
    }
    for (SiteStudy site : quarter.of(TrialFeasibility.SITE_STUDIES)) {
      long id = site.siteStudyId();
      assertEquals(enrolled.getOrDefault(id, 0), site.actualRecruitment());
      assertEquals(failed.getOrDefault(id, 0), site.screenFails());
      assertEquals(deviations.getOrDefault(id, 0), site.protocolDeviations());
      assertEquals(site.activatedDate() != null, site.siteStatus() == SiteStatus.ACTIVATED);
    }
  }

  @Test
  void deviationsAreReportedAfterTheVisit() {
    Map<Long, Integer> screened =
        quarter.of(TrialFeasibility.SCREENINGS).stream()
            .filter(s -> s.outcome() == Outcome.ENROLLED)
            .collect(Collectors.toMap(Screening::screeningId, Screening::screenedDate));
    for (Deviation d : quarter.of(TrialFeasibility.DEVIATIONS)) {
      assertTrue(d.reportedDate() >= screened.get(d.screeningId()), d.toString());
      assertTrue(StartUp.CALENDAR.isBusinessDay(d.reportedDate()), d.toString());
    }
  }

  @Test
  void jonesPromisesTheSameEverywhere() {
    long rows =
        quarter.of(TrialFeasibility.SITE_STUDIES).stream()
            .filter(s -> s.principalInvestigator().equals(Sponsors.OPTIMIST))
            .peek(s -> assertEquals(50, s.targetRecruitment()))
            .count();
    assertTrue(rows > 0);
    assertTrue(
        simulate(Map.of("optimist.jones", 0.0)).of(TrialFeasibility.SITE_STUDIES).stream()
            .noneMatch(s -> s.principalInvestigator().contains("Jones")));
  }

  @Test
  void weeklyVisitsKeepTheDistantAway() {
    assertTrue(declined(quarter, VisitSchedule.WEEKLY) > 0.35);
    CollectedRows patient = simulate(Map.of("geographic_bias.weekly_miles", 1e6));
    assertTrue(declined(patient, VisitSchedule.WEEKLY) < 0.01);
  }

  private static double declined(CollectedRows rows, VisitSchedule schedule) {
    Set<Long> studies =
        rows.of(TrialFeasibility.STUDIES).stream()
            .filter(s -> s.visitSchedule() == schedule)
            .map(Study::studyId)
            .collect(Collectors.toSet());
    return rows.of(TrialFeasibility.SCREENINGS).stream()
        .filter(s -> studies.contains(s.studyId()))
        .mapToInt(s -> s.outcome() == Outcome.DECLINED ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void withoutSlipsNobodyIneligibleIsEnrolled() {
    assertTrue(quarter.of(TrialFeasibility.SUBJECT_TRUTH).stream().anyMatch(s -> !s.eligible()));
    CollectedRows strict =
        simulate(Map.of("eligibility.slip", 0.0, "eligibility.sloppy_sites", 0.0));
    assertTrue(strict.of(TrialFeasibility.SUBJECT_TRUTH).stream().allMatch(SubjectTruth::eligible));
  }

  @Test
  void openingsAndMonitorsKeepNoMondayForWeekends() {
    double openings =
        quarter.of(TrialFeasibility.SITE_STUDIES).stream()
            .filter(s -> s.activatedDate() != null)
            .mapToInt(s -> WallClock.weekday(s.activatedDate()) == 0 ? 1 : 0)
            .average()
            .orElseThrow();
    double reports =
        quarter.of(TrialFeasibility.DEVIATIONS).stream()
            .mapToInt(d -> WallClock.weekday(d.reportedDate()) == 0 ? 1 : 0)
            .average()
            .orElseThrow();
    assertEquals(0.2, openings, 0.04);
    assertEquals(0.2, reports, 0.04);
  }

  /** A parameter changes what it is about and no other draw. */
  @Test
  void theDrugHarmsThoseWhoAreNotEligibleAndNobodyElse() {
    Map<Long, Boolean> eligible =
        quarter.of(TrialFeasibility.SUBJECT_TRUTH).stream()
            .collect(Collectors.toMap(SubjectTruth::screeningId, SubjectTruth::eligible));
    List<Screening> harmed = quarter.of(TrialFeasibility.SCREENINGS);
    List<Screening> unharmed =
        simulate(Map.of("outcome.harm", 0.0)).of(TrialFeasibility.SCREENINGS);
    assertEquals(harmed.size(), unharmed.size());
    int changed = 0;
    for (int i = 0; i < harmed.size(); i++) {
      Screening with = harmed.get(i);
      Screening without = unharmed.get(i);
      if (with.arm() == Arm.ACTIVE
          && !eligible.get(with.screeningId())
          && with.endpointChange() != null) {
        assertEquals(8, with.endpointChange() - without.endpointChange(), 1e-9);
        changed++;
      } else {
        assertEquals(with, without);
      }
    }
    assertTrue(changed > 50, changed + " patients harmed");
  }

  @Test
  void keenCoordinatorsBringPatients() {
    assertTrue(keenOverBusy(quarter) > 1.5, "" + keenOverBusy(quarter));
    CollectedRows even = simulate(Map.of("coordinator.hot", 1.0, "coordinator.dormant", 1.0));
    assertEquals(1, keenOverBusy(even), 0.25);
  }

  /** Patients a month at sites that were keen most of the time, over those that were not. */
  private static double keenOverBusy(CollectedRows rows) {
    double[] patients = new double[2];
    double[] months = new double[2];
    for (SiteStudyTruth t : rows.of(TrialFeasibility.SITE_STUDY_TRUTH)) {
      double keen = t.monthsHot() / Math.max(1, t.monthsOpen());
      int kind = keen > 0.7 ? 0 : keen < 0.45 ? 1 : -1;
      if (kind >= 0) {
        patients[kind] += t.trueEnrolled();
        months[kind] += t.monthsOpen();
      }
    }
    return patients[0] / months[0] / (patients[1] / months[1]);
  }

  @Test
  void aPersonPromisesAlike() {
    assertEquals(0.5, likeness(quarter), 0.12);
    Map<Long, DiseaseFrequency> frequency = frequencies(quarter);
    double[] promised = new double[2];
    int[] count = new int[2];
    for (SiteStudy s : quarter.of(TrialFeasibility.SITE_STUDIES)) {
      int rare = frequency.get(s.studyId()) == DiseaseFrequency.RARE ? 1 : 0;
      promised[rare] += s.targetRecruitment();
      count[rare]++;
    }
    assertTrue(promised[0] / count[0] > 2 * promised[1] / count[1]);
  }

  /** Correlation of the logs of two promises of one investigator, around the frequency's mean. */
  private static double likeness(CollectedRows rows) {
    Map<Long, DiseaseFrequency> frequency = frequencies(rows);
    Map<DiseaseFrequency, Double> mean =
        rows.of(TrialFeasibility.SITE_STUDIES).stream()
            .collect(
                Collectors.groupingBy(
                    s -> frequency.get(s.studyId()),
                    Collectors.averagingDouble(s -> Math.log(s.targetRecruitment()))));
    Map<Long, Double> before = new HashMap<>();
    double together = 0;
    double squares = 0;
    for (SiteStudy s : rows.of(TrialFeasibility.SITE_STUDIES)) {
      if (s.principalInvestigator().equals(Sponsors.OPTIMIST)) {
        continue;
      }
      double log = Math.log(s.targetRecruitment()) - mean.get(frequency.get(s.studyId()));
      Double other = before.put(s.investigatorId(), log);
      if (other != null) {
        together += log * other;
        squares += (log * log + other * other) / 2;
      }
    }
    return together / squares;
  }

  private static Map<Long, DiseaseFrequency> frequencies(CollectedRows rows) {
    return rows.of(TrialFeasibility.STUDIES).stream()
        .collect(Collectors.toMap(Study::studyId, Study::diseaseFrequency));
  }

  @Test
  void sloppySitesEnrolMoreAndOtherDeviationsKnowNothingOfIt() {
    Map<Long, Boolean> sloppy =
        quarter.of(TrialFeasibility.SITE_TRUTH).stream()
            .collect(Collectors.toMap(SiteTruth::siteId, SiteTruth::sloppy));
    double[] patients = new double[2];
    double[] ineligible = new double[2];
    double[] others = new double[2];
    Map<Long, Integer> kind = new HashMap<>();
    for (SiteStudy s : quarter.of(TrialFeasibility.SITE_STUDIES)) {
      kind.put(s.siteStudyId(), sloppy.get(s.siteId()) ? 1 : 0);
    }
    for (SiteStudyTruth t : quarter.of(TrialFeasibility.SITE_STUDY_TRUTH)) {
      patients[kind.get(t.siteStudyId())] += t.trueEnrolled();
      ineligible[kind.get(t.siteStudyId())] += t.ineligibleEnrolled();
    }
    for (Deviation d : quarter.of(TrialFeasibility.DEVIATIONS)) {
      others[kind.get(d.siteStudyId())] += d.deviationClass() == DeviationClass.ELIGIBILITY ? 0 : 1;
    }
    assertTrue(ineligible[1] / patients[1] > 0.2, ineligible[1] / patients[1] + " at sloppy sites");
    assertTrue(ineligible[0] / patients[0] < 0.05, ineligible[0] / patients[0] + " elsewhere");
    assertEquals(1, others[1] / patients[1] / (others[0] / patients[0]), 0.35);
  }
}
