package dev.medley.mess;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.raise_error;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.when;

import dev.medley.model.Table;
import dev.medley.spark.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/**
 * Values as the answer key writes them: as text, instants in UTC. The expressions mean the same in
 * every session, whatever its time zone.
 */
public final class KeyText {

  /** How a dropped row is written as JSON, for {@code to_json} and {@code from_json}. */
  public static final Map<String, String> JSON_OPTIONS =
      Map.of(
          "timestampNTZFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
          "timestampFormat", "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
          "timeZone", "UTC",
          "mode", "FAILFAST");

  private static final String PARSED = "_key_";
  private static final String ZONE = "(Z|[+-]\\d\\d:?\\d\\d)$";

  private KeyText() {}

  /** A row's key: its key columns as text, joined by {@code |}. */
  public static Column rowKey(Table<?> table) {
    return concat_ws("|", table.keyColumns().stream().map(KeyText::text).toArray(Column[]::new));
  }

  /**
   * The answer key's lines of a table with the columns of its key beside the {@code row_key}, NULL
   * where the text is no key of the table. Joins then compare numbers and dates, and the many rows
   * of the table need not be turned into text to meet the few of the key.
   */
  public static Dataset<Row> parsed(Dataset<Row> lines, Table<?> table) {
    List<dev.medley.model.Column> key = table.keyColumns();
    Map<String, Column> columns = new LinkedHashMap<>();
    for (int i = 0; i < key.size(); i++) {
      Column text =
          key.size() == 1 ? col("row_key") : get(split(col("row_key"), "\\|", -1), lit(i));
      columns.put(PARSED + key.get(i).name(), exact(text, key.get(i)).try_cast(type(key.get(i))));
    }
    return lines.withColumns(columns);
  }

  /** The columns that {@link #parsed} adds. */
  public static Column[] parsedKey(Table<?> table) {
    return table.keyColumns().stream().map(c -> col(PARSED + c.name())).toArray(Column[]::new);
  }

  /** Whether a row and a parsed line of the answer key are about the same. */
  public static Column isSameRow(Table<?> table) {
    return table.keyColumns().stream()
        .map(c -> col(c.name()).equalTo(col(PARSED + c.name())))
        .reduce(Column::and)
        .orElseThrow();
  }

  /**
   * A row's key as the answer key writes it, from the forms in which common tools write numbers,
   * dates and times; as it is where it is no key of the table.
   */
  static Column canonical(Column rowKey, Table<?> table) {
    List<dev.medley.model.Column> key = table.keyColumns();
    if (key.size() == 1) {
      return canonical(rowKey, key.get(0));
    }
    Column parts = split(rowKey, "\\|", -1);
    List<Column> texts = new ArrayList<>();
    for (int i = 0; i < key.size(); i++) {
      texts.add(canonical(get(parts, lit(i)), key.get(i)));
    }
    return when(size(parts).equalTo(key.size()), concat_ws("|", texts.toArray(Column[]::new)))
        .otherwise(rowKey);
  }

  private static Column canonical(Column given, dev.medley.model.Column column) {
    Column trimmed = trim(given);
    Column value =
        switch (column.type()) {
          case BIGINT, INT, SMALLINT -> {
            // A table with a gap in a column of whole numbers comes back from some tools as 7.0.
            Column number = trimmed.try_cast(DataTypes.createDecimalType(38, 6));
            yield when(number.equalTo(floor(number)), floor(number).try_cast(type(column)));
          }
          case TIMESTAMP ->
              when(trimmed.rlike(ZONE), trimmed)
                  .otherwise(concat(trimmed, lit("Z")))
                  .try_cast(DataTypes.TimestampType);
          case TIMESTAMP_NTZ, DATE -> trimmed.try_cast(type(column));
          case STRING, BOOLEAN, DOUBLE, MONEY -> given;
        };
    return coalesce(text(value, column), given);
  }

  /** A column's value as text. */
  public static Column text(dev.medley.model.Column column) {
    return text(col(column.name()), column);
  }

  private static Column text(Column value, dev.medley.model.Column column) {
    if (column.type() != dev.medley.model.Column.Type.TIMESTAMP) {
      return value.cast(DataTypes.StringType);
    }
    Column wallClockOfUtc =
        timestamp_add(
            "MICROSECOND", unix_micros(value), expr("TIMESTAMP_NTZ'1970-01-01 00:00:00'"));
    return wallClockOfUtc.cast(DataTypes.StringType);
  }

  /** A column's value from its text. */
  static Column value(Column text, dev.medley.model.Column column) {
    return exact(text, column).cast(type(column));
  }

  private static Column exact(Column text, dev.medley.model.Column column) {
    boolean isInstant = column.type() == dev.medley.model.Column.Type.TIMESTAMP;
    return isInstant ? concat(text, lit("Z")) : text;
  }

  private static DataType type(dev.medley.model.Column column) {
    return Schemas.type(column);
  }

  /** A dropped row from its JSON. A key without it is broken, and no row of NULLs may hide that. */
  static Column row(Column json, Table<?> table) {
    Column missing =
        raise_error(lit("the answer key has no content for a dropped row of " + table.name()))
            .cast(DataTypes.StringType);
    return from_json(coalesce(json, missing), Schemas.published(table), JSON_OPTIONS);
  }
}
