package dev.medley.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TableTest {

  /** A row that says its region itself. */
  @Columns(
      """
      site_id    | key | Site.
      region     | | Region.
      event_date | date | Day.
      """)
  record Placed(long siteId, String region, int eventDate) {}

  /** A row without a day. */
  @Columns(
      """
      site_id | key | Site.
      """)
  record Undated(long siteId) {}

  @Test
  void aRowCannotNameAnotherRegionThanItsCells() {
    assertEquals(
        "places: the engine fills region, not the record",
        assertThrows(
                IllegalArgumentException.class, () -> Table.fact("places", Placed.class, "Places."))
            .getMessage());
  }

  @Test
  void aFactHasADay() {
    assertEquals(
        "days has no event_date",
        assertThrows(
                IllegalArgumentException.class, () -> Table.fact("days", Undated.class, "Days."))
            .getMessage());
  }
}
