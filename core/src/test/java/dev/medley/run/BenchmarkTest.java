package dev.medley.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.model.UserError;
import dev.medley.run.Benchmark.Measured;
import dev.medley.run.Benchmark.Way;
import dev.medley.scenario.Scenarios;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchmarkTest extends SparkTest {
  private static final String FOLDER = "target/bench";

  private static Benchmark into(RunConfig.Output output) {
    Configs configs = Configs.of(Scenarios.named("tablet_manufacturing"));
    configs.set("rows", "2000");
    return new Benchmark(spark(), configs.build().to(output), 1, line -> {});
  }

  private static RunConfig.Output output(Optional<String> folder, Optional<String> catalog) {
    return new RunConfig.Output(
        folder, catalog, RunConfig.Format.DELTA, RunConfig.Grain.MONTH, false, true);
  }

  @Test
  void allWaysWriteTheSameNumberOfRowsAndLeaveNothing() {
    Benchmark.Result result = into(output(Optional.of(FOLDER), Optional.empty())).run();
    Map<Way, Measured> measured = result.ways();
    assertEquals(EnumSet.allOf(Way.class), measured.keySet());
    long rows = measured.get(Way.MEDLEY).rows();
    assertEquals(rows, measured.get(Way.FLOOR).rows());
    assertEquals(rows, measured.get(Way.PLAIN_SPARK).rows());
    assertEquals(rows, result.cold().rows());
    assertTrue(result.cold().median() > measured.get(Way.MEDLEY).median());
    assertTrue(result.cold().processor() > measured.get(Way.MEDLEY).processor());
    assertFalse(Files.exists(Path.of(FOLDER)));
  }

  @Test
  void catalogIsRefused() {
    RunConfig.Output catalog = output(Optional.empty(), Optional.of("main.bench"));
    assertThrows(UserError.class, () -> into(catalog));
  }
}
