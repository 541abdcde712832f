package dev.medley.scenario.wearables;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Table;
import dev.medley.scenario.wearables.Activities.Activity;
import dev.medley.scenario.wearables.Wearables.AfEpisode;
import dev.medley.scenario.wearables.Wearables.AfType;
import dev.medley.scenario.wearables.Wearables.Alert;
import dev.medley.scenario.wearables.Wearables.AlertType;
import dev.medley.scenario.wearables.Wearables.BurstKind;
import dev.medley.scenario.wearables.Wearables.ContextMinute;
import dev.medley.scenario.wearables.Wearables.GapCause;
import dev.medley.scenario.wearables.Wearables.Reading;
import dev.medley.scenario.wearables.Wearables.SensorBurst;
import dev.medley.scenario.wearables.Wearables.SleepStage;
import dev.medley.scenario.wearables.Wearables.WearGap;
import dev.medley.scenario.wearables.Wearables.WearerRow;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoanTest {
  private static final Wearables SCENARIO = new Wearables();
  private static final Horizon QUARTER = Horizon.of("2024-01-01", "2024-03-31");
  private static final int LOANS = 10;

  /** So that much happens in few days. */
  private static final Map<String, Double> EVENTFUL =
      Map.of(
          "loan.days", 2.0,
          "run.share", 1.0,
          "lock.per_minute", 0.3,
          "af.base", 0.6,
          "cold.pressed_per_hour", 0.5,
          "apnoea.osa_men", 0.7,
          "apnoea.osa_women", 0.7,
          "gap.forget", 0.3);

  private static CollectedRows eventful;
  private static Map<Long, List<Reading>> readings;

  @BeforeAll
  static void simulateTwoDays() {
    eventful = simulate(world(EVENTFUL));
    readings =
        eventful.of(Wearables.READINGS).stream().collect(Collectors.groupingBy(Reading::deviceId));
  }

  private static World world(Map<String, Double> overrides) {
    return new World(7, "wearables", QUARTER, LOANS, overrides);
  }

  private static Map<String, Double> eventfulBut(String param, double value) {
    Map<String, Double> overrides = new HashMap<>(EVENTFUL);
    overrides.put(param, value);
    return overrides;
  }

  /** All loans of the first group, advanced as far as they go. */
  private static CollectedRows simulate(World world) {
    CollectedRows rows = new CollectedRows();
    for (long i = 0; i < LOANS; i++) {
      Simulation loan = loan(i, world);
      loan.emitDimensions(rows);
      loan.advanceTo(SCENARIO.span(SCENARIO.cell(0, i, world), world).end(), rows);
    }
    return rows;
  }

  private static Simulation loan(long i, World world) {
    return SCENARIO.simulator(world).open(SCENARIO.cell(0, i, world));
  }

  private static Wearer wearer(long i, World world) {
    return new Wearer(new Lending(i, 0, world), 0, world);
  }

  private static long deviceOf(long i) {
    return wearer(i, world(EVENTFUL)).deviceId;
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
    World world = world(EVENTFUL);
    CollectedRows atOnce = new CollectedRows();
    loan(3, world).advanceTo(QUARTER.end().plusDays(60), atOnce);
    for (int days : new int[] {1, 2}) {
      CollectedRows inSteps = new CollectedRows();
      Simulation loan = loan(3, world);
      for (LocalDate border = QUARTER.from();
          border.isBefore(QUARTER.end());
          border = border.plusDays(days)) {
        loan.advanceTo(border, inSteps);
      }
      assertEquals(atOnce.tables(), inSteps.tables(), days + " days a step");
    }
    assertTrue(atOnce.of(Wearables.READINGS).size() > 50_000);
  }

  @Test
  void everyRowBeforeTheBorderIsOutWhenItIsReached() {
    World world = world(EVENTFUL);
    for (long i = 0; i < LOANS; i++) {
      Horizon span = SCENARIO.span(SCENARIO.cell(0, i, world), world);
      Simulation loan = loan(i, world);
      for (LocalDate border = span.from(); !border.isAfter(span.end()); ) {
        int reached = (int) border.toEpochDay();
        CollectedRows later = new CollectedRows();
        border = border.plusDays(1);
        loan.advanceTo(border, later);
        later
            .tables()
            .values()
            .forEach(rows -> rows.forEach(row -> assertTrue(eventDate(row) >= reached)));
      }
    }
  }

  @Test
  void rowsLieInTheSpanAndInTheLongestProcess() {
    World world = world(EVENTFUL);
    Map<Long, Horizon> spans = new HashMap<>();
    for (long i = 0; i < LOANS; i++) {
      spans.put(deviceOf(i), SCENARIO.span(SCENARIO.cell(0, i, world), world));
    }
    for (Table<?> table : SCENARIO.tables()) {
      if (!table.isDated()) {
        continue;
      }
      assertFalse(eventful.of(table).isEmpty(), table.name());
      for (Record row : eventful.of(table)) {
        long device = deviceId(row);
        Horizon span = spans.get(device);
        assertTrue(span.contains(LocalDate.ofEpochDay(eventDate(row))), row::toString);
        assertTrue(span.days() <= SCENARIO.longestProcessDays() + 1);
      }
    }
  }

  private static long deviceId(Record row) {
    try {
      return (long) row.getClass().getMethod("deviceId").invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(e.getMessage(), e);
    }
  }

  @Test
  void neitherOtherLoansNorTheEndOfTheHorizonMatter() {
    World larger =
        new World(7, "wearables", Horizon.of("2024-01-01", "2024-01-02"), 5_000, EVENTFUL);
    CollectedRows rows = new CollectedRows();
    loan(3, larger).advanceTo(QUARTER.end(), rows);
    assertEquals(readings.get(deviceOf(3)), rows.of(Wearables.READINGS));
    World other = new World(8, "wearables", QUARTER, LOANS, EVENTFUL);
    CollectedRows otherRows = new CollectedRows();
    loan(3, other).advanceTo(QUARTER.end(), otherRows);
    assertNotEquals(readings.get(deviceOf(3)), otherRows.of(Wearables.READINGS));
  }

  @Test
  void aLongerLoanBeginsLikeAShorterOne() {
    CollectedRows rows = new CollectedRows();
    loan(3, world(eventfulBut("loan.days", 3))).advanceTo(QUARTER.end().plusDays(60), rows);
    // On its last day the wearer gets up in time to bring the watch back.
    long lastMidnight = WallClock.startOf(wearer(3, world(EVENTFUL)).lending.lastDay());
    List<Reading> shorter =
        readings.get(deviceOf(3)).stream().filter(x -> x.readingTs() < lastMidnight).toList();
    assertTrue(shorter.size() > 50_000);
    assertEquals(shorter, rows.of(Wearables.READINGS).subList(0, shorter.size()));
  }

  @Test
  void whatNobodyReadsIsNotSimulatedSecondBySecond() {
    CollectedRows rows = new CollectedRows();
    Emitter dimensionsOnly =
        new Emitter() {
          @Override
          public <R extends Record> void emit(Table<R> table, R row) {
            emit(table, row, 0);
          }

          @Override
          public <R extends Record> void emit(Table<R> table, R row, int startDay) {
            rows.emit(table, row);
          }

          @Override
          public boolean wants(Table<?> table) {
            return table.equals(Wearables.FOLLOW_UPS);
          }
        };
    loan(3, world(EVENTFUL)).advanceTo(QUARTER.end(), dimensionsOnly);
    assertTrue(rows.of(Wearables.READINGS).isEmpty());
    assertEquals(
        eventful.of(Wearables.FOLLOW_UPS).stream()
            .filter(f -> f.deviceId() == deviceOf(3))
            .toList(),
        rows.of(Wearables.FOLLOW_UPS));
  }

  // ---- integrity

  @Test
  void keysAreUnique() throws ReflectiveOperationException {
    for (Table<?> table : SCENARIO.tables()) {
      Set<List<Object>> keys = new HashSet<>();
      for (Record row : eventful.of(table)) {
        List<Object> key = new ArrayList<>();
        for (var column : table.keyColumns()) {
          key.add(column.accessor().invoke(row));
        }
        assertTrue(keys.add(key), () -> table + " " + key);
      }
    }
  }

  @Test
  void everySecondIsRecordedOrExplained() {
    for (WearerRow wearer : eventful.of(Wearables.WEARERS)) {
      List<WearGap> gaps =
          eventful.of(Wearables.WEAR_GAPS).stream()
              .filter(g -> g.deviceId() == wearer.deviceId())
              .toList();
      long expected = wearer.loanStartTs();
      int gap = 0;
      for (Reading r : readings.get(wearer.deviceId())) {
        while (gap < gaps.size() && gaps.get(gap).gapEndTs() <= r.readingTs()) {
          assertTrue(gaps.get(gap).gapStartTs() - expected < 10, "silent before a gap");
          expected = Math.max(expected, gaps.get(gap++).gapEndTs());
        }
        assertTrue(gap == gaps.size() || r.readingTs() < gaps.get(gap).gapStartTs(), "in a gap");
        long step = r.readingTs() - expected;
        assertTrue(step == 0 || (step > 0 && step < 10 && r.batteryLevel() <= 20), r::toString);
        expected = r.readingTs() + 1;
      }
    }
  }

  @Test
  void oxygenIsMeasuredAsleepAndInSpots() {
    int spots = 0;
    for (WearerRow wearer : eventful.of(Wearables.WEARERS)) {
      for (Reading r : readings.get(wearer.deviceId())) {
        long second = r.readingTs() - wearer.loanStartTs() / 60 * 60;
        boolean isSpot = second % 600 < 30;
        assertTrue(r.o2Saturation() == null || isSpot || r.sleepStage() != SleepStage.AWAKE);
        assertTrue(r.sleepStage() == SleepStage.AWAKE || r.stepCount() == 0, "walks asleep");
        assertTrue(r.stepCount() >= 0 && r.stepCount() <= 4);
        assertTrue(r.heartRate() >= 32 && r.heartRate() <= 215);
        spots += r.o2Saturation() != null && r.sleepStage() == SleepStage.AWAKE ? 1 : 0;
      }
    }
    assertTrue(spots > 5_000);
  }

  @Test
  void burstsCountTheRowsTheyFalsify() {
    Map<BurstKind, Integer> stated =
        eventful.of(Wearables.SENSOR_BURSTS).stream()
            .collect(
                Collectors.groupingBy(
                    SensorBurst::kind, Collectors.summingInt(SensorBurst::seconds)));
    long locked = eventful.of(Wearables.READINGS).stream().filter(r -> r.lockHr() != null).count();
    long cold = eventful.of(Wearables.READINGS).stream().filter(r -> r.coldO2() != null).count();
    assertEquals(locked, stated.get(BurstKind.CADENCE_LOCK).longValue());
    assertEquals(cold, stated.get(BurstKind.COLD_SENSOR).longValue());
    assertTrue(locked > 200 && cold > 500, locked + " and " + cold);
    for (Reading r : eventful.of(Wearables.READINGS)) {
      assertTrue(r.lockHr() == null || (r.lockHr() >= 125 && r.lockHr() <= 210), r::toString);
      assertTrue(r.coldO2() == null || r.coldO2() <= r.o2Saturation(), r::toString);
    }
  }

  @Test
  void resentRowsAreWholeBatches() {
    Map<List<Long>, Set<Boolean>> batches = new HashMap<>();
    for (Reading r : eventful.of(Wearables.READINGS)) {
      batches
          .computeIfAbsent(List.of(r.deviceId(), r.readingTs() / 600), k -> new HashSet<>())
          .add(r.resent());
    }
    assertTrue(batches.values().stream().allMatch(s -> s.size() == 1));
    assertTrue(batches.values().stream().anyMatch(s -> s.contains(true)));
  }

  @Test
  void alarmsComeInTimeAndSayWhatTheSensorShowed() {
    Map<Long, Long> lastTs = new HashMap<>();
    Map<List<Long>, Reading> byTs = new HashMap<>();
    eventful.of(Wearables.READINGS).forEach(r -> byTs.put(List.of(r.deviceId(), r.readingTs()), r));
    Map<Long, Long> number = new HashMap<>();
    int inOrder = 0;
    long lastId = 0;
    for (Alert a : eventful.of(Wearables.ALERTS)) {
      assertTrue(lastTs.getOrDefault(a.deviceId(), 0L) <= a.alertTs());
      lastTs.put(a.deviceId(), a.alertTs());
      number.merge(a.deviceId(), 1L, Long::sum);
      assertEquals(a.deviceId(), a.alertId() / 1000);
      inOrder += a.alertId() == lastId + 1 ? 1 : 0;
      lastId = a.alertId();
      if (a.alertType() == AlertType.LOW_O2) {
        Reading r = byTs.get(List.of(a.deviceId(), a.alertTs()));
        int shown = r.coldO2() != null ? r.coldO2() : r.o2Saturation();
        assertEquals(shown, a.alertValue());
        assertTrue(a.alertValue() <= 80);
      }
    }
    assertTrue(number.size() > 3);
    assertTrue(inOrder < eventful.of(Wearables.ALERTS).size() / 5, "ids tell the order");
  }

  // ---- mechanisms

  @Test
  void fibrillationIsIrregular() {
    double[] sum = new double[2];
    int[] n = new int[2];
    Map<Long, List<AfEpisode>> episodes =
        eventful.of(Wearables.AF_EPISODES).stream()
            .collect(Collectors.groupingBy(AfEpisode::deviceId));
    for (ContextMinute m : eventful.of(Wearables.CONTEXT_MINUTES)) {
      if (m.rrVariability() != null) {
        boolean inAf =
            episodes.getOrDefault(m.deviceId(), List.of()).stream()
                .anyMatch(e -> e.startTs() <= m.minuteTs() && m.minuteTs() + 60 <= e.endTs());
        sum[inAf ? 1 : 0] += m.rrVariability();
        n[inAf ? 1 : 0]++;
      }
    }
    assertTrue(n[1] > 100);
    assertEquals(0.22, sum[1] / n[1], 0.01);
    assertTrue(sum[0] / n[0] < 0.08);
    CollectedRows without = simulate(world(eventfulBut("af.base", 0)));
    assertTrue(without.of(Wearables.AF_EPISODES).isEmpty());
    assertTrue(
        without.of(Wearables.WEARER_TRUTH).stream().allMatch(t -> t.afType() == AfType.NONE));
    assertTrue(without.of(Wearables.FOLLOW_UPS).stream().noneMatch(f -> f.afConfirmed()));
    // Another mechanism's draws are what they were.
    assertEquals(eventful.of(Wearables.APNOEA_EVENTS), without.of(Wearables.APNOEA_EVENTS));
    assertEquals(eventful.of(Wearables.WEAR_GAPS), without.of(Wearables.WEAR_GAPS));
  }

  @Test
  void apnoeasAreAsManyAsTheIndexSays() {
    World world =
        new World(7, "wearables", QUARTER, 200, Map.of("loan.days", 28.0, "exit.early", 0.0));
    int checked = 0;
    for (long i = 0; i < 200; i++) {
      Wearer wearer = wearer(i, world);
      boolean isCutShort = wearer.lending.lastDay() - wearer.lending.startDay < 26;
      if (wearer.usualAhi < 5 || wearer.usualAhi > 30 || isCutShort) {
        continue;
      }
      Activities activities = new Activities(wearer, world);
      double index = new Breathing(wearer, activities, world).perHour();
      assertEquals(1, index / wearer.usualAhi, 0.35, wearer.usualAhi + " is " + index);
      checked++;
    }
    assertTrue(checked > 15);
  }

  @Test
  void saturationIsASawToothInARun() {
    double fallen = 0;
    int events = 0;
    for (var e : eventful.of(Wearables.APNOEA_EVENTS)) {
      if (e.seconds() < 30) {
        continue;
      }
      Map<Long, Short> o2 = new HashMap<>();
      for (Reading r : readings.get(e.deviceId())) {
        if (Math.abs(r.readingTs() - e.startTs()) <= 120 && r.o2Saturation() != null) {
          o2.put(r.readingTs(), r.o2Saturation());
        }
      }
      Short before = o2.get(e.startTs() - 1);
      Short after = o2.get(e.startTs() + e.seconds() - 1);
      if (before != null && after != null) {
        fallen += before - after;
        assertEquals(e.nadirPct(), after, 4.0);
        if (++events == 30) {
          break;
        }
      }
    }
    assertEquals(30, events);
    assertTrue(fallen / events > 5);
  }

  @Test
  void withoutLocksAndColdTheSensorIsRight() {
    Map<String, Double> off = new HashMap<>(EVENTFUL);
    off.put("lock.per_minute", 0.0);
    off.put("cold.pressed_per_hour", 0.0);
    off.put("cold.fail", 0.0);
    CollectedRows right = simulate(world(off));
    assertTrue(right.of(Wearables.SENSOR_BURSTS).isEmpty());
    List<Reading> wrong = eventful.of(Wearables.READINGS);
    List<Reading> clean = right.of(Wearables.READINGS);
    assertEquals(wrong.size(), clean.size());
    for (int i = 0; i < wrong.size(); i++) {
      assertNull(clean.get(i).lockHr());
      assertNull(clean.get(i).coldO2());
      assertEquals(wrong.get(i).heartRate(), clean.get(i).heartRate());
      assertEquals(wrong.get(i).o2Saturation(), clean.get(i).o2Saturation());
    }
  }

  @Test
  void forgottenWatchesComeBackFull() {
    List<WearGap> forgotten =
        eventful.of(Wearables.WEAR_GAPS).stream()
            .filter(g -> g.cause() == GapCause.CHARGE_FORGOTTEN)
            .toList();
    assertFalse(forgotten.isEmpty());
    for (WearGap gap : eventful.of(Wearables.WEAR_GAPS)) {
      assertTrue(gap.gapStartTs() < gap.gapEndTs());
      if (gap.cause() == GapCause.CHARGE || gap.cause() == GapCause.CHARGE_FORGOTTEN) {
        readings.get(gap.deviceId()).stream()
            .filter(r -> r.readingTs() == gap.gapEndTs())
            .forEach(r -> assertEquals(100, r.batteryLevel()));
      }
    }
    CollectedRows without = simulate(world(eventfulBut("gap.forget", 0)));
    assertTrue(
        without.of(Wearables.WEAR_GAPS).stream()
            .noneMatch(g -> g.cause() == GapCause.CHARGE_FORGOTTEN));
  }

  @Test
  void nightsAreCyclesWithLessDeepAndMoreRem() {
    World world = world(Map.of());
    Activities week = new Activities(wearer(0, world), world);
    Map<SleepStage, Integer> seconds = new HashMap<>();
    int sleep = 0;
    for (int i = 0; i < week.size(); i++) {
      Activity activity = week.at(i).activity();
      if (activity.isSleep()) {
        seconds.merge(activity.stage, week.endOf(i) - week.at(i).start(), Integer::sum);
        sleep += week.endOf(i) - week.at(i).start();
      }
    }
    assertEquals(0.62, seconds.get(SleepStage.LIGHT) / (double) sleep, 0.06);
    assertEquals(0.17, seconds.get(SleepStage.DEEP) / (double) sleep, 0.05);
    assertEquals(0.21, seconds.get(SleepStage.REM) / (double) sleep, 0.05);
    assertEquals(7 * 7.5, sleep / 3600.0, 7);
  }

  // ---- clinics and watches

  @Test
  void loansBeginAndEndInTheHoursOfAClinic() {
    World world = world(Map.of("exit.early", 0.3));
    int mornings = 0;
    int returned = 0;
    int loans = 960;
    for (long member = 0; member < loans; member++) {
      Lending lending = lending(member, world);
      int day = lending.startDay - (int) QUARTER.from().toEpochDay();
      assertEquals(Wearables.COHORTS.wave(member), day / 7);
      assertInHours(lending, lending.begin);
      mornings += lending.begin < 12.5 * WallClock.HOUR ? 1 : 0;
      if (lending.isBroughtBack) {
        assertInHours(lending, lending.end);
        returned++;
      }
      if (lending.visitDay != null) {
        assertTrue(Holidays.FEDERAL.isBusinessDay(lending.visitDay));
        assertTrue(lending.visitDay >= lending.lastDay() + 15);
      }
    }
    assertEquals(2 / 3.0, mornings / (double) loans, 0.06);
    assertEquals(0.978, returned / (double) loans, 0.02);
  }

  private static Lending lending(long member, World world) {
    return new Lending(member, Wearables.COHORTS.region(member), world);
  }

  private static void assertInHours(Lending lending, int second) {
    long local = WallClock.startOf(lending.startDay) + second;
    assertTrue(Holidays.FEDERAL.isBusinessDay(WallClock.epochDay(local)));
    double hour = WallClock.secondOfDay(local) / (double) WallClock.HOUR;
    assertTrue((hour > 8.2 && hour < 12.3) || (hour > 12.7 && hour < 16.8), "at " + hour);
  }

  @Test
  void earlyReturnsAreGoneWithoutThem() {
    int[] early = new int[2];
    for (long member = 0; member < 600; member++) {
      for (int share = 0; share < 2; share++) {
        Lending lending = lending(member, world(Map.of("exit.early", 0.2 * share)));
        early[share] += lending.end - lending.begin < 6 * WallClock.DAY ? 1 : 0;
      }
    }
    assertEquals(0.019, early[0] / 600.0, 0.018);
    assertEquals(0.2, early[1] / 600.0, 0.05);
  }

  @Test
  void aWatchIsLentAgainAndNeverTwiceAtOnce() {
    World world = world(Map.of());
    Map<String, List<Lending>> bySerial = new HashMap<>();
    Set<Long> ids = new HashSet<>();
    int loans = 960;
    for (long member = 0; member < loans; member++) {
      Lending lending = lending(member, world);
      assertTrue(ids.add(lending.deviceId));
      assertEquals(8, lending.serial().length());
      bySerial.computeIfAbsent(lending.serial(), k -> new ArrayList<>()).add(lending);
    }
    assertTrue(bySerial.size() > loans / 7 && bySerial.size() < loans / 4);
    for (List<Lending> loansOfOne : bySerial.values()) {
      loansOfOne.sort(Comparator.comparingLong(l -> l.midnightTs + l.begin));
      for (int i = 1; i < loansOfOne.size(); i++) {
        Lending before = loansOfOne.get(i - 1);
        Lending after = loansOfOne.get(i);
        assertTrue(before.midnightTs + before.end < after.midnightTs + after.begin);
        assertEquals(before.clinicId, after.clinicId);
        assertEquals(before.model, after.model);
        assertTrue(before.firmware <= after.firmware, "firmware went back");
      }
    }
  }

  // ---- people

  @Test
  void olderWearersWalkLessAndBeatMoreRegularly() {
    World world = world(Map.of());
    int n = 600;
    double[] ages = new double[n];
    double[] steps = new double[n];
    double[] variability = new double[n];
    int runners = 0;
    for (int i = 0; i < n; i++) {
      Wearer wearer = wearer(i, world);
      ages[i] = wearer.ageYears;
      steps[i] = wearer.stepsADay;
      variability[i] = wearer.variability;
      runners += wearer.runs ? 1 : 0;
    }
    assertTrue(correlation(ages, steps) < -0.2);
    assertTrue(correlation(ages, variability) < -0.25);
    assertEquals(0.3, runners / (double) n, 0.08);
  }

  private static double correlation(double[] x, double[] y) {
    double meanX = Arrays.stream(x).average().orElseThrow();
    double meanY = Arrays.stream(y).average().orElseThrow();
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (int i = 0; i < x.length; i++) {
      xx += (x[i] - meanX) * (x[i] - meanX);
      yy += (y[i] - meanY) * (y[i] - meanY);
      xy += (x[i] - meanX) * (y[i] - meanY);
    }
    return xy / Math.sqrt(xx * yy);
  }

  @Test
  void planningMeetsThePersonsStepsAndTheirHoursPersist() {
    World world = world(Map.of("run.share", 0.0));
    List<Double> ratios = new ArrayList<>();
    double[] first = new double[60];
    double[] second = new double[60];
    for (int i = 0; i < 60; i++) {
      Wearer wearer = wearer(i, world);
      Activities week = new Activities(wearer, world);
      double walked = 0;
      for (int k = 0; k < week.size(); k++) {
        if (week.at(k).activity() == Activity.WALK) {
          walked += week.at(k).stepsPerMinute() * (week.endOf(k) - week.at(k).start()) / 60.0;
        }
      }
      double days = (wearer.lending.end - wearer.lending.begin) / 86_400.0;
      ratios.add(walked / days / Math.max(800, wearer.stepsADay));
      first[i] = week.wakeAt(1) - Activities.midnight(1);
      second[i] = week.wakeAt(2) - Activities.midnight(2);
    }
    double mean = ratios.stream().mapToDouble(r -> r).average().orElseThrow();
    assertEquals(0.98, mean, 0.12);
    assertTrue(correlation(first, second) > 0.3);
  }

  @Test
  void theOldGetUpInTheNight() {
    World world = world(Map.of());
    double[] trips = new double[2];
    double[] nights = new double[2];
    for (int i = 0; i < 100; i++) {
      Wearer wearer = wearer(i, world);
      Activities week = new Activities(wearer, world);
      int group = wearer.ageYears >= 62 ? 1 : 0;
      nights[group] += week.days() - 1;
      for (int k = 0; k < week.size(); k++) {
        trips[group] += week.at(k).activity() == Activity.WALK_AT_NIGHT ? 0.5 : 0;
      }
    }
    assertTrue(trips[1] / nights[1] > 1.2 * trips[0] / nights[0]);
    assertEquals(0.85, (trips[0] + trips[1]) / (nights[0] + nights[1]), 0.25);
  }

  // ---- mess

  @Test
  void theShownPulseIsHeld() {
    long changes = 0;
    long pairs = 0;
    for (List<Reading> rows : readings.values()) {
      for (int i = 1; i < rows.size(); i++) {
        if (rows.get(i).readingTs() == rows.get(i - 1).readingTs() + 1) {
          pairs++;
          changes += rows.get(i).heartRate() != rows.get(i - 1).heartRate() ? 1 : 0;
        }
      }
    }
    assertEquals(0.2, changes / (double) pairs, 0.05);
  }

  @Test
  void zerosAreOfSomeWatchesAndHours() {
    int values = 0;
    int zeros = 0;
    double[] byLoan = new double[LOANS];
    for (int i = 0; i < LOANS; i++) {
      boolean hasBug = wearer(i, world(EVENTFUL)).hasZerosBug();
      for (Reading r : readings.get(deviceOf(i))) {
        assertEquals(hasBug, r.fw31());
        assertTrue(!r.o2Bug() || (r.fw31() && r.o2Saturation() != null), r::toString);
        values += r.fw31() && r.o2Saturation() != null ? 1 : 0;
        zeros += r.o2Bug() ? 1 : 0;
        byLoan[i] += r.o2Bug() ? 1 : 0;
      }
    }
    assertTrue(values > 10_000 && zeros > 0 && zeros < values / 8, zeros + " of " + values);
    double mean = Arrays.stream(byLoan).average().orElseThrow();
    double variance = Arrays.stream(byLoan).map(x -> (x - mean) * (x - mean)).sum() / (LOANS - 1);
    assertTrue(variance > 10 * mean);
  }

  @Test
  void telephonesSendTwiceInRuns() {
    World world = world(Map.of());
    int batches = 0;
    int resent = 0;
    double squares = 0;
    int loans = 2_000;
    for (int i = 0; i < loans; i++) {
      Phone phone = new Phone(i, world);
      int here = 0;
      for (int batch = 0; batch < 850; batch++) {
        if (batch % 100 == 50) {
          phone.comesIntoReach();
        }
        here += phone.sendsTwice(WallClock.startOf(19_723) + batch * 600L) ? 1 : 0;
      }
      batches += 850;
      resent += here;
      squares += here * (double) here;
    }
    double mean = resent / (double) loans;
    assertEquals(0.003, resent / (double) batches, 0.0007);
    assertTrue(squares / loans - mean * mean > 2 * mean);
  }

  @Test
  void someClerksMisspellMuchMoreThanOthers() {
    World world = world(Map.of());
    Map<Integer, int[]> clinics = new HashMap<>();
    int misspelt = 0;
    int loans = 3_000;
    for (long member = 0; member < loans; member++) {
      Lending lending = lending(member, world);
      boolean is = new Wearer(lending, Wearables.COHORTS.region(member), world).row().misspelt();
      misspelt += is ? 1 : 0;
      int[] n = clinics.computeIfAbsent(lending.clinicId, k -> new int[2]);
      n[0]++;
      n[1] += is ? 1 : 0;
    }
    assertEquals(12, clinics.size());
    assertEquals(0.04, misspelt / (double) loans, 0.03);
    double most = clinics.values().stream().mapToDouble(n -> n[1] / (double) n[0]).max().orElse(0);
    assertTrue(most > 2.0 * misspelt / loans);
  }
}
