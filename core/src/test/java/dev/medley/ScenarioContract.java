package dev.medley;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Detection;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Param;
import dev.medley.model.Table;
import dev.medley.model.Target;
import dev.medley.plan.Plan;
import dev.medley.random.Streams;
import dev.medley.report.Checks;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import dev.medley.source.Forecast;
import dev.medley.source.Readings;
import dev.medley.verify.Notebook;
import dev.medley.verify.Quality;
import dev.medley.verify.SqlScript;
import dev.medley.verify.Widgets;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.AbstractMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every scenario promises, asked in a small world of its own: its rows depend on nothing but
 * seed and cell, it is what it declares, and its mess can be undone. A scenario's test class
 * extends this, says what its small world is, and adds what is special about its mechanisms.
 *
 * <p>Most of it is plain Java. One test writes the small world with Spark; under {@code -Pfull} the
 * questions are asked of as many rows as they need, with two seeds, and again with mechanisms
 * switched off.
 */
public abstract class ScenarioContract extends SparkTest {
  private static final int DAYS = 45;
  private static final int UNITS_PER_REGION = 2;

  /** How far off an estimate may be, as a share. */
  private static final double ESTIMATE = 0.3;

  /** Fewer rows than that come from too few people to tell whether an estimate is right. */
  private static final long FEW_ROWS = 2_500;

  /** By how much a naive hunt must find less than a detection promises. */
  private static final double NAIVE_MARGIN = 0.1;

  private static final Path GOLDENS = Path.of("src/test/goldens");

  /** The scenario. */
  protected abstract Scenario scenario();

  /**
   * Settings that make its world small and yet complete: every table has rows and every stage
   * something to spoil, in a few hundred thousand rows at the most.
   */
  protected Map<String, String> small() {
    return Map.of();
  }

  /**
   * A mechanism to switch off.
   *
   * @param off settings without it
   * @param gone insights and targets that live on it alone, and must fail without
   */
  public record Mechanism(Map<String, String> off, Set<String> gone) {}

  /** Mechanisms to switch off, each with the insights and targets that must then be gone. */
  protected List<Mechanism> mechanisms() {
    return List.of();
  }

  @BeforeEach
  void isChosen() {
    assumeTrue(scenarios().anyMatch(s -> s.name().equals(scenario().name())), "not chosen");
  }

  // ---- plain Java: rows depend on seed and cell alone

  @Test
  void cellsGiveTheSameRowsInAnyOrderAndInSteps() {
    World world = world(small());
    List<Cell> cells = cells(world);
    Map<String, Map<String, Sum>> inSteps = new HashMap<>();
    Simulator shared = scenario().simulator(world);
    List<Simulation> open = new ArrayList<>();
    List<Sums> sums = new ArrayList<>();
    for (int i = cells.size() - 1; i >= 0; i--) {
      Simulation simulation = shared.open(cells.get(i));
      Sums rows = new Sums(world, cells.get(i).region());
      simulation.emitDimensions(rows);
      open.add(simulation);
      sums.add(rows);
    }
    LocalDate end = scenario().datesOf(world.horizon()).end();
    for (LocalDate border = world.horizon().from();
        border.isBefore(end);
        border = border.plusDays(9).isAfter(end) ? end : border.plusDays(9)) {
      for (int i = 0; i < open.size(); i++) {
        open.get(i).advanceTo(border, sums.get(i));
      }
    }
    for (int i = 0; i < open.size(); i++) {
      open.get(i).advanceTo(end, sums.get(i));
      inSteps.put(name(cells.get(cells.size() - 1 - i)), sums.get(i).tables);
    }
    assertEquals(simulated(), inSteps);
  }

