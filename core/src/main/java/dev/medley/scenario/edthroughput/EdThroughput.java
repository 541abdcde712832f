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
 * <p>{@link Site} is what the ED is like, {@link Department} what happens in it, {@link Hospital}
 * the beds above it. {@link Season} and {@link Arrivals} say when somebody comes, {@link
 * Population} with {@link Habit} who and why, {@link Complaint} and {@link CaseMix} how ill they
 * are and what comes of it. {@link Recorders} spoil what is written down.
 */
@AutoService(Scenario.class)
public final class EdThroughput implements Scenario {

  // ---- code lists

  /** How a patient reaches the door; EMS is the ambulance service. */
  public enum ArrivalMode {
    WALK_IN,
    EMS
  }

  /**
   * How a visit ends; LWBS is "left without being seen" by a provider, AMA is left after that,
   * against advice.
   */
  public enum Disposition {
    DISCHARGE,
    ADMIT,
    LWBS,
    AMA,
    TRANSFER,
    DIED
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

  /** When surgeons operate: on Mondays above all, or evenly over the week. */
  public enum ElectiveCalendar {
    MONDAY,
    LEVELLED
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
      diagnosis_code      | | ICD-10-CM, one of the complaint's codes; NULL if LWBS.
      room_ts             | wall clock, distinct | Arrived in the assigned bed or fast-track chair;
        | NULL if the patient left from the waiting room.
      provider_ts         | wall clock, distinct | First contact with a physician or other provider;
        | NULL if LWBS.
      door_to_doc_minutes | | Whole minutes from arrival_ts to provider_ts; NULL if LWBS. |
        | Door_to_Doc_Time, Time to Doctor
      disposition_ts      | wall clock, distinct | Decision how the visit ends; NULL if LWBS. |
        | Disposition_Time
      disposition         | filtered | DISCHARGE, ADMIT, LWBS (left without being seen), AMA (left
        | after being seen, against advice), TRANSFER or DIED. | Disposition, LWBS
      bed_type_requested  | | WARD or ICU; NULL unless ADMIT.
      boarding_hours      | 2 decimals | Hours from disposition_ts to departure_ts; NULL unless
        | ADMIT. | Boarding_Hours
      departure_ts        | wall clock, distinct | Left the ED; for LWBS the moment the patient
        | walked out. | Actual_Departure_Time
      _unhoused           | | Whether the patient has no home.
      _patience_minutes   | 1 decimals | How long the patient would wait, in minutes, at most
        | 99,999.
      _triage_lapse       | | Whether the triage station forgot the level.
      _legacy_desk        | | Whether the desk has the old client of the registration system.
      _typed_provider     | | Whether the provider typed the first contact from memory.
      _typed_end          | | Whether the provider typed decision and departure from memory.
      _late_charted       | | Whether the provider charted after the patient had left.
      _uncharted          | | Whether the ward clerk of the night left the boarding uncharted.
      _alias              | | Whether the desk registered an unhoused patient as a Doe.
      _registered_twice   | | Whether the desk registered the visit twice.
      _drift_minutes      | | Minutes by which the workstation's clock was slow; 0 if it was not.
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
      Complaint chiefComplaint,
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
      boolean triageLapse,
      boolean legacyDesk,
      boolean typedProvider,
      boolean typedEnd,
      boolean lateCharted,
      boolean uncharted,
      boolean alias,
      boolean registeredTwice,
      int driftMinutes,
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
      _verbal            | | Whether the order was given by word of mouth.
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
      boolean verbal,
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
      _board_down      | | Whether the bed board was down.
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
      boolean boardDown,
      int eventDate) {}

