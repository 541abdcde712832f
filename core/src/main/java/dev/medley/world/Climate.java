package dev.medley.world;

import java.io.Serializable;

/**
 * What the weather of a place is like on average: figures of mid January and mid July, between
 * which the year swings. The four of the census regions are rounded from climate normals of a large
 * city of each (New York, Chicago, Dallas, Sacramento); their spread and storms are design.
 *
 * @param januaryLowCelsius mean low of a January day
 * @param januaryHighCelsius mean high of a January day
 * @param julyLowCelsius mean low of a July day
 * @param julyHighCelsius mean high of a July day
 * @param januarySdCelsius standard deviation of a January day's temperature around the mean
 * @param julySdCelsius standard deviation of a July day's temperature around the mean
 * @param januaryWetShare share of days with rain or snow in January
 * @param julyWetShare share of days with rain in July
 * @param wetDayMm mean rain of a wet day, millimetres
 * @param januaryCloud mean share of the sky under cloud in January
 * @param julyCloud mean share of the sky under cloud in July
 * @param stormDaysPerWinter mean days of winter storm from December to March
 */
public record Climate(
    double januaryLowCelsius,
    double januaryHighCelsius,
    double julyLowCelsius,
    double julyHighCelsius,
    double januarySdCelsius,
    double julySdCelsius,
    double januaryWetShare,
    double julyWetShare,
    double wetDayMm,
    double januaryCloud,
    double julyCloud,
    double stormDaysPerWinter)
    implements Serializable {

  public static final Climate NORTHEAST =
      new Climate(-3, 4, 21, 29, 4.5, 2.8, 0.36, 0.33, 9, 0.60, 0.48, 4);
  public static final Climate MIDWEST =
      new Climate(-8, 0, 19, 29, 5.5, 3.5, 0.34, 0.32, 8, 0.66, 0.45, 4);
  public static final Climate SOUTH =
      new Climate(2, 13, 24, 35, 4.8, 2.0, 0.24, 0.17, 12, 0.52, 0.33, 2);
  public static final Climate WEST =
      new Climate(5, 13, 15, 32, 2.6, 3.0, 0.33, 0.02, 9, 0.62, 0.12, 1);

  /** The one of a census region. */
  public static Climate ofRegion(String region) {
    return switch (region) {
      case "NORTHEAST" -> NORTHEAST;
      case "MIDWEST" -> MIDWEST;
      case "SOUTH" -> SOUTH;
      case "WEST" -> WEST;
      default -> throw new IllegalArgumentException("no climate is known of region " + region);
    };
  }

  /** How far the year is on its way from mid January, 0, to mid July, 1. */
  static double july(int day) {
    return (1 - Math.cos(2 * Math.PI * (UsCalendar.dayOfYear(day) - 15) / 366)) / 2;
  }

  double low(double july) {
    return between(januaryLowCelsius, julyLowCelsius, july);
  }

  double high(double july) {
    return between(januaryHighCelsius, julyHighCelsius, july);
  }

  double sd(double july) {
    return between(januarySdCelsius, julySdCelsius, july);
  }

  double wetShare(double july) {
    return between(januaryWetShare, julyWetShare, july);
  }

  double cloud(double july) {
    return between(januaryCloud, julyCloud, july);
  }

  private static double between(double january, double atJuly, double july) {
    return january + (atJuly - january) * july;
  }
}
