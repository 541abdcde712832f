package dev.medley.scenario.hospitalinventory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.hospitalinventory.HospitalInventory.BinTruth;
import dev.medley.scenario.hospitalinventory.HospitalInventory.DepartmentDay;
import dev.medley.scenario.hospitalinventory.HospitalInventory.DepartmentTruth;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Implant;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Movement;
import dev.medley.scenario.hospitalinventory.HospitalInventory.MovementType;
import dev.medley.scenario.hospitalinventory.HospitalInventory.RecallRow;
import dev.medley.scenario.hospitalinventory.HospitalInventory.RecalledPatient;
import dev.medley.scenario.hospitalinventory.HospitalInventory.Snapshot;
import dev.medley.world.Holidays;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class HospitalInventoryTest extends ScenarioContract {
  private static final HospitalInventory SCENARIO = new HospitalInventory();

  /** Nothing is ever lost from the books. */
  private static final Map<String, Double> HONEST =
      Map.of("two_ledgers.scan_miss", 0.0, "walk_away.walk_away", 0.0);

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "mess.double_posted_receipt.rate", "0.5",
        "mess.lot_typo.rate", "0.2",
        "seed", "2",
        "to", "2024-02-20",
        "world.recall_panic.recall_rate", "0.6");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.hoarding.extra", "0", "world.hoarding.alarm", "0"),
            Set.of("hoarding_departments", "zero_stock")),
        new Mechanism(
            Map.of("world.walk_away.walk_away", "0", "world.two_ledgers.scan_miss", "0"),
            Set.of("ghost_stock", "ghosts", "record_errors")),
        new Mechanism(
            Map.of("world.cancelled_case.cancel", "0"),
            Set.of("cancelled_cases", "cancelled_for_a_screw")),
        new Mechanism(
            Map.of("world.recall_panic.recall_rate", "0"), Set.of("recalls", "recall_trace")));
  }

  // ---- the ledger

  @Test
  void everyLineOfTheLedgerFindsWhatTheLineBeforeLeft() {
    CollectedRows rows = hospital(Map.of(), 1);
    Map<Long, List<Movement>> byBin =
        rows.of(HospitalInventory.STOCK_MOVEMENTS).stream()
            .sorted(Comparator.comparingLong(Movement::movementTs))
            .collect(Collectors.groupingBy(Movement::inventoryId));
    Map<Long, Map<Integer, Integer>> nights = new HashMap<>();
    for (Snapshot night : rows.of(HospitalInventory.STOCK_SNAPSHOTS)) {
      nights
          .computeIfAbsent(night.inventoryId(), b -> new HashMap<>())
          .put(night.eventDate(), night.currentStock());
    }
    int compared = 0;
    for (var bin : byBin.entrySet()) {
      int stock = bin.getValue().get(0).systemQuantityBefore();
      for (Movement line : bin.getValue()) {
        // Lines of the same second may stand in any order.
        if (line.systemQuantityBefore() != stock) {
          compared--;
        }
        assertTrue(line.systemQuantityBefore() >= 0, line.toString());
        stock = line.systemQuantityBefore();
        assertEquals(line.eventDate(), WallClock.epochDay(line.movementTs()), line.toString());
        if (line.countedQuantity() != null) {
          assertEquals(line.quantity(), line.countedQuantity() - stock, line.toString());
          assertTrue(line.countedQuantity() >= 0, line.toString());
        }
        stock += line.movementType() == MovementType.ORDER ? 0 : line.quantity();
        compared++;
      }
      Movement last = bin.getValue().get(bin.getValue().size() - 1);
      assertEquals(nights.get(bin.getKey()).get(last.eventDate()), stock, last.toString());
    }
    assertTrue(compared > 50_000, compared + " lines continue the line before");
  }

  @Test
  void theSystemNeverBelievesInLessThanThereIs() {
    CollectedRows rows = hospital(Map.of(), 0);
    Map<List<Object>, Integer> believed = believed(rows);
    int wrong = 0;
    for (BinTruth truth : rows.of(HospitalInventory.BIN_TRUTH)) {
      int system = believed.get(List.of(truth.inventoryId(), truth.eventDate()));
      assertTrue(truth.physicalQuantity() >= 0 && truth.stashQuantity() >= 0, truth.toString());
      assertTrue(system >= truth.physicalQuantity(), truth.toString());
      wrong += system > truth.physicalQuantity() ? 1 : 0;
    }
    assertTrue(wrong > 500, wrong + " bins are wrong");
  }

  @Test
  void booksAreRightWhereAllIsScannedAndNothingWalksAway() {
    CollectedRows rows = hospital(HONEST, 0);
    Map<List<Object>, Integer> believed = believed(rows);
    for (BinTruth truth : rows.of(HospitalInventory.BIN_TRUTH)) {
      assertEquals(
          believed.get(List.of(truth.inventoryId(), truth.eventDate())),
          truth.physicalQuantity(),
          truth.toString());
    }
    assertTrue(
        rows.of(HospitalInventory.STOCK_MOVEMENTS).stream()
            .filter(m -> m.movementType() == MovementType.CYCLE_COUNT)
            .allMatch(m -> m.quantity() == 0));
  }

  @Test
  void aGhostIsNotOrdered() {
    CollectedRows rows = hospital(Map.of(), 0);
    Map<List<Object>, Snapshot> nights =
        rows.of(HospitalInventory.STOCK_SNAPSHOTS).stream()
            .collect(Collectors.toMap(s -> List.of(s.inventoryId(), s.eventDate()), s -> s));
    Set<List<Object>> ordered = new HashSet<>();
    for (Movement m : rows.of(HospitalInventory.STOCK_MOVEMENTS)) {
      if (m.movementType() == MovementType.ORDER) {
        ordered.add(List.of(m.inventoryId(), m.eventDate()));
      }
    }
    int ghosts = 0;
    for (BinTruth truth : rows.of(HospitalInventory.BIN_TRUTH)) {
      Snapshot night = nights.get(List.of(truth.inventoryId(), truth.eventDate()));
      if (truth.physicalQuantity() == 0 && night.currentStock() > 0.7 * night.parLevel()) {
        assertFalse(
            ordered.contains(List.of(truth.inventoryId(), truth.eventDate())), night.toString());
        ghosts++;
      }
    }
    assertTrue(ghosts > 20, ghosts + " ghosts");
  }

  // ---- hoarding

  @Test
  void hoardersTakeMoreThanTheyChart() {
    Map<String, Set<Double>> with = withdrawalsPerUse(Map.of());
    Map<String, Set<Double>> without = withdrawalsPerUse(Map.of("hoarding.extra", 0.0));
    assertTrue(with.get("prone").stream().anyMatch(r -> r > 1.2), with.toString());
    assertTrue(with.get("calm").stream().allMatch(r -> r < 1.1), with.toString());
    assertTrue(without.get("prone").stream().allMatch(r -> r < 1.1), without.toString());
  }

  private static Map<String, Set<Double>> withdrawalsPerUse(Map<String, Double> params) {
    Map<String, Set<Double>> ratios = new HashMap<>();
    for (int region = 0; region < 4; region++) {
      CollectedRows rows = hospital(params, region);
      for (DepartmentTruth truth : rows.of(HospitalInventory.DEPARTMENT_TRUTH)) {
        if (!truth.department().isWard()) {
          continue;
        }
        double issued =
            rows.of(HospitalInventory.STOCK_MOVEMENTS).stream()
                .filter(m -> m.department() == truth.department())
                .filter(m -> m.movementType() == MovementType.ISSUE)
                .mapToInt(Movement::quantity)
                .sum();
        double used =
            rows.of(HospitalInventory.DEPARTMENT_DAYS).stream()
                .filter(d -> d.department() == truth.department())
                .mapToInt(DepartmentDay::documentedUseUnits)
                .sum();
        ratios
            .computeIfAbsent(truth.hoardingProne() ? "prone" : "calm", k -> new HashSet<>())
            .add(-issued / used);
      }
    }
    return ratios;
  }

  // ---- lots and recalls

  @Test
  void aLotLeadsToExactlyThePatientsOfTheKey() {
    World world = world(Map.of());
    CollectedRows shared = new CollectedRows();
    SCENARIO.simulator(world).emitReference(shared);
    Map<String, RecallRow> recalls =
        shared.of(HospitalInventory.RECALLS).stream()
            .collect(Collectors.toMap(r -> r.itemId() + r.lotNumber(), r -> r));
    CollectedRows rows = hospital(Map.of(), 2);
    Set<String> found = new HashSet<>();
    for (Implant implant : rows.of(HospitalInventory.IMPLANT_LOG)) {
      RecallRow recall = recalls.get(implant.itemId() + implant.lotNumber());
      if (recall != null) {
        found.add(recall.recallId() + " " + implant.implantId() + " " + implant.patientId());
        assertTrue(implant.eventDate() <= recall.recallDate() + 14, implant.toString());
      }
    }
    Set<String> key = new HashSet<>();
    for (RecalledPatient p : rows.of(HospitalInventory.RECALLED_PATIENTS)) {
      key.add(p.recallId() + " " + p.implantId() + " " + p.patientId());
    }
    assertEquals(key, found);
    assertFalse(key.isEmpty());
  }

  @Test
  void aLotIsTheSameThingEverywhere() {
    Map<String, Integer> expiries = new HashMap<>();
    int shared = 0;
    for (int region = 0; region < 2; region++) {
      for (Movement m : hospital(Map.of(), region).of(HospitalInventory.STOCK_MOVEMENTS)) {
        if (m.movementType() == MovementType.RECEIPT && m.expirationDate() != null) {
          Integer other = expiries.put(m.itemId() + m.lotNumber(), m.expirationDate());
          assertTrue(other == null || other.equals(m.expirationDate()), m.toString());
          shared += other == null ? 0 : 1;
        }
      }
    }
    assertTrue(shared > 1_000, shared + " receipts of a lot that was seen");
  }

  @Test
  void nothingOfARecalledLotComesAfterTheRecall() {
    Supply supply = new Supply(world(Map.of()));
    assertTrue(supply.recalls().size() > 4);
    for (Supply.Recall recall : supply.recalls()) {
      for (double u = 0; u < 1; u += 0.05) {
        assertTrue(supply.lotOf(recall.item(), recall.day(), u) != recall.lot());
      }
    }
  }

  @Test
  void aHipPatientGetsStemAndShellAtOneTime() {
    Map<Long, Set<Integer>> items = new HashMap<>();
    Map<Long, Long> times = new HashMap<>();
    for (Implant implant : hospital(Map.of(), 3).of(HospitalInventory.IMPLANT_LOG)) {
      items.computeIfAbsent(implant.patientId(), p -> new HashSet<>()).add(implant.itemId());
      Long other = times.put(implant.patientId(), implant.implantedTs());
      assertTrue(other == null || other == implant.implantedTs(), implant.toString());
      assertTrue(implant.deceasedOn() == null || implant.deceasedOn() >= implant.eventDate());
    }
    for (Set<Integer> parts : items.values()) {
      boolean isHip = parts.contains(Item.STEM_STANDARD) || parts.contains(Item.STEM_HIGH_OFFSET);
      assertEquals(isHip, parts.contains(Item.SHELL), parts.toString());
      assertEquals(
          parts.contains(Item.KNEE_FEMORAL), parts.contains(Item.KNEE_TIBIAL), parts.toString());
    }
  }

  // ---- when things happen

  @Test
  void trucksComeOnOpenDaysAndNobodyCountsOnSunday() {
    for (Movement m : hospital(Map.of(), 0).of(HospitalInventory.STOCK_MOVEMENTS)) {
      switch (m.movementType()) {
        case RECEIPT, CYCLE_COUNT, EXPIRE, QUARANTINE ->
            assertTrue(Holidays.HOSPITAL.isBusinessDay(m.eventDate()), m.toString());
        case CASE_CANCELLED ->
            assertTrue(
                Holidays.HOSPITAL.isBusinessDay(m.eventDate()) && m.itemId() < Item.FIRST_IMPLANT,
                m.toString());
        case ISSUE, ORDER, SPOT_COUNT -> {}
      }
    }
  }

  // ---- helpers

  private static World world(Map<String, Double> params) {
    return new World(7, SCENARIO.name(), SCENARIO.about().days(), 8, params);
  }

  private static CollectedRows hospital(Map<String, Double> params, int region) {
    World world = world(params);
    Simulator simulator = SCENARIO.simulator(world);
    Simulation simulation = simulator.open(SCENARIO.cell(region, 0, world));
    CollectedRows rows = new CollectedRows();
    simulation.emitDimensions(rows);
    simulation.advanceTo(world.horizon().end(), rows);
    return rows;
  }

  private static Map<List<Object>, Integer> believed(CollectedRows rows) {
    Map<List<Object>, Integer> believed = new HashMap<>();
    for (Snapshot night : rows.of(HospitalInventory.STOCK_SNAPSHOTS)) {
      believed.put(List.of(night.inventoryId(), night.eventDate()), night.currentStock());
    }
    return believed;
  }
}
