package dev.medley.scenario.nursetriageline;

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
import dev.medley.world.Cells;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * Telehealth nurse lines that are open day and night: callers wait in one queue a line, hang up or
 * are sent somewhere by a nurse, and claims tell what became of them.
 *
 * <p>One cell is a line and a calendar month. The queue is simulated by operational day, 04:00 to
 * 04:00, and begins empty; a cell also simulates the operational day before its first and keeps the
 * calls of its own dates. All times are the line's wall clock.
 *
 * <p>{@link LineMonth} is the cell and its queue, {@link NurseLine} what a line has of its own,
 * {@link Staff} its nurses, {@link Members} who can call, {@link Laws} what all lines share.
 */
@AutoService(Scenario.class)
public final class NurseTriageLine implements Scenario {

  // ---- code lists

  /** Of the member. */
  public enum Sex {
    F,
    M
  }

  /** Where a caller is sent, coarsely. */
  public enum Group {
    ER(0.6),
    URGENT_CARE(-1.79),
    OFFICE(-3.59),
    HOME_CARE(-5.67);

    /** Of those who are sent there. */
    final double medianSeverity;

    Group(double medianSeverity) {
      this.medianSeverity = medianSeverity;
    }
  }

  /**
   * What the nurse advises: the first whose cut the perceived urgency reaches, in log odds around
   * the ER (ClearTriage 2025, 3.5 million calls).
   */
  public enum Disposition {
    CALL_911(2.3, Group.ER),
    ED_NOW(0, Group.ER),
    ED_UCC_OR_PCP_TRIAGE(-0.70, Group.URGENT_CARE),
    UCC_NOW(-0.87, Group.URGENT_CARE),
    PCP_NOW(-1.17, Group.URGENT_CARE),
    WITHIN_4H(-2.56, Group.URGENT_CARE),
    CALLBACK_TODAY(-2.72, Group.OFFICE),
    CALL_24H(-2.80, Group.OFFICE),
    WHEN_OPEN(-2.87, Group.OFFICE),
    WITHIN_24H(-3.67, Group.OFFICE),
    WITHIN_3D(-4.47, Group.OFFICE),
    WITHIN_2W(-4.72, Group.OFFICE),
    HOME_CARE(Double.NEGATIVE_INFINITY, Group.HOME_CARE);

    private static final Disposition[] ALL = values();

    private final double cut;
    final Group group;

    Disposition(double cut, Group group) {
      this.cut = cut;
      this.group = group;
    }

    static Disposition of(double perceived) {
      int i = 0;
      while (perceived < ALL[i].cut) {
        i++;
      }
      return ALL[i];
    }
  }

  /** The shift that a nurse prefers: 07-15, 15-23, 23-07. */
  public enum Shift {
    D(0),
    E(1),
    N(2);

    /** Among the shifts of a day. */
    final int number;

    Shift(int number) {
      this.number = number;
    }
  }

  /** Of a case review. */
  public enum ReviewOutcome {
    MISSED_EMERGENCY(0),
    NO_FINDING(1);

    /** In the keys of draws and ids. */
    final int number;

    ReviewOutcome(int number) {
      this.number = number;
    }
  }

  // ---- tables

