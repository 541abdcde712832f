package dev.medley.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.random.Streams;
import org.junit.jupiter.api.Test;

class WeatherTest {
  private static final Streams STREAMS = new Streams(17, "weather");
  private static final int YEARS = 60;
  private static final int FIRST = UsCalendar.day(2000, 1, 1);
  private static final int END = UsCalendar.day(2000 + YEARS, 1, 1);

  @Test
  void monthsHaveTheirClimate() {
    Weather weather = Weather.ofRegion(STREAMS, Climate.MIDWEST, 1);
    double[] high = new double[13];
    double[] wet = new double[13];
    double[] cloud = new double[13];
    double[] days = new double[13];
    for (int day = FIRST; day < END; day++) {
      int month = UsCalendar.month(day);
      days[month]++;
      high[month] += weather.highCelsius(day);
      wet[month] += weather.rainMm(day) > 0 ? 1 : 0;
      cloud[month] += weather.cloud(day);
    }
    assertEquals(0, high[1] / days[1], 1.5);
    assertEquals(29, high[7] / days[7], 1);
    assertEquals(0.34, wet[1] / days[1], 0.03);
    assertEquals(0.66, cloud[1] / days[1], 0.03);
    assertEquals(0.45, cloud[7] / days[7], 0.04);
  }

  @Test
  void heatWavesAndStormsComeAsOftenAsTheClimateSays() {
    for (int region = 0; region < 4; region++) {
      Weather weather = Weather.ofRegion(STREAMS, Climate.MIDWEST, region);
      Spells waves = weather.heatWaves(FIRST, END);
      assertEquals(2, (double) waves.size() / YEARS, 0.6, "waves a summer");
      int storms = 0;
      for (int day = FIRST; day < END; day++) {
        storms += weather.isWinterStorm(day) ? 1 : 0;
      }
      assertEquals(4, (double) storms / YEARS, 0.9, "storm days a winter");
      for (int i = 0; i < waves.size(); i++) {
        assertTrue(waves.end(i) - waves.start(i) >= 3);
        assertTrue(weather.isHeatWave((int) waves.end(i) - 1));
      }
    }
  }

  @Test
  void stormsAreWetAndCloudsComeWithRain() {
    Weather weather = Weather.ofRegion(STREAMS, Climate.NORTHEAST, 0);
    double wetCloud = 0;
    double dryCloud = 0;
    int wet = 0;
    int dry = 0;
    for (int day = FIRST; day < END; day++) {
      if (weather.isWinterStorm(day)) {
        assertTrue(weather.rainMm(day) > 5);
      }
      if (weather.rainMm(day) > 0) {
        wet++;
        wetCloud += weather.cloud(day);
      } else {
        dry++;
        dryCloud += weather.cloud(day);
      }
    }
    assertTrue(wetCloud / wet > dryCloud / dry + 0.25);
  }

  @Test
  void sitesOfARegionShareTheirWeather() {
    Weather one = Weather.ofSite(STREAMS, Climate.SOUTH, 2, 100, 0.8);
    Weather other = Weather.ofSite(STREAMS, Climate.SOUTH, 2, 101, 0.8);
    double products = 0;
    double squares = 0;
    for (int day = FIRST; day < END; day++) {
      products += one.anomaly(day) * other.anomaly(day);
      squares += one.anomaly(day) * one.anomaly(day);
    }
    assertEquals(0.8, products / squares, 0.03);
    assertEquals(1, squares / (END - FIRST), 0.05);
  }

  @Test
  void theAirWarmsInTheAfternoonWithoutAStepAtMidnight() {
    Weather weather = Weather.ofRegion(STREAMS, Climate.WEST, 3);
    double warmer = 0;
    for (int day = FIRST; day < FIRST + 365; day++) {
      long midnight = WallClock.startOf(day);
      assertEquals(weather.celsiusAt(midnight - 1), weather.celsiusAt(midnight), 0.01);
      warmer +=
          weather.celsiusAt(midnight + 15 * WallClock.HOUR)
              - weather.celsiusAt(midnight + 3 * WallClock.HOUR);
    }
    assertEquals(12.5, warmer / 365, 3);
  }

  @Test
  void aDayIsTheSameInWhateverOrderItIsAskedFor() {
    Weather forward = Weather.ofRegion(STREAMS, Climate.SOUTH, 2);
    for (int day = FIRST; day < FIRST + 400; day++) {
      Weather alone = Weather.ofRegion(STREAMS, Climate.SOUTH, 2);
      assertEquals(alone.highCelsius(day), forward.highCelsius(day));
      assertEquals(alone.cloud(day), forward.cloud(day));
      forward.highCelsius(day + 5_000);
    }
  }
}
