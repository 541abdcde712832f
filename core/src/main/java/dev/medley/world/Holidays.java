package dev.medley.world;

import java.io.Serializable;
import java.util.stream.IntStream;

/**
 * The holidays that a place keeps, and the business days that are left: Monday to Friday without
 * its days off. Days are days since 1970-01-01. A holiday that falls on a weekend is observed on
 * the Friday before or the Monday after; both are days off, and only the date itself is the
 * holiday.
 */
public final class Holidays implements Serializable {
  private static final long serialVersionUID = 1;

  public static final Holidays NONE = new Holidays(0);

  /** The eleven federal holidays: banks, laboratories, boards, clinics of large systems. */
  public static final Holidays FEDERAL = federal();

  /** Nine: federal without Columbus Day and Veterans Day, as hospitals and factories keep them. */
  public static final Holidays HOSPITAL =
      FEDERAL.without(UsHoliday.COLUMBUS_DAY, UsHoliday.VETERANS_DAY);

  /** The six on which shops and clinics close: New Year to Christmas. */
  public static final Holidays MAJOR =
      NONE.with(
          UsHoliday.NEW_YEAR,
          UsHoliday.MEMORIAL_DAY,
          UsHoliday.INDEPENDENCE_DAY,
          UsHoliday.LABOR_DAY,
          UsHoliday.THANKSGIVING,
          UsHoliday.CHRISTMAS);

  /** Offices of companies: seven federal ones, the Friday after Thanksgiving, Christmas Eve. */
  public static final Holidays OFFICE =
      HOSPITAL
          .without(UsHoliday.PRESIDENTS_DAY, UsHoliday.JUNETEENTH)
          .with(UsHoliday.DAY_AFTER_THANKSGIVING, UsHoliday.CHRISTMAS_EVE);

  /** Research sites: the federal ones and 24 to 31 December. */
  public static final Holidays RESEARCH = FEDERAL.with(UsHoliday.YEAR_END);

  private final int mask;

  private Holidays(int mask) {
    this.mask = mask;
  }

  private static Holidays federal() {
    Holidays federal = NONE;
    for (UsHoliday holiday : UsHoliday.values()) {
      federal = holiday.isFederal() ? federal.with(holiday) : federal;
    }
    return federal;
  }

  public Holidays with(UsHoliday... more) {
    int sum = mask;
    for (UsHoliday holiday : more) {
      sum |= holiday.mask();
    }
    return new Holidays(sum);
  }

  public Holidays without(UsHoliday... fewer) {
    int rest = mask;
    for (UsHoliday holiday : fewer) {
      rest &= ~holiday.mask();
    }
    return new Holidays(rest);
  }

  /** Whether one falls on that very day: for what people do. */
  public boolean isHoliday(int day) {
    return (UsHoliday.datesOn(day) & mask) != 0;
  }

  /** Whether one falls on that day or is observed on it: for what places do. */
  public boolean isDayOff(int day) {
    return (UsHoliday.daysOffOn(day) & mask) != 0;
  }

  /** Monday to Friday and no day off. */
  public boolean isBusinessDay(int day) {
    return !UsCalendar.isWeekend(day) && !isDayOff(day);
  }

  /** The day itself or the next business day. */
  public int businessDayOnOrAfter(int day) {
    int d = day;
    while (!isBusinessDay(d)) {
      d++;
    }
    return d;
  }

  /** The day itself or the business day before it. */
  public int businessDayOnOrBefore(int day) {
    int d = day;
    while (!isBusinessDay(d)) {
      d--;
    }
    return d;
  }

  /**
   * The {@code n}-th business day after a day; before it, if negative; with 0 the day itself or the
   * next one.
   */
  public int plusBusinessDays(int day, int n) {
    int d = n < 0 ? day : businessDayOnOrAfter(n == 0 ? day : day + 1);
    for (int i = 1; i < n; i++) {
      d = businessDayOnOrAfter(d + 1);
    }
    for (int i = 0; i > n; i--) {
      d = businessDayOnOrBefore(d - 1);
    }
    return d;
  }

  /** Business days from a day to before another. */
  public int businessDaysBetween(int from, int to) {
    int n = 0;
    for (int day = from; day < to; day++) {
      if (isBusinessDay(day)) {
        n++;
      }
    }
    return n;
  }

  /** The business days of a day's month, in order. */
  public int[] businessDaysOfMonth(int day) {
    int first = day - UsCalendar.dayOfMonth(day) + 1;
    return IntStream.iterate(
            first, d -> UsCalendar.monthNumber(d) == UsCalendar.monthNumber(first), d -> d + 1)
        .filter(this::isBusinessDay)
        .toArray();
  }

  /** Business days before a day in its month, 0 on the first of them. */
  public int businessDayOfMonth(int day) {
    return businessDaysBetween(day - UsCalendar.dayOfMonth(day) + 1, day);
  }
}
