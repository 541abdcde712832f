package dev.medley.world;

import java.time.DayOfWeek;

/**
 * Dates of the Gregorian calendar as days since 1970-01-01, without an object per date: year,
 * month, ISO week, the n-th weekday of a month. Holidays are in {@link UsHoliday} and {@link
 * Holidays}.
 */
public final class UsCalendar {
  private static final int DAYS_OF_400_YEARS = 146_097;

  /** From 0000-03-01, where the leap day ends the year, to 1970-01-01. */
  private static final int DAYS_TO_1970 = 719_468;

  /** Days before each month in a year that begins in March. */
  private static final int[] BEFORE_MONTH = {306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};

  private UsCalendar() {}

  /** Days since 1970-01-01 of a date; month 1 to 12. */
  public static int day(int year, int month, int dayOfMonth) {
    int y = month <= 2 ? year - 1 : year;
    int leaps = Math.floorDiv(y, 4) - Math.floorDiv(y, 100) + Math.floorDiv(y, 400);
    return 365 * y + leaps + BEFORE_MONTH[month - 1] + dayOfMonth - 1 - DAYS_TO_1970;
  }

  public static int year(int day) {
    return date(day) >> 9;
  }

  /** 1 to 12. */
  public static int month(int day) {
    return date(day) >> 5 & 15;
  }

  /** 1 to 31. */
  public static int dayOfMonth(int day) {
    return date(day) & 31;
  }

  /** 1 to 366. */
  public static int dayOfYear(int day) {
    return day - day(year(day), 1, 1) + 1;
  }

  /** ISO 8601 week of the year, 1 to 53; it belongs to {@link #isoYear}. */
  public static int isoWeek(int day) {
    return (dayOfYear(thursdayOfWeek(day)) - 1) / 7 + 1;
  }

  /** The year to which the ISO week of a day belongs. */
  public static int isoYear(int day) {
    return year(thursdayOfWeek(day));
  }

  /** Weeks since the one of 1969-12-29, Monday to Sunday: a running number for series by week. */
  public static int weekNumber(int day) {
    return Math.floorDiv(day + 3, 7);
  }

  /** Months since January 1970: a running number for series by month. */
  public static int monthNumber(int day) {
    int date = date(day);
    return ((date >> 9) - 1970) * 12 + (date >> 5 & 15) - 1;
  }

  /** The n-th such weekday of a month, n from 1. */
  public static int nthWeekday(int year, int month, DayOfWeek weekday, int n) {
    return weekdayOnOrAfter(day(year, month, 1), weekday) + 7 * (n - 1);
  }

  /** The last such weekday of a month. */
  public static int lastWeekday(int year, int month, DayOfWeek weekday) {
    int next = month == 12 ? day(year + 1, 1, 1) : day(year, month + 1, 1);
    return weekdayOnOrAfter(next - 7, weekday);
  }

  /** The first such weekday that is not before the day. */
  public static int weekdayOnOrAfter(int day, DayOfWeek weekday) {
    return day + Math.floorMod(weekday.getValue() - 1 - WallClock.weekday(day), 7);
  }

  public static boolean isWeekend(int day) {
    return WallClock.weekday(day) >= 5;
  }

  private static int thursdayOfWeek(int day) {
    return day - WallClock.weekday(day) + 3;
  }

  /** Year, month and day of the month in one word; counted in eras of 400 years from a 1 March. */
  private static int date(int day) {
    int z = day + DAYS_TO_1970;
    int era = Math.floorDiv(z, DAYS_OF_400_YEARS);
    int dayOfEra = z - era * DAYS_OF_400_YEARS;
    int yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int marchMonth = (5 * dayOfYear + 2) / 153;
    int dayOfMonth = dayOfYear - (153 * marchMonth + 2) / 5 + 1;
    int month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    int year = yearOfEra + 400 * era + (month <= 2 ? 1 : 0);
    return year << 9 | month << 5 | dayOfMonth;
  }
}
