package dev.medley.run;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.rand;
import static org.apache.spark.sql.functions.trunc;

import com.sun.management.OperatingSystemMXBean;
import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.scenario.Scenario;
import dev.medley.sink.DeltaSink;
import dev.medley.sink.Files;
import dev.medley.sink.Replacing;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.lang.management.ManagementFactory;
import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.local.LocalFs;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.storage.StorageLevel;

/**
 * Measures what a run costs against what it cannot do without and against what people do today.
 * Every way is taken once to warm up and then in turn, so that a slow minute of the machine hits
 * all of them. What Medley's first run took, cold, is told beside it.
 */
public final class Benchmark {

  /** Ways to get rows. */
  public enum Way {
    /** The simulator, all its tables, to nowhere; rows are those of the main table. */
    SIMULATOR,
    /** The rows of all tables and the key from Spark's cache to Delta, with Medley's settings. */
    FLOOR,
    /** Medley: simulation, mess, all tables and the key, to Delta. */
    MEDLEY,
    /** Medley without the answer key: the data tables alone. */
    WITHOUT_KEY,
    /**
     * The same schemas and numbers of rows by {@code spark.range} and {@code rand(seed)}, one table
     * after the other with default settings.
     */
    PLAIN_SPARK
  }

  /**
   * What one way took.
   *
   * @param rows rows made each time
   * @param seconds of each repetition
   * @param processorSeconds of each repetition, of all cores together: what else the machine does
   *     is not in them, and Java's compiler and its collection of garbage are
   */
  public record Measured(long rows, List<Double> seconds, List<Double> processorSeconds) {

    public double median() {
      return median(seconds);
    }

    /** Median processor time, in seconds. */
    public double processor() {
      return median(processorSeconds);
    }

    public double rowsPerSecond() {
      return rows / median();
    }

    private static double median(List<Double> values) {
      List<Double> sorted = values.stream().sorted().toList();
      int middle = sorted.size() / 2;
      return sorted.size() % 2 == 1
          ? sorted.get(middle)
          : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
  }

  /**
   * All that was measured.
   *
   * @param ways each way, warm
   * @param cold Medley's first run in this Java, with all that came before it since Java started:
   *     what a command of its own pays
   */
  public record Result(Map<Way, Measured> ways, Measured cold) {}

  /** What Medley's commands set for all of Spark, as Spark and Hadoop come. */
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "fs.file.impl",
          LocalFileSystem.class.getName(),
          "fs.file.impl.disable.cache",
          "true",
          "fs.AbstractFileSystem.file.impl",
          LocalFs.class.getName(),
          "spark.sql.artifact.isolation.enabled",
          "true");

  private final SparkSession caller;
  private final RunConfig config;
  private final int repetitions;
  private final Consumer<String> log;
  private final Files files;
  private final String root;
  private final AtomicInteger folders = new AtomicInteger();

  /**
   * A benchmark.
   *
   * @param config what to make; its output is a folder that does not exist yet
   * @param repetitions of every way, after the first that warms up
   * @param log hears what is being done
   */
  public Benchmark(SparkSession caller, RunConfig config, int repetitions, Consumer<String> log) {
    if (config.output().path().isEmpty()) {
      throw new UserError("a benchmark needs a folder, not a catalog");
    }
    this.caller = caller;
    this.config = config.to(Store.located(caller, config.output()));
    this.repetitions = repetitions;
    this.log = log;
    this.files = new Files(caller.sparkContext().hadoopConfiguration());
    this.root = this.config.output().path().orElseThrow();
  }

  /** Takes all ways; what was written is removed again. */
  public Result run() {
    if (!files.list(root).isEmpty()) {
      throw new UserError(root + " is not empty; a benchmark writes to a folder of its own");
    }
    try {
      return measured();
    } finally {
      files.delete(root);
    }
  }

