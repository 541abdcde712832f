package dev.medley.scenario.patientaccesscalls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentTruth;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.Call;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.CallTruth;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.Origin;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.QueueInterval;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PatientAccessCallsTest extends ScenarioContract {
  private static final PatientAccessCalls SCENARIO = new PatientAccessCalls();
  private static final Horizon SIX_WEEKS = Horizon.of("2024-01-01", "2024-02-11");
  private static final int MONDAY = 0;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units", "4",
        "to", "2024-01-28",
        "world.carrier.bad_time", "6",
        "world.carrier.shape", "20");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.monday_death_spiral.backlog_gain", "0",
                "world.roster.backlog_absence", "0.04"),
            Set.of("death_spiral", "monday_offered_wait", "monday_abandonment", "mondays")),
        new Mechanism(
            Map.of("world.monday_death_spiral.redial", "0"), Set.of("redial_orbit", "redialled")),
        new Mechanism(Map.of("world.ivr_hell.looper_share", "0"), Set.of("ivr_hell", "long_menus")),
        new Mechanism(
            Map.of("world.cherry_picking.share", "0"), Set.of("cherry_pickers", "disconnects")));
  }

  private static CollectedRows normal;

  /** The six weeks with nothing switched off; made once. */
  private static CollectedRows normal() {
    if (normal == null) {
      normal = simulate(Map.of());
    }
    return normal;
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(9, SCENARIO.name(), SIX_WEEKS, 4, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      SCENARIO
          .simulator(world)
          .open(SCENARIO.cell(region, 0, world))
          .advanceTo(SIX_WEEKS.end(), rows);
    }
    return rows;
  }

  private static long entry(Call c) {
    return c.callStartTs() + c.ivrSeconds();
  }

  private static long answer(Call c) {
    return entry(c) + c.waitSeconds();
  }

  private static Map<Long, CallTruth> truthById(CollectedRows rows) {
    return rows.of(PatientAccessCalls.CALL_TRUTH).stream()
        .collect(Collectors.toMap(CallTruth::callId, t -> t));
  }

  @Test
  void callsComeWhenTheLinesAreOpen() {
    for (Call c : normal().of(PatientAccessCalls.CALLS)) {
      int second = WallClock.secondOfDay(c.callStartTs());
      assertTrue(Holidays.FEDERAL.isBusinessDay(c.eventDate()), c.toString());
      assertEquals(c.eventDate(), WallClock.epochDay(c.callStartTs()));
      assertTrue(second >= DayProfile.OPEN && second < DayProfile.CLOSE, c.toString());
      assertEquals(c.abandoned(), c.agentId() == null);
      assertEquals(c.queueName() == null, c.waitSeconds() == null);
    }
  }

  @Test
  void anAgentHasOneCallerAtATime() {
    Map<Long, List<Call>> calls =
        normal().of(PatientAccessCalls.CALLS).stream()
            .filter(c -> !c.abandoned())
            .collect(Collectors.groupingBy(Call::agentId));
    assertTrue(calls.size() > 80, "agents: " + calls.size());
    for (List<Call> own : calls.values()) {
      own.sort(Comparator.comparingLong(PatientAccessCallsTest::answer));
      for (int i = 1; i < own.size(); i++) {
        Call before = own.get(i - 1);
        long free = answer(before) + before.talkSeconds() + before.wrapSeconds();
        assertTrue(answer(own.get(i)) >= free, before + " then " + own.get(i));
      }
    }
  }

  @Test
  void whoCameFirstIsAnsweredFirst() {
    Map<String, List<Call>> queues =
        normal().of(PatientAccessCalls.CALLS).stream()
            .filter(c -> !c.abandoned())
            .collect(
                Collectors.groupingBy(
                    c -> c.centreId() + " " + c.eventDate() + " " + c.queueName().pool));
    for (List<Call> queue : queues.values()) {
      queue.sort(
          Comparator.comparingLong(PatientAccessCallsTest::entry)
              .thenComparingLong(PatientAccessCallsTest::answer));
      for (int i = 1; i < queue.size(); i++) {
        assertTrue(answer(queue.get(i)) >= answer(queue.get(i - 1)), queue.get(i).toString());
      }
    }
  }

  @Test
  void theSwitchCountsEveryCallerOnce() {
    CollectedRows rows = normal();
    Map<String, int[]> counted = new HashMap<>();
    for (Call c : rows.of(PatientAccessCalls.CALLS)) {
      if (c.queueName() != null) {
        int slot = DayProfile.slot(WallClock.secondOfDay(entry(c)));
        int[] n =
            counted.computeIfAbsent(
                c.centreId() + " " + c.eventDate() + " " + c.queueName().pool + " " + slot,
                k -> new int[2]);
        n[c.abandoned() ? 1 : 0]++;
      }
    }
    int[] none = new int[2];
    for (QueueInterval q : rows.of(PatientAccessCalls.QUEUE_INTERVALS)) {
      int slot = DayProfile.slot(WallClock.secondOfDay(q.intervalStartTs()));
      int[] n =
          counted.getOrDefault(
              q.centreId() + " " + q.eventDate() + " " + q.agentPool() + " " + slot, none);
      assertEquals(n[0], q.callsAnswered());
      assertEquals(n[1], q.callsAbandoned());
      assertEquals(q.callsOffered(), q.callsAnswered() + q.callsAbandoned());
      assertTrue(q.agentsPresent() >= 1 && q.agentsPresent() <= q.agentsRostered());
    }
  }

  @Test
  void callersWaitAsLongAsTheirPatience() {
    CollectedRows rows = normal();
    Map<Long, CallTruth> truth = truthById(rows);
    for (Call c : rows.of(PatientAccessCalls.CALLS)) {
      CallTruth t = truth.get(c.callId());
      if (t.abandonedInIvr()) {
        assertTrue(c.abandoned());
        assertNull(t.offeredWaitSeconds());
      } else if (c.abandoned()) {
        assertEquals(t.patienceSeconds(), c.waitSeconds());
        assertNotNull(t.offeredWaitSeconds());
        assertTrue(t.offeredWaitSeconds() >= c.waitSeconds(), t.toString());
      } else {
        assertEquals(t.offeredWaitSeconds(), c.waitSeconds());
        assertTrue(c.waitSeconds() <= t.patienceSeconds(), t.toString());
      }
    }
  }

  @Test
  void everyCallAboutAnIssueFollowsFromTheOneBefore() {
    CollectedRows rows = normal();
    Map<Long, CallTruth> truth = truthById(rows);
    Map<Long, List<Call>> issues = new TreeMap<>();
    for (Call c : rows.of(PatientAccessCalls.CALLS)) {
      issues.computeIfAbsent(truth.get(c.callId()).issueId(), k -> new ArrayList<>()).add(c);
    }
    int followUps = 0;
    for (List<Call> calls : issues.values()) {
      calls.sort(Comparator.comparingLong(Call::callStartTs));
      assertEquals(Origin.FRESH, truth.get(calls.get(0).callId()).origin());
      for (int i = 1; i < calls.size(); i++) {
        Call before = calls.get(i - 1);
        CallTruth was = truth.get(before.callId());
        CallTruth is = truth.get(calls.get(i).callId());
        assertFalse(was.issueResolved());
        assertEquals(was.callerLineId(), is.callerLineId());
        assertEquals(was.difficult(), is.difficult());
        assertEquals(is.origin() == Origin.FOLLOW_UP ? 1 : was.attemptNo() + 1, is.attemptNo());
        assertEquals(
            before.abandoned(), is.origin() == Origin.REDIAL || is.origin() == Origin.LATE_RETRY);
        followUps += is.origin() == Origin.FOLLOW_UP ? 1 : 0;
      }
    }
    assertTrue(followUps > 10_000, "follow-ups: " + followUps);
  }

  @Test
  void mondaysAreLostBecauseOfTheBacklogAndTheRedialsMakeThemWorse() {
    double normal = lostOnMondayMornings(normal());
    double flat =
        lostOnMondayMornings(
            simulate(
                Map.of("monday_death_spiral.backlog_gain", 0.0, "roster.backlog_absence", 0.04)));
    double noRedials = lostOnMondayMornings(simulate(Map.of("monday_death_spiral.redial", 0.0)));
    assertTrue(normal > 0.40, "lost: " + normal);
    assertTrue(flat < 0.25, "lost without the backlog: " + flat);
    assertTrue(noRedials < normal - 0.03, "lost without redials: " + noRedials);
  }

  private static double lostOnMondayMornings(CollectedRows rows) {
    return rows.of(PatientAccessCalls.CALLS).stream()
        .filter(c -> WallClock.weekday(c.eventDate()) == MONDAY)
        .filter(c -> WallClock.hourOfDay(c.callStartTs()) >= 8)
        .filter(c -> WallClock.hourOfDay(c.callStartTs()) <= 10)
        .mapToInt(c -> c.abandoned() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void onlyCherryPickersHangUpAndOneCentreHasNone() {
    CollectedRows rows = normal();
    Map<Long, Boolean> pickers =
        rows.of(PatientAccessCalls.AGENT_TRUTH).stream()
            .collect(Collectors.toMap(AgentTruth::agentId, AgentTruth::cherryPicker));
    Map<Long, CallTruth> truth = truthById(rows);
    Set<Integer> centres = new TreeSet<>();
    double difficult = 0;
    double hungUp = 0;
    for (Call c : rows.of(PatientAccessCalls.CALLS)) {
      CallTruth t = truth.get(c.callId());
      if (t.agentHungUp()) {
        assertTrue(pickers.get(c.agentId()) && t.difficult());
        centres.add(c.centreId());
        hungUp++;
      }
      difficult += !c.abandoned() && pickers.get(c.agentId()) && t.difficult() ? 1 : 0;
    }
    assertTrue(centres.size() <= 3 && !centres.isEmpty(), "centres: " + centres);
    assertEquals(0.40, hungUp / difficult, 0.07);
    assertTrue(
        simulate(Map.of("cherry_picking.share", 0.0)).of(PatientAccessCalls.CALL_TRUTH).stream()
            .noneMatch(CallTruth::agentHungUp));
  }

  @Test
  void theMenuSendsCallersRoundWhomItWearsOut() {
    assertTrue(lostInLoop(normal()) > 1.4);
    assertTrue(
        simulate(Map.of("ivr_hell.looper_share", 0.0)).of(PatientAccessCalls.CALLS).stream()
            .allMatch(c -> c.queueName() != null));
  }

  /** Calls lost after the loop, relative to the others. */
  private static double lostInLoop(CollectedRows rows) {
    Map<Long, CallTruth> truth = truthById(rows);
    Map<Boolean, Double> lost =
        rows.of(PatientAccessCalls.CALLS).stream()
            .collect(
                Collectors.partitioningBy(
                    c -> truth.get(c.callId()).ivrLooper(),
                    Collectors.averagingInt(c -> c.abandoned() ? 1 : 0)));
    return lost.get(true) / lost.get(false);
  }
}
