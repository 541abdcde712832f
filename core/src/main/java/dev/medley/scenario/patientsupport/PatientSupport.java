package dev.medley.scenario.patientsupport;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * A support line for injectable drugs: who stops, why, and what they say on the phone.
 *
 * <p>One cell is one pod, a team of nurses and case managers with its patients, over the whole
 * horizon. Patients are simulated one by one and none affects another; their calls are then put
 * into one order and handed to the pod's agents. All times are the pod's wall clock.
 *
 * <p>{@link Patient} is one patient's way, {@link Pod} the team and its calls, {@link Snippets}
 * writes what was said.
 */
@AutoService(Scenario.class)
public final class PatientSupport implements Scenario {

  // ---- code lists

  /** Who called whom. */
  public enum Direction {
    INBOUND,
    OUTBOUND
  }

  /** What a call is about; ADHERENCE is outbound only. */
  public enum Category {
    BILLING,
    INSURANCE,
    SHIPMENT,
    INJECTION_TRAINING,
    SIDE_EFFECT,
    OTHER,
    ADHERENCE
  }

  /** How a call ended. */
  public enum Outcome {
    COMPLETED,
    VOICEMAIL,
    DISCONNECTED
  }

  /** What made somebody call. */
  public enum Trigger {
    STATE,
    REPEAT,
    CALLBACK,
    WELCOME,
    SESSION,
    CHECK_IN,
    MISSED_REFILL
  }

  /** Who pays. */
  public enum Payer {
    COMMERCIAL,
    MEDICARE,
    MEDICAID
  }

  /** How high the plan's copay is. */
  public enum CopayTier {
    LOW,
    MID,
    HIGH
  }

  /** How often the programme calls. */
  public enum ServiceLevel {
    HIGH_TOUCH,
    STANDARD
  }

  /** Sex as enrolled. */
  public enum Sex {
    F,
    M
  }

  /** What an agent does. */
  public enum Role {
    NURSE,
    CASE_MANAGER
  }

  /** Who found a side effect. */
  public enum DetectedBy {
    AGENT,
    QA_REVIEW
  }

  /** Why a patient left. */
  public enum StopReason {
    NEEDLE_FEAR,
    COST,
    SIDE_EFFECT,
    NO_BENEFIT,
    ACCESS,
    LIFE_EVENT,
    DECEASED,
    LEFT_PLAN
  }

  // ---- tables

