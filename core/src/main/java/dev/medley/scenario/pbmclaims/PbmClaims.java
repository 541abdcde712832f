package dev.medley.scenario.pbmclaims;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cells;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * A pharmacy benefit manager, "Northgate Rx", that stands between sixty payers and the pharmacies:
 * what the payer is charged, what the pharmacy is paid, what the member pays at the counter, and
 * what comes back as a rebate months later.
 *
 * <p>A unit is a thousand covered members, a cell two units of a region over the whole horizon,
 * member by member: accumulators and the memory of what is covered never cross a member. The
 * eligibility file is cut off on the horizon's last day, so a world cannot be made longer. Days are
 * those of the pharmacy; money is in cents.
 *
 * <p>{@link Member} is a person's life with the plan, {@link Pricing} what a claim costs whom,
 * {@link Market} the pharmacies of a neighbourhood, {@link Drug} and {@link Payer} the catalogue
 * and the contracts; {@link Pbm} holds what all members share.
 */
@AutoService(Scenario.class)
public final class PbmClaims implements Scenario {

  // ---- code lists

  /** Whom a payer insures. */
  public enum LineOfBusiness {
    COMMERCIAL,
    PART_D
  }

  /** Which list of covered drugs a payer uses. */
  public enum FormularyName {
    NATIONAL,
    CUSTOM
  }

  /** Whether a copay may be more than the price. */
  public enum CopayRule {
    FLAT,
    LESSER_OF
  }

  /** Who owns a pharmacy; AFFILIATED ones belong to the benefit manager. */
  public enum PharmacyType {
    INDEPENDENT(0.3, Double.NaN, 0.50, 0.42, 0.75),
    CHAIN(0.5, 1.30, 0.75, 0.20, 0.30),
    AFFILIATED(0.2, 1.60, 1.50, 0.18, 0.33);

    /** Share of the members, and of the pharmacies. */
    final double members;

    /** What a generic is paid, in acquisition costs; for INDEPENDENT a parameter says it. */
    private final double rate;

    /** Dispensing fee in US dollars a fill. */
    final double feeUsd;

    final double closedOnSaturdays;
    final double closedOnSundays;

    PharmacyType(
        double members,
        double rate,
        double feeUsd,
        double closedOnSaturdays,
        double closedOnSundays) {
      this.members = members;
      this.rate = rate;
      this.feeUsd = feeUsd;
      this.closedOnSaturdays = closedOnSaturdays;
      this.closedOnSundays = closedOnSundays;
    }

    double rate(double independentRate) {
      return this == INDEPENDENT ? independentRate : rate;
    }
  }

  /** What became of an attempt. */
  public enum ClaimStatus {
    PAID,
    REVERSED,
    REJECTED
  }

  /** How money is taken back from a pharmacy. */
  public enum AdjustmentType {
    COPAY_CLAWBACK,
    DIR_FEE
  }

  /** Where a drug stands on a formulary. */
  public enum FormularyStatus {
    PREFERRED,
    NON_PREFERRED,
    SPECIALTY,
    NOT_COVERED,
    EXCLUDED
  }

  /** Why a therapy was rejected. */
  public enum Cause {
    REBATE_WALL,
    EXCLUSION
  }

  /** What a member did about it. */
  public enum Outcome {
    SWITCHED,
    APPEAL_WON,
    APPEAL_LOST_SWITCHED,
    APPEAL_LOST_STOPPED,
    ABANDONED,
    PAID_CASH
  }

  // ---- tables

