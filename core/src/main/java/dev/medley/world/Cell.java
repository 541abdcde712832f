package dev.medley.world;

/**
 * The smallest piece that is simulated alone: the {@code index}-th cell of a region, some units
 * over a period.
 *
 * @param regionIndex position of the region in the scenario's list
 * @param region its name
 * @param index 0, 1, 2, … within the region
 * @param dealing how the scenario's units are dealt
 * @param first place, within the region, of the first of its units
 * @param size how many units it has
 * @param allUnits units of the world, all regions counted
 * @param period days that it covers: the horizon, or a month or year of it
 */
public record Cell(
    int regionIndex,
    String region,
    long index,
    Dealing dealing,
    long first,
    int size,
    long allUnits,
    Horizon period) {

  /** The number, from 1, of the cell's only unit. */
  public long unit() {
    if (size != 1) {
      throw new IllegalStateException("a cell of " + size + " units");
    }
    return unit(0);
  }

  /** The number, from 1, of the cell's i-th unit, counted from 0. */
  public long unit(int i) {
    return dealing.unit(regionIndex, first + i, allUnits);
  }

  /** The place within the region, from 0, of the cell's i-th unit, counted from 0. */
  public long place(int i) {
    return first + i;
  }

  /** Whether the cell begins with the world, and so emits the entities that its units have. */
  public boolean isFirst(Horizon horizon) {
    return period.from().equals(horizon.from());
  }
}
