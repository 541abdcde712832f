package dev.medley.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.WaitingRoom;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.Chart;
import dev.medley.verify.Quality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageTest {
  private static final String EVIL = "</script><script>alert('x')</script> & \"quoted\"";

  private static final Chart WEEK =
      new Chart(
          "week",
          "The " + EVIL,
          Chart.Kind.HEATMAP,
          "hour (h)",
          "weekday",
          "share (%)",
          "",
          "SELECT 1");

  private final RunConfig config = Configs.of(new WaitingRoom()).build();

  /** A page without the library's script, which has its own quotes and brackets. */
  private static String html(Report report) {
    return report.html().replace(Html.echarts(), "");
  }

  private Report report(List<Picture> pictures, List<Quality> checks) {
    Volume visits =
        new Volume(
            "visits",
            1234,
            new TreeMap<>(Map.of("2024-01", new TreeMap<>(Map.of("SOUTH", 1000L, "WEST", 234L)))));
    List<Volume> volumes = new ArrayList<>();
    config.chosenTables().stream()
        .map(t -> new Volume(Report.name(t), 0, new TreeMap<>()))
        .filter(v -> !v.table().equals("visits"))
        .forEach(volumes::add);
    volumes.add(0, visits);
    return new Report(
        config,
        "0.2.0",
        Volume.Period.MONTH,
        volumes,
        pictures,
        Optional.of(new Hits(Map.of("zero_wait", 77L), Map.of())),
        checks,
        false);
  }

  @Test
  void whatTablesHoldStaysText() {
    Picture picture =
        new Picture(WEEK, List.of("a", "b", "c"), List.of(Arrays.asList(1L, EVIL, null)), "");
    Quality answer =
        new Quality(
            Quality.Kind.INSIGHT,
            "monday_wait",
            "ratio",
            null,
            "in 1 .. 2",
            Quality.Verdict.FAIL,
            EVIL);
    String page = html(report(List.of(picture), List.of(answer)));
    assertFalse(page.contains("<script>alert"), "a value became a script");
    assertFalse(page.contains("x')</script>"), "a value ended a script");
    assertEquals(4, page.split("</script>", -1).length - 1, "data, errors, library, page");
    assertTrue(page.contains("&lt;script&gt;alert(&#39;x&#39;)"), "a value vanished");
    assertTrue(page.contains("\\u003cscript\\u003ealert"), "a value of the data vanished");
  }

  @Test
  void nothingIsAskedOfTheNetwork() {
    String page = html(report(List.of(), List.of()));
    assertTrue(page.contains("default-src 'none'"));
    assertFalse(page.matches("(?s).*<(script|link|img|iframe)[^>]+(src|href)=.*"), "asks for more");
    assertFalse(Html.echarts().contains("</script"), "the library would end its own element");
    assertFalse(Html.echarts().contains("<!--"), "the library would not end its element");
  }

  @Test
  void aPictureHasTitleAxesNameAndData() {
    Picture picture =
        new Picture(WEEK, List.of("a", "b", "c"), List.of(List.of(8L, "Mon", 12.5)), "");
    String page = html(report(List.of(picture), List.of()));
    String figure = page.substring(page.indexOf("<figure id=\"chart-week\">"));
    figure = figure.substring(0, figure.indexOf("</figure>"));
    assertTrue(figure.contains("role=\"img\""), figure);
    assertTrue(
        figure.contains("Heatmap chart: share (%) over weekday by hour (h), 1 points"), figure);
    assertTrue(figure.contains("<p class=\"axis x\">hour (h)</p>"), figure);
    assertTrue(figure.contains("<p class=\"axis y\">weekday; colour: share (%)</p>"), figure);
    assertTrue(
        figure.contains("<td class=\"n\">8</td><td>Mon</td><td class=\"n\">12.5</td>"), figure);
  }

  @Test
  void aPictureWithoutPointsIsASentence() {
    Picture picture = Picture.absent(WEEK, "There is nothing.");
    String page = html(report(List.of(picture), List.of()));
    assertTrue(page.contains("<p class=\"absent\">There is nothing.</p>"), page);
    // The volumes are the one picture left.
    assertEquals(1, page.split("class=\"chart\"", -1).length - 1);
  }

  @Test
  void theTrapsAnswerStandsBesideTheRightOne() {
    Quality answer =
        new Quality(
            Quality.Kind.INSIGHT,
            "monday_wait",
            "ratio",
            1.5,
            "in 1 .. 2",
            Quality.Verdict.PASS,
            "");
    Quality trap =
        new Quality(
            Quality.Kind.TRAP,
            "monday_wait",
            "ratio",
            1.01,
            "not in 1 .. 2",
            Quality.Verdict.PASS,
            "the mean of all days hides it");
    String page = html(report(List.of(), List.of(answer, trap)));
    assertTrue(
        page.contains(
            "<td>ratio</td><td class=\"n\">1.500</td><td>in 1 .. 2</td>"
                + "<td class=\"n\">1.010</td><td>✓ as expected</td>"),
        page);
  }

  @Test
  void rowsRatesAndSettingsAreThere() {
    String page = html(report(List.of(), List.of()));
    assertTrue(page.contains("<td>visits</td><td class=\"n\">1,234</td>"), page);
    assertTrue(
        page.contains("<td class=\"n\">0.5</td><td class=\"n\">–</td><td class=\"n\">77</td>"),
        page);
    assertTrue(page.contains("They were left out of this report."), page);
    assertTrue(page.contains("<td>2024-01</td><td class=\"n\">1,234</td>"), page);
  }
}
