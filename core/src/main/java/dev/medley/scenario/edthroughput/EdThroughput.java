package dev.medley.scenario.edthroughput;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.negate;

import dev.medley.mess.Stage;
import dev.medley.model.Decimals;
import dev.medley.model.Doc;
import dev.medley.model.Filtered;
import dev.medley.model.Hidden;
import dev.medley.model.Key;
import dev.medley.model.NeverRepeats;
import dev.medley.model.Param;
import dev.medley.model.Questions;
import dev.medley.model.References;
import dev.medley.model.Rule;
import dev.medley.model.Sql;
import dev.medley.model.Sql.Type;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
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
public final class EdThroughput implements Scenario {

  // ---------------------------------------------------------------------------------- code lists

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

  // -------------------------------------------------------------------------------------- tables

  /** One ED arrival. */
  public record Visit(
      @Key
          @NeverRepeats
          @Doc(value = "Visit; a block of ids per facility, not in time order.", source = "VisitID")
          long visitId,
      @References("facilities") @Filtered @Doc("Emergency department.") long facilityId,
      @References("patients")
          @NeverRepeats
          @Doc(
              "Patient as registered. Ids from 9,000,000,000 are aliases without a row in patients.")
          long patientId,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Filtered
          @Doc(value = "Door time.", source = "ArrivalTimestamp, Arrival_Time")
          long arrivalTs,
      @Doc("WALK_IN or EMS (ambulance).") ArrivalMode arrivalMode,
      @Sql(Type.WALL_CLOCK) @NeverRepeats @Doc(value = "End of triage.", source = "Triage_Time")
          long triageTs,
      @Filtered
          @Doc(
              value = "Emergency Severity Index, 1 (worst) to 5.",
              source = "TriageLevel, Acuity_Level, Triage Acuity")
          short triageLevel,
      @Doc("Complaint at registration, from a code list.") String chiefComplaint,
      @Doc("ICD-10-CM code of the complaint; NULL if LWBS.") String diagnosisCode,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc("Bed or fast-track chair assigned; NULL if the patient left from the waiting room.")
          Long roomTs,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc("First contact with a physician or other provider; NULL if LWBS.")
          Long providerTs,
      @Doc(
              value = "Whole minutes from arrival_ts to provider_ts; NULL if LWBS.",
              source = "Door_to_Doc_Time, Time to Doctor")
          Integer doorToDocMinutes,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc(
              value = "Decision to discharge or to admit; NULL if LWBS.",
              source = "Disposition_Time")
          Long dispositionTs,
      @Filtered @Doc(value = "DISCHARGE, ADMIT or LWBS.", source = "Disposition, LWBS")
          Disposition disposition,
      @Doc("WARD or ICU; NULL unless ADMIT.") BedType bedTypeRequested,
      @Decimals(2)
          @Doc(
              value = "Hours from disposition_ts to departure_ts; NULL unless ADMIT.",
              source = "Boarding_Hours")
          Double boardingHours,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc(
              value = "Left the ED; for LWBS the moment the patient walked out.",
              source = "Actual_Departure_Time")
          long departureTs,
      @Hidden @Doc("Whether the patient has no home.") boolean unhoused,
      @Hidden @Decimals(1) @Doc("How long the patient would wait, in minutes, at most 99,999.")
          double patienceMinutes,
      @Sql(Type.DATE) @Filtered @Doc("Day of arrival_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One laboratory panel or CT scan; at most one of each per visit. */
  public record DiagnosticOrder(
      @Key @NeverRepeats @Doc("Order: twice the visit_id for LAB, plus one for CT.") long orderId,
      @References("visits") @NeverRepeats @Doc("Visit.") long visitId,
      @References("facilities") @Filtered @Doc("Emergency department.") long facilityId,
      @Filtered @Doc("LAB or CT.") OrderType orderType,
      @Sql(Type.WALL_CLOCK) @NeverRepeats @Doc(value = "Order placed.", source = "Lab_Order_Time")
          long orderedTs,
      @Sql(Type.WALL_CLOCK)
          @NeverRepeats
          @Doc(value = "Result available.", source = "Lab_Result_Time")
          long resultedTs,
      @Doc(value = "Whole minutes from order to result.", source = "Lab Turnaround Time")
          int turnaroundMinutes,
      @Sql(Type.DATE) @Filtered @Doc("Day of the visit's arrival.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** The bed board of an ED on the hour. */
  public record Census(
      @Key @References("facilities") @Filtered @Doc("Emergency department.") long facilityId,
      @Key @Sql(Type.WALL_CLOCK) @Filtered @Doc("Full hour.") long censusTs,
      @Doc("Main-ED beds that hold a patient, boarders included.") int edBedsInUse,
      @Doc("Triaged patients who are still here and have not met a provider.") int waitingPatients,
      @Doc("Admitted patients in the ED to whom no inpatient bed has been assigned.") int boarders,
      @Doc("Boarders who wait for an ICU bed.") int icuBoarders,
      @Doc("Assigned ward beds; above ward_staffed in a surge.") int wardOccupied,
      @Doc("Staffed ward beds.") int wardStaffed,
      @Doc("Assigned ICU beds; above icu_staffed in a surge.") int icuOccupied,
      @Doc("Staffed ICU beds.") int icuStaffed,
      @Doc("Whether ambulances are being turned away.") boolean onDiversion,
      @Sql(Type.DATE) @Filtered @Doc("Day of census_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One interval in which an ED turns ambulances away. */
  public record Diversion(
      @Key @NeverRepeats @Doc("Interval.") long diversionId,
      @References("facilities") @Filtered @Doc("Emergency department.") long facilityId,
      @Sql(Type.WALL_CLOCK) @Doc("Begin, on a quarter of an hour.") long startTs,
      @Sql(Type.WALL_CLOCK) @Doc("End, at least 60 minutes later.") long endTs,
      @Doc("Ambulances turned away inside the interval.") int ambulancesDiverted,
      @Decimals(0) @Doc("Acute load at the start, in percent of the acute bays.")
          double saturationScore,
      @Sql(Type.DATE) @Filtered @Doc("Day of start_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One person who may come to an ED, with or without a visit. */
  public record Person(
      @Key @Doc("Patient; a block of ids per facility.") long patientId,
      @References("facilities") @Filtered @Doc("ED that the person goes to.") long facilityId,
      @Doc("Year of birth, 1935 to 2010.") int birthYear,
      @Doc("F or M.") Sex sex,
      @Doc(value = "HOUSED, UNSTABLE or UNHOUSED.", source = "Frequent Flyer")
          Housing housingStatus,
      @Doc(value = "Psychiatric or substance-use diagnosis on file.", source = "Frequent Flyer")
          boolean behavioralHealthCondition,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One emergency department. */
  public record Facility(
      @Key @Doc("Emergency department.") long facilityId,
      @Doc("Fictitious name.") String facilityName,
      @Doc("Beds of the main ED.") int edBedCount,
      @Doc("Staffed ward beds above it.") int wardBedCount,
      @Doc("Staffed ICU beds above it.") int icuBedCount,
      @Doc("Whether ESI 4 and 5 have a team of their own by day.") boolean hasFastTrack,
      @Doc("Visits a year that it was planned for.") int plannedAnnualVisits,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** What is true of a visit and cannot be read off its row. */
  public record VisitTruth(
      @Key @NeverRepeats @References("visits") @Doc("Visit.") long visitId,
      @References("facilities") @Doc("Emergency department.") long facilityId,
      @References("patients") @NeverRepeats @Doc("The patient behind any alias.") long patientId,
      @Doc("FREQUENT or REGULAR.") PatientClass patientClass,
      @Decimals(1) @Doc("How long the patient would wait, in minutes, at most 99,999.")
          double patienceMinutes,
      @Doc("Boarders, as in hourly_census, at arrival_ts.") int boardersAtArrival,
      @Doc("Waiting patients, as in hourly_census, at arrival_ts.") int waitingAtArrival,
      @Sql(Type.DATE) @Doc("Day of arrival.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

  /** One ambulance turned away: a visit that did not happen. */
  public record DivertedAmbulance(
      @Key @References("facilities") @Doc("Emergency department.") long facilityId,
      @Key @Sql(Type.WALL_CLOCK) @NeverRepeats @Doc("When the ambulance called.") long offeredTs,
      @Sql(Type.DATE) @Doc("Day of offered_ts.") int eventDate,
      @Doc("NORTHEAST, MIDWEST, SOUTH or WEST.") String region) {}

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
          .perMainRow(0.796);
  static final Table<Facility> FACILITIES =
      Table.single("facilities", Facility.class, "One row per emergency department.")
          .perMainRow(0.000018);
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

  // --------------------------------------------------------------------------------------- rules

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

  private static final Questions QUESTIONS =
      Questions.load(EdThroughput.class, "ed_throughput.sql");

  // ---------------------------------------------------------------------------------------- mess

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

  // -------------------------------------------------------------------------------------- wiring

  @Override
  public String name() {
    return "ed_throughput";
  }

  @Override
  public String title() {
    return "Emergency department crowding: queues, boarding, walk-outs and ambulance diversion";
  }

  @Override
  public String story() {
    return "The ED is overcrowded: patients leave without being seen, ambulances are turned away on"
        + " Friday nights, and everybody blames somebody else - the triage nurse, the CT scanner,"
        + " the shift change. The timestamps of every visit, the diagnostic orders and an hourly"
        + " bed board let you find the bottleneck: on Mondays the wards fill with elective surgery"
        + " before anyone has gone home, admitted patients board in ED beds, and at 18:00 one"
        + " arrival in seven gives up. Half of all visits belong to 5 % of the patients, and some"
        + " of those hide behind alias registrations.";
  }

  @Override
  public String unit() {
    return "emergency department";
  }

  @Override
  public List<String> sources() {
    return List.of("1.2", "2.2", "3.2");
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
  public Questions questions() {
    return QUESTIONS;
  }

  @Override
  public Horizon defaultHorizon() {
    return Horizon.of("2024-01-01", "2024-12-31");
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return VISITS_PER_YEAR / 366 * horizon.days();
  }

  @Override
  public Simulation open(Cell cell, World world) {
    return new Department(unitOf(cell), cell.region(), world);
  }
}
