package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.mess.Stage;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Services;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A jar that was brought for its scenarios, and has none that can be used, is not passed over. */
class PluginsTest {
  @TempDir private Path folder;

  @Test
  void jarWithoutAServicesFile() throws IOException {
    assertUnusable(
        jar("LICENSE", "mine"), "mine.jar has no scenario: META-INF/services/dev.medley");
  }

  @Test
  void servicesFileWithoutAName() throws IOException {
    assertUnusable(jar(Services.FILE, "# later\n"), "mine.jar has no scenario", "names no class");
  }

  @Test
  void noJar() throws IOException {
    assertUnusable(Files.writeString(folder.resolve("mine.jar"), "text"), "mine.jar is no jar");
  }

  /** As spark-submit --jars brings it: in a class loader of its own, not announced to Medley. */
  @ParameterizedTest
  @CsvSource({
    "list, java.lang.String, mine.jar: java.lang.String is no scenario",
    "list, dev.medley.jobs.PluginsTest, mine.jar: dev.medley.jobs.PluginsTest is no scenario",
    "plan ed_throughput, org.example.Gone, 'mine.jar names the scenario org.example.Gone, but has'",
    "describe, org.example.Gone, 'mine.jar names the scenario org.example.Gone, but has no such'",
    "list, dev.medley.scenario.Scenario, 'a scenario cannot be loaded: dev.medley.scenario.Scenario"
        + " Unable'",
    "list, dev.medley.jobs.PluginsTest$Namesake, 'Namesake: the name wearables is taken by"
        + " dev.medley.scenario.wearables.Wearables'",
    "plan ed_throughput, dev.medley.jobs.PluginsTest$Unasked, 'Unasked: unasked.sql with its"
        + " insights and targets is not beside it in the jar'"
  })
  void classThatIsNoScenario(String command, String named, String expected) throws IOException {
    Path jar = jar(Services.FILE, named);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    StringWriter err = new StringWriter();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      CommandLine medley = Main.commandLine().setErr(new PrintWriter(err, true));
      assertEquals(2, medley.execute(command.split(" ", -1)), err::toString);
    } finally {
      thread.setContextClassLoader(before);
    }
    assertOneLine(err.toString(), "medley: ", expected);
  }

  private static void assertUnusable(Path jar, String... expected) {
    StringWriter err = new StringWriter();
    System.setProperty(Plugins.JARS, jar.toString());
    try {
      assertFalse(Plugins.areUsable(new PrintWriter(err)));
    } finally {
      System.clearProperty(Plugins.JARS);
    }
    assertOneLine(err.toString(), "medley: --plugins: ");
    assertOneLine(err.toString(), expected);
  }

  private static void assertOneLine(String err, String... expected) {
    assertEquals(1, err.lines().count(), err);
    for (String part : expected) {
      assertTrue(err.contains(part), err);
    }
  }

  /** A scenario with the name of another. */
  public static final class Namesake extends Bare {
    public Namesake() {
      super("wearables");
    }
  }

  /** A scenario without insights and targets. */
  public static final class Unasked extends Bare {
    public Unasked() {
      super("unasked");
    }
  }

  private abstract static class Bare implements Scenario {
    private final String name;

    Bare(String name) {
      this.name = name;
    }

    @Override
    public About about() {
      Horizon year = Horizon.of("2024-01-01", "2024-12-31");
      return new About(name, name, "Nothing happens.", "unit", List.of("test"), year);
    }

    @Override
    public List<Table<?>> tables() {
      return List.of();
    }

    @Override
    public List<Rule> rules() {
      return List.of();
    }

    @Override
    public List<Stage> stages() {
      return List.of();
    }

    @Override
    public double mainRowsPerUnit(Horizon horizon) {
      return 1;
    }

    @Override
    public Simulator simulator(World world) {
      return cell -> Simulation.atOnce(out -> {});
    }
  }

  private Path jar(String entry, String content) throws IOException {
    Path jar = folder.resolve("mine.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
      out.putNextEntry(new JarEntry(entry));
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
    return jar;
  }
}
