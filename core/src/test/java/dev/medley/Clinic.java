package dev.medley;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.when;

import dev.medley.config.RunConfig;
import dev.medley.mess.Mess;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Detection;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Questions;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import dev.medley.spark.Schemas;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A scenario for tests, small and made by hand: every column type, NULLs both ways, two stages on
 * one cell, dropped rows, rows delivered two and three times. Which rows a stage hits is plain
 * arithmetic on the row number, so that tests can say what must come out.
 */
public class Clinic implements Scenario {
  static final int ROWS = 1200;

  @Columns(
      """
      visit_id     | key | Number of the visit.
      site_id      | -> sites | siteId.
      arrival_ts   | wall clock | Door time; NULL if nobody wrote it down.
      sent_at      | instant | sentAt.
      score        | 3 decimals | score.
      level        | | level.
      wait_minutes | | waitMinutes.
      charge_usd   | money | chargeUsd.
      note         | | Free text as typed.
      birth_date   | date | birthDate.
      urgent       | | urgent.
      event_date   | date | eventDate.
      _shielded    | | shielded.
      """)
  record Visit(
      long visitId,
      long siteId,
      Long arrivalTs,
      Long sentAt,
      Double score,
      Short level,
      Integer waitMinutes,
      Long chargeUsd,
      String note,
      Integer birthDate,
      Boolean urgent,
      int eventDate,
      boolean shielded) {}

  @Columns(
      """
      site_id   | key | siteId.
      site_name | | siteName.
      """)
  record Site(long siteId, String siteName) {}

  @Columns(
      """
      site_id    | key, -> sites | siteId.
      read_at    | key, instant | readAt.
      celsius    | | celsius.
      event_date | date | eventDate.
      """)
  record Reading(long siteId, long readAt, double celsius, int eventDate) {}

  @Columns(
      """
      visit_id      | key, -> visits | visitId.
      patient_class | | patientClass.
      event_date    | date | eventDate.
      """)
  record Truth(long visitId, String patientClass, int eventDate) {}

  public static final Table<?> VISITS =
      Table.fact("visits", Visit.class, "One visit.").perMainRow(1);
  public static final Table<?> SITES = Table.regional("sites", Site.class, "One site.");
  public static final Table<?> READINGS =
      Table.dailyFact("readings", Reading.class, "One reading of the fridge of a site.");
  public static final Table<?> TRUTHS =
      Table.fact("truths", Truth.class, "Who a visitor was.").key();

  /** Rows of a hit: {@code id % every = first}, where id is the row's number. */
  private record Hits(int every, int first) {
    Column column() {
      return col("_id").mod(every).equalTo(first);
    }
  }

  private static final Map<String, Hits> HITS =
      Map.of(
          "score_missing", new Hits(4, 0),
          "score_zero", new Hits(4, 0),
          "arrival_guessed", new Hits(2, 1),
          "all_garbled", new Hits(8, 5),
          "shielded_note", new Hits(2, 0),
          "case_lost", new Hits(20, 7),
          "double_entry", new Hits(25, 3),
          "resent", new Hits(50, 3),
          "probe_offline", new Hits(10, 1));

  private static final List<Detection> DETECTIONS =
      List.of(
          new Detection(
              "score_missing",
              "Which scores has nobody written down?",
              "SELECT 'visits' AS table_name, visit_id AS row_key, 'score_missing' AS stage_id"
                  + " FROM visits WHERE score IS NULL AND visit_id % 4 = 0",
              0.8,
              100,
              "many a visit never had a score",
              "SELECT 'visits' AS table_name, visit_id AS row_key, 'score_missing' AS stage_id"
                  + " FROM visits WHERE score IS NULL"));

  private static final Map<String, Messed> MADE = new ConcurrentHashMap<>();

  private final List<Target> targets;
  private final List<Insight> insights;

