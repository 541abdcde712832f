package dev.medley.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigSyntax;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import dev.medley.mess.Stage;
import dev.medley.model.Param;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import dev.medley.scenario.Size;
import dev.medley.world.Horizon;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * Makes checked runs out of what the user says. In falling precedence: values set one by one (the
 * flags of the command line), a file, a preset, {@code medley.conf}. Anything unknown or impossible
 * is a {@link UserError}.
 *
 * <pre>{@code
 * RunConfig config = Configs.of(Scenarios.named("ed_throughput")).set("rows", "1e6").build();
 * }</pre>
 */
public final class Configs {
  /** Where a value comes from that was given as {@code --set key=value}. */
  static final String SET = "--set";

  private static final List<String> PRESETS = List.of("laptop", "classroom", "clean", "cluster");

  private static final double MAX_ROWS = 1e13;
  private static final Horizon CALENDAR = Horizon.of("1990-01-01", "2100-12-31");
  private static final double HEAVY_FACTOR = 3;

  /** From which factor on a world is larger than was asked for. */
  private static final double MUCH_MORE = 1.5;

  /** Enough that whole units do not blur the shares of the regions. */
  private static final long MANY_UNITS = 1_000_000;

  private static final Pattern IDENTIFIER = Pattern.compile("\\w+");

  /** Options of the data source that are settings; the others choose the table. */
  private static final List<Setting> READER_SETTINGS =
      List.of(
          Setting.SEED,
          Setting.ROWS,
          Setting.UNITS,
          Setting.FROM,
          Setting.TO,
          Setting.REGIONS,
          Setting.ROWS_PER_FILE,
          Setting.PARALLELISM);

  private static final String SCENARIO_OPTION = "scenario";
  private static final String TABLE_OPTION = "table";
  private static final String WORLD_OPTION = "world.";

  /** Numbers of rows that each scenario knows its own of. */
  private enum Amount {
    /** For every question. */
    ENOUGH,
    /** For the first of them. */
    FEW
  }

  private enum MessLevel {
    NONE,
    DEFAULT,
    HEAVY;

    double rate(double usual) {
      return switch (this) {
        case NONE -> 0;
        case DEFAULT -> usual;
        case HEAVY -> Math.min(1, HEAVY_FACTOR * usual);
      };
    }
  }

  private final Scenario scenario;
  private final Map<String, ConfigValue> given = new TreeMap<>();
  private Map<String, ConfigValue> file = Map.of();
  private Map<String, ConfigValue> preset = Map.of();

  private Configs(Scenario scenario) {
    this.scenario = scenario;
  }

  /** Begins a run of a scenario with nothing but defaults. */
  public static Configs of(Scenario scenario) {
    return new Configs(scenario);
  }

  /** Names of the presets that come with Medley. */
  public static List<String> presets() {
    return PRESETS;
  }

  /** Starts from a preset instead of the bare defaults. */
  public Configs preset(String name) {
    if (!PRESETS.contains(name)) {
      throw UserError.unknown("preset", name, PRESETS);
    }
    preset = Settings.flat(resource("conf/presets/" + name + ".conf", "preset " + name).root());
    return this;
  }

  /** Lays a HOCON file of the form of {@code medley.conf} over defaults and preset. */
  public Configs file(Path path) {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw new UserError("cannot read the configuration file " + path);
    }
    try (Reader reader = Files.newBufferedReader(path)) {
      file = Settings.flat(parse(reader, path.getFileName().toString(), new Includes(path)).root());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Sets one key of {@code medley.conf}, above everything else. */
  public Configs set(String key, String value) {
    return set(key, value, SET);
  }

  /**
   * Sets one key of {@code medley.conf}, above everything else.
   *
   * @param origin how error messages name the place: the flag that the user typed
   */
  public Configs set(String key, String value, String origin) {
    ConfigValue before = given.put(key, ConfigValueFactory.fromAnyRef(value, origin));
    if (before != null) {
      throw new UserError(
          key + " is set twice: " + before.unwrapped() + " and " + value + "; keep one");
    }
    return this;
  }

  /** Sets {@code key=value}. */
  public Configs assign(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new UserError(
          "--set " + assignment + ": must be key=value, like --set mess.level=heavy");
    }
    return set(assignment.substring(0, equals).strip(), assignment.substring(equals + 1).strip());
  }

