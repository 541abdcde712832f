package dev.medley.verify;

import dev.medley.config.RunConfig;
import dev.medley.sink.Store;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Stands in for the widgets of Databricks, which Spark does not know: those that say where the data
 * is hold the place of an output, any other the default that its notebook gives it.
 */
public final class Widgets {
  private static final Pattern CREATE =
      Pattern.compile(
          "CREATE\\s+WIDGET\\s+\\w+\\s+(\\w+)\\s+DEFAULT\\s+(?:'([^']*)'|\"([^\"]*)\").*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern REMOVE =
      Pattern.compile("REMOVE\\s+WIDGET\\s+\\w+\\s*", Pattern.CASE_INSENSITIVE);
  private static final Pattern MARKER = Pattern.compile("(?<!:):[A-Za-z_]");

  private final Map<String, Object> values = new HashMap<>();

  private Widgets() {}

  /** Widgets of a notebook about an output. */
  public static Widgets of(Store store) {
    Widgets widgets = new Widgets();
    RunConfig.Output output = store.output();
    boolean isDelta = output.format() == RunConfig.Format.DELTA;
    String folder = output.path().orElse("");
    widgets.values.put("folder", (isDelta ? folder : Store.literally(folder)).replace("`", "``"));
    widgets.values.put("format", isDelta ? "delta" : "parquet");
    String[] place = output.catalog().orElse(".").split("\\.", 2);
    widgets.values.put("catalog", place[0]);
    widgets.values.put("schema", place[1]);
    widgets.values.put("key_schema", place[1] + "_key");
    return widgets;
  }

  /**
   * Runs a statement in which {@code :name} is what the widget of that name holds.
   *
   * @return its rows; of a command, none and no columns
   */
  public Dataset<Row> run(SparkSession session, String sql) {
    Matcher created = CREATE.matcher(sql.strip());
    if (created.matches()) {
      String otherwise = created.group(2) == null ? created.group(3) : created.group(2);
      values.putIfAbsent(created.group(1), otherwise);
      return session.emptyDataFrame();
    }
    if (REMOVE.matcher(sql.strip()).matches()) {
      return session.emptyDataFrame();
    }
    return MARKER.matcher(sql).find() ? session.sql(sql, values) : session.sql(sql);
  }
}