  private Result measured() {
    String first = folder();
    log.accept("the first run, cold; its rows are for the writer's floor, too");
    Summary summary = generate(first, true);
    Measured cold =
        new Measured(
            summary.rows(),
            List.of(ManagementFactory.getRuntimeMXBean().getUptime() / 1e3),
            List.of(processorNanos() / 1e9));
    Floor floor = new Floor(first);
    Map<Way, Long> rows = new EnumMap<>(Way.class);
    Map<Way, List<Double>> seconds = new EnumMap<>(Way.class);
    Map<Way, List<Double>> processorSeconds = new EnumMap<>(Way.class);
    for (int repetition = 0; repetition <= repetitions; repetition++) {
      for (Way way : Way.values()) {
        String place = folder();
        long begun = System.nanoTime();
        long spent = processorNanos();
        long made =
            switch (way) {
              case SIMULATOR -> simulate();
              case FLOOR -> floor.write(place);
              case MEDLEY -> generate(place, true).rows();
              case WITHOUT_KEY -> generate(place, false).rows();
              case PLAIN_SPARK -> plainSpark(place, summary);
            };
        double took = (System.nanoTime() - begun) / 1e9;
        double processor = (processorNanos() - spent) / 1e9;
        files.delete(place);
        String round = repetition == 0 ? "warm-up" : repetition + " of " + repetitions;
        log.accept(String.format(Locale.ROOT, "%s, %s: %.2f s", way, round, took));
        if (repetition > 0) {
          rows.put(way, made);
          seconds.computeIfAbsent(way, w -> new ArrayList<>()).add(took);
          processorSeconds.computeIfAbsent(way, w -> new ArrayList<>()).add(processor);
        }
      }
    }
    floor.forget();
    Map<Way, Measured> measured = new EnumMap<>(Way.class);
    seconds.forEach(
        (way, took) ->
            measured.put(way, new Measured(rows.get(way), took, processorSeconds.get(way))));
    return new Result(measured, cold);
  }

  /** What this Java has taken of all cores since it started. */
  private static long processorNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  private String folder() {
    return root + "/" + folders.incrementAndGet();
  }

  private RunConfig config(String folder, boolean withKey) {
    RunConfig.Output asked = config.output();
    return config.to(
        new RunConfig.Output(
            Optional.of(folder), Optional.empty(), asked.format(), asked.grain(), false, withKey));
  }

  private Summary generate(String folder, boolean withKey) {
    return new Generate(caller, config(folder, withKey), Progress.SILENT).run();
  }

  // ---- the simulator alone

