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
    Dataset<Row> mine = rows.where(col("table_name").equalTo(table.name()));
    Dataset<Row> delivered = deliveredOnce(table, dirty, mine);
    Dataset<Row> changed =
        KeyText.parsed(cells.where(col("table_name").equalTo(table.name())), table)
            .groupBy(KeyText.parsedKey(table))
            // A set, because stages that change the same cell each state its clean value.
            .agg(
                map_from_entries(collect_set(struct(col("column_name"), col("clean_value"))))
                    .as(CLEAN));
    Column[] cleanValues =
        table.published().stream().map(Restore::cleanValue).toArray(Column[]::new);
    Dataset<Row> kept =
        delivered.join(changed, KeyText.isSameRow(table), "left").select(cleanValues);
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
