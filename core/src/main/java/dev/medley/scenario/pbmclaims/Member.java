package dev.medley.scenario.pbmclaims;

import dev.medley.random.Geometric;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.scenario.pbmclaims.Market.Pharmacy;
import dev.medley.scenario.pbmclaims.PbmClaims.AdjustmentType;
import dev.medley.scenario.pbmclaims.PbmClaims.AwpFallback;
import dev.medley.scenario.pbmclaims.PbmClaims.Cause;
import dev.medley.scenario.pbmclaims.PbmClaims.Claim;
import dev.medley.scenario.pbmclaims.PbmClaims.ClaimStatus;
import dev.medley.scenario.pbmclaims.PbmClaims.CoverageEpisode;
import dev.medley.scenario.pbmclaims.PbmClaims.MemberRow;
import dev.medley.scenario.pbmclaims.PbmClaims.Outcome;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyAdjustment;
import dev.medley.scenario.pbmclaims.PbmClaims.Rebate;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/** One covered person: cover, therapies, and every attempt to have a prescription paid. */
final class Member {
  static final long IDS_OF_REGION = 1_000_000_000L;

  /** Claims that a member can have; far more than anybody has. */
  private static final long CLAIM_IDS = 10_000;

  private static final long THERAPIES = 1_024;
  private static final int NEVER = Integer.MAX_VALUE;

  // ---- rule cover

  private static final double LATE_AT_NEW_YEAR = 0.55;
  private static final int MONTHS_TO_JOIN = 23;
  private static final double LEAVES_A_YEAR_COMMERCIAL = 0.045;
  private static final double LEAVES_AT_NEW_YEAR_COMMERCIAL = 0.075;
  private static final double LEAVES_AT_NEW_YEAR_PART_D = 0.06;
  private static final double DEATH_AT_30 = 0.00035;
  private static final double DEATH_BY_AGE = 0.085;

  // ---- rule therapies

  private static final int YEAR = 365;
  private static final int YEARS_BEFORE = 2;
  private static final double YEARS_OF_MEAN = 4;
  private static final double DURATION_DAYS = 540;
  private static final double INFECTIONS_PER_DAY = 1.6 / 731;
  private static final double AMOXICILLIN = 0.60;
  private static final int FIRST_ACUTE = 12;
  private static final int TRIES = 30;
  private static final double WEEKEND_MOVED = 0.65;
  private static final short ACUTE_DAYS = 10;
  private static final short MONTH = 30;
  private static final short QUARTER = 90;
  private static final double STARTS_ON_EXCLUDED = 0.1;

  // ---- rule refill

  private static final double AT_HOME = 0.88;
  private static final double MEAN_LAG = 1.5;
  private static final int EARLIEST_LAG = -5;
  private static final int EARLIEST_SPREAD = 4;
  private static final int LATEST_LAG = 30;
  private static final int NEAR = 2;
  private static final double ON_OWN_WEEKDAY = 0.25;
  private static final double TOO_SOON = 0.015;
  private static final double TOO_SOON_LEFT = 0.35;

  // ---- rule abandonment

  private static final double COPAY_LOG_ODDS = 0.087;
  private static final double STOPS = 0.30;
  private static final LogNormal RETRY_DAYS = LogNormal.ofMedianAndSigma(26, 0.4).cut(8, 90);

  // ---- rules rebate_wall and exclusion

  private static final String NOT_COVERED = "70";
  private static final String PRIOR_AUTHORISATION = "75";
  private static final String REFILL_TOO_SOON = "79";
  private static final double NOT_COVERED_SHARE = 0.75;
  private static final Geometric RESUBMISSIONS = Geometric.stopping(0.5);
  private static final int MOST_ATTEMPTS = 6;
  private static final double TRANSITION = 0.10;
  private static final double SWITCHES = 0.70;
  private static final double APPEALS = 0.12;
  private static final double STOPS_AT_WALL = 0.10;
  private static final double APPEAL_WON = 0.45;
  private static final double NEW_SCRIPT_DAYS = 3;
  private static final int MOST_NEW_SCRIPT_DAYS = 19;
  private static final LogNormal APPEAL_DAYS = LogNormal.ofMedianAndSigma(15, 0.4);