  /** One attempt to have a prescription paid. */
  @Columns(
      """
      claim_id                        | key, distinct | Claim: member_id x 10,000 + a number that
        | tells no order. | ClaimID
      event_date                      | date, filtered | Day of service.
      member_id                       | -> members, filtered | Covered person.
      payer_id                        | -> payers, filtered | Payer of the member. | PayerID
      pharmacy_id                     | -> pharmacies, filtered | Pharmacy. | PharmacyID
      drug_ndc                        | -> drugs, filtered | National drug code: 11 digits, 5-4-2
        | without hyphens, when clean. | DrugNDC, Drug NDC
      days_supply                     | | Days that the quantity lasts: 30, 90, or 10 for an acute
        | course.
      quantity                        | 1 decimals | Units dispensed: tablets, pens, patches, doses;
        | millilitres of insulin.
      claim_status                    | filtered | PAID, REVERSED (never picked up) or REJECTED.
      reject_code                     | | NCPDP code: 70 not covered, 75 prior authorisation, 79
        | refill too soon; NULL unless REJECTED.
      wholesale_acquisition_cost_usd  | money | List price (WAC) of the quantity. |
        | WholesaleAcquisitionCost, WAC
      average_wholesale_price_usd     | money | Average wholesale price (AWP) of the quantity. | AWP
      acquisition_cost_usd            | money | What the pharmacy's invoice says it paid for it.
      plan_charge_usd                 | money | Price by the contract of payer and benefit manager;
        | NULL if REJECTED. | charges the employer
      insurance_paid_usd              | money | plan_charge_usd less the copay, not below 0; NULL if
        | REJECTED. | Amount Insurance Paid
      patient_copay_usd               | money | Paid at the counter; NULL if REJECTED. |
        | Patient_Copay
      pharmacy_reimbursement_usd      | money | What the pharmacy keeps in all: copay and
        | remittance less the copay clawback; NULL if REJECTED. | Pharmacy_Reimbursement, Amount
        | Pharmacy Received
      _ndc_style                      | | How the pharmacy's software writes codes: 0 clean, 1 with
        | hyphens, 2 without leading zeros.
      _vial_spell                     | | Whether the pharmacy counts this insulin in vials of 10 mL.
      _cost_gap                       | | Whether the chain's feed of invoice costs is down.
      _awp_gap                        | | Whether the price file lacks the generic's AWP this week.
      _switch_down                    | | Whether the pharmacy's reversals get lost.
      _batch_replay                   | | Whether the pharmacy's batch of the day was sent twice.
      """)
  public record Claim(
      long claimId,
      int eventDate,
      long memberId,
      int payerId,
      int pharmacyId,
      String drugNdc,
      short daysSupply,
      double quantity,
      ClaimStatus claimStatus,
      String rejectCode,
      long wholesaleAcquisitionCostUsd,
      long averageWholesalePriceUsd,
      long acquisitionCostUsd,
      Long planChargeUsd,
      Long insurancePaidUsd,
      Long patientCopayUsd,
      Long pharmacyReimbursementUsd,
      short ndcStyle,
      boolean vialSpell,
      boolean costGap,
      boolean awpGap,
      boolean switchDown,
      boolean batchReplay) {}

  /** A manufacturer's rebate, allocated to one claim. */
  @Columns(
      """
      claim_id              | key, -> claims, distinct | Paid claim of a brand.
      event_date            | date, filtered | Day of service.
      payer_id              | filtered | Payer. | PayerID
      drug_ndc              | filtered | National drug code, always clean. | Drug NDC
      invoice_quarter       | date | First day of the calendar quarter that is invoiced.
      pbm_rebate_amount_usd | money | Rebate: the drug's share of the list price, as the payer's
        | contract has it. | PBM_Rebate_Amount, Rebate Amount
      received_date         | date | Business day on which the manufacturer paid, up to 180 days after
        | the quarter.
      _disputed             | | Whether the manufacturer disputes drug, payer and quarter.
      _double_sent          | | Whether drug and payer were invoiced twice after the system change.
      """)
  public record Rebate(
      long claimId,
      int eventDate,
      int payerId,
      String drugNdc,
      int invoiceQuarter,
      long pbmRebateAmountUsd,
      int receivedDate,
      boolean disputed,
      boolean doubleSent) {}

  /** Money taken back from a pharmacy. */
  @Columns(
      """
      claim_id        | key, -> claims, distinct | Paid claim.
      event_date      | date, filtered | Day of service, not of posting.
      pharmacy_id     | -> pharmacies, filtered | Pharmacy.
      adjustment_type | key, filtered | COPAY_CLAWBACK or DIR_FEE. | clawbacks
      amount_usd      | money | Negative: taken from the pharmacy. | clawbacks
      posted_date     | date | Business day of the remittance.
      _old_remittance | | Whether the pharmacy still reads the old version of the remittance.
      """)
  public record PharmacyAdjustment(
      long claimId,
      int eventDate,
      int pharmacyId,
      AdjustmentType adjustmentType,
      long amountUsd,
      int postedDate,
      boolean oldRemittance) {}

