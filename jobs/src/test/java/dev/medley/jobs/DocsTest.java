package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The documentation says what the code says. What can be rendered is, and {@code
 * -Dmedley.docs.write=true} writes it anew; of what is written by hand, links and commands are
 * checked.
 */
class DocsTest {
  private static final Path ROOT = Path.of("..");
  private static final Path DOCS = ROOT.resolve("docs");
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern COMMAND = Pattern.compile("(?<!\")\\bmedley ([a-z]+) ?([a-z_]+)?");

  @TestFactory
  Stream<DynamicTest> aScenariosPageSaysWhatItSays() {
    return own()
        .map(
            scenario ->
                DynamicTest.dynamicTest(
                    scenario.name(),
                    () ->
                        assertCommitted(
                            "scenarios/" + scenario.name() + ".md", ScenarioPage.of(scenario))));
  }

  @Test
  void theIndexListsEveryScenario() throws IOException {
    assertCommitted("scenarios/README.md", ScenarioPage.index(own().toList()));
  }

  @Test
  void everySettingIsInTheConfiguration() throws IOException {
    assertCommitted(
        "configuration.md",
        ReferencePages.configuration(Files.readString(ROOT.resolve("conf/medley.conf"))));
  }

  @Test
  void everyCommandIsThereWithItsHelp() throws IOException {
    assertCommitted("commands.md", ReferencePages.commands(Main.commandLine()));
  }

  @Test
  void linksLeadSomewhere() throws IOException {
    List<String> dead = new ArrayList<>();
    for (Path page : pages()) {
      Matcher link = LINK.matcher(Files.readString(page));
      while (link.find()) {
        String target = link.group(1);
        if (!target.contains("://") && !Files.exists(page.resolveSibling(target))) {
          dead.add(ROOT.relativize(page) + ": " + target);
        }
      }
    }
    assertEquals(List.of(), dead);
  }

  /** In what is written in code style; prose may say that a medley of things happens. */
  @Test
  void commandsAndScenariosExist() throws IOException {
    Set<String> commands = Main.commandLine().getSubcommands().keySet();
    Set<String> scenarios = own().map(Scenario::name).collect(Collectors.toSet());
    List<String> unknown = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      String code =
          Pattern.compile("(?s)```.*?```|`[^`]*`")
              .matcher(text)
              .results()
              .map(found -> found.group())
              .collect(Collectors.joining("\n"));
      Matcher command = COMMAND.matcher(code);
      while (command.find()) {
        boolean known =
            commands.contains(command.group(1))
                && (command.group(2) == null
                    || scenarios.contains(command.group(2))
                    || commands.contains(command.group(2))
                    || command.group(2).equals("walk_in_clinic"));
        if (!known) {
          unknown.add(ROOT.relativize(page) + ": " + command.group());
        }
      }
    }
    assertEquals(List.of(), unknown);
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(DOCS);
        Stream<Path> root = Files.list(ROOT)) {
      return Stream.concat(docs, root).filter(p -> p.toString().endsWith(".md")).sorted().toList();
    }
  }

  private static Stream<Scenario> own() {
    return Scenarios.all().stream()
        .filter(s -> s.getClass().getPackageName().startsWith("dev.medley.scenario."));
  }

  private static void assertCommitted(String name, String rendered) throws IOException {
    Path file = DOCS.resolve(name);
    if (Boolean.getBoolean("medley.docs.write")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, rendered);
    }
    assertTrue(Files.exists(file), file + " is missing: -Dmedley.docs.write=true writes it");
    assertEquals(
        rendered,
        Files.readString(file),
        file + " is not what the code says: -Dmedley.docs.write=true writes it anew");
  }
}
