package dev.medley.scenario.heartfailurerpm;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.model.Table;
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
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.HourlyReading;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.NurseCall;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Patient;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.PatientDay;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Route;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.function.Supplier;

/**
 * One patient from the first day of the programme to the last, which may be the day of a death or
 * of leaving. Whoever is at home at 06:00 has an update of body and scale, whose state holds for
 * the calendar day; the first morning after a discharge, until 06:00, still has that of the
 * discharge.
 */
final class MonitoredPatient implements Simulation {
  /** Length of the programme. */
  static final int DAYS = 180;

  private static final int UPDATE_HOUR = 6;
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

  private final long patientId;
  private final int enrolledDay;
  private final double admitMax;
  private final double admitCentre;
  private final double deathsADay;

  private final Profile profile;
  private final Clinic clinic;
  private final Circulation circulation;
  private final Scale scale;
  private final Watch watch;
  private final Hub hub;
  private final Calls calls;
  private final IdBlock admissionIds;

  private final Streams.Stream exits;
  private final Streams.Stream admissions;
  private final Streams.Stream stays;

  /** The same patient, at the beginning. */
  private final Supplier<MonitoredPatient> anew;

  private int day;
  private long admittedAt;
  private long dischargedAt;
  private int admissionCount;

  /** End of what the programme sees, and why it ends. */
  private long endsAt;

  private EndReason endReason = EndReason.COMPLETED;

  /** Where rows go while the patient is being advanced. */
  private Emitter out;

  private boolean wantsReadings;

  MonitoredPatient(long patientId, int enrolledDay, int region, Clinics clinics, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.enrolledDay = enrolledDay;
    this.admitMax = world.value(HeartFailureRpm.ADMIT_MAX);
    this.admitCentre = world.value(HeartFailureRpm.ADMIT_CENTRE);
    this.deathsADay = world.value(HeartFailureRpm.EXIT_DEATH);
    this.profile = Profile.of(patientId, streams);
    this.clinic = clinics.of(patientId, region);
    this.circulation = new Circulation(patientId, profile, region, world);
    this.scale = new Scale(patientId, profile, world);
    this.watch = new Watch(patientId, profile, region, world);
    this.hub = new Hub(patientId, enrolledDay, DAYS, streams);
    this.calls = new Calls(patientId, clinic, world);
    this.admissionIds = IdBlock.ofUnit("admission_id", patientId, ADMISSIONS_PER_PATIENT, streams);
    this.exits = streams.named("exit");
    this.admissions = streams.named("admission");
    this.stays = streams.named("stay");
    this.anew = () -> new MonitoredPatient(patientId, enrolledDay, region, clinics, world);
    this.day = enrolledDay;
    this.endsAt = WallClock.startOf(enrolledDay + (long) DAYS);
    // The programme starts on the day after a discharge.
    this.admittedAt = WallClock.startOf(enrolledDay) - DAY;
    this.dischargedAt = admittedAt;
  }

  private static Discrete admittedHours(double afterTen) {
    double[] weights = new double[22];
    for (int i = 0; i < weights.length; i++) {
      int hour = ADMITTED_FROM_HOUR + i;
      weights[i] = hour >= 22 ? afterTen : hour >= 12 && hour < 18 ? 1.2 : 1;
    }
    return Discrete.of(weights);
  }

