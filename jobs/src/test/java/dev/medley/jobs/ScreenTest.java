package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.RunConfig;
import dev.medley.mess.Stage;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.UserError;
import dev.medley.run.Benchmark;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.sink.Sink;
import dev.medley.verify.Quality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScreenTest {

  @Test
  void wideColumnsWrapAndNumbersStandRight() {
    Grid grid = new Grid(2).words("table").numbers("rows").words("note");
    grid.row("visits", "1,000", "word ".repeat(40)).row("x", "7", "y");
    List<String> lines = grid.lines();
    assertEquals("  table    rows  note", lines.get(0));
    assertTrue(lines.get(1).startsWith("  visits  1,000  word word"), lines.get(1));
    assertEquals("  x           7  y", lines.get(lines.size() - 1));
    lines.forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
  }

  @Test
  void reportsFitTheTerminal() {
    Grid grid = new Grid(2).words("").words("");
    grid.row("world", "word ".repeat(40));
    for (String columns : List.of("80", "60", "250", "0")) {
      List<String> lines = on(columns, () -> wrapped(grid));
      int width = columns.equals("250") ? 100 : columns.equals("60") ? 60 : 80;
      lines.forEach(line -> assertTrue(line.length() <= width, columns + ": " + line));
      assertTrue(lines.stream().anyMatch(line -> line.length() > width - 6), lines::toString);
    }
    assertTrue(wrapped(grid).stream().anyMatch(line -> line.length() > 90), "a pipe");
  }

  private static List<String> wrapped(Grid grid) {
    List<String> lines = new ArrayList<>(grid.lines());
    lines.addAll(Text.paragraph(2, "word ".repeat(40)));
    return lines;
  }

  private static <T> T on(String columns, Supplier<T> report) {
    System.setProperty(Text.COLUMNS, columns);
    try {
      return report.get();
    } finally {
      System.clearProperty(Text.COLUMNS);
    }
  }

  @Test
  void aColumnOfLongWordsGivesWayLast() {
    String setting = "world." + "long_".repeat(8) + "name = 1";
    Grid grid = new Grid(2).words("").words("");
    grid.row(setting, "word ".repeat(20));
    grid.row("world.x = 1", "word");
    List<String> lines = grid.lines();
    assertTrue(lines.get(0).contains(setting.substring(0, setting.indexOf(' '))), lines.get(0));
    lines.forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
  }

  @Test
  void wordsLongerThanALineAreCut() {
    assertEquals(List.of("ab", "abcd", "ef"), Text.wrap("ab abcdef", 4));
    assertEquals(List.of(""), Text.wrap("", 4));
  }

  @Test
  void figuresAreForPeople() {
    assertEquals("1,234,567", Text.count(1_234_567));
    assertEquals("1 block", Text.count(1, "block"));
    assertEquals("999 B", Text.bytes(999));
    assertEquals("1.5 MB", Text.bytes(1_500_000));
    assertEquals("320 GB", Text.bytes(320_000_000_000L));
    assertEquals("3.2 s", Text.duration(Duration.ofMillis(3210)));
    assertEquals("4 min 10 s", Text.duration(Duration.ofSeconds(250)));
    assertEquals("2 h 5 min", Text.duration(Duration.ofMinutes(125)));
    assertEquals("1 d 10 h", Text.duration(Duration.ofHours(34)));
    assertEquals("0.1403", Text.figure(0.14031));
    assertEquals("55,800", Text.figure(55_800.2));
    assertEquals("3", Text.figure(3.0));
    assertEquals("-", Text.figure(null));
    assertEquals("a long…", Text.shortened("a long list", 8));
    assertEquals("'my data'", Text.shellQuoted("my data"));
    assertEquals("s3a://bucket/x", Text.shellQuoted("s3a://bucket/x"));
  }

  @Test
  void progressInALogSpeaksNowAndThen() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong seconds = new AtomicLong();
    Progress progress =
        new ConsoleProgress.Lines(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            () -> Duration.ofSeconds(seconds.get()).toNanos());
    progress.begins("generate x", 4_000_000);
    seconds.set(5);
    progress.rowsWritten(500_000);
    seconds.set(10);
    progress.rowsWritten(500_000);
    seconds.set(40);
    progress.ends();
    assertEquals(
        List.of(
            "generate x: about 4,000,000 rows",
            "generate x: 1,000,000 rows, 100,000 rows/s, about 30.0 s left",
            "generate x: 1,000,000 rows in 40.0 s"),
        bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  @Test
  void summaryAddsUp() {
    Summary summary =
        new Summary(
            "out/x",
            List.of(
                new Sink.Written("visits", 1000, 3, 5_000_000),
                new Sink.Written("key.cells", 500, 1, 1_000_000)),
            Duration.ofSeconds(3),
            1,
            2);
    assertEquals(
        List.of(
            "Written to out/x",
            "",
            "  table       rows  files    size",
            "  visits     1,000      3  5.0 MB",
            "  key.cells    500      1  1.0 MB",
            "  total      1,500      4  6.0 MB",
            "",
            "  3.0 s; 2 chunks had been written before"),
        new SummaryReport(summary).lines());
  }

  @Test
  void aRunThatWroteNothingBoastsOfNoSpeed() {
    List<Sink.Written> visits = List.of(new Sink.Written("visits", 1000, 3, 5_000_000));
    List<String> lines =
        new SummaryReport(new Summary("out/x", visits, Duration.ofSeconds(2), 0, 0)).lines();
    assertEquals("Complete in out/x", lines.get(0));
    assertEquals("  2.0 s; all of it had been written before", lines.get(lines.size() - 1));
    lines = new SummaryReport(new Summary("out/x", visits, Duration.ofSeconds(2), 4, 0)).lines();
    assertEquals("  2.0 s, 500 rows/s", lines.get(lines.size() - 1));
  }

  @Test
  void aBarFitsItsTerminal() {
    for (int width : new int[] {79, 99}) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Progress bar =
          new ConsoleProgress.Bar(new PrintStream(bytes, true, StandardCharsets.UTF_8), width);
      bar.begins("generate heart_failure_rpm", 4_000_000);
      bar.rowsWritten(1_234_567);
      bar.ends();
      List<String> shown =
          Stream.of(bytes.toString(StandardCharsets.UTF_8).split("[\r\n]+", -1))
              .filter(line -> !line.isBlank())
              .toList();
      assertTrue(shown.stream().anyMatch(l -> l.contains("1234567/4000000 rows")), shown::toString);
      shown.forEach(line -> assertTrue(line.length() <= width, line));
    }
  }

  /** However wrong the expectation was. */
  @Test
  void theBarOfACompleteRunEndsAtAHundred() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Progress bar =
        new Interruption(
            new ConsoleProgress.Bar(new PrintStream(bytes, true, StandardCharsets.UTF_8), 79),
            new PrintWriter(new StringWriter()));
    bar.begins("generate x", 4_000_000);
    bar.rowsWritten(3_900_000);
    bar.completes();
    bar.ends();
    List<String> shown = bytes.toString(StandardCharsets.UTF_8).lines().toList();
    assertTrue(shown.get(shown.size() - 1).contains("100%"), shown::toString);
  }

  @Test
  void theLineOfChecksFitsItsTerminalAndGoes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ConsoleProgress.CheckLine line =
        new ConsoleProgress.CheckLine(
            new PrintStream(bytes, true, StandardCharsets.UTF_8), 39, "verify x");
    line.begins(3, 30, "insight whom_do_we_lose_and_why");
    line.end();
    assertEquals(
        "\r\u001b[Kverify x: step 3 of 30, insight whom_d…\r\u001b[K",
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void anInterruptedRunSaysHowFarItCameAndWhatToDo() {
    StringWriter err = new StringWriter();
    Interruption interruption = new Interruption(Progress.SILENT, new PrintWriter(err, true));
    interruption.begins("generate x", 1000);
    interruption.rowsWritten(70);
    interruption.rowsWritten(45);
    interruption.happens();
    interruption.ends();
    assertEquals(
        List.of("medley: interrupted at 11 %; repeat the command to go on"),
        err.toString().lines().toList());
  }

  @Test
  void aRunThatEndsIsNotInterrupted() {
    AtomicLong ends = new AtomicLong();
    Progress screen =
        new Progress() {
          @Override
          public void begins(String task, long expectedRows) {}

          @Override
          public void rowsWritten(long rows) {}

          @Override
          public void ends() {
            ends.incrementAndGet();
          }
        };
    Interruption interruption = new Interruption(screen, new PrintWriter(new StringWriter()));
    interruption.begins("generate x", 1000);
    interruption.ends();
    assertEquals(1, ends.get());
    assertFalse(Interruption.isUnderWay());
  }

  /** A name that is split over two lines is not found by grep. */
  @Test
  void everyNameStandsInOneLine() {
    assertFalse(Scenarios.all().isEmpty());
    for (Scenario scenario : Scenarios.all()) {
      List<Quality> checks = new ArrayList<>();
      scenario.targets().forEach(t -> add(checks, Quality.Kind.TARGET, t.id(), t.expected()));
      scenario.insights().forEach(i -> add(checks, Quality.Kind.INSIGHT, i.id(), i.expected()));
      for (Stage stage : scenario.stages()) {
        checks.add(
            new Quality(
                Quality.Kind.MESS_RATE,
                stage.id(),
                stage.table() + " hit rate",
                0.012345,
                "0.01235 ± 0.0001234",
                Quality.Verdict.PASS,
                ""));
      }
      QualityReport report = new QualityReport(checks, scenario.insights());
      for (String columns : List.of("80", "100")) {
        List<String> lines = on(columns, report::lines);
        for (Quality check : checks) {
          assertTrue(lines.stream().anyMatch(l -> l.contains(check.id())), check.id());
          assertTrue(
              lines.stream().anyMatch(l -> l.contains(check.measure().split(" ", 2)[0])),
              check.id() + ", " + check.measure());
        }
        lines.forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
      }
    }
  }

  /** The longest name of a mess stage has room on a narrow terminal. */
  @Test
  void checksFitANarrowTerminal() {
    Quality check =
        new Quality(
            Quality.Kind.MESS_RATE,
            "N2_telemetry_lost_notifications",
            "notifications hit rate",
            0.012345,
            "0.01235 ± 0.0001234",
            Quality.Verdict.PASS,
            "");
    QualityReport report = new QualityReport(List.of(check), List.of());
    List<String> lines = on("80", report::lines);
    assertTrue(lines.get(0).startsWith("VERDICT  MESS_RATE "), lines.get(0));
    assertTrue(lines.get(1).contains(check.id()), lines.get(1));
    lines.forEach(line -> assertTrue(line.length() <= 80, line));
  }

  private static void add(
      List<Quality> checks, Quality.Kind kind, String id, List<Expected> expected) {
    for (Expected e : expected) {
      checks.add(
          new Quality(kind, id, e.column(), 123_456.0, e.text(), Quality.Verdict.SKIPPED, ""));
    }
  }

  @Test
  void oneFailedCheckFailsTheCommand() {
    Quality pass = check("keys", Quality.Verdict.PASS);
    Quality fail = check("share", Quality.Verdict.FAIL);
    Quality skipped = check("rare", Quality.Verdict.SKIPPED);
    QualityReport good = new QualityReport(List.of(pass, skipped), List.of());
    QualityReport bad = new QualityReport(List.of(pass, fail, skipped), List.of());
    assertEquals(0, good.exitCode());
    assertEquals(1, bad.exitCode());
    assertTrue(bad.lines().contains("1 passed, 1 failed, 1 skipped"), bad.lines().toString());
    assertEquals(1, bad.lines().stream().filter(l -> l.startsWith("  share, median: ")).count());
    bad.lines().forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
  }

  @Test
  void soundStructureIsFoldedAndAnAnswerStandsBesideItsQuestion() {
    Quality schema = structure("visits", "schema");
    Quality keys = structure("visits", "rows_per_key");
    Quality months = structure("sites", "schema");
    Quality answer =
        new Quality(
            Quality.Kind.INSIGHT, "lost", "share", 0.14, "0.14 ± 0.035", Quality.Verdict.PASS, "");
    Insight insight = new Insight("lost", "Whom do we lose?", "SELECT 1", List.of(), 1, "", "", "");
    assertEquals(
        List.of(
            "VERDICT  KIND       CHECK     MEASURE   ACTUAL  EXPECTED",
            "PASS     structure  2 tables  3 checks",
            "",
            "lost: Whom do we lose?",
            "  PASS  share  0.1400  0.14 ± 0.035",
            "",
            "4 passed, 0 failed, 0 skipped"),
        new QualityReport(List.of(schema, keys, months, answer), List.of(insight)).lines());
  }

  @Test
  void aTrapStandsBelowTheRightAnswerUnlessItWasNotAsked() {
    Insight insight = new Insight("lost", "Whom do we lose?", "SELECT 1", List.of(), 1, "", "", "");
    Quality answer =
        new Quality(
            Quality.Kind.INSIGHT, "lost", "share", 0.14, "0.14 ± 0.035", Quality.Verdict.PASS, "");
    Quality trap =
        new Quality(
            Quality.Kind.TRAP, "lost", "share", 0.43, "not 0.14 ± 0.035", Quality.Verdict.PASS, "");
    Quality notAsked =
        new Quality(Quality.Kind.TRAP, "lost", "trap", null, "", Quality.Verdict.SKIPPED, "few");
    List<String> lines = new QualityReport(List.of(answer, trap), List.of(insight)).lines();
    assertEquals("  PASS  share  0.1400  0.14 ± 0.035", lines.get(1));
    Quality tooFew =
        new Quality(
            Quality.Kind.INSIGHT,
            "lost",
            "share",
            null,
            "0.14 ± 0.035",
            Quality.Verdict.SKIPPED,
            "needs 9 rows of visits, there are 8");
    assertEquals(0, new QualityReport(List.of(answer), List.of(insight)).unanswered());
    assertEquals(1, new QualityReport(List.of(tooFew, tooFew), List.of(insight)).unanswered());
    assertEquals("  trap  share  0.4300  not 0.14 ± 0.035", lines.get(2));
    lines = new QualityReport(List.of(answer, notAsked), List.of(insight)).lines();
    assertEquals("", lines.get(2), () -> "the trap that was not asked takes a line");
  }

  @Test
  void checksInALogSpeakNowAndThen() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    AtomicLong seconds = new AtomicLong();
    ConsoleProgress.Checks checks =
        new ConsoleProgress.Checks(
            new PrintStream(bytes, true, StandardCharsets.UTF_8),
            () -> Duration.ofSeconds(seconds.get()).toNanos(),
            "verify x");
    checks.begins(1, 30, "opening the tables");
    seconds.set(11);
    checks.begins(2, 30, "structure of visits");
    seconds.set(12);
    checks.begins(3, 30, "insight lost");
    assertEquals(
        List.of("verify x: step 2 of 30, structure of visits"),
        bytes.toString(StandardCharsets.UTF_8).lines().toList());
  }

  private static Quality structure(String table, String measure) {
    return new Quality(Quality.Kind.STRUCTURE, table, measure, 0.0, "0", Quality.Verdict.PASS, "");
  }

  private static Quality check(String id, Quality.Verdict verdict) {
    return new Quality(
        Quality.Kind.TARGET, id, "median", 0.14, "0.14 ± 0.035", verdict, "note ".repeat(30));
  }

  @Test
  void nextCommandFindsTheSamePlace() {
    assertEquals(
        "--out 'my data'", PlaceOptions.flagsOf(output("my data", RunConfig.Format.DELTA)));
    assertEquals(
        "--out x --format parquet", PlaceOptions.flagsOf(output("x", RunConfig.Format.PARQUET)));
    RunConfig.Output catalog =
        new RunConfig.Output(
            Optional.empty(),
            Optional.of("main.ed"),
            RunConfig.Format.DELTA,
            RunConfig.Grain.MONTH,
            false,
            true);
    assertEquals("--catalog main --schema ed", PlaceOptions.flagsOf(catalog));
  }

  private static RunConfig.Output output(String path, RunConfig.Format format) {
    return new RunConfig.Output(
        Optional.of(path), Optional.empty(), format, RunConfig.Grain.MONTH, false, true);
  }

  @Test
  void aBenchmarkSaysWhatAColdRunPays() {
    Benchmark.Measured cold = new Benchmark.Measured(1_000_000, List.of(50.0), List.of(80.0));
    Benchmark.Measured warm =
        new Benchmark.Measured(1_000_000, List.of(9.0, 10.0, 30.0), List.of(18.0, 20.0, 60.0));
    List<String> lines = BenchCommand.wholeRuns(warm, cold);
    assertTrue(lines.get(1).matches("cold: .* 50.00 +20,000 +80.00 +12,500"), lines.get(1));
    assertTrue(lines.get(2).matches("warm: .* 10.00 +100,000 +20.00 +50,000"), lines.get(2));
    assertTrue(lines.get(3).contains("once, 60.00 s of processor time"), lines.get(3));
    lines.forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
  }

  @Test
  void aTemporaryFolderThatCannotBeUsedIsRefused(@TempDir Path folder) throws IOException {
    new TemporaryFolder(folder.resolve("new"), "X=<folder>").requireUsable();
    assertEquals(0, folder.resolve("new").toFile().list().length);
    Path file = Files.writeString(folder.resolve("file"), "");
    UserError refused =
        assertThrows(
            UserError.class, () -> new TemporaryFolder(file, "X=<folder>").requireUsable());
    assertEquals(
        "the temporary folder "
            + file
            + " cannot be written (Not a directory); set another:"
            + " X=<folder>",
        refused.getMessage());
    List<TemporaryFolder> folders =
        TemporaryFolder.of(new SparkConf(false).set("spark.local.dir", "/a, /b"));
    assertEquals(
        List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/a"), Path.of("/b")),
        folders.stream().map(TemporaryFolder::path).toList());
  }

  @Test
  void whatSparkSubmitSetsStays() {
    System.setProperty("spark.master", "spark://host:7077");
    System.setProperty("spark.sql.session.timeZone", "Europe/Berlin");
    try {
      SparkConf conf = CommandSession.conf("x", new MasterOption());
      assertEquals("spark://host:7077", conf.get("spark.master"));
      assertEquals("Europe/Berlin", conf.get("spark.sql.session.timeZone"));
      assertFalse(conf.contains("spark.ui.enabled"));
    } finally {
      System.clearProperty("spark.master");
      System.clearProperty("spark.sql.session.timeZone");
    }
    SparkConf embedded = CommandSession.conf("x", new MasterOption());
    assertEquals("local[*]", embedded.get("spark.master"));
    assertEquals("UTC", embedded.get("spark.sql.session.timeZone"));
  }
}
