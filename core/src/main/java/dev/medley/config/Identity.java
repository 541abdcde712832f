package dev.medley.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What determines the rows of a run, and nothing else: two runs of the same identity agree on every
 * row that both make. The last day is not part of it, since a longer run continues the same world,
 * nor are regions and tables, which choose among the rows.
 *
 * @param version version of Medley
 * @param scenario scenario name
 * @param seed seed
 * @param units units in all regions
 * @param from day on which the world begins
 * @param params world parameters that differ from their defaults, by {@code rule.param}
 * @param rates mess rates that differ from their defaults, by stage id
 */
public record Identity(
    String version,
    String scenario,
    long seed,
    long units,
    LocalDate from,
    SortedMap<String, Double> params,
    SortedMap<String, Double> rates) {

  public Identity {
    params = Collections.unmodifiableSortedMap(new TreeMap<>(params));
    rates = Collections.unmodifiableSortedMap(new TreeMap<>(rates));
  }

  /** The identity of a run by this version of Medley. */
  public static Identity of(RunConfig config) {
    return new Identity(
        Version.of(config.scenario()),
        config.scenario().name(),
        config.seed(),
        config.units(),
        config.horizon().from(),
        new TreeMap<>(config.params()),
        new TreeMap<>(config.rates()));
  }

  /** Reads what {@link #text()} wrote. */
  public static Identity parse(String text) {
    Config config = ConfigFactory.parseString(text);
    return new Identity(
        config.getString("version"),
        config.getString("scenario"),
        config.getLong("seed"),
        config.getLong("units"),
        LocalDate.parse(config.getString("from")),
        numbers(config, "params"),
        numbers(config, "rates"));
  }

  /** The same world with another number of units. */
  public Identity withUnits(long otherUnits) {
    return new Identity(version, scenario, seed, otherUnits, from, params, rates);
  }

  private static SortedMap<String, Double> numbers(Config config, String key) {
    SortedMap<String, Double> numbers = new TreeMap<>();
    config
        .getObject(key)
        .forEach((name, value) -> numbers.put(name, ((Number) value.unwrapped()).doubleValue()));
    return numbers;
  }

  /** One line of JSON, the same for equal identities. */
  public String text() {
    return ConfigValueFactory.fromMap(
            Map.of(
                "version", version,
                "scenario", scenario,
                "seed", seed,
                "units", units,
                "from", from.toString(),
                "params", params,
                "rates", rates))
        .render(ConfigRenderOptions.concise());
  }

  /**
   * How another identity differs from this one, in a line: {@code seed 42 there, 43 asked for}.
   * Empty if it does not.
   */
  public String differenceTo(Identity asked) {
    Map<String, String> there = facts();
    Map<String, String> wanted = asked.facts();
    TreeSet<String> names = new TreeSet<>(there.keySet());
    names.addAll(wanted.keySet());
    StringJoiner differences = new StringJoiner("; ");
    for (String name : names) {
      String left = there.getOrDefault(name, "default");
      String right = wanted.getOrDefault(name, "default");
      if (!left.equals(right)) {
        differences.add(name + " " + left + " there, " + right + " asked for");
      }
    }
    return differences.toString();
  }

  private Map<String, String> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("version", version);
    facts.put("scenario", scenario);
    facts.put("seed", Long.toString(seed));
    facts.put("units", Long.toString(units));
    facts.put("from", from.toString());
    params.forEach((key, value) -> facts.put("world." + key, plain(value)));
    rates.forEach((id, rate) -> facts.put("mess." + id + ".rate", plain(rate)));
    return facts;
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
