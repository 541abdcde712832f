package dev.medley.run;

import dev.medley.config.RunConfig;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.run.Makers.Maker;
import dev.medley.sink.DeltaSink;
import dev.medley.sink.Inventory;
import dev.medley.sink.Journal;
import dev.medley.sink.Manifest;
import dev.medley.sink.Owner;
import dev.medley.sink.ParquetSink;
import dev.medley.sink.Replacing;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.source.Forecast;
import dev.medley.source.Readings;
import dev.medley.spark.Cluster;
import dev.medley.spark.Sessions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.SparkSession;

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
  private long writtenChunks;
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
    Work work = chosen();
    SparkSession spark = sessionFor(work.plan());
    if (asked.output().format() == RunConfig.Format.DELTA) {
      DeltaSink sink =
          store.isCatalog()
              ? DeltaSink.inCatalog(spark, journal.files())
              : DeltaSink.inFolders(spark, journal.files());
      return run(work, spark, sink, begun);
    }
    // Plain files have no log that would refuse what two runs write at the same time.
    try (Owner owner = journal.owner()) {
      Sink sink =
          new ParquetSink(
              spark, journal.files(), owner, asked.horizon().from(), asked.regions().get(0));
      Work left = chosen();
      boolean isDone = left.state() == Manifest.State.COMPLETE;
      Summary summary =
          run(isDone && inventory(left).hasLost() ? left.reopened() : left, spark, sink, begun);
      inventory(left).require();
      return summary;
    }
  }

  private Inventory inventory(Work work) {
    return Inventory.of(journal.files(), store, work.completed());
  }

  /** What is left to do. */
  private Work chosen() {
    if (store.isCatalog()) {
      journal.requireCatalog();
    }
    Optional<Manifest> found = journal.read();
    hasBegunBefore = found.isPresent();
    if (found.isEmpty()) {
      refuseForeignTables();
    }
    return Work.of(found, asked, defaultParallelism(), store.place());
  }

  private Summary run(Work work, SparkSession spark, Sink sink, long begun) {
    Makers makers = new Makers(store, work);
    List<Maker> jobs = makers.all();
    if (work.state() == Manifest.State.WRITING) {
      // In a folder the manifest comes first, since tables without one are taken for somebody
      // else's. In a catalog it is a property of a table.
      if (!store.isCatalog()) {
        journal.write(work.begun());
      }
      if (work.replaced() instanceof Replacing.All) {
        inParallel(makers.leftOut(), sink::remove);
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
        sink.written(jobs.stream().map(Maker::target).toList(), work.stretch()),
        Duration.ofNanos(System.nanoTime() - begun),
        writtenChunks,
        resumedChunks);
  }

  /** The tables of a new run, for those who bring rows of their own. */
  List<Sink.Target> targets() {
    Work work = Work.of(Optional.empty(), asked, defaultParallelism(), store.place());
    return new Makers(store, work).all().stream().map(Maker::target).toList();
  }

  private int defaultParallelism() {
    return caller.sparkContext().defaultParallelism();
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

  private void write(SparkSession spark, Sink sink, Work work, List<Maker> jobs) {
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
    List<List<Maker>> open = new ArrayList<>();
    for (int c = 0; c < chunks.size(); c++) {
      int number = c;
      open.add(
          jobs.stream()
              .filter(j -> !done.getOrDefault(j.target().name(), List.of()).contains(number))
              .filter(j -> !j.undated() || !work.replacesPart())
              .toList());
      if (open.get(c).isEmpty()) {
        resumedChunks++;
      }
    }
    progress.begins("generate " + work.plan().config().scenario().name(), expectedRows(work, open));
    try {
      for (int c = 0; c < chunks.size(); c++) {
        if (open.get(c).isEmpty()) {
          continue;
        }
        int number = c;
        List<Maker> left = open.get(c);
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
          List<Maker> others = new ArrayList<>(left.subList(1, left.size()));
          // The key takes longest to plan; the tables keep the cores busy meanwhile.
          others.sort(Comparator.comparing(job -> !job.target().name().startsWith("key.")));
          inParallel(others, job -> writeOne(sink, work, job, chunk, number));
          writtenChunks++;
        } finally {
          chunk.forget();
        }
      }
      progress.completes();
    } finally {
      spark.sparkContext().removeSparkListener(counter);
      progress.ends();
    }
  }

  /**
   * Rows to come, as far as it matters to somebody: of each chunk, those of the tables it lacks.
   */
  private long expectedRows(Work work, List<List<Maker>> open) {
    if (!progress.isWatched()) {
      return 0;
    }
    Forecast forecast = Forecast.of(work.plan(), work.wanted(), Forecast.Effort.PROGRESS);
    List<List<Plan.Block>> chunks = work.plan().chunks();
    double rows = 0;
    for (int c = 0; c < chunks.size(); c++) {
      for (Maker maker : open.get(c)) {
        rows += forecast.rows(maker.target().name(), chunks.get(c));
      }
    }
    return Math.round(rows);
  }

  /**
   * Of two runs that begin at the same time, the first to commit decides how the work is cut up.
   * The other one must not add chunks of its own cut, which hold other rows.
   */
  private void refuseOtherCut(Sink sink, Work work, Maker job) {
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

  private static void writeOne(Sink sink, Work work, Maker job, Readings.Chunk chunk, int number) {
    sink.write(
        job.target(),
        job.rows().of(chunk),
        new Sink.Commit(
            work.stretch(),
            number,
            number == 0 ? work.replaced() : new Replacing.Nothing(),
            Optional.of(work.cut()),
            work.begun().identity()));
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
