package dev.medley.scenario.edthroughput;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.negate;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * An overcrowded emergency department (ED) and the inpatient beds above it.
 *
 * <p>One cell is one ED over the whole horizon. Patients arrive around the clock, are triaged, wait
 * for a bed and for a provider, are worked up and go home, walk out, or are admitted. An admitted
 * patient keeps the ED bed until an inpatient bed is free ("boarding"), so that full wards stop the
 * ED from the far end. All times are the facility's wall clock, in whole seconds; a row's day is
 * the day of the visit's arrival.
 *
 * <p>{@link Department} is the ED, {@link Hospital} the beds above it, {@link Arrivals}, {@link
 * Population} and {@link Complaints} say when somebody comes, who, and why.
 */
@AutoService(Scenario.class)
public final class EdThroughput implements Scenario {

  // ---- code lists

  /** How a patient reaches the door; EMS is the ambulance service. */
  public enum ArrivalMode {
    WALK_IN,
    EMS
  }

  /** How a visit ends; LWBS is "left without being seen" by a provider. */
  public enum Disposition {
    DISCHARGE,
    ADMIT,
    LWBS
  }

  /** What an admitted patient needs. */
  public enum BedType {
    WARD,
    ICU
  }

  /** What is ordered. */
  public enum OrderType {
    LAB,
    CT
  }

  /** Where a patient lives. */
  public enum Housing {
    HOUSED,
    UNSTABLE,
    UNHOUSED
  }

  /** Whether a patient belongs to the few who come again and again. */
  public enum PatientClass {
    FREQUENT,
    REGULAR
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  // ---- tables

  /** One ED arrival. */
  @Columns(
      """
      visit_id            | key, distinct | Visit; a block of ids per facility, not in time order. |
        | VisitID
      facility_id         | -> facilities, filtered | Emergency department.
      patient_id          | -> patients, distinct | Patient as registered. Ids from 9,000,000,000
        | are aliases without a row in patients.
      arrival_ts          | wall clock, distinct, filtered | Door time. | ArrivalTimestamp,
        | Arrival_Time
      arrival_mode        | | WALK_IN or EMS (ambulance).
      triage_ts           | wall clock, distinct | End of triage. | Triage_Time
      triage_level        | filtered | Emergency Severity Index, 1 (worst) to 5. | TriageLevel,
        | Acuity_Level, Triage Acuity
      chief_complaint     | | Complaint at registration, from a code list.
      diagnosis_code      | | ICD-10-CM code of the complaint; NULL if LWBS.
      room_ts             | wall clock, distinct | Bed or fast-track chair assigned; NULL if the
        | patient left from the waiting room.
      provider_ts         | wall clock, distinct | First contact with a physician or other provider;
        | NULL if LWBS.
      door_to_doc_minutes | | Whole minutes from arrival_ts to provider_ts; NULL if LWBS. |
        | Door_to_Doc_Time, Time to Doctor
      disposition_ts      | wall clock, distinct | Decision to discharge or to admit; NULL if LWBS.
        | | Disposition_Time
      disposition         | filtered | DISCHARGE, ADMIT or LWBS. | Disposition, LWBS
      bed_type_requested  | | WARD or ICU; NULL unless ADMIT.
      boarding_hours      | 2 decimals | Hours from disposition_ts to departure_ts; NULL unless
        | ADMIT. | Boarding_Hours
      departure_ts        | wall clock, distinct | Left the ED; for LWBS the moment the patient
        | walked out. | Actual_Departure_Time
      _unhoused           | | Whether the patient has no home.
      _patience_minutes   | 1 decimals | How long the patient would wait, in minutes, at most
        | 99,999.
      event_date          | date, filtered | Day of arrival_ts.
      """)
  public record Visit(
      long visitId,
      long facilityId,
      long patientId,
      long arrivalTs,
      ArrivalMode arrivalMode,
      long triageTs,
      short triageLevel,
      String chiefComplaint,
      String diagnosisCode,
      Long roomTs,
      Long providerTs,
      Integer doorToDocMinutes,
      Long dispositionTs,
      Disposition disposition,
      BedType bedTypeRequested,
      Double boardingHours,
      long departureTs,
      boolean unhoused,
      double patienceMinutes,
      int eventDate) {}

