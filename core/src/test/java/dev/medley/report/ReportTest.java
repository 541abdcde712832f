package dev.medley.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.Medley;
import dev.medley.SparkTest;
import dev.medley.WaitingRoom;
import dev.medley.config.Configs;
import dev.medley.config.Identity;
import dev.medley.config.RunConfig;
import dev.medley.model.Chart;
import dev.medley.model.UserError;
import dev.medley.run.Watch;
import dev.medley.sink.Journal;
import dev.medley.sink.Manifest;
import dev.medley.sink.Store;
import dev.medley.verify.Verify;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReportTest extends SparkTest {
  private final WaitingRoom scenario = new WaitingRoom();
  private RunConfig config;
  private Path place;

  @BeforeEach
  void choose() {
    config = Configs.of(scenario).set("output.path", folder.toString()).build();
    place = folder.resolve(scenario.name());
  }

  private String refused(Optional<String> file) {
    UserError refusal =
        assertThrows(
            UserError.class,
            () ->
                new Medley(spark())
                    .report(config.output(), scenario, file, Checks.NONE, Watch.NOBODY));
    assertEquals(1, refusal.getMessage().lines().count(), refusal.getMessage());
    assertFalse(Files.exists(place.resolve("report.html")), "something was written");
    return refusal.getMessage();
  }

  private void manifest(String version, Manifest.State state) throws IOException {
    Files.createDirectories(place);
    String identity =
        Identity.of(config)
            .text()
            .replaceAll("\"version\":\"[^\"]*\"", "\"version\":\"" + version + "\"");
    new Journal(spark(), new Store(config.output(), scenario))
        .write(
            new Manifest(
                identity,
                config.units(),
                config.horizon().from(),
                config.regions(),
                config.tables(),
                Manifest.Layout.of(config.output()),
                0,
                List.of(new Manifest.Stretch(config.horizon(), state, 2, 1000))));
  }

  @Test
  void anEmptyFolderIsRefused() {
    String message = refused(Optional.empty());
    assertTrue(message.contains("holds nothing of Medley's"), message);
  }

  @Test
  void halfARunIsRefused() throws IOException {
    manifest("0.2.0", Manifest.State.WRITING);
    String message = refused(Optional.empty());
    assertTrue(message.contains("holds half a run"), message);
  }

  @Test
  void aLaterVersionIsRefused() throws IOException {
    manifest("99.1.0", Manifest.State.COMPLETE);
    String message = refused(Optional.empty());
    assertTrue(message.contains("was made by Medley 99.1.0, and this is "), message);
  }

  @Test
  void aManifestThatIsNoneIsRefused() throws IOException {
    manifest("0.2.0", Manifest.State.COMPLETE);
    Files.writeString(place.resolve("_medley/manifest.json"), "{\"identity\": 5");
    String message = refused(Optional.empty());
    assertTrue(message.contains("the manifest of "), message);
  }

  @Test
  void aFolderIsNoFile() throws IOException {
    manifest("0.2.0", Manifest.State.COMPLETE);
    String message = refused(Optional.of(folder.toString()));
    assertTrue(message.contains("is a folder; name a file"), message);
  }

  @Test
  void checksFromBeforeTheLastRowsAreOld() throws IOException {
    manifest("0.2.0", Manifest.State.COMPLETE);
    Journal journal = new Journal(spark(), new Store(config.output(), scenario));
    assertFalse(journal.isSinceTheLastRun(Verify.REPORT), "there are none");
    Path kept = Files.createDirectories(place.resolve("_key").resolve(Verify.REPORT));
    Path part = Files.writeString(kept.resolve("part-0.parquet"), "rows");
    long written = Files.getLastModifiedTime(place.resolve("_medley/manifest.json")).toMillis();
    Files.setLastModifiedTime(part, FileTime.fromMillis(written + 2000));
    assertTrue(journal.isSinceTheLastRun(Verify.REPORT));
    Files.setLastModifiedTime(part, FileTime.fromMillis(written - 2000));
    assertFalse(journal.isSinceTheLastRun(Verify.REPORT));
  }

  @Test
  void aPictureIsWhatItsQueryGives() {
    Picture picture =
        Picture.of(
            chart("SELECT 2 AS h, 1 / 3D AS y UNION ALL SELECT 3, double('NaN')"), spark()::sql);
    assertEquals("", picture.absent());
    assertEquals(List.of(2L, 0.333333), picture.rows().get(0));
    assertEquals(null, picture.rows().get(1).get(1));
    assertEquals(List.of("hour (h)", "wait (min)"), picture.headings());
  }

  @Test
  void aPictureThatCannotBeDrawnSaysWhy() {
    assertTrue(
        Picture.of(chart("SELECT 1 / 0 AS h, 2 AS y"), spark()::sql).absent().contains("failed"));
    assertTrue(
        Picture.of(chart("SELECT 1 AS h"), spark()::sql).absent().contains("not what a LINE"));
    assertTrue(
        Picture.of(chart("SELECT id AS h, id AS y FROM range(3000)"), spark()::sql)
            .absent()
            .contains("more than 2000 points"));
    assertTrue(
        Picture.of(chart("SELECT id AS h, id AS y FROM range(0)"), spark()::sql)
            .absent()
            .contains("no rows"));
    assertTrue(
        Picture.of(chart("SELECT 1 AS h, double(NULL) AS y"), spark()::sql)
            .absent()
            .contains("no rows"));
  }

  private static Chart chart(String sql) {
    return new Chart("c", "C", Chart.Kind.LINE, "hour (h)", "wait (min)", "", "", sql);
  }
}
