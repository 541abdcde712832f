package dev.medley.scenario.heartfailurerpm;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Admission;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionReason;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionTruth;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.CallOutcome;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.HourlyReading;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.NurseCall;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Patient;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.PatientDay;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Route;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * One patient from the first to the last day of the programme, day by day. Whoever is at home at
 * 06:00 has an update of body and scale, whose state holds for the calendar day; the first morning
 * after a discharge, until 06:00, still has that of the discharge.
 */
final class MonitoredPatient implements Simulation {
  /** Length of the programme. */
  static final int DAYS = 180;

  private static final int UPDATE_HOUR = 6;
  private static final int HOURS = 24;

  // ---- rule admit

  private static final double ADMIT_WIDTH = 0.6;
  private static final double OTHER_ADMISSIONS_A_DAY = 0.3 / 365;
  private static final long ADMITTED_FROM = 10 * HOUR;
  private static final int ADMITTED_WITHIN_MINUTES = 12 * 60;
  private static final LogNormal STAY_DAYS = LogNormal.ofMedianAndSigma(4, 0.5);

  /** Nobody is sent home at night: the day of discharge is squeezed into these hours. */
  private static final long DISCHARGED_FROM = 9 * HOUR;

  private static final long DISCHARGED_WITHIN = 10 * HOUR;

  /** Beyond this multiple of the fluid, moved blood is what brought the patient in. */
  private static final double REDISTRIBUTION_PER_KG = 2.5;

  private static final String CODE_HEART_FAILURE = "I50.23";
  private static final String CODE_OTHER = "J18.9";
  private static final int ADMISSIONS_PER_PATIENT = 100;

  // ---- the nurse's call

  private static final LogNormal CALL_HOURS = LogNormal.ofMedianAndSigma(9, 0.6);
  private static final double NO_ANSWER_SHARE = 0.3;
  private static final double UPTITRATED_SHARE = 0.5;
  private static final double UPTITRATED_FROM_CONGESTION = 2.5;
  private static final int CALLS_PER_PATIENT = 1_000;

  // ---- the hub

  private static final double OUTAGES_A_DAY = 0.008;
  private static final LogNormal OUTAGE_HOURS = LogNormal.ofMedianAndP90(14, 48);

  /** An alert that the nurse has not called about yet. */
  private record OpenCall(int number, long alert, long call) {}

  private final long patientId;
  private final int enrolledDay;
  private final int lastDay;
  private final double admitMax;
  private final double admitCentre;

  private final Profile profile;
  private final Circulation circulation;
  private final Scale scale;
  private final Watch watch;

  private final Streams.Stream admissions;
  private final Streams.Stream stays;
  private final Streams.Stream calls;
  private final Streams.Stream outcomes;
  private final Streams.Stream outages;

  private int day;
  private long admittedAt;
  private long dischargedAt;
  private int admissionCount;
  private int callCount;
  private final List<OpenCall> openCalls = new ArrayList<>(0);
  private long offlineUntil;

  /** Hours of the day in which the hub loses what it is sent, one bit each. */
  private int offlineHours;

  /** Where rows go while the patient is being advanced. */
  private Emitter out;

  private boolean wantsReadings;

