package dev.medley.jobs;

import dev.medley.config.RunConfig;
import dev.medley.model.Insight;
import dev.medley.model.Target;
import dev.medley.scenario.Scenario;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.stream.LongStream;

/**
 * How many of a scenario's questions and published figures a run has rows enough for.
 *
 * @param scenario the scenario
 * @param mainRows rows of its main table
 */
record Answers(Scenario scenario, double mainRows) {
  /** As far as the scenario can tell without simulating. */
  static Answers of(RunConfig config) {
    return new Answers(config.scenario(), config.expectedMainRows());
  }

  private LongStream insights() {
    return scenario().insights().stream().mapToLong(Insight::minRows);
  }

  private LongStream targets() {
    return scenario().targets().stream().mapToLong(Target::minRows);
  }

  private long enough(LongStream minRows) {
    return minRows.filter(rows -> mainRows >= rows).count();
  }

  boolean areComplete() {
    return LongStream.concat(insights(), targets()).allMatch(rows -> mainRows >= rows);
  }

  String text() {
    String counts =
        "rows enough for "
            + enough(insights())
            + " of "
            + Text.count(scenario().insights().size(), "question")
            + " and "
            + enough(targets())
            + " of "
            + Text.count(scenario().targets().size(), "published figure");
    return areComplete() ? counts : counts + "; --rows " + rowsForAll() + " has enough for all";
  }

  private String rowsForAll() {
    return BigDecimal.valueOf(Math.round(scenario.enoughRows()))
        .round(new MathContext(2, RoundingMode.CEILING))
        .toBigInteger()
        .toString();
  }
}
