package dev.medley.scenario.devicemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Component;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Degradation;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.DeviceWeek;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ErrorCode;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.EventType;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.MaintenanceEvent;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Outcome;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Reading;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ScannerState;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DeviceMaintenanceTest extends ScenarioContract {
  private static final DeviceMaintenance SCENARIO = new DeviceMaintenance();
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "24", "world.coil_degradation.onset_per_year", "4");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.tuesday_vacuum.vacuum", "0"), Set.of("tuesday_error")),
        new Mechanism(
            Map.of("world.coil_degradation.onset_per_year", "0"),
            Set.of("helium_warning", "coil_failures", "precursor_share")),
        new Mechanism(
            Map.of("world.utilization_abuse.abuse_speed", "1"), Set.of("utilization_abuse")));
  }

  @Test
  void aScannerIsDownFromOpeningToClosing() {
    CollectedRows rows = rows(8, Map.of());
    Map<Long, Map<Long, Reading>> readings = new HashMap<>();
    for (Reading reading : rows.of(DeviceMaintenance.TELEMETRY)) {
      readings
          .computeIfAbsent(reading.machineId(), id -> new HashMap<>())
          .put(reading.readingTs(), reading);
    }
    Map<Long, Long> closed = new HashMap<>();
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.eventType() == EventType.HELIUM_TOP_OFF || event.closedTs() == null) {
        continue;
      }
      assertTrue(event.closedTs() > event.openedTs(), "closed before it was opened");
      assertTrue(
          event.openedTs() > closed.getOrDefault(event.machineId(), 0L), "two repairs at once");
      closed.put(event.machineId(), event.closedTs());
      long last = event.closedTs() - event.closedTs() % WallClock.HOUR;
      for (long at = event.openedTs() - event.openedTs() % WallClock.HOUR;
          at <= last;
          at += WallClock.HOUR) {
        Reading reading = readings.get(event.machineId()).get(at);
        if (reading != null) {
          assertEquals(ScannerState.DOWN, reading.scannerState());
          assertEquals(0, reading.scanCount());
        }
      }
    }
    assertFalse(closed.isEmpty());
  }

  @Test
  void degradationsLoseHeliumForTwoDaysAndEndInARepair() {
    CollectedRows rows = rows(16, Map.of("coil_degradation.onset_per_year", 3.0));
    Set<List<Long>> repairs = new java.util.HashSet<>();
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.component() == Component.GRADIENT_COIL) {
        repairs.add(List.of(event.machineId(), event.openedTs()));
      }
    }
    List<Degradation> ends = rows.of(DeviceMaintenance.DEGRADATIONS);
    for (Degradation end : ends) {
      assertTrue(repairs.contains(List.of(end.machineId(), end.endTs())));
    }
    assertEquals(repairs.size(), ends.size());
    double[] hours =
        ends.stream()
            .filter(e -> e.outcome() == Outcome.FAILED)
            .mapToDouble(Degradation::leadHours)
            .sorted()
            .toArray();
    assertEquals(48, hours[hours.length / 2], 6);
  }

  @Test
  void withoutTheVacuumOnlyDipsAreLeft() {
    long with = undervoltages(Map.of());
    long without = undervoltages(Map.of("tuesday_vacuum.vacuum", 0.0));
    assertTrue(with > 8 * without, with + " with, " + without + " without");
    assertTrue(without > 0);
  }

  @Test
  void withoutSpeedNoWeekIsHot() {
    assertTrue(weeksAbove110(Map.of()) > 0.05);
    assertTrue(weeksAbove110(Map.of("utilization_abuse.abuse_speed", 1.0)) < 0.02);
  }

  @Test
  void withoutOnsetsOnlySuddenFailuresAreLeft() {
    List<Degradation> ends =
        rows(16, Map.of("coil_degradation.onset_per_year", 0.0)).of(DeviceMaintenance.DEGRADATIONS);
    assertTrue(ends.stream().allMatch(e -> e.outcome() == Outcome.SUDDEN));
  }

  private static long undervoltages(Map<String, Double> params) {
    return rows(16, params).of(DeviceMaintenance.ERROR_LOGS).stream()
        .filter(e -> e.errorCode() == ErrorCode.E404)
        .count();
  }

  private static double weeksAbove110(Map<String, Double> params) {
    return rows(16, params).of(DeviceMaintenance.DEVICE_WEEKS).stream()
        .filter(w -> w.meanDutyPct() != null)
        .mapToInt((DeviceWeek w) -> w.meanDutyPct() >= 110 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static CollectedRows rows(long units, Map<String, Double> params) {
    World world = new World(7, SCENARIO.name(), YEAR, units, params);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, units, YEAR); i++) {
        Simulation site = SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world));
        site.emitDimensions(rows);
        site.advanceTo(YEAR.end(), rows);
      }
    }
    return rows;
  }
}
