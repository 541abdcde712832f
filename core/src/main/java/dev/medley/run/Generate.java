package dev.medley.run;

import static org.apache.spark.sql.functions.col;

import dev.medley.config.Identity;
import dev.medley.config.RunConfig;
import dev.medley.mess.Lineage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.sink.DeltaSink;
import dev.medley.sink.Journal;
import dev.medley.sink.Manifest;
import dev.medley.sink.ParquetSink;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.source.Readings;
import dev.medley.spark.Cluster;
import dev.medley.spark.Schemas;
import dev.medley.spark.Sessions;
import dev.medley.world.Horizon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Writes a run: decides what is left to do, simulates chunk by chunk, and puts every table of a
 * chunk and its part of the answer key into place. Repeating it completes what was interrupted.
 */
public final class Generate {
  private static final int WRITERS = 4;

  private final SparkSession caller;
  private final RunConfig asked;
  private final Progress progress;
  private final Store store;
  private final Journal journal;
  private final String runMark = Long.toHexString(System.nanoTime());
  private boolean hasBegunBefore;
  private long resumedChunks;

  public Generate(SparkSession caller, RunConfig asked, Progress progress) {
    this.caller = caller;
    this.asked = asked;
    this.progress = progress;
    this.store = new Store(asked.output(), asked.scenario());
    this.journal = new Journal(caller, store);
  }

  /** Does the work. */
  public Summary run() {
    long begun = System.nanoTime();
    Cluster.awaitExecutors(caller.sparkContext());
    Work work = work();
    SparkSession spark = sessionFor(work.plan());
    Sink sink = sink(spark);
    List<Job> jobs = jobs(work);
    if (work.state() == Manifest.State.WRITING) {
      // In a folder the manifest comes first, since tables without one are taken for somebody
      // else's. In a catalog it is a property of a table.
      if (!store.isCatalog()) {
        journal.write(work.begun());
      }
      inParallel(jobs, job -> sink.create(job.target()));
      if (store.isCatalog()) {
        journal.write(work.begun());
      }
      write(spark, sink, work, jobs);
      inParallel(jobs, job -> sink.describe(job.target()));
      journal.write(work.completed());
    }
    return new Summary(
        store.place(),
        sink.written(jobs.stream().map(Job::target).toList(), work.stretch()),
        Duration.ofNanos(System.nanoTime() - begun),
        resumedChunks);
  }

  /** The tables of a new run, for those who bring rows of their own. */
  List<Sink.Target> targets() {
    return jobs(fresh(0)).stream().map(Job::target).toList();
  }

  // ---- what is to be done

  /**
   * The stretch to make.
   *
   * @param plan of the whole world, cut as the stretch was first cut
   * @param emit days to make
   * @param stretch its name
   * @param replaced days to replace
   * @param state COMPLETE if there is nothing left to do
   * @param begun the manifest while it is made
   * @param completed the manifest afterwards
   */
  private record Work(
      Plan plan,
      Horizon emit,
      String stretch,
      Optional<Horizon> replaced,
      Manifest.State state,
      Manifest begun,
      Manifest completed) {

    /** Whether some days of a world are written again, and its entities stay as they are. */
    boolean replacesPart() {
      return replaced.isPresent() && !emit.equals(plan.config().horizon());
    }

    Sink.Cut cut() {
      return new Sink.Cut(plan.parallelism(), plan.config().engine().rowsPerFile());
    }

    Wanted wanted() {
      RunConfig config = plan.config();
      return replacesPart()
          ? Wanted.datedIn(emit, config.world())
          : Wanted.startingIn(emit, config.scenario());
    }
  }

