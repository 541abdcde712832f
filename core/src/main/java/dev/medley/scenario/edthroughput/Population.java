package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Logit;
import dev.medley.random.Noise;
import dev.medley.random.Permutation;
import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.edthroughput.EdThroughput.ArrivalMode;
import dev.medley.scenario.edthroughput.EdThroughput.Disposition;
import dev.medley.scenario.edthroughput.EdThroughput.Housing;
import dev.medley.scenario.edthroughput.EdThroughput.PatientClass;
import dev.medley.scenario.edthroughput.EdThroughput.Person;
import dev.medley.scenario.edthroughput.EdThroughput.Sex;
import dev.medley.scenario.edthroughput.Habit.Part;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.BitSet;

/**
 * Rule {@code frequent_flyer}: the people of one ED, who of them comes, and why. A person is a rank
 * in the pool, the frequent ones first; what is known of a person is drawn by patient id.
 */
final class Population {

  // ---- the pool

  /** Design: with the rule's shares, 5 % of a year's patients make half of the visits. */
  private static final double FREQUENT_PERSONS = 1_073;

  private static final double REGULAR_PERSONS = 46_000;

  /** A facility's patients have ids of its own million, as long as that is below the aliases. */
  private static final long IDS_PER_FACILITY = 1_000_000;

  /** Facilities whose million lies below the aliases' first id, 9,000,000,000. */
  private static final long FACILITIES_WITH_A_MILLION = 9_000;

  /**
   * Later facilities share these millions, each with a stretch of its own that begins behind the
   * owner's; what does not fit into it is not in the pool.
   */
  private static final long IDS_PER_SHARER = 47_000;

  private static final long IDS_OF_OWNER = 105_000;

  // ---- age

  /** Ages at the start are 0 to 94 years; nobody counts as older later on. */
  static final int AGES = 95;

  /** Bands of age, by their upper ends. */
  private static final int[] BANDS = {5, 15, 30, 45, 65, 80, AGES};

  private static final double[] BAND_SHARE = {0.06, 0.12, 0.20, 0.20, 0.25, 0.13, 0.04};
  private static final double[] BAND_RATE = {1.4, 0.75, 1.0, 0.95, 0.9, 1.15, 1.9};

  /** Ambulance rides relative to the average patient. */
  private static final double[] BAND_EMS = {0.35, 0.35, 0.65, 0.75, 1.05, 1.8, 3.0};

  private static final double[] AGE_WEIGHTS = ageWeights();
  private static final Discrete AGE = Discrete.of(AGE_WEIGHTS);
  private static final int OLD = 65;

  // ---- habits of regular persons

  /** How often they come, relative to others of the age. */
  private static final Gamma RATE = Gamma.ofMeanAndShape(1, 1.3);

  private static final double EMS_SIGMA = 0.4;
  private static final double FEMALE = 0.54;
  private static final double UNHOUSED = 0.02;
  private static final double UNSTABLE = 0.05;

  /** Psychiatric or substance-use diagnosis on file: 12 % of all, by age from 0, 5 and 15 on. */
  private static final double[] BEHAVIORAL = {0, 0.05, 0.139};

  private static final double PSYCHIATRIC_WITH_CONDITION = 5;
  private static final double PSYCHIATRIC_WITHOUT = 0.45;
  private static final double ALCOHOL_WITH_CONDITION = 4;
  private static final double ALCOHOL_WITHOUT = 0.6;

  /** Complaints in percent of the usual visits that a flu of the size of those adds. */
  private static final double FLU_FEVER = 40;

  private static final double FLU_BREATHING = 45;
  private static final double FLU_VOMITING = 10;

  // ---- habits of frequent persons

  private static final Gamma FREQUENT_RATE = Gamma.ofMeanAndShape(1, 2);
  private static final double FREQUENT_EMS_SIGMA = 0.9;
  private static final double FREQUENT_FEMALE = 0.40;

  /** A person's own nine weeks, in which they come more or less. */
  private static final int SPELL_DAYS = 63;

  private static final double ON_SHARE = 0.55;
  private static final double OFF_RATE = 0.25;

  // ---- who comes

  private static final double FREQUENT_SHARE_BY_DAY = 0.48;
  private static final double FREQUENT_SHARE_BY_NIGHT = 0.59;
  private static final long BURST_SECONDS = 7 * DAY;
  private static final long RETURN_SECONDS = 72 * HOUR;
  private static final double SAME_COMPLAINT = 0.75;

