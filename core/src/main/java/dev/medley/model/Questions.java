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
 * A scenario's file of insights, targets and detections: SQL queries behind comment lines that say
 * what they ask and what must come out.
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
 *
 * -- detection: workstation_drift
 * -- question: Which workstation's clock is slow?
 * -- expect: f1 &gt;= 0.8
 * -- rows: 100000
 * -- naive: minutes that disagree with the stamps are rounding as often
 * SELECT 'visits' AS table_name, visit_id AS row_key, 'workstation_drift' AS stage_id …
 * -- trap:
 * SELECT …
 * </pre>
 *
 * <p>Behind {@code trap} stands the query that walks into what {@code naive} says. That of an
 * insight gives one or more of the expected columns, and at least one of them must miss its
 * expectation; that of a detection gives detections, with an F1 below the expected.
 *
 * @param insights in file order
 * @param targets in file order
 * @param detections in file order
 */
public record Questions(List<Insight> insights, List<Target> targets, List<Detection> detections) {
  private static final Pattern HEADER =
      Pattern.compile(
          "-- (insight|target|detection|question|quantity|expect|rows|naive|trap|source): *(.*)");
  private static final String NUMBER = "(-?[0-9.]+(?:[eE]-?[0-9]+)?)";
  private static final Pattern BAND =
      Pattern.compile("(\\w+) = " + NUMBER + "(?: (?:±|\\+-) " + NUMBER + ")?");
  private static final Pattern BOUND = Pattern.compile("(\\w+) (>=|<=) " + NUMBER);
  private static final Pattern RANGE = Pattern.compile("(\\w+) in " + NUMBER + " \\.\\. " + NUMBER);

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
    List<Detection> detections = new ArrayList<>();
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
        case "insight", "target", "detection" -> {
          finish(block, insights, targets, detections);
          block = new Block(header.group(1), value);
        }
        case "question", "quantity" -> block(block, line).question = value;
        case "expect" -> block(block, line).expected.add(expected(value));
        case "rows" -> block(block, line).minRows = Long.parseLong(value.replace("_", ""));
        case "naive" -> block(block, line).naive = value;
        case "trap" -> block(block, line).trap();
        default -> block(block, line).source = value;
      }
    }
    finish(block, insights, targets, detections);
    return new Questions(List.copyOf(insights), List.copyOf(targets), List.copyOf(detections));
  }

  private static Block block(Block block, String line) {
    if (block == null) {
      throw new IllegalArgumentException("no insight, target or detection before: " + line);
    }
    return block;
  }

  private static void finish(
      Block block, List<Insight> insights, List<Target> targets, List<Detection> detections) {
    if (block == null) {
      return;
    }
    String sql = block.sql.toString().strip();
    if (sql.isEmpty() || block.expected.isEmpty() || block.question.isEmpty()) {
      throw new IllegalArgumentException(block.id + " lacks a question, an expectation or SQL");
    }
    String naiveSql = block.naiveSql.toString().strip();
    if (!naiveSql.isEmpty() && (block.kind.equals("target") || block.naive.isEmpty())) {
      throw new IllegalArgumentException(block.id + " has a trap, but nothing that is naive");
    }
    switch (block.kind) {
      case "insight" ->
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
      case "target" ->
          targets.add(
              new Target(
                  block.id,
                  block.question,
                  sql,
                  List.copyOf(block.expected),
                  block.minRows,
                  block.source));
      default ->
          detections.add(
              new Detection(
                  block.id,
                  block.question,
                  sql,
                  leastF1(block),
                  block.minRows,
                  block.naive,
                  naiveSql));
    }
  }

  private static double leastF1(Block detection) {
    Expected expected = detection.expected.get(0);
    if (detection.expected.size() > 1
        || !expected.column().equals("f1")
        || !(expected.min() > 0 && expected.min() < 1)) {
      throw new IllegalArgumentException(
          detection.id + " is a detection, which expects an f1 >= a number between 0 and 1");
    }
    return expected.min();
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
    final StringBuilder sql = new StringBuilder();
    final StringBuilder naiveSql = new StringBuilder();

    /** Where the lines go that are being read. */
    StringBuilder written = sql;

    Block(String kind, String id) {
      this.kind = kind;
      this.id = id;
    }

    void trap() {
      written = naiveSql;
    }
  }
}
