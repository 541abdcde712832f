package dev.medley.jobs;

import java.util.ArrayList;
import java.util.List;

/** A table of text that fits the screen: columns that are too wide wrap their cells. */
final class Grid {
  private static final int GAP = 2;
  private static final int NARROWEST = 8;

  private final int indent;
  private final List<String> headers = new ArrayList<>();
  private final List<Boolean> rightAligned = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  Grid(int indent) {
    this.indent = indent;
  }

  /** A column of words. */
  Grid words(String header) {
    headers.add(header);
    rightAligned.add(false);
    return this;
  }

  /** A column of numbers. */
  Grid numbers(String header) {
    headers.add(header);
    rightAligned.add(true);
    return this;
  }

  Grid row(String... cells) {
    if (cells.length != headers.size()) {
      throw new IllegalArgumentException(cells.length + " cells, " + headers.size() + " columns");
    }
    rows.add(List.of(cells));
    return this;
  }

  /** The lines of header and rows. */
  List<String> lines() {
    if (rows.isEmpty()) {
      return List.of();
    }
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    if (headers.stream().anyMatch(h -> !h.isEmpty())) {
      addLines(headers, widths, lines);
    }
    rows.forEach(row -> addLines(row, widths, lines));
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[headers.size()];
    int total = indent + GAP * (widths.length - 1);
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] =
          rows.stream()
              .mapToInt(row -> row.get(column).length())
              .reduce(headers.get(c).length(), Math::max);
      total += widths[c];
    }
    int[] words = longestWords();
    for (; total > Text.width(); total--) {
      int widest = widest(widths, words);
      // A narrow terminal would rather break a line itself than have a name broken for it, which
      // nobody could copy.
      boolean cutsWord = widths[widest] <= words[widest];
      if (widths[widest] <= NARROWEST || (cutsWord && total <= Text.WIDTH)) {
        break;
      }
      widths[widest]--;
    }
    return widths;
  }

  /** The widest of the columns that can be narrowed without cutting a word; else of all. */
  private static int widest(int[] widths, int[] words) {
    int widest = -1;
    int widestOfAll = 0;
    for (int c = 0; c < widths.length; c++) {
      if (widths[c] >= widths[widestOfAll]) {
        widestOfAll = c;
      }
      boolean canBeNarrowed = widths[c] > Math.max(NARROWEST, words[c]);
      if (canBeNarrowed && (widest < 0 || widths[c] >= widths[widest])) {
        widest = c;
      }
    }
    return widest < 0 ? widestOfAll : widest;
  }

  private int[] longestWords() {
    int[] longest = new int[headers.size()];
    for (List<String> row : rows) {
      for (int c = 0; c < longest.length; c++) {
        for (String word : row.get(c).split("\\s+", -1)) {
          longest[c] = Math.max(longest[c], word.length());
        }
      }
    }
    return longest;
  }

  private void addLines(List<String> cells, int[] widths, List<String> lines) {
    List<List<String>> wrapped = new ArrayList<>();
    int height = 0;
    for (int c = 0; c < widths.length; c++) {
      wrapped.add(Text.wrap(cells.get(c), Math.max(1, widths[c])));
      height = Math.max(height, wrapped.get(c).size());
    }
    for (int l = 0; l < height; l++) {
      StringBuilder line = new StringBuilder(" ".repeat(indent));
      for (int c = 0; c < widths.length; c++) {
        String text = l < wrapped.get(c).size() ? wrapped.get(c).get(l) : "";
        String padding = " ".repeat(Math.max(0, widths[c] - text.length()));
        line.append(rightAligned.get(c) ? padding + text : text + padding).append(" ".repeat(GAP));
      }
      lines.add(line.toString().stripTrailing());
    }
  }
}
