package dev.medley.scenario.heartfailurerpm;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.model.Table;
import dev.medley.random.Streams;
import dev.medley.scenario.heartfailurerpm.Clinics.Clinic;
import dev.medley.scenario.heartfailurerpm.Course.DayAtHome;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.HourlyReading;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Patient;
import dev.medley.scenario.heartfailurerpm.Scale.WeighIn;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * One patient: the days of the programme, lived at once because the end of them is on the patient's
 * own row, and their hours, measured as far as they are wanted.
 */
final class MonitoredPatient implements Simulation {
  private static final int HOURS = 24;

  private final long patientId;
  private final int enrolledDay;
  private final Profile profile;
  private final Clinic clinic;
  private final Hub hub;
  private final Watch watch;
  private final Course course;

  /** Whether the rows of days have been emitted, and the next day whose hours have not. */
  private boolean areDaysOut;

  private int next;

  MonitoredPatient(long patientId, int enrolledDay, Clinic clinic, Season season, World world) {
    Streams streams = world.streams();
    this.patientId = patientId;
    this.enrolledDay = enrolledDay;
    this.clinic = clinic;
    this.profile = Profile.of(patientId, streams);
    this.hub = new Hub(patientId, enrolledDay, Course.DAYS, streams);
    this.watch = new Watch(patientId, profile, season, world);
    this.course = new Course(patientId, enrolledDay, profile, clinic, season, hub, world);
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (out.wants(HeartFailureRpm.PATIENTS)) {
      out.emit(
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
              course.lastDay(),
              course.endReason()),
          enrolledDay);
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (!areDaysOut) {
      areDaysOut = true;
      emitAll(HeartFailureRpm.PATIENT_DAYS, course.patientDays(), out);
      emitAll(HeartFailureRpm.ADMISSIONS, course.admissions(), out);
      emitAll(HeartFailureRpm.ADMISSION_TRUTH, course.admissionTruths(), out);
      emitAll(HeartFailureRpm.NURSE_CALLS, course.nurseCalls(), out);
    }
    if (out.wants(HeartFailureRpm.HOURLY_READINGS)) {
      List<DayAtHome> days = course.daysAtHome();
      long end = border.toEpochDay();
      for (; next < days.size() && days.get(next).day() < end; next++) {
        measure(days.get(next), out);
      }
    }
  }

  private <R extends Record> void emitAll(Table<R> table, List<R> rows, Emitter out) {
    if (out.wants(table)) {
      for (R row : rows) {
        out.emit(table, row, enrolledDay);
      }
    }
  }

  /** The hours of a day that are spent at home. */
  private void measure(DayAtHome day, Emitter out) {
    watch.openDay(day.day(), day.day() - enrolledDay);
    int from = 0;
    if (day.isFirstMorning()) {
      watch.follow(day.congestionBefore(), day.restingBefore());
      measure(day, 0, Course.UPDATE_HOUR, out);
      from = Course.UPDATE_HOUR;
    }
    watch.follow(day.congestion(), day.restingHeartRate());
    measure(day, from, HOURS, out);
  }

  private void measure(DayAtHome day, int from, int to, Emitter out) {
    long midnight = WallClock.startOf(day.day());
    for (int hour = from; hour < to; hour++) {
      long second = midnight + hour * HOUR;
      if (day.isFree(second) && second + HOUR <= course.endsAt()) {
        watch.measure(day.day(), hour, day.isAfterNight());
        WeighIn weighIn = day.weighIn();
        emit(second, hour, weighIn != null && weighIn.hour() == hour ? weighIn : null, out);
      }
    }
  }

  private void emit(long second, int hour, WeighIn weighIn, Emitter out) {
    int day = WallClock.epochDay(second);
    int hourOfProgramme = (day - enrolledDay) * HOURS + hour;
    out.emit(
        HeartFailureRpm.HOURLY_READINGS,
        new HourlyReading(
            patientId,
            second,
            watch.heartRate(),
            watch.steps(),
            watch.sleepScore(),
            weighIn == null ? null : (Double) weighIn.shownLb(),
            watch.oxygenSaturation(),
            weighIn != null && weighIn.isAlert(),
            hub.loses(hourOfProgramme),
            weighIn == null ? null : weighIn.strangerLb(),
            weighIn != null && weighIn.isInKilograms(),
            watch.looseHeartRate(),
            watch.isOxygenFailed(),
            hub.resends(hourOfProgramme),
            day),
        enrolledDay);
  }
}