  @Test
  void rowsBeforeABorderAreOutWhenItIsReached() {
    World world = world(small());
    LocalDate border = middle(world.horizon());
    for (Cell cell : some(cells(world))) {
      Sums until = new Sums(world, cell.region());
      until.before = (int) border.toEpochDay();
      Simulation simulation = scenario().simulator(world).open(cell);
      simulation.emitDimensions(until);
      simulation.advanceTo(border, until);
      Sums all = new Sums(world, cell.region());
      all.before = until.before;
      simulate(scenario().simulator(world), cell, world, all);
      assertEquals(all.dated(), until.dated(), name(cell));
    }
  }

  @Test
  void aLongerHorizonContinuesTheSameWorld() {
    World whole = world(small());
    LocalDate last = middle(whole.horizon());
    Horizon first = new Horizon(whole.horizon().from(), last);
    assumeTrue(!scenario().hasFixedHorizon(), "rows depend on the last day");
    World begun =
        new World(whole.seed(), whole.scenario(), first, whole.units(), whole.overrides());
    assertEquals(totals(begun, first), totals(whole, first));
  }

  private Map<String, Sum> totals(World world, Horizon starts) {
    Map<String, Sum> totals = new TreeMap<>();
    Simulator simulator = scenario().simulator(world);
    Sums reference = new Sums(world, null);
    reference.starts = starts;
    simulator.emitReference(reference);
    reference.addTo(totals);
    for (int region = 0; region < scenario().regions().size(); region++) {
      Sums regional = new Sums(world, scenario().regions().get(region));
      regional.starts = starts;
      simulator.emitRegion(region, scenario().regions().get(region), regional);
      regional.addTo(totals);
    }
    for (Cell cell : cells(world)) {
      Sums rows = new Sums(world, cell.region());
      rows.starts = starts;
      simulate(simulator, cell, world, rows);
      rows.addTo(totals);
    }
    return totals;
  }

  @Test
  void anotherSeedGivesOtherRows() {
    World world = world(small());
    World other =
        new World(
            world.seed() + 1, world.scenario(), world.horizon(), world.units(), world.overrides());
    String main = scenario().mainTable().name();
    assertNotEquals(
        totals(world, world.horizon()).get(main), totals(other, other.horizon()).get(main));
  }

  @Test
  void aFarCellOfTenBillionRowsIsAtHand() {
    RunConfig config = Configs.of(scenario()).set("rows", "1e10").build();
    World world = config.world();
    int region = scenario().regions().size() - 1;
    long cells = scenario().cellsIn(region, world.units(), world.horizon());
    Cell far = scenario().cell(region, cells - 1, world);
    Sums rows = new Sums(world, far.region());
    long begun = System.nanoTime();
    simulate(scenario().simulator(world), far, world, rows);
    assertTrue(rows.count(scenario().mainTable().name()) > 0, name(far));
    assertTrue(System.nanoTime() - begun < 20e9, "took more than 20 s");
  }

  // ---- plain Java: it is what it declares

  @Test
  void keysAreUniqueReferencesResolveAndEmptyColumnsSaySo() {
    World world = world(small());
    Checked rows = new Checked(world);
    Simulator simulator = scenario().simulator(world);
    simulator.emitReference(rows);
    for (int region = 0; region < scenario().regions().size(); region++) {
      simulator.emitRegion(region, scenario().regions().get(region), rows);
    }
    for (Cell cell : cells(world)) {
      rows.span = scenario().span(cell, world);
      simulate(simulator, cell, world, rows);
    }
    assertEquals(Set.of(), rows.empty, "empty, and the meaning does not say when it is NULL");
    for (Table<?> table : scenario().tables()) {
      assertTrue(
          table.isKey() || rows.keys.containsKey(table.name()), table.name() + " has no rows");
      assertFalse(table.keyColumns().isEmpty(), table.name() + " has no key");
      for (Column column : table.columns()) {
        if (column.references().isPresent()) {
          Set<Object> children =
              new HashSet<>(
                  rows.children.getOrDefault(table.name() + "." + column.name(), Set.of()));
          children.removeAll(rows.keys.getOrDefault(column.references().get(), Set.of()));
          assertEquals(
              Set.of(),
              children.stream().limit(3).collect(Collectors.toSet()),
              table.name() + "." + column.name());
        }
      }
    }
  }

