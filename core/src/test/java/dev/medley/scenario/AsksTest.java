package dev.medley.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.model.Ask;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What exams ask. */
class AsksTest {

  static List<Scenario> scenarios() {
    return ChartsTest.scenarios();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void everyNumberHasAQuestionOfItsOwn(Scenario scenario) {
    Set<String> asked = new HashSet<>();
    Set<String> texts = new HashSet<>();
    for (Ask ask : scenario.asks()) {
      asked.add(number(ask.insight(), ask.measure()));
      assertTrue(texts.add(ask.text()), () -> ask.text() + " is asked twice");
      assertTrue(ask.text().contains("?"), () -> ask.text() + " is no question");
    }
    Set<String> silent = new HashSet<>();
    for (Insight insight : scenario.insights()) {
      for (Expected expected : insight.expected()) {
        silent.add(number(insight.id(), expected.column()));
      }
    }
    silent.removeAll(asked);
    assertEquals(Set.of(), silent);
  }

  private static String number(String insight, String measure) {
    return insight + "." + measure;
  }
}
