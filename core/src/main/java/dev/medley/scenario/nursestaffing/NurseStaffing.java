package dev.medley.scenario.nursestaffing;

import static org.apache.spark.sql.functions.col;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Nurses on inpatient units: rosters, call-outs, what they force on colleagues, and who quits.
 *
 * <p>One cell is one hospital over the whole horizon, begun 120 days before it, so that vacancies,
 * strain and the last month's exposure are there on the first day. A day goes: decisions on the
 * first of a month, exits and hires, censuses, the day shift, the night shift. Days are the
 * hospital's own, and a shift belongs to the day on which it starts.
 *
 * <p>{@link Hospital} goes through the days, {@link CareUnit} is one of its units, {@link Coverage}
 * fills the holes of a shift, {@link Nurse} is a person and {@link Laws} what all hospitals share.
 */
@AutoService(Scenario.class)
public final class NurseStaffing implements Scenario {

  // ---- code lists

  /** What a unit is for; a nurse floats to the same or a neighbouring type. */
  public enum UnitType {
    ICU,
    STEPDOWN,
    TELEMETRY,
    MEDSURG
  }

  /** D 07:00-19:30, N 19:00-07:30; 12 paid hours. */
  public enum ShiftCode {
    D,
    N
  }

  /** Licence. */
  public enum Certification {
    RN,
    LPN,
    CNA
  }

  /** Certificate of a specialty. */
  public enum Specialty {
    CCRN,
    PCCN,
    CMSRN
  }

  /** Whether a rostered nurse came. */
  public enum Attendance {
    WORKED,
    CALLED_OUT
  }

  /** Why a nurse worked more than the roster says. */
  public enum OvertimeType {
    NONE,
    INCIDENTAL,
    VOLUNTARY,
    MANDATORY
  }

  /** What a leaver says. */
  public enum Reason {
    WORKLOAD,
    PAY,
    RELOCATION,
    RETIREMENT,
    OTHER
  }

  /** What became of a hole that a call-out left. */
  public enum Cover {
    VOLUNTARY,
    MANDATORY,
    UNCOVERED
  }

  /** Sex as registered. */
  public enum Sex {
    F,
    M
  }

  // ---- tables

  /** One shift of one nurse. */
  @Columns(
      """
      shift_id               | key, distinct | Shift of a nurse; ids of a hospital are shuffled.
      nurse_id               | | Nurse. From 900,000,000 on: an agency nurse, who has no row in
        | nurses, keeps the id for a contract and may come back. | NurseID
      hospital_id            | filtered | Hospital.
      unit_id                | -> units, filtered | Unit worked in. | Unit
      unit_type              | filtered | ICU, STEPDOWN, TELEMETRY or MEDSURG. | Unit
      shift_date             | date | Day on which the shift starts. | ShiftDate, Shift Roster
      shift_code             | filtered | D 07:00-19:30 or N 19:00-07:30. | Shift Roster
      nurse_certification    | filtered | RN, LPN or CNA. | Nurse Certification
      attendance_status      | filtered | WORKED or CALLED_OUT. | Call-out
      hours_worked           | 2 decimals | 12 and overtime; 4 for a nurse called in for a third of
        | a shift; 0 if called out. Some hospitals' clocks round to quarters. | HoursWorked
      overtime_hours         | 2 decimals | 4 if MANDATORY, 12 if VOLUNTARY, else hours past
        | the end. | Overtime_Hours
      overtime_type          | | NONE, INCIDENTAL, VOLUNTARY (extra shift) or MANDATORY.
      agency_nurse_flag      | | Whether an agency sent the nurse. | Agency_Nurse_Flag
      is_float               | | Whether the nurse works outside the home unit.
      patient_to_nurse_ratio | 2 decimals | Patients per RN present on the unit and shift; NULL if
        | called out. | Patient_to_Nurse_Ratio, Nurse-to-Patient Ratio
      hourly_rate_usd        | money(6,2) | Pay of staff, bill rate of an agency nurse's contract.
      _payroll_b             | | Whether the hospital's payroll software is B.
      _home_unit_id          | | Home unit.
      _home_unit_type        | | Its type.
      _desk_bad              | | Whether the unit's clerk is careless these weeks.
      _pay_bad               | | Whether the payroll software dates by the end.
      _agency_bad            | | Whether the agency desk is behind.
      _sheet_bad             | | Whether the unit's staffing sheet is not filled in.
      _clock_bad             | | Whether the unit's time clock fails.
      event_date             | date, filtered | Day on which the shift starts.
      """)
  public record ShiftRow(
      long shiftId,
      long nurseId,
      long hospitalId,
      long unitId,
      UnitType unitType,
      int shiftDate,
      ShiftCode shiftCode,
      Certification nurseCertification,
      Attendance attendanceStatus,
      double hoursWorked,
      double overtimeHours,
      OvertimeType overtimeType,
      boolean agencyNurseFlag,
      boolean isFloat,
      Double patientToNurseRatio,
      long hourlyRateUsd,
      boolean payrollB,
      long homeUnitId,
      UnitType homeUnitType,
      boolean deskBad,
      boolean payBad,
      boolean agencyBad,
      boolean sheetBad,
      boolean clockBad,
      int eventDate) {}

