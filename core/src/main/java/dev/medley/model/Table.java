package dev.medley.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A table: a record class and where its rows go. Made by the factory methods, which say what kind
 * of table it is.
 *
 * @param <R> the record that is one row
 */
public final class Table<R extends Record> {

  /** How the rows lie in folders. */
  public enum Layout {
    /** By {@code event_month} and {@code region}. */
    MONTH_AND_REGION,
    /** By {@code event_date} and {@code region}. */
    DAY_AND_REGION,
    /** By {@code region}. */
    REGION,
    /** One folder, few files. */
    SINGLE
  }

  /** Who may see the table. */
  public enum Kind {
    /** Facts and dimensions: what an analyst is given. */
    DATA,
    /** The truth behind them: part of the answer key. */
    KEY
  }

  private final String name;
  private final Class<R> rowClass;
  private final Layout layout;
  private final Kind kind;
  private final String doc;
  private final double rowsPerMainRow;
  private final List<Column> columns;

  private Table(
      String name,
      Class<R> rowClass,
      Layout layout,
      Kind kind,
      String doc,
      double rowsPerMainRow,
      List<Column> columns) {
    this.name = name;
    this.rowClass = rowClass;
    this.layout = layout;
    this.kind = kind;
    this.doc = doc;
    this.rowsPerMainRow = rowsPerMainRow;
    this.columns = columns;
  }

  private static <R extends Record> Table<R> of(
      String name, Class<R> rowClass, Layout layout, String doc) {
    List<Column> columns = Arrays.stream(rowClass.getRecordComponents()).map(Column::of).toList();
    return new Table<>(name, rowClass, layout, Kind.DATA, doc, 0, columns);
  }

  /**
   * Rows that happen on a day in a region: the record has {@code eventDate} and {@code region}, and
   * the engine adds the published column {@code event_month}.
   */
  public static <R extends Record> Table<R> fact(String name, Class<R> rowClass, String doc) {
    Table<R> table = of(name, rowClass, Layout.MONTH_AND_REGION, doc);
    table.column("event_date");
    table.column("region");
    List<Column> columns = new ArrayList<>(table.columns);
    columns.add(
        new Column(
            "event_month",
            Column.Type.DATE,
            false,
            -1,
            false,
            false,
            false,
            false,
            "First day of the month of event_date; the partition.",
            "",
            Optional.empty(),
            null));
    return new Table<>(
        name, rowClass, Layout.MONTH_AND_REGION, Kind.DATA, doc, 0, List.copyOf(columns));
  }

  /** A fact table of so many rows that its folders are days; it has no {@code event_month}. */
  public static <R extends Record> Table<R> dailyFact(String name, Class<R> rowClass, String doc) {
    Table<R> table = of(name, rowClass, Layout.DAY_AND_REGION, doc);
    table.column("event_date");
    table.column("region");
    return table;
  }

  /** Entities of a region, without a date of their own; the record has {@code region}. */
  public static <R extends Record> Table<R> regional(String name, Class<R> rowClass, String doc) {
    Table<R> table = of(name, rowClass, Layout.REGION, doc);
    table.column("region");
    return table;
  }

  /** A small table without partitions: entities that simulations emit as they begin. */
  public static <R extends Record> Table<R> single(String name, Class<R> rowClass, String doc) {
    return of(name, rowClass, Layout.SINGLE, doc);
  }

  /** The same table as part of the answer key. */
  public Table<R> key() {
    return new Table<>(name, rowClass, layout, Kind.KEY, doc, rowsPerMainRow, columns);
  }

  /** The same table with the number of its rows for each row of the main table, for estimates. */
  public Table<R> perMainRow(double rows) {
    return new Table<>(name, rowClass, layout, kind, doc, rows, columns);
  }

  /** The same table with days for folders, if months were its folders. */
  public Table<R> daily() {
    return layout != Layout.MONTH_AND_REGION
        ? this
        : new Table<>(
            name,
            rowClass,
            Layout.DAY_AND_REGION,
            kind,
            doc,
            rowsPerMainRow,
            columns.stream().filter(c -> !c.name().equals("event_month")).toList());
  }

  /** snake_case, a plural noun. */
  public String name() {
    return name;
  }

  public Class<R> rowClass() {
    return rowClass;
  }

  public Layout layout() {
    return layout;
  }

  public boolean isKey() {
    return kind == Kind.KEY;
  }

  /** Grain and meaning in one or two sentences. */
  public String doc() {
    return doc;
  }

  /** Expected rows for each row of the main table; an estimate, used for plans and progress. */
  public double rowsPerMainRow() {
    return rowsPerMainRow;
  }

  /** Whether rows carry the day on which they happen. */
  public boolean isDated() {
    return layout == Layout.MONTH_AND_REGION || layout == Layout.DAY_AND_REGION;
  }

  /** All columns in order, hidden ones among them. */
  public List<Column> columns() {
    return columns;
  }

  /** The columns that are written. */
  public List<Column> published() {
    return columns.stream().filter(c -> !c.hidden()).toList();
  }

  public List<Column> keyColumns() {
    return columns.stream().filter(Column::key).toList();
  }

  /** The column of that name. */
  public Column column(String columnName) {
    return columns.stream()
        .filter(c -> c.name().equals(columnName))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name + " has no column " + columnName));
  }

  /** Columns that name the folders, outermost first. */
  public List<String> partitionColumns() {
    return switch (layout) {
      case MONTH_AND_REGION -> List.of("event_month", "region");
      case DAY_AND_REGION -> List.of("event_date", "region");
      case REGION -> List.of("region");
      case SINGLE -> List.of();
    };
  }

  @Override
  public String toString() {
    return name;
  }
}
