package dev.medley.scenario.nursestaffing;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.nursestaffing.CareUnit.Contract;
import dev.medley.scenario.nursestaffing.CareUnit.Post;
import dev.medley.scenario.nursestaffing.CareUnit.Sheet;
import dev.medley.scenario.nursestaffing.Nurse.Duty;
import dev.medley.scenario.nursestaffing.NurseStaffing.Attendance;
import dev.medley.scenario.nursestaffing.NurseStaffing.CalloutCover;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.Cover;
import dev.medley.scenario.nursestaffing.NurseStaffing.MarketOffer;
import dev.medley.scenario.nursestaffing.NurseStaffing.NurseMonth;
import dev.medley.scenario.nursestaffing.NurseStaffing.NurseRow;
import dev.medley.scenario.nursestaffing.NurseStaffing.OvertimeType;
import dev.medley.scenario.nursestaffing.NurseStaffing.Reason;
import dev.medley.scenario.nursestaffing.NurseStaffing.Separation;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftCode;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftRow;
import dev.medley.scenario.nursestaffing.NurseStaffing.Specialty;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitRow;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitShift;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitType;
import dev.medley.world.Cell;
import dev.medley.world.Climate;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.KeyedSeries;
import dev.medley.world.MessCarrier;
import dev.medley.world.Persona;
import dev.medley.world.Shocks;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.Weather;
import java.util.ArrayList;
import java.util.List;

/** One hospital: units, posts and people, day by day. */
final class Hospital {
  /** Patients per RN above which a shift drives people away. */
  static final double TOO_MANY = 6;

  private static final int NURSE_IDS = 5_000;
  private static final int SHIFT_IDS = 10_000_000;
  private static final int SEPARATION_IDS = 10_000;
  private static final int OFFER_IDS = 1_000;
  private static final int AGENCY_IDS = 10_000;
  private static final long FIRST_AGENCY_ID = 900_000_000;

  /** Keys of people's draws: room for those of a hospital, of a post, and for agency nurses. */
  private static final long KEYS = 1_000_000;

  private static final int KEYS_OF_POST = 200;
  private static final int FIRST_AGENCY_KEY = 900_000;

  private static final double PAYROLL_B = 0.25;
  private static final double QUARTER_HOURS = 0.60;
  private static final double MANDATES_BANNED = 0.25;
  private static final Beta AGENCY_HABIT = new Beta(1.5, 1.5);
  private static final int INTERVIEWERS = 2;

  private static final double LEAVES_ON_MONDAY = 0.6;
  private static final double LONG_LEAVE_A_MONTH = 0.0055;
  private static final LogNormal OVERRUN_HOURS = LogNormal.ofMedianAndP90(0.5, 1.1);
  private static final double MOST_OVERRUNS = 0.9;

  private static final double AGENCY_RETURNS = 0.35;

  private static final Discrete OFFERS = Discrete.of(0.25, 0.40, 0.25, 0.10);
  private static final int[] PREMIUMS_USD = {3, 4, 5, 5, 5, 6, 7};

  /**
   * A competitor's offer.
   *
   * @param end last day
   */
  private record Offer(int start, int end, int premiumUsd) {}

  /** Somebody an agency has sent, who may come again. */
  private record Sent(long key, long id) {}

  final long id;
  final double policy;
  final double demand;
  final double volunteers;
  final double mandatoryP;
  final double agencyP;
  final List<CareUnit> units = new ArrayList<>();
  final List<Post> posts = new ArrayList<>();

  private final Laws laws;
  private final Emitter out;
  private final Shocks shocks;
  private final Weather weather;
  private final double exitFactor;
  private final double callOutFactor;
  private final double superBowlGain;
  private final boolean isPayrollB;
  private final boolean roundsToQuarters;
  private final int payParity;
  private final KeyedSeries mood;
  private final KeyedSeries icuMood;
  private final MessCarrier payroll;
  private final MessCarrier agencyDesk;
  private final double[] softness = new double[INTERVIEWERS];
  private final List<Offer> offers = new ArrayList<>();
  private final List<Nurse> people = new ArrayList<>();
  private final List<Sent> agencyPeople = new ArrayList<>();
  private final List<Contract> allContracts = new ArrayList<>();
  private final IdBlock nurseIds;
  private final IdBlock shiftIds;
  private final IdBlock separationIds;
  private final Permutation agencyIds;
  private int icuBeds;
  private double icuOccupancyPct;
  private long shifts;
  private long separations;

