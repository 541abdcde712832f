package dev.medley.plan;

import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import dev.medley.world.World;
import java.io.Serializable;

/**
 * Which rows of a world are wanted. What begins inside the world is finished, so rows may lie in
 * the days after its horizon.
 *
 * @param starts days on which the process that a row belongs to began; an entity without a day
 *     belongs to the first day of the world
 * @param days days of the rows themselves
 */
public record Wanted(Horizon starts, Horizon days) implements Serializable {
  private static final long serialVersionUID = 1;

  /** All rows. */
  public static Wanted all(Scenario scenario, World world) {
    return startingIn(world.horizon(), scenario);
  }

  /** What begins in those days, to its end. */
  public static Wanted startingIn(Horizon days, Scenario scenario) {
    return new Wanted(days, scenario.datesOf(days));
  }

  /** The rows of those days, whenever what they belong to began. */
  public static Wanted datedIn(Horizon days, World world) {
    return new Wanted(world.horizon(), days);
  }

  public Wanted narrowedTo(Horizon fewer) {
    return new Wanted(starts, fewer);
  }
}