  private static final double DISPUTED = 0.10;
  private static final double DOUBLE_SENT = 0.10;
  private static final double AWP_GAP = 0.008;

  /** Parameters that members read. */
  record Laws(
      double therapies,
      double ownLag,
      double lagNoise,
      double abandon,
      double abandonOwn,
      double wall,
      double exclusion,
      double late) {
    Laws(World world) {
      this(
          world.value(PbmClaims.THERAPIES),
          world.value(PbmClaims.OWN_LAG),
          world.value(PbmClaims.LAG_NOISE),
          world.value(PbmClaims.ABANDON),
          world.value(PbmClaims.ABANDON_OWN),
          world.value(PbmClaims.WALL),
          world.value(PbmClaims.EXCLUSION),
          world.value(PbmClaims.LATE));
    }
  }

  /** A therapy and where it stands. */
  private static final class Therapy {
    final int seq;
    final long key;
    final int start;
    final int end;
    final short days;
    Drug drug;

    /** Whether the plan pays for it though its formulary does not. */
    boolean isGranted;

    /** Day, kind and place of the next attempt. */
    int due = NEVER;

    boolean isTooSoon;
    Pharmacy pharmacy;
    int attempt;

    /** Day for which a refill is meant, while somebody tries too soon. */
    int refillMeant;

    /** Rejections still to come in this episode, and what then. */
    int rejections;

    String rejectCode;
    Outcome outcome;
    int firstReject;

    Therapy(int seq, long key, Drug drug, int start, int end, short days) {
      this.seq = seq;
      this.key = key;
      this.drug = drug;
      this.start = start;
      this.end = end;
      this.days = days;
    }
  }

  private final Pbm pbm;
  private final Pbm.Draws draws;
  private final Laws laws;
  private final Market market;
  private final Territory territory;
  private final long id;
  private final Payer payer;
  private final int age;
  private final int sex;
  private final int band;
  private final int coveredFrom;
  private final int coveredTo;

  // What kind of person it is.
  private final double ownLag;
  private final double quarterShare;
  private final double reluctance;
  private final int ownWeekday;

  private final List<Therapy> therapies = new ArrayList<>();
  private final Permutation claimIds;
  private final Pricing.Quote quote = new Pricing.Quote();
  private int claims;
  private int deductibleYear;
  private long deductibleLeft;
  private Emitter out;

  Member(long number, int regionIndex, Pbm pbm, Market market, Territory territory) {
    this.pbm = pbm;
    this.draws = pbm.draws;
    this.laws = pbm.laws;
    this.market = market;
    this.territory = territory;
    this.id = (regionIndex + 1) * IDS_OF_REGION + pbm.memberIds(regionIndex).at(number);
    UniformRandomProvider person = draws.persons.at(id);
    this.payer = pbm.payers.at(person.nextDouble());
    this.sex = person.nextDouble() < 0.5 ? 0 : 1;
    this.age = pbm.demography.age(payer.isPartD(), person.nextDouble(), person.nextDouble());
    this.band = Demography.band(age);
    this.ownLag = laws.ownLag * ZigguratSampler.NormalizedGaussian.of(person).sample();
    this.quarterShare = person.nextDouble();
    this.reluctance =
        laws.abandon + laws.abandonOwn * ZigguratSampler.NormalizedGaussian.of(person).sample();
    this.ownWeekday = (int) (7 * person.nextDouble());
    this.claimIds = Permutation.of(CLAIM_IDS, draws.claimIds.bits(id));
    UniformRandomProvider cover = draws.covers.at(id);
    this.coveredFrom = joins(cover);
    this.coveredTo = leaves(cover);
  }

  // ---- cover

