package dev.medley.sink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Medley;
import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.run.Generate;
import dev.medley.run.Progress;
import dev.medley.scenario.Scenarios;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class ParquetSinkTest extends SparkTest {

  @Test
  void aTableWithoutARowCanBeReadAlsoAfterItsDaysAreReplaced() {
    Store store = generate();
    assertKeyIsEmpty(store);
    generate("to", "2024-01-31", "output.overwrite", "true");
    assertKeyIsEmpty(store);
  }

  @Test
  void aSecondRunIsRefusedWhileTheFirstOneLives() {
    Store store = store(config());
    Files files = new Journal(spark(), store).files();
    try (Owner other = Owner.of(files, store.place(), store.journal())) {
      UserError refused = assertThrows(UserError.class, this::generate);
      assertTrue(refused.getMessage().contains("written by another run"), refused.getMessage());
      other.require();
    }
    assertEquals(0, generate().cells(spark()).count());
    assertFalse(files.exists(store.journal() + "/owner"));
  }

  @Test
  void anOwnerThatHasStoppedBeatingIsTakenOver() {
    Store store = store(config());
    Files files = new Journal(spark(), store).files();
    files.write(store.journal() + "/owner", "killed 7");
    files.write(store.journal() + "/aside/killed/visits-0/half.parquet", "half a file");
    assertEquals(0, generate().cells(spark()).count());
    assertFalse(files.exists(store.journal() + "/aside/killed"));
  }

  @Test
  void aLostFileIsNamedAndItsChunkMadeAgain() {
    Store store = generate();
    Files files = new Journal(spark(), store).files();
    long rows = store.read(spark(), "visits").count();
    String lost = files.visible(store.path("visits")).keySet().iterator().next();
    files.delete(store.path("visits") + "/" + lost);
    UserError named = assertThrows(UserError.class, () -> written(store));
    assertTrue(named.getMessage().contains("table visits has lost the file " + lost));
    generate();
    written(store);
    assertEquals(rows, store.read(spark(), "visits").count());
  }

  @Test
  void aFileOfSomebodyElseIsNamed() {
    Store store = generate();
    Files files = new Journal(spark(), store).files();
    String file = files.visible(store.path("visits")).keySet().iterator().next();
    String strange = file.replace("part-", "copy-of-part-");
    files.write(
        store.path("visits") + "/" + strange,
        files.read(store.path("visits") + "/" + file).orElseThrow());
    UserError named = assertThrows(UserError.class, () -> written(store));
    assertTrue(named.getMessage().contains("holds the file " + strange), named.getMessage());
    assertThrows(UserError.class, this::generate);
  }

  @Test
  void daysAreReplacedOnceInAWorldThatBeginsInMidMonth() {
    Store store = generate("from", "2024-01-15");
    long rows = store.read(spark(), "visits").count();
    generate("from", "2024-01-15", "to", "2024-01-31", "output.overwrite", "true");
    written(store);
    assertEquals(rows, store.read(spark(), "visits").count());
  }

  @Test
  void aPathIsNoPattern() {
    Store store = generate("output.path", folder.resolve("a [x] {b,c}*").toString());
    written(store);
    assertTrue(store.read(spark(), "visits").count() > 0);
  }

  private static void written(Store store) {
    new Medley(spark()).written(store.output(), store.scenario());
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

  private RunConfig config(String... settings) {
    Configs configs = Configs.of(Scenarios.named("ed_throughput"));
    configs.set("units", "4").set("tables", "visits").set("mess.level", "none");
    configs.set("output.format", "parquet");
    Map<String, String> all = new LinkedHashMap<>();
    all.put("output.path", folder.toString());
    all.put("to", "2024-02-02");
    for (int i = 0; i < settings.length; i += 2) {
      all.put(settings[i], settings[i + 1]);
    }
    all.forEach(configs::set);
    return configs.build();
  }

  private Store generate(String... settings) {
    RunConfig config = config(settings);
    new Generate(spark(), config, Progress.SILENT).run();
    return store(config);
  }

  private static Store store(RunConfig config) {
    return new Store(config.output(), config.scenario());
  }
}
