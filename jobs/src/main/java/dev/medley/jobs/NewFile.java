package dev.medley.jobs;

import dev.medley.model.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that a command writes for people, which must not take the place of others. */
final class NewFile {
  private NewFile() {}

  /**
   * Writes a file that is not there yet.
   *
   * @param option that named it
   * @throws UserError if it is there, or cannot be written
   */
  static void write(String option, String file, String text) {
    try {
      Files.writeString(Path.of(file), text, StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw new UserError(option + " " + file + " exists already; name another file", e);
    } catch (NoSuchFileException e) {
      throw new UserError(option + " " + file + ": there is no such folder", e);
    } catch (IOException | InvalidPathException e) {
      throw new UserError(option + " " + file + " cannot be written: " + e, e);
    }
  }
}
