package dev.medley.jobs;

import dev.medley.Medley;
import dev.medley.config.RunConfig;
import dev.medley.exam.Exam;
import dev.medley.exam.ExamFile;
import dev.medley.run.Watch;
import dev.medley.scenario.Scenario;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "exam",
    header = "Makes an exam of what was written: questions and cleaning tasks, as JSON Lines.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley exam ed_throughput > exam.jsonl",
      "  medley exam ed_throughput --with-answers --to-file teacher.jsonl",
      "  medley grade ed_throughput answers.csv --exam teacher.jsonl",
      "Right answers are computed from the run's own tables: another seed is another exam. Without",
      "--with-answers the file holds no answer and no query, and can be handed out. Give those who",
      "are examined the tables without the folder _key."
    })
final class ExamCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Option(
      names = "--with-answers",
      order = -2,
      description =
          "The teacher's file: right answers, tolerances, the numbers of the traps, and the SQL.")
  private boolean withAnswers;

  @Option(
      names = "--to-file",
      paramLabel = "<file>",
      order = -1,
      description = "Writes a new file instead of the screen.")
  private String file;

  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    RunConfig.Output output = options.output(scenario);
    Exam exam = made(scenario, output, options.master());
    List<String> lines = withAnswers ? ExamFile.forTeachers(exam) : ExamFile.forStudents(exam);
    PrintWriter out = spec.commandLine().getOut();
    if (file == null) {
      lines.forEach(out::println);
    } else {
      NewFile.write("--to-file", file, String.join("\n", lines) + "\n");
      out.println(Text.count(lines.size(), "task") + " written to " + file);
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    exam.leftOut()
        .forEach(reason -> Text.paragraph(0, "Left out: " + reason + ".").forEach(err::println));
    err.flush();
  }

  static Exam made(Scenario scenario, RunConfig.Output output, MasterOption master) {
    Watch watch = ConsoleProgress.stepsOnScreen("exam " + scenario.name());
    return CommandSession.with(
        "medley exam " + scenario.name(),
        master,
        spark -> new Medley(spark).exam(output, scenario, watch));
  }
}
