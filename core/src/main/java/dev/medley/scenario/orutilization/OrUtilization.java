package dev.medley.scenario.orutilization;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Operating rooms: blocks that surgeons own, first cases that start late, and add-ons that push
 * them out.
 *
 * <p>One cell is one surgical suite over the whole horizon. Every operating day its rooms are
 * listed, their first cases start or are late, and from then on the earliest possible start in the
 * suite happens next, until all is done, cancelled or bumped; what was bumped comes back on later
 * days. Times are the suite's wall clock; a case's day is the day of its scheduled start, also if
 * it ends after midnight.
 *
 * <p>{@link Suite} is the suite and its staff, {@link Surgeon} a surgeon, {@link OperatingDay} one
 * day of it, {@link Procedure} what is done.
 */
@AutoService(Scenario.class)
public final class OrUtilization implements Scenario {

  // ---- code lists

  /** How a case came onto the list. */
  public enum CaseClass {
    ELECTIVE,
    URGENT,
    TRAUMA
  }

  /** What became of it. */
  public enum CaseStatus {
    COMPLETED,
    CANCELLED,
    BUMPED
  }

  /** Why it did not take place. */
  public enum CancelReason {
    PATIENT,
    NO_SHOW,
    MEDICAL,
    TRAUMA_ADD_ON,
    ROOM_OVERRUN
  }

  /** Why a first case was late. */
  public enum DelayReason {
    SURGEON,
    ANESTHESIA,
    PATIENT,
    STAFF,
    FACILITY,
    OTHER
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  // ---- tables

  /** One case on the list or added to it. */
  @Columns(
      """
      case_id            | key, distinct | Case; ids of a suite are shuffled. | CaseID
      facility_id        | filtered | Surgical suite.
      room_id            | filtered | 1 to the number of block rooms, and one more: the open room.
      surgeon_id         | -> surgeons | Surgeon. | SurgeonID
      procedure_type     | -> procedures, filtered | Procedure. | ProcedureType
      case_class         | filtered | ELECTIVE, URGENT or TRAUMA.
      case_status        | filtered | COMPLETED, CANCELLED (on the day) or BUMPED.
      scheduled_start_ts | wall clock, distinct | Scheduled start of electives, on a grid of 15
        | minutes; time of the request of add-ons. | ScheduledStart
      scheduled_minutes  | | Booked minutes from wheels in to wheels out, a multiple of 15.
      wheels_in_ts       | wall clock, distinct | Patient in the room; NULL unless COMPLETED. |
        | WheelsIn
      actual_start_ts    | wall clock, distinct | Incision; NULL unless COMPLETED. | ActualStart
      wheels_out_ts      | wall clock, distinct | Patient out of the room; NULL unless COMPLETED. |
        | WheelsOut
      turnover_minutes   | | Minutes to the next wheels in of the room on the same day; NULL for the
        | last case and for gaps over 120 minutes. | TurnoverTime
      cancel_reason      | | PATIENT, NO_SHOW or MEDICAL if CANCELLED; TRAUMA_ADD_ON or ROOM_OVERRUN
        | if BUMPED; else NULL.
      delay_reason       | | Coded reason if the first case of a block room was at least 5 minutes
        | late: SURGEON, ANESTHESIA, PATIENT, STAFF, FACILITY or OTHER; else NULL.
      revenue_loss_usd   | money(10,2) | BUMPED: scheduled minutes at $100; else 0.
      asa_class          | | ASA physical status, 1 to 5.
      _ends_next_day     | | Whether the patient leaves the room after midnight.
      _blames            | | Whether the charge nurse does not write down the surgeon.
      _uncoded           | | Whether the charge nurse writes no reason.
      _rounds            | | Whether the circulating nurse rounds.
      _desk_bad          | | Whether the circulating nurse is careless these days.
      _clock_bad         | | Whether the suite's software dates by the list's day.
      _alias             | | Whether the surgeon's office writes another name.
      _log_bad           | | Whether the room's workstation sends twice.
      event_date         | date, filtered | Day of scheduled_start_ts.
      """)
  public record Case(
      long caseId,
      long facilityId,
      short roomId,
      long surgeonId,
      String procedureType,
      CaseClass caseClass,
      CaseStatus caseStatus,
      long scheduledStartTs,
      int scheduledMinutes,
      Long wheelsInTs,
      Long actualStartTs,
      Long wheelsOutTs,
      Integer turnoverMinutes,
      CancelReason cancelReason,
      DelayReason delayReason,
      long revenueLossUsd,
      short asaClass,
      boolean endsNextDay,
      boolean blames,
      boolean uncoded,
      boolean rounds,
      boolean deskBad,
      boolean clockBad,
      boolean alias,
      boolean logBad,
      int eventDate) {}

