package dev.medley.scenario.patientsupport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.patientsupport.PatientSupport.AgentRow;
import dev.medley.scenario.patientsupport.PatientSupport.Call;
import dev.medley.scenario.patientsupport.PatientSupport.CallTruth;
import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.Direction;
import dev.medley.scenario.patientsupport.PatientSupport.Enrollment;
import dev.medley.scenario.patientsupport.PatientSupport.Fill;
import dev.medley.scenario.patientsupport.PatientSupport.Outcome;
import dev.medley.scenario.patientsupport.PatientSupport.PatientCycle;
import dev.medley.scenario.patientsupport.PatientSupport.PatientTruth;
import dev.medley.scenario.patientsupport.PatientSupport.PvReport;
import dev.medley.scenario.patientsupport.PatientSupport.TextSpan;
import dev.medley.scenario.patientsupport.PatientSupport.Trigger;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class PatientSupportTest extends ScenarioContract {
  private static final PatientSupport SCENARIO = new PatientSupport();
  private static final Horizon YEARS = Horizon.of("2023-01-01", "2024-12-31");
  private static final int PODS = 4;

  // The rule that the insights read a clause with.
  private static final Pattern NOUN_OR_VERB =
      Pattern.compile("\\b(needle|shot|injection|jab)s?\\b|\\b(inject|stick|pok|prick)");
  private static final Pattern FEAR =
      Pattern.compile(
          "scare|afraid|terrif|dread|hate|panic|freak|shak|faint|nervous|anxious|bring myself"
              + "|freeze|putting off");
  private static final Pattern MONEY =
      Pattern.compile(
          "copay|\\bcosts?\\b|\\bbill\\b|price|dollars|\\bpay|out of pocket|expensive|afford");
  private static final Pattern BURDEN =
      Pattern.compile(
          "too (high|much|expensive|steep)|can.t|afford|kill|went up|doubled|crazy|outrageous"
              + "|budget");
  private static final Pattern NEGATION =
      Pattern.compile(
          "\\b((is|was|are|have|does)n.t|not|no|never|don.t mind|used to|got over"
              + "|my (sister|brother|husband|wife|mother|son|daughter|neighbor))\\b");
  private static final Pattern AILMENT =
      Pattern.compile(
          "rash|hives|nausea|headache|dizzy|swelling|itching|fever|diarrhea|joint pain|hair coming"
              + "|bruise|infection|chills|vomiting|muscle aches");
  private static final Pattern CLAUSES = Pattern.compile("[.,;!?]| but | though |\\bp: ");
  private static final Pattern AGENTS_TURN = Pattern.compile("\\bA: .*?(?=\\bP: |$)");

  private static CollectedRows pod;

  @BeforeAll
  static void simulateAPod() {
    pod = simulate(Map.of("enrolment.patients", 600.0));
  }

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "4", "to", "2024-12-31", "world.enrolment.patients", "400");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        // Four that have nothing to do with each other, in one world.
        new Mechanism(
            Map.of(
                "world.copay_card.max_usd", "0",
                "world.training.session", "1",
                "world.safety.late", "0",
                "world.safety.late_friday", "0",
                "world.tone.state", "0"),
            Set.of("copay_card", "nurse_training", "safety_clock", "tone")),
        new Mechanism(
            Map.of("world.mentions.said", "0.1", "world.script_v2.day", "0"),
            Set.of("why_they_leave", "script_change", "affirmed_spans")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(7, SCENARIO.name(), YEARS, PODS, prefixed(overrides));
    CollectedRows rows = new CollectedRows();
    SCENARIO.simulator(world).open(SCENARIO.cell(1, 0, world)).advanceTo(YEARS.end(), rows);
    return rows;
  }

  private static Map<String, Double> prefixed(Map<String, Double> overrides) {
    Map<String, Double> all = new HashMap<>(Map.of("enrolment.patients", 600.0));
    all.putAll(overrides);
    return all;
  }

  private static <T> double share(List<T> rows, Predicate<T> which) {
    return rows.stream().filter(which).count() / (double) rows.size();
  }

  // ---- the way of a patient

  @Test
  void fillsFollowOneAnotherAndBalance() {
    Map<Long, Fill> last = new HashMap<>();
    for (Fill fill : pod.of(PatientSupport.FILLS)) {
      assertEquals(fill.copayUsd(), fill.cardPaidUsd() + fill.patientPaidUsd(), fill.toString());
      assertTrue(fill.cardPaidUsd() <= 40_000, fill.toString());
      assertTrue(Holidays.FEDERAL.isBusinessDay(fill.eventDate()), fill.toString());
      Fill before = last.put(fill.patientId(), fill);
      assertEquals(before == null ? 1 : before.fillNo() + 1, fill.fillNo(), fill.toString());
      assertTrue(before == null || fill.eventDate() > before.eventDate() + 14, fill.toString());
    }
  }

  @Test
  void nobodyFillsAfterStopping() {
    Map<Long, PatientCycle> last = new HashMap<>();
    for (PatientCycle cycle : pod.of(PatientSupport.PATIENT_CYCLES)) {
      PatientCycle before = last.put(cycle.patientId(), cycle);
      assertTrue(before == null || !before.stopped(), cycle.toString());
    }
    for (PatientTruth truth : pod.of(PatientSupport.PATIENT_TRUTH)) {
      PatientCycle cycle = last.get(truth.patientId());
      assertEquals(truth.neverStarted() && truth.stopDate() == null, truth.neverStarted());
      if (truth.stopDate() != null) {
        assertTrue(cycle.stopped());
        assertEquals(cycle.eventDate() + 28, truth.stopDate());
        assertNotNull(truth.mainStopReason());
      }
    }
  }

  @Test
  void withoutHazardNobodyStopsButForDeathAndChangeOfPlan() {
    CollectedRows calm =
        simulate(
            Map.of(
                "stop.needle",
                0.0,
                "stop.cost",
                0.0,
                "stop.side",
                0.0,
                "stop.access",
                0.0,
                "stop.benefit",
                0.0,
                "stop.life",
                0.0));
    double before = share(pod.of(PatientSupport.PATIENT_CYCLES), PatientCycle::stopped);
    double after = share(calm.of(PatientSupport.PATIENT_CYCLES), PatientCycle::stopped);
    assertTrue(before > .035, "stops " + before);
    assertTrue(after < .01, "stops " + after);
  }

  @Test
  void trainingRaisesSkillOfTheInexperienced() {
    CollectedRows useless = simulate(Map.of("training.session", 1.0));
    assertTrue(skillGained(pod) > .2, "skill " + skillGained(pod));
    assertEquals(0, skillGained(useless), .03);
  }

  /** First-cycle skill of people with two sessions and more, above those without. */
  private static double skillGained(CollectedRows rows) {
    Map<Long, Enrollment> patients =
        rows.of(PatientSupport.ENROLLMENTS).stream()
            .collect(Collectors.toMap(Enrollment::patientId, e -> e));
    double[] sums = new double[2];
    int[] counts = new int[2];
    for (PatientCycle cycle : rows.of(PatientSupport.PATIENT_CYCLES)) {
      Enrollment patient = patients.get(cycle.patientId());
      boolean counted = cycle.fillNo() == 1 && !patient.priorInjectable();
      if (counted && patient.trainingSessions() != 1) {
        int i = patient.trainingSessions() == 0 ? 0 : 1;
        sums[i] += cycle.skill();
        counts[i]++;
      }
    }
    return sums[1] / counts[1] - sums[0] / counts[0];
  }

  // ---- the line

  @Test
  void agentsTakeOneCallAtATimeAfterTheyWereHired() {
    Map<Long, AgentRow> agents =
        pod.of(PatientSupport.AGENTS).stream().collect(Collectors.toMap(AgentRow::agentId, a -> a));
    Map<Long, Long> busyUntil = new HashMap<>();
    long before = 0;
    for (Call call : pod.of(PatientSupport.CALLS)) {
      assertTrue(call.callStartTs() >= before, "calls are numbered by time");
      before = call.callStartTs();
      boolean isPatientsVoicemail =
          call.callOutcome() == Outcome.VOICEMAIL && call.callDirection() == Direction.INBOUND;
      assertEquals(isPatientsVoicemail, call.agentId() == null, call.toString());
      if (call.agentId() != null) {
        assertTrue(agents.get(call.agentId()).hireDate() <= call.eventDate(), call.toString());
        Long busy = busyUntil.put(call.agentId(), before + call.callDurationSeconds());
        assertTrue(busy == null || busy <= before, call.toString());
      }
    }
  }

  @Test
  void nobodyAnswersWhenTheLineIsClosed() {
    for (Call call : pod.of(PatientSupport.CALLS)) {
      boolean isAnswered = call.callOutcome() != Outcome.VOICEMAIL;
      if (isAnswered) {
        // A call that waited may begin after eight in the evening.
        long earlier = call.callStartTs() - 2 * WallClock.HOUR;
        assertTrue(
            Laws.DESK.isOpen(earlier) || Laws.DESK.isOpen(call.callStartTs()), call.toString());
      }
    }
  }

  @Test
  void unresolvedMattersComeBack() {
    CollectedRows resolved = simulate(Map.of("repeats.unresolved", 0.0));
    Predicate<CallTruth> isRepeat = c -> c.trigger() == Trigger.REPEAT;
    double usual = share(pod.of(PatientSupport.CALL_TRUTH), isRepeat);
    double gone = share(resolved.of(PatientSupport.CALL_TRUTH), isRepeat);
    assertTrue(usual > 3 * gone, usual + " against " + gone);
  }

  // ---- words

  @Test
  void spansAreTheWordsAtTheirOffsets() {
    Map<Long, String> texts = new HashMap<>();
    for (Call call : pod.of(PatientSupport.CALLS)) {
      texts.put(call.callId(), call.transcriptSnippet());
      assertEquals(call.callOutcome() == Outcome.DISCONNECTED, call.transcriptSnippet() == null);
    }
    for (TextSpan span : pod.of(PatientSupport.TEXT_SPANS)) {
      String text = texts.get(span.callId());
      assertEquals(text.substring(span.beginOffset(), span.endOffset()), span.surface());
    }
  }

  @Test
  void whatIsSaidSatisfiesTheRuleAsItsFormShould() {
    Set<String> seen = new HashSet<>();
    for (TextSpan span : pod.of(PatientSupport.TEXT_SPANS)) {
      if (span.value().equals("ASKED")) {
        continue;
      }
      boolean isNeedle = false;
      boolean isCost = false;
      for (String clause : CLAUSES.split(span.surface().toLowerCase(Locale.ROOT), -1)) {
        boolean isNegated = NEGATION.matcher(clause).find();
        isNeedle |= find(NOUN_OR_VERB, FEAR, clause) && !isNegated;
        isCost |= find(MONEY, BURDEN, clause) && !isNegated;
      }
      boolean isPlain = span.form().equals("PLAIN") || span.form().equals("PARAPHRASE");
      boolean isTakenBack = span.value().equals("NEGATED") && span.form().equals("HARD");
      boolean isCaught = isPlain || isTakenBack;
      assertEquals(isCaught && span.label().equals("NEEDLE_FEAR"), isNeedle, span.toString());
      assertEquals(isCaught && span.label().equals("COST"), isCost, span.toString());
      seen.add(span.label() + span.value() + span.form());
    }
    assertTrue(seen.size() >= 20, seen.toString());
  }

  /** Words around the gold spans must not look like what the rules search. */
  @Test
  void nothingElseSatisfiesARule() {
    Map<Long, Set<String>> caught = new HashMap<>();
    for (TextSpan span : pod.of(PatientSupport.TEXT_SPANS)) {
      boolean isReply = span.form().equals("REPLY") || span.value().equals("ASKED");
      if (!isReply) {
        caught.computeIfAbsent(span.callId(), k -> new HashSet<>()).add(span.label());
      }
    }
    for (Call call : pod.of(PatientSupport.CALLS)) {
      if (call.transcriptSnippet() == null) {
        continue;
      }
      Set<String> told = caught.getOrDefault(call.callId(), Set.of());
      String patients = AGENTS_TURN.matcher(call.transcriptSnippet()).replaceAll("");
      for (String clause : CLAUSES.split(patients.toLowerCase(Locale.ROOT), -1)) {
        boolean isNegated = NEGATION.matcher(clause).find();
        if (!isNegated && find(NOUN_OR_VERB, FEAR, clause)) {
          assertTrue(told.contains("NEEDLE_FEAR"), call.transcriptSnippet());
        }
        if (!isNegated && find(MONEY, BURDEN, clause)) {
          assertTrue(told.contains("COST"), call.transcriptSnippet());
        }
        if (!isNegated && AILMENT.matcher(clause).find()) {
          assertTrue(told.contains("SIDE_EFFECT"), call.transcriptSnippet());
        }
      }
    }
  }

  private static boolean find(Pattern thing, Pattern trouble, String clause) {
    return thing.matcher(clause).find() && trouble.matcher(clause).find();
  }

  @Test
  void theScriptChangesWordsAndNotFear() {
    CollectedRows old = simulate(Map.of("script_v2.day", 10_000.0));
    CollectedRows young = simulate(Map.of("script_v2.day", 0.0));
    assertTrue(needleWord(young) < .65 * needleWord(old));
    assertEquals(
        share(old.of(PatientSupport.CALL_TRUTH), CallTruth::needleAffirmed),
        share(young.of(PatientSupport.CALL_TRUTH), CallTruth::needleAffirmed),
        .004);
    assertEquals(old.of(PatientSupport.FILLS), young.of(PatientSupport.FILLS));
  }

  private static double needleWord(CollectedRows rows) {
    return share(
        rows.of(PatientSupport.CALLS),
        c -> c.transcriptSnippet() != null && c.transcriptSnippet().contains("needle"));
  }

  @Test
  void toneFollowsTheState() {
    CollectedRows even = simulate(Map.of("tone.state", 0.0));
    assertTrue(tone(pod, Category.BILLING) < tone(pod, Category.INJECTION_TRAINING) - .3);
    assertTrue(tone(even, Category.BILLING) > .1);
  }

  private static double tone(CollectedRows rows, Category category) {
    return rows.of(PatientSupport.CALLS).stream()
        .filter(c -> c.sentimentScore() != null && c.callCategory() == category)
        .mapToDouble(Call::sentimentScore)
        .average()
        .orElseThrow();
  }

  // ---- safety

  @Test
  void reportsComeAfterTheirCallsAndInTimeWhenNobodyIsLate() {
    CollectedRows prompt = simulate(Map.of("safety.late", 0.0, "safety.late_friday", 0.0));
    for (PvReport report : pod.of(PatientSupport.PV_REPORTS)) {
      assertTrue(report.reportedTs() > report.receivedTs(), report.toString());
    }
    Predicate<PvReport> isLate =
        r ->
            r.detectedBy() == PatientSupport.DetectedBy.AGENT
                && WallClock.epochDay(r.reportedTs())
                    > Holidays.FEDERAL.plusBusinessDays(r.eventDate(), 1);
    assertTrue(share(pod.of(PatientSupport.PV_REPORTS), isLate) > .03);
    assertFalse(prompt.of(PatientSupport.PV_REPORTS).stream().anyMatch(isLate));
  }
}
