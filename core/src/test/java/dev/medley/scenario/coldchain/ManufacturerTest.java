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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

  /** A year of six manufacturers, without the readings. */
  private static CollectedRows year;

  private static Map<Long, Shipment> shipments;
  private static Map<Long, List<ShipmentLeg>> legs;
  private static Map<Long, List<SensorReading>> readings;
  private static Map<Long, ShipmentTruth> truths;

  @BeforeAll
  static void simulate() {
    month = new CollectedRows();
    advanceAll(world(MONTH, 2, Map.of()), month);
    year = withoutReadings(Map.of());
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
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, world.units(), world.horizon()); i++) {
        open(region, i, world).advanceTo(world.horizon().end(), out);
      }
    }
  }

  private static Simulation open(int region, long index, World world) {
    return SCENARIO.simulator(world).open(SCENARIO.cell(region, index, world));
  }

  private static CollectedRows withoutReadings(Map<String, Double> overrides) {
    CollectedRows rows = new CollectedRows();
    advanceAll(
        world(YEAR, 6, overrides),
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
        });
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
      longest = Math.max(longest, WallClock.epochDay(s.deliveredTs()) - s.eventDate());
    }
    assertTrue(longest > 30, "longest: " + longest);
    assertTrue(longest <= SCENARIO.longestProcessDays(), "longest: " + longest);
    assertEquals(56, SCENARIO.longestProcessDays());
  }

  @Test
  void aParameterMovesNothingButItsOwnMechanism() {
    CollectedRows noSun = withoutReadings(Map.of("sun.kelvin", 0.0));
    assertEquals(year.of(ColdChain.SHIPMENT_LEGS), noSun.of(ColdChain.SHIPMENT_LEGS));
    CollectedRows noHolds = withoutReadings(Map.of("fda.hold", 0.0, "jfk.dwell_b", 0.8));
    Map<Long, Shipment> before = byId(year);
    for (Shipment s : noHolds.of(ColdChain.SHIPMENTS)) {
      Shipment other = before.get(s.shipmentId());
      assertEquals(other.route(), s.route());
      assertEquals(other.dispatchTs(), s.dispatchTs());
      if (isFrozen(s)
          || (s.route().equals("DUB-DXB-ORD") && other.deliveredTs() == s.deliveredTs())) {
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
      assertTrue(batches.merge(s.batchId(), 1, Integer::sum) <= 3, s.batchId());
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
        assertTrue(leg.endTs() > leg.startTs());
        assertEquals(leg.toSite().utcOffsetHours, leg.toUtcOffsetHours());
        if (i > 0) {
          assertEquals(of.get(i - 1).endTs(), leg.startTs());
          assertEquals(of.get(i - 1).toSite(), leg.fromSite());
        }
      }
      String flown =
          of.get(0).fromSite()
              + of.stream()
                  .filter(l -> l.fromSite() != l.toSite())
                  .map(l -> "-" + l.toSite())
                  .collect(Collectors.joining());
      assertEquals(s.route(), flown);
    }
  }

  @Test
  void flightsLeaveDublinInTheMorningFourHoursAfterTheBoxCame() {
    int flights = 0;
    for (List<ShipmentLeg> of : legs.values()) {
      if (of.get(1).legType() == LegType.COLD_ROOM && of.get(1).fromSite() == Site.DUB) {
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
    for (Shipment s : shipments.values()) {
      List<SensorReading> of = readings.get(s.shipmentId());
      long step = s.loggerIntervalMinutes() * 60L;
      assertEquals(s.dispatchTs() - s.dispatchTs() % 300, of.get(0).readingTs());
      for (int i = 1; i < of.size(); i++) {
        assertEquals(of.get(i - 1).readingTs() + step, of.get(i).readingTs());
      }
      long last = of.get(of.size() - 1).readingTs();
      assertTrue(last <= s.deliveredTs() && last + step > s.deliveredTs());
      for (SensorReading r : of) {
        assertEquals(WallClock.epochDay(r.readingTs()), r.eventDate());
      }
    }
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
        if (r.latitude() != null && leg.fromSite() == leg.toSite()) {
          assertEquals(leg.fromSite().latitude, r.latitude(), 0.05);
        }
        boolean isInside =
            leg.holdCode() == HoldCode.FDA_HOLD
                && r.readingTs() >= leg.startTs() + 6 * 3_600
                && r.readingTs() <= leg.endTs() - 3_600;
        assertTrue(isInside || !r.shielded());
      }
    }
  }

  private static ShipmentLeg legAt(Shipment s, long second) {
    List<ShipmentLeg> of = legs.get(s.shipmentId());
    for (ShipmentLeg leg : of) {
      if (second < leg.endTs()) {
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
      if (!isFrozen(s)) {
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
      if (isFrozen(s)) {
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
    assertTrue(rejected >= 3 && all > 200, rejected + " of " + all);
    assertTrue(differ <= 2, differ + " of " + all);
  }

  @Test
  void thirtySevenMinutesAtThirtyDegreesUseUpADay() {
    StabilityRule.KineticMean mean = new StabilityRule.KineticMean();
    for (int minute = 0; minute < 1_440; minute += 5) {
      mean.add(minute < 35 ? 30 : 5);
    }
    assertFalse(mean.isAbove(8));
    assertEquals(7.87, mean.celsius(), 0.05);
    for (int minute = 0; minute < 40; minute += 5) {
      mean.add(30);
    }
    assertTrue(mean.isAbove(8));
    StabilityRule.KineticMean tooShort = new StabilityRule.KineticMean();
    for (int i = 0; i < 35; i++) {
      tooShort.add(20);
      assertFalse(tooShort.isAbove(8), "three hours make a mean");
    }
    tooShort.add(20);
    assertTrue(tooShort.isAbove(8));
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
    CollectedRows night = withoutReadings(Map.of("sun.kelvin", 0.0, "jfk.dwell_b", 0.8));
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
    CollectedRows forgotten = withoutReadings(Map.of("handling.reice_done", 0.0));
    assertEquals(without, share(forgotten, reiced, ManufacturerTest::isRejected), 0.06);
    assertTrue(without > 0.15);
  }

  @Test
  void openBoxesAddUpMinutes() {
    double flips = flips(year);
    assertTrue(flips > 0.02, "flips: " + flips);
    CollectedRows shut = withoutReadings(Map.of("handling.openings", 0.0));
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
    CollectedRows mild = withoutReadings(Map.of("frozen.max_minutes", 1_440.0));
    assertTrue(
        share(mild, ManufacturerTest::isFrozen, ManufacturerTest::isRejected)
            < share(year, ManufacturerTest::isFrozen, ManufacturerTest::isRejected));
  }

  @Test
  void theDetourOverDubaiIsForCrunchWeeks() {
    Map<String, Long> perWeek =
        year.of(ColdChain.SHIPMENTS).stream()
            .filter(s -> s.route().equals("DUB-DXB-ORD"))
            .collect(
                Collectors.groupingBy(
                    s -> s.batchId().substring(0, s.batchId().lastIndexOf('-')),
                    Collectors.counting()));
    double weeks = 6 * 366 / 7.0;
    assertEquals(0.15, perWeek.size() / weeks, 0.06);
    assertTrue(perWeek.values().stream().mapToLong(Long::longValue).average().orElse(0) > 5);
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
        if (leg.legType() == LegType.RAMP && leg.fromSite() == Site.JFK) {
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
