package dev.medley.verify;

import dev.medley.mess.Restore;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.sink.Store;
import dev.medley.spark.Schemas;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/** The tables under check, opened once, and why some could not be. */
final class Delivery {
  private static final long ROWS_OF_A_PART = 50_000;
  private static final String PARTS = "spark.sql.shuffle.partitions";

  private final SparkSession session;
  private final Map<String, Dataset<Row>> tables = new HashMap<>();
  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, UserError> unreadable = new HashMap<>();
  private final Dataset<Row> cells;
  private final Dataset<Row> rows;

  /** Columns that the key has cells of, by table. */
  private final Map<String, Set<String>> changed;

  /** What the key says was done to rows, by table. */
  private final Map<String, Set<String>> actions;

  private Delivery(
      SparkSession session,
      Dataset<Row> cells,
      Dataset<Row> rows,
      Map<String, Set<String>> changed,
      Map<String, Set<String>> actions) {
    this.session = session;
    this.cells = cells;
    this.rows = rows;
    this.changed = changed;
    this.actions = actions;
  }

  static Delivery open(SparkSession own, Verify verify) {
    if (own.sparkContext().isLocal()) {
      // Tasks would list the folders on the same machine that knows them already.
      own.conf().set("spark.sql.sources.parallelPartitionDiscovery.threshold", "10000");
    }
    Delivery delivery = verify.keyed() ? keyed(own, verify) : unkeyed(own);
    for (Table<?> table : verify.chosen()) {
      try {
        Dataset<Row> published = verify.store().published(own, table);
        delivery.counts.put(table.name(), counted(verify.store(), table.name(), published));
        delivery.tables.put(table.name(), published);
      } catch (UserError e) {
        if (table.name().equals(verify.scenario().mainTable().name())) {
          throw e;
        }
        delivery.unreadable.put(table.name(), e);
      }
    }
    delivery.cutBySize();
    return delivery;
  }

  /**
   * Spark cuts what it sorts and groups into two hundred parts, whatever there is; each costs a
   * file and a task, which for small tables is most of the work.
   */
  private void cutBySize() {
    long largest = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    long parts = Math.max(session.sparkContext().defaultParallelism(), largest / ROWS_OF_A_PART);
    String usual = session.conf().get(PARTS);
    // Databricks knows "auto", and needs no advice.
    if (usual.chars().allMatch(Character::isDigit)) {
      session.conf().set(PARTS, Long.toString(Math.min(Long.parseLong(usual), parts)));
    }
  }

  private static Delivery keyed(SparkSession own, Verify verify) {
    Store store = verify.store();
    Dataset<Row> cells = store.cells(own);
    Dataset<Row> rows = store.rows(own);
    return new Delivery(
        own,
        cells,
        rows,
        byTable(store, Store.CELLS, cells, "column_name"),
        byTable(store, Store.ROWS, rows, "action"));
  }

  private static Delivery unkeyed(SparkSession own) {
    return new Delivery(
        own,
        own.createDataFrame(List.of(), Schemas.CELLS),
        own.createDataFrame(List.of(), Schemas.ROWS),
        Map.of(),
        Map.of());
  }

  private static Map<String, Set<String>> byTable(
      Store store, String name, Dataset<Row> key, String column) {
    Map<String, Set<String>> found = new HashMap<>();
    for (Row row :
        orDamaged(
            store,
            "key." + name,
            () -> key.select("table_name", column).distinct().collectAsList())) {
      found.computeIfAbsent(row.getString(0), table -> new HashSet<>()).add(row.getString(1));
    }
    return found;
  }

  /**
   * Reads one column of every file: Delta would count rows without noticing that files are gone.
   */
  private static long counted(Store store, String name, Dataset<Row> rows) {
    Column isNull = functions.col(rows.columns()[0]).isNull();
    Row counts =
        orDamaged(
            store,
            name,
            () ->
                rows.agg(functions.count_if(isNull), functions.count_if(functions.not(isNull)))
                    .head());
    return counts.getLong(0) + counts.getLong(1);
  }

  private static <T> T orDamaged(Store store, String name, Supplier<T> read) {
    try {
      return read.get();
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

  /** Whether the key has cells of a table. */
  boolean isChanged(Table<?> table) {
    return changed.containsKey(table.name());
  }

  /** Whether the key says that anything was done to a table. */
  boolean isDamaged(Table<?> table) {
    return isChanged(table) || actions.containsKey(table.name());
  }

  /** Clean rows; without an answer key the delivered ones stand for them. */
  Dataset<Row> restored(Table<?> table) {
    return undone(table, cells, new Restore.Damage(changed(table), actions(table)));
  }

  /**
   * The values of one clean column, any number of times each, without looking at the cells of the
   * others.
   */
  Dataset<Row> restoredValues(Table<?> table, String column) {
    Set<String> one = changed(table).contains(column) ? Set.of(column) : Set.of();
    Set<String> gone = actions(table).contains(Restore.DROP) ? Set.of(Restore.DROP) : Set.of();
    Column chosen = functions.col(column);
    Dataset<Row> ofColumn = cells.where(functions.col("column_name").equalTo(column));
    return undone(table, ofColumn, new Restore.Damage(one, gone)).select(chosen);
  }

  private Dataset<Row> undone(Table<?> table, Dataset<Row> itsCells, Restore.Damage damage) {
    return table.isKey()
        ? dirty(table)
        : Restore.restored(table, dirty(table), itsCells, rows, damage);
  }

  private Set<String> changed(Table<?> table) {
    return changed.getOrDefault(table.name(), Set.of());
  }

  private Set<String> actions(Table<?> table) {
    return actions.getOrDefault(table.name(), Set.of());
  }
}
