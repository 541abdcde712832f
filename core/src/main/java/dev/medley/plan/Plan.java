package dev.medley.plan;

import dev.medley.config.RunConfig;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * How a run is cut up: cells into blocks (one task each), blocks into chunks (one transaction a
 * table each). Worked out by arithmetic, so a plan of ten billion rows costs nothing.
 *
 * @param config the run
 * @param parallelism tasks that run at a time
 * @param blocks all blocks, region by region
 * @param blocksPerChunk blocks that are simulated and written together
 */
public record Plan(RunConfig config, int parallelism, List<Block> blocks, int blocksPerChunk) {
  /**
   * Rows of all tables that a chunk holds about: what an interruption can cost, and what lies on
   * local disk meanwhile, at 20 to 70 bytes a row. Every chunk also costs a commit to each table
   * and leaves a file in every folder of the small tables.
   */
  private static final double ROWS_PER_CHUNK = 48_000_000;

  /** What an ordinary row takes there; text of a stated size counts besides. */
  private static final double BYTES_OF_A_ROW = 40;

  /**
   * Consecutive cells of one region, simulated one after the other in one task.
   *
   * @param number position in the plan
   * @param regionIndex position of the region in the scenario's list
   * @param region its name
   * @param firstCell first cell
   * @param cells how many
   */
  public record Block(int number, int regionIndex, String region, long firstCell, long cells)
      implements Serializable {
    private static final long serialVersionUID = 1;
  }

  /** Plans a run for a machine or cluster that runs so many tasks at a time. */
  public static Plan of(RunConfig config, int parallelism) {
    Scenario scenario = config.scenario();
    List<String> allRegions = scenario.regions();
    long cells = 0;
    for (String region : config.regions()) {
      cells += config.cells(region);
    }
    double rowsPerCell = cells == 0 ? 0 : config.expectedMainRows() / cells;
    double folders = folders(config);
    List<Block> blocks = new ArrayList<>();
    int blocksForCores = (int) Math.ceil(parallelism / (double) config.regions().size());
    long largest = 1;
    for (String region : config.regions()) {
      int regionIndex = allRegions.indexOf(region);
      long n = config.cells(region);
      long wanted =
          Math.max(
              blocksForCores,
              Math.round(n * rowsPerCell / folders / config.engine().rowsPerFile()));
      long count = Math.max(1, Math.min(wanted, n));
      if (n == 0) {
        continue;
      }
      for (long b = 0; b < count; b++) {
        long first = n * b / count;
        long next = n * (b + 1) / count;
        blocks.add(new Block(blocks.size(), regionIndex, region, first, next - first));
        largest = Math.max(largest, next - first);
      }
    }
    double allCells = (double) blocks.size() * largest;
    double weight =
        config.chosenTables().stream().mapToDouble(t -> config.expectedRows(t) * weight(t)).sum();
    double rows = cells == 0 ? 0 : weight / cells * allCells;
    return new Plan(
        config, parallelism, List.copyOf(blocks), blocksPerChunk(blocks.size(), rows, parallelism));
  }

  /** What a row of the table weighs on local disk, in ordinary rows. */
  private static double weight(Table<?> table) {
    double text = table.columns().stream().mapToDouble(Column::bytes).sum();
    return 1 + text / BYTES_OF_A_ROW;
  }

  /** Chunks of about the same size that leave no task idle but in the last of them. */
  private static int blocksPerChunk(int blocks, double rows, int parallelism) {
    double chunks = Math.max(1, Math.ceil(rows / ROWS_PER_CHUNK));
    double rounds = Math.max(1, Math.ceil(Math.ceil(blocks / chunks) / parallelism));
    return (int) Math.min(Math.max(1, blocks), rounds * parallelism);
  }

  /** Date folders that the rows of one block are spread over. */
  private static double folders(RunConfig config) {
    int days =
        Math.min(config.horizon().days(), config.scenario().daysOfNeighbours(config.horizon()));
    boolean daily =
        config.output().grain() == RunConfig.Grain.DAY
            || config.scenario().mainTable().layout() == Table.Layout.DAY_AND_REGION;
    if (daily) {
      return days;
    }
    LocalDate from = config.horizon().from();
    return 1
        + ChronoUnit.MONTHS.between(
            from.withDayOfMonth(1), from.plusDays(days - 1L).withDayOfMonth(1));
  }

  /** Blocks of each chunk, in the order in which they are written. */
  public List<List<Block>> chunks() {
    List<List<Block>> chunks = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i += blocksPerChunk) {
      // A view of an immutable list cannot be serialized; a chunk goes to the executors.
      chunks.add(List.copyOf(blocks.subList(i, Math.min(blocks.size(), i + blocksPerChunk))));
    }
    return chunks;
  }

  public long cells() {
    return blocks.stream().mapToLong(Block::cells).sum();
  }

  /** Expected rows of a table, mess left out. */
  public long expectedRows(Table<?> table) {
    return Math.round(config.expectedRows(table));
  }

  /** Expected rows of all tables that the run writes. */
  public long expectedRows() {
    return config.chosenTables().stream().mapToLong(this::expectedRows).sum();
  }

  /** Rough size of a row of a table on disk: what the column types take after compression. */
  public double bytesPerRow(Table<?> table) {
    double perRow = 0;
    for (Column column : table.published()) {
      perRow +=
          switch (column.type()) {
            case BIGINT, TIMESTAMP, TIMESTAMP_NTZ -> column.neverRepeats() ? 4.5 : 2.5;
            case DOUBLE, MONEY -> column.neverRepeats() ? 6 : 2;
            case INT, SMALLINT -> 1.2;
            case STRING ->
                column.bytes() > 0 ? column.bytes() * .4 : column.neverRepeats() ? 40 : .6;
            case BOOLEAN, DATE -> .15;
          };
    }
    return perRow;
  }

  /** Data files of one of the answer key's own tables, roughly: a task for each block's part. */
  public long expectedKeyFiles() {
    return Math.round(blocks.size() * folders(config));
  }

  /** Data files of all tables that the run writes, roughly. */
  public long expectedFiles() {
    return config.chosenTables().stream().mapToLong(this::expectedFiles).sum();
  }

  /** Data files of a table, roughly: one for each block and folder. */
  public long expectedFiles(Table<?> table) {
    return switch (table.layout()) {
      case MONTH_AND_REGION, DAY_AND_REGION -> Math.round(blocks.size() * folders(config));
      case REGION -> blocks.size();
      case SINGLE -> 1;
    };
  }
}
