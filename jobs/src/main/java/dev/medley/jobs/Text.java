package dev.medley.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Text for a screen. */
final class Text {
  /** Columns of text in a file or pipe, and the most that are used of a terminal. */
  static final int WIDTH = 100;

  /** Set by the launcher where standard output is a terminal: its columns. */
  static final String COLUMNS = "medley.width";

  private static final int USUAL_COLUMNS = 80;
  private static final int FEWEST_COLUMNS = 40;

  private Text() {}

  /**
   * Columns that a report may take: of the terminal, or {@value #WIDTH} where it goes elsewhere.
   */
  static int width() {
    return System.getProperty(COLUMNS) == null ? WIDTH : columns(COLUMNS);
  }

  /** Columns of a terminal by what the launcher found; some terminals do not tell. */
  static int columns(String property) {
    int columns = Integer.getInteger(property, USUAL_COLUMNS);
    return Math.min(columns < FEWEST_COLUMNS ? USUAL_COLUMNS : columns, WIDTH);
  }

  /** Lines of at most so many columns; breaks between words where there are any. */
  static List<String> wrap(String text, int width) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.strip().split("\\s+", -1)) {
      String rest = word;
      if (!line.isEmpty() && line.length() + 1 + rest.length() > width) {
        lines.add(line.toString());
        line.setLength(0);
      }
      while (rest.length() > width) {
        lines.add(rest.substring(0, width));
        rest = rest.substring(width);
      }
      line.append(line.isEmpty() ? "" : " ").append(rest);
    }
    lines.add(line.toString());
    return lines;
  }

  /** The text wrapped to the screen behind so many blanks. */
  static List<String> paragraph(int indent, String text) {
    return wrap(text, width() - indent).stream()
        .map(l -> (" ".repeat(indent) + l).stripTrailing())
        .toList();
  }

  /** {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** {@code 1,234,567}, the decimals left out. */
  static String count(double number) {
    return String.format(Locale.ROOT, "%,.0f", number);
  }

  /** {@code 1 block}, {@code 1,200 blocks}. */
  static String count(long number, String noun) {
    return count(number) + " " + noun + (number == 1 ? "" : "s");
  }

  /** {@code 1.5 MB}, {@code 320 GB}. */
  static String bytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB", "PB", "EB"};
    double size = bytes;
    int unit = 0;
    while (size >= 1000 && unit < units.length - 1) {
      size /= 1000;
      unit++;
    }
    String pattern = unit > 0 && size < 10 ? "%.1f %s" : "%.0f %s";
    return String.format(Locale.ROOT, pattern, size, units[unit]);
  }

  /** {@code 3.2 s}, {@code 4 min 10 s}, {@code 2 h 5 min}, {@code 3 d 4 h}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    if (seconds < 86_400) {
      return seconds / 3600 + " h " + seconds % 3600 / 60 + " min";
    }
    return count(seconds / 86_400) + " d " + seconds % 86_400 / 3600 + " h";
  }

  /** A measured value with as many digits as an eye wants: {@code 0.1403}, {@code 55,800}. */
  static String figure(Double value) {
    if (value == null) {
      return "-";
    }
    if (Math.abs(value) >= 1000) {
      return count(value);
    }
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.4g", value);
  }

  /** The text, or its beginning with an ellipsis. */
  static String shortened(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1).stripTrailing() + "…";
  }

  /** One argument as a shell takes it. */
  static String shellQuoted(String argument) {
    return argument.matches("[\\w@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
