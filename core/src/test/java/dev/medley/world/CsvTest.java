package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.medley.world.Csv.Cents;
import dev.medley.world.Csv.EpochDay;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTest {
  private enum Form {
    PEN,
    SYRINGE
  }

  private record Drug(
      String name,
      double startShare,
      Form form,
      @Cents long unitPrice,
      int packSize,
      boolean isBrand,
      LocalDate launchDate,
      @EpochDay int switchDay,
      Double rebatePct) {}

  private record Price(String name, @Cents long price) {}

  private record Name(String name, int price) {}

  record Checked(String name, double price) {
    Checked {
      if (price > 1) {
        throw new IllegalArgumentException("too dear");
      }
    }
  }

  @Test
  void linesAreRecordsByTheNamesOfTheirColumns() {
    assertEquals(
        List.of(
            new Drug(
                "orlavex", 0.25, Form.PEN, 1250, 28, true, LocalDate.of(2019, 3, 1), 19_908, null),
            new Drug(
                "mirt, extended", 0.001, Form.SYRINGE, 107_000, 30, false, null, 19_753, 12.5)),
        Csv.read(CsvTest.class, "drugs.csv", Drug.class));
  }

  @Test
  void mistakesAreSaidWithTheirPlace() {
    assertMessage(
        "broken.csv line 4, column price: '1.005' is no amount of money in whole cents",
        "broken.csv",
        Price.class);
    assertMessage("broken.csv line 3, column price: '1.00' is no int", "broken.csv", Name.class);
    assertMessage("broken.csv line 4: too dear", "broken.csv", Checked.class);
    assertMessage("ragged.csv line 3: 1 cells for 2 columns", "ragged.csv", Price.class);
    assertMessage(
        "renamed.csv line 1: no column for [price], no component for [cost]",
        "renamed.csv",
        Price.class);
    assertMessage(
        "twice.csv line 1: a column twice in [name, price, price]", "twice.csv", Price.class);
    assertMessage("no none.csv beside dev.medley.world.CsvTest", "none.csv", Price.class);
  }

  private static <R extends Record> void assertMessage(
      String message, String resource, Class<R> type) {
    Exception e =
        assertThrows(IllegalArgumentException.class, () -> Csv.read(CsvTest.class, resource, type));
    assertEquals(message, e.getMessage());
  }
}
