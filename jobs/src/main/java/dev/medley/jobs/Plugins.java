package dev.medley.jobs;

import dev.medley.model.UserError;
import dev.medley.scenario.Services;
import java.io.File;
import java.io.PrintWriter;
import java.nio.file.Path;

/** The jars of {@code ./medley --plugins}, which the launcher has put on the class path. */
final class Plugins {
  /** Set by the launcher: paths, between colons. */
  static final String JARS = "medley.plugins";

  private Plugins() {}

  /** Whether each of them brings a scenario; says so if not. */
  static boolean areUsable(PrintWriter err) {
    try {
      for (String jar : System.getProperty(JARS, "").split(File.pathSeparator, -1)) {
        if (!jar.isEmpty()) {
          Services.requireScenarios(Path.of(jar));
        }
      }
      return true;
    } catch (UserError e) {
      err.println("medley: --plugins: " + e.getMessage());
      err.flush();
      return false;
    }
  }
}
