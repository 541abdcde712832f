package dev.medley.verify;

import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.model.UserError;
import dev.medley.sink.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Targets, insights and their traps: what their queries give against what they must give, or must
 * not give.
 */
final class Queries {
  private static final Set<Quality.Kind> ASKED =
      Set.of(Quality.Kind.TARGET, Quality.Kind.INSIGHT, Quality.Kind.TRAP);

  private final Verify verify;
  private final Delivery delivery;

  /** Key tables that are views, too: a table named by its place is opened anew for each query. */
  private final Set<String> namedKeys = new HashSet<>();

  Queries(Verify verify, Delivery delivery) {
    this.verify = verify;
    this.delivery = delivery;
  }

  /**
   * Asks the queries.
   *
   * @param kinds those of TARGET, INSIGHT and TRAP that it holds
   * @param step hears of each query
   */
  List<Quality> check(Set<Quality.Kind> kinds, Consumer<String> step) {
    if (Collections.disjoint(kinds, ASKED)) {
      return List.of();
    }
    nameTables();
    long mainRows = delivery.count(verify.scenario().mainTable());
    List<Quality> lines = new ArrayList<>();
    if (kinds.contains(Quality.Kind.TARGET)) {
      for (Target t : verify.scenario().targets()) {
        step.accept("target " + t.id());
        lines.addAll(
            check(Quality.Kind.TARGET, t.id(), t.sql(), t.expected(), t.minRows(), mainRows));
      }
    }
    if (kinds.contains(Quality.Kind.INSIGHT)) {
      for (Insight i : verify.scenario().insights()) {
        step.accept("insight " + i.id());
        lines.addAll(
            check(Quality.Kind.INSIGHT, i.id(), i.sql(), i.expected(), i.minRows(), mainRows));
      }
    }
    if (kinds.contains(Quality.Kind.TRAP)) {
      for (Insight i : verify.scenario().traps()) {
        step.accept("trap " + i.id());
        lines.addAll(trap(i, mainRows));
      }
    }
    return lines;
  }

  private void nameTables() {
    for (Table<?> table : verify.chosen()) {
      if (!delivery.has(table)) {
        continue;
      }
      if (table.isKey()) {
        nameKey(table.name(), delivery.dirty(table));
      } else {
        delivery.dirty(table).createOrReplaceTempView(table.name());
      }
    }
    if (verify.keyed()) {
      nameKey(Store.CELLS, delivery.cells());
      nameKey(Store.ROWS, delivery.rows());
    }
  }

  private void nameKey(String table, Dataset<Row> rows) {
    rows.createOrReplaceTempView(keyView(table));
    namedKeys.add(table);
  }

  private static String keyView(String table) {
    return "`key." + table + "`";
  }

  /** A trap bites if one of its numbers is not the right answer. */
  private List<Quality> trap(Insight insight, long mainRows) {
    Optional<String> reason = unanswerable(insight.naiveSql(), insight.minRows(), mainRows);
    try {
      if (reason.isPresent()) {
        return List.of(trap(insight.id(), "trap", null, "", Quality.Verdict.SKIPPED, reason.get()));
      }
      Row row = onlyRow(insight.naiveSql());
      List<Expected> asked = insight.expected().stream().filter(e -> has(row, e.column())).toList();
      if (asked.isEmpty()) {
        throw new UserError("the query gives none of the expected columns");
      }
      boolean bites = asked.stream().anyMatch(e -> misses(e, number(row.getAs(e.column()))));
      return asked.stream()
          .map(
              e ->
                  trap(
                      insight.id(),
                      e.column(),
                      number(row.getAs(e.column())),
                      e.text(),
                      bites ? Quality.Verdict.PASS : Quality.Verdict.FAIL,
                      insight.naive()))
          .toList();
    } catch (Exception e) {
      String note = UserError.firstLine(e);
      return List.of(trap(insight.id(), "trap", null, "", Quality.Verdict.FAIL, note));
    }
  }

  /** A trap that gives nothing has caught nobody. */
  private static boolean misses(Expected expected, Double value) {
    return value != null && !expected.accepts(value);
  }

  private static Quality trap(
      String id,
      String measure,
      Double actual,
      String right,
      Quality.Verdict verdict,
      String note) {
    String expected = right.isEmpty() ? "" : "not " + right;
    return new Quality(Quality.Kind.TRAP, id, measure, actual, expected, verdict, note);
  }

  private List<Quality> check(
      Quality.Kind kind,
      String id,
      String sql,
      List<Expected> expected,
      long minRows,
      long mainRows) {
    Optional<String> reason = unanswerable(sql, minRows, mainRows);
    if (reason.isPresent()) {
      return expected.stream()
          .map(e -> line(kind, id, e, null, Quality.Verdict.SKIPPED, reason.get()))
          .toList();
    }
    try {
      Row row = onlyRow(sql);
      return expected.stream().map(e -> judged(kind, id, e, row)).toList();
    } catch (Exception e) {
      return failed(kind, id, expected, UserError.firstLine(e));
    }
  }

  private Row onlyRow(String sql) {
    String known =
        Store.resolve(
            sql, key -> namedKeys.contains(key) ? keyView(key) : verify.store().keySqlName(key));
    List<Row> rows = delivery.session().sql(known).limit(2).collectAsList();
    if (rows.size() != 1) {
      throw new UserError("the query gives " + (rows.isEmpty() ? "no row" : "more than one row"));
    }
    return rows.get(0);
  }

  private static boolean has(Row row, String column) {
    return Arrays.asList(row.schema().fieldNames()).contains(column);
  }

  private Optional<String> unanswerable(String sql, long minRows, long mainRows) {
    Optional<String> missing = verify.lacking(sql);
    if (missing.isPresent()) {
      return missing;
    }
    return mainRows >= minRows
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "needs %,d rows of %s, there are %,d",
                minRows,
                verify.scenario().mainTable().name(),
                mainRows));
  }

  private static Quality judged(Quality.Kind kind, String id, Expected expected, Row row) {
    if (!has(row, expected.column())) {
      return line(kind, id, expected, null, Quality.Verdict.FAIL, "the query has no such column");
    }
    Object value = row.getAs(expected.column());
    Double actual = number(value);
    if (value != null && actual == null) {
      return line(kind, id, expected, null, Quality.Verdict.FAIL, "not a number: " + value);
    }
    boolean accepted = expected.accepts(actual);
    return line(
        kind,
        id,
        expected,
        actual,
        accepted ? Quality.Verdict.PASS : Quality.Verdict.FAIL,
        actual == null ? "the query gives NULL" : "");
  }

  private static Double number(Object value) {
    if (value instanceof BigDecimal decimal) {
      return decimal.doubleValue();
    }
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    return value instanceof Boolean bool ? Double.valueOf(bool ? 1 : 0) : null;
  }

  private static List<Quality> failed(
      Quality.Kind kind, String id, List<Expected> expected, String note) {
    return expected.stream().map(e -> line(kind, id, e, null, Quality.Verdict.FAIL, note)).toList();
  }

  private static Quality line(
      Quality.Kind kind,
      String id,
      Expected expected,
      Double actual,
      Quality.Verdict verdict,
      String note) {
    return new Quality(kind, id, expected.column(), actual, expected.text(), verdict, note);
  }
}