  @Test
  void everyParameterIsRead() {
    Set<String> asked = new HashSet<>();
    World small = world(small());
    Map<String, Double> listening =
        new AbstractMap<>() {
          @Override
          public Double getOrDefault(Object key, Double otherwise) {
            asked.add((String) key);
            return small.overrides().getOrDefault(key, otherwise);
          }

          @Override
          public Set<Entry<String, Double>> entrySet() {
            return small.overrides().entrySet();
          }
        };
    World world =
        new World(small.seed(), small.scenario(), small.horizon(), small.units(), listening);
    Simulator simulator = scenario().simulator(world);
    for (Cell cell : some(cells(world))) {
      simulate(simulator, cell, world, new Sums(world, cell.region()));
    }
    Set<String> declared =
        scenario().rules().stream()
            .flatMap(r -> r.params().stream())
            .map(Param::key)
            .collect(Collectors.toCollection(TreeSet::new));
    Set<String> unread = new TreeSet<>(declared);
    unread.removeAll(asked);
    assertEquals(Set.of(), unread, "declared and never read");
    Set<String> undeclared = new TreeSet<>(asked);
    undeclared.removeAll(declared);
    assertEquals(Set.of(), undeclared, "read and not declared");
  }

  /** At the published parameters: an estimate knows no others. */
  @Test
  void estimatesAreClose() {
    Map<String, String> published = new HashMap<>(small());
    published.keySet().removeIf(key -> key.startsWith("world."));
    RunConfig config = config(published, "unused");
    Map<String, Sum> totals = totals(config.world(), config.world().horizon());
    Forecast forecast = Forecast.of(Plan.of(config, 2), Forecast.Effort.WHOLE);
    List<String> wrong = new ArrayList<>();
    for (Table<?> table : scenario().tables()) {
      long rows = totals.getOrDefault(table.name(), new Sum(0, 0)).rows();
      assertEquals(rows, forecast.rows(table), "counted rows of " + table.name());
      double expected = config.expectedRows(table);
      if (Math.max((double) rows, expected) >= FEW_ROWS
          && Math.abs(expected - rows) > ESTIMATE * Math.max(rows, 1)) {
        wrong.add(table.name() + ": " + Math.round(expected) + " expected, " + rows + " made");
      }
    }
    assertEquals(List.of(), wrong);
  }

  @Test
  void itsQuestionsAreWellPut() {
    assertFalse(scenario().insights().isEmpty());
    assertFalse(scenario().targets().isEmpty());
    for (Insight insight : scenario().insights()) {
      assertTrue(insight.minRows() > 0 && !insight.source().isEmpty(), insight.id());
    }
    assertTrue(scenario().stages().size() >= 2);
    Set<String> stages = scenario().stages().stream().map(Stage::id).collect(Collectors.toSet());
    for (Detection detection : scenario().detections()) {
      assertTrue(stages.contains(detection.stage()), detection.stage());
      assertEquals(detection.naive().isEmpty(), detection.naiveSql().isEmpty(), detection.stage());
    }
  }

  @Test
  void theRowsAreThoseOfTheGolden() throws IOException {
    World world = world(small());
    List<String> lines = new ArrayList<>();
    totals(world, world.horizon()).forEach((table, sum) -> lines.add(table + " " + sum));
    Path file = GOLDENS.resolve(scenario().name() + ".txt");
    String golden = String.join("\n", lines) + "\n";
    if (Boolean.getBoolean("medley.goldens.write")) {
      Files.createDirectories(GOLDENS);
      Files.writeString(file, golden);
    }
    assertTrue(Files.exists(file), file + " is missing: -Dmedley.goldens.write=true writes it");
    assertEquals(
        Files.readString(file),
        golden,
        "other rows than before: if that is meant, -Dmedley.goldens.write=true says so");
  }

