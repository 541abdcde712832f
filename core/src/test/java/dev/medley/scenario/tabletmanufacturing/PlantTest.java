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
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.LineTruth;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.MaterialLot;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.PressReading;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.ProductionLine;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.QcTest;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.Shift;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing.TestType;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Spells;
import dev.medley.world.UsCalendar;
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
    assertTrue(atOnce.of(TabletManufacturing.PRESS_READINGS).size() > 120_000);
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
    assertTrue(later.of(TabletManufacturing.PRESS_READINGS).size() > 50_000);
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
    assertTrue(before.size() > 35);
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

  /** In a plant with a worn cam, which not all have. */
  @Test
  void everyParameterDoesSomething() {
    String worn = TabletManufacturing.WORN_PLANTS.key();
    CollectedRows usual = onePlant(world(HALF_YEAR, Map.of(worn, 1.0)), 1_000);
    for (Param param : SCENARIO.rules().stream().flatMap(r -> r.params().stream()).toList()) {
      double other = param.max() <= 1 ? 1 - param.defaultValue() : 1.5 * param.defaultValue();
      Map<String, Double> overrides = new HashMap<>(Map.of(worn, 1.0));
      overrides.put(param.key(), param.key().equals(worn) ? 0 : other);
      CollectedRows changed = onePlant(world(HALF_YEAR, overrides), 1_000);
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
  void printedNumbersRunWithTimeAndIdsDoNot() {
    int first = (int) HALF_YEAR.from().toEpochDay();
    Map<Long, Long> lastId = new HashMap<>();
    int rising = 0;
    int pairs = 0;
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      int slot =
          List.of(Shift.values()).indexOf(b.shiftId()) * 3
              + List.of(Line.values()).indexOf(b.productionLine());
      int day = b.eventDate() - first;
      assertEquals(b.plantId(), b.batchId() / 10_000_000);
      assertEquals(
          String.format("%s-24-%05d", b.productionLine(), day * 9 + slot + 1), b.batchNo());
      String quarter = day < 91 ? "24Q1" : "24Q2";
      assertTrue(
          b.rawMaterialLot().matches(String.format("MS-%04d-%s-[0-9]{2}", b.plantId(), quarter)));
      Long before = lastId.put(b.plantId(), b.batchId());
      pairs += before == null ? 0 : 1;
      rising += before != null && before < b.batchId() ? 1 : 0;
    }
    assertEquals(0.5, (double) rising / pairs, 0.1);
    assertTrue(
        halfYear.of(TabletManufacturing.QC_TESTS).stream()
            .allMatch(q -> q.testId() / 100 == q.batchId()));
  }

  @Test
  void lotsOfDifferentCenturiesHaveDifferentNumbers() {
    World century = world(Horizon.of("1999-10-01", "2100-03-31"), Map.of());
    List<String> numbers = new ArrayList<>();
    Emitter lots =
        new Emitter() {
          @Override
          public <R extends Record> void emit(Table<R> table, R row) {
            if (row instanceof MaterialLot lot) {
              numbers.add(lot.rawMaterialLot());
            }
          }

          @Override
          public <R extends Record> void emit(Table<R> table, R row, int startDay) {
            emit(table, row);
          }

          @Override
          public boolean wants(Table<?> table) {
            return table == TabletManufacturing.MATERIAL_LOTS;
          }
        };
    SCENARIO
        .simulator(century)
        .open(SCENARIO.cell(1, 0, century))
        .advanceTo(century.horizon().end(), lots);
    assertTrue(numbers.size() > 3_000);
    assertEquals(numbers.size(), new HashSet<>(numbers).size());
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
    assertEquals(3 * UNITS, halfYear.of(TabletManufacturing.LINE_TRUTH).size());
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
        assertTrue(i == 0 || series.get(i).readingTs() >= series.get(i - 1).readingTs() + 10);
        assertEquals(WallClock.epochDay(series.get(i).readingTs()), series.get(i).eventDate());
      }
      assertEquals(series.get(series.size() - 1).readingTs() + 10, b.batchEndTs());
      assertTrue(WallClock.epochDay(b.batchEndTs()) <= b.eventDate() + 1);
    }
    Map<Long, Batch> batches = batches(halfYear);
    Map<String, Long> firstAttempts = new HashMap<>();
    for (QcTest test : halfYear.of(TabletManufacturing.QC_TESTS)) {
      assertTrue(test.testedTs() > batches.get(test.batchId()).batchEndTs());
      String type = test.batchId() + test.testType().name();
      if (test.attemptNo() == 1) {
        firstAttempts.put(type, test.testedTs());
      } else {
        assertTrue(test.testedTs() > firstAttempts.get(type) + WallClock.HOUR);
      }
    }
  }

  @Test
  void theLaboratoryKeepsItsHours() {
    Map<List<Long>, Boolean> exports = new HashMap<>();
    for (QcTest test : halfYear.of(TabletManufacturing.QC_TESTS)) {
      int day = WallClock.epochDay(test.testedTs());
      int hour = WallClock.hourOfDay(test.testedTs() + 15 * WallClock.MINUTE);
      assertEquals(0, test.testedTs() % WallClock.MINUTE);
      assertTrue(WallClock.weekday(day) < 6, "a result on a Sunday");
      assertTrue(hour >= 6 && hour <= 22, "a result at " + hour + " h");
      List<Long> plantAndDay = List.of(test.batchId() / 10_000_000, (long) day);
      Boolean before = exports.put(plantAndDay, test.reexported());
      assertTrue(before == null || before == test.reexported(), "half a day was exported twice");
    }
    assertTrue(exports.size() > 300);
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
  void plantsCloseOnTheirDays() {
    Map<Long, Set<Integer>> days = new HashMap<>();
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      LocalDate date = LocalDate.ofEpochDay(b.eventDate());
      assertFalse(date.getMonthValue() % 3 == 1 && date.getDayOfMonth() <= 3);
      days.computeIfAbsent(b.plantId(), p -> new HashSet<>()).add(b.eventDate());
    }
    for (Set<Integer> worked : days.values()) {
      long weekdays = worked.stream().map(WallClock::weekday).distinct().count();
      assertTrue(weekdays >= 5);
      int open = 0;
      for (LocalDate d = HALF_YEAR.from(); d.isBefore(HALF_YEAR.end()); d = d.plusDays(1)) {
        int day = (int) d.toEpochDay();
        boolean isShut = d.getMonthValue() % 3 == 1 && d.getDayOfMonth() <= 3;
        open += !isShut && WallClock.weekday(day) < weekdays ? 1 : 0;
      }
      assertEquals(open, worked.size(), "it works on all its days");
    }
    World year = world(Horizon.of("2024-01-01", "2024-12-31"), Map.of());
    for (long plant = 1; plant <= 40; plant++) {
      Site site = new Site(plant, year);
      for (String holiday : List.of("2024-07-04", "2024-11-28", "2024-12-24", "2024-12-26")) {
        assertFalse(site.isWorkingDay((int) LocalDate.parse(holiday).toEpochDay()), holiday);
      }
      assertTrue(site.isWorkingDay(UsCalendar.day(2024, 11, 27)));
    }
  }

  @Test
  void plantsDifferAndTheirMeanDoesNot() {
    World year = world(Horizon.of("2024-01-01", "2024-12-31"), Map.of());
    int plants = 200;
    double batches = 0;
    int worn = 0;
    int oldestSecond = 0;
    int overhauled = 0;
    Set<Integer> recipes = new HashSet<>();
    Set<String> models = new HashSet<>();
    for (long plant = 1; plant <= plants; plant++) {
      Site site = new Site(plant, year);
      for (int i = 0; i < 100; i++) {
        batches += 1 + site.perDay.at((i + 0.5) / 100);
      }
      recipes.add(site.recipeRpm);
      worn += site.machine(Line.L2).isCamWorn() ? 1 : 0;
      assertFalse(site.machine(Line.L1).isCamWorn() || site.machine(Line.L3).isCamWorn());
      boolean isOldest = true;
      for (Line line : Line.values()) {
        models.add(site.machine(line).pressModel());
        int commissioned = site.machine(line).commissionedYear();
        assertTrue(commissioned >= 1998 && commissioned <= 2022);
        isOldest &= site.machine(Line.L2).commissionedYear() <= commissioned;
        for (int day = UsCalendar.day(2024, 1, 1); day < UsCalendar.day(2025, 1, 1); day++) {
          overhauled += site.isOverhauled(List.of(Line.values()).indexOf(line), day) ? 1 : 0;
        }
      }
      oldestSecond += isOldest ? 1 : 0;
    }
    assertEquals(2, batches / 100 / plants, 0.05);
    assertEquals(Set.of(440, 450, 460), recipes);
    assertEquals(Set.of("RX-29", "RX-36", "RX-45", "KT-51"), models);
    assertEquals(0.40, (double) worn / plants, 0.03);
    assertEquals(0.50, (double) oldestSecond / plants, 0.12);
    assertEquals(21, (double) overhauled / plants, 1.5);
  }

  @Test
  void nothingIsBegunOnALineThatIsTakenApart() {
    World world = world(HALF_YEAR, Map.of());
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      Site site = new Site(b.plantId(), world);
      int line = List.of(Line.values()).indexOf(b.productionLine());
      assertFalse(site.isOverhauled(line, b.eventDate()), b::toString);
    }
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
    assertTrue(whole > 60);
  }

  @Test
  void theTruthKnowsTheLotAndTheSpeed() {
    Map<String, MaterialLot> lots = lots(halfYear);
    Map<Long, Batch> batches = batches(halfYear);
    World world = world(HALF_YEAR, Map.of());
    for (BatchTruth t : truths(halfYear).values()) {
      Batch b = batches.get(t.batchId());
      double surface = lots.get(b.rawMaterialLot()).surfaceAreaM2PerG();
      assertEquals(t.stearateFine(), surface > 9);
      assertTrue(surface >= 3.5 && surface <= 14.8 && (surface <= 7.5 || surface >= 10.6));
      assertEquals(b.mixingSpeedRpm(), t.mixingSpeedRpm());
      assertEquals(b.mixingSpeedRpm(), Math.rint(b.mixingSpeedRpm()));
      assertTrue(b.mixingSpeedRpm() >= 430 && b.mixingSpeedRpm() <= 560);
      assertEquals(0, 2 * b.mixingMinutes() % 1);
      int recipe = new Site(b.plantId(), world).recipeMinutes;
      double rpm = b.mixingSpeedRpm() * Math.pow(b.mixingMinutes() / recipe, 0.3);
      assertEquals(1 / (1 + Math.exp((500 - rpm) / 10)), t.overmixIndex(), 1e-9);
      assertEquals(b.qualityPass(), t.failCause() == null);
      assertTrue(
          t.failCause() == FailCause.ABORTED
              || (t.failCause() == FailCause.FRIABILITY) == b.friabilityPct() > 1.0);
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
      assertEquals(
          all.size() == 6 ? mean(all, 2) : first, batches.get(t.batchId()).friabilityPct(), 1e-9);
      boolean isRetested = all.size() == 6;
      assertTrue(t.retested() || !isRetested);
      assertTrue(first > 1.0 || !isRetested);
      above += first > 1.0 ? 1 : 0;
      retests += isRetested ? 1 : 0;
    }
    assertEquals(0.15, (double) retests / above, 0.2);
  }

  @Test
  void aVerdictFollowsFromTheTests() {
    Map<Long, Map<TestType, List<QcTest>>> tests =
        halfYear.of(TabletManufacturing.QC_TESTS).stream()
            .collect(
                Collectors.groupingBy(QcTest::batchId, Collectors.groupingBy(QcTest::testType)));
    Map<Long, BatchTruth> truths = truths(halfYear);
    int failed = 0;
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      Map<TestType, List<QcTest>> of = tests.get(b.batchId());
      double hardness = last(of.get(TestType.HARDNESS));
      QcTest look = of.get(TestType.APPEARANCE).get(0);
      assertEquals(look.resultValue() > 0, look.defectNoted() != null);
      boolean isGood =
          b.friabilityPct() <= 1.0 && hardness >= 80 && hardness <= 150 && look.resultValue() <= 2;
      boolean isAborted = truths.get(b.batchId()).failCause() == FailCause.ABORTED;
      assertEquals(isGood && !isAborted, b.qualityPass(), b::toString);
      failed += isGood ? 0 : 1;
    }
    assertTrue(failed > 10);
  }

  /** Mean of the last attempt. */
  private static double last(List<QcTest> tests) {
    int attempt = tests.stream().mapToInt(QcTest::attemptNo).max().orElseThrow();
    return tests.stream()
        .filter(q -> q.attemptNo() == attempt)
        .mapToDouble(QcTest::resultValue)
        .average()
        .orElseThrow();
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
    double day = mean(b -> b.shiftId() == Shift.DAY, b -> isFast(b) ? 1 : 0);
    double dark = mean(b -> b.shiftId() == Shift.NIGHT, b -> isFast(b) ? 1 : 0);
    assertEquals(0.05, day, 0.04);
    assertEquals(0.28, dark, 0.12);
    assertTrue(dark > 3 * day);
    double night = mean(b -> b.shiftId() == Shift.NIGHT && !isFast(b), Batch::friabilityPct);
    double rest = mean(b -> b.shiftId() != Shift.NIGHT && !isFast(b), Batch::friabilityPct);
    assertEquals(1, night / rest, 0.1);
  }

  @Test
  void overmixingCrumblesAndThePressPushesBack() {
    double crumbling =
        mean(PlantTest::isFast, Batch::friabilityPct) / mean(b -> !isFast(b), Batch::friabilityPct);
    assertEquals(1.9, crumbling, 0.4);
    double slow = mean(b -> !isFast(b), Batch::machinePressureKn);
    assertEquals(12.6, slow, 0.6);
    assertTrue(mean(PlantTest::isFast, Batch::machinePressureKn) > slow + 1.5);

    CollectedRows harmless = simulate(world(HALF_YEAR, Map.of("mix.beta", 0.0)));
    assertEquals(
        1,
        mean(harmless, PlantTest::isFast, Batch::friabilityPct)
            / mean(harmless, b -> !isFast(b), Batch::friabilityPct),
        0.15);
    CollectedRows open = simulate(world(WINTER, Map.of("controller.gain", 0.0)));
    for (List<PressReading> series : readings(open).values()) {
      double begin = meanForce(series, 0, Math.min(90, series.size()));
      assertEquals(begin, meanForce(series, 0, series.size()), 1.2);
      assertEquals(12.4, begin, 2);
    }
  }

  @Test
  void theForceIsCorrectedEveryQuarterOfAnHour() {
    Map<Long, BatchTruth> truths = truths(halfYear);
    int corrected = 0;
    for (Map.Entry<Long, List<PressReading>> series : readings(halfYear).entrySet()) {
      BatchTruth truth = truths.get(series.getKey());
      if (series.getValue().size() < 540) {
        continue;
      }
      if (truth.stearateFine() && truth.overmixIndex() > 0.95) {
        double before = meanForce(series.getValue(), 0, 90);
        double after = meanForce(series.getValue(), 90, 180);
        assertEquals(12.4, before, 2);
        assertEquals(2.1, after - before, 1.6);
        corrected++;
      }
      assertTrue(meanForce(series.getValue(), 450, 540) < 20.9);
    }
    assertTrue(corrected > 10);
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
    assertTrue(frozen > 0 && frozen < 0.12 * batches);
    assertTrue(gaps > 0 && gaps < 0.16 * batches);
  }

  /** Rates come in spells, so the counts of weeks vary more than those of pure chance. */
  @Test
  void theHistorianIsDownForAllLinesAndInSpells() {
    World world = world(HALF_YEAR, Map.of());
    int first = UsCalendar.day(2024, 1, 1);
    int met = 0;
    int asked = 0;
    double sum = 0;
    double squares = 0;
    int weeks = 0;
    for (long plant = 1; plant <= 60; plant++) {
      Historian historian = new Historian(plant, world.streams());
      for (int week = 0; week < 52; week++) {
        int began = 0;
        for (int i = 0; i < 14; i++) {
          long from = WallClock.startOf(first + 7L * week) + i * 12L * WallClock.HOUR;
          long to = from + 160 * WallClock.MINUTE;
          Spells outages = historian.outages(from, to);
          boolean isMet = false;
          for (int k = 0; k < outages.size(); k++) {
            isMet |= outages.end(k) > from && outages.start(k) < to;
          }
          met += isMet ? 1 : 0;
          began += isMet ? 1 : 0;
          asked++;
        }
        sum += began;
        squares += (double) began * began;
        weeks++;
      }
    }
    assertEquals(0.05, (double) met / asked, 0.02);
    double mean = sum / weeks;
    assertTrue(squares / weeks - mean * mean > 1.5 * mean);
    Historian one = new Historian(3, world.streams());
    long noon = WallClock.startOf(first + 40) + 12 * WallClock.HOUR;
    Spells wide = one.outages(noon - 50 * WallClock.HOUR, noon + 50 * WallClock.HOUR);
    Spells late = one.outages(noon, noon + 50 * WallClock.HOUR);
    for (long t = noon; t < noon + 50 * WallClock.HOUR; t += 10) {
      assertEquals(wide.holdsAt(t), late.holdsAt(t));
    }
  }

  // ---- what a press does

  @Test
  void aPressStandsStillNowAndThen() {
    World world = world(HALF_YEAR, Map.of());
    double expected = 0;
    int stops = 0;
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      expected += 2.2 * new Site(b.plantId(), world).machine(b.productionLine()).stopFactor();
    }
    for (List<PressReading> series : readings(halfYear).values()) {
      for (int i = 1; i < series.size(); i++) {
        stops += series.get(i).readingTs() > series.get(i - 1).readingTs() + 10 ? 1 : 0;
      }
    }
    assertEquals(1, stops / expected, 0.1);
  }

  @Test
  void theFillSettlesAndWhatIsOffIsRejected() {
    double early = 0;
    double late = 0;
    double earlyRejects = 0;
    double lateRejects = 0;
    int runs = 0;
    for (List<PressReading> series : readings(halfYear).values()) {
      if (series.size() < 540) {
        continue;
      }
      runs++;
      early += Math.pow(series.get(0).tabletWeightMg() - 300, 2);
      late += Math.pow(series.get(400).tabletWeightMg() - 300, 2);
      earlyRejects += series.get(0).rejectCount();
      lateRejects += series.get(400).rejectCount();
    }
    assertEquals(6.1, Math.sqrt(early / runs), 0.7);
    assertTrue(Math.sqrt(late / runs) < 2);
    assertTrue(earlyRejects / runs > 2 && lateRejects / runs < 1);
  }

  @Test
  void aHeavierTabletIsPressedHarder() {
    assertEquals(0.3, forceAndWeight(halfYear), 0.12);
    CollectedRows apart = simulate(world(WINTER, Map.of("press.kn_per_mg", 0.0)));
    assertEquals(0, forceAndWeight(apart), 0.05);
  }

  /** Mean over runs of the correlation within a run. */
  private static double forceAndWeight(CollectedRows rows) {
    return readings(rows).values().stream()
        .mapToDouble(
            series -> {
              double n = series.size();
              double f = meanForce(series, 0, series.size());
              double w =
                  series.stream().mapToDouble(PressReading::tabletWeightMg).average().orElseThrow();
              double fw = 0;
              double ff = 0;
              double ww = 0;
              for (PressReading r : series) {
                fw += (r.compressionForceKn() - f) * (r.tabletWeightMg() - w) / n;
                ff += Math.pow(r.compressionForceKn() - f, 2) / n;
                ww += Math.pow(r.tabletWeightMg() - w, 2) / n;
              }
              return fw / Math.sqrt(ff * ww);
            })
        .average()
        .orElseThrow();
  }

  @Test
  void theTurretTurnsAsFastAsTheRateAsks() {
    Map<List<Object>, Integer> tablets = new HashMap<>();
    for (ProductionLine line : halfYear.of(TabletManufacturing.PRODUCTION_LINES)) {
      tablets.put(List.of(line.plantId(), line.productionLine()), line.tabletsPerTurn());
    }
    Map<Long, List<PressReading>> readings = readings(halfYear);
    Map<Long, BatchTruth> truths = truths(halfYear);
    for (Batch b : halfYear.of(TabletManufacturing.BATCHES)) {
      List<PressReading> series = readings.get(b.batchId());
      double rpm =
          series.stream().mapToDouble(PressReading::turretSpeedRpm).average().orElseThrow();
      int perTurn = tablets.get(List.of(b.plantId(), b.productionLine()));
      double pressed = rpm * perTurn * series.size() / 6;
      if (truths.get(b.batchId()).failCause() == FailCause.ABORTED) {
        assertTrue(pressed < 455_000 && b.yieldPct() < 91, b::toString);
      } else {
        assertEquals(500_000, pressed, 2_500, b::toString);
      }
    }
  }

  @Test
  void wornCamsAreAtTheSecondLineOfSomePlants() {
    Set<Long> worn = new HashSet<>();
    for (LineTruth line : halfYear.of(TabletManufacturing.LINE_TRUTH)) {
      if (line.wornCam()) {
        assertEquals(Line.L2, line.productionLine());
        worn.add(line.plantId());
      }
    }
    CollectedRows all = simulate(world(WINTER, Map.of("friability.worn_plants", 1.0)));
    CollectedRows none = simulate(world(WINTER, Map.of("friability.worn_plants", 0.0)));
    Map<Long, BatchTruth> crumbling = truths(all);
    Map<Long, BatchTruth> sound = truths(none);
    for (Batch b : all.of(TabletManufacturing.BATCHES)) {
      double factor =
          crumbling.get(b.batchId()).trueFriabilityPct()
              / sound.get(b.batchId()).trueFriabilityPct();
      assertEquals(b.productionLine() == Line.L2 ? 1.38 : 1, factor, 1e-9);
    }
    assertTrue(worn.size() < UNITS);
  }

  @Test
  void marginalLotsComeInASuppliersBadMonths() {
    World world = world(Horizon.of("2024-01-01", "2025-12-31"), Map.of());
    Map<String, List<Boolean>> byMonth = new TreeMap<>();
    for (long plant = 1; plant <= 60; plant++) {
      Quarter.Planner planner = new Quarter.Planner(new Site(plant, world), world);
      for (int quarter = 0; quarter < 8; quarter++) {
        LocalDate begin = world.horizon().from().plusMonths(3L * quarter);
        for (Quarter.Order order : planner.of(begin).orders) {
          MaterialLot row = order.lot.rowOnce();
          if (row != null) {
            LocalDate opened = LocalDate.ofEpochDay(row.openedDate());
            byMonth
                .computeIfAbsent(
                    row.supplier() + opened.getYear() + "/" + opened.getMonthValue(),
                    k -> new ArrayList<>())
                .add(order.lot.isMarginal);
          }
        }
      }
    }
    int bad = 0;
    for (List<Boolean> lots : byMonth.values()) {
      double share = (double) lots.stream().filter(m -> m).count() / lots.size();
      bad += share > 0.2 ? 1 : 0;
    }
    assertEquals(96, byMonth.size());
    assertEquals(0.10, bad / 96.0, 0.08);
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