  /** One open block room on an operating day. */
  @Columns(
      """
      facility_id   | key, filtered | Surgical suite.
      room_id       | key | Block room.
      surgeon_id    | -> surgeons | Owner of the block.
      service       | filtered | Service of the block.
      block_minutes | | 540, or 480 on the suite's weekday of grand rounds.
      is_released   | | Whether the owner gave the day back.
      released_on   | date | Business day on which it was given back; NULL if it was not.
      event_date    | key, date, filtered | Operating day.
      """)
  public record BlockDay(
      long facilityId,
      short roomId,
      long surgeonId,
      Service service,
      int blockMinutes,
      boolean isReleased,
      Integer releasedOn,
      int eventDate) {}

  /** One surgeon. */
  @Columns(
      """
      surgeon_id       | key | Surgeon. | SurgeonID
      facility_id      | | Surgical suite.
      surgeon_name     | | Fictitious name.
      service          | | Surgical service.
      privileges_from  | date | First day at the suite.
      privileges_until | date | Last day; NULL while here.
      """)
  public record SurgeonRow(
      long surgeonId,
      long facilityId,
      String surgeonName,
      Service service,
      int privilegesFrom,
      Integer privilegesUntil) {}

  /** One procedure. */
  @Columns(
      """
      procedure_type | key | Own label.
      cpt_code       | | Number of the procedure, as billed.
      service        | | Surgical service; TRAUMA has no blocks.
      median_minutes | 0 decimals | Median minutes from wheels in to wheels out.
      p90_minutes    | 0 decimals | 90th percentile of the same.
      """)
  public record ProcedureRow(
      String procedureType,
      int cptCode,
      Service service,
      double medianMinutes,
      double p90Minutes) {}

  /** What is true of a surgeon. */
  @Columns(
      """
      surgeon_id   | key, -> surgeons | Surgeon.
      facility_id  | | Surgical suite.
      sandbagger   | | Whether the surgeon books far more time than needed.
      dr_smith     | | Whether this is the owner of the Tuesday room.
      speed_factor | 3 decimals | Minutes relative to colleagues.
      """)
  public record SurgeonTruth(
      long surgeonId, long facilityId, boolean sandbagger, boolean drSmith, double speedFactor) {}

  /** What is true of an open block room's day. */
  @Columns(
      """
      facility_id             | key | Surgical suite.
      room_id                 | key | Block room.
      surgeon_id              | | Owner of the block.
      first_case_late_minutes | 1 decimals | Minutes that the first case was late; NULL without one.
      delay_cause             | | True cause; NULL if it was less than 5 minutes late.
      trauma_bumped           | | Whether a trauma stopped the list.
      event_date              | key, date | Operating day.
      """)
  public record RoomDay(
      long facilityId,
      short roomId,
      long surgeonId,
      Double firstCaseLateMinutes,
      DelayReason delayCause,
      boolean traumaBumped,
      int eventDate) {}

  /** What is true of a case. */
  @Columns(
      """
      case_id               | key, distinct, -> cases | Case.
      facility_id           | | Surgical suite.
      true_minutes          | 1 decimals | Wheels in to wheels out; NULL unless COMPLETED.
      rebooked_from_case_id | -> cases | The bumped case that it makes up for; else NULL.
      patient_age           | | Age in years.
      patient_sex           | | F or M.
      event_date            | date | Day of the case.
      """)
  public record CaseTruth(
      long caseId,
      long facilityId,
      Double trueMinutes,
      Long rebookedFromCaseId,
      int patientAge,
      Sex patientSex,
      int eventDate) {}

