package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.scenario.Scenario;
import picocli.CommandLine.ArgGroup;

/** Options of the commands that look at what was written. */
final class WrittenOptions {
  @ArgGroup(validate = false, order = 1, heading = "%nWhere the tables are%n")
  private final PlaceOptions place = new PlaceOptions();

  @ArgGroup(validate = false, order = 2, heading = "%nSettings in bulk%n")
  private final SettingOptions settings = new SettingOptions();

  @ArgGroup(validate = false, order = 3, heading = "%nHow to run it%n")
  private final MasterOption master = new MasterOption();

  MasterOption master() {
    return master;
  }

  /** Where the options say that the tables are. */
  RunConfig.Output output(Scenario scenario) {
    Configs configs = settings.begin(scenario);
    place.addTo(configs);
    return configs.output();
  }
}
