package dev.medley.scenario.orutilization;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.orutilization.OrUtilization.Case;
import dev.medley.scenario.orutilization.OrUtilization.CaseClass;
import dev.medley.scenario.orutilization.OrUtilization.CaseStatus;
import dev.medley.scenario.orutilization.OrUtilization.CaseTruth;
import dev.medley.world.Horizon;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrUtilizationTest extends ScenarioContract {
  private static final OrUtilization SCENARIO = new OrUtilization();
  private static final Horizon HALF_YEAR = Horizon.of("2024-01-01", "2024-06-30");

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units", "12",
        "to", "2024-04-15",
        "mess.midnight_rollover.rate", "1",
        "mess.procedure_alias.rate", "1",
        "mess.case_logged_twice.rate", "0.5");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.sandbagging.sandbag_factor", "1"), Set.of("sandbagging")),
        new Mechanism(
            Map.of("world.first_case.late", "0"),
            Set.of("first_case_domino", "first_cases_late", "late_by_ten")),
        new Mechanism(Map.of("world.add_on_chaos.traumas", "0"), Set.of("trauma_bump")),
        new Mechanism(
            Map.of("world.block_politics.smith_share", "0"), Set.of("dr_smith", "price_of_empty")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(9, SCENARIO.name(), HALF_YEAR, 8, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, 8, HALF_YEAR); i++) {
        SCENARIO
            .simulator(world)
            .open(SCENARIO.cell(region, i, world))
            .advanceTo(HALF_YEAR.end(), rows);
      }
    }
    return rows;
  }

  private static List<Case> completed(CollectedRows rows) {
    return rows.of(OrUtilization.CASES).stream()
        .filter(c -> c.caseStatus() == CaseStatus.COMPLETED)
        .toList();
  }

  @Test
  void aRoomHoldsOnePatientAndASurgeonIsInOneRoom() {
    CollectedRows rows = simulate(Map.of());
    Map<String, List<Case>> places = new HashMap<>();
    for (Case c : completed(rows)) {
      String day = c.facilityId() + " " + c.eventDate();
      places.computeIfAbsent(day + " room " + c.roomId(), k -> new ArrayList<>()).add(c);
      places.computeIfAbsent(day + " surgeon " + c.surgeonId(), k -> new ArrayList<>()).add(c);
      assertTrue(c.actualStartTs() > c.wheelsInTs() && c.actualStartTs() < c.wheelsOutTs());
    }
    for (List<Case> day : places.values()) {
      day.sort(Comparator.comparingLong(Case::wheelsInTs));
      for (int i = 1; i < day.size(); i++) {
        assertTrue(day.get(i).wheelsInTs() >= day.get(i - 1).wheelsOutTs(), day.get(i).toString());
      }
    }
  }

  @Test
  void turnoverIsTheTimeToTheNextPatientOfTheRoom() {
    CollectedRows rows = simulate(Map.of());
    Map<String, List<Case>> rooms =
        completed(rows).stream()
            .collect(
                Collectors.groupingBy(
                    c -> c.facilityId() + " " + c.roomId() + " " + c.eventDate()));
    for (List<Case> day : rooms.values()) {
      List<Case> sorted = day.stream().sorted(Comparator.comparingLong(Case::wheelsInTs)).toList();
      for (int i = 0; i < sorted.size(); i++) {
        Integer gap = null;
        if (i + 1 < sorted.size()) {
          int minutes = (int) ((sorted.get(i + 1).wheelsInTs() - sorted.get(i).wheelsOutTs()) / 60);
          gap = minutes <= 120 ? (Integer) minutes : null;
        }
        assertEquals(gap, sorted.get(i).turnoverMinutes());
      }
    }
  }

  @Test
  void whatComesBackWasBumpedBefore() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Case> byId =
        rows.of(OrUtilization.CASES).stream().collect(Collectors.toMap(Case::caseId, c -> c));
    int rebooked = 0;
    for (CaseTruth truth : rows.of(OrUtilization.CASE_TRUTH)) {
      if (truth.rebookedFromCaseId() != null) {
        Case before = byId.get(truth.rebookedFromCaseId());
        assertEquals(CaseStatus.BUMPED, before.caseStatus());
        assertTrue(byId.get(truth.caseId()).eventDate() > before.eventDate());
        rebooked++;
      }
    }
    assertTrue(rebooked > 20, "rebooked: " + rebooked);
  }

  @Test
  void traumasBumpElectivesAndWithoutThemFewAreBumped() {
    double with = bumped(simulate(Map.of()));
    CollectedRows calm = simulate(Map.of("add_on_chaos.traumas", 0.0));
    assertTrue(with > 1.5 * bumped(calm), with + " and " + bumped(calm));
    assertTrue(
        calm.of(OrUtilization.CASES).stream().noneMatch(c -> c.caseClass() == CaseClass.TRAUMA));
  }

  private static double bumped(CollectedRows rows) {
    return rows.of(OrUtilization.CASES).stream()
        .filter(c -> c.caseClass() == CaseClass.ELECTIVE)
        .mapToInt(c -> c.caseStatus() == CaseStatus.BUMPED ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void drSmithKeepsEveryTuesday() {
    CollectedRows rows = simulate(Map.of("block_politics.smith_share", 1.0));
    Set<Long> smiths =
        rows.of(OrUtilization.SURGEON_TRUTH).stream()
            .filter(OrUtilization.SurgeonTruth::drSmith)
            .map(OrUtilization.SurgeonTruth::surgeonId)
            .collect(Collectors.toSet());
    assertEquals(8, smiths.size());
    assertTrue(
        rows.of(OrUtilization.BLOCK_DAYS).stream()
            .filter(b -> smiths.contains(b.surgeonId()))
            .noneMatch(OrUtilization.BlockDay::isReleased));
  }
}