  Hospital(Cell cell, Laws laws, Emitter out) {
    this.laws = laws;
    this.out = out;
    this.id = laws.hospitalIds.id(cell.unit());
    this.shocks = new Shocks(laws.streams, cell.regionIndex());
    this.weather =
        Weather.ofRegion(laws.streams, Climate.ofRegion(cell.region()), cell.regionIndex());
    Draw draw = laws.hospitals.at(id);
    double size = Math.exp(0.30 * Normal.standard(draw) - 0.045);
    double stepdownSize = size * Math.exp(0.2 * Normal.standard(draw));
    double telemetrySize = size * Math.exp(0.2 * Normal.standard(draw));
    this.policy = Math.exp(laws.policySd * Normal.standard(draw));
    this.demand = 1 + 0.012 * Normal.standard(draw);
    this.exitFactor = Persona.factor(draw, 0.25);
    this.callOutFactor = Persona.factor(draw, 0.15);
    this.volunteers = 0.6 + 0.8 * draw.nextDouble();
    this.superBowlGain = Persona.factor(draw, 0.25);
    this.mandatoryP = draw.nextDouble() < MANDATES_BANNED ? 0 : laws.mandatoryP;
    this.agencyP = Math.min(1, 2 * laws.agencyP * AGENCY_HABIT.sample(draw));
    this.isPayrollB = draw.nextDouble() < PAYROLL_B;
    this.roundsToQuarters = draw.nextDouble() < QUARTER_HOURS;
    this.payParity = draw.nextInt(2);
    for (int i = 0; i < INTERVIEWERS; i++) {
      softness[i] = Laws.SOFT.sample(laws.interviewers.at(id, i));
    }
    this.mood = new KeyedSeries(laws.hospitalSeries, id, 0.92);
    this.icuMood = new KeyedSeries(laws.icuSeries, id, 0.9);
    this.payroll = new MessCarrier(laws.streams.named("carrier.payroll"), id, Laws.PAYROLL);
    this.agencyDesk = new MessCarrier(laws.streams.named("carrier.agency"), id, Laws.AGENCY_DESK);
    this.nurseIds = IdBlock.ofUnit("nurse_id", id, NURSE_IDS, laws.streams);
    this.shiftIds = IdBlock.ofUnit("shift_id", id, SHIFT_IDS, laws.streams);
    this.separationIds = IdBlock.ofUnit("separation_id", id, SEPARATION_IDS, laws.streams);
    this.agencyIds = Permutation.of(AGENCY_IDS, laws.streams.named("id.agency_nurse").bits(id));
    Permutation unitIds = Permutation.of(CareUnit.IDS, laws.streams.named("id.unit").bits(id));
    addUnits(UnitType.ICU, clamp(2 * size, 1, 4), unitIds);
    addUnits(UnitType.STEPDOWN, clamp(2 * stepdownSize, 1, 4), unitIds);
    addUnits(UnitType.TELEMETRY, clamp(2 * telemetrySize, 1, 4), unitIds);
    addUnits(UnitType.MEDSURG, clamp(8 * size, 4, 15), unitIds);
  }

  private static int clamp(double count, int least, int most) {
    return (int) Math.max(least, Math.min(most, Math.round(count)));
  }

  private void addUnits(UnitType type, int count, Permutation ids) {
    for (int i = 0; i < count; i++) {
      CareUnit unit = new CareUnit(this, type, units.size(), ids, laws);
      units.add(unit);
      icuBeds += type == UnitType.ICU ? unit.beds : 0;
    }
  }

  // ---- day by day

