package dev.medley.source;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Ways to read a run's clean tables from the simulator. */
public final class Readings {
  private static final String TICKET = "medley.ticket";
  private static final AtomicLong TICKETS = new AtomicLong();

  /**
   * Tables on their way through Spark's reader, which takes nothing but text. What a run reads says
   * where its rows are kept, and nobody from outside may say that, so it is no text.
   */
  private static final Map<String, MedleyTable> HANDED_OVER = new ConcurrentHashMap<>();

  private Readings() {}

  /** The published columns of a clean table. */
  public static Dataset<Row> published(SparkSession spark, Plan plan, Table<?> table) {
    return read(
        spark, plan, table, spec(plan, table, plan.blocks(), 1, Spec.Visibility.PUBLISHED, null));
  }

  /** A clean table with its hidden columns. */
  public static Dataset<Row> withHidden(SparkSession spark, Plan plan, Table<?> table) {
    return read(spark, plan, table, spec(plan, table, plan.blocks(), 1, Spec.Visibility.ALL, null));
  }

  /**
   * Reads several tables of the same blocks without simulating them several times: the first read
   * of a block keeps the rows of all the tables on the executor's disk.
   */
  public static final class Chunk {
    private final SparkSession spark;
    private final Plan plan;
    private final List<Plan.Block> blocks;
    private final Wanted wanted;
    private final Spec.Kept keep;

    /**
     * A chunk of a run.
     *
     * @param wanted which rows
     * @param run name for the kept rows, its own among all runs
     * @param number number of the chunk
     */
    public Chunk(
        SparkSession spark,
        Plan plan,
        List<Plan.Block> blocks,
        Wanted wanted,
        String run,
        int number) {
      this.spark = spark;
      this.plan = plan;
      this.blocks = List.copyOf(blocks);
      this.wanted = wanted;
      String folder = plan.config().engine().spillFolder().orElse("");
      List<String> tables = plan.config().chosenTables().stream().map(Table::name).toList();
      this.keep = new Spec.Kept(tables, new Spill.Place(folder, run, number), hosts(spark));
    }

    /** Where the executors are; empty if all of them are on one machine. */
    private static List<String> hosts(SparkSession spark) {
      List<String> hosts =
          Arrays.stream(spark.sparkContext().statusTracker().getExecutorInfos())
              .map(SparkExecutorInfo::host)
              .sorted()
              .collect(Collectors.toCollection(ArrayList::new));
      // Spark counts the driver among them.
      hosts.remove(spark.sparkContext().getConf().get("spark.driver.host", ""));
      return hosts.stream().distinct().count() > 1 ? List.copyOf(hosts) : List.of();
    }

    /** The blocks of this chunk. */
    public List<Plan.Block> blocks() {
      return blocks;
    }

    /**
     * A clean table with its hidden columns, each row delivered {@code copies} times; the copies
     * are told apart by {@code _copy} if there are several.
     */
    public Dataset<Row> clean(Table<?> table, List<Plan.Block> some, int copies) {
      Spec spec = spec(plan, table, some, copies, Spec.Visibility.ALL, keep).narrowed(wanted, some);
      return read(spark, plan, table, spec);
    }

    /** Removes what this machine has kept; other executors clear up as they go on or end. */
    public void forget() {
      Spill.remove(keep.place().runFolder());
    }
  }

  private static Spec spec(
      Plan plan,
      Table<?> table,
      List<Plan.Block> blocks,
      int copies,
      Spec.Visibility hidden,
      Spec.Kept keep) {
    RunConfig config = plan.config();
    return new Spec(
        config.world(),
        table.name(),
        Wanted.all(config.scenario(), config.world()),
        config.output().grain(),
        blocks,
        copies,
        hidden,
        keep);
  }

  private static Dataset<Row> read(SparkSession spark, Plan plan, Table<?> table, Spec spec) {
    String ticket = Long.toString(TICKETS.incrementAndGet());
    HANDED_OVER.put(ticket, new MedleyTable(spec, plan.expectedRows(table)));
    try {
      return spark.read().format(MedleySource.class.getName()).option(TICKET, ticket).load();
    } finally {
      HANDED_OVER.remove(ticket);
    }
  }

  /** A table as options of the data source or of the catalog describe it. */
  static MedleyTable table(CaseInsensitiveStringMap options) {
    String ticket = options.get(TICKET);
    MedleyTable handedOver = ticket == null ? null : HANDED_OVER.get(ticket);
    if (handedOver != null) {
      return handedOver;
    }
    Map<String, String> rest = new HashMap<>(options.asCaseSensitiveMap());
    rest.keySet().removeIf(k -> k.equalsIgnoreCase("table") || k.equalsIgnoreCase("path"));
    RunConfig config = Configs.fromOptions(rest);
    String name = options.get("table");
    if (name == null) {
      throw new UserError(
          "option 'table' is missing (valid: "
              + String.join(", ", config.scenario().tables().stream().map(Table::name).toList())
              + ")");
    }
    return table(config, name);
  }

  /** The published columns of a table of a run. */
  static MedleyTable table(RunConfig config, String name) {
    Table<?> table = config.table(name);
    int parallelism =
        SparkSession.getActiveSession().isDefined()
            ? SparkSession.active().sparkContext().defaultParallelism()
            : 1;
    Plan plan = Plan.of(config, parallelism);
    return new MedleyTable(
        spec(plan, table, plan.blocks(), 1, Spec.Visibility.PUBLISHED, null),
        plan.expectedRows(table));
  }
}