  /** How likely those who left come back, relative to the discharged. */
  private static final double RETURN_LWBS = 4;

  private static final double RETURN_AMA = 2;
  private static final double RETURN_ADMITTED = 0.7;

  /** Factor on the visits of those of 65 and more in a heat wave. */
  static final double HEAT = 1.15;

  /** Least share of a person's visits on foot, relative to the average. */
  private static final double LEAST_WALK_IN = 0.05;

  /** Draws after which somebody else comes instead, were all of them under care. */
  private static final int MOST_REDRAWS = 64;

  private static final Complaint[] COMPLAINTS = Complaint.values();

  /** Weights of the complaints by band of age and whether a condition is on file. */
  private static final double[][] REGULAR_COMPLAINTS = new double[2 * Complaint.BANDS][];

  /** The same by band of age and whether there is no home. */
  private static final double[][] FREQUENT_COMPLAINTS = new double[2 * Complaint.BANDS][];

  static {
    for (int i = 0; i < REGULAR_COMPLAINTS.length; i++) {
      REGULAR_COMPLAINTS[i] = regularComplaints(i / 2, i % 2 == 1);
      FREQUENT_COMPLAINTS[i] = frequentComplaints(i / 2, i % 2 == 1);
    }
  }

  /** Draws about a person, by their number in the person's noise. */
  private enum Fact {
    HOUSING(0),
    CONDITION(1),
    SEX(2),
    AGE(3),
    SEVERITY(4),
    EMS(5),
    HABIT(6),
    COMPLAINT(7),
    PART(8),
    SPELL_PHASE(9);

    private final int number;

    Fact(int number) {
      this.number = number;
    }
  }

  /** Who has come, and why. */
  record Visitor(int rank, Complaint complaint) {}

  private final long facilityId;
  private final int frequentPersons;
  private final int persons;
  private final long firstPatientId;
  private final double frequentLogOdds;
  private final double burstShare;
  private final double returnShare;
  private final int firstYear;
  private final Streams.Stream facts;
  private final Streams.Stream spells;

  /** Ids after the first one, by rank. */
  private final int[] ids;

  private final short[] birthYears;
  private final float[] severities;
  private final Housing[] housings;
  private final BitSet withCondition;
  private final Complaint[] ownComplaints;

  /** Day of the own nine weeks on which the world's begin. */
  private final byte[] spellPhases;

  /** Frequent persons by arrival mode and part of the day. */
  private final Discrete[][] frequentByRate = new Discrete[2][Part.values().length];

  /** Regular persons by arrival mode. */
  private final Discrete[] regularByRate = new Discrete[2];

  private final double oldShare;

  /** Who is in the ED or in an inpatient bed or dead, by rank. */
  private final BitSet absent;

  private final Departed frequentArrivals = new Departed(BURST_SECONDS);
  private final Departed regularDepartures = new Departed(RETURN_SECONDS);

  Population(Site site, World world) {
    Streams streams = world.streams();
    this.facilityId = site.facilityId;
    this.frequentPersons = (int) Math.round(FREQUENT_PERSONS * site.size);
    long wanted = frequentPersons + Math.round(REGULAR_PERSONS * site.size);
    boolean isOwner = facilityId < FACILITIES_WITH_A_MILLION;
    this.persons = (int) Math.min(wanted, isOwner ? IDS_OF_OWNER : IDS_PER_SHARER);
    this.firstPatientId = firstPatientId(facilityId);
    this.frequentLogOdds = site.frequentLogOdds;
    this.burstShare = world.value(EdThroughput.BURST_SHARE);
    this.returnShare = world.value(EdThroughput.RETURN_SHARE);
    this.firstYear = world.horizon().from().getYear();
    this.facts = streams.named("patient");
    this.spells = streams.named("spell");
    this.ids = shuffled(persons, streams.named("patient_id").bits(facilityId));
    this.birthYears = new short[persons];
    this.severities = new float[persons];
    this.housings = new Housing[persons];
    this.withCondition = new BitSet(persons);
    this.ownComplaints = new Complaint[frequentPersons];
    this.spellPhases = new byte[frequentPersons];
    this.absent = new BitSet(persons);
    Streams.Stream rates = streams.named("visit_rate");
    this.oldShare = (drawFrequent(rates) + drawRegular(rates, site)) / 2;
  }

