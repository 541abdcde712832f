package dev.medley;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.spark.LocalDisk;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.io.TempDir;

/**
 * A test that needs Spark. All of them share one session, which lives as long as the JVM: what a
 * test changes in it, it must put back, or work in a session of its own.
 */
public abstract class SparkTest {

  /** A folder of the test method. */
  @TempDir protected Path folder;

  protected static SparkSession spark() {
    return Suite.SHARED.spark();
  }

  /**
   * The registered scenarios, or those that {@code -Dmedley.test.scenarios=a,b} names, so that who
   * works on one need not wait for the others.
   */
  protected static Stream<Scenario> scenarios() {
    String chosen = System.getProperty("medley.test.scenarios", "");
    List<String> names = List.of(chosen.split(","));
    return Scenarios.all().stream().filter(s -> chosen.isEmpty() || names.contains(s.name()));
  }

  /** Both have the same rows, each as often, whatever their order; nullability aside. */
  protected static void assertSameRows(Dataset<Row> expected, Dataset<Row> actual) {
    StructType nullable = nullable(expected.schema());
    Suite.SHARED.assertDataFrameDataEquals(expected.to(nullable), actual.to(nullable));
  }

  private static StructType nullable(StructType schema) {
    return DataTypes.createStructType(
        Arrays.stream(schema.fields())
            .map(f -> DataTypes.createStructField(f.name(), f.dataType(), true))
            .toList());
  }

  /** Held rather than extended: its {@code assertTrue} and {@code fail} would hide JUnit's. */
  private static final class Suite extends JavaDatasetSuiteBase {
    private static final long serialVersionUID = 1;
    static final Suite SHARED = new Suite();

    Suite() {
      runBefore();
    }

    @Override
    public SparkConf conf() {
      SparkConf conf = super.conf();
      LocalDisk.forFiles().forEach(conf::set);
      LocalDisk.forCommits().forEach(conf::set);
      return conf.setMaster("local[2]")
          .set("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
          .set("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
          .set("spark.sql.session.timeZone", "UTC")
          .set("spark.sql.shuffle.partitions", "2")
          .set("spark.databricks.delta.snapshotPartitions", "2")
          .set("spark.sql.artifact.isolation.enabled", "false")
          .set("spark.ui.enabled", "false");
    }

    @Override
    public boolean enableHiveSupport() {
      return false;
    }
  }
}
