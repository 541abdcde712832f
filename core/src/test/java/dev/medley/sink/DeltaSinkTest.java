package dev.medley.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.model.Table;
import dev.medley.run.Generate;
import dev.medley.run.Progress;
import dev.medley.scenario.Scenarios;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructField;
import org.junit.jupiter.api.Test;

class DeltaSinkTest extends SparkTest {

  @Test
  void aTableTellsWhatItIsAlsoAfterItIsReplaced() {
    String visits = generate("seed", "42");
    assertEquals(List.of("SET TBLPROPERTIES", "WRITE"), history(visits));
    List<String> said = description(visits);
    assertTrue(
        said.contains("Comment: One row per arrival at an emergency department."), said::toString);
    assertTrue(said.stream().anyMatch(l -> l.contains("medley.seed=42")), said::toString);
    assertTrue(said.stream().anyMatch(l -> l.contains("dataSkippingStatsColumns=event_date,")));
    Table<?> table = Scenarios.named("ed_throughput").mainTable();
    assertEquals(
        table.published().stream().map(c -> c.name() + " " + c.doc()).toList(),
        Arrays.stream(spark().table(visits).schema().fields())
            .map(f -> f.name() + " " + comment(f))
            .toList());

    generate("seed", "43", "output.overwrite", "true");
    List<String> now = description(visits);
    assertTrue(now.stream().anyMatch(l -> l.contains("medley.seed=43")), now::toString);
  }

  @Test
  void aRunWithoutMessHasAnEmptyKey() {
    generate("mess.level", "none");
    for (String table : List.of(Store.CELLS, Store.ROWS)) {
      assertEquals(
          0, spark().table("delta.`" + folder + "/ed_throughput/_key/" + table + "`").count());
    }
  }

  private String generate(String... settings) {
    Configs configs = Configs.of(Scenarios.named("ed_throughput"));
    configs.set("units", "4").set("to", "2024-01-03").set("output.path", folder.toString());
    configs.set("tables", "visits");
    for (int i = 0; i < settings.length; i += 2) {
      configs.set(settings[i], settings[i + 1]);
    }
    new Generate(spark(), configs.build(), Progress.SILENT).run();
    return "delta.`" + folder + "/ed_throughput/visits`";
  }

  private static String comment(StructField field) {
    return field.getComment().isDefined() ? field.getComment().get() : "";
  }

  private static List<String> history(String table) {
    return spark().sql("DESCRIBE HISTORY " + table).select("operation").collectAsList().stream()
        .map(row -> row.getString(0))
        .toList();
  }

  private static List<String> description(String table) {
    return spark().sql("DESCRIBE TABLE EXTENDED " + table).collectAsList().stream()
        .map(row -> row.getString(0) + ": " + row.getString(1))
        .toList();
  }
}
