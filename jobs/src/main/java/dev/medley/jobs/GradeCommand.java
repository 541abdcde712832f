package dev.medley.jobs;

import dev.medley.exam.AnswerSheet;
import dev.medley.exam.Exam;
import dev.medley.exam.ExamFile;
import dev.medley.exam.Grade;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "grade",
    header = "Grades answers to an exam: right, fell for a trap, or wrong.",
    sortOptions = false,
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    footerHeading = "%nExamples%n",
    footer = {
      "  medley grade ed_throughput answers.csv --exam teacher.jsonl",
      "  medley grade ed_throughput answers.jsonl --out /data/medley",
      "Answers are a .csv with the columns id and answer, or .jsonl with these fields. An answer"
          + " may",
      "be empty. Cleaning tasks are graded by medley score."
    })
final class GradeCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private ScenarioArgument argument;

  @Parameters(index = "1", paramLabel = "<answers>", description = "The file of answers.")
  private String answers;

  @Option(
      names = "--exam",
      paramLabel = "<file>",
      order = -1,
      description =
          "The teacher's file of medley exam --with-answers. Without it the right answers are"
              + " computed from what was written, which needs the tables.")
  private String file;

  @Mixin private WrittenOptions options;

  @Override
  public void run() {
    Scenario scenario = argument.scenario();
    AnswerSheet sheet = AnswerSheet.read(answers);
    Exam exam =
        file == null
            ? ExamCommand.made(scenario, options.output(scenario), options.master())
            : read(scenario);
    PrintWriter out = spec.commandLine().getOut();
    new GradeReport(Grade.of(exam, sheet)).lines().forEach(out::println);
    out.flush();
  }

  private Exam read(Scenario scenario) {
    try {
      Exam exam = ExamFile.read(Files.readAllLines(Path.of(file)), "--exam " + file);
      if (!exam.scenario().equals(scenario.name())) {
        throw new UserError(
            "--exam " + file + " is about " + exam.scenario() + ", not " + scenario.name());
      }
      return exam;
    } catch (NoSuchFileException e) {
      throw new UserError("--exam " + file + ": no such file", e);
    } catch (IOException e) {
      throw new UserError("--exam " + file + " cannot be read: " + e, e);
    }
  }

  /** Grades for a screen. */
  record GradeReport(List<Grade> grades) {

    List<String> lines() {
      Grid grid = new Grid(0).words("id").words("grade").numbers("answer").numbers("right");
      grid.words("why");
      for (Grade grade : grades) {
        grid.row(
            grade.id(),
            verdict(grade),
            Text.figure(grade.given().orElse(null)),
            Text.figure(grade.right()),
            grade.why());
      }
      List<String> lines = new ArrayList<>(grid.lines());
      lines.add("");
      lines.add(
          count(Grade.Verdict.RIGHT)
              + " of "
              + grades.size()
              + " right, "
              + count(Grade.Verdict.TRAP)
              + " fell for a trap, "
              + count(Grade.Verdict.WRONG)
              + " wrong, "
              + count(Grade.Verdict.NONE)
              + " without an answer");
      return lines;
    }

    private long count(Grade.Verdict verdict) {
      return grades.stream().filter(g -> g.verdict() == verdict).count();
    }

    private static String verdict(Grade grade) {
      return switch (grade.verdict()) {
        case RIGHT -> "right";
        case TRAP -> "fell for trap " + grade.trap();
        case WRONG -> "wrong";
        case NONE -> "no answer";
      };
    }
  }
}
