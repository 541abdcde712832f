package dev.medley.world;

import dev.medley.random.Noise;
import dev.medley.random.Streams;
import java.util.Arrays;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * The weather of a region, or of a site in it, day by day: a climate and, around it, a temperature
 * and a wetness that remember the day before. Rain, cloud, heat waves and winter storms follow from
 * those two, so they agree with one another and among the sites of a region. Any day may be asked
 * for, in any order; an instance belongs to one simulation.
 */
public final class Weather {
  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** Correlation of a day's temperature anomaly with the next day's: a front lasts some days. */
  private static final double TEMPERATURE_MEMORY = 0.75;

  private static final double WETNESS_MEMORY = 0.45;

  /** How much of the cloud comes from wetness; the rest is the day's own. */
  private static final double CLOUD_FROM_WETNESS = 0.8;

  /** Standard deviations above the season's mean that make a hot day: about two waves a summer. */
  private static final double HOT = 1.1;

  /** Hot days in a row that make a heat wave. */
  private static final int WAVE_DAYS = 3;

  /** Days from December to March. */
  private static final double WINTER_DAYS = 121.25;

  private static final int WARMEST_HOUR = 15;
  private static final int SLOTS = 4;

  private final Climate climate;
  private final KeyedSeries temperature;
  private final KeyedSeries wetness;
  private final KeyedSeries ownTemperature;
  private final KeyedSeries ownWetness;
  private final Noise ownCloud;
  private final double shared;
  private final double own;
  private final double stormFrom;

  /** What was worked out last, by the lowest bits of the day. */
  private final int[] slotDays = new int[SLOTS];

  private final double[] lows = new double[SLOTS];
  private final double[] highs = new double[SLOTS];
  private final double[] clouds = new double[SLOTS];

  private Weather(Streams streams, Climate climate, long region, long site, double correlation) {
    this.climate = climate;
    this.temperature = series(streams, "weather.temperature", region, TEMPERATURE_MEMORY);
    this.wetness = series(streams, "weather.wetness", region, WETNESS_MEMORY);
    this.ownTemperature = series(streams, "weather.site.temperature", site, TEMPERATURE_MEMORY);
    this.ownWetness = series(streams, "weather.site.wetness", site, WETNESS_MEMORY);
    this.ownCloud = streams.named("weather.cloud").noise(correlation == 1 ? region : ~site);
    Arrays.fill(slotDays, Integer.MIN_VALUE);
    this.shared = Math.sqrt(correlation);
    this.own = Math.sqrt(1 - correlation);
    this.stormFrom =
        NORMAL.inverseSurvivalProbability(
            Math.max(1e-9, Math.min(1, climate.stormDaysPerWinter() / WINTER_DAYS)));
  }

  /** The weather of a region as a whole, keyed by the region's position. */
  public static Weather ofRegion(Streams streams, Climate climate, long region) {
    return new Weather(streams, climate, region, 0, 1);
  }

  /**
   * The weather of a site, county or plant in a region.
   *
   * @param correlation of the anomalies of two sites of the region, 0 to 1
   */
  public static Weather ofSite(
      Streams streams, Climate climate, long region, long site, double correlation) {
    return new Weather(streams, climate, region, site, correlation);
  }

  /** How much warmer than the season the day is, in standard deviations. */
  public double anomaly(int day) {
    return own == 0
        ? temperature.at(day)
        : shared * temperature.at(day) + own * ownTemperature.at(day);
  }

  public double lowCelsius(int day) {
    return lows[slot(day)];
  }

  public double highCelsius(int day) {
    return highs[slot(day)];
  }

  public double meanCelsius(int day) {
    int slot = slot(day);
    return (lows[slot] + highs[slot]) / 2;
  }

  /** Share of the sky under cloud, 0 to 1. */
  public double cloud(int day) {
    return clouds[slot(day)];
  }

  /** Temperature of the air at a moment: warmest at 15 h, flatter under cloud, without steps. */
  public double celsiusAt(long second) {
    int day = WallClock.epochDay(second);
    double hour = WallClock.secondOfDay(second) / (double) WallClock.HOUR;
    int neighbour = hour < 12 ? day - 1 : day + 1;
    double away = Math.abs(hour - 12) / 24;
    double mean = (1 - away) * meanCelsius(day) + away * meanCelsius(neighbour);
    double swing = (1 - away) * swing(day) + away * swing(neighbour);
    return mean + swing * Math.cos(2 * Math.PI * (hour - WARMEST_HOUR) / 24);
  }

  /** Rain, or snow as water, in millimetres; 0 on a dry day. */
  public double rainMm(int day) {
    double share = climate.wetShare(Climate.july(day));
    double rank = NORMAL.survivalProbability(wetness(day));
    // Among wet days the amount is exponential: the wettest day is the one that the series says.
    return rank >= share ? 0 : -climate.wetDayMm() * Math.log(Math.max(1e-9, rank / share));
  }

  /** Whether what falls is snow. */
  public boolean isSnow(int day) {
    return rainMm(day) > 0 && meanCelsius(day) < 1;
  }

  /** Whether a winter storm, December to March, keeps deliveries and people away. */
  public boolean isWinterStorm(int day) {
    int month = UsCalendar.month(day);
    return (month == 12 || month <= 3) && wetness(day) >= stormFrom;
  }

  /** Whether the day is one of three or more hot days in a row, June to September. */
  public boolean isHeatWave(int day) {
    if (!isHot(day)) {
      return false;
    }
    int run = 1;
    for (int d = day - 1; d > day - WAVE_DAYS && isHot(d); d--) {
      run++;
    }
    for (int d = day + 1; d < day + WAVE_DAYS && isHot(d); d++) {
      run++;
    }
    return run >= WAVE_DAYS;
  }

  /** The heat waves that begin from a day to before another, as spells of days. */
  public Spells heatWaves(int from, int to) {
    Spells waves = new Spells();
    for (int day = from; day < to; day++) {
      if (isHeatWave(day) && !isHot(day - 1)) {
        int end = day + 1;
        while (isHot(end)) {
          end++;
        }
        waves.add(day, end);
      }
    }
    return waves;
  }

  private boolean isHot(int day) {
    int month = UsCalendar.month(day);
    return month >= 6 && month <= 9 && anomaly(day) >= HOT;
  }

  private double wetness(int day) {
    return own == 0 ? wetness.at(day) : shared * wetness.at(day) + own * ownWetness.at(day);
  }

  private double swing(int day) {
    int slot = slot(day);
    return (highs[slot] - lows[slot]) / 2 * (1.3 - 0.6 * clouds[slot]);
  }

  private int slot(int day) {
    int slot = day & SLOTS - 1;
    if (slotDays[slot] == day) {
      return slot;
    }
    double july = Climate.july(day);
    double warmer = climate.sd(july) * anomaly(day);
    lows[slot] = climate.low(july) + warmer;
    highs[slot] = climate.high(july) + warmer;
    double z =
        CLOUD_FROM_WETNESS * wetness(day)
            + Math.sqrt(1 - CLOUD_FROM_WETNESS * CLOUD_FROM_WETNESS)
                * Noise.bell(ownCloud.bits(day));
    double mean = climate.cloud(july);
    clouds[slot] = Math.pow(NORMAL.cumulativeProbability(z), (1 - mean) / mean);
    slotDays[slot] = day;
    return slot;
  }

  private static KeyedSeries series(Streams streams, String name, long key, double memory) {
    return new KeyedSeries(streams.named(name), key, memory);
  }
}
