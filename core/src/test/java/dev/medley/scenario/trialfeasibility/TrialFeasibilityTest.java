package dev.medley.scenario.trialfeasibility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Deviation;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Outcome;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Screening;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStatus;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteStudy;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Study;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SubjectTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.VisitSchedule;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
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
        new Mechanism(
            Map.of("world.geographic_bias.weekly_miles", "1000000"),
            Set.of("rural_sites_fail_only_with_weekly_visits")));
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
}
