package dev.medley.scenario.salesforce;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Pharma representatives who visit doctors for one brand, and what the doctors prescribe.
 *
 * <p>One cell is one sales territory over the whole horizon: one representative at a time, about
 * 150 doctors (HCPs) and the health systems that employ most of them. Completed calls feed an
 * adstock, the adstock feeds the next month's prescriptions. Times are the territory's wall clock;
 * a call's day is the day of the visit, a script's day the first of its month.
 *
 * <p>{@link Territory} is the territory, day by day and month by month; {@link Doctor} and {@link
 * Rep} are who meets; {@link Season} is what all of a region feel.
 */
@AutoService(Scenario.class)
public final class SalesForce implements Scenario {

  // ---- code lists

  /** A doctor's specialty, with what it decides: share, potential and access. */
  public enum Specialty {
    PRIMARY_CARE(25, 0.50, 0.36, 0.14),
    CARDIOLOGY(30, 0.40, 0.36, 0.24),
    ENDOCRINOLOGY(60, 0.45, 0.37, 0.18),
    NEPHROLOGY(20, 0.35, 0.40, 0.25);

    /** Median prescriptions a month in the category. */
    final double potential;

    final double accessible;
    final double moderate;
    final double noSee;

    Specialty(double potential, double accessible, double moderate, double noSee) {
      this.potential = potential;
      this.accessible = accessible;
      this.moderate = moderate;
      this.noSee = noSee;
    }
  }

  /** How a representative calls. */
  public enum CallType {
    IN_PERSON,
    VIRTUAL
  }

  /** Whether the doctor was met. */
  public enum CallOutcome {
    COMPLETED,
    NO_ACCESS
  }

  // ---- tables

  /** One attempted call. */
  @Columns(
      """
      call_id                  | key, distinct | Call.
      territory_id             | filtered | Territory.
      rep_id                   | -> reps | Representative. | RepID
      hcp_id                   | -> hcps, distinct | Doctor; ids that are absent from hcps are
        | duplicates of the record 500 below. | DoctorID
      doctor_specialty         | filtered | PRIMARY_CARE, CARDIOLOGY, ENDOCRINOLOGY or NEPHROLOGY. |
        | Doctor_Specialty
      call_date                | date | Day of the visit as typed. | Call_Date
      call_type                | filtered | IN_PERSON or VIRTUAL. | Call_Type
      call_outcome             | filtered | COMPLETED or NO_ACCESS.
      duration_minutes         | 2 decimals | Minutes; NULL if NO_ACCESS.
      samples_left             | | Units left; NULL if NO_ACCESS. | Samples_Left
      lunch_attendees          | | People at lunch, 0 or at least 4; NULL if NO_ACCESS.
      lunch_cost_usd           | money(10,2) | The whole lunch; NULL if NO_ACCESS. | Lunch_Cost
      doctor_sentiment_score   | 2 decimals | The representative's rating, -1 to 1; NULL if
        | NO_ACCESS. | Doctor_Sentiment_Score
      script_volume_next_month | | The doctor's prescriptions of the brand in the calendar month
        | after event_date; NULL once the doctor has left. | Script_Volume_Next_Month
      logged_ts                | wall clock, distinct | When the call was typed into the CRM.
      _late_log                | | Whether it was logged on a later day.
      _rx_opt_out              | | Whether the doctor opted out of sharing prescriptions.
      _lazy_week               | | Whether the representative leaves the default score this week.
      _backfill_week           | | Whether dates are filled in by the day of typing this week.
      _dup_master              | | Whether the doctor has a duplicate record.
      _bad_sync                | | Whether the day's logging was sent twice.
      _cents_import            | | Whether the month's expenses came in cents.
      _blank_habit             | | Whether the representative leaves zeros blank.
      _channel_habit           | | Whether the representative types virtual calls as visits.
      event_date               | date, filtered | True day of the visit.
      """)
  public record Call(
      long callId,
      int territoryId,
      int repId,
      long hcpId,
      Specialty doctorSpecialty,
      int callDate,
      CallType callType,
      CallOutcome callOutcome,
      Double durationMinutes,
      Integer samplesLeft,
      Integer lunchAttendees,
      Long lunchCostUsd,
      Double doctorSentimentScore,
      Integer scriptVolumeNextMonth,
      long loggedTs,
      boolean lateLog,
      boolean rxOptOut,
      boolean lazyWeek,
      boolean backfillWeek,
      boolean dupMaster,
      boolean badSync,
      boolean centsImport,
      boolean blankHabit,
      boolean channelHabit,
      int eventDate) {}

