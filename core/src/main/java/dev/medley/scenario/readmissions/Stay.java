package dev.medley.scenario.readmissions;

import dev.medley.scenario.readmissions.Readmissions.AdmitType;
import dev.medley.scenario.readmissions.Readmissions.Payer;
import dev.medley.scenario.readmissions.Region.Hospital;
import dev.medley.world.WallClock;

/** An encounter while its patient is followed. */
final class Stay {
  private static final long WINDOW = 30 * WallClock.DAY;

  final Patient patient;
  final long key;
  final Hospital hospital;
  final DiagnosisGroup group;
  final AdmitType type;
  final boolean isInpatient;
  final long admit;

  long discharge;
  String code;
  String socialCode;
  String disposition = Readmissions.HOME;
  Payer payer;
  long costCents;
  boolean isHomeless;
  boolean hasNoAddress;

  /** Of index discharges: what was prescribed, and when it was collected, or NEVER. */
  long copayCents;

  long pickup = WallClock.NEVER;

  /** The next emergency stay and the next planned one within 30 days of an index discharge. */
  Stay readmission;

  Stay plannedReturn;

  Stay(
      Patient patient,
      long key,
      Hospital hospital,
      DiagnosisGroup group,
      AdmitType type,
      boolean isInpatient,
      long admit) {
    this.patient = patient;
    this.key = key;
    this.hospital = hospital;
    this.group = group;
    this.type = type;
    this.isInpatient = isInpatient;
    this.admit = admit;
  }

  boolean isIndex() {
    return isInpatient
        && type != AdmitType.ELECTIVE
        && !disposition.equals(Readmissions.TRANSFERRED)
        && !disposition.equals(Readmissions.DIED);
  }

  boolean isPickedUp() {
    return pickup != WallClock.NEVER;
  }

  /** Takes a later stay for a return, if it is the first of its kind and in time. */
  void follow(Stay later) {
    if (!later.isInpatient || later.admit > discharge + WINDOW) {
      return;
    }
    if (later.type == AdmitType.EMERGENCY && readmission == null) {
      readmission = later;
    } else if (later.type == AdmitType.ELECTIVE && plannedReturn == null) {
      plannedReturn = later;
    }
  }
}
