package dev.medley.world;

import dev.medley.model.Param;
import dev.medley.random.Streams;
import java.io.Serializable;
import java.util.Map;

/**
 * Everything that a simulation may know besides its cell.
 *
 * @param seed the run's seed
 * @param scenario the scenario's name
 * @param horizon days whose rows are emitted; the world begins on its first day
 * @param units number of units in all regions
 * @param overrides values of parameters that differ from their defaults, by {@code rule.param}
 */
public record World(
    long seed, String scenario, Horizon horizon, long units, Map<String, Double> overrides)
    implements Serializable {

  /** The keyed random streams of this world. */
  public Streams streams() {
    return new Streams(seed, scenario);
  }

  /** The value of a parameter in this world. Read once, when a simulation is opened. */
  public double value(Param param) {
    return overrides.getOrDefault(param.key(), param.defaultValue());
  }
}
