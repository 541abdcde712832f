package dev.medley.source;

import dev.medley.config.RunConfig;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.world.World;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a reader has to make: coordinates, never data. Crosses the wire.
 *
 * @param world seed, horizon, units, parameters
 * @param table name of the table that is read
 * @param wanted which rows
 * @param grain folder grain of fact tables
 * @param blocks the blocks to read, one partition each
 * @param copies how often each row is delivered, told apart by {@code _copy}; 1 leaves that column
 *     out
 * @param hidden whether hidden columns can be read
 * @param keep where a block's rows are kept between the reads of its tables; null to simulate for
 *     one table alone
 */
record Spec(
    World world,
    String table,
    Wanted wanted,
    RunConfig.Grain grain,
    List<Plan.Block> blocks,
    int copies,
    Visibility hidden,
    Kept keep)
    implements Serializable {
  private static final long serialVersionUID = 1;

  /** The column that tells the copies of a row apart. */
  static final String COPY = "_copy";

  /** Which columns a reader sees. */
  enum Visibility {
    PUBLISHED,
    ALL
  }

  /**
   * A block's rows kept for several reads.
   *
   * @param tables names of the tables to keep
   * @param place where
   * @param hosts machines that share the blocks, one entry an executor; empty if there is one
   */
  record Kept(List<String> tables, Spill.Place place, List<String> hosts) implements Serializable {
    private static final long serialVersionUID = 1;

    /** The machine that should simulate and keep a block. */
    Optional<String> host(Plan.Block block) {
      return hosts.isEmpty()
          ? Optional.empty()
          : Optional.of(hosts.get(block.number() % hosts.size()));
    }
  }

  Scenario scenario() {
    return Scenarios.named(world.scenario());
  }

  /** The scenario's table as this run lays it out. */
  Table<?> table(String name) {
    return scenario().tables().stream()
        .filter(t -> t.name().equals(name))
        .map(t -> grain == RunConfig.Grain.DAY ? t.daily() : t)
        .findFirst()
        .orElseThrow();
  }

  /** The columns that can be read, in order. */
  List<Column> columns() {
    Table<?> read = table(table);
    List<Column> columns =
        new ArrayList<>(hidden == Visibility.ALL ? read.columns() : read.published());
    if (copies > 1) {
      columns.add(Column.filled(COPY, Column.Type.INT, "Number of the copy, from 0."));
    }
    return columns;
  }

  /** The same reading, narrowed. */
  Spec narrowed(Wanted fewer, List<Plan.Block> remaining) {
    return new Spec(world, table, fewer, grain, remaining, copies, hidden, keep);
  }
}
