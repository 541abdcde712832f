package dev.medley.verify;

import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.model.UserError;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.spark.sql.Row;

/** Targets and insights: what their queries give against what they must give. */
final class Queries {
  private final Verify verify;
  private final Delivery delivery;

  Queries(Verify verify, Delivery delivery) {
    this.verify = verify;
    this.delivery = delivery;
  }

  /**
   * Asks the queries.
   *
   * @param kinds those of TARGET and INSIGHT that it holds
   * @param step hears of each query
   */
  List<Quality> check(Set<Quality.Kind> kinds, Consumer<String> step) {
    if (!kinds.contains(Quality.Kind.TARGET) && !kinds.contains(Quality.Kind.INSIGHT)) {
      return List.of();
    }
    for (Table<?> table : verify.chosen()) {
      if (!table.isKey() && delivery.has(table)) {
        delivery.dirty(table).createOrReplaceTempView(table.name());
      }
    }
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
    return lines;
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
      List<Row> rows = delivery.session().sql(verify.store().resolve(sql)).limit(2).collectAsList();
      if (rows.size() != 1) {
        String found = rows.isEmpty() ? "no row" : "more than one row";
        return failed(kind, id, expected, "the query gives " + found);
      }
      return expected.stream().map(e -> judged(kind, id, e, rows.get(0))).toList();
    } catch (Exception e) {
      return failed(kind, id, expected, UserError.firstLine(e));
    }
  }

  private Optional<String> unanswerable(String sql, long minRows, long mainRows) {
    if (!verify.keyed() && sql.contains("key.")) {
      return Optional.of("asks the answer key, which was not written");
    }
    Optional<String> missing =
        verify.scenario().tables().stream()
            .map(Table::name)
            .filter(t -> !verify.tables().contains(t))
            .filter(t -> Pattern.compile("\\b" + t + "\\b").matcher(sql).find())
            .findFirst();
    if (missing.isPresent()) {
      return Optional.of("asks " + missing.get() + ", which was not written");
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
    if (!Arrays.asList(row.schema().fieldNames()).contains(expected.column())) {
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
