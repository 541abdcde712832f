package dev.medley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.WaitingRoom;
import dev.medley.model.Insight;
import dev.medley.model.Target;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.world.Horizon;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigsTest {
  private static final Scenario WAITING_ROOM = new WaitingRoom();

  @TempDir private Path folder;

  private static Configs waitingRoom() {
    return Configs.of(WAITING_ROOM);
  }

  private Path conf(String text) {
    try {
      return Files.writeString(folder.resolve("my.conf"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void defaultsAreThoseOfTheFile() {
    RunConfig config = waitingRoom().build();
    assertEquals(42, config.seed());
    assertEquals(
        Math.round(WAITING_ROOM.enoughRows() / (366 * WaitingRoom.VISITS_A_DAY)), config.units());
    assertEquals(WAITING_ROOM.about().days(), config.horizon());
    assertEquals(WAITING_ROOM.regions(), config.regions());
    assertEquals(List.of("visits", "patients", "visit_truth"), config.tables());
    assertEquals(Map.of(), config.params());
    assertEquals(Map.of(), config.rates());
    assertEquals(
        new RunConfig.Output(
            Optional.of("out"),
            Optional.empty(),
            RunConfig.Format.DELTA,
            RunConfig.Grain.MONTH,
            false,
            true),
        config.output());
    assertEquals(new RunConfig.Engine(1_000_000, 0, Optional.empty()), config.engine());
  }

  @Test
  void flagBeatsFileBeatsPresetBeatsDefault() {
    Path file = conf("seed = 2, output.format = delta");
    assertEquals(
        RunConfig.Format.PARQUET, waitingRoom().preset("classroom").build().output().format());
    RunConfig config = waitingRoom().preset("classroom").file(file).build();
    assertEquals(RunConfig.Format.DELTA, config.output().format());
    assertEquals(2, config.seed());
    assertEquals(3, waitingRoom().file(file).set("seed", "3").build().seed());
    assertEquals(3, waitingRoom().set("seed", "3").file(file).build().seed());
  }

  @Test
  void strongestOfRowsAndUnitsHolds() {
    assertEquals(8, waitingRoom().preset("laptop").set("units", "8").build().units());
    assertEquals(9, waitingRoom().preset("laptop").file(conf("units = 9")).build().units());
    long byRows = waitingRoom().file(conf("units = 9")).set("rows", "1e7").build().units();
    assertEquals(waitingRoom().preset("laptop").build().units(), byRows);
  }

  @Test
  void strongestOfPathAndCatalogHolds() {
    Path catalog = conf("output { catalog = main, schema = synthetic }");
    assertEquals(Optional.of("main.synthetic"), waitingRoom().file(catalog).output().catalog());
    assertEquals(Optional.empty(), waitingRoom().file(catalog).output().path());
    assertEquals(
        Optional.of("x"), waitingRoom().file(catalog).set("output.path", "x").output().path());
    assertEquals(
        Optional.of("main.other"),
        waitingRoom().file(catalog).set("output.schema", "other").output().catalog());
  }

  @Test
  void rowsCountTheChosenRegions() {
    RunConfig all = waitingRoom().set("rows", "1e7").build();
    RunConfig half = waitingRoom().set("rows", "1e7").set("regions", "west, South").build();
    assertEquals(List.of("SOUTH", "WEST"), half.regions());
    assertEquals(2.0, (double) half.units() / all.units(), 0.01);
    assertEquals(1e7, half.expectedMainRows(), 1e5);
  }

  @Test
  void listsMayBeHoconListsOrTextWithCommas() {
    assertEquals(
        List.of("SOUTH", "WEST"),
        waitingRoom().file(conf("regions = [WEST, SOUTH]")).build().regions());
    assertEquals(
        List.of("visits", "patients"),
        waitingRoom().set("tables", "patients,visits").build().tables());
    assertEquals(
        List.of("visits", "visit_truth"),
        waitingRoom().set("tables", "key.visit_truth,visits").build().tables());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1000000", "1e6", "1E6", "1_000_000", "1000000.0"})
  void rowsAreWrittenAsPeopleDo(String rows) {
    RunConfig config = waitingRoom().set("rows", rows).build();
    assertEquals(1e6, config.expectedMainRows(), 1e5);
  }

  @Test
  void everyScenarioHasRowsOfItsOwnUnlessTheRunSaysOtherwise() {
    for (Scenario scenario : Scenarios.all()) {
      RunConfig config = Configs.of(scenario).build();
      long most =
          Stream.concat(
                  scenario.insights().stream().map(Insight::minRows),
                  scenario.targets().stream().map(Target::minRows))
              .max(Long::compare)
              .orElseThrow();
      assertTrue(config.expectedMainRows() >= most, scenario.name());
      long least = scenario.insights().stream().mapToLong(Insight::minRows).min().orElseThrow();
      RunConfig few = Configs.of(scenario).preset("classroom").build();
      assertTrue(few.expectedMainRows() >= least, scenario.name());
      assertTrue(few.expectedMainRows() <= config.expectedMainRows(), scenario.name());
    }
  }

  @Test
  void otherDaysAreOfTheSameWorld() {
    RunConfig year = waitingRoom().build();
    RunConfig day = waitingRoom().set("from", "2024-03-01").set("to", "2024-03-01").build();
    assertEquals(year.units(), day.units());
    assertEquals(1, day.horizon().days());
    assertEquals(Optional.empty(), waitingRoom().notice(day));
    RunConfig asked = waitingRoom().set("rows", "1e6").set("to", "2024-01-01").build();
    assertTrue(asked.units() > year.units());
  }

  @Test
  void datesNeedNoQuotes() {
    assertEquals(
        Horizon.of("2023-02-01", "2024-12-31"),
        waitingRoom().file(conf("from = 2023-02-01")).build().horizon());
  }

  @Test
  void messLevelsScaleRates() {
    assertEquals(
        Map.of("missing_wait", 0.0, "zero_wait", 0.0, "double_registration", 0.0),
        waitingRoom().set("mess.level", "none").build().rates());
    Map<String, Double> heavy = waitingRoom().set("mess.level", "heavy").build().rates();
    assertEquals(Set.of("missing_wait", "zero_wait"), heavy.keySet());
    assertEquals(0.06, heavy.get("missing_wait"), 1e-12);
    assertEquals(1.0, heavy.get("zero_wait"));
  }

  @Test
  void ratesThatAreSetHoldAtAnyLevel() {
    assertEquals(
        Map.of("zero_wait", 0.0, "double_registration", 0.0),
        waitingRoom()
            .set("mess.level", "none")
            .set("mess.missing_wait.rate", "0.02")
            .build()
            .rates());
    assertEquals(
        Map.of("zero_wait", 0.25),
        waitingRoom().file(conf("mess.zero_wait { rate = 0.25 }")).build().rates());
  }

  @Test
  void onlyParametersThatDifferAreKept() {
    assertEquals(
        Map.of("arrivals.daily_visits", 120.0),
        waitingRoom()
            .assign("world.arrivals.daily_visits=120")
            .assign("world.arrivals.monday_share = 0.2")
            .build()
            .params());
  }

  @Test
  void withoutKeyNoKeyTables() {
    RunConfig config = waitingRoom().set("output.key", "false").build();
    assertEquals(List.of("visits", "patients"), config.tables());
    assertFalse(config.output().key());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "sead=1 | unknown setting 'sead' - did you mean 'seed'?",
        "mess.levl=none | did you mean 'mess.level'?",
        "output.pth=x | did you mean 'output.path'?",
        "arrivals.daily_visits=1 | did you mean 'world.arrivals.daily_visits'?",
        "missing_wait.rate=1 | did you mean 'mess.missing_wait.rate'?",
        "world.arival.daily_visits=1 | unknown world rule of waiting_room 'arival' - did you mean"
            + " 'arrivals'?",
        "world.arrivals.dayly=1 | did you mean 'world.arrivals.daily_visits'?",
        "world.arrivals=1 | did you mean 'world.arrivals",
        "mess.missing_wate.rate=1 | unknown mess stage of waiting_room 'missing_wate' - did you"
            + " mean 'missing_wait'?",
        "mess.missing_wait.rat=1 | did you mean 'mess.missing_wait.rate'?",
        "rows=0 | rows = 0 (--set): must be a number of rows from 1 to 1e13",
        "rows=-5 | from 1 to 1e13",
        "rows=NaN | from 1 to 1e13",
        "rows=many | from 1 to 1e13",
        "rows=2e13 | from 1 to 1e13",
        "rows=1e999999999 | from 1 to 1e13",
        "units=0 | must be a whole number of units",
        "units=1.5 | must be a whole number of units",
        "units=9e12 | must be fewer",
        "seed=x | must be a whole number",
        "from=yesterday | must be a date like 2024-01-31",
        "from=2024-02-30 | must be a date like 2024-01-31",
        "from=1989-12-31 | must be a day from 1990-01-01 to 2100-12-31",
        "to=2101-01-01 | must be a day from 1990-01-01 to 2100-12-31",
        "to=2023-12-31 | must be at least the first day, 2024-01-01",
        "from=2025-01-01 | give --to as well",
        "regions=SOTH | unknown region 'SOTH' - did you mean 'SOUTH'?",
        "tables=visit | unknown table of waiting_room 'visit' - did you mean 'visits'?",
        "mess.level=hevy | did you mean 'heavy'?",
        "mess.zero_wait.rate=1.1 | must be a share from 0 to 1",
        "mess.zero_wait.rate=-0.1 | must be a share from 0 to 1",
        "mess.zero_wait.rate=NaN | must be a share from 0 to 1",
        "world.arrivals.monday_share=2 | must be a number, 0 to 1",
        "world.arrivals.daily_visits=0 | must be a number, above 0",
        "output.format=delat | did you mean 'delta'?",
        "output.grain=dya | did you mean 'day'?",
        "output.overwrite=perhaps | must be true or false",
        "output.path= | must be a folder",
        "output.catalog=c | needs output.schema too",
        "output.schema=c | needs output.catalog too",
        "engine.rows_per_file=0 | from 1 to 1e9",
        "engine.parallelism=-1 | whole number of tasks",
      })
  void badInputIsOneLineWithAWayOut(String assignment, String expected) {
    assertOneLine(expected, () -> waitingRoom().assign(assignment).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rows=5 | units=5 | exclude each other",
        "output.path=x | output.catalog=c | exclude each other",
        "output.path=x | output.schema=s | exclude each other",
        "seed=1 | seed=2 | seed is set twice: 1 and 2",
        "units=1 | regions=NORTHEAST | must be larger to reach NORTHEAST",
        "output.key=false | tables=visit_truth | only tables of the answer key",
      })
  void contradictionsAreRefused(String one, String other, String expected) {
    assertOneLine(expected, () -> waitingRoom().assign(one).assign(other).build());
  }

  @Test
  void errorsSayWhereTheValueStands() {
    assertOneLine("--rows 0: must", () -> waitingRoom().set("rows", "0", "--rows").build());
    assertOneLine(
        "rows = 0 (my.conf: 2)", () -> waitingRoom().file(conf("seed=1\nrows=0")).build());
    assertOneLine("my.conf: 1:", () -> waitingRoom().file(conf("seed {")).build());
    assertOneLine("cannot read", () -> waitingRoom().file(folder.resolve("none.conf")).build());
    assertOneLine("did you mean 'seed'?", () -> waitingRoom().file(conf("sed = null")).build());
    assertOneLine("did you mean 'laptop'?", () -> waitingRoom().preset("lptop"));
    assertOneLine("must be key=value", () -> waitingRoom().assign("seed"));
  }

  private static void assertOneLine(String expected, Runnable work) {
    String message = assertThrows(UserError.class, work::run).getMessage();
    assertTrue(message.contains(expected), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void fileListsEveryKeyAndNoOther() {
    Set<String> keys = new TreeSet<>(Settings.flat(Configs.medleyConf().root()).keySet());
    assertTrue(keys.remove("world"), "parameters are a scenario's");
    assertEquals(new TreeSet<>(Setting.keys()), keys);
  }

  @Test
  void everyPresetIsListedAndBuilds() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("..", "conf", "presets"))) {
      assertEquals(
          new TreeSet<>(Configs.presets()),
          files
              .map(f -> f.getFileName().toString().replace(".conf", ""))
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    for (String preset : Configs.presets()) {
      assertTrue(waitingRoom().preset(preset).build().units() > 0, preset);
    }
  }

  @Test
  void optionsOfTheDataSourceMakeARun() {
    Scenario scenario = Scenarios.all().get(0);
    RunConfig config =
        Configs.fromOptions(
            Map.of(
                "Scenario", scenario.name(),
                "TABLE", scenario.mainTable().name(),
                "Rows", "1e6",
                "seed", "7",
                "to", scenario.about().days().to().plusDays(1).toString(),
                "regions", scenario.regions().get(0)));
    assertEquals(7, config.seed());
    assertEquals(List.of(scenario.regions().get(0)), config.regions());
    assertEquals(List.of(scenario.mainTable().name()), config.tables());
    assertEquals(Map.of(), config.rates());
  }

  @Test
  void optionsOfTheCatalogMayBeForOneScenario() {
    Scenario scenario = Scenarios.all().get(0);
    Map<String, String> options =
        Map.of("seed", "7", scenario.name() + ".seed", "8", "world.arrivals.daily_visits", "120");
    assertEquals(7, Configs.fromOptions(WAITING_ROOM, options).seed());
    assertEquals(
        Map.of("arrivals.daily_visits", 120.0),
        Configs.fromOptions(WAITING_ROOM, options).params());
    assertEquals(
        8,
        Configs.fromOptions(scenario, Map.of("seed", "7", scenario.name() + ".seed", "8")).seed());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '>',
      value = {
        "wrold {} > unknown setting 'wrold'",
        "world { arrivls {} } > did you mean",
        "mess { } , output { key = false } , world {} > ",
        "seed {} > seed = {}: must be a value, not a group",
        "output.path = [a, b] > must be one value, not a list",
        "seed = [7] > must be one value, not a list",
        "rows = true > must be a number of rows",
        "rows = ${nowhere} > nowhere",
        "include \"nowhere.conf\" > includes nowhere.conf, which cannot be read",
        "include required(\"nowhere.conf\") > nowhere.conf",
        "world.loan.days = 3 > unknown world rule",
      })
  void nothingInAFileIsIgnored(String text, String error) {
    Path file = conf(text);
    if (error == null) {
      assertFalse(waitingRoom().file(file).build().output().key());
    } else {
      assertOneLine(error, () -> waitingRoom().file(file).build());
    }
  }

  @Test
  void aFileMayIncludeAnotherBesideIt() throws IOException {
    Path file = conf("include \"base.conf\", seed = 9");
    Files.writeString(file.resolveSibling("base.conf"), "seed = 8, units = 5");
    RunConfig config = waitingRoom().file(file).build();
    assertEquals(9, config.seed());
    assertEquals(5, config.units());
  }

  @Test
  void badOptionsOfTheDataSourceAreNamed() {
    String scenario = Scenarios.all().get(0).name();
    assertOneLine("option scenario is missing", () -> Configs.fromOptions(Map.of("rows", "1")));
    assertOneLine(
        "unknown scenario", () -> Configs.fromOptions(Map.of("scenario", scenario + "x")));
    assertOneLine(
        "unknown option 'row' - did you mean 'rows'?",
        () -> Configs.fromOptions(Map.of("scenario", scenario, "row", "1")));
    assertOneLine(
        "unknown option 'output.path'",
        () -> Configs.fromOptions(Map.of("scenario", scenario, "output.path", "x")));
    assertOneLine(
        "rows = 0 (option): must be",
        () -> Configs.fromOptions(Map.of("scenario", scenario, "rows", "0")));
  }
}
