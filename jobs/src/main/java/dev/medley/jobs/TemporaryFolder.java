package dev.medley.jobs;

import dev.medley.model.UserError;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.SparkConf;

/**
 * A folder in which Java or Spark keeps what does not stay. Where it cannot be used, Spark ends the
 * process without a word, or with pages of them.
 *
 * @param path where it lies
 * @param setting what names another one
 */
record TemporaryFolder(Path path, String setting) {
  private static final int BLOCK_BYTES = 8192;

  /** Those of a Spark inside this process. */
  static List<TemporaryFolder> of(SparkConf conf) {
    List<TemporaryFolder> folders = new ArrayList<>();
    folders.add(java());
    Optional.ofNullable(System.getenv("SPARK_LOCAL_DIRS"))
        .ifPresentOrElse(
            paths -> addAll(folders, paths, "SPARK_LOCAL_DIRS=<folder>"),
            () ->
                addAll(
                    folders,
                    conf.get("spark.local.dir", ""),
                    "MEDLEY_JAVA_OPTS=-Dspark.local.dir=<folder>"));
    return folders;
  }

  private static TemporaryFolder java() {
    return new TemporaryFolder(
        Path.of(System.getProperty("java.io.tmpdir")),
        "MEDLEY_JAVA_OPTS=-Djava.io.tmpdir=<folder>");
  }

  private static void addAll(List<TemporaryFolder> folders, String paths, String setting) {
    for (String path : paths.split(",", -1)) {
      if (!path.isBlank()) {
        folders.add(new TemporaryFolder(Path.of(path.strip()), setting));
      }
    }
  }

  /**
   * Writes a file there, and asks whether it could be run: the native libraries of the compression
   * are unpacked and loaded from Java's folder.
   *
   * @throws UserError if not
   */
  void requireUsable() {
    try {
      if (!Files.exists(path)) {
        Files.createDirectories(path);
      }
      Path probe = Files.createTempFile(path, "medley-", ".tmp");
      try {
        Files.write(probe, new byte[BLOCK_BYTES]);
        if (equals(java()) && !(probe.toFile().setExecutable(true) && Files.isExecutable(probe))) {
          throw unusable("lets no program run (noexec)");
        }
      } finally {
        Files.delete(probe);
      }
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
      throw unusable("cannot be written (" + reason + ")");
    } catch (IOException e) {
      throw unusable("cannot be written (" + e.getMessage() + ")");
    }
  }

  private UserError unusable(String why) {
    return new UserError("the temporary folder " + path + " " + why + "; set another: " + setting);
  }
}
