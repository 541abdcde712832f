package dev.medley.scenario.socialdeterminants;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.CountyDay;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DiagnosisGroup;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DrugClass;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.EdVisit;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.FillChannel;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.HeatWave;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.MemberAdherence;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.Payer;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipArea;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipTruth;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipType;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.ZipYear;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SocialDeterminantsTest extends ScenarioContract {
  private static final SocialDeterminants SCENARIO = new SocialDeterminants();
  private static final Horizon YEAR = Horizon.of("2024-01-01", "2024-12-31");
  private static final Horizon SUMMER = Horizon.of("2024-06-01", "2024-08-31");
  private static final Horizon ONE_DAY = Horizon.of("2024-01-01", "2024-01-01");
  private static final int ZIPS = 64;

  /** Areas of a county are alike, so a correlation over areas needs many. */
  private static final int MANY_ZIPS = 320;

  private static CollectedRows year;

  @BeforeAll
  static void simulateAYear() {
    year = simulate(YEAR, ZIPS, Map.of());
  }

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  /** A summer, so that there is heat; areas enough that some are small and in the South. */
  @Override
  protected Map<String, String> small() {
    return Map.of("units", "192", "from", "2024-06-01", "to", "2024-07-31");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        // Mechanisms that have nothing to do with each other, in one world.
        new Mechanism(
            Map.of(
                "world.er_use.slope", "0",
                "world.heat_wave.heat_slope", "0",
                "world.gentrification.share", "0",
                "world.amazon_effect.mail_gain", "0",
                "world.readmission.both", "0.8"),
            Set.of(
                "zip_beats_genes",
                "heat_and_ac",
                "gentrified_share",
                "adherence_by_channel",
                "readmission_map")),
        new Mechanism(
            Map.of("world.gentrification.health_gain", "0"), Set.of("gentrification_lag")));
  }

  private static CollectedRows simulate(Horizon horizon, int zips, Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), horizon, zips, overrides);
    Simulator simulator = SCENARIO.simulator(world);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < SCENARIO.regions().size(); region++) {
      simulator.emitRegion(region, SCENARIO.regions().get(region), rows);
      for (long i = 0; i < SCENARIO.cellsIn(region, zips, horizon); i++) {
        Simulation cell = simulator.open(SCENARIO.cell(region, i, world));
        cell.emitDimensions(rows);
        cell.advanceTo(horizon.end(), rows);
      }
    }
    return rows;
  }

  // ---- what must always hold

  @Test
  void aVisitLiesOnItsDayAndInItsCounty() {
    Map<String, ZipArea> areas = areas(year);
    Set<Long> ids = new HashSet<>();
    for (EdVisit v : year.of(SocialDeterminants.ED_VISITS)) {
      assertTrue(ids.add(v.visitId()), v.toString());
      assertEquals(v.eventDate(), WallClock.epochDay(v.arrivalTs()));
      assertEquals(v.countyId(), areas.get(v.zipCode()).countyId());
      assertEquals(v.ageBand().equals("65+"), v.payer() == Payer.MEDICARE);
    }
  }

  @Test
  void codesFitAgeAndFaintingNeedsNoHeat() {
    Set<String> neverOfChildren = Set.of("J44.1", "I10", "I21.4", "I48.91", "I50.9", "F10.129");
    int fainted = 0;
    int other = 0;
    for (EdVisit v : year.of(SocialDeterminants.ED_VISITS)) {
      assertFalse(
          v.ageBand().equals("0-17") && neverOfChildren.contains(v.diagnosisCode()), v.toString());
      if (v.diagnosisGroup() == DiagnosisGroup.OTHER && UsCalendar.month(v.eventDate()) <= 3) {
        other++;
        fainted += v.diagnosisCode().equals("R55") ? 1 : 0;
      }
    }
    assertEquals(0.04, fainted / (double) other, 0.01);
  }

  @Test
  void theYearlyRateCountsTheVisits() {
    Map<String, Integer> visits = new HashMap<>();
    for (EdVisit v : year.of(SocialDeterminants.ED_VISITS)) {
      visits.merge(v.zipCode(), 1, Integer::sum);
    }
    for (ZipYear z : lastYear(year)) {
      assertEquals(
          visits.get(z.zipCode()), (int) Math.rint(z.erVisitsPer_1000() * z.population() / 1_000));
    }
  }

  @Test
  void beyondAllCodesAreasHaveMoreLayersOfPeople() {
    World world = new World(5, SCENARIO.name(), YEAR, 2 * 1_280, Map.of());
    Simulator simulator = SCENARIO.simulator(world);
    CollectedRows rows = new CollectedRows();
    for (long i : new long[] {0, SocialDeterminants.COUNTIES}) {
      Simulation cell = simulator.open(SCENARIO.cell(0, i, world));
      cell.emitDimensions(rows);
      cell.advanceTo(YEAR.end(), rows);
    }
    assertEquals(9, rows.of(SocialDeterminants.ZIP_AREAS).size());
    assertEquals(366, rows.of(SocialDeterminants.COUNTY_DAYS).size());
    Set<Long> ids = new HashSet<>();
    Map<String, Integer> visits = new HashMap<>();
    for (EdVisit v : rows.of(SocialDeterminants.ED_VISITS)) {
      assertTrue(ids.add(v.visitId()), v.toString());
      visits.merge(v.zipCode(), 1, Integer::sum);
    }
    Map<String, Integer> members = new HashMap<>();
    for (MemberAdherence m : rows.of(SocialDeterminants.MEMBER_ADHERENCE)) {
      assertTrue(ids.add(-m.memberId()), m.toString());
      members.merge(m.zipCode(), 1, Integer::sum);
    }
    for (ZipYear z : lastYear(rows)) {
      assertEquals(
          visits.get(z.zipCode()), (int) Math.rint(z.erVisitsPer_1000() * z.population() / 1_000));
      assertEquals(0.063, members.get(z.zipCode()) / (double) z.population(), 0.005);
    }
  }

  @Test
  void everyAreaHasSixteenYearsWithFlagsThatFollowFromTheColumns() {
    Map<String, ZipArea> areas = areas(year);
    List<ZipYear> years = year.of(SocialDeterminants.ZIP_YEARS);
    assertEquals(SocialDeterminants.YEARS * ZIPS, years.size());
    for (ZipYear z : years) {
      ZipArea area = areas.get(z.zipCode());
      assertEquals(z.publicTransitScore() < 30 && area.noVehiclePct() > 9, z.hasTransportBarrier());
      assertTrue(!z.isFoodDesert() || z.distanceToGroceryMiles() > (area.isRural() ? 10 : 1));
      assertTrue(z.readmissions_30d() <= z.discharges());
      assertEquals(area.population(), z.population());
    }
  }

  @Test
  void theBoxesOfACountyBelongToOneOfItsAreas() {
    Map<String, ZipArea> areas = areas(year);
    List<ZipArea> boxes =
        areas.values().stream().filter(a -> a.zipType() == ZipType.PO_BOX).toList();
    assertEquals(ZIPS / SocialDeterminants.ZIPS_OF_COUNTY, boxes.size());
    for (ZipArea box : boxes) {
      assertEquals(box.countyId(), areas.get(box.parentZipCode()).countyId());
      // The mess stage makes the code of the boxes from that of the area.
      assertEquals(box.zipCode(), box.parentZipCode().substring(0, 4) + "8");
    }
  }

  @Test
  void theSurveyOfLastYearIsThatOfLastYear() {
    Map<String, Integer> income = new HashMap<>();
    for (ZipYear z : year.of(SocialDeterminants.ZIP_YEARS)) {
      income.put(z.zipCode() + z.year(), z.medianIncomeUsd());
    }
    for (ZipYear z : year.of(SocialDeterminants.ZIP_YEARS)) {
      assertEquals(
          income.getOrDefault(z.zipCode() + (z.year() - 1), 0).intValue(), z.incomeLastYear());
    }
  }

  @Test
  void countiesFeelTheirRegionsWaves() {
    List<HeatWave> waves = year.of(SocialDeterminants.HEAT_WAVES);
    assertTrue(waves.size() >= 8 && waves.size() <= 16, waves.size() + " waves");
    int advised = 0;
    for (CountyDay d : year.of(SocialDeterminants.COUNTY_DAYS)) {
      int region = d.countyId() / 1_000;
      if (d.heatAdvisory()) {
        advised++;
        assertTrue(
            waves.stream()
                .anyMatch(
                    w ->
                        w.waveId() / 10 % 100 == region
                            && d.eventDate() >= w.startDate() - 1
                            && d.eventDate() <= w.endDate() + 1),
            d.toString());
      }
    }
    assertTrue(advised > 0);
  }

  @Test
  void membersStayTheSameAndLeave() {
    Horizon twoYears = Horizon.of("2023-01-01", "2024-12-31");
    CollectedRows rows = simulate(twoYears, 32, Map.of());
    Map<Long, MemberAdherence> before =
        rows.of(SocialDeterminants.MEMBER_ADHERENCE).stream()
            .filter(m -> m.year() == 2023)
            .collect(Collectors.toMap(MemberAdherence::memberId, m -> m));
    int again = 0;
    int sameChannel = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum11 = 0;
    double sum22 = 0;
    double sum12 = 0;
    for (MemberAdherence m : rows.of(SocialDeterminants.MEMBER_ADHERENCE)) {
      MemberAdherence b = before.get(m.memberId());
      if (m.year() == 2024 && b != null) {
        again++;
        assertEquals(b.drugClass(), m.drugClass());
        assertEquals(b.zipCode(), m.zipCode());
        assertEquals(b.ageYears() + 1, m.ageYears());
        sameChannel += b.fillChannel() == m.fillChannel() ? 1 : 0;
        sum1 += b.pdc();
        sum2 += m.pdc();
        sum11 += b.pdc() * b.pdc();
        sum22 += m.pdc() * m.pdc();
        sum12 += b.pdc() * m.pdc();
      }
    }
    double covariance = sum12 / again - sum1 / again * sum2 / again;
    double lag1 =
        covariance
            / Math.sqrt(
                (sum11 / again - sum1 / again * sum1 / again)
                    * (sum22 / again - sum2 / again * sum2 / again));
    assertTrue(lag1 > 0.5, "adherence keeps " + lag1);
    assertTrue(sameChannel > 0.9 * again, sameChannel + " of " + again);
    double stayed = again / (double) before.size();
    assertTrue(stayed > 0.90 && stayed < 0.97, "stayed " + stayed);
  }

  // ---- null twins: a mechanism and the world without it

  @Test
  void heatHitsWhereAirConditioningIsMissing() {
    CollectedRows with = simulate(SUMMER, ZIPS, Map.of());
    CollectedRows without = simulate(SUMMER, ZIPS, Map.of("heat_wave.heat_slope", 0.0));
    double poor = heatRatio(with, a -> a.acCoveragePct() < 85);
    double rich = heatRatio(with, a -> a.acCoveragePct() >= 93);
    assertTrue(poor > rich + 0.3, poor + " and " + rich);
    double gone = heatRatio(without, a -> a.acCoveragePct() < 85);
    assertTrue(gone > 0.7 && gone < 1.4, "without: " + gone);
    // Everything else is the same row for row.
    assertEquals(
        visitsOf(with, DiagnosisGroup.RESPIRATORY), visitsOf(without, DiagnosisGroup.RESPIRATORY));
    assertEquals(
        with.of(SocialDeterminants.COUNTY_DAYS), without.of(SocialDeterminants.COUNTY_DAYS));
    assertEquals(
        with.of(SocialDeterminants.MEMBER_ADHERENCE),
        without.of(SocialDeterminants.MEMBER_ADHERENCE));
  }

  @Test
  void deprivationSendsPeopleToTheEmergencyDepartment() {
    // The yearly rate counts whole years, so a day is enough.
    CollectedRows steep = simulate(ONE_DAY, MANY_ZIPS, Map.of());
    double with = correlationWithDeprivation(steep, ZipYear::erVisitsPer_1000);
    assertTrue(with > 0.6, "with: " + with);
    CollectedRows flat = simulate(ONE_DAY, MANY_ZIPS, Map.of("er_use.slope", 0.0));
    double without = correlationWithDeprivation(flat, ZipYear::erVisitsPer_1000);
    assertTrue(Math.abs(without) < 0.3, "without: " + without);
  }

  @Test
  void mailHelpsPeopleTakeTheirMedicine() {
    double gap = adherent(year, FillChannel.MAIL) - adherent(year, FillChannel.LOCAL);
    assertTrue(gap > 0.07, "mail over local " + gap);
    CollectedRows without =
        simulate(
            ONE_DAY,
            ZIPS,
            Map.of("amazon_effect.mail_gain", 0.0, "amazon_effect.desert_loss", 0.0));
    double left = adherent(without, FillChannel.MAIL) - adherent(without, FillChannel.LOCAL);
    assertTrue(Math.abs(left) < 0.04, "without: " + left);
  }

  @Test
  void healthFollowsIncomeYearsLater() {
    World world = new World(5, SCENARIO.name(), YEAR, ZIPS, Map.of());
    Laws laws = new Laws(world);
    int seen = 0;
    for (int county = 0; county < 40; county++) {
      for (int i = 0; i < SocialDeterminants.ZIPS_OF_COUNTY; i++) {
        Zip zip = new Zip(laws, 0, county, i, 1);
        if (zip.isGentrified()) {
          seen++;
          int start = zip.startYear();
          assertFalse(zip.isRural);
          assertTrue(start >= 2010 && start <= 2017, "start " + start);
          assertTrue(zip.incomeUsd(start + 3) > 1.25 * zip.incomeUsd(start - 1));
          assertTrue(zip.deprivation - zip.healthDeprivation(start + 2) < 0.1);
          assertTrue(zip.deprivation - zip.healthDeprivation(start + 14) > 1.5);
        } else {
          assertEquals(zip.deprivation, zip.healthDeprivation(2024));
        }
      }
    }
    assertTrue(seen >= 8 && seen <= 50, seen + " became rich");
  }

  @Test
  void theFieldHasTheSameSpreadEverywhere() {
    double sum = 0;
    double squares = 0;
    int n = 0;
    for (int seed = 1; seed <= 40; seed++) {
      Laws laws = new Laws(new World(seed, SCENARIO.name(), YEAR, ZIPS, Map.of()));
      for (int county = 0; county < 40; county++) {
        double d = new Zip(laws, seed % 4, county, county % 8, 1).deprivation;
        sum += d;
        squares += d * d;
        n++;
      }
    }
    double mean = sum / n;
    assertEquals(0, mean, 0.1);
    assertEquals(1, Math.sqrt(squares / n - mean * mean), 0.08);
  }

  @Test
  void gentrifiedAreasAreInTheKey() {
    for (ZipTruth t : year.of(SocialDeterminants.ZIP_TRUTH)) {
      assertEquals(t.gentrified(), t.gentrificationStart() != null);
    }
  }

  @Test
  void carriersOfMessHaveBadWeeks() {
    Map<String, int[]> weeks = new HashMap<>();
    for (EdVisit v : year.of(SocialDeterminants.ED_VISITS)) {
      int[] week = weeks.computeIfAbsent(v.countyId() + "/" + v.eventDate() / 7, k -> new int[1]);
      week[0] += v.numberCell() ? 1 : 0;
    }
    double sum = 0;
    double squares = 0;
    for (int[] week : weeks.values()) {
      sum += week[0];
      squares += (double) week[0] * week[0];
    }
    double mean = sum / weeks.size();
    double variance = squares / weeks.size() - mean * mean;
    assertTrue(variance > 3 * mean, variance + " over " + mean);
  }

  @Test
  void classesOfMedicineHaveTheirShares() {
    List<MemberAdherence> members = year.of(SocialDeterminants.MEMBER_ADHERENCE);
    long metformin = members.stream().filter(m -> m.drugClass() == DrugClass.METFORMIN).count();
    assertEquals(0.20, metformin / (double) members.size(), 0.02);
  }

  // ---- helpers

  private static Map<String, ZipArea> areas(CollectedRows rows) {
    return rows.of(SocialDeterminants.ZIP_AREAS).stream()
        .collect(Collectors.toMap(ZipArea::zipCode, a -> a));
  }

  private static List<ZipYear> lastYear(CollectedRows rows) {
    return rows.of(SocialDeterminants.ZIP_YEARS).stream().filter(z -> z.year() == 2024).toList();
  }

  private static List<String> visitsOf(CollectedRows rows, DiagnosisGroup group) {
    return rows.of(SocialDeterminants.ED_VISITS).stream()
        .filter(v -> v.diagnosisGroup() == group)
        .map(v -> v.zipCode() + v.arrivalTs() + v.ageBand() + v.sex() + v.payer())
        .toList();
  }

  /** Heat-related visits per head and day on advisory days over those of other days. */
  private static double heatRatio(CollectedRows rows, Predicate<ZipArea> chosen) {
    Map<String, ZipArea> areas = areas(rows);
    Set<Long> hotDays = new HashSet<>();
    Map<Integer, int[]> daysOfCounty = new HashMap<>();
    for (CountyDay d : rows.of(SocialDeterminants.COUNTY_DAYS)) {
      int[] days = daysOfCounty.computeIfAbsent(d.countyId(), c -> new int[2]);
      days[d.heatAdvisory() ? 1 : 0]++;
      if (d.heatAdvisory()) {
        hotDays.add(d.countyId() * 100_000L + d.eventDate());
      }
    }
    double[] exposure = new double[2];
    for (ZipArea a : areas.values()) {
      if (a.zipType() == ZipType.ZCTA && chosen.test(a)) {
        exposure[0] += (double) a.population() * daysOfCounty.get(a.countyId())[0];
        exposure[1] += (double) a.population() * daysOfCounty.get(a.countyId())[1];
      }
    }
    double[] visits = new double[2];
    for (EdVisit v : rows.of(SocialDeterminants.ED_VISITS)) {
      if (v.diagnosisGroup().isHeatRelated() && chosen.test(areas.get(v.zipCode()))) {
        visits[hotDays.contains(v.countyId() * 100_000L + v.eventDate()) ? 1 : 0]++;
      }
    }
    return visits[1] / exposure[1] / (visits[0] / exposure[0]);
  }

  private static double adherent(CollectedRows rows, FillChannel channel) {
    int all = 0;
    int adherent = 0;
    for (MemberAdherence m : rows.of(SocialDeterminants.MEMBER_ADHERENCE)) {
      if (m.fillChannel() == channel) {
        all++;
        adherent += m.pdc() >= 0.8 ? 1 : 0;
      }
    }
    return adherent / (double) all;
  }

  private static double correlationWithDeprivation(
      CollectedRows rows, ToDoubleFunction<ZipYear> column) {
    Map<String, Double> deprivation =
        rows.of(SocialDeterminants.ZIP_TRUTH).stream()
            .collect(Collectors.toMap(ZipTruth::zipCode, ZipTruth::deprivation));
    double n = 0;
    double sx = 0;
    double sy = 0;
    double sxx = 0;
    double syy = 0;
    double sxy = 0;
    for (ZipYear z : lastYear(rows)) {
      double x = deprivation.get(z.zipCode());
      double y = Math.log(column.applyAsDouble(z));
      n++;
      sx += x;
      sy += y;
      sxx += x * x;
      syy += y * y;
      sxy += x * y;
    }
    return (sxy - sx * sy / n) / Math.sqrt((sxx - sx * sx / n) * (syy - sy * sy / n));
  }
}
