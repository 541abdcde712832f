package dev.medley.sink;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What one chunk has put into a table of plain files. Such a folder has no log that says which
 * files belong to it, so each chunk leaves a receipt.
 *
 * @param rows rows of the chunk
 * @param files sizes in bytes of its files, by their path in the table
 */
record Receipt(long rows, Map<String, Long> files) {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  long bytes() {
    return files.values().stream().mapToLong(Long::longValue).sum();
  }

  /** As text: the rows, then a line a file. */
  String text() {
    List<String> lines = new ArrayList<>();
    lines.add(rows + " " + files.size());
    new TreeMap<>(files).forEach((file, bytes) -> lines.add(bytes + " " + file));
    return String.join("\n", lines) + "\n";
  }

  /** Reads what {@link #text} wrote; empty if it is not whole. */
  static Optional<Receipt> parse(String text) {
    List<String[]> lines = text.lines().map(line -> line.split(" ", 2)).toList();
    boolean isWhole =
        !lines.isEmpty() && lines.stream().allMatch(l -> l.length == 2 && isNumber(l[0]));
    if (!isWhole || !lines.get(0)[1].equals(Integer.toString(lines.size() - 1))) {
      return Optional.empty();
    }
    Map<String, Long> files = new TreeMap<>();
    lines.stream().skip(1).forEach(l -> files.put(l[1], Long.valueOf(l[0])));
    return Optional.of(new Receipt(Long.parseLong(lines.get(0)[0]), files));
  }

  private static boolean isNumber(String text) {
    return NUMBER.matcher(text).matches();
  }
}
