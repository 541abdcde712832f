package dev.medley.scenario.appengagement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.appengagement.AppEngagement.Arm;
import dev.medley.scenario.appengagement.AppEngagement.GlucoseLog;
import dev.medley.scenario.appengagement.AppEngagement.Notification;
import dev.medley.scenario.appengagement.AppEngagement.UserRow;
import dev.medley.world.Horizon;
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

class AppEngagementTest extends ScenarioContract {
  private static final AppEngagement SCENARIO = new AppEngagement();
  private static final Horizon WAVE = Horizon.of("2024-04-01", "2024-06-09");

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "4", "to", "2024-04-30", "mess.N4_label_variant.rate", "0.9");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.cue.b", "0"),
            Set.of("which_wording_wins", "does_the_lift_last", "for_whom")),
        new Mechanism(
            Map.of("world.second_device.telemetry_lost", "0"),
            Set.of("is_the_split_sound", "arm_a_share")),
        new Mechanism(Map.of("world.users.clinic_age", "0"), Set.of("clinics_differ")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), WAVE, 8, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, 8, WAVE); i++) {
        SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world)).advanceTo(WAVE.end(), rows);
      }
    }
    return rows;
  }

  @Test
  void aUserGetsAtMostOnePushADayAndAnswersItLater() {
    CollectedRows rows = simulate(Map.of());
    Set<Long> userDays = new HashSet<>();
    for (Notification n : rows.of(AppEngagement.NOTIFICATIONS)) {
      assertTrue(userDays.add(n.userId() * 100_000 + n.eventDate()));
      int second = WallClock.secondOfDay(n.notificationTime());
      assertTrue(second >= 6 * 3600 + 50 * 60 && second <= 21 * 3600 + 10 * 60, n.toString());
      assertEquals(n.clickedNotification(), n.secondsToClick() != null);
      assertEquals(n.loggedGlucose(), n.minutesToLog() != null);
      assertTrue(n.minutesToLog() == null || (n.minutesToLog() > 0 && n.minutesToLog() <= 60));
      assertTrue(n.delivered() || !(n.clickedNotification() || n.loggedGlucose()));
      assertEquals(
          n.clickedNotification() || n.loggedGlucose(), n.appSessionLengthSeconds() != null);
    }
  }

  @Test
  void everyPromptedLogIsAmongTheLogs() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Set<Long>> seconds = new HashMap<>();
    for (GlucoseLog log : rows.of(AppEngagement.GLUCOSE_LOGS)) {
      seconds.computeIfAbsent(log.userId(), u -> new HashSet<>()).add(log.logTime());
      assertEquals(WallClock.epochDay(log.logTime()), log.eventDate());
    }
    for (Notification n : rows.of(AppEngagement.NOTIFICATIONS)) {
      if (n.loggedGlucose()) {
        long log = n.notificationTime() + Math.round(n.minutesToLog() * 60);
        assertTrue(seconds.get(n.userId()).contains(log));
      }
    }
  }

  @Test
  void wordingBMakesTheYoungLogAndNobodyElse() {
    double[] with = liftByAge(simulate(Map.of()));
    double[] without = liftByAge(simulate(Map.of("cue.b", 0.0)));
    assertTrue(with[0] > 0.02, "below 45: " + with[0]);
    assertEquals(0, with[1], 0.02, "from 66 on");
    assertEquals(0, without[0], 0.015, "without the effect");
  }

  /** Logs per push of arm B minus A, below 45 and from 66 on. */
  private static double[] liftByAge(CollectedRows rows) {
    Map<Long, UserRow> users =
        rows.of(AppEngagement.USERS).stream().collect(Collectors.toMap(UserRow::userId, u -> u));
    double[][] sums = new double[4][2];
    for (Notification n : rows.of(AppEngagement.NOTIFICATIONS)) {
      UserRow user = users.get(n.userId());
      if (user.age() < 45 || user.age() >= 66) {
        int group = (user.age() < 45 ? 0 : 2) + (user.testGroup() == Arm.B ? 1 : 0);
        sums[group][0] += n.loggedGlucose() ? 1 : 0;
        sums[group][1]++;
      }
    }
    return new double[] {
      sums[1][0] / sums[1][1] - sums[0][0] / sums[0][1],
      sums[3][0] / sums[3][1] - sums[2][0] / sums[2][1]
    };
  }

  @Test
  void beforeTheExperimentTheArmsAreAlike() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Arm> arms =
        rows.of(AppEngagement.USERS).stream()
            .collect(Collectors.toMap(UserRow::userId, UserRow::testGroup));
    long begin = WAVE.from().toEpochDay() + Reminders.DAYS_BEFORE;
    Map<Arm, Long> logs =
        rows.of(AppEngagement.GLUCOSE_LOGS).stream()
            .filter(l -> l.eventDate() < begin)
            .collect(Collectors.groupingBy(l -> arms.get(l.userId()), Collectors.counting()));
    assertEquals(1, (double) logs.get(Arm.B) / logs.get(Arm.A), 0.1);
  }

  @Test
  void whoUninstalledIsGone() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Integer> lastWeek = new HashMap<>();
    rows.of(AppEngagement.USER_WEEKS)
        .forEach(w -> lastWeek.merge(w.userId(), (int) w.week(), Math::max));
    long begin = WAVE.from().toEpochDay() + Reminders.DAYS_BEFORE;
    int last =
        rows.of(AppEngagement.NOTIFICATIONS).stream()
            .mapToInt(n -> (int) ((n.eventDate() - begin) / 7) - lastWeek.get(n.userId()))
            .max()
            .orElseThrow();
    assertEquals(0, last);
    assertTrue(lastWeek.values().stream().anyMatch(w -> w < 7));
    assertEquals(
        7, lastWeek.values().stream().max(Comparator.naturalOrder()).orElseThrow().intValue());
  }
}
