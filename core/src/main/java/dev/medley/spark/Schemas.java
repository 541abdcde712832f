package dev.medley.spark;

import dev.medley.model.Column;
import dev.medley.model.Table;
import java.util.List;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Tables in Spark's terms. */
public final class Schemas {

  /**
   * The key table {@code cells}: one row for each stage and value that it changed. {@code
   * clean_value} is the value before all stages and {@code dirty_value} the published one, both as
   * UTC text.
   */
  public static final StructType CELLS =
      new StructType()
          .add("table_name", DataTypes.StringType)
          .add("row_key", DataTypes.StringType)
          .add("stage_id", DataTypes.StringType)
          .add("column_name", DataTypes.StringType)
          .add("clean_value", DataTypes.StringType)
          .add("dirty_value", DataTypes.StringType)
          .add("event_date", DataTypes.DateType)
          .add("region", DataTypes.StringType);

  /**
   * The key table {@code rows}: one row for each stage and row that it dropped or delivered once
   * more. {@code clean_row} is the dropped row's published columns as JSON.
   */
  public static final StructType ROWS =
      new StructType()
          .add("table_name", DataTypes.StringType)
          .add("row_key", DataTypes.StringType)
          .add("stage_id", DataTypes.StringType)
          .add("action", DataTypes.StringType)
          .add("clean_row", DataTypes.StringType)
          .add("event_date", DataTypes.DateType)
          .add("region", DataTypes.StringType);

  private Schemas() {}

  /** Spark's type for a column. */
  public static DataType type(Column column) {
    return switch (column.type()) {
      case BIGINT -> DataTypes.LongType;
      case INT -> DataTypes.IntegerType;
      case SMALLINT -> DataTypes.ShortType;
      case DOUBLE -> DataTypes.DoubleType;
      case MONEY -> DataTypes.createDecimalType(column.precision(), column.scale());
      case STRING -> DataTypes.StringType;
      case BOOLEAN -> DataTypes.BooleanType;
      case DATE -> DataTypes.DateType;
      case TIMESTAMP_NTZ -> DataTypes.TimestampNTZType;
      case TIMESTAMP -> DataTypes.TimestampType;
    };
  }

  /** The columns that are written, in order, with their comments; all nullable, since mess is. */
  public static StructType published(Table<?> table) {
    List<StructField> fields =
        table.published().stream()
            .map(c -> DataTypes.createStructField(c.name(), type(c), true, comment(c)))
            .toList();
    return DataTypes.createStructType(fields);
  }

  private static Metadata comment(Column column) {
    return column.doc().isEmpty()
        ? Metadata.empty()
        : new MetadataBuilder().putString("comment", column.doc()).build();
  }
}
