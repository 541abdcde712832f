package dev.medley.scenario.readmissions;

import static dev.medley.scenario.readmissions.Readmissions.PatientClass;
import static dev.medley.scenario.readmissions.Readmissions.Sex;

import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.world.HourProfile;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import org.apache.commons.statistics.distribution.GammaDistribution;

/** What all regions of a world share: its numbers, its weights by age and sex, its streams. */
final class Laws {
  static final double DAYS_PER_YEAR = 365.25;
  static final int REGIONS = 4;

  // ---- ages (design)

  private static final int ADULT = 18;
  private static final int OLDEST = 98;
  static final double CHILDREN = 0.10;
  private static final Normal ADULT_AGE = Normal.of(56, 18).cut(ADULT, OLDEST);
  private static final int[] BANDS = {18, 45, 65};
  private static final double COMPLEX_SHARE = 0.030;

  /** What the age factor is relative to, before the mean is taken out of it. */
  private static final double AGE_CENTRE = 58;

  private static final double CHILD_FACTOR = 0.105;

  // ---- rates a year (MEPS; Fuda 2006)

  static final double ORDINARY_STAYS = 0.085;
  static final double ORDINARY_VISITS = 0.45;
  static final double COMPLEX_STAYS = 1.7;
  static final double COMPLEX_VISITS = 1.6;
  static final double HOUSED_STAYS = 1.0;
  static final double HOUSED_VISITS = 3.5;

  /** Carriers' shares of bad days are at most so many times the mean. */
  private static final double MOST_BAD = 4;

  static final double COPAY_MEDIAN = 15;

  /** Hours at which emergencies come (NHAMCS); Monday is busier. */
  static final HourProfile DOOR =
      HourProfile.ofHours(
          2.4, 2, 1.7, 1.5, 1.5, 1.6, 2.2, 3.3, 4.6, 5.7, 6.2, 6.3, 6, 5.8, 5.7, 5.6, 5.7, 5.8, 5.7,
          5.4, 4.9, 4.3, 3.5, 2.6);

  /** Hours of live discharges. */
  static final HourProfile DISCHARGE =
      HourProfile.ofHours(
          0, 0, 0, 0, 0, 0, 0, 0, 0, 0.6, 1.0, 1.5, 1.8, 2.0, 1.8, 1.5, 1.2, 0.8, 0.45, 0, 0, 0, 0,
          0);