  /** Draws the frequent persons; returns the share of those of 65 and more in their visits. */
  private double drawFrequent(Streams.Stream rates) {
    double[][][] weights = new double[2][Part.values().length][frequentPersons];
    double all = 0;
    double old = 0;
    for (int rank = 0; rank < frequentPersons; rank++) {
      long id = patientId(rank);
      Noise own = facts.noise(id);
      Habit habit = Habit.at(fact(own, Fact.HABIT));
      ownComplaints[rank] =
          habit.complaints.get((int) (fact(own, Fact.COMPLAINT) * habit.complaints.size()));
      spellPhases[rank] = (byte) (fact(own, Fact.SPELL_PHASE) * SPELL_DAYS);
      severities[rank] = severity(own);
      birthYears[rank] = (short) (firstYear - 1 - frequentAge(habit, own));
      housings[rank] =
          housing(
              fact(own, Fact.HOUSING),
              habit.unhoused,
              (1 - habit.unhoused) * Habit.UNSTABLE_OF_REST);
      withCondition.set(rank, fact(own, Fact.CONDITION) < habit.behavioral);
      Draw draw = rates.at(id);
      double rate = FREQUENT_RATE.sample(draw);
      double ems = habit.ems * propensity(own, FREQUENT_EMS_SIGMA);
      Part ownPart = habit.partAt(fact(own, Fact.PART));
      for (Part part : Part.values()) {
        double weight = rate * (part == ownPart ? Habit.OWN_PART : Habit.OTHER_PART);
        weights[0][part.number][rank] = weight * modeWeight(ems, false);
        weights[1][part.number][rank] = weight * modeWeight(ems, true);
      }
      all += rate;
      old += age(rank, firstYear) >= OLD ? rate : 0;
    }
    for (int mode = 0; mode < 2; mode++) {
      for (int part = 0; part < weights[mode].length; part++) {
        frequentByRate[mode][part] = Discrete.of(weights[mode][part]);
      }
    }
    return old / all;
  }

  private double drawRegular(Streams.Stream rates, Site site) {
    int number = persons - frequentPersons;
    double[][] weights = new double[2][number];
    double[] rateOfAge = new double[AGES];
    for (int age = 0; age < AGES; age++) {
      rateOfAge[age] = BAND_RATE[band(age)] * Site.olderFactor(age, site.olderness);
    }
    double all = 0;
    double old = 0;
    for (int i = 0; i < number; i++) {
      int rank = frequentPersons + i;
      long id = patientId(rank);
      Noise own = facts.noise(id);
      int age = AGE.at(fact(own, Fact.AGE));
      severities[rank] = severity(own);
      birthYears[rank] = (short) (firstYear - 1 - age);
      housings[rank] = housing(fact(own, Fact.HOUSING), UNHOUSED, UNSTABLE);
      withCondition.set(rank, fact(own, Fact.CONDITION) < behavioral(age));
      double rate = RATE.sample(rates.at(id)) * rateOfAge[age];
      double ems = BAND_EMS[band(age)] * propensity(own, EMS_SIGMA);
      weights[0][i] = rate * modeWeight(ems, false);
      weights[1][i] = rate * modeWeight(ems, true);
      all += rate;
      old += age >= OLD ? rate : 0;
    }
    regularByRate[0] = Discrete.of(weights[0]);
    regularByRate[1] = Discrete.of(weights[1]);
    return old / all;
  }

  private static double fact(Noise own, Fact fact) {
    return Noise.uniform(own.bits(fact.number));
  }

  private static float severity(Noise own) {
    return (float) (CaseMix.PERSON_SD * Quantiles.NORMAL.at(own.bits(Fact.SEVERITY.number) >>> 12));
  }

  /** How inclined a person is to call an ambulance: a factor of mean 1. */
  private static double propensity(Noise own, double sigma) {
    double z = Quantiles.NORMAL.at(own.bits(Fact.EMS.number) >>> 12);
    return Math.exp(sigma * z - sigma * sigma / 2);
  }

  /** How often a person comes in a way, relative to the average person who comes as often. */
  private static double modeWeight(double ems, boolean isEms) {
    if (isEms) {
      return ems;
    }
    double onFoot = (1 - Arrivals.EMS_SHARE * ems) / (1 - Arrivals.EMS_SHARE);
    return Math.max(LEAST_WALK_IN, onFoot);
  }

  private static int frequentAge(Habit habit, Noise own) {
    double z = Quantiles.NORMAL.at(own.bits(Fact.AGE.number) >>> 12);
    long age = Math.round(habit.meanAge + Habit.AGE_SD * z);
    // The few beyond either end are put as far inside, so that none of the ends stands out.
    if (age < Habit.YOUNGEST) {
      age = 2L * Habit.YOUNGEST - age;
    } else if (age > Habit.OLDEST) {
      age = 2L * Habit.OLDEST - age;
    }
    return (int) age;
  }

