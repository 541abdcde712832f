package dev.medley.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuestionsTest {

  @Test
  void theTrapIsTheQueryBehindTheRightOne() {
    Questions questions =
        Questions.parse(
            """
            -- insight: lost
            -- question: Whom do we lose?
            -- expect: share = 0.10 ± 0.02
            -- rows: 1_000
            -- naive: the mean hides it
            -- source: 1.2
            SELECT share
            FROM right_one

            -- trap:
            SELECT share
            FROM naive_one

            -- target: size
            -- quantity: visits
            -- expect: n >= 1
            SELECT n

            -- detection: clock_slow
            -- question: Whose clock is slow?
            -- expect: f1 >= 0.8
            -- rows: 100
            -- naive: a long wait is not a slow clock
            SELECT right_keys
            -- trap:
            SELECT naive_keys
            """);
    Insight lost = questions.insights().get(0);
    assertEquals("SELECT share\nFROM right_one", lost.sql());
    assertEquals("SELECT share\nFROM naive_one", lost.naiveSql());
    assertEquals("SELECT n", questions.targets().get(0).sql());
    assertEquals(
        List.of(
            new Detection(
                "clock_slow",
                "Whose clock is slow?",
                "SELECT right_keys",
                .8,
                100,
                "a long wait is not a slow clock",
                "SELECT naive_keys")),
        questions.detections());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"f1 >= 1.2", "f1 <= 0.8", "recall >= 0.8", "f1 >= 0.8\n-- expect: f1 >= 0.9"})
  void aDetectionPromisesAnF1(String expected) {
    String text =
        "-- detection: clock_slow\n-- question: Whose?\n-- expect: " + expected + "\nSELECT 1";
    String message =
        assertThrows(IllegalArgumentException.class, () -> Questions.parse(text)).getMessage();
    assertTrue(message.startsWith("clock_slow is a detection, which expects an f1 >="), message);
  }

  @Test
  void aChartSaysHowItIsDrawn() {
    Questions questions =
        Questions.parse(
            """
            -- target: size
            -- quantity: visits
            -- expect: n >= 1
            SELECT n

            -- chart: week
            -- title: The week
            -- kind: heatmap
            -- x: hour (h)
            -- y: weekday
            -- value: share (%)
            -- note: see Monday
            SELECT h, d, v
            FROM w
            """);
    assertEquals(
        List.of(
            new Chart(
                "week",
                "The week",
                Chart.Kind.HEATMAP,
                "hour (h)",
                "weekday",
                "share (%)",
                "see Monday",
                "SELECT h, d, v\nFROM w")),
        questions.charts());
    assertEquals("SELECT n", questions.targets().get(0).sql());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-- kind: pie | has the kind 'pie'",
        "-- kind: line | lacks a title",
        "-- kind: heatmap | lacks a title",
        "-- kind: line;-- value: share (%) | lacks a title",
      })
  void aChartThatCannotBeDrawnIsRefused(String lines, String expected) {
    String axes = lines.contains("-- kind: line") && !lines.contains("value") ? "" : "-- y: b\n";
    String text =
        "-- chart: c\n-- title: t\n-- x: a\n" + axes + lines.replace(';', '\n') + "\nSELECT 1";
    String message =
        assertThrows(IllegalArgumentException.class, () -> Questions.parse(text)).getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void aTrapNeedsASentenceThatSaysWhatIsNaive() {
    String text =
        """
        -- insight: lost
        -- question: Whom do we lose?
        -- expect: share = 0.10 ± 0.02
        SELECT share
        -- trap:
        SELECT 1 AS share
        """;
    String message =
        assertThrows(IllegalArgumentException.class, () -> Questions.parse(text)).getMessage();
    assertTrue(message.startsWith("lost has a trap"), message);
  }
}
