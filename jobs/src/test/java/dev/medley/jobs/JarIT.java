package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What people put onto a cluster: nothing in it gets in the way of what is there. */
class JarIT {
  /** A plug-in is compiled against them under their own names. */
  private static final String GENERATORS = "org/apache/commons/rng/";

  private static List<String> entries() throws IOException {
    try (JarFile jar = new JarFile(Rig.jar())) {
      return jar.stream().filter(e -> !e.isDirectory()).map(JarEntry::getName).toList();
    }
  }

  @Test
  void librariesThatAClusterMayHaveAreUnderNamesOfTheirOwn() throws IOException {
    List<String> foreign =
        entries().stream()
            .filter(e -> e.endsWith(".class"))
            .filter(e -> !e.startsWith("dev/medley/") && !e.startsWith(GENERATORS))
            .toList();
    assertEquals(List.of(), foreign);
    List<String> shaded =
        entries().stream()
            .filter(e -> e.startsWith("dev/medley/shaded/"))
            .map(e -> e.split("/", -1)[3])
            .distinct()
            .sorted()
            .toList();
    assertEquals(
        List.of(
            "config", "csv", "jline", "numbers", "picocli", "progressbar", "statistics", "yaml"),
        shaded);
  }

  @Test
  void settingsOfTheClusterStay() throws IOException {
    List<String> atTheRoot =
        entries().stream()
            .filter(e -> !e.startsWith("dev/") && !e.startsWith(GENERATORS))
            .filter(e -> !e.startsWith("META-INF/"))
            .toList();
    assertEquals(List.of(), atTheRoot);
  }

  @Test
  void licencesOfWhatItBundles() throws IOException {
    try (JarFile jar = new JarFile(Rig.jar())) {
      String licence = text(jar, "META-INF/LICENSE");
      assertTrue(licence.contains("Apache License"));
      assertTrue(licence.contains("Takuji Nishimura"), "the licence of commons-rng has more");
      String notice = text(jar, "META-INF/NOTICE");
      TreeSet<String> bundled = new TreeSet<>();
      jar.stream()
          .filter(e -> e.getName().endsWith("pom.properties"))
          .map(e -> e.getName().split("/", -1)[3].split("-", -1))
          .filter(words -> !words[0].equals("medley"))
          .forEach(words -> bundled.add(words[0].equals("commons") ? words[1] : words[0]));
      // Those that bring no pom.properties.
      bundled.addAll(List.of("picocli", "config"));
      for (String name : bundled) {
        assertTrue(notice.toLowerCase(Locale.ROOT).contains(name), name);
      }
    }
  }

  private static String text(JarFile jar, String entry) throws IOException {
    return new String(
        jar.getInputStream(jar.getEntry(entry)).readAllBytes(), StandardCharsets.UTF_8);
  }
}