  private static Housing housing(double uniform, double unhoused, double unstable) {
    if (uniform < unhoused) {
      return Housing.UNHOUSED;
    }
    return uniform < unhoused + unstable ? Housing.UNSTABLE : Housing.HOUSED;
  }

  private static double behavioral(int age) {
    return BEHAVIORAL[age < 5 ? 0 : age < 15 ? 1 : 2];
  }

  private static int band(int age) {
    int band = 0;
    while (age >= BANDS[band]) {
      band++;
    }
    return band;
  }

  /** Weight of each age in the pool; in the last band fewer with every year. */
  private static double[] ageWeights() {
    double[] weights = new double[AGES];
    for (int age = 0; age < AGES; age++) {
      int band = band(age);
      int from = band == 0 ? 0 : BANDS[band - 1];
      int width = BANDS[band] - from;
      boolean isLast = band == BANDS.length - 1;
      double inBand = isLast ? 2.0 * (AGES - age) / (width * (width + 1)) : 1.0 / width;
      weights[age] = BAND_SHARE[band] * inBand;
    }
    return weights;
  }

  // ---- who comes

  /** Share of the visits that are of frequent patients. */
  static double frequentShare(boolean isNight, double logOdds) {
    return Logit.add(isNight ? FREQUENT_SHARE_BY_NIGHT : FREQUENT_SHARE_BY_DAY, logOdds);
  }

  /** Factor on all arrivals in a heat wave. */
  double heatFactor() {
    return 1 + (HEAT - 1) * oldShare;
  }

  /**
   * Who comes next: nobody who is still in the ED or in an inpatient bed.
   *
   * @param flu arrivals with the flu, relative to the usual number of all arrivals
   */
  Visitor arriving(long second, ArrivalMode mode, double flu, boolean isHeat, Draw draw) {
    int year = UsCalendar.year(WallClock.epochDay(second));
    Part part = Part.of(WallClock.hourOfDay(second));
    frequentArrivals.forgetBefore(second);
    regularDepartures.forgetBefore(second);
    boolean isFrequent = draw.nextDouble() < frequentShare(part == Part.NIGHT, frequentLogOdds);
    double again = draw.nextDouble();
    Visitor visitor = null;
    if (isFrequent) {
      int rank = frequent(second, mode, part, year, isHeat, again < burstShare, draw);
      if (rank >= 0) {
        frequentArrivals.add(second, rank, 1, null);
        visitor = new Visitor(rank, frequentComplaint(rank, year, draw));
      }
    } else if (again < returnShare) {
      visitor = returning(year, flu, draw);
    }
    if (visitor == null) {
      int rank = regular(mode, year, isHeat, draw);
      visitor = new Visitor(rank, regularComplaint(rank, year, flu, draw));
    }
    absent.set(visitor.rank);
    return visitor;
  }

  /** A frequent person, or -1 if all seem to be under care. */
  private int frequent(
      long second,
      ArrivalMode mode,
      Part part,
      int year,
      boolean isHeat,
      boolean isRepeat,
      Draw draw) {
    int day = WallClock.epochDay(second);
    for (int i = 0; i < MOST_REDRAWS; i++) {
      double who = draw.nextDouble();
      double accepted = draw.nextDouble();
      if (isRepeat && i < MOST_REDRAWS / 8 && !frequentArrivals.isEmpty()) {
        int rank = frequentArrivals.rank(frequentArrivals.at(who));
        if (!absent.get(rank)) {
          return rank;
        }
      } else {
        int rank = frequentByRate[way(mode)][part.number].at(who);
        if (!absent.get(rank)
            && accepted < (isOn(rank, day) ? 1 : OFF_RATE) * heat(rank, year, isHeat)) {
          return rank;
        }
      }
    }
    return -1;
  }

  /** Place of an arrival mode in tables. */
  private static int way(ArrivalMode mode) {
    return mode == ArrivalMode.EMS ? 1 : 0;
  }

  /** Whether a frequent person is in a bad time. */
  private boolean isOn(int rank, int day) {
    int block = Math.floorDiv(day + spellPhases[rank], SPELL_DAYS);
    return spells.uniform(patientId(rank), block) < ON_SHARE;
  }

  /** Acceptance that makes those of 65 and more come more often than others in the heat. */
  private double heat(int rank, int year, boolean isHeat) {
    return isHeat && age(rank, year) < OLD ? 1 / HEAT : 1;
  }

