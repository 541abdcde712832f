package dev.medley.scenario.coldchain;

import dev.medley.scenario.coldchain.ColdChain.Disposition;

/**
 * What quality assurance makes of a trip. Told the true payload temperature at every step of {@link
 * Shipper#STEP} seconds and every value that the logger stored.
 */
interface StabilityRule {
  /** Minutes of a step. */
  int STEP_MINUTES = (int) (Shipper.STEP / 60);

  /** One step at a true payload temperature. */
  void pass(double celsius);

  /** One stored value. */
  void read(double celsius);

  Disposition verdict();

  /** Longest time in one piece above the limit, in minutes. */
  int longestRunMinutes();

  /** All time above the limit, in minutes. */
  int cumulativeMinutes();

  /** Rule {@code disposition_chilled}: USP &lt;1079.2&gt;, 2025, on the true temperature. */
  final class Chilled implements StabilityRule {
    private static final double LOW = 2;
    private static final double HIGH = 8;
    private static final double NEVER_ABOVE = 15;
    private static final double NEVER_BELOW = 0;
    private static final int MOST_MINUTES_ABOVE = 24 * 60;

    private final KineticMean day = new KineticMean(HIGH);
    private boolean isRejected;
    private boolean hasAlarmed;
    private int run;
    private int longest;
    private int above;

    @Override
    public void pass(double celsius) {
      if (celsius > HIGH) {
        run += STEP_MINUTES;
        above += STEP_MINUTES;
        longest = Math.max(longest, run);
      } else {
        run = 0;
      }
      day.add(celsius);
      isRejected |=
          celsius > NEVER_ABOVE
              || celsius < NEVER_BELOW
              || above >= MOST_MINUTES_ABOVE
              || day.isAbove();
    }

    @Override
    public void read(double celsius) {
      hasAlarmed |= celsius > HIGH || celsius < LOW;
    }

    @Override
    public Disposition verdict() {
      return isRejected
          ? Disposition.REJECTED
          : hasAlarmed ? Disposition.RELEASED_AFTER_REVIEW : Disposition.RELEASED;
    }

    @Override
    public int longestRunMinutes() {
      return longest;
    }

    @Override
    public int cumulativeMinutes() {
      return above;
    }
  }

  /** Rule {@code frozen}: minutes in one piece, as the logger saw them. */
  final class Frozen implements StabilityRule {
    private static final double HIGH = -20;

    private final int intervalMinutes;
    private final double mostMinutes;
    private int run;
    private int longest;
    private int above;

    Frozen(int intervalMinutes, double mostMinutes) {
      this.intervalMinutes = intervalMinutes;
      this.mostMinutes = mostMinutes;
    }

    @Override
    public void pass(double celsius) {
      // What counts is what was stored.
    }

    @Override
    public void read(double celsius) {
      if (celsius > HIGH) {
        run += intervalMinutes;
        above += intervalMinutes;
        longest = Math.max(longest, run);
      } else {
        run = 0;
      }
    }

    @Override
    public Disposition verdict() {
      if (longest > mostMinutes) {
        return Disposition.REJECTED;
      }
      return above > 0 ? Disposition.RELEASED_AFTER_REVIEW : Disposition.RELEASED;
    }

    @Override
    public int longestRunMinutes() {
      return longest;
    }

    @Override
    public int cumulativeMinutes() {
      return above;
    }
  }

  /**
   * The mean kinetic temperature of the last 24 hours: the constant temperature at which as much
   * would have decayed. Activation energy 83.144 kJ/mol (USP &lt;1079.2&gt;, 2025), which over the
   * gas constant is 10,000 K.
   */
  final class KineticMean {
    private static final double ACTIVATION_KELVIN = 10_000;
    private static final double ZERO_CELSIUS = 273.15;
    private static final int STEPS = 24 * 60 / STEP_MINUTES;

    /** Fewer steps than three hours make no mean. */
    private static final int FEWEST_STEPS = 36;

    /** The last 24 hours, in a ring. */
    private final double[] passed = new double[STEPS];

    private final double limit;
    private final double rateAtLimit;

    /** Over the ring; kept only while some step of it is above the limit, as exp is dear. */
    private double sum;

    private int steps;
    private int lastAbove = -1;

    /**
     * A mean that is held against one temperature.
     *
     * @param limit degrees Celsius
     */
    KineticMean(double limit) {
      this.limit = limit;
      this.rateAtLimit = rate(limit);
    }

    void add(double celsius) {
      int at = steps % STEPS;
      boolean wasSummed = isSummed();
      double gone = passed[at];
      passed[at] = celsius;
      boolean isFull = steps >= STEPS;
      steps++;
      if (celsius > limit) {
        lastAbove = steps;
      }
      if (isSummed()) {
        sum = wasSummed ? sum + rate(celsius) - (isFull ? rate(gone) : 0) : summed();
      }
    }

    /** A mean is above the limit only if a step is. */
    private boolean isSummed() {
      return lastAbove >= 0 && steps - lastAbove < STEPS;
    }

    private double summed() {
      double all = 0;
      for (int i = 0; i < Math.min(steps, STEPS); i++) {
        all += rate(passed[i]);
      }
      return all;
    }

    /** Whether the mean of the last 24 hours is above the limit, once there is one. */
    boolean isAbove() {
      return isSummed() && steps >= FEWEST_STEPS && sum > rateAtLimit * Math.min(steps, STEPS);
    }

    /** The mean of the last 24 hours. */
    double celsius() {
      return -ACTIVATION_KELVIN / Math.log(summed() / Math.min(steps, STEPS)) - ZERO_CELSIUS;
    }

    private static double rate(double celsius) {
      return Math.exp(-ACTIVATION_KELVIN / (celsius + ZERO_CELSIUS));
    }
  }
}
