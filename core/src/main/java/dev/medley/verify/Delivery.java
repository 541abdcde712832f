package dev.medley.verify;

import dev.medley.mess.Restore;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.sink.Store;
import dev.medley.spark.Schemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The tables under check, opened once, and why some could not be. */
final class Delivery {
  private final SparkSession session;
  private final boolean keyed;
  private final Map<String, Dataset<Row>> tables = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, UserError> unreadable = new HashMap<>();
  private final Dataset<Row> cells;
  private final Dataset<Row> rows;

  private Delivery(SparkSession session, boolean keyed, Dataset<Row> cells, Dataset<Row> rows) {
    this.session = session;
    this.keyed = keyed;
    this.cells = cells;
    this.rows = rows;
  }

  static Delivery open(SparkSession own, Verify verify) {
    Store store = verify.store();
    Delivery delivery = new Delivery(own, verify.keyed(), cells(own, verify), rows(own, verify));
    for (Table<?> table : verify.chosen()) {
      try {
        Dataset<Row> published = store.published(own, table);
        delivery.counts.put(table.name(), counted(store, table.name(), published));
        delivery.tables.put(table.name(), published);
      } catch (UserError e) {
        if (table.name().equals(verify.scenario().mainTable().name())) {
          throw e;
        }
        delivery.unreadable.put(table.name(), e);
      }
    }
    return delivery;
  }

  private static Dataset<Row> cells(SparkSession own, Verify verify) {
    if (!verify.keyed()) {
      return own.createDataFrame(List.of(), Schemas.CELLS);
    }
    Dataset<Row> cells = verify.store().cells(own);
    counted(verify.store(), "key." + Store.CELLS, cells);
    return cells;
  }

  private static Dataset<Row> rows(SparkSession own, Verify verify) {
    if (!verify.keyed()) {
      return own.createDataFrame(List.of(), Schemas.ROWS);
    }
    Dataset<Row> rows = verify.store().rows(own);
    counted(verify.store(), "key." + Store.ROWS, rows);
    return rows;
  }

  /**
   * Reads one column of every file: Delta would count rows without noticing that files are gone.
   */
  private static long counted(Store store, String name, Dataset<Row> rows) {
    try {
      Column isNull = functions.col(rows.columns()[0]).isNull();
      Row counts =
          rows.agg(functions.count_if(isNull), functions.count_if(functions.not(isNull))).head();
      return counts.getLong(0) + counts.getLong(1);
    } catch (Exception e) {
      throw new UserError(
          "table " + name + " in " + store.place() + " is damaged: " + UserError.firstLine(e), e);
    }
  }

  /** Delivered rows; none where the table cannot be read. */
  long count(Table<?> table) {
    return counts.getOrDefault(table.name(), 0L);
  }

  /** The session that all tables are read in, and nobody else's. */
  SparkSession session() {
    return session;
  }

  boolean has(Table<?> table) {
    return tables.containsKey(table.name());
  }

  /** Why a table cannot be read. */
  String problem(Table<?> table) {
    return unreadable.get(table.name()).getMessage();
  }

  /** The published columns as delivered. */
  Dataset<Row> dirty(Table<?> table) {
    return tables.get(table.name());
  }

  Dataset<Row> cells() {
    return cells;
  }

  Dataset<Row> rows() {
    return rows;
  }

  /** Clean rows; without an answer key the delivered ones stand for them. */
  Dataset<Row> restored(Table<?> table) {
    return keyed && !table.isKey()
        ? Restore.restored(table, dirty(table), cells, rows)
        : dirty(table);
  }

  /** One clean column, without looking at the cells of the others. */
  Dataset<Row> restored(Table<?> table, String column) {
    Column chosen = functions.col(column);
    if (!keyed || table.isKey()) {
      return dirty(table).select(chosen);
    }
    Dataset<Row> ofColumn = cells.where(functions.col("column_name").equalTo(column));
    return Restore.restored(table, dirty(table), ofColumn, rows).select(chosen);
  }
}