  // ---- Spark: one written world

  @Test
  void whatIsWrittenIsMessyAndTheKeyMakesItClean() throws IOException {
    RunConfig config = config(small(), folder.resolve("messy").toString());
    Medley medley = new Medley(spark());
    Summary summary = medley.generate(config, Progress.SILENT);
    assertEquals(config.chosenTables().size() + 2, summary.tables().size());

    List<Quality> report = medley.verify(config.output(), scenario());
    assertEquals(List.of(), failed(report, Quality.Kind.STRUCTURE, Quality.Kind.MESS_RATE));
    Set<String> judged =
        report.stream()
            .filter(q -> q.kind() == Quality.Kind.MESS_RATE)
            .filter(q -> q.verdict() != Quality.Verdict.SKIPPED)
            .map(Quality::id)
            .collect(Collectors.toSet());
    assertEquals(scenario().stages().stream().map(Stage::id).collect(Collectors.toSet()), judged);

    RunConfig.Output restored = config.output().at(folder.resolve("restored").toString());
    medley.restore(config.output(), scenario(), restored);
    for (Table<?> table : config.chosenTables().stream().filter(t -> !t.isKey()).toList()) {
      String clean = checksum(Readings.published(spark(), Plan.of(config, 2), table));
      Dataset<Row> dirty = new Store(config.output(), scenario()).published(spark(), table);
      assertEquals(
          clean, checksum(new Store(restored, scenario()).published(spark(), table)), table.name());
      if (scenario().stages().stream().anyMatch(s -> s.table().equals(table.name()))) {
        assertNotEquals(clean, checksum(dirty), table.name() + " is clean");
      }
    }
    Store clean = new Store(restored, scenario());
    assertEquals(
        List.of(),
        RuleLaw.of(
                spark(),
                new Store(config.output(), scenario()),
                config.chosenTables(),
                clean::published)
            .stream()
            .filter(law -> !law.holds())
            .map(RuleLaw::toString)
            .toList());
    everyNotebookCellRuns(config);
    whatIsHuntedIsFound(medley, config);
    everyPictureCanBeDrawn(medley, config);
  }

  private void whatIsHuntedIsFound(Medley medley, RunConfig config) {
    Function<String, Dataset<Row>> queries = medley.queries(config.output(), scenario());
    long rows = queries.apply("SELECT 1 FROM " + scenario().mainTable().name()).count();
    for (Detection detection : scenario().detections()) {
      Double found = f1(medley, config, detection, queries.apply(detection.sql()));
      Double naive =
          detection.naiveSql().isEmpty()
              ? null
              : f1(medley, config, detection, queries.apply(detection.naiveSql()));
      if (rows >= detection.minRows()) {
        String f1 = detection.stage() + ": f1 " + found + ", of who is naive " + naive;
        assertTrue(found != null && found >= detection.leastF1(), f1);
        assertTrue(naive == null || naive <= detection.leastF1() - NAIVE_MARGIN, f1);
      }
    }
  }

  /** In the stage's line of the score. */
  private Double f1(Medley medley, RunConfig config, Detection detection, Dataset<Row> found) {
    Row line =
        medley
            // Asked once: the score looks at the finds many times.
            .score(config.output(), scenario(), found.localCheckpoint())
            .where(functions.col("stage_id").equalTo(detection.stage()))
            .head();
    return line.getAs("f1");
  }

  private void everyPictureCanBeDrawn(Medley medley, RunConfig config) throws IOException {
    String file =
        medley.report(config.output(), scenario(), Optional.empty(), Checks.KEPT, Watch.NOBODY);
    String page = Files.readString(Path.of(file));
    assertEquals(
        List.of(),
        page.lines()
            .filter(l -> l.contains("The query failed") || l.contains("This picture asks"))
            .toList());
    assertTrue(
        page.contains("those of the last medley verify"), "what verify found is asked again");
  }

