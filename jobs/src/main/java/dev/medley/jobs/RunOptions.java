package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.scenario.Scenario;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Options of the commands that make rows, or say what making them would take. */
final class RunOptions {
  @ArgGroup(validate = false, order = 1, heading = "%nWhat to generate%n")
  private final What what = new What();

  @ArgGroup(validate = false, order = 2, heading = "%nWhere to%n")
  private final PlaceOptions place = new PlaceOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nHow to write it%n")
  private final Writing writing = new Writing();

  @ArgGroup(validate = false, order = 4, heading = "%nSettings in bulk%n")
  private final SettingOptions settings = new SettingOptions();

  @ArgGroup(validate = false, order = 5, heading = "%nHow to run it%n")
  private final Running running = new Running();

  private Optional<String> notice = Optional.empty();

  MasterOption master() {
    return running;
  }

  /** The run that the options ask for. */
  RunConfig config(Scenario scenario) {
    Configs configs = settings.begin(scenario);
    what.addTo(configs);
    place.addTo(configs);
    writing.addTo(configs);
    running.addTo(configs);
    RunConfig config = configs.build();
    notice = configs.notice(config);
    return config;
  }

  /** Says on the error stream what somebody should know of the run before it starts. */
  void warn(CommandLine line) {
    notice.ifPresent(
        text -> Text.wrap("Note: " + text + ".", Text.width()).forEach(line.getErr()::println));
    line.getErr().flush();
  }

  private static final class What {
    @Option(
        names = "--rows",
        paramLabel = "<n>",
        description =
            "Rows of the main table in the chosen regions, about; 1e9 is fine. Default: enough for"
                + " all questions of the scenario; few: for the first of them.")
    private String rows;

    @Option(
        names = "--units",
        paramLabel = "<n>",
        description = "Units of the scenario (hospitals, plants, members ...) instead of rows.")
    private String units;

    @Option(
        names = "--from",
        paramLabel = "<day>",
        description =
            "First day on which something begins, like 2024-01-01. Default: as the scenario says.")
    private String from;

    @Option(
        names = "--to",
        paramLabel = "<day>",
        description =
            "Last day on which something begins; what has begun is finished, so rows may lie later"
                + " (plan says which days have any). A later one than before continues the same"
                + " world.")
    private String to;

    @Option(
        names = "--regions",
        paramLabel = "<a,b>",
        description = "Regions, separated by commas. Default: all.")
    private String regions;

    @Option(
        names = "--tables",
        paramLabel = "<a,b>",
        description = "Data and key tables, separated by commas. Default: all.")
    private String tables;

    @Option(
        names = "--seed",
        paramLabel = "<n>",
        description = "Same seed, same rows. Default: ${bundle:default.seed}.")
    private String seed;

    @Option(
        names = "--mess",
        paramLabel = "<level>",
        description = "none, default or heavy (three times the rates).")
    private String mess;

    void addTo(Configs configs) {
      SettingOptions.flag(configs, "--rows", "rows", rows);
      SettingOptions.flag(configs, "--units", "units", units);
      SettingOptions.flag(configs, "--from", "from", from);
      SettingOptions.flag(configs, "--to", "to", to);
      SettingOptions.flag(configs, "--regions", "regions", regions);
      SettingOptions.flag(configs, "--tables", "tables", tables);
      SettingOptions.flag(configs, "--seed", "seed", seed);
      SettingOptions.flag(configs, "--mess", "mess.level", mess);
    }
  }

  private static final class Writing {
    @Option(
        names = "--grain",
        paramLabel = "<grain>",
        description =
            "Folders of fact tables: month or day. Default: ${bundle:default.output.grain}.")
    private String grain;

    @Option(
        names = "--overwrite",
        description = "Replace what is there in the date range, instead of completing it.")
    private boolean overwrite;

    @Option(names = "--no-key", description = "Do not write the answer key.")
    private boolean noKey;

    void addTo(Configs configs) {
      SettingOptions.flag(configs, "--grain", "output.grain", grain);
      SettingOptions.flag(configs, "--overwrite", "output.overwrite", overwrite ? "true" : null);
      SettingOptions.flag(configs, "--no-key", "output.key", noKey ? "false" : null);
    }
  }

  private static final class Running extends MasterOption {
    @Option(
        names = "--parallelism",
        paramLabel = "<n>",
        description = "Tasks to keep busy. Default: as many as there are cores.")
    private String parallelism;

    void addTo(Configs configs) {
      SettingOptions.flag(configs, "--parallelism", "engine.parallelism", parallelism);
    }
  }
}