  /** One call. */
  @Columns(
      """
      call_id               | key, distinct | Call; numbers of a pod rise with time. | CallID
      patient_id            | -> enrollments, filtered | Patient; NULL if the caller was not
        | identified. | PatientID
      drug_name             | filtered | Brand as typed. | Drug_Name
      agent_id              | -> agents | Who ended the call; NULL for a voicemail of a patient. |
        | Agent_ID
      call_start_ts         | wall clock, distinct | When the call was answered or recorded.
      call_direction        | filtered | INBOUND or OUTBOUND.
      call_category         | filtered | BILLING, INSURANCE, SHIPMENT, INJECTION_TRAINING,
        | SIDE_EFFECT, OTHER, or ADHERENCE (outbound only). | Call_Category
      call_outcome          | filtered | COMPLETED, VOICEMAIL or DISCONNECTED. | Call_Outcome
      transferred           | | Whether the call was handed to a second agent.
      call_duration_seconds | | Seconds on the line. | Call_Duration
      transcript_snippet    | distinct, 260 bytes | Excerpt of the transcript in turns, A: agent, P:
        | patient; NULL if DISCONNECTED. | Transcript_Snippet
      sentiment_score       | 2 decimals | -1 to 1 by the speech engine; NULL unless COMPLETED. |
        | Sentiment_Score
      speech_engine         | filtered | SE-1, VX-2.0 or VX-2.1.
      script_version        | filtered | v1 or v2.
      adverse_event_flag    | | Whether the agent ticked "adverse event".
      _proxy_caller         | | Whether somebody else called for the patient.
      _heard_text           | | What the recogniser makes of a poor line; NULL on a good one, and if
        | it hears every word.
      _new_agent            | | Whether the agent was hired less than 90 days ago.
      _legacy_clock         | | Whether the pod's system still keeps UTC.
      _utc_shift_hours      | | Hours from the pod's wall clock to UTC in winter.
      _generic_name         | | The drug's generic name.
      _device_type          | | The drug's device.
      _lazy_pick            | | Whether the agent picked OTHER for want of care.
      _first_pick           | | Whether the agent left the list at its first entry.
      _shared_login         | | Whether a colleague's session was still open.
      _tags_bad             | | Whether the engine has a bad week with speakers.
      _sentiment_bad        | | Whether the scoring service has a bad day.
      _typed_form           | 4 decimals | How this patient's drug gets typed: a number in 0..1.
      event_date            | date, filtered | True day of the call.
      """)
  public record Call(
      long callId,
      Long patientId,
      String drugName,
      Long agentId,
      long callStartTs,
      Direction callDirection,
      Category callCategory,
      Outcome callOutcome,
      boolean transferred,
      int callDurationSeconds,
      String transcriptSnippet,
      Double sentimentScore,
      String speechEngine,
      String scriptVersion,
      boolean adverseEventFlag,
      boolean proxyCaller,
      String heardText,
      boolean newAgent,
      boolean legacyClock,
      int utcShiftHours,
      String genericName,
      String deviceType,
      boolean lazyPick,
      boolean firstPick,
      boolean sharedLogin,
      boolean tagsBad,
      boolean sentimentBad,
      double typedForm,
      int eventDate) {}

  /** One dispensed supply. */
  @Columns(
      """
      fill_id          | key, distinct | Fill; numbers of a pod are shuffled.
      patient_id       | -> enrollments, filtered | Patient.
      fill_no          | | 1 for the patient's first fill.
      drug_name        | filtered | Brand. | Drug_Name
      days_supply      | | Days that the supply lasts: 28.
      copay_usd        | money(9,2) | Copay that the plan asks.
      card_paid_usd    | money(9,2) | What the copay card paid of it.
      patient_paid_usd | money(9,2) | What the patient paid of it.
      _gap_day         | | Whether the feed of the region failed on that day.
      _resend_day      | | Whether the feed of the region was sent again on that day.
      event_date       | date, filtered | Day of dispensing.
      """)
  public record Fill(
      long fillId,
      long patientId,
      short fillNo,
      String drugName,
      short daysSupply,
      long copayUsd,
      long cardPaidUsd,
      long patientPaidUsd,
      boolean gapDay,
      boolean resendDay,
      int eventDate) {}

  /** One patient. */
  @Columns(
      """
      patient_id           | key, distinct | Patient. | PatientID
      pod_id               | filtered | Pod, from 0.
      drug_name            | filtered | Brand. | Drug_Name
      age_years            | | Age at enrolment.
      sex                  | | F or M.
      payer_type           | filtered | COMMERCIAL, MEDICARE or MEDICAID.
      copay_tier           | filtered | LOW, MID or HIGH.
      prior_injectable     | | Whether the patient has injected another drug before.
      injection_confidence | | 1 (none) to 5, on the enrolment form.
      training_sessions    | | Sessions with a nurse before the first dose, 0 to 3.
      copay_card_date      | date | From when a copay card is valid; NULL without one.
      service_level        | filtered | HIGH_TOUCH or STANDARD, by the toss of a coin.
      event_date           | date, filtered | Day of enrolment.
      """)
  public record Enrollment(
      long patientId,
      int podId,
      String drugName,
      short ageYears,
      Sex sex,
      Payer payerType,
      CopayTier copayTier,
      boolean priorInjectable,
      short injectionConfidence,
      short trainingSessions,
      Integer copayCardDate,
      ServiceLevel serviceLevel,
      int eventDate) {}

