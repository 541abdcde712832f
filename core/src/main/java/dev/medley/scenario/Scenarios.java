package dev.medley.scenario;

import dev.medley.model.UserError;
import dev.medley.scenario.coldchain.ColdChain;
import dev.medley.scenario.edthroughput.EdThroughput;
import dev.medley.scenario.heartfailurerpm.HeartFailureRpm;
import dev.medley.scenario.tabletmanufacturing.TabletManufacturing;
import dev.medley.scenario.wearables.Wearables;
import java.util.List;

/** The registry of scenarios: a new one is one line here. */
public final class Scenarios {
  private static final List<Scenario> ALL =
      List.of(
          new EdThroughput(),
          new Wearables(),
          new HeartFailureRpm(),
          new ColdChain(),
          new TabletManufacturing());

  private Scenarios() {}

  public static List<Scenario> all() {
    return ALL;
  }

  /** The scenario of that name. */
  public static Scenario named(String name) {
    return ALL.stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> UserError.unknown("scenario", name, ALL.stream().map(Scenario::name).toList()));
  }
}
