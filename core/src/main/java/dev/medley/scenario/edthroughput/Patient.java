package dev.medley.scenario.edthroughput;

import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;

/** A patient in the ED, from the door on. Times are wall-clock seconds; 0 is "not yet". */
final class Patient {
  /** What the patient waits for that has a time. */
  enum Next {
    TRIAGE,
    PROVIDER,
    DISPOSITION,
    DEPARTURE
  }

  final long visitId;
  final int personRank;
  final long patientId;
  final ArrivalMode mode;
  final long arrival;

  /** Emergency Severity Index, 1 to 5. */
  final int level;

  Housing housing;
  int complaint;
  double patienceMinutes;
  int boardersAtArrival;
  int waitingAtArrival;

  Next next = Next.TRIAGE;
  long triage;
  long room;
  long provider;
  long disposition;
  long departure;
  Disposition outcome;
  BedType bedType;
  boolean holdsBed;
  boolean hasLeft;

  /** Place in the line where the patient waits, smallest first. */
  long rank;

  /** When the patient gives up waiting. */
  long leavesAt;

  Patient(long visitId, int personRank, long patientId, ArrivalMode mode, long arrival, int level) {
    this.visitId = visitId;
    this.personRank = personRank;
    this.patientId = patientId;
    this.mode = mode;
    this.arrival = arrival;
    this.level = level;
  }

  boolean isFrequent() {
    return Population.isFrequent(personRank);
  }

  /** Whether the patient takes up an acute bay until the decision. */
  boolean isAcute() {
    return mode == ArrivalMode.EMS || level <= 2;
  }
}
