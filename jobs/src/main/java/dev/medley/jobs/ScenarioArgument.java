package dev.medley.jobs;

import dev.medley.scenario.Scenario;
import dev.medley.scenario.Scenarios;
import picocli.CommandLine.Parameters;

/** The scenario that a command is about. */
final class ScenarioArgument {
  @Parameters(paramLabel = "<scenario>", description = "A name from medley list.")
  private String name;

  Scenario scenario() {
    return Scenarios.named(name);
  }
}