  /** First day of cover. */
  private int joins(UniformRandomProvider cover) {
    boolean isLate = cover.nextDouble() < laws.late;
    boolean isAtNewYear = cover.nextDouble() < LATE_AT_NEW_YEAR;
    int months = 1 + (int) (MONTHS_TO_JOIN * cover.nextDouble());
    if (!isLate) {
      return pbm.firstDay;
    }
    return isAtNewYear
        ? Math.max(pbm.firstDay, Pbm.NEW_YEAR_2024)
        : firstOfMonth(pbm.firstDay, months);
  }

  /** Last day of cover, year by year; the horizon's last day if it goes on. */
  private int leaves(UniformRandomProvider cover) {
    int lastYear = UsCalendar.year(pbm.lastDay);
    for (int year = UsCalendar.year(pbm.firstDay); year <= lastYear; year++) {
      boolean isLeaving = cover.nextDouble() < (payer.isPartD() ? 0 : LEAVES_A_YEAR_COMMERCIAL);
      int monthEnd = firstOfMonth(UsCalendar.day(year, 1, 1), 1 + (int) (11 * cover.nextDouble()));
      int ageThen = age + year - UsCalendar.year(pbm.firstDay);
      double death = payer.isPartD() ? DEATH_AT_30 * Math.exp(DEATH_BY_AGE * (ageThen - 30)) : 0;
      boolean isDying = cover.nextDouble() < death;
      int deathDay = UsCalendar.day(year, 1, 1) + (int) (YEAR * cover.nextDouble());
      boolean isChanging =
          cover.nextDouble()
              < (payer.isPartD() ? LEAVES_AT_NEW_YEAR_PART_D : LEAVES_AT_NEW_YEAR_COMMERCIAL);
      int end = isDying ? deathDay : isLeaving ? monthEnd - 1 : NEVER;
      if (end == NEVER && isChanging) {
        end = UsCalendar.day(year, 12, 31);
      }
      if (end != NEVER && end >= coveredFrom) {
        return Math.min(end, pbm.lastDay);
      }
    }
    return pbm.lastDay;
  }

  private static int firstOfMonth(int day, int monthsLater) {
    int month = UsCalendar.monthNumber(day) + monthsLater;
    return UsCalendar.day(1970 + month / 12, month % 12 + 1, 1);
  }

  /** Emits the person and all that happens to them. */
  void live(Emitter emitter) {
    if (coveredFrom > pbm.lastDay) {
      return;
    }
    out = emitter;
    out.emit(
        PbmClaims.MEMBERS,
        new MemberRow(
            id,
            payer.id(),
            UsCalendar.year(pbm.firstDay) - age,
            sex == 0 ? "F" : "M",
            coveredFrom,
            coveredTo < pbm.lastDay ? coveredTo : null),
        coveredFrom);
    begin();
    fallIll();
    for (Therapy next = next(); next != null; next = next()) {
      attempt(next);
    }
  }

  /** The therapy whose attempt comes next; null if none comes any more. */
  private Therapy next() {
    Therapy next = null;
    for (Therapy therapy : therapies) {
      if (therapy.due <= Math.min(coveredTo, therapy.end)
          && (next == null || therapy.due < next.due)) {
        next = therapy;
      }
    }
    return next;
  }

  // ---- therapies

  private void begin() {
    UniformRandomProvider own = draws.needs.at(id);
    double need = pbm.demography.need(band, sex) * ZigguratSampler.Exponential.of(own).sample();
    int years = (pbm.lastDay - pbm.firstDay) / YEAR + 1;
    for (int year = -YEARS_BEFORE; year < years; year++) {
      UniformRandomProvider draw = draws.starts.at(id, year);
      int n = Poisson.sample(laws.therapies / YEARS_OF_MEAN * need, draw);
      for (int i = 0; i < n; i++) {
        int start = pbm.firstDay + YEAR * year + (int) (YEAR * draw.nextDouble());
        int lasts = (int) (DURATION_DAYS * ZigguratSampler.Exponential.of(draw).sample());
        prescribe(start, lasts);
      }
    }
  }

