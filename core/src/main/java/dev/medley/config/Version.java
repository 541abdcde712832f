package dev.medley.config;

import dev.medley.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** The version of Medley: another version may make other rows from the same seed. */
public final class Version {
  private static final String SNAPSHOT = "-SNAPSHOT";

  private Version() {}

  /** The version of the library that is running. */
  public static String current() {
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether a version, as an output remembers it, is of a later release than this library's. */
  public static boolean isLater(String version) {
    return isLater(version, current());
  }

  static boolean isLater(String version, String than) {
    int[] left = numbers(version);
    int[] right = numbers(than);
    return Arrays.compare(left, right) > 0;
  }

  /** {@code 0.2.0-SNAPSHOT+1f} is 0, 2, 0; what is no number ends it. */
  private static int[] numbers(String version) {
    return Arrays.stream(version.split("[-+]", 2)[0].split("\\.", -1))
        .takeWhile(part -> part.matches("\\d{1,9}"))
        .mapToInt(Integer::parseInt)
        .toArray();
  }

  /**
   * The version that decides the rows of a scenario. Between releases the code changes while its
   * version stays, so a snapshot's has a sum over the scenario's classes behind it.
   */
  static String of(Scenario scenario) {
    String version = current();
    return version.endsWith(SNAPSHOT)
        ? version + "+" + Long.toHexString(sum(scenario.getClass()))
        : version;
  }

  private static long sum(Class<?> scenario) {
    String folder = scenario.getPackageName().replace('.', '/');
    URL source = scenario.getProtectionDomain().getCodeSource().getLocation();
    try {
      Path place = Path.of(source.toURI());
      if (Files.isDirectory(place)) {
        return sum(place.resolve(folder));
      }
      URI jar = URI.create("jar:" + place.toUri());
      try (FileSystem files = FileSystems.newFileSystem(jar, Map.of())) {
        return sum(files.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the classes of " + scenario.getName(), e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static long sum(Path folder) throws IOException {
    List<Path> classes;
    try (Stream<Path> all = Files.list(folder)) {
      classes = all.filter(p -> p.toString().endsWith(".class")).sorted().toList();
    }
    CRC32 sum = new CRC32();
    for (Path file : classes) {
      sum.update(Files.readAllBytes(file));
    }
    return sum.getValue();
  }
}
