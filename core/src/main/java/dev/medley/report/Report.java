package dev.medley.report;

import dev.medley.config.RunConfig;
import dev.medley.mess.Mess;
import dev.medley.model.Chart;
import dev.medley.model.Table;
import dev.medley.run.Watch;
import dev.medley.sink.Store;
import dev.medley.spark.Sessions;
import dev.medley.verify.Quality;
import dev.medley.verify.Verify;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * All that the page about a written output shows.
 *
 * @param config the run that wrote it
 * @param version version of Medley that wrote it
 * @param period over which rows are counted
 * @param volumes rows of every table, the key's too
 * @param pictures the scenario's charts
 * @param hits what the mess stages did; empty without an answer key
 * @param checks answers to questions and figures, and whatever else was checked
 * @param isKept whether the checks are those of an earlier {@code verify}
 */
public record Report(
    RunConfig config,
    String version,
    Volume.Period period,
    List<Volume> volumes,
    List<Picture> pictures,
    Optional<Hits> hits,
    List<Quality> checks,
    boolean isKept) {

  /** Days up to which rows are counted by day and not by month. */
  private static final int DAYS_TO_SHOW = 62;

  private static final Set<Quality.Kind> ASKED =
      EnumSet.of(Quality.Kind.TARGET, Quality.Kind.INSIGHT, Quality.Kind.TRAP);

  /**
   * Looks through an output.
   *
   * @param spark the caller's session; its settings and views stay as they are
   * @param config the run that wrote it
   * @param version version of Medley that wrote it
   * @param verify checks of the run
   * @param which of them
   * @param isKeptFresh whether no rows have been written since the last whole check
   * @param watch hears how far it is
   */
  public static Report of(
      SparkSession spark,
      RunConfig config,
      String version,
      Verify verify,
      Checks which,
      boolean isKeptFresh,
      Watch watch) {
    Steps steps =
        new Steps(watch, config.chosenTables().size() + config.scenario().charts().size());
    try {
      List<Quality> kept =
          which == Checks.KEPT && isKeptFresh ? verify.kept(spark) : List.<Quality>of();
      List<Quality> checks =
          switch (which) {
            case KEPT -> kept.isEmpty() ? verify.run(spark, ASKED, steps) : kept;
            case QUICK -> verify.run(spark, ASKED, steps);
            case ALL -> verify.run(spark, EnumSet.allOf(Quality.Kind.class), steps);
            case NONE -> List.of();
          };
      return looked(spark, config, version, verify, checks, !kept.isEmpty(), steps);
    } finally {
      watch.end();
    }
  }

  private static Report looked(
      SparkSession spark,
      RunConfig config,
      String version,
      Verify verify,
      List<Quality> checks,
      boolean isKept,
      Steps steps) {
    SparkSession own = Sessions.own(spark);
    Store store = new Store(config.output(), config.scenario());
    Volume.Period period =
        config.horizon().days() <= DAYS_TO_SHOW ? Volume.Period.DAY : Volume.Period.MONTH;
    List<Volume> volumes = new ArrayList<>();
    for (Table<?> table : config.chosenTables()) {
      steps.next("rows of " + table.name());
      Dataset<Row> rows = store.published(own, table);
      volumes.add(Volume.of(name(table), rows, period));
      if (!table.isKey()) {
        rows.createOrReplaceTempView(table.name());
      }
    }
    Optional<Hits> hits = Optional.empty();
    if (config.output().key()) {
      Dataset<Row> cells = store.cells(own);
      Dataset<Row> rows = store.rows(own);
      Hits found = Hits.of(cells, rows);
      hits = Optional.of(found);
    }
    Function<String, Dataset<Row>> ask = sql -> own.sql(store.resolve(sql));
    List<Picture> pictures = new ArrayList<>();
    for (Chart chart : config.scenario().charts()) {
      steps.next("picture " + chart.id());
      Optional<String> lacking = verify.lacking(chart.sql());
      pictures.add(
          lacking.isPresent()
              ? Picture.absent(chart, "This picture " + lacking.get() + ".")
              : Picture.of(chart, ask));
    }
    return new Report(config, version, period, volumes, pictures, hits, checks, isKept);
  }

  static String name(Table<?> table) {
    return (table.isKey() ? "key." : "") + table.name();
  }

  Mess mess() {
    return config.mess();
  }

  /** The page, whole in itself: it opens without a network. */
  public String html() {
    return new Page(this).html();
  }

  /** Steps of the checks, and behind them those of the report. */
  private static final class Steps implements Watch {
    private final Watch watch;
    private final int ours;
    private int checked;
    private int done;

    Steps(Watch watch, int ours) {
      this.watch = watch;
      this.ours = ours;
    }

    @Override
    public void begins(int step, int steps, String what) {
      checked = steps;
      watch.begins(step, steps + ours, what);
    }

    void next(String what) {
      done++;
      watch.begins(checked + done, checked + ours, what);
    }
  }
}
