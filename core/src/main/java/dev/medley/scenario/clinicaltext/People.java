package dev.medley.scenario.clinicaltext;

import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.EncounterType;

/** The adults of a campus: places that one person after another has. */
final class People {
  private static final int PEOPLE_OF_MEAN_CAMPUS = 25_000;
  private static final long IDS = 1L << 26;
  private static final int PERSONS_OF_PLACE = 64;

  /** Makes some people come often: the place is n u to this power. */
  private static final double FREQUENT = 1.5;

  private static final double VACANT_MEAN_DAYS = 90;
  private static final int MOST_TRIES = 1_000;

  private final long campusId;
  private final int size;
  private final Laws laws;
  private final Permutation ids;

  People(int campusId, double campusSize, Laws laws) {
    this.campusId = campusId;
    this.size = (int) Math.max(500, PEOPLE_OF_MEAN_CAMPUS * campusSize);
    this.laws = laws;
    this.ids = Permutation.of(IDS, laws.slots.bits(campusId));
  }

  /** Who comes: anybody who is there, the old to the wards, the young to the chat. */
  Person draw(EncounterType type, int day, long encounterId) {
    Draw draw = laws.whose.at(encounterId);
    Person last = null;
    for (int i = 0; i < MOST_TRIES; i++) {
      Person person = at((int) (size * Math.pow(draw.nextDouble(), FREQUENT)), day);
      double accepted = draw.nextDouble();
      if (person != null) {
        last = person;
        if (accepted < acceptance(type, person.age(day))) {
          return person;
        }
      }
    }
    if (last == null) {
      throw new IllegalStateException("nobody is left at campus " + campusId);
    }
    return last;
  }

  private static double acceptance(EncounterType type, int age) {
    return switch (type) {
      case INPATIENT -> Math.min(1, Math.exp((age - 75) / 25.0));
      case CLINIC -> Math.exp((age - 100) / 50.0);
      case TELEHEALTH -> Math.exp((18 - age) / 45.0);
    };
  }

  /** Who has a place on a day; null if it is vacant. */
  private Person at(int place, int day) {
    int from = laws.start;
    for (int i = 0; i < PERSONS_OF_PLACE; i++) {
      long id = campusId * IDS + ids.at((long) place * PERSONS_OF_PLACE + i);
      Person person = new Person(id, from, laws);
      if (day < person.until) {
        return person.isThere(day) ? person : null;
      }
      double vacant = -VACANT_MEAN_DAYS * Math.log1p(-laws.slots.uniform(id));
      from = person.until + (int) vacant;
    }
    return null;
  }
}
