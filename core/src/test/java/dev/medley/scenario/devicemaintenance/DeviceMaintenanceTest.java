package dev.medley.scenario.devicemaintenance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Component;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Degradation;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Device;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ErrorCode;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ErrorLog;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.EventType;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.MaintenanceEvent;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Outcome;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.Reading;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.ScannerState;
import dev.medley.scenario.devicemaintenance.DeviceMaintenance.SiteRow;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.UsTimeZone;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DeviceMaintenanceTest extends ScenarioContract {
  private static final DeviceMaintenance SCENARIO = new DeviceMaintenance();
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");
  private static final long HOUR = WallClock.HOUR;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  /** A seed with which one of so few devices has the firmware of Fahrenheit in these weeks. */
  @Override
  protected Map<String, String> small() {
    return Map.of(
        "seed", "21",
        "units", "12",
        "world.coil_degradation.onset_per_year", "4",
        "mess.emergency_relabelled.rate", "1",
        "mess.ticket_not_closed.rate", "1");
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
  void aScannerIsDownFromOpeningToClosingAndAtNoOtherTime() {
    CollectedRows rows = rows(8, Map.of());
    Map<List<Long>, ScannerState> states = new HashMap<>();
    for (Reading reading : rows.of(DeviceMaintenance.TELEMETRY)) {
      states.put(List.of(reading.machineId(), reading.readingTs()), reading.scannerState());
      assertEquals(reading.scanCount() > 0, reading.scannerState() == ScannerState.SCANNING);
    }
    Map<Long, Long> closed = new HashMap<>();
    Set<List<Long>> repaired = new HashSet<>();
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.eventType() == EventType.HELIUM_TOP_OFF) {
        continue;
      }
      long end = event.closedTs() == null ? WallClock.startOf(endDay()) - 1 : event.closedTs();
      assertTrue(end > event.openedTs(), "closed before it was opened");
      assertTrue(
          event.openedTs() > closed.getOrDefault(event.machineId(), 0L), "two repairs at once");
      closed.put(event.machineId(), end);
      for (long at = event.openedTs() - event.openedTs() % HOUR; at <= end; at += HOUR) {
        repaired.add(List.of(event.machineId(), at));
        assertEquals(ScannerState.DOWN, states.get(List.of(event.machineId(), at)));
      }
    }
    assertFalse(repaired.isEmpty());
    // Repairs that were open when the year began are not in it.
    long first = WallClock.startOf(endDay() - 360);
    assertTrue(
        states.entrySet().stream()
            .filter(e -> e.getValue() == ScannerState.DOWN && e.getKey().get(1) > first)
            .allMatch(e -> repaired.contains(e.getKey())));
  }

  @Test
  void aDeviceHasReadingsInItsServiceOnly() {
    CollectedRows rows = rows(16, Map.of());
    Map<Long, Device> devices =
        rows.of(DeviceMaintenance.DEVICES).stream()
            .collect(Collectors.toMap(Device::machineId, d -> d));
    long removed = devices.values().stream().filter(d -> d.removedOn() != null).count();
    assertTrue(removed > 0 && removed < devices.size() / 4, removed + " removed");
    for (Reading reading : rows.of(DeviceMaintenance.TELEMETRY)) {
      Device device = devices.get(reading.machineId());
      assertTrue(reading.eventDate() >= device.inServiceFrom());
      assertTrue(device.removedOn() == null || reading.eventDate() <= device.removedOn());
    }
  }

  @Test
  void maintenanceIsDoneOnBusinessMornings() {
    CollectedRows rows = withoutReadings(16, Map.of());
    Map<Long, UsTimeZone> zones = zones(rows);
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.eventType() == EventType.PLANNED_PM) {
        long local = zones.get(event.siteId()).toWallClock(event.openedTs());
        assertTrue(Holidays.HOSPITAL.isBusinessDay(WallClock.epochDay(local)));
        assertTrue(WallClock.hourOfDay(local) >= 5 && WallClock.hourOfDay(local) < 8);
        assertTrue(local % HOUR != 0, "on the full hour");
      }
    }
  }

  @Test
  void degradationsLastTwoDaysAndEndInARepair() {
    CollectedRows rows = withoutReadings(16, Map.of("coil_degradation.onset_per_year", 3.0));
    Map<List<Long>, EventType> repairs = new HashMap<>();
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.component() == Component.GRADIENT_COIL) {
        repairs.put(List.of(event.machineId(), event.openedTs()), event.eventType());
      }
    }
    List<Degradation> ends = rows.of(DeviceMaintenance.DEGRADATIONS);
    assertEquals(repairs.size(), ends.size());
    Set<Long> programmes =
        rows.of(DeviceMaintenance.SITES).stream()
            .filter(SiteRow::predictiveProgram)
            .map(SiteRow::siteId)
            .collect(Collectors.toSet());
    for (Degradation end : ends) {
      boolean isPrevented = end.outcome() == Outcome.PREVENTED;
      assertEquals(
          isPrevented ? EventType.PREDICTIVE : EventType.EMERGENCY,
          repairs.get(List.of(end.machineId(), end.endTs())));
      assertTrue(!isPrevented || programmes.contains(end.siteId()), "nobody watched");
    }
    double[] hours =
        ends.stream()
            .filter(e -> e.outcome() == Outcome.FAILED)
            .mapToDouble(Degradation::leadHours)
            .sorted()
            .toArray();
    assertEquals(48, hours[hours.length / 2], 6);
  }

  /** The null twin: a minor fault has nothing to do with helium. */
  @Test
  void heliumFallsBeforeACoilTripsAndNotBeforeAMinorFault() {
    CollectedRows rows = rows(12, Map.of("coil_degradation.onset_per_year", 2.0));
    Map<List<Long>, Double> levels = new HashMap<>();
    for (Reading reading : rows.of(DeviceMaintenance.TELEMETRY)) {
      if (reading.heliumLevelPct() != null) {
        levels.put(List.of(reading.machineId(), reading.readingTs()), reading.heliumLevelPct());
      }
    }
    List<List<Long>> trips = new ArrayList<>();
    for (Degradation end : rows.of(DeviceMaintenance.DEGRADATIONS)) {
      if (end.outcome() == Outcome.FAILED) {
        trips.add(List.of(end.machineId(), end.endTs()));
      }
    }
    List<List<Long>> faults = new ArrayList<>();
    for (MaintenanceEvent event : rows.of(DeviceMaintenance.MAINTENANCE_EVENTS)) {
      if (event.component() == Component.RF_COIL) {
        faults.add(List.of(event.machineId(), event.openedTs()));
      }
    }
    assertEquals(2, fall(levels, trips), 0.7);
    assertEquals(0.03, fall(levels, faults), 0.15);
  }

  /** Mean fall of the level in percent over the day before. */
  private static double fall(Map<List<Long>, Double> levels, List<List<Long>> ends) {
    double sum = 0;
    int n = 0;
    for (List<Long> end : ends) {
      long last = end.get(1) - end.get(1) % HOUR - HOUR;
      Double before = levels.get(List.of(end.get(0), last - WallClock.DAY));
      Double after = levels.get(List.of(end.get(0), last));
      if (before != null && after != null) {
        sum += before - after;
        n++;
      }
    }
    assertTrue(n > 10, n + " ends");
    return sum / n;
  }

  @Test
  void undervoltagesAreOnTuesdayEveningsAtDevicesWithoutBatteries() {
    CollectedRows rows = withoutReadings(16, Map.of());
    Map<Long, UsTimeZone> zones = zones(rows);
    Set<Long> backed =
        rows.of(DeviceMaintenance.DEVICES).stream()
            .filter(Device::upsBacked)
            .map(Device::machineId)
            .collect(Collectors.toSet());
    List<ErrorLog> errors = undervoltages(rows);
    long inSlot = 0;
    for (ErrorLog error : errors) {
      assertFalse(backed.contains(error.machineId()));
      long local = zones.get(error.siteId()).toWallClock(error.loggedTs());
      long second = local % WallClock.DAY;
      assertEquals(local, error.localTs());
      inSlot +=
          WallClock.weekday(WallClock.epochDay(local)) == 1
                  && second >= 19.5 * HOUR
                  && second < 20.6 * HOUR
              ? 1
              : 0;
    }
    assertTrue(inSlot > 0.9 * errors.size() && inSlot < errors.size());
    long strays = errors.size() - inSlot;
    List<ErrorLog> without =
        undervoltages(withoutReadings(16, Map.of("tuesday_vacuum.vacuum", 0.0)));
    assertTrue(Math.abs(strays - without.size()) <= 2, "dips of the mains alone are left");
  }

  @Test
  void speedHeatsWeeksAndMovesNoRepair() {
    CollectedRows with = withoutReadings(16, Map.of());
    CollectedRows without = withoutReadings(16, Map.of("utilization_abuse.abuse_speed", 1.0));
    // Some weeks are above 110 % for their patients alone.
    assertTrue(weeksAbove110(without) > 0.005);
    assertTrue(weeksAbove110(with) > 2 * weeksAbove110(without));
    assertTrue(
        with.of(DeviceMaintenance.MAINTENANCE_EVENTS)
            .equals(without.of(DeviceMaintenance.MAINTENANCE_EVENTS)),
        "other repairs");
  }

  @Test
  void stressOfAbuseBringsDegradations() {
    Map<String, Double> often = Map.of("coil_degradation.onset_per_year", 3.0);
    Map<String, Double> calm =
        Map.of("coil_degradation.onset_per_year", 3.0, "coil_degradation.stress", 0.0);
    assertTrue(afterAbuse(withoutReadings(16, often)) > 1.6);
    assertEquals(1, afterAbuse(withoutReadings(16, calm)), 0.4);
  }

  /** Degradations per week of abuse, relative to those per other week of an MRI. */
  private static double afterAbuse(CollectedRows rows) {
    int from = (int) YEAR.from().toEpochDay();
    Set<List<Long>> abused = new HashSet<>();
    double[] weeks = new double[2];
    rows.of(DeviceMaintenance.DEVICE_WEEKS).stream()
        .filter(w -> w.meanDutyPct() != null)
        .forEach(
            w -> {
              weeks[w.abuse() ? 1 : 0]++;
              if (w.abuse()) {
                abused.add(List.of(w.machineId(), (w.eventDate() - from) / 7L));
              }
            });
    double[] onsets = new double[2];
    for (Degradation end : rows.of(DeviceMaintenance.DEGRADATIONS)) {
      if (end.outcome() != Outcome.SUDDEN) {
        long week = Math.floorDiv(WallClock.epochDay(end.onsetTs()) - from, 7);
        onsets[abused.contains(List.of(end.machineId(), week)) ? 1 : 0]++;
      }
    }
    return onsets[1] / weeks[1] / (onsets[0] / weeks[0]);
  }

  @Test
  void withoutOnsetsOnlySuddenFailuresAreLeft() {
    List<Degradation> ends =
        withoutReadings(16, Map.of("coil_degradation.onset_per_year", 0.0))
            .of(DeviceMaintenance.DEGRADATIONS);
    assertFalse(ends.isEmpty());
    assertTrue(ends.stream().allMatch(e -> e.outcome() == Outcome.SUDDEN));
  }

  private static List<ErrorLog> undervoltages(CollectedRows rows) {
    return rows.of(DeviceMaintenance.ERROR_LOGS).stream()
        .filter(e -> e.errorCode() == ErrorCode.E404)
        .toList();
  }

  private static double weeksAbove110(CollectedRows rows) {
    return rows.of(DeviceMaintenance.DEVICE_WEEKS).stream()
        .filter(w -> w.meanDutyPct() != null)
        .mapToInt(w -> w.meanDutyPct() >= 110 ? 1 : 0)
        .average()
        .orElseThrow();
  }

  private static Map<Long, UsTimeZone> zones(CollectedRows rows) {
    Map<String, UsTimeZone> byName = new HashMap<>();
    SCENARIO.regions().stream()
        .map(UsTimeZone::ofRegion)
        .forEach(zone -> byName.put(zone.id(), zone));
    return rows.of(DeviceMaintenance.SITES).stream()
        .collect(Collectors.toMap(SiteRow::siteId, s -> byName.get(s.timeZone())));
  }

  private static int endDay() {
    return (int) YEAR.end().toEpochDay();
  }

  private static CollectedRows rows(long units, Map<String, Double> params) {
    CollectedRows rows = new CollectedRows();
    simulate(units, params, rows);
    return rows;
  }

  private static CollectedRows withoutReadings(long units, Map<String, Double> params) {
    CollectedRows rows = new CollectedRows();
    simulate(
        units,
        params,
        new Emitter() {
          @Override
          public <R extends Record> void emit(Table<R> table, R row) {
            if (table != DeviceMaintenance.TELEMETRY) {
              rows.emit(table, row);
            }
          }

          @Override
          public <R extends Record> void emit(Table<R> table, R row, int startDay) {
            emit(table, row);
          }

          @Override
          public boolean wants(Table<?> table) {
            return table != DeviceMaintenance.TELEMETRY;
          }
        });
    return rows;
  }

  private static void simulate(long units, Map<String, Double> params, Emitter rows) {
    World world = new World(2, SCENARIO.name(), YEAR, units, params);
    Simulator simulator = SCENARIO.simulator(world);
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, units, YEAR); i++) {
        Simulation site = simulator.open(SCENARIO.cell(region, i, world));
        site.emitDimensions(rows);
        site.advanceTo(YEAR.end(), rows);
      }
    }
  }
}
