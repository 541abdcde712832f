package dev.medley.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario's file of insights and targets: SQL queries behind comment lines that say what they
 * ask and what must come out.
 *
 * <pre>
 * -- insight: lwbs_monday_evening
 * -- question: When do we lose patients?
 * -- expect: monday_18h = 0.140 ± 0.035
 * -- expect: rank_ratio &gt;= 3
 * -- expect: auc in 0.70 .. 0.85
 * -- rows: 1000000
 * -- naive: an average day curve shows a harmless 5 %
 * -- source: 2.2
 * SELECT …
 * -- trap:
 * SELECT …
 *
 * -- target: admitted_share
 * -- quantity: admitted share of visits
 * -- expect: admitted = 0.184 ± 0.012
 * -- rows: 500000
 * -- source: EDBA 19 %
 * SELECT …
 * </pre>
 *
 * <p>Behind {@code trap} stands the query that walks into what {@code naive} says: it gives one or
 * more of the expected columns, and at least one of them must miss its expectation.
 *
 * <p>What finds the rows that a mess stage spoiled, where no more general check does, stands in the
 * same file; without {@code misses} it finds them all:
 *
 * <pre>
 * -- finds: heaped_provider_time, workstation_drift
 * -- misses: times that were moved within the minute
 * SELECT visit_id FROM visits WHERE …
 * </pre>
 *
 * @param insights in file order
 * @param targets in file order
 *     <p>An insight may say how each of its numbers is asked for alone, once or in several ways:
 *     <pre>
 * -- ask: monday_18h = What share of those who come on a Monday at 18 h leaves without being seen?
 * </pre>
 *
 * @param checks in file order
 * @param asks in file order
 */
