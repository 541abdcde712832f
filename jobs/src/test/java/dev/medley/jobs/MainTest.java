package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medley.config.Version;
import dev.medley.mess.Stage;
import dev.medley.model.Param;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class MainTest {

  private record Result(int exitCode, String out, String err) {}

  private static Result medley(String... args) {
    return execute(Main.commandLine(), args);
  }

  private static Result execute(CommandLine command, String... args) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    command.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int exitCode = command.execute(args);
    return new Result(exitCode, out.toString(), err.toString());
  }

  private static String shown(String... args) {
    Result result = medley(args);
    assertEquals("", result.err());
    assertEquals(0, result.exitCode());
    assertAll(
        result.out().lines().map(line -> () -> assertTrue(line.length() <= Text.WIDTH, line)));
    return result.out();
  }

  private static void assertBadInput(String expected, Result result) {
    assertEquals(2, result.exitCode(), result.err());
    assertEquals("", result.out());
    assertOneLine(expected, result);
  }

  private static void assertOneLine(String expected, Result result) {
    assertTrue(result.err().startsWith("medley: "), result.err());
    assertTrue(result.err().contains(expected), result.err());
    assertEquals(1, result.err().lines().count(), result.err());
  }

  private static Stream<Scenario> scenarios() {
    return Scenarios.all().stream();
  }

  @Test
  void listNamesEveryScenario() {
    String list = shown("list");
    scenarios().forEach(s -> assertTrue(list.contains(s.name()), s.name()));
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void describeLeavesNothingOut(Scenario scenario) {
    String page = shown("describe", scenario.name());
    for (Table<?> table : scenario.tables()) {
      assertTrue(page.contains((table.isKey() ? "key." : "") + table.name()), table.name());
      table.columns().forEach(c -> assertTrue(page.contains(c.name()), c.name()));
    }
    for (Param param : scenario.rules().stream().flatMap(r -> r.params().stream()).toList()) {
      assertTrue(page.contains("world." + param.key()), param.key());
    }
    for (Stage stage : scenario.stages()) {
      assertTrue(page.contains(". " + stage.id() + " = "), stage.id());
    }
    scenario.insights().forEach(i -> assertTrue(page.contains(i.id() + ": "), i.id()));
    assertTrue(page.contains("\n  table_name "), page);
    scenario
        .detections()
        .forEach(d -> assertTrue(page.contains("\n" + d.stage() + ": "), d.stage()));
  }

  @Test
  void describeShowsOneTableAlone() {
    String page = shown("describe", "ed_throughput", "visits");
    Scenario scenario = Scenarios.named("ed_throughput");
    assertTrue(page.startsWith("visits (by "), page);
    for (Stage stage : scenario.stages()) {
      boolean isOfVisits = stage.table().equals("visits");
      assertEquals(isOfVisits, page.contains(". " + stage.id() + " = "), stage.id());
    }
    String keyTable =
        scenario.tables().stream().filter(Table::isKey).findFirst().orElseThrow().name();
    assertEquals(
        shown("describe", "ed_throughput", keyTable),
        shown("describe", "ed_throughput", "key." + keyTable));
  }

  /** Of cells that are few and long, and of many that are short. */
  @ParameterizedTest
  @ValueSource(strings = {"ed_throughput", "trial_feasibility"})
  void planOfTenBillionRowsTakesSeconds(String scenario) {
    assertTimeout(
        Duration.ofSeconds(20),
        () -> {
          String plan = shown("plan", scenario, "--rows", "1e10", "--parallelism", "400");
          assertTrue(plan.contains("with 400 tasks at a time"), plan);
          assertTrue(plan.contains("estimated: "), plan);
          Scenarios.named(scenario)
              .tables()
              .forEach(t -> assertTrue(plan.contains(t.name()), t.name()));
        });
  }

  @Test
  void planSaysOnWhichDaysAndInWhichRegionsRowsLie() {
    String plan = shown("plan", "wearables", "--units", "4", "--to", "2024-01-03");
    assertTrue(plan.contains("counted: all 4 cells simulated"), plan);
    assertTrue(plan.contains("readings from 2024-01-02 to 2024-01-"), plan);
    assertTrue(plan.contains("no rows in "), plan);
    assertTrue(plan.replaceAll("\\s+", " ").contains(": 31 units and more reach all"), plan);
    assertTrue(plan.contains("key.cells") && plan.contains("key.rows"), plan);
  }

  @Test
  void reportsAreSaidToProgramsToo() throws IOException {
    ObjectMapper json = new ObjectMapper();
    JsonNode list = json.readTree(medley("list", "--json").out());
    assertEquals(Scenarios.all().size(), list.size());
    assertEquals(Scenarios.all().get(0).name(), list.get(0).get("name").asText());

    JsonNode page = json.readTree(medley("describe", "ed_throughput", "--json").out());
    assertEquals(Scenarios.named("ed_throughput").tables().size(), page.get("tables").size());
    assertTrue(page.get("questions").get(0).get("rows_needed").asLong() > 0);
    JsonNode table = json.readTree(medley("describe", "ed_throughput", "visits", "--json").out());
    assertEquals(1, table.get("tables").size());
    assertTrue(table.get("stages").size() > 0);

    String[] small = {"plan", "wearables", "--units", "4", "--to", "2024-01-03", "--json"};
    JsonNode plan = json.readTree(medley(small).out());
    assertTrue(plan.get("counted_whole").asBoolean());
    assertEquals("2024-01-02", plan.get("first_day_with_rows").asText());
    long rows = 0;
    for (JsonNode line : plan.get("tables")) {
      rows += line.get("rows").asLong();
    }
    assertEquals(plan.get("rows").asLong(), rows);
  }

  @Test
  void aQueryIsNoScenario() {
    assertBadInput("did you mean 'ed_throughput'?", medley("sql", "ed_troughput", "SELECT 1"));
    assertBadInput("unknown scenario", medley("sql", "visits"));
  }

  @Test
  void planTakesTheCoresOfALocalMaster() {
    String plan = shown("plan", "ed_throughput", "--master", "local[7]");
    assertTrue(plan.contains("with 7 tasks at a time"), plan);
  }

  @Test
  void flagBeatsFileBeatsPreset(@TempDir Path folder) throws IOException {
    String conf = Files.writeString(folder.resolve("my.conf"), "seed=7, units=8").toString();
    String plan = shown("plan", "ed_throughput", "--preset", "laptop", "--conf", conf);
    assertTrue(plan.contains("8 x ") && plan.contains("seed 7,"), plan);
    plan = shown("plan", "ed_throughput", "--conf", conf, "--seed", "9", "--set", "units=12");
    assertTrue(plan.contains("12 x ") && plan.contains("seed 9,"), plan);
  }

  @Test
  void everyFlagReachesItsSetting() {
    String plan =
        shown(
            "plan ed_throughput --rows 1e7 --from 2024-02-01 --to 2024-02-29 --regions SOUTH,WEST"
                .split(" ", -1));
    assertTrue(plan.contains("2024-02-01 to 2024-02-29"), plan);
    assertTrue(plan.contains("regions  SOUTH, WEST"), plan);
    plan = shown("plan ed_throughput --out x/y --format parquet --no-key --units 8".split(" ", -1));
    assertTrue(plan.contains("x/y/ed_throughput, parquet, without answer key"), plan);
    plan = shown("plan ed_throughput --catalog c --schema s --tables visits".split(" ", -1));
    assertTrue(plan.contains("output   c.s, delta"), plan);
    String monthly = shown("plan ed_throughput --units 8".split(" ", -1));
    String daily = shown("plan ed_throughput --units 8 --grain day".split(" ", -1));
    assertTrue(!monthly.equals(daily), daily);
    plan = shown("plan ed_throughput --mess none".split(" ", -1));
    assertTrue(plan.contains(" of them at another rate"), plan);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "pln | unknown command 'pln' - did you mean 'plan'?",
        "help pln | unknown command 'pln' - did you mean 'plan'?",
        "plan | plan needs a scenario, one of: ",
        "plan ed_troughput | unknown scenario 'ed_troughput' - did you mean 'ed_throughput'?",
        "describe ed_troughput | did you mean 'ed_throughput'?",
        "describe ed_throughput visit | unknown table of ed_throughput 'visit' - did you mean",
        "plan ed_throughput x | plan does not know what to do with 'x'",
        "plan ed_throughput --row 5 | unknown option '--row' - did you mean '--rows'?",
        "plan ed_throughput --sed=5 | did you mean '--seed'?",
        "generate ed_throughput --overwite | did you mean '--overwrite'?",
        "plan ed_throughput --rows | --rows",
        "plan ed_throughput --rows 0 | --rows 0: must be a number of rows from 1 to 1e13",
        "plan ed_throughput --rows nan | must be a number of rows",
        "plan ed_throughput --units 0 | --units 0: must be",
        "plan ed_throughput --rows 1 --units 1 | --rows 1 and --units 1 exclude each other",
        "plan ed_throughput --out x --catalog c | --out x and --catalog c exclude each other",
        "plan ed_throughput --catalog c | --catalog c: needs output.schema too",
        "plan ed_throughput --from 1.1.2024 | --from 1.1.2024: must be a date like 2024-01-31",
        "plan ed_throughput --to 2023-01-01 | --to 2023-01-01: must be at least the first day",
        "plan ed_throughput --regions SOTH | unknown region 'SOTH' - did you mean 'SOUTH'?",
        "plan ed_throughput --tables visit | did you mean 'visits'?",
        "plan ed_throughput --mess heavi | did you mean 'heavy'?",
        "plan ed_throughput --format dlta | did you mean 'delta'?",
        "plan ed_throughput --preset laptp | did you mean 'laptop'?",
        "plan ed_throughput --conf none.conf | cannot read the configuration file none.conf",
        "plan ed_throughput --set mess.levl=none | did you mean 'mess.level'?",
        "plan ed_throughput --set world.arrival.x=1 | did you mean 'arrivals'?",
        "plan ed_throughput --set mess.triage_mising.rate=1 | did you mean 'triage_missing'?",
        "plan ed_throughput --set mess.triage_missing.rate=2 | must be a share from 0 to 1",
        "generate ed_throughput --seed x | --seed x: must be a whole number",
        "verify ed_throughput --format dlta | did you mean 'delta'?",
        "verify ed_throughput --only insihgt | unknown --only 'insihgt' - did you mean 'insight'?",
        "report ed_throughput --checks quik | unknown --checks 'quik' - did you mean 'quick'?",
        "report ed_throughput --catalog c --schema s | report on a catalog needs --to-file",
        "show ed_throughput visit | unknown table of ed_throughput 'visit' - did you mean"
            + " 'visits'?",
        "show ed_throughput visits --as xml | unknown --as 'xml'",
        "sql ed_throughput --limit 0 | --limit 0: must be at least 1",
        "restore ed_throughput | --to-path",
        "contract ed_throughput --as xml | unknown --as 'xml'",
        "contract ed_troughput | did you mean 'ed_throughput'?",
        "contract ed_throughput --tables visit | did you mean 'visits'?",
        "contract ed_throughput --to-file none/x.yaml | none/x.yaml: there is no such folder",
        "exam ed_troughput | did you mean 'ed_throughput'?",
        "exam ed_throughput --format dlta | did you mean 'delta'?",
        "grade ed_throughput | answers",
        "grade ed_throughput none.csv | none.csv cannot be read as answers (.csv with a header, or"
            + " .jsonl): no such file",
        "score ed_throughput | --detections",
        "score ed_throughput --detections none.csv | --detections none.csv: no such file",
      })
  void badInputIsOneLineAndEndsWithTwo(String args, String expected) {
    assertBadInput(expected, medley(args.split(" ", -1)));
  }

  @Test
  void failureIsOneLineAndEndsWithOne() {
    @Command(name = "burn")
    final class Burn implements Runnable {
      @Override
      public void run() {
        throw new IllegalStateException("outer", new IOException("disk full\nat sector 7"));
      }
    }

    Result result = execute(Main.commandLine().addSubcommand(new Burn()), "burn");
    assertEquals(1, result.exitCode());
    assertOneLine("burn failed: IOException: disk full (--stacktrace shows where)", result);
    result = execute(Main.commandLine().addSubcommand(new Burn()), "--stacktrace", "burn");
    assertEquals(1, result.exitCode());
    assertTrue(result.err().contains("MainTest.java"), result.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "describe",
        "contract",
        "plan",
        "generate",
        "show",
        "sql",
        "verify",
        "report",
        "restore",
        "score",
        "exam",
        "grade"
      })
  void helpOfEveryCommandFits(String command) {
    assertEquals(shown("help", command), shown(command, "--help"));
  }

  @Test
  void helpOfGenerateNamesEveryOption() {
    String help = shown("generate", "--help");
    for (String option :
        List.of(
            "rows",
            "units",
            "from",
            "to",
            "regions",
            "seed",
            "mess",
            "set",
            "preset",
            "conf",
            "format",
            "grain",
            "out",
            "catalog",
            "schema",
            "tables",
            "overwrite",
            "no-key",
            "master",
            "parallelism")) {
      assertTrue(help.contains("--" + option), option);
    }
    assertTrue(help.contains("Default: enough for all questions"), help);
    assertTrue(help.contains("Default: 42."), help);
  }

  @Test
  void aTemplateSaysWhatIdentifiesARow(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("found.csv");
    String how = shown("score", "ed_throughput", "--template", file.toString());
    assertEquals("table_name,row_key,column_name,stage_id\n", Files.readString(file));
    for (Stage stage : Scenarios.named("ed_throughput").stages()) {
      assertTrue(how.contains(stage.id()), stage.id());
    }
    assertTrue(how.contains("--detections "), how);
    assertBadInput(
        "found.csv exists already",
        medley("score", "ed_throughput", "--template", file.toString()));
  }

  @Test
  void aContractGoesToTheScreenOrToANewFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("ed.yaml");
    Result screen = medley("contract", "ed_throughput", "--mess", "none");
    assertEquals(0, screen.exitCode(), screen.err());
    assertTrue(screen.out().startsWith("apiVersion: v3.1.0\n"), screen.out());
    shown("contract", "ed_throughput", "--mess", "none", "--to-file", file.toString());
    assertEquals(screen.out(), Files.readString(file));
    assertBadInput(
        "ed.yaml exists already",
        medley("contract", "ed_throughput", "--to-file", file.toString()));
    Result sql = medley("contract", "ed_throughput", "--as", "sql", "--tables", "facilities");
    assertTrue(sql.out().contains("facilities_pk PRIMARY KEY (facility_id)"), sql.out());
  }

  @Test
  void answersAreGradedWithoutTheTables(@TempDir Path folder) throws IOException {
    Path teacher =
        Files.writeString(
            folder.resolve("teacher.jsonl"),
            """
            {"id":"a.share","scenario":"ed_throughput","kind":"question","answer":0.13,\
            "tolerance":0.0013}
            {"id":"a.minutes","scenario":"ed_throughput","kind":"question","answer":40,\
            "tolerance":0.4,"traps":[{"answer":31,"tolerance":0.3,"why":"zeros pull it down"}]}
            {"id":"clean.double_registration","scenario":"ed_throughput","kind":"cleaning","rows":7}
            """);
    Path answers =
        Files.writeString(folder.resolve("answers.csv"), "id,answer\na.share,0.13\na.minutes,31\n");
    String graded =
        shown("grade", "ed_throughput", answers.toString(), "--exam", teacher.toString());
    assertTrue(graded.contains("fell for trap 1"), graded);
    assertTrue(graded.contains("zeros pull it down"), graded);
    assertTrue(
        graded.endsWith("1 of 2 right, 1 fell for a trap, 0 wrong, 0 without an answer\n"), graded);
    Files.writeString(answers, "id,answer\na.shares,0.13\na.minutes,31\n");
    assertBadInput(
        "did you mean 'a.share'?",
        medley("grade", "ed_throughput", answers.toString(), "--exam", teacher.toString()));
    assertBadInput(
        "is about ed_throughput, not pbm_claims",
        medley("grade", "pbm_claims", answers.toString(), "--exam", teacher.toString()));
    assertBadInput(
        "none.jsonl: no such file",
        medley("grade", "ed_throughput", answers.toString(), "--exam", folder + "/none.jsonl"));
  }

  @Test
  void theLauncherNamesTheJavaVersionsThatAreTried(@TempDir Path folder) throws Exception {
    assertEquals(
        "medley: "
            + folder
            + "/bin/java is Java 25, on which Hadoop does not run; Medley runs on"
            + " 17 and 21",
        launched(folder, "openjdk version \"25.0.1\" 2025-10-21"));
    assertEquals(
        "medley: " + folder + "/bin/java is Java 1; Medley needs 17 (or 21, also tried)",
        launched(folder, "java version \"1.8.0_402\""));
  }

  private static String launched(Path home, String version) throws Exception {
    Path java = home.resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, "#!/bin/sh\necho '" + version + "' >&2\n");
    assertTrue(java.toFile().setExecutable(true));
    ProcessBuilder launcher =
        new ProcessBuilder("sh", Path.of("..", "medley").toString(), "list")
            .redirectErrorStream(true);
    launcher.environment().put("JAVA_HOME", home.toString());
    Process process = launcher.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(2, process.waitFor(), said);
    return said.strip();
  }

  @Test
  void withoutCommandHelpIsShown() {
    assertEquals(shown("--help"), shown());
    assertEquals(shown("--help"), shown("help"));
  }

  @Test
  void versionIsThatOfTheLibrary() {
    assertEquals("medley " + Version.current(), shown("--version").strip());
  }
}
