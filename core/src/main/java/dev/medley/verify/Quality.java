package dev.medley.verify;

/**
 * One line of the quality report.
 *
 * @param kind STRUCTURE, TARGET, MESS_RATE, INSIGHT or TRAP
 * @param id check, target, stage or insight; a trap has the id of its insight
 * @param measure what was measured: the result column, or what the check looked at
 * @param actual the measured value; null if the query gave none
 * @param expected as the catalogue states it
 * @param verdict PASS, FAIL, or SKIPPED where there are too few rows for the expectation to hold
 * @param note what an eye should fall on: rows needed, what was found
 */
public record Quality(
    Kind kind,
    String id,
    String measure,
    Double actual,
    String expected,
    Verdict verdict,
    String note) {

  /** What is checked. */
  public enum Kind {
    STRUCTURE,
    TARGET,
    MESS_RATE,
    INSIGHT,

    /** The query of who takes no care: passes if its answer misses the insight's expectation. */
    TRAP
  }

  /** How it came out. */
  public enum Verdict {
    PASS,
    FAIL,
    SKIPPED
  }
}
