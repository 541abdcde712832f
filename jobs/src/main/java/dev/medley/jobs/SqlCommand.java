package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.verify.SqlScript;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "sql",
    header = "Asks a scenario's tables in Spark SQL; without a query, line by line.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley sql ed_throughput \"SELECT disposition, count(*) FROM visits GROUP BY 1\"",
      "  medley sql ed_throughput --as csv \"SELECT * FROM key.cells\" > cells.csv",
      "  medley sql \"SELECT count(*) FROM visits\"",
      "  medley sql ed_throughput < questions.sql",
      "  medley sql ed_throughput --file notebooks/ed_throughput.sql",
      "Tables have their bare names, those of the answer key are key.<name>. A query that is read",
      "line by line ends with a semicolon. A notebook's fields for catalog, schemas, folder and"
          + " format",
      "hold the place that the options name."
    })
final class SqlCommand implements Runnable {
  /** A query of one word says nothing. */
  private static final Pattern NAME = Pattern.compile("\\S+");

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "<scenario>",
      description = "A name from medley list. May be left out where the output holds only one.")
  private String name;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "<query>",
      description = "One query; without it, queries are read from the keyboard or a file.")
  private String query;

  @Option(
      names = "--file",
      paramLabel = "<file>",
      description = "Run the statements of an SQL file or of a Databricks SQL notebook, in order.")
  private Path file;

  @Mixin private ResultOptions result;
  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    result.require();
    if (query == null && name != null && !NAME.matcher(name).matches()) {
      query = name;
      name = null;
    }
    Optional<Scenario> named = Optional.ofNullable(name).map(Scenarios::named);
    List<SqlScript.Step> steps = file == null ? List.of() : steps();
    RunConfig.Output output = named.map(options::output).orElseGet(this::output);
    PrintWriter out = spec.commandLine().getOut();
    CommandSession.with(
        "medley sql",
        options.master(),
        spark -> {
          Scenario scenario = named.orElseGet(() -> only(new Medley(spark), output));
          Function<String, Dataset<Row>> tables = new Medley(spark).queries(output, scenario);
          if (file != null) {
            runFile(tables, steps, out);
          } else if (query != null) {
            answer(tables, query, out);
          } else {
            converse(tables, out);
          }
          return null;
        });
  }

  private List<SqlScript.Step> steps() {
    if (query != null) {
      throw new UserError("give a query or --file, not both");
    }
    List<SqlScript.Step> steps;
    try {
      steps = SqlScript.steps(Files.readString(file));
    } catch (IOException e) {
      throw new UserError("--file " + file + " is no text file that can be read", e);
    }
    if (steps.isEmpty()) {
      throw new UserError(
          "--file " + file + " holds no SQL: it takes an SQL file or a Databricks SQL notebook");
    }
    return steps;
  }

  /**
   * Runs a file to its end. A query that fails is said and passed over, for a question may divide
   * by what a small world has none of; on a command all that follows may depend.
   */
  private void runFile(
      Function<String, Dataset<Row>> tables, List<SqlScript.Step> steps, PrintWriter out) {
    int failed = 0;
    for (SqlScript.Step step : steps) {
      if (result.isTable()) {
        step.headings().forEach(heading -> out.println("\n== " + heading));
      }
      try {
        Dataset<Row> rows = tables.apply(step.sql());
        if (rows.columns().length > 0) {
          result.print(rows, out);
        }
      } catch (Exception e) {
        // Spark throws checked exceptions that it does not declare.
        out.flush();
        String message = UserError.firstLine(e) + " - in: " + beginning(step.sql());
        if (!step.sql().matches("(?is)(\\(|SELECT\\b|WITH\\b|FROM\\b|VALUES\\b).*")) {
          throw new UserError(message, e);
        }
        failed++;
        spec.commandLine().getErr().println("medley: " + message);
        spec.commandLine().getErr().flush();
      }
    }
    if (failed > 0) {
      throw new UserError(failed + " of " + Text.count(steps.size(), "statement") + " failed");
    }
  }

  private static String beginning(String sql) {
    return Text.shortened(sql.replaceAll("\\s+", " "), 60);
  }

  /** A file of settings may hold some that only one scenario knows. */
  private RunConfig.Output output() {
    List<UserError> refused = new ArrayList<>();
    for (Scenario scenario : Scenarios.all()) {
      try {
        return options.output(scenario);
      } catch (UserError e) {
        refused.add(e);
      }
    }
    throw refused.get(0);
  }

  /** The one scenario that the output holds. */
  private static Scenario only(Medley medley, RunConfig.Output output) {
    List<Scenario> held = Scenarios.all().stream().filter(s -> medley.holds(output, s)).toList();
    if (held.size() == 1) {
      return held.get(0);
    }
    String place = output.path().or(output::catalog).orElseThrow();
    throw new UserError(
        held.isEmpty()
            ? place + " holds nothing of Medley's - generate a scenario there first, or check --out"
            : place
                + " holds "
                + String.join(", ", held.stream().map(Scenario::name).toList())
                + " - say which: medley sql <scenario> ...");
  }

  private void answer(Function<String, Dataset<Row>> tables, String sql, PrintWriter out) {
    try {
      result.print(tables.apply(sql), out);
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      throw new UserError(UserError.firstLine(e), e);
    }
  }

  /** Reads queries to the end; a wrong one is said and passed over. */
  private void converse(Function<String, Dataset<Row>> tables, PrintWriter out) {
    boolean isTyped = Boolean.getBoolean("medley.terminal");
    StringBuilder sql = new StringBuilder();
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    try {
      prompt(isTyped, "medley> ");
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        sql.append(line).append('\n');
        if (line.stripTrailing().endsWith(";")) {
          converse(tables, sql.toString(), out);
          sql.setLength(0);
        }
        prompt(isTyped, sql.isEmpty() ? "medley> " : "      > ");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    converse(tables, sql.toString(), out);
  }

  private void converse(Function<String, Dataset<Row>> tables, String sql, PrintWriter out) {
    String bare = sql.strip().replaceAll(";$", "");
    if (bare.isBlank()) {
      return;
    }
    try {
      answer(tables, bare, out);
    } catch (UserError e) {
      spec.commandLine().getErr().println("medley: " + e.getMessage());
      spec.commandLine().getErr().flush();
    }
  }

  /** Not among the answers, which may go to a file. */
  private void prompt(boolean isTyped, String text) {
    if (isTyped) {
      spec.commandLine().getErr().print(text);
      spec.commandLine().getErr().flush();
    }
  }
}
