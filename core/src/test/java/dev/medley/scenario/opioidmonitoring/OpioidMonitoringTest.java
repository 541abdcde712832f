package dev.medley.scenario.opioidmonitoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Dispense;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Label;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PatientRow;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Payment;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyRow;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyType;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PrescriberLabel;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PrescriberRow;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Schedule;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.ShoppingBurst;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
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
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OpioidMonitoringTest extends ScenarioContract {
  private static final OpioidMonitoring SCENARIO = new OpioidMonitoring();
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");
  private static final int UNITS = 4;

  /** A world with fewer honest patients, so that a test takes a second. */
  private static final Map<String, Double> FEW =
      Map.of(
          "acute.patients", 5_000.0,
          "chronic.patients", 1_500.0,
          "other_cs.benzodiazepine_patients", 500.0);

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of(
        "units", "4",
        "to", "2024-05-15",
        "world.acute.patients", "6000",
        "world.chronic.patients", "2000",
        "world.other_cs.benzodiazepine_patients", "1000",
        "world.doctor_shopping.shoppers", "60");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.provider_x.times_average", "0"), Set.of("provider_x")),
        new Mechanism(Map.of("world.mill.carpools_per_day", "0"), Set.of("pill_mills")),
        new Mechanism(
            Map.of("world.doctor_shopping.shoppers", "0", "world.doctor_shopping.decoys", "0"),
            Set.of("doctor_shopping", "true_bursts")),
        new Mechanism(
            Map.of(
                "world.trinity.cocktail_benzodiazepine", "0",
                "world.trinity.cocktail_relaxant", "0"),
            Set.of("trinity")),
        new Mechanism(
            Map.of("world.payment.suspect_factor", "0"), Set.of("cash_and_red_flags", "cash")),
        new Mechanism(Map.of("world.provider_choice.activity_sd", "0"), Set.of("concentration")),
        new Mechanism(Map.of("world.hours.creatures_of_habit", "0"), Set.of("own_hour")));
  }

  private static CollectedRows simulate(int unit, Map<String, Double> overrides) {
    Map<String, Double> settings = new HashMap<>(FEW);
    settings.putAll(overrides);
    World world = new World(3, SCENARIO.name(), YEAR, UNITS, settings);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      if (SCENARIO.cell(region, 0, world).unit() == unit) {
        SCENARIO.simulator(world).open(SCENARIO.cell(region, 0, world)).advanceTo(YEAR.end(), rows);
      }
    }
    return rows;
  }

  private static Set<Integer> labelled(CollectedRows rows, Label label) {
    return rows.of(OpioidMonitoring.PRESCRIBER_LABELS).stream()
        .filter(l -> l.label() == label)
        .map(PrescriberLabel::prescriberId)
        .collect(Collectors.toSet());
  }

  // ---- what holds for every row

  @Test
  void fillsAreHandedOutWhileThePharmacyIsOpen() {
    CollectedRows rows = simulate(1, Map.of());
    Map<Integer, PharmacyType> types = new HashMap<>();
    rows.of(OpioidMonitoring.PHARMACIES).forEach(p -> types.put(p.pharmacyId(), p.pharmacyType()));
    int[] byWeekday = new int[7];
    for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
      assertEquals(d.eventDate(), WallClock.epochDay(d.dispensedTs()));
      assertEquals(0, d.dispensedTs() % WallClock.MINUTE);
      int weekday = WallClock.weekday(d.eventDate());
      int minute = WallClock.secondOfDay(d.dispensedTs()) / 60;
      byWeekday[weekday]++;
      boolean isHoliday = Holidays.MAJOR.isDayOff(d.eventDate());
      if (types.get(d.pharmacyId()) == PharmacyType.CHAIN) {
        boolean isShort = weekday >= 5 || isHoliday;
        assertTrue(minute >= (isShort ? 540 : 480) && minute < (isShort ? 1_080 : 1_260));
      } else {
        assertFalse(isHoliday, d.toString());
        assertTrue(minute >= 540 && minute < 1_080);
        assertFalse(weekday < 5 && minute >= 810 && minute < 840, d.toString());
        assertTrue(weekday < 5 || minute < 840, d.toString());
      }
    }
    assertTrue(byWeekday[6] < 0.6 * byWeekday[2], "Sundays are quiet");
  }

  @Test
  void dosesFollowFromStrengthQuantityAndDays() {
    Laws laws = new Laws(new World(3, SCENARIO.name(), YEAR, UNITS, Map.of()));
    assertEquals(22, laws.drugs.size());
    for (Dispense d : simulate(2, Map.of()).of(OpioidMonitoring.DISPENSES)) {
      OpioidMonitoring.Drug drug = laws.drugs.get(d.drugId() - 1);
      assertEquals(d.quantity() * drug.mmePerUnit(), d.totalMme(), 1e-9);
      assertEquals(d.totalMme() / d.daysSupply(), d.mmePerDay(), 1e-9);
      assertEquals(drug.drugName(), d.drugName());
      assertTrue(d.refillNumber() <= 5);
      assertTrue(d.drugSchedule() != Schedule.II || d.refillNumber() == 0);
    }
  }

  @Test
  void refillsAreOfTheSamePrescription() {
    List<Dispense> sorted = new ArrayList<>(simulate(2, Map.of()).of(OpioidMonitoring.DISPENSES));
    sorted.sort(
        Comparator.comparingLong(Dispense::patientId)
            .thenComparingInt(Dispense::drugId)
            .thenComparingLong(Dispense::dispensedTs));
    int refills = 0;
    for (int i = 1; i < sorted.size(); i++) {
      Dispense before = sorted.get(i - 1);
      Dispense d = sorted.get(i);
      boolean isNext = before.patientId() == d.patientId() && before.drugId() == d.drugId();
      if (isNext && d.refillNumber() > 0) {
        refills++;
        assertEquals(before.prescriberId(), d.prescriberId(), d.toString());
        assertEquals(before.refillNumber() + 1, d.refillNumber(), d.toString());
      }
    }
    assertTrue(refills > 5_000, refills + " refills");
  }

  @Test
  void painClinicsThatCountInWeeksAreNotOnlyProviderX() {
    Set<Integer> fourWeekly = new HashSet<>();
    for (int unit = 1; unit <= UNITS; unit++) {
      CollectedRows rows = simulate(unit, Map.of());
      Map<Integer, Specialty> specialties = new HashMap<>();
      rows.of(OpioidMonitoring.PRESCRIBERS)
          .forEach(p -> specialties.put(p.prescriberId(), p.specialty()));
      for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
        if (d.daysSupply() == 28) {
          assertEquals(Specialty.PAIN, specialties.get(d.prescriberId()));
          fourWeekly.add(d.prescriberId());
        }
      }
      fourWeekly.removeAll(labelled(rows, Label.PROVIDER_X));
    }
    assertTrue(fourWeekly.size() > UNITS, fourWeekly + " besides");
  }

  @Test
  void distancesAreThoseOfHomesAndPlaces() {
    CollectedRows rows = simulate(3, Map.of());
    Map<Long, PatientRow> patients = new HashMap<>();
    rows.of(OpioidMonitoring.PATIENTS).forEach(p -> patients.put(p.patientId(), p));
    Map<Integer, PharmacyRow> pharmacies = new HashMap<>();
    rows.of(OpioidMonitoring.PHARMACIES).forEach(p -> pharmacies.put(p.pharmacyId(), p));
    Map<Integer, PrescriberRow> prescribers = new HashMap<>();
    rows.of(OpioidMonitoring.PRESCRIBERS).forEach(p -> prescribers.put(p.prescriberId(), p));
    Set<Long> ids = new HashSet<>();
    double lat0 =
        rows.of(OpioidMonitoring.PATIENTS).stream()
            .mapToDouble(PatientRow::homeLatitude)
            .average()
            .orElseThrow();
    for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
      assertTrue(ids.add(d.dispenseId()));
      PatientRow p = patients.get(d.patientId());
      PharmacyRow at = pharmacies.get(d.pharmacyId());
      double cosine = Math.cos(Math.toRadians(lat0));
      double north = 69 * (p.homeLatitude() - at.latitude());
      double east = 69 * cosine * (p.homeLongitude() - at.longitude());
      double miles = Math.hypot(north, east);
      assertEquals(miles, d.distancePatientToPharmacyMiles(), 0.02 * miles + 0.1);
      assertTrue(prescribers.containsKey(d.prescriberId()));
    }
  }

  // ---- mechanisms, on and off

  @Test
  void providerXHasFiveAveragesOfOxycodoneFromFarAway() {
    int found = 0;
    for (int unit = 1; unit <= UNITS; unit++) {
      CollectedRows rows = simulate(unit, Map.of());
      Set<Integer> x = labelled(rows, Label.PROVIDER_X);
      if (x.isEmpty()) {
        continue;
      }
      found++;
      int id = x.iterator().next();
      Map<Integer, Double> oxycodone = new TreeMap<>();
      Set<Long> far = new HashSet<>();
      Set<Long> all = new HashSet<>();
      for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
        if (d.drugName().startsWith("oxycodone")) {
          oxycodone.merge(d.prescriberId(), d.totalMme(), Double::sum);
        }
        if (d.prescriberId() == id) {
          all.add(d.patientId());
          if (d.distancePatientToPrescriberMiles() > 50) {
            far.add(d.patientId());
          }
        }
      }
      double average =
          oxycodone.values().stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      assertEquals(5, oxycodone.get(id) / average, 1.2);
      assertTrue(far.size() > 0.45 * all.size(), far.size() + " of " + all.size());
      CollectedRows without = simulate(unit, Map.of("provider_x.times_average", 0.0));
      assertTrue(labelled(without, Label.PROVIDER_X).isEmpty());
      assertEquals(
          rows.of(OpioidMonitoring.DISPENSES).stream().filter(d -> d.prescriberId() != id).toList(),
          without.of(OpioidMonitoring.DISPENSES));
    }
    assertEquals(3, found);
  }

  @Test
  void aMillWorksFromItsOpeningToTheRaidAndOthersStayAsTheyAre() {
    CollectedRows rows = simulate(1, Map.of());
    PrescriberLabel mill =
        rows.of(OpioidMonitoring.PRESCRIBER_LABELS).stream()
            .filter(l -> l.label() == Label.MILL)
            .findFirst()
            .orElseThrow();
    int pharmacy = rows.of(OpioidMonitoring.PHARMACY_LABELS).get(0).pharmacyId();
    Map<Integer, List<Dispense>> days = new HashMap<>();
    int cash = 0;
    int all = 0;
    for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
      if (d.prescriberId() == mill.prescriberId()) {
        assertTrue(d.eventDate() >= mill.openDate() && d.eventDate() < mill.raidDate());
        all++;
        cash += d.paymentType() == Payment.CASH ? 1 : 0;
        if (d.pharmacyId() == pharmacy) {
          days.computeIfAbsent(d.eventDate(), k -> new ArrayList<>()).add(d);
        }
      }
    }
    assertTrue(all > 300 && cash > 0.65 * all, cash + " of " + all);
    // Carpools: most come with somebody else within three minutes.
    int together = 0;
    int visits = 0;
    for (List<Dispense> day : days.values()) {
      for (Dispense d : day) {
        visits++;
        together +=
            day.stream()
                    .anyMatch(
                        o ->
                            o.patientId() != d.patientId()
                                && Math.abs(o.dispensedTs() - d.dispensedTs()) <= 180)
                ? 1
                : 0;
      }
    }
    assertTrue(together > 0.6 * visits, together + " of " + visits);
    CollectedRows without = simulate(1, Map.of("mill.carpools_per_day", 0.0));
    assertTrue(labelled(without, Label.MILL).isEmpty());
    assertTrue(labelled(simulate(2, Map.of()), Label.MILL).isEmpty());
    Set<Integer> suspects = labelled(rows, Label.PROVIDER_X);
    suspects.add(mill.prescriberId());
    assertEquals(
        rows.of(OpioidMonitoring.DISPENSES).stream()
            .filter(d -> !suspects.contains(d.prescriberId()))
            .toList(),
        without.of(OpioidMonitoring.DISPENSES).stream()
            .filter(d -> !suspects.contains(d.prescriberId()))
            .toList());
  }

  @Test
  void burstsAreInTheRowsAndOnlyShoppersAndCareTeamsHaveThem() {
    CollectedRows rows = simulate(2, Map.of());
    Map<Long, List<Dispense>> fills = new HashMap<>();
    rows.of(OpioidMonitoring.DISPENSES)
        .forEach(d -> fills.computeIfAbsent(d.patientId(), k -> new ArrayList<>()).add(d));
    int complete = 0;
    for (ShoppingBurst burst : rows.of(OpioidMonitoring.SHOPPING_BURSTS)) {
      List<Dispense> own =
          fills.get(burst.patientId()).stream()
              .filter(d -> d.eventDate() >= burst.startDate() && d.eventDate() <= burst.endDate())
              .toList();
      assertEquals(
          burst.nPrescribers(), own.stream().map(Dispense::prescriberId).distinct().count());
      complete += burst.nZips() >= 5 && !burst.isDecoy() ? 1 : 0;
    }
    assertTrue(complete > 20, complete + " bursts");
    CollectedRows without =
        simulate(2, Map.of("doctor_shopping.shoppers", 0.0, "doctor_shopping.decoys", 0.0));
    assertTrue(without.of(OpioidMonitoring.SHOPPING_BURSTS).isEmpty());
    Map<Long, Set<Integer>> prescribers = new HashMap<>();
    for (Dispense d : without.of(OpioidMonitoring.DISPENSES)) {
      prescribers
          .computeIfAbsent(d.patientId() * 400 + d.eventDate() / 10, k -> new HashSet<>())
          .add(d.prescriberId());
    }
    assertTrue(prescribers.values().stream().allMatch(s -> s.size() < 5));
  }

  @Test
  void cocktailPrescribersBringTheTrinityAndWithoutThemItIsRare() {
    int with = trinities(simulate(1, Map.of()));
    int without =
        trinities(
            simulate(
                1,
                Map.of("trinity.cocktail_benzodiazepine", 0.0, "trinity.cocktail_relaxant", 0.0)));
    assertTrue(with > 2 * without + 10, with + " and " + without);
  }

  /** Patients with all three, those of the mill left out. */
  private static int trinities(CollectedRows rows) {
    Set<Integer> mills = labelled(rows, Label.MILL);
    Map<Long, Integer> classes = new HashMap<>();
    for (Dispense d : rows.of(OpioidMonitoring.DISPENSES)) {
      if (!mills.contains(d.prescriberId())) {
        int drug = d.drugId() <= 15 ? 1 : d.drugId() <= 19 ? 2 : d.drugId() == 20 ? 4 : 0;
        classes.merge(d.patientId(), drug, (a, b) -> a | b);
      }
    }
    return (int) classes.values().stream().filter(c -> c == 7).count();
  }

  @Test
  void patientsKeepTheirHourAndOnlyThoseOfHabit() {
    assertTrue(lagOfHours(simulate(4, Map.of())) > 0.2);
    double without = lagOfHours(simulate(4, Map.of("hours.creatures_of_habit", 0.0)));
    assertTrue(without < 0.12, "without habits " + without);
  }

  private static double lagOfHours(CollectedRows rows) {
    List<Dispense> sorted = new ArrayList<>(rows.of(OpioidMonitoring.DISPENSES));
    sorted.sort(
        Comparator.comparingLong(Dispense::patientId).thenComparingLong(Dispense::dispensedTs));
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (int i = 1; i < sorted.size(); i++) {
      Dispense before = sorted.get(i - 1);
      Dispense d = sorted.get(i);
      if (before.patientId() == d.patientId() && before.eventDate() < d.eventDate()) {
        double x = WallClock.secondOfDay(before.dispensedTs());
        double y = WallClock.secondOfDay(d.dispensedTs());
        n++;
        sx += x;
        sy += y;
        sxx += x * x;
        syy += y * y;
        sxy += x * y;
      }
    }
    return (n * sxy - sx * sy) / Math.sqrt((n * sxx - sx * sx) * (n * syy - sy * sy));
  }

  @Test
  void yearsHavePatientsOfTheirOwnAtTheSamePlaces() {
    Horizon two = Horizon.of("2024-01-01", "2025-12-31");
    World world = new World(3, SCENARIO.name(), two, UNITS, FEW);
    CollectedRows rows = new CollectedRows();
    SCENARIO.simulator(world).open(SCENARIO.cell(1, 0, world)).advanceTo(two.end(), rows);
    Set<Long> patients = new HashSet<>();
    rows.of(OpioidMonitoring.PATIENTS).forEach(p -> assertTrue(patients.add(p.patientId())));
    Set<Long> fills = new HashSet<>();
    rows.of(OpioidMonitoring.DISPENSES).forEach(d -> assertTrue(fills.add(d.dispenseId())));
    CollectedRows first = simulate((int) SCENARIO.cell(1, 0, world).unit(), Map.of());
    assertTrue(
        new HashSet<>(rows.of(OpioidMonitoring.PHARMACIES))
            .equals(new HashSet<>(first.of(OpioidMonitoring.PHARMACIES))));
    assertTrue(
        new HashSet<>(rows.of(OpioidMonitoring.DISPENSES))
            .containsAll(first.of(OpioidMonitoring.DISPENSES)));
  }
}
