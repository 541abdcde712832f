package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;

import dev.medley.world.WallClock;
import java.time.LocalDate;

/**
 * Rules {@code surroundings} and {@code sun}: the effective temperature around a box in one leg, in
 * degrees Celsius. Either a room's, which is constant, or the weather's: a daily wave between the
 * site's low and high, and the sun on the box.
 */
final class Surroundings {
  /** Places in the day for which waves are tabulated: one in five minutes. */
  private static final int SLOTS = 288;

  private static final long SLOT_SECONDS = DAY / SLOTS;
  private static final double WARMEST_HOUR = 15;
  private static final double SUNRISE_HOUR = 8;
  private static final double SUNSHINE_HOURS = 10;
  private static final double DAYS_PER_YEAR = 366;
  private static final double MIDDLE_OF_JANUARY = 15;

  /** Strength of the sun in January and what July adds in the north; the tropics know no winter. */
  private static final double WINTER_SUN = 0.45;

  private static final double SUMMER_SUN = 0.55;
  private static final double TROPICAL_SUN = 0.9;

  private static final double[] WARMTH_BY_SLOT = new double[SLOTS];
  private static final double[] SUN_BY_SLOT = new double[SLOTS];

  static {
    for (int i = 0; i < SLOTS; i++) {
      double hour = 24.0 * i / SLOTS;
      WARMTH_BY_SLOT[i] = Math.cos(2 * Math.PI * (hour - WARMEST_HOUR) / 24);
      SUN_BY_SLOT[i] = Math.max(0, Math.sin(Math.PI * (hour - SUNRISE_HOUR) / SUNSHINE_HOURS));
    }
  }

  private final double mean;
  private final double halfSwing;
  private final double sunKelvin;
  private final long utcOffset;

  private Surroundings(double mean, double halfSwing, double sunKelvin, long utcOffset) {
    this.mean = mean;
    this.halfSwing = halfSwing;
    this.sunKelvin = sunKelvin;
    this.utcOffset = utcOffset;
  }

  /** A room, a reefer truck, a hold. */
  static Surroundings constant(double celsius) {
    return new Surroundings(celsius, 0, 0, 0);
  }

  /**
   * In a vehicle without cooling at a site from a second on.
   *
   * @param warmer kelvins above the air
   */
  static Surroundings air(Site site, long start, double warmer) {
    double summer = summer(start);
    double low = site.janLow + (site.julLow - site.janLow) * summer;
    double high = site.janHigh + (site.julHigh - site.janHigh) * summer;
    return new Surroundings(
        (low + high) / 2 + warmer, (high - low) / 2, 0, site.utcOffsetHours * HOUR);
  }

  /**
   * On the apron of a site from a second on.
   *
   * @param sunKelvin what a clear midsummer noon adds where there is no roof at all
   * @param exposure share of the sun that no roof keeps off
   * @param cloud share that the clouds let through
   */
  static Surroundings ramp(Site site, long start, double sunKelvin, double exposure, double cloud) {
    Surroundings air = air(site, start, 0);
    double season = site.isInBrazil() ? TROPICAL_SUN : WINTER_SUN + SUMMER_SUN * summer(start);
    return new Surroundings(
        air.mean, air.halfSwing, sunKelvin * exposure * cloud * season, air.utcOffset);
  }

  /** Weight of July's climate against January's: 0 in the middle of January, 1 half a year on. */
  private static double summer(long second) {
    int dayOfYear = LocalDate.ofEpochDay(WallClock.epochDay(second)).getDayOfYear();
    return (1 - Math.cos(2 * Math.PI * (dayOfYear - MIDDLE_OF_JANUARY) / DAYS_PER_YEAR)) / 2;
  }

  /** Effective temperature at a UTC second. */
  double at(long second) {
    if (halfSwing == 0) {
      return mean;
    }
    int slot = (int) (Math.floorMod(second + utcOffset, DAY) / SLOT_SECONDS);
    return mean + halfSwing * WARMTH_BY_SLOT[slot] + sunKelvin * SUN_BY_SLOT[slot];
  }
}
