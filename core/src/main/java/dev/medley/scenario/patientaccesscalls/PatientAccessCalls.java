package dev.medley.scenario.patientaccesscalls;

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
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * The telephone front door of a health system: Monday's death spiral, a menu that sends callers
 * round in circles, and agents who hang up on difficult callers.
 *
 * <p>One cell is one call centre over the whole horizon. Every working day opens at 07:30 with
 * empty queues, takes calls until 17:00 and drains; only the callers who will call again on a later
 * day go over from one day to the next. Times are the centre's wall clock.
 *
 * <p>{@link Centre} is a call centre and what is particular about it, {@link Agent} one of its
 * people, {@link Line} a calling line, {@link Issue} what a caller needs, {@link SwitchDay} a day
 * of its queues.
 */
@AutoService(Scenario.class)
public final class PatientAccessCalls implements Scenario {

  // ---- code lists

  /** Who answers a queue. */
  public enum AgentPool {
    ACCESS,
    CLINICAL,
    BILLING
  }

  /** How an agent is employed. */
  public enum EmploymentType {
    STAFF,
    CONTRACT
  }

  /** What an agent enters after a call. */
  public enum WrapCode {
    RESOLVED,
    CALLBACK_PROMISED,
    CALLER_DISCONNECTED,
    OTHER
  }

  /** Why a call was made. */
  public enum Origin {
    FRESH,
    REDIAL,
    CUT_OFF_REDIAL,
    LATE_RETRY,
    FOLLOW_UP
  }

  // ---- tables

  /** One call that reached the telephone system; a redial is a new row. */
  @Columns(
      """
      call_id         | key, distinct | Call; ids of a centre are shuffled. | CallID
      centre_id       | -> centres, filtered | Call centre.
      call_start_ts   | wall clock, distinct | Local time at which the menu picked up.
      caller_phone    | | Displayed number, NPA-555-01xx, shared by many callers; NULL if blocked. |
        | CallerPhone
      caller_line_id  | distinct | The switch's token of the calling line: it finds repeat callers;
        | NULL if blocked. | CallerPhone
      queue_name      | filtered | SCHEDULING, CLINICAL, BILLING, REFERRALS, RECORDS or OTHER; NULL
        | if the caller left inside the menu. | QueueName
      ivr_seconds     | | Seconds in the automated menu.
      ivr_menu_hops   | | Menu nodes heard, from 3.
      wait_seconds    | | Seconds in the queue, after the menu, until answer or hang-up; NULL if the
        | caller left inside the menu. | WaitTime
      abandoned       | | Whether the caller hung up before an agent answered. |
        | Abandon_Flag
      agent_id        | -> agents | Agent who answered; NULL if abandoned.
      talk_seconds    | | Seconds of talk; NULL if abandoned. | TalkTime
      wrap_seconds    | | Seconds of work after the call; NULL if abandoned.
      transferred     | | Whether the caller was in the wrong queue and was handed on in the call.
      wrap_code       | filtered | As entered by the agent: RESOLVED, CALLBACK_PROMISED,
        | CALLER_DISCONNECTED or OTHER; NULL if abandoned.
      sentiment_score | 2 decimals | Speech analytics, -1 to 1; NULL if abandoned. |
        | Sentiment_Score
      _legacy_wait    | | Whether the vendor still counts menu time as waiting.
      _drift_minutes  | | Minutes by which the centre's clock is slow.
      _outage         | | Whether the centre's recorder is out.
      _clock_off      | | Whether the centre's clock is slow these days.
      _bad_trunk      | | Whether the call came in on a faulty trunk.
      _code_slip      | | Whether the agent is careless with codes these days.
      _recorder_off   | | Whether the agent's headset does not record these days.
      _engine_down    | | Whether the region's speech engine fails these days.
      _withheld       | | Whether the caller's number is withheld.
      _double_log     | | Whether the centre's transfer link logs twice these days.
      event_date      | date, filtered | Day of call_start_ts.
      """)
  public record Call(
      long callId,
      int centreId,
      long callStartTs,
      String callerPhone,
      Long callerLineId,
      QueueName queueName,
      int ivrSeconds,
      short ivrMenuHops,
      Integer waitSeconds,
      boolean abandoned,
      Long agentId,
      Integer talkSeconds,
      Integer wrapSeconds,
      boolean transferred,
      WrapCode wrapCode,
      Double sentimentScore,
      boolean legacyWait,
      int driftMinutes,
      boolean outage,
      boolean clockOff,
      boolean badTrunk,
      boolean codeSlip,
      boolean recorderOff,
      boolean engineDown,
      boolean withheld,
      boolean doubleLog,
      int eventDate) {}

