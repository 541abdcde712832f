package dev.medley.scenario;

import dev.medley.world.Horizon;
import java.util.Map;

/**
 * What a world of so many rows takes.
 *
 * @param units units in all regions
 * @param days the horizon, where a scenario would rather simulate fewer days than fewer units; a
 *     run that names its last day keeps that
 * @param params parameters that follow from the size, by {@code rule.param}; a run's own win
 */
public record Size(long units, Horizon days, Map<String, Double> params) {

  public Size {
    params = Map.copyOf(params);
  }

  /** So many units over the days that were asked for. */
  public static Size of(long units, Horizon days) {
    return new Size(units, days, Map.of());
  }

  /** So many units or somewhat more: whole rounds, in which every region gets the same. */
  public static Size inWholeRounds(double units, int unitsOfRound, Horizon days) {
    long rounds = Math.max(1, (long) Math.ceil(units / unitsOfRound));
    return of(rounds * unitsOfRound, days);
  }

  /** The same with a parameter that follows from the size. */
  public Size with(String param, double value) {
    java.util.Map<String, Double> more = new java.util.HashMap<>(params);
    more.put(param, value);
    return new Size(units, days, more);
  }
}
