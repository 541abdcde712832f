package dev.medley.mess;

import static org.apache.spark.sql.functions.array_contains;
import static org.apache.spark.sql.functions.arrays_overlap;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import dev.medley.model.Table;
import dev.medley.spark.Schemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/**
 * How often a stage hit what it could hit, counted on the clean table and the answer key.
 *
 * <p>A row counts as eligible if the stage's predicate holds for its clean values and the stage
 * would change something in it: a time on the full hour that is rounded to the hour leaves nothing
 * in the key. Rows that are not there any more do not count: for a stage that drops rows, those
 * that an earlier stage dropped; for the others, those that any stage dropped, since the key keeps
 * no cells of dropped rows.
 *
 * <p>A stage, however, saw what earlier ones had left, and the key compares the clean value with
 * the one that later stages left. {@code doubtful} counts the rows where that may have made a
 * difference: those in which an earlier stage changed a column that this one reads or writes, or a
 * later one a column that this one writes.
 *
 * @param stage the stage
 * @param eligible rows that it could hit
 * @param hits rows that it did hit
 * @param doubtful rows that may be wrongly counted as eligible or not
 */
public record Realised(Stage stage, long eligible, long hits, long doubtful) {
  private static final String MARKS = "_stages";
  private static final int COUNTS = 3;

  /**
   * Counts stages of one table in one pass.
   *
   * @param mess of the run, since what a stage would write depends on its draws
   * @param table the table
   * @param counted stages of the table
   * @param clean its clean rows, with hidden columns if a stage reads them
   * @param cells the key table {@code cells}
   * @param rows the key table {@code rows}
   */
  public static List<Realised> of(
      Mess mess,
      Table<?> table,
      List<Stage> counted,
      Dataset<Row> clean,
      Dataset<Row> cells,
      Dataset<Row> rows) {
    Column[] counts = counts(mess, table, counted).toArray(Column[]::new);
    Row row = marked(table, clean, cells, rows).agg(lit(0), counts).head();
    return from(counted, row, 1);
  }

  /** Clean rows and, beside each, which stages the key says hit it. */
  public static Dataset<Row> marked(
      Table<?> table, Dataset<Row> clean, Dataset<Row> cells, Dataset<Row> rows) {
    Dataset<Row> marks =
        KeyText.parsed(
                cells
                    .select("table_name", "row_key", "stage_id")
                    .union(rows.select("table_name", "row_key", "stage_id"))
                    .where(col("table_name").equalTo(table.name())),
                table)
            .groupBy(KeyText.parsedKey(table))
            .agg(collect_set("stage_id").as(MARKS));
    return clean
        .withColumns(cleanNames(table))
        .join(marks, KeyText.isSameRow(table), "left")
        .withColumn(MARKS, coalesce(col(MARKS), expr("CAST(array() AS ARRAY<STRING>)")));
  }

  /** What to count over {@link #marked} rows: {@value #COUNTS} columns a stage. */
  public static List<Column> counts(Mess mess, Table<?> table, List<Stage> counted) {
    List<Stage> ofTable = mess.stagesOf(table.name());
    List<Column> counts = new ArrayList<>();
    for (Stage stage : counted) {
      Draws draws = new Draws(mess.seed(), mess.scenario(), stage.id(), table);
      List<Stage> earlier = ofTable.stream().takeWhile(s -> !s.id().equals(stage.id())).toList();
      boolean isDrop = stage.action() == Stage.Action.DROP;
      List<Stage> gone =
          (isDrop ? earlier : ofTable)
              .stream().filter(s -> s.action() == Stage.Action.DROP).toList();
      String text = text(stage, draws);
      List<Stage> disturbing =
          ofTable.stream()
              .filter(s -> !s.id().equals(stage.id()))
              .filter(s -> disturbs(s, earlier.contains(s) ? text : written(stage)))
              .toList();
      Column there = not(markedByAny(gone));
      counts.add(count_if(there.and(eligible(table, stage, draws))));
      counts.add(count_if(there.and(array_contains(col(MARKS), stage.id()))));
      counts.add(count_if(there.and(markedByAny(disturbing))));
    }
    return counts;
  }

  /**
   * What was counted.
   *
   * @param counted stages in the order of their {@link #counts}
   * @param row the counts
   * @param first where they begin in the row
   */
  public static List<Realised> from(List<Stage> counted, Row row, int first) {
    List<Realised> realised = new ArrayList<>();
    for (int i = 0; i < counted.size(); i++) {
      int at = first + COUNTS * i;
      realised.add(
          new Realised(counted.get(i), row.getLong(at), row.getLong(at + 1), row.getLong(at + 2)));
    }
    return realised;
  }

  /** Whether the stage reads columns that are not published. */
  public static boolean readsHidden(Table<?> table, Stage stage) {
    String text = text(stage, new Draws(0, "", stage.id(), table));
    return table.columns().stream().anyMatch(c -> c.hidden() && mentions(text, c.name()));
  }

  /** Predicates may ask for clean values by these names, whatever earlier stages did. */
  private static Map<String, Column> cleanNames(Table<?> table) {
    return table.published().stream()
        .collect(Collectors.toMap(c -> "_clean_" + c.name(), c -> col(c.name())));
  }

  private static Column eligible(Table<?> table, Stage stage, Draws draws) {
    Column predicate = expr(stage.where());
    if (stage.action() != Stage.Action.SET) {
      return coalesce(predicate, lit(false));
    }
    Column changes = lit(false);
    for (Stage.Change change : stage.changes()) {
      Column written =
          change.value().apply(draws).cast(Schemas.type(table.column(change.column())));
      changes = changes.or(not(written.eqNullSafe(col(change.column()))));
    }
    // The value may not even be computable where the predicate does not hold.
    return coalesce(when(predicate, changes), lit(false));
  }

  private static Column markedByAny(List<Stage> stages) {
    if (stages.isEmpty()) {
      return lit(false);
    }
    Column[] ids = stages.stream().map(s -> lit(s.id())).toArray(Column[]::new);
    return arrays_overlap(col(MARKS), functions.array(ids));
  }

  private static boolean disturbs(Stage other, String text) {
    return other.changes().stream().anyMatch(c -> mentions(text, c.column()));
  }

  private static String written(Stage stage) {
    return stage.changes().stream().map(Stage.Change::column).collect(Collectors.joining(" "));
  }

  /** All that a stage reads and writes. */
  private static String text(Stage stage, Draws draws) {
    StringBuilder text = new StringBuilder(stage.where());
    for (Stage.Change change : stage.changes()) {
      text.append(' ').append(change.column()).append(' ').append(change.value().apply(draws));
    }
    return text.toString();
  }

  private static boolean mentions(String text, String column) {
    return Pattern.compile("\\b" + Pattern.quote(column) + "\\b").matcher(text).find();
  }
}
