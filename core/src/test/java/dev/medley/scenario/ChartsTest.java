package dev.medley.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.model.Chart;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pictures of every scenario have in common; that they can be drawn is its contract's. */
class ChartsTest {

  /** What has no unit but itself. */
  private static final List<String> COUNTS = List.of("correlation", "paid claims", "alarms");

  /** Those of the library; the tests bring one from outside. */
  static List<Scenario> scenarios() {
    return Scenarios.all().stream()
        .filter(s -> s.getClass().getPackageName().startsWith("dev.medley."))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void thereAreTwoOfThemAndTheirAxesSayWhatIsMeasured(Scenario scenario) {
    List<Chart> charts = scenario.charts();
    assertTrue(charts.size() >= 2, scenario.name() + " has " + charts.size() + " charts");
    Set<String> ids = charts.stream().map(Chart::id).collect(Collectors.toSet());
    assertEquals(charts.size(), ids.size(), "two have the same name: " + ids);
    for (Chart chart : charts) {
      assertTrue(chart.id().matches("[a-z0-9_]+"), chart.id());
      assertTrue(chart.title().length() <= 90, chart.title());
      if (EnumSet.of(Chart.Kind.LINE, Chart.Kind.BAR, Chart.Kind.BOX).contains(chart.kind())) {
        assertTrue(
            chart.y().endsWith(")") || COUNTS.stream().anyMatch(chart.y()::startsWith),
            chart.id() + " has no unit: " + chart.y());
      }
    }
  }

  @Test
  void everyKindIsDrawnSomewhere() {
    Set<Chart.Kind> kinds =
        scenarios().stream()
            .flatMap(s -> s.charts().stream())
            .map(Chart::kind)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Chart.Kind.class)));
    assertEquals(EnumSet.allOf(Chart.Kind.class), kinds);
  }
}
