package dev.medley.scenario.pharmacogenomics;

import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import java.util.BitSet;

/** The days on which research sites work, looked up once for enrolments and their follow-up. */
final class WorkingDays {

  /** The month in which the horizon begins, and the last visit of who enrols at its end. */
  private static final int MARGIN_BEFORE = 31;

  private static final int MARGIN_AFTER = 31 + 120;

  private final int first;
  private final BitSet days = new BitSet();

  WorkingDays(Horizon horizon) {
    this.first = (int) horizon.from().toEpochDay() - MARGIN_BEFORE;
    int length = horizon.days() + MARGIN_BEFORE + MARGIN_AFTER;
    for (int i = 0; i < length; i++) {
      days.set(i, Holidays.RESEARCH.isBusinessDay(first + i));
    }
  }

  boolean has(int day) {
    return days.get(day - first);
  }

  /** The day itself or the next working day. */
  int onOrAfter(int day) {
    return first + days.nextSetBit(day - first);
  }
}
