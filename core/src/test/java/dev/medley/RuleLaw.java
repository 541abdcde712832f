package dev.medley;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;

import dev.medley.contract.QualityRule;
import dev.medley.contract.QualityRule.Reach;
import dev.medley.contract.QualityRules;
import dev.medley.mess.KeyText;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import dev.medley.sink.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The law of quality rules: on clean tables they find nothing; on messy ones they find no row that
 * their stages did not spoil, and an exact one finds all of them.
 *
 * @param rule the rule
 * @param clean rows found in the clean tables
 * @param right rows found that its stages spoiled
 * @param wrong rows found that they did not
 * @param missed rows that they spoiled and it did not find
 */
public record RuleLaw(QualityRule rule, long clean, long right, long wrong, long missed) {

  /** Whether the rule does what it says. A rule that finds nothing at all proves nothing. */
  public boolean holds() {
    return clean == 0 && wrong == 0 && right > 0 && (missed == 0 || rule.reach() == Reach.PARTIAL);
  }

  @Override
  public String toString() {
    return rule.table()
        + " "
        + rule.name()
        + " ("
        + rule.reach()
        + "): "
        + clean
        + " in clean rows, "
        + right
        + " right, "
        + wrong
        + " wrong, "
        + missed
        + " missed";
  }

  /**
   * Asks all rules that find anything, in one query of the clean tables and one of the messy ones.
   *
   * @param store of the messy tables and their key
   * @param tables that were written
   * @param clean their clean rows
   */
  public static List<RuleLaw> of(
      SparkSession spark,
      Store store,
      List<Table<?>> tables,
      BiFunction<SparkSession, Table<?>, Dataset<Row>> clean) {
    List<Table<?>> data = tables.stream().filter(t -> !t.isKey()).toList();
    List<QualityRule> rules =
        data.stream()
            .flatMap(t -> QualityRules.of(store.scenario(), t).stream())
            .filter(r -> r.reach() != Reach.NONE)
            .toList();
    if (rules.isEmpty()) {
      return List.of();
    }
    SparkSession pure = spark.newSession();
    SparkSession messy = spark.newSession();
    for (Table<?> table : data) {
      clean.apply(pure, table).createOrReplaceTempView(table.name());
      store.published(messy, table).createOrReplaceTempView(table.name());
    }
    Map<Integer, Long> inClean = new HashMap<>();
    found(rules, pure)
        .groupBy("rule")
        .agg(count(lit(1)))
        .collectAsList()
        .forEach(row -> inClean.put(row.getInt(0), row.getLong(1)));
    Dataset<Row> found = found(rules, messy).withColumn("found", lit(1));
    Dataset<Row> stated = stated(rules, store, messy).withColumn("stated", lit(1));
    Map<Integer, Row> met = new HashMap<>();
    found
        .join(
            stated,
            found
                .col("rule")
                .equalTo(stated.col("rule"))
                .and(found.col("row_key").equalTo(stated.col("row_key"))),
            "full_outer")
        .select(
            coalesce(found.col("rule"), stated.col("rule")).as("rule"), col("found"), col("stated"))
        .groupBy("rule")
        .agg(
            count_if(col("found").isNotNull().and(col("stated").isNotNull())),
            count_if(col("stated").isNull()),
            count_if(col("found").isNull()))
        .collectAsList()
        .forEach(row -> met.put(row.getInt(0), row));
    List<RuleLaw> laws = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      Row row = met.get(i);
      laws.add(
          new RuleLaw(
              rules.get(i),
              inClean.getOrDefault(i, 0L),
              row == null ? 0 : row.getLong(1),
              row == null ? 0 : row.getLong(2),
              row == null ? 0 : row.getLong(3)));
    }
    return laws;
  }

  private static Dataset<Row> found(List<QualityRule> rules, SparkSession session) {
    return all(
        rules, rule -> session.sql(rule.rows()).select(KeyText.rowKey(rule.table()).as("row_key")));
  }

  /** What the key says that their stages spoiled. */
  private static Dataset<Row> stated(List<QualityRule> rules, Store store, SparkSession session) {
    Dataset<Row> lines =
        store
            .cells(session)
            .select("table_name", "stage_id", "row_key")
            .union(store.rows(session).select("table_name", "stage_id", "row_key"));
    return all(
        rules,
        rule ->
            lines
                .where(col("table_name").equalTo(rule.table().name()))
                .where(col("stage_id").isin(rule.stages().stream().map(Stage::id).toArray()))
                .select("row_key")
                .distinct());
  }

  private static Dataset<Row> all(
      List<QualityRule> rules, Function<QualityRule, Dataset<Row>> rows) {
    return IntStream.range(0, rules.size())
        .mapToObj(i -> rows.apply(rules.get(i)).withColumn("rule", lit(i)))
        .reduce(Dataset::union)
        .orElseThrow();
  }
}
