package dev.medley.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.model.Column;
import dev.medley.model.Columns;
import dev.medley.model.Table;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

final class ColumnWritersTest {

  @Columns(
      """
      lot  | key | Lot.
      part | key | Part of it.
      """)
  record Part(String lot, String part) {}

  @Columns("lot | key | Lot.")
  record Lot(String lot) {}

  private static final Table<Part> PARTS = Table.single("parts", Part.class, "One row per part.");
  private static final Table<Lot> LOTS = Table.single("lots", Lot.class, "One row per lot.");

  @Test
  void aKeyOfSeveralColumnsMustNotHoldWhatJoinsThem() {
    write(PARTS, new Part("7", "left"));
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> write(PARTS, new Part("7|a", "left")));
    assertTrue(refused.getMessage().startsWith("parts.lot '7|a'"), refused.getMessage());
    write(LOTS, new Lot("7|a"));
  }

  @Test
  void aKeyIsNeverNull() {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> write(LOTS, new Lot(null)));
    assertEquals("lots.lot is null in a key", refused.getMessage());
  }

  private static void write(Table<?> table, Object row) {
    Column column = table.column("lot");
    Vector vector = new Vector(Column.Type.STRING, DataTypes.StringType, 1);
    ColumnWriters.of(table, column).write(new Object[] {row}, 1, vector, 0);
  }
}
