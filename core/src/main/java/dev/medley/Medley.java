package dev.medley;

import dev.medley.config.RunConfig;
import dev.medley.mess.Score;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.run.Generate;
import dev.medley.run.Progress;
import dev.medley.run.RestoreTables;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Inventory;
import dev.medley.sink.Journal;
import dev.medley.sink.Manifest;
import dev.medley.sink.Store;
import dev.medley.source.Forecast;
import dev.medley.source.Readings;
import dev.medley.spark.Sessions;
import dev.medley.verify.Quality;
import dev.medley.verify.Verify;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What Medley can do, for programs; the command line is a thin layer above it. */
public final class Medley {
  private final SparkSession spark;

  public Medley(SparkSession spark) {
    this.spark = spark;
  }

  /** The clean table, straight from the simulator; nothing is written. */
  public Dataset<Row> clean(RunConfig config, String table) {
    Plan plan = plan(config, spark.sparkContext().defaultParallelism());
    return Readings.published(spark, plan, config.table(table));
  }

  /** What a run would do: cells, rows, bytes, files. Needs no Spark and writes nothing. */
  public static Plan plan(RunConfig config, int parallelism) {
    int tasks = config.engine().parallelism() > 0 ? config.engine().parallelism() : parallelism;
    return Plan.of(config, tasks);
  }

  /**
   * What a run would make: simulates it, or cells enough of it to tell, which takes up to some
   * seconds. Needs no Spark and writes nothing.
   */
  public static Forecast forecast(RunConfig config, int parallelism) {
    return Forecast.of(plan(config, parallelism), Forecast.Effort.PLAN);
  }

  /** Writes the tables and the answer key, watched by nobody. */
  public Summary generate(RunConfig config) {
    return generate(config, Progress.SILENT);
  }

  /**
   * Writes the tables and the answer key; completes what an interrupted run left.
   *
   * @throws UserError if the output holds another run, is being written by one, or cannot be
   *     written
   */
  public Summary generate(RunConfig config, Progress progress) {
    return new Generate(spark, config.to(Store.located(spark, config.output())), progress).run();
  }

  /** The run that made what lies in an output. */
  public RunConfig written(RunConfig.Output asked, Scenario scenario) {
    RunConfig.Output output = Store.located(spark, asked);
    Store store = new Store(output, scenario);
    Journal journal = new Journal(spark, store);
    Manifest manifest =
        journal
            .read()
            .orElseThrow(
                () ->
                    new UserError(
                        store.place()
                            + " holds nothing of Medley's - generate "
                            + scenario.name()
                            + " there first, or check --out"));
    RunConfig config = manifest.config(scenario, output);
    if (manifest.isComplete()) {
      Inventory.of(journal.files(), store, manifest).require();
    }
    return config;
  }

  /** Whether an output holds a run of the scenario, complete or not. */
  public boolean holds(RunConfig.Output asked, Scenario scenario) {
    return new Journal(spark, new Store(Store.located(spark, asked), scenario)).read().isPresent();
  }

  /**
   * Checks structure, targets, mess rates and insights of what was written, and writes the result
   * as the table {@code quality_report} beside the key tables.
   */
  public List<Quality> verify(RunConfig.Output output, Scenario scenario) {
    return verify(output, scenario, EnumSet.allOf(Quality.Kind.class), Verify.Watch.NOBODY);
  }

  /**
   * The same for some kinds of checks.
   *
   * @param watch hears how far they have come
   */
  public List<Quality> verify(
      RunConfig.Output output, Scenario scenario, Set<Quality.Kind> kinds, Verify.Watch watch) {
    RunConfig config = written(output, scenario);
    Plan plan = plan(config, spark.sparkContext().defaultParallelism());
    return Verify.of(config)
        .with(table -> Readings.withHidden(spark, plan, table))
        .run(spark, kinds, watch);
  }

  /** Writes the clean tables, restored from the messy ones and the key, to another output. */
  public Summary restore(RunConfig.Output output, Scenario scenario, RunConfig.Output target) {
    return restore(output, scenario, target, (step, steps, table) -> {});
  }

  /**
   * The same.
   *
   * @param watch hears which table is written
   */
  public Summary restore(
      RunConfig.Output output,
      Scenario scenario,
      RunConfig.Output target,
      RestoreTables.Watch watch) {
    RunConfig config = written(output, scenario);
    return RestoreTables.run(
        spark,
        new Store(config.output(), scenario),
        new Store(Store.located(spark, target), scenario),
        config.chosenTables(),
        watch);
  }

  /**
   * Answers SQL about an output: its tables have their bare names, those of the answer key are
   * {@code key.<name>}. The caller's session sees none of these names.
   */
  public Function<String, Dataset<Row>> queries(RunConfig.Output output, Scenario scenario) {
    RunConfig config = written(output, scenario);
    Store store = new Store(config.output(), scenario);
    SparkSession own = Sessions.own(spark);
    for (Table<?> table : config.chosenTables()) {
      if (!table.isKey()) {
        store.read(own, table).createOrReplaceTempView(table.name());
      }
    }
    return sql -> own.sql(store.resolve(sql));
  }

  /**
   * Says which detections of an analyst name rows that the tables have not got.
   *
   * @return a line a table, for people
   */
  public List<String> strangers(
      RunConfig.Output output, Scenario scenario, Dataset<Row> detections) {
    RunConfig config = written(output, scenario);
    Store store = new Store(config.output(), scenario);
    SparkSession own = Sessions.own(spark);
    return Score.strangers(
        config.chosenTables(), table -> store.published(own, table), store.rows(own), detections);
  }

  /**
   * Compares detections of an analyst with the answer key.
   *
   * @return one line a mess stage, ready to be shown
   */
  public Dataset<Row> score(RunConfig.Output output, Scenario scenario, Dataset<Row> detections) {
    RunConfig config = written(output, scenario);
    Store store = new Store(config.output(), scenario);
    SparkSession own = Sessions.own(spark);
    return Score.table(
        spark,
        Score.of(
            scenario.tables(), scenario.stages(), store.cells(own), store.rows(own), detections));
  }
}