  private int regular(ArrivalMode mode, int year, boolean isHeat, Draw draw) {
    while (true) {
      int rank = frequentPersons + regularByRate[way(mode)].at(draw.nextDouble());
      if (!absent.get(rank) && (!isHeat || draw.nextDouble() < heat(rank, year, true))) {
        return rank;
      }
    }
  }

  /** One of those who left in the last three days, or null if none of them comes back. */
  private Visitor returning(int year, double flu, Draw draw) {
    for (int i = 0; i < MOST_REDRAWS && !regularDepartures.isEmpty(); i++) {
      int place = regularDepartures.at(draw.nextDouble());
      int rank = regularDepartures.rank(place);
      boolean isAccepted =
          draw.nextDouble() * RETURN_LWBS < regularDepartures.weight(place) && !absent.get(rank);
      if (isAccepted) {
        Complaint complaint =
            draw.nextDouble() < SAME_COMPLAINT
                ? regularDepartures.complaint(place)
                : regularComplaint(rank, year, flu, draw);
        return new Visitor(rank, complaint);
      }
    }
    return null;
  }

  /** The patient has left the ED or the inpatient bed alive, and may come again. */
  void goesHome(Patient patient, long second) {
    absent.clear(patient.rank);
    if (!isFrequent(patient.rank)) {
      regularDepartures.add(second, patient.rank, returnWeight(patient.outcome), patient.complaint);
    }
  }

  /** Those who were transferred come back to where they were brought. */
  private static double returnWeight(Disposition outcome) {
    return switch (outcome) {
      case LWBS -> RETURN_LWBS;
      case AMA -> RETURN_AMA;
      case DISCHARGE -> 1;
      case ADMIT -> RETURN_ADMITTED;
      case TRANSFER, DIED -> 0;
    };
  }

  // ---- why they come

  private static double[] regularComplaints(int band, boolean hasCondition) {
    double[] weights = new double[Complaint.values().length];
    for (Complaint complaint : Complaint.values()) {
      double odds =
          switch (complaint) {
            case PSYCHIATRIC -> hasCondition ? PSYCHIATRIC_WITH_CONDITION : PSYCHIATRIC_WITHOUT;
            case ALCOHOL -> hasCondition ? ALCOHOL_WITH_CONDITION : ALCOHOL_WITHOUT;
            default -> 1;
          };
      weights[complaint.number] = complaint.regularWeight(band) * odds;
    }
    return weights;
  }

  private static double[] frequentComplaints(int band, boolean isUnhoused) {
    double[] weights = new double[Complaint.values().length];
    for (Complaint complaint : Complaint.values()) {
      weights[complaint.number] =
          complaint == Complaint.SHELTER && !isUnhoused ? 0 : complaint.frequentWeight(band);
    }
    return weights;
  }

  private Complaint regularComplaint(int rank, int year, double flu, Draw draw) {
    int band = Complaint.band(age(rank, year));
    double[] weights = REGULAR_COMPLAINTS[2 * band + (withCondition.get(rank) ? 1 : 0)];
    double sum = sum(weights);
    double fever = flu * FLU_FEVER * Complaint.FEVER.ageFactor(band);
    double breathing = flu * FLU_BREATHING * Complaint.BREATHING.ageFactor(band);
    double vomiting = flu * FLU_VOMITING * Complaint.VOMITING.ageFactor(band);
    double left = draw.nextDouble() * (sum + fever + breathing + vomiting) - sum;
    if (left < 0) {
      return choose(weights, left + sum);
    }
    if (left < fever) {
      return Complaint.FEVER;
    }
    return left < fever + breathing ? Complaint.BREATHING : Complaint.VOMITING;
  }

  private Complaint frequentComplaint(int rank, int year, Draw draw) {
    boolean isOwn = draw.nextDouble() < Habit.OWN_COMPLAINT_SHARE;
    double which = draw.nextDouble();
    if (isOwn) {
      return ownComplaints[rank];
    }
    int band = Complaint.band(age(rank, year));
    boolean isUnhoused = housings[rank] == Housing.UNHOUSED;
    double[] weights = FREQUENT_COMPLAINTS[2 * band + (isUnhoused ? 1 : 0)];
    return choose(weights, which * sum(weights));
  }