  void run() {
    emitUnits();
    makeOffers();
    int first = laws.from - Laws.WARM_UP_DAYS;
    for (Post post : posts) {
      appoint(post, first, false);
    }
    // The morning after the last night may still keep somebody of it longer.
    for (int day = first; day <= laws.to + 1; day++) {
      if (UsCalendar.dayOfMonth(day) == 1) {
        decide(day);
      }
      leaveAndArrive(day);
      if (WallClock.weekday(day) == 0) {
        signContracts(day);
      }
      admit(day);
      staff(day, ShiftCode.D);
      staff(day, ShiftCode.N);
    }
    emitPeople();
  }

  private boolean isInside(int day) {
    return day >= laws.from && day <= laws.to;
  }

  private void staff(int day, ShiftCode code) {
    int shift = 2 * day + (code == ShiftCode.D ? 0 : 1);
    double hospitalWeek =
        Laws.HOSPITAL_WEEK.sample(laws.hospitalWeeks.at(id, UsCalendar.weekNumber(day)));
    double absence =
        laws.base
            * callOutFactor
            * hospitalWeek
            * laws.calendarFactor(day, code, shocks.flu(day), superBowlGain)
            * (weather.isWinterStorm(day) ? Laws.stormFactor(code) : 1);
    for (CareUnit unit : units) {
      unit.open(day, shift, absence);
    }
    new Coverage(this, laws, day, shift).run();
    for (CareUnit unit : units) {
      unit.close(day, shift);
    }
    int before = (shift - 1) >> 1;
    if (isInside(before)) {
      emitDuties(before, Laws.codeOf(shift - 1));
    }
    if (isInside(day)) {
      emitUnitShifts(day, code);
    }
  }

  // ---- people come and go

  private void appoint(Post post, int day, boolean isNew) {
    long key = id * KEYS + (long) post.number * KEYS_OF_POST + post.holders++;
    long nurseId = nurseIds.id(people.size());
    Nurse nurse =
        new Nurse(key, nurseId, post.unit, post.certification, post.code, day, isNew, laws);
    post.nurse = nurse;
    people.add(nurse);
  }

  /** First of a month: who resigns within it, and who goes on a long leave. */
  private void decide(int day) {
    int month = UsCalendar.monthNumber(day);
    for (Post post : posts) {
      Nurse nurse = post.nurse;
      if (nurse == null) {
        continue;
      }
      double age = nurse.ageYears(day);
      nurse.absence = nurse.frailty * Laws.absenceOfAge(age);
      Draw leave = laws.longLeaves.at(nurse.key, month);
      if (leave.nextDouble() < LONG_LEAVE_A_MONTH && nurse.leaveTo < day) {
        nurse.leaveFrom = day + leave.nextInt(28);
        nurse.leaveTo = nurse.leaveFrom + 39 + leave.nextInt(61);
      }
      boolean isExposed = nurse.lastExposedMonth == month - 1;
      Reason reason = resigns(nurse, day, month, age, isExposed);
      if (reason != null) {
        nurse.exitDay = exitDay(nurse, day, month);
        nurse.exitReason = reason;
      }
      if (nurse.certification == Certification.RN && isInside(day)) {
        out.emit(
            NurseStaffing.NURSE_MONTHS,
            new NurseMonth(
                nurse.id,
                id,
                nurse.home.type,
                isExposed,
                reason != null,
                nurse.tenureYears(day),
                day));
      }
    }
  }

  /** Why a nurse resigns in a month, or null. */
  private Reason resigns(Nurse nurse, int day, int month, double age, boolean isExposed) {
    double uniform = laws.exits.uniform(nurse.key, month);
    if (nurse.certification != Certification.RN) {
      return uniform < Laws.OTHER_EXITS_A_MONTH ? Reason.OTHER : null;
    }
    double tenure = nurse.tenureYears(day);
    double usual =
        laws.p0
            * exitFactor
            * nurse.home.exitFactor
            * Laws.exitFactor(nurse.home.type, tenure, day);
    if (uniform < usual) {
      return Laws.reason(laws.reasons.uniform(nurse.key, month), age);
    }
    double burnt = isExposed ? laws.exposedGain * usual : 0;
    if (uniform < usual + burnt) {
      return Reason.WORKLOAD;
    }
    double pay = laws.offerHazard(premiumUsd(day), age, tenure);
    return uniform < usual + burnt + pay ? Reason.PAY : null;
  }

