package dev.medley.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnTest {

  @Columns(
      """
      visit_id | key, filtered | One visit.
      is_seen  |               | Seen by a doctor.
      """)
  private record Visit(long visitId, boolean isSeen) {}

  @Columns(
      """
      visit_id | key      | One visit.
      is_seen  | filtered | Seen by a doctor.
      """)
  private record FilteredByFlag(long visitId, boolean isSeen) {}

  @Test
  void nobodyFiltersByABoolean() {
    List<Column> columns = Column.of(Visit.class);
    assertEquals(List.of("visit_id", "is_seen"), columns.stream().map(Column::name).toList());
    assertTrue(columns.get(0).filtered());
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> Column.of(FilteredByFlag.class));
    assertTrue(refused.getMessage().contains("no range of a BOOLEAN"), refused.getMessage());
  }
}