public record Questions(
    List<Insight> insights, List<Target> targets, List<RowCheck> checks, List<Ask> asks) {
  private static final Pattern HEADER =
      Pattern.compile(
          "-- (insight|target|finds|question|ask|quantity|expect|rows|naive|trap|misses|source): *"
              + "(.*)");
  private static final String NUMBER = "(-?[0-9.]+(?:[eE]-?[0-9]+)?)";
  private static final Pattern BAND =
      Pattern.compile("(\\w+) = " + NUMBER + "(?: (?:±|\\+-) " + NUMBER + ")?");
  private static final Pattern BOUND = Pattern.compile("(\\w+) (>=|<=) " + NUMBER);
  private static final Pattern RANGE = Pattern.compile("(\\w+) in " + NUMBER + " \\.\\. " + NUMBER);

  /** Questions alone. */
  public Questions(List<Insight> insights, List<Target> targets) {
    this(insights, targets, List.of(), List.of());
  }

  /** Reads the file of that name beside the scenario's class. */
  public static Questions load(Class<?> scenario, String resource) {
    try (InputStream in = scenario.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalArgumentException("no " + resource + " beside " + scenario.getName());
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Questions parse(String text) {
    List<Insight> insights = new ArrayList<>();
    List<Target> targets = new ArrayList<>();
    List<RowCheck> checks = new ArrayList<>();
    List<Ask> asks = new ArrayList<>();
    Block block = null;
    for (String line : text.lines().toList()) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        if (block != null && !(line.isBlank() && block.written.isEmpty())) {
          block.written.append(line).append('\n');
        }
        continue;
      }
      String value = header.group(2).strip();
      switch (header.group(1)) {
        case "insight", "target", "finds" -> {
          finish(block, insights, targets, checks);
          block = new Block(header.group(1), value);
        }
        case "question", "quantity" -> block(block, line).question = value;
        case "ask" -> asks.add(ask(block(block, line), value));
        case "expect" -> block(block, line).expected.add(expected(value));
        case "rows" -> block(block, line).minRows = Long.parseLong(value.replace("_", ""));
        case "naive" -> block(block, line).naive = value;
        case "trap" -> block(block, line).trap();
        case "misses" -> block(block, line).misses = value;
        default -> block(block, line).source = value;
      }
    }
    finish(block, insights, targets, checks);
    return new Questions(
        List.copyOf(insights), List.copyOf(targets), List.copyOf(checks), List.copyOf(asks));
  }

  private static Block block(Block block, String line) {
    if (block == null) {
      throw new IllegalArgumentException("no insight or target before: " + line);
    }
    return block;
  }

  private static void finish(
      Block block, List<Insight> insights, List<Target> targets, List<RowCheck> checks) {
    if (block == null) {
      return;
    }
    String sql = block.sql.toString().strip();
    if (block.kind.equals("finds")) {
      List<String> stages = List.of(block.id.split(", *", -1));
      if (sql.isEmpty() || stages.contains("")) {
        throw new IllegalArgumentException("finds: " + block.id + " lacks a stage or SQL");
      }
      checks.add(new RowCheck(stages, block.misses, sql));
      return;
    }
    if (sql.isEmpty() || block.expected.isEmpty() || block.question.isEmpty()) {
      throw new IllegalArgumentException(block.id + " lacks a question, an expectation or SQL");
    }
    String naiveSql = block.naiveSql.toString().strip();
    if (!naiveSql.isEmpty() && (!block.isInsight() || block.naive.isEmpty())) {
      throw new IllegalArgumentException(block.id + " has a trap, but nothing that is naive");
    }
    if (block.isInsight()) {
      insights.add(
          new Insight(
              block.id,
              block.question,
              sql,
              List.copyOf(block.expected),
              block.minRows,
              block.naive,
              naiveSql,
              block.source));
    } else {
      targets.add(
          new Target(
              block.id,
              block.question,
              sql,
              List.copyOf(block.expected),
              block.minRows,
              block.source));
    }
  }

  private static Ask ask(Block block, String text) {
    String[] parts = text.split(" = ", 2);
    if (!block.isInsight() || parts.length < 2 || parts[1].isBlank()) {
      throw new IllegalArgumentException("not measure = question of an insight: " + text);
    }
    if (block.expected.stream().noneMatch(e -> e.column().equals(parts[0]))) {
      throw new IllegalArgumentException(block.id + " does not expect what is asked: " + text);
    }
    return new Ask(block.id, parts[0], parts[1].strip());
  }

  private static Expected expected(String text) {
    Matcher band = BAND.matcher(text);
    if (band.matches()) {
      double centre = Double.parseDouble(band.group(2));
      double tolerance = band.group(3) == null ? 0 : Double.parseDouble(band.group(3));
      return new Expected(
          band.group(1), centre - tolerance, centre + tolerance, after(text, " = "));
    }
    Matcher bound = BOUND.matcher(text);
    if (bound.matches()) {
      double limit = Double.parseDouble(bound.group(3));
      boolean isFloor = bound.group(2).equals(">=");
      return new Expected(
          bound.group(1),
          isFloor ? limit : Double.NEGATIVE_INFINITY,
          isFloor ? Double.POSITIVE_INFINITY : limit,
          after(text, " "));
    }
    Matcher range = RANGE.matcher(text);
    if (range.matches()) {
      return new Expected(
          range.group(1),
          Double.parseDouble(range.group(2)),
          Double.parseDouble(range.group(3)),
          after(text, " in "));
    }
    throw new IllegalArgumentException("not an expectation: " + text);
  }

  private static String after(String text, String separator) {
    return text.substring(text.indexOf(separator) + separator.length());
  }

  private static final class Block {
    final String kind;
    final String id;
    String question = "";
    final List<Expected> expected = new ArrayList<>();
    long minRows;
    String naive = "";
    String source = "";
    String misses = "";
    final StringBuilder sql = new StringBuilder();
    final StringBuilder naiveSql = new StringBuilder();

    /** Where the lines go that are being read. */
    StringBuilder written = sql;

    Block(String kind, String id) {
      this.kind = kind;
      this.id = id;
    }

    boolean isInsight() {
      return kind.equals("insight");
    }

    void trap() {
      written = naiveSql;
    }
  }
}
