package dev.medley.world;

import java.time.LocalDate;

/**
 * What is simulated together: so many units of a region, over the whole horizon or period by
 * period. A region's cells are numbered period by period, so that a longer horizon adds cells
 * behind those that were there.
 *
 * @param units units of a region that make a cell; the last cell may have fewer
 * @param period how long a cell lasts
 */
public record Cells(int units, Period period) {

  /** How long a cell lasts. */
  public enum Period {
    /** The whole horizon. */
    HORIZON,
    /** A calendar month, or what the horizon has of it. */
    MONTH,
    /** A calendar year, or what the horizon has of it. */
    YEAR
  }

  public Cells {
    if (units < 1) {
      throw new IllegalArgumentException("a cell of " + units + " units");
    }
  }

  /** Each unit alone, over the whole horizon. */
  public static Cells ofOneUnit() {
    return new Cells(1, Period.HORIZON);
  }

  /** Up to so many units of a region together, over the whole horizon. */
  public static Cells ofUnits(int units) {
    return new Cells(units, Period.HORIZON);
  }

  /** The same, month by month. */
  public Cells byMonth() {
    return new Cells(units, Period.MONTH);
  }

  /** The same, year by year. */
  public Cells byYear() {
    return new Cells(units, Period.YEAR);
  }

  /** Cells of a region that has so many units. */
  public long count(long unitsOfRegion, Horizon horizon) {
    return blocks(unitsOfRegion) * periods(horizon);
  }

  /** The region's cell 0, 1, 2, … */
  public Cell cell(Dealing dealing, int region, long index, long allUnits, Horizon horizon) {
    long unitsOfRegion = dealing.unitsIn(region, allUnits);
    long blocks = blocks(unitsOfRegion);
    long first = index % blocks * units;
    return new Cell(
        region,
        dealing.regions().get(region),
        index,
        dealing,
        first,
        (int) Math.min(units, unitsOfRegion - first),
        allUnits,
        period(index / blocks, horizon));
  }

  private long blocks(long unitsOfRegion) {
    return (unitsOfRegion + units - 1) / units;
  }

  private long periods(Horizon horizon) {
    return switch (period) {
      case HORIZON -> 1;
      case MONTH -> month(horizon.to()) - month(horizon.from()) + 1;
      case YEAR -> horizon.to().getYear() - horizon.from().getYear() + 1L;
    };
  }

  private Horizon period(long number, Horizon horizon) {
    if (period == Period.HORIZON) {
      return horizon;
    }
    LocalDate first = horizon.from();
    LocalDate begin =
        period == Period.MONTH
            ? first.withDayOfMonth(1).plusMonths(number)
            : first.withDayOfYear(1).plusYears(number);
    LocalDate end =
        (period == Period.MONTH ? begin.plusMonths(1) : begin.plusYears(1)).minusDays(1);
    return new Horizon(
        begin.isBefore(first) ? first : begin, end.isAfter(horizon.to()) ? horizon.to() : end);
  }

  private static long month(LocalDate day) {
    return day.getYear() * 12L + day.getMonthValue();
  }
}
