package dev.medley.exam;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.mess.Stage;
import dev.medley.model.Ask;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
  @ParameterizedTest
  @CsvSource({
    "used, What share of his block does he use?, share from 0 to 1",
    "booked, How many minutes are booked for a case?, minutes",
    "cost, How many dollars a year does it cost?, US dollars",
    "padding, How many times as long as a case takes is booked for it?, ratio",
    "boarders, How many patients board?, number",
    "rank_corr, What is Spearman's rank correlation of both?, correlation from -1 to 1",
    "gain_pp, By how many percentage points is it more?, percentage points",
    "late_share, On how many days of ten?, days",
    "extra_minutes, By how much is it later?, minutes",
    "used, By how much is it more?, number"
  })
  void theQuestionSaysTheUnitAndElseTheName(String measure, String question, String unit) {
    List<Ask> asks =
        List.of(
            new Ask("i", "other", "How many days?"),
            new Ask("other", measure, "How many weeks?"),
            new Ask("i", measure, question));
    assertEquals(unit, Wording.unit("i", measure, asks));
  }

  @Test
  void aCleaningTaskSaysWhatToLookAt() {
    Stage.Builder stage = Stage.on("cases", "s").doc("Nobody asked.");
    assertEquals(
        "Some rows of cases are missing. Nobody asked. Find them.",
        Wording.ofCleaning(stage.drop(), "case_id").question());
    assertEquals(
        "Some rows of cases come twice. Nobody asked. Find them.",
        Wording.ofCleaning(stage.duplicate(), "case_id").question());
    Wording.Words words =
        Wording.ofCleaning(Stage.on("cases", "s").setNull("reason", "end_ts"), "case_id");
    assertEquals("Some rows of cases are wrong in reason and end_ts. Find them.", words.question());
    words.paraphrases().forEach(way -> assertTrue(way.contains("by case_id"), way));
  }
}