  /** First day gone: the Monday after a pay period, or any day of the month. */
  private int exitDay(Nurse nurse, int first, int month) {
    Draw draw = laws.exitDays.at(nurse.key, month);
    int last = first + 27;
    while (UsCalendar.dayOfMonth(last + 1) != 1) {
      last++;
    }
    boolean onMonday = draw.nextDouble() < LEAVES_ON_MONDAY;
    double when = draw.nextDouble();
    if (!onMonday) {
      return first + 1 + (int) (when * (last - first));
    }
    int monday = payMonday(first + 1);
    int count = (last - monday) / 14 + 1;
    return monday + 14 * (int) (when * count);
  }

  /** The first Monday from a day on with which a pay period begins. */
  private int payMonday(int day) {
    int monday = day + Math.floorMod(-WallClock.weekday(day), 7);
    return Math.floorMod(UsCalendar.weekNumber(monday), 2) == payParity ? monday : monday + 7;
  }

  private void leaveAndArrive(int day) {
    for (Post post : posts) {
      Nurse nurse = post.nurse;
      if (nurse != null && nurse.exitDay == day) {
        if (isInside(day)) {
          emitSeparation(nurse, day);
        }
        post.nurse = null;
        Draw vacancy = laws.vacancies.at(nurse.key);
        post.hireDay = payMonday(day + (int) Laws.VACANCY_DAYS.sample(vacancy));
      } else if (nurse == null && post.hireDay == day) {
        appoint(post, day, true);
      }
    }
  }

  // ---- agencies

  /**
   * On Mondays, units sign contracts of 6 to 13 weeks: as many as there are open posts, and one
   * more after a week in which nobody was free.
   */
  private void signContracts(int day) {
    for (CareUnit unit : units) {
      for (int code = 0; code < 2; code++) {
        List<Contract> current = unit.contracts.get(code);
        current.removeIf(contract -> contract.to < day);
        int more = unit.unmet[code] > 0 ? current.size() + 1 : 0;
        int wanted = Math.max(unit.openPosts(code, day), more);
        unit.unmet[code] = 0;
        while (current.size() < wanted) {
          Contract contract = sign(unit, code, day);
          current.add(contract);
          allContracts.add(contract);
        }
      }
    }
  }

  private Contract sign(CareUnit unit, int code, int day) {
    Draw draw = laws.contracts.at(unit.id, unit.contractNumber++);
    double rateUsd = 118 * Math.exp(0.12 * Normal.standard(draw) - 0.007);
    int weeks = 6 + draw.nextInt(8);
    boolean isReturn = draw.nextDouble() < AGENCY_RETURNS;
    Sent sent = isReturn ? former(draw.nextDouble(), day) : null;
    if (sent == null) {
      int number = agencyPeople.size();
      sent =
          new Sent(
              id * KEYS + FIRST_AGENCY_KEY + number,
              FIRST_AGENCY_ID + id * AGENCY_IDS + agencyIds.at(number));
      agencyPeople.add(sent);
    }
    Nurse nurse =
        new Nurse(sent.key, sent.id, unit, Laws.codeOf(code), day, Math.round(100 * rateUsd), laws);
    return new Contract(nurse, day + 7 * weeks - 1);
  }

  /** One of those who were here before and had a week without a contract, or null. */
  private Sent former(double uniform, int day) {
    allContracts.removeIf(contract -> contract.to < day - 7);
    List<Sent> free = new ArrayList<>();
    for (Sent sent : agencyPeople) {
      if (allContracts.stream().noneMatch(contract -> contract.nurse.id == sent.id)) {
        free.add(sent);
      }
    }
    return free.isEmpty() ? null : free.get((int) (uniform * free.size()));
  }

  // ---- patients