  private void everyNotebookCellRuns(RunConfig config) {
    Widgets widgets = Widgets.of(new Store(config.output(), scenario()));
    SparkSession session = spark().newSession();
    // A question may divide by what a small world has none of.
    session.conf().set("spark.sql.ansi.enabled", "false");
    List<SqlScript.Step> steps =
        new ArrayList<>(
            SqlScript.steps(
                Notebook.render(scenario(), Notebook.Kind.SOLUTION, Notebook.Language.SQL)));
    if (scenario().name().equals("ed_throughput")) {
      steps.addAll(SqlScript.steps(Notebook.quickstart(scenario(), Notebook.Language.SQL)));
    }
    assertFalse(steps.isEmpty());
    for (SqlScript.Step step : steps) {
      widgets.run(session, step.sql()).collectAsList();
    }
  }

  // ---- Spark, in full

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> everythingHoldsWithTwoSeeds() {
    return Stream.of(1L, 2L)
        .map(
            seed ->
                DynamicTest.dynamicTest(
                    "seed " + seed,
                    () -> {
                      List<Quality> lines =
                          generateAndVerify(enough(seed, Map.of(), "seed_" + seed));
                      assertEquals(
                          List.of(),
                          lines.stream().filter(q -> q.verdict() != Quality.Verdict.PASS).toList());
                    }));
  }

  @TestFactory
  @Tag("full")
  Stream<DynamicTest> withoutTheMechanismTheInsightIsGone() {
    return mechanisms().stream()
        .map(
            mechanism ->
                DynamicTest.dynamicTest(
                    mechanism.off().toString(),
                    () -> {
                      RunConfig config = enough(1, mechanism.off(), "off_" + mechanism.hashCode());
                      new Medley(spark()).generate(config, Progress.SILENT);
                      assertEquals(mechanism.gone(), gone(config, mechanism.gone()));
                    }));
  }

  /** Those of the questions that no longer have their answer; only they are asked. */
  private Set<String> gone(RunConfig config, Set<String> ids) {
    Function<String, Dataset<Row>> queries =
        new Medley(spark()).queries(config.output(), scenario());
    long rows = queries.apply("SELECT * FROM " + scenario().mainTable().name()).count();
    Set<String> gone = new TreeSet<>();
    for (Insight i : scenario().insights()) {
      if (ids.contains(i.id()) && !holds(queries, i.sql(), i.expected(), i.minRows(), rows)) {
        gone.add(i.id());
      }
    }
    for (Target t : scenario().targets()) {
      if (ids.contains(t.id()) && !holds(queries, t.sql(), t.expected(), t.minRows(), rows)) {
        gone.add(t.id());
      }
    }
    return gone;
  }

  private static boolean holds(
      Function<String, Dataset<Row>> queries,
      String sql,
      List<Expected> expected,
      long minRows,
      long rows) {
    assertTrue(rows >= minRows, () -> "needs " + minRows + " rows, there are " + rows);
    try {
      List<Row> answers = queries.apply(sql).limit(2).collectAsList();
      return answers.size() == 1
          && expected.stream().allMatch(e -> e.accepts(number(answers.get(0).getAs(e.column()))));
    } catch (Exception e) {
      // Where nothing is left to divide by, nothing is left of the answer.
      return false;
    }
  }

  private static Double number(Object value) {
    if (value instanceof Boolean isTrue) {
      return isTrue ? 1.0 : 0.0;
    }
    return value == null ? null : ((Number) value).doubleValue();
  }

  private static List<Quality> failed(List<Quality> lines, Quality.Kind... kinds) {
    return lines.stream()
        .filter(q -> Arrays.asList(kinds).contains(q.kind()))
        .filter(q -> q.verdict() == Quality.Verdict.FAIL)
        .toList();
  }

  private List<Quality> generateAndVerify(RunConfig config) {
    Medley medley = new Medley(spark());
    medley.generate(config, Progress.SILENT);
    return medley.verify(config.output(), scenario());
  }

