package dev.medley.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medley.WaitingRoom;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Chart;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, if there is one: a chart of every kind is drawn, wide and narrow. */
class BrowserTest {
  private static final Pattern CHART =
      Pattern.compile("<figure id=\"chart-([a-z_]+)\">(.*?)</figure>", Pattern.DOTALL);

  @TempDir Path folder;

  private Optional<String> chromium;

  @BeforeEach
  void find() {
    chromium =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .flatMap(
                f ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(f)::resolve))
            .filter(Files::isExecutable)
            .map(Path::toString)
            .findFirst();
    assumeTrue(chromium.isPresent(), "no Chromium on the PATH: the page was not looked at");
  }

  private static List<Object> row(Object... values) {
    return Arrays.asList(values);
  }

  /** Points as a scenario's query may give them: text that means something to HTML, and nulls. */
  private static List<List<Object>> points(Chart.Kind kind) {
    return switch (kind) {
      case LINE ->
          List.of(
              row(0L, 1.5, "<b>A</b>"),
              row(1L, 2L, "<b>A</b>"),
              row(0L, null, "B"),
              row(1L, 3L, "B"));
      case BAR ->
          List.of(
              row("a category with a name that is much too long", 3L, "x"),
              row("another category of a great length", 4L, "x"),
              row("a third category, no shorter at all", null, "y"));
      case STACKED ->
          List.of(
              row("2024-01", 3L, "SOUTH"), row("2024-02", 4L, "SOUTH"), row("2024-01", 1L, "WEST"));
      case SCATTER -> List.of(row(1.5, 2L, "near"), row(2.5, 3L, "far"));
      case HEATMAP -> List.of(row(0L, "Tue", 1L), row(1L, "Mon", 5.5), row(0L, "Mon", null));
      case BOX -> List.of(row("ward", 1L, 2L, 3L, 4L, 5L), row("ICU, <full>", 2L, 3L, 4L, 5L, 9L));
      case SURVIVAL ->
          List.of(
              row(0L, 1L, "stage I"),
              row(3L, 0.8, "stage I"),
              row(0L, 1L, "stage IV"),
              row(2L, 0.3, "stage IV"));
      case SANKEY ->
          List.of(
              row("line 1", "line 2", 5L), row("line 1", "died", 3L), row("line 2", "died", 4L));
      case MAP -> List.of(row(-74.1, 40.7, 12L, "<i>07030</i>"), row(-118.4, 34.1, 9.5, "90210"));
      case FUNNEL -> List.of(row("referred", 100L), row("enrolled", 30L));
      case CONTROL -> List.of(row(1L, 5L, 5L, 3L, 7L), row(2L, 8L, 5L, 3L, 7L));
    };
  }

  private static String name(Chart.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private String page() {
    RunConfig config = Configs.of(new WaitingRoom()).build();
    List<Picture> pictures = new ArrayList<>();
    for (Chart.Kind kind : Chart.Kind.values()) {
      List<List<Object>> rows = points(kind);
      Chart chart =
          new Chart(
              name(kind),
              "A " + name(kind),
              kind,
              "across (h)",
              "up (%)",
              "value (USD)",
              "Look.",
              "SELECT 1");
      List<String> columns = rows.get(0).stream().map(v -> "c").toList();
      pictures.add(new Picture(chart, columns, rows, ""));
    }
    List<Volume> volumes =
        config.chosenTables().stream()
            .map(
                t ->
                    new Volume(
                        Report.name(t),
                        5,
                        new TreeMap<>(Map.of("2024-01", new TreeMap<>(Map.of("SOUTH", 5L))))))
            .toList();
    return new Report(
            config,
            "0.2.0",
            Volume.Period.MONTH,
            volumes,
            pictures,
            Optional.empty(),
            List.of(),
            false)
        .html();
  }

  private String run(Path page, String... flags) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                chromium.orElseThrow(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile")));
    command.addAll(List.of(flags));
    command.add(page.toUri().toString());
    Path out = Files.createTempFile(folder, "out", ".txt");
    Process process =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the browser does not end");
    } finally {
      process.destroyForcibly().waitFor();
    }
    return Files.readString(out, StandardCharsets.UTF_8);
  }

  @Test
  void everyKindOfChartIsDrawn() throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), page());
    String shown = run(file, "--window-size=1280,900", "--dump-dom");
    assertFalse(shown.contains("data-errors="), () -> shown.substring(0, 500));
    int kinds = Chart.Kind.values().length;
    assertTrue(shown.contains("data-charts=\"" + (kinds + 1) + "\""), "not all charts were drawn");
    List<String> drawn = new ArrayList<>();
    Matcher figure = CHART.matcher(shown);
    while (figure.find()) {
      String inside = figure.group(2);
      assertTrue(inside.contains("<svg"), figure.group(1) + " has no drawing");
      assertTrue(inside.split("<path", -1).length > 2, figure.group(1) + " is an empty drawing");
      assertTrue(inside.contains("role=\"img\" "), figure.group(1));
      assertTrue(inside.contains("aria-label=\""), figure.group(1));
      assertTrue(inside.contains("<h3>"), figure.group(1));
      assertTrue(inside.contains("<details><summary>Data ("), figure.group(1));
      if (!figure.group(1).equals("volume")) {
        assertTrue(inside.contains(">across (h)</p>"), figure.group(1) + " has no unit");
      }
      drawn.add(figure.group(1));
    }
    assertEquals(kinds + 1, drawn.size(), drawn.toString());
    assertFalse(shown.contains("<b>A</b>"), "a name became an element");
  }

  /** A window of the browser has a least width; a frame has not. */
  @Test
  void aTelephoneNeedsNoScrollingAside() throws Exception {
    String page = page();
    int end = page.lastIndexOf("</body>");
    String measured =
        page.substring(0, end)
            + "<script>addEventListener('load', () => parent.document.body.dataset.seen ="
            + " innerWidth + ' ' + (document.documentElement.scrollWidth > innerWidth ? 'too wide'"
            + " : 'fits') + ' ' + (document.documentElement.dataset.errors || 'sound'))</script>"
            + page.substring(end);
    String frame =
        "<!DOCTYPE html><body><iframe style=\"width:390px;height:800px;border:0\" srcdoc=\""
            + Html.text(measured)
            + "\"></iframe></body>";
    String shown = run(Files.writeString(folder.resolve("phone.html"), frame), "--dump-dom");
    Matcher seen = Pattern.compile("data-seen=\"([^\"]*)\"").matcher(shown);
    assertTrue(seen.find(), "the page in the frame did not load");
    assertEquals("390 fits sound", seen.group(1));
  }

  @Test
  void itPrints() throws Exception {
    Path file = Files.writeString(folder.resolve("report.html"), page());
    Path pdf = folder.resolve("report.pdf");
    run(file, "--print-to-pdf=" + pdf, "--no-pdf-header-footer");
    byte[] bytes = Files.readAllBytes(pdf);
    assertTrue(new String(bytes, 0, 5, StandardCharsets.US_ASCII).equals("%PDF-"), "no PDF");
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    int pages = text.split("/Type /Page\\b(?!s)", -1).length - 1;
    assertTrue(pages >= 4 && pages <= 20, pages + " pages");
  }
}