  /** One report to drug safety. */
  @Columns(
      """
      report_id   | key, distinct | Report; the number of its call.
      call_id     | -> calls | Call in which the side effect was told.
      patient_id  | -> enrollments | Patient.
      drug_name   | | Brand. | Drug_Name
      received_ts | wall clock, distinct | Start of the call.
      reported_ts | wall clock, distinct | When the report was sent.
      event_term  | filtered | What happened, as coded.
      is_serious  | | Whether it counts as serious.
      detected_by | filtered | AGENT or QA_REVIEW.
      event_date  | date, filtered | Day of the call.
      """)
  public record PvReport(
      long reportId,
      long callId,
      long patientId,
      String drugName,
      long receivedTs,
      long reportedTs,
      String eventTerm,
      boolean isSerious,
      DetectedBy detectedBy,
      int eventDate) {}

  /** One agent. */
  @Columns(
      """
      agent_id   | key | Agent. | Agent_ID
      pod_id     | | Pod.
      agent_role | | NURSE or CASE_MANAGER.
      hire_date  | date | Day of hiring.
      """)
  public record AgentRow(long agentId, int podId, Role agentRole, int hireDate) {}

  /** One drug. */
  @Columns(
      """
      brand_name   | key | Brand, fictitious. | Drug_Name
      generic_name | | Generic name, fictitious.
      indication   | | Disease.
      device_type  | | AUTOINJECTOR, PREFILLED_SYRINGE or PEN.
      """)
  public record DrugRow(
      String brandName, String genericName, String indication, String deviceType) {}

  /** What is true of a call. */
  @Columns(
      """
      call_id              | key, distinct, -> calls | Call.
      patient_id           | -> enrollments | Patient.
      fill_no              | | Fill whose cycle the call belongs to; 0 before the first.
      call_category        | | True category.
      trigger              | | STATE, REPEAT, CALLBACK, WELCOME, SESSION, CHECK_IN or
        | MISSED_REFILL.
      agent_id             | -> agents | Who ended it; NULL for a voicemail of a patient.
      start_ts             | wall clock, distinct | True start.
      duration_seconds     | | Seconds.
      needle_affirmed      | | Whether the patient says to be afraid of the needle.
      cost_affirmed        | | Whether the patient says that it costs too much.
      side_effect_affirmed | | Whether the patient tells a side effect.
      needle_asked         | | Whether the agent asked about the needle.
      event_date           | date | Day of the call.
      """)
  public record CallTruth(
      long callId,
      long patientId,
      short fillNo,
      Category callCategory,
      Trigger trigger,
      Long agentId,
      long startTs,
      int durationSeconds,
      boolean needleAffirmed,
      boolean costAffirmed,
      boolean sideEffectAffirmed,
      boolean needleAsked,
      int eventDate) {}

  /** One gold span of a snippet. */
  @Columns(
      """
      call_id      | key, -> calls | Call.
      span_no      | key | 1 for the first of the call.
      begin_offset | | First character, from 0, in the text before mess.
      end_offset   | | One after the last character.
      surface      | distinct, 40 bytes | The words.
      label        | | NEEDLE_FEAR, COST, SIDE_EFFECT, NO_BENEFIT, ACCESS or LIFE_EVENT.
      value        | | AFFIRMED, NEGATED, PAST, OTHER_PERSON, or ASKED (the agent's question).
      form         | | Form of the grammar: PLAIN, PARAPHRASE, EUPHEMISM, HARD, REPLY, CONTRAST,
        | PAST, OTHER_PERSON, or QUESTION.
      event_date   | date | Day of the call.
      """)
  public record TextSpan(
      long callId,
      int spanNo,
      int beginOffset,
      int endOffset,
      String surface,
      String label,
      String value,
      String form,
      int eventDate) {}

