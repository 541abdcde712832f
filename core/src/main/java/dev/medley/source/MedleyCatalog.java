package dev.medley.source;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.catalyst.analysis.NoSuchNamespaceException;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.connector.catalog.Identifier;
import org.apache.spark.sql.connector.catalog.NamespaceChange;
import org.apache.spark.sql.connector.catalog.SupportsNamespaces;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableCatalog;
import org.apache.spark.sql.connector.catalog.TableChange;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The SQL catalog of simulated tables, read-only: {@code SELECT * FROM
 * medley.ed_throughput.visits}. A namespace is a scenario, or a scenario with {@code _key} for the
 * tables of process truth. Set up with {@code
 * spark.sql.catalog.medley=dev.medley.source.MedleyCatalog}; the options of the data source follow
 * as {@code spark.sql.catalog.medley.rows}, {@code .seed} and so on and hold for all scenarios.
 */
public final class MedleyCatalog implements TableCatalog, SupportsNamespaces {
  private static final String KEY = "_key";

  private String name;
  private Map<String, String> options;

  @Override
  public void initialize(String catalogName, CaseInsensitiveStringMap catalogOptions) {
    this.name = catalogName;
    this.options = new HashMap<>(catalogOptions.asCaseSensitiveMap());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String[][] listNamespaces() {
    return Scenarios.all().stream()
        .flatMap(s -> Arrays.stream(new String[] {s.name(), s.name() + KEY}))
        .map(n -> new String[] {n})
        .toArray(String[][]::new);
  }

  @Override
  public String[][] listNamespaces(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 0) {
      return listNamespaces();
    }
    scenario(namespace);
    return new String[0][];
  }

  @Override
  public Map<String, String> loadNamespaceMetadata(String[] namespace)
      throws NoSuchNamespaceException {
    return Map.of("comment", scenario(namespace).about().title());
  }

  @Override
  public Identifier[] listTables(String[] namespace) throws NoSuchNamespaceException {
    boolean keys = namespace.length == 1 && namespace[0].endsWith(KEY);
    return scenario(namespace).tables().stream()
        .filter(t -> t.isKey() == keys)
        .map(t -> Identifier.of(namespace, t.name()))
        .toArray(Identifier[]::new);
  }

  @Override
  public Table loadTable(Identifier identifier) throws NoSuchTableException {
    try {
      for (Identifier known : listTables(identifier.namespace())) {
        if (known.name().equals(identifier.name().toLowerCase(Locale.ROOT))) {
          Map<String, String> all = new HashMap<>(options);
          all.put("scenario", scenario(identifier.namespace()).name());
          RunConfig config = Configs.fromOptions(all);
          return Readings.table(config, known.name());
        }
      }
    } catch (NoSuchNamespaceException e) {
      // Spark's message for a missing table names the namespace too.
    }
    throw new NoSuchTableException(identifier);
  }

  private static Scenario scenario(String[] namespace) throws NoSuchNamespaceException {
    if (namespace.length == 1) {
      String wanted = namespace[0].toLowerCase(Locale.ROOT);
      for (Scenario scenario : Scenarios.all()) {
        if (wanted.equals(scenario.name()) || wanted.equals(scenario.name() + KEY)) {
          return scenario;
        }
      }
    }
    throw new NoSuchNamespaceException(namespace);
  }

  @Override
  @Deprecated
  public Table createTable(
      Identifier identifier,
      StructType schema,
      Transform[] partitions,
      Map<String, String> properties) {
    throw readOnly();
  }

  @Override
  public Table alterTable(Identifier identifier, TableChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropTable(Identifier identifier) {
    throw readOnly();
  }

  @Override
  public void renameTable(Identifier from, Identifier to) {
    throw readOnly();
  }

  @Override
  public void createNamespace(String[] namespace, Map<String, String> metadata) {
    throw readOnly();
  }

  @Override
  public void alterNamespace(String[] namespace, NamespaceChange... changes) {
    throw readOnly();
  }

  @Override
  public boolean dropNamespace(String[] namespace, boolean cascade) {
    throw readOnly();
  }

  private UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException(
        "catalog " + name + " is read-only: its tables are simulated");
  }
}
