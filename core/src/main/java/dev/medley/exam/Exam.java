package dev.medley.exam;

import dev.medley.config.RunConfig;
import dev.medley.exam.ExamItem.Answer;
import dev.medley.exam.ExamItem.Cleaning;
import dev.medley.exam.ExamItem.Trap;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.verify.Verify;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Tasks about what a run wrote, with right answers that are computed from its own tables: a
 * question for each number of an insight, and a cleaning task for each mess stage. Another seed is
 * another exam.
 *
 * @param scenario name of the scenario
 * @param seed of the run
 * @param items the tasks
 * @param leftOut what this run cannot ask, each with the reason
 */
public record Exam(String scenario, long seed, List<ExamItem> items, List<String> leftOut) {

  /** How far off an answer may be, as a share of the right one. */
  public static final double ACCURACY = 0.01;

  /** How far off it may be where 0 is right. */
  private static final double AROUND_ZERO = 0.0005;

  /** An answer nearer to the trap than to what is right is the trap's. */
  private static final double NEARER = 0.4;

  private static final Pattern KEY = Pattern.compile("\\bkey\\.");

  /** What ids of cleaning tasks begin with. */
  static final String CLEAN = "clean.";

  /**
   * Makes the exam of a run.
   *
   * @param config the run
   * @param queries answers SQL about its tables
   * @param step hears of each query
   */
  public static Exam of(
      RunConfig config, Function<String, Dataset<Row>> queries, Consumer<String> step) {
    return new Maker(config, queries, step).exam();
  }

  /** How many queries it takes to make one. */
  public static int steps(RunConfig config) {
    return config.scenario().insights().size() + 2;
  }

  /** Collects the tasks. */
  private static final class Maker {
    private final RunConfig config;
    private final Scenario scenario;
    private final Function<String, Dataset<Row>> queries;
    private final Consumer<String> step;
    private final List<ExamItem> items = new ArrayList<>();
    private final List<String> leftOut = new ArrayList<>();

    Maker(RunConfig config, Function<String, Dataset<Row>> queries, Consumer<String> step) {
      this.config = config;
      this.scenario = config.scenario();
      this.queries = queries;
      this.step = step;
    }

    Exam exam() {
      step.accept("rows of " + scenario.mainTable().name());
      long mainRows =
          config.tables().contains(scenario.mainTable().name())
              ? queries.apply("SELECT 1 FROM " + scenario.mainTable().name()).count()
              : 0;
      for (Insight insight : scenario.insights()) {
        step.accept("question " + insight.id());
        Optional<String> reason = unanswerable(insight.sql());
        if (reason.isPresent()) {
          leftOut.add(insight.id() + " " + reason.get());
        } else {
          questions(insight, mainRows);
        }
      }
      step.accept("answer key");
      cleaning();
      return new Exam(scenario.name(), config.seed(), List.copyOf(items), List.copyOf(leftOut));
    }

    private Optional<String> unanswerable(String sql) {
      return KEY.matcher(sql).find()
          ? Optional.of("asks the answer key, which who is examined has not got")
          : Verify.of(config).lacking(sql);
    }

    private List<String> tablesOf(String sql) {
      return Verify.mentioned(scenario, sql).stream()
          .filter(t -> !t.isKey())
          .map(Table::name)
          .toList();
    }

    private void questions(Insight insight, long mainRows) {
      Row row;
      try {
        row = onlyRow(insight.sql());
      } catch (Exception e) {
        // Spark throws checked exceptions that it does not declare.
        leftOut.add(insight.id() + ": " + UserError.firstLine(e));
        return;
      }
      Optional<Row> trap = trap(insight);
      List<String> tables = tablesOf(insight.sql());
      for (Expected expected : insight.expected()) {
        String id = insight.id() + "." + expected.column();
        Optional<Double> gold = number(row, expected.column());
        if (gold.isEmpty()) {
          leftOut.add(id + " has no number in this run");
          continue;
        }
        Wording.Words words = Wording.of(insight, expected.column(), scenario.asks(), tables);
        items.add(
            new ExamItem(
                id,
                words.question(),
                words.paraphrases(),
                Wording.unit(insight.id(), expected.column(), scenario.asks()),
                tables,
                answer(
                    insight,
                    expected,
                    gold.get(),
                    trap.flatMap(t -> number(t, expected.column())),
                    mainRows)));
      }
    }

