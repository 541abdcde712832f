package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** A jurisdiction's zip areas, in miles east and north of its centre. */
final class Land {
  static final int CORE = 12;
  static final int SUBURB = 20;

  /** Zips in which residents live and providers work; the rest are outer ones. */
  static final int RESIDENT = 30;

  static final int ZIPS = 42;

  private static final double CORE_MILES = 10;
  private static final double SUBURB_MILES = 25;
  private static final double RURAL_MILES = 60;
  private static final double OUTER_FROM_MILES = 75;
  private static final double OUTER_TO_MILES = 140;

  private static final double CORE_SHARE = 0.60;
  private static final double SUBURB_SHARE = 0.25;
  private static final double RURAL_SHARE = 0.15;
  private static final double ZIP_SD = 0.4;

  /** Providers are where people come to. */
  private static final double CORE_PROVIDERS = 1.4;

  private static final double MILES_PER_DEGREE = 69;
  private static final int BLOCKS_OF_CODES = 899;

  final double[] x = new double[ZIPS];
  final double[] y = new double[ZIPS];
  final String[] zip5 = new String[ZIPS];
  private final Discrete residents;
  private final Discrete coreResidents;
  private final Discrete providers;
  private final double latitude;
  private final double longitude;

  Land(long unit, Laws laws) {
    Draw draw = laws.land.at(unit);
    latitude = 28 + 16 * draw.nextDouble();
    longitude = -120 + 40 * draw.nextDouble();
    double rural = RURAL_SHARE * Math.exp(laws.ruralSd * Normal.standard(draw));
    Permutation codes = Permutation.of(100, laws.zipCodes.bits(unit));
    double[] people = new double[RESIDENT];
    double[] offices = new double[RESIDENT];
    for (int zip = 0; zip < ZIPS; zip++) {
      double radius = radius(zip, draw.nextDouble());
      double angle = 2 * Math.PI * draw.nextDouble();
      x[zip] = radius * Math.cos(angle);
      y[zip] = radius * Math.sin(angle);
      zip5[zip] = Long.toString(10_000 + unit % BLOCKS_OF_CODES * 100 + codes.at(zip));
      double size = Math.exp(ZIP_SD * Normal.standard(draw));
      if (zip < CORE) {
        people[zip] = CORE_SHARE / CORE * size;
      } else if (zip < SUBURB) {
        people[zip] = SUBURB_SHARE / (SUBURB - CORE) * size;
      } else if (zip < RESIDENT) {
        people[zip] = rural / (RESIDENT - SUBURB) * size;
      }
      if (zip < RESIDENT) {
        offices[zip] = people[zip] * (zip < CORE ? CORE_PROVIDERS : 1);
      }
    }
    residents = Discrete.of(people);
    coreResidents = Discrete.of(Arrays.copyOf(people, CORE));
    providers = Discrete.of(offices);
  }

  private static double radius(int zip, double u) {
    if (zip < CORE) {
      return CORE_MILES * Math.sqrt(u);
    }
    if (zip < SUBURB) {
      return CORE_MILES + (SUBURB_MILES - CORE_MILES) * u;
    }
    return zip < RESIDENT
        ? SUBURB_MILES + (RURAL_MILES - SUBURB_MILES) * u
        : OUTER_FROM_MILES + (OUTER_TO_MILES - OUTER_FROM_MILES) * u;
  }

  /** The zip of a home, which is an outer one for a share of people. */
  int home(UniformRandomProvider rng, double outerShare) {
    boolean isOuter = rng.nextDouble() < outerShare;
    double u = rng.nextDouble();
    return isOuter ? outer(u) : residents.at(u);
  }

  /** An outer zip. */
  static int outer(double u) {
    return RESIDENT + (int) (u * (ZIPS - RESIDENT));
  }

  /** The zip of a home in the core. */
  int coreHome(UniformRandomProvider rng) {
    return coreResidents.at(rng.nextDouble());
  }

  /** The zip of an office or shop. */
  int office(UniformRandomProvider rng) {
    return providers.at(rng.nextDouble());
  }

  /** The zip of an office or shop in the core. */
  int coreOffice(UniformRandomProvider rng) {
    int zip;
    do {
      zip = office(rng);
    } while (zip >= CORE);
    return zip;
  }

  /** How far homes are from the middle of their zip: standard deviation in each direction. */
  static double spreadOfHomes(int zip) {
    if (zip < CORE) {
      return 1.2;
    }
    if (zip < SUBURB) {
      return 2;
    }
    return zip < RESIDENT ? 4 : 3;
  }

  static boolean isRural(int zip) {
    return zip >= SUBURB && zip < RESIDENT;
  }

  static boolean isOuter(int zip) {
    return zip >= RESIDENT;
  }

  double latitude(double milesNorth) {
    return latitude + milesNorth / MILES_PER_DEGREE;
  }

  double longitude(double milesEast) {
    return longitude + milesEast / (MILES_PER_DEGREE * Math.cos(Math.toRadians(latitude)));
  }

  static double miles(double x1, double y1, double x2, double y2) {
    double dx = x1 - x2;
    double dy = y1 - y2;
    return Math.sqrt(dx * dx + dy * dy);
  }
}
