package dev.medley.world;

import java.util.Arrays;

/**
 * People, rooms or scanners that serve one at a time. Who is on duty and free waits for work in the
 * order of becoming free, so the one who has been idle longest is next. Who is busy when the duty
 * ends finishes first.
 */
public final class Servers {
  /** No server. */
  public static final int NONE = -1;

  private final boolean[] onDuty;

  /** When each is free again; {@link WallClock#NEVER} for who is not busy. */
  private final long[] busyUntil;

  /** Who is free, the idle longest first. */
  private final int[] free;

  private int freeCount;
  private int busyCount;
  private long nextFinish = WallClock.NEVER;

  /**
   * So many, numbered from 0; nobody is on duty yet.
   *
   * @param seats all who can ever be on duty
   */
  public Servers(int seats) {
    this.onDuty = new boolean[seats];
    this.busyUntil = new long[seats];
    this.free = new int[seats];
    Arrays.fill(busyUntil, WallClock.NEVER);
  }

  /**
   * From now on the first {@code number} of {@code order} are on duty, and nobody else. Who comes
   * waits behind those who are free already.
   */
  public void staff(int[] order, int number) {
    boolean[] before = onDuty.clone();
    Arrays.fill(onDuty, false);
    for (int i = 0; i < number; i++) {
      onDuty[order[i]] = true;
    }
    int stay = 0;
    for (int i = 0; i < freeCount; i++) {
      if (onDuty[free[i]]) {
        free[stay++] = free[i];
      }
    }
    freeCount = stay;
    for (int i = 0; i < number; i++) {
      int server = order[i];
      if (!before[server] && busyUntil[server] == WallClock.NEVER) {
        free[freeCount++] = server;
      }
    }
  }

  /** How many are on duty and not busy. */
  public int free() {
    return freeCount;
  }

  /** How many are busy, on duty or beyond it. */
  public int busy() {
    return busyCount;
  }

  public boolean isOnDuty(int server) {
    return onDuty[server];
  }

  /** When this one is free again, or {@link WallClock#NEVER} if it is not busy. */
  public long busyUntil(int server) {
    return busyUntil[server];
  }

  /** Takes the one who has been idle longest; give it work with {@link #occupy}. */
  public int takeIdlest() {
    return freeCount == 0 ? NONE : takeAt(0);
  }

  /** Takes a certain one, if it is free. */
  public boolean take(int server) {
    for (int i = 0; i < freeCount; i++) {
      if (free[i] == server) {
        takeAt(i);
        return true;
      }
    }
    return false;
  }

  private int takeAt(int place) {
    int taken = free[place];
    freeCount--;
    System.arraycopy(free, place + 1, free, place, freeCount - place);
    return taken;
  }

  /** Keeps one who was taken busy until a second. */
  public void occupy(int server, long until) {
    busyUntil[server] = until;
    busyCount++;
    nextFinish = Math.min(nextFinish, until);
  }

  /** When the next of the busy is done, or {@link WallClock#NEVER}. */
  public long nextFinish() {
    return nextFinish;
  }

  /** Lets the next of the busy be done: free again, or home if the duty is over. */
  public int finish() {
    int done = 0;
    while (busyUntil[done] != nextFinish) {
      done++;
    }
    busyUntil[done] = WallClock.NEVER;
    busyCount--;
    if (onDuty[done]) {
      free[freeCount++] = done;
    }
    nextFinish = WallClock.NEVER;
    for (long until : busyUntil) {
      nextFinish = Math.min(nextFinish, until);
    }
    return done;
  }
}
