package dev.medley.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.model.Column;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;

final class VectorTest {

  @Test
  void aColumnIsConstantIfAllItsRowsHoldTheSameBits() {
    Vector days = new Vector(Column.Type.DATE, DataTypes.DateType, 4);
    days.ints = new int[] {7, 7, 7, 8};
    assertTrue(days.isConstant(3));
    assertFalse(days.isConstant(4));
    assertTrue(days.isConstant(1));
    Vector celsius = new Vector(Column.Type.DOUBLE, DataTypes.DoubleType, 2);
    celsius.doubles = new double[] {0.0, -0.0};
    assertFalse(celsius.isConstant(2));
  }

  @Test
  void theFirstValueIsRepeatedAsFarAsThereAreRows() {
    Vector days = new Vector(Column.Type.DATE, DataTypes.DateType, 4);
    days.ints = new int[] {7, 1, 2, 3};
    days.repeatFirst(3);
    assertEquals(7, days.getInt(2));
    assertEquals(3, days.getInt(3));
  }
}
