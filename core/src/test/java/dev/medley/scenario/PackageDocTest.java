package dev.medley.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.medley.world.Cells;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the package documentation says of each scenario is what the scenario says itself. */
class PackageDocTest {
  private static final Path DOC = Path.of("src/main/java/dev/medley/scenario", "package-info.java");
  private static final Pattern ROW =
      Pattern.compile("<tr><td>(\\w+)</td><td>[^<]+</td> <td>(.*?)</td></tr>");

  @Test
  void everyScenarioStandsThereWithItsCells() throws IOException {
    String text = Files.readString(DOC).replaceAll("\\s*\\R \\*\\s*", " ");
    Map<String, String> documented = new TreeMap<>();
    Matcher row = ROW.matcher(text);
    while (row.find()) {
      documented.put(
          row.group(1),
          said(
              first("Cells\\.[\\w().]+(?=})", row.group(2)),
              row.group(2).contains("hasFixedHorizon()"),
              row.group(2).contains("Dealing.everywhere")));
    }
    Map<String, String> real = new TreeMap<>();
    for (Scenario scenario : Scenarios.all()) {
      if (scenario.getClass().getName().startsWith("dev.medley.scenario.")) {
        real.put(
            scenario.name(),
            said(
                words(scenario.cells()),
                scenario.hasFixedHorizon(),
                dealt(scenario, 1_000) == 1_000L * scenario.regions().size()));
      }
    }
    assertEquals(String.join("\n", lines(real)), String.join("\n", lines(documented)));
  }

  private static Iterable<String> lines(Map<String, String> said) {
    return said.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
  }

  private static String said(String cells, boolean fixed, boolean everywhere) {
    return cells + (fixed ? ", fixed" : "") + (everywhere ? ", everywhere" : "");
  }

  private static String words(Cells cells) {
    String units =
        cells.units() == 1 ? "Cells.ofOneUnit()" : "Cells.ofUnits(" + cells.units() + ")";
    return switch (cells.period()) {
      case HORIZON -> units;
      case MONTH -> units + ".byMonth()";
      case YEAR -> units + ".byYear()";
    };
  }

  private static long dealt(Scenario scenario, long units) {
    return IntStream.range(0, scenario.regions().size())
        .mapToLong(region -> scenario.dealing().unitsIn(region, units))
        .sum();
  }

  private static String first(String pattern, String text) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    return found.find() ? found.group() : "";
  }
}
