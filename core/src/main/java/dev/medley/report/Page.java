package dev.medley.report;

import dev.medley.config.RunConfig;
import dev.medley.config.Version;
import dev.medley.mess.Stage;
import dev.medley.model.Chart;
import dev.medley.model.Column;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.scenario.Scenario;
import dev.medley.verify.Quality;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A report as HTML. */
final class Page {
  private final Report report;
  private final RunConfig config;
  private final Scenario scenario;
  private final List<Picture> drawn = new ArrayList<>();
  private final StringBuilder page = new StringBuilder();

  Page(Report report) {
    this.report = report;
    this.config = report.config();
    this.scenario = config.scenario();
  }

  String html() {
    head();
    run();
    tables();
    pictures();
    questions();
    figures();
    mess();
    structure();
    dictionary();
    foot();
    return page.toString();
  }

  private void head() {
    String title = Html.text(scenario.about().title());
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        // Nothing of the page may ask the network, whatever a table holds.
        .append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ")
        .append("style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n")
        .append("<meta name=\"generator\" content=\"Medley\">\n")
        .append("<title>")
        .append(title)
        .append(" – Medley report</title>\n<style>\n")
        .append(Html.resource("page.css"))
        .append("</style>\n</head>\n<body>\n<header>\n<p class=\"kicker\">Medley report on ")
        .append(Html.text(scenario.name()))
        .append("</p>\n<h1>")
        .append(title)
        .append("</h1>\n<p class=\"story\">")
        .append(Html.text(scenario.about().story()))
        .append("</p>\n")
        .append("<nav aria-label=\"Parts of the report\">")
        .append("<a href=\"#run\">Run</a> <a href=\"#rows\">Rows</a> ")
        .append("<a href=\"#pictures\">Pictures</a> <a href=\"#questions\">Questions</a> ")
        .append("<a href=\"#figures\">Figures</a> <a href=\"#mess\">Mess</a> ")
        .append("<a href=\"#dictionary\">Dictionary</a></nav>\n</header>\n<main>\n");
  }

  private void section(String id, String heading, String lead) {
    page.append("<section id=\"").append(id).append("\">\n<h2>").append(Html.text(heading));
    page.append("</h2>\n");
    paragraph(lead);
  }

  private void end() {
    page.append("</section>\n");
  }

  private void paragraph(String text) {
    if (!text.isEmpty()) {
      page.append("<p>").append(Html.text(text)).append("</p>\n");
    }
  }

  // ---- what was generated

  private void run() {
    section("run", "What was generated", "");
    page.append("<dl>\n");
    fact("Scenario", scenario.name());
    fact("Made by", "Medley " + report.version());
    fact("Seed", Long.toString(config.seed()));
    fact("World", Html.count(config.units()) + " × " + scenario.about().unit());
    fact("Days", config.horizon().from() + " to " + config.horizon().to());
    fact("Regions", String.join(", ", config.regions()));
    long rows = report.volumes().stream().mapToLong(Volume::rows).sum();
    fact("Rows", Html.count(rows) + " in " + report.volumes().size() + " tables");
    report
        .hits()
        .ifPresent(
            h ->
                fact(
                    "Answer key",
                    Html.count(h.allCells())
                        + " changed values, "
                        + Html.count(h.allRows())
                        + " rows dropped or delivered twice"));
    fact(
        "Lies in",
        config.output().path().map(p -> p + "/" + scenario.name()).orElse("")
            + config.output().catalog().orElse("")
            + ", "
            + config.output().format().name().toLowerCase(Locale.ROOT)
            + (config.output().key() ? ", with answer key" : ", without answer key"));
    fact("Settings", settings());
    page.append("</dl>\n");
    end();
  }

  private void fact(String name, String value) {
    page.append("<div><dt>").append(Html.text(name)).append("</dt><dd>").append(Html.text(value));
    page.append("</dd></div>\n");
  }

