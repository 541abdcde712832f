package dev.medley.report;

import dev.medley.model.Chart;
import dev.medley.model.UserError;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A chart with its points.
 *
 * @param chart what is drawn
 * @param columns names of the query's columns
 * @param rows the points: numbers, text or null
 * @param absent why there are no points; empty if there are
 */
public record Picture(Chart chart, List<String> columns, List<List<Object>> rows, String absent) {
  private static final MathContext SHOWN = new MathContext(6);
  private static final String NOTHING = "These tables have no rows for this picture.";

  /** Asks for the points. A query that fails leaves its reason where the picture would be. */
  static Picture of(Chart chart, Function<String, Dataset<Row>> ask) {
    try {
      return asked(chart, ask);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      return absent(chart, "The query failed: " + UserError.firstLine(e));
    }
  }

  /**
   * Asks for the points.
   *
   * @throws UserError if the query gives other columns than the kind of chart takes, or too many
   *     rows to be drawn
   */
  public static Picture asked(Chart chart, Function<String, Dataset<Row>> ask) {
    Dataset<Row> answer = ask.apply(chart.sql());
    List<String> columns = List.of(answer.columns());
    if (!chart.kind().takes(columns.size())) {
      throw new UserError(
          chart.id() + " gives " + columns + ", which is not what a " + chart.kind() + " takes");
    }
    List<Row> found = answer.limit(Chart.MOST_POINTS + 1).collectAsList();
    if (found.size() > Chart.MOST_POINTS) {
      throw new UserError(chart.id() + " gives more than " + Chart.MOST_POINTS + " points");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (Row row : found) {
      List<Object> values = new ArrayList<>();
      for (int c = 0; c < row.size(); c++) {
        values.add(plain(row.get(c)));
      }
      rows.add(values);
    }
    int measure = chart.kind().measure();
    boolean isEmpty = rows.stream().allMatch(row -> row.get(measure) == null);
    return new Picture(chart, columns, rows, isEmpty ? NOTHING : "");
  }

  static Picture absent(Chart chart, String why) {
    return new Picture(chart, List.of(), List.of(), why);
  }

  /** A number of six digits, or text. */
  private static Object plain(Object value) {
    if (value instanceof Long || value instanceof Integer || value instanceof Short) {
      return ((Number) value).longValue();
    }
    if (value instanceof Number number) {
      double real = number.doubleValue();
      return Double.isFinite(real) ? new BigDecimal(real).round(SHOWN).doubleValue() : null;
    }
    return value == null ? null : value.toString();
  }

  /** What stands above the columns of the data, as far as they have names of their own. */
  List<String> headings() {
    return switch (chart.kind()) {
      case LINE, BAR, STACKED, SCATTER, SURVIVAL -> named(chart.x(), chart.y(), "series");
      case HEATMAP -> named(chart.x(), chart.y(), chart.value());
      case MAP -> named(chart.x(), chart.y(), chart.value(), "place");
      case SANKEY -> named("from", "to", chart.value());
      case FUNNEL -> named(chart.x(), chart.y());
      case BOX ->
          named(
              chart.x(),
              "5th percentile",
              "25th percentile",
              "median",
              "75th percentile",
              "95th percentile");
      case CONTROL -> named(chart.x(), chart.y(), "centre", "lower limit", "upper limit");
    };
  }

  private List<String> named(String... names) {
    return Arrays.asList(names).subList(0, columns.size());
  }
}
