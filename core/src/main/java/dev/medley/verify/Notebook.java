package dev.medley.verify;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Detection;
import dev.medley.model.Expected;
import dev.medley.model.Insight;
import dev.medley.model.Table;
import dev.medley.scenario.Scenario;
import dev.medley.sink.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A scenario's notebooks in Databricks' source format, in SQL and in Python. The exercise tells
 * what the data is about, takes a first look at every table and asks the questions; the solution
 * gives to each the query of who walks into the trap, the right one, and what must come out, says
 * what the answer key knows about the mess, and shows how some of it is found. Rendered from the
 * scenario, so that they cannot go stale.
 *
 * <p>The first cells that run make the widgets that say where the data is, and a temporary view of
 * every table: those of the answer key are {@code key_<name>}, as a temporary view has no schema.
 * They run in Databricks and, where {@link Widgets} stand in for its own, everywhere else.
 */
public final class Notebook {
  static final String FIRST_LINE = "-- Databricks notebook source";
  static final String BORDER = "-- COMMAND ----------";
  static final String MAGIC = "-- MAGIC";
  private static final String EMPTY = "-- Your query.";
  private static final String QUICKSTART = "quickstart";
  private static final Pattern KEY_TABLE = Pattern.compile("\\bkey\\.(?=\\w)");

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

  private record Cell(String sql, String python) {}