  /** One call that left the menu and entered the queue. */
  @Columns(
      """
      call_id           | key, distinct | Call: the line and a number that tells neither month nor
        | order.
      event_date        | date, filtered | True local date of the call.
      line_id           | -> nurse_lines, filtered | Line.
      member_id         | distinct | Plan member the call is about.
      call_ts           | wall clock, distinct | Entry into the queue. | Call_Timestamp
      age_years         | | Age of the patient.
      sex               | | F or M, of the patient.
      is_proxy          | | Whether somebody else calls for the patient.
      symptom_category  | filtered | Chosen in the menu, before the hold. | Symptom_Category
      hold_seconds      | | From the queue to a nurse or to hanging up. | Hold_Time
      abandoned         | | Whether the caller hung up before a nurse answered. | Abandonment
      nurse_id          | -> nurses | Nurse; NULL if abandoned; ids that end in 999 are shared
        | accounts and absent from nurses.
      call_minutes      | 1 decimals | Talk of nurse and caller; NULL if abandoned.
      anxiety_score     | | 0 to 10, rated by the nurse in the first minute; NULL if abandoned.
        | | Caller_Anxiety_Score
      disposition       | | Code of the advice, 13 in all; NULL if abandoned. | Disposition
      disposition_group | filtered | ER, URGENT_CARE, OFFICE or HOME_CARE; NULL if abandoned.
        | | Disposition
      cardiac_suspected | | Flag of the quality team: CHEST_PAIN, or SHORTNESS_OF_BREATH from the
        | age of 55.
      _true_er_need     | 2 decimals | Severity, in log odds of the ER.
      _acs              | | Whether it is an acute coronary syndrome.
      _offered_hold_seconds | | Hold until a nurse would have answered.
      _patience_seconds | | Hold at which the caller would have hung up.
      _utc_shift_hours  | | Hours from the line's standard time to UTC.
      _legacy_clock     | | Whether the line still logs in UTC.
      _menu_fault       | | Whether the line's menu release loses choices.
      _own_label        | | Whether the nurse has a spelling of her own.
      _label            | | That spelling; NULL without a nurse.
      _desk_left_open   | | Whether the desk is in a spell of staying logged in.
      _skips_score      | | Whether the nurse is in a spell of skipping the score.
      _switch_fault     | | Whether the switch is in a spell of losing hold times.
      _no_birth_date    | | Whether the plan has no birth date of the member.
      _age_filler       | | What the line writes then: 0, 99 or 120.
      _match_down       | | Whether the member look-up is in a bad spell.
      _double_log       | | Whether the interface is in a spell of sending twice.
      """)
  public record TriageCall(
      long callId,
      int eventDate,
      int lineId,
      long memberId,
      long callTs,
      short ageYears,
      Sex sex,
      boolean isProxy,
      Symptom symptomCategory,
      int holdSeconds,
      boolean abandoned,
      Long nurseId,
      Double callMinutes,
      Short anxietyScore,
      Disposition disposition,
      Group dispositionGroup,
      boolean cardiacSuspected,
      double trueErNeed,
      boolean acs,
      int offeredHoldSeconds,
      int patienceSeconds,
      int utcShiftHours,
      boolean legacyClock,
      boolean menuFault,
      boolean ownLabel,
      String label,
      boolean deskLeftOpen,
      boolean skipsScore,
      boolean switchFault,
      boolean noBirthDate,
      short ageFiller,
      boolean matchDown,
      boolean doubleLog) {}

  /** An hour of the switch's own report. */
  @Columns(
      """
      line_id              | key, -> nurse_lines, filtered | Line.
      hour_start_ts        | key, wall clock | Begin of the hour, local.
      nurses_on_duty       | | Nurses staffed in the hour.
      calls_offered        | | Calls that entered the queue in the hour, at least one.
      calls_abandoned      | | How many of those hung up.
      abandonment_rate_pct | 1 decimals | 100 x abandoned / offered. | Abandonment_Rate
      mean_hold_seconds    | | Mean hold of those calls. | Hold_Time
      event_date           | date, filtered | Day of the hour.
      """)
  public record QueueHour(
      int lineId,
      long hourStartTs,
      short nursesOnDuty,
      int callsOffered,
      int callsAbandoned,
      double abandonmentRatePct,
      int meanHoldSeconds,
      int eventDate) {}

  /** What the claims say of a call. */
  @Columns(
      """
      call_id             | key, -> triage_calls, distinct | Call.
      ed_visit_within_24h | | Whether there is a claim of an ED visit.
      ed_visit_urgent     | | Judgement of the ED physician; NULL without a visit.
      ami_within_30d      | | Whether there is a claim with ICD-10 I21.
      ami_icd10           | | I21.4 or I21.9; NULL without a claim.
      linked_on           | date | Claims run in which the call was linked.
      _unlinked           | | Whether the claims could not be linked.
      event_date          | date, filtered | Day of the call.
      """)
  @SuppressWarnings("MemberName") // a number of its own in the column's name
  public record CallOutcome(
      long callId,
      boolean edVisitWithin_24h,
      Boolean edVisitUrgent,
      boolean amiWithin_30d,
      String amiIcd10,
      int linkedOn,
      boolean unlinked,
      int eventDate) {}

  /** One nurse. */
  @Columns(
      """
      nurse_id     | key | Nurse.
      line_id      | -> nurse_lines | Line.
      hire_date    | date | First day on the line.
      licence_year | | Year of the licence, 1 to 20 before the hire.
      home_shift   | | D (07-15), E (15-23) or N (23-07).
      """)
  public record Nurse(long nurseId, int lineId, int hireDate, int licenceYear, Shift homeShift) {}

  /** The quality team's review of an earlier case. */
  @Columns(
      """
      review_id   | key, distinct | Review.
      nurse_id    | -> nurses | Nurse whose case it was.
      line_id     | -> nurse_lines, filtered | Line.
      review_date | date | Day of the review, a working day.
      outcome     | | MISSED_EMERGENCY or NO_FINDING.
      event_date  | date, filtered | Day of the review.
      """)
  public record CaseReview(
      long reviewId,
      long nurseId,
      int lineId,
      int reviewDate,
      ReviewOutcome outcome,
      int eventDate) {}