  /** One line of the eligibility file. */
  @Columns(
      """
      member_id     | key, distinct | Covered person.
      payer_id      | -> payers | Payer. | PayerID
      birth_year    | | Year of birth.
      sex           | | F or M.
      coverage_from | date | First day of cover that lies in the file.
      coverage_to   | date | Last day of cover; NULL if it lasts to the end of the file.
      """)
  public record MemberRow(
      long memberId,
      int payerId,
      int birthYear,
      String sex,
      int coverageFrom,
      Integer coverageTo) {}

  /** A payer and what its members pay. */
  @Columns(
      """
      payer_id             | key | Payer, 1 to 60. | PayerID
      line_of_business     | | COMMERCIAL or PART_D.
      formulary            | | NATIONAL or CUSTOM.
      copay_rule           | | FLAT, or LESSER_OF copay and price.
      tier1_copay_usd      | | Copay of a generic for 30 days, in US dollars.
      tier2_copay_usd      | | Copay of a preferred brand; a brand that is not preferred costs 15 more.
      brand_deductible_usd | | Deductible of a calendar year, brands only; 0 for PART_D.
      """)
  public record PayerRow(
      int payerId,
      LineOfBusiness lineOfBusiness,
      FormularyName formulary,
      CopayRule copayRule,
      int tier1CopayUsd,
      int tier2CopayUsd,
      int brandDeductibleUsd) {}

  /** One pharmacy. */
  @Columns(
      """
      pharmacy_id   | key | Pharmacy. | PharmacyID
      region        | | NORTHEAST, MIDWEST, SOUTH or WEST.
      pharmacy_type | | INDEPENDENT, CHAIN or AFFILIATED (owned by the benefit manager).
      closed_date   | date | First day on which it was closed for good; NULL if open.
      """)
  public record PharmacyRow(int pharmacyId, PharmacyType pharmacyType, Integer closedDate) {}

  /** One drug. */
  @Columns(
      """
      drug_ndc          | key | National drug code, 11 digits. | DrugNDC, Drug NDC
      drug_name         | | Name, strength and form; brand names are fictitious.
      therapeutic_class | | GENERIC, or the class of a brand.
      is_brand          | | Whether it is a brand.
      is_specialty      | | Whether it is a specialty drug.
      ndc_format        | | How its ten digits are grouped: 4-4-2, 5-3-2 or 5-4-1.
      units_per_30_days | | Units for 30 days, or for an acute course.
      """)
  public record DrugRow(
      String drugNdc,
      String drugName,
      String therapeuticClass,
      boolean isBrand,
      boolean isSpecialty,
      String ndcFormat,
      int unitsPer_30Days) {}

  /** Where a brand stands on a formulary, and since when. */
  @Columns(
      """
      formulary      | key | NATIONAL or CUSTOM.
      drug_ndc       | key, -> drugs | Brand.
      effective_from | key, date | First day.
      effective_to   | date | Last day; NULL if still so.
      status         | | PREFERRED, NON_PREFERRED, SPECIALTY, NOT_COVERED or EXCLUDED.
      """)
  public record FormularyRow(
      FormularyName formulary,
      String drugNdc,
      int effectiveFrom,
      Integer effectiveTo,
      FormularyStatus status) {}

  /** A therapy that was rejected, and what came of it. */
  @Columns(
      """
      member_id         | key, -> members | Member.
      therapy_seq       | key | Number of the therapy.
      therapeutic_class | | Class of the drug.
      requested_ndc     | -> drugs | Drug that was asked for.
      cause             | | REBATE_WALL or EXCLUSION.
      first_reject_date | date | Day of the first rejection.
      outcome           | | SWITCHED, APPEAL_WON, APPEAL_LOST_SWITCHED, APPEAL_LOST_STOPPED, ABANDONED
        | or PAID_CASH.
      """)
  public record CoverageEpisode(
      long memberId,
      int therapySeq,
      String therapeuticClass,
      String requestedNdc,
      Cause cause,
      int firstRejectDate,
      Outcome outcome) {}