  private Work work() {
    Optional<Manifest> found = journal.read();
    hasBegunBefore = found.isPresent();
    if (found.isEmpty()) {
      refuseForeignTables();
      return fresh(0);
    }
    Manifest manifest = found.get();
    String difference = difference(manifest);
    Horizon held = manifest.horizon();
    Horizon wanted = asked.horizon();
    boolean overwrites = asked.output().overwrite();
    Manifest.Stretch last = manifest.stretches().get(manifest.stretches().size() - 1);
    boolean wholeWorld = !wanted.from().isAfter(held.from()) && !wanted.to().isBefore(held.to());

    if (last.state() == Manifest.State.WRITING
        && difference.isEmpty()
        && last.days().to().equals(wanted.to())) {
      return stretch(manifest, manifest.stretches().size() - 1);
    }
    if (overwrites) {
      if (!difference.isEmpty() || !wanted.from().equals(held.from()) || wholeWorld) {
        if (!wholeWorld) {
          throw new UserError(
              store.place()
                  + " holds another world ("
                  + reason(difference, manifest)
                  + ") over "
                  + text(held)
                  + "; --overwrite must cover all of it");
        }
        if (!manifest.layout().equals(layout())) {
          throw new UserError(
              store.place()
                  + " is laid out as "
                  + manifest.layout()
                  + ", not "
                  + layout()
                  + "; remove it or choose another output");
        }
        return fresh(manifest.generation() + 1);
      }
      return replacement(manifest, wanted);
    }
    if (!difference.isEmpty()) {
      throw new UserError(
          store.place()
              + " holds other data: "
              + difference
              + " (choose another output, or --overwrite)");
    }
    if (!wanted.from().equals(held.from())) {
      throw new UserError(
          store.place()
              + " begins on "
              + held.from()
              + ", --from asks for "
              + wanted.from()
              + "; a world keeps its first day");
    }
    if (wanted.to().isAfter(held.to())) {
      if (last.state() == Manifest.State.WRITING) {
        throw new UserError(
            store.place()
                + " is not complete up to "
                + held.to()
                + "; repeat that run before going on to "
                + wanted.to());
      }
      List<Manifest.Stretch> longer = new ArrayList<>(manifest.stretches());
      longer.add(begin(new Horizon(held.end(), wanted.to())));
      return stretch(manifest.with(longer), longer.size() - 1);
    }
    if (wanted.to().isBefore(held.to())) {
      throw new UserError(
          store.place()
              + " holds "
              + text(held)
              + " already; --to "
              + wanted.to()
              + " would take rows away (use --overwrite or another output)");
    }
    if (asked.units() != manifest.units()) {
      throw new UserError(
          store.place()
              + " holds "
              + manifest.units()
              + " units, this run asks for "
              + asked.units()
              + " (choose another output, or --overwrite)");
    }
    return stretch(manifest, manifest.stretches().size() - 1);
  }

  private Work fresh(int generation) {
    Manifest manifest =
        new Manifest(
            Identity.of(asked).text(),
            asked.units(),
            asked.horizon().from(),
            asked.regions(),
            asked.tables(),
            layout(),
            generation,
            List.of(begin(asked.horizon())));
    return stretch(manifest, 0);
  }

  private Work replacement(Manifest manifest, Horizon days) {
    List<Manifest.Stretch> stretches = new ArrayList<>(manifest.stretches());
    stretches.add(begin(days));
    return stretch(manifest.with(stretches), stretches.size() - 1);
  }

  private Manifest.Stretch begin(Horizon days) {
    int parallelism =
        asked.engine().parallelism() > 0
            ? asked.engine().parallelism()
            : caller.sparkContext().defaultParallelism();
    return new Manifest.Stretch(
        days, Manifest.State.WRITING, parallelism, asked.engine().rowsPerFile());
  }

  private Work stretch(Manifest manifest, int number) {
    Manifest.Stretch stretch = manifest.stretches().get(number);
    RunConfig config =
        new RunConfig(
            asked.scenario(),
            asked.seed(),
            manifest.units(),
            manifest.horizon(),
            asked.regions(),
            asked.tables(),
            asked.params(),
            asked.rates(),
            asked.output(),
            new RunConfig.Engine(
                stretch.rowsPerFile(), stretch.parallelism(), asked.engine().spillFolder()));
    List<Manifest.Stretch> done = new ArrayList<>(manifest.stretches());
    done.set(
        number,
        new Manifest.Stretch(
            stretch.days(), Manifest.State.COMPLETE, stretch.parallelism(), stretch.rowsPerFile()));
    String name = "medley/" + config.scenario().name() + "/" + manifest.generation() + "/" + number;
    return new Work(
        Plan.of(config, stretch.parallelism()),
        stretch.days(),
        name,
        manifest.isReplacement(number) ? Optional.of(stretch.days()) : Optional.empty(),
        stretch.state(),
        manifest,
        manifest.with(done));
  }