  /** Rows so that every question has its minimum. */
  private RunConfig enough(long seed, Map<String, String> settings, String place) {
    long rows = Math.round(scenario().enoughRows());
    Map<String, String> all = new HashMap<>(settings);
    all.putIfAbsent("rows", Long.toString(rows));
    all.put("seed", Long.toString(seed));
    return config(all, folder.resolve(place).toString());
  }

  // ---- helpers

  private Map<String, Map<String, Sum>> simulated() {
    World world = world(small());
    Map<String, Map<String, Sum>> all = new HashMap<>();
    for (Cell cell : cells(world)) {
      Sums rows = new Sums(world, cell.region());
      simulate(scenario().simulator(world), cell, world, rows);
      all.put(name(cell), rows.tables);
    }
    return all;
  }

  private void simulate(Simulator simulator, Cell cell, World world, Emitter rows) {
    Simulation simulation = simulator.open(cell);
    simulation.emitDimensions(rows);
    simulation.advanceTo(scenario().datesOf(world.horizon()).end(), rows);
  }

  private List<Cell> cells(World world) {
    List<Cell> cells = new ArrayList<>();
    for (int region = 0; region < scenario().regions().size(); region++) {
      long n = scenario().cellsIn(region, world.units(), world.horizon());
      for (long i = 0; i < n; i++) {
        cells.add(scenario().cell(region, i, world));
      }
    }
    return cells;
  }

  private static String name(Cell cell) {
    return cell.region() + " " + cell.index();
  }

  /** Enough to see what is wrong. */
  private static List<Cell> some(List<Cell> cells) {
    int step = Math.max(1, cells.size() / 6);
    List<Cell> some = new ArrayList<>();
    for (int i = 0; i < cells.size(); i += step) {
      some.add(cells.get(i));
    }
    return some;
  }

  private static LocalDate middle(Horizon horizon) {
    return horizon.from().plusDays(Math.max(1, horizon.days() / 2) - 1);
  }

  private World world(Map<String, String> settings) {
    return config(settings, "unused").world();
  }

  private RunConfig config(Map<String, String> settings, String path) {
    Horizon all = scenario().about().days();
    Map<String, String> chosen = new LinkedHashMap<>(settings);
    if (!settings.containsKey("rows")) {
      chosen.putIfAbsent(
          "units", Long.toString((long) UNITS_PER_REGION * scenario().regions().size()));
      chosen.putIfAbsent("from", all.from().toString());
      LocalDate from = LocalDate.parse(chosen.get("from"));
      chosen.putIfAbsent("to", from.plusDays(DAYS - 1).toString());
    }
    chosen.put("output.path", path);
    Configs builder = Configs.of(scenario());
    chosen.forEach(builder::set);
    return builder.build();
  }

  /** Number of rows and a sum that no order changes. */
  public static String checksum(Dataset<Row> rows) {
    org.apache.spark.sql.Column[] columns =
        Stream.of(rows.columns()).map(functions::col).toArray(org.apache.spark.sql.Column[]::new);
    Row sum =
        rows.agg(
                functions.count(functions.lit(1)),
                functions.sum(functions.xxhash64(columns).cast("decimal(38,0)")))
            .head();
    return sum.toString();
  }

  /**
   * Rows of a table and a sum that no order changes.
   *
   * @param rows how many
   * @param hash over every value as it is published
   */
  protected record Sum(long rows, long hash) {
    Sum plus(Sum other) {
      return new Sum(rows + other.rows, hash + other.hash);
    }

    @Override
    public String toString() {
      return rows + " " + Long.toHexString(hash);
    }
  }

  /** Sums what is emitted by table. */
  private static class Sums implements Emitter {
    final Map<String, Sum> tables = new TreeMap<>();
    private final Set<String> datedTables = new HashSet<>();
    private final String region;
    private final int worldStart;
    private Horizon starts;
    private int before = Integer.MAX_VALUE;