  private static Complaint choose(double[] weights, double at) {
    double left = at;
    int last = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        last = i;
        left -= weights[i];
        if (left < 0) {
          break;
        }
      }
    }
    return COMPLAINTS[last];
  }

  private static double sum(double[] weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    return sum;
  }

  // ---- what the average ED expects

  /** Adds the weights of regular patients' visits by complaint and age. */
  static void addRegular(double[][] cases, boolean isEms) {
    for (int age = 0; age < AGES; age++) {
      double visits =
          AGE_WEIGHTS[age] * BAND_RATE[band(age)] * modeWeight(BAND_EMS[band(age)], isEms);
      for (int condition = 0; condition < 2; condition++) {
        double[] weights = REGULAR_COMPLAINTS[2 * Complaint.band(age) + condition];
        double share = condition == 1 ? behavioral(age) : 1 - behavioral(age);
        for (int i = 0; i < weights.length; i++) {
          cases[i][age] += visits * share * weights[i] / sum(weights);
        }
      }
    }
  }

  /** Adds the weights of frequent patients' visits by complaint and age. */
  static void addFrequent(double[][] cases, boolean isEms, boolean isNight) {
    for (Part part : Part.values()) {
      if ((part == Part.NIGHT) != isNight) {
        continue;
      }
      double all = 0;
      for (Habit habit : Habit.values()) {
        all += habit.share * modeWeight(habit.ems, isEms) * habit.presence(part);
      }
      for (Habit habit : Habit.values()) {
        double visits =
            Arrivals.share(part)
                * habit.share
                * modeWeight(habit.ems, isEms)
                * habit.presence(part)
                / all;
        for (int age = Habit.YOUNGEST; age <= Habit.OLDEST; age++) {
          double z = (age - habit.meanAge) / Habit.AGE_SD;
          addFrequent(cases, habit, age, visits * Math.exp(-z * z / 2) / Habit.AGE_SD);
        }
      }
    }
  }

  private static void addFrequent(double[][] cases, Habit habit, int age, double visits) {
    for (Complaint own : habit.complaints) {
      cases[own.number][age] += visits * Habit.OWN_COMPLAINT_SHARE / habit.complaints.size();
    }
    for (int unhoused = 0; unhoused < 2; unhoused++) {
      double[] weights = FREQUENT_COMPLAINTS[2 * Complaint.band(age) + unhoused];
      double share = unhoused == 1 ? habit.unhoused : 1 - habit.unhoused;
      for (int i = 0; i < weights.length; i++) {
        cases[i][age] +=
            visits * (1 - Habit.OWN_COMPLAINT_SHARE) * share * weights[i] / sum(weights);
      }
    }
  }

  // ---- what is known of a person

  boolean isFrequent(int rank) {
    return rank < frequentPersons;
  }

  PatientClass patientClass(int rank) {
    return isFrequent(rank) ? PatientClass.FREQUENT : PatientClass.REGULAR;
  }

  /** Years, as told by the year of birth. */
  int age(int rank, int year) {
    return Math.max(0, Math.min(AGES - 1, year - birthYears[rank]));
  }

  /** How much more ill the person is than others of the age and complaint. */
  double severity(int rank) {
    return severities[rank];
  }

  Housing housing(int rank) {
    return housings[rank];
  }

  /**
   * Facility x 1,000,000, and beyond the 9,000th a free stretch of an earlier facility's million.
   */
  private static long firstPatientId(long facilityId) {
    long owner = facilityId % FACILITIES_WITH_A_MILLION * IDS_PER_FACILITY;
    long sharer = facilityId / FACILITIES_WITH_A_MILLION;
    return sharer == 0 ? owner : owner + IDS_OF_OWNER + (sharer - 1) * IDS_PER_SHARER;
  }

  private static int[] shuffled(int size, long key) {
    Permutation permutation = Permutation.of(size, key);
    int[] places = new int[size];
    for (int i = 0; i < size; i++) {
      places[i] = (int) permutation.at(i);
    }
    return places;
  }

  long patientId(int rank) {
    return firstPatientId + ids[rank];
  }

  private Sex sex(int rank, long patientId) {
    double female = isFrequent(rank) ? FREQUENT_FEMALE : FEMALE;
    return fact(facts.noise(patientId), Fact.SEX) < female ? Sex.F : Sex.M;
  }

  /** Emits everybody. */
  void emit(Emitter out) {
    for (int rank = 0; rank < persons; rank++) {
      long patientId = patientId(rank);
      out.emit(
          EdThroughput.PATIENTS,
          new Person(
              patientId,
              facilityId,
              birthYears[rank],
              sex(rank, patientId),
              housings[rank],
              withCondition.get(rank)));
    }
  }
}