  /** The state of a patient in the cycle of a fill. */
  @Columns(
      """
      patient_id       | key, -> enrollments | Patient.
      fill_no          | key | Fill.
      needle_fear      | 4 decimals | 0 to 1.
      cost_burden      | 4 decimals | 0 to 1.
      side_effect_load | 4 decimals | 0 to 1.
      lack_of_benefit  | 4 decimals | 0 to 1.
      access_hurdle    | 4 decimals | 0 or 1.
      skill            | 4 decimals | 0 to 1.
      stop_probability | 5 decimals | Chance of stopping at the end of the cycle.
      stopped          | | Whether this was the last fill, death and change of plan included.
      event_date       | date | Day of the fill.
      """)
  public record PatientCycle(
      long patientId,
      short fillNo,
      double needleFear,
      double costBurden,
      double sideEffectLoad,
      double lackOfBenefit,
      double accessHurdle,
      double skill,
      double stopProbability,
      boolean stopped,
      int eventDate) {}

  /** What is true of a patient. */
  @Columns(
      """
      patient_id        | key, distinct, -> enrollments | Patient.
      never_started     | | Whether there was never a fill.
      stop_date         | date | Run-out of the last fill; NULL while on the drug and without any.
      main_stop_reason  | | NEEDLE_FEAR, COST, SIDE_EFFECT, NO_BENEFIT, ACCESS, LIFE_EVENT (or
        | whatever else life brings),
        | DECEASED or LEFT_PLAN; NULL while on the drug and without any fill.
      fear_trait        | 4 decimals | Fear of needles, standard normal.
      caller_propensity | 4 decimals | Calls relative to others.
      """)
  public record PatientTruth(
      long patientId,
      boolean neverStarted,
      Integer stopDate,
      StopReason mainStopReason,
      double fearTrait,
      double callerPropensity) {}

  static final Table<Call> CALLS =
      Table.fact("calls", Call.class, "One row per call.").perMainRow(1);
  static final Table<Fill> FILLS =
      Table.fact("fills", Fill.class, "One row per dispensed supply of 28 days.").perMainRow(.64);
  static final Table<Enrollment> ENROLLMENTS =
      Table.fact("enrollments", Enrollment.class, "One row per patient.").perMainRow(.0656);
  static final Table<PvReport> PV_REPORTS =
      Table.fact("pv_reports", PvReport.class, "One row per report to drug safety.")
          .perMainRow(.08);
  static final Table<AgentRow> AGENTS =
      Table.regional("agents", AgentRow.class, "One row per agent.").perUnit(9.6);
  static final Table<DrugRow> DRUGS =
      Table.single("drugs", DrugRow.class, "One row per drug.").rows(6).reference();
  static final Table<CallTruth> CALL_TRUTH =
      Table.fact("call_truth", CallTruth.class, "What is true of every call.").key().perMainRow(1);
  static final Table<TextSpan> TEXT_SPANS =
      Table.fact("text_spans", TextSpan.class, "One row per gold span of a snippet.")
          .key()
          .perMainRow(1.52);
  static final Table<PatientCycle> PATIENT_CYCLES =
      Table.fact("patient_cycles", PatientCycle.class, "One row per patient and fill.")
          .key()
          .perMainRow(.64);
  static final Table<PatientTruth> PATIENT_TRUTH =
      Table.regional("patient_truth", PatientTruth.class, "What is true of every patient.")
          .key()
          .perUnit(2_000);

  // ---- rules