  @Override
  public void emitDimensions(Emitter emitter) {
    if (emitter.wants(HeartFailureRpm.PATIENTS)) {
      // How it ends takes the days, which cost little without their hours.
      MonitoredPatient life = anew.get();
      life.live(enrolledDay + DAYS, new Nobody());
      emitter.emit(
          HeartFailureRpm.PATIENTS,
          new Patient(
              patientId,
              clinic.clinicId(),
              profile.ageYears(),
              profile.sex(),
              profile.ejectionFractionPct(),
              profile.hasAtrialFibrillation(),
              enrolledDay,
              profile.dryWeightKg() * Scale.POUNDS_PER_KG,
              life.lastDay(),
              life.endReason),
          enrolledDay);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter emitter) {
    live((int) border.toEpochDay(), emitter);
  }

  private void live(int end, Emitter emitter) {
    out = emitter;
    wantsReadings = emitter.wants(HeartFailureRpm.HOURLY_READINGS);
    while (day <= lastDay()
        && (day < end || calls.areOpenOfAlertsBefore(WallClock.startOf(end)))) {
      step();
      day++;
    }
    out = null;
  }

  /** Last day that is followed, as far as is known. */
  private int lastDay() {
    return WallClock.epochDay(endsAt - 1);
  }

  // ---- the day

  private void step() {
    circulation.drift(day);
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
    if (!exit()) {
      admit(congestionYesterday);
    }
    scale.step(day, day - enrolledDay, circulation, homeUntilHour(), hub);
    emitPatientDay();
    if (scale.isAlert()) {
      calls.alert(WallClock.startOf(day) + scale.weighHour() * HOUR);
    }
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

  // ---- readings

  private void emitHours(int from, int to) {
    if (!wantsReadings) {
      return;
    }
    boolean sleptAtHome = WallClock.epochDay(dischargedAt) < day;
    long second = WallClock.startOf(day) + from * HOUR;
    for (int hour = from; hour < to; hour++) {
      long end = second + HOUR;
      if (end <= endsAt && (end <= admittedAt || second >= dischargedAt)) {
        watch.measure(day, hour, sleptAtHome);
        emitHour(second, hour);
      }
      second = end;
    }
  }

  private void emitHour(long second, int hour) {
    boolean isWeighIn = hour == scale.weighHour();
    int hourOfProgramme = (day - enrolledDay) * HOURS + hour;
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
            hub.loses(hourOfProgramme),
            isWeighIn ? scale.strangerLb() : null,
            isWeighIn && scale.isInKilograms(),
            watch.looseHeartRate(),
            watch.isOxygenFailed(),
            hub.resends(hourOfProgramme),
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

  // ---- exits

  /** Death at home or leaving the programme; before the next update, or never. */
  private boolean exit() {
    Draw draw = exits.at(patientId, day);
    double deaths = deathsADay * profile.frailty() * Math.exp(DEATH_BY_AGE * profile.ageSds());
    int programmeDay = day - enrolledDay;
    double leaving =
        (LEAVES_EARLY_A_DAY * Math.exp(-programmeDay / LEAVES_EARLY_DAYS) + LEAVES_A_DAY)
            * Math.exp(LEAVES_BY_ORDER * profile.order() + LEAVES_OFFSET);
    boolean dies = draw.nextDouble() < -Math.expm1(-deaths);
    boolean leaves = draw.nextDouble() < -Math.expm1(-leaving);
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
    boolean isHeartFailure = draw.nextDouble() < -Math.expm1(-hazard);
    double others = OTHER_ADMISSIONS_A_DAY * Math.exp(OTHER_BY_AGE * profile.ageSds());
    if (!isHeartFailure && draw.nextDouble() >= others) {
      return;
    }
    Route route = route(isHeartFailure);
    Draw stay = stays.at(patientId, day);
    Discrete hours =
        route == Route.REDISTRIBUTION ? ADMITTED_HOURS_REDISTRIBUTION : ADMITTED_HOURS;
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
    emitAdmission(route, stay.nextDouble());
  }

  private void emitAdmission(Route route, double code) {
    boolean isOther = route == Route.OTHER;
    long admissionId = admissionIds.id(admissionCount++);
    int admissionDay = WallClock.epochDay(admittedAt);
    out.emit(
        HeartFailureRpm.ADMISSIONS,
        new Admission(
            admissionId,
            patientId,
            admittedAt,
            dischargedAt,
            isOther ? AdmissionReason.OTHER : AdmissionReason.HEART_FAILURE,
            isOther
                ? Diagnosis.other(profile.hasAtrialFibrillation(), code)
                : Diagnosis.heartFailure(profile.ejectionFractionPct(), code),
            admissionDay),
        enrolledDay);
    out.emit(
        HeartFailureRpm.ADMISSION_TRUTH,
        new AdmissionTruth(admissionId, route, circulation.fluidKg(), admissionDay),
        enrolledDay);
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
      CallOutcome outcome = calls.outcome(call, canAnswerAt(call.callTs()), circulation.congestion());
      if (outcome == CallOutcome.UPTITRATED) {
        circulation.startDiuresis();
      }
      out.emit(
          HeartFailureRpm.NURSE_CALLS,
          new NurseCall(
              calls.id(call),
              patientId,
              call.alertTs(),
              call.callTs(),
              outcome,
              WallClock.epochDay(call.alertTs())),
          enrolledDay);
    }
  }

  /** Who is in hospital does not pick up the telephone at home. */
  private boolean canAnswerAt(long second) {
    boolean isInHospital = second >= admittedAt && second < dischargedAt;
    return !isInHospital && !(endReason == EndReason.DIED && second >= endsAt);
  }

  /** Reads nothing. */
  private static final class Nobody implements Emitter {
    @Override
    public <R extends Record> void emit(Table<R> table, R row) {}

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {}

    @Override
    public boolean wants(Table<?> table) {
      return false;
    }
  }
}
