package dev.medley.world;

import java.util.Arrays;

/**
 * Intervals in which something holds: an outage, a stuck sensor, an open door. Added in the order
 * in which they begin and asked in the order of time, so that a question costs a comparison or two.
 * Intervals include their start and not their end; where they overlap, the first one counts.
 */
public final class Spells {
  private long[] starts = new long[4];
  private long[] ends = new long[4];
  private int size;
  private int at;

  /** Adds an interval that begins no earlier than those before. An empty one is left out. */
  public Spells add(long start, long end) {
    if (size > 0 && start < starts[size - 1]) {
      throw new IllegalArgumentException("a spell from " + start + " after " + starts[size - 1]);
    }
    if (end <= start) {
      return this;
    }
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
    return this;
  }

  /** Whether it holds at a moment, which must not lie before the one asked for last. */
  public boolean holdsAt(long moment) {
    while (at < size && ends[at] <= moment) {
      at++;
    }
    return at < size && starts[at] <= moment;
  }

  /** The number of the interval that holds at the moment asked for last, from 0. */
  public int current() {
    return at;
  }

  public int size() {
    return size;
  }

  public long start(int i) {
    return starts[i];
  }

  public long end(int i) {
    return ends[i];
  }
}
