package dev.medley.jobs;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Insight;
import dev.medley.model.Param;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everything that a scenario says about itself, for programs. */
final class DictionaryJson {
  private DictionaryJson() {}

  /**
   * The scenario, or one of its tables with the mess stages that change it.
   *
   * @param table a table of the scenario, with or without {@code key.}
   */
  static Object of(Scenario scenario, Optional<String> table) {
    List<Table<?>> tables =
        scenario.tables().stream()
            .filter(t -> table.isEmpty() || table.get().equals(t.name()) || isNamed(t, table.get()))
            .toList();
    List<Stage> stages =
        scenario.stages().stream()
            .filter(s -> tables.stream().anyMatch(t -> t.name().equals(s.table())))
            .toList();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("scenario", scenario.name());
    if (table.isEmpty()) {
      Horizon days = scenario.about().days();
      json.put("title", scenario.about().title());
      json.put("story", scenario.about().story());
      json.put("unit", scenario.about().unit());
      json.put("from", days.from().toString());
      json.put("to", days.to().toString());
      json.put("longest_process_days", scenario.longestProcessDays());
      json.put("regions", scenario.regions());
      json.put("rows_for_all_questions", Math.round(scenario.enoughRows()));
    }
    json.put("tables", tables.stream().map(DictionaryJson::table).toList());
    if (table.isEmpty()) {
      json.put(
          "rules",
          scenario.rules().stream()
              .map(
                  r ->
                      Map.of(
                          "id", r.id(),
                          "doc", r.doc(),
                          "params", r.params().stream().map(DictionaryJson::param).toList()))
              .toList());
    }
    json.put("stages", stages.stream().map(DictionaryJson::stage).toList());
    if (table.isEmpty()) {
      json.put("questions", scenario.insights().stream().map(DictionaryJson::question).toList());
    }
    return json;
  }

  private static boolean isNamed(Table<?> table, String name) {
    return table.isKey() && name.equals("key." + table.name());
  }

  private static Map<String, Object> table(Table<?> table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", (table.isKey() ? "key." : "") + table.name());
    json.put("doc", table.doc());
    json.put("folders", table.partitionColumns());
    json.put("columns", table.published().stream().map(DictionaryJson::column).toList());
    return json;
  }

  private static Map<String, Object> column(Column column) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", column.name());
    json.put("type", column.sqlType());
    json.put("doc", column.doc());
    json.put("key", column.key());
    json.put("nullable", column.nullable());
    json.put("references", column.references().orElse(null));
    return json;
  }

  private static Map<String, Object> param(Param param) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("setting", "world." + param.key());
    json.put("default", param.defaultValue());
    json.put("min", param.min());
    json.put("max", param.max());
    json.put("doc", param.doc());
    return json;
  }

  private static Map<String, Object> stage(Stage stage) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", stage.id());
    json.put("setting", "mess." + stage.id() + ".rate");
    json.put("table", stage.table());
    json.put("action", stage.action().name().toLowerCase(Locale.ROOT));
    json.put("columns", stage.changes().stream().map(Stage.Change::column).toList());
    json.put("rate", stage.rate());
    json.put("doc", stage.doc());
    return json;
  }

  private static Map<String, Object> question(Insight insight) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", insight.id());
    json.put("question", insight.question());
    json.put("rows_needed", insight.minRows());
    json.put("sql", insight.sql());
    return json;
  }
}
