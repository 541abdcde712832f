package dev.medley.verify;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trunc;
import static org.apache.spark.sql.functions.when;

import dev.medley.config.RunConfig;
import dev.medley.mess.KeyText;
import dev.medley.mess.Restore;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.spark.Schemas;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Whether tables and answer key are what they claim to be. Values are judged restored. */
final class Structure {
  private static final String NO_KEY = "mess and faults look alike without the answer key";
  private static final String ROWS_PER_KEY = "rows_per_key";
  private static final String OTHER_ROWS =
      "keys whose number of rows is not what the answer key says";

  private final Verify verify;
  private final Delivery delivery;
  private final CleanRows clean;
  private final List<Quality> lines = new ArrayList<>();

  Structure(Verify verify, Delivery delivery, CleanRows clean) {
    this.verify = verify;
    this.delivery = delivery;
    this.clean = clean;
  }

  /**
   * Checks the tables.
   *
   * @param step hears of each table
   */
  List<Quality> check(Consumer<String> step) {
    for (Table<?> table : verify.chosen()) {
      step.accept("structure of " + table.name());
      if (!delivery.has(table)) {
        fail(table.name(), "readable", "a table of this scenario", delivery.problem(table));
        continue;
      }
      pass(table.name(), "readable", "a table of this scenario");
      schema(table);
      rowsPerKeyAndValues(table);
      foreignKeys(table);
      if (!table.isKey() && verify.keyed()) {
        cells(table);
      }
    }
    if (verify.keyed()) {
      knownTables();
    }
    return lines;
  }

  private void schema(Table<?> table) {
    String expected = ddl(Schemas.published(table), RunConfig.Format.DELTA);
    attempt(
        table.name(),
        "schema",
        expected,
        () -> {
          RunConfig.Format format = verify.store().output().format();
          StructType lying = verify.store().read(delivery.session(), table).schema();
          String actual = ddl(lying, format);
          if (actual.equals(ddl(Schemas.published(table), format))) {
            pass(table.name(), "schema", expected);
          } else {
            fail(table.name(), "schema", expected, "found " + actual);
          }
        });
  }

  /** Names and types; Parquet keeps partition columns apart, so their order says nothing there. */
  private static String ddl(StructType schema, RunConfig.Format format) {
    List<String> columns =
        Arrays.stream(schema.fields())
            .map((StructField f) -> f.name() + " " + f.dataType().sql())
            .toList();
    return String.join(
        ", ", format == RunConfig.Format.DELTA ? columns : columns.stream().sorted().toList());
  }

  private void rowsPerKeyAndValues(Table<?> table) {
    Map<String, Column> wrong = wrong(table);
    if (!verify.keyed()) {
      skip(table.name(), ROWS_PER_KEY, NO_KEY);
    } else if (table.keyColumns().isEmpty()) {
      skip(table.name(), ROWS_PER_KEY, "the table has no key");
    } else if (!delivery.isDamaged(table) && !clean.isRated(table)) {
      Supplier<Row> counted = once(() -> countedByKey(table, wrong));
      zero(table.name(), ROWS_PER_KEY, OTHER_ROWS, () -> counted.get().getAs(ROWS_PER_KEY));
      values(table, wrong.keySet(), counted);
      return;
    } else {
      rowsPerKey(table);
    }
    List<Column> counts =
        wrong.entrySet().stream().map(e -> count_if(e.getValue()).as(e.getKey())).toList();
    values(table, wrong.keySet(), once(() -> clean.counted(table, counts)));
  }

  /** Where nothing was done to a table, both are counted on its way through the keys. */
  private Row countedByKey(Table<?> table, Map<String, Column> wrong) {
    List<Column> ofKey = new ArrayList<>();
    List<Column> all = new ArrayList<>();
    wrong.forEach(
        (measure, isWrong) -> {
          // Columns of the key may have the name of a measure.
          ofKey.add(count_if(isWrong).as("_" + measure));
          all.add(coalesce(sum("_" + measure), lit(0L)).as(measure));
        });
    all.add(count_if(not(col("_n").equalTo(1))).as(ROWS_PER_KEY));
    return delivery
        .dirty(table)
        .groupBy(key(table))
        .agg(count(lit(1)).as("_n"), ofKey.toArray(Column[]::new))
        .agg(lit(0), all.toArray(Column[]::new))
        .head();
  }

