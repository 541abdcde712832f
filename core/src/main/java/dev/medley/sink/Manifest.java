package dev.medley.sink;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import dev.medley.config.Identity;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import dev.medley.world.Horizon;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What an output holds: which world, over which days, and how far the work has come.
 *
 * @param identity the world and its mess, as {@code Configs.identity} writes it
 * @param units number of units in the world
 * @param from first day of the world
 * @param regions regions that were made
 * @param tables tables that were made
 * @param layout how the tables lie
 * @param generation how often the output has been overwritten
 * @param stretches the horizon in the pieces in which it was made
 */
public record Manifest(
    String identity,
    long units,
    LocalDate from,
    List<String> regions,
    List<String> tables,
    Layout layout,
    int generation,
    List<Stretch> stretches) {

  /**
   * How the tables lie.
   *
   * @param format file format
   * @param grain folder grain of fact tables
   * @param key whether there is an answer key
   */
  public record Layout(RunConfig.Format format, RunConfig.Grain grain, boolean key) {

    public static Layout of(RunConfig.Output output) {
      return new Layout(output.format(), output.grain(), output.key());
    }

    @Override
    public String toString() {
      return (format + " by " + grain + (key ? " with key" : " without key"))
          .toLowerCase(Locale.ROOT);
    }
  }

  /** How far a stretch has come. */
  public enum State {
    WRITING,
    COMPLETE
  }

  /**
   * Days that one run made.
   *
   * @param days which
   * @param state whether all their chunks are committed
   * @param parallelism of the run that began it: with rowsPerFile it fixes how the work is cut up
   * @param rowsPerFile of the run that began it
   */
  public record Stretch(Horizon days, State state, int parallelism, long rowsPerFile) {}

  /** The days that are complete or being made. */
  public Horizon horizon() {
    LocalDate last = from;
    for (Stretch stretch : stretches) {
      last = stretch.days().to().isAfter(last) ? stretch.days().to() : last;
    }
    return new Horizon(from, last);
  }

  /** The version of Medley that made it. */
  public String version() {
    return Identity.parse(identity).version();
  }

  /** Whether all that was begun is there. */
  public boolean isComplete() {
    return stretches.stream().allMatch(s -> s.state() == State.COMPLETE);
  }

  /** Name of a stretch, its own among all that the output has ever held. */
  public String stretchName(String scenario, int number) {
    return "medley/" + scenario + "/" + generation + "/" + number;
  }

  /** What a stretch takes the place of. */
  public Replacing replacedBy(int number) {
    if (number == 0) {
      return generation > 0 ? new Replacing.All() : new Replacing.Nothing();
    }
    Horizon days = stretches.get(number).days();
    boolean isOverOthers =
        stretches.subList(0, number).stream().anyMatch(s -> s.days().overlaps(days));
    return isOverOthers ? new Replacing.Days(days) : new Replacing.Nothing();
  }

  /** The manifest after a run began or completed a stretch. */
  public Manifest with(List<Stretch> newStretches) {
    return new Manifest(
        identity, units, from, regions, tables, layout, generation, List.copyOf(newStretches));
  }

  /**
   * The run that makes what is there, all of it.
   *
   * @param output where it lies; its format and grain are the manifest's
   */
  public RunConfig config(Scenario scenario, RunConfig.Output output) {
    Identity world = Identity.parse(identity);
    Stretch last = stretches.get(stretches.size() - 1);
    return new RunConfig(
        scenario,
        world.seed(),
        units,
        horizon(),
        regions,
        tables,
        world.params(),
        world.rates(),
        new RunConfig.Output(
            output.path(),
            output.catalog(),
            layout.format(),
            layout.grain(),
            output.overwrite(),
            layout.key()),
        new RunConfig.Engine(last.rowsPerFile(), last.parallelism(), Optional.empty()));
  }

  /** As JSON. */
  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("identity", identity);
    json.put("units", units);
    json.put("from", from.toString());
    json.put("regions", regions);
    json.put("tables", tables);
    json.put("format", layout.format().name());
    json.put("grain", layout.grain().name());
    json.put("key", layout.key());
    json.put("generation", generation);
    List<Map<String, Object>> pieces = new ArrayList<>();
    for (Stretch stretch : stretches) {
      Map<String, Object> piece = new LinkedHashMap<>();
      piece.put("from", stretch.days().from().toString());
      piece.put("to", stretch.days().to().toString());
      piece.put("state", stretch.state().name());
      piece.put("parallelism", stretch.parallelism());
      piece.put("rows_per_file", stretch.rowsPerFile());
      pieces.add(piece);
    }
    json.put("stretches", pieces);
    return ConfigFactory.parseMap(json)
        .root()
        .render(ConfigRenderOptions.concise().setFormatted(true));
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @param place named in the error
   */
  static Manifest parse(String json, String place) {
    try {
      Config config = ConfigFactory.parseString(json);
      List<Stretch> stretches = new ArrayList<>();
      for (Config piece : config.getConfigList("stretches")) {
        stretches.add(
            new Stretch(
                Horizon.of(piece.getString("from"), piece.getString("to")),
                State.valueOf(piece.getString("state")),
                piece.getInt("parallelism"),
                piece.getLong("rows_per_file")));
      }
      return new Manifest(
          config.getString("identity"),
          config.getLong("units"),
          LocalDate.parse(config.getString("from")),
          config.getStringList("regions"),
          config.getStringList("tables"),
          new Layout(
              RunConfig.Format.valueOf(config.getString("format")),
              RunConfig.Grain.valueOf(config.getString("grain")),
              config.getBoolean("key")),
          config.getInt("generation"),
          List.copyOf(stretches));
    } catch (ConfigException | IllegalArgumentException | java.time.DateTimeException e) {
      throw new UserError(
          "the manifest of "
              + place
              + " is damaged ("
              + e.getMessage()
              + ") - remove the output and generate it again",
          e);
    }
  }
}
