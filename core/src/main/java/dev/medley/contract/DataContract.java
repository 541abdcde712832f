package dev.medley.contract;

import dev.medley.config.RunConfig;
import dev.medley.config.Version;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * The data contract of a run: what its tables hold and what must not be in them, in the Open Data
 * Contract Standard. It is made of scenario and settings and needs no data. The answer key is no
 * part of it.
 *
 * @param config the run
 */
public record DataContract(RunConfig config) {
  private static final String STANDARD = "v3.1.0";
  private static final int WIDTH = 96;

  /** The contract as YAML. */
  public String yaml() {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    options.setIndent(2);
    options.setWidth(WIDTH);
    options.setSplitLines(true);
    return new Yaml(new Plain(options), options).dump(content());
  }

  /** SQL of several lines stays as it is; everything else is written as YAML likes it best. */
  private static final class Plain extends Representer {
    Plain(DumperOptions options) {
      super(options);
      this.representers.put(
          String.class,
          text ->
              representScalar(
                  Tag.STR,
                  (String) text,
                  ((String) text).contains("\n")
                      ? DumperOptions.ScalarStyle.LITERAL
                      : DumperOptions.ScalarStyle.PLAIN));
    }
  }

  private Scenario scenario() {
    return config.scenario();
  }

  /** Tables that an analyst is given. */
  List<Table<?>> tables() {
    return config.chosenTables().stream().filter(t -> !t.isKey()).toList();
  }

  private Map<String, Object> content() {
    Map<String, Object> contract = new LinkedHashMap<>();
    contract.put("apiVersion", STANDARD);
    contract.put("kind", "DataContract");
    contract.put("id", "medley." + scenario().name());
    contract.put("name", scenario().about().title());
    contract.put("version", Version.current());
    contract.put("status", "active");
    contract.put("domain", "healthcare");
    contract.put("dataProduct", scenario().name());
    contract.put("tags", List.of("synthetic", "healthcare"));
    contract.put("description", description());
    contract.put("schema", tables().stream().map(this::table).toList());
    contract.put(
        "customProperties",
        List.of(
            property("generator", "Medley " + Version.current()),
            property("seed", config.seed()),
            property("firstDay", config.horizon().from().toString()),
            property("lastDay", config.horizon().to().toString()),
            property("regions", config.regions())));
    return contract;
  }

  private Map<String, Object> description() {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("purpose", scenario().about().story());
    description.put("usage", "Teaching, testing and demonstration.");
    description.put(
        "limitations",
        "Generated: no patient was involved, people and organisations are fictitious. Records are"
            + " messy on purpose; the quality rules say where it can be seen.");
    return description;
  }