  static final Table<Case> CASES =
      Table.fact("cases", Case.class, "One row per scheduled or added case.").perMainRow(1);
  static final Table<BlockDay> BLOCK_DAYS =
      Table.fact("block_days", BlockDay.class, "One row per open block room and operating day.")
          .perMainRow(0.21);
  static final Table<SurgeonRow> SURGEONS =
      Table.regional("surgeons", SurgeonRow.class, "One row per surgeon.").perUnit(44);
  static final Table<ProcedureRow> PROCEDURES =
      Table.single("procedures", ProcedureRow.class, "One row per procedure.").rows(14).reference();
  static final Table<SurgeonTruth> SURGEON_TRUTH =
      Table.regional("surgeon_truth", SurgeonTruth.class, "What is true of every surgeon.")
          .key()
          .perUnit(44);
  static final Table<RoomDay> ROOM_DAYS =
      Table.fact("room_days", RoomDay.class, "What is true of every open block room's day.")
          .key()
          .perMainRow(0.21);
  static final Table<CaseTruth> CASE_TRUTH =
      Table.fact("case_truth", CaseTruth.class, "What is true of every case.").key().perMainRow(1);

  // ---- rules

  static final Param ROOMS =
      new Param("suite.rooms", 11, 6, 18, "Block rooms of an average suite.");
  static final Param SANDBAG_FACTOR =
      new Param(
          "sandbagging.sandbag_factor",
          2.6,
          1,
          10,
          "Time that sandbaggers book, in what they need.");
  static final Param SMITH_SHARE =
      Param.share("block_politics.smith_share", 0.5, "Share of suites with a Dr. Smith.");
  static final Param SMITH_FILL =
      Param.share("block_politics.smith_fill", 0.48, "Share of his block that Dr. Smith fills.");
  static final Param LATE =
      Param.nonNegative("first_case.late", 0.49, "How often first cases are late.");
  static final Param LATEST_END_HOUR =
      new Param(
          "room_recursion.latest_end_hour",
          19.5,
          15,
          48,
          "Hour after which an elective that starts in the afternoon must not end.");
  static final Param TRAUMAS =
      Param.nonNegative("add_on_chaos.traumas", 1, "Traumas, in the usual number.");
  static final Param CANCELLATION =
      Param.nonNegative("cancellation.p", 0.071, "Share of electives cancelled on the day.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "suite",
              "design",
              "Suites differ in rooms, services, start of the day, grand rounds and habits.",
              ROOMS),
          Rule.of(
              "surgeons",
              "Strum 2000; Dexter 2005",
              "Surgeons differ for good in speed, estimates, fill, tardiness, leave and case mix,"
                  + " and one in twenty leaves a year."),
          Rule.of(
              "patient",
              "ASA mix",
              "Age and sex follow the procedure; frailty follows age and decides ASA class, minutes"
                  + " and cancellation."),
          Rule.of(
              "sandbagging",
              "1.7",
              "In some suites some surgeons book a multiple of what they need. The case is not"
                  + " longer; the room waits.",
              SANDBAG_FACTOR),
          Rule.of("duration", "May 2000; Stepaniak 2009", "Minutes are log-normal by procedure."),
          Rule.of(
              "blocks",
              "1.7; OR Benchmarks",
              "Every block room belongs to one surgeon by weekday, who fills it, takes leave and"
                  + " gives days back."),
          Rule.of(
              "block_politics",
              "1.7 Block Utilization",
              "In half of the suites a Dr. Smith owns a Tuesday room, fills little of it and never"
                  + " gives a day back.",
              SMITH_SHARE,
              SMITH_FILL),
          Rule.of(
              "first_case",
              "1.7 First Case Starts; JPCRR 2015",
              "First cases are late by the surgeon, the anaesthesia team, the patient, staff or the"
                  + " facility; the room carries it on.",
              LATE),
          Rule.of(
              "room_recursion",
              "Dexter 2005",
              "The earliest possible start in the suite happens next; electives that would end too"
                  + " late are bumped.",
              LATEST_END_HOUR),
          Rule.of(
              "cancellation",
              "Ehrenfeld 2013; Schuster 2011",
              "Electives are cancelled on the day, more often for the frail, in the flu season and"
                  + " in storms.",
              CANCELLATION),
          Rule.of(
              "add_on_chaos",
              "1.7 Add-on Chaos; Heng 2013",
              "Urgent cases take rooms that are done; a trauma takes a room at once, and its list"
                  + " is bumped.",
              TRAUMAS),
          Rule.of("rebooking", "design", "Most bumped cases come back in the open room."));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("cases", "blame_shift")
              .doc("The log does not like to name the surgeon.")
              .source("1.7")
              .where("delay_reason = 'SURGEON' AND _blames")
              .rate(0.48)
              .perRow(0.0052)
              .set("delay_reason", "'OTHER'"),
          Stage.on("cases", "delay_uncoded")
              .doc("No reason was written.")
              .where("delay_reason IS NOT NULL AND _uncoded")
              .rate(0.50)
              .perRow(0.016)
              .setNull("delay_reason"),
          Stage.on("cases", "wheels_out_rounded")
              .doc("Wheels out rounded down to five minutes.")
              .where("wheels_out_ts IS NOT NULL AND _rounds")
              .rate(0.71)
              .perRow(0.23)
              .set("wheels_out_ts", draws -> draws.roundedDown("wheels_out_ts", 300)),
          Stage.on("cases", "precharted_wheels_in")
              .doc("Charted while the last patient was still in the room.")
              .where("wheels_in_ts IS NOT NULL AND case_class = 'ELECTIVE' AND _desk_bad")
              .rate(0.10)
              .perRow(0.0076)
              .set(
                  "wheels_in_ts",
                  draws -> draws.minutesBefore("wheels_in_ts", draws.integer("minutes", 20, 45))),
          Stage.on("cases", "incision_misstamped")
              .doc("The incision was stamped for another case.")
              .where("actual_start_ts IS NOT NULL AND _desk_bad")
              .rate(0.08)
              .perRow(0.0083)
              .set(
                  "actual_start_ts",
                  draws ->
                      draws.minutesBefore("actual_start_ts", draws.integer("minutes", 40, 70))),
          Stage.on("cases", "wheels_in_missing")
              .doc("Wheels in was not charted.")
              .where("case_status = 'COMPLETED' AND _desk_bad")
              .rate(0.06)
              .perRow(0.0059)
              .setNull("wheels_in_ts"),
          Stage.on("cases", "midnight_rollover")
              .doc("A time after midnight got the date of the list.")
              .where("_ends_next_day AND _clock_bad")
              .rate(0.50)
              .perRow(0.0026)
              .set("wheels_out_ts", "wheels_out_ts - INTERVAL 24 HOURS"),
          Stage.on("cases", "cancel_reason_blank")
              .doc("Nobody asked why.")
              .where("case_status = 'CANCELLED'")
              .rate(0.08)
              .perRow(0.0051)
              .set("cancel_reason", "'UNKNOWN'"),
          Stage.on("cases", "procedure_alias")
              .doc("The surgeon's office writes the short name.")
              .where("procedure_type IN ('TOTAL_KNEE', 'TOTAL_HIP') AND _alias")
              .rate(0.30)
              .perRow(0.0068)
              .set(
                  "procedure_type",
                  "CASE procedure_type WHEN 'TOTAL_KNEE' THEN 'TKA' ELSE 'THA' END"),
          Stage.on("cases", "case_logged_twice")
              .doc("The workstation sent the case twice.")
              .where("_log_bad")
              .rate(0.06)
              .perRow(0.0025)
              .duplicate());

  // ---- wiring

  private static final double CASES_PER_YEAR = 12_000;

  @Override
  public About about() {
    return new About(
        "or_utilization",
        "Operating rooms: late first cases, padded bookings and a block nobody may take away",
        """
        An operating-room minute is billed at about $100 (and costs $37), and the rooms stand empty
        while the surgeons say there is no time. Some book two hours for a 48-minute case. When the
        07:30 case starts late, the whole room finishes late - and the log does not like to name
        the surgeon. A trauma pushes a day's electives out. And in half of the suites there is a
        Dr. Smith, who owns a Tuesday room, uses 40% of it and never gives a day back.
        """,
        "surgical suite",
        List.of("1.7"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(CASES, BLOCK_DAYS, SURGEONS, PROCEDURES, SURGEON_TRUTH, ROOM_DAYS, CASE_TRUTH);
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
    return CASES_PER_YEAR * horizon.years();
  }

  /** Who has left is known up to the last day. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Suite.Laws laws = new Suite.Laws(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return Simulation.atOnce(out -> new Suite(cell, laws).emit(out));
      }

      @Override
      public void emitReference(Emitter out) {
        for (Procedure p : Procedure.values()) {
          out.emit(
              PROCEDURES,
              new ProcedureRow(p.name(), p.cptCode, p.service, p.medianMinutes, p.p90Minutes));
        }
      }
    };
  }
}
