package dev.medley.config;

import java.util.Arrays;
import java.util.List;

/** The keys of {@code medley.conf} that do not depend on the scenario. */
enum Setting {
  SEED("seed"),
  ROWS("rows"),
  UNITS("units"),
  FROM("from"),
  TO("to"),
  REGIONS("regions"),
  TABLES("tables"),
  MESS_LEVEL("mess.level"),
  OUTPUT_PATH("output.path"),
  OUTPUT_CATALOG("output.catalog"),
  OUTPUT_SCHEMA("output.schema"),
  OUTPUT_FORMAT("output.format"),
  OUTPUT_GRAIN("output.grain"),
  OUTPUT_OVERWRITE("output.overwrite"),
  OUTPUT_KEY("output.key"),
  ROWS_PER_FILE("engine.rows_per_file"),
  PARALLELISM("engine.parallelism"),
  SPILL_FOLDER("engine.spill_folder");

  private final String key;

  Setting(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}
