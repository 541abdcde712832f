package dev.medley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.verify.Quality;
import io.delta.tables.DeltaTable;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tables under the names of a catalog, which Spark and Delta handle apart from folders. */
final class CatalogOutputTest extends SparkTest {
  private static final String SCHEMA = "catalog_output";

  private final Scenario scenario = Scenarios.named("ed_throughput");
  private final Medley medley = new Medley(spark());

  @AfterEach
  void removeTables() {
    spark().sql("DROP SCHEMA IF EXISTS spark_catalog." + SCHEMA + " CASCADE");
    spark().sql("DROP SCHEMA IF EXISTS spark_catalog." + SCHEMA + "_key CASCADE");
  }

  @Test
  void tablesAreThoseOfAFolder() {
    RunConfig catalog =
        shortRun().set("output.catalog", "spark_catalog").set("output.schema", SCHEMA).build();
    RunConfig files = shortRun().set("output.path", folder.toString()).build();
    Summary written = medley.generate(catalog, Progress.SILENT);
    medley.generate(files, Progress.SILENT);

    String home = folder + "/ed_throughput/";
    assertSame("visits", home + "visits");
    assertSame("facilities", home + "facilities");
    assertSame("key.cells", home + "_key/cells");

    Summary repeated = medley.generate(catalog, Progress.SILENT);
    assertEquals(written.tables(), repeated.tables());
    assertSame("visits", home + "visits");

    List<Quality> failed =
        medley.verify(catalog.output(), scenario).stream()
            .filter(q -> q.kind() == Quality.Kind.STRUCTURE)
            .filter(q -> q.verdict() == Quality.Verdict.FAIL)
            .toList();
    assertEquals(List.of(), failed);
  }

  @Test
  void tablesThatAKilledRunHasBegunAreMade() throws Exception {
    spark().sql("CREATE SCHEMA spark_catalog." + SCHEMA);
    Path schema =
        Path.of(URI.create(spark().catalog().getDatabase("spark_catalog." + SCHEMA).locationUri()));
    Path draft = schema.resolve("visits/_delta_log/.00000000000000000000.json.draft.tmp");
    Files.createDirectories(draft.getParent());
    Files.writeString(draft, "{");
    DeltaTable.create(spark())
        .location(schema.resolve("facilities").toString())
        .addColumn("facility_id", "BIGINT")
        .execute();

    RunConfig catalog =
        shortRun().set("output.catalog", "spark_catalog").set("output.schema", SCHEMA).build();
    RunConfig files = shortRun().set("output.path", folder.toString()).build();
    medley.generate(catalog, Progress.SILENT);
    medley.generate(files, Progress.SILENT);

    assertSame("visits", folder + "/ed_throughput/visits");
    assertSame("facilities", folder + "/ed_throughput/facilities");
  }

  @Test
  void tablesSayWhatTheyHold() {
    medley.generate(
        shortRun().set("output.catalog", "spark_catalog").set("output.schema", SCHEMA).build(),
        Progress.SILENT);
    List<String> lines =
        spark().sql("DESCRIBE TABLE EXTENDED " + name("visits")).collectAsList().stream()
            .map(Row::toString)
            .toList();
    for (String expected :
        Stream.of(
                "[triage_level,smallint,Emergency Severity",
                "[Comment,One row per arrival",
                "medley.seed=42")
            .toList()) {
      assertTrue(lines.stream().anyMatch(l -> l.contains(expected)), expected + " in " + lines);
    }
  }

  private Configs shortRun() {
    return Configs.of(scenario).set("units", "4").set("to", "2024-01-10");
  }

  private static String name(String table) {
    return table.startsWith("key.")
        ? "spark_catalog." + SCHEMA + "_key." + table.substring("key.".length())
        : "spark_catalog." + SCHEMA + "." + table;
  }

  private static void assertSame(String table, String path) {
    Dataset<Row> inFolder = spark().read().format("delta").load(path);
    assertSameRows(inFolder, spark().table(name(table)).select(columns(inFolder)));
  }

  private static org.apache.spark.sql.Column[] columns(Dataset<Row> like) {
    return Stream.of(like.columns())
        .map(org.apache.spark.sql.functions::col)
        .toArray(org.apache.spark.sql.Column[]::new);
  }
}
