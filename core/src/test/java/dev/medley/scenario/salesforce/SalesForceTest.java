package dev.medley.scenario.salesforce;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.salesforce.SalesForce.Call;
import dev.medley.scenario.salesforce.SalesForce.CallOutcome;
import dev.medley.scenario.salesforce.SalesForce.Script;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SalesForceTest extends ScenarioContract {
  private static final SalesForce SCENARIO = new SalesForce();
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units", "24",
        "to", "2024-05-15",
        "mess.C3_double_sync.rate", "1",
        "mess.C4_lunch_cents.rate", "1");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.promotion_response.call_gain", "0",
                "world.promotion_response.lunch_gain", "0"),
            Set.of("what_a_call_brings")),
        new Mechanism(Map.of("world.territory.blocked", "0"), Set.of("smith_and_jones")),
        new Mechanism(Map.of("world.sentiment.lunch", "0"), Set.of("does_sentiment_tell")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(3, SCENARIO.name(), YEAR, 40, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, 40, YEAR); i++) {
        SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world)).advanceTo(YEAR.end(), rows);
      }
    }
    return rows;
  }

  @Test
  void callsAreMadeOnWorkingDaysAndLoggedByDay() {
    CollectedRows rows = simulate(Map.of());
    Set<Long> doctorDays = new HashSet<>();
    for (Call call : rows.of(SalesForce.CALLS)) {
      assertTrue(Holidays.OFFICE.isBusinessDay(call.eventDate()), call.toString());
      assertTrue(doctorDays.add(call.hcpId() * 100_000 + call.eventDate()));
      int hour = WallClock.hourOfDay(call.loggedTs());
      assertTrue(hour >= 7, call.toString());
      assertTrue(WallClock.epochDay(call.loggedTs()) >= call.eventDate());
      assertTrue(WallClock.epochDay(call.loggedTs()) <= call.eventDate() + 7);
      assertEquals(call.lateLog(), WallClock.epochDay(call.loggedTs()) > call.eventDate());
      assertEquals(call.callOutcome() == CallOutcome.NO_ACCESS, call.durationMinutes() == null);
      if (call.lunchAttendees() != null && call.lunchAttendees() > 0) {
        assertTrue(call.lunchCostUsd() < 100L * 30 * call.lunchAttendees(), call.toString());
      }
    }
  }

  @Test
  void aCallKnowsTheScriptsOfItsNextMonth() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Integer> brand = new HashMap<>();
    for (Script script : rows.of(SalesForce.SCRIPTS)) {
      brand.put(script.hcpId() * 100_000 + script.eventDate(), script.brandTrx());
      assertTrue(script.brandNrx() <= script.brandTrx());
      assertTrue(script.brandTrx() <= script.categoryTrx());
    }
    for (Call call : rows.of(SalesForce.CALLS)) {
      int in = call.eventDate() + 32 - UsCalendar.dayOfMonth(call.eventDate());
      int next = UsCalendar.day(UsCalendar.year(in), UsCalendar.month(in), 1);
      assertEquals(brand.get(call.hcpId() * 100_000 + next), call.scriptVolumeNextMonth());
    }
  }

  @Test
  void blockedDoctorsNeverWriteWhateverTheirLunch() {
    CollectedRows rows = simulate(Map.of());
    Set<Long> blocked = new HashSet<>();
    rows.of(SalesForce.HCP_LATENTS).stream()
        .filter(SalesForce.HcpLatents::formularyBlocked)
        .forEach(h -> blocked.add(h.hcpId()));
    assertFalse(blocked.isEmpty());
    assertTrue(
        rows.of(SalesForce.SCRIPTS).stream()
            .filter(s -> blocked.contains(s.hcpId()))
            .allMatch(s -> s.brandTrx() == 0));
    assertTrue(
        rows.of(SalesForce.CALLS).stream()
            .anyMatch(c -> blocked.contains(c.hcpId()) && c.lunchCostUsd() != null));
  }

  @Test
  void callsRaiseScriptsAndWithoutTheirGainNothingElseChanges() {
    CollectedRows with = simulate(Map.of());
    CollectedRows without =
        simulate(Map.of("promotion_response.call_gain", 0.0, "promotion_response.lunch_gain", 0.0));
    assertTrue(brand(with) > 1.2 * brand(without), brand(with) + " and " + brand(without));
    assertEquals(
        with.of(SalesForce.CALLS).stream().map(Call::callId).toList(),
        without.of(SalesForce.CALLS).stream().map(Call::callId).toList());
  }

  private static long brand(CollectedRows rows) {
    return rows.of(SalesForce.SCRIPTS).stream().mapToLong(Script::brandTrx).sum();
  }
}
