package dev.medley.mess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Clinic;
import dev.medley.SparkTest;
import dev.medley.model.UserError;
import dev.medley.spark.Schemas;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

class ScoreTest extends SparkTest {
  private final Clinic clinic = new Clinic();

  /** Two stages on one row, one stage on two cells of a row, a dropped and a duplicated row. */
  private final Dataset<Row> cells =
      sql(
          """
          SELECT * FROM VALUES
            ('visits', '1', 'score_missing', 'score'),
            ('visits', '1', 'score_zero', 'score'),
            ('visits', '2', 'score_missing', 'score'),
            ('visits', '3', 'all_garbled', 'note'),
            ('visits', '3', 'all_garbled', 'level')
            AS t(table_name, row_key, stage_id, column_name)
          """,
          Schemas.CELLS.fieldNames());

  private final Dataset<Row> rows =
      sql(
          """
          SELECT * FROM VALUES
            ('visits', '4', 'case_lost', 'drop'),
            ('visits', '5', 'double_entry', 'duplicate'),
            ('readings', '1|2024-01-01 00:00:00', 'probe_offline', 'drop')
            AS t(table_name, row_key, stage_id, action)
          """,
          Schemas.ROWS.fieldNames());

  @Test
  void aDetectionWithoutStageCountsForEveryStageOfItsTable() {
    List<Score> scores =
        score(
            """
            VALUES ('visits', '1'), ('visits', '1'), ('visits', '4'), ('visits', '99')
            AS t(table_name, row_key)
            """);
    assertEquals(stage("visits", "score_missing", 2, 1), of(scores, "score_missing"));
    assertEquals(stage("visits", "score_zero", 1, 1), of(scores, "score_zero"));
    assertEquals(stage("visits", "all_garbled", 1, 0), of(scores, "all_garbled"));
    assertEquals(stage("visits", "case_lost", 1, 1), of(scores, "case_lost"));
    assertEquals(stage("readings", "probe_offline", 1, 0), of(scores, "probe_offline"));
    assertEquals(new Score("ALL", "ALL", 6, 3L, 2), of(scores, "ALL"));
    assertEquals(clinic.stages().size() + 1, scores.size());
  }

  @Test
  void aColumnNarrowsTheStagesAndMustBeTheOneThatWasChanged() {
    List<Score> scores =
        score(
            """
            VALUES ('visits', '1', 'score'), ('visits', '3', 'note'), ('visits', '3', 'urgent'),
              ('visits', '2', 'note'), ('visits', '4', 'event_date'), ('visits', '5', NULL)
            AS t(table_name, row_key, column_name)
            """);
    assertEquals(stage("visits", "score_missing", 2, 1), of(scores, "score_missing"));
    assertEquals(stage("visits", "all_garbled", 1, 1), of(scores, "all_garbled"));
    assertEquals(stage("visits", "shielded_note", 0, 0), of(scores, "shielded_note"));
    assertEquals(stage("visits", "case_lost", 1, 0), of(scores, "case_lost"));
    assertEquals(stage("visits", "double_entry", 1, 1), of(scores, "double_entry"));
    assertEquals(new Score("ALL", "ALL", 6, 5L, 3), of(scores, "ALL"));
  }

  @Test
  void aStageLimitsADetectionToItself() {
    List<Score> scores =
        score(
            """
            VALUES ('visits', '1', 'score_zero'), ('visits', '2', 'score_zero'),
              ('visits', '4', 'case_lost'), ('visits', '4', 'case_lost')
            AS t(table_name, row_key, stage_id)
            """);
    assertEquals(new Score("visits", "score_zero", 1, 2L, 1), of(scores, "score_zero"));
    assertEquals(stage("visits", "score_missing", 2, 0), of(scores, "score_missing"));
    assertEquals(new Score("visits", "case_lost", 1, 1L, 1), of(scores, "case_lost"));
    assertEquals(new Score("ALL", "ALL", 6, 3L, 2), of(scores, "ALL"));
  }

  @Test
  void oneFindWithoutStageTakesThePrecisionFromTheStagesOfItsTable() {
    List<Score> scores =
        score(
            """
            VALUES ('visits', '1', 'score_zero'), ('visits', '2', NULL),
              ('readings', '1|2024-01-01 00:00:00', 'probe_offline')
            AS t(table_name, row_key, stage_id)
            """);
    assertEquals(stage("visits", "score_zero", 1, 1), of(scores, "score_zero"));
    assertEquals(new Score("readings", "probe_offline", 1, 1L, 1), of(scores, "probe_offline"));
  }

