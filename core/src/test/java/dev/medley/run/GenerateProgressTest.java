package dev.medley.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Medley;
import dev.medley.SparkTest;
import dev.medley.config.Configs;
import dev.medley.config.RunConfig;
import dev.medley.sink.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.example.walkin.WalkInClinic;
import org.junit.jupiter.api.Test;

/** What is said of a run while it goes on. */
class GenerateProgressTest extends SparkTest {

  /** As if it had been killed when all tables but one were in place. */
  @Test
  void aRunThatGoesOnExpectsOnlyTheRowsThatItLacks() throws IOException {
    RunConfig config =
        Configs.of(new WalkInClinic())
            .set("rows", "5000")
            .build()
            .to(
                new RunConfig.Output(
                    Optional.of(folder.toString()),
                    Optional.empty(),
                    RunConfig.Format.DELTA,
                    RunConfig.Grain.MONTH,
                    false,
                    true));
    Heard first = new Heard();
    Summary summary = new Medley(spark()).generate(config, first);
    assertEquals(1, (double) first.expected / summary.rows(), 0.1);
    assertEquals(List.of("begins", "completes", "ends"), first.calls);

    Store store = new Store(config.output(), config.scenario());
    delete(Path.of(store.path("follow_ups")));
    Path manifest = Path.of(store.place(), "_medley", "manifest.json");
    String complete = Files.readString(manifest);
    assertTrue(complete.contains("COMPLETE"), complete);
    Files.writeString(manifest, complete.replace("COMPLETE", "WRITING"));

    Heard second = new Heard();
    new Medley(spark()).generate(config, second);
    long lacked = store.published(spark(), config.table("follow_ups")).count();
    assertEquals(1, (double) second.expected / lacked, 0.1);
    assertTrue(second.expected < first.expected / 2, "most of the rows were there");
  }

  private static void delete(Path table) throws IOException {
    try (Stream<Path> all = Files.walk(table)) {
      all.sorted(Comparator.reverseOrder())
          .forEach(
              path -> {
                try {
                  Files.delete(path);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }

  private static final class Heard implements Progress {
    private final List<String> calls = new ArrayList<>();
    private long expected;

    @Override
    public void begins(String task, long expectedRows) {
      expected = expectedRows;
      calls.add("begins");
    }

    @Override
    public void rowsWritten(long rows) {
      // Spark tells of them when it likes.
    }

    @Override
    public void completes() {
      calls.add("completes");
    }

    @Override
    public void ends() {
      calls.add("ends");
    }
  }
}
