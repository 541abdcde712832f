package dev.medley.sink;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Scanner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Plain Parquet folders. A chunk is written aside and then moved file by file under names of its
 * own, so a chunk that is tried again replaces its own files and no others.
 */
public final class ParquetSink implements Sink {
  private static final Pattern FOLDER = Pattern.compile("event_(?:month|date)=([0-9-]+)");

  private final SparkSession spark;
  private final Files files;
  private final String journal;
  private final LocalDate firstDay;
  private final String firstRegion;

  /**
   * A sink of one output.
   *
   * @param journal folder for what is under way and what is done
   * @param firstDay that the run makes
   * @param firstRegion of its world; a table without rows gets its file in the folder of the two
   */
  public ParquetSink(
      SparkSession spark, Files files, String journal, LocalDate firstDay, String firstRegion) {
    this.spark = spark;
    this.files = files;
    this.journal = journal;
    this.firstDay = firstDay;
    this.firstRegion = firstRegion;
  }

  @Override
  public void create(Target target) {}

  @Override
  public List<Integer> committed(Target target, String stretch) {
    String prefix = mark(stretch);
    return files.list(done(target)).stream()
        .filter(n -> n.startsWith(prefix))
        .map(n -> Integer.valueOf(n.substring(prefix.length())))
        .toList();
  }

  @Override
  public Optional<Cut> cut(Target target, String stretch) {
    return Optional.empty();
  }

  @Override
  public void write(Target target, Dataset<Row> rows, Commit commit) {
    String aside =
        journal + "/aside/" + simple(target) + "-" + mark(commit.stretch()) + commit.chunk();
    files.delete(aside);
    rows.write()
        .format("parquet")
        .mode("overwrite")
        .partitionBy(target.partitions().toArray(String[]::new))
        .save(aside);
    replace(target, commit);
    long count = spark.read().schema(target.schema()).parquet(aside).count();
    long bytes = 0;
    long moved = 0;
    for (String file : files.below(aside)) {
      if (!file.endsWith(".parquet")) {
        continue;
      }
      bytes += files.size(aside + "/" + file);
      files.move(aside + "/" + file, target.place() + "/" + named(file, commit, moved++));
    }
    files.delete(aside);
    files.write(
        done(target) + "/" + mark(commit.stretch()) + commit.chunk(),
        String.format(Locale.ROOT, "%d %d %d", count, moved, bytes));
    files.delete(moving(target, commit));
  }

  /** Spark's file names differ from try to try; these do not. */
  private static String named(String file, Commit commit, long number) {
    int slash = file.lastIndexOf('/');
    return file.substring(0, slash + 1)
        + String.format(
            Locale.ROOT,
            "part-%s%05d-%05d.zstd.parquet",
            mark(commit.stretch()),
            commit.chunk(),
            number);
  }

  /** Takes away what the chunk replaces, and what an earlier try of it has left in place. */
  private void replace(Target target, Sink.Commit commit) {
    if (commit.replaced() instanceof Replacing.All
        || (commit.replaced() instanceof Replacing.Days && !target.isDated())) {
      files.delete(target.place());
    } else if (commit.replaced() instanceof Replacing.Days replaced) {
      for (String folder : files.list(target.place())) {
        Matcher dated = FOLDER.matcher(folder);
        if (dated.matches() && replaced.days().contains(LocalDate.parse(dated.group(1)))) {
          files.delete(target.place() + "/" + folder);
        }
      }
    }
    String moving = moving(target, commit);
    if (files.exists(moving)) {
      String begin =
          "part-" + mark(commit.stretch()) + String.format(Locale.ROOT, "%05d-", commit.chunk());
      for (String file : files.below(target.place())) {
        if (file.substring(file.lastIndexOf('/') + 1).startsWith(begin)) {
          files.delete(target.place() + "/" + file);
        }
      }
    }
    files.write(moving, "");
  }

  private String moving(Target target, Commit commit) {
    return journal + "/moving/" + simple(target) + "-" + mark(commit.stretch()) + commit.chunk();
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
    String aside = journal + "/aside/" + simple(target) + "-no-rows";
    spark
        .createDataFrame(List.<Row>of(), target.schema())
        .drop(target.partitions().toArray(String[]::new))
        .write()
        .mode("overwrite")
        .parquet(aside);
    for (String file : files.list(aside)) {
      if (file.endsWith(".parquet")) {
        files.move(
            aside + "/" + file, target.place() + firstFolder(target) + "/part-no-rows.parquet");
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
    long[] sums = new long[3];
    for (int chunk : committed(target, stretch)) {
      Scanner numbers =
          new Scanner(files.read(done(target) + "/" + mark(stretch) + chunk).orElse("0 0 0"));
      for (int i = 0; i < sums.length; i++) {
        sums[i] += numbers.nextLong();
      }
    }
    return new Sink.Written(target.name(), sums[0], sums[1], sums[2]);
  }

  private String done(Target target) {
    return journal + "/done/" + simple(target);
  }

  private static String simple(Target target) {
    return target.name().replace('.', '-');
  }

  private static String mark(String stretch) {
    return stretch.replaceAll("[^A-Za-z0-9]+", "-") + "-";
  }
}
