package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Streams;
import dev.medley.world.World;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Rule {@code units}: what one ED is like, drawn once. Its traits are places in a lattice over all
 * EDs rather than independent draws, so that a dozen of them already span the range of each trait
 * and have its mean. Beds and staff follow from the load that its size and its patients make.
 */
final class Site {

  /** A trait of an ED; the order is that of the primes of the lattice. */
  private enum Trait {
    SIZE(0, 2),
    PACE(1, 3),
    WARD(2, 5),
    EMS(3, 7),
    AGE(4, 11),
    FREQUENT(5, 13),
    ADMISSION(6, 17),
    LAB(7, 19),
    CT(8, 23),
    LAB_TURNAROUND(9, 29),
    RELEASE(10, 31),
    ACUTE_BAYS(11, 37),
    FAST_TRACK(12, 41),
    DIVERTS(13, 43),
    MONDAY(14, 47);

    private final int number;
    private final double step;

    Trait(int number, int prime) {
      this.number = number;
      this.step = Math.sqrt(prime);
    }
  }

  private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

  /** No ED is further from the typical one, in standard deviations. */
  private static final double FURTHEST = 1.9;

  /** Makes the mean size about 1, at the default spread. */
  private static final double SIZE_MEAN_SHIFT = 0.087 / (0.45 * 0.45);

  private static final double PACE_SIGMA = 0.05;
  private static final double WARD_SIGMA = 0.015;
  private static final double EMS_SIGMA = 0.2;
  private static final double AGE_SIGMA = 0.2;
  private static final double AGE_UNIT_YEARS = 25;
  private static final double MIDDLE_AGE = 40;
  private static final double FREQUENT_SIGMA = 0.25;
  private static final double ADMISSION_SIGMA = 0.10;
  private static final double LAB_SIGMA = 0.15;
  private static final double CT_SIGMA = 0.2;
  private static final double LAB_TURNAROUND_SIGMA = 0.12;
  private static final double RELEASE_SD_MINUTES = 40;
  private static final double ACUTE_BAYS_SIGMA = 0.08;

  /** Small departments need more of everything a visit: exponents of {@link #economy}. */
  private static final double PACE_ECONOMY = 0.15;

  private static final double BED_ECONOMY = 0.15;
  private static final double WARD_ECONOMY = 0.06;
  private static final double ICU_ECONOMY = 0.25;

  /** Pace that keeps the average department as crowded as it is. */
  private static final double SPARE_PACE = 1.02;

  /** Share of the ward's load that comes through the ED; the rest is elective. */
  private static final double WARD_FROM_ED = 0.745;

  private static final double ICU_FROM_ED = 0.85;

  /** Where there is no fast track, its patients need beds. */
  private static final double BEDS_WITHOUT_FAST_TRACK = 1.12;

  private static final double SMALLEST_WITH_FAST_TRACK = 0.5;
  private static final double FAST_TRACK_SHARE = 0.9;

  private final double[] lattice = new double[Trait.values().length];

  final long facilityId;

  /** Load relative to the average ED. */
  final double size;

  /** How quickly its providers start patients, all else being equal. */
  final double pace;

  final double emsShare;

  /** Standard normal; see {@link #olderFactor}. */
  final double olderness;

  final double frequentLogOdds;
  final double admission;
  final double lab;
  final double ct;
  final double labTurnaround;
  final long releaseShiftSeconds;
  final boolean hasFastTrack;
  final boolean diverts;

  /** Whether surgeons operate on Mondays above all, or evenly over the week. */
  final boolean operatesOnMondays;

  /** Factor on the providers' rates. */
  final double staffing;

  final int triageNurses;
  final int edBeds;
  final int wardBeds;
  final int icuBeds;
  final int acuteBays;

