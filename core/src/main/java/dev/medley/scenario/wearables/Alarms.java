package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.scenario.wearables.Wearables.Alert;
import dev.medley.scenario.wearables.Wearables.AlertType;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.World;

/**
 * Rule {@code alerts}: the watch's own alarms. It knows what its sensor shows and nothing else.
 * Times are seconds since local midnight of the loan's first day.
 */
final class Alarms {
  private static final int HIGH_BPM = 160;
  private static final int HIGH_ROWS = 10;
  private static final int LOW_PERCENT = 80;
  private static final int LOW_ROWS = 5;
  private static final int SILENT = (int) (30 * MINUTE);

  private static final double IRREGULAR = 0.15;
  private static final int CHECKS = 6;
  private static final int CHECKS_MASK = (1 << CHECKS) - 1;
  private static final int IRREGULAR_CHECKS = 5;
  private static final int SILENT_ABOUT_RHYTHM = (int) DAY;

  /** Alarms that a watch keeps of one loan. */
  private static final int MOST_ALARMS = 1000;

  private final Wearer wearer;
  private final IdBlock ids;
  private int raised;
  private int highRows;
  private int lowRows;
  private int highSilentUntil;
  private int lowSilentUntil;
  private int irregularSilentUntil;

  /** The last checks of the rhythm, the latest in the lowest bit. */
  private int checks;

  Alarms(Wearer wearer, World world) {
    this.wearer = wearer;
    this.ids = IdBlock.ofUnit("alert_id", wearer.deviceId, MOST_ALARMS, world.streams());
  }

  /** The watch is put on: nothing before counts as consecutive. */
  void reset() {
    highRows = 0;
    lowRows = 0;
  }

  /** A row's heart rate. */
  void heartRate(int second, int bpm, Emitter out) {
    highRows = bpm >= HIGH_BPM ? highRows + 1 : 0;
    if (highRows >= HIGH_ROWS && second >= highSilentUntil) {
      highSilentUntil = second + SILENT;
      raise(second, AlertType.HIGH_HEART_RATE, bpm, out);
    }
  }

  /** A row's saturation. */
  void saturation(int second, int percent, Emitter out) {
    lowRows = percent <= LOW_PERCENT ? lowRows + 1 : 0;
    if (lowRows >= LOW_ROWS && second >= lowSilentUntil) {
      lowSilentUntil = second + SILENT;
      raise(second, AlertType.LOW_O2, percent, out);
    }
  }

  /** A row without a saturation. */
  void noSaturation() {
    lowRows = 0;
  }

  /** A check of the rhythm at the end of a minute. */
  void rhythm(int second, double variability, Emitter out) {
    checks = (checks << 1 | (variability >= IRREGULAR ? 1 : 0)) & CHECKS_MASK;
    int irregular = Integer.bitCount(checks);
    if (irregular >= IRREGULAR_CHECKS && second >= irregularSilentUntil) {
      irregularSilentUntil = second + SILENT_ABOUT_RHYTHM;
      raise(second, AlertType.IRREGULAR_RHYTHM, irregular, out);
    }
  }

  private void raise(int second, AlertType type, int value, Emitter out) {
    if (raised == MOST_ALARMS) {
      return;
    }
    out.emit(
        Wearables.ALERTS,
        new Alert(
            ids.id(raised++),
            wearer.deviceId,
            wearer.ts(second),
            type,
            value,
            wearer.eventDate(second)),
        wearer.lending.startDay);
  }
}