  /** A doctor's month of prescriptions. */
  @Columns(
      """
      hcp_id       | key, -> hcps | Doctor.
      territory_id | filtered | Territory.
      brand_trx    | | Prescriptions of the brand.
      brand_nrx    | | New ones among them.
      category_trx | | Prescriptions of the category, all brands.
      _rx_opt_out  | | Whether the doctor opted out of sharing prescriptions.
      event_date   | key, date, filtered | First day of the month.
      """)
  public record Script(
      long hcpId,
      int territoryId,
      int brandTrx,
      int brandNrx,
      int categoryTrx,
      boolean rxOptOut,
      int eventDate) {}

  /** One doctor. */
  @Columns(
      """
      hcp_id           | key, distinct | Doctor.
      territory_id     | | Territory.
      specialty        | | PRIMARY_CARE, CARDIOLOGY, ENDOCRINOLOGY or NEPHROLOGY.
      health_system_id | | Employer; NULL if independent.
      category_decile  | | Potential within the territory, 1 to 10 (highest).
      graduation_year  | | Year of graduation.
      """)
  public record Hcp(
      long hcpId,
      int territoryId,
      Specialty specialty,
      Integer healthSystemId,
      int categoryDecile,
      int graduationYear) {}

  /** One representative. */
  @Columns(
      """
      rep_id       | key | Representative.
      territory_id | | Territory.
      hire_date    | date | First day in the company.
      end_date     | date | Last day; NULL if still there.
      """)
  public record RepRow(int repId, int territoryId, int hireDate, Integer endDate) {}

  /** What is true of a doctor. */
  @Columns(
      """
      hcp_id            | key, distinct, -> hcps | Doctor.
      access_tier       | | 1 accessible, 2 moderate, 3 no-see; before any change of policy.
      formulary_blocked | | Whether the brand cannot be prescribed.
      rx_opt_out        | | Whether prescriptions are not shared.
      base_share        | 4 decimals | Share of the brand without promotion.
      """)
  public record HcpLatents(
      long hcpId, int accessTier, boolean formularyBlocked, boolean rxOptOut, double baseShare) {}

  /** What is true of a representative. */
  @Columns(
      """
      rep_id              | key, -> reps | Representative.
      skill               | 3 decimals | Skill, standardised.
      lazy_sentiment      | | Whether the default score is left in most weeks.
      late_logger         | 3 decimals | Share of calls meant to be logged late.
      territory_potential | 3 decimals | Potential of the territory; 1 is the median.
      """)
  public record RepLatents(
      int repId,
      double skill,
      boolean lazySentiment,
      double lateLogger,
      double territoryPotential) {}

  /** A health system that turned no-see. */
  @Columns(
      """
      health_system_id | key | Health system.
      territory_id     | | Territory.
      flip_date        | date | First day on which it sees no representative.
      """)
  public record PolicyFlip(int healthSystemId, int territoryId, int flipDate) {}

  static final Table<Call> CALLS =
      Table.fact("calls", Call.class, "One row per attempted call.").perMainRow(1);
  static final Table<Script> SCRIPTS =
      Table.fact("scripts", Script.class, "A doctor's prescriptions, one row per month.")
          .perMainRow(1.04);
  static final Table<Hcp> HCPS =
      Table.regional("hcps", Hcp.class, "One row per doctor on the list.").perUnit(155);
  static final Table<RepRow> REPS =
      Table.regional("reps", RepRow.class, "One row per representative.").perUnit(1.15);
  static final Table<HcpLatents> HCP_LATENTS =
      Table.regional("hcp_latents", HcpLatents.class, "What is true of every doctor.")
          .key()
          .perUnit(155);
  static final Table<RepLatents> REP_LATENTS =
      Table.regional("rep_latents", RepLatents.class, "What is true of every representative.")
          .key()
          .perUnit(1.15);
  static final Table<PolicyFlip> POLICY_FLIPS =
      Table.regional("policy_flips", PolicyFlip.class, "Health systems that turned no-see.")
          .key()
          .perUnit(0.5);