  /** A therapy for something that the member is not treated for already; a brand or a generic. */
  private void prescribe(int meant, int lasts) {
    int seq = therapies.size();
    long key = id * THERAPIES + seq;
    UniformRandomProvider draw = draws.kinds.at(key);
    int start = doctorsDay(meant, draw);
    boolean isQuarterly = draw.nextDouble() < quarterShare;
    boolean isPreferredNow = draw.nextDouble() >= STARTS_ON_EXCLUDED;
    Drug first = null;
    for (int i = 0; i < TRIES; i++) {
      Drug drug = pbm.drugs.get(pbm.demography.kind(band, sex, draw.nextDouble()));
      first = first == null ? drug : first;
      if (drug.isBrand != first.isBrand) {
        continue;
      }
      int end = drug.isAcute ? start + YEAR : start + lasts;
      if (drug.isAcute || isFree(drug, start, end)) {
        if (isExcluded(drug, start) && isPreferredNow) {
          drug = drug.rival();
        }
        boolean isShort = drug.isSpecialty() || !isQuarterly;
        short days = drug.isAcute ? ACUTE_DAYS : isShort ? MONTH : QUARTER;
        add(new Therapy(seq, key, drug, start, end, days));
        return;
      }
    }
  }

  /** Whether the member is given nothing for the same purpose at that time. */
  private boolean isFree(Drug drug, int start, int end) {
    for (Therapy other : therapies) {
      if (other.drug.isFor(drug.line.purpose()) && start <= other.end && other.start <= end) {
        return false;
      }
    }
    return true;
  }

  /** Nine in ten prescriptions are written from Monday to Friday. */
  private static int doctorsDay(int meant, UniformRandomProvider draw) {
    boolean isMoved = draw.nextDouble() < WEEKEND_MOVED;
    int later = (int) (5 * draw.nextDouble());
    int weekday = WallClock.weekday(meant);
    return weekday >= 5 && isMoved ? meant + 7 - weekday + later : meant;
  }

  private void fallIll() {
    UniformRandomProvider draw = draws.infections.at(id);
    double mean = INFECTIONS_PER_DAY * territory.season() * pbm.demography.infections(band);
    int n = Poisson.sample(mean, draw);
    for (int i = 0; i < n; i++) {
      int seq = therapies.size();
      int start = doctorsDay(territory.dayOfSeason(draw.nextDouble()), draw);
      Drug drug = pbm.drugs.get(FIRST_ACUTE + (draw.nextDouble() < AMOXICILLIN ? 0 : 1));
      add(new Therapy(seq, id * THERAPIES + seq, drug, start, start + YEAR, ACUTE_DAYS));
    }
  }

  private void add(Therapy therapy) {
    therapies.add(therapy);
    if (therapy.start >= coveredFrom) {
      plan(therapy, therapy.start);
    } else if (!therapy.drug.isAcute && therapy.end >= coveredFrom) {
      double phase = draws.phases.uniform(therapy.key);
      if (!isCovered(therapy, coveredFrom)) {
        settleBefore(therapy);
      }
      if (therapy.outcome == null || therapy.isGranted || isCovered(therapy, coveredFrom)) {
        plan(therapy, coveredFrom + (int) (phase * therapy.days));
      }
    }
  }

  // ---- attempts

  /** Plans an attempt for about a day, at a pharmacy that is open then. */
  private void plan(Therapy therapy, int meant) {
    therapy.attempt++;
    int earliest = therapy.due == NEVER ? coveredFrom : therapy.due;
    boolean isAtHome = draws.pharmacies.uniform(therapy.key, therapy.attempt) < AT_HOME;
    therapy.pharmacy =
        isAtHome
            ? market.pick(draws.homes, id, meant)
            : market.pick(draws.pharmacies, -(therapy.key * CLAIM_IDS + therapy.attempt), meant);
    int day = market.openDay(meant, therapy.pharmacy, territory, therapy.key, therapy.attempt);
    therapy.due = Math.max(earliest, day);
  }

