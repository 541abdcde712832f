package dev.medley.scenario;

import dev.medley.mess.Stage;
import dev.medley.model.Ask;
import dev.medley.model.Chart;
import dev.medley.model.Detection;
import dev.medley.model.Insight;
import dev.medley.model.Questions;
import dev.medley.model.RowCheck;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.world.Cell;
import dev.medley.world.Cells;
import dev.medley.world.Dealing;
import dev.medley.world.Horizon;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A scenario: a pure simulator of some part of healthcare, the mess that is made of its rows, and
 * what an analyst can find in the result.
 *
 * <p>Implementations hold no state and have a public constructor without arguments. Everything
 * random comes from {@link World#streams()}, keyed by the entity it belongs to, so that a cell
 * gives the same rows alone or among a million others.
 */
public interface Scenario {
  /** Fewer rows are a world of hardly anybody. */
  double LEAST_ROWS = 100_000;

  /** Name, title, story, unit, sources and default days. */
  About about();

  /** All tables; the first is the main table, whose rows {@code --rows} counts. */
  List<Table<?>> tables();

  /** The behaviour rules with their parameters. */
  List<Rule> rules();

  /** Record mess, in the order in which it is applied. */
  List<Stage> stages();

  /** Expected rows of the main table for one unit over the horizon. */
  double mainRowsPerUnit(Horizon horizon);

  /** The scenario in one world. */
  Simulator simulator(World world);

  // ---- what most scenarios leave as it is

  /** How units are dealt to regions. */
  default Dealing dealing() {
    return Dealing.census();
  }

  /** Which units are simulated together, and for how long. */
  default Cells cells() {
    return Cells.ofOneUnit();
  }

  /** The same for a region whose units make more or fewer rows than others. */
  default double mainRowsPerUnit(Horizon horizon, int regionIndex) {
    return mainRowsPerUnit(horizon);
  }

  /** Expected rows of the main table in a region of a world. */
  default double mainRows(int regionIndex, long units, Horizon horizon) {
    return dealing().unitsIn(regionIndex, units) * mainRowsPerUnit(horizon, regionIndex);
  }

  /**
   * Rows to ask for, as a multiple of what questions need: a world of few units may have a good
   * deal fewer than it was asked for.
   */
  default double headroom() {
    return 1.1;
  }

  /** What a world of about so many rows of the main table, in all regions, takes. */
  default Size sizeFor(double mainRows, Horizon horizon) {
    long units = Math.max(regions().size(), Math.round(mainRows / mainRowsPerUnit(horizon)));
    return Size.of(units, horizon);
  }

  /**
   * The longest time, in days, from the beginning of a process to the day of its last row. What
   * begins inside the horizon is finished, so its rows may lie so many days after the horizon. 0
   * where the day of a row is the day on which its process began.
   */
  default int longestProcessDays() {
    return 0;
  }

  /**
   * Whether rows depend on the last day of the horizon, so that a world cannot be made longer: data
   * cut-offs, turnover that was planned ahead.
   */
  default boolean hasFixedHorizon() {
    return false;
  }

  /**
   * The days that a dated row of the cell can have. Narrower than the horizon where cells start at
   * different times, so that a query for one day opens only the cells that reach it.
   */
  default Horizon span(Cell cell, World world) {
    return datesOf(cell.period());
  }

  /**
   * Days over which the main table's rows of a few neighbouring cells are spread. The planner sizes
   * blocks of cells by it, so that a file holds enough rows.
   */
  default int daysOfNeighbours(Horizon horizon) {
    return switch (cells().period()) {
      case HORIZON -> horizon.days();
      case MONTH -> 31 + longestProcessDays();
      case YEAR -> 366 + longestProcessDays();
    };
  }

  /** The file of questions, from which insights, targets and detections come. */
  default Questions questions() {
    return Questions.load(getClass(), name() + ".sql");
  }

  // ---- what follows

  /** snake_case name, as in {@code medley generate ed_throughput}. */
  default String name() {
    return about().name();
  }

  /** Regions in their order; their position is their index. */
  default List<String> regions() {
    return dealing().regions();
  }

  /** Questions with their expected answers. */
  default List<Insight> insights() {
    return questions().insights();
  }

  /** The insights whose trap is written down as a query. */
  default List<Insight> traps() {
    return insights().stream().filter(insight -> !insight.naiveSql().isEmpty()).toList();
  }

  /** Example detections, each of what one mess stage spoiled. */
  default List<Detection> detections() {
    return questions().detections();
  }

  /** Quantities that must match published or designed figures. */
  default List<Target> targets() {
    return questions().targets();
  }

  /** Queries that find the rows which mess stages spoiled, where no more general check does. */
  default List<RowCheck> checks() {
    return questions().checks();
  }

  /** How single numbers of the insights are asked for. */
  default List<Ask> asks() {
    return questions().asks();
  }

  /** Pictures of the tables. */
  default List<Chart> charts() {
    return questions().charts();
  }

  /** Rows of the main table with which every question and every figure can be answered. */
  default double enoughRows() {
    long most =
        LongStream.concat(
                insights().stream().mapToLong(Insight::minRows),
                targets().stream().mapToLong(Target::minRows))
            .max()
            .orElse(0);
    return Math.max(LEAST_ROWS, headroom() * most);
  }

  /** Rows of the main table with which the first of the questions can be answered. */
  default double fewRows() {
    long least = insights().stream().mapToLong(Insight::minRows).min().orElse(0);
    return Math.max(LEAST_ROWS, headroom() * least);
  }

  /** The main table. */
  default Table<?> mainTable() {
    return tables().get(0);
  }

  /** Number of cells of a region when the world has so many units. */
  default long cellsIn(int regionIndex, long units, Horizon horizon) {
    return cells().count(dealing().unitsIn(regionIndex, units), horizon);
  }

  /** A region's cell 0, 1, 2, … */
  default Cell cell(int regionIndex, long index, World world) {
    return cells().cell(dealing(), regionIndex, index, world.units(), world.horizon());
  }

  /** The days that rows can have whose processes begin in the given days. */
  default Horizon datesOf(Horizon starts) {
    return new Horizon(starts.from(), starts.to().plusDays(longestProcessDays()));
  }
}
