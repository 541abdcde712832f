package dev.medley.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.WaitingRoom;
import org.junit.jupiter.api.Test;

class IdentityTest {

  private static Configs waitingRoom() {
    return Configs.of(new WaitingRoom()).set("units", "12");
  }

  @Test
  void textIsReadBackUnchanged() {
    Identity identity =
        Identity.of(
            waitingRoom()
                .set("world.arrivals.daily_visits", "123.456")
                .set("mess.level", "heavy")
                .set("seed", "-9007199254740993")
                .build());
    assertEquals(identity, Identity.parse(identity.text()));
    assertEquals(identity.text(), Identity.parse(identity.text()).text());
    assertEquals(1, identity.text().lines().count());
  }

  @Test
  void whatChangesNoRowIsNotPartOfIt() {
    String identity = Configs.identity(waitingRoom().build());
    assertEquals(
        identity,
        Configs.identity(
            waitingRoom()
                .set("to", "2030-01-01")
                .set("regions", "WEST")
                .set("tables", "patients")
                .set("output.path", "elsewhere")
                .set("output.format", "parquet")
                .set("engine.parallelism", "7")
                .build()));
    assertEquals("", Configs.describeDifference(identity, identity));
  }

  @Test
  void differencesAreSaidInALine() {
    String there = Configs.identity(waitingRoom().build());
    String asked =
        Configs.identity(
            waitingRoom()
                .set("seed", "43")
                .set("from", "2024-02-01")
                .set("world.arrivals.daily_visits", "120")
                .set("mess.missing_wait.rate", "0")
                .build());
    assertEquals(
        "from 2024-01-01 there, 2024-02-01 asked for;"
            + " mess.missing_wait.rate default there, 0 asked for;"
            + " seed 42 there, 43 asked for;"
            + " world.arrivals.daily_visits default there, 120 asked for",
        Configs.describeDifference(there, asked));
  }

  @Test
  void versionIsFilledInByTheBuild() {
    assertTrue(Version.current().matches("\\d+\\.\\d+\\.\\d+.*"), Version.current());
    assertFalse(Version.current().contains("$"));
  }
}
