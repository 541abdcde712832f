package dev.medley.scenario.coldchain;

/**
 * Rule {@code surroundings}: the effective temperature around a box in one leg, in degrees Celsius.
 * Asked in the order of time.
 */
interface Surroundings {

  /** Effective temperature at a UTC second. */
  double at(long second);

  /**
   * In a vehicle without cooling around an airport.
   *
   * @param warmer kelvins above the air
   */
  static Surroundings outdoors(Sky sky, Airport area, double warmer) {
    return second -> sky.air(area, second) + warmer;
  }

  /**
   * On the apron of an airport.
   *
   * @param sunKelvin what a clear midsummer noon adds there
   */
  static Surroundings apron(Sky sky, Airport airport, double sunKelvin) {
    return second -> sky.air(airport, second) + sunKelvin * sky.sun(airport, second);
  }
}
