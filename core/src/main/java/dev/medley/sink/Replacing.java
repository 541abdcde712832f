package dev.medley.sink;

import dev.medley.world.Horizon;

/** What goes as the first chunk of a stretch comes. */
public sealed interface Replacing {

  /** Nothing: the rows are added. */
  record Nothing() implements Replacing {}

  /**
   * The rows of some days, whenever what they belong to began; tables without days stay.
   *
   * @param days which
   */
  record Days(Horizon days) implements Replacing {}

  /** Everything that the table holds, whatever its days. */
  record All() implements Replacing {}
}
