package dev.medley.exam;

import dev.medley.model.Table;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Asks the same of the same Parquet files in DuckDB, whose SQL differs in places. */
final class Duck implements AutoCloseable {
  private static final List<String> MACROS =
      List.of(
          "spark_dayofweek(d) AS dayofweek(d) + 1",
          "spark_if(c, a, b) AS CASE WHEN c THEN a ELSE b END",
          "spark_datediff(a, b) AS date_diff('day', CAST(b AS DATE), CAST(a AS DATE))",
          "add_minute(n, t) AS t + to_minutes(CAST(n AS BIGINT))");

  /** What Spark writes, as a regular expression, and what DuckDB writes for it. */
  private static final List<List<String>> WORDS =
      List.of(
          List.of("\\bpercentile\\(", "quantile_cont("),
          List.of("\\bdayofweek\\(", "spark_dayofweek("),
          List.of("\\bIF\\(", "spark_if("),
          List.of("\\bdatediff\\(", "spark_datediff("),
          List.of("\\btimestampdiff\\((\\w+),", "date_sub('$1',"),
          List.of("\\btimestampadd\\(MINUTE,", "add_minute("),
          List.of(
              "\\bcount\\(DISTINCT ([\\w.]+), (\\w+\\([\\w.]+\\)|[\\w.]+)\\)",
              "count(DISTINCT ($1, $2))"),
          List.of("\\bmin_by\\(", "arg_min("),
          List.of("\\bmax_by\\(", "arg_max("),
          List.of("\\bLEFT (SEMI|ANTI) JOIN\\b", "$1 JOIN"),
          List.of("\\bTIMESTAMP_NTZ\\b", "TIMESTAMP"),
          List.of("\\blog\\(", "ln("),
          List.of("\\bover\\b(?! *\\()", "over_"));

  private final Connection connection;

  /** Opens the tables of a run that lies as Parquet under a folder. */
  Duck(Path run, List<Table<?>> tables) throws SQLException {
    connection = DriverManager.getConnection("jdbc:duckdb:");
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET threads = 2");
      statement.execute("SET memory_limit = '500MB'");
      for (String macro : MACROS) {
        statement.execute("CREATE MACRO " + macro);
      }
      for (Table<?> table : tables) {
        statement.execute(
            "CREATE VIEW "
                + table.name()
                + " AS SELECT * FROM read_parquet('"
                + run.resolve(table.name())
                + "/**/*.parquet', hive_partitioning = true)");
      }
    }
  }

  static String translated(String sql) {
    String text = sql;
    for (List<String> word : WORDS) {
      text = text.replaceAll(word.get(0), word.get(1));
    }
    return text;
  }

  /** The numbers of the only row, by column. */
  Map<String, Double> row(String sparkSql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(translated(sparkSql))) {
      ResultSetMetaData columns = rows.getMetaData();
      Map<String, Double> numbers = new HashMap<>();
      rows.next();
      for (int c = 1; c <= columns.getColumnCount(); c++) {
        Object value = rows.getObject(c);
        if (value instanceof Number number) {
          numbers.put(columns.getColumnLabel(c), number.doubleValue());
        }
      }
      return numbers;
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
