package dev.medley.contract;

import dev.medley.config.RunConfig;
import dev.medley.config.Version;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.sink.Store;
import java.util.ArrayList;
import java.util.List;

/**
 * What a contract says about tables, keys, references and meanings as SQL for Unity Catalog. Its
 * keys are informational: a messy table has rows whose key comes twice and references that lead
 * nowhere, so that nothing is enforced and an optimiser is told not to rely on it.
 *
 * @param config the run; with a catalog its names are in the statements, else they are bare
 */
public record UnitySql(RunConfig config) {

  /** The statements in an order in which they can be run, without semicolons. */
  public List<String> statements() {
    List<Table<?>> tables = new DataContract(config).tables();
    List<String> statements = new ArrayList<>();
    tables.forEach(table -> meaning(table, statements));
    tables.forEach(table -> primaryKey(table, statements));
    tables.forEach(table -> foreignKeys(table, tables, statements));
    return statements;
  }

  /** The statements as a script. */
  public String script() {
    StringBuilder script = new StringBuilder();
    script
        .append("-- ")
        .append(config.scenario().name())
        .append(" of Medley ")
        .append(Version.current())
        .append(": keys, comments and tags for Unity Catalog.\n")
        .append(
            "-- Keys are informational. Do not add RELY: rows come twice on purpose, and some\n")
        .append("-- references lead nowhere.\n");
    if (config.output().catalog().isEmpty()) {
      script.append(
          "-- Say USE CATALOG and USE SCHEMA first, or ask for this file with --catalog.\n");
    }
    for (String statement : statements()) {
      script.append('\n').append(statement).append(";\n");
    }
    return script.toString();
  }

  private String name(Table<?> table) {
    return config.output().catalog().isPresent()
        ? new Store(config.output(), config.scenario()).sqlName(table)
        : table.name();
  }

  private void meaning(Table<?> table, List<String> statements) {
    String alter = "ALTER TABLE " + name(table);
    statements.add("COMMENT ON TABLE " + name(table) + " IS " + text(table.doc()));
    statements.add(
        alter
            + " SET TAGS ('generator' = 'medley', 'scenario' = "
            + text(config.scenario().name())
            + ")");
    for (Column column : table.published()) {
      String its = alter + " ALTER COLUMN " + column.name();
      statements.add(its + " COMMENT " + text(column.doc()));
      Units.of(column)
          .ifPresent(unit -> statements.add(its + " SET TAGS ('unit' = " + text(unit) + ")"));
    }
  }

  private void primaryKey(Table<?> table, List<String> statements) {
    if (table.keyColumns().isEmpty()) {
      return;
    }
    String alter = "ALTER TABLE " + name(table);
    for (Column column : table.keyColumns()) {
      statements.add(alter + " ALTER COLUMN " + column.name() + " SET NOT NULL");
    }
    statements.add(
        alter
            + " ADD CONSTRAINT "
            + table.name()
            + "_pk PRIMARY KEY ("
            + QualityRule.key(table)
            + ") NOT ENFORCED");
  }

  private void foreignKeys(Table<?> table, List<Table<?>> tables, List<String> statements) {
    for (Column column : table.published()) {
      DataContract.reference(config.scenario(), column)
          .filter(to -> tables.contains(to.table()))
          .ifPresent(
              to ->
                  statements.add(
                      "ALTER TABLE "
                          + name(table)
                          + " ADD CONSTRAINT "
                          + table.name()
                          + "_"
                          + column.name()
                          + "_fk FOREIGN KEY ("
                          + column.name()
                          + ") REFERENCES "
                          + name(to.table())
                          + " ("
                          + to.column().name()
                          + ") NOT ENFORCED"));
    }
  }

  private static String text(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