  /** Hours of planned admissions. */
  static final HourProfile PLANNED =
      HourProfile.ofHours(
          0, 0, 0, 0, 0, 0, 1, 1.6, 1.3, 0.8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  // ---- numbers

  final int first;

  /** The day after the last on which a stay may begin, and its first second. */
  final int end;

  final long endSecond;
  final double homelessProne;
  final double exposure;
  private final double ageSlope;
  final double homelessStays;
  final double homelessVisits;
  final double death;
  final double[] pickupLogit;
  final double habitSd;
  final double notPickedUp;
  final double notPickedUpAsthma;
  final double prior;
  final double byAge;
  final double bySeverity;
  final double hospitalSd;
  final double pollution;
  final double food;
  final double transfers;
  final double cycles;
  final double fluSd;
  final double smoke;
  private final Gamma carrierShares;
  private final double carrierMean;

  /** Zip codes and hospitals of a region: more rows mean more patients in each. */
  final int zips;

  final int hospitals;

  /** Means of the age factor among ordinary patients and among complex ones. */
  private final double ordinaryMean;

  private final double complexMean;

  /** Weights of the inpatient groups by sex and age band. */
  private final double[][] womensWeights = new double[BANDS.length + 1][];

  private final double[][] mensWeights = new double[BANDS.length + 1][];

  private final Discrete[] womensConditions = new Discrete[BANDS.length + 1];
  private final Discrete[] mensConditions = new Discrete[BANDS.length + 1];

  // ---- streams: of regions

  final Streams streams;
  final Stream zipStream;
  final Stream zipCodes;
  final Stream hospitalStream;
  final Stream pharmacyHours;
  final Permutation hospitalIds;
  final Permutation systemIds;
  final Permutation hospitalNames;
  final Stream flu;
  final Stream smokeWeeks;

  // ---- streams: of patients

  final Permutation patientIds;
  final Stream persons;
  final Stream ages;
  final Stream classes;
  final Stream frailties;
  final Stream exits;
  final Stream spells;
  final Stream addresses;
  final Stream cycleStream;

  // ---- streams: of what happens to them

  final Stream stayTimes;
  final Stream visitTimes;
  final Stream stayKeys;
  final Stream visits;
  final Stream stays;
  final Stream legs;
  final Stream discharges;
  final Stream pickups;
  final Stream returns;
  final Stream returnTo;

  Laws(World world) {
    first = (int) world.horizon().from().toEpochDay();
    end = (int) world.horizon().end().toEpochDay();
    endSecond = WallClock.startOf(end);
    homelessProne = world.value(Readmissions.SHARE);
    exposure = world.value(Readmissions.EXPOSURE);
    ageSlope = world.value(Readmissions.AGE_SLOPE);
    homelessStays = world.value(Readmissions.HOMELESS_RATE);
    homelessVisits = world.value(Readmissions.HOMELESS_VISITS);
    death = world.value(Readmissions.DEATH);
    pickupLogit =
        new double[] {
          Logit.of(world.value(Readmissions.PICKUP_90210)),
          Logit.of(world.value(Readmissions.PICKUP_90211))
        };
    habitSd = world.value(Readmissions.HABIT_SD);
    notPickedUp = world.value(Readmissions.NOT_PICKED_UP);
    notPickedUpAsthma = world.value(Readmissions.NOT_PICKED_UP_ASTHMA);
    prior = world.value(Readmissions.PRIOR);
    byAge = world.value(Readmissions.AGE);
    bySeverity = world.value(Readmissions.SEVERITY);
    hospitalSd = world.value(Readmissions.HOSPITAL_SD);
    pollution = world.value(Readmissions.POLLUTION);
    food = world.value(Readmissions.FOOD);
    transfers = world.value(Readmissions.TRANSFERS);
    cycles = world.value(Readmissions.CYCLES);
    fluSd = world.value(Readmissions.FLU_SD);
    smoke = world.value(Readmissions.SMOKE);
    double shape = world.value(Readmissions.CARRIER_SHAPE);
    carrierShares = Gamma.ofMeanAndShape(1, shape);
    carrierMean =
        GammaDistribution.of(shape + 1, 1 / shape).cumulativeProbability(MOST_BAD)
            / GammaDistribution.of(shape, 1 / shape).cumulativeProbability(MOST_BAD);

    double patientsOfRegion = (double) world.units() * Block.PATIENTS / REGIONS;
    zips = (int) Math.max(60, Math.min(400, Math.round(patientsOfRegion / 800)));
    hospitals = Math.max(8, zips / 10);

    double[] adults = adults();
    double adultMean = 0;
    for (int age = ADULT; age < OLDEST; age++) {
      adultMean += adults[age] * adultFactor(age + 0.5);
    }
    double adultsOrdinary = 1 - CHILDREN - COMPLEX_SHARE - homelessProne;
    ordinaryMean =
        (CHILDREN * CHILD_FACTOR + adultsOrdinary * adultMean) / (CHILDREN + adultsOrdinary);
    complexMean = adultMean;
    fit(adults, adultsOrdinary);

    streams = world.streams();
    zipStream = streams.named("zip");
    zipCodes = streams.named("zip.code");
    hospitalStream = streams.named("hospital");
    pharmacyHours = streams.named("pharmacy.hours");
    int all = hospitals * REGIONS;
    hospitalIds = Permutation.of(all, streams.named("id.hospital").bits(0));
    systemIds = Permutation.of((hospitals + 1L) / 2 * REGIONS, streams.named("id.system").bits(0));
    hospitalNames = Permutation.of(all, streams.named("hospital.name").bits(0));
    flu = streams.named("shock.flu-weeks");
    smokeWeeks = streams.named("shock.smoke-weeks");
    patientIds = Permutation.of(1L << 34, streams.named("id.patient").bits(0));
    persons = streams.named("patient");
    ages = streams.named("patient.age");
    classes = streams.named("patient.class");
    frailties = streams.named("patient.frailty");
    exits = streams.named("patient.exit");
    spells = streams.named("patient.homeless");
    addresses = streams.named("patient.address");
    cycleStream = streams.named("patient.cycles");
    stayTimes = streams.named("stay.times");
    visitTimes = streams.named("visit.times");
    stayKeys = streams.named("stay.key");
    visits = streams.named("visit");
    stays = streams.named("stay");
    legs = streams.named("stay.transfer");
    discharges = streams.named("stay.discharge");
    pickups = streams.named("stay.pickup");
    returns = streams.named("stay.return");
    returnTo = streams.named("stay.return-hospital");
  }

  // ---- who a patient is

  /** Age at the begin of the horizon. */
  double age(Draw draw) {
    return draw.nextDouble() < CHILDREN ? ADULT * draw.nextDouble() : ADULT_AGE.sample(draw);
  }

  static boolean isAdult(double age) {
    return age >= ADULT;
  }

  PatientClass patientClass(double age, double uniform) {
    double ofAdults = uniform * (1 - CHILDREN);
    if (!isAdult(age) || ofAdults >= homelessProne + COMPLEX_SHARE) {
      return PatientClass.ORDINARY;
    }
    return ofAdults < homelessProne ? PatientClass.HOMELESS_PRONE : PatientClass.COMPLEX;
  }

  /** How much more often than the mean of the class somebody of that age needs a hospital. */
  double ageFactor(PatientClass patientClass, double age) {
    return switch (patientClass) {
      case ORDINARY -> (isAdult(age) ? adultFactor(age) : CHILD_FACTOR) / ordinaryMean;
      case COMPLEX -> adultFactor(age) / complexMean;
      case HOMELESS_PRONE -> 1;
    };
  }

  private double adultFactor(double age) {
    return Math.exp(ageSlope * (age - AGE_CENTRE));
  }

  /** Share of adults by year of age. */
  private static double[] adults() {
    double[] shares = new double[OLDEST];
    double sum = 0;
    for (int age = ADULT; age < OLDEST; age++) {
      double z = (age + 0.5 - ADULT_AGE.mean()) / ADULT_AGE.sd();
      shares[age] = Math.exp(-z * z / 2);
      sum += shares[age];
    }
    for (int age = ADULT; age < OLDEST; age++) {
      shares[age] /= sum;
    }
    return shares;
  }

  // ---- what a patient comes for

  static int band(double age) {
    int band = 0;
    while (band < BANDS.length && age >= BANDS[band]) {
      band++;
    }
    return band;
  }

  double[] weights(Sex sex, int band) {
    return sex == Sex.F ? womensWeights[band] : mensWeights[band];
  }

  DiagnosisGroup condition(Sex sex, int band, double uniform) {
    Discrete conditions = sex == Sex.F ? womensConditions[band] : mensConditions[band];
    return DiagnosisGroup.INPATIENT.get(conditions.at(uniform));
  }

  /**
   * Weights by age and sex such that all groups have their shares of all stays and all ages theirs:
   * proportional fitting.
   */
  private void fit(double[] adults, double adultsOrdinary) {
    double[] ofBand = staysByBand(adults, adultsOrdinary);
    int groups = DiagnosisGroup.INPATIENT.size();
    double[][] table = new double[groups][];
    for (int g = 0; g < groups; g++) {
      DiagnosisGroup group = DiagnosisGroup.INPATIENT.get(g);
      table[g] = group.byAge();
      for (int b = 0; b < ofBand.length; b++) {
        table[g][b] *= group.weight * ofBand[b];
      }
    }
    for (int round = 0; round < 100; round++) {
      for (int g = 0; g < groups; g++) {
        double sum = 0;
        for (double cell : table[g]) {
          sum += cell;
        }
        scale(table[g], DiagnosisGroup.INPATIENT.get(g).weight / sum);
      }
      for (int b = 0; b < ofBand.length; b++) {
        double sum = 0;
        for (double[] row : table) {
          sum += row[b];
        }
        for (double[] row : table) {
          row[b] *= ofBand[b] / sum;
        }
      }
    }
    for (int b = 0; b < ofBand.length; b++) {
      double[] women = new double[groups];
      double[] men = new double[groups];
      for (int g = 0; g < groups; g++) {
        double male = DiagnosisGroup.INPATIENT.get(g).men();
        men[g] = table[g][b] * male / (1 - Patient.WOMEN);
        women[g] = table[g][b] * (1 - male) / Patient.WOMEN;
      }
      womensWeights[b] = women;
      mensWeights[b] = men;
      womensConditions[b] = Discrete.of(women);
      mensConditions[b] = Discrete.of(men);
    }
  }

  private static void scale(double[] values, double factor) {
    for (int i = 0; i < values.length; i++) {
      values[i] *= factor;
    }
  }

  /** Shares of first stays by age band. */
  private double[] staysByBand(double[] adults, double adultsOrdinary) {
    double[] sums = new double[BANDS.length + 1];
    sums[0] = CHILDREN * ORDINARY_STAYS * CHILD_FACTOR / ordinaryMean;
    for (int age = ADULT; age < OLDEST; age++) {
      double factor = adultFactor(age + 0.5);
      sums[band(age)] +=
          adults[age]
              * (adultsOrdinary * ORDINARY_STAYS * factor / ordinaryMean
                  + COMPLEX_SHARE * COMPLEX_STAYS * factor / complexMean
                  + homelessProne * (HOUSED_STAYS + homelessStays) / 2);
    }
    double sum = 0;
    for (double band : sums) {
      sum += band;
    }
    scale(sums, 1 / sum);
    return sums;
  }

  // ---- carriers of mess

  /** A carrier's own share of bad days, relative to the mean of all. */
  double badness(Draw draw) {
    return carrierShares.cut(0, MOST_BAD).sample(draw) / carrierMean;
  }
}
