package dev.medley.scenario.readmissions;

import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.scenario.readmissions.Region.Hospital;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import java.util.EnumMap;
import java.util.Map;

/**
 * What spoils a region's records: interfaces, bills and desks of its hospitals, and the software of
 * its pharmacies. Each is bad for spells of days; how much of its time is its own. It remembers
 * where in time it was last asked and belongs to one simulation.
 */
final class Desks {

  /** A kind of carrier: the mean share of bad time and the mean length of a spell. */
  private enum Kind {
    EXPORT(0.08, 7),
    INTERFACE(0.16, 20),
    BILLING(0.03, 10),
    INTERIM(0.02, 7),
    PHARMACY(0.06, 7);

    final double share;
    final double days;

    Kind(double share, double days) {
      this.share = share;
      this.days = days;
    }
  }

  private static final double SECOND_RECORDS = 0.05;

  private final Map<Kind, KeyedSpells[]> spells = new EnumMap<>(Kind.class);
  private final double[] secondRecords;
  private final Stream seconds;

  Desks(Region region, Laws laws) {
    for (Kind kind : Kind.values()) {
      int carriers = kind == Kind.PHARMACY ? Region.PHARMACY_SYSTEMS : region.hospitals.length;
      Stream own = laws.streams.named("carrier." + kind.name());
      Stream times = laws.streams.named("carrier.spells." + kind.name());
      KeyedSpells[] all = new KeyedSpells[carriers];
      for (int c = 0; c < carriers; c++) {
        double share = kind.share * laws.badness(own.at(region.index, c));
        long key = (long) c * Laws.REGIONS + region.index;
        all[c] = KeyedSpells.ofShare(times, key, share, SpellLength.ofMean(kind.days));
      }
      spells.put(kind, all);
    }
    Stream desks = laws.streams.named("carrier.desk");
    this.secondRecords = new double[region.hospitals.length];
    for (int h = 0; h < secondRecords.length; h++) {
      Draw draw = desks.at(region.index, h);
      secondRecords[h] = SECOND_RECORDS * laws.badness(draw);
    }
    this.seconds = laws.streams.named("patient.second-record");
  }

  private boolean isBad(Kind kind, int carrier, long second) {
    return spells.get(kind)[carrier].holdsAt(second);
  }

  boolean isExportBad(Hospital hospital, long second) {
    return isBad(Kind.EXPORT, hospital.index(), second);
  }

  boolean sendsDatesOnly(Hospital hospital, long second) {
    return isBad(Kind.INTERFACE, hospital.index(), second);
  }

  boolean isBillingLate(Hospital hospital, long second) {
    return isBad(Kind.BILLING, hospital.index(), second);
  }

  boolean sendsInterimBills(Hospital hospital, long second) {
    return isBad(Kind.INTERIM, hospital.index(), second);
  }

  boolean closesReturnsAsSold(int pharmacySystem, long second) {
    return isBad(Kind.PHARMACY, pharmacySystem, second);
  }

  /** Whether the hospital keeps a record of its own for a patient, always or never. */
  boolean hasSecondRecord(Hospital hospital, long patientId) {
    return seconds.uniform(patientId, hospital.index()) < secondRecords[hospital.index()];
  }
}
