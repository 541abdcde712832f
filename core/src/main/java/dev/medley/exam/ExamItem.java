package dev.medley.exam;

import java.util.List;

/**
 * One task of an exam.
 *
 * @param id {@code insight.measure}, or {@code clean.stage}
 * @param question in one or two sentences
 * @param paraphrases the same in other words
 * @param unit of the answer, for people
 * @param tables that are needed
 * @param gold what is right
 */
public record ExamItem(
    String id,
    String question,
    List<String> paraphrases,
    String unit,
    List<String> tables,
    Gold gold) {

  /** What the teacher knows. */
  public sealed interface Gold permits Answer, Cleaning {}

  /**
   * A number, computed from the run's own tables.
   *
   * @param value the number
   * @param tolerance how far off an answer may be
   * @param sql the query that gives it
   * @param measure its result column
   * @param traps wrong ways, with the numbers that they lead to
   * @param expected what must come out at any scale
   * @param note why this run's number may lie outside of that; empty if it does not
   */
  public record Answer(
      double value,
      double tolerance,
      String sql,
      String measure,
      List<Trap> traps,
      String expected,
      String note)
      implements Gold {}

  /**
   * A wrong way.
   *
   * @param value the number that it leads to
   * @param tolerance how far off an answer may be that is taken for it
   * @param sql the query that gives it
   * @param why what is wrong with it
   */
  public record Trap(double value, double tolerance, String sql, String why) {}

  /**
   * Rows to be found, graded against the answer key.
   *
   * @param rows how many there are
   * @param sql a query of the answer key that names them
   */
  public record Cleaning(long rows, String sql) implements Gold {}

  public ExamItem {
    paraphrases = List.copyOf(paraphrases);
    tables = List.copyOf(tables);
  }
}
