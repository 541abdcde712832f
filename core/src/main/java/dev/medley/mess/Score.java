package dev.medley.mess;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.levenshtein;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import dev.medley.model.Table;
import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well an analyst's detections match the answer key, for one stage or over all of them.
 *
 * <p>A <em>defect</em> of a stage is a row that it changed, dropped or duplicated, however many
 * cells of it. A detection counts for
 *
 * <ul>
 *   <li>the stage in its {@code stage_id}, if it has one;
 *   <li>otherwise every stage of its table; if it has a {@code column_name}, only those that change
 *       that column, which leaves out stages that drop or duplicate rows.
 * </ul>
 *
 * A defect is <em>detected</em> if a detection that counts for the stage names its row and, where
 * the detections name columns, the stage changed one of these in it. The overall line asks only
 * which rows are wrong: its defects are the distinct rows that any stage touched, its
 * <em>flagged</em> rows those that any detection names, and a row is detected if it is for any
 * stage. A find without a stage is right or wrong, whatever caused the defect, so a stage has
 * flagged rows and a precision only where it is named, and no find in its table lacks a stage.
 * Detections that are given twice count once.
 *
 * @param table table of the stage, or {@link #OVERALL}
 * @param stage its id, or {@link #OVERALL}
 * @param defects rows that the stage touched
 * @param flagged rows that the detections name, in a stage's line those that they name as its; null
 *     for a stage that none names, or if one in its table names no stage
 * @param detected defects that the detections name
 */
public record Score(String table, String stage, long defects, Long flagged, long detected) {

  /** Table and stage of the line over all stages. */
  public static final String OVERALL = "ALL";

  private static final List<String> REQUIRED = List.of("table_name", "row_key");
  private static final List<String> OPTIONAL = List.of("column_name", "stage_id");
  private static final String[] USING_KEY = {"row_key"};

  /** How tools write that there is no value, in capitals. */
  private static final Object[] NOTHING = {"", "NA", "N/A", "NAN", "NULL", "NONE"};

  /** Share of flagged rows that are defects; null if nothing was flagged, or flagged is unknown. */
  public Double precision() {
    return flagged == null || flagged == 0 ? null : Double.valueOf((double) detected / flagged);
  }

  /** Share of defects that were flagged; null if there are none. */
  public Double recall() {
    return defects == 0 ? null : (double) detected / defects;
  }

  /**
   * Harmonic mean of precision and recall; null if there are neither defects nor flagged rows, and
   * if flagged is unknown.
   */
  public Double f1() {
    return flagged == null || flagged + defects == 0
        ? null
        : Double.valueOf(2.0 * detected / (flagged + defects));
  }

  /**
   * Scores detections against an answer key.
   *
   * @param tables the scenario's tables
   * @param stages its stages
   * @param cells the key table {@code cells}
   * @param rows the key table {@code rows}
   * @param detections rows with {@code table_name} and {@code row_key} and, if known, {@code
   *     column_name} and {@code stage_id}, each of which may be NULL; further columns are ignored
   * @return a line for each stage in their order, and the overall line
   * @throws UserError if the detections lack a column, or name what the scenario lacks
   */
  public static List<Score> of(
      List<Table<?>> tables,
      List<Stage> stages,
      Dataset<Row> cells,
      Dataset<Row> rows,
      Dataset<Row> detections) {
    Dataset<Row> detected = normal(tables, detections);
    checkNames(tables, stages, detected);
    Dataset<Row> defects = defects(cells, rows);
    Dataset<Row> matched = matched(stages, defects, detected);

    Map<String, Long> defectsByStage =
        counts(defects.select("table_name", "stage_id", "row_key").distinct());
    Map<String, Long> matchedByStage =
        counts(matched.select("table_name", "stage_id", "row_key").distinct());
    Map<String, Long> flaggedByStage = flaggedByStage(detected);
    List<Score> scores = new ArrayList<>();
    for (Stage stage : stages) {
      String name = name(stage.table(), stage.id());
      scores.add(
          new Score(
              stage.table(),
              stage.id(),
              defectsByStage.getOrDefault(name, 0L),
              flaggedByStage.get(name),
              matchedByStage.getOrDefault(name, 0L)));
    }
    scores.add(
        new Score(
            OVERALL,
            OVERALL,
            defects.select("table_name", "row_key").distinct().count(),
            detected.select("table_name", "row_key").distinct().count(),
            matched.select("table_name", "row_key").distinct().count()));
    return scores;
  }

  /** Scores as a table: table_name, stage_id, defects, flagged, detected, precision, recall, f1. */
  public static Dataset<Row> table(SparkSession spark, List<Score> scores) {
    StructType schema =
        new StructType()
            .add("table_name", DataTypes.StringType)
            .add("stage_id", DataTypes.StringType)
            .add("defects", DataTypes.LongType)
            .add("flagged", DataTypes.LongType)
            .add("detected", DataTypes.LongType)
            .add("precision", DataTypes.DoubleType)
            .add("recall", DataTypes.DoubleType)
            .add("f1", DataTypes.DoubleType);
    List<Row> rows =
        scores.stream()
            .map(
                s ->
                    RowFactory.create(
                        s.table,
                        s.stage,
                        s.defects,
                        s.flagged,
                        s.detected,
                        s.precision(),
                        s.recall(),
                        s.f1()))
            .toList();
    return spark.createDataFrame(rows, schema);
  }

  /**
   * Says which detections name rows that a table has not got: how many, one of them, and the key
   * that comes nearest to it.
   *
   * @param tables the scenario's tables
   * @param published reads a table as it was delivered
   * @param rows the key table {@code rows}, which has what was dropped
   * @param detections as for {@link #of}
   * @return a line for each table of which rows are named that it has not got
   */
  public static List<String> strangers(
      List<Table<?>> tables,
      Function<Table<?>, Dataset<Row>> published,
      Dataset<Row> rows,
      Dataset<Row> detections) {
    Dataset<Row> detected = normal(tables, detections);
    List<String> named =
        detected.select("table_name").distinct().as(Encoders.STRING()).collectAsList();
    List<String> lines = new ArrayList<>();
    for (Table<?> table : tables) {
      if (!named.contains(table.name()) || table.isKey()) {
        continue;
      }
      Column isOfTable = col("table_name").equalTo(table.name());
      Dataset<Row> real =
          published
              .apply(table)
              .select(KeyText.rowKey(table).as("row_key"))
              .union(rows.where(isOfTable).select("row_key"));
      Dataset<Row> strange =
          detected.where(isOfTable).select("row_key").distinct().join(real, USING_KEY, "left_anti");
      long count = strange.count();
      if (count > 0) {
        String example = strange.orderBy("row_key").head().getString(0);
        String nearest =
            real
                .orderBy(levenshtein(col("row_key"), lit(example)), col("row_key"))
                .takeAsList(1)
                .stream()
                .map(r -> "; the nearest row is '" + r.getString(0) + "'")
                .findFirst()
                .orElse("");
        lines.add(
            String.format(
                Locale.ROOT,
                "%,d row_key%s of %s %s no row of it, for one '%s'%s",
                count,
                count == 1 ? "" : "s",
                table.name(),
                count == 1 ? "is" : "are",
                example,
                nearest));
      }
    }
    return lines;
  }

  /** The four columns as text, missing ones NULL, each detection once. */
  private static Dataset<Row> normal(List<Table<?>> tables, Dataset<Row> detections) {
    Map<String, String> given = new LinkedHashMap<>();
    for (String name : detections.columns()) {
      given.putIfAbsent(plain(name), name);
    }
    if (!given.keySet().containsAll(REQUIRED)) {
      throw new UserError(
          "detections have the columns "
              + String.join(", ", given.keySet())
              + " - they need table_name, row_key and may have column_name, stage_id");
    }
    for (String optional : OPTIONAL) {
      given.keySet().stream()
          .filter(name -> !given.containsKey(optional))
          .filter(name -> !UserError.suggestion(name, List.of(optional)).isEmpty())
          .findFirst()
          .ifPresent(
              name -> {
                throw UserError.unknown("column of detections", name, List.of(optional));
              });
    }
    List<Column> columns = new ArrayList<>();
    REQUIRED.forEach(c -> columns.add(text(detections, given.get(c)).as(c)));
    for (String optional : OPTIONAL) {
      Column value =
          given.containsKey(optional)
              ? text(detections, given.get(optional))
              : lit(null).cast(DataTypes.StringType);
      columns.add(when(upper(value).isin(NOTHING), null).otherwise(value).as(optional));
    }
    Dataset<Row> plain = detections.select(columns.toArray(Column[]::new));
    Column key = col("row_key");
    for (Table<?> table : tables) {
      key =
          when(col("table_name").equalTo(table.name()), KeyText.canonical(col("row_key"), table))
              .otherwise(key);
    }
    return plain.withColumn("row_key", key).distinct();
  }

  /** A header's name without the marks and capitals that tools add. */
  private static String plain(String header) {
    return header.replace("\uFEFF", "").strip().toLowerCase(Locale.ROOT);
  }

  private static Column text(Dataset<Row> rows, String column) {
    return trim(rows.col("`" + column.replace("`", "``") + "`").cast(DataTypes.StringType));
  }

  private static void checkNames(List<Table<?>> all, List<Stage> stages, Dataset<Row> detections) {
    if (!detections.where("row_key IS NULL OR table_name IS NULL").isEmpty()) {
      throw new UserError("detections must not have a NULL table_name or row_key");
    }
    List<Row> names =
        detections.select("table_name", "column_name", "stage_id").distinct().collectAsList();
    List<Table<?>> tables = all.stream().filter(t -> !t.isKey()).toList();
    for (Row row : names) {
      Table<?> table =
          tables.stream()
              .filter(t -> t.name().equals(row.getString(0)))
              .findFirst()
              .orElseThrow(
                  () ->
                      UserError.unknown(
                          "table_name",
                          row.getString(0),
                          tables.stream().map(Table::name).toList()));
      check(
          "column_name of " + table.name(),
          row.getString(1),
          table.published().stream().map(dev.medley.model.Column::name).toList());
      check(
          "stage_id of " + table.name(),
          row.getString(2),
          stages.stream().filter(s -> s.table().equals(table.name())).map(Stage::id).toList());
    }
  }

  private static void check(String what, String name, List<String> valid) {
    if (name != null && !valid.contains(name)) {
      throw UserError.unknown(what, name, valid);
    }
  }

  /** What the key says: a line for each changed cell and, without a column, for each row action. */
  private static Dataset<Row> defects(Dataset<Row> cells, Dataset<Row> rows) {
    Column noColumn = lit(null).cast(DataTypes.StringType).as("column_name");
    return cells
        .select("table_name", "stage_id", "row_key", "column_name")
        .union(rows.select(col("table_name"), col("stage_id"), col("row_key"), noColumn));
  }

  /** A line for each detection that hit a defect, and the stage for which it did. */
  private static Dataset<Row> matched(
      List<Stage> stages, Dataset<Row> defects, Dataset<Row> detections) {
    Dataset<Row> d = detections.as("d");
    Dataset<Row> s = broadcast(lines(stages, detections.sparkSession())).as("s");
    Column counts =
        col("d.table_name")
            .equalTo(col("s.table_name"))
            .and(col("d.stage_id").isNull().or(col("d.stage_id").equalTo(col("s.stage_id"))))
            .and(
                col("d.column_name")
                    .isNull()
                    .or(col("d.stage_id").isNotNull())
                    .or(col("d.column_name").equalTo(col("s.column_name"))));
    Dataset<Row> charged =
        d.join(s, counts)
            .select("d.table_name", "s.stage_id", "d.row_key", "d.column_name")
            .distinct()
            .as("c");
    Dataset<Row> k = defects.as("k");
    Column same =
        col("c.table_name")
            .equalTo(col("k.table_name"))
            .and(col("c.stage_id").equalTo(col("k.stage_id")))
            .and(col("c.row_key").equalTo(col("k.row_key")))
            .and(
                col("c.column_name")
                    .isNull()
                    .or(col("c.column_name").equalTo(col("k.column_name"))));
    return charged.join(k, same).select(col("c.table_name"), col("c.stage_id"), col("c.row_key"));
  }

  /** A line for each stage and column that it changes; one without a column if it changes none. */
  private static Dataset<Row> lines(List<Stage> stages, SparkSession spark) {
    List<Row> lines = new ArrayList<>();
    for (Stage stage : stages) {
      if (stage.changes().isEmpty()) {
        lines.add(RowFactory.create(stage.table(), stage.id(), null));
      }
      for (Stage.Change change : stage.changes()) {
        lines.add(RowFactory.create(stage.table(), stage.id(), change.column()));
      }
    }
    StructType schema =
        new StructType()
            .add("table_name", DataTypes.StringType)
            .add("stage_id", DataTypes.StringType)
            .add("column_name", DataTypes.StringType);
    return spark.createDataFrame(lines, schema);
  }

  /** Rows by the stage that the detections name, for tables in which each names one. */
  private static Map<String, Long> flaggedByStage(Dataset<Row> detections) {
    List<String> mixed =
        detections
            .where("stage_id IS NULL")
            .select("table_name")
            .distinct()
            .as(Encoders.STRING())
            .collectAsList();
    return counts(
        detections
            .where(not(col("table_name").isInCollection(mixed)))
            .select("table_name", "stage_id", "row_key")
            .distinct());
  }

  private static Map<String, Long> counts(Dataset<Row> rows) {
    return rows.groupBy("table_name", "stage_id").count().collectAsList().stream()
        .collect(Collectors.toMap(r -> name(r.getString(0), r.getString(1)), r -> r.getLong(2)));
  }

  private static String name(String table, String stage) {
    return table + '.' + stage;
  }
}
