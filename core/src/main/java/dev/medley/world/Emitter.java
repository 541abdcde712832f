package dev.medley.world;

import dev.medley.model.Table;

/** Takes the rows of a simulation. */
public interface Emitter {

  /** Takes one row. Costs next to nothing for a table that nobody reads. */
  <R extends Record> void emit(Table<R> table, R row);

  /** Whether anybody reads the table, for work that is needed only to fill it. */
  boolean wants(Table<?> table);
}
