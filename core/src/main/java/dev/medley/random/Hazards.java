package dev.medley.random;

import java.util.Arrays;

/** Hazards by their laws. */
final class Hazards {
  private Hazards() {}

  /** A hazard so many times as high. */
  record Times(Hazard hazard, double factor) implements Hazard {
    @Override
    public double cumulative(double time) {
      return factor * hazard.cumulative(time);
    }

    @Override
    public double timeAt(double cumulative) {
      return hazard.timeAt(cumulative / factor);
    }
  }

  /** A hazard from a time on. */
  record After(Hazard hazard, double start) implements Hazard {
    @Override
    public double cumulative(double time) {
      return hazard.cumulative(start + time) - hazard.cumulative(start);
    }

    @Override
    public double timeAt(double cumulative) {
      return Math.max(0, hazard.timeAt(hazard.cumulative(start) + cumulative) - start);
    }
  }

  /** A hazard that grows, or falls, by the same factor in every unit of time. */
  record Gompertz(double start, double growth) implements Hazard {
    @Override
    public double cumulative(double time) {
      return start / growth * Math.expm1(growth * time);
    }

    @Override
    public double timeAt(double cumulative) {
      double grown = cumulative * growth / start;
      // A falling hazard has a finite sum: some are never reached by it.
      return grown > -1 ? Math.log1p(grown) / growth : Double.POSITIVE_INFINITY;
    }
  }

  /** A hazard in steps. */
  static final class Piecewise implements Hazard {
    private final double[] starts;
    private final double[] rates;

    /** Sum of the hazard before each step. */
    private final double[] before;

    Piecewise(double[] starts, double[] rates) {
      if (starts.length == 0 || starts.length != rates.length || starts[0] != 0) {
        throw new IllegalArgumentException(
            "steps of a hazard begin at 0 and have a rate each: "
                + Arrays.toString(starts)
                + " with "
                + Arrays.toString(rates));
      }
      this.starts = starts;
      this.rates = rates;
      this.before = new double[starts.length];
      Checks.notNegative("a hazard", rates[0]);
      for (int i = 1; i < starts.length; i++) {
        Checks.positive("the length of a step", starts[i] - starts[i - 1]);
        Checks.notNegative("a hazard", rates[i]);
        before[i] = before[i - 1] + rates[i - 1] * (starts[i] - starts[i - 1]);
      }
    }

    @Override
    public double cumulative(double time) {
      int step = lastUpTo(starts, time);
      return before[step] + rates[step] * (time - starts[step]);
    }

    @Override
    public double timeAt(double cumulative) {
      int step = lastUpTo(before, cumulative);
      // A sum that is reached where nothing happens any more was reached before.
      while (step > 0 && before[step] == cumulative) {
        step--;
      }
      double rest = cumulative - before[step];
      return rest == 0 ? starts[step] : starts[step] + rest / rates[step];
    }

    private static int lastUpTo(double[] rising, double value) {
      int last = 0;
      while (last + 1 < rising.length && rising[last + 1] <= value) {
        last++;
      }
      return last;
    }
  }
}
