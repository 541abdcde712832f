package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Gamma;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.distribution.GammaDistribution;

/** An area: where it lies, who lives there and what it has. What is published is rounded here. */
final class Zip {
  private static final int COUNTIES_PER_ROW = 8;
  private static final double COUNTY_MILES = 36;
  private static final double URBAN_MILES = 9;

  /** Unused prefixes of the regions' postal codes. */
  private static final String[][] PREFIXES = {
    {"001", "002", "003", "004"},
    {"517", "518", "519", "529"},
    {"343", "345", "348", "353"},
    {"817", "818", "819", "839"}
  };

  private static final double FEWEST_PEOPLE = 250;
  private static final double MOST_PEOPLE = 60_000;

  /** USDA: low income is below 80 % of the median of the area around. */
  private static final double LOW_INCOME_USD = 53_600;

  /** Delay of health behind income: median five years, nothing in the first two. */
  private static final GammaDistribution DELAY_YEARS = GammaDistribution.of(6, 1 / 1.15);

  private static final int RISING_YEARS = 3;
  private static final double RISE = 1.12;
  private static final int NEVER = Integer.MAX_VALUE;

  final long key;
  final String code;
  final double x;
  final double y;
  final double deprivation;
  final boolean isRural;
  final short rucaCode;

  /** Layers of people; each is of the same number. */
  final int layers;

  final int peopleOfLayer;
  final int population;
  final double baseIncomeUsd;
  final double groceryMiles;
  final double transitScore;
  final double fastFoodPer10k;
  final double noVehiclePct;
  final double acCoveragePct;
  final double parcels;
  final boolean isFoodDesert;
  final boolean hasTransportBarrier;
  final double mailShare;

  /** Log factor of its own on emergency visits. */
  final double erHabit;

  /** Factor on the weight of those of 65 and more. */
  final double oldFactor;

  /** Share of residents' visits by people who get their mail in a box. */
  final double boxShare;

  private final Laws laws;
  private final int startYear;
  private final double diabetesHabit;
  private final double diabetesError;

  Zip(Laws laws, int region, int county, int index, int layers) {
    this.laws = laws;
    this.layers = layers;
    this.key = (long) countyId(region, county) * 10 + index;
    this.code = code(region, county, index);

    UniformRandomProvider place = draw("zip.place");
    double r = COUNTY_MILES / 2 * place.nextDouble();
    double angle = 2 * Math.PI * place.nextDouble();
    int row = county / COUNTIES_PER_ROW;
    this.x = COUNTY_MILES * (county % COUNTIES_PER_ROW + 0.5) + r * Math.cos(angle);
    this.y = COUNTY_MILES * (row + 0.5) + r * Math.sin(angle);
    this.isRural = r > URBAN_MILES;
    this.rucaCode =
        (short)
            (isRural ? Math.min(10, 7 + (int) ((r - URBAN_MILES) / 2.25)) : 1 + (int) (r / 3.01));

    UniformRandomProvider own = draw("zip.deprivation");
    double d =
        0.70 * field(laws.streams.named("field.40"), region, 40)
            + 0.45 * field(laws.streams.named("field.24"), region, 24)
            + 0.555 * Normal.standard(own);
    this.deprivation = d;
    this.peopleOfLayer = people(draw("zip.population"));
    this.population = peopleOfLayer * layers;

    double rural = isRural ? 1 : 0;
    UniformRandomProvider of = draw("zip.indicators");
    this.baseIncomeUsd = 67_000 * Math.exp(-0.30 * d - 0.08 * rural + 0.17 * Normal.standard(of));
    double far = Normal.standard(of);
    this.groceryMiles =
        round(
            isRural ? 5.0 * Math.exp(0.8 * far + 0.10 * d) : 0.9 * Math.exp(0.75 * far + 0.15 * d),
            100);
    double buses = Normal.standard(of);
    this.transitScore =
        round(
            isRural
                ? Math.max(0, 3 + 4 * buses)
                : Math.min(100, Math.max(5, 60 - 4 * r + 15 * buses)),
            10);
    double fastFood = Normal.standard(of);
    this.fastFoodPer10k = 7 * Math.exp(0.18 * d + 0.3 * fastFood);
    this.noVehiclePct =
        round(
            100 * Logit.inverse(-2.6 + 0.6 * d + 0.3 * (1 - rural) + 0.3 * Normal.standard(of)),
            10);
    this.acCoveragePct =
        round(100 * (1 - Logit.inverse(-2.0 + laws.acSlope * d + 0.25 * Normal.standard(of))), 10);
    double orders = Normal.standard(of);
    this.parcels = isRural ? 6 * Math.exp(0.5 * orders) : 5 * Math.exp(-0.25 * d + 0.35 * orders);
    this.isFoodDesert = baseIncomeUsd < LOW_INCOME_USD && groceryMiles > (isRural ? 10 : 1);
    this.hasTransportBarrier = transitScore < 30 && noVehiclePct > 9;
    this.mailShare = Logit.inverse(-1.6 + 0.9 * Math.log(parcels / 5) + 1.2 * rural);

    UniformRandomProvider habits = draw("zip.habits");
    this.erHabit = 0.18 * Normal.standard(habits);
    this.oldFactor = Math.exp(0.25 * rural - 0.06 + 0.2 * Normal.standard(habits));
    this.diabetesHabit = 0.25 * Normal.standard(habits);
    this.diabetesError = Normal.standard(habits);
    this.boxShare = isRural ? Math.min(1, 0.06 * Gamma.ofMeanAndShape(1, 4).sample(habits)) : 0;
    this.startYear = gentrificationStart(draw("zip.gentrification"));
  }

