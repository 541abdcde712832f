package dev.medley.jobs;

import dev.medley.model.Insight;
import dev.medley.verify.Quality;
import dev.medley.verify.Quality.Kind;
import dev.medley.verify.Quality.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

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
    List<String> lines = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      addPart(table(kind).lines(), lines);
    }
    for (Insight insight : insights) {
      addPart(answer(insight), lines);
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

  /** Questions that there are too few rows for. */
  long unanswered() {
    return insights.stream()
        .filter(
            insight ->
                checks.stream()
                    .filter(c -> c.kind() == Kind.INSIGHT && c.id().equals(insight.id()))
                    .anyMatch(c -> c.verdict() == Verdict.SKIPPED && c.note().startsWith("needs ")))
        .count();
  }

  /** The same for programs: all checks, and how many came out in which way. */
  Object json() {
    return Map.of(
        "passed", count(Verdict.PASS),
        "failed", count(Verdict.FAIL),
        "skipped", count(Verdict.SKIPPED),
        "checks", checks.stream().map(QualityReport::json).toList());
  }

  private static Map<String, Object> json(Quality check) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("verdict", check.verdict().name().toLowerCase(Locale.ROOT));
    json.put("kind", name(check.kind()));
    json.put("id", check.id());
    json.put("measure", check.measure());
    json.put("actual", check.actual());
    json.put("expected", check.expected());
    json.put("note", check.note());
    return json;
  }

  int exitCode() {
    return count(Verdict.FAIL) == 0 ? 0 : 1;
  }

  /** Parts are kept apart by a blank line. */
  private static void addPart(List<String> part, List<String> lines) {
    if (!part.isEmpty() && !lines.isEmpty()) {
      lines.add("");
    }
    lines.addAll(part);
  }

  private Grid table(Kind kind) {
    // A narrow terminal has no room for a column that says the same in every row.
    boolean isNarrow = Text.width() < Text.WIDTH;
    Grid grid = new Grid(0).words("VERDICT");
    if (isNarrow) {
      grid.words(kind.name());
    } else {
      grid.words("KIND").words("CHECK");
    }
    grid.words("MEASURE").numbers("ACTUAL").words("EXPECTED");
    List<String> kinds = isNarrow ? List.of() : List.of(name(kind));
    List<Quality> sound =
        checks.stream().filter(c -> c.kind() == kind && isSoundStructure(c)).toList();
    if (!sound.isEmpty()) {
      long tables = sound.stream().map(Quality::id).distinct().count();
      row(
          grid,
          Verdict.PASS,
          kinds,
          Text.count(tables, "table"),
          Text.count(sound.size(), "check"),
          "",
          "");
    }
    for (Quality check : checks) {
      if (check.kind() == kind && !isSoundStructure(check) && !isAnswer(check)) {
        row(
            grid,
            check.verdict(),
            kinds,
            check.id(),
            check.measure(),
            Text.figure(check.actual()),
            Text.shortened(check.expected(), LONGEST_EXPECTATION));
      }
    }
    return grid;
  }

  private static void row(Grid grid, Verdict verdict, List<String> kinds, String... cells) {
    grid.row(
        Stream.of(Stream.of(verdict.name()), kinds.stream(), Stream.of(cells))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static String name(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static boolean isSoundStructure(Quality check) {
    return check.kind() == Kind.STRUCTURE && check.verdict() == Verdict.PASS;
  }

  private boolean isAnswer(Quality check) {
    return (check.kind() == Kind.INSIGHT || check.kind() == Kind.TRAP)
        && insights.stream().anyMatch(insight -> insight.id().equals(check.id()));
  }

  private List<String> answer(Insight insight) {
    Grid grid = new Grid(INDENT).words("").words("").numbers("").words("");
    checks.stream()
        .filter(c -> c.kind() == Kind.INSIGHT && c.id().equals(insight.id()))
        .forEach(
            c -> grid.row(c.verdict().name(), c.measure(), Text.figure(c.actual()), c.expected()));
    checks.stream()
        .filter(c -> c.kind() == Kind.TRAP && c.id().equals(insight.id()))
        .filter(c -> c.verdict() != Verdict.SKIPPED)
        .forEach(c -> grid.row("trap", c.measure(), Text.figure(c.actual()), c.expected()));
    List<String> lines = new ArrayList<>();
    if (!grid.lines().isEmpty()) {
      lines.addAll(Text.paragraph(0, insight.id() + ": " + insight.question()));
      lines.addAll(grid.lines());
    }
    return lines;
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
