package dev.medley.world;

import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import java.util.Arrays;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Spells of an entity that come and go for ever: a desk's bad weeks, an outage, a recall, a dip of
 * the mains. They begin at any moment with the same chance (a Poisson process) and last as long as
 * their law says; where they overlap, the one that began first counts until it ends. Any moment may
 * be asked for, in any order, with the same answer; moments near to one another cost next to
 * nothing.
 *
 * <p>Time is cut into blocks no shorter than the longest spell, each with draws of its own, so a
 * moment depends on its own block and the one before. An instance keeps the last block and belongs
 * to one simulation. The stream must serve nothing else.
 */
public final class KeyedSpells {
  private static final double DAYS_PER_YEAR = 365.25;

  /** Beginnings in a block, at least, so that blocks are not read for nothing. */
  private static final double PER_BLOCK = 2;

  private final Streams.Stream stream;
  private final long key;
  private final SpellLength length;
  private final long blockSeconds;
  private final double perBlock;

  private long block = Long.MIN_VALUE;
  private long[] starts = new long[8];
  private long[] ends = new long[8];
  private int size;

  /** Around the moment asked for last: from here to before there, the answer is the same. */
  private long sameFrom = Long.MAX_VALUE;

  private long sameTo = Long.MIN_VALUE;
  private int holding = -1;

  private KeyedSpells(Streams.Stream stream, long key, double perDay, SpellLength length) {
    this.stream = stream;
    this.key = key;
    this.length = length;
    double blockDays = Math.max(length.longestDays(), perDay > 0 ? PER_BLOCK / perDay : 1);
    this.blockSeconds = (long) Math.ceil(Math.min(blockDays, 1e6) * WallClock.DAY);
    this.perBlock = perDay * blockSeconds / WallClock.DAY;
  }

  /** Spells that hold for that share of all time in the long run, 0 to below 1. */
  public static KeyedSpells ofShare(
      Streams.Stream stream, long key, double share, SpellLength length) {
    if (share < 0 || share >= 1) {
      throw new IllegalArgumentException("no spells hold for the share " + share + " of the time");
    }
    return new KeyedSpells(stream, key, -Math.log1p(-share) / length.meanDays(), length);
  }

  /** Spells of which so many begin in a year on average. */
  public static KeyedSpells perYear(
      Streams.Stream stream, long key, double perYear, SpellLength length) {
    return new KeyedSpells(stream, key, perYear / DAYS_PER_YEAR, length);
  }

  /** Whether one holds at a moment. */
  public boolean holdsAt(long second) {
    if (second < sameFrom || second >= sameTo) {
      look(second);
    }
    return holding >= 0;
  }

  /**
   * When the spell that holds at a moment began, or {@link WallClock#NEVER}; it names the spell.
   */
  public long start(long second) {
    return holdsAt(second) ? starts[holding] : WallClock.NEVER;
  }

  /** When the spell that holds at a moment ends, or {@link WallClock#NEVER}. */
  public long end(long second) {
    return holdsAt(second) ? ends[holding] : WallClock.NEVER;
  }

  /** Those that begin in a stretch of time, each with its own end, in order. */
  public Spells beginningIn(long from, long to) {
    Spells found = new Spells();
    for (long b = Math.floorDiv(from, blockSeconds); b * blockSeconds < to; b++) {
      long[][] made = made(b);
      for (int i = 0; i < made[0].length; i++) {
        if (made[0][i] >= from && made[0][i] < to) {
          found.add(made[0][i], made[1][i]);
        }
      }
    }
    return found;
  }

  private void look(long second) {
    long wanted = Math.floorDiv(second, blockSeconds);
    if (wanted != block) {
      load(wanted);
    }
    sameFrom = block * blockSeconds;
    sameTo = sameFrom + blockSeconds;
    holding = -1;
    // Where two overlap, the first one counts until it ends.
    for (int i = 0; i < size && holding < 0; i++) {
      if (starts[i] > second) {
        sameTo = Math.min(sameTo, starts[i]);
        return;
      }
      if (second < ends[i]) {
        holding = i;
        sameFrom = Math.max(sameFrom, starts[i]);
        sameTo = Math.min(sameTo, ends[i]);
      } else {
        sameFrom = Math.max(sameFrom, ends[i]);
      }
    }
  }

  private void load(long wanted) {
    long[][] before = made(wanted - 1);
    long[][] here = made(wanted);
    size = 0;
    long begin = wanted * blockSeconds;
    for (int i = 0; i < before[0].length; i++) {
      if (before[1][i] > begin) {
        keep(before[0][i], before[1][i]);
      }
    }
    for (int i = 0; i < here[0].length; i++) {
      keep(here[0][i], here[1][i]);
    }
    block = wanted;
  }

  private void keep(long start, long end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  /** Starts and ends of the spells that begin in a block, in order. */
  private long[][] made(long b) {
    if (perBlock <= 0) {
      return new long[2][0];
    }
    Draw draw = stream.at(key, b);
    int n = PoissonSampler.of(draw, perBlock).sample();
    long[][] made = new long[2][n];
    for (int i = 0; i < n; i++) {
      made[0][i] = b * blockSeconds + (long) (draw.nextDouble() * blockSeconds);
    }
    Arrays.sort(made[0]);
    for (int i = 0; i < n; i++) {
      made[1][i] = made[0][i] + length.seconds(draw);
    }
    return made;
  }
}
