package dev.medley.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table: a record class and where its rows go. Made by the factory methods, which say what kind
 * of table it is.
 *
 * @param <R> the record that is one row
 */
public final class Table<R extends Record> {
  private static final String EVENT_DATE = "event_date";
  private static final String EVENT_MONTH = "event_month";

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

  /** Who emits the rows. */
  public enum Origin {
    /** Cells, each those of its own entities. */
    CELL,
    /** Nobody's entities: the same rows however many units there are, so they are cheap to read. */
    REFERENCE
  }

  /**
   * How many rows to expect.
   *
   * @param perMainRow for each row of the main table
   * @param perUnit for each unit, however long the horizon
   * @param fixed in every world
   */
  private record Volume(double perMainRow, double perUnit, double fixed) {}

  private final String name;
  private final Class<R> rowClass;
  private final Layout layout;
  private final Kind kind;
  private final String doc;
  private final Volume volume;
  private final Origin origin;
  private final List<Column> columns;

  private Table(
      String name,
      Class<R> rowClass,
      Layout layout,
      Kind kind,
      String doc,
      Volume volume,
      Origin origin,
      List<Column> columns) {
    this.name = name;
    this.rowClass = rowClass;
    this.layout = layout;
    this.kind = kind;
    this.doc = doc;
    this.volume = volume;
    this.origin = origin;
    this.columns = columns;
  }

  private static <R extends Record> Table<R> of(
      String name, Class<R> rowClass, Layout layout, String doc) {
    List<Column> columns = new ArrayList<>(Column.of(rowClass));
    boolean isDated = layout == Layout.MONTH_AND_REGION || layout == Layout.DAY_AND_REGION;
    if (isDated && columns.stream().noneMatch(c -> c.name().equals(EVENT_DATE))) {
      throw new IllegalArgumentException(name + " has no " + EVENT_DATE);
    }
    if (layout != Layout.SINGLE) {
      Optional<Column> region =
          columns.stream().filter(c -> c.name().equals(Column.REGION)).findFirst();
      if (region.isEmpty()) {
        columns.add(Column.filled(Column.REGION, Column.Type.STRING, "Region; names the folder."));
      } else if (region.get().accessor() != null) {
        // A row whose region is not its cell's would be missed by whoever asks for the region.
        throw new IllegalArgumentException(name + ": the engine fills region, not the record");
      }
    }
    if (layout == Layout.MONTH_AND_REGION) {
      columns.add(
          Column.filled(
              EVENT_MONTH,
              Column.Type.DATE,
              "First day of the month of event_date; names the folder."));
    }
    return new Table<>(
        name,
        rowClass,
        layout,
        Kind.DATA,
        doc,
        new Volume(0, 0, 0),
        Origin.CELL,
        List.copyOf(columns));
  }

  /**
   * Rows that happen on a day in a region: the record has {@code eventDate}, and the engine adds
   * the published columns {@code region} and {@code event_month}.
   */
  public static <R extends Record> Table<R> fact(String name, Class<R> rowClass, String doc) {
    return of(name, rowClass, Layout.MONTH_AND_REGION, doc);
  }

  /** A fact table of so many rows that its folders are days; it has no {@code event_month}. */
  public static <R extends Record> Table<R> dailyFact(String name, Class<R> rowClass, String doc) {
    return of(name, rowClass, Layout.DAY_AND_REGION, doc);
  }

  /** Entities of a region, without a date of their own; the engine adds {@code region}. */
  public static <R extends Record> Table<R> regional(String name, Class<R> rowClass, String doc) {
    return of(name, rowClass, Layout.REGION, doc);
  }

  /** A small table without partitions: entities that simulations emit as they begin. */
  public static <R extends Record> Table<R> single(String name, Class<R> rowClass, String doc) {
    return of(name, rowClass, Layout.SINGLE, doc);
  }

  /** The same table as part of the answer key. */
  public Table<R> key() {
    return new Table<>(name, rowClass, layout, Kind.KEY, doc, volume, origin, columns);
  }

  /**
   * The same table, with rows that belong to no cell: a simulator emits them for the world or for a
   * region, and reading it alone simulates nothing.
   */
  public Table<R> reference() {
    return new Table<>(name, rowClass, layout, kind, doc, volume, Origin.REFERENCE, columns);
  }

  /** The same table with the number of its rows for each row of the main table, for estimates. */
  public Table<R> perMainRow(double rows) {
    return sized(new Volume(rows, volume.perUnit, volume.fixed));
  }

  /** The same table with the number of its rows for each unit, for estimates. */
  public Table<R> perUnit(double rows) {
    return sized(new Volume(volume.perMainRow, rows, volume.fixed));
  }

  /** The same table with the number of its rows in every world, for estimates. */
  public Table<R> rows(double rows) {
    return sized(new Volume(volume.perMainRow, volume.perUnit, rows));
  }

  private Table<R> sized(Volume rows) {
    return new Table<>(name, rowClass, layout, kind, doc, rows, origin, columns);
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
            volume,
            origin,
            columns.stream().filter(c -> !c.name().equals(EVENT_MONTH)).toList());
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

  /** Whether its rows belong to no cell. */
  public boolean isReference() {
    return origin == Origin.REFERENCE;
  }

  /** Expected rows for each row of the main table. */
  public double rowsPerMainRow() {
    return volume.perMainRow;
  }

  /** Expected rows for each unit, besides. */
  public double rowsPerUnit() {
    return volume.perUnit;
  }

  /** Expected rows of a world; an estimate, used for plans and progress. */
  public double expectedRows(double mainRows, double units) {
    return volume.perMainRow * mainRows + volume.perUnit * units + volume.fixed;
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