  private static Column[] key(Table<?> table) {
    return table.keyColumns().stream().map(c -> col(c.name())).toArray(Column[]::new);
  }

  /** One row, one more for each duplication, none if it was dropped. */
  private void rowsPerKey(Table<?> table) {
    Column[] key = key(table);
    Column one = lit(1L);
    Column none = lit(0L);
    Dataset<Row> delivered =
        delivery.dirty(table).select(with(key, one.as("n"), none.as("more"), none.as("gone")));
    Dataset<Row> stated =
        KeyText.parsed(delivery.rows().where(col("table_name").equalTo(table.name())), table)
            .select(
                with(
                    KeyText.parsedKey(table),
                    none.as("n"),
                    when(col("action").equalTo(Restore.DUPLICATE), 1L).otherwise(0L).as("more"),
                    when(col("action").equalTo(Restore.DROP), 1L).otherwise(0L).as("gone")));
    Dataset<Row> perKey =
        delivered
            .union(stated)
            .groupBy(key)
            .agg(sum("n").as("n"), sum("more").as("more"), sum("gone").as("gone"));
    Column right =
        when(col("gone").equalTo(0), col("n").equalTo(col("more").plus(1)))
            .otherwise(col("n").equalTo(0));
    zero(table.name(), ROWS_PER_KEY, OTHER_ROWS, () -> perKey.where(not(right)).count());
  }

  private static Column[] with(Column[] first, Column... rest) {
    return Stream.concat(Arrays.stream(first), Arrays.stream(rest)).toArray(Column[]::new);
  }

  /** What a clean row must not be, by the name of the measure. */
  private Map<String, Column> wrong(Table<?> table) {
    Map<String, Column> wrong = new LinkedHashMap<>();
    if (verify.keyed()) {
      wrong.put("not_null", not(present(table)));
    }
    if (table.isDated()) {
      Column day = col("event_date");
      wrong.put(
          "event_date",
          not(
              coalesce(
                  day.between(lit(verify.horizon().from()), lit(verify.horizon().to())),
                  lit(false))));
    }
    List<String> names = table.published().stream().map(dev.medley.model.Column::name).toList();
    if (names.contains("region")) {
      wrong.put(
          "region", not(coalesce(col("region").isin(verify.regions().toArray()), lit(false))));
    }
    if (names.contains("event_month")) {
      wrong.put("event_month", not(col("event_month").eqNullSafe(trunc(col("event_date"), "MM"))));
    }
    return wrong;
  }

  private void values(Table<?> table, Set<String> measures, Supplier<Row> counted) {
    Map<String, String> what =
        Map.of(
            "not_null",
            "rows with NULL in a column that has none",
            "event_date",
            "rows outside " + verify.horizon().from() + ".." + verify.horizon().to(),
            "region",
            "rows outside " + String.join(", ", verify.regions()),
            "event_month",
            "rows whose event_month is not the month of event_date");
    for (String measure : measures) {
      zero(table.name(), measure, what.get(measure), () -> counted.get().<Long>getAs(measure));
    }
  }

  private static Column present(Table<?> table) {
    Column present = lit(true);
    for (dev.medley.model.Column column : table.published()) {
      if (!column.nullable()) {
        present = present.and(col(column.name()).isNotNull());
      }
    }
    return present;
  }

  private void foreignKeys(Table<?> table) {
    for (dev.medley.model.Column column : table.published()) {
      column.references().ifPresent(parent -> foreignKey(table, column.name(), parent));
    }
  }

  private void foreignKey(Table<?> table, String column, String parentName) {
    String measure = "foreign_key " + column;
    Table<?> parent =
        verify.scenario().tables().stream()
            .filter(t -> t.name().equals(parentName))
            .findFirst()
            .orElse(null);
    if (parent == null || parent.keyColumns().size() != 1) {
      fail(table.name(), measure, "0", parentName + " is no table with a key of one column");
      return;
    }
    if (!verify.keyed() || !delivery.has(parent)) {
      skip(table.name(), measure, verify.keyed() ? parentName + " is not there" : NO_KEY);
      return;
    }
    String key = parent.keyColumns().get(0).name();
    zero(
        table.name(),
        measure,
        "rows whose " + column + " is not in " + parentName,
        () -> {
          Dataset<Row> children =
              delivery.restoredValues(table, column).where(col(column).isNotNull()).toDF("child");
          Dataset<Row> parents = delivery.restoredValues(parent, key).toDF("parent");
          return children.join(parents, col("child").equalTo(col("parent")), "left_anti").count();
        });
  }

