package dev.medley.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The data source {@code medley}: a clean table straight from the simulator.
 *
 * <pre>
 * spark.read().format("medley").option("scenario", "ed_throughput").option("table", "visits")
 *     .option("rows", "1e9").load()
 * </pre>
 */
public final class MedleySource implements TableProvider, DataSourceRegister {

  @Override
  public String shortName() {
    return "medley";
  }

  @Override
  public StructType inferSchema(CaseInsensitiveStringMap options) {
    return Readings.table(options).struct();
  }

  @Override
  public Table getTable(
      StructType schema, Transform[] partitioning, Map<String, String> properties) {
    return Readings.table(new CaseInsensitiveStringMap(properties));
  }
}
