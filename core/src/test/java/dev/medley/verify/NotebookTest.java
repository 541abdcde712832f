package dev.medley.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Clinic;
import dev.medley.SparkTest;
import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.sink.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class NotebookTest extends SparkTest {
  private static final Path NOTEBOOKS = Path.of("..", "notebooks");
  private static final Path README = Path.of("../README.md");

  @ParameterizedTest
  @MethodSource("own")
  void theCommittedNotebookIsTheRenderedOne(Scenario scenario) throws IOException {
    for (Notebook.Kind kind : Notebook.Kind.values()) {
      for (Notebook.Language language : Notebook.Language.values()) {
        assertCommitted(
            Notebook.fileName(scenario, kind, language), Notebook.render(scenario, kind, language));
      }
    }
  }

  @Test
  void theCommittedQuickstartIsTheRenderedOne() throws IOException {
    Scenario department = Scenarios.named("ed_throughput");
    for (Notebook.Language language : Notebook.Language.values()) {
      assertCommitted(Notebook.quickstartName(language), Notebook.quickstart(department, language));
    }
  }

  static Stream<Scenario> own() {
    return scenarios().filter(NotebookTest::isOwn);
  }

  /** Those of other jars have their notebooks elsewhere. */
  private static boolean isOwn(Scenario scenario) {
    return scenario.getClass().getPackageName().startsWith("dev.medley.scenario.");
  }

  @Test
  void theCommittedIndexIsTheRenderedOne() throws IOException {
    assertCommitted(
        "README.md", Notebook.index(Scenarios.all().stream().filter(NotebookTest::isOwn).toList()));
  }

  @Test
  void theReadmeNamesEveryScenario() throws IOException {
    String head = "| scenario | what it is about |\n|---|---|\n";
    String rows =
        Scenarios.all().stream()
            .filter(NotebookTest::isOwn)
            .map(s -> "| `" + s.name() + "` | " + s.about().title() + " |\n")
            .collect(Collectors.joining());
    String text = Files.readString(README);
    int begin = text.indexOf(head) + head.length();
    int end = text.indexOf("\n\n", begin) + 1;
    if (Boolean.getBoolean("medley.notebooks.write")) {
      Files.writeString(README, text.substring(0, begin) + rows + text.substring(end));
    }
    assertEquals(
        rows,
        Files.readString(README)
            .substring(begin)
            .lines()
            .takeWhile(l -> !l.isEmpty())
            .collect(Collectors.joining("\n", "", "\n")));
  }

  @Test
  void isInDatabricksFormat() {
    String text = solution(new Clinic());
    List<String> lines = text.lines().toList();
    assertEquals("-- Databricks notebook source", lines.get(0));
    assertEquals("-- MAGIC %md", lines.get(1));
    assertEquals("-- MAGIC # Clinic visits", lines.get(2));
    assertTrue(lines.contains("-- MAGIC A clinic with four sites. Nobody knows why it is full."));
    assertTrue(lines.contains("CREATE WIDGET TEXT key_schema DEFAULT 'clinic_key';"));
    assertTrue(lines.contains("-- MAGIC - `share`: 0.25 ± 0.05"));
    assertTrue(lines.contains("-- MAGIC **The trap:** aliases count as new visitors"));
    assertTrue(lines.contains("-- MAGIC | `note` | STRING | Free text as typed. |"));
    assertTrue(
        lines.contains(
            "-- MAGIC | `score_missing` | `visits` | Nobody wrote the score down. |"
                + " `score IS NOT NULL` | 0.25 |"));
    assertTrue(
        lines.stream().noneMatch(l -> l.endsWith(" ") || l.startsWith("-- MAGIC | `_shielded` |")));
    for (String cell : text.split("-- COMMAND ----------", -1)) {
      assertFalse(cell.isBlank());
    }
  }

  @Test
  void everyCellRuns() {
    Clinic clinic = new Clinic();
    for (RunConfig.Format format : RunConfig.Format.values()) {
      Store store = clinic.write(spark(), folder.resolve("of [" + format).toString(), format);
      runs(clinic, Widgets.of(store));
    }
  }

  private static void runs(Clinic clinic, Widgets widgets) {
    SparkSession session = spark().newSession();
    int queries = 0;
    for (SqlScript.Step step : SqlScript.steps(solution(clinic))) {
      Dataset<Row> rows = widgets.run(session, step.sql());
      if (rows.columns().length > 0) {
        queries++;
        assertTrue(rows.count() > 0, step.sql());
      }
    }
    int hunts = 2 * clinic.detections().size();
    assertEquals(3 + 1 + 2 * clinic.insights().size() + 4 + hunts, queries);
    assertEquals(1, session.sql("SHOW VIEWS LIKE 'key_truths'").count());
  }

  @Test
  void tablesOfACatalogAreFoundByTheirSchemas() {
    Clinic clinic = new Clinic();
    Store store =
        new Store(
            new RunConfig.Output(
                Optional.empty(),
                Optional.of("spark_catalog.notebook_clinic"),
                RunConfig.Format.PARQUET,
                RunConfig.Grain.MONTH,
                false,
                true),
            clinic);
    Store written = clinic.write(spark(), folder.toString(), RunConfig.Format.PARQUET);
    List.of("", "_key")
        .forEach(end -> spark().sql("CREATE SCHEMA spark_catalog.notebook_clinic" + end));
    try {
      for (Table<?> table : clinic.tables()) {
        written.read(spark(), table).write().saveAsTable(store.sqlName(table));
      }
      List.of(Store.CELLS, Store.ROWS)
          .forEach(key -> written.readKey(spark(), key).write().saveAsTable(store.keySqlName(key)));
      runs(clinic, Widgets.of(store));
    } finally {
      List.of("", "_key")
          .forEach(
              end -> spark().sql("DROP SCHEMA spark_catalog.notebook_clinic" + end + " CASCADE"));
    }
  }

  @Test
  void aFileOfSqlIsCutIntoItsStatements() {
    List<SqlScript.Step> steps =
        SqlScript.steps(
            """
            -- Only words; nothing to run.
            SELECT ';', "a;\\"", `b;` -- not; here
            /* nor; here */ FROM t;
            ;
            SELECT 'it''s;'
            """);
    assertEquals(2, steps.size());
    assertTrue(steps.get(0).sql().endsWith("FROM t"), steps.get(0).sql());
    assertEquals(new SqlScript.Step(List.of(), "SELECT 'it''s;'"), steps.get(1));
    List<SqlScript.Step> exercise =
        SqlScript.steps(
            Notebook.render(new Clinic(), Notebook.Kind.EXERCISE, Notebook.Language.SQL));
    assertEquals(
        List.of("Clinic visits", "Tables", "Where the data is"), exercise.get(0).headings());
    assertTrue(exercise.stream().noneMatch(s -> s.sql().contains("Your query")));
  }

  @Test
  void anExerciseAsksAndGivesNothingAway() {
    Clinic clinic = new Clinic();
    String text = Notebook.render(clinic, Notebook.Kind.EXERCISE, Notebook.Language.SQL);
    assertEquals(
        3, SqlScript.steps(text).stream().filter(s -> s.sql().endsWith("LIMIT 20")).count());
    assertEquals("SELECT event_date", last(SqlScript.steps(text)).sql().substring(0, 17));
    assertTrue(text.contains("-- MAGIC ### Who comes often?"), text);
    assertTrue(text.contains("One row with `share`, `top_level`, from `visits`, `key_truths`."));
    assertTrue(text.contains("\n\n-- Your query.\n\n"));
    assertFalse(text.contains("0.25"), text);
    assertFalse(text.contains("score IS NOT NULL"), text);
    assertTrue(text.contains("-- MAGIC ## A hunt for `score_missing`\n"), text);
    assertTrue(text.contains("There is a query with an F1 of at least 0.8, from 100 rows"), text);
    assertFalse(text.contains("visit_id % 4"), text);
  }

  @Test
  void aSolutionHuntsInVainAndThenFinds() {
    String text = solution(new Clinic());
    String hunt = text.substring(text.indexOf("## A hunt for `score_missing`"));
    int trap = hunt.indexOf("-- MAGIC **The trap:** many a visit never had a score\n");
    int naive = hunt.indexOf("FROM visits WHERE score IS NULL\n");
    int promise = hunt.indexOf("this query has an F1 of at least 0.8, from 100 rows");
    int found = hunt.indexOf("FROM visits WHERE score IS NULL AND visit_id % 4 = 0\n");
    assertTrue(0 < trap && trap < naive && naive < promise && promise < found, hunt);
    assertTrue(hunt.contains("-- MAGIC medley score clinic --detections found.csv\n"), hunt);
  }

  @Test
  void aPythonNotebookHasTheSameCells() {
    Clinic clinic = new Clinic();
    String python = Notebook.render(clinic, Notebook.Kind.SOLUTION, Notebook.Language.PYTHON);
    List<String> cells = List.of(python.split("(?m)^# COMMAND ----------$"));
    assertTrue(python.startsWith("# Databricks notebook source\n# MAGIC %md\n"), python);
    assertEquals(solution(clinic).split("(?m)^-- COMMAND ----------$").length, cells.size());
    List<String> queries =
        cells.stream()
            .map(String::strip)
            .filter(c -> c.startsWith("display("))
            .map(c -> c.substring("display(spark.sql(r\"\"\"".length(), c.length() - 5).strip())
            .toList();
    assertEquals(
        SqlScript.steps(solution(clinic)).stream()
            .map(SqlScript.Step::sql)
            .filter(sql -> sql.startsWith("SELECT"))
            .toList(),
        queries);
  }

  private static <T> T last(List<T> all) {
    return all.get(all.size() - 1);
  }

  private static String solution(Scenario scenario) {
    return Notebook.render(scenario, Notebook.Kind.SOLUTION, Notebook.Language.SQL);
  }

  @Test
  void theIndexNamesEveryScenario() {
    String index = Notebook.index(List.of(new Clinic()));
    assertTrue(
        index.endsWith(
            "| Clinic visits | [exercise](exercises/clinic.sql), [solution](clinic.sql)"
                + " | [exercise](python/exercises/clinic.py), [solution](python/clinic.py) |\n"));
  }

  private static void assertCommitted(String name, String rendered) throws IOException {
    Path file = NOTEBOOKS.resolve(name);
    if (Boolean.getBoolean("medley.notebooks.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, rendered);
    }
    assertTrue(Files.exists(file), file + " is missing: -Dmedley.notebooks.write=true writes it");
    assertEquals(
        rendered,
        Files.readString(file),
        file + " is not what its scenario says: -Dmedley.notebooks.write=true writes it anew");
  }
}
