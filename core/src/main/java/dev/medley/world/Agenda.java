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

  /** A binary heap of second and sequence number in one word. */
  private long[] keys = new long[32];

  /** Where the item of each key lies; after those in use, the free places. */
  private int[] places = new int[32];

  /** These stay where they are: to move references costs the garbage collector's bookkeeping. */
  private Object[] items = new Object[32];

  private int size;
  private long sequence;

  public Agenda() {
    Arrays.setAll(places, i -> i);
  }

  /** When the first is due, or {@link WallClock#NEVER}. */
  public long nextSecond() {
    return size == 0 ? WallClock.NEVER : keys[0] >> SEQUENCE_BITS;
  }

  /** Puts in what is due at a second, which must lie within 272 years of 1970. */
  public void put(long second, T item) {
    if (second << SEQUENCE_BITS >> SEQUENCE_BITS != second) {
      throw new IllegalArgumentException(
          item + " cannot be due at the second " + second + ", beyond all years of a calendar");
    }
    if (size == keys.length) {
      grow();
    }
    long key = (second << SEQUENCE_BITS) | (sequence++ & SEQUENCE_MASK);
    int hole = size++;
    int place = places[hole];
    items[place] = item;
    while (hole > 0) {
      int parent = (hole - 1) >>> 1;
      if (keys[parent] <= key) {
        break;
      }
      move(parent, hole);
      hole = parent;
    }
    keys[hole] = key;
    places[hole] = place;
  }

  /** Takes the first off the list. */
  @SuppressWarnings("unchecked")
  public T take() {
    int taken = places[0];
    T first = (T) items[taken];
    items[taken] = null;
    long key = keys[--size];
    int place = places[size];
    // The last goes down from the top: first all the way, where it mostly belongs, then up again.
    int hole = 0;
    int child = 1;
    while (child < size) {
      if (child + 1 < size && keys[child + 1] < keys[child]) {
        child++;
      }
      move(child, hole);
      hole = child;
      child = 2 * hole + 1;
    }
    while (hole > 0 && keys[(hole - 1) >>> 1] > key) {
      int parent = (hole - 1) >>> 1;
      move(parent, hole);
      hole = parent;
    }
    keys[hole] = key;
    places[hole] = place;
    places[size] = taken;
    return first;
  }

  private void move(int from, int to) {
    keys[to] = keys[from];
    places[to] = places[from];
  }

  private void grow() {
    keys = Arrays.copyOf(keys, 2 * size);
    items = Arrays.copyOf(items, 2 * size);
    places = Arrays.copyOf(places, 2 * size);
    for (int i = size; i < places.length; i++) {
      places[i] = i;
    }
  }
}