  private void admit(int day) {
    double hospitalMood = mood.at(day);
    int overflowUnits = 0;
    for (CareUnit unit : units) {
      unit.beginDay(day, hospitalMood);
      overflowUnits += unit.takesOverflow() ? 1 : 0;
    }
    double wanted = laws.icuDemand * icuBeds * Laws.season(day) * (1 + 0.10 * icuMood.at(day));
    int demanded = (int) Math.max(1, Math.round(wanted));
    int inBeds = Math.min(icuBeds, demanded);
    icuOccupancyPct = 100.0 * inBeds / icuBeds;
    int bedsSoFar = 0;
    int given = 0;
    for (CareUnit unit : units) {
      if (unit.type == UnitType.ICU) {
        bedsSoFar += unit.beds;
        int upTo = Math.round((float) inBeds * bedsSoFar / icuBeds);
        unit.census = upTo - given;
        given = upTo;
      }
    }
    Draw draw = laws.overflow.at(id, day);
    for (int i = inBeds; i < demanded; i++) {
      int place = draw.nextInt(overflowUnits);
      for (CareUnit unit : units) {
        if (unit.takesOverflow() && place-- == 0) {
          unit.takeIcuPatient();
        }
      }
    }
  }

  // ---- the market

  private void makeOffers() {
    IdBlock ids = IdBlock.ofUnit("offer_id", id, OFFER_IDS, laws.streams);
    int firstYear = UsCalendar.year(laws.from - Laws.WARM_UP_DAYS);
    for (int year = firstYear; year <= UsCalendar.year(laws.to); year++) {
      Draw draw = laws.offers.at(id, year);
      int count = OFFERS.at(draw.nextDouble());
      for (int i = 0; i < count; i++) {
        int month = 2 + draw.nextInt(10);
        int endMonth = month + 1 + draw.nextInt(3);
        int premium = PREMIUMS_USD[draw.nextInt(PREMIUMS_USD.length)];
        char competitor = (char) ('A' + draw.nextInt(6));
        int start = UsCalendar.day(year, month, 1);
        int end =
            endMonth > 12
                ? UsCalendar.day(year + 1, endMonth - 12, 1) - 1
                : UsCalendar.day(year, endMonth, 1) - 1;
        int announced = start;
        while (announced == start || UsCalendar.isWeekend(announced)) {
          announced = start - 3 - draw.nextInt(19);
        }
        if (offers.stream().anyMatch(o -> o.start <= end && start <= o.end)) {
          continue;
        }
        long offerId = ids.id(offers.size());
        offers.add(new Offer(start, end, premium));
        if (end >= laws.from && start <= laws.to) {
          out.emit(
              NurseStaffing.MARKET_OFFERS,
              new MarketOffer(
                  offerId, id, "Competitor " + competitor, 100L * premium, start, end, announced));
        }
      }
    }
  }

  private int premiumUsd(int day) {
    for (Offer offer : offers) {
      if (day >= offer.start && day <= offer.end) {
        return offer.premiumUsd;
      }
    }
    return 0;
  }

  // ---- rows

  private void emitUnits() {
    for (CareUnit unit : units) {
      out.emit(
          NurseStaffing.UNITS,
          new UnitRow(unit.id, id, unit.type, unit.beds, unit.target[0], unit.target[1]));
    }
  }

  private void emitPeople() {
    for (Nurse nurse : people) {
      if (nurse.exitDay < laws.from || nurse.hireDay > laws.to) {
        continue;
      }
      out.emit(
          NurseStaffing.NURSES,
          new NurseRow(
              nurse.id,
              id,
              nurse.home.id,
              nurse.certification,
              nurse.specialty,
              UsCalendar.year(nurse.birthDay),
              nurse.sex,
              nurse.hireDay,
              nurse.exitDay > laws.to ? null : (Integer) nurse.exitDay,
              nurse.code,
              nurse.rateCents),
          Math.max(laws.from, nurse.hireDay));
    }
  }

