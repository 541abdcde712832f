package dev.medley.scenario.patientaccesscalls;

import dev.medley.random.Streams.Draw;
import java.util.Arrays;

/** When people call in the course of a day, by minute. */
final class DayProfile {
  static final int OPEN = 27_000;
  static final int CLOSE = 61_200;
  static final int SLOT = 1_800;
  static final int SLOTS = (CLOSE - OPEN) / SLOT;
  private static final int MINUTES = (CLOSE - OPEN) / 60;
  private static final int MINUTES_OF_SLOT = 30;

  /** Those who wait for the lines to open: share of the first half-hour, in so many minutes. */
  private static final double WAIT_FOR_OPENING = 0.06;

  private static final int OPENING_MINUTES = 2;

  /** Percent of a day's needs in each half-hour from 07:30. */
  private static final double[] SLOT_PERCENT = {
    2.5, 7, 7, 7.25, 7.25, 6.75, 6.75, 5.25, 5.25, 4, 4, 5.5, 5.5, 5.25, 5.25, 4.5, 4.5, 3.25, 3.25
  };

  /** The day after days off, relative to other days, by hour from 07:00. */
  private static final double[] BACKLOG = {2.9, 2.45, 1.9, 1.5, 1.0, 0.65, 0.65, 0.65, 0.65, 0.65};

  private final double[] cumulative = new double[MINUTES];

  private DayProfile() {}

  /**
   * The profile of a day.
   *
   * @param gain 0 on ordinary days; on backlog days, how far the backlog changes the centre's day
   */
  static DayProfile withGain(double gain) {
    DayProfile profile = new DayProfile();
    double sum = 0;
    for (int minute = 0; minute < MINUTES; minute++) {
      int hour = (OPEN / 60 + minute) / 60 - OPEN / 3_600;
      double factor = Math.max(0.05, 1 + gain * (BACKLOG[hour] - 1));
      sum += weight(minute) * factor;
      profile.cumulative[minute] = sum;
    }
    return profile;
  }

  private static double weight(int minute) {
    double middle = (minute + 0.5) / MINUTES_OF_SLOT - 0.5;
    int slot = minute / MINUTES_OF_SLOT;
    if (slot == 0) {
      double rush = minute < OPENING_MINUTES ? WAIT_FOR_OPENING / OPENING_MINUTES : 0;
      return share(0) * ((1 - WAIT_FOR_OPENING) / MINUTES_OF_SLOT + rush);
    }
    int before = (int) Math.floor(middle);
    if (before < 2 || before >= SLOTS - 1) {
      return share(slot) / MINUTES_OF_SLOT;
    }
    double rest = middle - before;
    return (share(before) * (1 - rest) + share(before + 1) * rest) / MINUTES_OF_SLOT;
  }

  /** Share of an ordinary day's needs that come in a half-hour. */
  static double share(int slot) {
    return SLOT_PERCENT[slot] / 100;
  }

  /** Needs of the day, relative to an ordinary day. */
  double total() {
    return cumulative[MINUTES - 1];
  }

  /** A second of the day. */
  int second(Draw draw) {
    double u = draw.nextDouble() * total();
    int minute = Arrays.binarySearch(cumulative, u);
    minute = Math.min(MINUTES - 1, minute < 0 ? -minute - 1 : minute + 1);
    return OPEN + minute * 60 + draw.nextInt(60);
  }

  /** The half-hour of a second of the day; the last one also of what comes after closing. */
  static int slot(int second) {
    return Math.min(SLOTS - 1, (second - OPEN) / SLOT);
  }
}
