package dev.medley.spark;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.ChecksumFs;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FsConstants;
import org.apache.hadoop.fs.FsServerDefaults;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/**
 * Hadoop's local file system, asking Java for what Hadoop without its native library starts a
 * process for: {@code chmod} for every file and {@code readlink} sixteen times a commit, which is
 * some 800 processes in a run of twelve tables.
 */
public final class LocalDisk extends LocalFileSystem {

  /** Made by Hadoop, by name. */
  public LocalDisk() {
    super(new Raw());
  }

  /** For a Spark whose driver and tasks are all in this process, which has the class. */
  public static Map<String, String> forFiles() {
    return onlyOnPosix("spark.hadoop.fs.file.impl", LocalDisk.class);
  }

  /** For the driver of any Spark: it alone writes Delta's log. */
  public static Map<String, String> forCommits() {
    return onlyOnPosix("spark.hadoop.fs.AbstractFileSystem.file.impl", Context.class);
  }

  private static Map<String, String> onlyOnPosix(String key, Class<?> value) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? Map.of(key, value.getName())
        : Map.of();
  }

  private static class Raw extends RawLocalFileSystem {
    @Override
    public void setPermission(Path path, FsPermission permission) throws IOException {
      if (permission.getStickyBit()) {
        super.setPermission(path, permission);
        return;
      }
      Files.setPosixFilePermissions(
          pathToFile(path).toPath(), PosixFilePermissions.fromString(permission.toString()));
    }

    @Override
    public FileStatus getFileLinkStatus(Path path) throws IOException {
      return Files.isSymbolicLink(pathToFile(path).toPath())
          ? super.getFileLinkStatus(path)
          : getFileStatus(path);
    }
  }

  /**
   * Renames a file only where there is none. Hadoop looks first and then renames; of two processes
   * that commit the same version to a Delta log, the second could take the first one's place.
   */
  private static final class RawWithoutReplacing extends Raw {
    @Override
    public boolean rename(Path from, Path to) throws IOException {
      java.nio.file.Path source = pathToFile(from).toPath();
      if (!Files.isRegularFile(source)) {
        return super.rename(from, to);
      }
      try {
        Files.createLink(pathToFile(to).toPath(), source);
      } catch (FileAlreadyExistsException e) {
        throw new org.apache.hadoop.fs.FileAlreadyExistsException(to + " exists");
      } catch (FileSystemException | UnsupportedOperationException e) {
        // Not every file system knows links: exFAT, some network drives.
        return super.rename(from, to);
      }
      Files.delete(source);
      return true;
    }
  }

  /** The same for Hadoop's newer interface, through which Delta writes its log. */
  public static final class Context extends ChecksumFs {

    /** Made by Hadoop, by name. */
    public Context(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(new RawContext(uri, conf));
    }
  }

  private static final class RawContext extends DelegateToFileSystem {
    RawContext(URI uri, Configuration conf) throws IOException, URISyntaxException {
      super(uri, new RawWithoutReplacing(), conf, FsConstants.LOCAL_FS_URI.getScheme(), false);
    }

    @Override
    public int getUriDefaultPort() {
      return -1;
    }

    @Override
    @SuppressWarnings("deprecation") // The replacement takes a path and asks the same.
    public FsServerDefaults getServerDefaults() throws IOException {
      return fsImpl.getServerDefaults();
    }

    @Override
    public boolean isValidName(String name) {
      return true;
    }
  }
}
