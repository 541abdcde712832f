package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.AgentPool;
import dev.medley.scenario.patientaccesscalls.PatientAccessCalls.EmploymentType;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSpells;
import dev.medley.world.UsCalendar;
import java.time.DayOfWeek;

/** One person in a seat of a pool, from hiring to leaving. */
final class Agent {
  private static final double DAYS_PER_YEAR = 365.25;
  private static final double MEAN_TENURE_YEARS = 2.2;
  private static final double CONTRACTS = 0.15;
  private static final double CONTRACT_HAZARD = 1.5;
  private static final double NEW_HAZARD = 1.6;
  private static final double NEW_YEARS = 0.5;
  private static final LogNormal VACANCY_WORKING_DAYS = LogNormal.ofMedianAndP90(25, 60);
  private static final double SPEED_SD = 0.107;
  private static final double HANG_UP_SPREAD = 0.12;
  private static final double CUT_OFF = 0.02;
  private static final int LEAVE_DAYS = 5;
  private static final double LEAVE_STARTS = 0.012;
  private static final double AWAY = 2;

  /** What the agent is doing on a day. */
  enum State {
    OFF,
    IDLE,
    BUSY
  }

  final long id;
  final AgentPool pool;
  final int hireDate;
  final EmploymentType employment;
  final boolean isPicker;

  /** First day on which the agent is no longer there. */
  final int leaveDate;

  final double speed;
  final double wrapFactor;
  final double mood;
  final double hangUp;
  final double cutOff;
  private final double standing;
  private final KeyedSpells codeSlips;
  private final KeyedSpells recorder;

  // ---- of the day
  State state = State.OFF;
  int place;
  double rank;
  private int leaveUntil = -1;

  /**
   * A person in a seat.
   *
   * @param hireDate a Monday
   * @param from first day of the world: nobody who is there then has left before
   */
  Agent(long id, AgentPool pool, int hireDate, int from, boolean isPicker, Laws laws) {
    Draw draw = laws.agents.at(id);
    this.id = id;
    this.pool = pool;
    this.hireDate = hireDate;
    this.isPicker = isPicker;
    this.employment =
        draw.nextDouble() < CONTRACTS ? EmploymentType.CONTRACT : EmploymentType.STAFF;
    this.speed = Math.exp(SPEED_SD * Normal.standard(draw));
    this.wrapFactor = Math.exp(0.3 * Normal.standard(draw) - 0.045);
    this.mood = 0.10 * Normal.standard(draw);
    this.hangUp = Math.max(0, laws.hangUp + HANG_UP_SPREAD * (2 * draw.nextDouble() - 1));
    this.cutOff = CUT_OFF * Math.exp(0.4 * Normal.standard(draw) - 0.08);
    this.standing = draw.nextDouble();
    this.leaveDate =
        leaveDate(Math.max(from, hireDate), Exponential.standard(draw), laws.attrition);
    this.codeSlips = laws.badSpells("code_slip", id, 0.15, 15);
    this.recorder = laws.badSpells("headset", id, 0.15, 8);
  }

  /** Monday on which somebody was hired who is there when the world begins. */
  static int hiredBefore(int from, Draw draw) {
    double years = MEAN_TENURE_YEARS * Exponential.standard(draw);
    int day = from - (int) Math.ceil(years * DAYS_PER_YEAR);
    return UsCalendar.weekdayOnOrAfter(day - 6, DayOfWeek.MONDAY);
  }

  /** Monday on which the next person begins in the seat of this one. */
  int hireDateOfNext(Laws laws) {
    double days = VACANCY_WORKING_DAYS.sample(laws.agents.at(id, 1));
    int ready = Holidays.FEDERAL.plusBusinessDays(leaveDate, (int) Math.max(1, Math.round(days)));
    return UsCalendar.weekdayOnOrAfter(ready, DayOfWeek.MONDAY);
  }

  private int leaveDate(int day, double risk, double attrition) {
    double rate =
        attrition * (employment == EmploymentType.CONTRACT ? CONTRACT_HAZARD : 1) / DAYS_PER_YEAR;
    if (rate == 0) {
      return Integer.MAX_VALUE;
    }
    double newDays = Math.max(0, NEW_YEARS * DAYS_PER_YEAR - (day - hireDate));
    double newRisk = newDays * rate * NEW_HAZARD;
    double days = risk < newRisk ? risk / (rate * NEW_HAZARD) : newDays + (risk - newRisk) / rate;
    return (int) Math.min(Integer.MAX_VALUE, day + 1 + Math.floor(days));
  }

  boolean isEmployed(int day) {
    return day >= hireDate && day < leaveDate;
  }

  /** Gets a place in the order in which agents are called to work on a day. */
  void beginDay(int day, int workingDay, Laws laws) {
    Draw draw = laws.attendance.at(id, day);
    boolean isIll = draw.nextDouble() < laws.absence;
    double luck = draw.nextDouble();
    if (workingDay >= leaveUntil && laws.leaves.uniform(id, day) < LEAVE_STARTS) {
      leaveUntil = workingDay + LEAVE_DAYS;
    }
    boolean isAway = isIll || workingDay < leaveUntil;
    this.rank = 0.6 * standing + 0.4 * luck + (isAway ? AWAY : 0);
    this.state = State.OFF;
  }

  /** Talk time relative to others: people are slow at first. */
  double talkFactor(int day) {
    double years = (day - hireDate) / DAYS_PER_YEAR;
    return speed * Math.exp(0.19 * (Math.exp(-years / 0.75) - 0.254));
  }

  boolean isCareless(long second) {
    return codeSlips.holdsAt(second);
  }

  boolean isUnrecorded(long second) {
    return recorder.holdsAt(second);
  }
}
