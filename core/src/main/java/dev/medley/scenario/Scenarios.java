package dev.medley.scenario;

import dev.medley.mess.Lineage;
import dev.medley.model.UserError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.WeakHashMap;
import java.util.regex.Pattern;

/**
 * All scenarios on the class path, Medley's own and others: whoever is named in {@code
 * META-INF/services/dev.medley.scenario.Scenario} of a jar, which {@code @AutoService} writes.
 */
public final class Scenarios {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

  /** A program may bring jars after it began (spark-submit --jars), in a loader of their own. */
  private static final Map<ClassLoader, List<Scenario>> BY_LOADER =
      Collections.synchronizedMap(new WeakHashMap<>());

  private Scenarios() {}

  /**
   * All scenarios by name.
   *
   * @throws UserError if one of them is none, or none that can be used
   */
  public static List<Scenario> all() {
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    return BY_LOADER.computeIfAbsent(
        context == null ? Scenarios.class.getClassLoader() : context, Scenarios::loaded);
  }

  /** The scenario of that name. */
  public static Scenario named(String name) {
    return all().stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> UserError.unknown("scenario", name, all().stream().map(Scenario::name).toList()));
  }

  private static List<Scenario> loaded(ClassLoader loader) {
    List<Scenario> scenarios = new ArrayList<>();
    try {
      for (URL file : Collections.list(loader.getResources(Services.FILE))) {
        Services.check(file, loader);
      }
      for (Scenario scenario : ServiceLoader.load(Scenario.class, loader)) {
        check(scenario, scenarios);
        scenarios.add(scenario);
      }
    } catch (ServiceConfigurationError e) {
      String cause = e.getCause() == null ? "" : ": " + UserError.firstLine(e.getCause());
      String what = UserError.firstLine(e).replace(Scenario.class.getName() + ": ", "");
      throw new UserError("a scenario cannot be loaded: " + what + cause, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    scenarios.sort(Comparator.comparing(Scenario::name));
    return List.copyOf(scenarios);
  }

  private static void check(Scenario scenario, List<Scenario> others) {
    String who = "scenario " + scenario.getClass().getName();
    String name = scenario.name();
    if (!NAME.matcher(name).matches()) {
      throw new UserError(who + ": its name '" + name + "' is not snake_case");
    }
    for (Scenario other : others) {
      if (other.name().equals(name)) {
        throw new UserError(
            who + ": the name " + name + " is taken by " + other.getClass().getName());
      }
    }
    if (scenario.getClass().getResource(name + ".sql") == null) {
      throw new UserError(
          who + ": " + name + ".sql with its insights and targets is not beside it in the jar");
    }
    if (scenario.tables().isEmpty() || !scenario.mainTable().isDated()) {
      throw new UserError(who + ": its first table must be one of dated rows");
    }
    Lineage.check(scenario.tables(), scenario.stages());
  }
}