  /** One interval in which an ED turns ambulances away. */
  @Columns(
      """
      diversion_id        | key, distinct | Interval.
      facility_id         | -> facilities, filtered | Emergency department.
      start_ts            | wall clock | Begin, on a quarter of an hour.
      end_ts              | wall clock | End, at least 60 minutes later.
      ambulances_diverted | | Ambulances turned away inside the interval.
      saturation_score    | 0 decimals | Acute load at the start, in percent of the acute bays; above
        | 100.
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
      birth_year                  | | Year of birth; ages 0 to 94 when the world begins.
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

  /** What is true of an ED and does not stand in its row. */
  @Columns(
      """
      facility_id       | key, -> facilities | Emergency department.
      size_factor       | 3 decimals | Load relative to the average ED.
      pace_factor       | 3 decimals | Pace of its providers relative to others of the size.
      elective_calendar | | When surgeons operate: MONDAY (above all) or LEVELLED.
      diverts           | | Whether it ever turns ambulances away.
      region            | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record FacilityTruth(
      long facilityId,
      double sizeFactor,
      double paceFactor,
      ElectiveCalendar electiveCalendar,
      boolean diverts) {}

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
          .perMainRow(0.735);
  static final Table<Census> HOURLY_CENSUS =
      Table.fact("hourly_census", Census.class, "The bed board of every ED on the hour.")
          .perMainRow(0.159);
  static final Table<Diversion> DIVERSIONS =
      Table.fact(
              "diversions",
              Diversion.class,
              "One row per interval of ambulance diversion of an ED.")
          .perMainRow(0.0025);
  static final Table<Person> PATIENTS =
      Table.regional("patients", Person.class, "Everybody who goes to an ED, also without a visit.")
          .perUnit(46_500);
  static final Table<Facility> FACILITIES =
      Table.single("facilities", Facility.class, "One row per emergency department.").perUnit(1);
  static final Table<VisitTruth> VISIT_TRUTH =
      Table.fact(
              "visit_truth", VisitTruth.class, "The true patient of every visit and what it met.")
          .key()
          .perMainRow(1);
  static final Table<FacilityTruth> FACILITY_TRUTH =
      Table.single(
              "facility_truth",
              FacilityTruth.class,
              "The true nature of every emergency department.")
          .key()
          .perUnit(1);
  static final Table<DivertedAmbulance> DIVERTED_AMBULANCES =
      Table.fact(
              "diverted_ambulances",
              DivertedAmbulance.class,
              "One row per ambulance that was turned away.")
          .key()
          .perMainRow(0.0065);

  // ---- rules

  static final Param SIZE_SIGMA =
      new Param("units.size", 0.45, 0, 0.6, "Spread of the logarithm of ED sizes.");
  static final Param DIVERT_SHARE =
      Param.share("units.divert", 0.85, "Share of EDs that turn ambulances away at all.");
  static final Param MONDAY_SHARE =
      Param.share("units.monday", 0.75, "Share of hospitals that operate on Mondays above all.");
  static final Param ANNUAL_VISITS =
      new Param(
          "arrivals.annual_visits", 55_000, 1_000, 200_000, "Patients a year of an average ED.");
  static final Param DAY_CV =
      new Param(
          "arrivals.day_cv",
          0.05,
          0,
          1,
          "Coefficient of variation of the factor all of an ED's day shares.");
  static final Param REGION_CV =
      new Param(
          "shocks.region_cv",
          0.05,
          0,
          1,
          "Spread of the logarithm of the factor all EDs of a region share on a day.");
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
          0.12,
          "Share of the frequent patients' visits that repeat one of the last seven days.");
  static final Param RETURN_SHARE =
      Param.share(
          "frequent_flyer.return_share",
          0.035,
          "Share of the regular patients' visits by those who left in the last 72 hours.");
  static final Param ED_BEDS =
      new Param("two_stage_queue.ed_beds", 24, 1, 500, "Beds of the average main ED.");
  static final Param HANDOFF_FACTOR =
      new Param(
          "shift_change.handoff_factor", 0.45, 0.05, 1, "Pace of the providers during a handover.");
  static final Param WARD_BEDS =
      new Param("bed_block.ward_beds", 145, 20, 5_000, "Staffed ward beds of the average ED.");
  static final Param ICU_BEDS =
      new Param("bed_block.icu_beds", 18, 1, 500, "Staffed ICU beds of the average ED.");
  static final Param ICU_SURGE_HOURS =
      new Param(
          "bed_block.icu_surge_hours",
          18,
          1,
          240,
          "Hours after which an ICU boarder gets an extra bed, median.");
  static final Param DIED_ESI_1 =
      Param.share("exits.died_esi1", 0.06, "Share of the seen at ESI 1 who die in the ED.");
  static final Param WEEKEND_HOLD =
      Param.share(
          "bed_block.weekend_hold",
          0.30,
          "Share of weekend and holiday bed releases put off to the next working day.");
  static final Param MONDAY_LATE_MINUTES =
      new Param(
          "bed_block.monday_late_minutes",
          420,
          0,
          720,
          "Minutes by which beds are released late on days with a long list of surgery.");
  static final Param ACUTE_BAYS =
      new Param("diversion.acute_bays", 12.5, 1, 500, "Acute patients that fill the average ED.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "units",
              "LWBS 0 to 20 % by hospital: Hsia 2011",
              "Every ED has a size, a pace, a share of ambulances and of old and of frequent"
                  + " patients, habits of ordering and admitting, a laboratory and a surgical"
                  + " calendar of its own. Beds and staff follow from its load. A fifth have no"
                  + " fast track, some never divert, and a quarter of the hospitals spread surgery"
                  + " evenly over the week.",
              SIZE_SIGMA,
              DIVERT_SHARE,
              MONDAY_SHARE),
          Rule.of(
              "arrivals",
              "Hours: WSHA, 63 % between 06 and 18 h. Ambulances 16 %: NHAMCS. Levels: design.",
              "Patients arrive as a Poisson process whose rate has a profile by hour, weekday and"
                  + " month, and one gamma factor a day that makes good and bad days. 16 % of the"
                  + " rate are ambulances, a little more by night. Walk-ins put off over the"
                  + " weekend come on Monday; ambulances multiply on Friday night.",
              ANNUAL_VISITS,
              DAY_CV,
              MONDAY_WALKIN,
              FRIDAY_EMS),
          Rule.of(
              "shocks",
              "Winters +8 to +15 %, the day after a holiday +8 to +12 %",
              "All EDs of a region have the same good and bad days, which last, the same flu wave"
                  + " every winter, with fever, cough and vomiting, and one or two heat waves each"
                  + " summer, in which the old come. Fewer come on holidays and more the day after;"
                  + " no surgery is planned and few beds are released on them.",
              REGION_CV),
          Rule.of(
              "frequent_flyer",
              "1.2 Frequent Flyer; NHAMCS: 3.6 % return within 72 h",
              "About 2 % of an ED's people make half of its visits, at personal rates that are"
                  + " gamma distributed, more so at night, in bad times of nine weeks and in"
                  + " bursts: a visit may be a repeat of one of the last seven days. Each has a"
                  + " reason of their own to come, a time of the day and an inclination to call an"
                  + " ambulance. They are often without a home or have a behavioral condition. Of"
                  + " the others, some come back within three days of leaving, above all those who"
                  + " were not seen.",
              BURST_SHARE,
              RETURN_SHARE),
          Rule.of(
              "acuity",
              "ESI mix of community EDs; night sicker",
              "A visit's severity is made of age, complaint, person and chance. The Emergency"
                  + " Severity Index is its place among patients of the same arrival mode, class"
                  + " and time of day; at night levels 1 and 2 are a fifth more likely."),
          Rule.of(
              "triage",
              "1.2, 3.2: is it triage?",
              "Crews hand over within minutes. Walk-ins see one of two or more triage nurses, first"
                  + " come first served; the nurses are idle two thirds of the time, so triage is"
                  + " never the bottleneck."),
          Rule.of(
              "two_stage_queue",
              "2.2; queueing theory",
              "ESI 1 gets a bed and a provider at once. By day ESI 4 and 5 go to a fast track with"
                  + " a provider of its own, where there is one. All others wait for a bed by"
                  + " urgency, walk to it, and wait in it for the provider team, which starts one"
                  + " new patient after the other at a pace that depends on the hour.",
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
              "Laboratory and CT are ordered by severity, complaint and age. The decision falls"
                  + " when the results and the provider's own work are done. Turnaround does not"
                  + " depend on crowding."),
          Rule.of(
              "disposition",
              "EDBA: 19 % admitted",
              "The sicker and the older are admitted more often, ambulance patients more and"
                  + " frequent patients less. Most of ESI 1 asks for the ICU, few others do."),
          Rule.of(
              "exits",
              "ED deaths .1 %, left against advice 1 to 2 %",
              "Some of the sickest die in the ED or in their inpatient bed and never come again."
                  + " Some are transferred, psychiatric patients above all, and hold their bed"
                  + " until they are fetched. Some leave against advice before the work-up is"
                  + " done.",
              DIED_ESI_1),
          Rule.of(
              "bed_block",
              "1.2, 2.2 Bed Block; Janke 2022",
              "An admitted patient keeps the ED bed until an inpatient bed is free and the transfer"
                  + " is done. Elective surgery, in most hospitals on Mondays, enters its beds"
                  + " directly. Beds are released around noon, seldom at weekends and holidays, and"
                  + " late on the working day after them where surgeons operate first and make"
                  + " their rounds later.",
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
                  + " acute bays. Above 100 the ED goes on diversion, if it diverts at all, below"
                  + " 75 and after an hour at the earliest it comes off. Meanwhile 40 % of the"
                  + " ambulances are turned away.",
              ACUTE_BAYS));

