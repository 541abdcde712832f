package dev.medley.run;

import static org.apache.spark.sql.functions.col;

import dev.medley.config.RunConfig;
import dev.medley.mess.Lineage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.plan.Plan;
import dev.medley.sink.Sink;
import dev.medley.sink.Store;
import dev.medley.source.Readings;
import dev.medley.spark.Schemas;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The tables that a run writes, and how the rows of a chunk come about for each.
 *
 * @param store where they lie
 * @param work the run
 */
record Makers(Store store, Work work) {

  /**
   * One table to write in every chunk.
   *
   * @param target the table
   * @param rows makes its rows of a chunk
   * @param undated whether its rows have no days
   */
  record Maker(Sink.Target target, Rows rows, boolean undated) {}

  /** Makes a table's rows of one chunk. */
  interface Rows {
    Dataset<Row> of(Readings.Chunk chunk);
  }

  private RunConfig config() {
    return work.plan().config();
  }

  /** The scenario's tables that the run does not write. */
  List<Sink.Target> leftOut() {
    return config().scenario().tables().stream()
        .filter(t -> config().chosenTables().stream().noneMatch(c -> c.name().equals(t.name())))
        .map(this::target)
        .toList();
  }

  /** All tables of a run, the key's own two last. */
  List<Maker> all() {
    RunConfig config = work.plan().config();
    List<Maker> makers = new ArrayList<>();
    List<Table<?>> tables =
        config.chosenTables().stream()
            .<Table<?>>map(t -> config.output().grain() == RunConfig.Grain.DAY ? t.daily() : t)
            .toList();
    for (Table<?> table : tables) {
      Lineage lineage = new Lineage(config.mess(), table);
      makers.add(
          new Maker(
              target(table),
              chunk ->
                  laidOut(
                      table, lineage.dirty(chunk.clean(table, chunk.blocks(), lineage.copies()))),
              !table.isDated()));
    }
    if (config.output().key()) {
      // Where tables without days stay as they are, so does what the key says of them.
      List<Table<?>> written =
          tables.stream().filter(t -> t.isDated() || !work.replacesPart()).toList();
      makers.add(
          new Maker(
              keyTarget(Store.CELLS, Schemas.CELLS, "Every changed value: clean and as published."),
              chunk -> key(config, written, chunk, Lineage::changesCells, Lineage::cells),
              false));
      makers.add(
          new Maker(
              keyTarget(Store.ROWS, Schemas.ROWS, "Every dropped or duplicated row."),
              chunk -> key(config, written, chunk, Lineage::changesRows, Lineage::rows),
              false));
    }
    return makers;
  }

  /** Rows in the files and the order in which they are to lie there. */
  private static Dataset<Row> laidOut(Table<?> table, Dataset<Row> dirty) {
    if (table.isDated()) {
      return dirty;
    }
    // Each block is read where it is kept; one task for all of them would have to simulate those of
    // other machines again.
    Dataset<Row> files = table.layout() == Table.Layout.SINGLE ? dirty.repartition(1) : dirty;
    // Folders first: the writer sorts again what does not come folder by folder.
    org.apache.spark.sql.Column[] order =
        Stream.concat(table.partitionColumns().stream(), Stream.of(Lineage.PLACE))
            .map(functions::col)
            .toArray(org.apache.spark.sql.Column[]::new);
    return files.sortWithinPartitions(order).drop(Lineage.PLACE);
  }

  private interface KeyPart {
    Dataset<Row> of(Lineage lineage, Dataset<Row> clean);
  }

  /**
   * A key table's rows of one chunk. The tables of one region go into the same few tasks, so that a
   * folder gets a file for each of them and not for each table.
   */
  private static Dataset<Row> key(
      RunConfig config,
      List<Table<?>> tables,
      Readings.Chunk chunk,
      Predicate<Lineage> takesPart,
      KeyPart part) {
    List<Dataset<Row>> regional = new ArrayList<>();
    List<Dataset<Row>> elsewhere = new ArrayList<>();
    for (Table<?> table : tables) {
      Lineage lineage = new Lineage(config.mess(), table);
      if (takesPart.test(lineage)) {
        boolean hasRegion = table.partitionColumns().contains("region");
        (hasRegion ? regional : elsewhere)
            .add(part.of(lineage, chunk.clean(table, chunk.blocks(), 1)));
      }
    }
    Map<String, Long> blocks =
        chunk.blocks().stream()
            .collect(
                Collectors.groupingBy(
                    Plan.Block::region, LinkedHashMap::new, Collectors.counting()));
    List<Dataset<Row>> all = new ArrayList<>(elsewhere);
    blocks.forEach(
        (region, count) ->
            regional.stream()
                .map(rows -> rows.where(col("region").equalTo(region)))
                .reduce(Dataset::unionByName)
                .ifPresent(rows -> all.add(rows.coalesce(count.intValue()))));
    if (all.isEmpty()) {
      Table<?> table = tables.get(0);
      all.add(part.of(new Lineage(config.mess(), table), chunk.clean(table, List.of(), 1)));
    }
    Dataset<Row> key = all.stream().reduce(Dataset::unionByName).orElseThrow();
    return config.output().grain() == RunConfig.Grain.DAY ? key.drop("event_month") : key;
  }

  private Sink.Target target(Table<?> table) {
    List<String> filtered = new ArrayList<>();
    if (table.isDated() && !table.partitionColumns().contains("event_date")) {
      filtered.add("event_date");
    }
    table.published().stream()
        .filter(Column::filtered)
        .map(Column::name)
        .filter(c -> !filtered.contains(c) && !table.partitionColumns().contains(c))
        .forEach(filtered::add);
    return new Sink.Target(
        table.isKey() ? "key." + table.name() : table.name(),
        place(table.name(), table.isKey()),
        Schemas.published(table),
        table.partitionColumns(),
        table.doc(),
        filtered.isEmpty() ? List.of(table.published().get(0).name()) : filtered,
        properties(
            table.keyColumns().stream().map(Column::name).collect(Collectors.joining(", "))));
  }

  private Sink.Target keyTarget(String name, StructType own, String doc) {
    boolean daily = config().output().grain() == RunConfig.Grain.DAY;
    StructType schema = daily ? own : own.add("event_month", DataTypes.DateType);
    return new Sink.Target(
        "key." + name,
        place(name, true),
        schema,
        List.of(daily ? "event_date" : "event_month", "region"),
        doc,
        List.of("table_name", "stage_id"),
        properties(""));
  }

  private String place(String table, boolean key) {
    if (store.isCatalog()) {
      return key ? store.keySqlName(table) : store.sqlName(table);
    }
    return key ? store.keyPath(table) : store.path(table);
  }

  private Map<String, String> properties(String primaryKey) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("medley.scenario", config().scenario().name());
    properties.put("medley.seed", Long.toString(config().seed()));
    properties.put("medley.units", Long.toString(work.begun().units()));
    properties.put("medley.identity", work.begun().identity());
    if (!primaryKey.isEmpty()) {
      properties.put("medley.primary_key", primaryKey);
    }
    return properties;
  }
}
