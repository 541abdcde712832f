package dev.medley.jobs;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The pages of settings and of commands. */
final class ReferencePages {
  private static final Pattern FLAG = Pattern.compile("\\s*\\[(--[a-z-]+)\\]$");

  private ReferencePages() {}

  /**
   * Every key of the file of defaults, in its order, with the comment above it.
   *
   * @param conf the text of {@code medley.conf}
   */
  static String configuration(String conf) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Configuration

        Every setting with its default, from [conf/medley.conf](../conf/medley.conf). Command-line
        flag beats `--conf` file beats `--preset` beats the default; `--set key=value` is a flag
        too. A key that is not here is an error.

        | key | flag | default | meaning |
        |---|---|---|---|
        """);
    settings(conf).forEach(line -> text.append(line).append('\n'));
    text.append(
        """

        ## Settings of a scenario

        | key | meaning |
        |---|---|
        | `world.<rule>.<parameter>` | A parameter of a rule of the world; see the scenario's page below [scenarios](scenarios/README.md). |
        | `mess.<stage>.rate` | The share of its eligible rows that a mess stage hits, whatever the level. |

        ## Presets

        `--preset` names a file below [conf/presets](../conf/presets). `medley plan` shows what a
        run would do with all of it.
        """);
    return text.toString();
  }

  private static List<String> settings(String conf) {
    List<Map.Entry<String, ConfigValue>> entries = new ArrayList<>();
    Config config = ConfigFactory.parseString(conf);
    for (String key : keys(conf)) {
      ConfigValue value = config.root();
      for (String part : key.split("\\.", -1)) {
        value = ((com.typesafe.config.ConfigObject) value).get(part);
      }
      entries.add(Map.entry(key, value));
    }
    return entries.stream()
        .map(
            entry -> {
              String doc =
                  String.join(
                      " ",
                      entry.getValue().origin().comments().stream().map(String::strip).toList());
              Matcher flag = FLAG.matcher(doc);
              String name = flag.find() ? flag.group(1) : "";
              return "| `%s` | %s | %s | %s |"
                  .formatted(
                      entry.getKey(),
                      name.isEmpty() ? "" : "`" + name + "`",
                      value(entry.getValue()),
                      flag.replaceAll("").replace("|", "\\|").replace("<", "&lt;"));
            })
        .toList();
  }

  private static String value(ConfigValue value) {
    String text = value.render(ConfigRenderOptions.concise());
    return switch (text) {
      case "null" -> "unset";
      case "\"\"", "[]" -> "empty";
      default -> "`" + text.replace("\"", "") + "`";
    };
  }

  /** Keys in the order of the file; HOCON itself keeps none. */
  private static List<String> keys(String conf) {
    List<String> keys = new ArrayList<>();
    String section = "";
    for (String line : conf.lines().map(String::strip).toList()) {
      if (line.startsWith("#")) {
        continue;
      }
      if (line.endsWith("{")) {
        section = line.replace("{", "").strip() + ".";
      } else if (line.equals("}")) {
        section = "";
      } else if (line.contains("=")) {
        keys.add(section + line.substring(0, line.indexOf('=')).strip());
      }
    }
    return keys;
  }

  /** The help of every command as the screen shows it. */
  static String commands(CommandLine medley) {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # Commands

        What `medley --help` and `medley <command> --help` print. On a cluster, `medley` is
        `spark-submit --class dev.medley.jobs.Main medley.jar`.

        """);
    help(text, medley, "medley");
    medley.getSubcommands().forEach((name, command) -> help(text, command, "medley " + name));
    return text.toString().stripTrailing() + "\n";
  }

  private static void help(StringBuilder text, CommandLine command, String name) {
    String help =
        command
            .getUsageMessage(CommandLine.Help.Ansi.OFF)
            .lines()
            .map(String::stripTrailing)
            .reduce("", (all, line) -> all + line + "\n");
    text.append("## ").append(name).append("\n\n```\n").append(help).append("```\n\n");
  }
}
