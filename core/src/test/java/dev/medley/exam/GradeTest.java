package dev.medley.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.exam.ExamItem.Answer;
import dev.medley.exam.ExamItem.Cleaning;
import dev.medley.exam.ExamItem.Trap;
import dev.medley.exam.Grade.Verdict;
import dev.medley.model.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GradeTest {
  private static final Exam EXAM =
      new Exam(
          "ed_throughput",
          3,
          List.of(
              item("wait.share", new Answer(0.13, 0.0013, "SELECT 1", "share", List.of(), "", "")),
              item(
                  "wait.minutes",
                  new Answer(
                      40,
                      0.4,
                      "SELECT 2",
                      "minutes",
                      List.of(new Trap(31, 0.31, "SELECT 3", "zeros pull it down")),
                      "40 ± 5",
                      "")),
              item("clean.double_entry", new Cleaning(12, "SELECT row_key FROM key.rows"))),
          List.of());

  @TempDir private Path folder;

  private static ExamItem item(String id, ExamItem.Gold gold) {
    return new ExamItem(
        id, "How many?", List.of("So many?", "How much?"), "number", List.of("visits"), gold);
  }

  private AnswerSheet sheet(String name, String text) throws IOException {
    return AnswerSheet.read(Files.writeString(folder.resolve(name), text).toString());
  }

  private List<Verdict> verdicts(String csv) throws IOException {
    return Grade.of(EXAM, sheet("a.csv", csv)).stream().map(Grade::verdict).toList();
  }

  @Test
  void anAnswerIsRightOrFellForATrapOrIsWrong() throws IOException {
    assertEquals(
        List.of(Verdict.RIGHT, Verdict.RIGHT),
        verdicts("id,answer\nwait.share,0.131\nwait.minutes,40.3\n"));
    assertEquals(
        List.of(Verdict.WRONG, Verdict.TRAP),
        verdicts("id,answer\nwait.share,0.1314\nwait.minutes,31.2\n"));
    assertEquals(
        List.of(Verdict.NONE, Verdict.WRONG),
        verdicts("answer;id;name\n;wait.share;x\n35;wait.minutes;y\n"));
    Grade trapped =
        Grade.of(
                EXAM,
                sheet(
                    "a.jsonl",
                    """
                    {"id": "wait.share", "answer": null}

                    {"id": "wait.minutes", "answer": "31"}
                    """))
            .get(1);
    assertEquals(1, trapped.trap());
    assertEquals("zeros pull it down", trapped.why());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "wait.share,1;wait.minuts,1 | no question of this exam - did you mean 'wait.minutes'?",
        "wait.share,1 | has no line for wait.minutes - leave the answer empty",
        "wait.share,a lot;wait.minutes,1 | line 2: 'a lot' is no number, as wait.share wants one",
        "wait.share,13%;wait.minutes,1 | '13%' is no number",
        "wait.share,NaN;wait.minutes,1 | 'NaN' is no number",
        "wait.share,1;wait.share,2 | line 3: wait.share is answered twice",
        "wait.share,1;wait.minutes,2;clean.double_entry,12 | medley score grades",
      })
  void whatCannotBeGradedIsSaid(String lines, String expected) {
    UserError e =
        assertThrows(
            UserError.class, () -> verdicts("id,answer\n" + lines.replace(';', '\n') + "\n"));
    assertTrue(e.getMessage().contains(expected), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  @Test
  void aFileThatHoldsNoAnswersIsRefused() throws IOException {
    UserError header =
        assertThrows(UserError.class, () -> sheet("b.csv", "question,number\na,1\n"));
    assertTrue(header.getMessage().contains("id and answer; it has question, number"));
    UserError json = assertThrows(UserError.class, () -> sheet("b.jsonl", "[1]\n"));
    assertTrue(json.getMessage().contains("line 1 is not of the form"), json.getMessage());
    UserError none =
        assertThrows(
            UserError.class, () -> AnswerSheet.read(folder.resolve("none.csv").toString()));
    assertTrue(none.getMessage().contains("no such file"), none.getMessage());
  }

  @Test
  void aTeachersFileIsReadAsItWasWritten() {
    assertEquals(EXAM, ExamFile.read(ExamFile.forTeachers(EXAM), "t.jsonl"));
  }

  @Test
  void studentsSeeNoAnswerAndNoQuery() {
    List<String> lines = ExamFile.forStudents(EXAM);
    assertEquals(3, lines.size());
    for (String line : lines) {
      assertFalse(line.contains("SELECT") || line.contains("\"answer\""), line);
      assertFalse(line.contains("40") || line.contains("seed") || line.contains("zeros"), line);
    }
    UserError e = assertThrows(UserError.class, () -> ExamFile.read(lines, "exam.jsonl"));
    assertTrue(e.getMessage().contains("--with-answers"), e.getMessage());
    assertThrows(UserError.class, () -> ExamFile.read(List.of("{}"), "x"));
    assertThrows(UserError.class, () -> ExamFile.read(List.of(""), "x"));
  }
}
