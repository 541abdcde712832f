package dev.medley.world;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;

/**
 * Published ids of units, which are numbered from 1 without end: shuffled within each thousand (or
 * whatever the block is), so that an id does not tell the region and a larger world holds the same
 * units and more.
 */
public final class UnitIds {
  private final long block;
  private final Streams.Stream stream;

  private UnitIds(long block, Streams.Stream stream) {
    this.block = block;
    this.stream = stream;
  }

  /**
   * Ids from 1 on.
   *
   * @param name of the id: site_id
   * @param block units that are shuffled among themselves
   */
  public static UnitIds within(String name, long block, Streams streams) {
    return new UnitIds(block, streams.named("id." + name));
  }

  /** The id of the unit 1, 2, 3, … */
  public long id(long unit) {
    long number = Math.floorDiv(unit - 1, block);
    return number * block + shuffle(number).at(unit - 1 - number * block) + 1;
  }

  /** The unit behind an id. */
  public long unit(long id) {
    long number = Math.floorDiv(id - 1, block);
    return number * block + shuffle(number).indexOf(id - 1 - number * block) + 1;
  }

  private Permutation shuffle(long number) {
    return Permutation.of(block, stream.bits(number));
  }
}
