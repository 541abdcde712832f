package dev.medley.verify;

import dev.medley.mess.Realised;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Whether every stage hit about as often as its rate says.
 *
 * <p>Hits are binomial, so {@value #SIGMAS} standard deviations leave a right stage alone in all
 * but a few of a million runs, and a few rows more keep the normal approximation honest where
 * little is expected. Rows whose eligibility is {@linkplain Realised doubtful} widen the band by
 * the hits that they could make or lack.
 */
final class MessRates {
  private static final double SIGMAS = 4.5;
  private static final double FEW_ROWS = 5;

  private final Verify verify;
  private final Delivery delivery;
  private final CleanRows clean;

  MessRates(Verify verify, Delivery delivery, CleanRows clean) {
    this.verify = verify;
    this.delivery = delivery;
    this.clean = clean;
  }

  /** Tables that stages change. */
  static List<Table<?>> tables(Verify verify) {
    return verify.chosen().stream()
        .filter(t -> !verify.mess().stagesOf(t.name()).isEmpty())
        .toList();
  }

  /**
   * Counts the hits.
   *
   * @param step hears of each table
   */
  List<Quality> check(Consumer<String> step) {
    List<Quality> lines = new ArrayList<>();
    for (Table<?> table : tables(verify)) {
      step.accept("mess of " + table.name());
      List<Stage> stages = verify.mess().stagesOf(table.name());
      if (!verify.keyed() || !delivery.has(table)) {
        String note = table.name() + (verify.keyed() ? " is not there" : " has no answer key");
        stages.forEach(s -> lines.add(line(s, null, "", Quality.Verdict.SKIPPED, note)));
        continue;
      }
      List<Stage> open = open(verify, table);
      List<Stage> hidden = stages.stream().filter(s -> !open.contains(s)).toList();
      lines.addAll(counted(open, some -> clean.realised(table, some)));
      if (verify.cleanSource().isPresent()) {
        lines.addAll(counted(hidden, some -> onSimulated(table, some)));
      } else {
        String note = "reads hidden columns, and the simulator was not asked";
        hidden.forEach(s -> lines.add(line(s, null, "", Quality.Verdict.SKIPPED, note)));
      }
    }
    return lines;
  }

  /** Stages of a table that read nothing but what is published. */
  static List<Stage> open(Verify verify, Table<?> table) {
    return verify.mess().stagesOf(table.name()).stream()
        .filter(s -> !readsHidden(table, s))
        .toList();
  }

  private static boolean readsHidden(Table<?> table, Stage stage) {
    try {
      return Realised.readsHidden(table, stage);
    } catch (Exception e) {
      // An expression that cannot even be built is reported when it is counted.
      return false;
    }
  }

  private List<Realised> onSimulated(Table<?> table, List<Stage> stages) {
    return Realised.of(
        verify.mess(),
        table,
        stages,
        verify.cleanSource().orElseThrow().apply(table),
        delivery.cells(),
        delivery.rows());
  }

  private List<Quality> counted(List<Stage> stages, Function<List<Stage>, List<Realised>> count) {
    if (stages.isEmpty()) {
      return List.of();
    }
    try {
      return count.apply(stages).stream().map(this::judged).toList();
    } catch (Exception e) {
      if (stages.size() == 1) {
        return List.of(line(stages.get(0), null, "", Quality.Verdict.FAIL, UserError.firstLine(e)));
      }
      // One stage that cannot be counted must not take the others with it.
      return stages.stream().flatMap(s -> counted(List.of(s), count).stream()).toList();
    }
  }

  private Quality judged(Realised realised) {
    double rate = verify.mess().rate(realised.stage());
    double expected = rate * realised.eligible();
    double spread = Math.sqrt(expected * (1 - rate));
    double few = rate > 0 && rate < 1 ? FEW_ROWS : 0;
    double tolerance = SIGMAS * spread + few + rate * realised.doubtful();
    boolean isRight = Math.abs(realised.hits() - expected) <= tolerance;
    if (realised.eligible() == 0) {
      return line(
          realised.stage(),
          null,
          number(rate),
          isRight ? Quality.Verdict.SKIPPED : Quality.Verdict.FAIL,
          realised.hits() + " hits, no eligible row");
    }
    return line(
        realised.stage(),
        (double) realised.hits() / realised.eligible(),
        number(rate) + " ± " + number(tolerance / realised.eligible()),
        isRight ? Quality.Verdict.PASS : Quality.Verdict.FAIL,
        String.format(Locale.ROOT, "%,d of %,d rows", realised.hits(), realised.eligible()));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private static Quality line(
      Stage stage, Double actual, String expected, Quality.Verdict verdict, String note) {
    return new Quality(
        Quality.Kind.MESS_RATE,
        stage.id(),
        stage.table() + " hit rate",
        actual,
        expected,
        verdict,
        note);
  }
}
