package dev.medley.mess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medley.Clinic;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final Clinic CLINIC = new Clinic();

  @Test
  void whatFindsARowOrItsFolderIsNeverChanged() {
    for (String column : List.of("visit_id", "event_date", "event_month", "region")) {
      Stage stage = Stage.on("visits", "wrong").rate(.1).set(column, "NULL");
      assertEquals("stage wrong changes visits." + column, refusal(stage));
    }
  }

  @Test
  void aStageIsOfATableThatIsThere() {
    assertEquals(
        "stage wrong is of no table: ghosts",
        refusal(Stage.on("ghosts", "wrong").rate(.1).setNull("note")));
  }

  private static String refusal(Stage stage) {
    return assertThrows(
            IllegalArgumentException.class, () -> Lineage.check(CLINIC.tables(), List.of(stage)))
        .getMessage();
  }
}
