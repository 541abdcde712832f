package dev.medley.scenario.hospitalinventory;

import dev.medley.world.Cell;
import dev.medley.world.Climate;
import dev.medley.world.Holidays;
import dev.medley.world.Shocks;
import dev.medley.world.UsCalendar;
import dev.medley.world.Weather;
import dev.medley.world.World;

/** What a region's hospitals feel together: flu, storms, holidays, the season of surgery. */
final class Outside {
  private static final double AUGUST_ELECTIVES = 0.93;
  private static final double DECEMBER_ELECTIVES = 0.9;

  private final Shocks shocks;
  private final double fluAmplitude;
  private final Weather weather;

  Outside(World world, Cell cell) {
    int region = cell.regionIndex();
    this.shocks = new Shocks(world.streams(), region);
    this.fluAmplitude = world.value(HospitalInventory.FLU);
    this.weather = Weather.ofRegion(world.streams(), Climate.ofRegion(cell.region()), region);
  }

  /** Factor on the census of the departments that flu fills. */
  double flu(int day) {
    return shocks.fluFactor(day, fluAmplitude, 1);
  }

  /** Monday to Friday and no holiday. */
  static boolean isWorkday(int day) {
    return Holidays.HOSPITAL.isBusinessDay(day);
  }

  /** Whether a truck comes. */
  boolean isDockOpen(int day) {
    return isWorkday(day) && !weather.isWinterStorm(day);
  }

  /** Factor on planned surgery. */
  static double electives(int day) {
    return switch (UsCalendar.month(day)) {
      case 8 -> AUGUST_ELECTIVES;
      case 12 -> DECEMBER_ELECTIVES;
      default -> 1;
    };
  }
}
