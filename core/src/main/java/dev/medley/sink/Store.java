package dev.medley.sink;

import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.spark.Schemas;
import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Where the tables of one scenario lie: {@code <path>/<scenario>/<table>} with key tables under
 * {@code _key}, or {@code catalog.schema.<table>} with key tables in {@code catalog.schema_key}.
 *
 * @param output folder or catalog
 * @param scenario whose tables they are
 */
public record Store(RunConfig.Output output, Scenario scenario) {

  /** The engine's own key table of changed values. */
  public static final String CELLS = "cells";

  /** The engine's own key table of dropped and duplicated rows. */
  public static final String ROWS = "rows";

  /** What Spark takes for a pattern in the name of a folder. */
  private static final Pattern GLOB = Pattern.compile("[\\[\\]{}*?\\\\]");

  /**
   * An output with its whole path, as SQL wants it: a folder without one is in the working folder
   * of the file system that Spark writes to by default.
   */
  public static RunConfig.Output located(SparkSession spark, RunConfig.Output output) {
    return output.path().map(folder -> output.at(located(spark, folder))).orElse(output);
  }

  /** A path with what it is relative to. */
  public static String located(SparkSession spark, String folder) {
    try {
      Path path = new Path(folder);
      URI uri =
          path.getFileSystem(spark.sparkContext().hadoopConfiguration())
              .makeQualified(path)
              .toUri();
      return "file".equals(uri.getScheme()) ? uri.getPath() : new Path(uri).toString();
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(folder + " is no folder that Spark can reach: " + e.getMessage(), e);
    }
  }

  /** Folder of the scenario, or {@code catalog.schema}. */
  public String place() {
    return output
        .path()
        .map(p -> p.replaceAll("/+$", "") + "/" + scenario.name())
        .orElseGet(() -> output.catalog().orElseThrow());
  }

  /** Folder of the manifest, and of what is under way and done. Only for outputs with a path. */
  String journal() {
    return place() + "/_medley";
  }

  /** Folder of a data table. Only for outputs with a path. */
  public String path(String table) {
    return place() + "/" + table;
  }

  /** Folder of a key table. Only for outputs with a path. */
  public String keyPath(String table) {
    return place() + "/_key/" + table;
  }

  public boolean isCatalog() {
    return output.catalog().isPresent();
  }

  /** How SQL names a data table: {@code delta.`…`} or {@code catalog.schema.table}. */
  public String sqlName(String table) {
    return isCatalog() ? place() + "." + table : quoted(path(table));
  }

  /** How SQL names a key table. */
  public String keySqlName(String table) {
    return isCatalog() ? place() + "_key." + table : quoted(keyPath(table));
  }

  public String sqlName(Table<?> table) {
    return table.isKey() ? keySqlName(table.name()) : sqlName(table.name());
  }

  private String quoted(String path) {
    return output.format() == RunConfig.Format.DELTA
        ? quoted("delta", path)
        : quoted("parquet", literally(path));
  }

  /** How SQL names the files of a folder. */
  static String quoted(String format, String path) {
    return format + ".`" + path.replace("`", "``") + "`";
  }

  /** A path that Spark takes as it is, and not for a pattern. */
  public static String literally(String path) {
    return GLOB.matcher(path).replaceAll("\\\\$0");
  }

  /** The rows of a data table as they lie there. */
  public Dataset<Row> read(SparkSession spark, String table) {
    return read(spark, sqlName(table), table);
  }

  /** The rows of a key table as they lie there. */
  public Dataset<Row> readKey(SparkSession spark, String table) {
    return read(spark, keySqlName(table), "key." + table);
  }

  private Dataset<Row> read(SparkSession spark, String sqlName, String name) {
    try {
      return spark.table(sqlName);
    } catch (Exception e) {
      // Spark and Delta throw checked exceptions that they do not declare.
      throw new UserError(
          "no readable table "
              + name
              + " of "
              + scenario.name()
              + " in "
              + place()
              + " - generate it first, or check the output and format ("
              + UserError.firstLine(e)
              + ")",
          e);
    }
  }

  /** The rows of a data or key table as they lie there. */
  public Dataset<Row> read(SparkSession spark, Table<?> table) {
    return table.isKey() ? readKey(spark, table.name()) : read(spark, table.name());
  }