  /** One laboratory panel or CT scan; at most one of each per visit. */
  @Columns(
      """
      order_id           | key, distinct | Order: twice the visit_id for LAB, plus one for CT.
      visit_id           | -> visits, distinct | Visit.
      facility_id        | -> facilities, filtered | Emergency department.
      order_type         | filtered | LAB or CT.
      ordered_ts         | wall clock, distinct | Order placed. | Lab_Order_Time
      resulted_ts        | wall clock, distinct | Result available. | Lab_Result_Time
      turnaround_minutes | | Whole minutes from order to result. | Lab Turnaround Time
      event_date         | date, filtered | Day of the visit's arrival.
      """)
  public record DiagnosticOrder(
      long orderId,
      long visitId,
      long facilityId,
      OrderType orderType,
      long orderedTs,
      long resultedTs,
      int turnaroundMinutes,
      int eventDate) {}

  /** The bed board of an ED on the hour. */
  @Columns(
      """
      facility_id      | key, -> facilities, filtered | Emergency department.
      census_ts        | key, wall clock, filtered | Full hour.
      ed_beds_in_use   | | Main-ED beds that hold a patient, boarders included.
      waiting_patients | | Triaged patients who are still here and have not met a provider.
      boarders         | | Admitted patients in the ED to whom no inpatient bed has been assigned.
      icu_boarders     | | Boarders who wait for an ICU bed.
      ward_occupied    | | Assigned ward beds; above ward_staffed in a surge.
      ward_staffed     | | Staffed ward beds.
      icu_occupied     | | Assigned ICU beds; above icu_staffed in a surge.
      icu_staffed      | | Staffed ICU beds.
      on_diversion     | | Whether ambulances are being turned away.
      event_date       | date, filtered | Day of census_ts.
      """)
  public record Census(
      long facilityId,
      long censusTs,
      int edBedsInUse,
      int waitingPatients,
      int boarders,
      int icuBoarders,
      int wardOccupied,
      int wardStaffed,
      int icuOccupied,
      int icuStaffed,
      boolean onDiversion,
      int eventDate) {}

  /** One interval in which an ED turns ambulances away. */
  @Columns(
      """
      diversion_id        | key, distinct | Interval.
      facility_id         | -> facilities, filtered | Emergency department.
      start_ts            | wall clock | Begin, on a quarter of an hour.
      end_ts              | wall clock | End, at least 60 minutes later.
      ambulances_diverted | | Ambulances turned away inside the interval.
      saturation_score    | 0 decimals | Acute load at the start, in percent of the acute bays.
      event_date          | date, filtered | Day of start_ts.
      """)
  public record Diversion(
      long diversionId,
      long facilityId,
      long startTs,
      long endTs,
      int ambulancesDiverted,
      double saturationScore,
      int eventDate) {}

  /** One person who may come to an ED, with or without a visit. */
  @Columns(
      """
      patient_id                  | key | Patient; a block of ids per facility.
      facility_id                 | -> facilities, filtered | ED that the person goes to.
      birth_year                  | | Year of birth, 1935 to 2010.
      sex                         | | F or M.
      housing_status              | | HOUSED, UNSTABLE or UNHOUSED. | Frequent Flyer
      behavioral_health_condition | | Psychiatric or substance-use diagnosis on file. | Frequent
        | Flyer
      """)
  public record Person(
      long patientId,
      long facilityId,
      int birthYear,
      Sex sex,
      Housing housingStatus,
      boolean behavioralHealthCondition) {}

