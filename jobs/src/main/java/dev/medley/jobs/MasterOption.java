package dev.medley.jobs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Where Spark runs when spark-submit does not say so. */
class MasterOption {
  private static final Pattern LOCAL_CORES = Pattern.compile("local\\[(\\d+).*]");

  @Option(
      names = "--master",
      paramLabel = "<url>",
      description =
          "Spark master, unless spark-submit names one. Default: local[*], all cores of this machine.")
  private String master = "local[*]";

  String url() {
    return master;
  }

  /** Tasks that run at a time as far as can be said without asking Spark: this machine's cores. */
  int cores() {
    Matcher local = LOCAL_CORES.matcher(master);
    return local.matches()
        ? Integer.parseInt(local.group(1))
        : Runtime.getRuntime().availableProcessors();
  }
}
