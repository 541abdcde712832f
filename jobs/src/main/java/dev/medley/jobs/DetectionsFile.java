package dev.medley.jobs;

import dev.medley.model.UserError;
import dev.medley.sink.Files;
import dev.medley.sink.Store;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What an analyst found: separated text with a header, Parquet, or a Delta table.
 *
 * @param path a file, or the folder of several
 */
record DetectionsFile(String path) {
  private static final Pattern TEXT = Pattern.compile(".*\\.(csv|tsv|txt)(\\.gz|\\.bz2|\\.zst)?");
  private static final Pattern PARQUET = Pattern.compile(".*\\.parquet");

  /** Asked before Spark starts; a remote file is left to Spark. */
  void requireReadable() {
    if (!path.contains(":/") && !java.nio.file.Files.isReadable(java.nio.file.Path.of(path))) {
      throw new UserError("--detections " + path + ": no such file or folder");
    }
  }

  Dataset<Row> read(SparkSession spark) {
    List<String> names = new Files(spark.sparkContext().hadoopConfiguration()).list(path);
    if (names.contains("_delta_log")) {
      return spark.read().format("delta").load(path);
    }
    List<String> visible =
        names.stream()
            .filter(n -> !n.startsWith("_") && !n.startsWith("."))
            .map(n -> n.toLowerCase(Locale.ROOT))
            .toList();
    if (visible.stream().anyMatch(n -> PARQUET.matcher(n).matches())) {
      return spark.read().parquet(Store.literally(path));
    }
    if (visible.stream().anyMatch(n -> TEXT.matcher(n).matches())) {
      return text(spark);
    }
    throw new UserError(
        "--detections "
            + path
            + ": neither text with a header (.csv, .tsv, also .gz), nor .parquet, nor a Delta"
            + " table, nor a folder of these");
  }

  private Dataset<Row> text(SparkSession spark) {
    String header =
        spark.read().text(Store.literally(path)).as(Encoders.STRING()).takeAsList(1).stream()
            .findFirst()
            .orElseThrow(() -> new UserError("--detections " + path + ": the file is empty"));
    String separator =
        Stream.of(",", ";", "\t")
            .max(Comparator.comparingInt(s -> header.split(Pattern.quote(s), -1).length))
            .orElseThrow();
    // Keys are compared as text; a guessed type would cut leading zeros.
    return spark
        .read()
        .option("header", "true")
        .option("sep", separator)
        .option("escape", "\"")
        .csv(Store.literally(path));
  }
}
