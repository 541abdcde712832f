package dev.medley.jobs;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** The page of a scenario in the documentation. */
final class ScenarioPage {
  private final Scenario scenario;
  private final StringBuilder text = new StringBuilder();

  private ScenarioPage(Scenario scenario) {
    this.scenario = scenario;
  }

  static String of(Scenario scenario) {
    ScenarioPage page = new ScenarioPage(scenario);
    page.overview();
    page.add("## Tables\n");
    scenario.tables().stream().filter(t -> !t.isKey()).forEach(page::table);
    if (scenario.tables().stream().anyMatch(Table::isKey)) {
      page.add(
          """
          ## Key tables

          What is true behind the rows. Beside them every output has `key.cells` and `key.rows`; see
          [the answer key](../answer-key.md).
          """);
      scenario.tables().stream().filter(Table::isKey).forEach(page::table);
    }
    page.rules();
    page.stages();
    page.questions();
    page.targets();
    return page.text.toString().stripTrailing() + "\n";
  }

  static String index(List<Scenario> scenarios) {
    return """
    # Scenarios

    What each is about, its tables and columns, the rules of its world, its mess and its questions:
    what `medley describe` prints, to be read here.

    | scenario | what it is about |
    |---|---|
    """
        + scenarios.stream()
            .map(s -> "| [`%1$s`](%1$s.md) | %2$s |\n".formatted(s.name(), s.about().title()))
            .collect(Collectors.joining());
  }

  private void add(String paragraph) {
    text.append(paragraph).append('\n');
  }

  private void overview() {
    Horizon days = scenario.about().days();
    add("# " + scenario.about().title() + "\n");
    add(scenario.about().story() + "\n");
    add("```sh\nmedley generate " + scenario.name() + "\n```\n");
    add(
        """
        | | |
        |---|---|
        | name | `%s` |
        | unit (`--units`) | %s |
        | rows | about %s `%s` a unit over the default days |
        | default days | %s to %s |
        | a later `--to` | %s |
        | regions | %s |
        | notebooks | [exercise](../../notebooks/exercises/%s.sql), [solution](../../notebooks/%s.sql) |
        """
            .formatted(
                scenario.name(),
                scenario.about().unit(),
                Text.count(scenario.mainRowsPerUnit(days)),
                scenario.mainTable(),
                days.from(),
                days.to(),
                scenario.hasFixedHorizon()
                    ? "makes another world: rows depend on the last day"
                    : "continues the same world",
                String.join(", ", scenario.regions()),
                scenario.name(),
                scenario.name()));
  }

  private void table(Table<?> table) {
    add("### %s%s\n".formatted(table.isKey() ? "key." : "", table));
    add(table.doc() + "\n");
    add("| column | type | meaning |\n|---|---|---|");
    table.published().forEach(this::column);
    add("");
  }

  private void column(Column column) {
    String references = column.references().map(t -> " Joins `" + t + "`.").orElse("");
    add(
        "| %s`%s` | %s%s | %s%s |"
            .formatted(
                column.key() ? "\\* " : "",
                column.name(),
                column.sqlType(),
                column.nullable() ? " ?" : "",
                cell(column.doc()),
                references));
  }

  private void rules() {
    if (scenario.rules().isEmpty()) {
      return;
    }
    add(
        """
        ## World rules

        The mechanisms. A parameter is set with `--set world.<rule>.<parameter>=<value>`.
        """);
    for (Rule rule : scenario.rules()) {
      add("### " + rule.id() + "\n");
      add(rule.doc() + "\n");
      if (!rule.params().isEmpty()) {
        add("| parameter | default | allowed | meaning |\n|---|---|---|---|");
        for (Param param : rule.params()) {
          add(
              "| `%s` | %s | %s | %s |"
                  .formatted(param.key(), param.defaultText(), param.range(), cell(param.doc())));
        }
        add("");
      }
    }
  }

  private void stages() {
    if (scenario.stages().isEmpty()) {
      return;
    }
    add(
        """
        ## Mess stages

        In the order in which they are applied. The rate is the share of eligible rows that are hit;
        `--set mess.<stage>.rate=<0 to 1>` changes it. A stage of rate 1 takes all that a hidden
        carrier (a desk, a clock, a person) spoils. Names that begin with `_` are hidden columns.

        | stage | table | what goes wrong | does | eligible rows | rate |
        |---|---|---|---|---|---|\
        """);
    for (Stage stage : scenario.stages()) {
      add(
          "| `%s` | `%s` | %s | %s | %s | %s |"
              .formatted(
                  stage.id(),
                  stage.table(),
                  cell(stage.doc()),
                  action(stage),
                  stage.where().equals("true") ? "all" : "`" + code(stage.where()) + "`",
                  BigDecimal.valueOf(stage.rate()).stripTrailingZeros().toPlainString()));
    }
    add("");
  }

  private static String action(Stage stage) {
    return switch (stage.action()) {
      case DROP -> "drops the row";
      case DUPLICATE -> "delivers it twice";
      case SET ->
          "changes "
              + stage.changes().stream()
                  .map(c -> "`" + c.column() + "`")
                  .distinct()
                  .collect(Collectors.joining(", "));
    };
  }

  /** The queries are in the solution; whoever reads the page may want to try first. */
  private void questions() {
    add(
        """
        ## Questions

        `medley verify` asks them. From so many rows of `%s` on the answer holds at any scale.
        """
            .formatted(scenario.mainTable()));
    add("| question | answer | rows | the trap |\n|---|---|---|---|");
    for (Insight insight : scenario.insights()) {
      add(
          "| %s | %s | %s | %s |"
              .formatted(
                  cell(insight.question()),
                  expected(insight.expected()),
                  Text.count(insight.minRows()),
                  cell(insight.naive())));
    }
    add("");
  }

  private void targets() {
    add(
        """
        ## Figures

        Quantities that the data is checked against, each with where its band comes from. *Design*
        and numbers of an idea are what the story wants, not what somebody measured.

        | quantity | band | from |
        |---|---|---|\
        """);
    for (Target target : scenario.targets()) {
      add(
          "| %s | %s | %s |"
              .formatted(
                  cell(target.quantity()), expected(target.expected()), cell(target.source())));
    }
  }

  private static String expected(List<Expected> all) {
    return all.stream()
        .map(e -> "`" + e.column() + "` " + cell(e.text()))
        .collect(Collectors.joining("<br>"));
  }

  /** Text that fits into one cell of a Markdown table. */
  private static String cell(String text) {
    return code(text).replace("<", "&lt;");
  }

  private static String code(String text) {
    return text.replace("|", "\\|").replace('\n', ' ').strip();
  }
}