  private void attempt(Therapy therapy) {
    int day = therapy.due;
    if (!therapy.pharmacy.isOpen(day)) {
      therapy.pharmacy = market.pick(draws.homes, id, day);
    }
    if (therapy.isTooSoon) {
      reject(therapy, REFILL_TOO_SOON);
      therapy.isTooSoon = false;
      plan(therapy, therapy.refillMeant);
    } else if (isCovered(therapy, day)) {
      fill(therapy);
    } else {
      refuse(therapy);
    }
  }

  /** Next refill: the end of the supply, the member's own lag, and whatever comes in between. */
  private void planRefill(Therapy therapy) {
    UniformRandomProvider draw = draws.lags.at(therapy.key, therapy.attempt);
    double noise = laws.lagNoise * ZigguratSampler.NormalizedGaussian.of(draw).sample();
    int lag = (int) Math.rint(MEAN_LAG + ownLag + noise);
    int spread = (int) (EARLIEST_SPREAD * draw.nextDouble());
    lag = Math.min(lag < EARLIEST_LAG ? EARLIEST_LAG + spread : lag, LATEST_LAG);
    int meant = therapy.due + therapy.days + lag;
    int toOwn = Math.floorMod(ownWeekday - WallClock.weekday(meant) + 3, 7) - 3;
    if (Math.abs(toOwn) <= NEAR
        && lag + toOwn >= EARLIEST_LAG
        && draws.weekdays.uniform(therapy.key, therapy.attempt) < ON_OWN_WEEKDAY) {
      meant += toOwn;
    }
    if (draws.tooSoon.uniform(therapy.key, therapy.attempt) < TOO_SOON) {
      therapy.isTooSoon = true;
      therapy.refillMeant = meant;
      plan(therapy, therapy.due + (int) ((1 - TOO_SOON_LEFT) * therapy.days));
    } else {
      plan(therapy, meant);
    }
  }

  private void fill(Therapy therapy) {
    int day = therapy.due;
    Drug drug = therapy.drug;
    long claimId = claimId();
    pbm.pricing.quote(drug, payer, therapy.pharmacy, therapy.days, day, claimId, quote);
    long deductible = drug.isBrand ? deductibleLeft(day) : 0;
    long copay = pbm.pricing.copay(drug, payer, therapy.days, quote, deductible, claimId);
    double dear = Math.log1p(copay / 100.0);
    boolean isLeft =
        draws.pickUps.uniform(claimId) < Logit.inverse(reluctance + COPAY_LOG_ODDS * dear * dear);
    emit(therapy, claimId, isLeft ? ClaimStatus.REVERSED : ClaimStatus.PAID, null, copay);
    if (quote.isAwpFallback) {
      out.emit(PbmClaims.AWP_FALLBACKS, new AwpFallback(claimId, day));
    }
    if (!isLeft) {
      deductibleLeft -= Math.min(deductible, copay);
      settle(therapy, claimId, copay);
    }
    if (drug.isAcute) {
      therapy.due = NEVER;
    } else if (!isLeft) {
      planRefill(therapy);
    } else {
      UniformRandomProvider draw = draws.retries.at(claimId);
      if (draw.nextDouble() < STOPS) {
        therapy.due = NEVER;
      } else {
        plan(therapy, day + (int) Math.rint(RETRY_DAYS.sample(draw)));
      }
    }
  }

  /** What is left of the deductible, in cents. */
  private long deductibleLeft(int day) {
    int year = UsCalendar.year(day);
    if (year != deductibleYear) {
      deductibleYear = year;
      deductibleLeft = payer.row().brandDeductibleUsd() * 100L;
    }
    return deductibleLeft;
  }

