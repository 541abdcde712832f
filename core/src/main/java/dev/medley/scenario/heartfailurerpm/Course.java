package dev.medley.scenario.heartfailurerpm;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.heartfailurerpm.Calls.OpenCall;
import dev.medley.scenario.heartfailurerpm.Clinics.Clinic;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Admission;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionReason;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionTruth;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.CallOutcome;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.EndReason;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.NurseCall;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.PatientDay;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Route;
import dev.medley.world.IdBlock;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * The days of one patient, from the first to the last of the programme, which may be the day of a
 * death or of leaving. Whoever is at home at 06:00 has an update of body and scale, whose state
 * holds for the calendar day; the first morning after a discharge, until 06:00, still has that of
 * the discharge.
 */
final class Course {
  /** Length of the programme. */
  static final int DAYS = 180;

  /** Hour of a day's update of body and scale. */
  static final int UPDATE_HOUR = 6;

  private static final int HOURS = 24;

  // ---- rule admit

  private static final double ADMIT_WIDTH = 0.6;
  private static final double OTHER_ADMISSIONS_A_DAY = 0.3 / 365;
  private static final double OTHER_BY_AGE = 0.25;

  /** Hours of an admission: after midnight too, but before the next update. */
  private static final int ADMITTED_FROM_HOUR = 8;

  private static final Discrete ADMITTED_HOURS = admittedHours(0.7);

  /** Lungs fill when patients lie down. */
  private static final Discrete ADMITTED_HOURS_REDISTRIBUTION = admittedHours(0.7 * 1.6);

  private static final LogNormal STAY_DAYS = LogNormal.ofMedianAndSigma(4, 0.5);

  /** Nobody is sent home at night: the day of discharge is squeezed into these hours. */
  private static final long DISCHARGED_FROM = 9 * HOUR;

  private static final long DISCHARGED_WITHIN = 10 * HOUR;
  private static final double WAITS_FOR_MONDAY = 0.4;

  /** Beyond this multiple of the fluid, moved blood is what brought the patient in. */
  private static final double REDISTRIBUTION_PER_KG = 2.5;

  private static final int ADMISSIONS_PER_PATIENT = 100;

  // ---- rule exit

  private static final double DEATH_BY_AGE = 0.35;
  private static final double DIES_OF_HEART_FAILURE = 0.045;
  private static final double DIES_OF_OTHER = 0.03;
  private static final double LEAVES_EARLY_A_DAY = 0.0022;
  private static final double LEAVES_EARLY_DAYS = 60;
  private static final double LEAVES_A_DAY = 0.0007;
  private static final double LEAVES_BY_ORDER = -0.7;

  /** Keeps the mean of the factor of order at 1. */
  private static final double LEAVES_OFFSET = -0.25;

  private static final long LEAVES_FROM = 10 * HOUR;
  private static final long LEAVES_WITHIN = 8 * HOUR;

  /**
   * A calendar day of which the patient spends some hours at home.
   *
   * @param day days since 1970-01-01
   * @param congestionBefore until the update
   * @param restingBefore resting heart rate until the update, bpm
   * @param congestion from the update on; the whole day if {@code isFirstMorning} is false
   * @param restingHeartRate of the same hours, bpm
   * @param isFirstMorning whether the state before the update is that of a discharge
   * @param isAfterNight whether the night was spent at home
   * @param admittedAt the stay that bounds the day, in seconds of the wall clock
   * @param dischargedAt its end
   * @param weighIn what the scale sent, or null
   */
  record DayAtHome(
      int day,
      double congestionBefore,
      double restingBefore,
      double congestion,
      double restingHeartRate,
      boolean isFirstMorning,
      boolean isAfterNight,
      long admittedAt,
      long dischargedAt,
      Scale.WeighIn weighIn) {

    /** Whether the hour that begins at a second is free of hospital. */
    boolean isFree(long second) {
      return second + HOUR <= admittedAt || second >= dischargedAt;
    }
  }

  private final long patientId;
  private final int enrolledDay;
  private final double admitMax;
  private final double admitCentre;
  private final Profile profile;
  private final double deathsADay;
  private final double leavingFactor;
  private final double othersADay;
  private final Circulation circulation;
  private final Scale scale;
  private final Calls calls;
  private final IdBlock admissionIds;
  private final Streams.Stream exits;
  private final Streams.Stream admissions;
  private final Streams.Stream stays;

  private int day;
  private long admittedAt;
  private long dischargedAt;
  private long endsAt;
  private EndReason endReason = EndReason.COMPLETED;

  private final List<DayAtHome> daysAtHome = new ArrayList<>(DAYS);
  private final List<PatientDay> patientDays = new ArrayList<>(DAYS);
  private final List<Admission> admissionRows = new ArrayList<>(2);
  private final List<AdmissionTruth> admissionTruths = new ArrayList<>(2);
  private final List<NurseCall> nurseCalls = new ArrayList<>(4);

