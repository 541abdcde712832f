package dev.medley.sink;

import dev.medley.model.UserError;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;

/** The few things that Medley does with files itself, on any file system that Hadoop knows. */
public final class Files {
  private static final String DRAFT = ".draft";

  /** What Spark does not read. */
  private static final Pattern HIDDEN = Pattern.compile("(^|/)[._]");

  private final Configuration hadoop;

  public Files(Configuration hadoop) {
    this.hadoop = hadoop;
  }

  public boolean exists(String path) {
    return call(path, fs -> fs.exists(new Path(path)));
  }

  public Optional<String> read(String path) {
    return call(
        path,
        fs -> {
          Optional<String> found = read(fs, new Path(path));
          // Where a file cannot take the place of another, there is a moment with the draft alone.
          return found.isPresent() ? found : read(fs, new Path(path + DRAFT));
        });
  }

  private static Optional<String> read(FileSystem fs, Path file) throws IOException {
    try (InputStream in = withoutChecksums(fs).open(file)) {
      return Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /**
   * Replaces a file's content; readers see the old or the new one, whether the writer lives on or
   * not.
   */
  public void write(String path, String text) {
    call(
        path,
        checked -> {
          FileSystem fs = withoutChecksums(checked);
          Path file = new Path(path);
          // Two writers must not share a draft.
          Path draft = new Path(path + "." + UUID.randomUUID());
          try (OutputStream out = fs.create(draft, true)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
          }
          if (renamed(fs, draft, file)) {
            return null;
          }
          Path complete = new Path(path + DRAFT);
          fs.delete(complete, false);
          renamed(fs, draft, complete);
          fs.delete(file, false);
          if (!renamed(fs, complete, file) && !fs.exists(file)) {
            throw new IOException("cannot rename " + complete);
          }
          return null;
        });
  }

  /** Whether the file has been renamed; a local file system replaces what was there. */
  private static boolean renamed(FileSystem fs, Path from, Path to) throws IOException {
    try {
      return fs.rename(from, to);
    } catch (FileAlreadyExistsException | FileNotFoundException e) {
      return false;
    }
  }

  /** A local file's checksum lies in a second file, which cannot be replaced along with it. */
  private static FileSystem withoutChecksums(FileSystem fs) {
    return fs instanceof LocalFileSystem local ? local.getRawFileSystem() : fs;
  }

  public void delete(String path) {
    call(path, fs -> fs.delete(new Path(path), true));
  }

  public boolean isFolder(String path) {
    return call(
        path,
        fs -> {
          try {
            return fs.getFileStatus(new Path(path)).isDirectory();
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  /** When the youngest file below a folder, or the file, was written; empty if there is none. */
  public OptionalLong youngest(String path) {
    return call(
        path,
        fs -> {
          long youngest = -1;
          try {
            RemoteIterator<LocatedFileStatus> files = fs.listFiles(new Path(path), true);
            while (files.hasNext()) {
              youngest = Math.max(youngest, files.next().getModificationTime());
            }
          } catch (FileNotFoundException e) {
            return OptionalLong.empty();
          }
          return youngest < 0 ? OptionalLong.empty() : OptionalLong.of(youngest);
        });
  }

  /** Names of what a folder holds; empty if there is no folder. */
  public List<String> list(String path) {
    return call(
        path,
        fs -> {
          try {
            return Arrays.stream(fs.listStatus(new Path(path)))
                .map(s -> s.getPath().getName())
                .sorted()
                .toList();
          } catch (FileNotFoundException e) {
            return List.of();
          }
        });
  }

  /** All files below a folder, by their path relative to it. */
  public List<String> below(String path) {
    return call(
        path,
        fs -> {
          List<String> found = new ArrayList<>();
          Path root = fs.makeQualified(new Path(path));
          RemoteIterator<LocatedFileStatus> files = fs.listFiles(root, true);
          while (files.hasNext()) {
            FileStatus file = files.next();
            found.add(file.getPath().toString().substring(root.toString().length() + 1));
          }
          found.sort(null);
          return found;
        });
  }

  /** Sizes of the files below a folder that readers take for data, by their path in it. */
  public Map<String, Long> visible(String path) {
    return call(
        path,
        fs -> {
          Map<String, Long> found = new TreeMap<>();
          Path root = fs.makeQualified(new Path(path));
          try {
            RemoteIterator<LocatedFileStatus> files = fs.listFiles(root, true);
            while (files.hasNext()) {
              FileStatus file = files.next();
              String name = file.getPath().toString().substring(root.toString().length() + 1);
              if (!HIDDEN.matcher(name).find()) {
                found.put(name, file.getLen());
              }
            }
          } catch (FileNotFoundException e) {
            return Map.of();
          }
          return found;
        });
  }

  /**
   * Makes a file that is not there yet.
   *
   * @return whether it was not there
   */
  public boolean create(String path, String text) {
    return call(
        path,
        checked -> {
          FileSystem fs = withoutChecksums(checked);
          try (OutputStream out = fs.create(new Path(path), false)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            return true;
          } catch (FileAlreadyExistsException e) {
            return false;
          }
        });
  }

  /** Whether a file with such an ending lies below a folder; looks no further than the first. */
  public boolean holds(String path, String ending) {
    return call(
        path,
        fs -> {
          try {
            RemoteIterator<LocatedFileStatus> files = fs.listFiles(new Path(path), true);
            while (files.hasNext()) {
              if (files.next().getPath().getName().endsWith(ending)) {
                return true;
              }
            }
            return false;
          } catch (FileNotFoundException e) {
            return false;
          }
        });
  }

  public long size(String path) {
    return call(path, fs -> fs.getFileStatus(new Path(path)).getLen());
  }

  /** Moves a file into place; replaces what an interrupted move left. */
  public void move(String from, String to) {
    call(
        to,
        fs -> {
          Path target = new Path(to);
          fs.mkdirs(target.getParent());
          fs.delete(target, false);
          if (!fs.rename(new Path(from), target)) {
            throw new IOException("cannot rename " + from);
          }
          return null;
        });
  }

  private interface Action<T> {
    T on(FileSystem fs) throws IOException;
  }

  private <T> T call(String path, Action<T> action) {
    try {
      return action.on(new Path(path).getFileSystem(hadoop));
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("cannot use " + path + ": " + firstLine(e), e);
    }
  }

  private static String firstLine(Exception e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }
}
