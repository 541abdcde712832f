package dev.medley.scenario;

import dev.medley.model.UserError;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;

/**
 * The files in which jars name their scenarios. {@link java.util.ServiceLoader} passes over what is
 * missing in them or names a class of Java, and says of the rest neither which jar it is nor what
 * to do.
 */
public final class Services {
  /** Where a jar names its scenarios, one class a line; {@code @AutoService} writes it. */
  public static final String FILE = "META-INF/services/" + Scenario.class.getName();

  private Services() {}

  /**
   * Whoever brings a jar for its scenarios wants to see them.
   *
   * @throws UserError if the jar names none, or cannot be read
   */
  public static void requireScenarios(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      ZipEntry entry = file.getEntry(FILE);
      if (entry == null) {
        throw new UserError(
            jar
                + " has no scenario: "
                + FILE
                + " is not in it; @AutoService(Scenario.class) adds it");
      }
      try (InputStream lines = file.getInputStream(entry)) {
        if (classes(lines).isEmpty()) {
          throw new UserError(jar + " has no scenario: " + FILE + " in it names no class");
        }
      }
    } catch (ZipException e) {
      throw new UserError(jar + " is no jar", e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Asks of every class that a file names whether it is a scenario.
   *
   * @throws UserError if one is not
   */
  static void check(URL file, ClassLoader loader) throws IOException {
    try (InputStream lines = file.openStream()) {
      for (String name : classes(lines)) {
        check(file, name, loader);
      }
    }
  }

  private static void check(URL file, String name, ClassLoader loader) {
    try {
      if (!Scenario.class.isAssignableFrom(Class.forName(name, false, loader))) {
        throw new UserError(
            place(file)
                + ": "
                + name
                + " is no scenario: it does not implement "
                + interfaceName());
      }
    } catch (ClassNotFoundException e) {
      throw new UserError(
          place(file) + " names the scenario " + name + ", but has no such class", e);
    } catch (LinkageError e) {
      throw new UserError(
          place(file) + ": " + name + " cannot be loaded: " + UserError.firstLine(e), e);
    }
  }

  private static String interfaceName() {
    return Scenario.class.getName();
  }

  /** {@code my.jar} of {@code jar:file:/home/me/my.jar!/META-INF/services/…}. */
  private static String place(URL file) {
    String path = file.getPath().replaceFirst("!?/" + FILE + "$", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static List<String> classes(InputStream lines) {
    return new BufferedReader(new InputStreamReader(lines, StandardCharsets.UTF_8))
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