  private void emitSeparation(Nurse nurse, int day) {
    long separationId = separationIds.id(separations++);
    Draw interview = laws.interviewers.at(nurse.key);
    double softness = this.softness[interview.nextInt(INTERVIEWERS)];
    double usd = Laws.costOf(nurse.certification).sample(laws.costs.at(nurse.key));
    out.emit(
        NurseStaffing.SEPARATIONS,
        new Separation(
            separationId,
            nurse.id,
            id,
            nurse.home.id,
            nurse.home.type,
            nurse.certification,
            nurse.tenureYears(day),
            nurse.exitReason,
            Math.round(100 * usd),
            interview.nextDouble() < softness,
            day));
  }

  void coverOf(CareUnit unit, int day, int shift, int hole, Cover cover) {
    if (isInside(day)) {
      out.emit(
          NurseStaffing.CALLOUT_COVER,
          new CalloutCover(id, unit.id, (short) hole, cover, Laws.codeOf(shift), day));
    }
  }

  private void emitUnitShifts(int day, ShiftCode code) {
    for (CareUnit unit : units) {
      int critical = 0;
      for (Duty duty : unit.duties) {
        boolean counts = !duty.isCalledOut && duty.nurse.specialty == Specialty.CCRN;
        critical += counts ? 1 : 0;
      }
      out.emit(
          NurseStaffing.UNIT_SHIFTS,
          new UnitShift(
              unit.id,
              id,
              unit.type,
              code,
              unit.census,
              unit.acuity,
              unit.required,
              unit.scheduled,
              unit.present,
              unit.callOuts,
              unit.mandatoryCovers,
              unit.agencyRns,
              unit.icuLevel,
              critical,
              icuOccupancyPct,
              unit.ratio(),
              day));
    }
  }

  /** The shift before is over when it is known who had to stay. */
  private void emitDuties(int day, ShiftCode code) {
    long second = WallClock.startOf(day) + (code == ShiftCode.D ? 7 : 19) * WallClock.HOUR;
    boolean isPayBad = payroll.isBad(second);
    boolean isAgencyBad = agencyDesk.isBad(second);
    for (CareUnit unit : units) {
      for (Duty duty : unit.dutiesBefore) {
        emitDuty(duty, day, code, isPayBad, isAgencyBad);
      }
    }
  }

  private void emitDuty(Duty duty, int day, ShiftCode code, boolean isPayBad, boolean isAgencyBad) {
    Nurse nurse = duty.nurse;
    if (!duty.isCalledOut && duty.overtime == OvertimeType.NONE) {
      runOver(duty);
    }
    boolean isExtra = duty.overtime == OvertimeType.VOLUNTARY;
    double hours = isExtra ? duty.plainHours : duty.plainHours + duty.overtimeHours;
    Sheet sheet = duty.sheet;
    out.emit(
        NurseStaffing.SHIFTS,
        new ShiftRow(
            shiftIds.id(shifts++),
            nurse.id,
            id,
            duty.unit.id,
            duty.unit.type,
            day,
            code,
            nurse.certification,
            duty.isCalledOut ? Attendance.CALLED_OUT : Attendance.WORKED,
            duty.isCalledOut ? 0 : hours,
            duty.overtimeHours,
            duty.overtime,
            nurse.isAgency,
            duty.isFloat(),
            duty.isCalledOut ? null : sheet.ratio(),
            nurse.rateCents,
            isPayrollB,
            nurse.home.id,
            nurse.home.type,
            sheet.deskBad(),
            isPayBad,
            isAgencyBad,
            sheet.sheetBad(),
            sheet.clockBad(),
            day));
  }

  private void runOver(Duty duty) {
    Draw draw = laws.overruns.at(duty.nurse.key, duty.shift);
    double p = Math.min(MOST_OVERRUNS, laws.incidentalP * duty.nurse.overtimeHabit);
    if (draw.nextDouble() >= p) {
      return;
    }
    int grid = roundsToQuarters ? 4 : 100;
    double hours = Math.round(grid * OVERRUN_HOURS.sample(draw)) / (double) grid;
    if (hours > 0) {
      duty.overtime = OvertimeType.INCIDENTAL;
      duty.overtimeHours = hours;
    }
  }
}