  private Map<String, Object> table(Table<?> table) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", table.name());
    object.put("physicalName", table.name());
    object.put("physicalType", "table");
    object.put("description", table.doc());
    object.put("dataGranularityDescription", table.doc());
    object.put("tags", List.of("medley", scenario().name()));
    List<Map<String, Object>> columns = new ArrayList<>();
    int key = 0;
    for (Column column : table.published()) {
      key += column.key() ? 1 : 0;
      columns.add(column(table, column, key));
    }
    object.put("properties", columns);
    List<QualityRule> rules = QualityRules.of(scenario(), table);
    if (!rules.isEmpty()) {
      object.put("quality", rules.stream().map(this::quality).toList());
    }
    object.put(
        "customProperties",
        List.of(property("expectedRows", Math.round(config.expectedRows(table)))));
    return object;
  }

  private Map<String, Object> column(Table<?> table, Column column, int keyPosition) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("name", column.name());
    property.put("logicalType", logicalType(column));
    property.put("physicalType", column.sqlType());
    Map<String, Object> options = options(table, column);
    if (!options.isEmpty()) {
      property.put("logicalTypeOptions", options);
    }
    property.put("description", column.doc());
    property.put("required", !column.nullable() && !isEmptied(table, column));
    if (column.key()) {
      property.put("primaryKey", true);
      property.put("primaryKeyPosition", keyPosition);
    }
    int folder = table.partitionColumns().indexOf(column.name());
    if (folder >= 0) {
      property.put("partitioned", true);
      property.put("partitionKeyPosition", folder + 1);
    }
    reference(scenario(), column)
        .ifPresent(
            to -> {
              Map<String, Object> relationship = new LinkedHashMap<>();
              relationship.put("type", "foreignKey");
              relationship.put("to", to.toString());
              property.put("relationships", List.of(relationship));
            });
    List<Object> more = new ArrayList<>();
    Units.of(column).ifPresent(unit -> more.add(property("unit", unit)));
    if (!column.values().isEmpty()) {
      more.add(property("allowedValues", column.values()));
    }
    if (!column.source().isEmpty()) {
      more.add(property("sourceNames", column.source()));
    }
    if (!more.isEmpty()) {
      property.put("customProperties", more);
    }
    return property;
  }

  /** Whether a stage takes its value away, so that it can be missing in what is delivered. */
  private boolean isEmptied(Table<?> table, Column column) {
    return config.mess().stagesOf(table.name()).stream()
        .filter(stage -> config.mess().rate(stage) > 0)
        .flatMap(stage -> stage.changes().stream())
        .anyMatch(c -> c.column().equals(column.name()) && c.sql().equals("NULL"));
  }

  /** A column of another table. */
  record Reference(Table<?> table, Column column) {
    @Override
    public String toString() {
      return table.name() + "." + column.name();
    }
  }

  /** The key that a column refers to. */
  static Optional<Reference> reference(Scenario scenario, Column column) {
    return column
        .references()
        .flatMap(name -> scenario.tables().stream().filter(t -> t.name().equals(name)).findFirst())
        .filter(parent -> parent.keyColumns().size() == 1 && !parent.isKey())
        .map(parent -> new Reference(parent, parent.keyColumns().get(0)));
  }

  private static String logicalType(Column column) {
    return switch (column.type()) {
      case BIGINT, INT, SMALLINT -> "integer";
      case DOUBLE, MONEY -> "number";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP_NTZ, TIMESTAMP -> "timestamp";
    };
  }

  private Map<String, Object> options(Table<?> table, Column column) {
    Map<String, Object> options = new LinkedHashMap<>();
    switch (column.type()) {
      case BIGINT -> options.put("format", "i64");
      case INT -> options.put("format", "i32");
      case SMALLINT -> options.put("format", "i16");
      case DOUBLE -> options.put("format", "f64");
      case TIMESTAMP_NTZ -> options.put("timezone", false);
      case TIMESTAMP -> {
        options.put("timezone", true);
        options.put("defaultTimezone", "Etc/UTC");
      }
      case DATE -> {
        if (table.isDated() && column.name().equals("event_date")) {
          options.put("minimum", config.horizon().from().toString());
          options.put("maximum", scenario().datesOf(config.horizon()).to().toString());
        }
      }
      case STRING, BOOLEAN, MONEY -> {
        // Nothing to add to the physical type.
      }
    }
    return options;
  }

  private Map<String, Object> quality(QualityRule rule) {
    Map<String, Object> quality = new LinkedHashMap<>();
    quality.put("name", rule.name());
    quality.put("description", rule.doc());
    quality.put("dimension", rule.dimension().name().toLowerCase(Locale.ROOT));
    quality.put("severity", "warning");
    List<Object> more = new ArrayList<>();
    more.add(property("stages", rule.stages().stream().map(Stage::id).toList()));
    more.add(property("rates", rule.stages().stream().map(config.mess()::rate).toList()));
    more.add(property("finds", rule.reach().name().toLowerCase(Locale.ROOT)));
    if (rule.reach() == QualityRule.Reach.NONE) {
      quality.put("type", "text");
    } else {
      quality.put("type", "sql");
      quality.put("query", rule.countSql());
      quality.put("mustBe", 0);
      quality.put("unit", "rows");
    }
    if (!rule.misses().isEmpty()) {
      more.add(property("misses", rule.misses()));
    }
    quality.put("customProperties", more);
    return quality;
  }

  private static Map<String, Object> property(String name, Object value) {
    Map<String, Object> property = new LinkedHashMap<>();
    property.put("property", name);
    property.put("value", value);
    return property;
  }
}
