package dev.medley.world;

import dev.medley.random.Distribution;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What callers do who gave up: call again soon, or later, or not at all. The callers who come back
 * are what makes a bad morning worse.
 */
public final class Redial {
  private final double[] chances;
  private final Distribution[] delayMinutes;

  private Redial(double[] chances, Distribution[] delayMinutes) {
    double sum = Arrays.stream(chances).sum();
    if (Arrays.stream(chances).anyMatch(c -> !(c >= 0)) || sum > 1 + 1e-9) {
      throw new IllegalArgumentException(
          "chances to call again must be 0 or above, 1 in all: " + Arrays.toString(chances));
    }
    this.chances = chances;
    this.delayMinutes = delayMinutes;
  }

  /** Calls again with that chance, after that time. */
  public static Redial of(double chance, Distribution delayMinutes) {
    return new Redial(new double[] {chance}, new Distribution[] {delayMinutes});
  }

  /** Of all who gave up, another share calls again after another time. */
  public Redial or(double chance, Distribution delay) {
    int n = chances.length;
    double[] moreChances = Arrays.copyOf(chances, n + 1);
    Distribution[] moreDelays = Arrays.copyOf(delayMinutes, n + 1);
    moreChances[n] = chance;
    moreDelays[n] = delay;
    return new Redial(moreChances, moreDelays);
  }

  /**
   * When the caller calls again, or {@link WallClock#NEVER}. Whether anybody answers then is the
   * scenario's business.
   */
  public long again(UniformRandomProvider rng, long gaveUpAt) {
    double u = rng.nextDouble();
    for (int i = 0; i < chances.length; i++) {
      u -= chances[i];
      if (u < 0) {
        return gaveUpAt + Math.max(1, WallClock.seconds(delayMinutes[i].sample(rng)));
      }
    }
    return WallClock.NEVER;
  }
}
