package dev.medley.sink;

import static org.apache.spark.sql.functions.col;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.medley.model.UserError;
import dev.medley.world.Horizon;
import io.delta.tables.DeltaTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.CreateTableWriter;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.TableAlreadyExistsException;

/**
 * Delta tables, by path or in a catalog. A chunk is one transaction with an application id and
 * version of its own, so Delta itself refuses to take it twice.
 */
public final class DeltaSink implements Sink {
  private static final int ATTEMPTS = 5;
  private static final int PAUSE_MILLIS = 2_000;
  private static final Set<String> HALF_MADE =
      Set.of(
          "DELTA_CREATE_TABLE_WITH_NON_EMPTY_LOCATION",
          "DELTA_TABLE_NOT_FOUND",
          "LOCATION_ALREADY_EXISTS");

  private static final String FILTERED = "delta.dataSkippingStatsColumns";
  private static final Pattern COMMIT = Pattern.compile("\\d{20}\\.json");

  private final SparkSession spark;
  private final Files files;
  private final boolean inCatalog;

  private DeltaSink(SparkSession spark, Files files, boolean inCatalog) {
    this.spark = spark;
    this.files = files;
    this.inCatalog = inCatalog;
  }

  public static DeltaSink inFolders(SparkSession spark, Files files) {
    return new DeltaSink(spark, files, false);
  }

  public static DeltaSink inCatalog(SparkSession spark, Files files) {
    return new DeltaSink(spark, files, true);
  }

  /**
   * In a folder the first chunk makes the table: to look up which chunks an empty table has, Delta
   * would reconstruct its state, which takes longer than to write a small chunk.
   */
  @Override
  public void create(Target target) {
    if (inCatalog) {
      createInCatalog(target);
    }
  }

