package dev.medley.contract;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a data contract says about the rows that mess stages spoil.
 *
 * @param table whose rows they are
 * @param stages stages of that table; a rule that finds rows cannot tell them apart
 * @param reach how many of their rows it finds
 * @param dimension of data quality, as the contract standard names it
 * @param doc what must not be, in one sentence; for {@link Reach#NONE} why nothing can be seen
 * @param misses which rows a {@link Reach#PARTIAL} rule misses; empty for the others
 * @param rows SQL that gives the key columns of the rows, each row once; empty for {@link
 *     Reach#NONE}
 */
public record QualityRule(
    Table<?> table,
    List<Stage> stages,
    Reach reach,
    Dimension dimension,
    String doc,
    String misses,
    String rows) {

  /** How many of the spoiled rows a rule finds. Whatever it finds was spoiled. */
  public enum Reach {
    /** All of them. */
    EXACT,
    /** Some of them. */
    PARTIAL,
    /** None: they look like any other row. */
    NONE
  }

  /** The dimensions of the Open Data Contract Standard that rules belong to. */
  public enum Dimension {
    ACCURACY,
    COMPLETENESS,
    CONFORMITY,
    CONSISTENCY,
    COVERAGE,
    UNIQUENESS
  }

  public QualityRule {
    stages = List.copyOf(stages);
  }

  /** The ids of its stages, joined by {@code _or_}. */
  public String name() {
    return stages.stream().map(Stage::id).collect(Collectors.joining("_or_"));
  }

  /** SQL that counts the spoiled rows, each once; 0 on clean tables. */
  public String countSql() {
    return "SELECT count(*) FROM (\n" + rows.indent(2) + ") AS found";
  }

  /** The key columns of a table, separated by commas. */
  static String key(Table<?> table) {
    return table.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "));
  }
}
