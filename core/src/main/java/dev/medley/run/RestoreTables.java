package dev.medley.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import dev.medley.mess.Restore;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.spark.Schemas;
import dev.medley.spark.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** Writes the clean tables, restored from the messy ones and the key, to another output. */
public final class RestoreTables {

  private RestoreTables() {}

  /**
   * Writes data tables, restored, to another output.
   *
   * @param spark the caller's session; its settings stay as they are
   * @param from output with its answer key
   * @param to output that does not exist yet
   * @param tables tables of the scenario; key tables among them stay behind
   * @param watch hears which table is written
   * @throws UserError if {@code to} exists, or a table or the key cannot be read
   */
  public static Summary run(
      SparkSession spark, Store from, Store to, List<Table<?>> tables, Watch watch) {
    long start = System.nanoTime();
    SparkSession own = Sessions.own(spark);
    if (to.exists(own)) {
      throw new UserError(
          "output " + to.place() + " exists already - name another one, or delete it first");
    }
    Dataset<Row> cells = from.cells(own);
    Dataset<Row> rows = from.rows(own);
    Map<Table<?>, Dataset<Row>> restored = new LinkedHashMap<>();
    for (Table<?> table : tables) {
      if (!table.isKey()) {
        restored.put(table, Restore.restored(table, from.published(own, table), cells, rows));
      }
    }
    if (to.isCatalog()) {
      own.sql("CREATE SCHEMA IF NOT EXISTS " + to.place());
    }
    List<Sink.Written> written = new ArrayList<>();
    restored.forEach(
        (table, clean) -> {
          watch.begins(written.size() + 1, restored.size(), table.name());
          written.add(write(own, from, to, table, clean));
        });
    Duration elapsed = Duration.ofNanos(System.nanoTime() - start);
    return new Summary(to.place(), written, elapsed, written.size(), 0);
  }

  private static Sink.Written write(
      SparkSession own, Store from, Store to, Table<?> table, Dataset<Row> clean) {
    try {
      // Joins scatter the rows; without this every task would leave a sliver in every folder.
      Object[] folders = to.partitionColumns(table).stream().map(functions::col).toArray();
      to.overwrite(clean.hint("rebalance", folders).to(Schemas.published(table)), table);
      return counted(to.read(own, table), table.name());
    } catch (Exception e) {
      throw new UserError(
          "cannot restore table "
              + table.name()
              + " from "
              + from.place()
              + ": "
              + UserError.firstLine(e),
          e);
    }
  }

  private static Sink.Written counted(Dataset<Row> table, String name) {
    Row row =
        table
            .groupBy(col("_metadata.file_path"), col("_metadata.file_size"))
            .count()
            .agg(
                functions.coalesce(functions.sum("count"), lit(0L)),
                functions.count(lit(1)),
                functions.coalesce(functions.sum("file_size"), lit(0L)))
            .head();
    return new Sink.Written(name, row.getLong(0), row.getLong(1), row.getLong(2));
  }
}