  /** A claim that was billed by the average wholesale price. */
  @Columns(
      """
      claim_id   | key, -> claims, distinct | Claim.
      event_date | date | Day of service.
      """)
  public record AwpFallback(long claimId, int eventDate) {}

  /** What a pharmacy's software does to codes, and what it owes in DIR fees. */
  @Columns(
      """
      pharmacy_id | key, -> pharmacies | Pharmacy.
      ndc_style   | | 0 clean, 1 with hyphens, 2 without leading zeros.
      dir_pct     | 4 decimals | Share of its PART_D reimbursement that is taken back, 0 for AFFILIATED.
      region      | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record PharmacySoftware(int pharmacyId, short ndcStyle, double dirPct) {}

  static final Table<Claim> CLAIMS =
      Table.fact(
              "claims",
              Claim.class,
              "One row per claim attempt, whether paid, reversed or rejected.")
          .perMainRow(1);
  static final Table<Rebate> REBATES =
      Table.fact(
              "rebates",
              Rebate.class,
              "One row per rebate allocated to a paid brand claim; invoiced by the quarter.")
          .perMainRow(0.07);
  static final Table<PharmacyAdjustment> PHARMACY_ADJUSTMENTS =
      Table.fact(
              "pharmacy_adjustments",
              PharmacyAdjustment.class,
              "One row per amount taken back from a pharmacy for a paid claim.")
          .perMainRow(0.40);
  static final Table<MemberRow> MEMBERS =
      Table.regional("members", MemberRow.class, "One row per covered member.")
          .perUnit(Pbm.MEMBERS_PER_UNIT);
  static final Table<PayerRow> PAYERS =
      Table.single("payers", PayerRow.class, "One row per payer.").rows(60).reference();
  static final Table<PharmacyRow> PHARMACIES =
      Table.single("pharmacies", PharmacyRow.class, "One row per pharmacy.")
          .perUnit(2.5)
          .reference();
  static final Table<DrugRow> DRUGS =
      Table.single("drugs", DrugRow.class, "One row per drug.").rows(37).reference();
  static final Table<FormularyRow> FORMULARY =
      Table.single(
              "formulary",
              FormularyRow.class,
              "One row per formulary and brand, two for one that was excluded.")
          .rows(33)
          .reference();
  static final Table<CoverageEpisode> COVERAGE_EPISODES =
      Table.regional(
              "coverage_episodes", CoverageEpisode.class, "One row per therapy that was rejected.")
          .key()
          .perMainRow(0.0022);
  static final Table<AwpFallback> AWP_FALLBACKS =
      Table.fact(
              "awp_fallbacks",
              AwpFallback.class,
              "One row per claim of a generic that was billed at 55 % of AWP.")
          .key()
          .perMainRow(0.0026);
  static final Table<PharmacySoftware> PHARMACY_SOFTWARE =
      Table.single("pharmacy_software", PharmacySoftware.class, "One row per pharmacy.")
          .key()
          .perUnit(2.5)
          .reference();

  // ---- rules

  static final Param THERAPIES =
      Param.positive(
          "therapies.mean", 5.9, "Therapies that a member of mean need begins in four years.");
  static final Param BRAND =
      Param.share("therapies.brand", 0.133, "Share of therapies that are a brand.");
  static final Param OWN_LAG =
      Param.nonNegative("refill.own_lag", 2.4, "Spread of the members' own refill lags, in days.");
  static final Param LAG_NOISE =
      Param.nonNegative("refill.noise", 3.2, "Spread from refill to refill, in days.");
  static final Param INDEPENDENT_RATE =
      Param.positive(
          "mac.independent", 1.02, "What INDEPENDENT pharmacies are paid, in acquisition costs.");
  static final Param SPREAD =
      new Param("spread.scale", 1, 0, 1.5, "Factor on the spread of every generic.");
  static final Param AWP_FALLBACK =
      Param.share(
          "spread.awp_fallback", 0.003, "Share of generic claims without a row in the price list.");
  static final Param FLAT_SHARE =
      Param.share(
          "copay_clawback.flat",
          1,
          "Share of the claims of FLAT payers whose copay may be above the price.");
  static final Param ABANDON =
      new Param("abandonment.log_odds", -3.03, -20, 5, "Log odds of not picking up what is free.");
  static final Param ABANDON_OWN =
      Param.nonNegative("abandonment.own", 0.6, "Spread of the members' own log odds.");
  static final Param WALL =
      Param.share(
          "rebate_wall.enforced", 1, "Share of therapies that NATIONAL really refuses to cover.");
  static final Param EXCLUSION =
      Param.share("exclusion.enforced", 1, "Share of therapies that the exclusion really ends.");
  static final Param STEP =
      new Param(
          "list_price.step", 0.045, 0, 1, "Mean step of brand list prices on 1 January 2024.");
  static final Param CUT =
      Param.share(
          "list_price.cut", 0.75, "Share by which the list price of insulin A fell on that day.");
  static final Param DIR_LEAST =
      Param.share("dir_clawback.least", 0.03, "Smallest share of the reimbursement taken back.");
  static final Param DIR_RANGE =
      Param.share("dir_clawback.range", 0.07, "From the smallest to the largest share.");
  static final Param DIR_DAYS =
      new Param(
          "dir_clawback.days", 70, 0, 365, "Days from the end of four months to a statement.");
  static final Param REBATE =
      Param.share("rebates.scale", 1, "Factor on the rebate of every brand.");
  static final Param PHARMACY_SIZE =
      Param.nonNegative("unit.pharmacy_size", 0.7, "Spread of the logarithm of pharmacies' size.");
  static final Param PHARMACY_RATE =
      Param.nonNegative("unit.pharmacy_rate", 0.08, "The same of what they are paid.");
  static final Param INVOICE =
      Param.nonNegative("unit.invoice", 0.05, "The same of what they pay for drugs.");
  static final Param PAYER_CHARGE =
      Param.nonNegative("unit.payer_charge", 0.10, "The same of what payers are charged.");
  static final Param PAYER_REBATE =
      Param.nonNegative("unit.payer_rebate", 0.06, "The same of what rebates payers are due.");
  static final Param LATE =
      Param.share("cover.late", 0.14, "Share of members who join later than the first day.");
  static final Param CLOSING =
      Param.share("cover.closing", 0.03, "INDEPENDENT pharmacies that close in a year.");
  static final Param MARKET =
      Param.nonNegative("shock.market", 0.06, "Spread of a generic's price from month to month.");
  static final Param WAVE =
      Param.share("shock.wave", 0.55, "How far the respiratory season rises above its mean.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "members",
              "1.6, 2.6; design",
              "A member belongs to one of sixty payers of very different size, which differ in line"
                  + " of business, formulary, copays and deductible, and has a home pharmacy for 88 %"
                  + " of the attempts."),
          Rule.of(
              "therapies",
              "IQVIA: 90 % of prescriptions are generic",
              "Need follows age and sex, and then differs from member to member by a gamma of shape"
                  + " 1. Therapies last 540 days on average, no two of a drug or brand class at a"
                  + " time; acute courses come with the respiratory season. A therapy that began"
                  + " before the first day of cover enters somewhere in its cycle.",
              THERAPIES,
              BRAND),
          Rule.of(
              "refill",
              "refill-too-soon edits at 75 to 80 % used; most refills on Monday and Tuesday",
              "The next attempt follows the end of the supply by a lag that is the member's own and"
                  + " varies. Now and then somebody comes when a third is left, and is refused.",
              OWN_LAG,
              LAG_NOISE),
          Rule.of(
              "mac",
              "NCPA 2022; FTC 2025",
              "Generics are bought at an invoice price that differs by pharmacy, drug and month, and"
                  + " paid by the benefit manager's list of maximum allowable costs, which favours"
                  + " AFFILIATED pharmacies and hardly covers the invoice of INDEPENDENT ones. Brands"
                  + " are paid at list less 2 % and a fee.",
              INDEPENDENT_RATE),
          Rule.of(
              "spread",
              "Ohio Auditor of State 2018: 31.4 % generics, 0.8 % brands; FTC 2025",
              "The payer is charged from a second list, which is renewed each quarter and kept above"
                  + " the first; where it has no row, the payer pays 55 % of AWP.",
              SPREAD,
              AWP_FALLBACK),
          Rule.of(
              "copay_clawback",
              "Van Nuys, JAMA 2018: 23 % of claims, $7.69",
              "Copays follow tiers; 20 % up to $200 for specialty drugs, and at most $35 for a month of"
                  + " PART_D's insulin, the law of 2023. Members of LESSER_OF payers"
                  + " never pay more than the price. Members of FLAT payers do on cheap generics, and"
                  + " the difference is taken back from the pharmacy on its next remittance but one.",
              FLAT_SHARE),
          Rule.of(
              "deductible",
              "1.6",
              "Until a COMMERCIAL member's deductible of the calendar year is used up, brands are paid"
                  + " in full at the counter."),
          Rule.of(
              "abandonment",
              "IQVIA 2019: 9 % in all, 5 % at $0, 60 % above $500",
              "The dearer at the counter, the more often a prescription is left there and the claim"
                  + " reversed; three in ten then stop, the others try again within three months.",
              ABANDON,
              ABANDON_OWN),
          Rule.of(
              "rebate_wall",
              "1.6; 46brooklyn",
              "NATIONAL does not cover the cheap rival of three brand classes. Most members switch"
                  + " after some rejections; some appeal, give up or pay cash. CUSTOM covers both.",
              WALL),
          Rule.of(
              "exclusion",
              "1.6; formulary exclusion lists of 2024",
              "On 1 January 2024 NATIONAL excludes a popular drug. Members do what they do at a rebate"
                  + " wall, but for one in ten who gets one more fill in January.",
              EXCLUSION),
          Rule.of(
              "list_price",
              "Reuters 2023; 46brooklyn",
              "On 1 January 2024 the list price of insulin A falls to a quarter, and its rebate with"
                  + " it; the other brands but insulin B rise by a few percent.",
              STEP,
              CUT),
          Rule.of(
              "dir_clawback",
              "COA: 4 to 9 %; the Part D rule of 1 January 2024",
              "Until the end of 2023 a share of what PART_D pays a pharmacy that is not AFFILIATED is"
                  + " taken back by statement, months later; from 2024 it is cut at the counter.",
              DIR_LEAST,
              DIR_RANGE,
              DIR_DAYS),
          Rule.of(
              "rebates",
              "HMPI 2023; MEPS and SSR Health",
              "A paid brand claim earns its drug's share of the list price, more or less of it by"
                  + " payer.",
              REBATE),
          Rule.of(
              "unit",
              "design",
              "Pharmacies and payers differ for good in size, what they pay and what they are paid.",
              PHARMACY_SIZE,
              PHARMACY_RATE,
              INVOICE,
              PAYER_CHARGE,
              PAYER_REBATE),
          Rule.of(
              "cover",
              "design; Gompertz mortality",
              "Members join late, change their payer, leave or die; INDEPENDENT pharmacies close and"
                  + " their members move on.",
              LATE,
              CLOSING),
          Rule.of(
              "shock",
              "design",
              "A generic's market price wanders: invoices follow at once, what pharmacies are paid a"
                  + " month later, what payers are charged by the quarter. Respiratory seasons and"
                  + " storms are a region's.",
              MARKET,
              WAVE));

  /** Claims of a thousand members in a year. */
  private static final double CLAIMS_PER_YEAR = 12_100;

  // ---- mess

  private static final String HYPHENATED =
      "CASE WHEN drug_ndc LIKE '0990%' THEN concat(substr(drug_ndc, 2, 4), '-', substr(drug_ndc, 6,"
          + " 4), '-', substr(drug_ndc, 10, 2)) WHEN drug_ndc LIKE '9901%' THEN"
          + " concat(substr(drug_ndc, 1, 5), '-', substr(drug_ndc, 7, 3), '-', substr(drug_ndc, 10,"
          + " 2)) ELSE concat(substr(drug_ndc, 1, 5), '-', substr(drug_ndc, 6, 4), '-',"
          + " substr(drug_ndc, 11, 1)) END";

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("claims", "P1_ndc_hyphenated")
              .doc(
                  "The pharmacy's software writes the ten digits with hyphens, without the padding.")
              .where("_ndc_style = 1")
              .rate(0.95)
              .perRow(0.099)
              .set("drug_ndc", HYPHENATED),
          Stage.on("claims", "P2_ndc_leading_zero")
              .doc("The code went through a spreadsheet: the leading zero is gone.")
              .where("_ndc_style = 2 AND drug_ndc LIKE '0%'")
              .rate(0.95)
              .perRow(0.023)
              .set("drug_ndc", "substr(drug_ndc, 2)"),
          Stage.on("claims", "P3_quantity_unit")
              .doc("Insulin counted in vials of 10 mL instead of millilitres.")
              .where("_vial_spell")
              .rate(0.73)
              .perRow(0.00098)
              .set("quantity", "round(quantity / 10, 1)"),
          Stage.on("claims", "P4_acquisition_missing")
              .doc("The chain's feed of invoice costs is down.")
              .where("_cost_gap")
              .rate(0.80)
              .perRow(0.076)
              .setNull("acquisition_cost_usd"),
          Stage.on("claims", "P5_awp_zero")
              .doc("The price file of the week lacks the drug: 0.00 stands for unknown.")
              .where("_awp_gap")
              .rate(0.75)
              .perRow(0.0091)
              .set("average_wholesale_price_usd", "CAST(0 AS DECIMAL(12,2))"),
          Stage.on("claims", "P6_reversal_missed")
              .doc("The reversal got lost in the switch; the claim looks paid.")
              .where("claim_status = 'REVERSED' AND _switch_down")
              .rate(0.80)
              .perRow(0.0087)
              .set("claim_status", "'PAID'"),
          Stage.on("claims", "P7_duplicate_submission")
              .doc("The pharmacy sent its batch of the day twice.")
              .where("_batch_replay")
              .rate(0.50)
              .perRow(0.004)
              .duplicate(),
          Stage.on("pharmacy_adjustments", "P8_sign_flip")
              .doc("The old version of the remittance shows what is taken as positive.")
              .source("2.6")
              .where("event_date BETWEEN DATE'2023-04-01' AND DATE'2023-06-30' AND _old_remittance")
              .rate(0.75)
              .perRow(0.058)
              .set("amount_usd", "CAST(-amount_usd AS DECIMAL(12,2))"),
          Stage.on("rebates", "P9_rebate_disputed")
              .doc("The manufacturer disputes the claim and pays nothing.")
              .where("_disputed")
              .rate(0.30)
              .perRow(0.03)
              .drop(),
          Stage.on("rebates", "P10_rebate_double_invoice")
              .doc("The quarter after the system change was invoiced twice.")
              .where("invoice_quarter = DATE'2023-07-01' AND _double_sent")
              .rate(0.50)
              .perRow(0.0061)
              .duplicate());

  // ---- wiring

  @Override
  public About about() {
    return new About(
        "pbm_claims",
        "Pharmacy benefit manager: who keeps the money between payer and pharmacy",
        """
            You audit one pharmacy benefit manager, the fictitious Northgate Rx, for sixty payers.
            Follow the money: what the payer is charged, what the pharmacy is paid, what the member
            pays at the counter, what comes back as a rebate months later, and why a $289 vial of
            insulin nets $112 while its $82 twin is rejected. Independent pharmacies dispense
            atorvastatin at a loss, and on 1 January a popular drug vanishes from the formulary.
        """,
        "thousand members",
        List.of("1.6", "2.6"),
        Horizon.of("2023-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        CLAIMS,
        REBATES,
        PHARMACY_ADJUSTMENTS,
        MEMBERS,
        PAYERS,
        PHARMACIES,
        DRUGS,
        FORMULARY,
        COVERAGE_EPISODES,
        AWP_FALLBACKS,
        PHARMACY_SOFTWARE);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return CLAIMS_PER_YEAR * horizon.years();
  }

  @Override
  public Cells cells() {
    return Cells.ofUnits(2);
  }

  /** The eligibility file and the list of pharmacies are those of the last day. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    return new Pbm(world, dealing());
  }
}