  /** What is taken back from the pharmacy, and the rebate. */
  private void settle(Therapy therapy, long claimId, long copay) {
    int day = therapy.due;
    Pharmacy pharmacy = therapy.pharmacy;
    Pricing pricing = pbm.pricing;
    if (copay > quote.reimbursement) {
      takeBack(
          claimId,
          therapy,
          AdjustmentType.COPAY_CLAWBACK,
          copay - quote.reimbursement,
          pricing.clawbackDay(pharmacy, day, claimId));
    }
    long dirFee = pricing.dirFee(payer, pharmacy, day, quote);
    if (dirFee > 0) {
      takeBack(claimId, therapy, AdjustmentType.DIR_FEE, dirFee, pricing.dirDay(pharmacy, day));
    }
    long rebate = pricing.rebate(therapy.drug, payer, day, quote);
    if (rebate > 0) {
      int quarter = Pricing.quarter(day);
      long contract = therapy.drug.index * 64L + payer.id();
      out.emit(
          PbmClaims.REBATES,
          new Rebate(
              claimId,
              day,
              payer.id(),
              therapy.drug.ndc,
              Pricing.firstOfQuarter(quarter),
              rebate,
              pricing.receivedDay(therapy.drug, payer, quarter),
              draws.disputes.uniform(contract, quarter) < DISPUTED,
              draws.doubleInvoices.uniform(contract) < DOUBLE_SENT));
    }
  }

  private void takeBack(
      long claimId, Therapy therapy, AdjustmentType type, long amount, int postedDay) {
    out.emit(
        PbmClaims.PHARMACY_ADJUSTMENTS,
        new PharmacyAdjustment(
            claimId,
            therapy.due,
            therapy.pharmacy.id,
            type,
            -amount,
            postedDay,
            therapy.pharmacy.isOldRemittance));
  }

  private long claimId() {
    return id * CLAIM_IDS + claimIds.at(claims++);
  }

  private void reject(Therapy therapy, String code) {
    long claimId = claimId();
    pbm.pricing.quote(
        therapy.drug, payer, therapy.pharmacy, therapy.days, therapy.due, claimId, quote);
    emit(therapy, claimId, ClaimStatus.REJECTED, code, 0);
  }

  private void emit(
      Therapy therapy, long claimId, ClaimStatus status, String rejectCode, long copay) {
    if (!out.wants(PbmClaims.CLAIMS)) {
      return;
    }
    int day = therapy.due;
    Drug drug = therapy.drug;
    Pharmacy pharmacy = therapy.pharmacy;
    boolean isRejected = status == ClaimStatus.REJECTED;
    double months = drug.isAcute ? 1 : (double) therapy.days / MONTH;
    out.emit(
        PbmClaims.CLAIMS,
        new Claim(
            claimId,
            day,
            id,
            payer.id(),
            pharmacy.id,
            drug.ndc,
            therapy.days,
            drug.line.unitsPer30Days() * months,
            status,
            rejectCode,
            quote.list,
            quote.averageWholesale,
            quote.acquisition,
            isRejected ? null : quote.charge,
            isRejected ? null : Math.max(0, quote.charge - copay),
            isRejected ? null : copay,
            isRejected ? null : quote.reimbursement,
            pharmacy.ndcStyle,
            drug.isOfClass(Drug.INSULIN_CLASS) && pharmacy.countsVials(day),
            pharmacy.hasNoCostFeed(day),
            !drug.isBrand
                && draws.awpGaps.uniform(drug.index, UsCalendar.weekNumber(day)) < AWP_GAP,
            pharmacy.losesReversals(day),
            pharmacy.replaysBatch(day)));
  }

  // ---- walls

  private boolean isExcluded(Drug drug, int day) {
    return payer.isNational() && drug.isExcludedLater() && day >= Pbm.NEW_YEAR_2024;
  }

  private boolean isCovered(Therapy therapy, int day) {
    if (therapy.isGranted) {
      return true;
    }
    boolean isExcluded = isExcluded(therapy.drug, day);
    boolean isWalled = therapy.drug.tier(payer.row().formulary()) == Drug.NOT_COVERED;
    return !(isExcluded || isWalled)
        || draws.enforced.uniform(therapy.key) >= (isExcluded ? laws.exclusion : laws.wall);
  }

