package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.KeyedSeries;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;

/**
 * Rules {@code surroundings} and {@code sun}: the weather at the airports, the same for every box
 * that is there. A day's mean wanders around the climate and remembers the day before; a day's
 * cloud decides how much sun comes through and how far the temperature swings.
 */
final class Sky {
  private static final double MEMORY = 0.72;

  /** Days that are kept: a power of two, more than the boxes of a week are under way. */
  private static final int DAYS = 128;

  private static final double DAYS_PER_YEAR = 366;
  private static final double MIDDLE_OF_JANUARY = 15;
  private static final double HOURS = 24;
  private static final double WARMEST_HOUR = 15;
  private static final double WARMEST_HOUR_SD = 0.9;
  private static final double SWING_OVERCAST = 0.55;
  private static final double SWING_CLEAR = 0.7;
  private static final double SUNRISE_HOUR = 8;
  private static final double SUNSHINE_HOURS = 10;

  /** Strength of the sun in January and what July adds in the north; the tropics know no winter. */
  private static final double WINTER_SUN = 0.45;

  private static final double SUMMER_SUN = 0.55;
  private static final double TROPICAL_SUN = 0.9;

  /** Clear, broken and overcast days, and the share of the sun that each lets through. */
  private static final double CLEAR_DAYS = 0.30;

  private static final double BROKEN_DAYS = 0.38;
  private static final double CLEAR = 1;
  private static final double BROKEN = 0.78;
  private static final double DULL = 0.5;
  private static final double OVERCAST_LOW = 0.12;
  private static final double OVERCAST_HIGH = 0.4;
  private static final double DESERT_LOW = 0.85;

  /** Places in the day for which its waves are tabulated: one in five minutes, as boxes step. */
  private static final int PLACES = (int) (WallClock.DAY / Shipper.STEP);

  private static final double[] COSINE = new double[PLACES];
  private static final double[] SINE = new double[PLACES];
  private static final double[] HEIGHT_OF_SUN = new double[PLACES];

  static {
    for (int i = 0; i < PLACES; i++) {
      double hour = HOURS * i / PLACES;
      COSINE[i] = Math.cos(2 * Math.PI * hour / HOURS);
      SINE[i] = Math.sin(2 * Math.PI * hour / HOURS);
      HEIGHT_OF_SUN[i] = Math.max(0, Math.sin(Math.PI * (hour - SUNRISE_HOUR) / SUNSHINE_HOURS));
    }
  }

  private static final int AIRPORTS = Airport.count();

  private final Streams.Stream days;
  private final KeyedSeries[] anomalies = new KeyedSeries[AIRPORTS];
  private final int[] kept = new int[AIRPORTS * DAYS];
  private final double[] means = new double[AIRPORTS * DAYS];

  /** The daily wave as its parts at midnight and at six in the morning. */
  private final double[] cosines = new double[AIRPORTS * DAYS];

  private final double[] sines = new double[AIRPORTS * DAYS];
  private final double[] suns = new double[AIRPORTS * DAYS];

  Sky(World world) {
    Streams streams = world.streams();
    this.days = streams.named("weather_day");
    Streams.Stream series = streams.named("weather_anomaly");
    for (int i = 0; i < AIRPORTS; i++) {
      anomalies[i] = new KeyedSeries(series, i, MEMORY);
    }
    Arrays.fill(kept, Integer.MIN_VALUE);
  }

  /** Temperature of the air around an airport at a UTC second, in degrees Celsius. */
  double air(Airport airport, long second) {
    long local = second + airport.utcOffsetHours * HOUR;
    int day = WallClock.epochDay(local);
    int place = place(local);
    int fromNoon = place - PLACES / 2;
    // Half-way between two noons the two days weigh the same, so that midnight makes no step.
    double away = Math.abs(fromNoon) * (1.0 / PLACES);
    int here = slot(airport, day);
    int there = slot(airport, fromNoon < 0 ? day - 1 : day + 1);
    double atHome = means[here] + cosines[here] * COSINE[place] + sines[here] * SINE[place];
    double abroad = means[there] + cosines[there] * COSINE[place] + sines[there] * SINE[place];
    return atHome + away * (abroad - atHome);
  }

  /** Share of a clear midsummer noon's sun at a UTC second. */
  double sun(Airport airport, long second) {
    long local = second + airport.utcOffsetHours * HOUR;
    double height = HEIGHT_OF_SUN[place(local)];
    return height == 0 ? 0 : height * suns[slot(airport, WallClock.epochDay(local))];
  }

  private static int place(long local) {
    return (int) (WallClock.secondOfDay(local) / Shipper.STEP);
  }

  /** Mean of a local day, in degrees Celsius. */
  double mean(Airport airport, int day) {
    return means[slot(airport, day)];
  }

  private int slot(Airport airport, int day) {
    int slot = airport.index * DAYS + (day & DAYS - 1);
    if (kept[slot] != day) {
      make(airport, day, slot);
    }
    return slot;
  }

  private void make(Airport airport, int day, int slot) {
    double summer =
        (1
                - Math.cos(
                    2 * Math.PI * (UsCalendar.dayOfYear(day) - MIDDLE_OF_JANUARY) / DAYS_PER_YEAR))
            / 2;
    double low = between(airport.janLow, airport.julLow, summer);
    double high = between(airport.janHigh, airport.julHigh, summer);
    double spread = between(airport.janSpread, airport.julSpread, summer);
    Draw draw = days.at(airport.index, day);
    double cloud = letThrough(airport, draw);
    means[slot] = (low + high) / 2 + spread * anomalies[airport.index].at(day);
    double swing = (high - low) / 2 * (SWING_OVERCAST + SWING_CLEAR * cloud);
    double warmest = WARMEST_HOUR + WARMEST_HOUR_SD * Normal.standard(draw);
    cosines[slot] = swing * Math.cos(2 * Math.PI * warmest / HOURS);
    sines[slot] = swing * Math.sin(2 * Math.PI * warmest / HOURS);
    suns[slot] = cloud * (airport.isInBrazil() ? TROPICAL_SUN : WINTER_SUN + SUMMER_SUN * summer);
    kept[slot] = day;
  }

  private static double letThrough(Airport airport, Draw draw) {
    double kind = draw.nextDouble();
    double share = draw.nextDouble();
    if (airport == Airport.DXB) {
      return between(DESERT_LOW, CLEAR, share);
    }
    if (kind < CLEAR_DAYS) {
      return between(BROKEN, CLEAR, share);
    }
    return kind < CLEAR_DAYS + BROKEN_DAYS
        ? between(DULL, BROKEN, share)
        : between(OVERCAST_LOW, OVERCAST_HIGH, share);
  }

  private static double between(double from, double to, double share) {
    return from + (to - from) * share;
  }
}
