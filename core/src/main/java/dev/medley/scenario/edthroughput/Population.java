package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;

import dev.medley.random.Discrete;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.scenario.edthroughput.EdThroughput.PatientClass;
import dev.medley.scenario.edthroughput.EdThroughput.Person;
import dev.medley.scenario.edthroughput.EdThroughput.Sex;
import dev.medley.world.Emitter;
import dev.medley.world.World;
import java.util.BitSet;
import org.apache.commons.rng.sampling.distribution.AhrensDieterMarsagliaTsangGammaSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Rule {@code frequent_flyer}: the people of one ED and who of them comes. A person is a rank in
 * the pool, the frequent ones first; what is known of a person is drawn by patient id, so that it
 * is the same whenever it is asked for.
 */
final class Population {
  /** Design: with the rule's shares, 5 % of a year's patients make half of the visits. */
  private static final int FREQUENT_PERSONS = 1_073;

  private static final int REGULAR_PERSONS = 43_600;
  private static final int PERSONS = FREQUENT_PERSONS + REGULAR_PERSONS;

  /** A facility's patients have ids of its own million, as long as that is below the aliases. */
  private static final long IDS_PER_FACILITY = 1_000_000;

  /** Facilities whose million lies below the aliases' first id, 9,000,000,000. */
  private static final long FACILITIES_WITH_A_MILLION = 9_000;

  /** Later facilities share these millions, each with a stretch of its own. */
  private static final long IDS_PER_SHARER = 50_000;

  /** Shape of the gamma distribution of the frequent persons' rates. */
  private static final double RATE_SHAPE = 1.2;

  private static final double FREQUENT_SHARE_BY_DAY = 0.47;
  private static final double FREQUENT_SHARE_BY_NIGHT = 0.58;
  private static final long BURST_SECONDS = 7 * DAY;

  /** Draws after which a regular person comes instead, were all the frequent ones under care. */
  private static final int MOST_REDRAWS = 64;

  /** Birth years; the registry covers the ages of 14 to 89 in 2024. */
  private static final int FIRST_BIRTH_YEAR = 1935;

  private static final int LAST_BIRTH_YEAR = 2010;

  /** Design: frequent patients are mostly between 30 and 65 years old. */
  private static final double FREQUENT_BIRTH_YEAR = 1977;

  private static final double FREQUENT_BIRTH_YEAR_SD = 13;

  private final long facilityId;
  private final long firstPatientId;
  private final double burstShare;
  private final Discrete byRate;
  private final Permutation ids;
  private final Streams.Stream housings;
  private final Streams.Stream conditions;
  private final Streams.Stream sexes;
  private final Streams.Stream births;

  /** Who is in the ED or in an inpatient bed, by rank. */
  private final BitSet underCare = new BitSet(PERSONS);

  /** Frequent visits of the last seven days, in a ring: when and who. */
  private long[] recentSecond = new long[1024];

  private short[] recentRank = new short[1024];
  private int oldest;
  private int recent;

  Population(long facilityId, World world) {
    Streams streams = world.streams();
    this.facilityId = facilityId;
    this.firstPatientId = firstPatientId(facilityId);
    this.burstShare = world.value(EdThroughput.BURST_SHARE);
    this.ids = Permutation.of(PERSONS, streams.named("patient_id").bits(facilityId));
    this.housings = streams.named("housing");
    this.conditions = streams.named("behavioral_condition");
    this.sexes = streams.named("sex");
    this.births = streams.named("birth_year");
    Streams.Stream rates = streams.named("visit_rate");
    double[] rate = new double[FREQUENT_PERSONS];
    for (int rank = 0; rank < FREQUENT_PERSONS; rank++) {
      Draw draw = rates.at(patientId(rank));
      rate[rank] = AhrensDieterMarsagliaTsangGammaSampler.of(draw, RATE_SHAPE, 1).sample();
    }
    this.byRate = Discrete.of(rate);
  }

  /** Rank of the person who arrives: nobody who is still in the ED or in an inpatient bed. */
  int drawRank(long second, boolean isNight, Draw draw) {
    double shareOfFrequent = isNight ? FREQUENT_SHARE_BY_NIGHT : FREQUENT_SHARE_BY_DAY;
    boolean isFrequent = draw.nextDouble() < shareOfFrequent;
    forgetBefore(second - BURST_SECONDS);
    int rank = drawRank(isFrequent, draw);
    for (int i = 0; underCare.get(rank); i++) {
      rank = drawRank(isFrequent && i < MOST_REDRAWS, draw);
    }
    underCare.set(rank);
    if (isFrequent(rank)) {
      remember(second, rank);
    }
    return rank;
  }

