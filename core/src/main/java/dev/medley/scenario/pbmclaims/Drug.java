package dev.medley.scenario.pbmclaims;

import dev.medley.scenario.pbmclaims.PbmClaims.FormularyName;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyStatus;
import dev.medley.world.Csv;
import java.util.ArrayList;
import java.util.List;

/** One of the 37 drugs, as all members and payers know it. */
final class Drug {

  /**
   * How much more or less of a drug people of an age need than others: below 18, 35, 50, 65 years
   * and above; and what women and men need.
   */
  enum Ages {
    ANY(1, 1, 1, 1, 1),
    CARDIOMETABOLIC(0.02, 0.25, 0.8, 1.15, 1.2),
    THYROID(0.3, 0.6, 1, 1.1, 1.1, 1.6, 0.4),
    ANTIDEPRESSANT(0.7, 2.2, 1.6, 1, 0.5, 1.35, 0.65),
    ATTENTION(8, 3.5, 1.2, 0.2, 0.05),
    HORMONE(0, 0.3, 1, 2, 0.6, 2, 0),
    SPECIALIST(0.6, 2, 1.5, 1, 0.6),
    INFECTION(6, 2, 1.2, 0.8, 0.5),
    WEIGHT(0.05, 0.6, 1.4, 1.4, 0.8),
    LATE_LIFE(0.01, 0.1, 0.4, 0.8, 1.6);

    @SuppressWarnings("ImmutableEnumChecker") // Written once, and never handed out.
    private final double[] factors;

    Ages(double... factors) {
      this.factors = factors;
    }

    /** The factor of an age band 0 to 4 and a sex, 0 for women. */
    double factor(int band, int sex) {
      return factors[band] * (factors.length > 5 ? factors[5 + sex] : 1);
    }
  }

  /** A line of the reference table. */
  record Line(
      String name,
      String therapeuticClass,
      Double acquisition,
      Double averageWholesale,
      Double list,
      Double spread,
      Double rebatePct,
      double weight,
      double startShare,
      int nationalTier,
      int customTier,
      int unitsPer30Days,
      Ages ages,
      String purpose) {}

  private static final String GENERIC = "GENERIC";
  static final String INSULIN_CLASS = "RAPID_INSULIN";
  private static final String CUT_INSULIN = "insulin lispro A vial";
  private static final String STABLE_INSULIN = "insulin lispro B vial";
  private static final String EXCLUDED = "Dulagen pen";

  static final int NOT_COVERED = 0;
  static final int SPECIALTY = 5;
  private static final int NON_PREFERRED = 3;

  /** List prices of generics: 2.5 times what pharmacies pay. */
  private static final double GENERIC_LIST = 2.5;

  private static final double BRAND_AWP = 1.2;

  /** What is left of insulin A's rebate when there is hardly a list price to rebate. */
  private static final double REBATE_AFTER_CUT = 0.05;

  /** 1.0 percentage point around the mean step, by drug. */
  private static final double STEP_SPREAD = 0.01;

  final int index;
  final Line line;
  final String ndc;
  final String ndcFormat;

  final boolean isBrand;
  final boolean isAcute;

  /** US dollars for 30 days, until the end of 2023 and from 2024 on. */
  private final double listBefore;

  private final double listAfter;
  private final double rebateAfter;

  /** The other drug of the class; itself for a generic and for a class of one. */
  private Drug rival = this;

  private Drug(int index, Line line, double step, double cut) {
    this.index = index;
    this.line = line;
    this.isBrand = !line.therapeuticClass.equals(GENERIC);
    this.isAcute = line.ages == Ages.INFECTION;
    int labeler = 1 + index % 5;
    int product = 101 + 7 * index;
    switch (index % 3) {
      case 0 -> {
        ndcFormat = "4-4-2";
        ndc = "0990" + labeler + "0" + product + (10 + index);
      }
      case 1 -> {
        ndcFormat = "5-3-2";
        ndc = "9901" + labeler + "0" + product + (10 + index);
      }
      default -> {
        ndcFormat = "5-4-1";
        ndc = "9902" + labeler + (1_000 + product) + "0" + (1 + index % 9);
      }
    }
    this.listBefore = isBrand ? line.list : GENERIC_LIST * line.acquisition;
    if (line.name.equals(CUT_INSULIN)) {
      this.listAfter = listBefore * (1 - cut);
      this.rebateAfter = cut == 0 ? line.rebatePct : REBATE_AFTER_CUT;
    } else {
      boolean isStable = !isBrand || line.name.equals(STABLE_INSULIN);
      this.listAfter = isStable ? listBefore : listBefore * (1 + step);
      this.rebateAfter = isBrand ? line.rebatePct : 0;
    }
  }

  /** All drugs, generics first. */
  static List<Drug> all(Pbm.Draws draws, double meanStep, double cut) {
    List<Line> lines = Csv.read(PbmClaims.class, "drugs.csv", Line.class);
    List<Drug> drugs = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Drug before = i == 0 ? null : drugs.get(i - 1);
      boolean isPair = before != null && before.isBrand && before.isOfClass(line.therapeuticClass);
      double spread = STEP_SPREAD * (2 * draws.listStep.uniform(i) - 1);
      double step = meanStep == 0 ? 0 : meanStep + spread;
      Drug drug = new Drug(i, line, step, cut);
      if (isPair) {
        drug.rival = before;
        before.rival = drug;
      }
      drugs.add(drug);
    }
    return List.copyOf(drugs);
  }

  boolean isOfClass(String therapeuticClass) {
    return line.therapeuticClass.equals(therapeuticClass);
  }

  boolean isFor(String purpose) {
    return line.purpose.equals(purpose);
  }

  Drug rival() {
    return rival;
  }

  /** List price for 30 days on a day, in US dollars. */
  double list(int day) {
    return day < Pbm.NEW_YEAR_2024 ? listBefore : listAfter;
  }

  /** Average wholesale price for 30 days on a day, in US dollars. */
  double averageWholesale(int day) {
    return isBrand ? BRAND_AWP * list(day) : line.averageWholesale;
  }

  /** Rebate as a share of the list price on a day. */
  double rebate(int day) {
    return !isBrand ? 0 : day < Pbm.NEW_YEAR_2024 ? line.rebatePct : rebateAfter;
  }

  int tier(FormularyName formulary) {
    return formulary == FormularyName.NATIONAL ? line.nationalTier : line.customTier;
  }

  boolean isSpecialty() {
    return line.customTier == SPECIALTY;
  }

  /** Whether NATIONAL excludes it in 2024. */
  boolean isExcludedLater() {
    return line.name.equals(EXCLUDED);
  }

  FormularyStatus status(FormularyName formulary) {
    return switch (tier(formulary)) {
      case NOT_COVERED -> FormularyStatus.NOT_COVERED;
      case NON_PREFERRED -> FormularyStatus.NON_PREFERRED;
      case SPECIALTY -> FormularyStatus.SPECIALTY;
      default -> FormularyStatus.PREFERRED;
    };
  }
}