  /** One shift of one unit. */
  @Columns(
      """
      unit_id                | key, -> units, filtered | Unit.
      hospital_id            | filtered | Hospital.
      unit_type              | filtered | ICU, STEPDOWN, TELEMETRY or MEDSURG.
      shift_code             | key | D or N.
      patient_census         | | Patients on the unit.
      patient_acuity_score   | 2 decimals | Mean acuity of the patients, 1 (light) to 5. |
        | Patient Acuity Score
      required_rns           | | RNs by census, acuity and target ratio.
      scheduled_rns          | | RNs on the roster, those who called out among them.
      present_rns            | | RNs at work; three pieces of mandatory overtime count as one.
      call_outs              | | RNs who called out.
      mandatory_covers       | | Holes covered by three pieces of mandatory overtime.
      agency_rns             | | Agency RNs at work.
      icu_level_patients     | | Patients of ICU acuity on a TELEMETRY or MEDSURG unit; 0 elsewhere.
        | | Skill Mismatch
      ccrn_rns               | | RNs at work with a critical-care certificate. | Nurse Certification
      icu_occupancy_pct      | 1 decimal | Occupied share of the hospital's ICU beds, percent.
      patient_to_nurse_ratio | 2 decimals | patient_census / present_rns.
      event_date             | key, date, filtered | Day on which the shift starts.
      """)
  public record UnitShift(
      long unitId,
      long hospitalId,
      UnitType unitType,
      ShiftCode shiftCode,
      int patientCensus,
      double patientAcuityScore,
      int requiredRns,
      int scheduledRns,
      int presentRns,
      int callOuts,
      int mandatoryCovers,
      int agencyRns,
      int icuLevelPatients,
      int ccrnRns,
      double icuOccupancyPct,
      double patientToNurseRatio,
      int eventDate) {}

  /** One employment. */
  @Columns(
      """
      nurse_id                | key | Nurse; ids of a hospital are shuffled. | NurseID
      hospital_id             | filtered | Hospital.
      unit_id                 | -> units | Home unit. | Unit
      nurse_certification     | | RN, LPN or CNA. | Nurse Certification
      specialty_certification | | CCRN, PCCN, CMSRN or NULL. | Nurse Certification
      birth_year              | | Year of birth.
      sex                     | | F or M.
      hire_date               | date | First day; newcomers begin on every second Monday.
      termination_date        | date | First day gone; NULL if employed on the last day.
      shift_preference        | | D or N.
      hourly_rate_usd         | money(6,2) | Pay.
      """)
  public record NurseRow(
      long nurseId,
      long hospitalId,
      long unitId,
      Certification nurseCertification,
      Specialty specialtyCertification,
      int birthYear,
      Sex sex,
      int hireDate,
      Integer terminationDate,
      ShiftCode shiftPreference,
      long hourlyRateUsd) {}

