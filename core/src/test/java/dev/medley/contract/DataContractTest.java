package dev.medley.contract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.medley.SparkTest;
import dev.medley.WaitingRoom;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.contract.QualityRule.Reach;
import dev.medley.mess.Stage;
import dev.medley.model.Insight;
import dev.medley.model.Questions;
import dev.medley.model.RowCheck;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class DataContractTest extends SparkTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What Medley writes; whoever has the published schema can name its file instead. */
  private static JsonSchema schema() throws IOException {
    JsonSchemaFactory factory = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V201909);
    String published = System.getProperty("medley.odcs.schema", "");
    try (InputStream in =
        published.isEmpty()
            ? DataContractTest.class.getResourceAsStream("contract.schema.json")
            : Files.newInputStream(Path.of(published))) {
      return factory.getSchema(JSON.readTree(in));
    }
  }

  private static Set<String> faults(Object contract) throws IOException {
    return schema().validate(JSON.valueToTree(contract)).stream()
        .map(ValidationMessage::getMessage)
        .collect(Collectors.toSet());
  }

  private static Map<String, Object> read(String yaml) {
    return new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
  }

  private static RunConfig config(Scenario scenario, String... settings) {
    Configs configs = Configs.of(scenario);
    for (int i = 0; i < settings.length; i += 2) {
      configs.set(settings[i], settings[i + 1]);
    }
    return configs.build();
  }

  private static RunConfig ed(String... settings) {
    return config(Scenarios.named("ed_throughput"), settings);
  }

  @TestFactory
  Stream<DynamicTest> everyContractIsOfTheStandard() {
    return scenarios()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(),
                    () -> {
                      DataContract contract = new DataContract(config(scenario));
                      assertEquals(Set.of(), faults(read(contract.yaml())));
                      rulesAreAboutEveryStageOnce(scenario);
                    }));
  }

  private static void rulesAreAboutEveryStageOnce(Scenario scenario) {
    List<String> stages = new ArrayList<>();
    for (Table<?> table : scenario.tables()) {
      for (QualityRule rule : QualityRules.of(scenario, table)) {
        rule.stages().forEach(s -> stages.add(s.id()));
        assertEquals(rule.reach() == Reach.PARTIAL, !rule.misses().isEmpty(), rule.name());
        assertEquals(rule.reach() == Reach.NONE, rule.rows().isEmpty(), rule.name());
        assertFalse(rule.doc().isBlank(), rule.name());
      }
    }
    assertEquals(
        scenario.stages().stream().map(Stage::id).sorted().toList(),
        stages.stream().sorted().toList());
  }

  @Test
  void whatTheStandardDoesNotKnowIsSeen() throws IOException {
    ObjectNode contract = JSON.valueToTree(read(new DataContract(ed()).yaml()));
    contract.put("kind", "Contract");
    assertFalse(faults(contract).isEmpty());
    ObjectNode other = JSON.valueToTree(read(new DataContract(ed()).yaml()));
    ((ObjectNode) other.get("schema").get(0)).put("grain", "visit");
    assertFalse(faults(other).isEmpty());
  }

  @Test
  void aContractSaysWhatARunHolds() {
    JsonNode contract =
        JSON.valueToTree(
            read(
                new DataContract(
                        ed(
                            "tables",
                            "visits,facilities",
                            "from",
                            "2024-02-01",
                            "to",
                            "2024-02-10",
                            "mess.double_registration.rate",
                            "0.25"))
                    .yaml()));
    assertEquals(2, contract.get("schema").size());
    JsonNode visits = contract.get("schema").get(0);
    JsonNode wait = named(visits.get("properties"), "door_to_doc_minutes");
    assertEquals("minutes", wait.get("customProperties").get(0).get("value").asText());
    assertFalse(wait.get("required").asBoolean());
    assertEquals(
        "facilities.facility_id",
        named(visits.get("properties"), "facility_id")
            .get("relationships")
            .get(0)
            .get("to")
            .asText());
    assertEquals(
        "2024-02-10",
        named(visits.get("properties"), "event_date")
            .get("logicalTypeOptions")
            .get("maximum")
            .asText());
    JsonNode twice = named(visits.get("quality"), "double_registration");
    assertEquals("uniqueness", twice.get("dimension").asText());
    assertEquals(0.25, twice.get("customProperties").get(1).get("value").get(0).asDouble());
    assertEquals("exact", twice.get("customProperties").get(2).get("value").asText());
  }

  private static JsonNode named(JsonNode list, String name) {
    for (JsonNode node : list) {
      if (node.get("name").asText().equals(name)) {
        return node;
      }
    }
    throw new AssertionError("no " + name);
  }

  @Test
  void aCheckOfNoStageIsRefused() {
    Scenario lost = new Checked(new RowCheck(List.of("nobody"), "", "SELECT 1"));
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> QualityRules.of(lost, lost.mainTable()));
    assertTrue(e.getMessage().contains("nobody"), e.getMessage());
  }

  /** The waiting room with one check. */
  private static final class Checked extends WaitingRoom {
    private final RowCheck check;

    Checked(RowCheck check) {
      this.check = check;
    }

    @Override
    public Questions questions() {
      List<Insight> insights = super.questions().insights();
      List<Target> targets = super.questions().targets();
      return new Questions(insights, targets, List.of(), List.of(), List.of(check), List.of());
    }
  }

  @Test
  void sqlNamesKeysReferencesAndUnits() {
    List<String> statements =
        new UnitySql(ed("output.catalog", "main", "output.schema", "ed")).statements();
    List<String> wanted =
        List.of(
            "ADD CONSTRAINT visits_pk PRIMARY KEY (visit_id) NOT ENFORCED",
            "ADD CONSTRAINT hourly_census_pk PRIMARY KEY (facility_id, census_ts) NOT ENFORCED",
            "ALTER COLUMN boarding_hours SET TAGS ('unit' = 'hours')",
            "ALTER COLUMN visit_id SET NOT NULL");
    for (String end : wanted) {
      assertTrue(statements.stream().anyMatch(s -> s.endsWith(end)), end);
    }
    assertTrue(
        statements.stream()
            .anyMatch(
                s ->
                    s.contains("visits_facility_id_fk FOREIGN KEY (facility_id) REFERENCES")
                        && s.contains("facilities")));
    assertTrue(statements.stream().allMatch(s -> s.contains("main")), statements.get(0));
    assertFalse(statements.stream().anyMatch(s -> s.contains("truth")));
  }

  /** What the open catalog understands: comments, and that a key is never empty. */
  @Test
  void commentsAndKeysCanBeSaidToACatalog() {
    SparkSession session = spark().newSession();
    session.sql("CREATE DATABASE contract_of_ed");
    try {
      session.sql("USE contract_of_ed");
      Scenario scenario = Scenarios.named("ed_throughput");
      for (Table<?> table : scenario.tables().stream().filter(t -> !t.isKey()).toList()) {
        session.sql(
            "CREATE TABLE "
                + table.name()
                + " ("
                + table.published().stream()
                    .map(c -> c.name() + " " + c.sqlType() + (c.key() ? " NOT NULL" : ""))
                    .collect(Collectors.joining(", "))
                + ") USING delta");
      }
      new UnitySql(ed())
          .statements().stream()
              .filter(s -> s.startsWith("COMMENT") || s.contains(" COMMENT "))
              .forEach(session::sql);
      Row comment =
          session
              .sql("DESCRIBE TABLE visits")
              .where("col_name = 'departure_ts'")
              .select("comment")
              .head();
      assertEquals(scenario.mainTable().column("departure_ts").doc(), comment.getString(0));
    } finally {
      session.sql("DROP DATABASE contract_of_ed CASCADE");
    }
  }
}