  private String settings() {
    Map<String, String> others = new TreeMap<>();
    config.params().forEach((key, value) -> others.put("world." + key, plain(value)));
    config.rates().forEach((id, rate) -> others.put("mess." + id + ".rate", plain(rate)));
    return others.isEmpty()
        ? "rules and mess as the scenario has them"
        : others.entrySet().stream()
            .map(e -> e.getKey() + " = " + e.getValue())
            .collect(Collectors.joining(", "));
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  // ---- rows

  private void tables() {
    section("rows", "Rows", "");
    Map<String, Volume> volumes =
        report.volumes().stream().collect(Collectors.toMap(Volume::table, v -> v));
    List<List<String>> rows = new ArrayList<>();
    for (Table<?> table : config.chosenTables()) {
      String name = Report.name(table);
      rows.add(List.of(name, Html.count(volumes.get(name).rows()), table.doc()));
    }
    page.append(Html.table(List.of("Table", "Rows", "What it holds"), rows));
    String main = scenario.mainTable().name();
    Volume volume = volumes.get(main);
    if (volume != null && volume.isDated()) {
      boolean isMonthly = report.period() == Volume.Period.MONTH;
      draw(
          new Picture(
              new Chart(
                  "volume",
                  "Rows of " + main + " by " + name(report.period()) + " and region",
                  Chart.Kind.STACKED,
                  isMonthly ? "month" : "day",
                  "rows",
                  "",
                  "",
                  ""),
              List.of("period", "rows", "region"),
              parts(volume),
              ""));
    }
    byPeriod();
    end();
  }

  private static String name(Volume.Period period) {
    return period.name().toLowerCase(Locale.ROOT);
  }

  private static List<List<Object>> parts(Volume volume) {
    List<List<Object>> parts = new ArrayList<>();
    volume
        .parts()
        .forEach(
            (period, regions) ->
                regions.forEach((region, rows) -> parts.add(List.of(period, rows, region))));
    return parts;
  }

  private void byPeriod() {
    List<Volume> dated = report.volumes().stream().filter(Volume::isDated).toList();
    SortedSet<String> periods = new TreeSet<>();
    dated.forEach(v -> periods.addAll(v.parts().keySet()));
    List<String> headings = new ArrayList<>(List.of(name(report.period())));
    dated.forEach(v -> headings.add(v.table()));
    List<List<String>> rows = new ArrayList<>();
    for (String period : periods) {
      List<String> row = new ArrayList<>(List.of(period));
      dated.forEach(v -> row.add(Html.count(v.in(period))));
      rows.add(row);
    }
    details("Rows of every dated table by " + name(report.period()), Html.table(headings, rows));
  }

  private void details(String summary, String inside) {
    page.append("<details><summary>").append(Html.text(summary)).append("</summary>\n");
    page.append(inside).append("</details>\n");
  }

  // ---- pictures

  private void pictures() {
    section(
        "pictures",
        "Pictures",
        "Drawn from the delivered tables, mess included, as the queries under them say.");
    if (report.pictures().isEmpty()) {
      paragraph("This scenario declares no pictures.");
    }
    report.pictures().forEach(this::draw);
    end();
  }

  private void draw(Picture picture) {
    Chart chart = picture.chart();
    String id = "chart-" + chart.id();
    page.append("<figure id=\"").append(Html.text(id)).append("\">\n<figcaption><h3>");
    page.append(Html.text(chart.title())).append("</h3>");
    if (!chart.note().isEmpty()) {
      page.append("<p>").append(Html.text(chart.note())).append("</p>");
    }
    page.append("</figcaption>\n");
    if (!picture.absent().isEmpty()) {
      page.append("<p class=\"absent\">").append(Html.text(picture.absent()));
      page.append("</p>\n</figure>\n");
      return;
    }
    String vertical = chart.kind() == Chart.Kind.SANKEY ? "width: " + chart.value() : chart.y();
    String colour =
        chart.kind() == Chart.Kind.HEATMAP || chart.kind() == Chart.Kind.MAP
            ? "; colour: " + chart.value()
            : "";
    page.append("<p class=\"axis y\">").append(Html.text(vertical + colour)).append("</p>\n");
    page.append("<div class=\"chart\" role=\"img\" data-chart=\"").append(drawn.size());
    page.append("\" aria-label=\"").append(Html.text(spoken(picture))).append("\"></div>\n");
    page.append("<p class=\"axis x\">").append(Html.text(chart.x())).append("</p>\n");
    drawn.add(picture);
    details(
        "Data (" + Html.count(picture.rows().size()) + " points)",
        Html.table(
            picture.headings(),
            picture.rows().stream().map(row -> row.stream().map(Page::shown).toList()).toList()));
    if (!chart.sql().isEmpty()) {
      details("Query", "<pre class=\"scroll\">" + Html.text(chart.sql()) + "</pre>\n");
    }
    page.append("</figure>\n");
  }

  private static String shown(Object value) {
    if (value == null) {
      return "–";
    }
    if (value instanceof Double real) {
      return new BigDecimal(real.toString()).stripTrailingZeros().toPlainString();
    }
    return value.toString();
  }

  /** A picture in a sentence, for who cannot see it. */
  private static String spoken(Picture picture) {
    Chart chart = picture.chart();
    String kind = chart.kind().name().toLowerCase(Locale.ROOT);
    String what =
        chart.kind() == Chart.Kind.SANKEY
            ? chart.value() + " of " + chart.x()
            : (chart.value().isEmpty() ? "" : chart.value() + " over ")
                + chart.y()
                + " by "
                + chart.x();
    return chart.title()
        + ". "
        + kind.substring(0, 1).toUpperCase(Locale.ROOT)
        + kind.substring(1)
        + " chart: "
        + what
        + ", "
        + picture.rows().size()
        + " points, listed below it."
        + (chart.note().isEmpty() ? "" : " " + chart.note());
  }

  // ---- questions and figures

  private List<Quality> checks(Quality.Kind kind, String id) {
    return report.checks().stream().filter(c -> c.kind() == kind && c.id().equals(id)).toList();
  }

  private void questions() {
    section(
        "questions",
        "Questions, with the right answer and the trap's",
        source("What careful queries over these tables give, beside what careless ones give."));
    for (Insight insight : scenario.insights()) {
      List<Quality> answers = checks(Quality.Kind.INSIGHT, insight.id());
      page.append("<article>\n<h3>").append(Html.text(insight.question())).append("</h3>\n");
      page.append("<p class=\"id\">").append(Html.text(insight.id())).append("</p>\n");
      Map<String, Quality> traps = new HashMap<>();
      checks(Quality.Kind.TRAP, insight.id()).stream()
          .filter(t -> t.actual() != null)
          .forEach(t -> traps.putIfAbsent(t.measure(), t));
      List<String> headings = new ArrayList<>(List.of("Measure", "Answer", "Expected"));
      if (!traps.isEmpty()) {
        headings.add("Trap's answer");
      }
      headings.add("");
      List<List<String>> rows = new ArrayList<>();
      for (Quality answer : answers) {
        List<String> row =
            new ArrayList<>(
                List.of(answer.measure(), Html.figure(answer.actual()), answer.expected()));
        if (!traps.isEmpty()) {
          Quality trap = traps.get(answer.measure());
          row.add(trap == null ? "" : Html.figure(trap.actual()));
        }
        row.add(verdict(answer));
        rows.add(row);
      }
      if (!rows.isEmpty()) {
        page.append(Html.table(headings, rows));
      }
      notes(answers);
      paragraph(insight.naive().isEmpty() ? "" : "Beware: " + insight.naive() + ".");
      details("Query", "<pre class=\"scroll\">" + Html.text(insight.sql()) + "</pre>\n");
      if (!insight.naiveSql().isEmpty()) {
        details(
            "Query of the trap",
            "<pre class=\"scroll\">" + Html.text(insight.naiveSql()) + "</pre>\n");
      }
      page.append("</article>\n");
    }
    end();
  }

  private String source(String lead) {
    if (report.checks().isEmpty()) {
      return lead + " They were left out of this report.";
    }
    return lead
        + (report.isKept()
            ? " The numbers are those of the last medley verify."
            : " The numbers were asked for this report.");
  }

  /** Reasons, each once. */
  private void notes(List<Quality> checks) {
    checks.stream()
        .filter(c -> c.verdict() != Quality.Verdict.PASS && !c.note().isEmpty())
        .map(c -> (c.verdict() == Quality.Verdict.SKIPPED ? "Not asked: " : "") + c.note() + ".")
        .distinct()
        .forEach(this::paragraph);
  }

  private static String verdict(Quality check) {
    return switch (check.verdict()) {
      case PASS -> "✓ as expected";
      case FAIL -> "✗ not as expected";
      case SKIPPED -> "not asked";
    };
  }

  private void figures() {
    section(
        "figures",
        "Published and designed figures",
        source("What the tables give against the figures that they were made to match."));
    List<List<String>> rows = new ArrayList<>();
    List<Quality> all = new ArrayList<>();
    for (Target target : scenario.targets()) {
      for (Quality check : checks(Quality.Kind.TARGET, target.id())) {
        all.add(check);
        rows.add(
            List.of(
                target.quantity(),
                check.measure(),
                Html.figure(check.actual()),
                check.expected(),
                verdict(check),
                target.source()));
      }
    }
    if (!rows.isEmpty()) {
      page.append(
          Html.table(List.of("Quantity", "Measure", "Observed", "Expected", "", "Source"), rows));
    }
    notes(all);
    end();
  }

  // ---- mess

  private void mess() {
    section(
        "mess",
        "Mess",
        "Each stage hits a share of the rows that are eligible for it. The answer key says which,"
            + " and what the clean values were.");
    List<List<String>> rows = new ArrayList<>();
    for (Stage stage : scenario.stages()) {
      if (config.tables().contains(stage.table())) {
        rows.add(
            List.of(
                stage.id(),
                stage.table(),
                action(stage),
                plain(report.mess().rate(stage)),
                observed(stage),
                report.hits().map(h -> Html.count(h.of(stage.id()))).orElse("–"),
                stage.doc()));
      }
    }
    page.append(
        Html.table(
            List.of("Stage", "Table", "What it does", "Rate set", "Rate seen", "In the key", "Why"),
            rows));
    boolean isMeasured = report.checks().stream().anyMatch(c -> c.kind() == Quality.Kind.MESS_RATE);
    paragraph(
        isMeasured
            ? "In the key: values changed, or rows dropped or delivered twice."
            : "In the key: values changed, or rows dropped or delivered twice. Rates seen are"
                + " counted by medley verify, or by medley report with --checks all.");
    end();
  }

  private String observed(Stage stage) {
    Optional<Quality> check =
        checks(Quality.Kind.MESS_RATE, stage.id()).stream()
            .filter(c -> c.actual() != null)
            .findFirst();
    return check.map(c -> Html.figure(c.actual()) + mark(c)).orElse("–");
  }

  private static String mark(Quality check) {
    return check.verdict() == Quality.Verdict.FAIL ? " ✗" : "";
  }

  private static String action(Stage stage) {
    return switch (stage.action()) {
      case DROP -> "rows vanish";
      case DUPLICATE -> "rows come twice";
      case SET ->
          "changes "
              + stage.changes().stream()
                  .map(Stage.Change::column)
                  .collect(Collectors.joining(", "));
    };
  }

  // ---- structure

  private void structure() {
    List<Quality> found =
        report.checks().stream().filter(c -> c.kind() == Quality.Kind.STRUCTURE).toList();
    if (found.isEmpty()) {
      return;
    }
    section(
        "structure",
        "Structure",
        found.stream().filter(c -> c.verdict() == Quality.Verdict.PASS).count()
            + " of "
            + found.size()
            + " checks of schemas, keys, references and the answer key found what they should.");
    List<List<String>> others =
        found.stream()
            .filter(c -> c.verdict() != Quality.Verdict.PASS)
            .map(c -> List.of(c.id(), c.measure(), Html.figure(c.actual()), c.expected(), c.note()))
            .toList();
    if (!others.isEmpty()) {
      page.append(Html.table(List.of("Table", "Check", "Observed", "Expected", "Note"), others));
    }
    end();
  }

  // ---- data dictionary

  private void dictionary() {
    section("dictionary", "Data dictionary", "Tables of the answer key have the name key.<name>.");
    for (Table<?> table : config.chosenTables()) {
      List<List<String>> rows = new ArrayList<>();
      for (Column column : table.published()) {
        rows.add(
            List.of(
                column.name(),
                column.sqlType(),
                Stream.of(
                        column.key() ? "key" : "",
                        column.nullable() ? "can be NULL" : "",
                        column.references().map(r -> "refers to " + r).orElse(""))
                    .filter(s -> !s.isEmpty())
                    .collect(Collectors.joining(", ")),
                column.doc()));
      }
      List<String> folders =
          config.output().grain() == RunConfig.Grain.DAY && table.isDated()
              ? List.of("event_date", "region")
              : table.partitionColumns();
      details(
          Report.name(table) + ": " + table.doc(),
          (folders.isEmpty()
                  ? ""
                  : "<p>In folders by " + Html.text(String.join(" and ", folders)) + ".</p>\n")
              + Html.table(List.of("Column", "Type", "", "Meaning"), rows));
    }
    end();
  }

  // ---- scripts

  private void foot() {
    page.append("</main>\n<footer><p>Made by Medley ")
        .append(Html.text(Version.current()))
        .append(". All people, places, products and telephone numbers are fictitious.")
        .append(" Charts by Apache ECharts.</p></footer>\n")
        .append("<script type=\"application/json\" id=\"data\">")
        .append(Html.json(drawn.stream().map(Page::data).toList()))
        .append("</script>\n<script>\n")
        .append(Html.resource("errors.js"))
        .append("</script>\n<script>\n")
        .append(Html.echarts())
        .append("\n</script>\n<script>\n")
        .append(Html.resource("page.js"))
        .append("</script>\n</body>\n</html>\n");
  }

  private static Map<String, Object> data(Picture picture) {
    Chart chart = picture.chart();
    return Map.of(
        "kind", chart.kind().name().toLowerCase(Locale.ROOT),
        "x", chart.x(),
        "y", chart.y(),
        "value", chart.value(),
        "rows", picture.rows());
  }
}
