package dev.medley.source;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * About how long a run takes: the start, which no core can shorten, and the work, of which every
 * task that runs at a time takes its part. Costs are round figures of a laptop's core.
 */
final class RunTime {
  /** What Java and Spark take to start. */
  private static final double TO_BEGIN = 8;

  /** What Java takes to compile the code of a table, while its first rows are written. */
  private static final double OF_A_TABLE = 1.2;

  /** What a core takes to spoil a value, to keep it until its table's turn, and to write it. */
  private static final double OF_A_VALUE = .2e-6;

  /** The same for a byte of text. */
  private static final double OF_A_BYTE = 10e-9;

  /** To look at a row once more, for one of the answer key's tables. */
  private static final double OF_A_LOOK = .2e-6;

  /** A row of the answer key, which holds its clean row, or values, as text. */
  private static final double OF_A_KEY_ROW = 7e-6;

  private static final double OF_A_FILE = .03;

  private final Forecast forecast;
  private final Plan plan;

  RunTime(Forecast forecast) {
    this.forecast = forecast;
    this.plan = forecast.plan();
  }

  Duration about() {
    List<Table<?>> tables = plan.config().chosenTables();
    double start = TO_BEGIN + forecast.tables().size() * OF_A_TABLE;
    double work = forecast.simulationSeconds();
    for (Table<?> table : tables) {
      double text = table.published().stream().mapToDouble(Column::bytes).sum();
      work += forecast.rows(table) * (table.published().size() * OF_A_VALUE + text * OF_A_BYTE);
    }
    for (Forecast.Foreseen table : forecast.tables()) {
      work += table.files() * OF_A_FILE;
    }
    if (plan.config().output().key()) {
      work += forecast.keyRows() * OF_A_KEY_ROW + looks() * OF_A_LOOK;
    }
    return Duration.ofMillis(Math.round(1000 * (start + work / plan.parallelism())));
  }

  /**
   * Rows that are looked at for the key: once for changed values, once for rows gone or doubled.
   */
  private double looks() {
    Map<String, Set<Boolean>> reasons =
        forecast
            .stages()
            .collect(
                Collectors.groupingBy(
                    Stage::table,
                    Collectors.mapping(
                        stage -> stage.action() == Stage.Action.SET, Collectors.toSet())));
    return reasons.entrySet().stream()
        .mapToDouble(e -> e.getValue().size() * (double) forecast.rows(e.getKey()))
        .sum();
  }
}