  /** How what is there differs from what is asked for, units apart; empty if it does not. */
  private String difference(Manifest manifest) {
    Identity there = Identity.parse(manifest.identity());
    String worlds = there.differenceTo(Identity.of(asked).withUnits(there.units()));
    if (!worlds.isEmpty()) {
      return worlds;
    }
    if (!manifest.regions().equals(asked.regions())) {
      return "regions " + manifest.regions() + " there, " + asked.regions() + " asked for";
    }
    if (!manifest.tables().equals(asked.tables())) {
      return "tables " + manifest.tables() + " there, " + asked.tables() + " asked for";
    }
    if (!manifest.layout().equals(layout())) {
      return "laid out as " + manifest.layout() + ", " + layout() + " asked for";
    }
    return "";
  }

  private static String reason(String difference, Manifest manifest) {
    return difference.isEmpty() ? "from " + manifest.from() : difference;
  }

  private static String text(Horizon days) {
    return days.from() + ".." + days.to();
  }

  private Manifest.Layout layout() {
    return Manifest.Layout.of(asked.output());
  }

  private void refuseForeignTables() {
    if (store.isCatalog()) {
      return;
    }
    List<String> found =
        journal.files().list(store.place()).stream().filter(n -> !n.startsWith("_medley")).toList();
    if (!found.isEmpty()) {
      throw new UserError(
          store.place()
              + " exists and is not Medley's (it holds "
              + found.get(0)
              + (found.size() > 1 ? ", …" : "")
              + "); choose another output");
    }
  }

  // ---- how it is done

  /** One table to write in every chunk. */
  private record Job(Sink.Target target, Maker maker, boolean undated) {}

  /** Makes a job's rows of one chunk. */
  private interface Maker {
    Dataset<Row> rows(Readings.Chunk chunk);
  }

  private void write(SparkSession spark, Sink sink, Work work, List<Job> jobs) {
    Map<String, List<Integer>> done = new HashMap<>();
    if (hasBegunBefore) {
      inParallel(
          jobs,
          job -> {
            List<Integer> chunks = sink.committed(job.target(), work.stretch());
            synchronized (done) {
              done.put(job.target().name(), chunks);
            }
          });
    }
    if (hasBegunBefore) {
      refuseOtherCut(sink, work, jobs.get(0));
    }
    boolean first = true;
    RowCounter counter = new RowCounter(progress);
    spark.sparkContext().addSparkListener(counter);
    List<List<Plan.Block>> chunks = work.plan().chunks();
    List<List<Job>> open = new ArrayList<>();
    long openCells = 0;
    for (int c = 0; c < chunks.size(); c++) {
      int number = c;
      open.add(
          jobs.stream()
              .filter(j -> !done.getOrDefault(j.target().name(), List.of()).contains(number))
              .filter(j -> !j.undated() || !work.replacesPart())
              .toList());
      if (open.get(c).isEmpty()) {
        resumedChunks++;
      } else {
        openCells += chunks.get(c).stream().mapToLong(Plan.Block::cells).sum();
      }
    }
    double share =
        (double) work.emit().days()
            / work.plan().config().horizon().days()
            * openCells
            / Math.max(1, work.plan().cells());
    progress.begins(
        "generate " + work.plan().config().scenario().name(),
        Math.round(work.plan().expectedRows() * share));
    try {
      for (int c = 0; c < chunks.size(); c++) {
        if (open.get(c).isEmpty()) {
          continue;
        }
        int number = c;
        List<Job> left = open.get(c);
        String run = work.stretch().replace('/', '-') + "-" + runMark;
        Readings.Chunk chunk =
            new Readings.Chunk(spark, work.plan(), chunks.get(c), work.wanted(), run, number);
        try {
          // The first table simulates and keeps the rows; the others find them and share the cores.
          writeOne(sink, work, left.get(0), chunk, number);
          if (first) {
            refuseOtherCut(sink, work, jobs.get(0));
            first = false;
          }
          List<Job> others = new ArrayList<>(left.subList(1, left.size()));
          // The key takes longest to plan; the tables keep the cores busy meanwhile.
          others.sort(Comparator.comparing(job -> !job.target().name().startsWith("key.")));
          inParallel(others, job -> writeOne(sink, work, job, chunk, number));
        } finally {
          chunk.forget();
        }
      }
    } finally {
      spark.sparkContext().removeSparkListener(counter);
      progress.ends();
    }
  }

