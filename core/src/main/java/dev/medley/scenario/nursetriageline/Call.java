package dev.medley.scenario.nursetriageline;

/** One attempt of a caller, from the queue on. Seconds of the line's wall clock. */
final class Call {
  final CallerCase about;
  final int ordinal;
  final int attempt;
  final long entry;

  /** Seconds on hold after which she hangs up. */
  final int patience;

  /** Seconds from a nurse's taking the call to her first word. */
  final int ring;

  boolean abandoned;
  int hold;
  int offeredHold;
  Staff.Person nurse;
  double minutes;
  int score;

  Call(CallerCase about, int ordinal, int attempt, long entry, int patience, int ring) {
    this.about = about;
    this.ordinal = ordinal;
    this.attempt = attempt;
    this.entry = entry;
    this.patience = patience;
    this.ring = ring;
  }

  long hangUp() {
    return entry + patience;
  }
}
