package dev.medley.world;

import dev.medley.model.Table;

/** Takes the rows of a simulation. */
public interface Emitter {

  /**
   * Takes one row that begins on its own day, or, if it has none, with the world. Costs next to
   * nothing for a table that nobody reads.
   */
  <R extends Record> void emit(Table<R> table, R row);

  /**
   * Takes one row of a process (a shipment, a loan, a programme) that may have begun on an earlier
   * day. A run takes the whole of every process that begins inside its days and nothing of the
   * others, so no process is cut off by the end of the horizon.
   *
   * @param startDay day since 1970-01-01 on which the process began, not after the row's own day
   */
  <R extends Record> void emit(Table<R> table, R row, int startDay);

  /** Whether anybody reads the table, for work that is needed only to fill it. */
  boolean wants(Table<?> table);
}