  /** One emergency department. */
  @Columns(
      """
      facility_id           | key | Emergency department.
      facility_name         | | Fictitious name.
      ed_bed_count          | | Beds of the main ED.
      ward_bed_count        | | Staffed ward beds above it.
      icu_bed_count         | | Staffed ICU beds above it.
      has_fast_track        | | Whether ESI 4 and 5 have a team of their own by day.
      planned_annual_visits | | Visits a year that it was planned for.
      region                | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record Facility(
      long facilityId,
      String facilityName,
      int edBedCount,
      int wardBedCount,
      int icuBedCount,
      boolean hasFastTrack,
      int plannedAnnualVisits) {}

  /** What is true of a visit and cannot be read off its row. */
  @Columns(
      """
      visit_id            | key, -> visits, distinct | Visit.
      facility_id         | -> facilities | Emergency department.
      patient_id          | -> patients, distinct | The patient behind any alias.
      patient_class       | | FREQUENT or REGULAR.
      patience_minutes    | 1 decimals | How long the patient would wait, in minutes, at most
        | 99,999.
      boarders_at_arrival | | Boarders, as in hourly_census, at arrival_ts.
      waiting_at_arrival  | | Waiting patients, as in hourly_census, at arrival_ts.
      event_date          | date | Day of arrival.
      """)
  public record VisitTruth(
      long visitId,
      long facilityId,
      long patientId,
      PatientClass patientClass,
      double patienceMinutes,
      int boardersAtArrival,
      int waitingAtArrival,
      int eventDate) {}

  /** One ambulance turned away: a visit that did not happen. */
  @Columns(
      """
      facility_id | key, -> facilities | Emergency department.
      offered_ts  | key, wall clock, distinct | When the ambulance called.
      event_date  | date | Day of offered_ts.
      """)
  public record DivertedAmbulance(long facilityId, long offeredTs, int eventDate) {}

  static final Table<Visit> VISITS =
      Table.fact("visits", Visit.class, "One row per arrival at an emergency department.")
          .perMainRow(1);
  static final Table<DiagnosticOrder> DIAGNOSTIC_ORDERS =
      Table.fact(
              "diagnostic_orders",
              DiagnosticOrder.class,
              "One row per laboratory panel or CT scan of a visit.")
          .perMainRow(0.763);
  static final Table<Census> HOURLY_CENSUS =
      Table.fact("hourly_census", Census.class, "The bed board of every ED on the hour.")
          .perMainRow(0.157);
  static final Table<Diversion> DIVERSIONS =
      Table.fact(
              "diversions",
              Diversion.class,
              "One row per interval of ambulance diversion of an ED.")
          .perMainRow(0.0033);
  static final Table<Person> PATIENTS =
      Table.regional("patients", Person.class, "Everybody who goes to an ED, also without a visit.")
          .perUnit(44_700);
  static final Table<Facility> FACILITIES =
      Table.single("facilities", Facility.class, "One row per emergency department.").perUnit(1);
  static final Table<VisitTruth> VISIT_TRUTH =
      Table.fact(
              "visit_truth", VisitTruth.class, "The true patient of every visit and what it met.")
          .key()
          .perMainRow(1);
  static final Table<DivertedAmbulance> DIVERTED_AMBULANCES =
      Table.fact(
              "diverted_ambulances",
              DivertedAmbulance.class,
              "One row per ambulance that was turned away.")
          .key()
          .perMainRow(0.0072);

  // ---- rules

  static final Param ANNUAL_VISITS =
      new Param(
          "arrivals.annual_visits", 55_000, 1_000, 200_000, "Patients a year of an average ED.");
  static final Param DAY_CV =
      new Param(
          "arrivals.day_cv",
          0.08,
          0,
          1,
          "Coefficient of variation of the factor all of a day shares.");
  static final Param MONDAY_WALKIN =
      new Param(
          "arrivals.monday_walkin", 1.12, 0, 2, "Factor on walk-ins on Mondays from 09 to 20 h.");
  static final Param FRIDAY_EMS =
      new Param(
          "arrivals.friday_ems",
          3,
          0,
          6,
          "Factor on ambulances from Friday 18 h to Saturday 02 h.");
  static final Param BURST_SHARE =
      Param.share(
          "frequent_flyer.burst_share",
          0.25,
          "Share of the frequent patients' visits that repeat one of the last seven days.");
  static final Param ED_BEDS =
      new Param("two_stage_queue.ed_beds", 24, 1, 500, "Beds of the main ED.");
  static final Param HANDOFF_FACTOR =
      new Param(
          "shift_change.handoff_factor", 0.45, 0.05, 1, "Pace of the providers during a handover.");
  static final Param WARD_BEDS =
      new Param("bed_block.ward_beds", 147, 20, 5_000, "Staffed ward beds.");
  static final Param ICU_BEDS = new Param("bed_block.icu_beds", 18, 1, 500, "Staffed ICU beds.");
  static final Param ICU_SURGE_HOURS =
      new Param(
          "bed_block.icu_surge_hours",
          18,
          0,
          240,
          "Hours after which an ICU boarder gets an extra bed.");
  static final Param WEEKEND_HOLD =
      Param.share(
          "bed_block.weekend_hold",
          0.30,
          "Share of weekend bed releases that are put off to Monday.");
  static final Param MONDAY_LATE_MINUTES =
      new Param(
          "bed_block.monday_late_minutes",
          420,
          0,
          720,
          "Minutes by which beds are released late on Mondays.");
  static final Param ACUTE_BAYS =
      new Param("diversion.acute_bays", 12.5, 1, 500, "Acute patients that count as a full house.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "arrivals",
              "Hours: WSHA, 63 % between 06 and 18 h. Ambulances 16 %: NHAMCS. Levels: design.",
              "Patients arrive as a Poisson process whose rate has a profile by hour, weekday and"
                  + " month, and one gamma factor a day that makes good and bad days. 16 % of the"
                  + " rate are ambulances. Walk-ins put off over the weekend come on Monday;"
                  + " ambulances multiply on Friday night.",
              ANNUAL_VISITS,
              DAY_CV,
              MONDAY_WALKIN,
              FRIDAY_EMS),
          Rule.of(
              "frequent_flyer",
              "1.2 Frequent Flyer",
              "About 2 % of an ED's people make half of its visits, at personal rates that are"
                  + " gamma distributed, more so at night, and in bursts: a visit may be a repeat"
                  + " of one of the last seven days. They are often without a home or have a"
                  + " behavioral condition.",
              BURST_SHARE),
          Rule.of(
              "acuity",
              "ESI mix of community EDs",
              "The Emergency Severity Index is drawn by arrival mode and patient class; at night"
                  + " levels 1 and 2 are a fifth more likely."),
          Rule.of(
              "triage",
              "1.2, 3.2: is it triage?",
              "Crews hand over within minutes. Walk-ins see one of two triage nurses, first come"
                  + " first served; the nurses are idle two thirds of the time, so triage is never"
                  + " the bottleneck."),
          Rule.of(
              "two_stage_queue",
              "2.2; queueing theory",
              "ESI 1 gets a bed and a provider at once. By day ESI 4 and 5 go to a fast track with"
                  + " a provider of its own. All others wait for a bed by urgency, and in the bed"
                  + " for the provider team, which starts one new patient after the other at a"
                  + " pace that depends on the hour.",
              ED_BEDS),
          Rule.of(
              "shift_change",
              "1.2 Shift Change Dip, 2.2 Slump",
              "From 25 minutes before to 25 minutes after 07:00 and 19:00 teams hand over and few"
                  + " new patients are started; the pace recovers within 45 minutes.",
              HANDOFF_FACTOR),
          Rule.of(
              "treatment",
              "Laboratory: BMC Emergency Medicine 2022; imaging 48 %: NHAMCS",
              "Laboratory and CT are ordered by severity. The decision falls when the results and"
                  + " the provider's own work are done. Turnaround does not depend on crowding."),
          Rule.of(
              "disposition",
              "EDBA: 19 % admitted",
              "The sicker are admitted more often, ambulance patients more and frequent patients"
                  + " less. Most of ESI 1 asks for the ICU, few others do."),
          Rule.of(
              "bed_block",
              "1.2, 2.2 Bed Block; Janke 2022",
              "An admitted patient keeps the ED bed until an inpatient bed is free and the transfer"
                  + " is done. Elective surgery, most of it on Mondays, enters its beds directly."
                  + " Beds are released around noon, seldom at weekends and late on Mondays.",
              WARD_BEDS,
              ICU_BEDS,
              ICU_SURGE_HOURS,
              WEEKEND_HOLD,
              MONDAY_LATE_MINUTES),
          Rule.of(
              "patience",
              "Lucas 2014; EDBA: 2.8 to 4.9 % leave",
              "Everybody but ESI 1 has a Weibull patience that runs from arrival, longer for the"
                  + " sicker and for ambulance patients, and twice as long once in a bed. When it"
                  + " runs out before a provider comes, the patient leaves."),
          Rule.of(
              "diversion",
              "1.2 Ambulance Diversion; Syracuse: 30 to 50 % fewer ambulances",
              "Every quarter of an hour the undecided acute patients are counted in percent of the"
                  + " acute bays. Above 100 the ED goes on diversion, below 75 and after an hour at"
                  + " the earliest it comes off. Meanwhile 40 % of the ambulances are turned away.",
              ACUTE_BAYS));

  /** Visits of an ED in 366 days; measured, because diversion and Friday nights move it. */
  private static final double VISITS_PER_YEAR = 56_100;

  // ---- mess

  private static final String VERBAL_ORDER_MINUTES = "minutes after the result";

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("visits", "triage_missing_resus")
              .doc("Nobody triages a patient in arrest: the level is missing.")
              .where("triage_level = 1")
              .rate(0.12)
              .setNull("triage_level"),
          Stage.on("visits", "triage_missing")
              .doc("The triage level was not entered.")
              .where("triage_level > 1")
              .rate(0.005)
              .setNull("triage_level"),
          Stage.on("visits", "lwbs_zero_wait")
              .doc("A legacy report writes a wait of 0 for patients whom no provider saw.")
              .source("1.2")
              .where("disposition = 'LWBS'")
              .rate(0.30)
              .set("door_to_doc_minutes", "0"),
          Stage.on("visits", "heaped_provider_time")
              .doc("The provider time was typed from memory: rounded down to five minutes.")
              .where("provider_ts IS NOT NULL AND _clean_triage_level > 1")
              .rate(0.20)
              .set(
                  "provider_ts",
                  draws -> greatest(draws.roundedDown("provider_ts", 300), col("triage_ts"))),
          Stage.on("visits", "workstation_drift")
              .doc("The clock of one workstation is slow; the reported minutes are not from it.")
              .where("provider_ts IS NOT NULL")
              .rate(0.006)
              .set(
                  "provider_ts",
                  draws -> draws.minutesBefore("provider_ts", draws.integer("minutes", 10, 40))),
          Stage.on("visits", "late_charted_disposition")
              .doc("The decision was charted after the patient had left.")
              .where("disposition = 'DISCHARGE'")
              .rate(0.008)
              .set(
                  "disposition_ts",
                  draws -> draws.minutesAfter("departure_ts", draws.integer("minutes", 1, 25))),
          Stage.on("visits", "boarding_uncharted")
              .doc("Nobody charted how long the admitted patient boarded.")
              .where("disposition = 'ADMIT'")
              .rate(0.03)
              .setNull("boarding_hours"),
          Stage.on("visits", "alias_registration")
              .doc("A patient without papers is registered as a Doe and the record never merged.")
              .source("1.2")
              .where("_unhoused")
              .rate(0.08)
              .set("patient_id", "9000000000 + visit_id"),
          Stage.on("visits", "double_registration")
              .doc("The visit was registered twice, with the same id.")
              .rate(0.004)
              .duplicate(),
          Stage.on("diagnostic_orders", "verbal_order")
              .doc("The order was given by word of mouth and typed after the result.")
              .source("3.2")
              .rate(0.01)
              .change(
                  "ordered_ts",
                  draws ->
                      draws.minutesAfter("resulted_ts", draws.integer(VERBAL_ORDER_MINUTES, 1, 5)))
              .change(
                  "turnaround_minutes", draws -> negate(draws.integer(VERBAL_ORDER_MINUTES, 1, 5)))
              .done(),
          Stage.on("hourly_census", "board_outage")
              .doc("The bed board was down.")
              .rate(0.005)
              .drop(),
          Stage.on("diversions", "diversion_not_lifted")
              .doc("Nobody closed the diversion in the log.")
              .source("1.2")
              .rate(0.04)
              .setNull("end_ts"));

  // ---- wiring

  @Override
  public About about() {
    return new About(
        "ed_throughput",
        "Emergency department crowding: queues, boarding, walk-outs and ambulance diversion",
        """
            The ED is overcrowded: patients leave without being seen, ambulances are turned away on
            Friday nights, and everybody blames somebody else - the triage nurse, the CT scanner,
            the shift change. The timestamps of every visit, the diagnostic orders and an hourly bed
            board let you find the bottleneck: on Mondays the wards fill with elective surgery
            before anyone has gone home, admitted patients board in ED beds, and at 18:00 one
            arrival in seven gives up. Half of all visits belong to 5 % of the patients, and some of
            those hide behind alias registrations.
        """,
        "emergency department",
        List.of("1.2", "2.2", "3.2"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        VISITS,
        DIAGNOSTIC_ORDERS,
        HOURLY_CENSUS,
        DIVERSIONS,
        PATIENTS,
        FACILITIES,
        VISIT_TRUTH,
        DIVERTED_AMBULANCES);
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
    return VISITS_PER_YEAR / 366 * horizon.days();
  }

  @Override
  public Simulator simulator(World world) {
    return cell -> new Department(cell.unit(), world);
  }
}
