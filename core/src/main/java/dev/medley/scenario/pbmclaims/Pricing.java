package dev.medley.scenario.pbmclaims;

import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.scenario.pbmclaims.Market.Pharmacy;
import dev.medley.scenario.pbmclaims.PbmClaims.CopayRule;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyType;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/** What a claim costs whom, when what is taken back is taken back, and what comes back. */
final class Pricing {

  /** Prices of one claim, in cents for the whole quantity. */
  static final class Quote {
    long list;
    long averageWholesale;
    long acquisition;
    long charge;
    long reimbursement;
    boolean isAwpFallback;
  }

  private static final double CENTS = 100;
  private static final int MONTH = 30;
  private static final long DRUGS = 64;

  // ---- rules mac and spread

  private static final double INVOICE_SD = 0.20;
  private static final double MAC_SD = 0.35;
  private static final int MAC_DAYS = 30;
  private static final double PAYER_SD = 0.20;
  private static final int PAYER_DAYS = 91;
  private static final double FALLBACK_OF_AWP = 0.55;
  private static final double BRAND_ACQUISITION = 0.965;
  private static final double BRAND_REIMBURSEMENT = 0.98;
  private static final double BRAND_SPREAD = 0.008;
  private static final double MARKET_MEMORY = 0.85;

  // ---- rule copay_clawback

  private static final double COPAYS_FOR_90_DAYS = 2.3;
  private static final double COINSURANCE = 0.20;
  private static final long COINSURANCE_CAP = 200_00;

  /** Inflation Reduction Act: from 2023 on PART_D members pay no more for a month of insulin. */
  private static final double INSULIN_CAP_USD = 35;

  private static final int LEAST_CLAWBACK_DAYS = 7;
  private static final int CLAWBACK_DAYS = 8;

  // ---- rule rebates and dir_clawback

  private static final double LARGEST_REBATE = 0.95;
  private static final int LEAST_RECEIVED_DAYS = 90;
  private static final int RECEIVED_DAYS = 81;
  private static final int RECEIVED_DAYS_OF_PAYER = 7;
  private static final int DIR_MONTHS = 4;
  private static final int DIR_STATEMENT_DAYS = 41;
  private static final int MONTHS_OF_QUARTER = 3;
  private static final int MONTHS_OF_YEAR = 12;

  private final Pbm.Draws draws;
  private final double independentRate;
  private final double meanRate;
  private final double meanFee;
  private final double spreadScale;
  private final double awpFallback;
  private final double flatShare;
  private final double rebateScale;
  private final int dirDays;

  /** Factor on a generic's price by drug and month from {@code firstMonth} on; mean 1. */
  private final double[][] markets;

  private final int firstMonth;

  Pricing(Pbm pbm) {
    this.draws = pbm.draws;
    this.independentRate = pbm.world.value(PbmClaims.INDEPENDENT_RATE);
    double rate = 0;
    double fee = 0;
    for (PharmacyType type : PharmacyType.values()) {
      rate += type.members * type.rate(independentRate);
      fee += type.members * type.feeUsd;
    }
    this.meanRate = rate;
    this.meanFee = fee;
    this.spreadScale = pbm.world.value(PbmClaims.SPREAD);
    this.awpFallback = pbm.world.value(PbmClaims.AWP_FALLBACK);
    this.flatShare = pbm.world.value(PbmClaims.FLAT_SHARE);
    this.rebateScale = pbm.world.value(PbmClaims.REBATE);
    this.dirDays = (int) pbm.world.value(PbmClaims.DIR_DAYS);
    this.firstMonth = UsCalendar.monthNumber(pbm.firstDay) - MONTHS_OF_QUARTER;
    int months = UsCalendar.monthNumber(pbm.lastDay) - firstMonth + 1;
    this.markets = new double[pbm.drugs.size()][months];
    double marketSd = pbm.world.value(PbmClaims.MARKET);
    for (Drug drug : pbm.drugs) {
      KeyedSeries series = new KeyedSeries(draws.market, drug.index, MARKET_MEMORY);
      for (int i = 0; i < months; i++) {
        markets[drug.index][i] = series.factor(firstMonth + i, marketSd);
      }
    }
  }

  private double market(Drug drug, int month) {
    return markets[drug.index][month - firstMonth];
  }

  /** Prices of a claim. */
  void quote(
      Drug drug, Payer payer, Pharmacy pharmacy, int days, int day, long claimKey, Quote quote) {
    double months = drug.isAcute ? 1 : (double) days / MONTH;
    double list = drug.list(day) * months;
    double averageWholesale = drug.averageWholesale(day) * months;
    PharmacyType type = pharmacy.type;
    double acquisition;
    double reimbursement;
    double charge;
    quote.isAwpFallback = false;
    if (drug.isBrand) {
      acquisition = BRAND_ACQUISITION * list;
      reimbursement = BRAND_REIMBURSEMENT * list + type.feeUsd;
      charge = reimbursement / (1 - BRAND_SPREAD);
    } else {
      int month = UsCalendar.monthNumber(day);
      double cost = drug.line.acquisition() * months;
      long there = pharmacy.id * DRUGS + drug.index;
      acquisition =
          cost
              * market(drug, month)
              * pharmacy.invoice
              * Math.exp(INVOICE_SD * normal(draws.invoices, there, day / MAC_DAYS));
      reimbursement =
          cost
                  * market(drug, month - 1)
                  * pharmacy.rate
                  * type.rate(independentRate)
                  * Math.exp(MAC_SD * normal(draws.macs, there, day / MAC_DAYS))
              + type.feeUsd;
      quote.isAwpFallback = draws.awpFallbacks.uniform(claimKey) < awpFallback;
      charge =
          quote.isAwpFallback
              ? FALLBACK_OF_AWP * averageWholesale
              : payerPrice(drug, payer, cost, day);
      charge = Math.max(charge, reimbursement);
    }
    if (payer.isPartD() && day >= Pbm.NEW_YEAR_2024) {
      reimbursement *= 1 - pharmacy.dirPct;
      charge *= 1 - pharmacy.dirPct;
    }
    quote.list = cents(list);
    quote.averageWholesale = cents(averageWholesale);
    quote.acquisition = cents(acquisition);
    quote.reimbursement = cents(reimbursement);
    quote.charge = cents(charge);
  }

