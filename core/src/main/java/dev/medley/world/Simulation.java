package dev.medley.world;

import java.time.LocalDate;

/**
 * One cell on its way through time. Many are stepped side by side in a task, so an instance keeps
 * the state of its own entity and nothing else.
 */
public interface Simulation {

  /**
   * Emits the rows of undated tables: the entity and what belongs to it. Called before advancing.
   */
  default void emitDimensions(Emitter out) {}

  /**
   * Goes on until every dated row whose {@code event_date} lies before {@code border} has been
   * emitted. Rows of later days may be emitted too; the engine keeps them for their own folder.
   * Borders only grow. Rows outside the world's horizon must not be emitted.
   */
  void advanceTo(LocalDate border, Emitter out);
}
