package dev.medley.world;

import java.util.Arrays;

/**
 * What is due when: the event list of a simulation. Soonest first; what is due at the same second
 * comes out in the order in which it was put in.
 *
 * @param <T> what is due
 */
public final class Agenda<T> {
  private static final int SEQUENCE_BITS = 30;
  private static final long SEQUENCE_MASK = (1L << SEQUENCE_BITS) - 1;

  /** A binary heap of second and sequence number in one word, with the items beside it. */
  private long[] keys = new long[32];

  private Object[] items = new Object[32];
  private int size;
  private long sequence;

  /** When the first is due, or {@link WallClock#NEVER}. */
  public long nextSecond() {
    return size == 0 ? WallClock.NEVER : keys[0] >> SEQUENCE_BITS;
  }

  public void put(long second, T item) {
    if (size == keys.length) {
      keys = Arrays.copyOf(keys, 2 * size);
      items = Arrays.copyOf(items, 2 * size);
    }
    long key = (second << SEQUENCE_BITS) | (sequence++ & SEQUENCE_MASK);
    int hole = size++;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (keys[parent] <= key) {
        break;
      }
      keys[hole] = keys[parent];
      items[hole] = items[parent];
      hole = parent;
    }
    keys[hole] = key;
    items[hole] = item;
  }

  /** Takes the first off the list. */
  @SuppressWarnings("unchecked")
  public T take() {
    T first = (T) items[0];
    long key = keys[--size];
    Object item = items[size];
    items[size] = null;
    int hole = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      if (key <= keys[child]) {
        break;
      }
      keys[hole] = keys[child];
      items[hole] = items[child];
      hole = child;
      child = 2 * hole + 1;
    }
    if (size > 0) {
      keys[hole] = key;
      items[hole] = item;
    }
    return first;
  }
}
