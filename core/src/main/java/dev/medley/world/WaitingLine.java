package dev.medley.world;

import java.util.Arrays;

/**
 * Those who wait, in the order of their rank and, of equals, of their coming; who loses patience
 * leaves. First come first served is the same rank for all.
 *
 * <p>Who leaves may keep the place as a mark: it is taken in its turn like everybody else, and so
 * tells when the one who left would have been served, the wait that was offered.
 *
 * @param <T> who waits
 */
public final class WaitingLine<T> {
  /** Instead of the second of leaving: has left, the place is a mark. */
  private static final long MARK = WallClock.NEVER;

  /** Never leaves. */
  private static final long STAYS = MARK - 1;

  private Object[] line = new Object[16];
  private long[] ranks = new long[16];
  private long[] leavesAt = new long[16];

  /** The line is what lies from here … */
  private int from;

  /** … to before there. */
  private int to;

  private int marks;
  private long nextLeavesAt = MARK;

  /** Whether there is neither anybody nor a mark. */
  public boolean isEmpty() {
    return from == to;
  }

  /** How many wait, marks not counted. */
  public int waiting() {
    return to - from - marks;
  }

  /** When the least patient of them leaves, or {@link WallClock#NEVER}. */
  public long nextLeavesAt() {
    return nextLeavesAt >= STAYS ? WallClock.NEVER : nextLeavesAt;
  }

  /**
   * Joins behind all of the same rank.
   *
   * @param rank smallest first
   * @param leaves second at which patience runs out, or {@link WallClock#NEVER}
   */
  public void join(T who, long rank, long leaves) {
    if (to == line.length) {
      makeRoom();
    }
    int place = to;
    while (place > from && ranks[place - 1] > rank) {
      place--;
    }
    int behind = to++ - place;
    if (behind > 0) {
      move(place, place + 1, behind);
    }
    line[place] = who;
    ranks[place] = rank;
    leavesAt[place] = Math.min(leaves, STAYS);
    nextLeavesAt = Math.min(nextLeavesAt, leaves);
  }

  /** Whether the first in line is the mark of one who has left. */
  public boolean firstIsMark() {
    return from < to && leavesAt[from] == MARK;
  }

  /** Takes the first in line, somebody or a mark. */
  @SuppressWarnings("unchecked")
  public T first() {
    T first = (T) line[from];
    line[from] = null;
    long leaves = leavesAt[from++];
    if (leaves == MARK) {
      marks--;
    } else if (leaves == nextLeavesAt) {
      findNextLeaver();
    }
    return first;
  }

  /** Takes the one whose patience runs out first. */
  @SuppressWarnings("unchecked")
  public T leaver() {
    int place = leaverPlace();
    T leaver = (T) line[place];
    int behind = --to - place;
    move(place + 1, place, behind);
    line[to] = null;
    findNextLeaver();
    return leaver;
  }

  /** The same, but the place is kept as a mark. */
  @SuppressWarnings("unchecked")
  public T leaverLeavesMark() {
    int place = leaverPlace();
    leavesAt[place] = MARK;
    marks++;
    findNextLeaver();
    return (T) line[place];
  }

  private int leaverPlace() {
    int place = from;
    while (leavesAt[place] != nextLeavesAt) {
      place++;
    }
    return place;
  }

  private void findNextLeaver() {
    long next = MARK;
    for (int i = from; i < to; i++) {
      next = Math.min(next, leavesAt[i]);
    }
    nextLeavesAt = next;
  }

  private void move(int source, int target, int count) {
    System.arraycopy(line, source, line, target, count);
    System.arraycopy(ranks, source, ranks, target, count);
    System.arraycopy(leavesAt, source, leavesAt, target, count);
  }

  private void makeRoom() {
    int size = to - from;
    if (2 * size > line.length) {
      line = Arrays.copyOf(line, 2 * line.length);
      ranks = Arrays.copyOf(ranks, 2 * ranks.length);
      leavesAt = Arrays.copyOf(leavesAt, 2 * leavesAt.length);
    }
    move(from, 0, size);
    Arrays.fill(line, size, line.length, null);
    from = 0;
    to = size;
  }
}