  @Test
  void sharesFollowFromTheCounts() {
    Score score = new Score("ALL", "ALL", 8, 4L, 3);
    assertEquals(.75, score.precision());
    assertEquals(.375, score.recall());
    assertEquals(.5, score.f1());
    Score silent = new Score("ALL", "ALL", 8, 0L, 0);
    assertNull(silent.precision());
    assertEquals(0, silent.recall());
    assertEquals(0, silent.f1());
    Score idle = new Score("ALL", "ALL", 0, 0L, 0);
    assertNull(idle.recall());
    assertNull(idle.f1());
    Score stage = stage("visits", "score_zero", 8, 3);
    assertNull(stage.precision());
    assertNull(stage.f1());
    Row row = Score.table(spark(), List.of(stage)).head();
    assertTrue(row.isNullAt(row.fieldIndex("precision")));
    assertTrue(row.isNullAt(row.fieldIndex("flagged")));
    assertEquals(8L, row.<Long>getAs("defects"));
  }

  @Test
  void keysAreUnderstoodAsCommonToolsWriteThem() {
    List<Score> scores =
        score(
            """
            VALUES ('visits', '1.0', 'NA'), ('visits', ' 2 ', ''), ('visits', '4', NULL),
              ('readings', '1|2024-01-01T00:00:00.000', 'nan')
            AS t(Table_Name, ROW_KEY, column_name)
            """);
    assertEquals(stage("visits", "score_missing", 2, 2), of(scores, "score_missing"));
    assertEquals(stage("readings", "probe_offline", 1, 1), of(scores, "probe_offline"));
    assertEquals(new Score("ALL", "ALL", 6, 4L, 4), of(scores, "ALL"));
  }

  @Test
  void keysThatAreNoRowAreNamed() {
    List<String> lines =
        Score.strangers(
            clinic.tables(),
            table -> spark().range(100, 200).toDF("visit_id"),
            rows,
            spark()
                .sql(
                    """
                    SELECT * FROM VALUES ('visits', '100'), ('visits', '4'), ('visits', '1999'),
                      ('visits', 'one') AS t(table_name, row_key)
                    """));
    assertEquals(
        List.of("2 row_keys of visits are no row of it, for one '1999'; the nearest row is '199'"),
        lines);
  }

  @Test
  void refusesColumnsAndNamesThatItDoesNotKnow() {
    refuses("VALUES ('visits') AS t(table_name)", "need table_name, row_key");
    refuses(
        "VALUES ('visits', '1', 'x') AS t(table_name, row_key, colum_name)",
        "unknown column of detections 'colum_name' - did you mean 'column_name'?");
    refuses("VALUES ('visit', '1') AS t(table_name, row_key)", "did you mean 'visits'?");
    refuses("VALUES ('truths', '1') AS t(table_name, row_key)", "unknown table_name 'truths'");
    refuses("VALUES ('visits', NULL) AS t(table_name, row_key)", "NULL table_name or row_key");
    refuses(
        "VALUES ('visits', '1', 'scor') AS t(table_name, row_key, column_name)",
        "unknown column_name of visits 'scor' - did you mean 'score'?");
    refuses(
        "VALUES ('visits', '1', 'probe_offline') AS t(table_name, row_key, stage_id)",
        "unknown stage_id of visits 'probe_offline'");
  }

  private void refuses(String detections, String message) {
    UserError e = assertThrows(UserError.class, () -> score(detections));
    assertTrue(e.getMessage().contains(message), e.getMessage());
    assertEquals(1, e.getMessage().lines().count());
  }

  private List<Score> score(String values) {
    return Score.of(
        clinic.tables(), clinic.stages(), cells, rows, spark().sql("SELECT * FROM " + values));
  }

  private static Score stage(String table, String id, long defects, long detected) {
    return new Score(table, id, defects, null, detected);
  }

  private static Score of(List<Score> scores, String stage) {
    return scores.stream().filter(s -> s.stage().equals(stage)).findFirst().orElseThrow();
  }

  private static Dataset<Row> sql(String sql, String... columns) {
    Dataset<Row> rows = spark().sql(sql);
    for (String column : columns) {
      if (!List.of(rows.columns()).contains(column)) {
        rows = rows.withColumn(column, org.apache.spark.sql.functions.lit(null));
      }
    }
    return rows;
  }
}
