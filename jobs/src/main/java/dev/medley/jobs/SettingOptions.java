package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that say many things at once, or anything. */
final class SettingOptions {
  @Option(
      names = "--preset",
      paramLabel = "<name>",
      description = "Start from laptop, classroom, clean or cluster (see conf/presets).")
  private String preset;

  @Option(
      names = "--conf",
      paramLabel = "<file>",
      description = "A file of the form of conf/medley.conf. Beats the preset.")
  private Path conf;

  @Option(
      names = "--set",
      paramLabel = "<key=value>",
      description =
          "Any setting, like mess.<stage>.rate=0.05 or world.<rule>.<param>=7; may be repeated."
              + " Flags and --set beat everything else.")
  private List<String> assignments = new ArrayList<>();

  /** Begins a configuration with what these options say. */
  Configs begin(Scenario scenario) {
    Configs configs = Configs.of(scenario);
    if (preset != null) {
      configs.preset(preset);
    }
    if (conf != null) {
      configs.file(conf);
    }
    assignments.forEach(configs::assign);
    return configs;
  }

  /** Sets the key if the flag was given. */
  static void flag(Configs configs, String flag, String key, String value) {
    if (value != null) {
      configs.set(key, value, flag);
    }
  }
}