    /** What who takes no care gets; nobody falls into a trap that gives no number. */
    private Optional<Row> trap(Insight insight) {
      if (insight.naiveSql().isEmpty() || unanswerable(insight.naiveSql()).isPresent()) {
        return Optional.empty();
      }
      try {
        return Optional.of(onlyRow(insight.naiveSql()));
      } catch (Exception e) {
        return Optional.empty();
      }
    }

    private static Answer answer(
        Insight insight, Expected expected, double gold, Optional<Double> naive, long mainRows) {
      double tolerance = tolerance(gold);
      List<Trap> traps = new ArrayList<>();
      if (naive.isPresent() && Math.abs(naive.get() - gold) > 1e-9 * Math.max(1, Math.abs(gold))) {
        double apart = NEARER * Math.abs(naive.get() - gold);
        tolerance = Math.min(tolerance, apart);
        traps.add(
            new Trap(
                naive.get(),
                Math.min(tolerance(naive.get()), apart),
                insight.naiveSql(),
                insight.naive()));
      }
      String note = "";
      if (mainRows < insight.minRows()) {
        note =
            String.format(
                Locale.ROOT,
                "what is expected holds from %,d rows on, there are %,d",
                insight.minRows(),
                mainRows);
      } else if (!expected.accepts(gold)) {
        note = "this run's number is not the expected one";
      }
      return new Answer(
          gold, tolerance, insight.sql(), expected.column(), traps, expected.text(), note);
    }

    private static double tolerance(double value) {
      return value == 0 ? AROUND_ZERO : ACCURACY * Math.abs(value);
    }

    private Row onlyRow(String sql) {
      List<Row> rows = queries.apply(sql).limit(2).collectAsList();
      if (rows.size() != 1) {
        throw new UserError("the query gives " + (rows.isEmpty() ? "no row" : "more than one row"));
      }
      return rows.get(0);
    }

    private static Optional<Double> number(Row row, String column) {
      if (!Arrays.asList(row.schema().fieldNames()).contains(column)) {
        return Optional.empty();
      }
      Object value = row.getAs(column);
      if (value instanceof Boolean isTrue) {
        return Optional.of(isTrue ? 1.0 : 0.0);
      }
      return value instanceof Number number
          ? Optional.of(
                  number instanceof BigDecimal decimal
                      ? decimal.doubleValue()
                      : number.doubleValue())
              .filter(Double::isFinite)
          : Optional.empty();
    }

    private void cleaning() {
      List<Stage> stages =
          scenario.stages().stream().filter(s -> config.tables().contains(s.table())).toList();
      if (!config.output().key()) {
        leftOut.add("cleaning tasks: the run wrote no answer key");
        return;
      }
      Map<String, Long> rows = new HashMap<>();
      queries
          .apply(
              "SELECT stage_id, count(DISTINCT table_name, row_key) AS n FROM (SELECT stage_id,"
                  + " table_name, row_key FROM key.cells UNION ALL SELECT stage_id, table_name,"
                  + " row_key FROM key.rows) GROUP BY stage_id")
          .collectAsList()
          .forEach(row -> rows.put(row.getString(0), row.getLong(1)));
      for (Stage stage : stages) {
        long hit = rows.getOrDefault(stage.id(), 0L);
        if (hit == 0) {
          leftOut.add(CLEAN + stage.id() + " hit no row in this run");
          continue;
        }
        String key =
            config.table(stage.table()).keyColumns().stream()
                .map(Column::name)
                .collect(Collectors.joining("|"));
        Wording.Words words = Wording.ofCleaning(stage, key);
        items.add(
            new ExamItem(
                CLEAN + stage.id(),
                words.question(),
                words.paraphrases(),
                "rows for medley score, by " + key,
                List.of(stage.table()),
                new Cleaning(hit, keySql(stage))));
      }
    }

    private static String keySql(Stage stage) {
      return stage.action() == Stage.Action.SET
          ? "SELECT DISTINCT row_key, column_name FROM key.cells WHERE stage_id = '"
              + stage.id()
              + "'"
          : "SELECT DISTINCT row_key FROM key.rows WHERE stage_id = '" + stage.id() + "'";
    }
  }
}