  Site(long facilityId, World world) {
    Streams.Stream origins = world.streams().named("unit");
    this.facilityId = facilityId;
    for (Trait trait : Trait.values()) {
      double place = origins.uniform(trait.number) + facilityId * trait.step;
      lattice[trait.number] = place - Math.floor(place);
    }
    double spread = world.value(EdThroughput.SIZE_SIGMA);
    this.size = Math.exp(spread * z(Trait.SIZE) - SIZE_MEAN_SHIFT * spread * spread);
    this.pace = Math.exp(PACE_SIGMA * z(Trait.PACE));
    this.emsShare = Arrivals.EMS_SHARE * factor(Trait.EMS, EMS_SIGMA);
    this.olderness = z(Trait.AGE);
    this.frequentLogOdds = FREQUENT_SIGMA * z(Trait.FREQUENT);
    this.admission = factor(Trait.ADMISSION, ADMISSION_SIGMA);
    this.lab = factor(Trait.LAB, LAB_SIGMA);
    this.ct = factor(Trait.CT, CT_SIGMA);
    this.labTurnaround = Math.exp(LAB_TURNAROUND_SIGMA * z(Trait.LAB_TURNAROUND));
    this.releaseShiftSeconds = Math.round(RELEASE_SD_MINUTES * MINUTE * z(Trait.RELEASE));
    this.hasFastTrack =
        size > SMALLEST_WITH_FAST_TRACK && uniform(Trait.FAST_TRACK) < FAST_TRACK_SHARE;
    this.diverts = uniform(Trait.DIVERTS) < world.value(EdThroughput.DIVERT_SHARE);
    this.operatesOnMondays = uniform(Trait.MONDAY) < world.value(EdThroughput.MONDAY_SHARE);

    CaseMix.Admissions here = CaseMix.AVERAGE.expected(emsShare, frequentLogOdds, olderness);
    CaseMix.Admissions average = CaseMix.AVERAGE.expected(Arrivals.EMS_SHARE, 0, 0);
    double toWard = admission * here.ward() / average.ward();
    double toIcu = admission * here.icu() / average.icu();
    this.staffing = SPARE_PACE * size * economy(PACE_ECONOMY) * pace;
    this.triageNurses = (int) Math.max(2, Math.round(2 * size));
    this.edBeds =
        whole(
            world.value(EdThroughput.ED_BEDS)
                * size
                * economy(BED_ECONOMY)
                * (hasFastTrack ? 1 : BEDS_WITHOUT_FAST_TRACK));
    this.wardBeds =
        whole(
            world.value(EdThroughput.WARD_BEDS)
                * size
                * economy(WARD_ECONOMY)
                * (WARD_FROM_ED * toWard + 1 - WARD_FROM_ED)
                * Math.exp(WARD_SIGMA * z(Trait.WARD)));
    this.icuBeds =
        whole(
            world.value(EdThroughput.ICU_BEDS)
                * size
                * economy(ICU_ECONOMY)
                * (ICU_FROM_ED * toIcu + 1 - ICU_FROM_ED));
    this.acuteBays =
        whole(
            world.value(EdThroughput.ACUTE_BAYS)
                * size
                * Math.sqrt(emsShare / Arrivals.EMS_SHARE)
                * Math.exp(ACUTE_BAYS_SIGMA * z(Trait.ACUTE_BAYS)));
  }

  /** How much more of the people of that age there are where patients are older by so much. */
  static double olderFactor(int age, double olderness) {
    return Math.exp(AGE_SIGMA * olderness * (age - MIDDLE_AGE) / AGE_UNIT_YEARS);
  }

  private double uniform(Trait trait) {
    return lattice[trait.number];
  }

  /** A standard normal number that is not beyond the furthest. */
  private double z(Trait trait) {
    double below = NORMAL.cumulativeProbability(-FURTHEST);
    return NORMAL.inverseCumulativeProbability(below + (1 - 2 * below) * uniform(trait));
  }

  /** A factor of mean 1. */
  private double factor(Trait trait, double sigma) {
    return Math.exp(sigma * z(trait) - sigma * sigma / 2);
  }

  /** What a small department needs more for a visit than the average one, and a large one less. */
  private double economy(double share) {
    return 1 + share * (1 / Math.sqrt(size) - 1);
  }

  private static int whole(double number) {
    return (int) Math.max(1, Math.round(number));
  }
}