  /** One exit. */
  @Columns(
      """
      separation_id        | key, distinct | Exit.
      nurse_id             | -> nurses | Nurse.
      hospital_id          | filtered | Hospital.
      unit_id              | -> units | Home unit.
      unit_type            | | Its type.
      nurse_certification  | | RN, LPN or CNA.
      tenure_years         | 2 decimals | Years since the hire.
      reason               | | Exit interview: WORKLOAD, PAY, RELOCATION, RETIREMENT or OTHER.
      replacement_cost_usd | money(12,2) | Cost of replacing the nurse.
      _interviewer_soft    | | Whether the interviewer lets it pass.
      event_date           | date, filtered | First day gone.
      """)
  public record Separation(
      long separationId,
      long nurseId,
      long hospitalId,
      long unitId,
      UnitType unitType,
      Certification nurseCertification,
      double tenureYears,
      Reason reason,
      long replacementCostUsd,
      boolean interviewerSoft,
      int eventDate) {}

  /** One offer of a competitor. */
  @Columns(
      """
      offer_id             | key | Offer.
      hospital_id          | | Hospital whose nurses are courted.
      competitor_name      | | Competitor A to F.
      premium_usd_per_hour | money(6,2) | Pay above the hospital's. | Premium Pay Wars
      start_date           | date | First of a month.
      end_date             | date | End of the first, second or third month.
      announced_on         | date | Weekday 3 to 21 days before.
      region               | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record MarketOffer(
      long offerId,
      long hospitalId,
      String competitorName,
      long premiumUsdPerHour,
      int startDate,
      int endDate,
      int announcedOn) {}

  /** One inpatient unit. */
  @Columns(
      """
      unit_id            | key | Unit.
      hospital_id        | | Hospital.
      unit_type          | | ICU, STEPDOWN, TELEMETRY or MEDSURG. | Unit
      staffed_beds       | | Beds.
      target_ratio_day   | 2 decimals | Patients per RN that the hospital plans by day.
      target_ratio_night | 2 decimals | The same at night.
      region             | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record UnitRow(
      long unitId,
      long hospitalId,
      UnitType unitType,
      int staffedBeds,
      double targetRatioDay,
      double targetRatioNight) {}

  /** What is true of an RN's month. */
  @Columns(
      """
      nurse_id     | key, -> nurses | RN employed on the first of the month.
      hospital_id  | | Hospital.
      unit_type    | | Type of the home unit.
      exposed      | | Whether a shift of the month before had more than 6 patients to an RN.
      resigned     | | Whether the RN resigns in this month.
      tenure_years | 2 decimals | Years since the hire.
      event_date   | key, date | First of the month.
      """)
  public record NurseMonth(
      long nurseId,
      long hospitalId,
      UnitType unitType,
      boolean exposed,
      boolean resigned,
      double tenureYears,
      int eventDate) {}

  /** What is true of a hole that a call-out left and no float filled. */
  @Columns(
      """
      hospital_id | | Hospital.
      unit_id     | key, -> units | Unit.
      hole_number | key | 1, 2, … within the unit and shift.
      cover       | | VOLUNTARY, MANDATORY or UNCOVERED.
      shift_code  | key | D or N.
      event_date  | key, date | Day on which the shift starts.
      """)
  public record CalloutCover(
      long hospitalId,
      long unitId,
      short holeNumber,
      Cover cover,
      ShiftCode shiftCode,
      int eventDate) {}

  static final Table<ShiftRow> SHIFTS =
      Table.fact("shifts", ShiftRow.class, "One row per nurse and shift, also call-outs.")
          .perMainRow(1);
  static final Table<UnitShift> UNIT_SHIFTS =
      Table.fact("unit_shifts", UnitShift.class, "One row per unit and shift.").perMainRow(0.112);
  static final Table<NurseRow> NURSES =
      Table.regional("nurses", NurseRow.class, "One row per employment.").perUnit(710);
  static final Table<Separation> SEPARATIONS =
      Table.fact("separations", Separation.class, "One row per exit.").perMainRow(0.0013);
  static final Table<MarketOffer> MARKET_OFFERS =
      Table.single("market_offers", MarketOffer.class, "Sign-on offers of competitors.")
          .perMainRow(0.000013);
  static final Table<UnitRow> UNITS =
      Table.single("units", UnitRow.class, "One row per inpatient unit.").perUnit(14);
  static final Table<NurseMonth> NURSE_MONTHS =
      Table.fact("nurse_months", NurseMonth.class, "What is true of an RN's month.")
          .key()
          .perMainRow(0.0505);
  static final Table<CalloutCover> CALLOUT_COVER =
      Table.fact("callout_cover", CalloutCover.class, "What became of holes after call-outs.")
          .key()
          .perMainRow(0.0148);

  // ---- rules

  static final Param POLICY_SD =
      Param.nonNegative(
          "hospital.policy_sd", 0.04, "How far hospitals' target ratios differ, as a share.");
  static final Param ICU_DEMAND =
      new Param("census.icu_demand", 0.897, 0.1, 1.5, "Patients who need an ICU bed, per ICU bed.");
  static final Param ROSTER_FACTOR =
      new Param("roster.roster_factor", 1.06, 0.5, 2, "RN posts, in those that the target needs.");
  static final Param BASE =
      new Param("sunday_flu.base", 0.048, 0, 0.3, "Chance that a rostered nurse calls out.");
  static final Param SUPER_BOWL =
      Param.nonNegative("sunday_flu.super_bowl", 1, "Call-outs around the Super Bowl, in usual.");
  static final Param STRAIN =
      Param.nonNegative("sunday_flu.strain", 1.2, "How much a unit's strain adds to call-outs.");
  static final Param VOLUNTARY_P =
      Param.share(
          "call_out_cascade.voluntary_p", 0.40, "Holes of call-outs for which one volunteers.");
  static final Param MANDATORY_P =
      Param.share(
          "call_out_cascade.mandatory_p",
          0.733,
          "Holes left that mandatory overtime covers, where it is allowed.");
  static final Param AGENCY_P =
      Param.share(
          "call_out_cascade.agency_p",
          0.50,
          "Other holes for which hospitals want an agency nurse.");
  static final Param INCIDENTAL =
      Param.share("incidental_overtime.p", 0.36, "Shifts that run over.");
  static final Param P0 =
      new Param("burnout_cascade.p0", 0.0102, 0, 0.1, "Chance that an RN resigns in a month.");
  static final Param EXPOSED_GAIN =
      Param.nonNegative(
          "burnout_cascade.exposed_gain",
          1,
          "What a shift above six patients adds to that chance, in itself.");
  static final Param OFFER_HAZARD =
      new Param(
          "premium_pay_wars.offer_hazard",
          0.010,
          0,
          0.3,
          "Chance in a month that $5 an hour takes an RN of one to four years.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "hospital",
              "design",
              "Hospitals and units differ in size, staffing policy, manager, absence, mandatory"
                  + " overtime and agencies.",
              POLICY_SD),
          Rule.of(
              "census",
              "2.4; Lasater 2021; CA Title 22",
              "Censuses remember the day before; patients for whom the ICU has no bed lie on"
                  + " telemetry and medical-surgical units.",
              ICU_DEMAND),
          Rule.of(
              "roster",
              "NDNQI; design",
              "Every post works three days in a row of each seven, always by day or always by"
                  + " night; leave is not replaced.",
              ROSTER_FACTOR),
          Rule.of(
              "people",
              "NSI 2025",
              "Age, tenure, pay, certificates, absence and overtime belong to a person; a vacancy"
                  + " lasts three months."),
          Rule.of(
              "sunday_flu",
              "1.5; LMI 2008 5.2 %",
              "Call-outs follow the person, the unit's strain, weekday, flu, storms, holidays and"
                  + " the Super Bowl.",
              BASE,
              SUPER_BOWL,
              STRAIN),
          Rule.of(
              "call_out_cascade",
              "2.4 Call-Out Cascade",
              "A hole is filled by a float, a volunteer, three pieces of mandatory overtime, an"
                  + " agency nurse or nobody.",
              VOLUNTARY_P,
              MANDATORY_P,
              AGENCY_P),
          Rule.of("incidental_overtime", "design", "Shifts run over, for some more.", INCIDENTAL),
          Rule.of(
              "burnout_cascade",
              "1.5 Burnout Cascade; NSI; Aiken 2002",
              "One shift with more than six patients doubles the chance to resign in the next"
                  + " month; leavers leave vacancies.",
              P0,
              EXPOSED_GAIN),
          Rule.of(
              "premium_pay_wars",
              "1.5 Premium Pay Wars",
              "A competitor's offer takes RNs of one to four years, above all the young.",
              OFFER_HAZARD));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("shifts", "float_home_unit")
              .doc("The clerk leaves a float on the home unit.")
              .where("is_float AND _desk_bad")
              .rate(0.50)
              .perRow(0.0076)
              .change("unit_id", draws -> col("_home_unit_id"))
              .set("unit_type", "_home_unit_type"),
          Stage.on("shifts", "night_shift_misdated")
              .doc("Payroll dates a night by its end.")
              .where("shift_code = 'N' AND _payroll_b AND _pay_bad")
              .rate(0.50)
              .perRow(0.0037)
              .set("shift_date", "date_add(shift_date, 1)"),
          Stage.on("shifts", "callout_as_pto")
              .doc("A call-out is coded as paid time off.")
              .source("1.5")
              .where("attendance_status = 'CALLED_OUT' AND _desk_bad")
              .rate(0.15)
              .perRow(0.0036)
              .set("attendance_status", "'PTO'"),
          Stage.on("shifts", "agency_untagged")
              .doc("Nobody marks the agency nurse.")
              .where("agency_nurse_flag AND _agency_bad")
              .rate(0.40)
              .perRow(0.00071)
              .setNull("agency_nurse_flag"),
          Stage.on("shifts", "ratio_missing")
              .doc("The staffing sheet was not filled in.")
              .where("attendance_status = 'WORKED' AND _sheet_bad")
              .rate(0.30)
              .perRow(0.032)
              .setNull("patient_to_nurse_ratio"),
          Stage.on("shifts", "missed_punch")
              .doc("No clock-out: the clock closes the shift after a day.")
              .where("attendance_status = 'WORKED' AND hours_worked >= 12 AND _clock_bad")
              .rate(0.06)
              .perRow(0.003)
              .set("hours_worked", "24.0D"),
          Stage.on("shifts", "double_clocked")
              .doc("The time clock sends the shift twice.")
              .where("attendance_status = 'WORKED' AND _clock_bad")
              .rate(0.06)
              .perRow(0.003)
              .duplicate(),
          Stage.on("separations", "polite_exit")
              .doc("The interviewer does not like to write workload.")
              .source("1.5")
              .where("reason = 'WORKLOAD' AND _interviewer_soft")
              .rate(0.40)
              .perRow(0.014)
              .set("reason", "'OTHER'"),
          Stage.on("nurses", "termination_missing")
              .doc("Still on the books.")
              .where("termination_date IS NOT NULL")
              .rate(0.04)
              .perRow(0.0057)
              .setNull("termination_date"));

  // ---- wiring

  private static final double SHIFTS_PER_YEAR = 90_000;

  @Override
  public About about() {
    return new About(
        "nurse_staffing",
        "Nurse staffing: one shift too many, one call-out for three, and the hospital next door",
        """
        Nurse turnover is the largest avoidable cost of a hospital, and agency nurses cost three
        times a staff nurse. You have the roster, the censuses of the units and the exits. Find
        which units are about to lose people: nurses who worked one shift with more than six
        patients quit twice as often in the month after, one call-out forces three colleagues into
        overtime, Super Bowl Sunday empties the roster, and when the hospital across the street
        pays $5 an hour more, the young ones go.
        """,
        "hospital",
        List.of("1.5", "2.4"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        SHIFTS,
        UNIT_SHIFTS,
        NURSES,
        SEPARATIONS,
        MARKET_OFFERS,
        UNITS,
        NURSE_MONTHS,
        CALLOUT_COVER);
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
    return SHIFTS_PER_YEAR * horizon.years();
  }

  /** Who has left is known up to the last day. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Laws laws = new Laws(world);
    return cell -> Simulation.atOnce(out -> new Hospital(cell, laws, out).run());
  }
}
