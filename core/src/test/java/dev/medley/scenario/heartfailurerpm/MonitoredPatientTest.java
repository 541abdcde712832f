package dev.medley.scenario.heartfailurerpm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Admission;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionReason;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.AdmissionTruth;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.CallOutcome;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.HourlyReading;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.NurseCall;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Patient;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.PatientDay;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Route;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Sex;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MonitoredPatientTest {
  private static final HeartFailureRpm SCENARIO = new HeartFailureRpm();
  private static final Horizon HORIZON = SCENARIO.about().days();
  private static final int PATIENTS = 300;

  /** Enough for rates of days and admissions, without the hours. */
  private static final int MANY_PATIENTS = 2_400;

  private static CollectedRows rows;
  private static CollectedRows days;

  @BeforeAll
  static void simulate() {
    rows = simulate(world(PATIENTS, Map.of()), new CollectedRows());
    days = simulateDays(Map.of());
  }

  private static World world(long patients, Map<String, Double> overrides) {
    return new World(7, "heart_failure_rpm", HORIZON, patients, overrides);
  }

  private static <E extends Emitter> E simulate(World world, E rows) {
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, world.units(), world.horizon()); i++) {
        Simulation simulation = open(region, i, world);
        simulation.emitDimensions(rows);
        simulation.advanceTo(SCENARIO.datesOf(HORIZON).end(), rows);
      }
    }
    return rows;
  }

  private static CollectedRows simulateDays(Map<String, Double> overrides) {
    return simulate(world(MANY_PATIENTS, overrides), new WithoutHours()).kept;
  }

  private static Simulation open(int region, long cell, World world) {
    return SCENARIO.simulator(world).open(SCENARIO.cell(region, cell, world));
  }

  /** Keeps all tables but the readings, which it does not want. */
  private static final class WithoutHours implements Emitter {
    private final CollectedRows kept = new CollectedRows();

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      assertNotEquals("hourly_readings", table.name());
      kept.emit(table, row);
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      emit(table, row);
    }

    @Override
    public boolean wants(Table<?> table) {
      return !table.name().equals("hourly_readings");
    }
  }

  private static int eventDate(Record row) {
    try {
      return (int) row.getClass().getMethod("eventDate").invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  // ---- determinism

  @Test
  void theStepsInWhichItIsAdvancedDoNotMatter() {
    World world = world(PATIENTS, Map.of());
    for (long cell = 0; cell < 10; cell++) {
      CollectedRows atOnce = new CollectedRows();
      open(1, cell, world).advanceTo(SCENARIO.datesOf(HORIZON).end(), atOnce);
      for (int step : new int[] {1, 7, 30}) {
        CollectedRows inSteps = new CollectedRows();
        Simulation simulation = open(1, cell, world);
        for (LocalDate border = HORIZON.from();
            border.isBefore(SCENARIO.datesOf(HORIZON).end());
            border = border.plusDays(step)) {
          simulation.advanceTo(border.plusDays(step), inSteps);
        }
        assertEquals(atOnce.tables(), inSteps.tables(), step + " days a step");
      }
      assertTrue(atOnce.of(HeartFailureRpm.HOURLY_READINGS).size() > 2_000);
    }
  }

  @Test
  void everyRowBeforeTheBorderIsOutWhenItIsReached() {
    int behind = 0;
    for (long cell = 0; cell < 75; cell++) {
      Simulation simulation = open(0, cell, world(PATIENTS, Map.of()));
      for (LocalDate border = HORIZON.from().plusDays(1);
          border.isBefore(HORIZON.to());
          border = border.plusDays(1)) {
        CollectedRows before = new CollectedRows();
        simulation.advanceTo(border, before);
        int previous = (int) border.toEpochDay() - 1;
        for (Collection<Record> some : before.tables().values()) {
          assertTrue(some.stream().allMatch(row -> eventDate(row) >= previous));
        }
        behind +=
            (int)
                before.of(HeartFailureRpm.NURSE_CALLS).stream()
                    .filter(c -> WallClock.epochDay(c.callTs()) > previous)
                    .count();
      }
    }
    assertTrue(behind > 10, "calls after midnight");
  }

  @Test
  void theNumberOfPatientsAndTheEndDoNotMatter() {
    Map<Long, List<Record>> more =
        byPatient(new World(7, SCENARIO.name(), HORIZON, 1_300, Map.of()));
    Horizon longer = new Horizon(HORIZON.from(), HORIZON.to().plusYears(2));
    Map<Long, List<Record>> later =
        byPatient(new World(7, SCENARIO.name(), longer, PATIENTS, Map.of()));
    byPatient(world(PATIENTS, Map.of()))
        .forEach(
            (patient, own) -> {
              // A larger programme has other patients in the first cells of a region.
              if (more.containsKey(patient)) {
                assertEquals(own, more.get(patient));
              }
              assertEquals(own, later.get(patient));
            });
  }

  /** Days and admissions of the first cells of a region. */
  private static Map<Long, List<Record>> byPatient(World world) {
    Map<Long, List<Record>> patients = new TreeMap<>();
    for (long cell = 0; cell < 60; cell++) {
      WithoutHours own = new WithoutHours();
      Simulation simulation = open(2, cell, world);
      simulation.emitDimensions(own);
      simulation.advanceTo(SCENARIO.datesOf(HORIZON).end(), own);
      List<Record> all = new ArrayList<>(own.kept.of(HeartFailureRpm.PATIENT_DAYS));
      all.addAll(own.kept.of(HeartFailureRpm.ADMISSIONS));
      patients.put(own.kept.of(HeartFailureRpm.PATIENTS).get(0).patientId(), all);
    }
    return patients;
  }

  @Test
  void whoReadsWhatDoesNotMatter() {
    CollectedRows withoutHours = simulate(world(PATIENTS, Map.of()), new WithoutHours()).kept;
    for (Table<?> table : SCENARIO.tables()) {
      if (table != SCENARIO.mainTable()) {
        assertEquals(rows.of(table), withoutHours.of(table), table.name());
        assertFalse(withoutHours.of(table).isEmpty(), table.name());
      }
    }
  }

  @Test
  void aParameterShiftsNoOtherDraw() {
    CollectedRows numb =
        simulate(world(PATIENTS, Map.of("congestion.hr", 0.0)), new CollectedRows());
    for (Table<?> table : SCENARIO.tables()) {
      if (table != SCENARIO.mainTable()) {
        assertEquals(rows.of(table), numb.of(table), table.name());
      }
    }
    List<HourlyReading> before = rows.of(HeartFailureRpm.HOURLY_READINGS);
    List<HourlyReading> after = numb.of(HeartFailureRpm.HOURLY_READINGS);
    int changed = 0;
    for (int i = 0; i < before.size(); i++) {
      assertEquals(before.get(i).steps(), after.get(i).steps());
      assertEquals(before.get(i).bodyWeightLb(), after.get(i).bodyWeightLb());
      assertEquals(before.get(i).oxygenSaturation(), after.get(i).oxygenSaturation());
      Integer rate = before.get(i).heartRate();
      changed += rate != null && !rate.equals(after.get(i).heartRate()) ? 1 : 0;
    }
    assertTrue(changed > 10_000);
  }

  @Test
  void anotherSeedIsAnotherWorld() {
    World other = new World(8, SCENARIO.name(), HORIZON, PATIENTS, Map.of());
    assertNotEquals(
        rows.of(HeartFailureRpm.PATIENTS),
        simulate(other, new WithoutHours()).kept.of(HeartFailureRpm.PATIENTS));
  }

  // ---- integrity

  @Test
  void keysAreUnique() throws ReflectiveOperationException {
    for (Table<?> table : SCENARIO.tables()) {
      Set<List<Object>> keys = new HashSet<>();
      for (Record row : rows.of(table)) {
        List<Object> key = new ArrayList<>();
        for (var column : table.keyColumns()) {
          key.add(column.accessor().invoke(row));
        }
        assertTrue(keys.add(key), () -> table + " " + key);
      }
      assertFalse(keys.isEmpty(), table.name());
    }
  }

  @Test
  void everyPatientIsFollowedFor180DaysInsideTheSpan() {
    World world = world(PATIENTS, Map.of());
    for (long cell = 0; cell < 75; cell++) {
      CollectedRows own = new CollectedRows();
      Simulation simulation = open(0, cell, world);
      simulation.emitDimensions(own);
      simulation.advanceTo(SCENARIO.datesOf(HORIZON).end(), own);
      Patient patient = own.of(HeartFailureRpm.PATIENTS).get(0);
      Horizon span = SCENARIO.span(SCENARIO.cell(0, cell, world), world);
      assertEquals(span.from().toEpochDay(), patient.enrolledDate());
      assertEquals(180, span.days());
      for (HourlyReading r : own.of(HeartFailureRpm.HOURLY_READINGS)) {
        assertTrue(span.contains(LocalDate.ofEpochDay(r.eventDate())));
        assertEquals(r.eventDate(), WallClock.epochDay(r.readingTs()));
        assertEquals(0, r.readingTs() % WallClock.HOUR);
      }
    }
  }

  @Test
  void patientsEnrolInTheMonthOfTheirWave() {
    for (Patient p : days.of(HeartFailureRpm.PATIENTS)) {
      long block = (p.patientId() - 1_000) / 25;
      LocalDate month = HORIZON.from().plusMonths(block / 4 % 12);
      LocalDate enrolled = LocalDate.ofEpochDay(p.enrolledDate());
      assertEquals(month, enrolled.withDayOfMonth(1));
    }
  }

  @Test
  void nobodyIsMeasuredInHospital() {
    Map<Long, List<Admission>> stays =
        rows.of(HeartFailureRpm.ADMISSIONS).stream()
            .collect(Collectors.groupingBy(Admission::patientId));
    Map<Long, Integer> hours = new HashMap<>();
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      hours.merge(r.patientId(), 1, Integer::sum);
      for (Admission a : stays.getOrDefault(r.patientId(), List.of())) {
        assertTrue(r.readingTs() + 3_600 <= a.admitTs() || r.readingTs() >= a.dischargeTs());
      }
    }
    for (Patient p : rows.of(HeartFailureRpm.PATIENTS)) {
      long end = WallClock.startOf(p.enrolledDate() + 180L);
      long missing = 0;
      for (Admission a : stays.getOrDefault(p.patientId(), List.of())) {
        long from = a.admitTs() / 3_600;
        missing += Math.min(end, (a.dischargeTs() + 3_599) / 3_600 * 3_600) / 3_600 - from;
      }
      assertEquals(180 * 24 - missing, (long) hours.get(p.patientId()));
    }
  }

  @Test
  void staysLieInOrderAndEndByDay() {
    Map<Long, Long> discharged = new HashMap<>();
    List<Double> stays = new ArrayList<>();
    for (Admission a : days.of(HeartFailureRpm.ADMISSIONS)) {
      Long before = discharged.put(a.patientId(), a.dischargeTs());
      assertTrue(before == null || before < a.admitTs());
      assertTrue(WallClock.hourOfDay(a.admitTs()) >= 10 && WallClock.hourOfDay(a.admitTs()) < 22);
      assertTrue(a.dischargeTs() - a.admitTs() >= WallClock.DAY);
      assertEquals(0, a.admitTs() % 60 + a.dischargeTs() % 60);
      assertEquals(
          a.admissionReason() == AdmissionReason.HEART_FAILURE ? "I50.23" : "J18.9", a.icd10Code());
      stays.add((a.dischargeTs() - a.admitTs()) / 86_400.0);
    }
    stays.sort(null);
    assertEquals(4, stays.get(stays.size() / 2), 0.2);
    long byNight =
        days.of(HeartFailureRpm.ADMISSIONS).stream()
            .filter(a -> WallClock.hourOfDay(a.dischargeTs()) < 9)
            .count();
    assertEquals(0, byNight);
  }

  @Test
  void theWatchIsOffWholeDaysAndAnHourInTheEvening() {
    Map<Integer, Integer> offByHour = new HashMap<>();
    int measured = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      boolean isOff = r.heartRate() == null;
      assertEquals(isOff, r.steps() == null);
      if (isOff) {
        offByHour.merge(WallClock.hourOfDay(r.readingTs()), 1, Integer::sum);
        assertNull(r.sleepQualityScore());
        assertNull(r.oxygenSaturation());
      } else {
        measured++;
        assertTrue(r.heartRate() >= 35 && r.heartRate() <= 190 && r.steps() >= 0);
        assertTrue(r.oxygenSaturation() == null || r.oxygenSaturation() <= 100);
        assertTrue(r.sleepQualityScore() == null || WallClock.hourOfDay(r.readingTs()) == 7);
      }
    }
    double all = rows.of(HeartFailureRpm.HOURLY_READINGS).size() / 24.0;
    assertEquals(0.19, offByHour.get(3) / all, 0.02);
    double evening = (offByHour.get(19) + offByHour.get(20) + offByHour.get(21)) / all;
    assertEquals(3 * 0.19 + 0.81, evening, 0.05);
    assertTrue(measured > 500_000);
  }

  // ---- scale and alert

  /** What the stages leave of a weight, in tenths of a pound, or null if it was lost. */
  private static Integer received(HourlyReading r) {
    if (r.bodyWeightLb() == null || r.hubOffline()) {
      return null;
    }
    double pounds = r.otherPersonLb() == null ? r.bodyWeightLb() : r.otherPersonLb();
    double published = r.scaleKg() ? Math.floor(pounds / 2.20462 * 10 + 0.5) / 10 : pounds;
    return (int) Math.round(published * 10);
  }

  @Test
  void theAlertIsTheRuleOnWhatWasReceived() {
    Map<Long, Map<Integer, Integer>> weights = new HashMap<>();
    int alerts = 0;
    int onKilograms = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      Integer weight = received(r);
      if (weight == null) {
        assertFalse(r.alertTriggered());
        continue;
      }
      Map<Integer, Integer> own = weights.computeIfAbsent(r.patientId(), p -> new HashMap<>());
      int lowest =
          Math.min(
              own.getOrDefault(r.eventDate() - 1, 10_000),
              own.getOrDefault(r.eventDate() - 2, 10_000));
      int gain = weight - lowest;
      assertEquals(gain > 30 && gain < 200, r.alertTriggered(), r::toString);
      assertNull(own.put(r.eventDate(), weight), "one weigh-in a day");
      alerts += r.alertTriggered() ? 1 : 0;
      onKilograms += r.scaleKg() ? 1 : 0;
    }
    assertEquals(rows.of(HeartFailureRpm.NURSE_CALLS).size(), alerts);
    assertTrue(alerts > 500 && onKilograms > 20);
  }

  @Test
  void othersStandOnTheScaleOnlyWhereThereAreOthers() {
    Map<Long, Long> strangers = new HashMap<>();
    long weighIns = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      if (r.bodyWeightLb() == null) {
        assertNull(r.otherPersonLb());
        assertFalse(r.scaleKg());
        continue;
      }
      weighIns++;
      int hour = WallClock.hourOfDay(r.readingTs());
      assertTrue(hour >= 6 && hour <= 9);
      if (r.otherPersonLb() != null) {
        strangers.merge(r.patientId(), 1L, Long::sum);
      }
    }
    long times = strangers.values().stream().mapToLong(n -> n).sum();
    assertEquals(0.003, times / (double) weighIns, 0.0012);
    assertTrue(strangers.size() < PATIENTS * 0.5);
  }

  @Test
  void anUndisturbedScaleAlertsWhereTheKeySaysCrossing() {
    Map<List<Long>, Boolean> crossing =
        rows.of(HeartFailureRpm.PATIENT_DAYS).stream()
            .collect(
                Collectors.toMap(
                    d -> List.of(d.patientId(), (long) d.eventDate()), PatientDay::crossing));
    long alerts = 0;
    long both = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      if (r.alertTriggered()) {
        alerts++;
        both += crossing.get(List.of(r.patientId(), (long) r.eventDate())) ? 1 : 0;
      }
    }
    assertTrue(both > 0.75 * alerts && both < alerts);
  }

  @Test
  void weighingFadesAndLastsAsAHabit() {
    assertEquals(0.83, weighed(0, 30), 0.02);
    assertEquals(0.62, weighed(150, 180), 0.02);
    Map<Long, PatientDay> last = new HashMap<>();
    int changes = 0;
    int pairs = 0;
    for (PatientDay d : days.of(HeartFailureRpm.PATIENT_DAYS)) {
      PatientDay before = last.put(d.patientId(), d);
      if (before != null && before.eventDate() == d.eventDate() - 1) {
        pairs++;
        changes += before.weighed() != d.weighed() ? 1 : 0;
      }
    }
    // Half of 2 p (1 - p) with p between .85 and .60.
    assertEquals(0.195, changes / (double) pairs, 0.02);
  }

  private static double weighed(int from, int to) {
    Map<Long, Integer> enrolled =
        days.of(HeartFailureRpm.PATIENTS).stream()
            .collect(Collectors.toMap(Patient::patientId, Patient::enrolledDate));
    return days.of(HeartFailureRpm.PATIENT_DAYS).stream()
        .filter(d -> d.eventDate() - enrolled.get(d.patientId()) >= from)
        .filter(d -> d.eventDate() - enrolled.get(d.patientId()) < to)
        .mapToDouble(d -> d.weighed() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  // ---- mechanisms, on and then off

  private static CollectedRows with(String param, double value) {
    Param known =
        SCENARIO.rules().stream()
            .flatMap(rule -> rule.params().stream())
            .filter(p -> p.key().equals(param))
            .findFirst()
            .orElseThrow();
    assertTrue(value >= known.min() && value <= known.max());
    return simulateDays(Map.of(param, value));
  }

  private static double perYear(CollectedRows of, Predicate<Admission> which) {
    return of.of(HeartFailureRpm.ADMISSIONS).stream().filter(which).count()
        * 365.25
        / of.of(HeartFailureRpm.PATIENT_DAYS).size();
  }

  private static boolean isHeartFailure(Admission admission) {
    return admission.admissionReason() == AdmissionReason.HEART_FAILURE;
  }

  private static double share(CollectedRows of, Route route) {
    List<AdmissionTruth> truths = of.of(HeartFailureRpm.ADMISSION_TRUTH);
    return truths.stream().filter(t -> t.route() == route).count() / (double) truths.size();
  }

  @Test
  void fluidThatRunsAwayAdmits() {
    assertEquals(1.1, perYear(days, MonitoredPatientTest::isHeartFailure), 0.12);
    assertEquals(0.30, perYear(days, a -> !isHeartFailure(a)), 0.03);
    CollectedRows tame = with("fluid.on_kg", 50);
    assertTrue(perYear(tame, MonitoredPatientTest::isHeartFailure) < 0.75);
    assertTrue(share(tame, Route.FLUID) < 0.75 * share(days, Route.FLUID));
    assertTrue(fluid(days) > 3 * fluid(tame));
  }

  /** The mean of the squared fluid, which runaways drive. */
  private static double fluid(CollectedRows of) {
    return mean(of, d -> d.fluidKg() * d.fluidKg());
  }

  private static double mean(CollectedRows of, ToDoubleFunction<PatientDay> what) {
    return of.of(HeartFailureRpm.PATIENT_DAYS).stream().mapToDouble(what).average().orElseThrow();
  }

  @Test
  void movedBloodAdmitsWithoutWeight() {
    assertEquals(0.26, share(days, Route.REDISTRIBUTION), 0.05);
    // What is left is a chance admission of somebody who came home too dry.
    assertEquals(0, share(with("redistribution.hazard", 0), Route.REDISTRIBUTION), 0.005);
    assertTrue(fluidOf(Route.FLUID) > 2);
    assertTrue(fluidOf(Route.REDISTRIBUTION) < 0.5);
  }

  private static double fluidOf(Route route) {
    return days.of(HeartFailureRpm.ADMISSION_TRUTH).stream()
        .filter(t -> t.route() == route)
        .mapToDouble(AdmissionTruth::fluidKg)
        .average()
        .orElseThrow();
  }

  @Test
  void theFirstWeeksAreTheWorst() {
    assertTrue(early(days) > 2 * early(with("early.boost", 0)));
  }

  /** Share of patients admitted for heart failure within 30 days. */
  private static double early(CollectedRows of) {
    Map<Long, Integer> enrolled =
        of.of(HeartFailureRpm.PATIENTS).stream()
            .collect(Collectors.toMap(Patient::patientId, Patient::enrolledDate));
    return of.of(HeartFailureRpm.ADMISSIONS).stream()
            .filter(MonitoredPatientTest::isHeartFailure)
            .filter(a -> a.eventDate() - enrolled.get(a.patientId()) < 30)
            .map(Admission::patientId)
            .distinct()
            .count()
        / (double) enrolled.size();
  }

  @Test
  void selfCorrectionAndTheNurseHelp() {
    assertTrue(perYear(with("fluid.self_correct", 0), MonitoredPatientTest::isHeartFailure) > 1.5);
    Map<CallOutcome, Long> outcomes =
        days.of(HeartFailureRpm.NURSE_CALLS).stream()
            .collect(Collectors.groupingBy(NurseCall::callOutcome, Collectors.counting()));
    double calls = days.of(HeartFailureRpm.NURSE_CALLS).size();
    assertEquals(0.31, outcomes.get(CallOutcome.NO_ANSWER) / calls, 0.02);
    assertTrue(outcomes.get(CallOutcome.UPTITRATED) / calls > 0.08);
  }

  @Test
  void nobodyInHospitalAnswersTheNurse() {
    Map<Long, List<Admission>> stays =
        days.of(HeartFailureRpm.ADMISSIONS).stream()
            .collect(Collectors.groupingBy(Admission::patientId));
    int inHospital = 0;
    for (NurseCall c : days.of(HeartFailureRpm.NURSE_CALLS)) {
      assertTrue(c.callTs() > c.alertTs() && c.callTs() % 60 == 0);
      for (Admission a : stays.getOrDefault(c.patientId(), List.of())) {
        if (c.callTs() >= a.admitTs() && c.callTs() < a.dischargeTs()) {
          inHospital++;
          assertEquals(CallOutcome.NO_ANSWER, c.callOutcome());
        }
      }
    }
    assertTrue(inHospital > 20);
  }

  @Test
  void weekendSaltAlertsOnMondays() {
    assertEquals(2.0, mondayRatio(days), 0.3);
    assertEquals(1.0, mondayRatio(with("weigh_in.monday_kg", 0)), 0.15);
  }

  private static double mondayRatio(CollectedRows of) {
    double mondays =
        of.of(HeartFailureRpm.NURSE_CALLS).stream()
            .filter(c -> WallClock.weekday(c.eventDate()) == 0)
            .count();
    return 6 * mondays / (of.of(HeartFailureRpm.NURSE_CALLS).size() - mondays);
  }

  @Test
  void lapsesMakeTheFluid() {
    assertTrue(fluid(days) > 0.1);
    assertTrue(fluid(with("lapse.hazard", 0)) < 0.001);
  }

  @Test
  void admissionsFollowCongestion() {
    assertEquals(0, perYear(with("admit.max", 0), MonitoredPatientTest::isHeartFailure));
    assertTrue(perYear(with("admit.centre", 9), MonitoredPatientTest::isHeartFailure) < 0.8);
  }

  // ---- the declaration

  @Test
  void patientsAreTheOnesOfTheCohort() {
    List<Patient> patients = days.of(HeartFailureRpm.PATIENTS);
    assertEquals(MANY_PATIENTS, patients.size());
    assertEquals(
        0.65,
        patients.stream().filter(p -> p.sex() == Sex.M).count() / (double) MANY_PATIENTS,
        0.03);
    assertEquals(
        0.65,
        patients.stream().filter(p -> p.ejectionFractionPct() <= 40).count()
            / (double) MANY_PATIENTS,
        0.03);
    assertEquals(
        0.35,
        patients.stream().filter(Patient::atrialFibrillation).count() / (double) MANY_PATIENTS,
        0.03);
    assertEquals(69.7, patients.stream().mapToInt(Patient::ageYears).average().orElseThrow(), 1);
    assertTrue(patients.stream().allMatch(p -> p.dischargeWeightLb() > 105));
  }

  @Test
  void rowsArePlannedInWholeGroups() {
    assertEquals(100, SCENARIO.sizeFor(1, HORIZON).units());
    assertEquals(250, SCENARIO.sizeFor(1e6, HORIZON).units());
    assertEquals(1_200, SCENARIO.sizeFor(5e6, HORIZON).units());
    double readings = rows.of(HeartFailureRpm.HOURLY_READINGS).size();
    assertEquals(1, readings / PATIENTS / SCENARIO.mainRowsPerUnit(HORIZON), 0.01);
    Horizon quarter = Horizon.of("2023-07-01", "2023-09-30");
    assertEquals(0.25, SCENARIO.mainRowsPerUnit(quarter) / 4_225, 0.01);
  }

  @Test
  void rulesParametersAndQuestionsAreDeclared() {
    Map<String, Double> defaults = new HashMap<>();
    for (Rule rule : SCENARIO.rules()) {
      for (Param p : rule.params()) {
        defaults.put(p.key(), p.defaultValue());
        assertTrue(p.defaultValue() >= p.min() && p.defaultValue() <= p.max(), p.key());
      }
    }
    Map<String, Double> known =
        Map.of(
            "lapse.hazard", 0.016,
            "early.boost", 4.0,
            "fluid.on_kg", 0.9,
            "fluid.growth", 0.5,
            "fluid.self_correct", 0.35,
            "congestion.hr", 1.1,
            "admit.max", 0.16,
            "admit.centre", 5.0);
    known.forEach((key, value) -> assertEquals(value, defaults.get(key), key));
    assertEquals(5, SCENARIO.insights().size());
    assertEquals(11, SCENARIO.targets().size());
    assertEquals(6, SCENARIO.stages().size());
  }
}