  /** The run, checked and complete. */
  public RunConfig build() {
    Settings settings = settings();
    List<String> regions = settings.choices(Setting.REGIONS, "region", scenario.regions());
    Size size = size(settings, horizon(settings), regions);
    RunConfig.Output output = output(settings);
    RunConfig config =
        new RunConfig(
            scenario,
            settings.wholeNumber(
                Setting.SEED, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number of 64 bits, like 42"),
            size.units(),
            size.days(),
            regions,
            tables(settings, output),
            params(settings, size),
            rates(settings),
            output,
            engine(settings));
    requireRows(config, settings);
    return config;
  }

  /**
   * What somebody who asked for so many rows should know before the run starts: that it will be a
   * good deal larger, how small it can be, and which last day would give about what was asked for.
   *
   * @param config the run that {@link #build} made
   */
  public Optional<String> notice(RunConfig config) {
    Settings settings = settings();
    if (settings.decide(Setting.ROWS, Setting.UNITS) == Setting.UNITS) {
      return Optional.empty();
    }
    if (amount(settings).isPresent()) {
      return Optional.empty();
    }
    double rows = rows(settings);
    double expected = config.expectedMainRows();
    if (expected <= MUCH_MORE * rows) {
      return Optional.empty();
    }
    Horizon horizon = config.horizon();
    long days = Math.max(1, Math.round(horizon.days() * rows / expected));
    LocalDate to = horizon.from().plusDays(days - 1);
    double shorter = config.over(new Horizon(horizon.from(), to)).expectedMainRows();
    String advice =
        shorter > MUCH_MORE * rows ? "" : "; --to " + to + " gives about what was asked for";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%s with %,d %s over %s..%s has about %,d rows of %s, more than the %,d asked for: it"
                + " is the smallest world of that length%s",
            scenario.name(),
            config.units(),
            config.units() == 1
                ? scenario.about().unit()
                : "units (" + scenario.about().unit() + ")",
            horizon.from(),
            horizon.to(),
            Math.round(expected),
            scenario.mainTable().name(),
            Math.round(rows),
            advice));
  }

  /** Where the tables are, for commands that need no more than that. */
  public RunConfig.Output output() {
    return output(settings());
  }

  private Settings settings() {
    return new Settings(scenario, List.of(given, file, preset, Settings.flat(medleyConf().root())));
  }

  static Config medleyConf() {
    return resource("conf/medley.conf", "medley.conf");
  }

  /** The defaults by key, for help texts; without the keys that are unset. */
  public static Map<String, String> defaults() {
    Map<String, String> defaults = new TreeMap<>();
    medleyConf()
        .entrySet()
        .forEach(e -> defaults.put(e.getKey(), e.getValue().unwrapped().toString()));
    return defaults;
  }

  private static Config resource(String name, String origin) {
    try (InputStream in = Configs.class.getResourceAsStream(name);
        Reader reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return parse(reader, origin);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Config parse(Reader reader, String origin) {
    return parse(reader, origin, null);
  }

  private static Config parse(Reader reader, String origin, ConfigIncluder includes) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults()
            .setOriginDescription(origin)
            .setSyntax(ConfigSyntax.CONF)
            .setIncluder(includes);
    try {
      return ConfigFactory.parseReader(reader, options).resolve();
    } catch (ConfigException e) {
      throw new UserError(e.getMessage().lines().findFirst().orElse(origin + ": not HOCON"), e);
    }
  }

  /**
   * Reads the files that a file includes, from its own folder. The library reads them from the
   * class path, and takes one that is not there for an empty one.
   */
  private record Includes(Path file) implements ConfigIncluder {

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      Path included = file.resolveSibling(what);
      if (!Files.isReadable(included) || Files.isDirectory(included)) {
        throw new UserError(file.getFileName() + " includes " + what + ", which cannot be read");
      }
      ConfigParseOptions options =
          ConfigParseOptions.defaults()
              .setOriginDescription(what)
              .setSyntax(ConfigSyntax.CONF)
              .setIncluder(new Includes(included));
      return ConfigFactory.parseFile(included.toFile(), options).root();
    }
  }

  private Horizon horizon(Settings settings) {
    LocalDate from = settings.day(Setting.FROM, scenario.about().days().from());
    LocalDate to = settings.day(Setting.TO, scenario.about().days().to());
    String calendar = "a day from " + CALENDAR.from() + " to " + CALENDAR.to();
    if (!CALENDAR.contains(from)) {
      throw settings.impossible(Setting.FROM, calendar);
    }
    if (!CALENDAR.contains(to)) {
      throw settings.impossible(Setting.TO, calendar);
    }
    if (to.isBefore(from)) {
      if (!settings.has(Setting.TO)) {
        throw new UserError(
            settings.said(Setting.FROM)
                + ": lies behind the scenario's last day, "
                + to
                + "; give --to as well");
      }
      throw settings.impossible(Setting.TO, "at least the first day, " + from);
    }
    return new Horizon(from, to);
  }

  private Size size(Settings settings, Horizon horizon, List<String> regions) {
    if (settings.decide(Setting.ROWS, Setting.UNITS) == Setting.UNITS) {
      return Size.of(
          settings.wholeNumber(
              Setting.UNITS, 1, (long) MAX_ROWS, "a whole number of units, 1 to 1e13"),
          horizon);
    }
    boolean hasDays = settings.has(Setting.FROM) || settings.has(Setting.TO);
    if (amount(settings).isEmpty()) {
      Size size = sizeOf(rows(settings), horizon, regions);
      return settings.has(Setting.TO) ? new Size(size.units(), horizon, size.params()) : size;
    }
    // Other days are another stretch of the same world, not the same rows pressed into them.
    double rows = amount(settings).get() == Amount.FEW ? scenario.fewRows() : scenario.enoughRows();
    Size size = sizeOf(rows, scenario.about().days(), regions);
    return hasDays ? new Size(size.units(), horizon, size.params()) : size;
  }

  /** What a world of so many rows takes, if the regions are all that is written of it. */
  private Size sizeOf(double rows, Horizon horizon, List<String> regions) {
    double chosen = rowsOfManyUnits(regions, horizon);
    double all = rowsOfManyUnits(scenario.regions(), horizon);
    Size least = scenario.sizeFor(rows * all / chosen, horizon);
    return new Size(
        Math.max(least.units(), unitsToReach(regions, least.units())),
        least.days(),
        least.params());
  }

  /** The amount of rows, where they are not given as a number. */
  private static Optional<Amount> amount(Settings settings) {
    String text = settings.text(Setting.ROWS).orElse("").toUpperCase(Locale.ROOT);
    return Arrays.stream(Amount.values()).filter(a -> a.name().equals(text)).findFirst();
  }

  private static double rows(Settings settings) {
    return settings.number(
        Setting.ROWS, 1, MAX_ROWS, "a number of rows from 1 to 1e13, like 1e6, or enough or few");
  }

  private double rowsOfManyUnits(List<String> regions, Horizon horizon) {
    return regions.stream()
        .mapToDouble(r -> RunConfig.mainRows(scenario, r, MANY_UNITS, horizon))
        .sum();
  }

  private void requireRows(RunConfig config, Settings settings) {
    if (config.regions().stream().mapToLong(config::cells).sum() == 0) {
      throw settings.impossible(
          Setting.UNITS,
          "larger to reach "
              + String.join(", ", config.regions())
              + "; "
              + unitsToReach(config.regions(), 1)
              + " do");
    }
    // Rounding to whole units may end a little above what was asked for.
    if (config.expectedMainRows() > 2 * MAX_ROWS) {
      throw settings.impossible(Setting.UNITS, "fewer: they would make more than 1e13 rows");
    }
  }

  /** The smallest number of units, from so many on, of which one is in a chosen region. */
  private long unitsToReach(List<String> regions, long from) {
    return LongStream.rangeClosed(Math.max(1, from), from + MANY_UNITS)
        .filter(
            units ->
                regions.stream()
                    .mapToInt(scenario.regions()::indexOf)
                    .anyMatch(r -> scenario.dealing().unitsIn(r, units) > 0))
        .findFirst()
        .orElse(from);
  }

  private List<String> tables(Settings settings, RunConfig.Output output) {
    List<String> all = scenario.tables().stream().map(Table::name).toList();
    // As describe, show and sql call those of the answer key.
    Map<String, String> spellings =
        scenario.tables().stream()
            .filter(Table::isKey)
            .collect(Collectors.toMap(t -> "key." + t.name(), Table::name));
    List<String> chosen =
        settings.choices(Setting.TABLES, "table of " + scenario.name(), all, spellings);
    if (output.key()) {
      return chosen;
    }
    List<String> data =
        scenario.tables().stream()
            .filter(t -> !t.isKey())
            .map(Table::name)
            .filter(chosen::contains)
            .toList();
    if (data.isEmpty()) {
      throw new UserError(
          settings.said(Setting.TABLES)
              + ": only tables of the answer key, which --no-key leaves out");
    }
    return data;
  }

  private Map<String, Double> params(Settings settings, Size size) {
    Map<String, Double> params = new TreeMap<>();
    for (Param param : scenario.rules().stream().flatMap(r -> r.params().stream()).toList()) {
      settings
          .param(param)
          .or(() -> Optional.ofNullable(size.params().get(param.key())))
          .filter(value -> value != param.defaultValue())
          .ifPresent(value -> params.put(param.key(), value));
    }
    return Map.copyOf(params);
  }

  private Map<String, Double> rates(Settings settings) {
    MessLevel level = settings.choice(Setting.MESS_LEVEL, MessLevel.class);
    Map<String, Double> rates = new TreeMap<>();
    for (Stage stage : scenario.stages()) {
      double rate = settings.rate(stage).orElseGet(() -> level.rate(stage.rate()));
      if (rate != stage.rate()) {
        rates.put(stage.id(), rate);
      }
    }
    return Map.copyOf(rates);
  }

  private RunConfig.Output output(Settings settings) {
    boolean toCatalog = toCatalog(settings);
    return new RunConfig.Output(
        toCatalog ? Optional.empty() : Optional.of(path(settings)),
        toCatalog ? Optional.of(schema(settings)) : Optional.empty(),
        settings.choice(Setting.OUTPUT_FORMAT, RunConfig.Format.class),
        settings.choice(Setting.OUTPUT_GRAIN, RunConfig.Grain.class),
        settings.yes(Setting.OUTPUT_OVERWRITE),
        settings.yes(Setting.OUTPUT_KEY));
  }

  private static boolean toCatalog(Settings settings) {
    // Each is asked, so that --out beside --schema is refused as well as beside --catalog.
    Setting byCatalog = settings.decide(Setting.OUTPUT_PATH, Setting.OUTPUT_CATALOG);
    Setting bySchema = settings.decide(Setting.OUTPUT_PATH, Setting.OUTPUT_SCHEMA);
    return byCatalog == Setting.OUTPUT_CATALOG || bySchema == Setting.OUTPUT_SCHEMA;
  }

  private static String path(Settings settings) {
    return settings
        .text(Setting.OUTPUT_PATH)
        .orElseThrow(() -> settings.impossible(Setting.OUTPUT_PATH, "a folder"));
  }

  private static String schema(Settings settings) {
    return identifier(settings, Setting.OUTPUT_CATALOG, Setting.OUTPUT_SCHEMA)
        + "."
        + identifier(settings, Setting.OUTPUT_SCHEMA, Setting.OUTPUT_CATALOG);
  }

  private static String identifier(Settings settings, Setting setting, Setting other) {
    String name =
        settings
            .text(setting)
            .orElseThrow(
                () ->
                    new UserError(
                        settings.said(other)
                            + ": needs "
                            + setting.key()
                            + " too; a catalog and a schema go together"));
    if (!IDENTIFIER.matcher(name).matches()) {
      throw settings.impossible(setting, "a name of letters, digits and underscores");
    }
    return name;
  }

  private static RunConfig.Engine engine(Settings settings) {
    return new RunConfig.Engine(
        settings.wholeNumber(
            Setting.ROWS_PER_FILE, 1, 1_000_000_000, "a whole number of rows from 1 to 1e9"),
        (int)
            settings.wholeNumber(
                Setting.PARALLELISM, 0, 1_000_000, "a whole number of tasks, or 0 to ask Spark"),
        settings.text(Setting.SPILL_FOLDER));
  }

  /**
   * The run behind the options of {@code spark.read().format("medley")} or of the SQL catalog:
   * {@code scenario}, {@code table}, {@code seed}, {@code rows}, {@code units}, {@code from},
   * {@code to}, {@code regions}, {@code engine.rows_per_file}, {@code engine.parallelism} and
   * {@code world.<rule>.<param>}. Capitals in names do not matter. In a catalog, which has all
   * scenarios, {@code <scenario>.<option>} is for one of them and beats the option without it.
   */
  public static RunConfig fromOptions(Scenario scenario, Map<String, String> options) {
    Map<String, String> own = new TreeMap<>();
    Map<String, String> scoped = new TreeMap<>();
    options.forEach(
        (name, value) -> {
          String key = name.toLowerCase(Locale.ROOT);
          Optional<Scenario> owner =
              Scenarios.all().stream().filter(s -> key.startsWith(s.name() + ".")).findFirst();
          if (owner.isEmpty()) {
            own.put(key, value);
          } else if (owner.get().name().equals(scenario.name())) {
            scoped.put(key.substring(scenario.name().length() + 1), value);
          }
        });
    own.putAll(scoped);
    Configs configs = of(scenario);
    own.forEach((key, value) -> configs.option(key, value));
    return configs.build();
  }

  /** {@link #fromOptions(Scenario, Map)} of the scenario that the options name. */
  public static RunConfig fromOptions(Map<String, String> options) {
    return options.entrySet().stream()
        .filter(e -> e.getKey().equalsIgnoreCase(SCENARIO_OPTION))
        .findFirst()
        .map(e -> fromOptions(Scenarios.named(e.getValue()), options))
        .orElseThrow(
            () ->
                new UserError(
                    "option scenario is missing: one of "
                        + String.join(
                            ", ", Scenarios.all().stream().map(Scenario::name).toList())));
  }

  private void option(String key, String value) {
    List<String> names = new ArrayList<>(READER_SETTINGS.stream().map(Setting::key).toList());
    names.add(0, TABLE_OPTION);
    names.add(0, SCENARIO_OPTION);
    if (key.equals(TABLE_OPTION)) {
      set(Setting.TABLES.key(), value, "option");
    } else if (key.startsWith(WORLD_OPTION)) {
      set(key, value, "option");
    } else if (!names.contains(key)) {
      names.add("world.<rule>.<param>");
      throw UserError.unknown("option", key, names);
    } else if (!key.equals(SCENARIO_OPTION)) {
      set(key, value, "option");
    }
  }

  /** Canonical text of what determines the rows of a run; see {@link Identity}. */
  public static String identity(RunConfig config) {
    return Identity.of(config).text();
  }

  /**
   * How the run that is asked for differs from the one that is there, in a line: {@code seed 42
   * there, 43 asked for}. Empty if it does not.
   *
   * @param there identity of what is there, as {@link #identity} made it
   * @param asked identity of what is asked for
   */
  public static String describeDifference(String there, String asked) {
    return Identity.parse(there).differenceTo(Identity.parse(asked));
  }
}
