package dev.medley.sink;

import dev.medley.world.Horizon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The receipts of a Parquet output, and whether its folders hold what they say. */
final class Receipts {
  /** The file of a table that got no row. */
  static final String NO_ROWS = "part-no-rows.parquet";

  private static final Pattern FOLDER =
      Pattern.compile("event_(month|date)=(\\d{4}-\\d\\d-\\d\\d)(?:/.*)?");

  /**
   * How a table's folder differs from the receipts.
   *
   * @param lost files that are gone or have another size
   * @param strange files without a receipt
   */
  record Difference(List<String> lost, List<String> strange) {}

  private final Files files;
  private final String done;

  /**
   * The receipts of an output.
   *
   * @param journal folder of what is under way and what is done
   */
  Receipts(Files files, String journal) {
    this.files = files;
    this.done = journal + "/done";
  }

  void write(String table, String stretch, int chunk, Receipt receipt) {
    files.write(folder(table) + "/" + mark(stretch) + chunk, receipt.text());
  }

  /** The receipts of a table for a stretch, by chunk. */
  Map<Integer, Receipt> of(String table, String stretch) {
    String prefix = mark(stretch);
    Map<Integer, Receipt> found = new TreeMap<>();
    for (String name : files.list(folder(table))) {
      if (name.startsWith(prefix)) {
        Optional<Receipt> receipt = files.read(folder(table) + "/" + name).flatMap(Receipt::parse);
        receipt.ifPresent(r -> found.put(Integer.valueOf(name.substring(prefix.length())), r));
      }
    }
    return found;
  }

  /** Whether the chunk has left a receipt, whole or not. */
  boolean has(String table, String stretch, int chunk) {
    return files.exists(folder(table) + "/" + mark(stretch) + chunk);
  }

  /** Whether any chunk of the stretch has left a receipt, whole or not. */
  boolean hasAny(String table, String stretch) {
    return files.list(folder(table)).stream().anyMatch(n -> n.startsWith(mark(stretch)));
  }

  /**
   * Compares a table with the receipts of its stretches.
   *
   * @param place folder of the table
   * @param stretches names of the stretches in their order, each with what it replaced
   */
  Difference difference(String table, String place, Map<String, Replacing> stretches) {
    Map<String, Long> expected = new TreeMap<>();
    stretches.forEach(
        (stretch, replaced) -> {
          expected.keySet().removeIf(file -> isReplaced(file, replaced));
          of(table, stretch).values().forEach(r -> expected.putAll(r.files()));
        });
    Map<String, Long> there = files.visible(place);
    List<String> lost = new ArrayList<>();
    expected.forEach(
        (file, bytes) -> {
          if (!bytes.equals(there.get(file))) {
            lost.add(file);
          }
        });
    List<String> strange =
        there.keySet().stream()
            .filter(f -> !expected.containsKey(f) && !f.endsWith(NO_ROWS))
            .toList();
    return new Difference(lost, strange);
  }

  /** Whether a file or folder of a table goes when a stretch comes. */
  static boolean isReplaced(String path, Replacing replaced) {
    if (replaced instanceof Replacing.All) {
      return true;
    }
    Matcher dated = FOLDER.matcher(path);
    if (!(replaced instanceof Replacing.Days replacing) || !dated.matches()) {
      return false;
    }
    LocalDate day = LocalDate.parse(dated.group(2));
    Horizon days = replacing.days();
    // A world that begins in mid-month has its first days in the folder of that month's first.
    LocalDate first = dated.group(1).equals("month") ? days.from().withDayOfMonth(1) : days.from();
    return !day.isBefore(first) && !day.isAfter(days.to());
  }

  private String folder(String table) {
    return done + "/" + simple(table);
  }

  static String simple(String table) {
    return table.replace('.', '-');
  }

  static String mark(String stretch) {
    return stretch.replaceAll("[^A-Za-z0-9]+", "-") + "-";
  }

  /** The stretches of a manifest, each with what it replaced. */
  static Map<String, Replacing> stretches(Manifest manifest, String scenario) {
    Map<String, Replacing> stretches = new LinkedHashMap<>();
    for (int i = 0; i < manifest.stretches().size(); i++) {
      stretches.put(manifest.stretchName(scenario, i), manifest.replacedBy(i));
    }
    return stretches;
  }
}