  MonitoredPatient(long patientId, int enrolledDay, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.enrolledDay = enrolledDay;
    this.lastDay = enrolledDay + DAYS - 1;
    this.admitMax = world.value(HeartFailureRpm.ADMIT_MAX);
    this.admitCentre = world.value(HeartFailureRpm.ADMIT_CENTRE);
    this.profile = Profile.of(patientId, streams);
    this.circulation = new Circulation(patientId, profile, world);
    this.scale = new Scale(patientId, profile, world);
    this.watch = new Watch(patientId, profile, world);
    this.admissions = streams.named("admission");
    this.stays = streams.named("stay");
    this.calls = streams.named("nurse_call");
    this.outcomes = streams.named("call_outcome");
    this.outages = streams.named("hub_outage");
    this.day = enrolledDay;
    // The programme starts on the day after a discharge.
    this.admittedAt = WallClock.startOf(enrolledDay) - DAY;
    this.dischargedAt = admittedAt;
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    if (emitter.wants(HeartFailureRpm.PATIENTS)) {
      emitter.emit(
          HeartFailureRpm.PATIENTS,
          new Patient(
              patientId,
              profile.ageYears(),
              profile.sex(),
              profile.ejectionFractionPct(),
              profile.hasAtrialFibrillation(),
              enrolledDay,
              profile.dryWeightKg() * Scale.POUNDS_PER_KG),
          enrolledDay);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter emitter) {
    out = emitter;
    wantsReadings = emitter.wants(HeartFailureRpm.HOURLY_READINGS);
    int end = (int) border.toEpochDay();
    while (day <= lastDay && (day < end || hasOpenCallBefore(end))) {
      step();
      day++;
    }
    out = null;
  }

  private boolean hasOpenCallBefore(int end) {
    for (OpenCall call : openCalls) {
      if (WallClock.epochDay(call.alert) < end) {
        return true;
      }
    }
    return false;
  }

  // ---- the day

  private void step() {
    loseHours();
    scale.rest();
    watch.openDay(day, day - enrolledDay);
    boolean isFirstMorning = WallClock.epochDay(dischargedAt) >= day - 1;
    watch.follow(circulation);
    if (isFirstMorning) {
      emitHours(0, UPDATE_HOUR);
    }
    if (isHomeAt(WallClock.startOf(day) + UPDATE_HOUR * HOUR)) {
      update();
    }
    emitHours(isFirstMorning ? UPDATE_HOUR : 0, HOURS);
    closeCalls();
    if (WallClock.epochDay(admittedAt) == day) {
      circulation.discharge();
      scale.forget();
    }
  }

  /** What happens to body and scale on a day that begins at home. */
  private void update() {
    double congestionYesterday = circulation.congestion();
    circulation.step(day, day - WallClock.epochDay(dischargedAt));
    watch.follow(circulation);
    scale.step(day, day - enrolledDay, circulation, offlineHours);
    emitPatientDay();
    if (scale.isAlert()) {
      alert();
    }
    admit(congestionYesterday);
  }

  private boolean isHomeAt(long second) {
    return second < admittedAt || second >= dischargedAt;
  }

  /** Stage hub_offline: a new outage and what an old one leaves of the day. */
  private void loseHours() {
    long midnight = WallClock.startOf(day);
    offlineHours = hoursUntil(offlineUntil - midnight);
    Draw draw = outages.at(patientId, day);
    if (draw.nextDouble() < OUTAGES_A_DAY) {
      long start = (long) (draw.nextDouble() * DAY);
      long end = start + (long) (OUTAGE_HOURS.sample(draw) * HOUR);
      offlineHours |= hoursUntil(end) & ~hoursUntil(start);
      offlineUntil = Math.max(offlineUntil, midnight + end);
    }
  }

  /** One bit for each full hour of the day that lies before a second of it. */
  private static int hoursUntil(long second) {
    long hours = Math.max(0, Math.min(HOURS, (second + HOUR - 1) / HOUR));
    return (1 << hours) - 1;
  }

  // ---- readings

  private void emitHours(int from, int to) {
    if (!wantsReadings) {
      return;
    }
    boolean sleptAtHome = WallClock.epochDay(dischargedAt) < day;
    long second = WallClock.startOf(day) + from * HOUR;
    for (int hour = from; hour < to; hour++) {
      if (second + HOUR <= admittedAt || second >= dischargedAt) {
        watch.measure(day, hour, sleptAtHome);
        emitHour(second, hour);
      }
      second += HOUR;
    }
  }

  private void emitHour(long second, int hour) {
    boolean isWeighIn = hour == scale.weighHour();
    out.emit(
        HeartFailureRpm.HOURLY_READINGS,
        new HourlyReading(
            patientId,
            second,
            watch.heartRate(),
            watch.steps(),
            watch.sleepScore(),
            isWeighIn ? (Double) scale.shownLb() : null,
            watch.oxygenSaturation(),
            isWeighIn && scale.isAlert(),
            (offlineHours >>> hour & 1) != 0,
            isWeighIn ? scale.strangerLb() : null,
            isWeighIn && scale.isInKilograms(),
            day),
        enrolledDay);
  }

  private void emitPatientDay() {
    out.emit(
        HeartFailureRpm.PATIENT_DAYS,
        new PatientDay(
            patientId,
            circulation.fluidKg(),
            circulation.congestion(),
            scale.isUsed(),
            scale.isCrossing(),
            day),
        enrolledDay);
  }

  // ---- admissions

  private void admit(double congestionYesterday) {
    Draw draw = admissions.at(patientId, day);
    double hazard = admitMax / (1 + Math.exp(-(congestionYesterday - admitCentre) / ADMIT_WIDTH));
    boolean isHeartFailure = draw.nextDouble() < -Math.expm1(-hazard);
    if (!isHeartFailure && draw.nextDouble() >= OTHER_ADMISSIONS_A_DAY) {
      return;
    }
    Draw stay = stays.at(patientId, day);
    long midnight = WallClock.startOf(day);
    admittedAt = midnight + ADMITTED_FROM + stay.nextInt(ADMITTED_WITHIN_MINUTES) * MINUTE;
    dischargedAt = discharge(admittedAt + (long) (STAY_DAYS.sample(stay) * DAY));
    long admissionId = patientId * ADMISSIONS_PER_PATIENT + ++admissionCount;
    out.emit(
        HeartFailureRpm.ADMISSIONS,
        new Admission(
            admissionId,
            patientId,
            admittedAt,
            dischargedAt,
            isHeartFailure ? AdmissionReason.HEART_FAILURE : AdmissionReason.OTHER,
            isHeartFailure ? CODE_HEART_FAILURE : CODE_OTHER,
            day),
        enrolledDay);
    out.emit(
        HeartFailureRpm.ADMISSION_TRUTH,
        new AdmissionTruth(admissionId, route(isHeartFailure), circulation.fluidKg(), day),
        enrolledDay);
  }

  private long discharge(long stayEnds) {
    long midnight = WallClock.startOf(WallClock.epochDay(stayEnds));
    long squeezed = midnight + DISCHARGED_FROM + (stayEnds - midnight) * DISCHARGED_WITHIN / DAY;
    return Math.max(admittedAt + DAY, squeezed - squeezed % MINUTE);
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

  private void alert() {
    long alertAt = WallClock.startOf(day) + scale.weighHour() * HOUR;
    long minutes = Math.round(CALL_HOURS.sample(calls.at(patientId, day)) * HOUR / MINUTE);
    openCalls.add(new OpenCall(++callCount, alertAt, alertAt + Math.max(1, minutes) * MINUTE));
  }

  /** Lets the nurse call who is due today; at the end of the programme, all who are left. */
  private void closeCalls() {
    for (int i = 0; i < openCalls.size(); i++) {
      OpenCall call = openCalls.get(i);
      if (WallClock.epochDay(call.call) <= day || day == lastDay) {
        openCalls.remove(i--);
        CallOutcome outcome = outcome(call);
        if (outcome == CallOutcome.UPTITRATED) {
          circulation.startDiuresis();
        }
        out.emit(
            HeartFailureRpm.NURSE_CALLS,
            new NurseCall(
                patientId * CALLS_PER_PATIENT + call.number,
                patientId,
                call.alert,
                call.call,
                outcome,
                WallClock.epochDay(call.alert)),
            enrolledDay);
      }
    }
  }

  /** Who is in hospital does not pick up the telephone at home. */
  private CallOutcome outcome(OpenCall call) {
    Draw draw = outcomes.at(patientId, call.number);
    if (draw.nextDouble() < NO_ANSWER_SHARE || !isHomeAt(call.call)) {
      return CallOutcome.NO_ANSWER;
    }
    boolean isSick = circulation.congestion() > UPTITRATED_FROM_CONGESTION;
    return isSick && draw.nextDouble() < UPTITRATED_SHARE
        ? CallOutcome.UPTITRATED
        : CallOutcome.ADVICE;
  }
}
