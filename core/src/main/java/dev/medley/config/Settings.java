package dev.medley.config;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import dev.medley.mess.Stage;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the places that settings come from say together, read as typed values. Every key is known to
 * the scenario; every value that is asked for is possible, or the error says where it stands.
 */
final class Settings {
  private static final String WORLD = "world.";
  private static final String MESS = "mess.";
  private static final String RATE = ".rate";

  private final List<Map<String, ConfigValue>> layers;
  private final Map<String, ConfigValue> merged = new TreeMap<>();

  /** Lays the layers over each other; the first one wins. */
  Settings(Scenario scenario, List<Map<String, ConfigValue>> layers) {
    layers.forEach(
        layer ->
            layer.forEach(
                (key, value) -> {
                  if (isEmptyGroup(value)) {
                    requireKnownGroup(key, scenario);
                  } else {
                    requireKnown(key, scenario);
                    requireOneValue(key, value);
                  }
                }));
    this.layers = layers.stream().map(Settings::withoutNulls).toList();
    for (int i = layers.size() - 1; i >= 0; i--) {
      merged.putAll(this.layers.get(i));
    }
  }

  /** The values of a HOCON object by their full keys. */
  static Map<String, ConfigValue> flat(ConfigObject object) {
    Map<String, ConfigValue> values = new TreeMap<>();
    flatten(object, "", values);
    return values;
  }

  /** A null says nothing, nor does a group without settings: what a weaker layer says holds. */
  private static Map<String, ConfigValue> withoutNulls(Map<String, ConfigValue> layer) {
    Map<String, ConfigValue> values = new TreeMap<>(layer);
    values.values().removeIf(v -> v.valueType() == ConfigValueType.NULL || isEmptyGroup(v));
    return values;
  }

  private static void flatten(ConfigObject object, String prefix, Map<String, ConfigValue> into) {
    object.forEach(
        (name, value) -> {
          if (value instanceof ConfigObject child && !child.isEmpty()) {
            flatten(child, prefix + name + ".", into);
          } else {
            into.put(prefix + name, value);
          }
        });
  }

  private static void requireKnown(String key, Scenario scenario) {
    if (Setting.keys().contains(key)) {
      return;
    }
    if (key.startsWith(WORLD)) {
      requireParam(key, scenario);
    } else if (key.startsWith(MESS) && key.indexOf('.', MESS.length()) > 0) {
      requireStage(key, scenario);
    } else {
      throw unknown(key, scenario);
    }
  }

  private static boolean isEmptyGroup(ConfigValue value) {
    return value instanceof ConfigObject group && group.isEmpty();
  }

  /** A group that holds nothing may still be misspelt, or stand where a value should. */
  private static void requireKnownGroup(String key, Scenario scenario) {
    String group = key + ".";
    List<String> all = new ArrayList<>(Setting.keys());
    scenario.rules().forEach(r -> r.params().forEach(p -> all.add(WORLD + p.key())));
    scenario.stages().forEach(s -> all.add(rateKey(s.id())));
    if (all.stream().noneMatch(k -> k.startsWith(group)) && !group.equals(WORLD)) {
      requireKnown(key, scenario);
      throw new UserError(key + " = {}: must be a value, not a group");
    }
  }

  private static void requireOneValue(String key, ConfigValue value) {
    boolean isList = value.valueType() == ConfigValueType.LIST;
    if (isList && !key.equals(Setting.REGIONS.key()) && !key.equals(Setting.TABLES.key())) {
      throw new UserError(said(key, value) + ": must be one value, not a list");
    }
  }

  private static UserError unknown(String key, Scenario scenario) {
    List<String> all = new ArrayList<>(Setting.keys());
    scenario.rules().forEach(r -> r.params().forEach(p -> all.add(WORLD + p.key())));
    scenario.stages().forEach(s -> all.add(rateKey(s.id())));
    return new UserError(
        "unknown setting '"
            + key
            + "'"
            + UserError.suggestion(key, all)
            + " (valid: "
            + String.join(", ", Setting.keys())
            + ", world.<rule>.<param>, mess.<stage>.rate)");
  }

  private static void requireParam(String key, Scenario scenario) {
    String name = key.substring(WORLD.length());
    String ruleId = name.contains(".") ? name.substring(0, name.indexOf('.')) : name;
    List<String> ruleIds =
        scenario.rules().stream().filter(r -> !r.params().isEmpty()).map(Rule::id).toList();
    if (!ruleIds.contains(ruleId)) {
      throw UserError.unknown("world rule of " + scenario.name(), ruleId, ruleIds);
    }
    List<String> paramKeys =
        scenario.rules().stream()
            .filter(r -> r.id().equals(ruleId))
            .flatMap(r -> r.params().stream())
            .map(Param::key)
            .toList();
    if (!paramKeys.contains(name)) {
      throw UserError.unknown(
          "parameter of rule " + ruleId, key, paramKeys.stream().map(WORLD::concat).toList());
    }
  }

  private static void requireStage(String key, Scenario scenario) {
    String stageId = key.substring(MESS.length(), key.indexOf('.', MESS.length()));
    List<String> stageIds = scenario.stages().stream().map(Stage::id).toList();
    if (!stageIds.contains(stageId)) {
      throw UserError.unknown("mess stage of " + scenario.name(), stageId, stageIds);
    }
    if (!key.equals(rateKey(stageId))) {
      throw UserError.unknown("setting", key, List.of(rateKey(stageId)));
    }
  }

  private static String rateKey(String stageId) {
    return MESS + stageId + RATE;
  }

  boolean has(Setting setting) {
    return merged.containsKey(setting.key());
  }

