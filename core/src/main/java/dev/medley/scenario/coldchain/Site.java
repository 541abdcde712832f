package dev.medley.scenario.coldchain;

/**
 * Airports that stand for their area: a plant, hospital or clinic nearby goes by the airport's
 * code. Daily lows and highs are climate normals in degrees Celsius.
 */
public enum Site {
  DUB("Dublin", 53.42, -6.27, 0, 2, 8, 12, 19),
  FRA("Frankfurt", 50.03, 8.57, 1, -1, 4, 15, 26),
  JFK("New York", 40.64, -73.78, -5, -3, 4, 21, 29),
  ORD("Chicago", 41.98, -87.90, -6, -8, 0, 19, 29),
  DXB("Dubai", 25.25, 55.36, 4, 14, 24, 30, 41),
  GRU("Sao Paulo", -23.43, -46.47, -3, 19, 28, 12, 22),
  MAO("Manaus", -3.04, -60.05, -4, 24, 31, 23, 33),
  BEL("Belem", -1.38, -48.48, -3, 24, 31, 23, 32),
  CGB("Cuiaba", -15.65, -56.12, -4, 23, 33, 17, 34);

  final String city;
  final double latitude;
  final double longitude;

  /** Hours ahead of UTC, without daylight saving. */
  final int utcOffsetHours;

  final double janLow;
  final double janHigh;
  final double julLow;
  final double julHigh;

  Site(
      String city,
      double latitude,
      double longitude,
      int utcOffsetHours,
      double janLow,
      double janHigh,
      double julLow,
      double julHigh) {
    this.city = city;
    this.latitude = latitude;
    this.longitude = longitude;
    this.utcOffsetHours = utcOffsetHours;
    this.janLow = janLow;
    this.janHigh = janHigh;
    this.julLow = julLow;
    this.julHigh = julHigh;
  }

  boolean isInBrazil() {
    return this == GRU || this == MAO || this == BEL || this == CGB;
  }
}