  /** One nurse line. */
  @Columns(
      """
      line_id        | key | Line.
      region         | | Region.
      line_name      | | Name.
      time_zone      | | Name of the time zone in the IANA database.
      clock_fix_date | date | From this day on the line logs local time.
      """)
  public record LineRow(int lineId, String lineName, String timeZone, int clockFixDate) {}

  /** What is true of a call. */
  @Columns(
      """
      call_id              | key, -> triage_calls, distinct | Call.
      line_id              | -> nurse_lines | Line.
      offered_hold_seconds | | Hold until a nurse would have answered.
      patience_seconds     | | Hold at which the caller would have hung up.
      acs                  | | Whether it is an acute coronary syndrome.
      ami                  | | Whether an infarction follows within 30 days.
      truly_urgent         | | Whether an ED physician would call it urgent.
      severity             | 2 decimals | In log odds of the ER with a neutral nurse.
      disposition_group    | | As advised; NULL if abandoned.
      event_date           | date | Day of the call.
      """)
  public record CallTruth(
      long callId,
      int lineId,
      int offeredHoldSeconds,
      int patienceSeconds,
      boolean acs,
      boolean ami,
      boolean trulyUrgent,
      double severity,
      Group dispositionGroup,
      int eventDate) {}

  /** What is true of a nurse. */
  @Columns(
      """
      nurse_id     | key, -> nurses | Nurse.
      risk_averse  | | Whether she sends many more to the ER.
      nurse_effect | 3 decimals | What she and the line's culture add to the log odds of the ER.
      """)
  public record NurseTruth(long nurseId, boolean riskAverse, double nurseEffect) {}

  static final Table<TriageCall> CALLS =
      Table.fact("triage_calls", TriageCall.class, "One row per call that entered the queue.")
          .perMainRow(1);
  static final Table<QueueHour> HOURS =
      Table.fact(
              "queue_hours",
              QueueHour.class,
              "The switch's report: one row per line and hour with a call.")
          .perMainRow(0.04);
  static final Table<CallOutcome> OUTCOMES =
      Table.fact("call_outcomes", CallOutcome.class, "Linked claims, one row per call.")
          .perMainRow(1);
  static final Table<Nurse> NURSES =
      Table.regional("nurses", Nurse.class, "One row per nurse.").perUnit(70);
  static final Table<CaseReview> REVIEWS =
      Table.fact("nurse_case_reviews", CaseReview.class, "One row per review of an earlier case.")
          .perMainRow(0.00043);
  static final Table<LineRow> LINES =
      Table.single("nurse_lines", LineRow.class, "One row per nurse line.").perUnit(1);
  static final Table<CallTruth> CALL_TRUTH =
      Table.fact("call_truth", CallTruth.class, "What nobody knew of every call.")
          .key()
          .perMainRow(1);
  static final Table<NurseTruth> NURSE_TRUTH =
      Table.regional("nurse_truth", NurseTruth.class, "What is true of every nurse.")
          .key()
          .perUnit(70);

  // ---- rules

