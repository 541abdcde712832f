package dev.medley.run;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Clinic;
import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.mess.KeyText;
import dev.medley.mess.Lineage;
import dev.medley.mess.Mess;
import dev.medley.mess.Stage;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.sink.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.example.walkin.WalkInClinic;
import org.junit.jupiter.api.Test;

/** Where the rows of tables without days lie in their files tells nothing of them. */
class RowOrderTest extends SparkTest {
  private static final double STANDARD_ERRORS = 4;

  @Test
  void thePlaceOfAPatientTellsNeitherKeyNorWhoComesOften() {
    Scenario ed = Scenarios.named("ed_throughput");
    Store store =
        generated(
            ed,
            RunConfig.Format.PARQUET,
            Map.of("units", "4", "to", "2024-01-31", "tables", "patients,visits"));
    Map<String, Long> visits =
        store.read(spark(), "visits").select("patient_id").collectAsList().stream()
            .collect(Collectors.groupingBy(row -> row.mkString(), Collectors.counting()));
    Collection<List<String>> files = files(store, "patients");
    assertEquals(4, files.size(), "one of each region");
    for (List<String> patients : files) {
      assertTrue(patients.size() > 1000, () -> patients.size() + " patients");
      assertUnordered(patients, Long::parseLong);
      assertUnordered(patients, patient -> visits.getOrDefault(patient, 0L));
    }
  }

  /** Every file has the order of the one file that all its rows make. */
  @Test
  void theOrderIsTheSameHoweverTheWorkIsCut() {
    Scenario clinics = new WalkInClinic();
    Store whole =
        generated(
            clinics, RunConfig.Format.PARQUET, Map.of("units", "16", "engine.parallelism", "1"));
    Store cut =
        generated(
            clinics, RunConfig.Format.DELTA, Map.of("units", "16", "engine.parallelism", "8"));
    for (String table : List.of("patients", "clinics", "prices")) {
      Map<String, Integer> places = new HashMap<>();
      for (List<String> rows : files(whole, table)) {
        IntStream.range(0, rows.size()).forEach(i -> places.put(rows.get(i), i));
      }
      Collection<List<String>> parts = files(cut, table);
      assertEquals(table.equals("patients"), parts.size() > 2, table + " in " + parts.size());
      for (List<String> part : parts) {
        int[] found = part.stream().mapToInt(places::get).toArray();
        long steps = IntStream.range(1, found.length).filter(i -> found[i] > found[i - 1]).count();
        assertEquals(found.length - 1, steps, table + ": rows that lie behind the one before");
      }
      assertEquals(places.size(), parts.stream().mapToInt(List::size).sum(), table);
    }
  }

  @Test
  void aCopyDoesNotLieBehindItsRow() {
    Clinic clinic = new Clinic();
    int rows = 1000;
    Stage twice = Stage.on("sites", "listed_twice").rate(1).duplicate();
    Mess mess = new Mess(1, clinic.name(), List.of(twice), Map.of());
    Dataset<Row> clean =
        spark()
            .range(rows)
            .selectExpr("id AS site_id", "'a site' AS site_name", "'SOUTH' AS region")
            .withColumn("_copy", functions.explode(functions.array(lit(0), lit(1))));
    Map<Long, Integer> places = new HashMap<>();
    List<Integer> distances = new ArrayList<>();
    List<Row> dirty =
        new Lineage(mess, Clinic.SITES).dirty(clean).orderBy(Lineage.PLACE).collectAsList();
    for (int i = 0; i < dirty.size(); i++) {
      Integer first = places.put(dirty.get(i).getLong(0), i);
      if (first != null) {
        distances.add(i - first);
      }
    }
    assertEquals(rows, distances.size());
    double mean = distances.stream().mapToInt(d -> d).average().orElseThrow();
    assertEquals(2 * rows / 3.0, mean, 50, "a third of all places between the two");
  }

  private static void assertUnordered(List<String> rows, ToDoubleFunction<String> value) {
    double rho =
        new SpearmansCorrelation()
            .correlation(
                IntStream.range(0, rows.size()).asDoubleStream().toArray(),
                rows.stream().mapToDouble(value).toArray());
    double most = STANDARD_ERRORS / Math.sqrt(rows.size() - 1);
    assertTrue(Math.abs(rho) < most, () -> "rank correlation with the place: " + rho);
  }

  private Store generated(
      Scenario scenario, RunConfig.Format format, Map<String, String> settings) {
    Configs configs = Configs.of(scenario).set("output.format", format.name()).set("seed", "3");
    settings.forEach(configs::set);
    String place = folder.resolve(format.name()).toString();
    RunConfig config = configs.set("output.path", place).build();
    new Generate(spark(), config, Progress.SILENT).run();
    return new Store(config.output(), scenario);
  }

  /** The keys of every file's rows, in the order in which they lie there. */
  private static Collection<List<String>> files(Store store, String name) {
    Table<?> table =
        store.scenario().tables().stream()
            .filter(t -> t.name().equals(name))
            .findFirst()
            .orElseThrow();
    Map<String, List<String>> files = new LinkedHashMap<>();
    store
        .read(spark(), table)
        .select(KeyText.rowKey(table), col("_metadata.file_path"))
        .collectAsList()
        .forEach(
            row ->
                files
                    .computeIfAbsent(row.getString(1), file -> new ArrayList<>())
                    .add(row.getString(0)));
    return files.values();
  }
}
