package dev.medley.jobs;

import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import picocli.CommandLine.Option;

/** Options that say where the tables are. */
final class PlaceOptions {
  @Option(
      names = "--out",
      paramLabel = "<folder>",
      description =
          "Folder, local or remote, that holds one folder a scenario. Default:"
              + " ${bundle:default.output.path}.")
  private String out;

  @Option(
      names = "--catalog",
      paramLabel = "<name>",
      description = "Catalog to use instead of a folder, with --schema.")
  private String catalog;

  @Option(
      names = "--schema",
      paramLabel = "<name>",
      description = "Schema in the catalog; the answer key's is <name>_key.")
  private String schema;

  @Option(
      names = "--format",
      paramLabel = "<format>",
      description = "delta or parquet. Default: ${bundle:default.output.format}.")
  private String format;

  void addTo(Configs configs) {
    SettingOptions.flag(configs, "--out", "output.path", out);
    SettingOptions.flag(configs, "--catalog", "output.catalog", catalog);
    SettingOptions.flag(configs, "--schema", "output.schema", schema);
    SettingOptions.flag(configs, "--format", "output.format", format);
  }

  /** The options by which another command finds the same place. */
  static String flagsOf(RunConfig.Output output) {
    String place =
        output
            .path()
            .map(path -> "--out " + Text.shellQuoted(path))
            .orElseGet(() -> catalogFlags(output.catalog().orElseThrow()));
    return output.format() == RunConfig.Format.PARQUET ? place + " --format parquet" : place;
  }

  private static String catalogFlags(String catalogAndSchema) {
    int dot = catalogAndSchema.indexOf('.');
    return "--catalog "
        + catalogAndSchema.substring(0, dot)
        + " --schema "
        + catalogAndSchema.substring(dot + 1);
  }
}
