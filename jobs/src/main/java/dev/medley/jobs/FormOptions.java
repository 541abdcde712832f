package dev.medley.jobs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medley.run.Progress;
import dev.medley.run.Watch;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Option;

/** Whether a report is for people or for programs. */
class FormOptions {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Option(names = "--json", description = "Print the report as JSON, for programs.")
  private boolean json;

  /**
   * Prints a report.
   *
   * @param lines for people
   * @param value for programs: maps, lists, texts, numbers
   */
  void print(List<String> lines, Supplier<Object> value, PrintWriter out) {
    if (json) {
      out.println(text(value.get()));
    } else {
      lines.forEach(out::println);
    }
    out.flush();
  }

  static String text(Object value) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The same for commands that somebody waits for. */
  static final class OfLongWork extends FormOptions {
    @Option(names = "--quiet", description = "Do not say how far the work has come.")
    private boolean quiet;

    Progress progress() {
      return quiet ? Progress.SILENT : ConsoleProgress.onScreen();
    }

    Watch watch(String task) {
      return quiet ? Watch.NOBODY : ConsoleProgress.stepsOnScreen(task);
    }

    boolean isQuiet() {
      return quiet;
    }
  }
}
