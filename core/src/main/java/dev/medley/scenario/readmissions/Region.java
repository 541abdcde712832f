package dev.medley.scenario.readmissions;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.readmissions.Readmissions.HospitalRow;
import dev.medley.scenario.readmissions.Readmissions.ZipCode;
import dev.medley.world.Emitter;
import dev.medley.world.OpeningHours;
import dev.medley.world.PlaceHours;

/** A region's map: zip codes between three highways, and the hospitals that serve them. */
final class Region {
  private static final double SIDE_MILES = 120;
  private static final double[] HIGHWAYS = {20, 60, 100};
  private static final LogNormal TO_HIGHWAY = LogNormal.ofMedianAndSigma(2.0, 1.0).cut(0, 15);
  private static final LogNormal TO_GROCERY = LogNormal.ofMedianAndSigma(2.2, 1.0).cut(0, 25);
  private static final LogNormal TO_PHARMACY = LogNormal.ofMedianAndSigma(2.4, 1.05).cut(0, 25);
  private static final double MILES_PER_DEGREE = 69;

  /** Miles over which what a highway emits thins out. */
  private static final double PLUME_MILES = 0.9;

  private static final double MEDIAN_INCOME = 67_000;
  private static final double FOOD_DESERT_MILES = 5;
  private static final int FOOD_DESERT_INCOME = 55_000;
  private static final double ZIP_SIZE_SD = 0.5;

  /** Share of the region's patients in each of the two zip codes that are known by name. */
  private static final double SHARE_OF_KNOWN = 0.03;

  private static final int WEST = 3;
  private static final int CODES_OF_PREFIX = 100;

  /** Prefixes that the postal service does not use. */
  private static final int[][] PREFIXES = {
    {1, 2, 3, 4}, {517, 518, 519, 529}, {343, 345, 348, 353}, {817, 818, 819, 839}
  };

  private static final String[] NAMES = {
    "Mercy Ridge",
    "Lakeside",
    "Saint Alder",
    "Union Valley",
    "Cedar Park",
    "Bayview",
    "Fairmount",
    "Stonebridge",
    "Holy Grove",
    "Riverside",
    "Northgate",
    "Elm Street",
    "Prospect",
    "Good Hope"
  };
  private static final String[] KINDS = {
    "Hospital", "Medical Center", "General", "Memorial", "Regional"
  };
  private static final String[] WINGS = {"", " East", " West"};

  private static final double COST_SD = 0.15;
  private static final double STAY_SD = 0.06;
  private static final double GAIN_SD = 0.2;
  private static final Beta CODING = Beta.ofMeanAndSd(0.55, 0.12);
  private static final double COUNTS_PLANNED = 0.55;

  /** Pharmacy systems of a region, one at each pharmacy. */
  static final int PHARMACY_SYSTEMS = 6;

  /**
   * A zip code and the pharmacy nearest to it.
   *
   * @param known 0 for 90210, 1 for 90211, -1 for all others
   * @param deprivation standard normal; 1 is a poor neighbourhood
   * @param hospital its hospital's index
   */
  record Zip(
      ZipCode row,
      int known,
      double deprivation,
      int hospital,
      OpeningHours pharmacy,
      int pharmacySystem) {

    double nearHighway() {
      return Math.exp(-row.distanceToHighwayMiles() / PLUME_MILES);
    }
  }

  /**
   * A hospital and its habits.
   *
   * @param id published
   * @param readmission factor on the hazard of a return
   * @param cost factor
   * @param stay factor on the length of stay
   * @param coding share of homeless patients whose state is coded
   * @param fluGain how much it feels of what the region feels
   */
  record Hospital(
      int index,
      int id,
      double readmission,
      double cost,
      double stay,
      double coding,
      boolean countsPlanned,
      double fluGain) {}

  final int index;
  final Zip[] zips;
  final Hospital[] hospitals;
  private final Discrete zipSizes;
  private final Laws laws;

  Region(int index, Laws laws) {
    this.index = index;
    this.laws = laws;
    this.zips = new Zip[laws.zips];
    this.hospitals = new Hospital[laws.hospitals];
    double[] sizes = new double[zips.length];
    double others = 0;
    for (int z = 0; z < zips.length; z++) {
      Draw draw = laws.zipStream.at(index, z);
      sizes[z] = Math.exp(ZIP_SIZE_SD * Normal.standard(draw));
      zips[z] = zip(z, draw);
      others += zips[z].known < 0 ? sizes[z] : 0;
    }
    for (int z = 0; z < zips.length && zips[z].known >= 0; z++) {
      sizes[z] = others * SHARE_OF_KNOWN / (1 - 2 * SHARE_OF_KNOWN);
    }
    this.zipSizes = Discrete.of(sizes);
    for (int h = 0; h < hospitals.length; h++) {
      hospitals[h] = hospital(h);
    }
  }

