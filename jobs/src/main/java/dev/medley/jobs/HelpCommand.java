package dev.medley.jobs;

import dev.medley.model.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** For people who type {@code medley help generate} rather than {@code medley generate --help}. */
@Command(
    name = "help",
    header = "Shows the help of a command.",
    abbreviateSynopsis = true,
    parameterListHeading = "%n",
    helpCommand = true)
final class HelpCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "<command>", description = "Nothing, or a command.")
  private String command;

  @Override
  public void run() {
    CommandLine medley = spec.parent().commandLine();
    CommandLine topic = command == null ? medley : medley.getSubcommands().get(command);
    if (topic == null) {
      throw UserError.unknown("command", command, medley.getSubcommands().keySet());
    }
    topic.usage(spec.commandLine().getOut());
  }
}
