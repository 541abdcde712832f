package dev.medley.scenario.edthroughput;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.scenario.edthroughput.EdThroughput.Census;
import dev.medley.scenario.edthroughput.EdThroughput.DiagnosticOrder;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;
import dev.medley.scenario.edthroughput.EdThroughput.Diversion;
import dev.medley.scenario.edthroughput.EdThroughput.Facility;
import dev.medley.scenario.edthroughput.EdThroughput.FacilityTruth;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.scenario.edthroughput.EdThroughput.OrderType;
import dev.medley.scenario.edthroughput.EdThroughput.PatientClass;
import dev.medley.scenario.edthroughput.EdThroughput.Person;
import dev.medley.scenario.edthroughput.EdThroughput.Visit;
import dev.medley.scenario.edthroughput.EdThroughput.VisitTruth;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DepartmentTest {
  private static final EdThroughput SCENARIO = new EdThroughput();
  private static final Horizon QUARTER = Horizon.of("2024-01-01", "2024-03-31");

  /** Without flu, which fills the wards on all days. */
  private static final Horizon SPRING = Horizon.of("2024-04-01", "2024-06-30");

  private static final int UNITS = 4;

  /** Mean size factor over many EDs. */
  private static final double MEAN_SIZE = 0.987;

  private static final int MONDAY = 0;
  private static final int FRIDAY = 4;

  private static CollectedRows quarter;

  @BeforeAll
  static void simulateAQuarter() {
    quarter = simulate(world(QUARTER, Map.of()));
  }

  private static int dated(CollectedRows rows) {
    return SCENARIO.tables().stream().filter(Table::isDated).mapToInt(t -> rows.of(t).size()).sum();
  }

  private static World world(Horizon horizon, Map<String, Double> overrides) {
    return new World(7, "ed_throughput", horizon, UNITS, overrides);
  }

  private static CollectedRows simulate(World world) {
    CollectedRows rows = new CollectedRows();
    for (Simulation simulation : open(world)) {
      simulation.emitDimensions(rows);
      simulation.advanceTo(world.horizon().end(), rows);
    }
    return rows;
  }

  private static List<Simulation> open(World world) {
    List<Simulation> simulations = new ArrayList<>();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, world.units(), world.horizon()); i++) {
        simulations.add(SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world)));
      }
    }
    return simulations;
  }

  private static Simulation openOne(World world) {
    return SCENARIO.simulator(world).open(SCENARIO.cell(1, 0, world));
  }

  private static int eventDate(Record row) {
    try {
      return (int) row.getClass().getMethod("eventDate").invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  private static long openDays(Horizon horizon) {
    return (long) UNITS * horizon.days();
  }

  // ---- determinism

  @Test
  void theStepsInWhichItIsAdvancedDoNotMatter() {
    World world = world(QUARTER, Map.of());
    CollectedRows atOnce = new CollectedRows();
    openOne(world).advanceTo(QUARTER.end(), atOnce);
    for (int days : new int[] {1, 7, 30}) {
      CollectedRows inSteps = new CollectedRows();
      Simulation simulation = openOne(world);
      LocalDate border = QUARTER.from();
      while (border.isBefore(QUARTER.end())) {
        border = border.plusDays(days);
        simulation.advanceTo(border.isAfter(QUARTER.end()) ? QUARTER.end() : border, inSteps);
      }
      assertEquals(atOnce.tables(), inSteps.tables(), days + " days a step");
    }
    assertTrue(dated(atOnce) > 20_000);
  }

  @Test
  void anotherSeedIsAnotherWorld() {
    CollectedRows other = new CollectedRows();
    World world = new World(8, "ed_throughput", QUARTER, UNITS, Map.of());
    openOne(world).advanceTo(QUARTER.end(), other);
    assertNotEquals(visitsOf(1, quarter), other.of(EdThroughput.VISITS));
  }

  @Test
  void theNumberOfEdsDoesNotMatter() {
    CollectedRows alone = new CollectedRows();
    openOne(new World(7, "ed_throughput", QUARTER, 4_000, Map.of()))
        .advanceTo(QUARTER.end(), alone);
    assertEquals(visitsOf(1, quarter), alone.of(EdThroughput.VISITS));
  }

  private static List<Visit> visitsOf(long facilityId, CollectedRows rows) {
    return rows.of(EdThroughput.VISITS).stream().filter(v -> v.facilityId() == facilityId).toList();
  }

  @Test
  void aLongerHorizonKeepsTheRowsOfTheShorter() {
    int lastDay = (int) LocalDate.of(2024, 1, 31).toEpochDay();
    Map<String, Double> allDivert = Map.of("units.divert", 1.0);
    CollectedRows january = new CollectedRows();
    openOne(world(Horizon.of("2024-01-01", "2024-01-31"), allDivert))
        .advanceTo(LocalDate.of(2024, 2, 1), january);
    CollectedRows longer = new CollectedRows();
    openOne(world(QUARTER, allDivert)).advanceTo(QUARTER.end(), longer);
    for (Table<?> table : SCENARIO.tables()) {
      if (table.isDated()) {
        List<? extends Record> ofLonger =
            longer.of(table).stream().filter(row -> eventDate(row) <= lastDay).toList();
        assertEquals(ofLonger, january.of(table), table.name());
        assertFalse(ofLonger.isEmpty(), table.name());
      }
    }
  }

  @Test
  void everyRowBeforeTheBorderIsOutWhenItIsReached() {
    Simulation simulation = openOne(world(QUARTER, Map.of()));
    simulation.advanceTo(LocalDate.of(2024, 2, 1), new CollectedRows());
    CollectedRows later = new CollectedRows();
    simulation.advanceTo(QUARTER.end(), later);
    int february = (int) LocalDate.of(2024, 2, 1).toEpochDay();
    for (Collection<Record> rows : later.tables().values()) {
      assertTrue(rows.stream().allMatch(row -> eventDate(row) >= february));
    }
    assertTrue(dated(later) > 10_000);
  }

  @Test
  void noRowLiesOutsideTheHorizon() {
    for (Table<?> table : SCENARIO.tables()) {
      if (table.isDated()) {
        assertTrue(
            quarter.of(table).stream()
                .allMatch(row -> QUARTER.contains(LocalDate.ofEpochDay(eventDate(row)))));
      }
    }
    assertEquals(24 * openDays(QUARTER), quarter.of(EdThroughput.HOURLY_CENSUS).size());
  }

  // ---- integrity

  @Test
  void keysAreUnique() throws ReflectiveOperationException {
    for (Table<?> table : SCENARIO.tables()) {
      Set<List<Object>> keys = new HashSet<>();
      for (Record row : quarter.of(table)) {
        List<Object> key = new ArrayList<>();
        for (var column : table.keyColumns()) {
          key.add(column.accessor().invoke(row));
        }
        assertTrue(keys.add(key), () -> table + " " + key);
      }
      assertFalse(table.keyColumns().isEmpty(), table.name());
    }
  }

  @Test
  void foreignKeysResolve() {
    Set<Long> visits = ids(EdThroughput.VISITS, Visit::visitId);
    Set<Long> patients = ids(EdThroughput.PATIENTS, Person::patientId);
    assertEquals(visits, ids(EdThroughput.VISIT_TRUTH, VisitTruth::visitId));
    assertTrue(visits.containsAll(ids(EdThroughput.DIAGNOSTIC_ORDERS, DiagnosticOrder::visitId)));
    assertTrue(patients.containsAll(ids(EdThroughput.VISITS, Visit::patientId)));
    assertEquals(UNITS, quarter.of(EdThroughput.FACILITIES).size());
  }

  private static <R extends Record> Set<Long> ids(Table<R> table, Function<R, Long> id) {
    return quarter.of(table).stream().map(id).collect(Collectors.toSet());
  }

  @Test
  void hiddenHomelessnessIsThatOfThePatient() {
    Set<Long> unhoused =
        quarter.of(EdThroughput.PATIENTS).stream()
            .filter(p -> p.housingStatus() == Housing.UNHOUSED)
            .map(Person::patientId)
            .collect(Collectors.toSet());
    for (Visit v : quarter.of(EdThroughput.VISITS)) {
      assertEquals(unhoused.contains(v.patientId()), v.unhoused());
      if (v.chiefComplaint() == Complaint.SHELTER) {
        assertTrue(v.triageLevel() > 1, "arrest for want of shelter");
      }
    }
  }

  @Test
  void timesAreInOrder() {
    for (Visit v : quarter.of(EdThroughput.VISITS)) {
      assertEquals(v.eventDate(), WallClock.epochDay(v.arrivalTs()));
      assertTrue(v.arrivalTs() < v.triageTs());
      if (v.disposition() == Disposition.LWBS) {
        assertNull(v.providerTs());
        assertNull(v.doorToDocMinutes());
        assertNull(v.dispositionTs());
        assertNull(v.diagnosisCode());
        assertTrue(v.departureTs() >= v.triageTs());
        assertTrue(v.roomTs() == null || v.roomTs() <= v.departureTs());
      } else {
        assertTrue(v.triageTs() <= v.roomTs());
        assertTrue(v.roomTs() <= v.providerTs());
        assertTrue(v.providerTs() <= v.dispositionTs());
        assertTrue(v.dispositionTs() <= v.departureTs());
        assertEquals((v.providerTs() - v.arrivalTs()) / 60, v.doorToDocMinutes().longValue());
      }
      assertEquals(v.disposition() == Disposition.ADMIT, v.boardingHours() != null);
      assertEquals(v.disposition() == Disposition.ADMIT, v.bedTypeRequested() != null);
    }
  }

  @Test
  void ordersLieBetweenTheProviderAndTheDecision() {
    Map<Long, Visit> visits =
        quarter.of(EdThroughput.VISITS).stream().collect(Collectors.toMap(Visit::visitId, v -> v));
    for (DiagnosticOrder order : quarter.of(EdThroughput.DIAGNOSTIC_ORDERS)) {
      Visit visit = visits.get(order.visitId());
      assertTrue(visit.providerTs() <= order.orderedTs());
      assertTrue(order.orderedTs() <= order.resultedTs());
      boolean isCutShort =
          visit.disposition() == Disposition.AMA || visit.disposition() == Disposition.DIED;
      assertTrue(
          order.resultedTs() <= visit.dispositionTs()
              || (isCutShort && order.orderType() == OrderType.LAB));
      assertEquals(visit.eventDate(), order.eventDate());
    }
  }

  @Test
  void nobodyIsInTheEdTwiceAtATime() {
    Map<Long, Long> leftAt = new HashMap<>();
    quarter.of(EdThroughput.VISITS).stream()
        .sorted(Comparator.comparingLong(Visit::arrivalTs))
        .forEach(
            v -> {
              Long before = leftAt.put(v.patientId(), v.departureTs());
              assertTrue(before == null || before <= v.arrivalTs(), v::toString);
            });
    assertTrue(leftAt.size() < 0.8 * quarter.of(EdThroughput.VISITS).size(), "nobody came again");
  }

  // ---- the bed board

  @Test
  void theBedBoardCountsWhoIsThere() {
    // Visits that began before the horizon are not emitted, so the first days are left out.
    int from = (int) QUARTER.from().plusDays(3).toEpochDay();
    int to = from + 28;
    List<Visit> visits = visitsOf(1, quarter).stream().filter(v -> v.eventDate() <= to).toList();
    List<Diversion> diversions = quarter.of(EdThroughput.DIVERSIONS);
    int busy = 0;
    for (Census c : quarter.of(EdThroughput.HOURLY_CENSUS)) {
      if (c.facilityId() != 1 || c.eventDate() < from || c.eventDate() > to) {
        continue;
      }
      long now = c.censusTs();
      assertEquals(visits.stream().filter(v -> isWaiting(v, now)).count(), c.waitingPatients());
      long admitted = visits.stream().filter(v -> isAdmittedAndHere(v, now)).count();
      assertTrue(c.boarders() <= admitted && c.icuBoarders() <= c.boarders());
      // Without surge there is a boarder only while all beds are assigned.
      assertTrue(c.icuBoarders() == 0 || c.icuOccupied() >= c.icuStaffed());
      assertTrue(c.boarders() == c.icuBoarders() || c.wardOccupied() >= c.wardStaffed());
      assertEquals(
          diversions.stream()
              .anyMatch(d -> d.facilityId() == 1 && d.startTs() <= now && now < d.endTs()),
          c.onDiversion());
      busy += c.boarders() > 0 ? 1 : 0;
    }
    assertTrue(busy > 50);
  }

  private static boolean isWaiting(Visit v, long now) {
    return v.triageTs() <= now
        && (v.providerTs() == null || v.providerTs() > now)
        && v.departureTs() > now;
  }

  private static boolean isAdmittedAndHere(Visit v, long now) {
    return v.disposition() == Disposition.ADMIT
        && v.dispositionTs() <= now
        && v.departureTs() > now;
  }

  @Test
  void theKeyKnowsWhoWasWaitingAtArrival() {
    int from = (int) QUARTER.from().plusDays(3).toEpochDay();
    List<Visit> visits = visitsOf(1, quarter);
    Map<Long, VisitTruth> truths =
        quarter.of(EdThroughput.VISIT_TRUTH).stream()
            .collect(Collectors.toMap(VisitTruth::visitId, t -> t));
    for (Visit visit : visits) {
      if (visit.eventDate() >= from && visit.visitId() % 10 == 0) {
        VisitTruth truth = truths.get(visit.visitId());
        long now = visit.arrivalTs();
        assertEquals(
            visits.stream().filter(v -> isWaiting(v, now)).count(), truth.waitingAtArrival());
        assertEquals(visit.patientId(), truth.patientId());
      }
    }
  }

  @Test
  void diversionsLastAnHourAndDoNotOverlap() {
    Map<Long, Long> lastEnd = new HashMap<>();
    List<Diversion> diversions =
        quarter.of(EdThroughput.DIVERSIONS).stream()
            .sorted(Comparator.comparingLong(Diversion::startTs))
            .toList();
    for (Diversion d : diversions) {
      assertTrue(d.endTs() - d.startTs() >= 3600);
      assertEquals(0, d.startTs() % 900);
      assertEquals(0, d.endTs() % 900);
      assertTrue(d.saturationScore() > 100);
      Long before = lastEnd.put(d.facilityId(), d.endTs());
      assertTrue(before == null || before < d.startTs());
    }
    assertTrue(diversions.size() > 40);
  }

  // ---- mechanisms, on and then off

  @Test
  void handoversSlowTheDoor() {
    assertTrue(eveningRatio(quarter) > 1.5);
    assertTrue(eveningRatio(with("shift_change.handoff_factor", 1)) < 1.3);
  }

  private static double eveningRatio(CollectedRows rows) {
    return 2 * medianWait(rows, 1110) / (medianWait(rows, 990) + medianWait(rows, 1230));
  }

  /** Median minutes from door to provider of arrivals in the hour from that minute of the day. */
  private static double medianWait(CollectedRows rows, int fromMinute) {
    double[] waits =
        rows.of(EdThroughput.VISITS).stream()
            .filter(v -> v.doorToDocMinutes() != null)
            .filter(v -> Math.floorDiv(minuteOfDay(v) - fromMinute, 60) == 0)
            .mapToDouble(Visit::doorToDocMinutes)
            .sorted()
            .toArray();
    return waits[waits.length / 2];
  }

  private static int minuteOfDay(Visit v) {
    return WallClock.secondOfDay(v.arrivalTs()) / 60;
  }

  @Test
  void fullWardsMakeMondayBoarders() {
    CollectedRows mondays = simulate(world(SPRING, Map.of("units.monday", 1.0)));
    double onMonday = boarders(mondays, MONDAY);
    double onWednesday = boarders(mondays, MONDAY + 2);
    assertTrue(onMonday > 2 * onWednesday, onMonday + " and " + onWednesday);
    assertTrue(onMonday > 3, () -> "only " + onMonday);
    double levelled = boarders(simulate(world(SPRING, Map.of("units.monday", 0.0))), MONDAY);
    assertTrue(levelled < 0.5 * onMonday, levelled + " and " + onMonday);
    assertTrue(boarders(with("bed_block.ward_beds", 400), MONDAY) < 0.1);
  }

  /** Mean ward boarders at 17 h of that weekday. */
  private static double boarders(CollectedRows rows, int weekday) {
    return mean(
        rows,
        c -> WallClock.hourOfDay(c.censusTs()) == 17 && WallClock.weekday(c.eventDate()) == weekday,
        c -> c.boarders() - c.icuBoarders());
  }

  private static double mean(
      CollectedRows rows, Predicate<Census> when, ToDoubleFunction<Census> what) {
    return rows.of(EdThroughput.HOURLY_CENSUS).stream()
        .filter(when)
        .mapToDouble(what)
        .average()
        .orElseThrow();
  }

  @Test
  void fridayNightsTurnAmbulancesAway() {
    assertTrue(fridayDiversion(quarter) > 0.15);
    assertTrue(fridayDiversion(with("arrivals.friday_ems", 1)) < 0.4 * fridayDiversion(quarter));
    assertTrue(with("units.divert", 0).of(EdThroughput.DIVERSIONS).isEmpty());
  }

  private static double fridayDiversion(CollectedRows rows) {
    return mean(
        rows,
        c -> WallClock.hourOfDay(c.censusTs()) >= 18 && WallClock.weekday(c.eventDate()) == FRIDAY,
        c -> c.onDiversion() ? 1 : 0);
  }

  @Test
  void frequentPatientsComeBackInBursts() {
    double withBursts = returnsWithinTwoDays(with("frequent_flyer.burst_share", 0.5));
    double without = returnsWithinTwoDays(with("frequent_flyer.burst_share", 0));
    assertTrue(withBursts > 1.2 * without, withBursts + " and " + without);
  }

  /** Share of visits whose patient left less than two days ago. */
  private static double returnsWithinTwoDays(CollectedRows rows) {
    Map<Long, Long> leftAt = new HashMap<>();
    List<Visit> visits =
        rows.of(EdThroughput.VISITS).stream()
            .sorted(Comparator.comparingLong(Visit::arrivalTs))
            .toList();
    int returns = 0;
    for (Visit v : visits) {
      Long left = leftAt.put(v.patientId(), v.departureTs());
      if (left != null && v.arrivalTs() - left < 2 * WallClock.DAY) {
        returns++;
      }
    }
    return (double) returns / visits.size();
  }

  @Test
  void patientsLeaveBecauseTheyWait() {
    assertTrue(share(quarter, v -> v.disposition() == Disposition.LWBS) > 0.02);
    CollectedRows quiet = with("arrivals.annual_visits", 20_000);
    assertTrue(share(quiet, v -> v.disposition() == Disposition.LWBS) < 0.01);
  }

  private static double share(CollectedRows rows, Predicate<Visit> what) {
    List<Visit> visits = rows.of(EdThroughput.VISITS);
    return (double) visits.stream().filter(what).count() / visits.size();
  }

  @Test
  void icuBoardersGetASurgeBed() {
    assertTrue(longestIcuBoarding(quarter) < 48);
    assertTrue(
        longestIcuBoarding(with("bed_block.icu_surge_hours", 240)) > longestIcuBoarding(quarter));
  }

  private static double longestIcuBoarding(CollectedRows rows) {
    return rows.of(EdThroughput.VISITS).stream()
        .filter(v -> v.bedTypeRequested() == BedType.ICU)
        .mapToDouble(Visit::boardingHours)
        .max()
        .orElseThrow();
  }

  // ---- units, people, exits

  @Test
  void sizesAreThoseOfTheUnits() {
    assertTrue(plannedVisits(quarter).size() > 2);
    assertEquals(Set.of(55_000), plannedVisits(with("units.size", 0)));
    Set<String> names =
        quarter.of(EdThroughput.FACILITIES).stream()
            .map(Facility::facilityName)
            .collect(Collectors.toSet());
    assertEquals(UNITS, names.size());
  }

  private static Set<Integer> plannedVisits(CollectedRows rows) {
    return rows.of(EdThroughput.FACILITIES).stream()
        .map(Facility::plannedAnnualVisits)
        .collect(Collectors.toSet());
  }

  @Test
  void traitsSpanTheirRange() {
    World world = world(QUARTER, Map.of());
    double[] sizes =
        LongStream.rangeClosed(1, 400).mapToDouble(f -> new Site(f, world).size).sorted().toArray();
    assertEquals(MEAN_SIZE, Arrays.stream(sizes).average().orElseThrow(), 0.01);
    assertTrue(sizes[0] > 0.38 && sizes[0] < 0.42 && sizes[399] < 2.2 && sizes[399] > 2);
    long withFastTrack =
        LongStream.rangeClosed(1, 400).filter(f -> new Site(f, world).hasFastTrack).count();
    assertEquals(0.82, withFastTrack / 400.0, 0.04);
  }

  @Test
  void theOldAreAdmittedAndTheYoungAreNot() {
    Map<Long, Integer> births =
        quarter.of(EdThroughput.PATIENTS).stream()
            .collect(Collectors.toMap(Person::patientId, Person::birthYear));
    double old = admitted(v -> births.get(v.patientId()) <= 1944);
    double young = admitted(v -> births.get(v.patientId()) > 2009);
    assertEquals(0.56, old, 0.1);
    assertEquals(0.05, young, 0.025);
    assertTrue(
        quarter.of(EdThroughput.VISITS).stream()
            .filter(v -> "J44.1".equals(v.diagnosisCode()))
            .allMatch(v -> births.get(v.patientId()) <= 1984));
  }

  private static double admitted(Predicate<Visit> whom) {
    Predicate<Visit> isAdmitted = v -> v.disposition() == Disposition.ADMIT;
    return share(quarter, whom.and(isAdmitted)) / share(quarter, whom);
  }

  @Test
  void levelsHoldInTheAverageEd() {
    CollectedRows average = with("units.size", 0);
    double[] expected = {0.01, 0.16, 0.47, 0.29, 0.05};
    for (int level = 1; level <= 5; level++) {
      int wanted = level;
      assertEquals(
          expected[level - 1],
          share(average, v -> v.triageLevel() == wanted),
          0.03,
          "ESI " + level);
    }
  }

  @Test
  void frequentPatientsHaveAReasonOfTheirOwn() {
    Set<Long> frequent =
        quarter.of(EdThroughput.VISIT_TRUTH).stream()
            .filter(t -> t.patientClass() == PatientClass.FREQUENT)
            .map(VisitTruth::patientId)
            .collect(Collectors.toSet());
    Map<Long, Complaint> before = new HashMap<>();
    int same = 0;
    int again = 0;
    for (Visit v : byArrival(quarter)) {
      Complaint last = before.put(v.patientId(), v.chiefComplaint());
      if (last != null && frequent.contains(v.patientId())) {
        again++;
        same += last == v.chiefComplaint() ? 1 : 0;
      }
    }
    assertEquals(0.57, (double) same / again, 0.05);
  }

  private static List<Visit> byArrival(CollectedRows rows) {
    return rows.of(EdThroughput.VISITS).stream()
        .sorted(Comparator.comparingLong(Visit::arrivalTs))
        .toList();
  }

  @Test
  void theDeadDoNotReturn() {
    Set<Long> dead = new HashSet<>();
    for (Visit v : byArrival(quarter)) {
      assertFalse(dead.contains(v.patientId()), v::toString);
      if (v.disposition() == Disposition.DIED) {
        dead.add(v.patientId());
      }
    }
    assertFalse(dead.isEmpty());
    Predicate<Visit> diesInArrest =
        v -> v.disposition() == Disposition.DIED && v.triageLevel() == 1;
    assertTrue(share(quarter, diesInArrest) > 0);
    assertEquals(0, share(with("exits.died_esi1", 0), diesInArrest));
  }

  @Test
  void someComeBackWithinThreeDays() {
    double usual = regularReturns(quarter);
    assertTrue(usual > 0.02, "share " + usual);
    assertTrue(regularReturns(with("frequent_flyer.return_share", 0)) < 0.5 * usual);
  }

  /** Share of the regular patients' visits that follow another one within three days. */
  private static double regularReturns(CollectedRows rows) {
    Set<Long> regular =
        rows.of(EdThroughput.VISIT_TRUTH).stream()
            .filter(t -> t.patientClass() == PatientClass.REGULAR)
            .map(VisitTruth::visitId)
            .collect(Collectors.toSet());
    Map<Long, Long> leftAt = new HashMap<>();
    int visits = 0;
    int returns = 0;
    for (Visit v : byArrival(rows)) {
      if (regular.contains(v.visitId())) {
        visits++;
        Long left = leftAt.put(v.patientId(), v.departureTs());
        returns += left != null && v.arrivalTs() - left <= 3 * WallClock.DAY ? 1 : 0;
      }
    }
    return (double) returns / visits;
  }

  // ---- what a region shares

  @Test
  void aRegionHasItsSeasons() {
    World world = world(QUARTER, Map.of());
    Season season = new Season(1, world);
    Season same = new Season(1, world);
    Season other = new Season(2, world);
    int newYear = (int) LocalDate.of(2024, 1, 1).toEpochDay();
    int hot = 0;
    int differs = 0;
    for (int day = newYear; day < newYear + 366; day++) {
      assertEquals(season.arrivals(day), same.arrivals(day));
      differs += season.arrivals(day) != other.arrivals(day) ? 1 : 0;
      hot += season.isHeat(day) ? 1 : 0;
    }
    assertEquals(366, differs);
    assertTrue(hot >= 3 && hot <= 12, hot + " hot days");
    assertTrue(season.flu(newYear + 20) > 10 * season.flu(newYear + 200));
  }

  @Test
  void holidaysAreQuietAndTheDayAfterIsNot() {
    Season steady = new Season(1, world(QUARTER, Map.of("shocks.region_cv", 0.0)));
    int christmas = (int) LocalDate.of(2024, 12, 25).toEpochDay();
    double usual = steady.arrivals(christmas - 2);
    assertEquals(0.81, steady.arrivals(christmas) / usual, 0.02);
    assertEquals(1.10, steady.arrivals(christmas + 1) / usual, 0.02);
  }

  // ---- carriers of mess

  @Test
  void recordsAreSpoiltAtTheirRates() {
    assertEquals(0.3, share(quarter, Visit::legacyDesk), 0.02);
    assertEquals(0.20, share(quarter, Visit::typedProvider), 0.06);
    assertEquals(0.004, share(quarter, Visit::registeredTwice), 0.0025);
    assertEquals(0.005, share(quarter, Visit::triageLapse), 0.004);
    Predicate<Visit> isAlias = Visit::alias;
    assertEquals(0, share(quarter, isAlias.and(v -> !v.unhoused())));
    assertTrue(quarter.of(EdThroughput.VISITS).stream().anyMatch(isAlias));
  }

  @Test
  void aSlowClockIsAsSlowForDays() {
    Map<Integer, Long> byMinutes =
        quarter.of(EdThroughput.VISITS).stream()
            .filter(v -> v.driftMinutes() > 0)
            .collect(Collectors.groupingBy(Visit::driftMinutes, Collectors.counting()));
    assertTrue(byMinutes.keySet().stream().allMatch(minutes -> minutes >= 10 && minutes <= 40));
    // Independent minutes would leave a few rows for each of the 31 values.
    assertTrue(byMinutes.size() < 31, byMinutes::toString);
  }

  @Test
  void theBoardIsDownForHours() {
    int down = 0;
    int stillDown = 0;
    Census before = null;
    for (Census c : quarter.of(EdThroughput.HOURLY_CENSUS)) {
      if (c.boardDown()) {
        down++;
        stillDown += before != null && before.boardDown() ? 1 : 0;
      }
      before = c;
    }
    assertTrue(down > 0 && stillDown > 0.5 * down, stillDown + " of " + down);
  }

  private static CollectedRows with(String param, double value) {
    Param known =
        SCENARIO.rules().stream()
            .flatMap(rule -> rule.params().stream())
            .filter(p -> p.key().equals(param))
            .findFirst()
            .orElseThrow();
    assertTrue(value >= known.min() && value <= known.max());
    return simulate(world(QUARTER, Map.of(param, value)));
  }

  @Test
  void evenAHopelessWorldComesToAnEnd() {
    Horizon week = Horizon.of("2024-01-01", "2024-01-07");
    Map<String, Double> hopeless =
        Map.of(
            "arrivals.annual_visits", 200_000.0,
            "two_stage_queue.ed_beds", 1.0,
            "diversion.acute_bays", 1.0,
            "bed_block.ward_beds", 20.0,
            "bed_block.icu_beds", 1.0);
    CollectedRows rows = simulate(world(week, hopeless));
    assertTrue(share(rows, v -> v.disposition() == Disposition.LWBS) > 0.5);
    assertTrue(rows.of(EdThroughput.DIVERTED_AMBULANCES).size() > 100);
  }

  // ---- the declaration

  @Test
  void levelsOfAmbulancePatientsAreWorse() {
    Predicate<Visit> isAmbulance = v -> v.arrivalMode() == ArrivalMode.EMS;
    double acute = share(quarter, isAmbulance.and(v -> v.triageLevel() <= 2));
    assertEquals(0.39, acute / share(quarter, isAmbulance), 0.05);
    assertEquals(0.17, share(quarter, isAmbulance), 0.04);
  }

  @Test
  void rulesParametersAndQuestionsAreDeclared() {
    assertEquals(14, SCENARIO.rules().size());
    for (Rule rule : SCENARIO.rules()) {
      for (Param param : rule.params()) {
        assertTrue(
            param.defaultValue() >= param.min() && param.defaultValue() <= param.max(),
            param.key());
      }
    }
    assertEquals(7, SCENARIO.insights().size());
    assertEquals(17, SCENARIO.targets().size());
  }

  @Test
  void visitsPerEdAreAsPlanned() {
    double planned =
        quarter.of(EdThroughput.FACILITY_TRUTH).stream()
            .mapToDouble(FacilityTruth::sizeFactor)
            .sum();
    double visits = quarter.of(EdThroughput.VISITS).size();
    double expected = SCENARIO.mainRowsPerUnit(QUARTER) * planned / MEAN_SIZE;
    // The flu brings a winter's visits above the mean of the year.
    assertEquals(1.05, visits / expected, 0.06);
  }

  @Test
  void aHorizonWithoutVisitIdsIsRefused() {
    World world = world(Horizon.of("2024-01-01", "2124-01-01"), Map.of());
    assertThrows(IllegalArgumentException.class, () -> openOne(world));
  }
}
