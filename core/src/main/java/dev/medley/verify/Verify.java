package dev.medley.verify;

import dev.medley.config.RunConfig;
import dev.medley.mess.Mess;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import dev.medley.spark.Sessions;
import dev.medley.world.Horizon;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Checks what a run wrote, from the tables alone: their structure, the scenario's targets and
 * insights, whether the traps bite, and how often each mess stage hit.
 *
 * @param store where the tables lie
 * @param horizon days that dated rows may have
 * @param regions regions that rows may have
 * @param tables names of the tables that the run wrote; queries that mention others are skipped
 * @param mess of the run
 * @param cleanSource a table's clean rows with its hidden columns, straight from the simulator;
 *     without it, stages that read hidden columns are skipped
 */
public record Verify(
    Store store,
    Horizon horizon,
    List<String> regions,
    List<String> tables,
    Mess mess,
    Optional<Function<Table<?>, Dataset<Row>>> cleanSource) {

  /** Name of the key table that holds the result. */
  public static final String REPORT = "quality_report";

  private static final StructType REPORT_SCHEMA =
      new StructType()
          .add("kind", DataTypes.StringType)
          .add("id", DataTypes.StringType)
          .add("measure", DataTypes.StringType)
          .add("actual", DataTypes.DoubleType)
          .add("expected", DataTypes.StringType)
          .add("verdict", DataTypes.StringType)
          .add("note", DataTypes.StringType);

  /** Checks what such a run wrote, without a clean source. */
  public static Verify of(RunConfig config) {
    Scenario scenario = config.scenario();
    return new Verify(
        new Store(config.output(), scenario),
        scenario.datesOf(config.horizon()),
        config.regions(),
        config.tables(),
        config.mess(),
        Optional.empty());
  }

  /** The same with the clean rows of every table, for stages that read hidden columns. */
  public Verify with(Function<Table<?>, Dataset<Row>> source) {
    return new Verify(store, horizon, regions, tables, mess, Optional.of(source));
  }

  /**
   * Checks everything, and nobody watches.
   *
   * @see #run(SparkSession, Set, Watch)
   */
  public List<Quality> run(SparkSession spark) {
    return run(spark, EnumSet.allOf(Quality.Kind.class), Watch.NOBODY);
  }

  /**
   * Checks what is wanted. The result of all kinds of checks is written as the key table {@code
   * quality_report}, in place of an earlier one; where that cannot be written, a line says so. A
   * check that cannot be carried out is a line that failed, with the reason as its note.
   *
   * @param spark the caller's session; its settings and views stay as they are
   * @param kinds which checks
   * @param watch hears how far they have come
   * @throws UserError if there is nothing to check: the main table or the key cannot be read, or is
   *     not what the scenario writes
   */
  public List<Quality> run(SparkSession spark, Set<Quality.Kind> kinds, Watch watch) {
    try {
      return checked(Sessions.own(spark), kinds, watch);
    } finally {
      watch.end();
    }
  }

  private List<Quality> checked(SparkSession own, Set<Quality.Kind> kinds, Watch watch) {
    int steps = 1;
    steps += kinds.contains(Quality.Kind.STRUCTURE) ? chosen().size() : 0;
    steps += kinds.contains(Quality.Kind.TARGET) ? scenario().targets().size() : 0;
    steps += kinds.contains(Quality.Kind.INSIGHT) ? scenario().insights().size() : 0;
    steps += kinds.contains(Quality.Kind.TRAP) ? scenario().traps().size() : 0;
    steps += kinds.contains(Quality.Kind.MESS_RATE) ? MessRates.tables(this).size() : 0;
    int all = steps;
    AtomicInteger done = new AtomicInteger();
    Consumer<String> step = what -> watch.begins(done.incrementAndGet(), all, what);
    step.accept("opening the tables");
    Delivery delivery = Delivery.open(own, this);
    CleanRows clean = new CleanRows(this, delivery, kinds);
    List<Quality> lines = new ArrayList<>();
    if (kinds.contains(Quality.Kind.STRUCTURE)) {
      lines.addAll(new Structure(this, delivery, clean).check(step));
    }
    lines.addAll(new Queries(this, delivery).check(kinds, step));
    if (kinds.contains(Quality.Kind.MESS_RATE)) {
      lines.addAll(new MessRates(this, delivery, clean).check(step));
    }
    if (kinds.size() < Quality.Kind.values().length) {
      return lines;
    }
    try {
      store.overwriteKey(table(own, lines), REPORT);
    } catch (Exception e) {
      // Spark and Delta throw checked exceptions that they do not declare. Who may only read an
      // output still wants to know what was found.
      lines.add(notKept(UserError.firstLine(e)));
    }
    return lines;
  }

  private static Quality notKept(String why) {
    return new Quality(
        Quality.Kind.STRUCTURE,
        REPORT,
        "written",
        null,
        "beside the key tables",
        Quality.Verdict.SKIPPED,
        "this report was not kept: " + why);
  }

  /** Whether the run wrote the answer key. */
  boolean keyed() {
    return store.output().key();
  }

  /** Why a query cannot be asked of what the run wrote; empty if it can. */
  public Optional<String> lacking(String sql) {
    if (!keyed() && sql.contains("key.")) {
      return Optional.of("asks the answer key, which was not written");
    }
    return mentioned(scenario(), sql).stream()
        .map(Table::name)
        .filter(t -> !tables.contains(t))
        .findFirst()
        .map(t -> "asks " + t + ", which was not written");
  }

  /** Tables of a scenario that a query mentions. */
  public static List<Table<?>> mentioned(Scenario scenario, String sql) {
    return scenario.tables().stream()
        .filter(t -> Pattern.compile("\\b" + t.name() + "\\b").matcher(sql).find())
        .toList();
  }

  /** The checks of all kinds that the output keeps from the last time; empty if there are none. */
  public List<Quality> kept(SparkSession spark) {
    if (!keyed()) {
      return List.of();
    }
    try {
      return kept(store.readKey(Sessions.own(spark), REPORT));
    } catch (Exception e) {
      // Spark and Delta throw checked exceptions that they do not declare. What cannot be read, or
      // was written by another version, can be asked anew.
      return List.of();
    }
  }

  private static List<Quality> kept(Dataset<Row> table) {
    return table
        .select(Arrays.stream(REPORT_SCHEMA.fieldNames()).map(table::col).toArray(Column[]::new))
        .collectAsList()
        .stream()
        .map(
            r ->
                new Quality(
                    Quality.Kind.valueOf(r.getString(0)),
                    r.getString(1),
                    r.getString(2),
                    r.isNullAt(3) ? null : r.getDouble(3),
                    r.getString(4),
                    Quality.Verdict.valueOf(r.getString(5)),
                    r.getString(6)))
        .toList();
  }

  Scenario scenario() {
    return store.scenario();
  }

  List<Table<?>> chosen() {
    return scenario().tables().stream()
        .filter(t -> tables.contains(t.name()) && (keyed() || !t.isKey()))
        .toList();
  }

  /** A report as a table with the columns of {@link Quality}. */
  public static Dataset<Row> table(SparkSession spark, List<Quality> lines) {
    List<Row> rows =
        lines.stream()
            .map(
                q ->
                    RowFactory.create(
                        q.kind().name(),
                        q.id(),
                        q.measure(),
                        q.actual(),
                        q.expected(),
                        q.verdict().name(),
                        q.note()))
            .toList();
    return spark.createDataFrame(rows, REPORT_SCHEMA);
  }
}
