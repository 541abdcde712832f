package dev.medley.world;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;

/**
 * Ids out of a block of so many, shuffled by key: they are unique and tell neither in which order
 * nor when nor where they were given. The n-th thing of a unit has the same id in every world.
 */
public final class IdBlock {
  private final String name;
  private final long first;
  private final long size;
  private final Permutation permutation;

  private IdBlock(String name, long first, long size, long key) {
    this.name = name;
    this.first = first;
    this.size = size;
    this.permutation = Permutation.of(size, key);
  }

  /**
   * A block that all share: {@code size} ids from {@code first} on.
   *
   * @param name of the id, for messages and the shuffle: visit_id
   */
  public static IdBlock of(String name, long first, long size, Streams streams) {
    return new IdBlock(name, first, size, streams.named("id." + name).bits(0));
  }

  /**
   * A unit's own block, from {@code unitId * size} on. Two units share no id.
   *
   * @param name of the id: visit_id
   * @param unitId the unit's published id, which must tell nothing either: see {@link UnitIds}
   * @param size more than a unit will ever have
   */
  public static IdBlock ofUnit(String name, long unitId, long size, Streams streams) {
    return new IdBlock(
        name, Math.multiplyExact(unitId, size), size, streams.named("id." + name).bits(unitId));
  }

  /** The id of the n-th thing, counted from 0. */
  public long id(long n) {
    if (n < 0 || n >= size) {
      throw new IllegalArgumentException(
          name + " has no id for number " + n + ": the block from " + first + " holds " + size);
    }
    return first + permutation.at(n);
  }

  /** Which number, from 0, an id of this block was given for. */
  public long number(long id) {
    if (id < first || id >= first + size) {
      throw new IllegalArgumentException(
          name + " " + id + " is not of the block from " + first + " that holds " + size);
    }
    return permutation.indexOf(id - first);
  }
}
