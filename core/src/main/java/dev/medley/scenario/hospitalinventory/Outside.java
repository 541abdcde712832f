package dev.medley.scenario.hospitalinventory;

import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.Holidays;
import dev.medley.world.Shocks;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/** What a region's hospitals feel together: flu, storms, holidays, the season of surgery. */
final class Outside {
  /** Storms of a winter that stop the trucks: NORTHEAST, MIDWEST, SOUTH, WEST. */
  private static final double[] STORM_DAYS = {4, 4, 2, 1};

  /** From 1 December on. */
  private static final int WINTER_DAYS = 105;

  private static final double AUGUST_ELECTIVES = 0.93;
  private static final double DECEMBER_ELECTIVES = 0.9;

  private final int region;
  private final Shocks shocks;
  private final double fluAmplitude;
  private final Streams.Stream storms;

  Outside(World world, int region) {
    this.region = region;
    this.shocks = new Shocks(world.streams(), region);
    this.fluAmplitude = world.value(HospitalInventory.FLU);
    this.storms = world.streams().named("storm");
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
    return isWorkday(day) && !isStorm(day);
  }

  private boolean isStorm(int day) {
    int year = UsCalendar.month(day) == 12 ? UsCalendar.year(day) : UsCalendar.year(day) - 1;
    int at = day - UsCalendar.day(year, 12, 1);
    if (at >= WINTER_DAYS) {
      return false;
    }
    Draw draw = storms.at(region, year);
    int days = PoissonSampler.of(draw, STORM_DAYS[region]).sample();
    boolean isOn = false;
    for (int i = 0; i < days; i++) {
      isOn |= draw.nextInt(WINTER_DAYS) == at;
    }
    return isOn;
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
