package dev.medley.jobs;

import dev.medley.model.Insight;
import dev.medley.verify.Quality;
import dev.medley.verify.Quality.Kind;
import dev.medley.verify.Quality.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The checks of what was written, for a screen: each question with its answer, and of the structure
 * only what is not as it should be.
 *
 * @param checks all of them, in the order in which they were made
 * @param insights the scenario's questions
 */
record QualityReport(List<Quality> checks, List<Insight> insights) {
  private static final int INDENT = 2;
  private static final int LONGEST_EXPECTATION = 24;

  List<String> lines() {
    List<String> lines = new ArrayList<>(table().lines());
    for (Insight insight : insights) {
      answer(insight, lines);
    }
    if (count(Verdict.FAIL) > 0) {
      lines.add("");
      lines.add("Failed");
      with(Verdict.FAIL).forEach(check -> lines.addAll(failure(check)));
    }
    if (count(Verdict.SKIPPED) > 0) {
      lines.add("");
      lines.add("Skipped");
      // One note stands for all the checks that lack the same number of rows.
      with(Verdict.SKIPPED).stream()
          .map(Quality::note)
          .distinct()
          .forEach(note -> lines.addAll(Text.paragraph(INDENT, note)));
    }
    lines.add("");
    lines.add(
        count(Verdict.PASS)
            + " passed, "
            + count(Verdict.FAIL)
            + " failed, "
            + count(Verdict.SKIPPED)
            + " skipped");
    return lines;
  }

  int exitCode() {
    return count(Verdict.FAIL) == 0 ? 0 : 1;
  }

  private Grid table() {
    Grid grid =
        new Grid(0)
            .words("VERDICT")
            .words("KIND")
            .words("CHECK")
            .words("MEASURE")
            .numbers("ACTUAL")
            .words("EXPECTED");
    long sound = checks.stream().filter(QualityReport::isSoundStructure).count();
    if (sound > 0) {
      String tables =
          Text.count(
              checks.stream()
                  .filter(QualityReport::isSoundStructure)
                  .map(Quality::id)
                  .distinct()
                  .count(),
              "table");
      grid.row("PASS", "structure", tables, Text.count(sound, "check"), "", "");
    }
    for (Quality check : checks) {
      if (!isSoundStructure(check) && !isAnswer(check)) {
        grid.row(
            check.verdict().name(),
            check.kind().name().toLowerCase(Locale.ROOT),
            check.id(),
            check.measure(),
            Text.figure(check.actual()),
            Text.shortened(check.expected(), LONGEST_EXPECTATION));
      }
    }
    return grid;
  }

  private static boolean isSoundStructure(Quality check) {
    return check.kind() == Kind.STRUCTURE && check.verdict() == Verdict.PASS;
  }

  private boolean isAnswer(Quality check) {
    return check.kind() == Kind.INSIGHT
        && insights.stream().anyMatch(insight -> insight.id().equals(check.id()));
  }

  private void answer(Insight insight, List<String> lines) {
    Grid grid = new Grid(INDENT).words("").words("").numbers("").words("");
    checks.stream()
        .filter(c -> c.kind() == Kind.INSIGHT && c.id().equals(insight.id()))
        .forEach(
            c -> grid.row(c.verdict().name(), c.measure(), Text.figure(c.actual()), c.expected()));
    if (!grid.lines().isEmpty()) {
      lines.add("");
      lines.addAll(Text.paragraph(0, insight.id() + ": " + insight.question()));
      lines.addAll(grid.lines());
    }
  }

  private static List<String> failure(Quality check) {
    String found =
        check.expected().isEmpty()
            ? ""
            : Text.figure(check.actual()) + " instead of " + check.expected() + ". ";
    return Text.paragraph(
        INDENT, check.id() + ", " + check.measure() + ": " + found + check.note());
  }

  private List<Quality> with(Verdict verdict) {
    return checks.stream().filter(c -> c.verdict() == verdict).toList();
  }

  private long count(Verdict verdict) {
    return with(verdict).size();
  }
}
