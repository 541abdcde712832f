package dev.medley.scenario.coldchain;

/**
 * Airports, each with the climate of its area. Daily lows and highs are climate normals in degrees
 * Celsius; the spread is that of a day's mean around them in January and in July.
 */
public enum Airport {
  DUB(0, "Dublin", Country.IRELAND, 53.42, -6.27, 0, 2, 8, 12, 19, 3, 2.5),
  FRA(1, "Frankfurt", Country.GERMANY, 50.03, 8.57, 1, -1, 4, 15, 26, 4.5, 3.2),
  JFK(2, "New York", Country.UNITED_STATES, 40.64, -73.78, -5, -3, 4, 21, 29, 4.5, 2.8),
  ORD(3, "Chicago", Country.UNITED_STATES, 41.98, -87.90, -6, -8, 0, 19, 29, 5.5, 3.5),
  DXB(4, "Dubai", Country.EMIRATES, 25.25, 55.36, 4, 14, 24, 30, 41, 1.8, 1.6),
  GRU(5, "Sao Paulo", Country.BRAZIL, -23.43, -46.47, -3, 19, 28, 12, 22, 2.2, 3),
  MAO(6, "Manaus", Country.BRAZIL, -3.04, -60.05, -4, 24, 31, 23, 33, 1.1, 1.2),
  BEL(7, "Belem", Country.BRAZIL, -1.38, -48.48, -3, 24, 31, 23, 32, 1, 1),
  CGB(8, "Cuiaba", Country.BRAZIL, -15.65, -56.12, -4, 23, 33, 17, 34, 1.6, 2.6);

  /** From 0. */
  final int index;

  final String city;
  final Country country;
  final double latitude;
  final double longitude;

  /** Hours ahead of UTC, without daylight saving. */
  final int utcOffsetHours;

  final double janLow;
  final double janHigh;
  final double julLow;
  final double julHigh;
  final double janSpread;
  final double julSpread;

  Airport(
      int index,
      String city,
      Country country,
      double latitude,
      double longitude,
      int utcOffsetHours,
      double janLow,
      double janHigh,
      double julLow,
      double julHigh,
      double janSpread,
      double julSpread) {
    this.index = index;
    this.city = city;
    this.country = country;
    this.latitude = latitude;
    this.longitude = longitude;
    this.utcOffsetHours = utcOffsetHours;
    this.janLow = janLow;
    this.janHigh = janHigh;
    this.julLow = julLow;
    this.julHigh = julHigh;
    this.janSpread = janSpread;
    this.julSpread = julSpread;
  }

  /** Number of airports. */
  static int count() {
    return values().length;
  }

  boolean isInBrazil() {
    return country == Country.BRAZIL;
  }
}
