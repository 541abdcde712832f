package dev.medley.world;

import java.time.LocalDate;
import java.util.function.Consumer;

/**
 * One cell on its way through time. It keeps the state of its own units and nothing else, and may
 * emit rows in whatever order is natural: the engine puts them into their folders.
 */
public interface Simulation {

  /** A cell whose rows all come at once. */
  static Simulation atOnce(Consumer<Emitter> rows) {
    return new Simulation() {
      private boolean isDone;

      @Override
      public void advanceTo(LocalDate border, Emitter out) {
        if (!isDone) {
          isDone = true;
          rows.accept(out);
        }
      }
    };
  }

  /**
   * Emits the rows of undated tables: the entity and what belongs to it. Called before advancing.
   * An entity that appears only later says so by {@link Emitter#emit(dev.medley.model.Table,
   * Record, int)}.
   */
  default void emitDimensions(Emitter out) {}

  /**
   * Goes on until every dated row whose {@code event_date} lies before {@code border} has been
   * emitted. Rows of later days may be emitted too. Borders only grow, up to the day after the last
   * row of a process that began inside the world's horizon. Rows of processes that began outside it
   * are ignored.
   */
  void advanceTo(LocalDate border, Emitter out);
}
