package dev.medley.scenario.readmissions;

import dev.medley.scenario.readmissions.Readmissions.Encounter;
import dev.medley.scenario.readmissions.Readmissions.EncounterClass;
import dev.medley.scenario.readmissions.Readmissions.Prescription;
import dev.medley.scenario.readmissions.Readmissions.StayTruth;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.UnitIds;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A thousand patients of a region, and the ids of their encounters. */
final class Block {
  static final int PATIENTS = 1_000;
  private static final long IDS = 100_000;
  private static final int SHUFFLED_BLOCKS = 1_024;

  private final long firstPatient;
  private final Region region;
  private final Season season;
  private final Laws laws;
  private final IdBlock ids;
  private final Desks desks;

  /**
   * The patients of a unit.
   *
   * @param unit its number
   * @param place its place in the region
   */
  Block(long unit, long place, Region region, Season season, Laws laws) {
    this.firstPatient = place * PATIENTS;
    this.region = region;
    this.season = season;
    this.laws = laws;
    long block = UnitIds.within("encounter_block", SHUFFLED_BLOCKS, laws.streams).id(unit);
    this.ids = IdBlock.ofUnit("encounter_id", block, IDS, laws.streams);
    this.desks = new Desks(region, laws);
  }

  void emit(Emitter out) {
    boolean withStays =
        out.wants(Readmissions.ENCOUNTERS)
            || out.wants(Readmissions.DISCHARGE_PRESCRIPTIONS)
            || out.wants(Readmissions.STAY_TRUTH);
    boolean withLives = withStays || out.wants(Readmissions.HOMELESS_EPISODES);
    List<Stay> stays = new ArrayList<>();
    for (int i = 0; i < PATIENTS; i++) {
      Patient patient = new Patient(firstPatient + i, region, season, laws);
      out.emit(Readmissions.PATIENTS, patient.row());
      if (withLives) {
        patient.live().emitEpisodes(out);
        stays.addAll(patient.stays);
      }
    }
    if (withStays) {
      stays.removeIf(stay -> stay.admit >= laws.endSecond);
      // In order of time, so that a longer horizon continues the numbers, and carriers are asked
      // day after day.
      stays.sort(Comparator.comparingLong((Stay stay) -> stay.admit).thenComparingLong(s -> s.key));
      for (int n = 0; n < stays.size(); n++) {
        emit(stays.get(n), ids.id(n), out);
      }
    }
  }

  private void emit(Stay stay, long encounterId, Emitter out) {
    Patient patient = stay.patient;
    int day = WallClock.epochDay(stay.admit);
    boolean isIndex = stay.isIndex();
    if (out.wants(Readmissions.ENCOUNTERS)) {
      out.emit(Readmissions.ENCOUNTERS, encounter(stay, encounterId, day));
    }
    if (isIndex) {
      out.emit(
          Readmissions.DISCHARGE_PRESCRIPTIONS,
          new Prescription(
              encounterId,
              patient.id,
              stay.group.drugClass,
              stay.copayCents,
              stay.isPickedUp(),
              stay.isPickedUp() ? (Long) stay.pickup : null,
              desks.closesReturnsAsSold(patient.zip.pharmacySystem(), stay.discharge),
              WallClock.epochDay(stay.discharge)),
          day);
    }
    out.emit(
        Readmissions.STAY_TRUTH,
        new StayTruth(
            encounterId,
            patient.id,
            patient.patientClass,
            stay.isHomeless,
            isIndex,
            stay.readmission != null,
            isIndex ? (Boolean) stay.isPickedUp() : null,
            day));
  }

  private Encounter encounter(Stay stay, long encounterId, int day) {
    Patient patient = stay.patient;
    Stay next = stay.readmission;
    Stay planned = stay.plannedReturn;
    return new Encounter(
        encounterId,
        patient.id,
        stay.hospital.id(),
        patient.zip.row().zipCode(),
        stay.isInpatient ? EncounterClass.IP : EncounterClass.ED,
        stay.admit,
        stay.discharge,
        stay.type,
        stay.code,
        stay.group,
        stay.socialCode,
        stay.disposition,
        stay.payer,
        stay.costCents,
        next == null ? null : (Integer) WallClock.epochDay(next.admit),
        stay.isHomeless,
        next == null ? null : (Integer) next.hospital.id(),
        planned == null ? null : (Integer) WallClock.epochDay(planned.admit),
        patient.home.id(),
        stay.hospital.countsPlanned(),
        stay.hasNoAddress,
        desks.isExportBad(stay.hospital, stay.admit),
        desks.hasSecondRecord(stay.hospital, patient.id),
        desks.sendsDatesOnly(stay.hospital, stay.admit),
        desks.isBillingLate(stay.hospital, stay.admit),
        desks.sendsInterimBills(stay.hospital, stay.admit),
        day);
  }
}
