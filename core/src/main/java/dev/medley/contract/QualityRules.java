package dev.medley.contract;

import dev.medley.contract.QualityRule.Dimension;
import dev.medley.contract.QualityRule.Reach;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.RowCheck;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Derives the quality rules of a table from what is declared: the scenario's own checks first; then
 * keys that repeat, an empty column that is never empty, a text that is not in the list of values.
 * What is left is named with the reason why no rule can see it.
 */
public final class QualityRules {
  private static final String NULL = "NULL";
  private static final Pattern TEXT = Pattern.compile("'([^']*)'");

  private final Scenario scenario;
  private final Table<?> table;
  private final Set<String> seen = new LinkedHashSet<>();
  private final List<QualityRule> rules = new ArrayList<>();

  private QualityRules(Scenario scenario, Table<?> table) {
    this.scenario = scenario;
    this.table = table;
  }

  /**
   * The rules of a table: every stage of the table is in one of them.
   *
   * @throws IllegalArgumentException if a check of the scenario is about no stage, or about stages
   *     of several tables
   */
  public static List<QualityRule> of(Scenario scenario, Table<?> table) {
    return new QualityRules(scenario, table).derived();
  }

  private List<QualityRule> derived() {
    scenario.checks().forEach(this::declared);
    List<Stage> doubles =
        open().stream().filter(s -> s.action() == Stage.Action.DUPLICATE).toList();
    if (!doubles.isEmpty()) {
      repeatedKeys(doubles);
    }
    columns(this::isEmptied).forEach(this::neverEmpty);
    columns(this::isStranger).forEach(this::inTheList);
    open().forEach(this::unseen);
    return rules;
  }

  /** Stages of the table that no rule is about yet. */
  private List<Stage> open() {
    return scenario.stages().stream()
        .filter(s -> s.table().equals(table.name()) && !seen.contains(s.id()))
        .toList();
  }

  private void add(QualityRule rule) {
    rule.stages().forEach(s -> seen.add(s.id()));
    rules.add(rule);
  }

  private void declared(RowCheck check) {
    List<Stage> stages = check.stages().stream().map(this::stage).toList();
    List<String> tables = stages.stream().map(Stage::table).distinct().toList();
    if (tables.size() > 1) {
      throw new IllegalArgumentException("finds: " + check.stages() + " are of several tables");
    }
    if (!tables.contains(table.name())) {
      return;
    }
    Dimension dimension =
        stages.stream().map(Stage::action).anyMatch(a -> a == Stage.Action.DROP)
            ? Dimension.COVERAGE
            : stages.stream().allMatch(QualityRules::empties)
                ? Dimension.COMPLETENESS
                : Dimension.CONSISTENCY;
    add(
        new QualityRule(
            table,
            stages,
            check.misses().isEmpty() ? Reach.EXACT : Reach.PARTIAL,
            dimension,
            docs(stages),
            check.misses(),
            check.sql()));
  }

  private Stage stage(String id) {
    return scenario.stages().stream()
        .filter(s -> s.id().equals(id))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException(scenario.name() + " finds: no stage " + id));
  }

  private static boolean empties(Stage stage) {
    return stage.action() == Stage.Action.SET
        && stage.changes().stream().allMatch(c -> c.sql().equals(NULL));
  }

  private void repeatedKeys(List<Stage> stages) {
    String key = QualityRule.key(table);
    add(
        new QualityRule(
            table,
            stages,
            Reach.EXACT,
            Dimension.UNIQUENESS,
            "No " + key + " comes twice. " + docs(stages),
            "",
            "SELECT "
                + key
                + " FROM "
                + table.name()
                + " GROUP BY "
                + key
                + " HAVING count(*) > 1"));
  }

  /** Which column of a stage a rule can look at. */
  private interface Sight {
    boolean sees(Column column, Stage.Change change);
  }

  /** The open stages by the first of their columns that a rule can look at. */
  private Map<Column, List<Stage>> columns(Sight sight) {
    Map<Column, List<Stage>> byColumn = new LinkedHashMap<>();
    for (Stage stage : open()) {
      Optional<Column> column =
          stage.changes().stream()
              .filter(change -> sight.sees(table.column(change.column()), change))
              .map(change -> table.column(change.column()))
              .findFirst();
      column.ifPresent(c -> byColumn.computeIfAbsent(c, none -> new ArrayList<>()).add(stage));
    }
    return byColumn;
  }

  private boolean isEmptied(Column column, Stage.Change change) {
    return change.sql().equals(NULL) && column.isAlwaysThere();
  }

  private void neverEmpty(Column column, List<Stage> stages) {
    add(
        new QualityRule(
            table,
            stages,
            Reach.EXACT,
            Dimension.COMPLETENESS,
            column.name() + " is never empty. " + docs(stages),
            "",
            where(column.name() + " IS NULL")));
  }

  private boolean isStranger(Column column, Stage.Change change) {
    Matcher text = TEXT.matcher(change.sql());
    return text.matches() && !column.values().isEmpty() && !column.values().contains(text.group(1));
  }

  private void inTheList(Column column, List<Stage> stages) {
    String values =
        column.values().stream().map(v -> "'" + v + "'").collect(Collectors.joining(", "));
    add(
        new QualityRule(
            table,
            stages,
            Reach.EXACT,
            Dimension.CONFORMITY,
            column.name() + " is one of its listed values. " + docs(stages),
            "",
            where(column.name() + " NOT IN (" + values + ")")));
  }

  private String where(String predicate) {
    return "SELECT DISTINCT "
        + QualityRule.key(table)
        + " FROM "
        + table.name()
        + " WHERE "
        + predicate;
  }

  private void unseen(Stage stage) {
    add(
        new QualityRule(
            table,
            List.of(stage),
            Reach.NONE,
            stage.action() == Stage.Action.DROP ? Dimension.COVERAGE : Dimension.ACCURACY,
            stage.doc() + " " + reason(stage),
            "",
            ""));
  }

  private String reason(Stage stage) {
    if (stage.action() == Stage.Action.DROP) {
      return "No rule sees it: a row that is not there leaves no trace in its table.";
    }
    String columns =
        stage.changes().stream().map(Stage.Change::column).collect(Collectors.joining(", "));
    if (empties(stage)) {
      return "No rule sees it: " + columns + " can be empty in a right row, too.";
    }
    return stage.changes().stream().allMatch(c -> TEXT.matcher(c.sql()).matches())
        ? "No rule sees it: the value that " + columns + " gets is one of the right ones."
        : "No rule sees it: what " + columns + " becomes could be right.";
  }

  private static String docs(List<Stage> stages) {
    return stages.stream().map(Stage::doc).collect(Collectors.joining(" "));
  }
}