  /**
   * The published columns of a table in their order, whatever the order in its files.
   *
   * @throws UserError if there is no such table or it is somebody else's
   */
  public Dataset<Row> published(SparkSession spark, Table<?> table) {
    return checked(read(spark, table), table.name(), Schemas.published(table));
  }

  /**
   * The engine's key table of changed values.
   *
   * @throws UserError if there is none or it is somebody else's
   */
  public Dataset<Row> cells(SparkSession spark) {
    return checked(readKey(spark, CELLS), "key." + CELLS, Schemas.CELLS);
  }

  /**
   * The engine's key table of dropped and duplicated rows.
   *
   * @throws UserError if there is none or it is somebody else's
   */
  public Dataset<Row> rows(SparkSession spark) {
    return checked(readKey(spark, ROWS), "key." + ROWS, Schemas.ROWS);
  }

  private Dataset<Row> checked(Dataset<Row> rows, String name, StructType expected) {
    Map<String, String> actual =
        Arrays.stream(rows.schema().fields())
            .collect(Collectors.toMap(StructField::name, f -> f.dataType().sql(), (a, b) -> a));
    List<String> wrong =
        Arrays.stream(expected.fields())
            .filter(f -> !f.dataType().sql().equals(actual.get(f.name())))
            .map(f -> f.name() + " " + f.dataType().sql())
            .toList();
    if (!wrong.isEmpty()) {
      throw new UserError(
          "table "
              + name
              + " in "
              + place()
              + " is not the one that "
              + scenario.name()
              + " writes: it lacks "
              + String.join(", ", wrong));
    }
    return rows.select(
        Arrays.stream(expected.fields()).map(f -> rows.col(f.name())).toArray(Column[]::new));
  }

  /** Columns that name the folders of a table in this output, outermost first. */
  public List<String> partitionColumns(Table<?> table) {
    return output.grain() == RunConfig.Grain.DAY && table.isDated()
        ? List.of("event_date", "region")
        : table.partitionColumns();
  }

  /** Whether anything of the scenario is there already. */
  public boolean exists(SparkSession spark) {
    if (isCatalog()) {
      return scenario.tables().stream().anyMatch(t -> spark.catalog().tableExists(sqlName(t)));
    }
    Path folder = new Path(place());
    try {
      return folder.getFileSystem(spark.sparkContext().hadoopConfiguration()).exists(folder);
    } catch (IOException e) {
      throw new UserError("cannot look into " + place() + ": " + UserError.firstLine(e), e);
    }
  }

  /** Writes a table in one go, in place of what was there. */
  public void overwrite(Dataset<Row> rows, Table<?> table) {
    String[] partitions = partitionColumns(table).toArray(String[]::new);
    save(rows.write().partitionBy(partitions), table.isKey(), table.name());
  }

  /** Writes a small key table in one go, in place of what was there. */
  public void overwriteKey(Dataset<Row> rows, String table) {
    save(rows.coalesce(1).write(), true, table);
  }

  private void save(DataFrameWriter<Row> writer, boolean isKey, String table) {
    DataFrameWriter<Row> configured =
        writer
            .format(output.format() == RunConfig.Format.DELTA ? "delta" : "parquet")
            .mode(SaveMode.Overwrite)
            .option("overwriteSchema", "true")
            .option("compression", "zstd");
    if (isCatalog()) {
      configured.saveAsTable(isKey ? keySqlName(table) : sqlName(table));
    } else {
      configured.save(isKey ? keyPath(table) : path(table));
    }
  }

  /**
   * A catalogue query made ready to run where the data tables are views of their bare names: {@code
   * key.<table>} becomes the key table's SQL name.
   */
  public String resolve(String sql) {
    return resolve(sql, this::keySqlName);
  }

  /**
   * The same with other names for key tables.
   *
   * @param names the SQL name of a key table
   */
  public static String resolve(String sql, UnaryOperator<String> names) {
    return Pattern.compile("\\bkey\\.(\\w+)")
        .matcher(sql)
        .replaceAll(m -> Matcher.quoteReplacement(names.apply(m.group(1))));
  }
}
