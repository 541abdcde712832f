package dev.medley.world;

import java.time.LocalDate;

/**
 * One cell on its way through time. Many are stepped side by side in a task, so an instance keeps
 * the state of its own entity and nothing else.
 */
public interface Simulation {

  /**
   * Emits the rows of undated tables: the entity and what belongs to it. Called before advancing.
   * An entity that appears only later says so by {@link Emitter#emit(dev.medley.model.Table,
   * Record, int)}.
   */
  default void emitDimensions(Emitter out) {}

  /**
   * Goes on until every dated row whose {@code event_date} lies before {@code border} has been
   * emitted. Rows of later days may be emitted too; the engine keeps them for their own folder.
   * Borders only grow, up to the day after the last row of a process that began inside the world's
   * horizon. Rows of processes that began outside it are ignored.
   */
  void advanceTo(LocalDate border, Emitter out);
}