  /** Whether every cell of the answer key is one of the table, published as the key says. */
  private void cells(Table<?> table) {
    Column published = lit(null).cast("string");
    List<String> changeable = new ArrayList<>();
    for (dev.medley.model.Column column : table.published()) {
      if (!column.key()) {
        changeable.add(column.name());
        published =
            when(col("column_name").equalTo(column.name()), KeyText.text(column))
                .otherwise(published);
      }
    }
    Column text = published.as("published");
    List<String> stages =
        verify.scenario().stages().stream()
            .filter(s -> s.table().equals(table.name()))
            .map(Stage::id)
            .toList();
    Dataset<Row> mine =
        KeyText.parsed(delivery.cells().where(col("table_name").equalTo(table.name())), table)
            .select(
                with(
                    KeyText.parsedKey(table),
                    col("stage_id"),
                    col("column_name"),
                    col("dirty_value")));
    Column there = col(table.keyColumns().get(0).name()).isNotNull();
    Dataset<Row> met =
        mine.join(delivery.dirty(table), KeyText.isSameRow(table), "left")
            .select(
                col("stage_id"), col("column_name"), col("dirty_value"), there.as("there"), text);
    Column known =
        col("column_name").isin(changeable.toArray()).and(col("stage_id").isin(stages.toArray()));
    Supplier<Row> counted =
        !delivery.isChanged(table)
            ? () -> RowFactory.create(0L, 0L, 0L)
            : once(
                () ->
                    met.agg(
                            count_if(not(known)),
                            count_if(not(col("there"))),
                            count_if(
                                col("there")
                                    .and(not(col("dirty_value").eqNullSafe(col("published"))))))
                        .head());
    zero(
        table.name(),
        "cells_named",
        "cells of a column or stage that the table lacks",
        () -> counted.get().getLong(0));
    zero(
        table.name(),
        "cells_of_rows",
        "cells of rows that are not delivered",
        () -> counted.get().getLong(1));
    zero(
        table.name(),
        "cells_published",
        "cells whose dirty_value is not what is published",
        () -> counted.get().getLong(2));
  }

  private void knownTables() {
    Object[] names =
        verify.scenario().tables().stream().filter(t -> !t.isKey()).map(Table::name).toArray();
    zero(
        "key",
        "known_tables",
        "lines of cells and rows about a table that the scenario lacks",
        () ->
            delivery
                .cells()
                .select("table_name")
                .union(delivery.rows().select("table_name"))
                .where(not(coalesce(col("table_name").isin(names), lit(false))))
                .count());
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private T value;

      @Override
      public T get() {
        if (value == null) {
          value = supplier.get();
        }
        return value;
      }
    };
  }

  private void zero(String id, String measure, String what, Supplier<Long> count) {
    attempt(
        id,
        measure,
        "0",
        () -> {
          long found = count.get();
          lines.add(
              new Quality(
                  Quality.Kind.STRUCTURE,
                  id,
                  measure,
                  (double) found,
                  "0",
                  found == 0 ? Quality.Verdict.PASS : Quality.Verdict.FAIL,
                  found == 0 ? "" : what));
        });
  }

  private void attempt(String id, String measure, String expected, Runnable check) {
    try {
      check.run();
    } catch (Exception e) {
      fail(id, measure, expected, UserError.firstLine(e));
    }
  }

  private void pass(String id, String measure, String expected) {
    line(id, measure, expected, Quality.Verdict.PASS, "");
  }

  private void fail(String id, String measure, String expected, String note) {
    line(id, measure, expected, Quality.Verdict.FAIL, note);
  }

  private void skip(String id, String measure, String note) {
    line(id, measure, "0", Quality.Verdict.SKIPPED, note);
  }

  private void line(
      String id, String measure, String expected, Quality.Verdict verdict, String note) {
    lines.add(new Quality(Quality.Kind.STRUCTURE, id, measure, null, expected, verdict, note));
  }
}
