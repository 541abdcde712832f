package dev.medley.verify;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A scenario's notebooks in Databricks' source format, in SQL and in Python. The exercise tells
 * what the data is about, takes a first look at every table and asks the questions; the solution
 * gives to each the query of who walks into the trap, the right one, and what must come out, and
 * says what the answer key knows about the mess. Rendered from the scenario, so that they cannot go
 * stale.
 */
public final class Notebook {
  private static final String FIRST_LINE = "-- Databricks notebook source";
  private static final String BORDER = "-- COMMAND ----------";
  private static final String MAGIC = "-- MAGIC";
  private static final String EMPTY = "-- Your query.";

  /** What a notebook is for. */
  public enum Kind {
    EXERCISE("exercises/"),
    SOLUTION("");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }
  }

  /** The language of a notebook, in which its SQL stands as it is or in strings. */
  public enum Language {
    SQL("", ".sql"),
    PYTHON("python/", ".py");

    private final String folder;
    private final String ending;

    Language(String folder, String ending) {
      this.folder = folder;
      this.ending = ending;
    }
  }

  private final Kind kind;
  private final List<String> cells = new ArrayList<>();

  private Notebook(Kind kind) {
    this.kind = kind;
  }

  /** Where the scenario's notebook lies below the folder of all. */
  public static String fileName(Scenario scenario, Kind kind, Language language) {
    return language.folder + kind.folder + scenario.name() + language.ending;
  }

  /** The text of the scenario's notebook. */
  public static String render(Scenario scenario, Kind kind, Language language) {
    Notebook notebook = new Notebook(kind);
    notebook.introduction(scenario);
    notebook.firstLook(scenario);
    if (!scenario.insights().isEmpty()) {
      notebook.insights(scenario);
    }
    notebook.quality(scenario);
    notebook.closing(scenario);
    return language == Language.SQL ? notebook.sql() : notebook.python();
  }

  private String sql() {
    return FIRST_LINE + '\n' + String.join("\n\n" + BORDER + "\n\n", cells) + '\n';
  }

  private String python() {
    String border = inPython(BORDER);
    return cells.stream()
        .map(
            cell ->
                cell.startsWith(MAGIC)
                    ? cell.lines().map(Notebook::inPython).collect(Collectors.joining("\n"))
                    : cell.equals(EMPTY)
                        ? inPython(EMPTY)
                        : "display(spark.sql(r\"\"\"\n" + cell + "\n\"\"\"))")
        .collect(Collectors.joining("\n\n" + border + "\n\n", inPython(FIRST_LINE) + '\n', "\n"));
  }

  private static String inPython(String comment) {
    return comment.replaceFirst("^--", "#");
  }

  /** The SQL statements of a notebook in order, explanations left out. */
  public static List<String> sqlCells(String notebook) {
    String body = notebook.startsWith(FIRST_LINE) ? notebook.substring(FIRST_LINE.length()) : "";
    return Arrays.stream(body.split("(?m)^" + BORDER + "$"))
        .map(String::strip)
        .filter(cell -> !cell.isEmpty() && !cell.startsWith(MAGIC) && !cell.equals(EMPTY))
        .toList();
  }

  /** The text of the {@code README.md} that lists the notebooks. */
  public static String index(List<Scenario> scenarios) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Notebooks

        Two notebooks a scenario, in Databricks' source format: an exercise that asks, and a
        solution that answers and shows what goes wrong without care; both in SQL and, below
        `python`, in Python. Import a file into a workspace, choose the catalog and schema that hold
        the tables, run it from top to bottom. The queries are plain Spark SQL and run as well with
        `./medley sql`, `spark-sql` or in any other notebook.

        The files are rendered from the scenarios. After a change of one, write them anew with
        `./mvnw -pl core test -Dtest=NotebookTest -Dmedley.notebooks.write=true`.

        | about | SQL | Python |
        |---|---|---|
        """);
    for (Scenario scenario : scenarios) {
      text.append("| ").append(cell(scenario.about().title()));
      for (Language language : Language.values()) {
        text.append(
            " | [exercise](%s), [solution](%s)"
                .formatted(
                    fileName(scenario, Kind.EXERCISE, language),
                    fileName(scenario, Kind.SOLUTION, language)));
      }
      text.append(" |\n");
    }
    return text.toString();
  }

  private void introduction(Scenario scenario) {
    markdown(
        """
        # %s

        %s

        The data is synthetic and messy on purpose; what was done to it is written down in an
        answer key that lies apart from the tables.
        """
            .formatted(scenario.about().title(), scenario.about().story()));
    String tables =
        scenario.tables().stream()
            .map(t -> "| `%s%s` | %s |".formatted(t.isKey() ? "key." : "", t, cell(t.doc())))
            .collect(Collectors.joining("\n"));
    markdown(
        """
        ## Tables

        | table | what a row is |
        |---|---|
        %s
        | `key.cells` | One value that a mess stage changed: row, column, clean and published value. |
        | `key.rows` | One row that a mess stage dropped or delivered twice. |

        Tables whose name begins with `key.` are the answer key: look there last.
        """
            .formatted(tables));
    markdown(
        """
        ## Where the data is

        All queries name tables without catalog and schema. Choose them once, for instance

        ```sql
        USE CATALOG main;
        USE SCHEMA %1$s;
        ```

        Tables that were written to a folder are registered first:

        ```sql
        CREATE TABLE %2$s USING DELTA LOCATION '<folder>/%1$s/%2$s';
        ```

        The answer key of schema `%1$s` lies in schema `%1$s_key`:
        replace `key.` by `%1$s_key.` in the queries below. That of a folder lies in its subfolder
        `_key`; register its tables in a schema named `key`, and the queries run as they are.
        """
            .formatted(scenario.name(), scenario.mainTable()));
  }

  private void firstLook(Scenario scenario) {
    markdown("## A first look");
    for (Table<?> table : scenario.tables()) {
      if (table.isKey()) {
        continue;
      }
      String columns =
          table.published().stream().map(Notebook::column).collect(Collectors.joining("\n"));
      markdown(
          """
          ### %s

          %s

          | column | type | meaning |
          |---|---|---|
          %s
          """
              .formatted(table, table.doc(), columns));
      cells.add("SELECT * FROM " + table + " LIMIT 20");
    }
  }

  private static String column(Column column) {
    String note = column.key() ? "Key. " : "";
    String target = column.references().map(t -> " Joins `" + t + "`.").orElse("");
    String meaning = (note + column.doc() + target).strip();
    return "| `%s` | %s | %s |".formatted(column.name(), column.sqlType(), cell(meaning));
  }

  private void insights(Scenario scenario) {
    markdown(
        """
        ## Questions

        Every question has an answer that was built into the world. The numbers hold from the
        stated number of rows on.
        """);
    for (Insight insight : scenario.insights()) {
      if (kind == Kind.EXERCISE) {
        ask(scenario, insight);
      } else {
        answer(scenario, insight);
      }
    }
  }

  private void ask(Scenario scenario, Insight insight) {
    String columns =
        insight.expected().stream()
            .map(e -> "`" + e.column() + "`")
            .collect(Collectors.joining(", "));
    String tables =
        scenario.tables().stream()
            .filter(t -> names(insight.sql(), t))
            .map(t -> "`" + (t.isKey() ? "key." : "") + t + "`")
            .collect(Collectors.joining(", "));
    markdown(
        String.format(
            Locale.ROOT,
            """
            ### %s

            One row with %s, from %s. From %,d rows of `%s` on there is a right answer.
            """,
            insight.question(),
            columns,
            tables.isEmpty() ? "what you find" : tables,
            insight.minRows(),
            scenario.mainTable()));
    cells.add(EMPTY);
    if (!insight.naive().isEmpty()) {
      markdown("Before you believe your number, think of this: %s.".formatted(insight.naive()));
      cells.add(EMPTY);
    }
  }

  private static boolean names(String sql, Table<?> table) {
    return Pattern.compile("\\b" + table.name() + "\\b").matcher(sql).find();
  }

  private void answer(Scenario scenario, Insight insight) {
    String right =
        insight.expected().stream().map(Notebook::answer).collect(Collectors.joining("\n"));
    if (!insight.naive().isEmpty()) {
      markdown("### %s\n\n**The trap:** %s".formatted(insight.question(), insight.naive()));
      if (!insight.naiveSql().isEmpty()) {
        cells.add(statement(insight.naiveSql()));
      }
    }
    markdown(
        String.format(
            Locale.ROOT,
            """
            %s

            %s

            From %,d rows of `%s` on.
            """,
            insight.naive().isEmpty() ? "### " + insight.question() : "**The answer:**",
            right,
            insight.minRows(),
            scenario.mainTable()));
    cells.add(statement(insight.sql()));
  }

  private static String statement(String sql) {
    return sql.strip().replaceAll(";$", "");
  }

  private static String answer(Expected expected) {
    return "- `%s`: %s".formatted(expected.column(), expected.text());
  }

  private void quality(Scenario scenario) {
    if (kind == Kind.EXERCISE) {
      hunt(scenario);
      return;
    }
    String stages =
        scenario.stages().stream().map(Notebook::stage).collect(Collectors.joining("\n"));
    markdown(
        """
        ## Data quality

        These are the mess stages, in the order in which they were applied. The rate is the default
        share of eligible rows.

        | stage | table | what goes wrong | eligible rows | rate |
        |---|---|---|---|---|
        %s
        """
            .formatted(stages));
    markdown("### Rows that each stage touched");
    cells.add(
        """
        SELECT table_name, stage_id, column_name AS what, count(*) AS defects
        FROM key.cells GROUP BY table_name, stage_id, column_name
        UNION ALL
        SELECT table_name, stage_id, concat('row: ', action) AS what, count(*) AS defects
        FROM key.rows GROUP BY table_name, stage_id, action
        ORDER BY table_name, stage_id, what\
        """
            .strip());
    markdown(
        """
        ### Clean and published values

        A cell that several stages changed is listed once for each, always with the value before
        all of them and the one that was published.
        """);
    cells.add(
        """
        SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
        FROM key.cells LIMIT 20\
        """
            .strip());
    markdown(
        """
        ### Rows dropped and delivered twice

        The content of a dropped row is kept as JSON.
        """);
    cells.add(
        """
        SELECT stage_id, table_name, row_key, action, clean_row
        FROM key.rows LIMIT 20\
        """
            .strip());
  }

  private void hunt(Scenario scenario) {
    String stages =
        scenario.stages().stream()
            .map(s -> "| `%s` | `%s` | %s |".formatted(s.id(), s.table(), cell(s.doc())))
            .collect(Collectors.joining("\n"));
    markdown(
        """
        ## Data quality

        What follows was done to the clean data. How much of it can you find?

        | stage | table | what goes wrong |
        |---|---|---|
        %s

        Hand in what you found: `medley score %2$s --template found.csv` writes a file to fill in,
        and `medley score %2$s --detections found.csv` says how much of it is right.
        """
            .formatted(stages, scenario.name()));
    cells.add(EMPTY);
  }

  private static String stage(Stage stage) {
    String rows = stage.where().equals("true") ? "all" : "`" + cell(stage.where()) + "`";
    String rate =
        new BigDecimal(Double.toString(stage.rate())).stripTrailingZeros().toPlainString();
    return "| `%s` | `%s` | %s | %s | %s |"
        .formatted(stage.id(), stage.table(), cell(stage.doc()), rows, rate);
  }

  private void closing(Scenario scenario) {
    if (kind == Kind.EXERCISE) {
      markdown(
          """
          ## When you are done

          The solution has the query of who walks into each trap, the right one, and what must come
          out.
          """);
      return;
    }
    markdown(
        """
        ## Where to go from here

        - `medley score %1$s` compares rows that you think are wrong with the answer key.
        - `medley restore %1$s` writes the clean tables, to see what your cleaning should have given.
        - `medley verify %1$s` repeats all checks of this data set and writes them as the table
          `key.quality_report`.
        """
            .formatted(scenario.name()));
  }

  private void markdown(String text) {
    String lines =
        text.strip()
            .lines()
            .map(line -> line.isEmpty() ? MAGIC : MAGIC + ' ' + line)
            .collect(Collectors.joining("\n"));
    cells.add(MAGIC + " %md\n" + lines);
  }

  /** Text that fits into one cell of a Markdown table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ').strip();
  }
}
