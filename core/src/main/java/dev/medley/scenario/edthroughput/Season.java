package dev.medley.scenario.edthroughput;

import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.Holidays;
import dev.medley.world.Shocks;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.World;

/**
 * Rule {@code shocks}: what all EDs of a region feel on a day, by region and day: good and bad
 * days, the flu, heat and holidays.
 */
final class Season {
  /** Arrivals above the usual at the peak of a mean winter's wave (winters: +8 to +15 %). */
  private static final double FLU_AMPLITUDE = 0.16;

  /** The wave peaks on day 18 of the year in the first region, six days later in each next one. */
  private static final int PEAKS_EARLIER_DAYS = 4;

  private static final int DAYS_A_REGION = 6;

  private static final double HOLIDAY = 0.92;
  private static final double CHRISTMAS_DAY = 0.81;

  /** Who waited at home comes the day after (+8 to +12 %). */
  private static final double AFTER_HOLIDAY = 1.10;

  private static final double SECOND_HEAT_WAVE = 0.5;
  private static final int SHORTEST_HEAT_DAYS = 3;
  private static final int HEAT_LENGTHS = 4;
  private static final int SUMMER_DAYS = 92;

  private final int region;
  private final double regionCv;
  private final Shocks shocks;
  private final Streams.Stream heatWaves;

  Season(int region, World world) {
    this.region = region;
    this.regionCv = world.value(EdThroughput.REGION_CV);
    this.shocks = new Shocks(world.streams(), region);
    this.heatWaves = world.streams().named("heat_wave");
  }

  /** Factor on a day's arrivals, heat left out. */
  double arrivals(int day) {
    double factor =
        shocks.dayFactor(day, regionCv) * (1 + flu(day) - FLU_AMPLITUDE * Shocks.FLU_MEAN);
    if (UsHoliday.CHRISTMAS.isOn(day)) {
      return factor * CHRISTMAS_DAY;
    }
    if (Holidays.FEDERAL.isHoliday(day)) {
      return factor * HOLIDAY;
    }
    return Holidays.FEDERAL.isHoliday(day - 1) ? factor * AFTER_HOLIDAY : factor;
  }

  /** Arrivals with the flu, relative to the usual number of all arrivals. */
  double flu(int day) {
    return FLU_AMPLITUDE * shocks.flu(day + PEAKS_EARLIER_DAYS - DAYS_A_REGION * region);
  }

  /** Whether a heat wave makes the old ill: one or two each summer, of three to six days. */
  boolean isHeat(int day) {
    int year = UsCalendar.year(day);
    int sinceJune = day - UsCalendar.day(year, 6, 1);
    if (sinceJune < 0 || sinceJune >= SUMMER_DAYS) {
      return false;
    }
    Draw draw = heatWaves.at(region, year);
    int waves = draw.nextDouble() < SECOND_HEAT_WAVE ? 2 : 1;
    boolean isHot = false;
    for (int i = 0; i < waves; i++) {
      int length = SHORTEST_HEAT_DAYS + draw.nextInt(HEAT_LENGTHS);
      int start = draw.nextInt(SUMMER_DAYS - length + 1);
      isHot |= sinceJune >= start && sinceJune < start + length;
    }
    return isHot;
  }
}