  /** What the payer's list says: a mean pharmacy's reimbursement of the quarter, and the spread. */
  private double payerPrice(Drug drug, Payer payer, double cost, int day) {
    int month = UsCalendar.monthNumber(day);
    double expected =
        cost
                * market(drug, month - month % MONTHS_OF_QUARTER)
                * meanRate
                * Math.exp(MAC_SD * MAC_SD / 2)
            + meanFee;
    long there = payer.id() * DRUGS + drug.index;
    double noise = PAYER_SD * normal(draws.payerPrices, there, day / PAYER_DAYS);
    return payer.chargeFactor()
        * expected
        / (1 - spreadScale * drug.line.spread())
        * Math.exp(noise - PAYER_SD * PAYER_SD / 2);
  }

  private static double normal(Streams.Stream stream, long key, long period) {
    return Quantiles.NORMAL.at(stream.bits(key, period));
  }

  private static long cents(double usd) {
    return Math.round(usd * CENTS);
  }

  // ---- at the counter

  /** What the member pays, in cents. */
  long copay(Drug drug, Payer payer, int days, Quote quote, long deductibleLeft, long claimKey) {
    long copay;
    if (drug.tier(payer.row().formulary()) == Drug.SPECIALTY) {
      copay = Math.min(Math.round(COINSURANCE * quote.charge), COINSURANCE_CAP);
    } else {
      double months = days > MONTH ? COPAYS_FOR_90_DAYS : 1;
      copay = cents(payer.copayUsd(drug) * months);
    }
    if (drug.isBrand) {
      copay = Math.max(copay, Math.min(deductibleLeft, quote.reimbursement));
    }
    if (payer.isPartD() && drug.isOfClass(Drug.INSULIN_CLASS)) {
      copay = Math.min(copay, cents(INSULIN_CAP_USD * days / MONTH));
    }
    boolean isCapped =
        payer.row().copayRule() == CopayRule.LESSER_OF
            || draws.flatCopays.uniform(claimKey) >= flatShare;
    return isCapped ? Math.min(copay, quote.reimbursement) : copay;
  }

  /** Day of the remittance that takes a copay back: one to three weeks later. */
  int clawbackDay(Pharmacy pharmacy, int day, long claimKey) {
    int earliest =
        day + LEAST_CLAWBACK_DAYS + (int) (CLAWBACK_DAYS * draws.postings.uniform(claimKey));
    int weekday = Math.floorMod(pharmacy.remittanceWeekday - WallClock.weekday(earliest), 7);
    int remittance = earliest + weekday;
    int open = Holidays.FEDERAL.businessDayOnOrAfter(remittance);
    return open - day <= 21 ? open : Holidays.FEDERAL.businessDayOnOrBefore(remittance);
  }

  // ---- afterwards

  /** What a pharmacy owes for a claim of PART_D, in cents; 0 if nothing. */
  long dirFee(Payer payer, Pharmacy pharmacy, int day, Quote quote) {
    return payer.isPartD() && day < Pbm.NEW_YEAR_2024
        ? Math.round(pharmacy.dirPct * quote.reimbursement)
        : 0;
  }

  /** Day of the statement that covers a day of service. */
  int dirDay(Pharmacy pharmacy, int day) {
    int block = UsCalendar.monthNumber(day) / DIR_MONTHS;
    int end = firstOf((block + 1) * DIR_MONTHS) - 1;
    double late = draws.dirStatements.uniform(pharmacy.dirGroup, block);
    return Holidays.FEDERAL.businessDayOnOrAfter(end + dirDays + (int) (DIR_STATEMENT_DAYS * late));
  }

  /** Rebate of a claim, in cents; 0 if none. */
  long rebate(Drug drug, Payer payer, int day, Quote quote) {
    double share = Math.min(LARGEST_REBATE, rebateScale * drug.rebate(day) * payer.rebateFactor());
    return Math.round(share * quote.list);
  }

  static int quarter(int day) {
    return UsCalendar.monthNumber(day) / MONTHS_OF_QUARTER;
  }

  static int firstOfQuarter(int quarter) {
    return firstOf(quarter * MONTHS_OF_QUARTER);
  }

  private static int firstOf(int monthNumber) {
    return UsCalendar.day(1970 + monthNumber / MONTHS_OF_YEAR, monthNumber % MONTHS_OF_YEAR + 1, 1);
  }

  /** Day on which the manufacturer paid the quarter's rebates of a drug to a payer. */
  int receivedDay(Drug drug, Payer payer, int quarter) {
    int late =
        LEAST_RECEIVED_DAYS
            + (int) (RECEIVED_DAYS * draws.received.uniform(drug.index, quarter))
            + (int) (RECEIVED_DAYS_OF_PAYER * draws.receivedByPayer.uniform(payer.id()));
    return Holidays.FEDERAL.businessDayOnOrAfter(firstOfQuarter(quarter + 1) + late);
  }
}
