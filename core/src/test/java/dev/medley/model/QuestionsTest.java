package dev.medley.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

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
            """);
    Insight lost = questions.insights().get(0);
    assertEquals("SELECT share\nFROM right_one", lost.sql());
    assertEquals("SELECT share\nFROM naive_one", lost.naiveSql());
    assertEquals("SELECT n", questions.targets().get(0).sql());
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
