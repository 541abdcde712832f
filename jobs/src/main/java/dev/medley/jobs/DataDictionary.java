package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Detection;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Everything that a scenario says about itself, for a screen. */
final class DataDictionary {
  private static final int INDENT = 2;

  private final Scenario scenario;
  private final List<String> lines = new ArrayList<>();

  DataDictionary(Scenario scenario) {
    this.scenario = scenario;
  }

  List<String> lines() {
    lines.clear();
    overview();
    heading(
        "TABLES", "key.* are the answer key; * key, ? can be NULL, -> foreign key, [source name]");
    scenario.tables().forEach(this::table);
    if (!scenario.rules().isEmpty()) {
      heading("WORLD RULES", "set with --set world.<rule>.<param>=<value>");
      scenario.rules().forEach(this::rule);
    }
    if (!scenario.stages().isEmpty()) {
      heading("MESS STAGES", "in this order; set with --set mess.<stage>.rate=<0 to 1>");
      for (int i = 0; i < scenario.stages().size(); i++) {
        stage(i + 1, scenario.stages().get(i));
      }
    }
    if (!scenario.insights().isEmpty()) {
      heading("QUESTIONS", "what must come out at any scale; checked by medley verify");
      scenario.insights().forEach(this::insight);
    }
    if (!scenario.stages().isEmpty()) {
      heading("DETECTIONS", "what you think is wrong, for medley score");
      detections();
    }
    lines.add("");
    lines.add("Next: medley plan " + scenario.name() + " --rows 1e9");
    lines.add("      medley generate " + scenario.name());
    return lines;
  }

  /**
   * One table and the mess stages that change it.
   *
   * @param name as the page of the scenario writes it, or without {@code key.}
   * @throws UserError if there is no such table
   */
  List<String> linesOf(String name) {
    lines.clear();
    List<String> names = scenario.tables().stream().map(DataDictionary::name).toList();
    Table<?> table =
        scenario.tables().stream()
            .filter(t -> name.equals(name(t)) || name.equals(t.name()))
            .findFirst()
            .orElseThrow(() -> UserError.unknown("table of " + scenario.name(), name, names));
    table(table);
    // The page of one table has nothing above it to be kept apart from.
    lines.remove(0);
    List<Stage> stages = scenario.stages();
    if (stages.stream().anyMatch(s -> s.table().equals(table.name()))) {
      heading("MESS STAGES", "set with --set mess.<stage>.rate=<0 to 1>");
      for (int i = 0; i < stages.size(); i++) {
        if (stages.get(i).table().equals(table.name())) {
          stage(i + 1, stages.get(i));
        }
      }
    }
    return lines;
  }

  private static String name(Table<?> table) {
    return (table.isKey() ? "key." : "") + table.name();
  }

  private void overview() {
    lines.addAll(Text.paragraph(0, scenario.name() + " - " + scenario.about().title()));
    lines.add("");
    lines.addAll(Text.paragraph(INDENT, scenario.about().story()));
    lines.add("");
    Horizon horizon = scenario.about().days();
    add(
        new Grid(INDENT)
            .words("")
            .words("")
            .row("unit", scenario.about().unit())
            .row(
                "rows",
                "about "
                    + Text.count(scenario.mainRowsPerUnit(horizon))
                    + " "
                    + scenario.mainTable().name()
                    + " a unit over the default horizon")
            .row("horizon", horizon.from() + " to " + horizon.to() + tail())
            .row("regions", String.join(", ", scenario.regions()))
            .row("default", defaultRun())
            .row("ideas", String.join(", ", scenario.about().sources())));
  }

  /** What begins inside the horizon is finished. */
  private String tail() {
    int days = scenario.longestProcessDays();
    return days == 0
        ? ""
        : "; what begins then is finished, so rows may lie up to "
            + Text.count(days, "day")
            + " later";
  }

  private String defaultRun() {
    RunConfig config = Configs.of(scenario).build();
    return "about "
        + Text.count(config.expectedMainRows())
        + " "
        + scenario.mainTable().name()
        + " from "
        + Text.count(config.units(), "unit")
        + ", enough for all questions; plan counts what it has, where and when";
  }

  private void heading(String title, String note) {
    lines.add("");
    lines.add(title + "  (" + note + ")");
  }

  private void table(Table<?> table) {
    lines.add("");
    lines.addAll(Text.paragraph(0, name(table) + "  (" + layout(table) + ")"));
    lines.addAll(Text.paragraph(INDENT, table.doc()));
    columns(table.published());
    List<Column> hidden = table.columns().stream().filter(Column::hidden).toList();
    if (!hidden.isEmpty()) {
      lines.add(" ".repeat(INDENT) + "seen by mess stages only:");
      columns(hidden);
    }
  }

