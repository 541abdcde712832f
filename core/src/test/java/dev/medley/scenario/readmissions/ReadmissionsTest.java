package dev.medley.scenario.readmissions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.model.Param;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.readmissions.Readmissions.AdmitType;
import dev.medley.scenario.readmissions.Readmissions.Encounter;
import dev.medley.scenario.readmissions.Readmissions.EncounterClass;
import dev.medley.scenario.readmissions.Readmissions.HomelessEpisode;
import dev.medley.scenario.readmissions.Readmissions.PatientClass;
import dev.medley.scenario.readmissions.Readmissions.PatientRow;
import dev.medley.scenario.readmissions.Readmissions.Prescription;
import dev.medley.scenario.readmissions.Readmissions.StayTruth;
import dev.medley.scenario.readmissions.Readmissions.ZipCode;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.PlaceHours;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ReadmissionsTest extends ScenarioContract {
  private static final Readmissions SCENARIO = new Readmissions();
  private static final Horizon TWO_YEARS = Horizon.of("2023-01-01", "2024-12-31");
  private static final int UNITS = 32;
  private static final long WINDOW = 30 * WallClock.DAY;

  private static CollectedRows usual;
  private static Map<Long, List<Encounter>> chains;
  private static Map<Long, PatientRow> patients;
  private static Map<String, ZipCode> zips;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units",
        "24",
        "to",
        "2023-12-31",
        "world.planned_cycles.per_year",
        "0.05",
        "mess.interim_bill.rate",
        "0.9");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of(
                "world.pollution.gain", "0",
                "world.food_access.gain", "0",
                "world.readmission.not_picked_up", "1",
                "world.readmission.not_picked_up_asthma", "1"),
            Set.of("asthma_map", "food_access", "non_adherence", "not_picked_up")),
        new Mechanism(Map.of("world.frequent_flyer.share", "0"), Set.of("frequent_flyers")),
        new Mechanism(Map.of("world.readmission.age", "0"), Set.of("readmission_by_age")));
  }

  @BeforeAll
  static void followTwoYears() {
    usual = simulate(Map.of());
    chains = new TreeMap<>();
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      chains.computeIfAbsent(e.patientId(), p -> new ArrayList<>()).add(e);
    }
    chains.values().forEach(c -> c.sort(Comparator.comparingLong(Encounter::admitTs)));
    patients = new HashMap<>();
    usual.of(Readmissions.PATIENTS).forEach(p -> patients.put(p.patientId(), p));
    zips = new HashMap<>();
    usual.of(Readmissions.ZIP_CODES).forEach(z -> zips.put(z.zipCode(), z));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    World world = new World(7, "readmissions", TWO_YEARS, UNITS, overrides);
    CollectedRows rows = new CollectedRows();
    var simulator = SCENARIO.simulator(world);
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      simulator.emitRegion(region, SCENARIO.regions().get(region), rows);
      for (long i = 0; i < SCENARIO.cellsIn(region, UNITS, TWO_YEARS); i++) {
        simulator.open(SCENARIO.cell(region, i, world)).advanceTo(TWO_YEARS.end(), rows);
      }
    }
    return rows;
  }

  private static CollectedRows with(Param param, double value) {
    return simulate(Map.of(param.key(), value));
  }

  private static boolean isIndex(Encounter e) {
    return e.encounterClass() == EncounterClass.IP
        && e.admitType() != AdmitType.ELECTIVE
        && !Set.of("02", "20").contains(e.dischargeDisposition());
  }

  /** Share of index discharges that came back. */
  private static double returns(CollectedRows rows, Predicate<Encounter> of) {
    return rows.of(Readmissions.ENCOUNTERS).stream()
        .filter(ReadmissionsTest::isIndex)
        .filter(of)
        .mapToInt(e -> e.readmissionDate() == null ? 0 : 1)
        .average()
        .orElseThrow();
  }

  private static ZipCode zip(Encounter e) {
    return zips.get(e.zipCode());
  }

  // ---- a chain of stays

  @Test
  void encountersOfAPatientFollowOneAnotherAndNothingFollowsDeath() {
    int dead = 0;
    for (List<Encounter> chain : chains.values()) {
      for (int i = 0; i < chain.size(); i++) {
        Encounter e = chain.get(i);
        assertTrue(e.dischargeTs() > e.admitTs(), e.toString());
        assertEquals(WallClock.epochDay(e.admitTs()), e.eventDate());
        assertTrue(i == 0 || e.admitTs() >= chain.get(i - 1).dischargeTs(), e.toString());
        if (e.dischargeDisposition().equals("20")) {
          assertEquals(chain.size(), i + 1, e.toString());
          dead++;
        }
      }
    }
    assertTrue(dead > 60);
  }

  @Test
  void theFlagFollowsFromTheStays() {
    int flagged = 0;
    for (List<Encounter> chain : chains.values()) {
      for (int i = 0; i < chain.size(); i++) {
        Encounter index = chain.get(i);
        // Returns after the last day are known to the hospital, and not among the rows.
        if (index.dischargeTs() + WINDOW >= WallClock.startOf(TWO_YEARS.end().toEpochDay())) {
          continue;
        }
        Integer expected = null;
        for (Encounter later : chain.subList(i + 1, chain.size())) {
          if (later.encounterClass() == EncounterClass.IP
              && later.admitType() == AdmitType.EMERGENCY) {
            boolean isInTime = later.admitTs() <= index.dischargeTs() + WINDOW;
            expected = isInTime && isIndex(index) ? (Integer) later.eventDate() : null;
            break;
          }
        }
        assertEquals(expected, index.readmissionDate(), index.toString());
        flagged += expected == null ? 0 : 1;
      }
    }
    assertTrue(flagged > 300);
  }

  @Test
  void aTransferArrivesSomewhereElse() {
    int transfers = 0;
    for (List<Encounter> chain : chains.values()) {
      for (int i = 0; i + 1 < chain.size(); i++) {
        if (chain.get(i).dischargeDisposition().equals("02")) {
          Encounter second = chain.get(i + 1);
          assertEquals(AdmitType.TRANSFER_IN, second.admitType());
          assertNotEquals(chain.get(i).hospitalId(), second.hospitalId());
          assertTrue(second.admitTs() - chain.get(i).dischargeTs() <= WallClock.DAY);
          transfers++;
        }
      }
    }
    assertTrue(transfers > 30);
  }

  @Test
  void peopleHaveHours() {
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      if (e.encounterClass() == EncounterClass.IP
          && !Set.of("02", "20").contains(e.dischargeDisposition())) {
        int hour = WallClock.hourOfDay(e.dischargeTs());
        assertTrue(hour >= 9 && hour < 19, e.toString());
      }
      if (e.admitType() == AdmitType.ELECTIVE) {
        int hour = WallClock.hourOfDay(e.admitTs());
        assertTrue(hour >= 6 && hour < 10, e.toString());
        assertTrue(Holidays.HOSPITAL.isBusinessDay(e.eventDate()), e.toString());
      }
    }
  }

  @Test
  void prescriptionsBelongToIndexDischargesAndAreCollectedInTime() {
    Map<Long, Encounter> index =
        usual.of(Readmissions.ENCOUNTERS).stream()
            .filter(ReadmissionsTest::isIndex)
            .collect(Collectors.toMap(Encounter::encounterId, e -> e));
    List<Prescription> all = usual.of(Readmissions.DISCHARGE_PRESCRIPTIONS);
    assertEquals(index.size(), all.size());
    long closed = 0;
    for (Prescription p : all) {
      Encounter stay = index.get(p.encounterId());
      assertEquals(stay.patientId(), p.patientId());
      assertEquals(WallClock.epochDay(stay.dischargeTs()), p.eventDate());
      assertEquals(p.pickedUp(), p.pickupTs() != null);
      if (p.pickedUp()) {
        long after = p.pickupTs() - stay.dischargeTs();
        assertTrue(after >= 0 && after <= 48 * WallClock.HOUR, p.toString());
        // Doors are some minutes off the usual hours.
        closed +=
            PlaceHours.RETAIL_PHARMACY.isOpen(p.pickupTs() - 900)
                    || PlaceHours.RETAIL_PHARMACY.isOpen(p.pickupTs() + 900)
                ? 0
                : 1;
      } else {
        assertNull(p.pickupTs());
      }
    }
    assertEquals(0, closed);
  }

  @Test
  void theKeyAgreesAndEpisodesDoNotOverlap() {
    Map<Long, StayTruth> truth =
        usual.of(Readmissions.STAY_TRUTH).stream()
            .collect(Collectors.toMap(StayTruth::encounterId, t -> t));
    Map<Long, List<HomelessEpisode>> episodes =
        usual.of(Readmissions.HOMELESS_EPISODES).stream()
            .collect(Collectors.groupingBy(HomelessEpisode::patientId));
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      StayTruth t = truth.get(e.encounterId());
      assertEquals(isIndex(e), t.indexDischarge());
      assertEquals(e.readmissionDate() != null, t.readmitted_30d());
      assertEquals(e.homeless(), t.homeless());
      boolean isInEpisode =
          episodes.getOrDefault(e.patientId(), List.of()).stream()
              .anyMatch(s -> s.startDate() <= e.eventDate() && e.eventDate() <= s.endDate());
      assertEquals(e.homeless(), isInEpisode, e.toString());
      assertTrue(!"Z59.00".equals(e.socialCode()) || e.homeless());
    }
    for (List<HomelessEpisode> own : episodes.values()) {
      own.sort(Comparator.comparingInt(HomelessEpisode::startDate));
      for (int i = 0; i < own.size(); i++) {
        assertTrue(own.get(i).endDate() >= own.get(i).startDate());
        assertTrue(i == 0 || own.get(i).startDate() > own.get(i - 1).endDate());
      }
    }
  }

  @Test
  void idsAreUniqueAndZipCodesHaveFiveDigits() {
    List<Encounter> all = usual.of(Readmissions.ENCOUNTERS);
    assertEquals(
        all.size(), all.stream().map(Encounter::encounterId).distinct().count(), "encounter_id");
    assertEquals(UNITS * Block.PATIENTS, patients.size());
    assertTrue(zips.keySet().stream().allMatch(z -> z.matches("[0-9]{5}")));
    assertTrue(zips.containsKey("90210") && zips.containsKey("90211"));
    assertEquals(4 * 60, zips.size());
    var names = usual.of(Readmissions.HOSPITALS);
    assertEquals(
        names.size(),
        names.stream().map(Readmissions.HospitalRow::hospitalName).distinct().count());
  }

  // ---- mechanisms on and off

  @Test
  void whatIsNotCollectedBringsPeopleBack() {
    Set<Long> collected = collected(usual);
    double ratio =
        returns(usual, e -> !collected.contains(e.encounterId()))
            / returns(usual, e -> collected.contains(e.encounterId()));
    assertEquals(1.51, ratio, 0.3);
    CollectedRows off =
        simulate(
            Map.of(
                Readmissions.NOT_PICKED_UP.key(), 1.0,
                Readmissions.NOT_PICKED_UP_ASTHMA.key(), 1.0));
    Set<Long> collectedOff = collected(off);
    double none =
        returns(off, e -> !collectedOff.contains(e.encounterId()))
            / returns(off, e -> collectedOff.contains(e.encounterId()));
    assertTrue(none < ratio - 0.15, none + " and " + ratio);
  }

  private static Set<Long> collected(CollectedRows rows) {
    return rows.of(Readmissions.DISCHARGE_PRESCRIPTIONS).stream()
        .filter(Prescription::pickedUp)
        .map(Prescription::encounterId)
        .collect(Collectors.toCollection(HashSet::new));
  }

  @Test
  void highwaysBringAsthmaBackAndNothingElse() {
    Predicate<Encounter> asthma = e -> e.diagnosisGroup() == DiagnosisGroup.ASTHMA;
    Predicate<Encounter> near = e -> zip(e).distanceToHighwayMiles() <= 1;
    CollectedRows strong = with(Readmissions.POLLUTION, 8);
    CollectedRows none = with(Readmissions.POLLUTION, 0);
    double more = returns(strong, asthma.and(near)) / returns(none, asthma.and(near));
    assertTrue(more > 2, "near " + more);
    double others =
        returns(strong, asthma.negate().and(near)) / returns(none, asthma.negate().and(near));
    assertEquals(1, others, 0.15);
  }

  @Test
  void farGroceriesBringDiabetesAndHeartFailureBack() {
    Predicate<Encounter> diet =
        e ->
            e.diagnosisGroup() == DiagnosisGroup.DIABETES
                || e.diagnosisGroup() == DiagnosisGroup.HEART_FAILURE;
    Predicate<Encounter> far = e -> zip(e).distanceToGroceryMiles() > 5;
    CollectedRows strong = with(Readmissions.FOOD, 3);
    CollectedRows none = with(Readmissions.FOOD, 0);
    assertTrue(returns(strong, diet.and(far)) > 1.5 * returns(none, diet.and(far)));
    double near = returns(strong, diet.and(far.negate())) / returns(none, diet.and(far.negate()));
    assertTrue(near < 1.5, "near " + near);
  }

  @Test
  void theStateMakesTheBurstAndNotTheLabel() {
    double[] days = new double[2];
    double[] visits = new double[2];
    Map<Long, List<HomelessEpisode>> episodes =
        usual.of(Readmissions.HOMELESS_EPISODES).stream()
            .collect(Collectors.groupingBy(HomelessEpisode::patientId));
    for (HomelessEpisode e : usual.of(Readmissions.HOMELESS_EPISODES)) {
      days[1] += Math.min(e.endDate(), TWO_YEARS.to().toEpochDay()) - e.startDate() + 1;
    }
    days[0] = episodes.size() * (double) TWO_YEARS.days() - days[1];
    for (StayTruth t : usual.of(Readmissions.STAY_TRUTH)) {
      if (t.patientClass() == PatientClass.HOMELESS_PRONE && episodes.containsKey(t.patientId())) {
        visits[t.homeless() ? 1 : 0]++;
      }
    }
    double ratio = visits[1] / days[1] / (visits[0] / days[0]);
    assertTrue(ratio > 3, "times as many encounters a day without a home: " + ratio);
    CollectedRows none = with(Readmissions.SHARE, 0);
    assertTrue(none.of(Readmissions.HOMELESS_EPISODES).isEmpty());
    assertTrue(none.of(Readmissions.ENCOUNTERS).stream().noneMatch(Encounter::homeless));
  }

  @Test
  void theOldDieAndReturnMoreOften() {
    Predicate<Encounter> old = e -> age(e) >= 80;
    Predicate<Encounter> young = e -> age(e) >= 20 && age(e) < 40;
    assertTrue(died(old) > 3 * died(young));
    assertTrue(returns(usual, old) > 1.3 * returns(usual, young));
  }

  private static int age(Encounter e) {
    return 1970 + (int) (e.eventDate() / 365.25) - patients.get(e.patientId()).birthYear();
  }

  private static double died(Predicate<Encounter> of) {
    return usual.of(Readmissions.ENCOUNTERS).stream()
        .filter(e -> e.encounterClass() == EncounterClass.IP)
        .filter(of)
        .mapToInt(e -> e.dischargeDisposition().equals("20") ? 1 : 0)
        .average()
        .orElseThrow();
  }

  // ---- units and carriers

  @Test
  void hospitalsDifferInCostMoreThanChanceDoes() {
    Map<Integer, List<Double>> logs = new TreeMap<>();
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      if (e.encounterClass() == EncounterClass.ED) {
        logs.computeIfAbsent(e.hospitalId(), h -> new ArrayList<>())
            .add(Math.log((double) e.costUsd()));
      }
    }
    double all = mean(logs.values().stream().flatMap(List::stream).toList());
    double between = 0;
    double chance = 0;
    for (List<Double> own : logs.values()) {
      double mean = mean(own);
      between += (mean - all) * (mean - all);
      chance += mean(own.stream().map(x -> (x - mean) * (x - mean)).toList()) / own.size();
    }
    assertTrue(between > 9 * chance, between + " and " + chance);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(x -> x).average().orElseThrow();
  }

  @Test
  void messComesInSpellsOfItsCarriers() {
    Map<Integer, Map<Integer, Integer>> weeks = new HashMap<>();
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      weeks
          .computeIfAbsent(e.hospitalId(), h -> new HashMap<>())
          .merge(Math.floorDiv(e.eventDate(), 7), e.dateOnly() ? 1 : 0, Integer::sum);
    }
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (Map<Integer, Integer> own : weeks.values()) {
      for (int count : own.values()) {
        sum += count;
        squares += (double) count * count;
        n++;
      }
    }
    double mean = sum / n;
    assertTrue((squares / n - mean * mean) / mean > 1.5);
    assertFalse(sum == 0);
  }

  @Test
  void aSecondRecordOnceMadeStaysInUse() {
    Map<String, Set<Boolean>> pairs = new HashMap<>();
    for (Encounter e : usual.of(Readmissions.ENCOUNTERS)) {
      pairs
          .computeIfAbsent(e.patientId() + "|" + e.hospitalId(), p -> new HashSet<>())
          .add(e.secondRecord());
    }
    assertTrue(pairs.values().stream().allMatch(s -> s.size() == 1));
    assertTrue(pairs.values().stream().anyMatch(s -> s.contains(true)));
  }
}
