package dev.medley.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Medley;
import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.exam.ExamItem.Answer;
import dev.medley.exam.ExamItem.Cleaning;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.UserError;
import dev.medley.run.Progress;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExamTest extends SparkTest {
  @TempDir private Path place;

  private RunConfig written(String scenario, String seed, String units, String to) {
    RunConfig config =
        Configs.of(Scenarios.named(scenario))
            .set("units", units)
            .set("to", to)
            .set("seed", seed)
            .set("output.format", "parquet")
            .set("output.path", place.resolve(seed).toString())
            .build();
    new Medley(spark()).generate(config, Progress.SILENT);
    return config;
  }

  private static Exam exam(RunConfig config) {
    return new Medley(spark()).exam(config.output(), config.scenario(), Watch.NOBODY);
  }

  private static Map<String, Answer> answers(Exam exam) {
    Map<String, Answer> answers = new LinkedHashMap<>();
    for (ExamItem item : exam.items()) {
      if (item.gold() instanceof Answer answer) {
        answers.put(item.id(), answer);
      }
    }
    return answers;
  }

  @Test
  void anExamOfAnEmergencyDepartment() throws SQLException {
    RunConfig config = written("ed_throughput", "3", "4", "2024-02-14");
    Exam exam = exam(config);
    everyTaskIsPut(config.scenario(), exam);
    assertEquals(Set.of(), disagreeing(config, exam, Set.of()));
  }

  /** One for each number of an insight, one for each stage, each in three different ways. */
  private static void everyTaskIsPut(Scenario scenario, Exam exam) {
    int numbers = scenario.insights().stream().mapToInt(i -> i.expected().size()).sum();
    assertEquals(numbers, answers(exam).size());
    // A rare stage may hit nothing in weeks of few units; nothing else may be left out.
    exam.leftOut().forEach(left -> assertTrue(left.endsWith(" hit no row in this run"), left));
    int stages = scenario.stages().size() - exam.leftOut().size();
    assertEquals(numbers + stages, exam.items().size());
    for (ExamItem item : exam.items()) {
      Set<String> ways = new HashSet<>(item.paraphrases());
      ways.add(item.question());
      assertEquals(3, ways.size(), item.id());
      assertFalse(item.tables().isEmpty(), item.id());
      ways.forEach(way -> assertFalse(way.contains("_18h"), way));
      if (item.gold() instanceof Cleaning cleaning) {
        assertTrue(cleaning.rows() > 0, item.id());
      }
    }
  }

  /**
   * Questions to which DuckDB has another answer.
   *
   * @param untranslated insights whose SQL it cannot be told
   */
  private static Set<String> disagreeing(RunConfig config, Exam exam, Set<String> untranslated)
      throws SQLException {
    Set<String> others = new TreeSet<>();
    Set<String> failed = new TreeSet<>();
    Path run = Path.of(config.output().path().orElseThrow()).resolve(config.scenario().name());
    try (Duck duck =
        new Duck(run, config.chosenTables().stream().filter(t -> !t.isKey()).toList())) {
      Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
      for (Map.Entry<String, Answer> asked : answers(exam).entrySet()) {
        Answer answer = asked.getValue();
        String insight = asked.getKey().substring(0, asked.getKey().indexOf('.'));
        if (!rows.containsKey(answer.sql())) {
          rows.put(answer.sql(), row(duck, insight, answer.sql(), failed));
        }
        Double found = rows.get(answer.sql()).get(answer.measure());
        if (!failed.contains(insight) && !agree(answer.value(), found)) {
          others.add(asked.getKey() + ": " + answer.value() + " and " + found);
        }
      }
    }
    assertEquals(untranslated, failed);
    return others;
  }

  private static Map<String, Double> row(
      Duck duck, String insight, String sql, Set<String> failed) {
    try {
      return duck.row(sql);
    } catch (SQLException e) {
      failed.add(insight);
      return Map.of();
    }
  }

  /** Spark rounds means of decimals to a few digits. */
  private static boolean agree(double spark, Double duck) {
    return duck != null && Math.abs(spark - duck) <= Math.max(2e-5, 1e-4 * Math.abs(spark));
  }

  @Test
  void aNewSeedIsANewExam() throws SQLException {
    List<Exam> exams = new ArrayList<>();
    for (String seed : List.of("1", "2", "3")) {
      RunConfig config = written("or_utilization", seed, "4", "2024-02-29");
      Exam exam = exam(config);
      allLieInTheBandOrSayWhatTheyNeed(config.scenario(), exam);
      if (seed.equals("1")) {
        assertEquals(Set.of(), disagreeing(config, exam, Set.of()));
      }
      exams.add(exam);
    }
    for (int i = 1; i < exams.size(); i++) {
      Map<String, Answer> one = answers(exams.get(0));
      Map<String, Answer> other = answers(exams.get(i));
      Set<String> both = new HashSet<>(one.keySet());
      both.retainAll(other.keySet());
      Set<String> same =
          both.stream()
              .filter(id -> one.get(id).value() == other.get(id).value())
              .collect(Collectors.toSet());
      // What is never released is never released with any seed, and people book round minutes.
      assertTrue(same.size() <= both.size() / 3, same::toString);
      assertNotEquals(ExamFile.forTeachers(exams.get(0)), ExamFile.forTeachers(exams.get(i)));
    }
  }

  private static void allLieInTheBandOrSayWhatTheyNeed(Scenario scenario, Exam exam) {
    for (Insight insight : scenario.insights()) {
      for (Expected expected : insight.expected()) {
        Answer answer = answers(exam).get(insight.id() + "." + expected.column());
        if (answer != null) {
          assertTrue(
              expected.accepts(answer.value())
                  || answer
                      .note()
                      .contains(String.format(Locale.ROOT, "%,d rows on", insight.minRows())),
              insight.id() + " " + answer);
        }
      }
    }
  }

  @Test
  void whereNothingLiesThereIsNoExam() {
    RunConfig config =
        Configs.of(Scenarios.named("ed_throughput")).set("output.path", place.toString()).build();
    UserError e = assertThrows(UserError.class, () -> exam(config));
    assertTrue(e.getMessage().contains("holds nothing of Medley's"), e.getMessage());
  }
}