  private long simulate() {
    World world = config.world();
    Plan plan = Plan.of(config, tasks());
    Simulator simulator = config.scenario().simulator(world);
    AtomicInteger nextBlock = new AtomicInteger();
    AtomicLong rows = new AtomicLong();
    Callable<Void> worker =
        () -> {
          for (int b = nextBlock.getAndIncrement();
              b < plan.blocks().size();
              b = nextBlock.getAndIncrement()) {
            Plan.Block block = plan.blocks().get(b);
            rows.addAndGet(simulate(config.scenario(), simulator, world, block));
          }
          return null;
        };
    ExecutorService pool = Executors.newFixedThreadPool(tasks());
    try {
      for (Future<Void> done :
          pool.invokeAll(IntStream.range(0, tasks()).mapToObj(i -> worker).toList())) {
        done.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    return rows.get();
  }

  private static long simulate(
      Scenario scenario, Simulator simulator, World world, Plan.Block block) {
    Seen rows = new Seen(scenario.mainTable().name());
    for (long i = 0; i < block.cells(); i++) {
      Cell cell = scenario.cell(block.regionIndex(), block.firstCell() + i, world);
      Simulation simulation = simulator.open(cell);
      simulation.emitDimensions(rows);
      simulation.advanceTo(scenario.datesOf(world.horizon()).end(), rows);
    }
    return rows.ofMainTable;
  }

  /**
   * Wants every table. Rows are put where somebody could see them; otherwise the compiler would
   * find out that nobody does, and not make them.
   */
  private static final class Seen implements Emitter {
    private static final int KEPT = 1024;

    private final String main;
    private final Object[] seen = new Object[KEPT];
    private int next;
    private long ofMainTable;

    Seen(String main) {
      this.main = main;
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      seen[next++ & KEPT - 1] = row;
      if (table.name().equals(main)) {
        ofMainTable++;
      }
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      emit(table, row);
    }

    @Override
    public boolean wants(Table<?> table) {
      return true;
    }
  }

  private int tasks() {
    int asked = config.engine().parallelism();
    return asked > 0 ? asked : caller.sparkContext().defaultParallelism();
  }

  // ---- the writer alone

  /** Rows in memory, in the order in which the folders want them. */
  private final class Floor {
    private final SparkSession spark;
    private final Map<String, Dataset<Row>> cached = new HashMap<>();
    private long rows;

    Floor(String source) {
      Generate generate = new Generate(caller, config(source, true), Progress.SILENT);
      this.spark = generate.sessionFor(Plan.of(config(source, true), tasks()));
      for (Sink.Target target : generate.targets()) {
        Dataset<Row> table = spark.read().format("delta").load(target.place());
        Dataset<Row> ordered = table.coalesce(1);
        if (target.schema().getFieldIndex("region").isDefined() && !target.partitions().isEmpty()) {
          Column[] folders = target.partitions().stream().map(c -> col(c)).toArray(Column[]::new);
          ordered =
              table
                  .repartitionByRange(config.regions().size(), col("region"))
                  .sortWithinPartitions(folders);
        }
        ordered = ordered.persist(StorageLevel.MEMORY_AND_DISK());
        rows += ordered.count();
        cached.put(target.name(), ordered);
      }
    }

    long write(String folder) {
      RunConfig there = config(folder, true);
      Sink sink = DeltaSink.inFolders(spark, files);
      List<Sink.Target> targets = new Generate(caller, there, Progress.SILENT).targets();
      Generate.inParallel(
          targets,
          target ->
              sink.write(
                  target,
                  cached.get(target.name()),
                  new Sink.Commit("floor", 0, new Replacing.Nothing(), Optional.empty(), "")));
      Generate.inParallel(targets, sink::describe);
      return rows;
    }

    void forget() {
      cached.values().forEach(Dataset::unpersist);
    }
  }

  // ---- what people do today

  private long plainSpark(String folder, Summary like) {
    SparkSession spark = caller.newSession();
    DEFAULTS.forEach((key, value) -> spark.conf().set(key, value));
    Generate generate = new Generate(caller, config(folder, true), Progress.SILENT);
    Map<String, Long> counts = new HashMap<>();
    like.tables().forEach(t -> counts.put(t.name(), t.rows()));
    long rows = 0;
    for (Sink.Target target : generate.targets()) {
      long count = counts.get(target.name());
      List<Column> columns = new ArrayList<>();
      StructField[] fields = target.schema().fields();
      for (int i = 0; i < fields.length; i++) {
        if (!fields[i].name().equals("event_month")) {
          columns.add(random(fields[i], i).as(fields[i].name()));
        }
      }
      Dataset<Row> made = spark.range(count).select(columns.toArray(Column[]::new));
      if (target.schema().getFieldIndex("event_month").isDefined()) {
        made = made.withColumn("event_month", trunc(col("event_date"), "month"));
      }
      made.write()
          .format("delta")
          .partitionBy(target.partitions().toArray(String[]::new))
          .save(target.place());
      rows += count;
    }
    return rows;
  }

  private Column random(StructField field, int seed) {
    Column u = rand(seed);
    if (field.name().equals("region")) {
      Column[] regions = config.regions().stream().map(r -> lit(r)).toArray(Column[]::new);
      return element_at(array(regions), u.multiply(regions.length).plus(1).cast("int"));
    }
    LocalDate from = config.horizon().from();
    int days = config.horizon().days();
    long start = from.toEpochDay() * 86_400;
    return switch (field.dataType().typeName()) {
      case "long" -> u.multiply(1e9).cast("long");
      case "integer" -> u.multiply(1000).cast("int");
      case "short" -> u.multiply(10).cast("short");
      case "double" -> u.multiply(100);
      case "boolean" -> u.lt(0.5);
      case "date" -> date_add(lit(Date.valueOf(from)), u.multiply(days).cast("int"));
      case "timestamp_ntz", "timestamp" ->
          u.multiply(days * 86_400L)
              .plus(start)
              .cast("long")
              .cast("timestamp")
              .cast(field.dataType());
      case "string" -> concat(lit("VALUE_"), u.multiply(20).cast("int"));
      default -> u.multiply(1e6).cast(field.dataType());
    };
  }
}
