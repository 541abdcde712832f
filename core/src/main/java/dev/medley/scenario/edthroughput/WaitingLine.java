package dev.medley.scenario.edthroughput;

import dev.medley.world.WallClock;
import java.util.Arrays;

/** Patients in the order of their rank, who leave when their patience runs out. */
final class WaitingLine {
  private Patient[] line = new Patient[16];
  private int size;
  private long nextLeavesAt = WallClock.NEVER;

  boolean isEmpty() {
    return size == 0;
  }

  /** When the least patient of them leaves, or {@link WallClock#NEVER}. */
  long nextLeavesAt() {
    return nextLeavesAt;
  }

  void join(Patient patient, long rank, long leavesAt) {
    if (size == line.length) {
      line = Arrays.copyOf(line, 2 * size);
    }
    patient.rank = rank;
    patient.leavesAt = leavesAt;
    int place = size++;
    while (place > 0 && line[place - 1].rank > rank) {
      line[place] = line[place - 1];
      place--;
    }
    line[place] = patient;
    nextLeavesAt = Math.min(nextLeavesAt, leavesAt);
  }

  /** Takes the first in line. */
  Patient first() {
    return take(0);
  }

  /** Takes the one who leaves now. */
  Patient leaver() {
    int place = 0;
    while (line[place].leavesAt != nextLeavesAt) {
      place++;
    }
    return take(place);
  }

  private Patient take(int place) {
    Patient taken = line[place];
    size--;
    System.arraycopy(line, place + 1, line, place, size - place);
    line[size] = null;
    if (taken.leavesAt == nextLeavesAt) {
      nextLeavesAt = WallClock.NEVER;
      for (int i = 0; i < size; i++) {
        nextLeavesAt = Math.min(nextLeavesAt, line[i].leavesAt);
      }
    }
    return taken;
  }
}