  /** Visits of an ED in 366 days; measured, because diversion and Friday nights move it. */
  private static final double VISITS_PER_YEAR = 55_300;

  // ---- mess

  /** Seconds to whose multiples people round when they type a time. */
  private static final int TYPED = 300;

  private static final String VERBAL_ORDER_MINUTES = "minutes after the result";

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("visits", "triage_missing_resus")
              .doc("Nobody triages a patient in arrest: the level is missing.")
              .where("triage_level = 1")
              .rate(0.12)
              .perRow(0.0011)
              .setNull("triage_level"),
          Stage.on("visits", "triage_missing")
              .doc("The triage station did not enter the level.")
              .where("_triage_lapse AND triage_level > 1")
              .rate(1)
              .perRow(0.0052)
              .setNull("triage_level"),
          Stage.on("visits", "lwbs_zero_wait")
              .doc("An old client reports a wait of 0 for patients whom no provider saw.")
              .source("1.2")
              .where("_legacy_desk AND disposition = 'LWBS'")
              .rate(1)
              .perRow(0.013)
              .set("door_to_doc_minutes", "0"),
          Stage.on("visits", "heaped_provider_time")
              .doc("The provider time was typed from memory: rounded down to five minutes.")
              .where("_typed_provider AND provider_ts IS NOT NULL AND _clean_triage_level > 1")
              .rate(1)
              .perRow(0.17)
              .set(
                  "provider_ts",
                  draws -> greatest(draws.roundedDown("provider_ts", TYPED), col("room_ts"))),
          Stage.on("visits", "heaped_disposition_time")
              .doc("The time of the decision was typed from memory: rounded down to five minutes.")
              .where("_typed_end AND disposition_ts IS NOT NULL AND _clean_provider_ts IS NOT NULL")
              .rate(1)
              .perRow(0.13)
              .set(
                  "disposition_ts",
                  draws ->
                      greatest(
                          draws.roundedDown("disposition_ts", TYPED), col("_clean_provider_ts"))),
          Stage.on("visits", "heaped_departure_time")
              .doc("The departure was typed from memory; the reported boarding is not from it.")
              .where("_typed_end AND disposition <> 'LWBS' AND _clean_disposition_ts IS NOT NULL")
              .rate(1)
              .perRow(0.13)
              .set(
                  "departure_ts",
                  draws ->
                      greatest(
                          draws.roundedDown("departure_ts", TYPED), col("_clean_disposition_ts"))),
          Stage.on("visits", "workstation_drift")
              .doc("The clock of one workstation is slow; the reported minutes are not from it.")
              .where("_drift_minutes > 0 AND provider_ts IS NOT NULL")
              .rate(1)
              .perRow(0.01)
              .set(
                  "provider_ts",
                  draws -> draws.minutesBefore("provider_ts", col("_drift_minutes"))),
          Stage.on("visits", "late_charted_disposition")
              .doc("The decision was charted after the patient had left.")
              .where("_late_charted AND disposition = 'DISCHARGE'")
              .rate(1)
              .perRow(0.005)
              .set(
                  "disposition_ts",
                  draws -> draws.minutesAfter("departure_ts", draws.integer("minutes", 1, 25))),
          Stage.on("visits", "boarding_uncharted")
              .doc("Nobody charted how long the admitted patient boarded.")
              .where("_uncharted AND disposition = 'ADMIT'")
              .rate(1)
              .perRow(0.004)
              .setNull("boarding_hours"),
          Stage.on("visits", "alias_registration")
              .doc("A patient without papers is registered as a Doe and the record never merged.")
              .source("1.2")
              .where("_alias")
              .rate(1)
              .perRow(0.02)
              .set("patient_id", "9000000000 + visit_id"),
          Stage.on("visits", "double_registration")
              .doc("The visit was registered twice, with the same id.")
              .where("_registered_twice")
              .rate(1)
              .perRow(0.0053)
              .duplicate(),
          Stage.on("diagnostic_orders", "verbal_order")
              .doc("The order was given by word of mouth and typed after the result.")
              .source("3.2")
              .where("_verbal")
              .rate(1)
              .perRow(0.026)
              .change(
                  "ordered_ts",
                  draws ->
                      draws.minutesAfter("resulted_ts", draws.integer(VERBAL_ORDER_MINUTES, 1, 5)))
              .change(
                  "turnaround_minutes", draws -> negate(draws.integer(VERBAL_ORDER_MINUTES, 1, 5)))
              .done(),
          Stage.on("hourly_census", "board_outage")
              .doc("The bed board was down.")
              .where("_board_down")
              .rate(1)
              .perRow(0.0032)
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
        FACILITY_TRUTH,
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
    return cell -> new Department(cell.unit(), cell.regionIndex(), world);
  }
}
