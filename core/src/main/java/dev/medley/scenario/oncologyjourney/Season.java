package dev.medley.scenario.oncologyjourney;

import dev.medley.random.Hazard;
import dev.medley.world.UsCalendar;
import java.util.Arrays;

/**
 * Winter and the waves of the pandemic on a hazard of death: sums of a daily factor of mean 1, from
 * the first day of the horizon to the cut-off, behind which nobody looks.
 */
final class Season {
  /** Day of the year on which most people die. */
  private static final double PEAK_DAY = 15;

  /** Months of excess deaths (CDC: April 2020 and the following two Januaries). */
  private static final int[][] WAVES = {{2020, 4}, {2021, 1}, {2022, 1}};

  private final int first;

  /** Sum before the day first + i. */
  private final double[] sums;

  /**
   * Sums over the days.
   *
   * @param amplitude how much more than the mean at the peak
   * @param wave factor in the months of the waves
   */
  Season(int first, int last, double amplitude, double wave) {
    this.first = first;
    this.sums = new double[last - first + 2];
    for (int i = 0; i + 1 < sums.length; i++) {
      int day = first + i;
      double winter = Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - PEAK_DAY) / 365);
      sums[i + 1] = sums[i] + (1 + amplitude * winter) * (isWave(day) ? wave : 1);
    }
  }

  private static boolean isWave(int day) {
    for (int[] month : WAVES) {
      if (UsCalendar.year(day) == month[0] && UsCalendar.month(day) == month[1]) {
        return true;
      }
    }
    return false;
  }

  /** A hazard of 1 a day on average, counted from a day on. */
  Hazard from(int day) {
    return new From(this, day - first);
  }

  private record From(Season season, int start) implements Hazard {

    @Override
    public double cumulative(double days) {
      double at = Math.min(start + days, season.sums.length - 1.0);
      int whole = Math.min((int) at, season.sums.length - 2);
      double step = season.sums[whole + 1] - season.sums[whole];
      return season.sums[whole] + (at - whole) * step - season.sums[start];
    }

    @Override
    public double timeAt(double cumulative) {
      double sum = season.sums[start] + cumulative;
      if (sum > season.sums[season.sums.length - 1]) {
        return Double.POSITIVE_INFINITY;
      }
      int found = Arrays.binarySearch(season.sums, start, season.sums.length, sum);
      if (found >= 0) {
        return found - start;
      }
      int before = -found - 2;
      double step = season.sums[before + 1] - season.sums[before];
      return before - start + (sum - season.sums[before]) / step;
    }
  }
}