  /**
   * Creates a table, also where another process is about to create it or was killed at that: a
   * folder that holds a log without a first commit is a table to Delta's catalog, and none to
   * Delta.
   *
   * @param remove takes away what was begun, if it was not finished meanwhile
   */
  private static void onceNothingIsHalfMade(Runnable create, Runnable remove) {
    for (int attempt = 1; ; attempt++) {
      try {
        create.run();
        return;
      } catch (Exception e) {
        boolean halfMade =
            e instanceof SparkThrowable refused && HALF_MADE.contains(refused.getCondition());
        if (!halfMade || attempt > ATTEMPTS) {
          throw e;
        }
        if (attempt < ATTEMPTS) {
          pause();
        } else {
          remove.run();
        }
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /**
   * The folder of a managed table that its catalog does not know: Delta commits first and registers
   * then, so a log alone, even with a commit, is a table that was begun.
   */
  private void removeIfUnregistered(String schema, String table) {
    if (spark.catalog().tableExists(schema + "." + table)) {
      return;
    }
    String place;
    try {
      place = spark.catalog().getDatabase(schema).locationUri() + "/" + table;
    } catch (AnalysisException e) {
      throw new UserError("no schema " + schema + " any more", e);
    }
    // Other catalogs keep their tables elsewhere.
    if (!files.list(place).isEmpty() && holdsLogAlone(files.below(place))) {
      files.delete(place);
    }
  }

  private static boolean holdsLogAlone(List<String> found) {
    return found.stream().allMatch(f -> f.startsWith("_delta_log/"));
  }

  /** Delta's own builder does not take the name of a catalog. */
  private synchronized void createInCatalog(Target target) {
    String schema = target.place().substring(0, target.place().lastIndexOf('.'));
    if (!spark.catalog().databaseExists(schema)) {
      spark.sql("CREATE SCHEMA IF NOT EXISTS " + schema);
    }
    String table = target.place().substring(schema.length() + 1);
    onceNothingIsHalfMade(() -> createIfUnknown(target), () -> removeIfUnregistered(schema, table));
  }

  private void createIfUnknown(Target target) {
    if (spark.catalog().tableExists(target.place())) {
      return;
    }
    CreateTableWriter<Row> writer =
        spark
            .createDataFrame(List.of(), target.schema())
            .writeTo(target.place())
            .using("delta")
            .tableProperty("comment", target.doc())
            .tableProperty(FILTERED, filtered(target));
    Column[] folders = target.partitions().stream().map(c -> col(c)).toArray(Column[]::new);
    if (folders.length > 0) {
      writer = writer.partitionedBy(folders[0], Arrays.copyOfRange(folders, 1, folders.length));
    }
    try {
      writer.create();
    } catch (TableAlreadyExistsException e) {
      // Another run was faster; its table is the same.
    }
  }

  private static String filtered(Target target) {
    return String.join(",", target.filtered());
  }

  @Override
  public List<Integer> committed(Target target, String stretch) {
    List<Integer> chunks = new ArrayList<>();
    for (Row commit : commits(target)) {
      chunk(commit, stretch).ifPresent(chunks::add);
    }
    return chunks;
  }

  @Override
  public Optional<Cut> cut(Target target, String stretch) {
    for (Row commit : commits(target)) {
      Optional<Cut> cut =
          note(commit, stretch)
              .filter(n -> n.hasPath("parallelism"))
              .map(n -> new Cut(n.getInt("parallelism"), n.getLong("rows_per_file")));
      if (cut.isPresent()) {
        return cut;
      }
    }
    return Optional.empty();
  }

  @Override
  public void write(Target target, Dataset<Row> rows, Commit commit) {
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("table", target.name());
    about.put("stretch", commit.stretch());
    about.put("chunk", commit.chunk());
    commit
        .cut()
        .ifPresent(
            cut -> {
              about.put("parallelism", cut.parallelism());
              about.put("rows_per_file", cut.rowsPerFile());
            });
    about.put("note", commit.note());
    String note = ConfigFactory.parseMap(about).root().render(ConfigRenderOptions.concise());
    // A new table takes its columns from the rows, with their order and comments.
    Column[] columns =
        Arrays.stream(target.schema().fields())
            .map(field -> col(field.name()).as(field.name(), field.metadata()))
            .toArray(Column[]::new);
    DataFrameWriter<Row> writer =
        rows.select(columns)
            .write()
            .format("delta")
            .partitionBy(target.partitions().toArray(String[]::new))
            .option("txnAppId", commit.stretch())
            .option("txnVersion", Integer.toString(commit.chunk()))
            .option("userMetadata", note)
            .option(FILTERED, filtered(target));
    writer = writer.mode(commit.replaced() instanceof Replacing.Nothing ? "append" : "overwrite");
    if (commit.replaced() instanceof Replacing.Days replaced && target.isDated()) {
      writer = writer.option("replaceWhere", days(target, replaced.days()));
    } else if (commit.replaced() instanceof Replacing.All) {
      writer = writer.option("overwriteSchema", "true");
    }
    DataFrameWriter<Row> ready = writer;
    unlessOthersInterfere(
        () -> {
          if (inCatalog) {
            ready.saveAsTable(target.place());
          } else {
            ready.save(target.place());
          }
        });
  }

  @Override
  public void describe(Target target) {
    Map<String, String> about = new LinkedHashMap<>(target.properties());
    about.put("comment", target.doc());
    String properties =
        about.entrySet().stream()
            .map(property -> literal(property.getKey()) + " = " + literal(property.getValue()))
            .collect(Collectors.joining(", "));
    unlessOthersInterfere(
        () ->
            spark.sql(
                "ALTER TABLE " + sqlName(target) + " SET TBLPROPERTIES (" + properties + ")"));
  }

  @Override
  public void remove(Target target) {
    if (inCatalog) {
      spark.sql("DROP TABLE IF EXISTS " + target.place());
    } else {
      files.delete(target.place());
    }
  }

  private String sqlName(Target target) {
    return inCatalog ? target.place() : Store.quoted("delta", target.place());
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /**
   * Commits, and tries again when Delta refuses because somebody else has committed meanwhile. If
   * that was another run of the same command, Delta then passes over what is there already.
   */
  private static void unlessOthersInterfere(Runnable commit) {
    for (int attempt = 1; ; attempt++) {
      try {
        commit.run();
        return;
      } catch (ConcurrentModificationException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /** Whole months are named by their folders, so that replacing them rewrites no file. */
  private static String days(Target target, Horizon days) {
    boolean wholeMonths =
        days.from().getDayOfMonth() == 1 && days.to().plusDays(1).getDayOfMonth() == 1;
    boolean byMonth = target.partitions().contains("event_month");
    String column = byMonth && wholeMonths ? "event_month" : "event_date";
    return column + " >= DATE'" + days.from() + "' AND " + column + " <= DATE'" + days.to() + "'";
  }

  @Override
  public List<Sink.Written> written(List<Target> targets, String stretch) {
    List<Row> commits =
        inCatalog
            ? targets.stream().flatMap(target -> commits(target).stream()).toList()
            : commits(targets);
    return targets.stream().map(target -> written(target, stretch, commits)).toList();
  }

  private static Sink.Written written(Target target, String stretch, List<Row> commits) {
    long rows = 0;
    long files = 0;
    long bytes = 0;
    for (Row commit : commits) {
      if (note(commit, stretch).filter(n -> isOf(target, n)).isPresent()) {
        Map<String, String> metrics = commit.getJavaMap(commit.fieldIndex("operationMetrics"));
        rows += Long.parseLong(metrics.getOrDefault("numOutputRows", "0"));
        files += Long.parseLong(metrics.getOrDefault("numFiles", "0"));
        bytes += Long.parseLong(metrics.getOrDefault("numOutputBytes", "0"));
      }
    }
    return new Sink.Written(target.name(), rows, files, bytes);
  }

  private static boolean isOf(Target target, Config note) {
    return note.hasPath("table") && note.getString("table").equals(target.name());
  }

  /**
   * The commits of tables in folders, from the log as Delta's protocol describes it: one query for
   * all of them. Asked for the history of each, Delta takes as long as for writing a small table.
   * Named file by file, since Spark warns of folders whose names begin with an underscore.
   */
  private List<Row> commits(List<Target> targets) {
    String[] logs =
        targets.stream().flatMap(target -> logs(target).stream()).toArray(String[]::new);
    try {
      return spark
          .read()
          .schema("commitInfo STRUCT<userMetadata STRING, operationMetrics MAP<STRING, STRING>>")
          .json(logs)
          .where(col("commitInfo.userMetadata").isNotNull())
          .select("commitInfo.userMetadata", "commitInfo.operationMetrics")
          .collectAsList();
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw unreadable(UserError.firstLine(e), e);
    }
  }

  private static UserError unreadable(String why, Exception cause) {
    return new UserError(
        "a table of this run has no readable Delta log ("
            + why
            + "); bring it back, or --overwrite all of them",
        cause);
  }

  /** Named one by one: a pattern would not find a folder with a colon in its name. */
  private List<String> logs(Target target) {
    String folder = target.place() + "/_delta_log";
    List<String> logs =
        files.list(folder).stream()
            .filter(name -> COMMIT.matcher(name).matches())
            .map(name -> Store.literally(folder) + "/" + name)
            .toList();
    if (logs.isEmpty()) {
      throw unreadable(folder + " holds no commit", null);
    }
    return logs;
  }

  private List<Row> commits(Target target) {
    if (!inCatalog
        && files.list(target.place() + "/_delta_log").stream()
            .noneMatch(name -> COMMIT.matcher(name).matches())) {
      return List.of();
    }
    try {
      DeltaTable table =
          inCatalog
              ? DeltaTable.forName(spark, target.place())
              : DeltaTable.forPath(spark, target.place());
      return table.history().select("userMetadata", "operationMetrics").collectAsList();
    } catch (RuntimeException e) {
      throw new UserError(
          "cannot read the Delta log of " + target.place() + " - is it a Delta table of Medley's?",
          e);
    }
  }

  /** The chunk that a commit brought, if it is one of the stretch. */
  private static Optional<Integer> chunk(Row commit, String stretch) {
    return note(commit, stretch).map(note -> note.getInt("chunk"));
  }

  /** What a commit says of itself, if it is one of the stretch. */
  private static Optional<Config> note(Row commit, String stretch) {
    String note = commit.getString(commit.fieldIndex("userMetadata"));
    if (note == null || !note.startsWith("{")) {
      return Optional.empty();
    }
    try {
      Config config = ConfigFactory.parseString(note);
      return config.hasPath("stretch") && config.getString("stretch").equals(stretch)
          ? Optional.of(config)
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }
}
