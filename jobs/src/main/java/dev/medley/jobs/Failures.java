package dev.medley.jobs;

import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import java.util.List;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what went wrong and what to do about it. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int FAILED = 1;
  static final int BAD_INPUT = 2;

  private final BooleanSupplier stacktrace;

  Failures(BooleanSupplier stacktrace) {
    this.stacktrace = stacktrace;
  }

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    try {
      say(e.getCommandLine(), message(e));
    } catch (UserError unusable) {
      // The scenarios that the message would name cannot be loaded.
      say(e.getCommandLine(), unusable.getMessage());
    }
    return BAD_INPUT;
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (Interruption.isUnderWay()) {
      return FAILED;
    }
    if (stacktrace.getAsBoolean()) {
      e.printStackTrace(command.getErr());
    }
    if (e instanceof UserError) {
      say(command, e.getMessage());
      return BAD_INPUT;
    }
    String hint = stacktrace.getAsBoolean() ? "" : " (--stacktrace shows where)";
    say(command, command.getCommandName() + " failed: " + rootCause(e) + hint);
    return FAILED;
  }

  private static void say(CommandLine command, String message) {
    command.getErr().println("medley: " + message.lines().findFirst().orElse(""));
    command.getErr().flush();
  }

  private static String message(ParameterException e) {
    CommandLine command = e.getCommandLine();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return message(command, unmatched.getUnmatched().get(0));
    }
    if (e instanceof MissingParameterException missing
        && missing.getMissing().stream()
            .filter(ArgSpec::isPositional)
            .anyMatch(arg -> arg.paramLabel().equals("<scenario>"))) {
      List<String> names = Scenarios.all().stream().map(Scenario::name).toList();
      return command.getCommandName() + " needs a scenario, one of: " + String.join(", ", names);
    }
    return e.getMessage() + " (" + name(command) + " --help)";
  }

  private static String message(CommandLine command, String argument) {
    if (argument.startsWith("-")) {
      String option = argument.replaceFirst("=.*", "");
      List<String> options =
          command.getCommandSpec().optionsMap().keySet().stream()
              .filter(o -> o.startsWith("--"))
              .toList();
      return "unknown option '"
          + option
          + "'"
          + UserError.suggestion(option, options)
          + " ("
          + name(command)
          + " --help lists all)";
    }
    if (!command.getSubcommands().isEmpty()) {
      return UserError.unknown("command", argument, command.getSubcommands().keySet()).getMessage();
    }
    return command.getCommandName() + " does not know what to do with '" + argument + "'";
  }

  private static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName();
  }

  private static String rootCause(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage() == null ? "" : cause.getMessage().strip();
    String name = cause.getClass().getSimpleName();
    return message.isEmpty() ? name : name + ": " + message.lines().findFirst().orElse("");
  }
}
