package dev.medley.jobs;

import dev.medley.model.UserError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import picocli.CommandLine.Option;

/** How rows are shown. */
final class ResultOptions {
  private static final List<String> FORMS = List.of("table", "csv", "json");

  @Option(
      names = "--as",
      paramLabel = "<form>",
      description = "table, csv or json (an object a line). Default: table.")
  private String form = "table";

  @Option(
      names = "--limit",
      paramLabel = "<rows>",
      description = "Rows to show at most. Default: 20 in a table, all in csv and json.")
  private Integer limit;

  void require() {
    if (!FORMS.contains(form)) {
      throw UserError.unknown("--as", form, FORMS);
    }
    if (limit != null && limit < 1) {
      throw new UserError("--limit " + limit + ": must be at least 1");
    }
  }

  boolean isTable() {
    return form.equals("table");
  }

  void print(Dataset<Row> rows, PrintWriter out) {
    switch (form) {
      case "csv" -> printCsv(limited(rows), out);
      case "json" -> limited(rows).toJSON().toLocalIterator().forEachRemaining(out::println);
      default -> printTable(rows, out);
    }
    out.flush();
  }

  private Dataset<Row> limited(Dataset<Row> rows) {
    return limit == null ? rows : rows.limit(limit);
  }

  /** All values as Spark writes them; a query may name two columns alike. */
  private static Dataset<Row> text(Dataset<Row> rows) {
    String[] names =
        IntStream.range(0, rows.columns().length).mapToObj(c -> "c" + c).toArray(String[]::new);
    Dataset<Row> named = rows.toDF(names);
    return named.select(
        Arrays.stream(names)
            .map(n -> named.col(n).cast(DataTypes.StringType))
            .toArray(Column[]::new));
  }

  private static void printCsv(Dataset<Row> rows, PrintWriter out) {
    out.println(csv(List.of(rows.columns())));
    Iterator<Row> all = text(rows).toLocalIterator();
    while (all.hasNext()) {
      out.println(csv(cells(all.next(), "")));
    }
  }

  private static String csv(List<String> cells) {
    return String.join(
        ",",
        cells.stream()
            .map(c -> c.matches("(?s).*[\",\\r\\n].*") ? '"' + c.replace("\"", "\"\"") + '"' : c)
            .toList());
  }

  private static List<String> cells(Row row, String nothing) {
    List<String> cells = new ArrayList<>();
    for (int c = 0; c < row.size(); c++) {
      cells.add(row.isNullAt(c) ? nothing : row.getString(c));
    }
    return cells;
  }

  private void printTable(Dataset<Row> rows, PrintWriter out) {
    int most = limit == null ? 20 : limit;
    List<Row> found = text(rows).takeAsList(most + 1);
    List<List<String>> shown = found.stream().limit(most).map(row -> cells(row, "NULL")).toList();
    List<String> names = List.of(rows.columns());
    if (width(names, shown) <= Text.width()) {
      Grid grid = new Grid(0);
      for (int c = 0; c < names.size(); c++) {
        if (rows.schema().apply(c).dataType() instanceof NumericType) {
          grid.numbers(names.get(c));
        } else {
          grid.words(names.get(c));
        }
      }
      shown.forEach(cells -> grid.row(cells.toArray(String[]::new)));
      grid.lines().forEach(out::println);
    } else {
      for (int r = 0; r < shown.size(); r++) {
        out.println("-- row " + (r + 1));
        Grid grid = new Grid(0).words("").words("");
        for (int c = 0; c < names.size(); c++) {
          grid.row(names.get(c), shown.get(r).get(c));
        }
        grid.lines().forEach(out::println);
      }
    }
    out.println(
        found.size() > most
            ? Text.count(most, "row") + " of more; --limit shows further ones"
            : Text.count(shown.size(), "row"));
  }

  private static int width(List<String> names, List<List<String>> rows) {
    int width = 0;
    for (int c = 0; c < names.size(); c++) {
      int column = c;
      width +=
          2
              + rows.stream()
                  .mapToInt(r -> r.get(column).length())
                  .reduce(names.get(c).length(), Math::max);
    }
    return width;
  }
}
