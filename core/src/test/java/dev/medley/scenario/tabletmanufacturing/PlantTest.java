package dev.medley.scenario.tabletmanufacturing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Param;
import dev.medley.model.Table;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Batch;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.BatchTruth;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.FailCause;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Line;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.PressReading;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.QcTest;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestType;
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

class PlantTest {
  private static final TabletManufacturing SCENARIO = new TabletManufacturing();
  private static final Horizon HALF_YEAR = Horizon.of("2024-01-01", "2024-06-30");
  private static final Horizon WINTER = Horizon.of("2024-01-01", "2024-02-15");
  private static final int UNITS = 4;

  private static CollectedRows halfYear;

  @BeforeAll
  static void simulateHalfAYear() {
    halfYear = simulate(world(HALF_YEAR, Map.of()));
  }

  private static World world(Horizon horizon, Map<String, Double> overrides) {
    return new World(7, "tablet_manufacturing", horizon, UNITS, overrides);
  }

  private static CollectedRows simulate(World world) {
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, world.units(), world.horizon()); i++) {
        Simulation simulation = SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world));
        run(simulation, world.horizon(), 1_000, rows);
      }
    }
    return rows;
  }

  /** Advances step by step and keeps what begins inside the horizon, as a run does. */
  private static void run(Simulation simulation, Horizon horizon, int step, CollectedRows rows) {
    Emitter within = new Within(horizon, rows);
    simulation.emitDimensions(within);
    LocalDate end = SCENARIO.datesOf(horizon).end();
    LocalDate border = horizon.from();
    while (border.isBefore(end)) {
      border = border.plusDays(step).isAfter(end) ? end : border.plusDays(step);
      simulation.advanceTo(border, within);
    }
  }

  private static CollectedRows onePlant(World world, int step) {
    CollectedRows rows = new CollectedRows();
    run(SCENARIO.simulator(world).open(SCENARIO.cell(1, 0, world)), world.horizon(), step, rows);
    return rows;
  }

  /** Takes rows of processes that begin inside the horizon. */
  private record Within(Horizon horizon, CollectedRows rows) implements Emitter {
    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      rows.emit(table, row);
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      if (horizon.contains(LocalDate.ofEpochDay(startDay))) {
        rows.emit(table, row);
      }
    }

    @Override
    public boolean wants(Table<?> table) {
      return true;
    }
  }

  private static Map<Long, Batch> batches(CollectedRows rows) {
    Map<Long, Batch> byId = new TreeMap<>();
    rows.of(TabletManufacturing.BATCHES).forEach(b -> byId.put(b.batchId(), b));
    return byId;
  }

  private static Map<Long, BatchTruth> truths(CollectedRows rows) {
    return rows.of(TabletManufacturing.BATCH_TRUTH).stream()
        .collect(Collectors.toMap(BatchTruth::batchId, t -> t));
  }

  private static Map<Long, List<PressReading>> readings(CollectedRows rows) {
    return rows.of(TabletManufacturing.PRESS_READINGS).stream()
        .collect(Collectors.groupingBy(PressReading::batchId));
  }

  private static Map<String, MaterialLot> lots(CollectedRows rows) {
    return rows.of(TabletManufacturing.MATERIAL_LOTS).stream()
        .collect(Collectors.toMap(MaterialLot::rawMaterialLot, l -> l));
  }

  private static double mean(Predicate<Batch> where, ToDoubleFunction<Batch> value) {
    return mean(halfYear, where, value);
  }

  private static double mean(
      CollectedRows rows, Predicate<Batch> where, ToDoubleFunction<Batch> value) {
    return rows.of(TabletManufacturing.BATCHES).stream()
        .filter(where)
        .mapToDouble(value)
        .average()
        .orElseThrow();
  }

  private static boolean isFast(Batch batch) {
    return batch.mixingSpeedRpm() > 500;
  }

  // ---- determinism

  @Test
  void theStepsInWhichItIsAdvancedDoNotMatter() {
    World world = world(HALF_YEAR, Map.of());
    CollectedRows atOnce = onePlant(world, 1_000);
    assertEquals(atOnce.tables(), onePlant(world, 1).tables());
    assertEquals(atOnce.tables(), onePlant(world, 31).tables());
    assertTrue(atOnce.of(TabletManufacturing.PRESS_READINGS).size() > 250_000);
  }

  @Test
  void everyRowBeforeTheBorderIsOutWhenItIsReached() {
    Simulation plant =
        SCENARIO
            .simulator(world(HALF_YEAR, Map.of()))
            .open(SCENARIO.cell(1, 0, world(HALF_YEAR, Map.of())));
    LocalDate border = LocalDate.of(2024, 4, 15);
    plant.advanceTo(border, new CollectedRows());
    CollectedRows later = new CollectedRows();
    plant.advanceTo(HALF_YEAR.end(), later);
    int day = (int) border.toEpochDay();
    assertTrue(later.of(TabletManufacturing.PRESS_READINGS).size() > 100_000);
    assertTrue(
        later.of(TabletManufacturing.PRESS_READINGS).stream().allMatch(r -> r.eventDate() >= day));
    assertTrue(later.of(TabletManufacturing.BATCHES).stream().allMatch(b -> b.eventDate() >= day));
  }

  @Test
  void anotherSeedIsAnotherWorld() {
    World other = new World(8, "tablet_manufacturing", WINTER, UNITS, Map.of());
    assertNotEquals(
        onePlant(world(WINTER, Map.of()), 50).of(TabletManufacturing.BATCHES),
        onePlant(other, 50).of(TabletManufacturing.BATCHES));
  }

  @Test
  void theNumberOfPlantsDoesNotMatter() {
    World large = new World(7, "tablet_manufacturing", WINTER, 4_000, Map.of());
    assertEquals(onePlant(world(WINTER, Map.of()), 50).tables(), onePlant(large, 50).tables());
  }

  @Test
  void aLongerHorizonKeepsTheRowsOfTheShorter() {
    CollectedRows shorter = onePlant(world(WINTER, Map.of()), 50);
    CollectedRows longer = onePlant(world(HALF_YEAR, Map.of()), 50);
    Map<Long, Batch> before = batches(shorter);
    assertEquals(new HashSet<>(before.values()), subset(batches(longer), before.keySet()));
    assertEquals(Set.copyOf(readings(shorter).values()), subset(readings(longer), before.keySet()));
    assertEquals(Set.copyOf(truths(shorter).values()), subset(truths(longer), before.keySet()));
    assertEquals(Set.copyOf(lots(shorter).values()), subset(lots(longer), lots(shorter).keySet()));
    assertTrue(before.size() > 60);
  }

  private static <K, V> Set<V> subset(Map<K, V> all, Collection<K> keys) {
    return keys.stream().map(all::get).collect(Collectors.toSet());
  }

  /** A quarter needs nothing of the days before, and a late beginning moves nothing but numbers. */
  @Test
  void aHorizonThatBeginsInsideAQuarterHasTheSameBatches() {
    int from = (int) LocalDate.of(2024, 5, 20).toEpochDay();
    CollectedRows whole = onePlant(world(HALF_YEAR, Map.of()), 1_000);
    CollectedRows late = onePlant(world(Horizon.of("2024-05-20", "2024-06-30"), Map.of()), 1_000);
    List<Batch> expected =
        whole.of(TabletManufacturing.BATCHES).stream().filter(b -> b.eventDate() >= from).toList();
    List<Batch> actual = late.of(TabletManufacturing.BATCHES);
    assertEquals(expected.size(), actual.size());
    for (int i = 0; i < actual.size(); i++) {
      assertEquals(expected.get(i).batchStartTs(), actual.get(i).batchStartTs());
      assertEquals(expected.get(i).rawMaterialLot(), actual.get(i).rawMaterialLot());
      assertEquals(expected.get(i).friabilityPct(), actual.get(i).friabilityPct());
      assertEquals(expected.get(i).machinePressureKn(), actual.get(i).machinePressureKn());
    }
    MaterialLot open = lots(late).get(actual.get(0).rawMaterialLot());
    assertTrue(open.openedDate() < from, "the first lot was opened before the world began");
    assertEquals(lots(whole).get(open.rawMaterialLot()), open);
    assertEquals(
        actual.stream().map(Batch::rawMaterialLot).collect(Collectors.toSet()),
        lots(late).keySet());
  }

  @Test
  void aParameterMovesOnlyWhatDependsOnIt() {
    CollectedRows usual = onePlant(world(HALF_YEAR, Map.of()), 1_000);
    CollectedRows without = onePlant(world(HALF_YEAR, Map.of("oos.retest", 1.0)), 1_000);
    assertEquals(
        usual.of(TabletManufacturing.PRESS_READINGS),
        without.of(TabletManufacturing.PRESS_READINGS));
    assertEquals(firstAttempts(usual), firstAttempts(without));
    assertNotEquals(
        usual.of(TabletManufacturing.QC_TESTS), without.of(TabletManufacturing.QC_TESTS));
    CollectedRows hasty = onePlant(world(HALF_YEAR, Map.of("haste.p_day", 1.0)), 1_000);
    List<Batch> changed = hasty.of(TabletManufacturing.BATCHES);
    List<Batch> same = usual.of(TabletManufacturing.BATCHES);
    assertEquals(same.size(), changed.size());
    for (int i = 0; i < same.size(); i++) {
      assertEquals(same.get(i).batchEndTs(), changed.get(i).batchEndTs());
      assertEquals(same.get(i).granuleMoisturePct(), changed.get(i).granuleMoisturePct());
      if (same.get(i).shiftId() == Shift.DAY) {
        assertTrue(isFast(changed.get(i)));
      } else {
        assertEquals(same.get(i), changed.get(i));
      }
    }
  }

  private static List<QcTest> firstAttempts(CollectedRows rows) {
    return rows.of(TabletManufacturing.QC_TESTS).stream().filter(q -> q.attemptNo() == 1).toList();
  }

  @Test
  void everyParameterDoesSomething() {
    CollectedRows usual = onePlant(world(HALF_YEAR, Map.of()), 1_000);
    for (Param param : SCENARIO.rules().stream().flatMap(r -> r.params().stream()).toList()) {
      double other = param.max() <= 1 ? 1 - param.defaultValue() : 1.5 * param.defaultValue();
      CollectedRows changed = onePlant(world(HALF_YEAR, Map.of(param.key(), other)), 1_000);
      assertNotEquals(usual.tables(), changed.tables(), param.key());
    }
  }

  // ---- integrity

  @Test
  void keysAreUnique() throws ReflectiveOperationException {
    for (Table<?> table : SCENARIO.tables()) {
      Set<List<Object>> keys = new HashSet<>();
      for (Record row : halfYear.of(table)) {
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
  void numbersAreMadeOfPlantDayAndSlot() {
    int first = (int) HALF_YEAR.from().toEpochDay();
    for (Batch b : batches(halfYear).values()) {
      int slot =
          List.of(Shift.values()).indexOf(b.shiftId()) * 3
              + List.of(Line.values()).indexOf(b.productionLine());
      int day = b.eventDate() - first;
      assertEquals(b.plantId() * 10_000_000 + day * 10L + slot, b.batchId());
      assertEquals(
          String.format("%s-24-%05d", b.productionLine(), day * 9 + slot + 1), b.batchNo());
      String quarter = day < 91 ? "24Q1" : "24Q2";
      assertTrue(
          b.rawMaterialLot().matches(String.format("MS-%04d-%s-[0-9]{2}", b.plantId(), quarter)));
    }
    assertTrue(
        halfYear.of(TabletManufacturing.QC_TESTS).stream()
            .allMatch(q -> q.testId() / 100 == q.batchId()));
  }

  @Test
  void everyRowHasItsBatchAndItsLot() {
    Set<Long> ids = batches(halfYear).keySet();
    assertEquals(ids, readings(halfYear).keySet());
    assertEquals(ids, truths(halfYear).keySet());
    assertEquals(
        ids,
        halfYear.of(TabletManufacturing.QC_TESTS).stream()
            .map(QcTest::batchId)
            .collect(Collectors.toSet()));
    assertEquals(
        lots(halfYear).keySet(),
        batches(halfYear).values().stream().map(Batch::rawMaterialLot).collect(Collectors.toSet()));
    assertEquals(3 * UNITS, halfYear.of(TabletManufacturing.PRODUCTION_LINES).size());
  }

  @Test
  void timesAreInOrder() {
    Map<Long, List<PressReading>> readings = readings(halfYear);
    for (Batch b : batches(halfYear).values()) {
      assertEquals(b.eventDate(), WallClock.epochDay(b.batchStartTs()));
      assertEquals(b.shiftId(), Quarter.shiftAt(b.batchStartTs()));
      assertEquals(b.endShift(), Quarter.shiftAt(b.batchEndTs()));
      List<PressReading> series = readings.get(b.batchId());
      assertTrue(series.get(0).readingTs() > b.batchStartTs() + 2 * WallClock.HOUR);
      for (int i = 0; i < series.size(); i++) {
        assertEquals(series.get(0).readingTs() + 10L * i, series.get(i).readingTs());
        assertEquals(WallClock.epochDay(series.get(i).readingTs()), series.get(i).eventDate());
      }
      assertEquals(series.get(series.size() - 1).readingTs() + 10, b.batchEndTs());
      assertTrue(WallClock.epochDay(b.batchEndTs()) <= b.eventDate() + 1);
    }
    for (QcTest test : halfYear.of(TabletManufacturing.QC_TESTS)) {
      long ended = batches(halfYear).get(test.batchId()).batchEndTs();
      assertTrue(test.testedTs() > ended);
      assertTrue(test.attemptNo() == 1 || test.testedTs() == ended + 3 * WallClock.DAY);
    }
  }

  @Test
  void aLinePressesOneBatchAtATime() {
    Map<String, Long> busyUntil = new HashMap<>();
    Map<Long, List<PressReading>> readings = readings(halfYear);
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      long pressed = readings.get(b.batchId()).get(0).readingTs();
      Long before = busyUntil.put(b.plantId() + b.productionLine().name(), b.batchEndTs());
      assertTrue(before == null || before <= pressed, b::toString);
    }
  }

  @Test
  void plantsAreDealtInTens() {
    for (long units : new long[] {1, 6, 10, 17, 40, 163}) {
      Set<Long> plants = new HashSet<>();
      for (int region = 0; region < 4; region++) {
        long cells = SCENARIO.dealing().unitsIn(region, units);
        for (long i = 0; i < cells; i++) {
          long plant = SCENARIO.dealing().unit(region, i, units);
          assertEquals(region, TabletManufacturing.region(plant));
          assertTrue(plant >= 1 && plant <= units && plants.add(plant), () -> "plant " + plant);
        }
        if (units % 10 == 0) {
          assertEquals(units / 10 * (region == 3 ? 1 : 3), cells);
        }
      }
      assertEquals(units, plants.size());
    }
    Set<Integer> firstOfTen = new HashSet<>();
    for (long ten = 0; ten < 20; ten++) {
      firstOfTen.add(TabletManufacturing.region(ten * 10 + 1));
    }
    assertTrue(firstOfTen.size() >= 3, "every ten is dealt in its own order");
  }

  // ---- mechanisms

  @Test
  void aQuarterBeginsWithAShutdownAndTwoBatchesADay() {
    Map<List<Long>, List<Batch>> days =
        halfYear.of(TabletManufacturing.BATCHES).stream()
            .collect(Collectors.groupingBy(b -> List.of(b.plantId(), (long) b.eventDate())));
    int productionDays = UNITS * (91 - 3 + 91 - 3);
    assertEquals(productionDays, days.size());
    for (List<Batch> day : days.values()) {
      LocalDate date = LocalDate.ofEpochDay(day.get(0).eventDate());
      assertFalse(date.getMonthValue() % 3 == 1 && date.getDayOfMonth() <= 3);
      assertTrue(day.size() <= 3);
    }
    double perDay = (double) halfYear.of(TabletManufacturing.BATCHES).size() / productionDays;
    assertEquals(2, perDay, 0.08);
    assertEquals(
        880,
        halfYear.of(TabletManufacturing.PRESS_READINGS).size()
            / (double) halfYear.of(TabletManufacturing.BATCHES).size(),
        10);
  }

  @Test
  void lotsAreUsedOneAfterTheOther() {
    Map<String, Integer> uses = new HashMap<>();
    Map<Long, String> last = new HashMap<>();
    Set<String> finished = new HashSet<>();
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      String before = last.put(b.plantId(), b.rawMaterialLot());
      if (before != null && !before.equals(b.rawMaterialLot())) {
        finished.add(before);
      }
      assertFalse(finished.contains(b.rawMaterialLot()), "a used-up lot came back");
      if (uses.merge(b.rawMaterialLot(), 1, Integer::sum) == 1) {
        assertEquals(lots(halfYear).get(b.rawMaterialLot()).openedDate(), b.eventDate());
      }
    }
    int whole = 0;
    for (Map.Entry<String, Integer> use : uses.entrySet()) {
      String lot = use.getKey();
      String next =
          lot.substring(0, lot.length() - 2)
              + String.format("%02d", Integer.parseInt(lot.substring(lot.length() - 2)) + 1);
      assertTrue(use.getValue() <= 15);
      if (uses.containsKey(next)) {
        assertTrue(use.getValue() >= 6, use::toString);
        whole++;
      }
    }
    assertTrue(whole > 100);
  }

  @Test
  void theTruthKnowsTheLotAndTheSpeed() {
    Map<String, MaterialLot> lots = lots(halfYear);
    Map<Long, Batch> batches = batches(halfYear);
    for (BatchTruth t : truths(halfYear).values()) {
      Batch b = batches.get(t.batchId());
      double surface = lots.get(b.rawMaterialLot()).surfaceAreaM2PerG();
      assertEquals(t.stearateFine(), surface > 9);
      assertTrue(surface >= 3.5 && surface <= 14.8 && (surface <= 7.5 || surface >= 10.6));
      assertEquals(b.mixingSpeedRpm(), t.mixingSpeedRpm());
      assertEquals(b.mixingSpeedRpm(), Math.rint(b.mixingSpeedRpm()));
      assertTrue(b.mixingSpeedRpm() >= 380 && b.mixingSpeedRpm() <= 600);
      assertEquals(b.mixingSpeedRpm() > 500, t.overmixIndex() > 0.5);
      assertEquals(b.qualityPass(), t.failCause() == null);
      assertEquals(t.failCause() == FailCause.FRIABILITY, b.friabilityPct() > 1.0);
      assertTrue(b.yieldPct() <= 99.9);
    }
  }

  @Test
  void theReportedFriabilityIsTheMeanOfTheLastAttempt() {
    Map<Long, List<QcTest>> tests =
        halfYear.of(TabletManufacturing.QC_TESTS).stream()
            .filter(q -> q.testType() == TestType.FRIABILITY)
            .collect(Collectors.groupingBy(QcTest::batchId));
    Map<Long, Batch> batches = batches(halfYear);
    int retests = 0;
    int above = 0;
    for (BatchTruth t : truths(halfYear).values()) {
      List<QcTest> all = tests.get(t.batchId());
      double first = mean(all, 1);
      assertEquals(first, t.firstAttemptFriabilityPct(), 1e-9);
      assertEquals(t.retested() ? 6 : 3, all.size());
      assertEquals(
          t.retested() ? mean(all, 2) : first, batches.get(t.batchId()).friabilityPct(), 1e-9);
      assertTrue(first > 1.0 || !t.retested());
      above += first > 1.0 ? 1 : 0;
      retests += t.retested() ? 1 : 0;
    }
    assertEquals(0.15, (double) retests / above, 0.13);
    assertTrue(retests > 0);
  }

  private static double mean(List<QcTest> tests, int attempt) {
    double mean =
        tests.stream()
            .filter(q -> q.attemptNo() == attempt)
            .mapToDouble(QcTest::resultValue)
            .average()
            .orElseThrow();
    return Math.floor(mean * 100 + 0.5) / 100;
  }

  @Test
  void theNightIsHastyAndNothingElse() {
    assertEquals(0.05, mean(b -> b.shiftId() == Shift.DAY, b -> isFast(b) ? 1 : 0), 0.03);
    assertEquals(0.30, mean(b -> b.shiftId() == Shift.NIGHT, b -> isFast(b) ? 1 : 0), 0.07);
    double night = mean(b -> b.shiftId() == Shift.NIGHT && !isFast(b), Batch::friabilityPct);
    double rest = mean(b -> b.shiftId() != Shift.NIGHT && !isFast(b), Batch::friabilityPct);
    assertEquals(1, night / rest, 0.08);
  }

  @Test
  void overmixingCrumblesAndThePressPushesBack() {
    double crumbling =
        mean(PlantTest::isFast, Batch::friabilityPct) / mean(b -> !isFast(b), Batch::friabilityPct);
    assertEquals(2, crumbling, 0.35);
    double slow = mean(b -> !isFast(b), Batch::machinePressureKn);
    assertEquals(13.8, slow, 0.4);
    assertTrue(mean(PlantTest::isFast, Batch::machinePressureKn) > slow + 2);

    CollectedRows harmless = simulate(world(HALF_YEAR, Map.of("mix.beta", 0.0)));
    assertEquals(
        1,
        mean(harmless, PlantTest::isFast, Batch::friabilityPct)
            / mean(harmless, b -> !isFast(b), Batch::friabilityPct),
        0.12);
    CollectedRows open = simulate(world(WINTER, Map.of("controller.gain", 0.0)));
    assertTrue(
        open.of(TabletManufacturing.BATCHES).stream()
            .allMatch(b -> Math.abs(b.machinePressureKn() - 13.6) < 0.6));
  }

  @Test
  void theForceIsCorrectedEveryQuarterOfAnHour() {
    Map<Long, BatchTruth> truths = truths(halfYear);
    int corrected = 0;
    for (Map.Entry<Long, List<PressReading>> series : readings(halfYear).entrySet()) {
      BatchTruth truth = truths.get(series.getKey());
      if (truth.stearateFine() && truth.overmixIndex() > 0.95) {
        double before = meanForce(series.getValue(), 0, 90);
        double after = meanForce(series.getValue(), 90, 180);
        assertEquals(13.6, before, 0.8);
        assertEquals(2.5, after - before, 1.5);
        corrected++;
      }
      assertTrue(meanForce(series.getValue(), 450, 540) < 20.9);
    }
    assertTrue(corrected > 20);
  }

  private static double meanForce(List<PressReading> series, int from, int to) {
    return series.subList(from, to).stream()
        .mapToDouble(PressReading::compressionForceKn)
        .average()
        .orElseThrow();
  }

  @Test
  void thePressWarmsUpAndItsPunchesWear() {
    List<Double> rises = new ArrayList<>();
    double early = 0;
    double late = 0;
    for (List<PressReading> series : readings(halfYear).values()) {
      int last = series.size() - 1;
      if (last >= 540) {
        rises.add(
            series.get(540).pressTemperatureCelsius() - series.get(0).pressTemperatureCelsius());
      }
      LocalDate day = LocalDate.ofEpochDay(series.get(0).eventDate());
      early += day.equals(LocalDate.of(2024, 4, 5)) ? series.get(0).ejectionForceN() : 0;
      late = Math.max(late, series.get(last).ejectionForceN());
    }
    assertEquals(5.2, rises.stream().mapToDouble(Double::doubleValue).average().orElseThrow(), 0.1);
    assertTrue(early > 0 && late > 310 * 1.2);
  }

  // ---- what sensors and panels do

  @Test
  void aFrozenSensorShowsItsLastGoodForce() {
    int batches = 0;
    int frozen = 0;
    int gaps = 0;
    for (List<PressReading> series : readings(halfYear).values()) {
      batches++;
      assertNull(series.get(0).stuckForce());
      Double good = null;
      for (int i = 1; i < series.size(); i++) {
        PressReading reading = series.get(i);
        if (reading.stuckForce() != null) {
          if (series.get(i - 1).stuckForce() == null) {
            assertNull(good, "a second freeze");
            good = series.get(i - 1).compressionForceKn();
          }
          assertEquals(good, reading.stuckForce());
        }
      }
      frozen += good == null ? 0 : 1;
      gaps += series.stream().anyMatch(PressReading::historianDown) ? 1 : 0;
    }
    assertEquals(0.03, (double) frozen / batches, 0.015);
    assertEquals(0.05, (double) gaps / batches, 0.02);
  }

  @Test
  void onePanelAQuarterShowsFahrenheit() {
    Map<String, Set<Line>> panels = new HashMap<>();
    for (PressReading r : halfYear.of(TabletManufacturing.PRESS_READINGS)) {
      if (r.hmiF()) {
        LocalDate day = LocalDate.ofEpochDay(r.eventDate());
        assertTrue(day.getDayOfYear() > 5);
        panels
            .computeIfAbsent(
                r.batchId() / 10_000_000 + "/" + (day.getMonthValue() - 1) / 3,
                k -> new HashSet<>())
            .add(r.productionLine());
      }
    }
    assertTrue(panels.size() >= UNITS);
    assertTrue(panels.values().stream().allMatch(lines -> lines.size() == 1));
  }
}
