package dev.medley.mess;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map_contains_key;
import static org.apache.spark.sql.functions.map_from_entries;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import dev.medley.model.Table;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Undoes the mess with the help of the answer key. */
public final class Restore {
  /** Value of {@code action} of a row that was taken away. */
  public static final String DROP = "drop";

  /** Value of {@code action} of a row that was delivered once more. */
  public static final String DUPLICATE = "duplicate";

  private static final String CLEAN = "_clean";

  private Restore() {}

  /**
   * What the key says was done to a table. What was not done need not be looked for in its rows.
   *
   * @param columns that have changed cells
   * @param actions {@value #DROP} or {@value #DUPLICATE}, where rows suffered them
   */
  public record Damage(Set<String> columns, Set<String> actions) {

    /** All that can be done to a table. */
    static Damage any(Table<?> table) {
      return new Damage(
          table.published().stream().map(dev.medley.model.Column::name).collect(Collectors.toSet()),
          Set.of(DROP, DUPLICATE));
    }
  }

  /**
   * The clean table: surplus copies gone, clean values back in their cells, dropped rows back in
   * place. Row for row what the simulator made, in no particular order.
   *
   * <p>Only rows that the key calls duplicated are compared with each other; all others meet the
   * key in joins that Spark may broadcast.
   *
   * @param table whose rows they are
   * @param dirty its published columns as delivered
   * @param cells the key table {@code cells}, of all tables or of this one
   * @param rows the key table {@code rows}, likewise
   */
  public static Dataset<Row> restored(
      Table<?> table, Dataset<Row> dirty, Dataset<Row> cells, Dataset<Row> rows) {
    return restored(table, dirty, cells, rows, Damage.any(table));
  }

  /**
   * The same where it is known what was done to the table: nothing else is undone.
   *
   * @param damage what to undo
   */
  public static Dataset<Row> restored(
      Table<?> table, Dataset<Row> dirty, Dataset<Row> cells, Dataset<Row> rows, Damage damage) {
    Dataset<Row> mine = rows.where(col("table_name").equalTo(table.name()));
    Dataset<Row> delivered =
        damage.actions().contains(DUPLICATE) ? deliveredOnce(table, dirty, mine) : dirty;
    Dataset<Row> kept =
        damage.columns().isEmpty()
            ? delivered
            : withCleanValues(
                table,
                delivered,
                cells.where(col("table_name").equalTo(table.name())),
                damage.columns());
    if (!damage.actions().contains(DROP)) {
      return kept;
    }
    Dataset<Row> dropped =
        mine.where(col("action").equalTo(DROP))
            .select(KeyText.row(col("clean_row"), table).as("row"))
            .select("row.*");
    return kept.union(dropped);
  }

  private static Dataset<Row> deliveredOnce(Table<?> table, Dataset<Row> dirty, Dataset<Row> rows) {
    Dataset<Row> duplicated =
        KeyText.parsed(rows.where(col("action").equalTo(DUPLICATE)), table)
            .select(KeyText.parsedKey(table))
            .distinct();
    Dataset<Row> single = dirty.join(duplicated, KeyText.isSameRow(table), "left_anti");
    Dataset<Row> copies = dirty.join(duplicated, KeyText.isSameRow(table), "left_semi");
    String[] key =
        table.keyColumns().stream().map(dev.medley.model.Column::name).toArray(String[]::new);
    return single.unionByName(copies.dropDuplicates(key));
  }

  private static Dataset<Row> withCleanValues(
      Table<?> table, Dataset<Row> delivered, Dataset<Row> cells, Set<String> columns) {
    Dataset<Row> changed =
        KeyText.parsed(cells, table)
            .groupBy(KeyText.parsedKey(table))
            // A set, because stages that change the same cell each state its clean value.
            .agg(
                map_from_entries(collect_set(struct(col("column_name"), col("clean_value"))))
                    .as(CLEAN));
    Column[] values =
        table.published().stream()
            .map(c -> columns.contains(c.name()) ? cleanValue(c) : col(c.name()))
            .toArray(Column[]::new);
    return delivered.join(changed, KeyText.isSameRow(table), "left").select(values);
  }

  private static Column cleanValue(dev.medley.model.Column column) {
    Column published = col(column.name());
    if (column.key()) {
      return published;
    }
    Column clean = KeyText.value(element_at(col(CLEAN), lit(column.name())), column);
    return when(map_contains_key(col(CLEAN), column.name()), clean)
        .otherwise(published)
        .as(column.name());
  }
}
