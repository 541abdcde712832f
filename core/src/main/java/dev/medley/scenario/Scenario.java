package dev.medley.scenario;

import dev.medley.mess.Stage;
import dev.medley.model.Insight;
import dev.medley.model.Questions;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.util.List;

/**
 * A scenario: a pure simulator of some part of healthcare, the mess that is made of its rows, and
 * what an analyst can find in the result.
 *
 * <p>Implementations hold no state. Everything random comes from {@link World#streams()}, keyed by
 * the entity it belongs to, so that a cell gives the same rows alone or among a million others.
 */
public interface Scenario {

  /** snake_case name, as in {@code medley generate ed_throughput}. */
  String name();

  /** One line for lists. */
  String title();

  /** Two to four sentences for the person who will analyse the data. */
  String story();

  /** What {@code --units} counts, in the singular: "emergency department". */
  String unit();

  /** Numbers of the source ideas in the brief, as {@code list.idea}. */
  List<String> sources();

  /** All tables; the first is the main table, whose rows {@code --rows} counts. */
  List<Table<?>> tables();

  /** The behaviour rules with their parameters. */
  List<Rule> rules();

  /** Record mess, in the order in which it is applied. */
  List<Stage> stages();

  /** The file of questions, from which insights and targets come. */
  Questions questions();

  /** Questions with their expected answers. */
  default List<Insight> insights() {
    return questions().insights();
  }

  /** Quantities that must match published or designed figures. */
  default List<Target> targets() {
    return questions().targets();
  }

  /** Days simulated unless the run says otherwise. */
  Horizon defaultHorizon();

  /** Regions in their order; their position is their index. */
  default List<String> regions() {
    return List.of("NORTHEAST", "MIDWEST", "SOUTH", "WEST");
  }

  /** Expected rows of the main table for one unit over the horizon. */
  double mainRowsPerUnit(Horizon horizon);

  /** Units needed for about so many rows of the main table in all regions. */
  default long unitsFor(double mainRows, Horizon horizon) {
    return Math.max(regions().size(), Math.round(mainRows / mainRowsPerUnit(horizon)));
  }

  /**
   * Number of cells of a region when the world has {@code units} units. The default deals units 1,
   * 2, … to the region whose index is the unit modulo the number of regions.
   */
  default long cellsIn(int regionIndex, long units) {
    long step = regions().size();
    return regionIndex == 0 ? units / step : (units - regionIndex + step) / step;
  }

  /**
   * The number of the unit behind a region's cell 0, 1, 2, … under the default dealing: 4, 8, 12
   * for region 0 of four and 1, 5, 9 for region 1.
   */
  default long unitOf(Cell cell) {
    long step = regions().size();
    return cell.index() * step + (cell.regionIndex() == 0 ? step : cell.regionIndex());
  }

  /**
   * The longest time, in days, from the beginning of a process to the day of its last row. What
   * begins inside the horizon is finished, so its rows may lie so many days after the horizon. 0
   * where the day of a row is the day on which its process began.
   */
  default int longestProcessDays() {
    return 0;
  }

  /** The days that rows can have whose processes begin in the given days. */
  default Horizon datesOf(Horizon starts) {
    return new Horizon(starts.from(), starts.to().plusDays(longestProcessDays()));
  }

  /**
   * The days that a dated row of the cell can have. Narrower than the horizon where cells start at
   * different times, so that a query for one day opens only the cells that reach it.
   */
  default Horizon span(Cell cell, World world) {
    return datesOf(world.horizon());
  }

  /**
   * Days over which the main table's rows of a few neighbouring cells are spread. The planner sizes
   * blocks of cells by it, so that a file holds enough rows.
   */
  default int daysOfNeighbours(Horizon horizon) {
    return horizon.days();
  }

  /** Opens one cell at the start of the world. Cheap: the work is done as it is advanced. */
  Simulation open(Cell cell, World world);

  /**
   * Emits the rows of tables that belong to no cell (code lists, price lists). Called once a run.
   */
  default void emitReference(World world, Emitter out) {}

  /** The main table. */
  default Table<?> mainTable() {
    return tables().get(0);
  }
}