  /**
   * Of two runs that begin at the same time, the first to commit decides how the work is cut up.
   * The other one must not add chunks of its own cut, which hold other rows.
   */
  private void refuseOtherCut(Sink sink, Work work, Job job) {
    Optional<Sink.Cut> there = sink.cut(job.target(), work.stretch());
    if (there.isEmpty() || there.get().equals(work.cut())) {
      return;
    }
    List<Manifest.Stretch> stretches = new ArrayList<>(work.begun().stretches());
    int last = stretches.size() - 1;
    stretches.set(
        last,
        new Manifest.Stretch(
            stretches.get(last).days(),
            Manifest.State.WRITING,
            there.get().parallelism(),
            there.get().rowsPerFile()));
    journal.write(work.begun().with(stretches));
    throw new UserError(
        store.place()
            + " is being written by another run, begun for "
            + there.get().parallelism()
            + " tasks at a time; repeat this command when that one has ended");
  }

  private static void writeOne(Sink sink, Work work, Job job, Readings.Chunk chunk, int number) {
    sink.write(
        job.target(),
        job.maker().rows(chunk),
        new Sink.Commit(
            work.stretch(),
            number,
            number == 0 ? work.replaced() : Optional.empty(),
            Optional.of(work.cut()),
            work.begun().identity()));
  }

  private List<Job> jobs(Work work) {
    RunConfig config = work.plan().config();
    List<Job> jobs = new ArrayList<>();
    List<Table<?>> tables =
        config.chosenTables().stream()
            .<Table<?>>map(t -> config.output().grain() == RunConfig.Grain.DAY ? t.daily() : t)
            .toList();
    for (Table<?> table : tables) {
      Lineage lineage = new Lineage(config.mess(), table);
      jobs.add(
          new Job(
              target(work, table),
              chunk -> {
                Dataset<Row> dirty =
                    lineage.dirty(chunk.clean(table, chunk.blocks(), lineage.copies()));
                // Each block is read where it is kept; one task for all of them would have to
                // simulate those of other machines again.
                return table.layout() == Table.Layout.SINGLE ? dirty.repartition(1) : dirty;
              },
              !table.isDated()));
    }
    if (config.output().key()) {
      // Where tables without days stay as they are, so does what the key says of them.
      List<Table<?>> written =
          tables.stream().filter(t -> t.isDated() || !work.replacesPart()).toList();
      jobs.add(
          new Job(
              keyTarget(
                  work, Store.CELLS, Schemas.CELLS, "Every changed value: clean and as published."),
              chunk -> key(config, written, chunk, Lineage::changesCells, Lineage::cells),
              false));
      jobs.add(
          new Job(
              keyTarget(work, Store.ROWS, Schemas.ROWS, "Every dropped or duplicated row."),
              chunk -> key(config, written, chunk, Lineage::changesRows, Lineage::rows),
              false));
    }
    return jobs;
  }

  private interface KeyPart {
    Dataset<Row> of(Lineage lineage, Dataset<Row> clean);
  }

  /**
   * A key table's rows of one chunk. The tables of one region go into the same few tasks, so that a
   * folder gets a file for each of them and not for each table.
   */
  private static Dataset<Row> key(
      RunConfig config,
      List<Table<?>> tables,
      Readings.Chunk chunk,
      Predicate<Lineage> takesPart,
      KeyPart part) {
    List<Dataset<Row>> regional = new ArrayList<>();
    List<Dataset<Row>> elsewhere = new ArrayList<>();
    for (Table<?> table : tables) {
      Lineage lineage = new Lineage(config.mess(), table);
      if (takesPart.test(lineage)) {
        boolean hasRegion = table.partitionColumns().contains("region");
        (hasRegion ? regional : elsewhere)
            .add(part.of(lineage, chunk.clean(table, chunk.blocks(), 1)));
      }
    }
    Map<String, Long> blocks =
        chunk.blocks().stream()
            .collect(
                Collectors.groupingBy(
                    Plan.Block::region, LinkedHashMap::new, Collectors.counting()));
    List<Dataset<Row>> all = new ArrayList<>(elsewhere);
    blocks.forEach(
        (region, count) ->
            regional.stream()
                .map(rows -> rows.where(col("region").equalTo(region)))
                .reduce(Dataset::unionByName)
                .ifPresent(rows -> all.add(rows.coalesce(count.intValue()))));
    if (all.isEmpty()) {
      Table<?> table = tables.get(0);
      all.add(part.of(new Lineage(config.mess(), table), chunk.clean(table, List.of(), 1)));
    }
    Dataset<Row> key = all.stream().reduce(Dataset::unionByName).orElseThrow();
    return config.output().grain() == RunConfig.Grain.DAY ? key.drop("event_month") : key;
  }

