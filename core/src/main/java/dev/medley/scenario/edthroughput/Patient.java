package dev.medley.scenario.edthroughput;

import dev.medley.random.Noise;
import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;

/** A patient in the ED, from the door on. Times are wall-clock seconds; 0 is "not yet". */
final class Patient {
  /** What the patient waits for that has a time. */
  enum Next {
    TRIAGE,
    ROOM,
    PROVIDER,
    DISPOSITION,
    DEPARTURE
  }

  final long visitId;

  /** Place of the person in the {@link Population}. */
  final int rank;

  final int age;
  final boolean isFrequent;
  final ArrivalMode mode;
  final long arrival;
  final Complaint complaint;

  /** Emergency Severity Index, 1 to 5. */
  final int level;

  /** What goes wrong in the records; see {@link Recorders}. */
  final Noise slips;

  double patienceMinutes;
  int boardersAtArrival;
  int waitingAtArrival;

  Next next = Next.TRIAGE;
  long triage;
  long room;
  long provider;

  /** Number of the provider who came. */
  int seenBy;

  long disposition;
  long departure;
  Disposition outcome;
  BedType bedType;
  boolean holdsBed;
  boolean hasLeft;

  /** When an ICU boarder gets an extra bed. */
  long surge;

  Patient(
      long visitId,
      int rank,
      int age,
      boolean isFrequent,
      ArrivalMode mode,
      long arrival,
      Complaint complaint,
      int level,
      Noise slips) {
    this.visitId = visitId;
    this.rank = rank;
    this.age = age;
    this.isFrequent = isFrequent;
    this.mode = mode;
    this.arrival = arrival;
    this.complaint = complaint;
    this.level = level;
    this.slips = slips;
  }

  boolean isSeen() {
    return provider > 0;
  }

  /** Whether the patient takes up an acute bay until the decision. */
  boolean isAcute() {
    return mode == ArrivalMode.EMS || level <= 2;
  }
}
