package dev.medley.world;

import dev.medley.random.AutoRegressive;
import dev.medley.random.Streams;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A series of numbers that remembers itself, AR(1) of mean 0 and standard deviation 1, by day, week
 * or month: the mood of a market, the weather of a place, what all units of a region feel. Any step
 * may be asked for, in any order, and is always the same; asked in order, a step costs two.
 *
 * <p>Steps are made in blocks. Each block begins so far before its first step that what came
 * earlier is forgotten to a ten-thousandth. An instance keeps its last block and belongs to one
 * simulation.
 */
public final class KeyedSeries {
  private static final int BLOCK_BITS = 6;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final double FORGOTTEN = 1e-4;

  private final Streams.Stream stream;
  private final long key;
  private final double memory;
  private final int lead;
  private final double[] values = new double[BLOCK];
  private long block = Long.MIN_VALUE;

  /**
   * The series of a key.
   *
   * @param memory correlation of a step with the next, 0 to below 1
   */
  public KeyedSeries(Streams.Stream stream, long key, double memory) {
    if (memory < 0 || memory >= 1) {
      throw new IllegalArgumentException("a series cannot keep the share " + memory);
    }
    this.stream = stream;
    this.key = key;
    this.memory = memory;
    this.lead = memory == 0 ? 0 : (int) Math.ceil(Math.log(FORGOTTEN) / Math.log(memory));
  }

  /** The value at a step: a day since 1970-01-01, a week or month as {@link UsCalendar} counts. */
  public double at(long step) {
    long wanted = step >> BLOCK_BITS;
    if (wanted != block) {
      make(wanted);
    }
    return values[(int) (step & BLOCK - 1)];
  }

  /** A factor of mean 1 whose logarithm has the standard deviation {@code sigma}. */
  public double factor(long step, double sigma) {
    return Math.exp(sigma * at(step) - sigma * sigma / 2);
  }

  private void make(long wanted) {
    long first = wanted << BLOCK_BITS;
    long step = first - lead;
    AutoRegressive series = AutoRegressive.ofSpread(memory, 1).begin(normal(step));
    while (step < first) {
      series.next(normal(++step));
    }
    values[0] = series.value();
    for (int i = 1; i < BLOCK; i++) {
      values[i] = series.next(normal(first + i));
    }
    block = wanted;
  }

  private double normal(long step) {
    return ZigguratSampler.NormalizedGaussian.of(stream.at(key, step)).sample();
  }
}