  Course(
      long patientId,
      int enrolledDay,
      Profile profile,
      Clinic clinic,
      Season season,
      Hub hub,
      World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.enrolledDay = enrolledDay;
    this.admitMax = world.value(HeartFailureRpm.ADMIT_MAX);
    this.admitCentre = world.value(HeartFailureRpm.ADMIT_CENTRE);
    this.profile = profile;
    this.deathsADay =
        world.value(HeartFailureRpm.EXIT_DEATH)
            * profile.frailty()
            * Math.exp(DEATH_BY_AGE * profile.ageSds());
    this.leavingFactor = Math.exp(LEAVES_BY_ORDER * profile.order() + LEAVES_OFFSET);
    this.othersADay = OTHER_ADMISSIONS_A_DAY * Math.exp(OTHER_BY_AGE * profile.ageSds());
    this.circulation = new Circulation(patientId, profile, season, world);
    this.scale = new Scale(patientId, profile, hub, world);
    this.calls = new Calls(patientId, clinic, world);
    this.admissionIds = IdBlock.ofUnit("admission_id", patientId, ADMISSIONS_PER_PATIENT, streams);
    this.exits = streams.named("exit");
    this.admissions = streams.named("admission");
    this.stays = streams.named("stay");
    this.endsAt = WallClock.startOf(enrolledDay + (long) DAYS);
    // The programme starts on the day after a discharge.
    this.admittedAt = WallClock.startOf(enrolledDay) - DAY;
    this.dischargedAt = admittedAt;
    for (day = enrolledDay; day <= lastDay(); day++) {
      step();
    }
  }

  private static Discrete admittedHours(double afterTen) {
    double[] weights = new double[22];
    for (int i = 0; i < weights.length; i++) {
      int hour = ADMITTED_FROM_HOUR + i;
      weights[i] = hour >= 22 ? afterTen : hour >= 12 && hour < 18 ? 1.2 : 1;
    }
    return Discrete.of(weights);
  }

  // ---- what came of it

  /** Last day that is followed. */
  int lastDay() {
    return WallClock.epochDay(endsAt - 1);
  }

  /** Second from which on nothing is measured. */
  long endsAt() {
    return endsAt;
  }

  EndReason endReason() {
    return endReason;
  }

  List<DayAtHome> daysAtHome() {
    return daysAtHome;
  }

  List<PatientDay> patientDays() {
    return patientDays;
  }

  List<Admission> admissions() {
    return admissionRows;
  }

  List<AdmissionTruth> admissionTruths() {
    return admissionTruths;
  }

  List<NurseCall> nurseCalls() {
    return nurseCalls;
  }

  // ---- the day

  private void step() {
    circulation.drift(day);
    double congestionBefore = circulation.congestion();
    double restingBefore = circulation.restingHeartRate();
    boolean isFirstMorning = WallClock.epochDay(dischargedAt) >= day - 1;
    boolean isAfterNight = WallClock.epochDay(dischargedAt) < day;
    Scale.WeighIn weighIn = isHomeAt(WallClock.startOf(day) + UPDATE_HOUR * HOUR) ? update() : null;
    daysAtHome.add(
        new DayAtHome(
            day,
            congestionBefore,
            restingBefore,
            circulation.congestion(),
            circulation.restingHeartRate(),
            isFirstMorning,
            isAfterNight,
            admittedAt,
            dischargedAt,
            weighIn));
    closeCalls();
    if (WallClock.epochDay(admittedAt) == day) {
      circulation.discharge();
      scale.forget();
    }
  }

  /** What happens to body and scale on a day that begins at home, and the weigh-in or null. */
  private Scale.WeighIn update() {
    double congestionYesterday = circulation.congestion();
    circulation.step(day, day - WallClock.epochDay(dischargedAt));
    if (!exit()) {
      admit(congestionYesterday);
    }
    Scale.WeighIn weighIn = scale.step(day, day - enrolledDay, circulation, homeUntilHour());
    patientDays.add(
        new PatientDay(
            patientId,
            circulation.fluidKg(),
            circulation.congestion(),
            weighIn != null,
            scale.isCrossing(),
            day));
    if (weighIn != null && weighIn.isAlert()) {
      calls.alert(WallClock.startOf(day) + weighIn.hour() * HOUR);
    }
    return weighIn;
  }

  /** Whether the patient is alive, followed and not in hospital. */
  private boolean isHomeAt(long second) {
    return second < endsAt && (second < admittedAt || second >= dischargedAt);
  }

  /** Full hours of a day with an update until the patient leaves for hospital or for good. */
  private int homeUntilHour() {
    long leaves = dischargedAt > WallClock.startOf(day) + UPDATE_HOUR * HOUR ? admittedAt : endsAt;
    return (int) Math.min(HOURS, (Math.min(leaves, endsAt) - WallClock.startOf(day)) / HOUR);
  }

  // ---- exits

