package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final Names NAMES = new Names(new Streams(29, "names"));

  @Test
  void institutionsAndPlacesAreUniqueAndNumberedOnlyWhenTheyRunOut() {
    unique(NAMES::hospital, 4_000);
    unique(NAMES::clinic, 4_000);
    unique(NAMES::company, 2_080);
    unique(NAMES::place, 4_800);
  }

  @Test
  void theSameIndexHasTheSameNameAndAnotherSeedAnother() {
    Names same = new Names(new Streams(29, "names"));
    Names other = new Names(new Streams(30, "names"));
    int equal = 0;
    for (long i = 0; i < 200; i++) {
      assertEquals(NAMES.person(i), same.person(i));
      assertEquals(NAMES.hospital(i), same.hospital(i));
      equal += NAMES.hospital(i).equals(other.hospital(i)) ? 1 : 0;
    }
    assertTrue(equal < 5);
  }

  @Test
  void nobodyIsCalledSmithOrJones() {
    Set<String> lasts = new HashSet<>();
    for (long i = 0; i < 20_000; i++) {
      lasts.add(NAMES.lastName(i));
      assertTrue(NAMES.street(i).matches("\\d+ \\w+ \\w+"));
    }
    assertTrue(lasts.size() > 150);
    assertFalse(lasts.contains("Smith") || lasts.contains("Jones"));
    assertFalse(NAMES.firstName(1, Names.Sex.F).isEmpty());
  }

  @Test
  void telephonesRingNowhere() {
    for (long i = 0; i < 2_000; i++) {
      assertTrue(NAMES.phone(i, (int) (i % 4)).matches("[2-9]\\d\\d-555-01\\d\\d"));
    }
  }

  @Test
  void noClinicianIdPassesTheNpiCheck() {
    // A published example, to see that the check below is the right one.
    assertTrue(passesLuhn("80840" + "1234567893"));
    Set<Long> ids = new HashSet<>();
    for (long i = 0; i < 50_000; i++) {
      long id = NAMES.clinicianId(i);
      String digits = Long.toString(id);
      assertEquals(10, digits.length());
      assertTrue(digits.charAt(0) == '1' || digits.charAt(0) == '2');
      assertFalse(passesLuhn("80840" + digits), digits);
      assertTrue(ids.add(id));
    }
    assertThrows(IllegalArgumentException.class, () -> Names.neverValidNpi(200_000_000));
  }

  @Test
  void noDeaNumberPassesItsCheck() {
    assertTrue(passesDea("AB1234563"));
    for (long i = 0; i < 50_000; i++) {
      String number = Names.neverValidDea(i, "Okafor");
      assertTrue(number.matches("BO\\d{7}"));
      assertFalse(passesDea(number), number);
    }
  }

  private static void unique(LongFunction<String> names, int combinations) {
    Set<String> seen = new HashSet<>();
    for (long i = 0; i < 3L * combinations; i++) {
      String name = names.apply(i);
      assertTrue(seen.add(name), name);
      assertEquals(i >= combinations, name.matches(".*\\d"), name);
    }
  }

  private static boolean passesLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int doubled = i % 2 == 1 ? 2 * digit : digit;
      sum += doubled > 9 ? doubled - 9 : doubled;
    }
    return sum % 10 == 0;
  }

  private static boolean passesDea(String number) {
    int sum = 0;
    for (int i = 0; i < 6; i++) {
      sum += (number.charAt(2 + i) - '0') * (i % 2 == 0 ? 1 : 2);
    }
    return sum % 10 == number.charAt(8) - '0';
  }
}
