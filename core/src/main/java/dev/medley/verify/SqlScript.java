package dev.medley.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * The statements of an SQL file in their order. A notebook in Databricks' source format keeps its
 * headings; of any other file all is SQL. Statements end with a semicolon or with their cell.
 */
public final class SqlScript {

  /**
   * A statement.
   *
   * @param headings the headings above it since the last one, without their hashes
   * @param sql the statement without its semicolon
   */
  public record Step(List<String> headings, String sql) {}

  private final List<Step> steps = new ArrayList<>();
  private List<String> headings = new ArrayList<>();

  private SqlScript() {}

  /** The statements of the text of a file. */
  public static List<Step> steps(String text) {
    SqlScript script = new SqlScript();
    if (!text.startsWith(Notebook.FIRST_LINE)) {
      script.cell(text);
      return script.steps;
    }
    String body = text.substring(Notebook.FIRST_LINE.length());
    for (String cell : body.split("(?m)^" + Notebook.BORDER + "\\s*$", -1)) {
      if (cell.strip().startsWith(Notebook.MAGIC)) {
        script.explanation(cell);
      } else {
        script.cell(cell);
      }
    }
    return script.steps;
  }

  private void explanation(String cell) {
    for (String line : cell.lines().toList()) {
      if (line.matches(Notebook.MAGIC + " #+ .*")) {
        headings.add(line.replaceFirst(Notebook.MAGIC + " #+ ", "").strip());
      }
    }
  }

  private void cell(String sql) {
    int begin = 0;
    boolean isEmpty = true;
    int at = 0;
    while (at < sql.length()) {
      char c = sql.charAt(at);
      if (c == ';') {
        add(sql.substring(begin, at), isEmpty);
        isEmpty = true;
        at++;
        begin = at;
      } else if (sql.startsWith("--", at)) {
        at = after(sql, "\n", at);
      } else if (sql.startsWith("/*", at)) {
        at = after(sql, "*/", at + 2);
      } else {
        isEmpty &= Character.isWhitespace(c);
        at = c == '\'' || c == '"' || c == '`' ? afterQuoted(sql, at) : at + 1;
      }
    }
    add(sql.substring(begin), isEmpty);
  }

  private void add(String sql, boolean isEmpty) {
    if (!isEmpty) {
      steps.add(new Step(List.copyOf(headings), sql.strip()));
      headings = new ArrayList<>();
    }
  }

  private static int after(String sql, String end, int from) {
    int found = sql.indexOf(end, from);
    return found < 0 ? sql.length() : found + end.length();
  }

  /** A quote within that is doubled begins the next quoted part, which comes to the same. */
  private static int afterQuoted(String sql, int from) {
    char quote = sql.charAt(from);
    int at = from + 1;
    while (at < sql.length() && sql.charAt(at) != quote) {
      at += sql.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(at + 1, sql.length());
  }
}
