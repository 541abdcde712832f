package dev.medley.config;

import dev.medley.mess.Mess;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import dev.medley.world.World;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run, checked and complete. Values come from, in falling precedence: command-line flag, {@code
 * --conf} file, preset, default of {@code medley.conf}.
 *
 * @param scenario what is generated
 * @param seed the same seed gives the same rows
 * @param units number of units in the whole world, all regions counted
 * @param horizon days whose rows are made
 * @param regions regions whose cells are made, in the scenario's order
 * @param tables names of the data and key tables to write, in the scenario's order
 * @param params world parameters that differ from their defaults, by {@code rule.param}
 * @param rates mess rates that differ from their defaults, by stage id
 * @param output where the tables go
 * @param engine how the work is done; never changes a row
 */
public record RunConfig(
    Scenario scenario,
    long seed,
    long units,
    Horizon horizon,
    List<String> regions,
    List<String> tables,
    Map<String, Double> params,
    Map<String, Double> rates,
    Output output,
    Engine engine) {

  /** File format of the tables. */
  public enum Format {
    DELTA,
    PARQUET
  }

  /** Which date names the folders of fact tables. */
  public enum Grain {
    /** {@code event_month}; tables that the catalogue calls daily keep {@code event_date}. */
    MONTH,
    /** {@code event_date} for every fact table. */
    DAY
  }

  /**
   * Where tables go: a folder, or a schema of a catalog.
   *
   * @param path folder that holds one folder a scenario; empty with a catalog
   * @param catalog catalog and schema as {@code catalog.schema}; empty with a path
   * @param format DELTA or PARQUET
   * @param grain folder grain of fact tables
   * @param overwrite whether rows of the horizon that are there already are replaced
   * @param key whether the answer key is written
   */
  public record Output(
      Optional<String> path,
      Optional<String> catalog,
      Format format,
      Grain grain,
      boolean overwrite,
      boolean key) {

    /** The same in a folder. */
    public Output at(String folder) {
      return new Output(Optional.of(folder), Optional.empty(), format, grain, overwrite, key);
    }
  }

  /**
   * How the work is done.
   *
   * @param rowsPerFile rows of the main table that a file should hold
   * @param parallelism tasks to keep busy; 0 asks Spark
   * @param spillFolder local folder for the rows of one simulation until all its tables are
   *     written; empty for the JVM's temporary folder
   */
  public record Engine(long rowsPerFile, int parallelism, Optional<String> spillFolder) {}

  /** The scenario's table of that name. */
  public Table<?> table(String name) {
    return scenario.tables().stream()
        .filter(t -> t.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                UserError.unknown(
                    "table of " + scenario.name(),
                    name,
                    scenario.tables().stream().map(Table::name).toList()));
  }

  /** The same run over other days. */
  public RunConfig over(Horizon days) {
    return new RunConfig(
        scenario, seed, units, days, regions, tables, params, rates, output, engine);
  }

  /** The same run with another number of units. */
  public RunConfig withUnits(long otherUnits) {
    return new RunConfig(
        scenario, seed, otherUnits, horizon, regions, tables, params, rates, output, engine);
  }

  /** The same run with other world parameters. */
  public RunConfig withParams(Map<String, Double> otherParams) {
    return new RunConfig(
        scenario, seed, units, horizon, regions, tables, otherParams, rates, output, engine);
  }

  /** The same run, done in another way. */
  public RunConfig by(Engine otherEngine) {
    return new RunConfig(
        scenario, seed, units, horizon, regions, tables, params, rates, output, otherEngine);
  }

  /** The same run with its tables elsewhere. */
  public RunConfig to(Output otherOutput) {
    return new RunConfig(
        scenario, seed, units, horizon, regions, tables, params, rates, otherOutput, engine);
  }

  /** The world that this run simulates. */
  public World world() {
    return new World(seed, scenario.name(), horizon, units, params);
  }

  /** What goes wrong with the records of this run. */
  public Mess mess() {
    return new Mess(seed, scenario.name(), scenario.stages(), rates);
  }

  /** The scenario's tables that this run writes. */
  public List<Table<?>> chosenTables() {
    return scenario.tables().stream()
        .filter(t -> tables.contains(t.name()))
        .filter(t -> output.key() || !t.isKey())
        .toList();
  }

  /** Units of the chosen regions. */
  public long chosenUnits() {
    return regions.stream().mapToLong(r -> scenario.dealing().unitsIn(index(r), units)).sum();
  }

  /** Chosen regions that so few units leave empty. */
  public List<String> regionsWithoutUnits() {
    return regions.stream().filter(r -> scenario.dealing().unitsIn(index(r), units) == 0).toList();
  }

  /** The fewest units with which all chosen regions have some. */
  public long unitsForAllRegions() {
    return scenario.dealing().fewestFor(regions.stream().map(this::index).toList());
  }

  /** Cells of a region. */
  public long cells(String region) {
    return scenario.cellsIn(index(region), units, horizon);
  }

  /** Expected rows of the main table in the chosen regions. */
  public double expectedMainRows() {
    return regions.stream().mapToDouble(r -> mainRows(scenario, r, units, horizon)).sum();
  }

  /** Expected rows of a table in the chosen regions, mess left out. */
  public double expectedRows(Table<?> table) {
    return table.expectedRows(expectedMainRows(), (double) chosenUnits());
  }

  /** Expected rows of the main table in one region of a world. */
  static double mainRows(Scenario scenario, String region, long units, Horizon horizon) {
    return scenario.mainRows(scenario.regions().indexOf(region), units, horizon);
  }

  private int index(String region) {
    return scenario.regions().indexOf(region);
  }
}
