package dev.medley.scenario.oncologyjourney;

import dev.medley.random.NegativeBinomial;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.oncologyjourney.OncologyJourney.RegistryRow;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.KeyedSeries;
import dev.medley.world.Shocks;
import dev.medley.world.Simulation;
import dev.medley.world.UnitIds;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.time.LocalDate;

/** Some registries of a region and all whose cancer they find in a calendar month. */
final class RegistryMonth implements Simulation {
  /** Factor on the cases of a December, and of the pandemic's months. */
  private static final double DECEMBER = 0.90;

  private static final double APRIL_2020 = 0.60;
  private static final double MAY_2020 = 0.75;
  private static final double CATCHING_UP = 1.08;

  /** What all registries of a region share remembers itself from month to month. */
  private static final double SHOCK_MEMORY = 0.6;

  private static final int MONTHS_TO_2000 = 360;
  private static final long CASES_PER_MONTH = 10_000;

  private final Cell cell;
  private final World world;
  private final Laws laws;
  private final UnitIds registryIds;
  private boolean isDone;

  RegistryMonth(Cell cell, World world, Laws laws) {
    this.cell = cell;
    this.world = world;
    this.laws = laws;
    this.registryIds = UnitIds.within("registry_id", 1_000, laws.streams);
  }

  private Registry registry(int i) {
    return new Registry((int) registryIds.id(cell.unit(i)), laws);
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (cell.isFirst(world.horizon()) && out.wants(OncologyJourney.REGISTRIES)) {
      for (int i = 0; i < cell.size(); i++) {
        Registry registry = registry(i);
        out.emit(OncologyJourney.REGISTRIES, new RegistryRow(registry.id, registry.name()));
      }
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    if (isDone) {
      return;
    }
    isDone = true;
    int[] workingDays = Laws.CLINIC.businessDaysOfMonth((int) cell.period().from().toEpochDay());
    int month = UsCalendar.monthNumber(workingDays[0]);
    KeyedSeries shock =
        new Shocks(laws.streams, cell.regionIndex()).series("diagnoses", SHOCK_MEMORY);
    for (int i = 0; i < cell.size(); i++) {
      Registry registry = registry(i);
      double mean =
          registry.casesPerMonth
              * season(workingDays[0])
              * shock.factor(month, registry.gain * laws.shockSd);
      Draw draw = laws.counts.at(registry.id, month);
      int cases = new NegativeBinomial(mean, laws.dispersion).sample(draw);
      for (int n = 0; n < cases; n++) {
        int diagnosis = workingDays[draw.nextInt(workingDays.length)];
        if (cell.period().contains(LocalDate.ofEpochDay(diagnosis))) {
          long number = (month - MONTHS_TO_2000) * CASES_PER_MONTH + n;
          long patientId = registry.patientIds.id(number);
          new Journey(registry, patientId, diagnosis, laws).live().emit(out);
        }
      }
    }
  }

  private double season(int day) {
    int month = UsCalendar.month(day);
    double factor = 1;
    if (UsCalendar.year(day) == 2020 && month >= 4 && month <= 11) {
      factor = month == 4 ? APRIL_2020 : month == 5 ? MAY_2020 : CATCHING_UP;
    }
    return (month == 12 ? DECEMBER : 1) * (1 + laws.pandemic * (factor - 1));
  }
}
