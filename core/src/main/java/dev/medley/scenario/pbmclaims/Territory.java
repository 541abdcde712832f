package dev.medley.scenario.pbmclaims;

import dev.medley.random.Streams;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import java.util.Arrays;

/** What the members of a region share: the respiratory season and the storms. */
final class Territory {
  private static final double PEAK_WEEK = 3;
  private static final double WEEKS_OF_YEAR = 52;
  private static final double WAVE_MEMORY = 0.7;
  private static final double WAVE_SD = 0.25;

  private static final double STORM_IN_WINTER = 0.006;
  private static final double STORM_ELSE = 0.002;
  private static final int DECEMBER = 12;
  private static final int MARCH = 3;

  private final int firstDay;
  private final boolean[] storms;

  /** Sum of the season's strength up to and with a day; its mean over years is 1 a day. */
  private final double[] seasons;

  Territory(int regionIndex, Pbm pbm) {
    int days = pbm.lastDay - pbm.firstDay + 1;
    this.firstDay = pbm.firstDay;
    this.storms = new boolean[days];
    this.seasons = new double[days];
    double wave = pbm.world.value(PbmClaims.WAVE);
    Streams.Stream stormy = pbm.draws.streams.named("storm");
    KeyedSeries waves =
        new KeyedSeries(pbm.draws.streams.named("respiratory"), regionIndex, WAVE_MEMORY);
    double sum = 0;
    for (int i = 0; i < days; i++) {
      int day = firstDay + i;
      int month = UsCalendar.month(day);
      boolean isWinter = month == DECEMBER || month <= MARCH;
      storms[i] = stormy.uniform(regionIndex, day) < (isWinter ? STORM_IN_WINTER : STORM_ELSE);
      double angle = 2 * Math.PI * (UsCalendar.isoWeek(day) - PEAK_WEEK) / WEEKS_OF_YEAR;
      sum += (1 + wave * Math.cos(angle)) * waves.factor(UsCalendar.weekNumber(day), WAVE_SD);
      seasons[i] = sum;
    }
  }

  boolean isStormy(int day) {
    int i = day - firstDay;
    return i >= 0 && i < storms.length && storms[i];
  }

  /** Strength of the season, summed over all days of the world. */
  double season() {
    return seasons[seasons.length - 1];
  }

  /** A day of the season, drawn by its strength. */
  int dayOfSeason(double uniform) {
    int place = Arrays.binarySearch(seasons, uniform * season());
    return firstDay + Math.min(place < 0 ? -place - 1 : place + 1, seasons.length - 1);
  }
}
