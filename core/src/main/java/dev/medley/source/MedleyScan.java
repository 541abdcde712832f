package dev.medley.source;

import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.world.Horizon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.connector.expressions.Expressions;
import org.apache.spark.sql.connector.expressions.SortDirection;
import org.apache.spark.sql.connector.expressions.SortOrder;
import org.apache.spark.sql.connector.read.Batch;
import org.apache.spark.sql.connector.read.InputPartition;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.connector.read.PartitionReaderFactory;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.connector.read.Statistics;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.connector.read.SupportsReportOrdering;
import org.apache.spark.sql.connector.read.SupportsReportStatistics;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.vectorized.ColumnarBatch;

/** One reading of a simulated table: the columns, days and regions that the query needs. */
final class MedleyScan implements Scan, Batch, SupportsReportStatistics, SupportsReportOrdering {
  private final Spec spec;
  private final List<Column> columns;
  private final double expectedRows;

  private MedleyScan(Spec spec, List<Column> columns, double expectedRows) {
    this.spec = spec;
    this.columns = columns;
    this.expectedRows = expectedRows;
  }

  /** Takes what the query needs. */
  static final class Builder
      implements ScanBuilder, SupportsPushDownRequiredColumns, SupportsPushDownFilters {
    private final Spec spec;
    private final double expectedRows;
    private List<Column> columns;
    private Filter[] filters = new Filter[0];

    Builder(Spec spec, double expectedRows) {
      this.spec = spec;
      this.expectedRows = expectedRows;
      this.columns = spec.columns();
    }

    @Override
    public void pruneColumns(StructType required) {
      List<String> names = Arrays.asList(required.fieldNames());
      columns = spec.columns().stream().filter(c -> names.contains(c.name())).toList();
    }

    @Override
    public Filter[] pushFilters(Filter[] offered) {
      filters = offered;
      return Arrays.stream(offered).filter(f -> !isWholly(f)).toArray(Filter[]::new);
    }

    @Override
    public Filter[] pushedFilters() {
      return Arrays.stream(filters).filter(this::isWholly).toArray(Filter[]::new);
    }

    /** Whether leaving out blocks does all that the filter asks; days are narrowed only roughly. */
    private boolean isWholly(Filter filter) {
      return isRegional() && Pruning.isOfRegions(filter);
    }

    private boolean isRegional() {
      return spec.table(spec.table()).layout() != Table.Layout.SINGLE;
    }

    @Override
    public Scan build() {
      Horizon all = spec.wanted().days();
      Pruning pruning = new Pruning(all);
      for (Filter filter : filters) {
        pruning.add(filter);
      }
      Table<?> table = spec.table(spec.table());
      // A table that is not dated has all its rows in the world's first days.
      Optional<Horizon> left = table.isDated() ? pruning.days() : Optional.of(all);
      boolean regional = isRegional();
      List<Plan.Block> blocks =
          left.isEmpty()
              ? List.of()
              : spec.blocks().stream()
                  .filter(b -> !regional || pruning.allows(b.region()))
                  // Rows of the world and of a region come with its first block.
                  .filter(b -> !table.isReference() || b.firstCell() == 0)
                  .toList();
      Horizon days = left.orElse(all);
      double share = (double) days.days() / all.days();
      double part = spec.blocks().isEmpty() ? 0 : (double) blocks.size() / spec.blocks().size();
      return new MedleyScan(
          spec.narrowed(spec.wanted().narrowedTo(days), blocks),
          columns,
          expectedRows * share * part);
    }
  }

  @Override
  public StructType readSchema() {
    return MedleyTable.structOf(columns);
  }

  @Override
  public String description() {
    return "medley "
        + spec.world().scenario()
        + "."
        + spec.table()
        + " "
        + spec.wanted().days().from()
        + ".."
        + spec.wanted().days().to()
        + ", "
        + spec.blocks().size()
        + " blocks";
  }

  @Override
  public Batch toBatch() {
    return this;
  }

  @Override
  public Statistics estimateStatistics() {
    long rows = Math.round(expectedRows);
    return new Statistics() {
      @Override
      public OptionalLong sizeInBytes() {
        return OptionalLong.of(Math.max(1, rows) * (8L + readSchema().defaultSize()));
      }

      @Override
      public OptionalLong numRows() {
        return OptionalLong.of(rows);
      }
    };
  }

  /** Only rows that were kept come back folder by folder. */
  @Override
  public SortOrder[] outputOrdering() {
    if (spec.keep() == null) {
      return new SortOrder[0];
    }
    List<String> names = columns.stream().map(Column::name).toList();
    List<String> folders = spec.table(spec.table()).partitionColumns();
    if (!names.containsAll(folders)) {
      return new SortOrder[0];
    }
    return folders.stream()
        .map(f -> Expressions.sort(Expressions.column(f), SortDirection.ASCENDING))
        .toArray(SortOrder[]::new);
  }

  /** One block, and where it should be read: all its tables on one machine, which keeps it. */
  private record Piece(Plan.Block block, String host) implements InputPartition {
    private static final long serialVersionUID = 1;

    @Override
    public String[] preferredLocations() {
      return host == null ? new String[0] : new String[] {host};
    }
  }

  @Override
  public InputPartition[] planInputPartitions() {
    return spec.blocks().stream()
        .map(block -> new Piece(block, host(block).orElse(null)))
        .toArray(InputPartition[]::new);
  }

  private Optional<String> host(Plan.Block block) {
    return spec.keep() == null ? Optional.empty() : spec.keep().host(block);
  }

  @Override
  public PartitionReaderFactory createReaderFactory() {
    return new Factory(
        spec.narrowed(spec.wanted(), List.of()), columns.stream().map(Column::name).toList());
  }

  private record Factory(Spec spec, List<String> columns) implements PartitionReaderFactory {
    private static final long serialVersionUID = 1;

    @Override
    public boolean supportColumnarReads(InputPartition partition) {
      return true;
    }

    @Override
    public PartitionReader<ColumnarBatch> createColumnarReader(InputPartition partition) {
      try {
        return new BlockReader(spec, ((Piece) partition).block(), columns);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public PartitionReader<InternalRow> createReader(InputPartition partition) {
      throw new IllegalStateException("rows are read in columns");
    }
  }
}
