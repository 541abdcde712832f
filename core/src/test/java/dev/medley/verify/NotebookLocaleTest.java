package dev.medley.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class NotebookLocaleTest {

  @Test
  void aNotebookIsTheSameOnEveryMachine() {
    Locale ours = Locale.getDefault();
    try {
      for (Scenario scenario : Scenarios.all()) {
        Locale.setDefault(Locale.ROOT);
        String plain = solution(scenario);
        for (String tag : new String[] {"de", "tr", "ar-EG"}) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          assertEquals(plain, solution(scenario), scenario.name() + " in " + tag);
        }
      }
    } finally {
      Locale.setDefault(ours);
    }
  }

  private static String solution(Scenario scenario) {
    return Notebook.render(scenario, Notebook.Kind.SOLUTION, Notebook.Language.SQL);
  }
}