  /** Draws what the member will do about a drug that is not covered. */
  private static Outcome outcome(UniformRandomProvider draw) {
    double u = draw.nextDouble();
    double appeal = draw.nextDouble();
    if (u < SWITCHES) {
      return Outcome.SWITCHED;
    } else if (u < SWITCHES + APPEALS) {
      return appeal < APPEAL_WON
          ? Outcome.APPEAL_WON
          : appeal < (1 + APPEAL_WON) / 2
              ? Outcome.APPEAL_LOST_SWITCHED
              : Outcome.APPEAL_LOST_STOPPED;
    }
    return u < SWITCHES + APPEALS + STOPS_AT_WALL ? Outcome.ABANDONED : Outcome.PAID_CASH;
  }

  /** What came of it before the member's first day. */
  private void settleBefore(Therapy therapy) {
    therapy.outcome = outcome(draws.refusals.at(therapy.key));
    switch (therapy.outcome) {
      case SWITCHED, APPEAL_LOST_SWITCHED -> therapy.drug = therapy.drug.rival();
      case APPEAL_WON -> therapy.isGranted = true;
      case APPEAL_LOST_STOPPED, ABANDONED, PAID_CASH -> {}
    }
  }

  private void refuse(Therapy therapy) {
    int day = therapy.due;
    UniformRandomProvider draw = draws.refusals.at(therapy.key);
    if (therapy.rejections == 0) {
      boolean isExclusion = isExcluded(therapy.drug, day);
      Outcome outcome = outcome(draw);
      boolean isTransition = draw.nextDouble() < TRANSITION;
      boolean isNotCovered = draw.nextDouble() < NOT_COVERED_SHARE;
      boolean isInJanuary =
          UsCalendar.monthNumber(day) == UsCalendar.monthNumber(Pbm.NEW_YEAR_2024);
      if (isExclusion && isTransition && isInJanuary && therapy.start < Pbm.NEW_YEAR_2024) {
        fill(therapy);
        return;
      }
      therapy.outcome = outcome;
      therapy.firstReject = day;
      therapy.rejectCode = isExclusion || isNotCovered ? NOT_COVERED : PRIOR_AUTHORISATION;
      therapy.rejections = 1 + RESUBMISSIONS.cut(0, MOST_ATTEMPTS - 1).sample(draw);
      out.emit(
          PbmClaims.COVERAGE_EPISODES,
          new CoverageEpisode(
              id,
              therapy.seq,
              therapy.drug.line.therapeuticClass(),
              therapy.drug.ndc,
              isExclusion ? Cause.EXCLUSION : Cause.REBATE_WALL,
              day,
              outcome),
          day);
    }
    reject(therapy, therapy.rejectCode);
    therapy.rejections--;
    if (therapy.rejections > 0) {
      plan(therapy, day + (int) (3 * draws.resubmissions.uniform(therapy.key, therapy.attempt)));
    } else {
      goOn(therapy);
    }
  }

  /** What the member does after the last rejection. */
  private void goOn(Therapy therapy) {
    UniformRandomProvider draw = draws.resubmissions.at(therapy.key);
    int decided =
        Math.max(therapy.due + 1, therapy.firstReject + (int) Math.rint(APPEAL_DAYS.sample(draw)));
    double script = NEW_SCRIPT_DAYS * ZigguratSampler.Exponential.of(draw).sample();
    int newScript = 1 + Math.min(MOST_NEW_SCRIPT_DAYS, (int) script);
    switch (therapy.outcome) {
      case SWITCHED -> {
        therapy.drug = therapy.drug.rival();
        plan(therapy, therapy.due + newScript);
      }
      case APPEAL_WON -> {
        therapy.isGranted = true;
        plan(therapy, decided);
      }
      case APPEAL_LOST_SWITCHED -> {
        therapy.drug = therapy.drug.rival();
        plan(therapy, decided + newScript);
      }
      case APPEAL_LOST_STOPPED, ABANDONED, PAID_CASH -> therapy.due = NEVER;
    }
  }
}
