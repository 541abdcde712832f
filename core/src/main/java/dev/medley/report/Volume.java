package dev.medley.report;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;

import dev.medley.model.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How many rows a table has.
 *
 * @param table its name; key tables as {@code key.<name>}
 * @param rows all of them
 * @param parts rows by period and, within it, region; the period is empty where a table has no
 *     date, and the region where it has none
 */
record Volume(String table, long rows, SortedMap<String, SortedMap<String, Long>> parts) {
  private static final String DATE = "event_date";

  /** How long a period is. */
  enum Period {
    MONTH("yyyy-MM"),
    DAY("yyyy-MM-dd");

    private final String pattern;

    Period(String pattern) {
      this.pattern = pattern;
    }
  }

  /** Counts a table in one pass. */
  static Volume of(String table, Dataset<Row> rows, Period period) {
    List<String> columns = Arrays.asList(rows.columns());
    List<org.apache.spark.sql.Column> groups = new ArrayList<>();
    groups.add(
        columns.contains(DATE)
            ? coalesce(date_format(col(DATE), period.pattern), lit("without a date"))
            : lit(""));
    groups.add(
        columns.contains(Column.REGION)
            ? coalesce(col(Column.REGION), lit("without a region"))
            : lit(""));
    SortedMap<String, SortedMap<String, Long>> parts = new TreeMap<>();
    long all = 0;
    for (Row part :
        rows.select(groups.get(0).as("period"), groups.get(1).as("part"))
            .groupBy("period", "part")
            .agg(count(lit(1)).as("n"))
            .collectAsList()) {
      parts
          .computeIfAbsent(part.getString(0), p -> new TreeMap<>())
          .put(part.getString(1), part.getLong(2));
      all += part.getLong(2);
    }
    return new Volume(table, all, parts);
  }

  boolean isDated() {
    return !parts.isEmpty() && !parts.firstKey().isEmpty();
  }

  long in(String period) {
    return parts.getOrDefault(period, new TreeMap<>()).values().stream()
        .mapToLong(Long::longValue)
        .sum();
  }
}