  /** Half an hour of an agent pool, as the switch reports it. */
  @Columns(
      """
      centre_id         | key, -> centres, filtered | Call centre.
      agent_pool        | key, filtered | ACCESS, CLINICAL or BILLING.
      interval_start_ts | key, wall clock | 07:30, 08:00 to 16:30. A call belongs to the interval in
        | which it entered the queue; what entered after 17:00 counts in the last one.
      agents_rostered   | | Agents planned.
      agents_present    | | Agents there, after absence and lunch.
      calls_offered     | | Calls that entered the queue.
      calls_answered    | | Of those, answered at any time.
      calls_abandoned   | | Of those, hung up in the queue.
      event_date        | date, filtered | Day of the interval.
      """)
  public record QueueInterval(
      int centreId,
      AgentPool agentPool,
      long intervalStartTs,
      short agentsRostered,
      short agentsPresent,
      int callsOffered,
      int callsAnswered,
      int callsAbandoned,
      int eventDate) {}

  /** One agent. */
  @Columns(
      """
      agent_id        | key | Agent; ids of a centre are shuffled.
      centre_id       | -> centres | Call centre.
      agent_pool      | | The one pool of the agent.
      hire_date       | date | First day, a Monday.
      employment_type | | STAFF or CONTRACT.
      """)
  public record AgentRow(
      long agentId,
      int centreId,
      AgentPool agentPool,
      int hireDate,
      EmploymentType employmentType) {}

  /** One call centre. */
  @Columns(
      """
      centre_id           | key | Call centre.
      region              | | Region of the centre.
      centre_name         | | Fictitious name.
      acd_vendor          | | Telephone switch: ACD-A or ACD-B.
      definition_fix_date | date | From then on ACD-B reports waits like ACD-A.
      time_zone           | | IANA name.
      """)
  public record CentreRow(
      int centreId, String centreName, String acdVendor, int definitionFixDate, String timeZone) {}

  /** What is true of a call. */
  @Columns(
      """
      call_id              | key, distinct | Call, also one that the recorder lost.
      centre_id            | filtered | Call centre.
      caller_line_id       | distinct | Calling line.
      issue_id             | distinct | What the caller needs; the same in all calls about it.
      attempt_no           | | Number of the call among those of the issue on the day, from 1.
      origin               | | FRESH, REDIAL, CUT_OFF_REDIAL, LATE_RETRY or FOLLOW_UP.
      ivr_looper           | | Whether the menu sent the caller round.
      abandoned_in_ivr     | | Whether the caller left inside the menu.
      offered_wait_seconds | | Wait until an agent would have answered; NULL if left in the menu.
      patience_seconds     | | How long the caller would wait; NULL if left in the menu.
      difficult            | | Whether the issue is difficult.
      agent_hung_up        | | Whether the agent hung up on the caller.
      issue_resolved       | | Whether the call settled the issue.
      event_date           | date, filtered | Day of the call.
      """)
  public record CallTruth(
      long callId,
      int centreId,
      long callerLineId,
      long issueId,
      int attemptNo,
      Origin origin,
      boolean ivrLooper,
      boolean abandonedInIvr,
      Integer offeredWaitSeconds,
      Integer patienceSeconds,
      boolean difficult,
      boolean agentHungUp,
      boolean issueResolved,
      int eventDate) {}

  /** What is true of an agent. */
  @Columns(
      """
      agent_id      | key, -> agents | Agent.
      cherry_picker | | Whether the agent hangs up on difficult callers.
      speed_factor  | 3 decimals | Talk time relative to colleagues of the same tenure.
      """)
  public record AgentTruth(long agentId, boolean cherryPicker, double speedFactor) {}

  static final Table<Call> CALLS =
      Table.fact("calls", Call.class, "One row per call; a redial is a new call.").perMainRow(1);
  static final Table<QueueInterval> QUEUE_INTERVALS =
      Table.fact("queue_intervals", QueueInterval.class, "One row per agent pool and half an hour.")
          .perMainRow(0.039);
  static final Table<AgentRow> AGENTS =
      Table.regional("agents", AgentRow.class, "One row per agent.").perUnit(45);
  static final Table<CentreRow> CENTRES =
      Table.single("centres", CentreRow.class, "One row per call centre.").perUnit(1);
  static final Table<CallTruth> CALL_TRUTH =
      Table.fact("call_truth", CallTruth.class, "What is true of every call.").key().perMainRow(1);
  static final Table<AgentTruth> AGENT_TRUTH =
      Table.regional("agent_truth", AgentTruth.class, "What is true of every agent.")
          .key()
          .perUnit(45);

  // ---- rules

