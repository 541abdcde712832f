package dev.medley.sink;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.medley.UserError;
import dev.medley.world.Horizon;
import io.delta.tables.DeltaTable;
import io.delta.tables.DeltaTableBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.DataFrameWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;

/**
 * Delta tables, by path or in a catalog. A chunk is one transaction with an application id and
 * version of its own, so Delta itself refuses to take it twice.
 */
final class DeltaSink implements Sink {
  private final SparkSession spark;
  private final boolean inCatalog;

  private DeltaSink(SparkSession spark, boolean inCatalog) {
    this.spark = spark;
    this.inCatalog = inCatalog;
  }

  static DeltaSink inFolders(SparkSession spark) {
    return new DeltaSink(spark, false);
  }

  static DeltaSink inCatalog(SparkSession spark) {
    return new DeltaSink(spark, true);
  }

  @Override
  public void create(Target target) {
    DeltaTableBuilder builder = DeltaTable.createIfNotExists(spark);
    builder = inCatalog ? builder.tableName(target.place()) : builder.location(target.place());
    for (StructField field : target.schema().fields()) {
      builder =
          builder.addColumn(
              DeltaTable.columnBuilder(spark, field.name())
                  .dataType(field.dataType())
                  .comment(field.getComment().getOrElse(() -> ""))
                  .build());
    }
    builder = builder.partitionedBy(target.partitions().toArray(String[]::new));
    builder = builder.comment(target.doc());
    for (Map.Entry<String, String> property : target.properties().entrySet()) {
      builder = builder.property(property.getKey(), property.getValue());
    }
    if (!target.filtered().isEmpty()) {
      builder =
          builder.property("delta.dataSkippingStatsColumns", String.join(",", target.filtered()));
    }
    builder.execute();
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
  public void write(Target target, Dataset<Row> rows, Commit commit) {
    String note =
        ConfigFactory.parseMap(
                Map.of("stretch", commit.stretch(), "chunk", commit.chunk(), "note", commit.note()))
            .root()
            .render(ConfigRenderOptions.concise());
    DataFrameWriter<Row> writer =
        rows.write()
            .format("delta")
            .partitionBy(target.partitions().toArray(String[]::new))
            .option("txnAppId", commit.stretch())
            .option("txnVersion", Integer.toString(commit.chunk()))
            .option("userMetadata", note);
    if (commit.replaced().isEmpty()) {
      writer = writer.mode("append");
    } else {
      writer = writer.mode("overwrite");
      if (target.isDated()) {
        writer = writer.option("replaceWhere", days(target, commit.replaced().get()));
      }
    }
    if (inCatalog) {
      writer.saveAsTable(target.place());
    } else {
      writer.save(target.place());
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
  public Summary.Written written(Target target, String stretch) {
    long rows = 0;
    long files = 0;
    long bytes = 0;
    for (Row commit : commits(target)) {
      if (chunk(commit, stretch).isPresent()) {
        Map<String, String> metrics = commit.getJavaMap(commit.fieldIndex("operationMetrics"));
        rows += Long.parseLong(metrics.getOrDefault("numOutputRows", "0"));
        files += Long.parseLong(metrics.getOrDefault("numFiles", "0"));
        bytes += Long.parseLong(metrics.getOrDefault("numOutputBytes", "0"));
      }
    }
    return new Summary.Written(target.name(), rows, files, bytes);
  }

  private List<Row> commits(Target target) {
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
    String note = commit.getString(commit.fieldIndex("userMetadata"));
    if (note == null || !note.startsWith("{")) {
      return Optional.empty();
    }
    try {
      Config config = ConfigFactory.parseString(note);
      return config.hasPath("stretch") && config.getString("stretch").equals(stretch)
          ? Optional.of(config.getInt("chunk"))
          : Optional.empty();
    } catch (ConfigException e) {
      return Optional.empty();
    }
  }
}
