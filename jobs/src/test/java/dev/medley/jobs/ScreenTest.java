package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.config.RunConfig;
import dev.medley.run.Progress;
import dev.medley.run.Summary;
import dev.medley.sink.Sink;
import dev.medley.verify.Quality;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

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
  void oneFailedCheckFailsTheCommand() {
    Quality pass = check("keys", Quality.Verdict.PASS);
    Quality fail = check("share", Quality.Verdict.FAIL);
    Quality skipped = check("rare", Quality.Verdict.SKIPPED);
    QualityReport good = new QualityReport(List.of(pass, skipped));
    QualityReport bad = new QualityReport(List.of(pass, fail, skipped));
    assertEquals(0, good.exitCode());
    assertEquals(1, bad.exitCode());
    assertTrue(bad.lines().contains("1 passed, 1 failed, 1 skipped"), bad.lines().toString());
    assertEquals(1, bad.lines().stream().filter(l -> l.startsWith("  share, median: ")).count());
    bad.lines().forEach(line -> assertTrue(line.length() <= Text.WIDTH, line));
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
