package dev.medley.scenario.nursestaffing;

import dev.medley.random.Beta;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Stream;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.Reason;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftCode;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitType;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Holidays;
import dev.medley.world.SpellLength;
import dev.medley.world.UnitIds;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.List;

/** Parameters, streams and laws that all hospitals of a world share. */
final class Laws {
  static final double DAYS_PER_YEAR = 365.25;

  /** Days before the horizon in which vacancies, strain and exposure come to be. */
  static final int WARM_UP_DAYS = 120;

  // ---- carriers of mess: share of bad time, mean days of a spell

  static final CarrierLaw DESK = CarrierLaw.onlyInSpells(0.40, SpellLength.ofMean(30));
  static final CarrierLaw PAYROLL = CarrierLaw.onlyInSpells(0.30, SpellLength.ofMean(60));
  static final CarrierLaw AGENCY_DESK = CarrierLaw.onlyInSpells(0.15, SpellLength.ofMean(60));
  static final CarrierLaw SHEET = CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(7));
  static final CarrierLaw CLOCK = CarrierLaw.onlyInSpells(0.05, SpellLength.ofMean(4));

  /** Share of exits that an interviewer lets pass. */
  static final Beta SOFT = new Beta(0.5, 1.5);

  // ---- absence

  private static final double[] WEEKDAYS = {1, 0.95, 0.92, 0.92, 0.98, 1.12, 1.12};
  private static final double NO_FLU = 0.93;
  private static final double FLU = 0.40;
  private static final double HOLIDAY = 1.4;
  private static final Holidays MISSED =
      Holidays.NONE.with(
          UsHoliday.NEW_YEAR,
          UsHoliday.INDEPENDENCE_DAY,
          UsHoliday.THANKSGIVING,
          UsHoliday.CHRISTMAS_EVE,
          UsHoliday.CHRISTMAS);

  /** Nobody is more likely to call out than to come. */
  static final double MOST_ABSENCE = 0.5;

  static final Gamma UNIT_WEEK = Gamma.ofMeanAndShape(1, 9);
  static final Gamma HOSPITAL_WEEK = Gamma.ofMeanAndShape(1, 25);

  // ---- exits

  static final double OTHER_EXITS_A_MONTH = 0.018;

  /** Reasons other than a bad shift of the month before, up to the age of 60 and above. */
  private static final List<Reason> GIVEN =
      List.of(Reason.WORKLOAD, Reason.PAY, Reason.RELOCATION, Reason.RETIREMENT, Reason.OTHER);

  private static final double[] REASONS = {0.44, 0.18, 0.19, 0.03, 0.16};

  private static final double[] REASONS_OF_OLD = {0.20, 0.08, 0.08, 0.54, 0.10};
  private static final double OLD = 60;
  private static final double RETIRE_FROM = 55;

  /** NSI 2025: an RN's exit costs $61,110. */
  static final LogNormal RN_COST = LogNormal.ofMedianAndSigma(61_110, 0.25);

  static final LogNormal OTHER_COST = LogNormal.ofMedianAndSigma(14_000, 0.25);
  static final LogNormal VACANCY_DAYS = LogNormal.ofMedianAndP90(83, 140);

  // ---- parameters

  final double policySd;
  final double icuDemand;
  final double rosterFactor;
  final double base;
  final double superBowl;
  final double strain;
  final double voluntaryP;
  final double mandatoryP;
  final double agencyP;
  final double incidentalP;
  final double p0;
  final double exposedGain;
  final double offerHazard;
  final int from;
  final int to;

  // ---- streams

  final Streams streams;
  final UnitIds hospitalIds;
  final Stream hospitals;
  final Stream units;
  final Stream people;
  final Stream placing;
  final Stream exits;
  final Stream exitDays;
  final Stream reasons;
  final Stream costs;
  final Stream vacancies;
  final Stream weekLeaves;
  final Stream longLeaves;
  final Stream offers;
  final Stream icuSeries;
  final Stream hospitalSeries;
  final Stream daySeries;
  final Stream slowSeries;
  final Stream acuitySeries;
  final Stream unitDays;
  final Stream overflow;
  final Stream callOuts;
  final Stream unitWeeks;
  final Stream hospitalWeeks;
  final Stream floats;
  final Stream holes;
  final Stream earlyComers;
  final Stream overruns;
  final Stream contracts;
  final Stream interviewers;

  Laws(World world) {
    this.policySd = world.value(NurseStaffing.POLICY_SD);
    this.icuDemand = world.value(NurseStaffing.ICU_DEMAND);
    this.rosterFactor = world.value(NurseStaffing.ROSTER_FACTOR);
    this.base = world.value(NurseStaffing.BASE);
    this.superBowl = world.value(NurseStaffing.SUPER_BOWL);
    this.strain = world.value(NurseStaffing.STRAIN);
    this.voluntaryP = world.value(NurseStaffing.VOLUNTARY_P);
    this.mandatoryP = world.value(NurseStaffing.MANDATORY_P);
    this.agencyP = world.value(NurseStaffing.AGENCY_P);
    this.incidentalP = world.value(NurseStaffing.INCIDENTAL);
    this.p0 = world.value(NurseStaffing.P0);
    this.exposedGain = world.value(NurseStaffing.EXPOSED_GAIN);
    this.offerHazard = world.value(NurseStaffing.OFFER_HAZARD);
    this.from = (int) world.horizon().from().toEpochDay();
    this.to = (int) world.horizon().to().toEpochDay();
    this.streams = world.streams();
    this.hospitalIds = UnitIds.within("hospital_id", 1_000, streams);
    this.hospitals = streams.named("hospital");
    this.units = streams.named("unit");
    this.people = streams.named("nurse");
    this.placing = streams.named("nurse.placing");
    this.exits = streams.named("exit");
    this.exitDays = streams.named("exit.day");
    this.reasons = streams.named("exit.reason");
    this.costs = streams.named("exit.cost");
    this.vacancies = streams.named("vacancy");
    this.weekLeaves = streams.named("leave.week");
    this.longLeaves = streams.named("leave.long");
    this.offers = streams.named("offer");
    this.icuSeries = streams.named("census.icu");
    this.hospitalSeries = streams.named("census.hospital");
    this.daySeries = streams.named("census.unit_day");
    this.slowSeries = streams.named("census.unit_season");
    this.acuitySeries = streams.named("acuity");
    this.unitDays = streams.named("unit_day");
    this.overflow = streams.named("overflow");
    this.callOuts = streams.named("call_out");
    this.unitWeeks = streams.named("unit_week");
    this.hospitalWeeks = streams.named("hospital_week");
    this.floats = streams.named("float");
    this.holes = streams.named("hole");
    this.earlyComers = streams.named("early");
    this.overruns = streams.named("overrun");
    this.contracts = streams.named("contract");
    this.interviewers = streams.named("interviewer");
  }

  /** Shifts are numbered, two a day: even ones by day, odd ones at night. */
  static ShiftCode codeOf(int shift) {
    return (shift & 1) == 0 ? ShiftCode.D : ShiftCode.N;
  }

  /** Call-outs of a day and shift, relative to the mean day, before storms. */
  double calendarFactor(int day, ShiftCode code, double flu, double superBowlGain) {
    double factor = WEEKDAYS[WallClock.weekday(day)] * (NO_FLU + FLU * flu);
    if (MISSED.isHoliday(day)) {
      factor *= HOLIDAY;
    }
    boolean isDay = code == ShiftCode.D;
    double excess = 0;
    if (UsHoliday.SUPER_BOWL.isOn(day)) {
      excess = isDay ? 0.25 : 0.75;
    } else if (UsHoliday.SUPER_BOWL.isOn(day - 1) && isDay) {
      excess = 0.5;
    }
    return factor * (1 + excess * superBowl * superBowlGain);
  }

  static double stormFactor(ShiftCode code) {
    return code == ShiftCode.D ? 2.2 : 1.6;
  }

  /** Absence by age: the young call out more. */
  static double absenceOfAge(double years) {
    return years < 30 ? 1.15 : years < 45 ? 1.03 : years < 60 ? 0.90 : 0.95;
  }

  /** How full beds are by season, 1 on average. */
  static double season(int day) {
    return 1 + 0.03 * Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - 20) / DAYS_PER_YEAR);
  }

  /** Weeks of leave by season: July, August and December. */
  static double leaveOfWeek(int day) {
    int month = UsCalendar.month(day);
    return 0.045 * (month == 7 || month == 8 || month == 12 ? 1.5 : 0.83);
  }

  /** An RN's exits by type of unit, tenure and month. */
  static double exitFactor(UnitType type, double tenureYears, int day) {
    double tenure = tenureYears < 1 ? 1.85 : tenureYears < 4 ? 1.1 : 0.62;
    int month = UsCalendar.month(day);
    double season = month == 1 || month == 5 || month == 6 ? 1.25 : 0.92;
    double care = type == UnitType.ICU ? 1.45 : type == UnitType.STEPDOWN ? 1.15 : 1;
    return care * tenure * season;
  }

  /** What an offer of so many dollars takes from an RN in a month. */
  double offerHazard(double premiumUsd, double ageYears, double tenureYears) {
    if (tenureYears < 1 || tenureYears >= 4) {
      return 0;
    }
    double age = ageYears < 32 ? 1.25 : ageYears < 45 ? 0.9 : 0.5;
    return offerHazard * premiumUsd / 5 * age;
  }

  /** What an RN says who leaves for no shift and no offer in particular. */
  static Reason reason(double uniform, double ageYears) {
    double[] shares = ageYears > OLD ? REASONS_OF_OLD : REASONS;
    int i = 0;
    double left = uniform;
    while (i + 1 < shares.length && left >= shares[i]) {
      left -= shares[i++];
    }
    Reason reason = GIVEN.get(i);
    return reason == Reason.RETIREMENT && ageYears < RETIRE_FROM ? Reason.OTHER : reason;
  }

  static LogNormal costOf(Certification certification) {
    return certification == Certification.RN ? RN_COST : OTHER_COST;
  }
}
