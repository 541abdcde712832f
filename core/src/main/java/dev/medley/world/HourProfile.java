package dev.medley.world;

import dev.medley.random.Discrete;
import dev.medley.random.Streams.Draw;
import java.io.Serializable;
import java.time.DayOfWeek;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * How busy it is by hour of the day, weekday and month: the shape of an inhomogeneous Poisson
 * process. Each of the three has the mean 1 whatever the figures are scaled to, so a yearly volume
 * stays what it is:
 *
 * <pre>{@code
 * HourProfile door = HourProfile.ofHours(2.4, 2.0, 1.7, …).weekdays(1.09, 1.02, …).months(1.07, …);
 * long[] seconds = door.arrivals(stream.at(unit, day), day, visitsPerDay * shock);
 * }</pre>
 *
 * <p>Holidays and shocks are factors of the caller's.
 */
public final class HourProfile implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int HOURS = 24;
  private static final double[] DAYS_OF_MONTH = {
    31, 28.2425, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31
  };

  /** Of mean 1, by weekday. */
  private final double[][] hours;

  private final double[] weekdays;
  private final double[] months;

  private HourProfile(double[][] hours, double[] weekdays, double[] months) {
    this.hours = hours;
    this.weekdays = weekdays;
    this.months = months;
  }

  /** The same at all hours. */
  public static HourProfile flat() {
    double[] flat = new double[HOURS];
    Arrays.fill(flat, 1);
    return ofHours(flat);
  }

  /** 24 weights by hour of the day, for all days. */
  public static HourProfile ofHours(double... weights) {
    double[][] hours = new double[7][];
    Arrays.fill(hours, normalised(weights, HOURS));
    double[] flatWeek = new double[7];
    Arrays.fill(flatWeek, 1);
    double[] flatYear = new double[12];
    Arrays.fill(flatYear, 1);
    return new HourProfile(hours, flatWeek, flatYear);
  }

  /** The same with other hours on the weekdays from one to another; how busy they are stays. */
  public HourProfile hoursOn(DayOfWeek from, DayOfWeek to, double... weights) {
    double[][] changed = hours.clone();
    for (int i = from.getValue() - 1; i < to.getValue(); i++) {
      changed[i] = normalised(weights, HOURS);
    }
    return new HourProfile(changed, weekdays, months);
  }

  /** The same with 7 weights, Monday to Sunday. */
  public HourProfile weekdays(double... weights) {
    return new HourProfile(hours, normalised(weights, 7), months);
  }

  /** The same with 12 weights, January to December, each of an average day of the month. */
  public HourProfile months(double... weights) {
    double[] changed = normalised(weights, 12);
    double mean = 0;
    for (int i = 0; i < 12; i++) {
      mean += changed[i] * DAYS_OF_MONTH[i] / 365.2425;
    }
    for (int i = 0; i < 12; i++) {
      changed[i] /= mean;
    }
    return new HourProfile(hours, weekdays, changed);
  }

  /** How busy a day is, relative to the mean day. */
  public double dayFactor(int day) {
    return weekdays[WallClock.weekday(day)] * months[UsCalendar.month(day) - 1];
  }

  /** How busy the moment is, relative to the mean of all hours. */
  public double factor(long second) {
    int day = WallClock.epochDay(second);
    return dayFactor(day) * hours[WallClock.weekday(day)][WallClock.hourOfDay(second)];
  }

  /** Share of a day that falls on an hour, 0 to 1. */
  public double hourShare(int day, int hour) {
    return hours[WallClock.weekday(day)][hour] / HOURS;
  }

  /**
   * The arrivals of a day, in order; as many as a Poisson process brings.
   *
   * @param draw keyed by who they come to and the day
   * @param meanPerDay arrivals on an average day
   */
  public long[] arrivals(Draw draw, int day, double meanPerDay) {
    double mean = meanPerDay * dayFactor(day);
    return mean <= 0 ? new long[0] : moments(draw, day, PoissonSampler.of(draw, mean).sample());
  }

  /** So many moments of a day, in order. */
  public long[] moments(UniformRandomProvider rng, int day, int count) {
    Discrete hour = Discrete.of(hours[WallClock.weekday(day)]);
    long[] moments = new long[count];
    for (int i = 0; i < count; i++) {
      moments[i] = moment(rng, day, hour);
    }
    Arrays.sort(moments);
    return moments;
  }

  /** One moment of a day. */
  public long moment(UniformRandomProvider rng, int day) {
    double left = rng.nextDouble() * HOURS;
    double[] today = hours[WallClock.weekday(day)];
    int hour = 0;
    while (hour < HOURS - 1 && left >= today[hour]) {
      left -= today[hour++];
    }
    double inHour = today[hour] > 0 ? Math.min(left / today[hour], 1 - 1e-9) : rng.nextDouble();
    return WallClock.startOf(day) + hour * WallClock.HOUR + (long) (inHour * WallClock.HOUR);
  }

  /**
   * The next arrival after a moment, for a process that is followed arrival by arrival; {@link
   * WallClock#NEVER} if none comes within a year.
   *
   * @param meanPerDay arrivals on an average day
   */
  public long next(UniformRandomProvider rng, long second, double meanPerDay) {
    double left = ZigguratSampler.Exponential.of(rng).sample();
    double perSecond = meanPerDay / WallClock.DAY;
    long at = second;
    long last = second + 366 * WallClock.DAY;
    while (at < last) {
      double rate = perSecond * factor(at);
      long hourEnd = at - Math.floorMod(at, WallClock.HOUR) + WallClock.HOUR;
      double here = rate * (hourEnd - at);
      if (left < here) {
        return at + (long) (left / rate);
      }
      left -= here;
      at = hourEnd;
    }
    return WallClock.NEVER;
  }

  private static long moment(UniformRandomProvider rng, int day, Discrete hour) {
    return WallClock.startOf(day)
        + hour.at(rng.nextDouble()) * WallClock.HOUR
        + rng.nextInt((int) WallClock.HOUR);
  }

  private static double[] normalised(double[] weights, int size) {
    double sum = 0;
    for (double weight : weights) {
      if (weight < 0) {
        throw new IllegalArgumentException("a weight of " + weight);
      }
      sum += weight;
    }
    if (weights.length != size || sum <= 0) {
      throw new IllegalArgumentException(
          size + " weights are needed, some above 0, not " + Arrays.toString(weights));
    }
    double[] normalised = new double[size];
    for (int i = 0; i < size; i++) {
      normalised[i] = weights[i] * size / sum;
    }
    return normalised;
  }
}