  static int countyId(int region, int county) {
    return (region + 1) * 1_000 + county;
  }

  /** Ten codes a county, of which the ninth is that of the boxes. */
  static String code(int region, int county, int index) {
    int number = 10 * county + index;
    int last = number % 100;
    return PREFIXES[region][number / 100] + (char) ('0' + last / 10) + (char) ('0' + last % 10);
  }

  // ---- health and income

  /** The deprivation that health still feels: it falls years after income has risen. */
  double healthDeprivation(int year) {
    if (!isGentrified()) {
      return deprivation;
    }
    double felt = 0;
    for (int k = 0; k < RISING_YEARS; k++) {
      felt += DELAY_YEARS.cumulativeProbability(Math.max(0, year - startYear - k));
    }
    return deprivation - laws.healthGain * felt / RISING_YEARS;
  }

  /** What the survey says in money of the year. */
  int incomeUsd(int year) {
    int rises = isGentrified() ? Math.max(0, Math.min(RISING_YEARS, year - startYear + 1)) : 0;
    double error = 0.02 * Normal.standard(laws.streams.named("income.error").at(key, year));
    return (int)
        Math.round(
            baseIncomeUsd * Math.pow(1.025, year - 2024) * Math.pow(RISE, rises) * Math.exp(error));
  }

  /** Adults with diabetes, percent, as measured. */
  double diabetesPct(int year) {
    double p =
        Logit.inverse(
            Logit.of(0.108)
                + laws.diabetesSlope * healthDeprivation(year)
                + 0.05 * Math.log(fastFoodPer10k / 7) / 0.35
                + (isFoodDesert ? 0.06 : 0)
                + diabetesHabit
                + 0.006 * (year - 2020));
    double asked = 0.25 * 0.77 * population;
    double ofYear = Normal.standard(laws.streams.named("diabetes.error").at(key, year));
    double error = Math.sqrt(p * (1 - p) / asked) * (0.98 * diabetesError + 0.20 * ofYear);
    return Math.max(0.5, 100 * (p + error));
  }

  boolean isGentrified() {
    return startYear != NEVER;
  }

  Short startYear() {
    return isGentrified() ? (short) startYear : null;
  }

  // ---- how it is drawn

  private Streams.Draw draw(String purpose) {
    return laws.streams.named(purpose).at(key);
  }

  private int people(UniformRandomProvider rng) {
    double people;
    do {
      people = isRural ? 2_600 * Math.exp(0.9 * Normal.standard(rng)) : urbanPeople(rng);
    } while (people < FEWEST_PEOPLE || people > MOST_PEOPLE);
    return (int) Math.round(people);
  }

  private static double urbanPeople(UniformRandomProvider rng) {
    return 9_000 * Math.exp(0.7 * Normal.standard(rng));
  }

  private int gentrificationStart(UniformRandomProvider rng) {
    boolean isChosen = rng.nextDouble() < laws.gentrificationShare;
    int start = laws.lastYear - 14 + rng.nextInt(8);
    return isChosen && !isRural && deprivation > -0.2 ? start : NEVER;
  }

  /** Value noise at the area's place: lattice normals, smoothed, of variance 1 everywhere. */
  private double field(Streams.Stream lattice, int region, double spacingMiles) {
    int column = (int) Math.floor(x / spacingMiles);
    int row = (int) Math.floor(y / spacingMiles);
    double right = smooth(x / spacingMiles - column);
    double up = smooth(y / spacingMiles - row);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        double weight = (i == 0 ? 1 - right : right) * (j == 0 ? 1 - up : up);
        sum += weight * Normal.standard(lattice.at(region, column + i, row + j));
        squares += weight * weight;
      }
    }
    return sum / Math.sqrt(squares);
  }

  private static double smooth(double t) {
    return t * t * (3 - 2 * t);
  }

  private static double round(double value, double steps) {
    return Math.round(value * steps) / steps;
  }
}