  private Sink.Target target(Work work, Table<?> table) {
    List<String> filtered = new ArrayList<>();
    if (table.isDated() && !table.partitionColumns().contains("event_date")) {
      filtered.add("event_date");
    }
    table.published().stream()
        .filter(Column::filtered)
        .map(Column::name)
        .filter(c -> !filtered.contains(c) && !table.partitionColumns().contains(c))
        .forEach(filtered::add);
    return new Sink.Target(
        table.isKey() ? "key." + table.name() : table.name(),
        place(table.name(), table.isKey()),
        Schemas.published(table),
        table.partitionColumns(),
        table.doc(),
        filtered.isEmpty() ? List.of(table.published().get(0).name()) : filtered,
        properties(
            work, table.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "))));
  }

  private Sink.Target keyTarget(Work work, String name, StructType own, String doc) {
    boolean daily = asked.output().grain() == RunConfig.Grain.DAY;
    StructType schema = daily ? own : own.add("event_month", DataTypes.DateType);
    return new Sink.Target(
        "key." + name,
        place(name, true),
        schema,
        List.of(daily ? "event_date" : "event_month", "region"),
        doc,
        List.of("table_name", "stage_id"),
        properties(work, ""));
  }

  private String place(String table, boolean key) {
    if (store.isCatalog()) {
      return key ? store.keySqlName(table) : store.sqlName(table);
    }
    return key ? store.keyPath(table) : store.path(table);
  }

  private Map<String, String> properties(Work work, String primaryKey) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("medley.scenario", asked.scenario().name());
    properties.put("medley.seed", Long.toString(asked.seed()));
    properties.put("medley.units", Long.toString(work.begun().units()));
    properties.put("medley.identity", work.begun().identity());
    if (!primaryKey.isEmpty()) {
      properties.put("medley.primary_key", primaryKey);
    }
    return properties;
  }

  /** A session with the writer's settings for the columns of a run. */
  SparkSession sessionFor(Plan plan) {
    SparkSession spark = Sessions.own(caller);
    for (Table<?> table : plan.config().chosenTables()) {
      for (Column column : table.published()) {
        if (column.neverRepeats()) {
          spark.conf().set("parquet.enable.dictionary#" + column.name(), "false");
        }
      }
    }
    return spark;
  }

  private Sink sink(SparkSession spark) {
    if (asked.output().format() == RunConfig.Format.PARQUET) {
      return new ParquetSink(
          spark,
          journal.files(),
          store.place() + "/_medley",
          asked.horizon().from(),
          asked.regions().get(0));
    }
    return store.isCatalog()
        ? DeltaSink.inCatalog(spark, journal.files())
        : DeltaSink.inFolders(spark, journal.files());
  }

  interface Task<T> {
    void on(T item);
  }

  /** Does a task for every item, several at a time. */
  static <T> void inParallel(List<T> items, Task<T> task) {
    ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
    try {
      List<Future<Object>> futures = new ArrayList<>();
      for (T item : items) {
        Callable<Object> call =
            () -> {
              task.on(item);
              return null;
            };
        futures.add(pool.submit(call));
      }
      for (Future<Object> future : futures) {
        future.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
  }

  /** Tells the progress how many rows the tasks have written. */
  private static final class RowCounter extends SparkListener {
    private final Progress progress;

    RowCounter(Progress progress) {
      this.progress = progress;
    }

    @Override
    public void onTaskEnd(SparkListenerTaskEnd end) {
      if (end.taskMetrics() != null) {
        long rows = end.taskMetrics().outputMetrics().recordsWritten();
        if (rows > 0) {
          progress.rowsWritten(rows);
        }
      }
    }
  }
}
