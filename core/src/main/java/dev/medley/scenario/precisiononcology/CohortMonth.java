package dev.medley.scenario.precisiononcology;

import dev.medley.random.NegativeBinomial;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.CentreRow;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.Shocks;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import java.time.LocalDate;

/** One cell: a month's new patients of a block of centres, with all that happens to them. */
final class CohortMonth implements Simulation {
  /** Memory of a region's good and bad months. */
  private static final double MONTH_MEMORY = .6;

  private static final double DISPERSION = 15;
  private static final double DECEMBER = .90;
  private static final double OTHER_MONTHS = 1.01;

  /** January 2021, January 2022, and the two months after each, when diagnoses were made up. */
  private static final int JANUARY_2021 = 51 * 12;

  private static final double WAVE_2021 = .85;
  private static final double WAVE_2022 = .90;
  private static final double CATCH_UP = 1.06;

  /** Months from January 1970 to January 2000, where the months of patient numbers begin. */
  private static final int MONTHS_TO_2000 = 30 * 12;

  private static final int PATIENTS_OF_A_MONTH = 10_000;

  private final Network network;
  private final Cell cell;
  private boolean isDone;

  CohortMonth(Network network, Cell cell) {
    this.network = network;
    this.cell = cell;
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (!cell.isFirst(network.world.horizon()) || !out.wants(PrecisionOncology.CENTRES)) {
      return;
    }
    for (int i = 0; i < cell.size(); i++) {
      Centre centre = new Centre(network, cell.unit(i), cell.regionIndex());
      String digits = Integer.toString(centre.id);
      String name = "Cancer Centre " + "0".repeat(Math.max(0, 4 - digits.length())) + digits;
      out.emit(
          PrecisionOncology.CENTRES, new CentreRow(centre.id, name, centre.type, centre.labSystem));
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (isDone) {
      return;
    }
    isDone = true;
    int from = (int) cell.period().from().toEpochDay();
    int to = (int) cell.period().to().toEpochDay();
    int month = UsCalendar.monthNumber(from);
    int first = from - UsCalendar.dayOfMonth(from) + 1;
    int[] days = Network.WORK.businessDaysOfMonth(first);
    KeyedSeries shocks =
        new Shocks(network.streams, cell.regionIndex()).series("diagnoses", MONTH_MEMORY);
    double season = UsCalendar.month(first) == 12 ? DECEMBER : OTHER_MONTHS;
    for (int i = 0; i < cell.size(); i++) {
      Centre centre = new Centre(network, cell.unit(i), cell.regionIndex());
      double shock = shocks.factor(month, network.shockSd * centre.shockGain) * wave(month);
      int patients =
          new NegativeBinomial(centre.size * season * shock, DISPERSION)
              .sample(network.counts.at(centre.unit, month));
      for (int seq = 0; seq < Math.min(patients, PATIENTS_OF_A_MONTH); seq++) {
        long number = (long) (month - MONTHS_TO_2000) * PATIENTS_OF_A_MONTH + seq;
        long patientId = centre.id * 10_000_000L + centre.patientIds.at(number);
        Draw draw = network.diagnoses.at(centre.unit, number);
        int day = days[draw.nextInt(days.length)];
        if (day >= from && day <= to) {
          new Course(network, new Patient(network, centre, patientId, number, day)).emit(out);
        }
      }
    }
  }

  private static double wave(int month) {
    return switch (month - JANUARY_2021) {
      case 0 -> WAVE_2021;
      case 12 -> WAVE_2022;
      case 1, 2, 13, 14 -> CATCH_UP;
      default -> 1;
    };
  }
}
