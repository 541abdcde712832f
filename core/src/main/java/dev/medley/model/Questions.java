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
 * A scenario's file of insights, targets, charts and detections: SQL queries behind comment lines
 * that say what they ask and what must come out.
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
 * <p>What finds the rows that a mess stage spoiled, where no more general check does, stands in the
 * same file; without {@code misses} it finds them all:
 *
 * <pre>
 * -- finds: heaped_provider_time, workstation_drift
 * -- misses: times that were moved within the minute
 * SELECT visit_id FROM visits WHERE …
 * </pre>
 *
 * <p>An insight may say how each of its numbers is asked for alone, once or in several ways:
 *
 * <pre>
 * -- ask: monday_18h = What share of those who come on a Monday at 18 h leaves without being seen?
 * </pre>
 *
 * @param insights in file order
 * @param targets in file order
 * @param charts in file order; see {@link Chart.Kind} for the columns that each kind wants
 * @param detections in file order
 * @param checks in file order
 * @param asks in file order
 */
public record Questions(
    List<Insight> insights,
    List<Target> targets,
    List<Chart> charts,
    List<Detection> detections,
    List<RowCheck> checks,
    List<Ask> asks) {
  private static final Pattern HEADER =
      Pattern.compile(
          "-- (insight|target|chart|detection|finds|question|ask|quantity|expect|rows|naive|trap"
              + "|misses|source|title|kind|x|y|value|note): *(.*)");
  private static final String NUMBER = "(-?[0-9.]+(?:[eE]-?[0-9]+)?)";
  private static final Pattern BAND =
      Pattern.compile("(\\w+) = " + NUMBER + "(?: (?:±|\\+-) " + NUMBER + ")?");
  private static final Pattern BOUND = Pattern.compile("(\\w+) (>=|<=) " + NUMBER);
  private static final Pattern RANGE = Pattern.compile("(\\w+) in " + NUMBER + " \\.\\. " + NUMBER);

  /** Insights and targets alone. */
  public Questions(List<Insight> insights, List<Target> targets) {
    this(insights, targets, List.of(), List.of(), List.of(), List.of());
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
    Questions read =
        new Questions(
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>(),
            new ArrayList<>());
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
        case "insight", "target", "chart", "detection", "finds" -> {
          read.add(block);
          block = new Block(header.group(1), value);
        }
        case "title", "kind", "x", "y", "value", "note" ->
            block(block, line).drawn.put(header.group(1), value);
        case "question", "quantity" -> block(block, line).question = value;
        case "ask" -> read.asks.add(ask(block(block, line), value));
        case "expect" -> block(block, line).expected.add(expected(value));
        case "rows" -> block(block, line).minRows = Long.parseLong(value.replace("_", ""));
        case "naive" -> block(block, line).naive = value;
        case "trap" -> block(block, line).trap();
        case "misses" -> block(block, line).misses = value;
        default -> block(block, line).source = value;
      }
    }
    read.add(block);
    return new Questions(
        List.copyOf(read.insights),
        List.copyOf(read.targets),
        List.copyOf(read.charts),
        List.copyOf(read.detections),
        List.copyOf(read.checks),
        List.copyOf(read.asks));
  }

  private static Block block(Block block, String line) {
    if (block == null) {
      throw new IllegalArgumentException("nothing is asked or drawn before: " + line);
    }
    return block;
  }

  private void add(Block block) {
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
    if (block.what.equals("finds")) {
      checks.add(check(block, sql));
      return;
    }
    if (sql.isEmpty() || block.expected.isEmpty() || block.question.isEmpty()) {
      throw new IllegalArgumentException(block.id + " lacks a question, an expectation or SQL");
    }
    String naiveSql = block.naiveSql.toString().strip();
    if (!naiveSql.isEmpty() && (block.what.equals("target") || block.naive.isEmpty())) {
      throw new IllegalArgumentException(block.id + " has a trap, but nothing that is naive");
    }
    List<Expected> expected = List.copyOf(block.expected);
    switch (block.what) {
      case "insight" ->
          insights.add(
              new Insight(
                  block.id,
                  block.question,
                  sql,
                  expected,
                  block.minRows,
                  block.naive,
                  naiveSql,
                  block.source));
      case "target" ->
          targets.add(
              new Target(block.id, block.question, sql, expected, block.minRows, block.source));
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

  private static RowCheck check(Block block, String sql) {
    List<String> stages = List.of(block.id.split(", *", -1));
    if (sql.isEmpty() || stages.contains("")) {
      throw new IllegalArgumentException("finds: " + block.id + " lacks a stage or SQL");
    }
    return new RowCheck(stages, block.misses, sql);
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
    String misses = "";
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
