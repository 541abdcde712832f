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
        String plain = Notebook.render(scenario);
        for (String tag : new String[] {"de", "tr", "ar-EG"}) {
          Locale.setDefault(Locale.forLanguageTag(tag));
          assertEquals(plain, Notebook.render(scenario), scenario.name() + " in " + tag);
        }
      }
    } finally {
      Locale.setDefault(ours);
    }
  }
}
