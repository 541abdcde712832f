package dev.medley.scenario.coldchain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.model.Table;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.Cause;
import dev.medley.scenario.coldchain.ColdChain.Disposition;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.Product;
import dev.medley.scenario.coldchain.ColdChain.SensorReading;
import dev.medley.scenario.coldchain.ColdChain.Shipment;
import dev.medley.scenario.coldchain.ColdChain.ShipmentLeg;
import dev.medley.scenario.coldchain.ColdChain.ShipmentTruth;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ManufacturerTest {
  private static final ColdChain SCENARIO = new ColdChain();
  private static final Horizon MONTH = Horizon.of("2024-06-03", "2024-07-05");
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");

  /** Every row of two manufacturers in a month of summer. */
  private static CollectedRows month;

  /** A year of four manufacturers, without the readings. */
  private static CollectedRows year;

  private static final Map<String, Site> SITES =
      new Site.Map(world(MONTH, 2, Map.of()))
          .all().stream().collect(Collectors.toMap(s -> s.code, Function.identity()));

  private static Map<Long, Shipment> shipments;
  private static Map<Long, List<ShipmentLeg>> legs;
  private static Map<Long, List<SensorReading>> readings;
  private static Map<Long, ShipmentTruth> truths;

  @BeforeAll
  static void simulate() {
    month = new CollectedRows();
    advanceAll(world(MONTH, 2, Map.of()), month);
    year = withoutReadings(Map.of(), 0, 1, 2);
    shipments = byId(month);
    legs =
        month.of(ColdChain.SHIPMENT_LEGS).stream()
            .collect(Collectors.groupingBy(ShipmentLeg::shipmentId));
    readings =
        month.of(ColdChain.SENSOR_READINGS).stream()
            .collect(Collectors.groupingBy(SensorReading::shipmentId));
    truths = truthById(month);
  }

  private static World world(Horizon horizon, long units, Map<String, Double> overrides) {
    return new World(7, "cold_chain", horizon, units, overrides);
  }

  private static void advanceAll(World world, Emitter out) {
    advance(world, out, 0, 1, 2);
  }

  private static void advance(World world, Emitter out, int... regions) {
    for (int region : regions) {
      for (long i = 0; i < SCENARIO.cellsIn(region, world.units(), world.horizon()); i++) {
        open(region, i, world).advanceTo(world.horizon().end(), out);
      }
    }
  }

  /** The same year of the same four with other parameters, to Chicago or to Brazil. */
  private static CollectedRows toChicago(Map<String, Double> overrides) {
    return withoutReadings(overrides, 0);
  }

  private static CollectedRows toBrazil(Map<String, Double> overrides) {
    return withoutReadings(overrides, 1, 2);
  }

  private static Simulation open(int region, long index, World world) {
    return SCENARIO.simulator(world).open(SCENARIO.cell(region, index, world));
  }

  private static CollectedRows withoutReadings(Map<String, Double> overrides, int... regions) {
    CollectedRows rows = new CollectedRows();
    advance(
        world(YEAR, 4, overrides),
        new Emitter() {
          @Override
          public <R extends Record> void emit(Table<R> table, R row) {
            rows.emit(table, row);
          }

          @Override
          public <R extends Record> void emit(Table<R> table, R row, int startDay) {
            rows.emit(table, row);
          }

          @Override
          public boolean wants(Table<?> table) {
            return table != ColdChain.SENSOR_READINGS;
          }
        },
        regions);
    return rows;
  }

  private static Map<Long, Shipment> byId(CollectedRows rows) {
    return rows.of(ColdChain.SHIPMENTS).stream()
        .collect(Collectors.toMap(Shipment::shipmentId, Function.identity()));
  }

  private static Map<Long, ShipmentTruth> truthById(CollectedRows rows) {
    return rows.of(ColdChain.SHIPMENT_TRUTH).stream()
        .collect(Collectors.toMap(ShipmentTruth::shipmentId, Function.identity()));
  }

  private static boolean isFrozen(Shipment shipment) {
    return shipment.product() == Product.MRNA_FROZEN;
  }

  private static boolean isRejected(Shipment shipment) {
    return shipment.disposition() == Disposition.REJECTED;
  }

  private static double share(
      CollectedRows rows, Predicate<Shipment> among, Predicate<Shipment> hit) {
    List<Shipment> all = rows.of(ColdChain.SHIPMENTS).stream().filter(among).toList();
    assertTrue(all.size() > 50, "too few to judge: " + all.size());
    return (double) all.stream().filter(hit).count() / all.size();
  }

  // ---- determinism

  @Test
  void theStepsInWhichItIsAdvancedDoNotMatter() {
    World world = world(MONTH, 2, Map.of());
    for (int region = 0; region < 3; region++) {
      CollectedRows atOnce = new CollectedRows();
      open(region, 1, world).advanceTo(MONTH.end(), atOnce);
      for (int days : new int[] {1, 5, 31}) {
        CollectedRows inSteps = new CollectedRows();
        Simulation simulation = open(region, 1, world);
        for (LocalDate border = MONTH.from();
            border.isBefore(MONTH.end().plusDays(60));
            border = border.plusDays(days)) {
          simulation.advanceTo(border, inSteps);
        }
        assertEquals(atOnce.tables(), inSteps.tables(), days + " days a step");
      }
      assertTrue(atOnce.of(ColdChain.SENSOR_READINGS).size() > 10_000);
    }
  }

  @Test
  void neitherTheNumberOfManufacturersNorTheEndOfTheWorldMatters() {
    CollectedRows alone = new CollectedRows();
    Horizon longer = new Horizon(MONTH.from(), MONTH.to().plusDays(40));
    open(1, 0, world(MONTH, 2, Map.of())).advanceTo(MONTH.end(), alone);
    CollectedRows among = new CollectedRows();
    open(1, 0, world(longer, 5_000, Map.of())).advanceTo(longer.end(), among);
    Set<Long> ids = byId(alone).keySet();
    assertEquals(
        alone.of(ColdChain.SENSOR_READINGS),
        among.of(ColdChain.SENSOR_READINGS).stream()
            .filter(r -> ids.contains(r.shipmentId()))
            .toList());
    int lastDay = (int) MONTH.to().toEpochDay();
    assertEquals(
        alone.of(ColdChain.SHIPMENTS),
        among.of(ColdChain.SHIPMENTS).stream().filter(s -> s.eventDate() <= lastDay).toList());
  }

  @Test
  void anotherSeedIsAnotherWorld() {
    CollectedRows other = new CollectedRows();
    open(0, 0, new World(8, "cold_chain", MONTH, 2, Map.of())).advanceTo(MONTH.end(), other);
    CollectedRows same = new CollectedRows();
    open(0, 0, world(MONTH, 2, Map.of())).advanceTo(MONTH.end(), same);
    assertNotEquals(same.of(ColdChain.SHIPMENTS), other.of(ColdChain.SHIPMENTS));
  }

  @Test
  void everyRowBeforeTheBorderIsOutWhenItIsReached() {
    Simulation simulation = open(1, 0, world(MONTH, 2, Map.of()));
    LocalDate july = LocalDate.of(2024, 7, 1);
    simulation.advanceTo(july, new CollectedRows());
    CollectedRows later = new CollectedRows();
    simulation.advanceTo(MONTH.end(), later);
    int border = (int) july.toEpochDay();
    assertTrue(later.of(ColdChain.SHIPMENTS).stream().allMatch(s -> s.eventDate() >= border));
    assertTrue(later.of(ColdChain.SENSOR_READINGS).stream().allMatch(r -> r.eventDate() >= border));
    assertFalse(later.of(ColdChain.SHIPMENTS).isEmpty());
  }

  @Test
  void noDispatchLiesOutsideTheHorizonAndNoShipmentTakesLongerThanItSays() {
    int longest = 0;
    for (Shipment s : year.of(ColdChain.SHIPMENTS)) {
      assertTrue(YEAR.contains(LocalDate.ofEpochDay(s.eventDate())));
      if (s.deliveredTs() != null) {
        longest = Math.max(longest, WallClock.epochDay(s.deliveredTs()) - s.eventDate());
      }
    }
    assertTrue(longest > 30, "longest: " + longest);
    assertTrue(longest <= SCENARIO.longestProcessDays(), "longest: " + longest);
    assertTrue(SCENARIO.longestProcessDays() < 100);
  }

  @Test
  void aParameterMovesNothingButItsOwnMechanism() {
    Map<Long, Shipment> before = byId(year);
    CollectedRows noSun = toChicago(Map.of("sun.kelvin", 0.0));
    assertEquals(
        year.of(ColdChain.SHIPMENT_LEGS).stream()
            .filter(l -> before.get(l.shipmentId()).product() == Product.BIOLOGIC_2_8)
            .toList(),
        noSun.of(ColdChain.SHIPMENT_LEGS));
    CollectedRows noHolds = toChicago(Map.of("fda.hold", 0.0, "jfk.dwell_b", 0.8));
    for (Shipment s : noHolds.of(ColdChain.SHIPMENTS)) {
      Shipment other = before.get(s.shipmentId());
      assertEquals(other.route(), s.route());
      assertEquals(other.dispatchTs(), s.dispatchTs());
      if (s.route().equals("DUB-DXB-ORD") && Objects.equals(other.deliveredTs(), s.deliveredTs())) {
        assertEquals(other, s);
      }
    }
    assertTrue(
        noHolds.of(ColdChain.SHIPMENT_LEGS).stream()
            .noneMatch(l -> l.holdCode() == HoldCode.FDA_HOLD));
  }

  // ---- integrity

  @Test
  void keysAreUniqueAndEveryShipmentHasItsRows() {
    assertEquals(month.of(ColdChain.SHIPMENTS).size(), shipments.size());
    assertEquals(shipments.keySet(), legs.keySet());
    assertEquals(shipments.keySet(), readings.keySet());
    assertEquals(shipments.keySet(), truths.keySet());
    Map<String, Integer> batches = new HashMap<>();
    for (Shipment s : year.of(ColdChain.SHIPMENTS)) {
      assertTrue(batches.merge(s.batchId(), 1, Integer::sum) <= 5, s.batchId());
    }
  }

  @Test
  void legsFollowEachOtherFromThePlantToTheDoor() {
    for (Shipment s : shipments.values()) {
      List<ShipmentLeg> of = legs.get(s.shipmentId());
      assertEquals(s.dispatchTs(), of.get(0).startTs());
      assertEquals(s.deliveredTs(), of.get(of.size() - 1).endTs());
      for (int i = 0; i < of.size(); i++) {
        ShipmentLeg leg = of.get(i);
        assertEquals(i + 1, leg.legNo());
        assertEquals(SITES.get(leg.toSite()).area.utcOffsetHours, leg.toUtcOffsetHours());
        if (leg.endTs() == null) {
          assertTrue(i == of.size() - 1 && s.deliveredTs() == null && s.disposition() == null);
        } else {
          assertTrue(leg.endTs() > leg.startTs());
        }
        if (i > 0) {
          assertEquals(of.get(i - 1).endTs(), leg.startTs());
          assertEquals(of.get(i - 1).toSite(), leg.fromSite());
        }
      }
      if (s.deliveredTs() != null) {
        String way =
            of.get(0).fromSite()
                + of.stream()
                    .filter(l -> !l.fromSite().equals(l.toSite()))
                    .map(l -> "-" + l.toSite())
                    .collect(Collectors.joining());
        assertEquals(s.route() + "-" + s.destinationSite(), way);
      }
    }
  }

  @Test
  void flightsLeaveDublinInTheMorningFourHoursAfterTheBoxCame() {
    int flights = 0;
    for (List<ShipmentLeg> of : legs.values()) {
      if (of.size() > 3
          && of.get(1).legType() == LegType.COLD_ROOM
          && of.get(1).fromSite().equals("DUB")) {
        ShipmentLeg flight = of.get(3);
        assertEquals(LegType.FLIGHT, flight.legType());
        int second = WallClock.secondOfDay(flight.startTs());
        assertTrue(second >= 7.5 * 3_600 && second <= 10.5 * 3_600);
        long wait = flight.startTs() - of.get(1).startTs();
        assertTrue(wait >= 4 * 3_600 && wait <= 32 * 3_600, "waits " + wait);
        flights++;
      }
    }
    assertTrue(flights > 100);
  }

  @Test
  void samplesComeAtTheirIntervalFromDispatchToDelivery() {
    int silent = 0;
    for (Shipment s : shipments.values()) {
      List<SensorReading> of = readings.get(s.shipmentId());
      long step = s.loggerIntervalMinutes() * 60L;
      assertEquals(s.dispatchTs() - s.dispatchTs() % 300, of.get(0).readingTs());
      for (int i = 1; i < of.size(); i++) {
        assertEquals(of.get(i - 1).readingTs() + step, of.get(i).readingTs());
      }
      long last = of.get(of.size() - 1).readingTs();
      if (s.deliveredTs() != null) {
        assertTrue(last <= s.deliveredTs());
        silent += last + step <= s.deliveredTs() ? 1 : 0;
      }
      for (SensorReading r : of) {
        assertEquals(WallClock.epochDay(r.readingTs()), r.eventDate());
      }
    }
    assertTrue(silent > 0 && silent < shipments.size() / 40, "silent before the end: " + silent);
  }

  @Test
  void thereIsAFixEveryHalfHourAndNoneInTheAir() {
    for (Shipment s : shipments.values()) {
      List<SensorReading> of = readings.get(s.shipmentId());
      for (int i = 0; i < of.size(); i++) {
        SensorReading r = of.get(i);
        ShipmentLeg leg = legAt(s, r.readingTs());
        boolean isDue = i * s.loggerIntervalMinutes() % 30 == 0;
        assertEquals(isDue && leg.legType() != LegType.FLIGHT, r.latitude() != null);
        assertEquals(r.latitude() == null, r.longitude() == null);
        assertTrue(r.latitude() != null || !r.noFix());
        if (leg.legType() == LegType.RAMP && r.latitude() != null) {
          assertEquals(SITES.get(leg.fromSite()).latitude, r.latitude(), 0.03);
        }
        boolean isInside =
            leg.holdCode() == HoldCode.FDA_HOLD
                && r.readingTs() >= leg.startTs() + 6 * 3_600
                && leg.endTs() != null
                && r.readingTs() <= leg.endTs() - 3_600;
        assertTrue(isInside || !r.shielded());
      }
    }
  }

  @Test
  void aStandingBoxMovesSomeMetresAndATruckThousands() {
    double still = 0;
    double driven = 0;
    int stills = 0;
    int drives = 0;
    for (Shipment s : shipments.values()) {
      SensorReading before = null;
      int legBefore = 0;
      for (SensorReading r : readings.get(s.shipmentId())) {
        if (r.latitude() == null) {
          continue;
        }
        ShipmentLeg leg = legAt(s, r.readingTs());
        if (before != null && leg.legNo() == legBefore) {
          double metres = 111_195 * Math.abs(r.latitude() - before.latitude());
          if (leg.legType() == LegType.CUSTOMS) {
            still += Math.min(metres, 100);
            stills++;
          } else if (leg.legType() == LegType.ROAD && leg.endTs() - leg.startTs() > 8 * 3_600) {
            driven += metres;
            drives++;
          }
        }
        before = r;
        legBefore = leg.legNo();
      }
    }
    assertTrue(stills > 1_000 && still / stills < 15, "stands: " + still / stills);
    assertTrue(drives > 100 && driven / drives > 500, "drives: " + driven / drives);
  }

  private static ShipmentLeg legAt(Shipment s, long second) {
    List<ShipmentLeg> of = legs.get(s.shipmentId());
    for (ShipmentLeg leg : of) {
      if (leg.endTs() == null || second < leg.endTs()) {
        return leg;
      }
    }
    return of.get(of.size() - 1);
  }

  // ---- is it spoiled?

  @Test
  void theFourHourRuleCanBeRecomputedExactly() {
    Set<Disposition> seen = new HashSet<>();
    for (Shipment s : shipments.values()) {
      if (!isFrozen(s) || s.disposition() == null) {
        continue;
      }
      int run = 0;
      int longest = 0;
      int all = 0;
      for (SensorReading r : readings.get(s.shipmentId())) {
        run = r.temperatureCelsius() > -20 ? run + s.loggerIntervalMinutes() : 0;
        all += r.temperatureCelsius() > -20 ? s.loggerIntervalMinutes() : 0;
        longest = Math.max(longest, run);
      }
      ShipmentTruth truth = truths.get(s.shipmentId());
      assertEquals(longest, truth.longestRunMinutes());
      assertEquals(all, truth.cumulativeMinutes());
      Disposition expected =
          longest > 240
              ? Disposition.REJECTED
              : all > 0 ? Disposition.RELEASED_AFTER_REVIEW : Disposition.RELEASED;
      assertEquals(expected, s.disposition());
      seen.add(expected);
    }
    assertEquals(Set.of(Disposition.values()), seen);
  }

  @Test
  void theChilledRuleCanBeRecomputedAsFarAsTheLoggerAllows() {
    int differ = 0;
    int rejected = 0;
    int all = 0;
    for (Shipment s : shipments.values()) {
      if (isFrozen(s) || s.disposition() == null) {
        continue;
      }
      StabilityRule.Chilled rule = new StabilityRule.Chilled();
      for (SensorReading r : readings.get(s.shipmentId())) {
        rule.read(r.temperatureCelsius());
        for (int i = 0; i < s.loggerIntervalMinutes() / 5; i++) {
          rule.pass(r.temperatureCelsius());
        }
      }
      all++;
      if (isRejected(s)) {
        rejected++;
      } else if (rule.verdict() != Disposition.REJECTED) {
        assertEquals(rule.verdict(), s.disposition());
      }
      differ += (rule.verdict() == Disposition.REJECTED) != isRejected(s) ? 1 : 0;
      assertTrue(isRejected(s) == (truths.get(s.shipmentId()).cause() != null));
    }
    assertTrue(rejected >= 3 && all > 100, rejected + " of " + all);
    assertTrue(differ <= 2, differ + " of " + all);
  }

  @Test
  void thirtySevenMinutesAtThirtyDegreesUseUpADay() {
    StabilityRule.KineticMean mean = new StabilityRule.KineticMean(8);
    for (int minute = 0; minute < 1_440; minute += 5) {
      mean.add(minute < 35 ? 30 : 5);
    }
    assertFalse(mean.isAbove());
    assertEquals(7.87, mean.celsius(), 0.05);
    for (int minute = 0; minute < 40; minute += 5) {
      mean.add(30);
    }
    assertTrue(mean.isAbove());
    StabilityRule.KineticMean tooShort = new StabilityRule.KineticMean(8);
    for (int i = 0; i < 35; i++) {
      tooShort.add(20);
      assertFalse(tooShort.isAbove(), "three hours make a mean");
    }
    tooShort.add(20);
    assertTrue(tooShort.isAbove());
  }

  @Test
  void theMeanIsThatOfEveryStepHoweverLongNoneWasWarm() {
    StabilityRule.KineticMean mean = new StabilityRule.KineticMean(8);
    SplittableRandom weather = new SplittableRandom(7);
    List<Double> all = new ArrayList<>();
    double base = 6;
    int above = 0;
    for (int i = 0; i < 20_000; i++) {
      base += 0.02 * (6.2 - base) + 0.3 * (weather.nextDouble() - 0.5);
      double celsius = i % 1_500 < 60 ? base + 4 : Math.min(base, 7.9);
      all.add(celsius);
      mean.add(celsius);
      double rates =
          all.subList(Math.max(0, all.size() - 288), all.size()).stream()
              .mapToDouble(c -> Math.exp(-10_000 / (c + 273.15)))
              .average()
              .orElseThrow();
      double plain = -10_000 / Math.log(rates) - 273.15;
      boolean isAbove = i >= 35 && plain > 8;
      above += isAbove ? 1 : 0;
      assertEquals(isAbove, mean.isAbove(), "step " + i + ": " + plain);
    }
    assertTrue(above > 100 && above < 19_900, "above at " + above);
  }

  @Test
  void lossesAreTheValueOfWhatIsRejected() {
    for (Shipment s : year.of(ColdChain.SHIPMENTS)) {
      assertEquals(s.unitsCount() * (isFrozen(s) ? 200_00L : 50_000_00L), s.valueUsd());
      assertEquals(isRejected(s) ? s.valueUsd() : 0, s.lossUsd());
    }
  }

  // ---- mechanisms

  @Test
  void carrierBLosesBoxesInTheSunAtJfkOnly() {
    Predicate<Shipment> byB = s -> s.carrier() == Carrier.CARRIER_B && !isFrozen(s);
    Predicate<Shipment> atJfk = byB.and(s -> s.route().contains("JFK"));
    double there = share(year, atJfk, ManufacturerTest::isRejected);
    double elsewhere = share(year, byB.and(atJfk.negate()), ManufacturerTest::isRejected);
    assertTrue(there > 0.025 && there > 2 * elsewhere, there + " " + elsewhere);
    CollectedRows night = toChicago(Map.of("sun.kelvin", 0.0, "jfk.dwell_b", 0.8));
    assertTrue(share(night, atJfk, ManufacturerTest::isRejected) < there / 2);
    assertTrue(
        year.of(ColdChain.SHIPMENT_TRUTH).stream().anyMatch(t -> t.cause() == Cause.RAMP_SUN));
  }

  @Test
  void renewedCoolantSavesTheVaccine() {
    Predicate<Shipment> reiced = s -> isFrozen(s) && s.reiceService();
    assertTrue(share(year, reiced, ManufacturerTest::isRejected) < 0.01);
    double without =
        share(year, s -> isFrozen(s) && !s.reiceService(), ManufacturerTest::isRejected);
    CollectedRows forgotten = toBrazil(Map.of("handling.reice_done", 0.0));
    assertEquals(without, share(forgotten, reiced, ManufacturerTest::isRejected), 0.06);
    assertTrue(without > 0.15);
  }

  @Test
  void openBoxesAddUpMinutes() {
    double flips = flips(year);
    assertTrue(flips > 0.02, "flips: " + flips);
    CollectedRows shut = toBrazil(Map.of("handling.openings", 0.0));
    assertTrue(flips(shut) < flips / 4);
  }

  private static double flips(CollectedRows rows) {
    Map<Long, ShipmentTruth> truth = truthById(rows);
    return share(
        rows,
        ManufacturerTest::isFrozen,
        s -> !isRejected(s) && truth.get(s.shipmentId()).cumulativeMinutes() > 240);
  }

  @Test
  void moreAllowedMinutesRejectFewer() {
    CollectedRows mild = toBrazil(Map.of("frozen.max_minutes", 1_440.0));
    assertTrue(
        share(mild, ManufacturerTest::isFrozen, ManufacturerTest::isRejected)
            < share(year, ManufacturerTest::isFrozen, ManufacturerTest::isRejected));
  }

  @Test
  void theDetourOverDubaiIsForTheMarketsCrunchWeeks() {
    Map<Integer, Set<Long>> makersByWeek = new HashMap<>();
    for (Shipment s : year.of(ColdChain.SHIPMENTS)) {
      if (s.route().equals("DUB-DXB-ORD")) {
        makersByWeek
            .computeIfAbsent(
                (s.eventDate() - (int) YEAR.from().toEpochDay()) / 7, w -> new HashSet<>())
            .add(s.shipmentId() / ColdChain.SHIPMENTS_OF_A_MAKER);
      }
    }
    assertTrue(makersByWeek.size() >= 2 && makersByWeek.size() <= 20, "" + makersByWeek.keySet());
    assertTrue(makersByWeek.values().stream().anyMatch(makers -> makers.size() >= 3));
  }

  // ---- hours, places and people

  @Test
  void hospitalsAndClinicsSignWhenTheyAreOpen() {
    int onWeekends = 0;
    int atNight = 0;
    int all = 0;
    for (Shipment s : year.of(ColdChain.SHIPMENTS)) {
      if (s.deliveredTs() == null) {
        continue;
      }
      Airport area = SITES.get(s.destinationSite()).area;
      long local = s.deliveredTs() + area.utcOffsetHours * WallClock.HOUR;
      int hour = WallClock.hourOfDay(local);
      int weekday = WallClock.weekday(WallClock.epochDay(local));
      assertTrue(weekday < 6, "on a Sunday");
      assertTrue(weekday < 5 || !isFrozen(s), "a clinic on a Saturday");
      onWeekends += weekday == 5 ? 1 : 0;
      atNight += hour < 6 || hour >= 18 ? 1 : 0;
      all++;
    }
    assertTrue(onWeekends > 0 && onWeekends < 0.06 * all, onWeekends + " of " + all);
    assertTrue(atNight < 0.02 * all, atNight + " of " + all);
  }

  @Test
  void officersReleaseHoldsInOfficeHours() {
    int holds = 0;
    for (ShipmentLeg leg : year.of(ColdChain.SHIPMENT_LEGS)) {
      if (leg.holdCode() != null && leg.endTs() != null) {
        long local = leg.endTs() + leg.toUtcOffsetHours() * WallClock.HOUR;
        int day = WallClock.epochDay(local);
        int hour = WallClock.hourOfDay(local);
        assertTrue(SITES.get(leg.toSite()).area.country.isOfficeDay(day));
        assertTrue(hour >= 8 && hour < 17, "at " + hour + " h");
        holds++;
      }
    }
    assertTrue(holds > 50, "holds: " + holds);
  }

  @Test
  void countriesKeepTheirHolidays() {
    int easter = (int) LocalDate.of(2024, 3, 31).toEpochDay();
    assertEquals(easter, Country.easter(2024));
    assertEquals((int) LocalDate.of(2025, 4, 20).toEpochDay(), Country.easter(2025));
    assertTrue(Country.IRELAND.isHoliday(easter + 1) && !Country.BRAZIL.isHoliday(easter + 1));
    assertTrue(Country.BRAZIL.isHoliday(easter - 47) && !Country.GERMANY.isHoliday(easter - 47));
    assertTrue(Country.IRELAND.isHoliday((int) LocalDate.of(2024, 2, 5).toEpochDay()));
    assertTrue(Country.UNITED_STATES.isHoliday((int) LocalDate.of(2024, 7, 4).toEpochDay()));
    assertFalse(Country.EMIRATES.isOfficeDay((int) LocalDate.of(2024, 7, 6).toEpochDay()));
  }

  @Test
  void carrierBIsAverageWhereThereIsARoof() {
    Airlines airlines = new Airlines(world(YEAR, 1, Map.of()));
    for (Airport airport : Airport.values()) {
      assertEquals(1, airlines.dwell(Carrier.CARRIER_B, airport));
      double sum = 0;
      for (Carrier carrier : Carrier.values()) {
        sum += airlines.dwell(carrier, airport);
      }
      assertEquals(5, sum, 1e-9);
    }
  }

  @Test
  void carelessCrewsStayWithTheirClinics() {
    double careful = reviewed(year, false);
    double careless = reviewed(year, true);
    assertTrue(careless > 0.9 && careful < 0.25, careless + " " + careful);
    assertEquals(0, SITES.values().stream().filter(s -> s.careless && s.km == 0).count());
    CollectedRows none = toBrazil(Map.of("handling.careless", 0.0));
    assertTrue(flips(none) < flips(year) / 3);
    CollectedRows busy = toBrazil(Map.of("handling.hub", 1.0));
    assertTrue(reviewed(busy, false) > careful + 0.15);
  }

  private static double reviewed(CollectedRows rows, boolean isCareless) {
    return share(
        rows,
        s -> isFrozen(s) && SITES.get(s.destinationSite()).careless == isCareless,
        s -> s.disposition() != Disposition.RELEASED);
  }

  @Test
  void theWeatherRemembersTheDayBeforeAndIsOneForAll() {
    Sky sky = new Sky(world(YEAR, 1, Map.of()));
    Sky again = new Sky(world(YEAR, 1, Map.of()));
    int first = (int) YEAR.from().toEpochDay();
    double product = 0;
    double square = 0;
    for (int day = first; day < first + 3_600; day++) {
      double today = sky.mean(Airport.MAO, day) - 27.8;
      product += today * (sky.mean(Airport.MAO, day + 1) - 27.8);
      square += today * today;
    }
    assertEquals(0.72, product / square, 0.1);
    assertEquals(1.15, Math.sqrt(square / 3_600), 0.25);
    for (int i = 0; i < 100; i++) {
      long second = WallClock.startOf(first + 7L * (99 - i)) + 40_000;
      assertEquals(sky.air(Airport.ORD, second), again.air(Airport.ORD, second));
      assertEquals(0, sky.sun(Airport.JFK, WallClock.startOf(first + i) + 3_600));
    }
    long midnight = WallClock.startOf(first + 40L) + 6 * WallClock.HOUR;
    double lastStep =
        sky.air(Airport.ORD, midnight - Shipper.STEP)
            - sky.air(Airport.ORD, midnight - 2 * Shipper.STEP);
    double overMidnight =
        sky.air(Airport.ORD, midnight) - sky.air(Airport.ORD, midnight - Shipper.STEP);
    assertEquals(lastStep, overMidnight, 0.02);
  }

  @Test
  void makersDifferInSizeAndAWorldOfFewHasSmallAndLarge() {
    World world = world(YEAR, 1, Map.of());
    double sum = 0;
    double least = 9;
    double most = 0;
    for (long u = 1; u <= 20; u++) {
      double size = new Maker(u, world).size;
      sum += size;
      least = Math.min(least, size);
      most = Math.max(most, size);
    }
    assertEquals(1, sum / 20, 0.15);
    assertTrue(least < 0.55 && most > 1.7, least + " " + most);
  }

  @Test
  void messComesFromItsCarriersInRuns() {
    Map<String, int[]> byStation = new HashMap<>();
    for (ShipmentLeg leg : year.of(ColdChain.SHIPMENT_LEGS)) {
      int week = leg.eventDate() / 7;
      int[] of = byStation.computeIfAbsent(leg.toSite() + week, k -> new int[2]);
      of[0]++;
      of[1] += leg.unscanned() ? 1 : 0;
    }
    double sum = 0;
    double expected = 0;
    double chi = 0;
    int n = 0;
    long rows = byStation.values().stream().mapToLong(c -> c[0]).sum();
    long hit = byStation.values().stream().mapToLong(c -> c[1]).sum();
    double rate = (double) hit / rows;
    assertTrue(rate > 0.008 && rate < 0.05, "nobody scanned: " + rate);
    for (int[] of : byStation.values()) {
      if (of[0] >= 50) {
        sum += of[1];
        expected = of[0] * rate;
        chi += (of[1] - expected) * (of[1] - expected) / expected;
        n++;
      }
    }
    assertTrue(n > 100 && sum > 100 && chi / n > 1.5, "variance over mean: " + chi / n);
    int next = 0;
    int zeros = 0;
    boolean wasZero = false;
    for (SensorReading r : month.of(ColdChain.SENSOR_READINGS)) {
      if (r.latitude() != null) {
        zeros += r.noFix() ? 1 : 0;
        next += r.noFix() && wasZero ? 1 : 0;
        wasZero = r.noFix();
      }
    }
    assertTrue(zeros > 100 && next > 0.3 * zeros, next + " of " + zeros + " follow another");
  }

  @Test
  void theColdestPacksFreezeTheirVials() {
    for (ShipmentTruth t : year.of(ColdChain.SHIPMENT_TRUTH)) {
      if (t.cause() == Cause.FREEZE) {
        assertTrue(t.truePeakCelsius() < 15);
        return;
      }
    }
    throw new AssertionError("nothing froze in a year");
  }

  @Test
  void theProbeOnTheOutsideFeelsTheSun() {
    double hottest = 0;
    double hottestUnderARoof = 0;
    for (Shipment s : shipments.values()) {
      for (SensorReading r : readings.get(s.shipmentId())) {
        ShipmentLeg leg = legAt(s, r.readingTs());
        if (leg.legType() == LegType.RAMP && leg.fromSite().equals("JFK")) {
          if (s.carrier() == Carrier.CARRIER_B) {
            hottest = Math.max(hottest, r.outerTemperatureCelsius());
          } else {
            hottestUnderARoof = Math.max(hottestUnderARoof, r.outerTemperatureCelsius());
          }
        }
      }
    }
    assertTrue(hottest > 55 && hottest < 75, "hottest: " + hottest);
    assertTrue(hottestUnderARoof < 45, "under a roof: " + hottestUnderARoof);
    assertNull(truths.values().stream().filter(t -> t.culpritLegNo() < 1).findAny().orElse(null));
  }
}
