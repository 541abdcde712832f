package dev.medley.sink;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Plain Parquet folders. A chunk is written aside and then moved file by file under names of its
 * own, so a chunk that is tried again replaces its own files and no others.
 */
public final class ParquetSink implements Sink {
  private final SparkSession spark;
  private final Files files;
  private final String journal;
  private final Receipts receipts;
  private final Owner owner;
  private final LocalDate firstDay;
  private final String firstRegion;

  /**
   * A sink of one output.
   *
   * @param owner the run that holds the output
   * @param firstDay that the run makes
   * @param firstRegion of its world; a table without rows gets its file in the folder of the two
   */
  public ParquetSink(
      SparkSession spark, Files files, Owner owner, LocalDate firstDay, String firstRegion) {
    this.spark = spark;
    this.files = files;
    this.journal = owner.journal();
    this.receipts = new Receipts(files, journal);
    this.owner = owner;
    this.firstDay = firstDay;
    this.firstRegion = firstRegion;
  }

  @Override
  public void create(Target target) {}

  /** Chunks whose files are all there; one that has lost a file is made again. */
  @Override
  public List<Integer> committed(Target target, String stretch) {
    Map<Integer, Receipt> found = receipts.of(target.name(), stretch);
    if (found.isEmpty()) {
      return List.of();
    }
    Map<String, Long> there = files.visible(target.place());
    return found.entrySet().stream()
        .filter(e -> there.entrySet().containsAll(e.getValue().files().entrySet()))
        .map(Map.Entry::getKey)
        .toList();
  }

  @Override
  public Optional<Cut> cut(Target target, String stretch) {
    return Optional.empty();
  }

  @Override
  public void write(Target target, Dataset<Row> rows, Commit commit) {
    String aside =
        aside() + "/" + Receipts.simple(target.name()) + "-" + mark(commit) + commit.chunk();
    rows.write()
        .format("parquet")
        .mode("overwrite")
        .partitionBy(target.partitions().toArray(String[]::new))
        .save(aside);
    long count = spark.read().schema(target.schema()).parquet(Store.literally(aside)).count();
    owner.require();
    replace(target, commit);
    Map<String, Long> moved = new TreeMap<>();
    for (String file : files.below(aside)) {
      if (!file.endsWith(".parquet")) {
        continue;
      }
      String name = named(file, commit, moved.size());
      moved.put(name, files.size(aside + "/" + file));
      files.move(aside + "/" + file, target.place() + "/" + name);
    }
    files.delete(aside);
    receipts.write(target.name(), commit.stretch(), commit.chunk(), new Receipt(count, moved));
    files.delete(moving(target, commit));
  }

  /** A run writes aside in a folder of its own. */
  private String aside() {
    return journal + "/aside/" + owner.mark();
  }

  /** Spark's file names differ from try to try; these do not. */
  private static String named(String file, Commit commit, long number) {
    int slash = file.lastIndexOf('/');
    return file.substring(0, slash + 1)
        + String.format(
            Locale.ROOT, "part-%s%05d-%05d.zstd.parquet", mark(commit), commit.chunk(), number);
  }

  /**
   * Takes away what the stretch replaces, if this is its first chunk, and what an earlier try of
   * the chunk has left in place.
   */
  private void replace(Target target, Sink.Commit commit) {
    if (!receipts.hasAny(target.name(), commit.stretch())) {
      if (commit.replaced() instanceof Replacing.All
          || (commit.replaced() instanceof Replacing.Days && !target.isDated())) {
        files.delete(target.place());
      } else {
        files.list(target.place()).stream()
            .filter(folder -> Receipts.isReplaced(folder, commit.replaced()))
            .forEach(folder -> files.delete(target.place() + "/" + folder));
      }
    }
    String moving = moving(target, commit);
    boolean wasTried =
        files.exists(moving) || receipts.has(target.name(), commit.stretch(), commit.chunk());
    if (wasTried) {
      String begin = "part-" + mark(commit) + String.format(Locale.ROOT, "%05d-", commit.chunk());
      for (String file : files.below(target.place())) {
        if (file.substring(file.lastIndexOf('/') + 1).startsWith(begin)) {
          files.delete(target.place() + "/" + file);
        }
      }
    }
    files.write(moving, "");
  }

  private String moving(Target target, Commit commit) {
    return journal
        + "/moving/"
        + Receipts.simple(target.name())
        + "-"
        + mark(commit)
        + commit.chunk();
  }

  @Override
  public void remove(Target target) {
    files.delete(target.place());
  }

  /**
   * Only a file tells a reader of Parquet which columns a table has. Spark writes none for folders
   * without rows, so a table that got no row at all gets a file of its own.
   */
  @Override
  public void describe(Target target) {
    if (files.holds(target.place(), ".parquet")) {
      return;
    }
    String aside = aside() + "/" + Receipts.simple(target.name()) + "-no-rows";
    spark
        .createDataFrame(List.<Row>of(), target.schema())
        .drop(target.partitions().toArray(String[]::new))
        .write()
        .mode("overwrite")
        .parquet(aside);
    for (String file : files.list(aside)) {
      if (file.endsWith(".parquet")) {
        files.move(
            aside + "/" + file, target.place() + firstFolder(target) + "/" + Receipts.NO_ROWS);
      }
    }
    files.delete(aside);
  }

  private String firstFolder(Target target) {
    StringBuilder folder = new StringBuilder();
    for (String column : target.partitions()) {
      String value =
          switch (column) {
            case "event_date" -> firstDay.toString();
            case "event_month" -> firstDay.withDayOfMonth(1).toString();
            case "region" -> firstRegion;
            default -> throw new IllegalStateException("folders by " + column);
          };
      folder.append('/').append(column).append('=').append(value);
    }
    return folder.toString();
  }

  @Override
  public List<Sink.Written> written(List<Target> targets, String stretch) {
    return targets.stream().map(target -> written(target, stretch)).toList();
  }

  private Sink.Written written(Target target, String stretch) {
    Collection<Receipt> found = receipts.of(target.name(), stretch).values();
    return new Sink.Written(
        target.name(),
        found.stream().mapToLong(Receipt::rows).sum(),
        found.stream().mapToLong(r -> r.files().size()).sum(),
        found.stream().mapToLong(Receipt::bytes).sum());
  }

  private static String mark(Commit commit) {
    return Receipts.mark(commit.stretch());
  }
}