  /** Death at home or leaving the programme; before the next update, or never. */
  private boolean exit() {
    Draw draw = exits.at(patientId, day);
    int programmeDay = day - enrolledDay;
    double leaving =
        leavingFactor
            * (LEAVES_EARLY_A_DAY * Math.exp(-programmeDay / LEAVES_EARLY_DAYS) + LEAVES_A_DAY);
    boolean dies = Chance.hits(deathsADay, draw);
    boolean leaves = Chance.hits(leaving, draw);
    double when = draw.nextDouble();
    long midnight = WallClock.startOf(day);
    if (dies) {
      endAt(midnight + UPDATE_HOUR * HOUR + (long) (when * DAY), EndReason.DIED);
    } else if (leaves) {
      endAt(midnight + LEAVES_FROM + (long) (when * LEAVES_WITHIN), EndReason.WITHDRAWN);
    }
    return dies || leaves;
  }

  /** Ends the programme early, unless it is over by then. */
  private void endAt(long second, EndReason reason) {
    if (second < endsAt) {
      endsAt = second;
      endReason = reason;
    }
  }

  // ---- admissions

  private void admit(double congestionYesterday) {
    Draw draw = admissions.at(patientId, day);
    double hazard = admitMax / (1 + Math.exp(-(congestionYesterday - admitCentre) / ADMIT_WIDTH));
    boolean isHeartFailure = Chance.hits(hazard, draw);
    if (!isHeartFailure && !Chance.hits(othersADay, draw)) {
      return;
    }
    Route route = route(isHeartFailure);
    Draw stay = stays.at(patientId, day);
    Discrete hours = route == Route.REDISTRIBUTION ? ADMITTED_HOURS_REDISTRIBUTION : ADMITTED_HOURS;
    long admitted =
        WallClock.startOf(day)
            + (ADMITTED_FROM_HOUR + hours.at(stay.nextDouble())) * HOUR
            + stay.nextInt(60) * MINUTE;
    if (admitted >= endsAt) {
      return;
    }
    admittedAt = admitted;
    dischargedAt = discharge(stay);
    if (stay.nextDouble() < (isHeartFailure ? DIES_OF_HEART_FAILURE : DIES_OF_OTHER)) {
      double part = stay.nextDouble();
      dischargedAt = admitted + (1 + (long) (part * (dischargedAt - admitted) / MINUTE)) * MINUTE;
      endAt(dischargedAt, EndReason.DIED);
    }
    keepAdmission(route, stay.nextDouble());
  }

  private void keepAdmission(Route route, double code) {
    boolean isOther = route == Route.OTHER;
    long admissionId = admissionIds.id(admissionRows.size());
    int admissionDay = WallClock.epochDay(admittedAt);
    admissionRows.add(
        new Admission(
            admissionId,
            patientId,
            admittedAt,
            dischargedAt,
            isOther ? AdmissionReason.OTHER : AdmissionReason.HEART_FAILURE,
            isOther
                ? Diagnosis.other(profile.hasAtrialFibrillation(), code)
                : Diagnosis.heartFailure(profile.ejectionFractionPct(), code),
            admissionDay));
    admissionTruths.add(
        new AdmissionTruth(admissionId, route, circulation.fluidKg(), admissionDay));
  }

  /** In working hours, a day after the admission at the earliest, and often not at a weekend. */
  private long discharge(Draw stay) {
    long ends = admittedAt + (long) (Math.max(1, STAY_DAYS.sample(stay)) * DAY);
    int endDay = WallClock.epochDay(ends);
    if (UsCalendar.isWeekend(endDay) && stay.nextDouble() < WAITS_FOR_MONDAY) {
      endDay += 7 - WallClock.weekday(endDay);
    }
    long at = DISCHARGED_FROM + (long) (stay.nextDouble() * DISCHARGED_WITHIN);
    return WallClock.startOf(endDay) + at - at % MINUTE;
  }

  private Route route(boolean isHeartFailure) {
    if (!isHeartFailure) {
      return Route.OTHER;
    }
    return circulation.redistribution() > REDISTRIBUTION_PER_KG * circulation.fluidKg()
        ? Route.REDISTRIBUTION
        : Route.FLUID;
  }

  // ---- calls

  /** Lets the nurse call who is due today; at the end of the programme, all who are left. */
  private void closeCalls() {
    long until = day == lastDay() ? WallClock.NEVER : WallClock.startOf(day + 1L);
    for (OpenCall call = calls.nextBefore(until); call != null; call = calls.nextBefore(until)) {
      CallOutcome outcome =
          calls.outcome(call, canAnswerAt(call.callTs()), circulation.congestion());
      if (outcome == CallOutcome.UPTITRATED) {
        circulation.startDiuresis();
      }
      nurseCalls.add(
          new NurseCall(
              calls.id(call),
              patientId,
              call.alertTs(),
              call.callTs(),
              outcome,
              WallClock.epochDay(call.alertTs())));
    }
  }

  /** Who is in hospital does not pick up the telephone at home. */
  private boolean canAnswerAt(long second) {
    boolean isInHospital = second >= admittedAt && second < dischargedAt;
    return !isInHospital && !(endReason == EndReason.DIED && second >= endsAt);
  }
}
