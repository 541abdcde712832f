package dev.medley.scenario.nursetriageline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CallOutcome;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CallTruth;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CaseReview;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Group;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Nurse;
import dev.medley.scenario.nursetriageline.NurseTriageLine.NurseTruth;
import dev.medley.scenario.nursetriageline.NurseTriageLine.QueueHour;
import dev.medley.scenario.nursetriageline.NurseTriageLine.TriageCall;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NurseTriageLineTest extends ScenarioContract {
  private static final NurseTriageLine SCENARIO = new NurseTriageLine();
  private static final Horizon DAYS = Horizon.of("2024-01-01", "2024-02-20");
  private static final int LINES = 4;

  private static CollectedRows rows;

  @BeforeAll
  static void simulateSevenWeeks() {
    rows = simulate(Map.of());
  }

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    // With this seed every carrier of mess has a bad spell in so few days.
    return Map.of("units", "4", "to", "2024-02-20", "seed", "42");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.monday_rush.backlog", "0", "world.over_triage.share", "0"),
            Set.of("monday_8am", "over_triage", "waste")),
        new Mechanism(
            Map.of(
                "world.hold_patience.patience_mean_minutes", "100000",
                "world.hold_patience.announcement_exit", "0",
                "world.triage.acs", "0.3",
                "world.talk.acuity", "0"),
            Set.of(
                "five_minutes_hangup", "abandonment", "coronary_syndromes", "acuity_and_minutes")),
        new Mechanism(
            Map.of("world.shocks.respiratory_season", "0"), Set.of("respiratory_winter")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(3, SCENARIO.name(), DAYS, LINES, overrides);
    CollectedRows collected = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, LINES, DAYS); i++) {
        Simulation cell = SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world));
        cell.emitDimensions(collected);
        cell.advanceTo(DAYS.end(), collected);
      }
    }
    return collected;
  }

  private static List<TriageCall> calls(CollectedRows of) {
    return of.of(NurseTriageLine.CALLS);
  }

  private static double mean(
      List<TriageCall> calls, Predicate<TriageCall> which, ToDoubleFunction<TriageCall> value) {
    return calls.stream().filter(which).mapToDouble(value).average().orElseThrow();
  }

  private static double hangUps(List<TriageCall> calls, Predicate<TriageCall> which) {
    return mean(calls, which, c -> c.abandoned() ? 1 : 0);
  }

  // ---- the queue

  @Test
  void theSwitchReportsTheCalls() {
    Map<Long, int[]> counted = new HashMap<>();
    for (TriageCall c : calls(rows)) {
      long hour = Math.floorDiv(c.callTs(), WallClock.HOUR) * 10 + c.lineId();
      int[] counts = counted.computeIfAbsent(hour, h -> new int[2]);
      counts[0]++;
      counts[1] += c.abandoned() ? 1 : 0;
    }
    for (QueueHour h : rows.of(NurseTriageLine.HOURS)) {
      int[] counts =
          counted.remove(Math.floorDiv(h.hourStartTs(), WallClock.HOUR) * 10 + h.lineId());
      assertEquals(counts[0], h.callsOffered(), h.toString());
      assertEquals(counts[1], h.callsAbandoned(), h.toString());
      assertTrue(h.nursesOnDuty() >= 2, h.toString());
    }
    assertTrue(counted.isEmpty(), counted.size() + " hours without a report");
  }

  @Test
  void whoHangsUpHasRunOutOfPatience() {
    for (TriageCall c : calls(rows)) {
      if (c.abandoned()) {
        assertEquals(c.patienceSeconds(), c.holdSeconds());
        assertTrue(c.offeredHoldSeconds() >= c.holdSeconds(), c.toString());
        assertNull(c.nurseId());
        assertNull(c.disposition());
        assertNull(c.callMinutes());
      } else {
        assertTrue(c.holdSeconds() <= c.patienceSeconds(), c.toString());
        assertEquals(c.offeredHoldSeconds(), c.holdSeconds());
      }
    }
  }

  @Test
  void aNurseTalksToOneCallerAtATimeWhileSheIsEmployed() {
    Map<Long, Nurse> nurses =
        rows.of(NurseTriageLine.NURSES).stream()
            .collect(Collectors.toMap(Nurse::nurseId, Function.identity()));
    Map<Long, List<TriageCall>> byNurse =
        calls(rows).stream()
            .filter(c -> !c.abandoned())
            .collect(Collectors.groupingBy(TriageCall::nurseId));
    int checked = 0;
    for (List<TriageCall> own : byNurse.values()) {
      List<TriageCall> inOrder = new ArrayList<>(own);
      inOrder.sort(Comparator.comparingLong(c -> c.callTs() + c.holdSeconds()));
      for (int i = 0; i < inOrder.size(); i++) {
        TriageCall call = inOrder.get(i);
        assertTrue(nurses.get(call.nurseId()).hireDate() <= call.eventDate(), call.toString());
        if (i == 0) {
          continue;
        }
        TriageCall before = inOrder.get(i - 1);
        // An operational day begins with an empty queue: what lasts beyond 04:00 may overlap.
        long begin = before.callTs() + before.holdSeconds();
        if (operationalDay(before) == operationalDay(call)) {
          assertTrue(
              call.callTs() + call.holdSeconds() >= begin + (long) (60 * before.callMinutes()),
              before + "\n" + call);
          checked++;
        }
      }
    }
    assertTrue(checked > 50_000, checked + " checked");
  }

  private static int operationalDay(TriageCall call) {
    return WallClock.epochDay(call.callTs() - 4 * WallClock.HOUR);
  }

  @Test
  void patienceDecidesWhoHangsUp() {
    double after5 = hangUps(calls(rows), c -> c.holdSeconds() > 300);
    assertTrue(after5 > 0.12 && after5 < 0.32, after5 + " hang up after five minutes");
    List<TriageCall> patient =
        calls(
            simulate(
                Map.of(
                    "hold_patience.patience_mean_minutes", 1e5,
                    "hold_patience.announcement_exit", 0.0)));
    assertTrue(hangUps(calls(rows), c -> true) > 0.04);
    assertTrue(hangUps(patient, c -> true) < 0.025);
  }

  /** The null twin of the story: whoever is sicker does not hold longer or shorter. */
  @Test
  void hangingUpKnowsNothingOfTheComplaint() {
    List<TriageCall> all = calls(rows);
    double sicker = hangUps(all, c -> c.trueErNeed() > -3.3);
    double others = hangUps(all, c -> c.trueErNeed() <= -3.3);
    assertEquals(1, sicker / others, 0.12);
  }

  @Test
  void someCallAgain() {
    assertEquals(0.30, redials(rows), 0.04);
    assertEquals(0, redials(simulate(Map.of("hold_patience.redial", 0.0))));
  }

  /** Share of those who hung up who call again about the same case. */
  private static double redials(CollectedRows of) {
    List<TriageCall> inOrder = new ArrayList<>(calls(of));
    inOrder.sort(Comparator.comparingLong(TriageCall::callTs));
    Map<Long, TriageCall> last = new HashMap<>();
    double again = 0;
    double gone = 0;
    for (TriageCall c : inOrder) {
      TriageCall before = last.put(c.memberId(), c);
      gone += c.abandoned() ? 1 : 0;
      // Severities are all different, so the same one is the same case.
      if (before != null && before.abandoned() && before.trueErNeed() == c.trueErNeed()) {
        assertTrue(c.callTs() > before.callTs() + before.holdSeconds(), before + "\n" + c);
        assertEquals(before.symptomCategory(), c.symptomCategory());
        again++;
      }
    }
    return again / gone;
  }

  @Test
  void mondayComesAtEight() {
    assertTrue(mondayOverOthers(rows) > 1.4, "" + mondayOverOthers(rows));
    assertEquals(1, mondayOverOthers(simulate(Map.of("monday_rush.backlog", 0.0))), 0.12);
  }

  /** Calls at 08:00 of a first working day over those of the other working days. */
  private static double mondayOverOthers(CollectedRows of) {
    double[] counts = new double[2];
    double[] days = new double[2];
    for (int day = (int) DAYS.from().toEpochDay(); day < DAYS.end().toEpochDay(); day++) {
      if (Holidays.FEDERAL.isBusinessDay(day)) {
        days[Holidays.FEDERAL.isBusinessDay(day - 1) ? 1 : 0]++;
      }
    }
    for (TriageCall c : calls(of)) {
      if (WallClock.hourOfDay(c.callTs()) == 8 && Holidays.FEDERAL.isBusinessDay(c.eventDate())) {
        counts[Holidays.FEDERAL.isBusinessDay(c.eventDate() - 1) ? 1 : 0]++;
      }
    }
    return counts[0] / days[0] / (counts[1] / days[1]);
  }

  // ---- the nurses

  @Test
  void theRiskAverseSendSoreThroatsToTheEr() {
    Map<Long, Boolean> averse =
        rows.of(NurseTriageLine.NURSE_TRUTH).stream()
            .collect(Collectors.toMap(NurseTruth::nurseId, NurseTruth::riskAverse));
    Predicate<TriageCall> soreThroat =
        c -> !c.abandoned() && c.symptomCategory() == Symptom.SORE_THROAT;
    ToDoubleFunction<TriageCall> er = c -> c.dispositionGroup() == Group.ER ? 1 : 0;
    double byAverse = mean(calls(rows), soreThroat.and(c -> averse.get(c.nurseId())), er);
    double byOthers = mean(calls(rows), soreThroat.and(c -> !averse.get(c.nurseId())), er);
    assertTrue(byAverse > 3 * byOthers, byAverse + " against " + byOthers);
    double share = averse.values().stream().mapToInt(a -> a ? 1 : 0).average().orElseThrow();
    assertEquals(0.10, share, 0.03);
    assertTrue(
        simulate(Map.of("over_triage.share", 0.0)).of(NurseTriageLine.NURSE_TRUTH).stream()
            .noneMatch(NurseTruth::riskAverse));
  }

  /** A parameter changes what it is about and no other draw. */
  @Test
  void alarmChangesTheAdviceAndNothingElse() {
    Map<Long, List<Integer>> missed = new HashMap<>();
    for (CaseReview r : rows.of(NurseTriageLine.REVIEWS)) {
      assertTrue(Holidays.FEDERAL.isBusinessDay(r.reviewDate()), r.toString());
      if (r.outcome() == NurseTriageLine.ReviewOutcome.MISSED_EMERGENCY) {
        missed.computeIfAbsent(r.nurseId(), n -> new ArrayList<>()).add(r.reviewDate());
      }
    }
    List<TriageCall> alarmed = calls(simulate(Map.of("alarm.log_odds", 4.0)));
    List<TriageCall> calm = calls(simulate(Map.of("alarm.log_odds", 0.0)));
    assertEquals(calm.size(), alarmed.size());
    double[] er = new double[2];
    int[] count = new int[2];
    for (int i = 0; i < calm.size(); i++) {
      TriageCall with = alarmed.get(i);
      TriageCall without = calm.get(i);
      assertEquals(without.callId(), with.callId());
      assertEquals(without.holdSeconds(), with.holdSeconds());
      assertEquals(without.nurseId(), with.nurseId());
      if (with.abandoned()) {
        continue;
      }
      int day = operationalDay(with);
      List<Integer> reviews = missed.getOrDefault(with.nurseId(), List.of());
      if (reviews.stream().anyMatch(r -> day >= r && day <= r + 14)) {
        er[0] += with.dispositionGroup() == Group.ER ? 1 : 0;
        er[1] += without.dispositionGroup() == Group.ER ? 1 : 0;
        count[0]++;
      }
    }
    assertTrue(count[0] > 1_000, count[0] + " calls after a missed emergency");
    assertTrue(er[0] > 2 * er[1], er[0] + " sent with alarm, " + er[1] + " without");
  }

  // ---- the callers

  @Test
  void aMemberStaysTheSamePerson() {
    List<TriageCall> inOrder = new ArrayList<>(calls(rows));
    inOrder.sort(Comparator.comparingLong(TriageCall::callTs));
    Map<Long, TriageCall> last = new HashMap<>();
    double same = 0;
    double pairs = 0;
    for (TriageCall c : inOrder) {
      TriageCall before = last.put(c.memberId(), c);
      if (before == null || before.trueErNeed() == c.trueErNeed()) {
        continue;
      }
      assertEquals(before.sex(), c.sex());
      assertTrue(
          c.ageYears() == before.ageYears() || c.ageYears() == before.ageYears() + 1,
          before + "\n" + c);
      same += before.symptomCategory() == c.symptomCategory() ? 1 : 0;
      pairs++;
    }
    assertTrue(pairs > 500, pairs + " pairs");
    assertTrue(same / pairs > 0.17, same / pairs + " call for the same again");
  }

  @Test
  void severityFollowsAgeAndComplaintAndLengthensTheTalk() {
    List<TriageCall> all = calls(rows);
    assertTrue(
        mean(all, c -> c.ageYears() >= 60, TriageCall::trueErNeed)
            > mean(all, c -> c.ageYears() < 20, TriageCall::trueErNeed) + 0.3);
    assertTrue(
        all.stream()
            .filter(c -> c.symptomCategory() == Symptom.CHEST_PAIN)
            .allMatch(c -> c.ageYears() >= 18));
    assertTrue(talk(rows) > 1.1, "" + talk(rows));
    assertEquals(1, talk(simulate(Map.of("talk.acuity", 0.0))), 0.02);
  }

  /** Minutes of the sicker over those of the others. */
  private static double talk(CollectedRows of) {
    return mean(calls(of), c -> !c.abandoned() && c.trueErNeed() > -1, TriageCall::callMinutes)
        / mean(calls(of), c -> !c.abandoned() && c.trueErNeed() < -4, TriageCall::callMinutes);
  }

  @Test
  void claimsTellOfTheVisitAndNotOfTheNurse() {
    Map<Long, CallTruth> truth =
        rows.of(NurseTriageLine.CALL_TRUTH).stream()
            .collect(Collectors.toMap(CallTruth::callId, Function.identity()));
    double[] visits = new double[2];
    double[] calls = new double[2];
    for (CallOutcome o : rows.of(NurseTriageLine.OUTCOMES)) {
      CallTruth t = truth.get(o.callId());
      assertEquals(o.edVisitWithin_24h(), o.edVisitUrgent() != null);
      assertEquals(o.amiWithin_30d(), o.amiIcd10() != null);
      assertEquals(t.ami(), o.amiWithin_30d());
      assertTrue(o.linkedOn() > o.eventDate() && Holidays.FEDERAL.isBusinessDay(o.linkedOn()));
      if (t.dispositionGroup() != null) {
        int kind = t.dispositionGroup() == Group.ER ? 1 : 0;
        visits[kind] += o.edVisitWithin_24h() ? 1 : 0;
        calls[kind]++;
      }
    }
    assertEquals(0.665, visits[1] / calls[1], 0.03);
    assertTrue(visits[0] / calls[0] < 0.13);
  }

  @Test
  void withoutCoronarySyndromesNobodyHasOne() {
    assertTrue(calls(rows).stream().anyMatch(TriageCall::acs));
    List<TriageCall> healthy = calls(simulate(Map.of("triage.acs", 0.0)));
    assertTrue(healthy.stream().noneMatch(TriageCall::acs));
    assertEquals(calls(rows).size(), healthy.size(), 0.01 * healthy.size());
  }
}
