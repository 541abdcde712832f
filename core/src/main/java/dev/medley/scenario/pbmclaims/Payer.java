package dev.medley.scenario.pbmclaims;

import dev.medley.random.Discrete;
import dev.medley.random.Permutation;
import dev.medley.random.Quantiles;
import dev.medley.scenario.pbmclaims.PbmClaims.CopayRule;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyName;
import dev.medley.scenario.pbmclaims.PbmClaims.LineOfBusiness;
import dev.medley.scenario.pbmclaims.PbmClaims.PayerRow;
import java.util.List;

/**
 * A payer and its contract.
 *
 * @param row what everybody may know
 * @param chargeFactor on what it is charged for generics; mean 1 over members
 * @param rebateFactor on the rebates that it is due; mean 1 over members
 */
record Payer(PayerRow row, double chargeFactor, double rebateFactor) {

  /** A kind of payer: members that have it, its features, and how its slots read the lists. */
  private record Group(
      double share,
      LineOfBusiness lineOfBusiness,
      FormularyName formulary,
      CopayRule copayRule,
      Steps tier1,
      Steps tier2,
      Steps deductible) {}

  /** Slot j takes row (a j + b) mod 12. */
  private record Steps(int a, int b) {
    int of(int[] list, int slot) {
      return list[(a * slot + b) % SLOTS];
    }
  }

  private static final int SLOTS = 12;
  private static final int[] TIER1 = {0, 5, 8, 10, 10, 5, 5, 20, 10, 0, 4, 8};
  private static final int[] TIER2 = {25, 30, 35, 40, 45, 35, 30, 50, 40, 25, 30, 45};
  private static final int[] DEDUCTIBLE = {0, 0, 500, 0, 1500, 0, 3000, 0, 500, 0, 1500, 0};
  private static final int TIER3_ABOVE_TIER2 = 15;

  private static final Group[] GROUPS = {
    new Group(
        0.20,
        LineOfBusiness.COMMERCIAL,
        FormularyName.NATIONAL,
        CopayRule.FLAT,
        new Steps(1, 0),
        new Steps(1, 0),
        new Steps(1, 0)),
    new Group(
        0.22,
        LineOfBusiness.COMMERCIAL,
        FormularyName.NATIONAL,
        CopayRule.LESSER_OF,
        new Steps(5, 3),
        new Steps(5, 3),
        new Steps(7, 1)),
    new Group(
        0.18,
        LineOfBusiness.COMMERCIAL,
        FormularyName.CUSTOM,
        CopayRule.LESSER_OF,
        new Steps(7, 5),
        new Steps(7, 5),
        new Steps(5, 4)),
    new Group(
        0.175,
        LineOfBusiness.PART_D,
        FormularyName.NATIONAL,
        CopayRule.FLAT,
        new Steps(1, 0),
        new Steps(5, 1),
        null),
    new Group(
        0.225,
        LineOfBusiness.PART_D,
        FormularyName.NATIONAL,
        CopayRule.LESSER_OF,
        new Steps(11, 2),
        new Steps(11, 2),
        null)
  };

  /** All payers, and how members choose among them. */
  record Book(List<Payer> payers, Discrete members) {
    Payer at(double uniform) {
      return payers.get(members.at(uniform));
    }
  }

  /** The sixty payers of a world. */
  static Book book(Pbm.Draws draws, double chargeSd, double rebateSd) {
    int n = GROUPS.length * SLOTS;
    Permutation ids = Permutation.of(n, draws.payerIds.bits(0));
    double[] members = new double[n];
    double[] charges = new double[n];
    double[] rebates = new double[n];
    double slotWeights = 0;
    for (int slot = 0; slot < SLOTS; slot++) {
      slotWeights += 1.0 / (slot + 3);
    }
    for (int i = 0; i < n; i++) {
      members[i] = GROUPS[i / SLOTS].share / (i % SLOTS + 3) / slotWeights;
      charges[i] = Math.exp(chargeSd * Quantiles.NORMAL.at(draws.payerCharge.bits(i)));
      rebates[i] = Math.exp(rebateSd * Quantiles.NORMAL.at(draws.payerRebate.bits(i)));
    }
    double meanCharge = mean(members, charges);
    double meanRebate = mean(members, rebates);
    Payer[] payers = new Payer[n];
    for (int i = 0; i < n; i++) {
      Group group = GROUPS[i / SLOTS];
      int slot = i % SLOTS;
      payers[i] =
          new Payer(
              new PayerRow(
                  (int) ids.at(i) + 1,
                  group.lineOfBusiness,
                  group.formulary,
                  group.copayRule,
                  group.tier1.of(TIER1, slot),
                  group.tier2.of(TIER2, slot),
                  group.deductible == null ? 0 : group.deductible.of(DEDUCTIBLE, slot)),
              charges[i] / meanCharge,
              rebates[i] / meanRebate);
    }
    return new Book(List.of(payers), Discrete.of(members));
  }

  private static double mean(double[] weights, double[] values) {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      all += weights[i];
    }
    return sum / all;
  }

  int id() {
    return row.payerId();
  }

  boolean isPartD() {
    return row.lineOfBusiness() == LineOfBusiness.PART_D;
  }

  boolean isNational() {
    return row.formulary() == FormularyName.NATIONAL;
  }

  /** Copay of a drug for 30 days, in US dollars; what was won on appeal counts as tier 3. */
  int copayUsd(Drug drug) {
    return switch (drug.tier(row.formulary())) {
      case 1 -> row.tier1CopayUsd();
      case 2 -> row.tier2CopayUsd();
      default -> row.tier2CopayUsd() + TIER3_ABOVE_TIER2;
    };
  }
}
