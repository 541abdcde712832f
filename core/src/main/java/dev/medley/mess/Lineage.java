package dev.medley.mess;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.medley.model.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the mess stages make of one table. The messy table and its part of the answer key are two
 * projections of the same expressions over the same clean rows, so they cannot disagree.
 */
public final class Lineage {

  /** Where a row of a table without days lies among the others; see {@link #dirty}. */
  public static final String PLACE = "_place";

  private static final String COPY = "_copy";
  private static final String CLEAN = "_clean_";
  private static final String HIT = "_hit_";
  private static final String CELL =
      "struct<stage_id:string,column_name:string,clean_value:string,dirty_value:string>";
  private static final String ROW = "struct<stage_id:string,action:string,clean_row:string>";

  private static final List<String> FOLDERS = List.of("event_date", "event_month", "region");

  private final Table<?> table;
  private final List<Stage> stages;
  private final Mess mess;

  /** The lineage of a table under a run's mess; stages of rate 0 do not take part. */
  public Lineage(Mess mess, Table<?> table) {
    this.mess = mess;
    this.table = table;
    this.stages = mess.stagesOf(table.name()).stream().filter(s -> mess.rate(s) > 0).toList();
  }

  /**
   * Whether stages can be applied to tables at all.
   *
   * @throws IllegalArgumentException if a stage is of no table or changes what it must not: a key,
   *     by which a row is found again, or what names its folder
   */
  public static void check(List<Table<?>> tables, List<Stage> stages) {
    for (Stage stage : stages) {
      Table<?> table =
          tables.stream()
              .filter(t -> t.name().equals(stage.table()))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "stage " + stage.id() + " is of no table: " + stage.table()));
      for (Stage.Change change : stage.changes()) {
        if (table.column(change.column()).key() || FOLDERS.contains(change.column())) {
          throw new IllegalArgumentException(
              "stage " + stage.id() + " changes " + table.name() + "." + change.column());
        }
      }
    }
  }

  /** How often the clean rows must be delivered: once, and once more for each duplicating stage. */
  public int copies() {
    return 1 + (int) stages.stream().filter(s -> s.action() == Stage.Action.DUPLICATE).count();
  }

  public boolean changesCells() {
    return stages.stream().anyMatch(s -> s.action() == Stage.Action.SET);
  }

  public boolean changesRows() {
    return stages.stream().anyMatch(s -> s.action() != Stage.Action.SET);
  }

  /**
   * The messy table. Rows without days have their {@link #PLACE} besides, a number by which they
   * are to be sorted: whoever simulates them has an order of his own, the frequent before the rare,
   * say, and a copy comes soon after its row. The place is drawn by key and copy, so it tells
   * neither, and is the same however the work is cut up.
   *
   * @param clean published and hidden columns, delivered {@link #copies()} times
   */
  public Dataset<Row> dirty(Dataset<Row> clean) {
    Dataset<Row> rows = staged(clean, Purpose.TABLE);
    Optional<Column> dropped = dropped();
    if (dropped.isPresent()) {
      rows = rows.where(not(dropped.get()));
    }
    if (copies() > 1) {
      Column extra = lit(0);
      for (Stage stage : of(Stage.Action.DUPLICATE)) {
        extra = extra.plus(when(col(HIT + stage.id()), 1).otherwise(0));
      }
      rows = rows.where(col(COPY).equalTo(0).or(col(COPY).leq(extra)));
    }
    List<Column> columns = new ArrayList<>();
    table.published().forEach(c -> columns.add(col(c.name())));
    if (!table.isDated()) {
      columns.add(drawnPlace());
    }
    return rows.select(columns.toArray(Column[]::new));
  }

  private Column drawnPlace() {
    Column copy = copies() > 1 ? col(COPY) : lit(0);
    return new Draws(mess.seed(), mess.scenario(), "place in " + table.name(), table)
        .order(copy)
        .as(PLACE);
  }

  /**
   * The changed cells of rows that are still there: the key table {@code cells}. A cell that two
   * stages touched has two rows with the same clean and the same final value.
   *
   * @param clean published and hidden columns, each row once
   */
  public Dataset<Row> cells(Dataset<Row> clean) {
    Dataset<Row> rows = staged(clean.where(drawn(Stage.Action.SET)), Purpose.KEY);
    List<Column> entries = new ArrayList<>();
    Column anyHit = lit(false);
    for (Stage stage : of(Stage.Action.SET)) {
      Column hit = col(HIT + stage.id());
      anyHit = anyHit.or(hit);
      for (Stage.Change change : stage.changes()) {
        Column was = col(CLEAN + change.column());
        Column is = col(change.column());
        entries.add(
            when(
                hit.and(not(was.eqNullSafe(is))),
                struct(
                    lit(stage.id()).as("stage_id"),
                    lit(change.column()).as("column_name"),
                    was.cast("string").as("clean_value"),
                    is.cast("string").as("dirty_value"))));
      }
    }
    Dataset<Row> hits = rows.where(anyHit);
    Optional<Column> dropped = dropped();
    if (dropped.isPresent()) {
      hits = hits.where(not(dropped.get()));
    }
    return hits.select(withPlace(exploded(entries, CELL)))
        .where(col("e").isNotNull())
        .select(
            ordered(
                col("e.stage_id"),
                col("e.column_name"),
                col("e.clean_value"),
                col("e.dirty_value")));
  }

  /**
   * The dropped rows, with what they held, and the duplicated ones: the key table {@code rows}.
   *
   * @param clean published and hidden columns, each row once
   */
  public Dataset<Row> rows(Dataset<Row> clean) {
    Dataset<Row> rows =
        staged(clean.where(drawn(Stage.Action.DROP, Stage.Action.DUPLICATE)), Purpose.KEY);
    Column content =
        to_json(
            struct(
                table.published().stream()
                    .map(c -> col(isChanged(c.name()) ? CLEAN + c.name() : c.name()).as(c.name()))
                    .toArray(Column[]::new)),
            KeyText.JSON_OPTIONS);
    List<Column> entries = new ArrayList<>();
    Column anyHit = lit(false);
    Column gone = lit(false);
    for (Stage stage : of(Stage.Action.DROP)) {
      Column hit = col(HIT + stage.id());
      anyHit = anyHit.or(hit);
      entries.add(when(hit.and(not(gone)), entry(stage, "drop", content)));
      gone = gone.or(hit);
    }
    for (Stage stage : of(Stage.Action.DUPLICATE)) {
      Column hit = col(HIT + stage.id());
      anyHit = anyHit.or(hit);
      entries.add(when(hit.and(not(gone)), entry(stage, "duplicate", lit(null).cast("string"))));
    }
    return rows.where(anyHit)
        .select(withPlace(exploded(entries, ROW)))
        .where(col("e").isNotNull())
        .select(ordered(col("e.stage_id"), col("e.action"), col("e.clean_row")));
  }

  /** One row an entry. The type is given, since without stages there is no entry to have one. */
  private static Column exploded(List<Column> entries, String type) {
    return explode(array(entries.toArray(Column[]::new)).cast("array<" + type + ">")).as("e");
  }

  private static Column entry(Stage stage, String action, Column content) {
    return struct(
        lit(stage.id()).as("stage_id"), lit(action).as("action"), content.as("clean_row"));
  }

  private enum Purpose {
    TABLE,
    KEY
  }

  /**
   * The rows after all stages, with {@code _hit_} columns where they are needed and, for the key,
   * clean values.
   */
  private Dataset<Row> staged(Dataset<Row> clean, Purpose purpose) {
    Dataset<Row> rows = clean;
    Map<String, Column> kept = new LinkedHashMap<>();
    for (dev.medley.model.Column column : table.columns()) {
      boolean asked =
          stages.stream().anyMatch(s -> s.where().contains(CLEAN + column.name()))
              || (purpose == Purpose.KEY && isChanged(column.name()));
      if (asked) {
        kept.put(CLEAN + column.name(), col(column.name()));
      }
    }
    if (!kept.isEmpty()) {
      rows = rows.withColumns(kept);
    }
    for (Stage stage : stages) {
      Draws draws = draws(stage);
      Column eligible = coalesce(expr(stage.where()), lit(false));
      // The draw first: it is cheap, and few rows pass it.
      Column hit = drawn(stage).and(eligible);
      Map<String, Column> next = new LinkedHashMap<>();
      // All columns of a stage at once: every call has Spark analyse the whole plan again.
      for (Stage.Change change : stage.changes()) {
        String type = table.column(change.column()).sqlType();
        Column value = change.value().apply(draws).cast(type);
        next.put(change.column(), when(hit, value).otherwise(col(change.column())));
      }
      if (purpose == Purpose.KEY || stage.action() != Stage.Action.SET) {
        next.put(HIT + stage.id(), hit);
      }
      rows = rows.withColumns(next);
    }
    return rows;
  }

  private Draws draws(Stage stage) {
    return new Draws(mess.seed(), mess.scenario(), stage.id(), table);
  }

  private Column drawn(Stage stage) {
    return draws(stage).hits(mess.rate(stage));
  }

  /** Whether a stage of these actions can hit a row: all that the key must look at more closely. */
  private Column drawn(Stage.Action... actions) {
    return Arrays.stream(actions)
        .flatMap(action -> of(action).stream())
        .map(this::drawn)
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private boolean isChanged(String column) {
    return changed().contains(column);
  }

  private Set<String> changed() {
    Set<String> columns = new LinkedHashSet<>();
    for (Stage stage : stages) {
      stage.changes().forEach(c -> columns.add(c.column()));
    }
    return columns;
  }

  private List<Stage> of(Stage.Action action) {
    return stages.stream().filter(s -> s.action() == action).toList();
  }

  private Optional<Column> dropped() {
    return of(Stage.Action.DROP).stream().map(s -> col(HIT + s.id())).reduce(Column::or);
  }

  /** The row's key and entry with its folder columns, where the table has them. */
  private Column[] withPlace(Column entry) {
    List<Column> columns = new ArrayList<>();
    columns.add(KeyText.rowKey(table).as("row_key"));
    columns.add(entry);
    for (String place : List.of("event_date", "region", "event_month")) {
      if (table.columns().stream().anyMatch(c -> c.name().equals(place))) {
        columns.add(col(place));
      }
    }
    return columns.toArray(Column[]::new);
  }

  private Column[] ordered(Column... entry) {
    List<Column> columns = new ArrayList<>();
    columns.add(lit(table.name()).as("table_name"));
    columns.add(col("row_key"));
    columns.addAll(List.of(entry));
    columns.add(place("event_date", "date"));
    columns.add(place("region", "string"));
    columns.add(place("event_month", "date"));
    return columns.toArray(Column[]::new);
  }

  private Column place(String column, String type) {
    boolean present = table.columns().stream().anyMatch(c -> c.name().equals(column));
    if (present) {
      return col(column);
    }
    if (column.equals("event_month") && table.isDated()) {
      return expr("trunc(event_date, 'MONTH')").as(column);
    }
    return lit(null).cast(type).as(column);
  }
}
