package dev.medley.source;

import dev.medley.config.RunConfig;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.world.Horizon;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The rows that a run will have, counted: cells are simulated and their rows thrown away. All cells
 * of a small run; of a larger one a sample spread over regions and time, within a second or two.
 * What goes wrong with records is in the answer key's tables only. Needs no Spark.
 */
public final class Forecast {
  /** What rows of the answer key take on disk. */
  private static final double BYTES_OF_A_CELL = 12;

  private static final double BYTES_OF_A_ROW = 30;

  private static final String KEY = "key.";
  private static final String CELLS = KEY + "cells";
  private static final String ROWS = KEY + "rows";

  private final Plan plan;
  private final double[][] rows;
  private final long simulated;
  private final long cells;
  private final List<String> emptyRegions;
  private final double simulationSeconds;
  private final Optional<Horizon> days;

  /**
   * What was counted.
   *
   * @param rows by region of the run and table of the scenario
   * @param simulated cells that were simulated to the end
   * @param cells of the whole run
   * @param emptyRegions regions without a row of the main table
   * @param simulationSeconds what simulating all cells takes one core
   * @param days on which rows of the main table were found
   */
  Forecast(
      Plan plan,
      double[][] rows,
      long simulated,
      long cells,
      List<String> emptyRegions,
      double simulationSeconds,
      Optional<Horizon> days) {
    this.plan = plan;
    this.rows = rows;
    this.simulated = simulated;
    this.cells = cells;
    this.emptyRegions = List.copyOf(emptyRegions);
    this.simulationSeconds = simulationSeconds;
    this.days = days;
  }

  /**
   * A table that the run writes.
   *
   * @param name key tables as {@code key.<name>}
   * @param rows of the answer key, by what stages say of themselves; of others, mess left out
   * @param bytes rough size on disk
   * @param files rough number of data files
   */
  public record Foreseen(String name, long rows, long bytes, long files) {}

  /** How much of a run is simulated to foresee it. */
  public enum Effort {
    /** Runs of up to some million rows are counted whole, as far as there is time. */
    PLAN(20_000_000, Duration.ofMillis(2500)),
    /** For somebody who waits for something else. */
    PROGRESS(400_000, Duration.ofMillis(600)),
    /** Every cell, however long it takes. */
    WHOLE(Double.MAX_VALUE, Duration.ofDays(30));

    final double rows;
    final Duration time;

    Effort(double rows, Duration time) {
      this.rows = rows;
      this.time = time;
    }
  }

  /** What the whole run will have. */
  public static Forecast of(Plan plan, Effort effort) {
    RunConfig config = plan.config();
    return of(plan, Wanted.all(config.scenario(), config.world()), effort);
  }

  /** What a part of the run will have. */
  public static Forecast of(Plan plan, Wanted wanted, Effort effort) {
    return new Sampling(plan.config(), wanted, effort).forecast(plan);
  }

  /** Rows of a table. */
  public long rows(Table<?> table) {
    return rounded(rowsByRegion(table));
  }

  /** All tables that the run writes, the answer key's own two last. */
  public List<Foreseen> tables() {
    List<Foreseen> tables = new ArrayList<>();
    for (Table<?> table : plan.config().chosenTables()) {
      tables.add(
          new Foreseen(
              (table.isKey() ? KEY : "") + table.name(),
              rows(table),
              bytes(table),
              plan.expectedFiles(table)));
    }
    if (plan.config().output().key()) {
      for (String name : List.of(CELLS, ROWS)) {
        long entries = rounded(rowsByRegion(name));
        tables.add(
            new Foreseen(
                name,
                entries,
                Math.round(entries * (name.equals(CELLS) ? BYTES_OF_A_CELL : BYTES_OF_A_ROW)),
                entries == 0 ? 0 : plan.expectedKeyFiles()));
      }
    }
    return tables;
  }

  long rows(String table) {
    return rows(plan.config().table(table));
  }

  /** Rows of the answer key's own two tables. */
  long keyRows() {
    return plan.config().output().key() ? rounded(entries(stage -> true)) : 0;
  }

  /** Rows of all tables that the run writes. */
  public long rows() {
    return tables().stream().mapToLong(Foreseen::rows).sum();
  }

  /**
   * Rows that a part of the run gives a table.
   *
   * @param name of one of {@link #tables()}
   */
  public double rows(String name, List<Plan.Block> part) {
    double[] ofRegions = rowsByRegion(name);
    double sum = 0;
    for (Plan.Block block : part) {
      double cellsThere = plan.config().cells(block.region());
      sum +=
          ofRegions[plan.config().regions().indexOf(block.region())] * block.cells() / cellsThere;
    }
    return sum;
  }

  /** Whether stages of the run do not say how many rows of the answer key they make. */
  public boolean leavesOutKeyRows() {
    return stages().anyMatch(stage -> stage.perRow().isEmpty());
  }

  private double[] rowsByRegion(String name) {
    return switch (name) {
      case CELLS -> entries(stage -> stage.action() == Stage.Action.SET);
      case ROWS -> entries(stage -> stage.action() != Stage.Action.SET);
      default ->
          rowsByRegion(
              plan.config().table(name.startsWith(KEY) ? name.substring(KEY.length()) : name));
    };
  }

  private double[] rowsByRegion(Table<?> table) {
    int t = plan.config().scenario().tables().indexOf(table);
    return Arrays.stream(rows).mapToDouble(ofRegion -> ofRegion[t]).toArray();
  }

  /** Rows that stages leave in the answer key. */
  private double[] entries(Predicate<Stage> which) {
    double[] entries = new double[rows.length];
    stages()
        .filter(which)
        .forEach(
            stage -> {
              double perRow = stage.perRow().orElse(0);
              double more = plan.config().mess().rate(stage) / stage.rate();
              double[] there = rowsByRegion(plan.config().table(stage.table()));
              for (int r = 0; r < entries.length; r++) {
                entries[r] += there[r] * perRow * more;
              }
            });
    return entries;
  }

  /** Stages that take part. */
  Stream<Stage> stages() {
    RunConfig config = plan.config();
    return config.scenario().stages().stream()
        .filter(stage -> config.tables().contains(stage.table()))
        .filter(stage -> config.mess().rate(stage) > 0 && stage.rate() > 0);
  }

  private static long rounded(double[] ofRegions) {
    return Math.round(Arrays.stream(ofRegions).sum());
  }

  /** Rows of the main table. */
  public long mainRows() {
    return rows(plan.config().scenario().mainTable());
  }

  /** Regions of the run in which no row of the main table was found. */
  public List<String> emptyRegions() {
    return emptyRegions;
  }

  /** Whether all cells were simulated, so that the rows are exact. */
  public boolean isWhole() {
    return simulated == cells;
  }

  /** Cells that were simulated to the end. */
  public long simulated() {
    return simulated;
  }

  public Plan plan() {
    return plan;
  }

  /** Rough size on disk of a table. */
  public long bytes(Table<?> table) {
    return Math.round(plan.bytesPerRow(table) * rows(table));
  }

  /** Rough size on disk of all tables that the run writes. */
  public long bytes() {
    return tables().stream().mapToLong(Foreseen::bytes).sum();
  }

  /** About how long the run takes, its tasks kept busy. */
  public Duration time() {
    return new RunTime(this).about();
  }

  /** What simulating all cells takes one core, in seconds. */
  double simulationSeconds() {
    return simulationSeconds;
  }

  /** First and last day on which rows of the main table were found; empty if there are none. */
  public Optional<Horizon> days() {
    return days;
  }
}
