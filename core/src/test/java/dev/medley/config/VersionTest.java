package dev.medley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.medley.scenario.Scenario;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.example.walkin.WalkInClinic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionTest {
  private static final String PACKAGE = WalkInClinic.class.getPackageName();

  @TempDir Path folder;

  @Test
  void aSnapshotsScenarioWhoseCodeChangesIsAnother() throws Exception {
    assumeTrue(Version.current().endsWith("-SNAPSHOT"), "a release keeps its version");
    Path classes = folder.resolve(PACKAGE.replace('.', '/'));
    Files.createDirectories(classes);
    Path original =
        Path.of(WalkInClinic.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (var files = Files.list(original.resolve(PACKAGE.replace('.', '/')))) {
      for (Path file : files.toList()) {
        Files.copy(file, classes.resolve(file.getFileName().toString()));
      }
    }
    String before = version();
    assertEquals(before, version());
    Path edited = classes.resolve("WalkInClinic$Visit.class");
    byte[] bytes = Files.readAllBytes(edited);
    bytes[bytes.length - 1]++;
    Files.write(edited, bytes);
    assertNotEquals(before, version());
  }

  private String version() throws Exception {
    try (Copy loader = new Copy(folder)) {
      Class<?> copied = Class.forName(WalkInClinic.class.getName(), false, loader);
      return Version.of((Scenario) copied.getConstructor().newInstance());
    }
  }

  /** Takes the scenario's classes from a folder, and all others from where the tests have them. */
  private static final class Copy extends URLClassLoader {

    Copy(Path folder) throws IOException {
      super(new URL[] {folder.toUri().toURL()}, VersionTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        if (loaded == null && name.startsWith(PACKAGE)) {
          return findClass(name);
        }
      }
      return super.loadClass(name, resolve);
    }
  }

  @Test
  void releasesHaveAnOrder() {
    assertTrue(Version.isLater("0.10.0", "0.9.9"));
    assertTrue(Version.isLater("1.0.0-SNAPSHOT+1f", "0.2.0"));
    assertFalse(Version.isLater("0.2.0-SNAPSHOT+1f", "0.2.0"));
    assertFalse(Version.isLater("0.1.0", "0.2.0-SNAPSHOT"));
  }
}