  public Clinic() {
    this(
        List.of(
            new Target(
                "sites_per_region",
                "sites",
                "SELECT count(*) AS n FROM sites",
                List.of(new Expected("n", 4, 4, "4")),
                1,
                "design")),
        List.of(
            new Insight(
                "frequent_visits",
                "Who comes often?",
                "SELECT avg(CASE WHEN t.patient_class = 'FREQUENT' THEN 1.0 ELSE 0.0 END) AS share,"
                    + " max(v.level) AS top_level FROM visits v"
                    + " JOIN key.truths t ON t.visit_id = v.visit_id",
                List.of(
                    new Expected("share", 0.2, 0.3, "0.25 ± 0.05"),
                    new Expected("top_level", 1, Double.POSITIVE_INFINITY, ">= 1")),
                100,
                "aliases count as new visitors",
                "SELECT 1D / count(DISTINCT level) AS share FROM visits WHERE level < 3",
                "1.2")));
  }

  public Clinic(List<Target> targets, List<Insight> insights) {
    this.targets = targets;
    this.insights = insights;
  }

  @Override
  public About about() {
    return new About(
        "clinic",
        "Clinic visits",
        "A clinic with four sites.\nNobody knows why it is full.",
        "site",
        List.of("1.2"),
        Horizon.of("2024-01-01", "2024-02-29"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(VISITS, SITES, READINGS, TRUTHS);
  }

  @Override
  public List<Rule> rules() {
    return List.of();
  }

  @Override
  public List<Stage> stages() {
    return List.of(
        Stage.on("visits", "score_missing")
            .doc("Nobody wrote the score down.")
            .where("score IS NOT NULL")
            .rate(.25)
            .setNull("score"),
        Stage.on("visits", "score_zero")
            .where("urgent")
            .rate(.25)
            .set("score", "CAST(0 AS DOUBLE)"),
        Stage.on("visits", "arrival_guessed")
            .where("arrival_ts IS NULL")
            .rate(.5)
            .set("arrival_ts", "TIMESTAMP_NTZ'2024-02-29 12:00:00.5'"),
        Stage.on("visits", "all_garbled")
            .rate(.125)
            .change("sent_at", d -> expr("sent_at + INTERVAL 1 HOUR"))
            .change("level", d -> expr("CAST(-1 AS SMALLINT)"))
            .change("wait_minutes", d -> expr("nullif(wait_minutes, wait_minutes)"))
            .change("charge_usd", d -> expr("CAST(charge_usd * 100 AS DECIMAL(12,2))"))
            .change("note", d -> expr("reverse(note)"))
            .change("birth_date", d -> expr("add_months(birth_date, 1200)"))
            .change("urgent", d -> expr("NOT urgent"))
            .change("site_id", d -> expr("site_id + 9000"))
            .done(),
        Stage.on("visits", "shielded_note").where("_shielded").rate(.5).set("note", "'[hidden]'"),
        Stage.on("visits", "case_lost").rate(.05).drop(),
        Stage.on("visits", "double_entry").rate(.04).duplicate(),
        Stage.on("visits", "resent").rate(.02).duplicate(),
        Stage.on("readings", "probe_offline").rate(.1).drop());
  }

  @Override
  public Questions questions() {
    return new Questions(insights, targets, List.of(), DETECTIONS, List.of(), List.of());
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return ROWS / 4.0;
  }

  @Override
  public Simulator simulator(World world) {
    throw new UnsupportedOperationException("the clinic's rows are made by SQL");
  }

  /** A table's clean rows with its hidden columns and the row number {@code _id}. */
  public Dataset<Row> simulated(SparkSession spark, Table<?> table) {
    String day = "date_add(DATE'2024-01-01', CAST(id % 60 AS INT))";
    String region =
        "element_at(array('NORTHEAST','MIDWEST','SOUTH','WEST'), CAST(id % 4 + 1 AS INT))";
    return switch (table.name()) {
      case "visits" ->
          spark
              .range(0, ROWS, 1, 1)
              .selectExpr(
                  "id AS _id",
                  "id + 100 AS visit_id",
                  "id % 4 + 1 AS site_id",
                  "nullif(TIMESTAMP_NTZ'2024-01-01 00:00:00' + make_dt_interval(0, 0, 0, id *"
                      + " 6173.123457), CASE WHEN id % 3 = 0 THEN TIMESTAMP_NTZ'2024-01-01"
                      + " 00:00:00' + make_dt_interval(0, 0, 0, id * 6173.123457) END) AS"
                      + " arrival_ts",
                  "nullif(timestamp_micros(1709999990000000 + id * 1234567891), CASE WHEN id % 16 ="
                      + " 13 THEN timestamp_micros(1709999990000000 + id * 1234567891) END) AS"
                      + " sent_at",
                  "CASE WHEN id % 5 <> 1 THEN round(id / 7D - 50, 3) END AS score",
                  "CASE WHEN id % 6 <> 1 THEN CAST(id % 5 + 1 AS SMALLINT) END AS level",
                  "CASE WHEN id % 4 <> 2 THEN CAST(id * 3 AS INT) END AS wait_minutes",
                  "CASE WHEN id % 9 <> 4 THEN CAST(id * 1.07 - 200 AS DECIMAL(12,2)) END AS"
                      + " charge_usd",
                  "CASE WHEN id % 8 = 2 THEN '' WHEN id % 16 <> 5 THEN"
                      + " concat('Größe \\\"', id, '\\\" \\\\ | \\n', chr(9)) END AS note",
                  "CASE WHEN id % 10 <> 6 THEN date_sub(DATE'1970-03-01', CAST(id * 29 AS INT)) END"
                      + " AS birth_date",
                  "CASE WHEN id % 7 <> 6 THEN id % 3 = 1 END AS urgent",
                  day + " AS event_date",
                  region + " AS region",
                  "trunc(" + day + ", 'MM') AS event_month",
                  "id % 3 = 0 AS _shielded");
      case "sites" ->
          spark
              .range(0, 4, 1, 1)
              .selectExpr(
                  "id AS _id",
                  "id + 1 AS site_id",
                  "concat('Site ', id) AS site_name",
                  region + " AS region");
      case "readings" ->
          spark
              .range(0, 400, 1, 1)
              .selectExpr(
                  "id AS _id",
                  "id % 4 + 1 AS site_id",
                  "timestamp_micros(1711843200000000 + id * 900000000) AS read_at",
                  "4 + id % 7 / 10D AS celsius",
                  day + " AS event_date",
                  region + " AS region");
      case "truths" ->
          spark
              .range(0, ROWS, 1, 1)
              .selectExpr(
                  "id AS _id",
                  "id + 100 AS visit_id",
                  "CASE WHEN id % 4 = 0 THEN 'FREQUENT' ELSE 'REGULAR' END AS patient_class",
                  day + " AS event_date",
                  region + " AS region",
                  "trunc(" + day + ", 'MM') AS event_month");
      default -> throw new IllegalArgumentException(table.name());
    };
  }

  /** A table's clean rows as they are published. */
  public Dataset<Row> clean(SparkSession spark, Table<?> table) {
    return simulated(spark, table).select(columns(table, "")).to(Schemas.published(table));
  }

  /** The mess of a run of seed 1 with some rates of its own. */
  public Mess mess(Map<String, Double> rates) {
    return new Mess(1, name(), stages(), rates);
  }

  /** The stage of that id. */
  public Stage stage(String id) {
    return stages().stream().filter(s -> s.id().equals(id)).findFirst().orElseThrow();
  }

  /**
   * A table after its stages, with what they did.
   *
   * @param dirty published rows
   * @param cells lines of the key table {@code cells}
   * @param rows lines of the key table {@code rows}
   */
  public record Messed(Dataset<Row> dirty, Dataset<Row> cells, Dataset<Row> rows) {}

  /** Applies the stages of a table to its clean rows. Made once and kept. */
  public Messed messed(SparkSession spark, Table<?> table) {
    return MADE.computeIfAbsent(
        table.name(),
        name -> {
          Messed messed = applied(spark, table);
          return new Messed(kept(messed.dirty()), kept(messed.cells()), kept(messed.rows()));
        });
  }

  private static Dataset<Row> kept(Dataset<Row> rows) {
    return rows.sparkSession().createDataFrame(rows.collectAsList(), rows.schema());
  }

  private Messed applied(SparkSession spark, Table<?> table) {
    Dataset<Row> rows = simulated(spark, table);
    List<Column> cleanCopies = new ArrayList<>(List.of(col("*")));
    table.published().forEach(c -> cleanCopies.add(col(c.name()).as("_clean_" + c.name())));
    rows = rows.select(cleanCopies.toArray(Column[]::new));
    Column dropped = lit(false);
    List<Stage> stages = stages().stream().filter(s -> s.table().equals(table.name())).toList();
    for (Stage stage : stages) {
      Column hit = HITS.get(stage.id()).column().and(expr(stage.where()));
      List<Column> changed = new ArrayList<>(List.of(col("*"), hit.as("_hit_" + stage.id())));
      for (Stage.Change change : stage.changes()) {
        Column old = col(change.column());
        Column written =
            change.value().apply(null).cast(rows.schema().apply(change.column()).dataType());
        changed.add(when(hit, written).otherwise(old).as("_new_" + change.column()));
        changed.add(
            hit.and(not(written.eqNullSafe(old))).as("_cell_" + stage.id() + change.column()));
      }
      rows = rows.select(changed.toArray(Column[]::new));
      for (Stage.Change change : stage.changes()) {
        rows =
            rows.drop(change.column())
                .withColumnRenamed("_new_" + change.column(), change.column());
      }
      if (stage.action() == Stage.Action.DROP) {
        dropped = dropped.or(hit);
      }
    }
    return split(kept(rows.withColumn("_dropped", dropped)), table, stages);
  }

  private static Messed split(Dataset<Row> rows, Table<?> table, List<Stage> stages) {
    Dataset<Row> there = rows.where("NOT _dropped");
    Dataset<Row> dirty = there;
    Dataset<Row> cells = rows.sparkSession().createDataFrame(List.of(), Schemas.CELLS);
    Dataset<Row> actions = rows.sparkSession().createDataFrame(List.of(), Schemas.ROWS);
    Column rowKey =
        org.apache.spark.sql.functions.concat_ws(
            "|",
            table.keyColumns().stream()
                .map(c -> col(c.name()).cast("string"))
                .toArray(Column[]::new));
    String region = "region";
    String date = table.isDated() ? "event_date" : "CAST(NULL AS DATE)";
    for (Stage stage : stages) {
      for (Stage.Change change : stage.changes()) {
        cells =
            cells.union(
                there
                    .where(col("_cell_" + stage.id() + change.column()))
                    .select(
                        lit(table.name()),
                        rowKey,
                        lit(stage.id()),
                        lit(change.column()),
                        col("_clean_" + change.column()).cast("string"),
                        col(change.column()).cast("string"),
                        expr(date),
                        expr(region)));
      }
      if (stage.action() == Stage.Action.SET) {
        continue;
      }
      boolean isDrop = stage.action() == Stage.Action.DROP;
      Dataset<Row> hit = (isDrop ? rows : there).where(col("_hit_" + stage.id()));
      Column json =
          to_json(
              struct(columns(table, "_clean_")),
              Map.of(
                  "timestampNTZFormat",
                  "yyyy-MM-dd'T'HH:mm:ss.SSSSSS",
                  "timestampFormat",
                  "yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX"));
      actions =
          actions.union(
              hit.select(
                  lit(table.name()),
                  rowKey,
                  lit(stage.id()),
                  lit(isDrop ? "drop" : "duplicate"),
                  isDrop ? json : lit(null),
                  expr(date),
                  expr(region)));
      dirty = isDrop ? dirty : dirty.union(hit);
    }
    return new Messed(
        dirty.select(columns(table, "")).to(Schemas.published(table)), cells, actions);
  }

  private static Column[] columns(Table<?> table, String prefix) {
    return table.published().stream()
        .map(c -> col(prefix + c.name()).as(c.name()))
        .toArray(Column[]::new);
  }

  /** Where the clinic's tables lie below a folder. */
  public Store store(String folder, RunConfig.Format format) {
    return new Store(
        new RunConfig.Output(
            Optional.of(folder), Optional.empty(), format, RunConfig.Grain.MONTH, false, true),
        this);
  }

  /** Writes all tables, messed, and their key. */
  public Store write(SparkSession spark, String folder, RunConfig.Format format) {
    Store store = store(folder, format);
    Dataset<Row> cells = spark.createDataFrame(List.of(), Schemas.CELLS);
    Dataset<Row> rows = spark.createDataFrame(List.of(), Schemas.ROWS);
    for (Table<?> table : tables()) {
      Messed messed = messed(spark, table);
      store.overwrite(messed.dirty().coalesce(1), table);
      cells = cells.union(messed.cells());
      rows = rows.union(messed.rows());
    }
    store.overwriteKey(cells, Store.CELLS);
    store.overwriteKey(rows, Store.ROWS);
    return store;
  }
}
