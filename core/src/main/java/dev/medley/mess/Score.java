package dev.medley.mess;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;

import dev.medley.model.Table;
import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * How well an analyst's detections match the answer key, for one stage or over all of them.
 *
 * <p>A <em>defect</em> of a stage is a row that it changed, dropped or duplicated, however many
 * cells of it. A row is <em>flagged</em> for a stage if a detection that counts for the stage names
 * it. A detection counts for
 *
 * <ul>
 *   <li>the stage in its {@code stage_id}, if it has one;
 *   <li>otherwise every stage of its table; if it has a {@code column_name}, only those that change
 *       that column, which leaves out stages that drop or duplicate rows.
 * </ul>
 *
 * A flagged row is <em>detected</em> if it is a defect of the stage and, where the detections name
 * columns, the stage changed one of these in it; otherwise it is a false alarm, charged to every
 * stage that it is flagged for. The overall line asks only which rows are wrong: its defects are
 * the distinct rows that any stage touched, its flagged rows those that any detection names, and a
 * row is detected if it is for any stage. Detections that are given twice count once.
 *
 * @param table table of the stage, or {@link #OVERALL}
 * @param stage its id, or {@link #OVERALL}
 * @param defects rows that the stage touched
 * @param flagged rows that the detections name for it
 * @param detected rows that are both
 */
public record Score(String table, String stage, long defects, long flagged, long detected) {

  /** Table and stage of the line over all stages. */
  public static final String OVERALL = "ALL";

  private static final List<String> REQUIRED = List.of("table_name", "row_key");
  private static final List<String> OPTIONAL = List.of("column_name", "stage_id");

  /** Share of flagged rows that are defects; null if nothing was flagged. */
  public Double precision() {
    return flagged == 0 ? null : (double) detected / flagged;
  }

  /** Share of defects that were flagged; null if there are none. */
  public Double recall() {
    return defects == 0 ? null : (double) detected / defects;
  }

  /** Harmonic mean of precision and recall; null if there are neither defects nor flagged rows. */
  public Double f1() {
    return flagged + defects == 0 ? null : 2.0 * detected / (flagged + defects);
  }

  /**
   * Scores detections against an answer key.
   *
   * @param tables the scenario's tables
   * @param stages its stages
   * @param cells the key table {@code cells}
   * @param rows the key table {@code rows}
   * @param detections rows with {@code table_name} and {@code row_key} and, if known, {@code
   *     column_name} and {@code stage_id}, each of which may be NULL
   * @return a line for each stage in their order, and the overall line
   * @throws UserError if the detections have other columns, or name what the scenario lacks
   */
  public static List<Score> of(
      List<Table<?>> tables,
      List<Stage> stages,
      Dataset<Row> cells,
      Dataset<Row> rows,
      Dataset<Row> detections) {
    Dataset<Row> detected = normal(detections);
    checkNames(tables, stages, detected);
    Dataset<Row> defects = defects(cells, rows);
    Dataset<Row> matched = matched(stages, defects, detected);

    Map<String, Long> defectsByStage =
        counts(defects.select("table_name", "stage_id", "row_key").distinct());
    Map<String, Row> matchedByStage =
        matched
            .groupBy("table_name", "stage_id", "row_key")
            .agg(max("hit").as("hit"))
            .groupBy("table_name", "stage_id")
            .agg(count(lit(1)), count_if(col("hit")))
            .collectAsList()
            .stream()
            .collect(Collectors.toMap(r -> name(r.getString(0), r.getString(1)), r -> r));
    List<Score> scores = new ArrayList<>();
    for (Stage stage : stages) {
      String name = name(stage.table(), stage.id());
      Row row = matchedByStage.get(name);
      scores.add(
          new Score(
              stage.table(),
              stage.id(),
              defectsByStage.getOrDefault(name, 0L),
              row == null ? 0 : row.getLong(2),
              row == null ? 0 : row.getLong(3)));
    }
    scores.add(
        new Score(
            OVERALL,
            OVERALL,
            defects.select("table_name", "row_key").distinct().count(),
            detected.select("table_name", "row_key").distinct().count(),
            matched.where("hit").select("table_name", "row_key").distinct().count()));
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

  /** The four columns as text, missing ones NULL, each detection once. */
  private static Dataset<Row> normal(Dataset<Row> detections) {
    List<String> given = Arrays.asList(detections.columns());
    boolean isComplete = given.containsAll(REQUIRED);
    boolean isKnown = given.stream().allMatch(c -> REQUIRED.contains(c) || OPTIONAL.contains(c));
    if (!isComplete || !isKnown) {
      throw new UserError(
          "detections have the columns "
              + String.join(", ", given)
              + " - they need table_name, row_key and may have column_name, stage_id");
    }
    List<Column> columns = new ArrayList<>();
    REQUIRED.forEach(c -> columns.add(col(c).cast(DataTypes.StringType).as(c)));
    for (String optional : OPTIONAL) {
      Column value = given.contains(optional) ? col(optional) : lit(null);
      columns.add(value.cast(DataTypes.StringType).as(optional));
    }
    return detections.select(columns.toArray(Column[]::new)).distinct();
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

  /** A line for each detection and stage that it counts for, and whether it hit a defect. */
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
    Dataset<Row> k = defects.withColumn("hit", lit(true)).as("k");
    Column same =
        col("c.table_name")
            .equalTo(col("k.table_name"))
            .and(col("c.stage_id").equalTo(col("k.stage_id")))
            .and(col("c.row_key").equalTo(col("k.row_key")))
            .and(
                col("c.column_name")
                    .isNull()
                    .or(col("c.column_name").equalTo(col("k.column_name"))));
    return charged
        .join(k, same, "left")
        .select(
            col("c.table_name"),
            col("c.stage_id"),
            col("c.row_key"),
            coalesce(col("k.hit"), lit(false)).as("hit"));
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

  private static Map<String, Long> counts(Dataset<Row> rows) {
    return rows.groupBy("table_name", "stage_id").count().collectAsList().stream()
        .collect(Collectors.toMap(r -> name(r.getString(0), r.getString(1)), r -> r.getLong(2)));
  }

  private static String name(String table, String stage) {
    return table + '.' + stage;
  }
}
