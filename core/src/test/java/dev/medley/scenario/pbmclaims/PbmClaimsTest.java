package dev.medley.scenario.pbmclaims;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.pbmclaims.PbmClaims.AdjustmentType;
import dev.medley.scenario.pbmclaims.PbmClaims.Claim;
import dev.medley.scenario.pbmclaims.PbmClaims.ClaimStatus;
import dev.medley.scenario.pbmclaims.PbmClaims.CopayRule;
import dev.medley.scenario.pbmclaims.PbmClaims.CoverageEpisode;
import dev.medley.scenario.pbmclaims.PbmClaims.DrugRow;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyName;
import dev.medley.scenario.pbmclaims.PbmClaims.LineOfBusiness;
import dev.medley.scenario.pbmclaims.PbmClaims.MemberRow;
import dev.medley.scenario.pbmclaims.PbmClaims.Outcome;
import dev.medley.scenario.pbmclaims.PbmClaims.PayerRow;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyAdjustment;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyRow;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacySoftware;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyType;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PbmClaimsTest extends ScenarioContract {
  private static final PbmClaims SCENARIO = new PbmClaims();
  private static final Horizon YEARS = Horizon.of("2023-01-01", "2024-12-31");
  private static final int UNITS = 4;
  private static final int NEW_YEAR = UsCalendar.day(2024, 1, 1);

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.of("units", "4", "from", "2023-06-01", "to", "2024-01-31");
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(Map.of("world.rebate_wall.enforced", "0"), Set.of("rebate_walls")),
        new Mechanism(Map.of("world.exclusion.enforced", "0"), Set.of("the_january_exclusion")),
        new Mechanism(
            Map.of("world.copay_clawback.flat", "0"),
            Set.of("copay_above_the_price", "overpayment")),
        new Mechanism(
            Map.of("world.spread.scale", "0"), Set.of("where_the_plan_charge_goes", "spread")),
        new Mechanism(Map.of("world.list_price.cut", "0"), Set.of("why_insulin_costs_300")),
        new Mechanism(Map.of("world.shock.wave", "0"), Set.of("respiratory_season")),
        new Mechanism(
            Map.of("world.unit.pharmacy_size", "0"), Set.of("pharmacies_and_payers_differ")));
  }

  /** A simulated world, and how to look things up in it. */
  private static final class Books {
    final CollectedRows rows = new CollectedRows();
    final List<Claim> claims;
    final Map<Integer, PayerRow> payers;
    final Map<String, DrugRow> drugs;

    Books(Map<String, Double> overrides) {
      World world = new World(5, SCENARIO.name(), YEARS, UNITS, overrides);
      Simulator simulator = SCENARIO.simulator(world);
      simulator.emitReference(rows);
      for (int region = 0; region < SCENARIO.regions().size(); region++) {
        simulator.emitRegion(region, SCENARIO.regions().get(region), rows);
        for (long i = 0; i < SCENARIO.cellsIn(region, UNITS, YEARS); i++) {
          simulator.open(SCENARIO.cell(region, i, world)).advanceTo(YEARS.end(), rows);
        }
      }
      claims = rows.of(PbmClaims.CLAIMS);
      payers = by(rows.of(PbmClaims.PAYERS), PayerRow::payerId);
      drugs = by(rows.of(PbmClaims.DRUGS), DrugRow::drugNdc);
    }

    static <K, T> Map<K, T> by(List<T> all, Function<T, K> key) {
      return all.stream().collect(Collectors.toMap(key, Function.identity()));
    }

    boolean isNational(Claim claim) {
      return payers.get(claim.payerId()).formulary() == FormularyName.NATIONAL;
    }

    String drug(Claim claim) {
      return drugs.get(claim.drugNdc()).drugName();
    }
  }

  @Test
  void everyDollarOfAClaimHasAPlace() {
    Books books = new Books(Map.of());
    for (Claim c : books.claims) {
      if (c.claimStatus() == ClaimStatus.REJECTED) {
        assertNull(c.planChargeUsd());
        assertNull(c.patientCopayUsd());
        assertNull(c.pharmacyReimbursementUsd());
        continue;
      }
      assertNull(c.rejectCode());
      assertEquals(
          Math.max(0, c.planChargeUsd() - c.patientCopayUsd()), c.insurancePaidUsd(), c::toString);
      assertTrue(c.planChargeUsd() >= c.pharmacyReimbursementUsd(), c::toString);
      if (books.payers.get(c.payerId()).copayRule() == CopayRule.LESSER_OF) {
        assertTrue(c.patientCopayUsd() <= c.pharmacyReimbursementUsd(), c::toString);
      }
    }
  }

  @Test
  void whatMembersOverpayIsTakenBackFromThePharmacy() {
    Books books = new Books(Map.of());
    Map<Long, Long> overpaid = new HashMap<>();
    for (Claim c : books.claims) {
      if (c.claimStatus() == ClaimStatus.PAID
          && c.patientCopayUsd() > c.pharmacyReimbursementUsd()) {
        overpaid.put(c.claimId(), c.pharmacyReimbursementUsd() - c.patientCopayUsd());
      }
    }
    Map<Long, Long> takenBack = new HashMap<>();
    for (PharmacyAdjustment a : books.rows.of(PbmClaims.PHARMACY_ADJUSTMENTS)) {
      assertTrue(Holidays.FEDERAL.isBusinessDay(a.postedDate()), a::toString);
      assertTrue(a.postedDate() > a.eventDate(), a::toString);
      if (a.adjustmentType() == AdjustmentType.COPAY_CLAWBACK) {
        assertNull(takenBack.put(a.claimId(), a.amountUsd()), "taken back twice: " + a);
        assertTrue(a.postedDate() - a.eventDate() <= 21, a::toString);
      }
    }
    assertEquals(overpaid, takenBack);
    assertFalse(overpaid.isEmpty());
    assertTrue(
        new Books(Map.of("copay_clawback.flat", 0.0))
            .claims.stream()
                .filter(c -> c.claimStatus() == ClaimStatus.PAID)
                .allMatch(c -> c.patientCopayUsd() <= c.pharmacyReimbursementUsd()));
  }

  @Test
  void dirFeesAreTheShareOfTheStatementsUntilTheRuleOf2024() {
    Books books = new Books(Map.of());
    Map<Integer, PharmacySoftware> software =
        Books.by(books.rows.of(PbmClaims.PHARMACY_SOFTWARE), PharmacySoftware::pharmacyId);
    Map<Long, Claim> claims = Books.by(books.claims, Claim::claimId);
    Map<Integer, PharmacyRow> pharmacies =
        Books.by(books.rows.of(PbmClaims.PHARMACIES), PharmacyRow::pharmacyId);
    int fees = 0;
    for (PharmacyAdjustment a : books.rows.of(PbmClaims.PHARMACY_ADJUSTMENTS)) {
      if (a.adjustmentType() == AdjustmentType.DIR_FEE) {
        Claim c = claims.get(a.claimId());
        assertTrue(c.eventDate() < NEW_YEAR, a::toString);
        assertEquals(
            LineOfBusiness.PART_D, books.payers.get(c.payerId()).lineOfBusiness(), a::toString);
        assertTrue(
            pharmacies.get(c.pharmacyId()).pharmacyType() != PharmacyType.AFFILIATED, a::toString);
        assertEquals(
            -Math.round(software.get(c.pharmacyId()).dirPct() * c.pharmacyReimbursementUsd()),
            a.amountUsd());
        fees++;
      }
    }
    assertTrue(fees > 1_000);
  }

  @Test
  void claimsStayWithinCoverAndGoToOpenPharmacies() {
    Books books = new Books(Map.of());
    Map<Long, MemberRow> members = Books.by(books.rows.of(PbmClaims.MEMBERS), MemberRow::memberId);
    Map<Integer, PharmacyRow> pharmacies =
        Books.by(books.rows.of(PbmClaims.PHARMACIES), PharmacyRow::pharmacyId);
    for (Claim c : books.claims) {
      MemberRow m = members.get(c.memberId());
      assertTrue(c.eventDate() >= m.coverageFrom(), c::toString);
      assertTrue(m.coverageTo() == null || c.eventDate() <= m.coverageTo(), c::toString);
      Integer closed = pharmacies.get(c.pharmacyId()).closedDate();
      assertTrue(closed == null || c.eventDate() < closed, c::toString);
    }
  }

  @Test
  void theNationalFormularyRefusesTheCheapInsulinAndTheCustomOneDoesNot() {
    Books books = new Books(Map.of());
    Map<Long, Outcome> outcomes = new HashMap<>();
    for (CoverageEpisode e : books.rows.of(PbmClaims.COVERAGE_EPISODES)) {
      outcomes.merge(e.memberId(), e.outcome(), (a, b) -> a == Outcome.APPEAL_WON ? a : b);
    }
    int refused = 0;
    for (Claim c : books.claims) {
      boolean isRefused = Set.of("70", "75").contains(String.valueOf(c.rejectCode()));
      if (!books.isNational(c)) {
        assertFalse(isRefused, c::toString);
      } else if (books.drug(c).equals("insulin lispro B vial")) {
        refused += isRefused ? 1 : 0;
      }
      assertTrue(!isRefused || outcomes.containsKey(c.memberId()), c::toString);
    }
    assertTrue(refused > 5, refused + " refused");
    Set<String> without =
        new Books(Map.of("rebate_wall.enforced", 0.0))
            .claims.stream()
                .filter(c -> c.eventDate() < NEW_YEAR && c.rejectCode() != null)
                .map(Claim::rejectCode)
                .collect(Collectors.toSet());
    assertEquals(Set.of("79"), without);
  }

  @Test
  void theExclusionEndsFillsOfOneDrugOnOneFormulary() {
    double left = fillsOf2024(new Books(Map.of()));
    double without = fillsOf2024(new Books(Map.of("exclusion.enforced", 0.0)));
    assertTrue(left < 0.2, left + " of the fills are left");
    assertTrue(without > 0.5, without + " of the fills are left without an exclusion");
  }

  /** Fills of the excluded drug, February to April 2024 in those of September to November 2023. */
  private static double fillsOf2024(Books books) {
    double before = 0;
    double after = 0;
    for (Claim c : books.claims) {
      if (books.isNational(c)
          && books.drug(c).equals("Dulagen pen")
          && c.claimStatus() == ClaimStatus.PAID) {
        before += isBetween(c, UsCalendar.day(2023, 9, 1), UsCalendar.day(2023, 11, 30)) ? 1 : 0;
        after += isBetween(c, UsCalendar.day(2024, 2, 1), UsCalendar.day(2024, 4, 30)) ? 1 : 0;
      }
    }
    return after / before;
  }

  private static boolean isBetween(Claim claim, int from, int to) {
    return claim.eventDate() >= from && claim.eventDate() <= to;
  }
}
