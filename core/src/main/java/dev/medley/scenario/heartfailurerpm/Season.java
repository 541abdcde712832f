package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.Streams;
import dev.medley.world.Climate;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.Weather;

/**
 * What all patients of a region feel on the same day: holidays and winter, good and bad days, frost
 * and heat. Worked out once for all days on which somebody is followed.
 */
final class Season {
  /** Thanksgiving and the days from Christmas to New Year, by day of the year. */
  private static final double HOLIDAY = 1.6;

  private static final double WINTER = 1.15;
  private static final double SHARED_MEMORY = 0.9;
  private static final double SHARED_SIGMA = 0.10;

  /** Who does not go out because of the weather walks a little less. */
  private static final double STEPS_IN_BAD_WEATHER = 0.93;

  /** Highest temperatures of days that are too cold and too hot. */
  private static final double COLD_BELOW_CELSIUS = 0;

  private static final double HOT_ABOVE_CELSIUS = 33;

  private final int firstDay;
  private final double[] lapses;
  private final double[] steps;

  Season(String region, int regionIndex, int firstDay, int days, Streams streams) {
    KeyedSeries shared = new KeyedSeries(streams.named("shock.lapse"), regionIndex, SHARED_MEMORY);
    Weather weather = Weather.ofRegion(streams, Climate.ofRegion(region), regionIndex);
    this.firstDay = firstDay;
    this.lapses = new double[days];
    this.steps = new double[days];
    for (int i = 0; i < days; i++) {
      double high = weather.highCelsius(firstDay + i);
      boolean isBad = high < COLD_BELOW_CELSIUS || high > HOT_ABOVE_CELSIUS;
      steps[i] = isBad ? STEPS_IN_BAD_WEATHER : 1;
      lapses[i] = ofCalendar(firstDay + i) * shared.factor(firstDay + i, SHARED_SIGMA);
    }
  }

  private static double ofCalendar(int day) {
    int dayOfYear = UsCalendar.dayOfYear(day);
    if ((dayOfYear >= 325 && dayOfYear <= 331) || dayOfYear >= 354 || dayOfYear <= 2) {
      return HOLIDAY;
    }
    int month = UsCalendar.month(day);
    return month == 12 || month <= 2 ? WINTER : 1;
  }

  /** Factor on the hazard of lapses. */
  double lapses(int day) {
    return lapses[day - firstDay];
  }

  /** Factor on steps. */
  double steps(int day) {
    return steps[day - firstDay];
  }
}
