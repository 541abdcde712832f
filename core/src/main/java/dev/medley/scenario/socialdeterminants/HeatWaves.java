package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.HeatWave;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.UsCalendar;
import java.time.LocalDate;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** The heat of a county's year: the region's waves as the county feels them. */
final class HeatWaves {
  private static final int FEWEST = 2;
  private static final int MOST = 4;
  private static final int SHORTEST_DAYS = 3;
  private static final int LONGEST_DAYS = 7;
  private static final double SPARED = 0.08;

  /** What is left of a wave's load on the two days after it. */
  private static final double[] LOAD_AFTER = {0.6, 0.3};

  private static final double FIRST_DAY_FAHRENHEIT = 7;
  private static final double FAHRENHEIT = 11;
  private static final double[] FAHRENHEIT_AFTER = {5, 2};

  private final int firstDay;
  private final boolean[] isWave;
  private final double[] load;
  private final double[] fahrenheit;

  /** The region's waves of a year. */
  private record Wave(int from, int to) {}

  HeatWaves(Laws laws, int region, int countyId, int year) {
    this.firstDay = UsCalendar.day(year, 1, 1);
    int days = UsCalendar.day(year + 1, 1, 1) - firstDay;
    this.isWave = new boolean[days];
    this.load = new double[days];
    this.fahrenheit = new double[days];
    Streams.Stream local = laws.streams.named("heat.county");
    Wave[] waves = ofRegion(laws, region, year);
    for (int i = 0; i < waves.length; i++) {
      UniformRandomProvider rng = local.at(countyId, year, i);
      int from = waves[i].from + daysOff(rng) - firstDay;
      int to = waves[i].to + daysOff(rng) - firstDay;
      if (rng.nextDouble() >= SPARED) {
        pass(from, to);
      }
    }
  }

  boolean isWave(int day) {
    return isWave[day - firstDay];
  }

  /** Share of a wave's strength that people feel, 0 to 1. */
  double load(int day) {
    return load[day - firstDay];
  }

  /** Degrees that a wave adds. */
  double fahrenheit(int day) {
    return fahrenheit[day - firstDay];
  }

  /** The region's waves that begin inside the horizon. */
  static void emit(Laws laws, int region, Horizon horizon, Emitter out) {
    for (int year = horizon.from().getYear(); year <= horizon.to().getYear(); year++) {
      Wave[] waves = ofRegion(laws, region, year);
      for (int i = 0; i < waves.length; i++) {
        if (horizon.contains(LocalDate.ofEpochDay(waves[i].from))) {
          int id = year * 1_000 + (region + 1) * 10 + i + 1;
          out.emit(
              SocialDeterminants.HEAT_WAVES,
              new HeatWave(id, waves[i].from, waves[i].to, waves[i].from));
        }
      }
    }
  }

  private static Wave[] ofRegion(Laws laws, int region, int year) {
    UniformRandomProvider rng = laws.streams.named("heat.region").at(region, year);
    Wave[] waves = new Wave[Math.min(MOST, FEWEST + Poisson.sample(1, rng))];
    int first = UsCalendar.day(year, 6, 1);
    int last = UsCalendar.day(year, 8, 25);
    for (int i = 0; i < waves.length; i++) {
      int from = first + rng.nextInt(last - first + 1);
      int days = SHORTEST_DAYS + rng.nextInt(LONGEST_DAYS - SHORTEST_DAYS + 1);
      waves[i] = new Wave(from, from + days - 1);
    }
    Arrays.sort(waves, (a, b) -> Integer.compare(a.from, b.from));
    return waves;
  }

  private static int daysOff(UniformRandomProvider rng) {
    double u = rng.nextDouble();
    return u < 0.25 ? -1 : u < 0.75 ? 0 : 1;
  }

  private void pass(int from, int to) {
    for (int d = from; d <= to; d++) {
      isWave[d] = true;
      feel(d, 1, d == from ? FIRST_DAY_FAHRENHEIT : FAHRENHEIT);
    }
    for (int i = 0; i < LOAD_AFTER.length; i++) {
      feel(to + 1 + i, LOAD_AFTER[i], FAHRENHEIT_AFTER[i]);
    }
  }

  private void feel(int d, double share, double degrees) {
    load[d] = Math.max(load[d], share);
    fahrenheit[d] = Math.max(fahrenheit[d], degrees);
  }
}
