package dev.medley.world;

import java.time.DayOfWeek;

/**
 * Days of the US year that stand out: the eleven federal holidays (5 U.S.C. 6103), the days around
 * them on which offices close or staff is short, and Super Bowl Sunday. Which of them a place keeps
 * is a set of them, {@link Holidays}.
 */
public enum UsHoliday {
  NEW_YEAR(0, Kind.FEDERAL),
  MARTIN_LUTHER_KING(1, Kind.FEDERAL),
  PRESIDENTS_DAY(2, Kind.FEDERAL),
  MEMORIAL_DAY(3, Kind.FEDERAL),
  /** A holiday since 2021. */
  JUNETEENTH(4, Kind.FEDERAL),
  INDEPENDENCE_DAY(5, Kind.FEDERAL),
  LABOR_DAY(6, Kind.FEDERAL),
  COLUMBUS_DAY(7, Kind.FEDERAL),
  VETERANS_DAY(8, Kind.FEDERAL),
  THANKSGIVING(9, Kind.FEDERAL),
  CHRISTMAS(10, Kind.FEDERAL),
  /** The Friday, when most offices are closed. */
  DAY_AFTER_THANKSGIVING(11, Kind.OTHER),
  CHRISTMAS_EVE(12, Kind.OTHER),
  NEW_YEARS_EVE(13, Kind.OTHER),
  /** 24 to 31 December, when research sites close. */
  YEAR_END(14, Kind.OTHER),
  /** The second Sunday of February from 2022 on, the first before (from 2004). */
  SUPER_BOWL(15, Kind.OTHER);

  private enum Kind {
    FEDERAL,
    OTHER
  }

  /** Days that are looked up; a day outside is worked out anew. */
  private static final int TABLE_FROM = UsCalendar.day(2000, 1, 1);

  private static final int[] TABLE = new int[UsCalendar.day(2060, 1, 1) - TABLE_FROM];
  private static final int DAY_OFF_SHIFT = 16;

  static {
    for (int i = 0; i < TABLE.length; i++) {
      TABLE[i] = computedMarks(TABLE_FROM + i);
    }
  }

  private final int mask;
  private final Kind kind;

  UsHoliday(int bit, Kind kind) {
    this.mask = 1 << bit;
    this.kind = kind;
  }

  /** The day of that year, the first one of {@link #YEAR_END}. */
  public int day(int year) {
    return switch (this) {
      case NEW_YEAR -> UsCalendar.day(year, 1, 1);
      case MARTIN_LUTHER_KING -> UsCalendar.nthWeekday(year, 1, DayOfWeek.MONDAY, 3);
      case PRESIDENTS_DAY -> UsCalendar.nthWeekday(year, 2, DayOfWeek.MONDAY, 3);
      case MEMORIAL_DAY -> UsCalendar.lastWeekday(year, 5, DayOfWeek.MONDAY);
      case JUNETEENTH -> UsCalendar.day(year, 6, 19);
      case INDEPENDENCE_DAY -> UsCalendar.day(year, 7, 4);
      case LABOR_DAY -> UsCalendar.nthWeekday(year, 9, DayOfWeek.MONDAY, 1);
      case COLUMBUS_DAY -> UsCalendar.nthWeekday(year, 10, DayOfWeek.MONDAY, 2);
      case VETERANS_DAY -> UsCalendar.day(year, 11, 11);
      case THANKSGIVING -> UsCalendar.nthWeekday(year, 11, DayOfWeek.THURSDAY, 4);
      case CHRISTMAS -> UsCalendar.day(year, 12, 25);
      case DAY_AFTER_THANKSGIVING -> THANKSGIVING.day(year) + 1;
      case CHRISTMAS_EVE, YEAR_END -> UsCalendar.day(year, 12, 24);
      case NEW_YEARS_EVE -> UsCalendar.day(year, 12, 31);
      case SUPER_BOWL -> UsCalendar.nthWeekday(year, 2, DayOfWeek.SUNDAY, year >= 2022 ? 2 : 1);
    };
  }

  /** The day on which offices are closed for it: a federal holiday moves off a weekend. */
  public int observedDay(int year) {
    int day = day(year);
    if (!isFederal()) {
      return day;
    }
    return switch (WallClock.weekday(day)) {
      case 5 -> day - 1;
      case 6 -> day + 1;
      default -> day;
    };
  }

  public boolean isFederal() {
    return kind == Kind.FEDERAL;
  }

  /** Whether it falls on that very day, weekend or not. */
  public boolean isOn(int day) {
    return (datesOn(day) & mask) != 0;
  }

  int mask() {
    return mask;
  }

  /** Masks of what falls on a day. */
  static int datesOn(int day) {
    return marks(day) & (1 << DAY_OFF_SHIFT) - 1;
  }

  /** Masks of what falls on a day or is observed on it. */
  static int daysOffOn(int day) {
    return marks(day) >>> DAY_OFF_SHIFT;
  }

  private static int marks(int day) {
    int i = day - TABLE_FROM;
    return i >= 0 && i < TABLE.length ? TABLE[i] : computedMarks(day);
  }

  private static int computedMarks(int day) {
    int year = UsCalendar.year(day);
    int dates = 0;
    int observed = 0;
    for (UsHoliday holiday : values()) {
      if (holiday == JUNETEENTH && year < 2021) {
        continue;
      }
      int first = holiday.day(year);
      int last = holiday == YEAR_END ? first + 7 : first;
      if (day >= first && day <= last) {
        dates |= holiday.mask;
      }
      // New Year's Day on a Saturday is observed in the year before.
      if (day == holiday.observedDay(year) || day == holiday.observedDay(year + 1)) {
        observed |= holiday.mask;
      }
    }
    return dates | (dates | observed) << DAY_OFF_SHIFT;
  }
}
