package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.temporal.IsoFields;
import org.junit.jupiter.api.Test;

class UsCalendarTest {

  @Test
  void datesAreThoseOfTheGregorianCalendar() {
    for (int day = day("1899-12-25"); day < day("2110-01-10"); day++) {
      LocalDate date = LocalDate.ofEpochDay(day);
      assertEquals(date.getYear(), UsCalendar.year(day));
      assertEquals(date.getMonthValue(), UsCalendar.month(day));
      assertEquals(date.getDayOfMonth(), UsCalendar.dayOfMonth(day));
      assertEquals(date.getDayOfYear(), UsCalendar.dayOfYear(day));
      assertEquals(date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR), UsCalendar.isoWeek(day));
      assertEquals(date.get(IsoFields.WEEK_BASED_YEAR), UsCalendar.isoYear(day));
      assertEquals(day, UsCalendar.day(date.getYear(), date.getMonthValue(), date.getDayOfMonth()));
    }
  }

  @Test
  void weeksAndMonthsAreNumberedWithoutAGap() {
    assertEquals(
        UsCalendar.weekNumber(day("2024-01-07")) + 1, UsCalendar.weekNumber(day("2024-01-08")));
    assertEquals(0, UsCalendar.monthNumber(day("1970-01-31")));
    assertEquals(
        UsCalendar.monthNumber(day("2023-12-31")) + 1, UsCalendar.monthNumber(day("2024-01-01")));
  }

  @Test
  void holidaysFallWhereTheLawPutsThem() {
    assertEquals(day("2024-01-15"), UsHoliday.MARTIN_LUTHER_KING.day(2024));
    assertEquals(day("2024-02-19"), UsHoliday.PRESIDENTS_DAY.day(2024));
    assertEquals(day("2024-05-27"), UsHoliday.MEMORIAL_DAY.day(2024));
    assertEquals(day("2024-09-02"), UsHoliday.LABOR_DAY.day(2024));
    assertEquals(day("2024-10-14"), UsHoliday.COLUMBUS_DAY.day(2024));
    assertEquals(day("2024-11-28"), UsHoliday.THANKSGIVING.day(2024));
    assertTrue(UsHoliday.DAY_AFTER_THANKSGIVING.isOn(day("2024-11-29")));
    assertEquals(day("2024-02-11"), UsHoliday.SUPER_BOWL.day(2024));
    assertEquals(day("2022-02-13"), UsHoliday.SUPER_BOWL.day(2022));
    assertEquals(day("2021-02-07"), UsHoliday.SUPER_BOWL.day(2021));
    assertFalse(UsHoliday.JUNETEENTH.isOn(day("2020-06-19")));
    assertTrue(UsHoliday.JUNETEENTH.isOn(day("2021-06-19")));
  }

  @Test
  void aHolidayOnAWeekendIsObservedBesideIt() {
    // 4 July 2021 was a Sunday, New Year's Day 2022 a Saturday.
    assertTrue(Holidays.FEDERAL.isDayOff(day("2021-07-05")));
    assertFalse(Holidays.FEDERAL.isHoliday(day("2021-07-05")));
    assertTrue(Holidays.FEDERAL.isHoliday(day("2021-07-04")));
    assertTrue(Holidays.FEDERAL.isDayOff(day("2021-12-31")));
    assertFalse(Holidays.FEDERAL.isDayOff(day("2020-12-31")));
  }

  @Test
  void federalDaysOffAreTenOrElevenAWorkingYear() {
    int holidays = 0;
    for (int day = day("2024-01-01"); day < day("2025-01-01"); day++) {
      if (!UsCalendar.isWeekend(day) && Holidays.FEDERAL.isDayOff(day)) {
        holidays++;
      }
    }
    assertEquals(11, holidays);
  }

  @Test
  void daysOutsideTheTableFollowTheSameRule() {
    assertTrue(Holidays.FEDERAL.isDayOff(day("1999-11-25")));
    assertTrue(Holidays.FEDERAL.isDayOff(day("2071-11-26")));
    assertFalse(Holidays.FEDERAL.isDayOff(day("2071-11-27")));
  }

  @Test
  void setsOfHolidays() {
    assertFalse(Holidays.HOSPITAL.isDayOff(day("2024-11-11")));
    assertTrue(Holidays.OFFICE.isDayOff(day("2024-12-24")));
    assertTrue(Holidays.RESEARCH.isDayOff(day("2024-12-27")));
    assertFalse(Holidays.RESEARCH.isDayOff(day("2024-12-23")));
    assertFalse(Holidays.NONE.isDayOff(day("2024-12-25")));
  }

  @Test
  void businessDaysAreCountedAroundThanksgiving() {
    Holidays federal = Holidays.FEDERAL;
    assertEquals(day("2024-11-29"), federal.businessDayOnOrAfter(day("2024-11-28")));
    assertEquals(day("2024-11-27"), federal.businessDayOnOrBefore(day("2024-11-28")));
    assertEquals(day("2024-12-02"), federal.plusBusinessDays(day("2024-11-27"), 2));
    assertEquals(day("2024-11-27"), federal.plusBusinessDays(day("2024-12-02"), -2));
    assertEquals(day("2024-11-29"), federal.plusBusinessDays(day("2024-11-28"), 0));
    assertEquals(2, federal.businessDaysBetween(day("2024-11-27"), day("2024-12-02")));
    assertEquals(0, federal.businessDayOfMonth(day("2025-01-02")));
  }

  private static int day(String date) {
    return (int) LocalDate.parse(date).toEpochDay();
  }
}