  static final Param CALLS_PER_DAY =
      Param.positive("monday_rush.calls_per_day", 600, "Calls a day of a line of mean size.");
  static final Param DAY_CV =
      new Param("monday_rush.day_cv", 0.10, 0, 1, "Spread of the days: cv of their factor.");
  static final Param BACKLOG =
      new Param(
          "monday_rush.backlog",
          1,
          0,
          3,
          "Strength of the rush at 08:00 after a weekend or holiday: 0 is none.");
  static final Param SIZE_SD =
      new Param("units.size_sd", 0.35, 0, 1, "Spread of the lines' sizes: sd of the logarithm.");
  static final Param SPREAD =
      new Param(
          "units.spread", 1, 0, 2, "How far lines differ in slack, culture and mix of symptoms.");
  static final Param MINUTES_PLANNED =
      Param.positive("staffing.minutes_per_call", 19.4, "Planned minutes of a nurse per call.");
  static final Param ATTRITION =
      Param.nonNegative("staffing.attrition", 0.18, "Nurses who leave a year after the first.");
  static final Param PATIENCE =
      Param.positive("hold_patience.patience_mean_minutes", 22, "Mean patience on hold.");
  static final Param ANNOUNCEMENT =
      Param.share(
          "hold_patience.announcement_exit", 0.08, "Share who hang up on the announcement.");
  static final Param REDIAL =
      Param.share("hold_patience.redial", 0.30, "Share of those who hung up that call again.");
  static final Param AGE_SLOPE =
      new Param("triage.age_slope", 0.008, -1, 1, "Log odds of the ER by year of age.");
  static final Param ACS =
      new Param("triage.acs", 1, 0, 2, "Factor on the chance of a coronary syndrome.");
  static final Param RISK_AVERSE =
      new Param("over_triage.share", 0.10, 0, 0.4, "Share of nurses who are risk-averse.");
  static final Param ALARM =
      Param.nonNegative("alarm.log_odds", 0.8, "Log odds of the ER just after a missed emergency.");
  static final Param REVIEWS_PER_YEAR =
      Param.nonNegative("alarm.reviews_per_year", 0.8, "Reviews of each outcome a nurse-year.");
  static final Param OWN_COMPLAINT =
      new Param(
          "members.own_complaint", 0.40, 0, 0.6, "Share of calls about a member's own complaint.");
  static final Param END_OF_COVER =
      Param.nonNegative("members.end_of_cover", 0.10, "Members who leave the plan a year.");
  static final Param ACUITY =
      new Param("talk.acuity", 0.13, -1, 1, "Log minutes by standard deviation of severity.");
  static final Param VISIT_AFTER_ER =
      Param.share("outcomes.visit_after_er", 0.665, "Visits of the ED after the advice to go.");
  static final Param SEASON =
      new Param(
          "shocks.respiratory_season", 0.45, 0, 0.9, "Amplitude of fever and cough over the year.");
  static final Param STORMS =
      Param.nonNegative("shocks.storms_per_year", 6, "Storms a year in a region.");
  static final Param CARRIER_SHAPE =
      Param.positive(
          "carrier.shape", 1, "Shape of the gamma distribution of the carriers' bad time.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "monday_rush",
              "2.10 Monday Morning Rush; after-hours share healthdirect 70.7 %",
              "Calls are Poisson around hour of the week, season and day. What waited for the"
                  + " offices to open comes at 08:00 of the first working day.",
              CALLS_PER_DAY,
              DAY_CV,
              BACKLOG),
          Rule.of(
              "units",
              "generic",
              "Lines differ in size, slack, culture and mix of symptoms; their nurses and members"
                  + " follow the size.",
              SIZE_SD,
              SPREAD),
          Rule.of(
              "staffing",
              "design",
              "Nurses on duty follow the planned calls of the hour and know nothing of Mondays."
                  + " Nurses have a home shift, leave, illness, a hire and an end.",
              MINUTES_PLANNED,
              ATTRITION),
          Rule.of(
              "hold_patience",
              "2.10 hold > 5 min, 20 %; Brown 2005",
              "One queue a line, first come first served. Patience is exponential; at five minutes"
                  + " an announcement drives some away. Some call again within the hour.",
              PATIENCE,
              ANNOUNCEMENT,
              REDIAL),
          Rule.of(
              "triage",
              "2.10; ClearTriage 2025; Wouters 2020, Delissen 2025",
              "One severity per case, of symptom, age, night, coronary syndrome and noise. The"
                  + " nurse hears it together with the caller's worry and her own threshold.",
              AGE_SLOPE,
              ACS),
          Rule.of(
              "over_triage",
              "2.10 Over-Triage",
              "Some nurses send many more to the ER, except where the heart is in question. They"
                  + " are dealt unevenly to the lines of four.",
              RISK_AVERSE),
          Rule.of(
              "under_triage",
              "2.10 Under-Triage",
              "No law of its own: infarctions that are heard as less than an emergency."),
          Rule.of(
              "alarm",
              "design",
              "After a review of a missed emergency a nurse sends more to the ER and calms down in"
                  + " weeks.",
              ALARM,
              REVIEWS_PER_YEAR),
          Rule.of(
              "members",
              "design",
              "Callers are plan members with birth date, sex, a complaint and a part of the day of"
                  + " their own; few call often. They die and leave the plan.",
              OWN_COMPLAINT,
              END_OF_COVER),
          Rule.of(
              "talk",
              "NHS 111",
              "Talk is log-normal, longer for the sicker and for slow nurses.",
              ACUITY),
          Rule.of(
              "outcomes",
              "Gibson 2018 (1.04 million calls)",
              "Visits follow the advice and the severity, infarctions the coronary syndrome. The"
                  + " nurse matters only through the advice.",
              VISIT_AFTER_ER),
          Rule.of(
              "shocks",
              "generic",
              "Fever and cough come in winter and in weeks that a region shares, rashes and"
                  + " injuries in summer; storms keep people from calling by day and make them call"
                  + " at night.",
              SEASON,
              STORMS),
          Rule.of(
              "carrier",
              "generic",
              "Menus, desks, switches, look-ups, interfaces and nurses are bad in spells, some of"
                  + " them far more often than others.",
              CARRIER_SHAPE));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("triage_calls", "utc_clock")
              .doc("The line's clock is on UTC; the date was set by hand and is true.")
              .where("_legacy_clock")
              .rate(1.0)
              .perRow(0.13)
              .set("call_ts", "timestampadd(HOUR, CAST(_utc_shift_hours AS INT), call_ts)"),
          Stage.on("triage_calls", "lazy_category")
              .doc("The menu lost the choice.")
              .where("symptom_category <> 'OTHER' AND _menu_fault")
              .rate(0.50)
              .perRow(0.056)
              .set("symptom_category", "'OTHER'"),
          Stage.on("triage_calls", "er_label_variants")
              .doc("The nurse writes the ER in her own way.")
              .where("disposition_group = 'ER' AND _own_label")
              .rate(0.80)
              .perRow(0.012)
              .set("disposition_group", "_label"),
          Stage.on("triage_calls", "shared_login")
              .doc("The desk was still logged in as the line's shared account.")
              .where("nurse_id IS NOT NULL AND _desk_left_open")
              .rate(0.50)
              .perRow(0.021)
              .set("nurse_id", "CAST(line_id AS BIGINT) * 1000 + 999"),
          Stage.on("triage_calls", "anxiety_missing")
              .doc("The nurse skipped the score.")
              .where("anxiety_score IS NOT NULL AND _skips_score")
              .rate(0.50)
              .perRow(0.078)
              .setNull("anxiety_score"),
          Stage.on("triage_calls", "hold_zeroed")
              .doc("The switch lost the hold of a caller who hung up.")
              .where("abandoned AND _switch_fault")
              .rate(0.50)
              .perRow(0.0000021)
              .set("hold_seconds", "0"),
          Stage.on("triage_calls", "age_placeholder")
              .doc("The plan has no birth date: the line writes a number.")
              .where("_no_birth_date")
              .rate(1.0)
              .perRow(0.015)
              .set("age_years", "_age_filler"),
          Stage.on("triage_calls", "member_unknown")
              .doc("The member look-up did not answer.")
              .where("_match_down")
              .rate(0.60)
              .perRow(0.18)
              .setNull("member_id"),
          Stage.on("triage_calls", "callback_double_log")
              .doc("The interface sent the call twice.")
              .where("NOT abandoned AND _double_log")
              .rate(0.50)
              .perRow(0.02)
              .duplicate(),
          Stage.on("call_outcomes", "linkage_gap")
              .doc("The claims could not be linked to the call.")
              .source("Gibson 2018: 60 to 80 % linked")
              .where("_unlinked")
              .rate(1.0)
              .perRow(0.43)
              .drop());

  // ---- wiring

  private static final double CALLS_PER_YEAR = 220_000;
  private static final int FEWEST_LINES = 4;
  private static final int FEWEST_MONTHS = 2;

  @Override
  public About about() {
    return new About(
        "nurse_triage_line",
        "Nurse triage lines: hang-ups after five minutes, and sore throats in the ER",
        """
        A health plan runs nurse lines that should send each caller to the right place: home care,
        urgent care or the ER. Two complaints are on your desk: "one caller in five hangs up after
        five minutes on hold, and 5% of them were having a heart attack", and "some of our nurses
        send every sore throat to the ER". The data hold the queue, the nurses' habits and linked
        claims for most callers: confirm the first half of the first complaint, debunk its second
        half, and find the nurses without blaming those who simply took the sicker calls.
        """,
        "nurse line",
        List.of("2.10"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(CALLS, HOURS, OUTCOMES, NURSES, REVIEWS, LINES, CALL_TRUTH, NURSE_TRUTH);
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
    return CALLS_PER_YEAR * horizon.years();
  }

  @Override
  public Cells cells() {
    return Cells.ofOneUnit().byMonth();
  }

  /** At least four lines; if those make too many rows, fewer whole months of them. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    long lines = Math.round(mainRows / mainRowsPerUnit(horizon));
    if (lines >= FEWEST_LINES) {
      return Size.of(lines, horizon);
    }
    long months =
        Math.max(FEWEST_MONTHS, Math.round(12 * mainRows / (FEWEST_LINES * CALLS_PER_YEAR)));
    LocalDate last = horizon.from().plusMonths(months).minusDays(1);
    return Size.of(
        FEWEST_LINES,
        new Horizon(horizon.from(), last.isBefore(horizon.to()) ? last : horizon.to()));
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new LineMonth(cell, laws);
      }
    };
  }
}
