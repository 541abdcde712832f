package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SpellsTest {

  @Test
  void holdFromTheirStartToBeforeTheirEnd() {
    Spells spells = new Spells().add(10, 12).add(12, 12).add(20, 25).add(22, 30);
    assertFalse(spells.holdsAt(9));
    assertTrue(spells.holdsAt(10));
    assertTrue(spells.holdsAt(11));
    assertFalse(spells.holdsAt(12));
    assertTrue(spells.holdsAt(24));
    assertEquals(1, spells.current());
    assertTrue(spells.holdsAt(29));
    assertEquals(2, spells.current());
    assertFalse(spells.holdsAt(30));
    assertEquals(3, spells.size());
  }

  @Test
  void areAddedInOrder() {
    Spells spells = new Spells().add(10, 12);
    assertThrows(IllegalArgumentException.class, () -> spells.add(9, 11));
  }
}
