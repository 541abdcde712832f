package dev.medley.random;

/**
 * Events of an entity whose hazard is known step by step only, because it depends on what happened
 * before. The hazard adds up until it reaches a threshold, exponential of mean 1, keyed by the
 * entity and the number of the event; then the next one counts from 0. Within a step there is at
 * most one event, with the chance 1 − exp(−hazard).
 *
 * <p>A step draws nothing, so a hazard of 0 costs nothing and moves nothing.
 */
public final class HazardClock {
  private final Streams.Stream stream;
  private final long key;
  private long events;
  private double threshold;
  private double sum;
  private double share;

  /**
   * The clock of an entity.
   *
   * @param stream of this kind of event alone
   */
  public HazardClock(Streams.Stream stream, long key) {
    this.stream = stream;
    this.key = key;
    this.threshold = Race.threshold(stream.bits(key, 0));
  }

  /**
   * One step: whether the event happens in it.
   *
   * @param hazard of the whole step, such as of a day
   */
  public boolean step(double hazard) {
    Checks.notNegative("a hazard", hazard);
    double before = sum;
    sum += hazard;
    if (sum < threshold) {
      return false;
    }
    share = hazard == 0 ? 0 : Math.min(1, (threshold - before) / hazard);
    sum = 0;
    threshold = Race.threshold(stream.bits(key, ++events));
    return true;
  }

  /** Where in its step the last event was, 0 to 1: an hour of the day. */
  public double shareOfStep() {
    return share;
  }

  /** Events so far. */
  public long events() {
    return events;
  }
}
