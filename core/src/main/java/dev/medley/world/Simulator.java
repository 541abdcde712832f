package dev.medley.world;

/**
 * A scenario in one world: what its cells share, made once and then only read, and the cells
 * themselves. Several cells may be open at the same time, on several threads.
 */
public interface Simulator {

  /** Opens one cell. Cheap: the work is done as it is advanced. */
  Simulation open(Cell cell);

  /**
   * Emits the rows that belong to no region (code lists, price lists). Called once a run; tables
   * that have no other rows are {@linkplain dev.medley.model.Table#reference references}.
   */
  default void emitReference(Emitter out) {}

  /**
   * Emits the rows that belong to a region and to no cell (pharmacies, heat waves). Called once a
   * run and region.
   */
  default void emitRegion(int regionIndex, String region, Emitter out) {}
}