  // ---- rules

  static final Param SYSTEM_SD =
      Param.nonNegative("territory.system_sd", 0.8, "Spread of the systems' sizes, logarithm.");
  static final Param POTENTIAL_SD =
      Param.nonNegative(
          "territory.potential_sd", 0.45, "Spread of territory potential, logarithm.");
  static final Param BLOCKED =
      Param.share("territory.blocked", 1 / 6.0, "Share of systems that block the brand.");
  static final Param NO_SEE_SD =
      Param.nonNegative(
          "access.no_see_sd", 0.5, "Spread of the systems' access policy, logarithm.");
  static final Param ATTEMPTS =
      Param.positive("call_plan.attempts_per_day", 7.95, "Attempts of a usual working day.");
  static final Param PACE_SD =
      Param.nonNegative(
          "call_plan.pace_sd", 0.12, "Spread of the representatives' pace, logarithm.");
  static final Param LIST_SD =
      Param.nonNegative("unit.list_sd", 0.15, "Spread of the length of lists, logarithm.");
  static final Param MARKET_SD =
      Param.nonNegative("shock.market_sd", 0.04, "Spread of a region's market, logarithm.");
  static final Param STORM_SHARE =
      Param.share("shock.storm_share", 0.03, "Share of winter days with a storm.");
  static final Param CALL_GAIN =
      Param.nonNegative("promotion_response.call_gain", 0.80, "What calls add at the most.");
  static final Param LUNCH_GAIN =
      Param.nonNegative("promotion_response.lunch_gain", 0.06, "What a lunch adds for 3 months.");
  static final Param SKILL_GAIN =
      Param.nonNegative("hcp.skill_gain", 0.35, "How skill works on the brand's share.");
  static final Param LUNCH_SENTIMENT =
      new Param("sentiment.lunch", 0.18, -1, 1, "What lunch adds to the rating.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "territory",
              "design",
              "Territories differ in potential and in their health systems, some of which block the"
                  + " brand, take no samples or turn no-see.",
              POTENTIAL_SD,
              SYSTEM_SD,
              BLOCKED),
          Rule.of(
              "hcp",
              "concentration of prescribing",
              "Doctors differ in specialty, potential and years in practice. The brand's share"
                  + " grows with the skill of who has called on them for years.",
              SKILL_GAIN),
          Rule.of(
              "access",
              "ZS AccessMonitor 2015; Veeva 2022",
              "Doctors are accessible, moderate or no-see, by specialty and by the policy of their"
                  + " system.",
              NO_SEE_SD),
          Rule.of(
              "call_plan",
              "guides of representatives; ZS 2013",
              "A plan by decile; an unmet plan rolls over, so representatives keep knocking on"
                  + " doors that stay shut, and high writers get more calls.",
              ATTEMPTS,
              PACE_SD),
          Rule.of(
              "lunch",
              "Open Payments; DeJong 2016",
              "Offices have a habit of lunch or not; hospitable offices that cannot prescribe have"
                  + " more of it."),
          Rule.of("samples", "design", "Samples have no effect on prescribing."),
          Rule.of(
              "promotion_response",
              "DeJong 2016",
              "Completed calls build an adstock that decays by a quarter a month; prescriptions of"
                  + " the next month follow it, and lunches.",
              CALL_GAIN,
              LUNCH_GAIN),
          Rule.of(
              "sentiment",
              "design",
              "A rating of attitude, lunch and the representative's leniency, independent of"
                  + " prescribing.",
              LUNCH_SENTIMENT),
          Rule.of("duration", "CEI 2008; Veeva 2022", "Calls are short, lunches are not."),
          Rule.of(
              "logging",
              "design",
              "Calls are typed in the evening, or late: in one sitting on Friday, Sunday or"
                  + " Monday."),
          Rule.of("unit", "design", "Lists differ in length.", LIST_SD),
          Rule.of(
              "shock",
              "design",
              "A region's market rises and falls; storms keep representatives at home.",
              MARKET_SD,
              STORM_SHARE));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("calls", "C1_call_date_backfill")
              .doc("The day of typing is taken for the day of the visit.")
              .where("_late_log AND _backfill_week")
              .rate(0.80)
              .perRow(0.056)
              .set("call_date", "CAST(logged_ts AS DATE)"),
          Stage.on("calls", "C2_hcp_alias")
              .doc("The virtual channel has a duplicate record of the doctor.")
              .where("call_type = 'VIRTUAL' AND _dup_master")
              .rate(0.75)
              .perRow(0.017)
              .set("hcp_id", "hcp_id + 500"),
          Stage.on("calls", "C3_double_sync")
              .doc("The tablet sent the day's logging twice.")
              .where("_late_log AND _bad_sync")
              .rate(0.50)
              .perRow(0.0059)
              .duplicate(),
          Stage.on("calls", "C4_lunch_cents")
              .doc("Expenses were imported in cents.")
              .where("lunch_cost_usd > 0 AND _cents_import")
              .rate(0.40)
              .perRow(0.00028)
              .set("lunch_cost_usd", "lunch_cost_usd * 100"),
          Stage.on("calls", "C5_samples_null")
              .doc("Zero samples are left blank.")
              .where(
                  "call_outcome = 'COMPLETED' AND call_type = 'IN_PERSON' AND samples_left = 0"
                      + " AND _blank_habit")
              .rate(0.80)
              .perRow(0.061)
              .setNull("samples_left"),
          Stage.on("calls", "C6_sentiment_default")
              .doc("The form's default score is left.")
              .where("_lazy_week AND doctor_sentiment_score IS NOT NULL")
              .rate(0.82)
              .perRow(0.064)
              .set("doctor_sentiment_score", "0.5D"),
          Stage.on("calls", "C7_rx_opt_out_calls")
              .doc("The doctor does not share prescriptions.")
              .where("_rx_opt_out")
              .perRow(0.052)
              .setNull("script_volume_next_month"),
          Stage.on("scripts", "C8_rx_opt_out_scripts")
              .doc("The doctor does not share prescriptions.")
              .where("_rx_opt_out")
              .perRow(0.11)
              .setNull("brand_trx", "brand_nrx"),
          Stage.on("calls", "C9_call_type_mislabel")
              .doc("A virtual call is typed as a visit.")
              .where("call_type = 'VIRTUAL' AND _channel_habit")
              .rate(0.50)
              .perRow(0.011)
              .set("call_type", "'IN_PERSON'"));

  // ---- wiring

  private static final double CALLS_PER_YEAR = 1_735;

  @Override
  public About about() {
    return new About(
        "sales_force",
        "Pharma sales force: lunches, samples and calls, and what they do not cause",
        """
        You run commercial operations for one brand. Representatives visit doctors with samples
        and lunches, and the CRM logs every attempt. Dr. Smith's office eats $500 of lunch a year
        and writes nothing, because the health system's formulary blocks the brand; Dr. Jones takes
        no lunch and writes 50 prescriptions. Who are the no-see doctors, which representatives are
        really efficient once the potential of the territory is taken out, and how much does a call
        cause - as opposed to accompany?
        """,
        "sales territory",
        List.of("3.6"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(CALLS, SCRIPTS, HCPS, REPS, HCP_LATENTS, REP_LATENTS, POLICY_FLIPS);
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

  /** Whole rounds of the regions. */
  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.inWholeRounds(mainRows / mainRowsPerUnit(horizon), regions().size(), horizon);
  }

  /** Who has left is known up to the last day, and the last month is seen to its end. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Territory.Laws laws = new Territory.Laws(world);
    return cell ->
        Simulation.atOnce(out -> new Territory(cell.unit(), cell.regionIndex(), laws).emit(out));
  }
}