  /**
   * Which of two ways to say the same thing holds: the one that the strongest layer uses. Both in
   * one layer is an error.
   */
  Setting decide(Setting one, Setting other) {
    for (Map<String, ConfigValue> layer : layers) {
      boolean saysOne = layer.containsKey(one.key());
      boolean saysOther = layer.containsKey(other.key());
      if (saysOne && saysOther) {
        throw new UserError(
            said(one.key(), layer.get(one.key()))
                + " and "
                + said(other.key(), layer.get(other.key()))
                + " exclude each other: give one of them");
      }
      if (saysOne || saysOther) {
        return saysOne ? one : other;
      }
    }
    return one;
  }

  /** The text of a setting; empty if it is unset or blank. */
  Optional<String> text(Setting setting) {
    return Optional.ofNullable(merged.get(setting.key()))
        .map(Settings::text)
        .filter(t -> !t.isEmpty());
  }

  double number(Setting setting, double min, double max, String allowed) {
    return number(setting.key(), min, max, allowed);
  }

  private double number(String key, double min, double max, String allowed) {
    double number = decimal(key, allowed).doubleValue();
    if (number < min || number > max) {
      throw impossible(key, allowed);
    }
    return number;
  }

  long wholeNumber(Setting setting, long min, long max, String allowed) {
    try {
      long number = decimal(setting.key(), allowed).longValueExact();
      if (number >= min && number <= max) {
        return number;
      }
    } catch (ArithmeticException e) {
      throw impossible(setting.key(), allowed, e);
    }
    throw impossible(setting.key(), allowed);
  }

  private BigDecimal decimal(String key, String allowed) {
    try {
      BigDecimal number = new BigDecimal(text(merged.get(key)).replace("_", ""));
      if (number.precision() - (long) number.scale() > MAX_DIGITS) {
        throw impossible(key, allowed);
      }
      return number;
    } catch (NumberFormatException e) {
      throw impossible(key, allowed, e);
    }
  }

  /** Digits before the point from which on a number is not expanded: {@code 1e999999999}. */
  private static final int MAX_DIGITS = 30;

  boolean yes(Setting setting) {
    return switch (text(merged.get(setting.key())).toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw impossible(setting.key(), "true or false");
    };
  }

  /** The day that is set, or another one. */
  LocalDate day(Setting setting, LocalDate otherwise) {
    if (!has(setting)) {
      return otherwise;
    }
    try {
      return LocalDate.parse(text(merged.get(setting.key())));
    } catch (DateTimeException e) {
      throw impossible(setting.key(), "a date like 2024-01-31", e);
    }
  }

  <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
    String name = text(merged.get(setting.key()));
    List<String> names =
        Arrays.stream(type.getEnumConstants()).map(e -> e.name().toLowerCase(Locale.ROOT)).toList();
    return Enum.valueOf(
        type, match(setting.key(), name.toLowerCase(Locale.ROOT), names).toUpperCase(Locale.ROOT));
  }

  /**
   * Names that are set, in the order of the valid ones; all of these if none is. Capitals do not
   * matter.
   */
  List<String> choices(Setting setting, String what, List<String> valid) {
    return choices(setting, what, valid, Map.of());
  }

  /**
   * The same where some names have another spelling.
   *
   * @param spellings the valid names, by their other spelling
   */
  List<String> choices(
      Setting setting, String what, List<String> valid, Map<String, String> spellings) {
    Set<String> chosen = new LinkedHashSet<>();
    for (String name : names(setting)) {
      String usual = spellings.getOrDefault(name.toLowerCase(Locale.ROOT), name);
      chosen.add(match(what, usual, valid));
    }
    return chosen.isEmpty() ? valid : valid.stream().filter(chosen::contains).toList();
  }

  private static String match(String what, String name, Collection<String> valid) {
    return valid.stream()
        .filter(v -> v.equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() -> UserError.unknown(what, name, valid));
  }

  /** The elements of a list, or of a text with commas. */
  private List<String> names(Setting setting) {
    ConfigValue value = merged.get(setting.key());
    List<?> names =
        value.unwrapped() instanceof List<?> list
            ? list
            : Arrays.asList(value.unwrapped().toString().split(",", -1));
    return names.stream().map(n -> n.toString().strip()).filter(n -> !n.isEmpty()).toList();
  }

  /** The rate that is set for a stage. */
  Optional<Double> rate(Stage stage) {
    String key = rateKey(stage.id());
    return merged.containsKey(key)
        ? Optional.of(number(key, 0, 1, "a share from 0 to 1"))
        : Optional.empty();
  }

  /** The value that is set for a parameter. */
  Optional<Double> param(Param param) {
    String key = WORLD + param.key();
    return merged.containsKey(key)
        ? Optional.of(number(key, param.min(), param.max(), "a number, " + param.range()))
        : Optional.empty();
  }

  UserError impossible(Setting setting, String allowed) {
    return impossible(setting.key(), allowed);
  }

  private UserError impossible(String key, String allowed) {
    return impossible(key, allowed, null);
  }

  private UserError impossible(String key, String allowed, Throwable cause) {
    return new UserError(said(key, merged.get(key)) + ": must be " + allowed, cause);
  }

  /** How and where the user said it: {@code --rows 0}, or {@code rows = 0 (my.conf: 3)}. */
  String said(Setting setting) {
    return said(setting.key(), merged.get(setting.key()));
  }

  private static String said(String key, ConfigValue value) {
    if (value == null) {
      return key;
    }
    String origin = value.origin().description();
    return origin.startsWith("--") && !origin.equals(Configs.SET)
        ? origin + " " + text(value)
        : key + " = " + text(value) + " (" + origin + ")";
  }

  private static String text(ConfigValue value) {
    return value.unwrapped().toString().strip();
  }
}
