package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Streams.Draw;

/**
 * Where a box is during a leg: in one place, or on a road from way-point to way-point, a little
 * faster here and slower there. Who drives for long rests, and the box stands still meanwhile.
 */
final class Way {
  private static final LogNormal SPEED = LogNormal.ofMeanAndSigma(1, 0.15);
  private static final double DRIVING = 4.5 * HOUR;
  private static final double REST = 45 * MINUTE;

  private final double[] latitudes;
  private final double[] longitudes;

  /** By way-point, the share of the driving time in which it is reached. */
  private final double[] shares;

  private Way(double[] latitudes, double[] longitudes, double[] shares) {
    this.latitudes = latitudes;
    this.longitudes = longitudes;
    this.shares = shares;
  }

  static Way still(double latitude, double longitude) {
    return new Way(new double[] {latitude}, new double[] {longitude}, new double[] {0});
  }

  /** Latitude, longitude, latitude, longitude, … */
  static Way along(Draw draw, double... points) {
    int n = points.length / 2;
    double[] latitudes = new double[n];
    double[] longitudes = new double[n];
    double[] shares = new double[n];
    for (int i = 0; i < n; i++) {
      latitudes[i] = points[2 * i];
      longitudes[i] = points[2 * i + 1];
      if (i > 0) {
        double north = latitudes[i] - latitudes[i - 1];
        double east = (longitudes[i] - longitudes[i - 1]) * Math.cos(Math.toRadians(latitudes[i]));
        shares[i] = shares[i - 1] + Math.hypot(north, east) / SPEED.sample(draw);
      }
    }
    double sum = shares[n - 1];
    for (int i = 0; i < n && sum > 0; i++) {
      shares[i] /= sum;
    }
    return new Way(latitudes, longitudes, shares);
  }

  /** A road with its one bend, which is where it is for everybody. */
  static Way road(
      Draw draw, double fromLat, double fromLon, double toLat, double toLon, double bend) {
    double middleLat = (fromLat + toLat) / 2 - bend * (toLon - fromLon);
    double middleLon = (fromLon + toLon) / 2 + bend * (toLat - fromLat);
    return along(draw, fromLat, fromLon, middleLat, middleLon, toLat, toLon);
  }

  /**
   * Share of the way that lies behind.
   *
   * @param elapsed seconds since the leg began
   * @param all seconds that it takes, rests included
   */
  double progress(long elapsed, long all) {
    if (latitudes.length == 1) {
      return 0;
    }
    double driving = driven(all);
    return driving <= 0 ? 1 : Math.max(0, Math.min(1, driven(elapsed) / driving));
  }

  private static double driven(long seconds) {
    double turns = Math.floor(seconds / (DRIVING + REST));
    return turns * DRIVING + Math.min(DRIVING, seconds - turns * (DRIVING + REST));
  }

  double latitude(double progress) {
    return at(latitudes, progress);
  }

  double longitude(double progress) {
    return at(longitudes, progress);
  }

  private double at(double[] of, double progress) {
    int i = 1;
    while (i < of.length - 1 && shares[i] < progress) {
      i++;
    }
    if (i >= of.length) {
      return of[0];
    }
    double part = (progress - shares[i - 1]) / Math.max(1e-12, shares[i] - shares[i - 1]);
    return of[i - 1] + part * (of[i] - of[i - 1]);
  }
}