  private String layout(Table<?> table) {
    List<String> folders = table.partitionColumns();
    String main = scenario.mainTable().name();
    String share = table.name().equals(main) ? "the main table" : volume(table, main);
    return (folders.isEmpty() ? "not partitioned" : "by " + String.join(" and ", folders))
        + "; "
        + share;
  }

  private String volume(Table<?> table, String main) {
    if (table.isReference()) {
      return "the same in every world of these parameters";
    }
    List<String> parts = new ArrayList<>();
    if (table.rowsPerMainRow() > 0) {
      parts.add("about " + plain(table.rowsPerMainRow()) + " rows for each of " + main);
    }
    if (table.rowsPerUnit() > 0) {
      parts.add("about " + plain(table.rowsPerUnit()) + " for each " + scenario.about().unit());
    }
    return parts.isEmpty() ? "few rows" : String.join(" and ", parts);
  }

  private void columns(List<Column> columns) {
    Grid grid = new Grid(INDENT).words("").words("").words("").words("");
    for (Column column : columns) {
      String references = column.references().map(t -> " -> " + t).orElse("");
      String source = column.source().isEmpty() ? "" : " [" + column.source() + "]";
      grid.row(
          column.key() ? "*" : "",
          column.name(),
          column.sqlType() + (column.nullable() ? " ?" : ""),
          (column.doc() + references + source).strip());
    }
    add(grid);
  }

  private void rule(Rule rule) {
    lines.add("");
    lines.add(rule.id() + "  (" + rule.source() + ")");
    lines.addAll(Text.paragraph(INDENT, rule.doc()));
    Grid grid = new Grid(INDENT).words("").words("").words("");
    for (Param param : rule.params()) {
      grid.row(
          "world." + param.key() + " = " + param.defaultText(),
          "(" + param.range() + ")",
          param.doc());
    }
    add(grid);
  }

  private void stage(int number, Stage stage) {
    lines.add("");
    lines.addAll(
        Text.paragraph(
            0,
            number
                + ". "
                + stage.id()
                + " = "
                + plain(stage.rate())
                + "  ("
                + stage.table()
                + ": "
                + action(stage)
                + "; "
                + stage.source()
                + ")"));
    if (!stage.doc().isEmpty()) {
      lines.addAll(Text.paragraph(INDENT, stage.doc()));
    }
    lines.addAll(Text.paragraph(INDENT, "where " + stage.where()));
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

  private void insight(Insight insight) {
    lines.add("");
    lines.addAll(Text.paragraph(0, insight.id() + ": " + insight.question()));
    for (Expected expected : insight.expected()) {
      lines.addAll(Text.paragraph(INDENT, "expect " + expected.column() + " " + expected.text()));
    }
    if (insight.minRows() > 0) {
      lines.add(" ".repeat(INDENT) + "from " + Text.count(insight.minRows()) + " rows on");
    }
    if (!insight.naive().isEmpty()) {
      lines.addAll(Text.paragraph(INDENT, "beware: " + insight.naive()));
    }
  }

  /** The columns of a detections table with an example row, and what is hunted as an example. */
  private void detections() {
    Stage stage = exampleStage();
    String key =
        scenario.tables().stream()
            .filter(t -> t.name().equals(stage.table()))
            .flatMap(t -> t.keyColumns().stream())
            .map(c -> "<" + c.name() + ">")
            .collect(Collectors.joining("|"));
    String column = stage.changes().isEmpty() ? "" : stage.changes().get(0).column();
    lines.add("");
    add(
        new Grid(INDENT)
            .words("")
            .words("")
            .words("")
            .row("table_name", stage.table(), "")
            .row("row_key", key, "its key columns (*), joined by |")
            .row("column_name", column, "the wrong one, if the row is there; or empty")
            .row("stage_id", stage.id(), "if you know it; or empty"));
    for (Detection detection : scenario.detections()) {
      lines.add("");
      lines.addAll(Text.paragraph(0, detection.stage() + ": " + detection.question()));
      lines.add(" ".repeat(INDENT) + "expect F1 >= " + plain(detection.leastF1()));
      if (detection.minRows() > 0) {
        lines.add(" ".repeat(INDENT) + "from " + Text.count(detection.minRows()) + " rows on");
      }
      if (!detection.naive().isEmpty()) {
        lines.addAll(Text.paragraph(INDENT, "beware: " + detection.naive()));
      }
    }
  }

  private Stage exampleStage() {
    return scenario.stages().stream()
        .filter(s -> scenario.detections().stream().anyMatch(d -> d.stage().equals(s.id())))
        .findFirst()
        .orElse(scenario.stages().get(0));
  }

  private void add(Grid grid) {
    lines.addAll(grid.lines());
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
