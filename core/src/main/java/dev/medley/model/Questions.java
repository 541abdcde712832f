package dev.medley.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario's file of insights, targets and charts: SQL queries behind comment lines that say what
 * they ask and what must come out, or how it is drawn.
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
 * -- chart: lwbs_by_hour
 * -- title: Who leaves, hour by hour of the week
 * -- kind: heatmap
 * -- x: hour of arrival (h)
 * -- y: weekday
 * -- value: left without being seen (%)
 * -- note: Monday evening stands out
 * SELECT …
 * </pre>
 *
 * <p>Behind {@code trap} stands the query that walks into what {@code naive} says: it gives one or
 * more of the expected columns, and at least one of them must miss its expectation.
 *
 * @param insights in file order
 * @param targets in file order
 * @param charts in file order; see {@link Chart.Kind} for the columns that each kind wants
 */
public record Questions(List<Insight> insights, List<Target> targets, List<Chart> charts) {
  private static final Pattern HEADER =
      Pattern.compile(
          "-- (insight|target|chart|question|quantity|expect|rows|naive|trap|source"
              + "|title|kind|x|y|value|note): *(.*)");
  private static final String NUMBER = "(-?[0-9.]+(?:[eE]-?[0-9]+)?)";
  private static final Pattern BAND =
      Pattern.compile("(\\w+) = " + NUMBER + "(?: (?:±|\\+-) " + NUMBER + ")?");
  private static final Pattern BOUND = Pattern.compile("(\\w+) (>=|<=) " + NUMBER);
  private static final Pattern RANGE = Pattern.compile("(\\w+) in " + NUMBER + " \\.\\. " + NUMBER);

  /** Questions without pictures. */
  public Questions(List<Insight> insights, List<Target> targets) {
    this(insights, targets, List.of());
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
    List<Chart> charts = new ArrayList<>();
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
        case "insight", "target", "chart" -> {
          finish(block, insights, targets, charts);
          block = new Block(header.group(1), value);
        }
        case "title", "kind", "x", "y", "value", "note" ->
            block(block, line).drawn.put(header.group(1), value);
        case "question", "quantity" -> block(block, line).question = value;
        case "expect" -> block(block, line).expected.add(expected(value));
        case "rows" -> block(block, line).minRows = Long.parseLong(value.replace("_", ""));
        case "naive" -> block(block, line).naive = value;
        case "trap" -> block(block, line).trap();
        default -> block(block, line).source = value;
      }
    }
    finish(block, insights, targets, charts);
    return new Questions(List.copyOf(insights), List.copyOf(targets), List.copyOf(charts));
  }

  private static Block block(Block block, String line) {
    if (block == null) {
      throw new IllegalArgumentException("no insight, target or chart before: " + line);
    }
    return block;
  }

  private static void finish(
      Block block, List<Insight> insights, List<Target> targets, List<Chart> charts) {
    if (block == null) {
      return;
    }
    String sql = block.sql.toString().strip();
    if (block.what.equals("chart")) {
      charts.add(chart(block, sql));
      return;
    }
    if (!block.drawn.isEmpty()) {
      throw new IllegalArgumentException(
          block.id + " is no chart, but has a line of one: " + block.drawn.keySet());
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

  private static Chart chart(Block block, String sql) {
    Map<String, String> drawn = block.drawn;
    Chart chart =
        new Chart(
            block.id,
            drawn.getOrDefault("title", ""),
            kind(block),
            drawn.getOrDefault("x", ""),
            drawn.getOrDefault("y", ""),
            drawn.getOrDefault("value", ""),
            drawn.getOrDefault("note", ""),
            sql);
    boolean isNamed =
        chart.kind() == Chart.Kind.SANKEY || !(chart.x().isEmpty() || chart.y().isEmpty());
    if (chart.title().isEmpty()
        || !isNamed
        || chart.kind().hasValue() == chart.value().isEmpty()
        || sql.isEmpty()) {
      throw new IllegalArgumentException(
          block.id + " lacks a title, the name of an axis or of a value, or SQL");
    }
    return chart;
  }

  private static Chart.Kind kind(Block block) {
    String kind = block.drawn.getOrDefault("kind", "");
    List<String> kinds =
        Arrays.stream(Chart.Kind.values()).map(k -> k.name().toLowerCase(Locale.ROOT)).toList();
    if (!kinds.contains(kind)) {
      throw new IllegalArgumentException(
          block.id + " has the kind '" + kind + "', not of " + kinds);
    }
    return Chart.Kind.valueOf(kind.toUpperCase(Locale.ROOT));
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
    final String what;
    final String id;
    String question = "";
    final List<Expected> expected = new ArrayList<>();
    long minRows;
    String naive = "";
    String source = "";
    final StringBuilder sql = new StringBuilder();
    final StringBuilder naiveSql = new StringBuilder();

    /** What a chart says about itself, by the name of the line. */
    final Map<String, String> drawn = new LinkedHashMap<>();

    /** Where the lines go that are being read. */
    StringBuilder written = sql;

    Block(String what, String id) {
      this.what = what;
      this.id = id;
    }

    boolean isInsight() {
      return what.equals("insight");
    }

    void trap() {
      written = naiveSql;
    }
  }
}
