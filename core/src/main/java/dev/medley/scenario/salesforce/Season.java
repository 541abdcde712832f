package dev.medley.scenario.salesforce;

import dev.medley.random.Streams;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/** What all of a region feel: market, storms, holidays and national meetings. */
final class Season {
  private static final double MARKET_MEMORY = 0.6;
  private static final double SUMMER_STORMS = 0.004;
  private static final double ATTEMPTS_IN_A_STORM = 0.3;
  private static final int FRIDAY = 4;

  private final long region;
  private final double marketSd;
  private final double stormShare;
  private final KeyedSeries market;
  private final Streams.Stream storms;
  private final Streams.Stream meetings;

  Season(int regionIndex, Territory.Laws laws) {
    this.region = regionIndex;
    this.marketSd = laws.marketSd;
    this.stormShare = laws.stormShare;
    this.market = new KeyedSeries(laws.markets, regionIndex, MARKET_MEMORY);
    this.storms = laws.storms;
    this.meetings = laws.meetings;
  }

  /** Factor on the prescriptions of a month. */
  double ofMonth(int day) {
    int month = UsCalendar.month(day);
    double season = month == 1 ? 0.94 : month == 12 ? 1.05 : 1;
    return season * market.factor(UsCalendar.monthNumber(day), marketSd);
  }

  /** Whether anybody calls on doctors that day. */
  boolean isWorkingDay(int day) {
    return Holidays.OFFICE.isBusinessDay(day) && !isNationalMeeting(day);
  }

  /** Two days in late January and two in the second week of July. */
  private boolean isNationalMeeting(int day) {
    int year = UsCalendar.year(day);
    int january = UsCalendar.day(year, 1, 22) + (int) (meetings.uniform(year, 0) * 7);
    int july = UsCalendar.day(year, 7, 8) + (int) (meetings.uniform(year, 1) * 5);
    return isOneOfTwo(day, january) || isOneOfTwo(day, july);
  }

  private static boolean isOneOfTwo(int day, int first) {
    int begin = first;
    while (WallClock.weekday(begin) > 3) {
      begin--;
    }
    return day == begin || day == begin + 1;
  }

  /** Factor on the attempts of a day. */
  double ofDay(int day) {
    int month = UsCalendar.month(day);
    double factor = WallClock.weekday(day) == FRIDAY ? 0.75 : 1.05;
    factor *= month == 7 || month == 8 ? 0.82 : 1;
    factor *= month % 3 == 0 && UsCalendar.dayOfMonth(day) > 15 ? 1.15 : 1;
    boolean isWinter = month == 12 || month <= 2;
    double storm = isWinter ? stormShare : SUMMER_STORMS;
    return storms.uniform(region, day) < storm ? factor * ATTEMPTS_IN_A_STORM : factor;
  }
}
