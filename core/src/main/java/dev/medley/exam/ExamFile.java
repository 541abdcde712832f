package dev.medley.exam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medley.exam.ExamItem.Answer;
import dev.medley.exam.ExamItem.Cleaning;
import dev.medley.exam.ExamItem.Trap;
import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An exam as JSON Lines: one object a task. */
public final class ExamFile {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String ANSWER = "answer";
  private static final String ROWS = "rows";

  private ExamFile() {}

  /** What is handed to those who are examined: no number, no query. */
  public static List<String> forStudents(Exam exam) {
    return exam.items().stream().map(item -> json(common(exam, item))).toList();
  }

  /** With right answers, wrong ones, and the queries that give them. */
  public static List<String> forTeachers(Exam exam) {
    return exam.items().stream().map(item -> json(withGold(exam, item))).toList();
  }

  private static Map<String, Object> common(Exam exam, ExamItem item) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("id", item.id());
    line.put("scenario", exam.scenario());
    line.put("kind", item.gold() instanceof Cleaning ? "cleaning" : "question");
    line.put("question", item.question());
    line.put("paraphrases", item.paraphrases());
    line.put("unit", item.unit());
    if (item.gold() instanceof Answer) {
      line.put("accuracy", Exam.ACCURACY);
    } else {
      line.put(
          "grade_with",
          "medley score " + exam.scenario() + " --detections <file>, line " + stage(item));
    }
    line.put("tables", item.tables());
    return line;
  }

  private static String stage(ExamItem item) {
    return item.id().substring(Exam.CLEAN.length());
  }

  private static Map<String, Object> withGold(Exam exam, ExamItem item) {
    Map<String, Object> line = common(exam, item);
    line.put("seed", exam.seed());
    if (item.gold() instanceof Answer answer) {
      line.put(ANSWER, answer.value());
      line.put("tolerance", answer.tolerance());
      line.put("measure", answer.measure());
      line.put("sql", answer.sql());
      line.put("expected", answer.expected());
      if (!answer.note().isEmpty()) {
        line.put("note", answer.note());
      }
      line.put("traps", answer.traps().stream().map(ExamFile::trap).toList());
    } else if (item.gold() instanceof Cleaning cleaning) {
      line.put(ROWS, cleaning.rows());
      line.put("sql", cleaning.sql());
    }
    return line;
  }

  private static Map<String, Object> trap(Trap trap) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put(ANSWER, trap.value());
    line.put("tolerance", trap.tolerance());
    line.put("why", trap.why());
    line.put("sql", trap.sql());
    return line;
  }

  private static String json(Map<String, Object> line) {
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads what {@link #forTeachers} wrote.
   *
   * @param file named in errors
   * @throws UserError if it is no exam, or one without answers
   */
  public static Exam read(List<String> lines, String file) {
    List<ExamItem> items = new ArrayList<>();
    String scenario = "";
    long seed = 0;
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      JsonNode line = object(lines.get(i), file, i + 1);
      scenario = line.path("scenario").asText();
      seed = line.path("seed").asLong();
      items.add(item(line, file, i + 1));
    }
    if (items.isEmpty()) {
      throw new UserError(file + " holds no exam");
    }
    return new Exam(scenario, seed, List.copyOf(items), List.of());
  }

  private static JsonNode object(String text, String file, int number) {
    try {
      JsonNode line = JSON.readTree(text);
      if (line.isObject() && line.has("id") && line.has("kind")) {
        return line;
      }
    } catch (JsonProcessingException e) {
      // Said below, with the line.
    }
    throw new UserError(file + " line " + number + " is no task of an exam");
  }

  private static ExamItem item(JsonNode line, String file, int number) {
    if (!line.has(ANSWER) && !line.has(ROWS)) {
      throw new UserError(
          file
              + " line "
              + number
              + " holds no answer: it is for students - medley exam --with-answers writes the"
              + " teacher's");
    }
    List<Trap> traps = new ArrayList<>();
    for (JsonNode trap : line.path("traps")) {
      traps.add(
          new Trap(
              trap.path(ANSWER).asDouble(),
              trap.path("tolerance").asDouble(),
              trap.path("sql").asText(),
              trap.path("why").asText()));
    }
    ExamItem.Gold gold =
        line.has(ANSWER)
            ? new Answer(
                line.path(ANSWER).asDouble(),
                line.path("tolerance").asDouble(),
                line.path("sql").asText(),
                line.path("measure").asText(),
                List.copyOf(traps),
                line.path("expected").asText(),
                line.path("note").asText(""))
            : new Cleaning(line.path(ROWS).asLong(), line.path("sql").asText());
    return new ExamItem(
        line.path("id").asText(),
        line.path("question").asText(),
        texts(line.path("paraphrases")),
        line.path("unit").asText(),
        texts(line.path("tables")),
        gold);
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(node -> texts.add(node.asText()));
    return texts;
  }
}
