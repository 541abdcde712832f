package dev.medley;

import dev.medley.config.Identity;
import dev.medley.config.RunConfig;
import dev.medley.config.Version;
import dev.medley.exam.Exam;
import dev.medley.mess.Score;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.report.Checks;
import dev.medley.report.Report;
import dev.medley.run.Generate;
import dev.medley.run.Progress;
import dev.medley.run.RestoreTables;
import dev.medley.run.Summary;
import dev.medley.run.Watch;
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
import dev.medley.verify.Widgets;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What Medley can do, for programs; the command line is a thin layer above it. */
public final class Medley {
  private static final String PAGE = "report.html";

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
    Manifest manifest = manifest(journal, store);
    RunConfig config = manifest.config(scenario, output);
    if (manifest.isComplete()) {
      Inventory.of(journal.files(), store, manifest).require();
    }
    return config;
  }

  private static Manifest manifest(Journal journal, Store store) {
    Manifest manifest =
        journal
            .read()
            .orElseThrow(
                () ->
                    new UserError(
                        store.place()
                            + " holds nothing of Medley's - generate "
                            + store.scenario().name()
                            + " there first, or check --out"));
    String version = manifest.version();
    if (Version.isLater(version)) {
      throw new UserError(
          store.place()
              + " was made by Medley "
              + version
              + ", and this is "
              + Version.current()
              + ": take that version or a later one");
    }
    return manifest;
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
    return verify(output, scenario, EnumSet.allOf(Quality.Kind.class), Watch.NOBODY);
  }

  /**
   * The same for some kinds of checks.
   *
   * @param watch hears how far they have come
   */
  public List<Quality> verify(
      RunConfig.Output output, Scenario scenario, Set<Quality.Kind> kinds, Watch watch) {
    RunConfig config = written(output, scenario);
    Plan plan = plan(config, spark.sparkContext().defaultParallelism());
    return Verify.of(config)
        .with(table -> Readings.withHidden(spark, plan, table))
        .run(spark, kinds, watch);
  }

  /**
   * Writes a page about an output: what was generated, the scenario's pictures, and what questions
   * and figures give. It opens without a network.
   *
   * @param file where to, in place of what is there; {@code report.html} beside the tables if empty
   * @param checks where the answers come from
   * @param watch hears how far it is
   * @return the file
   * @throws UserError if there is nothing whole to report on, or nowhere to write to
   */
  public String report(
      RunConfig.Output output,
      Scenario scenario,
      Optional<String> file,
      Checks checks,
      Watch watch) {
    RunConfig config = written(output, scenario);
    Store store = new Store(config.output(), scenario);
    Journal journal = new Journal(spark, store);
    Manifest manifest = manifest(journal, store);
    requireComplete(store, manifest);
    String target = file.map(f -> Store.located(spark, f)).orElseGet(() -> page(store));
    if (journal.files().isFolder(target)) {
      throw new UserError(target + " is a folder; name a file, like " + target + "/" + PAGE);
    }
    Plan plan = plan(config, spark.sparkContext().defaultParallelism());
    Report report =
        Report.of(
            spark,
            config,
            manifest.version(),
            Verify.of(config).with(table -> Readings.withHidden(spark, plan, table)),
            checks,
            journal.isSinceTheLastRun(Verify.REPORT),
            watch);
    journal.files().write(target, report.html());
    return target;
  }

  private static String page(Store store) {
    if (store.isCatalog()) {
      throw new UserError(store.place() + " is a catalog: name a file for the report");
    }
    return store.place() + "/" + PAGE;
  }

  /** Writes the clean tables, restored from the messy ones and the key, to another output. */
  public Summary restore(RunConfig.Output output, Scenario scenario, RunConfig.Output target) {
    return restore(output, scenario, target, Watch.NOBODY);
  }

  /**
   * The same.
   *
   * @param watch hears which table is written
   */
  public Summary restore(
      RunConfig.Output output, Scenario scenario, RunConfig.Output target, Watch watch) {
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
   * {@code key.<name>}. Widgets and {@code :name}, as notebooks have them, are understood. The
   * caller's session sees none of these names.
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
    Widgets widgets = Widgets.of(store);
    return sql -> widgets.run(own, store.resolve(sql));
  }

  /**
   * Makes an exam of what was written: questions with right answers from its own tables.
   *
   * @param watch hears how far it has come
   * @throws UserError if there is nothing, if a run has not been completed, or if another version
   *     of Medley wrote it, whose questions may be others
   */
  public Exam exam(RunConfig.Output asked, Scenario scenario, Watch watch) {
    RunConfig.Output output = Store.located(spark, asked);
    Store store = new Store(output, scenario);
    new Journal(spark, store)
        .read()
        .ifPresent(manifest -> requireWholeOfThisVersion(store, manifest));
    RunConfig config = written(output, scenario);
    int steps = Exam.steps(config);
    AtomicInteger done = new AtomicInteger();
    try {
      return Exam.of(
          config,
          queries(output, scenario),
          what -> watch.begins(done.incrementAndGet(), steps, what));
    } finally {
      watch.end();
    }
  }

  private static void requireWholeOfThisVersion(Store store, Manifest manifest) {
    String version = Identity.parse(manifest.identity()).version().split("\\+", 2)[0];
    if (!version.equals(Version.current())) {
      throw new UserError(
          store.place()
              + " was written by Medley "
              + version
              + " and this is "
              + Version.current()
              + " - use that version, or generate it again");
    }
    requireComplete(store, manifest);
  }

  private static void requireComplete(Store store, Manifest manifest) {
    if (!manifest.isComplete()) {
      throw new UserError(
          store.place() + " holds half a run - repeat its generate command, which completes it");
    }
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
