package dev.medley.report;

/** Where a report takes the answers to questions and the published figures from. */
public enum Checks {
  /** From the last whole {@code verify}, if no rows have been written since; else as QUICK. */
  KEPT,

  /** Asks questions, traps and published figures. */
  QUICK,

  /** Checks everything as {@code verify} does, and keeps the result. */
  ALL,

  /** Leaves them out. */
  NONE
}