  // ---- rule geography

  private Zip zip(int z, Draw draw) {
    int known = index == WEST && z < 2 ? z : -1;
    double highway = HIGHWAYS[draw.nextInt(HIGHWAYS.length)];
    double side = draw.nextBoolean() ? 1 : -1;
    double y = SIDE_MILES * draw.nextDouble();
    double deprivation = Normal.standard(draw);
    double incomeNoise = 0.15 * Normal.standard(draw);
    double particles = 0.5 * Normal.standard(draw);
    double toHighway = hundredths(TO_HIGHWAY.sample(draw));
    double toPharmacy = hundredths(TO_PHARMACY.sample(draw));
    double toGrocery = hundredths(TO_GROCERY.sample(draw));
    int income;
    if (known == 0) {
      deprivation = -1.6;
      income = 168_000;
      toHighway = 3.2;
      toPharmacy = 0.7;
      toGrocery = 0.9;
    } else if (known == 1) {
      deprivation = 1.2;
      income = 41_000;
      toHighway = 3.4;
      toPharmacy = 1.4;
      toGrocery = 1.6;
    } else {
      income =
          (int) Math.round(MEDIAN_INCOME * Math.exp(-0.32 * deprivation + incomeNoise) / 100) * 100;
    }
    double x = highway + side * toHighway;
    double south = 35.0 + index;
    ZipCode row =
        new ZipCode(
            code(z, known),
            income,
            toGrocery,
            toPharmacy,
            toHighway,
            7.2 + 0.5 * index + 3.0 * Math.exp(-toHighway / PLUME_MILES) + particles,
            south + y / MILES_PER_DEGREE,
            -90 + x / (MILES_PER_DEGREE * Math.cos(Math.toRadians(south))),
            toGrocery > FOOD_DESERT_MILES && income < FOOD_DESERT_INCOME);
    long place = (long) index * zips.length + z;
    return new Zip(
        row,
        known,
        deprivation,
        (int) ((long) z * hospitals.length / zips.length),
        PlaceHours.RETAIL_PHARMACY.ofPlace(laws.pharmacyHours, place, 4, 1.5),
        draw.nextInt(PHARMACY_SYSTEMS));
  }

  private static double hundredths(double miles) {
    return Math.round(miles * 100) / 100.0;
  }

  private String code(int z, int known) {
    if (known >= 0) {
      return known == 0 ? "90210" : "90211";
    }
    int[] prefixes = PREFIXES[index];
    long shuffled =
        Permutation.of((long) prefixes.length * CODES_OF_PREFIX, laws.zipCodes.bits(index)).at(z);
    long code =
        (long) prefixes[(int) (shuffled / CODES_OF_PREFIX)] * CODES_OF_PREFIX
            + shuffled % CODES_OF_PREFIX;
    return Long.toString(100_000 + code).substring(1);
  }

  private Hospital hospital(int h) {
    Draw draw = laws.hospitalStream.at(index, h);
    double sd = laws.hospitalSd;
    return new Hospital(
        h,
        1 + (int) laws.hospitalIds.at(number(h)),
        Math.exp(sd * Normal.standard(draw) - sd * sd / 2),
        Math.exp(COST_SD * Normal.standard(draw) - COST_SD * COST_SD / 2),
        Math.exp(STAY_SD * Normal.standard(draw)),
        CODING.sample(draw),
        draw.nextDouble() < COUNTS_PLANNED,
        Math.exp(GAIN_SD * Normal.standard(draw)));
  }

  private long number(int h) {
    return (long) h * Laws.REGIONS + index;
  }

  /** The zip code that belongs to a uniform number, by size. */
  Zip zipAt(double uniform) {
    return zips[zipSizes.at(uniform)];
  }

  /** A hospital of the region by size: where somebody of the region has home. */
  Hospital anyHospital(Draw draw) {
    return hospitals[zipAt(draw.nextDouble()).hospital];
  }

  void emit(Emitter out) {
    for (Zip zip : zips) {
      out.emit(Readmissions.ZIP_CODES, zip.row);
    }
    for (int h = 0; h < hospitals.length; h++) {
      int middle = (int) ((h + 0.5) * zips.length / hospitals.length);
      int system = (int) laws.systemIds.at((long) (h / 2) * Laws.REGIONS + index);
      out.emit(
          Readmissions.HOSPITALS,
          new HospitalRow(hospitals[h].id, name(h), zips[middle].row.zipCode(), 1 + system));
    }
  }

  private String name(int h) {
    int place = (int) laws.hospitalNames.at(number(h));
    int pairs = NAMES.length * KINDS.length;
    return NAMES[place % NAMES.length]
        + ' '
        + KINDS[place / NAMES.length % KINDS.length]
        + WINGS[place / pairs];
  }
}
