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
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.EndReason;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.HourlyReading;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.NurseCall;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Patient;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.PatientDay;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Route;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm.Sex;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.IdBlock;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
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
    int readings = 0;
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
      readings += atOnce.of(HeartFailureRpm.HOURLY_READINGS).size();
    }
    assertTrue(readings > 20_000);
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
  void aPatientIsFollowedFor180DaysOrToTheEnd() {
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
      if (patient.endReason() == EndReason.COMPLETED) {
        assertEquals(patient.enrolledDate() + 179, patient.programmeEndDate());
      }
      for (Collection<Record> some : own.tables().values()) {
        for (Record row : some) {
          int day = row instanceof Patient ? patient.enrolledDate() : eventDate(row);
          assertTrue(day >= patient.enrolledDate() && day <= patient.programmeEndDate());
        }
      }
      for (HourlyReading r : own.of(HeartFailureRpm.HOURLY_READINGS)) {
        assertEquals(r.eventDate(), WallClock.epochDay(r.readingTs()));
        assertEquals(0, r.readingTs() % WallClock.HOUR);
      }
    }
  }

  @Test
  void patientsEnrolInTheMonthOfTheirWave() {
    IdBlock ids = HeartFailureRpm.patientIds(world(MANY_PATIENTS, Map.of()));
    for (Patient p : days.of(HeartFailureRpm.PATIENTS)) {
      long block = ids.number(p.patientId()) / 25;
      LocalDate month = HORIZON.from().plusMonths(block / 4 % 12);
      LocalDate enrolled = LocalDate.ofEpochDay(p.enrolledDate());
      assertEquals(month, enrolled.withDayOfMonth(1));
    }
  }

  private static Map<Long, List<Admission>> stays(CollectedRows of) {
    return of.of(HeartFailureRpm.ADMISSIONS).stream()
        .collect(Collectors.groupingBy(Admission::patientId));
  }

  private static Map<Long, Patient> patients(CollectedRows of) {
    return of.of(HeartFailureRpm.PATIENTS).stream()
        .collect(Collectors.toMap(Patient::patientId, p -> p));
  }

  @Test
  void nobodyIsMeasuredInHospital() {
    Map<Long, List<Admission>> stays = stays(rows);
    Map<Long, Integer> hours = new HashMap<>();
    Map<Long, Long> last = new HashMap<>();
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      hours.merge(r.patientId(), 1, Integer::sum);
      last.put(r.patientId(), r.readingTs());
      for (Admission a : stays.getOrDefault(r.patientId(), List.of())) {
        assertTrue(r.readingTs() + 3_600 <= a.admitTs() || r.readingTs() >= a.dischargeTs());
      }
    }
    for (Patient p : rows.of(HeartFailureRpm.PATIENTS)) {
      if (!hours.containsKey(p.patientId())) {
        continue;
      }
      // Whoever leaves on a day leaves at an hour of it.
      long end = WallClock.startOf(p.programmeEndDate() + 1L);
      if (p.endReason() != EndReason.COMPLETED) {
        end = Math.min(end, last.get(p.patientId()) + 3_600);
      }
      long missing = 0;
      for (Admission a : stays.getOrDefault(p.patientId(), List.of())) {
        long from = a.admitTs() / 3_600 * 3_600;
        long to = (a.dischargeTs() + 3_599) / 3_600 * 3_600;
        missing += Math.max(0, Math.min(end, to) - from) / 3_600;
      }
      long followed = (end - WallClock.startOf(p.enrolledDate())) / 3_600;
      assertEquals(followed - missing, (long) hours.get(p.patientId()));
    }
  }

  @Test
  void staysLieInOrderAndEndByDay() {
    Map<Long, Patient> patients = patients(days);
    Map<Long, Long> discharged = new HashMap<>();
    List<Double> stays = new ArrayList<>();
    int[] weekdays = new int[7];
    int atNight = 0;
    int night = 0;
    int afterMidnight = 0;
    for (Admission a : days.of(HeartFailureRpm.ADMISSIONS)) {
      Patient patient = patients.get(a.patientId());
      Long before = discharged.put(a.patientId(), a.dischargeTs());
      assertTrue(before == null || before < a.admitTs());
      assertEquals(0, a.admitTs() % 60 + a.dischargeTs() % 60);
      assertEquals(WallClock.epochDay(a.admitTs()), a.eventDate());
      int hour = WallClock.hourOfDay(a.admitTs());
      assertTrue(hour < 6 || hour >= 8, "by the rhythm of the updates");
      if (isHeartFailure(a)) {
        night++;
        atNight += hour >= 22 || hour < 6 ? 1 : 0;
      }
      afterMidnight += hour < 6 ? 1 : 0;
      assertTrue(codes(patient, a).contains(a.icd10Code()), a::toString);
      if (patient.endReason() == EndReason.DIED
          && patient.programmeEndDate() <= WallClock.epochDay(a.dischargeTs())) {
        continue;
      }
      int out = WallClock.hourOfDay(a.dischargeTs());
      assertTrue((out >= 9 && out < 19) || isAfterTheProgramme(patient, a));
      weekdays[WallClock.weekday(WallClock.epochDay(a.dischargeTs()))]++;
      stays.add((a.dischargeTs() - a.admitTs()) / 86_400.0);
    }
    stays.sort(null);
    assertEquals(4.2, stays.get(stays.size() / 2), 0.3);
    assertEquals(0.30, atNight / (double) night, 0.05);
    assertTrue(afterMidnight > 50);
    double workday = (weekdays[1] + weekdays[2] + weekdays[3] + weekdays[4]) / 4.0;
    assertEquals(0.6 * workday, (weekdays[5] + weekdays[6]) / 2.0, 0.15 * workday);
    assertTrue(weekdays[0] > 1.4 * workday);
  }

  private static boolean isAfterTheProgramme(Patient patient, Admission a) {
    return WallClock.epochDay(a.dischargeTs()) > patient.programmeEndDate();
  }

  private static Set<String> codes(Patient patient, Admission a) {
    if (!isHeartFailure(a)) {
      return Set.of(
          "J18.9",
          "N17.9",
          "I48.91",
          "J44.1",
          "A41.9",
          "I21.4",
          "N39.0",
          "K92.2",
          "E87.1",
          "S72.001A");
    }
    return patient.ejectionFractionPct() > 40 ? Set.of("I50.33") : Set.of("I50.23", "I50.43");
  }

  // ---- the watch

  @Test
  void theWatchIsOffForHoursAndForDays() {
    Map<List<Long>, Integer> worn = new HashMap<>();
    Map<List<Long>, Integer> hours = new HashMap<>();
    int scored = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      boolean isOff = r.heartRate() == null;
      assertEquals(isOff, r.steps() == null);
      List<Long> day = List.of(r.patientId(), (long) r.eventDate());
      hours.merge(day, 1, Integer::sum);
      worn.merge(day, isOff ? 0 : 1, Integer::sum);
      if (isOff) {
        assertNull(r.oxygenSaturation());
        assertNull(r.looseHr());
        assertFalse(r.spo2Failed());
      } else {
        assertTrue(r.heartRate() >= 35 && r.heartRate() <= 190 && r.steps() >= 0);
        assertTrue(r.oxygenSaturation() == null || r.oxygenSaturation() <= 100);
      }
      if (r.sleepQualityScore() != null) {
        scored++;
        assertEquals(7, WallClock.hourOfDay(r.readingTs()));
      }
    }
    List<Integer> off =
        hours.keySet().stream().filter(d -> hours.get(d) == 24).map(d -> 24 - worn.get(d)).toList();
    assertEquals(0.73, share(off, n -> n <= 2), 0.04);
    assertEquals(0.15, share(off, n -> n >= 4 && n <= 20), 0.04);
    assertEquals(0.06, share(off, n -> n == 24), 0.03);
    assertEquals(0.81, scored / (double) hours.size(), 0.05);
    Correlation lag = new Correlation();
    hours.forEach(
        (d, n) -> {
          List<Long> before = List.of(d.get(0), d.get(1) - 1);
          if (n == 24 && hours.getOrDefault(before, 0) == 24) {
            lag.add(worn.get(before), worn.get(d));
          }
        });
    assertTrue(lag.value() > 0.5);
  }

  private static double share(List<Integer> of, Predicate<Integer> which) {
    return of.stream().filter(which).count() / (double) of.size();
  }

  @Test
  void whoChargesAtNightMissesTheNight() {
    assertTrue(offAt(3, Map.of("watch.night", 1.0)) > 0.55);
    assertTrue(offAt(3, Map.of("watch.night", 0.0)) < 0.2);
  }

  private static double offAt(int hour, Map<String, Double> overrides) {
    CollectedRows some = simulate(world(100, overrides), new CollectedRows());
    return some.of(HeartFailureRpm.HOURLY_READINGS).stream()
        .filter(r -> WallClock.hourOfDay(r.readingTs()) == hour)
        .mapToInt(r -> r.heartRate() == null ? 1 : 0)
        .average()
        .orElseThrow();
  }

  // ---- who is who

  /** Pearson's, of pairs that are added one by one. */
  private static final class Correlation {
    private int n;
    private double x;
    private double y;
    private double xx;
    private double yy;
    private double xy;

    private void add(double a, double b) {
      n++;
      x += a;
      y += b;
      xx += a * a;
      yy += b * b;
      xy += a * b;
    }

    private double value() {
      return (xy - x * y / n) / Math.sqrt((xx - x * x / n) * (yy - y * y / n));
    }
  }

  @Test
  void ageShowsInWhatItShould() {
    Map<Long, double[]> steps = new HashMap<>();
    Map<Long, Integer> mess = new HashMap<>();
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      if (r.steps() != null) {
        double[] sum = steps.computeIfAbsent(r.patientId(), p -> new double[2]);
        sum[0] += r.steps();
        sum[1]++;
      }
      mess.merge(r.patientId(), r.spo2Failed() || r.looseHr() != null ? 1 : 0, Integer::sum);
    }
    Correlation withSteps = new Correlation();
    Correlation withMess = new Correlation();
    for (Patient p : rows.of(HeartFailureRpm.PATIENTS)) {
      double[] sum = steps.getOrDefault(p.patientId(), new double[2]);
      if (sum[1] > 200) {
        withSteps.add(p.ageYears(), sum[0] / sum[1]);
      }
      withMess.add(p.ageYears(), mess.getOrDefault(p.patientId(), 0));
    }
    assertEquals(-0.45, withSteps.value(), 0.15);
    assertEquals(0, withMess.value(), 0.2);
    Correlation withFibrillation = new Correlation();
    Correlation withDeath = new Correlation();
    Correlation sexAndEjection = new Correlation();
    for (Patient p : days.of(HeartFailureRpm.PATIENTS)) {
      withFibrillation.add(p.ageYears(), p.atrialFibrillation() ? 1 : 0);
      withDeath.add(p.ageYears(), p.endReason() == EndReason.DIED ? 1 : 0);
      sexAndEjection.add(p.sex() == Sex.F ? 1 : 0, p.ejectionFractionPct() > 40 ? 1 : 0);
    }
    assertTrue(withFibrillation.value() > 0.15);
    assertTrue(withDeath.value() > 0.05);
    assertEquals(0.23, sexAndEjection.value(), 0.07);
  }

  @Test
  void weighingHoursAreAPersonsOwn() {
    Map<Long, double[]> hours = new HashMap<>();
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      if (r.bodyWeightLb() != null) {
        double[] sum = hours.computeIfAbsent(r.patientId(), p -> new double[3]);
        int hour = WallClock.hourOfDay(r.readingTs());
        sum[0]++;
        sum[1] += hour;
        sum[2] += hour * hour;
      }
    }
    hours.values().removeIf(sum -> sum[0] < 30);
    double[] means = hours.values().stream().mapToDouble(sum -> sum[1] / sum[0]).toArray();
    double error =
        hours.values().stream()
            .mapToDouble(sum -> (sum[2] / sum[0] - Math.pow(sum[1] / sum[0], 2)) / sum[0])
            .average()
            .orElseThrow();
    assertTrue(spread(means) > 5 * Math.sqrt(error));
  }

  private static double spread(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  @Test
  void clinicsAreTenARegionAndNotOfOneSize() {
    Map<Integer, Long> sizes =
        days.of(HeartFailureRpm.PATIENTS).stream()
            .collect(Collectors.groupingBy(Patient::clinicId, Collectors.counting()));
    assertTrue(sizes.keySet().stream().allMatch(c -> c >= 1 && c <= 40));
    assertTrue(sizes.size() >= 38);
    double[] patients = sizes.values().stream().mapToDouble(n -> n).toArray();
    assertTrue(spread(patients) > 2 * Math.sqrt(MANY_PATIENTS / 40.0));
  }

  // ---- exits

  @Test
  void patientsDieAndLeave() {
    assertEquals(0.085, ended(days, EndReason.DIED), 0.02);
    assertEquals(0.195, ended(days, EndReason.WITHDRAWN), 0.035);
    CollectedRows unharmed = with("exit.death", 0);
    assertTrue(ended(unharmed, EndReason.DIED) < 0.5 * ended(days, EndReason.DIED));
    // Those who are left die in hospital.
    Map<Long, List<Admission>> stays = stays(unharmed);
    for (Patient p : unharmed.of(HeartFailureRpm.PATIENTS)) {
      if (p.endReason() == EndReason.DIED) {
        List<Admission> own = stays.get(p.patientId());
        long last = own.get(own.size() - 1).dischargeTs();
        assertEquals(p.programmeEndDate(), WallClock.epochDay(last - 1));
      }
    }
  }

  private static double ended(CollectedRows of, EndReason reason) {
    List<Patient> patients = of.of(HeartFailureRpm.PATIENTS);
    return patients.stream().filter(p -> p.endReason() == reason).count()
        / (double) patients.size();
  }

  // ---- carriers of mess

  @Test
  void messHasACarrierAndComesInSpells() {
    assertCarried(HourlyReading::hubOffline, 0.0073, 20);
    assertCarried(HourlyReading::resent, 0.003, 4);
    assertCarried(r -> r.looseHr() != null, 0.0017, 1.5);
    assertCarried(HourlyReading::spo2Failed, 0.003, 1.5);
  }

  /** Its share of the rows, and the variance of its count a patient and week over the mean. */
  private static void assertCarried(Predicate<HourlyReading> mess, double share, double least) {
    Map<List<Long>, Integer> weeks = new HashMap<>();
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      weeks.merge(
          List.of(r.patientId(), (long) (r.eventDate() / 7)), mess.test(r) ? 1 : 0, Integer::sum);
    }
    double[] counts = weeks.values().stream().mapToDouble(n -> n).toArray();
    double mean = Arrays.stream(counts).average().orElseThrow();
    double of = mean * counts.length / rows.of(HeartFailureRpm.HOURLY_READINGS).size();
    assertEquals(share, of, 0.4 * share);
    double index = Math.pow(spread(counts), 2) / mean;
    assertTrue(index > least, () -> "variance over mean " + index);
  }

  @Test
  void aLooseStrapAddsTheSameForHoursAndOnlyToSteps() {
    HourlyReading before = null;
    int neighbours = 0;
    int same = 0;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      if (r.looseHr() == null) {
        continue;
      }
      int added = r.looseHr() - r.heartRate();
      assertTrue(added >= 60 && added <= 100 && r.steps() > 0);
      if (before != null
          && before.patientId() == r.patientId()
          && before.readingTs() == r.readingTs() - 3_600) {
        neighbours++;
        same += before.looseHr() - before.heartRate() == added ? 1 : 0;
      }
      before = r;
    }
    assertTrue(neighbours > 100 && same > 0.9 * neighbours);
  }

  @Test
  void theHubSendsAgainAfterAnOutage() {
    int afterOutage = 0;
    int resent = 0;
    HourlyReading before = null;
    for (HourlyReading r : rows.of(HeartFailureRpm.HOURLY_READINGS)) {
      boolean isNext = before != null && before.patientId() == r.patientId();
      if (isNext && before.hubOffline() && !r.hubOffline()) {
        afterOutage++;
        resent += r.resent() ? 1 : 0;
      }
      before = r;
    }
    // In hospital nothing is sent, so not quite all.
    assertTrue(afterOutage > 100 && resent > 0.9 * afterOutage);
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
    assertEquals(0.003, times / (double) weighIns, 0.0015);
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
    assertEquals(0.65, weighed(150, 180), 0.02);
    Map<Long, PatientDay> last = new HashMap<>();
    Correlation lag = new Correlation();
    for (PatientDay d : days.of(HeartFailureRpm.PATIENT_DAYS)) {
      PatientDay before = last.put(d.patientId(), d);
      if (before != null && before.eventDate() == d.eventDate() - 1) {
        lag.add(before.weighed() ? 1 : 0, d.weighed() ? 1 : 0);
      }
    }
    assertEquals(0.56, lag.value(), 0.05);
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
    assertEquals(1.05, perYear(days, MonitoredPatientTest::isHeartFailure), 0.12);
    assertEquals(0.30, perYear(days, a -> !isHeartFailure(a)), 0.05);
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
    Map<Long, List<Admission>> stays = stays(days);
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
  void nursesCallWhenTheClinicIsOpenAndInTurn() {
    List<NurseCall> calls = days.of(HeartFailureRpm.NURSE_CALLS);
    Map<Long, Integer> clinics =
        days.of(HeartFailureRpm.PATIENTS).stream()
            .collect(Collectors.toMap(Patient::patientId, Patient::clinicId));
    Set<Integer> onSaturdays = new HashSet<>();
    Map<Long, Long> last = new HashMap<>();
    int usual = 0;
    for (NurseCall c : calls) {
      int day = WallClock.epochDay(c.callTs());
      int minute = WallClock.secondOfDay(c.callTs()) / 60;
      assertTrue(WallClock.weekday(day) < 6 && !Holidays.FEDERAL.isDayOff(day));
      assertTrue(minute >= 7 * 60 + 30 && minute < 20 * 60 + 10);
      usual += minute < 17 * 60 + 10 ? 1 : 0;
      if (WallClock.weekday(day) == 5) {
        onSaturdays.add(clinics.get(c.patientId()));
      }
      Long before = last.put(c.patientId(), c.callTs());
      assertTrue(before == null || before <= c.callTs(), "in the order of the queue");
    }
    assertEquals(0.98, usual / (double) calls.size(), 0.01);
    assertTrue(onSaturdays.size() >= 5 && onSaturdays.size() <= 22);
  }

  @Test
  void weekendSaltAlertsOnMondays() {
    assertEquals(2.15, mondayRatio(days), 0.3);
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

  @Test
  void worseWeeksKeepPatientsWet() {
    assertTrue(
        wetAgain(with("decompensation.gain", 2)) > 1.5 * wetAgain(with("decompensation.gain", 0)));
  }

  /** How much likelier fluid is twelve days after fluid than on any day, after two months. */
  private static double wetAgain(CollectedRows of) {
    Map<List<Long>, Boolean> wet = new HashMap<>();
    Map<Long, Integer> enrolled =
        of.of(HeartFailureRpm.PATIENTS).stream()
            .collect(Collectors.toMap(Patient::patientId, Patient::enrolledDate));
    for (PatientDay d : of.of(HeartFailureRpm.PATIENT_DAYS)) {
      if (d.eventDate() - enrolled.get(d.patientId()) >= 60) {
        wet.put(List.of(d.patientId(), (long) d.eventDate()), d.fluidKg() > 0.3);
      }
    }
    int first = 0;
    int both = 0;
    for (Map.Entry<List<Long>, Boolean> day : wet.entrySet()) {
      List<Long> later = List.of(day.getKey().get(0), day.getKey().get(1) + 12);
      if (day.getValue() && wet.containsKey(later)) {
        first++;
        both += wet.get(later) ? 1 : 0;
      }
    }
    double usual = wet.values().stream().filter(w -> w).count() / (double) wet.size();
    return both / (double) first / usual;
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
    assertEquals(300, SCENARIO.sizeFor(1e6, HORIZON).units());
    assertEquals(1_425, SCENARIO.sizeFor(5e6, HORIZON).units());
    double readings = rows.of(HeartFailureRpm.HOURLY_READINGS).size();
    assertEquals(1, readings / PATIENTS / SCENARIO.mainRowsPerUnit(HORIZON), 0.1);
    Horizon quarter = Horizon.of("2023-07-01", "2023-09-30");
    assertEquals(0.25, SCENARIO.mainRowsPerUnit(quarter) / 3_570, 0.01);
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
            "admit.centre", 5.0,
            "decompensation.gain", 0.8,
            "exit.death", 0.00038);
    known.forEach((key, value) -> assertEquals(value, defaults.get(key), key));
    assertEquals(5, SCENARIO.insights().size());
    assertEquals(18, SCENARIO.targets().size());
    assertEquals(6, SCENARIO.stages().size());
  }
}
