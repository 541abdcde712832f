package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;

/**
 * Rules {@code fda} and {@code anvisa}: when an entry is released. Computers release most at any
 * hour; what an officer decides is decided in office hours. Durations are in hours.
 */
final class Customs {
  /** Entries that the FDA lets proceed within hours, of those that it does not examine. */
  private static final double FDA_QUICK_SHARE = 0.92 / (0.92 + 0.065);

  private static final LogNormal FDA_QUICK =
      LogNormal.ofMedianAndP90(3, 9).cut(0, 3 * Math.pow(3, 3));
  private static final double FDA_REVIEW_FROM = 8;
  private static final double FDA_REVIEW_TO = 36;
  private static final double FDA_HOLD_FROM = 40;
  private static final double FDA_HOLD_TO = 84;
  private static final double WARM_HALL_SHARE = 0.15;
  private static final double WARM_HALL_SHARE_ON_HOLD = 0.45;

  /** Weights of pre-filed and ordinary entries (Exame; SINDASP). */
  private static final double ANVISA_EXPRESS = 0.55;

  private static final double ANVISA_ORDINARY = 0.40;
  private static final double ANVISA_EXPRESS_FROM = 0.3;
  private static final double ANVISA_EXPRESS_TO = 24;
  private static final LogNormal ANVISA_ORDINARY_HOURS =
      LogNormal.ofMedianAndSigma(5.5 * 24, 0.45).cut(0, 20 * 24);
  private static final double BACKLOG_FROM = 13 * 24;
  private static final double BACKLOG_TO = 36 * 24;
  private static final double BACKLOG_SHARE_IN_A_STRIKE = 0.30;
  private static final double BACKLOG_SHARE_ELSE = 0.012;
  private static final double STRIKE_DAYS_FROM = 14;
  private static final double STRIKE_DAYS_TO = 35;
  private static final double HALF_YEAR_DAYS = 182;

  /** Of any entry, before the office opens. */
  static final double LONGEST_HOURS = BACKLOG_TO;

  /**
   * What customs made of an entry.
   *
   * @param end when it is released
   * @param hold why it was kept, or null
   * @param isWarm whether it waited in a hall that nobody cools
   */
  record Clearance(long end, HoldCode hold, boolean isWarm) {}

  private final Streams.Stream clearances;
  private final Streams.Stream strikes;
  private final double fdaHold;

  Customs(World world) {
    this.clearances = world.streams().named("clearance");
    this.strikes = world.streams().named("anvisa_strike");
    this.fdaHold = world.value(ColdChain.FDA_HOLD_SHARE);
  }

  Clearance fda(long shipmentId, long arrival, Site gateway) {
    Draw draw = clearances.at(shipmentId);
    double fate = draw.nextDouble();
    double hall = draw.nextDouble();
    double after = draw.nextDouble();
    boolean isHeld = fate >= 1 - fdaHold;
    boolean isWarm = hall < (isHeld ? WARM_HALL_SHARE_ON_HOLD : WARM_HALL_SHARE);
    if (isHeld) {
      double taken = draw.between(FDA_HOLD_FROM, FDA_HOLD_TO);
      long ready = gateway.office.afterWorkingDays(arrival, seconds(taken));
      return new Clearance(gateway.office.served(ready, after), HoldCode.FDA_HOLD, isWarm);
    }
    if (fate < (1 - fdaHold) * FDA_QUICK_SHARE) {
      return new Clearance(arrival + seconds(FDA_QUICK.sample(draw)), null, isWarm);
    }
    double taken = draw.between(FDA_REVIEW_FROM, FDA_REVIEW_TO);
    long ready = gateway.office.afterWorkingDays(arrival, seconds(taken));
    return new Clearance(gateway.office.served(ready, after), null, isWarm);
  }

  Clearance anvisa(long shipmentId, long arrival, Site gateway) {
    Draw draw = clearances.at(shipmentId);
    double fate = draw.nextDouble();
    double after = draw.nextDouble();
    double backlog =
        isStrike(WallClock.epochDay(arrival)) ? BACKLOG_SHARE_IN_A_STRIKE : BACKLOG_SHARE_ELSE;
    double express = (1 - backlog) * ANVISA_EXPRESS / (ANVISA_EXPRESS + ANVISA_ORDINARY);
    if (fate < express) {
      double taken = draw.between(ANVISA_EXPRESS_FROM, ANVISA_EXPRESS_TO);
      return new Clearance(arrival + seconds(taken), null, false);
    }
    boolean isBacklogged = fate >= 1 - backlog;
    double taken =
        isBacklogged ? draw.between(BACKLOG_FROM, BACKLOG_TO) : ANVISA_ORDINARY_HOURS.sample(draw);
    long end = gateway.office.served(arrival + seconds(taken), after);
    return new Clearance(end, isBacklogged ? HoldCode.ANVISA_BACKLOG : null, false);
  }

  /** Whether the agency's inspectors are on strike; once in a half-year they are, for weeks. */
  boolean isStrike(int day) {
    int halfYear = 2 * UsCalendar.year(day) + (UsCalendar.month(day) > 6 ? 1 : 0);
    return isStrikeOf(halfYear, day) || isStrikeOf(halfYear - 1, day);
  }

  private boolean isStrikeOf(int halfYear, int day) {
    Draw draw = strikes.at(halfYear);
    double start =
        UsCalendar.day(halfYear / 2, halfYear % 2 == 0 ? 1 : 7, 1)
            + draw.nextDouble() * HALF_YEAR_DAYS;
    double end = start + draw.between(STRIKE_DAYS_FROM, STRIKE_DAYS_TO);
    return day >= start && day < end;
  }

  private static long seconds(double hours) {
    return Math.round(hours * HOUR);
  }
}
