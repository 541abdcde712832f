package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.config.Version;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.TreeMap;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code medley}, started by the launcher or by {@code spark-submit}. */
@Command(
    name = "medley",
    synopsisSubcommandLabel = "COMMAND",
    header = "Realistic, deliberately messy healthcare and pharma data, with the answer key.",
    commandListHeading = "%nCommands%n",
    optionListHeading = "%nOptions%n",
    footerHeading = "%nA first walk%n",
    footer = {
      "  medley list                              which scenarios there are",
      "  medley describe ed_throughput            tables, columns, rules, mess, questions",
      "  medley plan ed_throughput --rows 1e9     what a run would do; writes nothing",
      "  medley generate ed_throughput            a million rows into ./out, on this machine",
      "  medley show ed_throughput visits         twenty rows of a table",
      "  medley verify ed_throughput              does the data show what it should?",
      "  medley report ed_throughput              a page of pictures and answers",
      "",
      "On a cluster:  spark-submit --class dev.medley.jobs.Main medley.jar generate ...",
      "Every setting with its default is in conf/medley.conf.",
      "Exit codes: 0 done, 1 a run or a check failed, 2 bad input."
    },
    subcommands = {
      ListCommand.class,
      DescribeCommand.class,
      ContractCommand.class,
      PlanCommand.class,
      GenerateCommand.class,
      ShowCommand.class,
      SqlCommand.class,
      VerifyCommand.class,
      ReportCommand.class,
      RestoreCommand.class,
      ScoreCommand.class,
      ExamCommand.class,
      GradeCommand.class,
      BenchCommand.class,
      HelpCommand.class
    },
    versionProvider = Main.MedleyVersion.class)
public final class Main implements Runnable {
  private static final String LOG = "log4j2.configurationFile";

  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Show this help, or that of a command, and exit.")
  @SuppressWarnings("UnusedVariable") // picocli needs a place, not a reader
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version and exit.")
  @SuppressWarnings("UnusedVariable")
  private boolean version;

  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "When something fails, show where in the code.")
  private boolean stacktrace;

  private Main() {}

  /** Runs a command and ends the JVM with its exit code. */
  public static void main(String... args) {
    quietLog();
    CommandLine command = commandLine();
    int exitCode = Plugins.areUsable(command.getErr()) ? command.execute(args) : Failures.BAD_INPUT;
    // YARN takes System.exit, even with 0, for a crash of the driver.
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  /**
   * Where nobody has set up the log, the screen is Medley's. The file does not lie at the root of
   * the jar under the name that is looked for: there it would be that of a cluster's programs, too.
   */
  private static void quietLog() {
    if (System.getProperty(LOG) == null) {
      System.setProperty(LOG, "classpath:dev/medley/jobs/log4j2.properties");
    }
  }

  static CommandLine commandLine() {
    Main main = new Main();
    Failures failures = new Failures(() -> main.stacktrace);
    return new CommandLine(main)
        .setResourceBundle(new Defaults())
        .setUsageHelpWidth(Text.width())
        .setUsageHelpLongOptionsMaxWidth(30)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** Says which version runs. */
  static final class MedleyVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"medley " + Version.current()};
    }
  }

  /** Lets help texts quote the defaults of medley.conf as {@code ${bundle:default.<key>}}. */
  private static final class Defaults extends ResourceBundle {
    private final Map<String, Object> defaults = new TreeMap<>();

    Defaults() {
      // The prefix keeps picocli from taking a default for the description of an option.
      Configs.defaults().forEach((key, value) -> defaults.put("default." + key, value));
    }

    @Override
    protected Object handleGetObject(String key) {
      return defaults.get(key);
    }

    @Override
    public Enumeration<String> getKeys() {
      return Collections.enumeration(defaults.keySet());
    }
  }
}