    Sums(World world, String region) {
      this.region = region;
      this.worldStart = (int) world.horizon().from().toEpochDay();
      this.starts = world.horizon();
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      emit(table, row, table.isDated() ? eventDate(table, row) : worldStart);
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      if (!starts.contains(LocalDate.ofEpochDay(startDay))
          || (table.isDated() && eventDate(table, row) >= before)) {
        return;
      }
      if (table.isDated()) {
        datedTables.add(table.name());
      }
      tables.merge(table.name(), new Sum(1, hash(table, row)), Sum::plus);
    }

    private long hash(Table<?> table, Record row) {
      long hash = region == null ? 0 : Streams.hash(region);
      for (Column column : table.columns()) {
        if (column.accessor() != null) {
          hash = Streams.mix(hash) + Streams.hash(text(column, value(column, row)));
        }
      }
      return Streams.mix(hash);
    }

    @Override
    public boolean wants(Table<?> table) {
      return true;
    }

    long count(String table) {
      return tables.getOrDefault(table, new Sum(0, 0)).rows();
    }

    /** Entities may appear later than their first day. */
    Map<String, Sum> dated() {
      Map<String, Sum> dated = new TreeMap<>(tables);
      dated.keySet().retainAll(datedTables);
      return dated;
    }

    void addTo(Map<String, Sum> totals) {
      tables.forEach((table, sum) -> totals.merge(table, sum, Sum::plus));
    }
  }

  private static int eventDate(Table<?> table, Record row) {
    return (int) value(table.column("event_date"), row);
  }

  private static Object value(Column column, Record row) {
    try {
      column.accessor().setAccessible(true);
      return column.accessor().invoke(row);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** As published: the last digits of a double may differ between machines. */
  private static String text(Column column, Object value) {
    if (value instanceof Double number && column.decimals() >= 0) {
      double power = Math.pow(10, column.decimals());
      return Double.toString(Math.floor(number * power + 0.5) / power);
    }
    return String.valueOf(value);
  }

  /** Remembers keys and what refers to them. */
  private static final class Checked implements Emitter {
    final Map<String, Set<Object>> keys = new HashMap<>();
    final Map<String, Set<Object>> children = new HashMap<>();

    /** Columns that lack a value although nothing is said of it. */
    final Set<String> empty = new TreeSet<>();

    private final World world;
    private Horizon span;

    Checked(World world) {
      this.world = world;
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row) {
      int start =
          table.isDated() ? eventDate(table, row) : (int) world.horizon().from().toEpochDay();
      emit(table, row, start);
    }

    @Override
    public <R extends Record> void emit(Table<R> table, R row, int startDay) {
      if (!world.horizon().contains(LocalDate.ofEpochDay(startDay))) {
        return;
      }
      List<Object> key = table.keyColumns().stream().map(c -> value(c, row)).toList();
      assertTrue(
          keys.computeIfAbsent(table.name(), t -> new HashSet<>())
              .add(key.size() == 1 ? key.get(0) : key),
          () -> table.name() + " has two rows of " + key);
      if (table.isDated() && span != null) {
        LocalDate day = LocalDate.ofEpochDay(eventDate(table, row));
        assertTrue(span.contains(day), () -> table.name() + " of " + day + ", outside " + span);
      }
      for (Column column : table.columns()) {
        boolean refers = column.references().isPresent();
        boolean mustBeThere = column.nullable() && column.isAlwaysThere();
        if (!refers && !mustBeThere) {
          continue;
        }
        Object value = value(column, row);
        if (value == null && mustBeThere) {
          empty.add(table.name() + "." + column.name());
        } else if (value != null && refers) {
          children
              .computeIfAbsent(table.name() + "." + column.name(), c -> new HashSet<>())
              .add(value);
        }
      }
    }

    @Override
    public boolean wants(Table<?> table) {
      return true;
    }
  }
}