  static final Param PATIENTS =
      new Param("enrolment.patients", 2_000, 20, 9_000, "Patients of an average pod.");
  static final Param JANUARY =
      Param.positive("enrolment.january", 1.3, "Enrolments on a working day of January, in usual.");
  static final Param SESSION =
      Param.share("training.session", .64, "What a session leaves of the lack of skill.");
  static final Param CARDS =
      Param.nonNegative("copay_card.offered", 1, "Cards offered, in the usual number.");
  static final Param CARD_FLOOR_USD =
      Param.nonNegative("copay_card.floor_usd", 10, "What the patient pays with a card.");
  static final Param CARD_MAX_USD =
      Param.nonNegative("copay_card.max_usd", 400, "The most a card pays for a fill.");
  static final Param DEDUCTIBLE =
      Param.positive(
          "copay_card.deductible", 1.8, "Copay in the first two fills of a year, in usual.");
  static final Param NEEDLE =
      Param.nonNegative("stop.needle", .122, "Weight of squared needle fear.");
  static final Param COST = Param.nonNegative("stop.cost", .210, "Weight of squared cost burden.");
  static final Param SIDE =
      Param.nonNegative("stop.side", .155, "Weight of squared side-effect load.");
  static final Param ACCESS = Param.nonNegative("stop.access", .060, "Weight of an access hurdle.");
  static final Param BENEFIT =
      Param.nonNegative("stop.benefit", .059, "Weight of the lack of benefit.");
  static final Param LIFE = Param.nonNegative("stop.life", .075, "Weight of a life event.");
  static final Param HURDLE_IN_JANUARY =
      Param.share("state.hurdle_in_january", .12, "Chance of a hurdle in a year's first fill.");
  static final Param LATE_FILLS =
      Param.share("fills.late", .10, "Share of fills that come late without any trouble.");
  static final Param CALLS_PER_STATE =
      Param.nonNegative("inbound.rate", 1, "Calls of patients, in the usual number.");
  static final Param SHORTAGE =
      Param.nonNegative("inbound.shortage", 3, "Shipment calls in a shortage, in usual.");
  static final Param UNRESOLVED =
      Param.nonNegative("repeats.unresolved", 1, "Unresolved calls, in the usual number.");
  static final Param OUTREACH =
      Param.nonNegative("outreach.reached", 1, "Patients reached, in the usual number.");
  static final Param ASK_HIGH =
      Param.share("mentions.asked_high_touch", .85, "Share of HIGH_TOUCH calls that ask of fear.");
  static final Param SAID =
      Param.nonNegative("mentions.said", 1, "Troubles told, in the usual number.");
  static final Param NEGATED =
      Param.nonNegative("mentions.negated", 1, "Contrasts nobody asked for, in the usual number.");
  static final Param VAGUE =
      Param.share("phrase_grammar.vague", .18, "Share of negative answers that say little.");
  static final Param SCRIPT_DAY =
      Param.nonNegative("script_v2.day", 425, "Day of the horizon from which script v2 is used.");
  static final Param LABEL_NOISE =
      Param.share("tone.noise", .12, "Share of calls whose tone is a coin.");
  static final Param TONE_OF_STATE =
      Param.nonNegative("tone.state", 8, "How much the worst trouble darkens the tone.");
  static final Param LATE_REPORTS =
      Param.share("safety.late", .06, "Share of flagged calls that are reported late.");
  static final Param LATE_ON_FRIDAY =
      Param.share("safety.late_friday", .22, "The same for Fridays from 14 h.");
  static final Param TURNOVER =
      Param.share("staffing.turnover", .55, "Share of seats that change hands.");
  static final Param NURSE_TRANSFER =
      Param.share("staffing.nurse_transfer", .72, "Share of nurses' calls that are handed on.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "enrolment",
              "Hopson 2016; design",
              "Pods differ in size and case mix; some patients never start.",
              PATIENTS,
              JANUARY),
          Rule.of(
              "training",
              "3.7; design",
              "Nurses train the unsure first, and skill grows with every session and fill.",
              SESSION),
          Rule.of(
              "copay_card",
              "3.7; design",
              "Cards go where the bill is high, and pay what exceeds a small sum.",
              CARDS,
              CARD_FLOOR_USD,
              CARD_MAX_USD,
              DEDUCTIBLE),
          Rule.of(
              "state",
              "3.7; Duncanson 2021; design",
              "Needle fear, cost, side effects, lack of benefit, access and life move from fill to"
                  + " fill.",
              HURDLE_IN_JANUARY),
          Rule.of(
              "stop",
              "Bolge 2015; design",
              "The state of a cycle is the hazard of stopping at its end; nothing else is.",
              NEEDLE,
              COST,
              SIDE,
              ACCESS,
              BENEFIT,
              LIFE),
          Rule.of("fills", "design", "Fills come early or late, later with trouble.", LATE_FILLS),
          Rule.of(
              "inbound",
              "Brown 2005; design",
              "Patients call by their state, on the days and hours of people.",
              CALLS_PER_STATE,
              SHORTAGE),
          Rule.of(
              "repeats",
              "VHA, Talkdesk (first-call resolution)",
              "Voicemails are called back, broken calls redialled, unresolved ones repeated.",
              UNRESOLVED),
          Rule.of(
              "outreach",
              "3.7; design",
              "The programme calls by plan and when a refill is missed; no call changes a state.",
              OUTREACH),
          Rule.of(
              "staffing",
              "Brown 2005 (shape); design",
              "The agent who has been idle longest answers; nurses take what needs a nurse.",
              TURNOVER,
              NURSE_TRANSFER),
          Rule.of(
              "mentions",
              "3.7; design",
              "What is asked and what is told follows from script, agent, service level and state.",
              ASK_HIGH,
              SAID,
              NEGATED),
          Rule.of(
              "phrase_grammar",
              "3.7",
              "Snippets are written from what was told, with exact gold spans.",
              VAGUE),
          Rule.of(
              "script_v2",
              "design",
              "From one day agents ask about confidence, and patients say needle less often.",
              SCRIPT_DAY),
          Rule.of(
              "tone",
              "design",
              "Tone follows the true state and the agent, never the text.",
              LABEL_NOISE,
              TONE_OF_STATE),
          Rule.of(
              "safety",
              "3.7; design",
              "Side effects told are flagged, found by review, reported in time, late, or never.",
              LATE_REPORTS,
              LATE_ON_FRIDAY));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("calls", "utc_clock")
              .doc("The pod's telephone system keeps UTC until it is set right.")
              .where("_legacy_clock")
              .rate(1)
              .perRow(0.048)
              .set("call_start_ts", "call_start_ts + make_dt_interval(0, _utc_shift_hours)"),
          Stage.on("calls", "new_agent_category")
              .doc("New agents do not know the list.")
              .where("_new_agent AND call_category <> 'OTHER'")
              .rate(.18)
              .perRow(0.012)
              .set("call_category", "'OTHER'"),
          Stage.on("calls", "lazy_category")
              .doc("OTHER is quicker.")
              .where("_lazy_pick AND agent_id IS NOT NULL AND call_category <> 'OTHER'")
              .rate(1)
              .perRow(0.034)
              .set("call_category", "'OTHER'"),
          Stage.on("calls", "default_category")
              .doc("The list was left at its first entry.")
              .where("_first_pick AND agent_id IS NOT NULL AND call_category <> 'BILLING'")
              .rate(1)
              .perRow(0.045)
              .set("call_category", "'BILLING'"),
          Stage.on("calls", "asr_garble")
              .doc("The recogniser mishears a poor line.")
              .source("3.7")
              .where("_heard_text IS NOT NULL AND transcript_snippet IS NOT NULL")
              .rate(.60)
              .perRow(0.058)
              .set("transcript_snippet", "_heard_text"),
          Stage.on("calls", "speaker_tags_lost")
              .doc("The engine did not tell the speakers apart.")
              .where("_tags_bad AND transcript_snippet IS NOT NULL")
              .rate(.40)
              .perRow(0.047)
              .set(
                  "transcript_snippet",
                  "replace(replace(transcript_snippet, 'A: ', ''), 'P: ', '')"),
          Stage.on("calls", "sentiment_rescaled")
              .doc("A release of the engine counts from 0 to 100.")
              .where("speech_engine = 'VX-2.0' AND sentiment_score IS NOT NULL")
              .rate(1)
              .perRow(0.065)
              .set("sentiment_score", "round(50 + 50 * sentiment_score)"),
          Stage.on("calls", "sentiment_missing")
              .doc("The scoring service was down.")
              .where("_sentiment_bad AND sentiment_score IS NOT NULL")
              .rate(.40)
              .perRow(0.041)
              .setNull("sentiment_score"),
          Stage.on("calls", "caller_unverified")
              .doc("Somebody called for the patient and was not identified.")
              .where("_proxy_caller")
              .rate(.45)
              .perRow(0.031)
              .setNull("patient_id"),
          Stage.on("calls", "shared_login")
              .doc("A login that is nobody's.")
              .where("_shared_login AND agent_id IS NOT NULL")
              .rate(1)
              .perRow(0.019)
              .set("agent_id", "agent_id - agent_id % 100 + 99"),
          Stage.on("calls", "drug_spelling")
              .doc("Capitals, the generic name, the device, or two letters swapped.")
              .rate(.12)
              .set(
                  "drug_name",
                  """
                  CASE WHEN _typed_form < 0.35 THEN upper(drug_name)
                       WHEN _typed_form < 0.60 THEN _generic_name
                       WHEN _typed_form < 0.80 THEN
                         concat(lower(drug_name), ' ', replace(lower(_device_type), '_', ' '))
                       ELSE concat(substr(drug_name, 1, 2), substr(drug_name, 4, 1),
                         substr(drug_name, 3, 1), substr(drug_name, 5)) END\
                  """),
          Stage.on("calls", "transfer_double_log")
              .doc("Both agents logged the call.")
              .where("transferred")
              .rate(.15)
              .perRow(0.013)
              .duplicate(),
          Stage.on("fills", "feed_gap")
              .doc("Most of a day's fills never came.")
              .where("_gap_day")
              .rate(.75)
              .perRow(0.013)
              .drop(),
          Stage.on("fills", "feed_resend")
              .doc("A day's file was sent again.")
              .where("_resend_day")
              .rate(.75)
              .perRow(0.0048)
              .duplicate());

  // ---- wiring

  /** Calls of an average pod that enrols over 546 days and is followed for 731. */
  private static final double CALLS_PER_POD = 30_500;

  private static final double DEFAULT_DAYS = 731;

  private static final int PODS_OF_SMALL_WORLD = 4;

  @Override
  public About about() {
    return new About(
        "patient_support",
        "Patient support: why people stop injecting, and what they say on the phone",
        """
        A support line for six injectable drugs: nurses teach the injection, case managers fight
        with insurers, copay cards soften the bill. Four starters in ten have left by the end, and
        "40% of drop-offs mention needle fear or copay too high" is true - if you read patients
        rather than keywords, and see that every fifth patient who stays says the same. Find out
        who leaves and why, which help works for whom, and whether side effects told on the phone
        reach drug safety in time.
        """,
        "support pod",
        List.of("3.7"),
        Horizon.of("2023-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        CALLS,
        FILLS,
        ENROLLMENTS,
        PV_REPORTS,
        AGENTS,
        DRUGS,
        CALL_TRUTH,
        TEXT_SPANS,
        PATIENT_CYCLES,
        PATIENT_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    double followed = horizon.days() + Laws.FOLLOWED_DAYS;
    return CALLS_PER_POD * followed / (DEFAULT_DAYS + Laws.FOLLOWED_DAYS);
  }

  /** Four pods at least; when those are too many rows, pods of fewer patients. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    double rowsOfPod = mainRowsPerUnit(horizon);
    long pods = Math.max(PODS_OF_SMALL_WORLD, Math.round(mainRows / rowsOfPod));
    double share = mainRows / (PODS_OF_SMALL_WORLD * rowsOfPod);
    Size size = Size.of(pods, horizon);
    return share < 1
        ? size.with(PATIENTS.key(), Math.max(100, Math.rint(share * PATIENTS.defaultValue())))
        : size;
  }

  /** Enrolment ends half a year before the horizon, and nothing after its end is written. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce(out -> new Pod(cell, laws).emit(out));
      }

      @Override
      public void emitReference(Emitter out) {
        for (Drug drug : Drug.values()) {
          out.emit(DRUGS, new DrugRow(drug.brand, drug.generic, drug.indication, drug.device));
        }
      }
    };
  }
}