  private int drawRank(boolean isFrequent, Draw draw) {
    boolean isRepeat = draw.nextDouble() < burstShare;
    double who = draw.nextDouble();
    if (!isFrequent) {
      return FREQUENT_PERSONS + (int) (who * REGULAR_PERSONS);
    }
    return isRepeat && recent > 0
        ? recentRank[wrap(oldest + (int) (who * recent))]
        : byRate.at(who);
  }

  /** The person has left the ED or the inpatient bed, and may come again. */
  void goesHome(int rank) {
    underCare.clear(rank);
  }

  private void forgetBefore(long second) {
    while (recent > 0 && recentSecond[oldest] < second) {
      oldest = wrap(oldest + 1);
      recent--;
    }
  }

  private void remember(long second, int rank) {
    int capacity = recentSecond.length;
    if (recent == capacity) {
      long[] seconds = new long[2 * capacity];
      short[] ranks = new short[2 * capacity];
      for (int i = 0; i < capacity; i++) {
        seconds[i] = recentSecond[wrap(oldest + i)];
        ranks[i] = recentRank[wrap(oldest + i)];
      }
      recentSecond = seconds;
      recentRank = ranks;
      oldest = 0;
    }
    recentSecond[wrap(oldest + recent)] = second;
    recentRank[wrap(oldest + recent)] = (short) rank;
    recent++;
  }

  private int wrap(int place) {
    return place & (recentSecond.length - 1);
  }

  static boolean isFrequent(int rank) {
    return rank < FREQUENT_PERSONS;
  }

  static PatientClass patientClass(int rank) {
    return isFrequent(rank) ? PatientClass.FREQUENT : PatientClass.REGULAR;
  }

  /**
   * Facility x 1,000,000, and beyond the 9,000th a free stretch of an earlier facility's million.
   */
  private static long firstPatientId(long facilityId) {
    return facilityId % FACILITIES_WITH_A_MILLION * IDS_PER_FACILITY
        + facilityId / FACILITIES_WITH_A_MILLION * IDS_PER_SHARER;
  }

  long patientId(int rank) {
    return firstPatientId + ids.at(rank);
  }

  Housing housing(int rank, long patientId) {
    double u = housings.uniform(patientId);
    double unhoused = isFrequent(rank) ? 0.42 : 0.02;
    double unstable = isFrequent(rank) ? 0.17 : 0.05;
    if (u < unhoused) {
      return Housing.UNHOUSED;
    }
    return u < unhoused + unstable ? Housing.UNSTABLE : Housing.HOUSED;
  }

  boolean hasBehavioralCondition(int rank, long patientId) {
    return conditions.uniform(patientId) < (isFrequent(rank) ? 0.55 : 0.12);
  }

  private Sex sex(int rank, long patientId) {
    return sexes.uniform(patientId) < (isFrequent(rank) ? 0.40 : 0.54) ? Sex.F : Sex.M;
  }

  private int birthYear(int rank, long patientId) {
    Draw draw = births.at(patientId);
    if (!isFrequent(rank)) {
      return FIRST_BIRTH_YEAR + draw.nextInt(LAST_BIRTH_YEAR - FIRST_BIRTH_YEAR + 1);
    }
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(draw);
    int year;
    do {
      year = (int) Math.round(FREQUENT_BIRTH_YEAR + FREQUENT_BIRTH_YEAR_SD * gaussian.sample());
    } while (year < FIRST_BIRTH_YEAR || year > LAST_BIRTH_YEAR);
    return year;
  }

  /** Emits everybody. */
  void emit(Emitter out) {
    for (int rank = 0; rank < PERSONS; rank++) {
      long patientId = patientId(rank);
      out.emit(
          EdThroughput.PATIENTS,
          new Person(
              patientId,
              facilityId,
              birthYear(rank, patientId),
              sex(rank, patientId),
              housing(rank, patientId),
              hasBehavioralCondition(rank, patientId)));
    }
  }
}
