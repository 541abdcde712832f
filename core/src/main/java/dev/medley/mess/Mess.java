package dev.medley.mess;

import java.util.List;
import java.util.Map;

/**
 * The mess of one run: all that decides which records are hit, and how.
 *
 * @param seed the run's seed
 * @param scenario the scenario's name
 * @param stages its stages, in the order in which they are applied
 * @param rates rates that differ from the stages' own, by stage id
 */
public record Mess(long seed, String scenario, List<Stage> stages, Map<String, Double> rates) {

  /** The share of a stage's eligible rows that are hit. */
  public double rate(Stage stage) {
    return rates.getOrDefault(stage.id(), stage.rate());
  }

  /** The stages of a table. */
  public List<Stage> stagesOf(String table) {
    return stages.stream().filter(s -> s.table().equals(table)).toList();
  }
}
