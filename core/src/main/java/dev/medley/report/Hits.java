package dev.medley.report;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What the mess stages did, as the answer key has it.
 *
 * @param cells values changed, by stage
 * @param rows rows dropped or delivered once more, by stage
 */
record Hits(Map<String, Long> cells, Map<String, Long> rows) {

  /** What the two tables of a key say. */
  static Hits of(Dataset<Row> cells, Dataset<Row> rows) {
    return new Hits(byStage(cells), byStage(rows));
  }

  private static Map<String, Long> byStage(Dataset<Row> key) {
    Map<String, Long> hits = new HashMap<>();
    for (Row row : key.groupBy("stage_id").agg(count(lit(1))).collectAsList()) {
      hits.put(row.getString(0), row.getLong(1));
    }
    return hits;
  }

  long allCells() {
    return sum(cells);
  }

  long allRows() {
    return sum(rows);
  }

  private static long sum(Map<String, Long> hits) {
    return hits.values().stream().mapToLong(Long::longValue).sum();
  }

  long of(String stage) {
    return cells.getOrDefault(stage, 0L) + rows.getOrDefault(stage, 0L);
  }
}
