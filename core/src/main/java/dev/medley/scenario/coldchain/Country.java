package dev.medley.scenario.coldchain;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;

import dev.medley.world.Holidays;
import dev.medley.world.UsCalendar;

/**
 * The countries on the way and the days on which nothing is cleared, received or sent there: their
 * national holidays, in Brazil with the carnival and Corpus Christi, on which offices close as
 * well. Days are days since 1970-01-01.
 */
enum Country {
  IRELAND {
    @Override
    boolean isHoliday(int day, int year, int sinceEaster) {
      return isDate(day, year, 1, 1)
          || day == saintBrigid(year)
          || isDate(day, year, 3, 17)
          || sinceEaster == 1
          || day == UsCalendar.nthWeekday(year, 5, MONDAY, 1)
          || day == UsCalendar.nthWeekday(year, 6, MONDAY, 1)
          || day == UsCalendar.nthWeekday(year, 8, MONDAY, 1)
          || day == UsCalendar.lastWeekday(year, 10, MONDAY)
          || isDate(day, year, 12, 25)
          || isDate(day, year, 12, 26);
    }

    /** The first Monday of February, or the 1st if that is a Friday; a holiday since 2023. */
    private static int saintBrigid(int year) {
      int first = UsCalendar.day(year, 2, 1);
      if (year < 2023) {
        return Integer.MIN_VALUE;
      }
      return UsCalendar.weekdayOnOrAfter(first, FRIDAY) == first
          ? first
          : UsCalendar.weekdayOnOrAfter(first, MONDAY);
    }
  },
  GERMANY {
    @Override
    boolean isHoliday(int day, int year, int sinceEaster) {
      return isDate(day, year, 1, 1)
          || sinceEaster == -2
          || sinceEaster == 1
          || isDate(day, year, 5, 1)
          || sinceEaster == 39
          || sinceEaster == 50
          || isDate(day, year, 10, 3)
          || isDate(day, year, 12, 25)
          || isDate(day, year, 12, 26);
    }
  },
  UNITED_STATES {
    @Override
    boolean isHoliday(int day, int year, int sinceEaster) {
      return Holidays.FEDERAL.isDayOff(day);
    }
  },
  EMIRATES {
    @Override
    boolean isHoliday(int day, int year, int sinceEaster) {
      return false;
    }
  },
  BRAZIL {
    @Override
    boolean isHoliday(int day, int year, int sinceEaster) {
      return isDate(day, year, 1, 1)
          || sinceEaster == -48
          || sinceEaster == -47
          || sinceEaster == -2
          || isDate(day, year, 4, 21)
          || isDate(day, year, 5, 1)
          || sinceEaster == 60
          || isDate(day, year, 9, 7)
          || isDate(day, year, 10, 12)
          || isDate(day, year, 11, 2)
          || isDate(day, year, 11, 15)
          || (year >= 2024 && isDate(day, year, 11, 20))
          || isDate(day, year, 12, 25);
    }
  };

  abstract boolean isHoliday(int day, int year, int sinceEaster);

  boolean isHoliday(int day) {
    int year = UsCalendar.year(day);
    return isHoliday(day, year, day - easter(year));
  }

  /** Monday to Friday and no holiday. */
  boolean isOfficeDay(int day) {
    return !UsCalendar.isWeekend(day) && !isHoliday(day);
  }

  private static boolean isDate(int day, int year, int month, int dayOfMonth) {
    return day == UsCalendar.day(year, month, dayOfMonth);
  }

  /** Easter Sunday of the Gregorian calendar, by the computus of the astronomers' almanacs. */
  static int easter(int year) {
    int golden = year % 19;
    int century = year / 100;
    int ofCentury = year % 100;
    int skipped = (century + 8) / 25;
    int moon = (19 * golden + century - century / 4 - (century - skipped + 1) / 3 + 15) % 30;
    int weekday = (32 + 2 * (century % 4) + 2 * (ofCentury / 4) - moon - ofCentury % 4) % 7;
    int late = (golden + 11 * moon + 22 * weekday) / 451;
    int sum = moon + weekday - 7 * late + 114;
    return UsCalendar.day(year, sum / 31, sum % 31 + 1);
  }
}
