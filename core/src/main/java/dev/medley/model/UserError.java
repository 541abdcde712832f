package dev.medley.model;

import java.util.Collection;
import java.util.Comparator;

/**
 * Something that the user asked for and cannot have. The message is one line that names what was
 * wrong, what is allowed and the nearest valid choice; commands print it and exit with 2.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1;

  public UserError(String message) {
    super(message);
  }

  public UserError(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * An unknown name.
   *
   * @param what what it should have been: "scenario", "table of ed_throughput"
   */
  public static UserError unknown(String what, String name, Collection<String> valid) {
    return new UserError(
        "unknown "
            + what
            + " '"
            + name
            + "'"
            + suggestion(name, valid)
            + " (valid: "
            + (valid.isEmpty() ? "none" : String.join(", ", valid))
            + ")");
  }

  /** {@code - did you mean '…'?} with the nearest of the valid names; empty if none is near. */
  public static String suggestion(String name, Collection<String> valid) {
    return valid.stream()
        .filter(v -> v.startsWith(name) || distance(name, v) <= Math.max(2, v.length() / 2))
        .min(Comparator.comparingInt(v -> distance(name, v)))
        .map(nearest -> " - did you mean '" + nearest + "'?")
        .orElse("");
  }

  /** The first line of what an exception says, cut where it would no longer be read. */
  public static String firstLine(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line = message.strip().lines().findFirst().orElse(e.getClass().getSimpleName());
    return line.length() <= 300 ? line : line.substring(0, 300) + "…";
  }

  /** Levenshtein distance without regard to case. */
  private static int distance(String left, String right) {
    int[] row = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        boolean same =
            Character.toLowerCase(left.charAt(i - 1)) == Character.toLowerCase(right.charAt(j - 1));
        int next = Math.min(diagonal + (same ? 0 : 1), 1 + Math.min(row[j], row[j - 1]));
        diagonal = row[j];
        row[j] = next;
      }
    }
    return row[right.length()];
  }
}
