package dev.medley.random;

import java.util.EnumMap;
import java.util.Map;

/**
 * Competing risks of one entity: which cause comes first, and when. Each cause has a threshold of
 * its own, keyed by cause and entity, so that a cause that is added, changed or switched off moves
 * no other.
 *
 * <pre>
 * private final Race.Start&lt;Exit&gt; exits = Race.among(streams, "exit", Exit.class);
 * …
 * Race&lt;Exit&gt; race = exits.of(patientId)
 *     .risk(Exit.RELAPSE, RELAPSE_MONTHS, frailty)
 *     .risk(Exit.DEATH, Hazard.gompertz(hazardAt(age), 0.0071), 1)
 *     .until(Exit.END_OF_FOLLOW_UP, monthsLeft);
 * switch (race.first()) …
 * </pre>
 *
 * @param <C> causes
 */
public final class Race<C extends Enum<C>> {

  /** The streams of the causes: keep one in a field. */
  public static final class Start<C extends Enum<C>> {
    private final Map<C, Streams.Stream> thresholds;

    private Start(Streams streams, String purpose, Class<C> causes) {
      this.thresholds = new EnumMap<>(causes);
      for (C cause : causes.getEnumConstants()) {
        thresholds.put(cause, streams.named(purpose + "." + cause.name()));
      }
    }

    /** The race of an entity. */
    public Race<C> of(long key) {
      return new Race<>(thresholds, key, 0);
    }

    /** The race of an entity's so-manieth state, line or stay. */
    public Race<C> of(long key, long number) {
      return new Race<>(thresholds, key, number);
    }
  }

  private final Map<C, Streams.Stream> thresholds;
  private final long key;
  private final long number;
  private C first;
  private double time = Double.POSITIVE_INFINITY;

  private Race(Map<C, Streams.Stream> thresholds, long key, long number) {
    this.thresholds = thresholds;
    this.key = key;
    this.number = number;
  }

  /** The causes of a purpose; each has a stream named by its own name, wherever it stands. */
  public static <C extends Enum<C>> Start<C> among(
      Streams streams, String purpose, Class<C> causes) {
    return new Start<>(streams, purpose, causes);
  }

  /**
   * A cause that is a risk from time 0 on.
   *
   * @param factor of its hazard: frailty, age, treatment; 0 switches it off
   */
  public Race<C> risk(C cause, Hazard hazard, double factor) {
    return riskFrom(0, cause, hazard, factor);
  }

  /**
   * A cause that becomes a risk later; the time of its hazard counts from there.
   *
   * @param start when, on the clock of the race
   * @param factor of its hazard
   */
  public Race<C> riskFrom(double start, C cause, Hazard hazard, double factor) {
    Checks.notNegative("the factor of a hazard", factor);
    if (factor > 0) {
      double threshold = threshold(thresholds.get(cause).bits(key, number));
      until(cause, start + hazard.timeAt(threshold / factor));
    }
    return this;
  }

  /** A cause that comes at a known time: the end of follow-up, a planned stop. */
  public Race<C> until(C cause, double at) {
    if (at < time) {
      time = at;
      first = cause;
    }
    return this;
  }

  /** The cause that comes first, of equals the one named first; null if none ever comes. */
  public C first() {
    return first;
  }

  /** When it comes, infinite if none does. */
  public double time() {
    return time;
  }

  /** An exponential number of mean 1, above 0. */
  static double threshold(long bits) {
    return -Math.log(((bits >>> 12) + 0.5) * 0x1.0p-52);
  }
}
