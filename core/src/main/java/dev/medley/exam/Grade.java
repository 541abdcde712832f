package dev.medley.exam;

import dev.medley.exam.ExamItem.Answer;
import dev.medley.exam.ExamItem.Trap;
import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an answer is worth.
 *
 * @param id of the question
 * @param verdict whether it is right
 * @param given the answer, if there is one
 * @param right the right one
 * @param trap number of the trap that it fell for, from 1; 0 for none
 * @param why what is wrong with that way; empty without a trap
 */
public record Grade(
    String id, Verdict verdict, Optional<Double> given, double right, int trap, String why) {

  /** Whether an answer is right. */
  public enum Verdict {
    RIGHT,
    TRAP,
    WRONG,
    NONE
  }

  /**
   * Grades all questions of an exam, in its order; cleaning tasks are left to the score.
   *
   * @throws UserError if the sheet answers what was not asked, or lacks an answer
   */
  public static List<Grade> of(Exam exam, AnswerSheet sheet) {
    Map<String, Answer> asked = new LinkedHashMap<>();
    for (ExamItem item : exam.items()) {
      if (item.gold() instanceof Answer answer) {
        asked.put(item.id(), answer);
      }
    }
    for (String id : sheet.answers().keySet()) {
      if (id.startsWith(Exam.CLEAN)
          && exam.items().stream().anyMatch(item -> item.id().equals(id))) {
        throw new UserError(
            sheet.file() + " answers " + id + ", which medley score grades; leave it out here");
      }
      if (!asked.containsKey(id)) {
        throw new UserError(
            sheet.file()
                + " answers '"
                + id
                + "', which is no question of this exam"
                + UserError.suggestion(id, asked.keySet()));
      }
    }
    List<String> missing =
        asked.keySet().stream().filter(id -> !sheet.answers().containsKey(id)).toList();
    if (!missing.isEmpty()) {
      int more = missing.size() - 3;
      throw new UserError(
          sheet.file()
              + " has no line for "
              + String.join(", ", missing.subList(0, Math.min(3, missing.size())))
              + (more > 0 ? " and " + more + " more" : "")
              + " - leave the answer empty where you have none");
    }
    List<Grade> grades = new ArrayList<>();
    asked.forEach((id, answer) -> grades.add(of(id, answer, sheet.answers().get(id))));
    return grades;
  }

  private static Grade of(String id, Answer answer, Optional<Double> given) {
    if (given.isEmpty()) {
      return new Grade(id, Verdict.NONE, given, answer.value(), 0, "");
    }
    if (Math.abs(given.get() - answer.value()) <= answer.tolerance()) {
      return new Grade(id, Verdict.RIGHT, given, answer.value(), 0, "");
    }
    for (int i = 0; i < answer.traps().size(); i++) {
      Trap trap = answer.traps().get(i);
      if (Math.abs(given.get() - trap.value()) <= trap.tolerance()) {
        return new Grade(id, Verdict.TRAP, given, answer.value(), i + 1, trap.why());
      }
    }
    return new Grade(id, Verdict.WRONG, given, answer.value(), 0, "");
  }
}
