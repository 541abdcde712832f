package dev.medley.scenario.readmissions;

import dev.medley.random.Streams.Draw;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.WallClock;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a region feels together: months, weeks of flu and of smoke, Mondays and holidays, as factors
 * of mean about 1 on how many come. It keeps the weeks that were asked for and belongs to one
 * simulation.
 */
final class Season {
  private static final double MEMORY = 0.8;
  private static final double MONDAY = 1.08;
  private static final double WEEK_MEAN = (6 + MONDAY) / 7;
  private static final double HOLIDAY = 0.9;
  private static final double DAY_AFTER = 1.08;
  private static final double FIREWORKS = 1.5;
  private static final int MOST_SMOKE_WEEKS = 2;
  private static final int SUMMER_WEEKS = 17;

  /** Weeks that are kept: ten years. */
  private static final int KEPT = 522;

  private final int region;
  private final Laws laws;
  private final KeyedSeries flu;
  private final int firstWeek;
  private final double[] weeks = new double[KEPT];
  private final Map<DiagnosisGroup, double[]> months = new EnumMap<>(DiagnosisGroup.class);

  private int smokeYear = Integer.MIN_VALUE;
  private final int[] smokeWeeks = new int[MOST_SMOKE_WEEKS];

  Season(int region, Laws laws) {
    this.region = region;
    this.laws = laws;
    this.flu = new KeyedSeries(laws.flu, region, MEMORY);
    this.firstWeek = UsCalendar.weekNumber(laws.first);
    Arrays.fill(weeks, Double.NaN);
    for (DiagnosisGroup group : DiagnosisGroup.values()) {
      double[] own = group.months().clone();
      double mean = Arrays.stream(own).average().orElseThrow();
      for (int m = 0; m < own.length; m++) {
        own[m] /= mean;
      }
      months.put(group, own);
    }
  }

  /**
   * How much more of a group there is on a day than on the mean day.
   *
   * @param gain how much the hospital feels of the flu
   */
  double factor(DiagnosisGroup group, int day, double gain) {
    int month = UsCalendar.month(day);
    double factor = months.get(group)[month - 1];
    if (group.followsFlu() && (month >= 10 || month <= 4)) {
      double sd = laws.fluSd * gain;
      factor *= Math.exp(sd * week(UsCalendar.weekNumber(day)) - sd * sd / 2);
    }
    if (group == DiagnosisGroup.ASTHMA && month >= 6 && month <= 9 && isSmoke(day)) {
      factor *= laws.smoke;
    }
    return factor;
  }

  /** Mondays. */
  static double weekday(int day) {
    return (WallClock.weekday(day) == 0 ? MONDAY : 1) / WEEK_MEAN;
  }

  /** Holidays, of visits. */
  static double holiday(DiagnosisGroup group, int day) {
    double factor = 1;
    if (Holidays.MAJOR.isHoliday(day)) {
      factor *= HOLIDAY;
    } else if (Holidays.MAJOR.isHoliday(day - 1)) {
      factor *= DAY_AFTER;
    }
    if (group == DiagnosisGroup.ED_INJURY && UsHoliday.INDEPENDENCE_DAY.isOn(day)) {
      factor *= FIREWORKS;
    }
    return factor;
  }

  private double week(int week) {
    int i = week - firstWeek;
    if (i < 0 || i >= KEPT) {
      return flu.at(week);
    }
    if (Double.isNaN(weeks[i])) {
      weeks[i] = flu.at(week);
    }
    return weeks[i];
  }

  private boolean isSmoke(int day) {
    int year = UsCalendar.year(day);
    if (year != smokeYear) {
      smokeYear = year;
      Arrays.fill(smokeWeeks, Integer.MIN_VALUE);
      Draw draw = laws.smokeWeeks.at(region, year);
      int n = draw.nextInt(MOST_SMOKE_WEEKS + 1);
      int june = UsCalendar.weekNumber(UsCalendar.day(year, 6, 4));
      for (int i = 0; i < n; i++) {
        smokeWeeks[i] = june + draw.nextInt(SUMMER_WEEKS);
      }
    }
    int week = UsCalendar.weekNumber(day);
    return week == smokeWeeks[0] || week == smokeWeeks[1];
  }
}