  private final Kind kind;
  private final List<Cell> cells = new ArrayList<>();

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
    notebook.loading(scenario);
    notebook.firstLook(scenario);
    if (!scenario.insights().isEmpty()) {
      notebook.insights(scenario);
    }
    notebook.quality(scenario);
    scenario.detections().forEach(detection -> notebook.detection(scenario, detection));
    notebook.closing(scenario);
    return notebook.text(language);
  }

  /** Where the notebook that shows what Medley is lies below the folder of all. */
  public static String quickstartName(Language language) {
    return language.folder + QUICKSTART + language.ending;
  }

  /**
   * The text of the notebook that shows what Medley is, by the emergency department.
   *
   * @param department the scenario {@code ed_throughput}
   */
  public static String quickstart(Scenario department, Language language) {
    Notebook notebook = new Notebook(Kind.SOLUTION);
    notebook.markdown(
        """
        # Medley in ten minutes

        Emergency departments that do not exist: their visits come from a simulation of queues,
        beds and people, were made messy on purpose, and have an answer key.

        In Databricks this needs a cluster of access mode *dedicated* with runtime 17.3 LTS and
        `medley.jar` as a library; the cells from *Messy tables* on need only the tables. Write
        these first, by a job with the JAR task `dev.medley.jobs.Main` and the parameters
        `["generate", "ed_throughput", "--catalog", "main", "--schema", "ed_throughput"]`.
        """);
    notebook.markdown(
        """
        ## Clean rows, nothing written

        The data source `medley` simulates while you read. The same seed gives the same rows on any
        machine.
        """);
    notebook.cells.add(
        new Cell(
            """
            CREATE OR REPLACE TEMPORARY VIEW clean_visits USING medley
            OPTIONS (scenario 'ed_throughput', table 'visits', rows '10000', seed '1')\
            """
                .strip(),
            """
            (spark.read.format("medley")
                .option("scenario", "ed_throughput").option("table", "visits")
                .option("rows", 10000).option("seed", 1)
                .load().createOrReplaceTempView("clean_visits"))\
            """
                .strip()));
    notebook.query(
        """
        SELECT disposition, count(*) AS visits
        FROM clean_visits GROUP BY disposition ORDER BY visits DESC
        """);
    notebook.loading(department);
    notebook.markdown(
        """
        ## Messy tables

        Who leaves without being seen? As a chart: a line, `hour` across, `left_percent` up, a line
        for each `day`. The Monday evening is no accident: elective surgery fills the wards before
        anybody has gone home.
        """);
    notebook.query(
        """
        SELECT hour(arrival_ts) AS hour,
          round(100 * avg(if(disposition = 'LWBS', 1, 0)), 1) AS left_percent,
          if(dayofweek(arrival_ts) = 2, 'Monday', 'other days') AS day
        FROM visits GROUP BY ALL ORDER BY day, hour
        """);
    notebook.markdown(
        "Every table has its defects. Some visits were never triaged, says the table:");
    notebook.query(
        """
        SELECT coalesce(CAST(triage_level AS STRING), 'missing') AS level, count(*) AS visits
        FROM visits GROUP BY ALL ORDER BY level
        """);
    notebook.markdown(
        """
        ## The answer key

        It knows every value that was changed, and what it was. Of the visits without a triage
        level, these were the clean ones: the sickest went past the desk.
        """);
    notebook.query(
        """
        SELECT clean_value AS level, count(*) AS visits, stage_id
        FROM key.cells WHERE table_name = 'visits' AND column_name = 'triage_level'
        GROUP BY ALL ORDER BY stage_id, level
        """);
    notebook.markdown("All that was done to the tables, by mess stage:");
    notebook.query(
        """
        SELECT stage_id, count(*) AS defects, table_name
        FROM key.cells GROUP BY ALL ORDER BY defects DESC
        """);
    notebook.markdown(
        """
        ## Where to go from here

        - The exercise and the solution of every scenario lie beside this notebook.
        - `medley describe ed_throughput` prints tables, columns, world rules, mess and questions.
        - `medley generate ed_throughput --rows 1e9` writes a thousand times as much.
        """);
    return notebook.text(language);
  }

  private String text(Language language) {
    return language == Language.SQL ? sql() : python();
  }

  private String sql() {
    return cells.stream()
        .map(Cell::sql)
        .collect(Collectors.joining("\n\n" + BORDER + "\n\n", FIRST_LINE + '\n', "\n"));
  }

  private String python() {
    return cells.stream()
        .map(Cell::python)
        .collect(
            Collectors.joining(
                "\n\n" + inPython(BORDER) + "\n\n", inPython(FIRST_LINE) + '\n', "\n"));
  }

  private static String inPython(String comment) {
    return comment.replaceFirst("^--", "#");
  }

  private void query(String sql) {
    String statement = statement(sql);
    cells.add(new Cell(statement, "display(spark.sql(r\"\"\"\n" + statement + "\n\"\"\"))"));
  }

  private void empty() {
    cells.add(new Cell(EMPTY, inPython(EMPTY)));
  }

  /** The text of the statement with the answer key's tables as the notebook's views name them. */
  private static String statement(String sql) {
    return KEY_TABLE.matcher(sql.strip().replaceAll(";$", "")).replaceAll("key_");
  }

  /** The text of the {@code README.md} that lists the notebooks. */
  public static String index(List<Scenario> scenarios) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Notebooks

        Two notebooks a scenario, in Databricks' source format: an exercise that asks, and a
        solution that answers and shows what goes wrong without care; both in SQL and, below
        `python`, in Python. [quickstart.sql](quickstart.sql) and
        [python/quickstart.py](python/quickstart.py) show in ten minutes what Medley is.

        **In Databricks** (runtime 16.4 LTS or later): import a file into a workspace, fill in the
        fields at its top - catalog and schemas, or the folder that `--out` named - and run all.
        Every cell is plain Spark SQL, and its result has the columns in the order in which a chart
        wants them.

        **Anywhere else**: `./medley sql ed_throughput --file notebooks/ed_throughput.sql` runs the
        same file on what was written to `./out`, or to the place that `--out` or `--catalog` and
        `--schema` name.

        The tables are temporary views of the notebook; those of the answer key are `key_<name>`
        there, and `key.<name>` in `./medley sql`.

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
            .map(t -> "| `%s` | %s |".formatted(view(t), cell(t.doc())))
            .collect(Collectors.joining("\n"));
    markdown(
        """
        ## Tables

        | table | what a row is |
        |---|---|
        %s
        | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
        | `key_rows` | One row that a mess stage dropped or delivered twice. |

        Tables whose name begins with `key_` are the answer key: look there last.
        """
            .formatted(tables));
  }

  private static String view(Table<?> table) {
    return (table.isKey() ? "key_" : "") + table;
  }

  // ---- where the data is

  private void loading(Scenario scenario) {
    markdown(
        """
        ## Where the data is

        Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
        were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
        `schema` and the schema of the answer key. The cells after it make a temporary view of every
        table, seen by this notebook alone.
        """);
    widgets(scenario);
    List<String> tables =
        scenario.tables().stream().filter(t -> !t.isKey()).map(Table::name).toList();
    views(tables, "", "schema", '/' + scenario.name() + '/');
    List<String> keys =
        Stream.concat(
                scenario.tables().stream().filter(Table::isKey).map(Table::name),
                Stream.of(Store.CELLS, Store.ROWS))
            .toList();
    views(keys, "key_", "key_schema", '/' + scenario.name() + "/_key/");
  }

  private void widgets(Scenario scenario) {
    List<String[]> widgets =
        List.of(
            new String[] {"catalog", "main"},
            new String[] {"schema", scenario.name()},
            new String[] {"key_schema", scenario.name() + "_key"},
            new String[] {"folder", ""},
            new String[] {"format", "delta"});
    cells.add(
        new Cell(
            widgets.stream()
                .map(w -> "CREATE WIDGET TEXT %s DEFAULT '%s'".formatted(w[0], w[1]))
                .collect(Collectors.joining(";\n")),
            widgets.stream()
                .map(w -> "dbutils.widgets.text(\"%s\", \"%s\")".formatted(w[0], w[1]))
                .collect(Collectors.joining("\n"))));
  }

  /** The text of a view can name no widget, so it is put together first and then executed. */
  private void views(List<String> tables, String prefix, String schema, String subfolder) {
    StringBuilder sql =
        new StringBuilder(
            """
            DECLARE OR REPLACE VARIABLE make_view STRING;
            DECLARE OR REPLACE VARIABLE tables_in STRING;
            SET VAR tables_in = if(:folder = '',
              '`' || :catalog || '`.`' || :%s || '`.`',
              :format || '.`' || trim(TRAILING '/' FROM :folder) || '%s')\
            """
                .formatted(schema, subfolder));
    for (String table : tables) {
      sql.append(
          """
          ;
          SET VAR make_view =
            'CREATE OR REPLACE TEMPORARY VIEW %1$s%2$s AS SELECT * FROM ' || tables_in || '%2$s`';
          EXECUTE IMMEDIATE make_view\
          """
              .formatted(prefix, table));
    }
    String names = tables.stream().map(t -> "    \"" + t + "\",\n").collect(Collectors.joining());
    cells.add(
        new Cell(
            sql.toString(),
            """
            catalog, schema, folder, format = map(
                dbutils.widgets.get, ["catalog", "%s", "folder", "format"])
            tables_in = (
                f"{format}.`{folder.rstrip('/')}%s" if folder else f"`{catalog}`.`{schema}`.`")
            for table in [
            %s]:
                spark.sql(
                    f"CREATE OR REPLACE TEMPORARY VIEW %s{table} AS SELECT * FROM {tables_in}{table}`")\
            """
                .formatted(schema, subfolder, names, prefix)));
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
      query("SELECT * FROM " + table + " LIMIT 20");
    }
    if (scenario.mainTable().isDated()) {
      overTime(scenario);
    }
  }

  private void overTime(Scenario scenario) {
    markdown(
        """
        ### Over time

        As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.
        """);
    query(
        """
        SELECT event_date, count(*) AS row_count, region
        FROM %s GROUP BY event_date, region ORDER BY event_date, region
        """
            .formatted(scenario.mainTable()));
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
            .map(t -> "`" + view(t) + "`")
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
    empty();
    if (!insight.naive().isEmpty()) {
      markdown("Before you believe your number, think of this: %s.".formatted(insight.naive()));
      empty();
    }
  }

  private static boolean names(String sql, Table<?> table) {
    return Pattern.compile("\\b" + table.name() + "\\b").matcher(sql).find();
  }

  private void answer(Scenario scenario, Insight insight) {
    String right =
        insight.expected().stream().map(Notebook::answer).collect(Collectors.joining("\n"));
    if (!insight.naive().isEmpty()) {
      // Without a query nobody has measured how far off it is.
      String label = insight.naiveSql().isEmpty() ? "Mind" : "The trap";
      markdown("### %s\n\n**%s:** %s".formatted(insight.question(), label, insight.naive()));
      if (!insight.naiveSql().isEmpty()) {
        query(insight.naiveSql());
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
    query(insight.sql());
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
    markdown(
        """
        ### Rows that each stage touched

        As a chart: bars, `stage_id` across, `defects` up.
        """);
    query(
        """
        SELECT stage_id, count(*) AS defects, table_name, column_name AS what
        FROM key.cells GROUP BY table_name, stage_id, column_name
        UNION ALL
        SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
        FROM key.rows GROUP BY table_name, stage_id, action
        ORDER BY table_name, stage_id, what
        """);
    markdown(
        """
        ### When it happened

        Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
        `stage_id`.
        """);
    query(
        """
        SELECT event_date, count(*) AS defects, stage_id
        FROM key.cells WHERE event_date IS NOT NULL
        GROUP BY event_date, stage_id ORDER BY event_date, stage_id
        """);
    markdown(
        """
        ### Clean and published values

        A cell that several stages changed is listed once for each, always with the value before
        all of them and the one that was published.
        """);
    query(
        """
        SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
        FROM key.cells LIMIT 20
        """);
    markdown(
        """
        ### Rows dropped and delivered twice

        The content of a dropped row is kept as JSON.
        """);
    query(
        """
        SELECT stage_id, table_name, row_key, action, clean_row
        FROM key.rows LIMIT 20
        """);
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
    empty();
  }

  private void detection(Scenario scenario, Detection detection) {
    String heading =
        "## A hunt for `%s`\n\n%s\n\n".formatted(detection.stage(), detection.question());
    if (kind == Kind.EXERCISE) {
      markdown(
          heading
              + """
              One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
              `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of %s.
              """
                  .formatted(atLeast(detection, scenario)));
      empty();
      return;
    }
    if (!detection.naive().isEmpty()) {
      markdown(heading + "**The trap:** " + detection.naive());
      query(detection.naiveSql());
    }
    markdown(
        (detection.naive().isEmpty() ? heading : "")
            + """
            **What finds them:** this query has an F1 of %1$s. Hand it in with

            ```sh
            medley sql %2$s --as csv "<the query>" > found.csv
            medley score %2$s --detections found.csv
            ```
            """
                .formatted(atLeast(detection, scenario), scenario.name()));
    query(detection.sql());
  }

  private static String atLeast(Detection detection, Scenario scenario) {
    String rows =
        detection.minRows() > 0
            ? String.format(
                Locale.ROOT,
                ", from %,d rows of `%s` on",
                detection.minRows(),
                scenario.mainTable())
            : "";
    return "at least " + detection.leastF1() + rows;
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
          `quality_report` beside those of the answer key.
        """
            .formatted(scenario.name()));
  }

  private void markdown(String text) {
    String lines =
        text.strip()
            .lines()
            .map(line -> line.isEmpty() ? MAGIC : MAGIC + ' ' + line)
            .collect(Collectors.joining("\n"));
    String cell = MAGIC + " %md\n" + lines;
    cells.add(
        new Cell(cell, cell.lines().map(Notebook::inPython).collect(Collectors.joining("\n"))));
  }

  /** Text that fits into one cell of a Markdown table. */
  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ').strip();
  }
}
