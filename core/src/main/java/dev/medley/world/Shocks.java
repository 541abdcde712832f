package dev.medley.world;

import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * What all units of a region feel together, keyed by region and day: the winter's flu, good and bad
 * days, and single events such as a recall, a strike or a smoke week. A unit answers with a gain of
 * its own, which it brings along. Storms and heat are {@link Weather}'s, holidays {@link
 * Holidays}'s.
 *
 * <p>Any day may be asked for, in any order; an instance belongs to one simulation.
 */
public final class Shocks {
  /** Standard deviation of a flu wave around its peak, days. */
  private static final double WAVE_SD_DAYS = 24;

  /** Mean of {@link #flu} over the year. */
  public static final double FLU_MEAN = WAVE_SD_DAYS * Math.sqrt(2 * Math.PI) / 365.2425;

  /** Day of the year on which the mean wave peaks, and how far winters differ (CDC: Dec-Feb). */
  private static final double PEAK_DAY = 22;

  private static final double PEAK_SD_DAYS = 11;

  /** How far the winters' sizes differ: standard deviation of the logarithm. */
  private static final double SIZE_SIGMA = 0.3;

  private final Streams streams;
  private final long region;
  private final Streams.Stream winters;
  private final KeyedSeries days;

  private int memoDay = Integer.MIN_VALUE;
  private double memoFlu;
  private int memoYear = Integer.MIN_VALUE;

  /** Of two winters: the one that peaks in the year, the one that peaks in the next. */
  private final double[] peaks = new double[2];

  private final double[] sizes = new double[2];

  /**
   * The shocks of a region.
   *
   * @param region its position
   */
  public Shocks(Streams streams, long region) {
    this.streams = streams;
    this.region = region;
    this.winters = streams.named("shock.flu");
    this.days = series("day", 0.6);
  }

  /**
   * The flu wave: near 0 in summer, about 1 at a winter's peak, {@link #FLU_MEAN} on average. Every
   * winter has a peak day and a size of its own.
   */
  public double flu(int day) {
    if (day == memoDay) {
      return memoFlu;
    }
    int year = UsCalendar.year(day);
    if (year != memoYear) {
      for (int i = 0; i < 2; i++) {
        Draw draw = winters.at(region, year + i);
        var normal = ZigguratSampler.NormalizedGaussian.of(draw);
        peaks[i] = UsCalendar.day(year + i, 1, 1) + PEAK_DAY + PEAK_SD_DAYS * normal.sample();
        sizes[i] = Math.exp(SIZE_SIGMA * normal.sample() - SIZE_SIGMA * SIZE_SIGMA / 2);
      }
      memoYear = year;
    }
    memoDay = day;
    memoFlu = wave(0, day) + wave(1, day);
    return memoFlu;
  }

  /**
   * A factor of mean 1 over the years, such as of arrivals.
   *
   * @param amplitude how much higher a mean winter's peak is than a day without flu
   * @param gain the unit's own, 1 on average
   */
  public double fluFactor(int day, double amplitude, double gain) {
    return Math.max(0, 1 + gain * amplitude * (flu(day) - FLU_MEAN));
  }

  /**
   * Good and bad days: a factor of mean 1 whose logarithm remembers 0.6 of the day before.
   *
   * @param sigma standard deviation of its logarithm, with the unit's own gain in it
   */
  public double dayFactor(int day, double sigma) {
    return days.factor(day, sigma);
  }

  /** A series of its own that the region's units share, by day, week or month as it is asked. */
  public KeyedSeries series(String name, double memory) {
    return new KeyedSeries(streams.named("shock.series." + name), region, memory);
  }

  /** Events of a kind that the region's units share, each with its length. */
  public KeyedSpells events(String name, double perYear, SpellLength length) {
    return KeyedSpells.perYear(streams.named("shock.events." + name), region, perYear, length);
  }

  private double wave(int i, int day) {
    double away = (day - peaks[i]) / WAVE_SD_DAYS;
    return sizes[i] * Math.exp(-away * away / 2);
  }
}
