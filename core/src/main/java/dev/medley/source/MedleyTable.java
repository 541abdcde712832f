package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.spark.Schemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** A simulated table as Spark sees it. */
final class MedleyTable implements org.apache.spark.sql.connector.catalog.Table, SupportsRead {
  private final Spec spec;
  private final double expectedRows;

  MedleyTable(Spec spec, double expectedRows) {
    this.spec = spec;
    this.expectedRows = expectedRows;
  }

  @Override
  public String name() {
    Table<?> table = spec.table(spec.table());
    return spec.world().scenario() + (table.isKey() ? "_key." : ".") + table.name();
  }

  @Override
  public org.apache.spark.sql.connector.catalog.Column[] columns() {
    return spec.columns().stream()
        .map(
            c ->
                org.apache.spark.sql.connector.catalog.Column.create(
                    c.name(), Schemas.type(c), c.nullable(), c.doc(), null))
        .toArray(org.apache.spark.sql.connector.catalog.Column[]::new);
  }

  @Override
  @Deprecated
  public StructType schema() {
    return struct();
  }

  StructType struct() {
    return structOf(spec.columns());
  }

  /** The columns as a struct, with comments. */
  static StructType structOf(List<Column> columns) {
    return new StructType(
        columns.stream()
            .map(
                c ->
                    new StructField(
                        c.name(),
                        Schemas.type(c),
                        c.nullable(),
                        new MetadataBuilder().putString("comment", c.doc()).build()))
            .toArray(StructField[]::new));
  }

  @Override
  public Transform[] partitioning() {
    return spec.table(spec.table()).partitionColumns().stream()
        .map(Expressions::identity)
        .toArray(Transform[]::new);
  }

  @Override
  public Map<String, String> properties() {
    Map<String, String> properties = new HashMap<>();
    properties.put("comment", spec.table(spec.table()).doc());
    properties.put("medley.seed", Long.toString(spec.world().seed()));
    properties.put("medley.units", Long.toString(spec.world().units()));
    return properties;
  }

  @Override
  public Set<TableCapability> capabilities() {
    return Set.of(TableCapability.BATCH_READ);
  }

  @Override
  public ScanBuilder newScanBuilder(CaseInsensitiveStringMap options) {
    return new MedleyScan.Builder(spec, expectedRows);
  }
}
