package dev.medley.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.run.Generate;
import dev.medley.run.Progress;
import dev.medley.scenario.Scenarios;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ParquetSinkTest extends SparkTest {

  @Test
  void aTableWithoutARowCanBeReadAlsoAfterItsDaysAreReplaced() {
    Store store = generate("to", "2024-02-02");
    assertKeyIsEmpty(store);
    generate("to", "2024-01-31", "output.overwrite", "true");
    assertKeyIsEmpty(store);
  }

  private static void assertKeyIsEmpty(Store store) {
    assertEquals(0, store.cells(spark()).count());
    assertEquals(0, store.rows(spark()).count());
    StructType columns = store.readKey(spark(), Store.CELLS).schema();
    assertEquals(
        List.of("event_month DATE", "region STRING"),
        Arrays.stream(columns.fields())
            .skip(columns.size() - 2)
            .map(f -> f.name() + " " + f.dataType().sql())
            .toList());
  }

  private Store generate(String... settings) {
    Configs configs = Configs.of(Scenarios.named("ed_throughput"));
    configs.set("units", "4").set("tables", "visits").set("mess.level", "none");
    configs.set("output.path", folder.toString()).set("output.format", "parquet");
    for (int i = 0; i < settings.length; i += 2) {
      configs.set(settings[i], settings[i + 1]);
    }
    RunConfig config = configs.build();
    new Generate(spark(), config, Progress.SILENT).run();
    return new Store(config.output(), config.scenario());
  }
}
