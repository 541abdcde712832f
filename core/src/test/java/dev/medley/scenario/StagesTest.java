package dev.medley.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.mess.Stage;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What plans go by. */
class StagesTest {

  static List<Scenario> scenarios() {
    return ChartsTest.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void eachSaysHowManyRowsOfTheKeyItLeaves(Scenario scenario) {
    List<String> silent =
        scenario.stages().stream().filter(s -> s.perRow().isEmpty()).map(Stage::id).toList();
    assertEquals(List.of(), silent);
    for (Stage stage : scenario.stages()) {
      double most = Math.max(1, stage.changes().size()) * stage.rate();
      assertTrue(stage.perRow().orElse(0) <= most, stage.id() + ": more than it can hit");
    }
  }
}