  static final Param SIZE_SD =
      new Param("units.size_sd", 0.40, 0, 0.8, "How much centres differ in size, as log-sd.");
  static final Param FRESH_PER_WEEKDAY =
      new Param(
          "arrivals.fresh_per_weekday", 1000, 50, 2000, "New needs a weekday, mean of centres.");
  static final Param DAY_CV =
      new Param("arrivals.day_cv", 0.09, 0, 0.5, "How much days differ, as a share of the mean.");
  static final Param DIFFICULT_FACTOR =
      new Param("arrivals.difficult_factor", 0.90, 0, 2, "Difficult issues, in the usual number.");
  static final Param STORM = Param.share("arrivals.storm", 0.02, "Chance of a storm, winter days.");
  static final Param ROSTER_FACTOR =
      new Param("roster.roster_factor", 1.32, 0.5, 3, "Planned work in the work of new needs.");
  static final Param SLACK_SD =
      new Param("roster.slack_sd", 0.03, 0, 0.2, "How much centres differ in occupancy, log-sd.");
  static final Param ABSENCE =
      new Param("roster.absence", 0.04, 0, 0.2, "Share of rostered agents who are absent.");
  static final Param BACKLOG_ABSENCE =
      new Param("roster.backlog_absence", 0.12, 0, 0.2, "The same on the morning after days off.");
  static final Param LUNCH =
      new Param("roster.lunch", 0.88, 0.3, 1, "Share of agents there from 12:00 to 13:00.");
  static final Param BACKLOG_GAIN =
      new Param(
          "monday_death_spiral.backlog_gain",
          1,
          0,
          1.5,
          "How far the profile of the day after days off differs from other days.");
  static final Param PATIENCE_MEAN_MINUTES =
      new Param(
          "monday_death_spiral.patience_mean_minutes",
          58,
          1,
          600,
          "Mean minutes that callers wait who do not balk.");
  static final Param REDIAL =
      new Param(
          "monday_death_spiral.redial", 0.58, 0, 0.80, "Callers who gave up and redial at once.");
  static final Param LOOPER_SHARE =
      new Param("ivr_hell.looper_share", 0.085, 0, 0.5, "Calls that the menu sends round.");
  static final Param PICKER_SHARE =
      new Param("cherry_picking.share", 0.08, 0, 0.4, "Agents who hang up on difficult callers.");
  static final Param HANG_UP =
      new Param(
          "cherry_picking.hang_up", 0.40, 0, 0.88, "Their mean chance to do so, each ± 0.12.");
  static final Param ATTRITION =
      new Param("agents.attrition", 0.30, 0, 3, "Agents who leave in a year, per agent.");
  static final Param CARRIER_SHAPE =
      new Param(
          "carrier.shape", 1, 0.1, 100, "Shape of the gamma by which carriers of mess differ.");
  static final Param BAD_TIME =
      new Param("carrier.bad_time", 1, 0, 20, "Bad time of carriers of mess, in the usual one.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "units",
              "design",
              "Of four centres, one in each region, sizes are relative to their mean, and menu"
                  + " loops, Monday gains and cherry pickers are dealt among them.",
              SIZE_SD),
          Rule.of(
              "arrivals",
              "1.8; Brown 2005",
              "New needs are a Poisson process by weekday, season, day and half an hour; each comes"
                  + " from a line with habits, and is difficult or not for good.",
              FRESH_PER_WEEKDAY,
              DAY_CV,
              DIFFICULT_FACTOR,
              STORM),
          Rule.of(
              "roster",
              "1.8; Dialog Health 2024",
              "One roster for all weekdays of a month, less absence and lunch. The agent who has"
                  + " been idle longest takes the next call.",
              ROSTER_FACTOR,
              SLACK_SD,
              ABSENCE,
              BACKLOG_ABSENCE,
              LUNCH),
          Rule.of(
              "agents",
              "design",
              "Agents differ for good, are slow at first, take leave and quit; a seat is empty for"
                  + " weeks before the next one begins.",
              ATTRITION),
          Rule.of(
              "monday_death_spiral",
              "1.8 Death Spiral; Brown 2005; Garnett, Mandelbaum and Reiman 2002",
              "After days off needs come early and in numbers to a flat roster. Callers give up by"
                  + " their patience, and most call again into the same queue.",
              BACKLOG_GAIN,
              PATIENCE_MEAN_MINUTES,
              REDIAL),
          Rule.of(
              "ivr_hell",
              "1.8 IVR Hell",
              "The menu sends some callers back to its start; some of them leave, and the others"
                  + " have less patience left.",
              LOOPER_SHARE),
          Rule.of(
              "cherry_picking",
              "1.8 Agent Cherry Picking; Brown 2005",
              "A few agents hang up on difficult callers after seconds and say that the caller did;"
                  + " the caller redials. Other calls are cut off now and then.",
              PICKER_SHARE,
              HANG_UP),
          Rule.of(
              "handle_time",
              "Brown 2005",
              "Talk is log-normal by queue, longer if difficult or transferred, by the agent's"
                  + " speed; wrap-up follows."),
          Rule.of(
              "resolution",
              "1.8 First Call Resolution",
              "Unsolved issues come back on one of the next working days; agents code more of them"
                  + " as resolved than are."),
          Rule.of(
              "sentiment",
              "1.8",
              "The score follows wait, difficulty, transfer, outcome, menu, caller and agent."),
          Rule.of(
              "carrier",
              "design",
              "Recorders, clocks, trunks, links, agents, headsets and speech engines are bad for"
                  + " days on end, some of them more often than others.",
              CARRIER_SHAPE,
              BAD_TIME));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("calls", "cdr_gap")
              .doc("The recorder was out.")
              .where("_outage")
              .rate(1)
              .perRow(0.0064)
              .drop(),
          Stage.on("calls", "legacy_wait_definition")
              .doc("The vendor counts menu time as waiting.")
              .where("_legacy_wait AND wait_seconds IS NOT NULL")
              .rate(1)
              .perRow(0.19)
              .set("wait_seconds", "wait_seconds + ivr_seconds"),
          Stage.on("calls", "clock_drift")
              .doc("The centre's clock is slow.")
              .where("_clock_off")
              .rate(1)
              .perRow(0.037)
              .set("call_start_ts", "timestampadd(MINUTE, -_drift_minutes, call_start_ts)"),
          Stage.on("calls", "ghost_talk")
              .doc("Ring time on a call that nobody answered.")
              .where("abandoned AND wait_seconds IS NOT NULL AND _bad_trunk")
              .rate(0.50)
              .perRow(0.0015)
              .set("talk_seconds", draws -> draws.integer("seconds", 1, 4)),
          Stage.on("calls", "wrap_miscode")
              .doc("The first code of the list that fits everything.")
              .where("wrap_code IS NOT NULL AND _code_slip")
              .rate(0.40)
              .perRow(0.039)
              .set("wrap_code", "'OTHER'"),
          Stage.on("calls", "sentiment_missing")
              .doc("No recording.")
              .where("sentiment_score IS NOT NULL AND _recorder_off")
              .rate(0.80)
              .perRow(0.096)
              .setNull("sentiment_score"),
          Stage.on("calls", "sentiment_default")
              .doc("The transcription failed and the score stayed at its default.")
              .where("sentiment_score IS NOT NULL AND _engine_down")
              .rate(0.50)
              .perRow(0.01)
              .set("sentiment_score", "CAST(0.0 AS DOUBLE)"),
          Stage.on("calls", "blocked_caller_id")
              .doc("The caller withholds the number.")
              .source("1.8")
              .where("_withheld")
              .rate(1)
              .perRow(0.079)
              .setNull("caller_phone", "caller_line_id"),
          Stage.on("calls", "transfer_double_log")
              .doc("Both ends of the transfer wrote the call.")
              .where("transferred AND _double_log")
              .rate(0.50)
              .perRow(0.0000022)
              .duplicate());

  // ---- wiring

  private static final double CALLS_PER_YEAR = 365_000;
  private static final int FOUR = 4;
  private static final int DAYS_OF_WEEK = 7;
  private static final int FEWEST_WEEKS = 8;

  @Override
  public About about() {
    return new About(
        "patient_access_calls",
        "Patient access: Monday's death spiral, a menu that loops and agents who hang up",
        """
        You run the telephone front door of four regional health systems: press 1 for appointments,
        2 for billing, 3 for the nurse. Leadership sees one number, a fifth of calls abandoned, and
        wants more agents; the board hears that patients wait 45 minutes and go elsewhere. The logs
        can show that half of the pain is one roster mistake on Monday morning, fed by people who
        call back; that a menu loop makes 8% of callers wait five minutes before they even queue;
        and that, at most centres, a few agents with the best handle time hang up on difficult
        callers.
        """,
        "patient-access call centre",
        List.of("1.8"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(CALLS, QUEUE_INTERVALS, AGENTS, CENTRES, CALL_TRUTH, AGENT_TRUTH);
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

  /** Four centres at least; rather than fewer, they have fewer weeks. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    double perCentre = mainRowsPerUnit(horizon);
    if (mainRows >= FOUR * perCentre) {
      return Size.of(Math.round(mainRows / perCentre), horizon);
    }
    double perWeek = FOUR * perCentre * DAYS_OF_WEEK / horizon.days();
    long weeks = Math.max(FEWEST_WEEKS, Math.round(mainRows / perWeek));
    long days = Math.min(horizon.days(), weeks * DAYS_OF_WEEK);
    return Size.of(FOUR, new Horizon(horizon.from(), horizon.from().plusDays(days - 1)));
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce(out -> new Centre(cell, laws).emit(out));
      }
    };
  }
}
