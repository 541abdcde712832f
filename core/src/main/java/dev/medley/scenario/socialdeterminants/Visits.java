package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Discrete;
import dev.medley.random.Logit;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.socialdeterminants.DayLaw.Kind;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.DiagnosisGroup;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.EdVisit;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.Payer;
import dev.medley.scenario.socialdeterminants.SocialDeterminants.Sex;
import dev.medley.world.Emitter;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** The emergency visits of a county, day by day. */
final class Visits {
  private static final DiagnosisGroup[] GROUPS = DiagnosisGroup.values();
  private static final String[] AGE_BANDS = {"0-17", "18-44", "45-64", "65+"};
  private static final int CHILD = 0;
  private static final int OLD = 3;

  /** How strongly heat hits each age band. */
  private static final double[] HEAT_OF_AGE = {0.6, 0.8, 1, 1.3};

  /** Arrivals by hour of the day; NHAMCS. */
  private static final double[] HOURS = {
    2.4, 2, 1.7, 1.5, 1.5, 1.6, 2.2, 3.3, 4.6, 5.7, 6.2, 6.3, 6, 5.8, 5.7, 5.6, 5.7, 5.8, 5.7, 5.4,
    4.9, 4.3, 3.5, 2.6
  };

  private static final Discrete[][] ARRIVALS = arrivals();

  private static final DiagnosisCodes[] CODES =
      Arrays.stream(GROUPS).map(DiagnosisCodes::new).toArray(DiagnosisCodes[]::new);

  private static final double CHILD_MEDICAID = 1.05;
  private static final double PRIVATE = 0.80;
  private static final double CHILD_PRIVATE = 0.92;

  /** Ids of a county: 200 years from 2000 on. */
  private static final long IDS_OF_LAYER = 1_000_000;

  private static final long IDS_OF_YEAR = IDS_OF_LAYER * SocialDeterminants.MOST_LAYERS;
  private static final int FIRST_YEAR = 2_000;
  private static final long IDS = 200 * IDS_OF_YEAR;

  private final int countyId;
  private final long layer;
  private final Zip[] zips;
  private final DayLaw law;
  private final Carriers carriers;
  private final Permutation ids;

  /** Cumulative age bands by area, usual or heat, and group. */
  private final double[][][][] ages;

  private final double[] medicaid;
  private final double[] childMedicaid;
  private final Streams.Stream groups;
  private final Streams.Stream agesOfDay;
  private final Streams.Stream times;
  private final Streams.Stream sexes;
  private final Streams.Stream codes;
  private final Streams.Stream payers;
  private final Streams.Stream boxes;
  private final Streams.Stream desks;
  private int year;
  private long number;

  Visits(Laws laws, int countyId, long layer, Zip[] zips, DayLaw law, Carriers carriers) {
    this.countyId = countyId;
    this.layer = layer;
    this.zips = zips;
    this.law = law;
    this.carriers = carriers;
    this.ids = Permutation.of(IDS, laws.streams.named("visits.ids").bits(countyId));
    this.ages = new double[zips.length][2][GROUPS.length][];
    this.medicaid = new double[zips.length];
    this.childMedicaid = new double[zips.length];
    for (int z = 0; z < zips.length; z++) {
      for (int g = 0; g < GROUPS.length; g++) {
        ages[z][0][g] = ageBands(GROUPS[g], zips[z].oldFactor, false);
        ages[z][1][g] = ageBands(GROUPS[g], zips[z].oldFactor, true);
      }
      double logOdds = -1.05 + 0.6 * zips[z].deprivation;
      medicaid[z] = Logit.inverse(logOdds);
      childMedicaid[z] = Logit.inverse(logOdds + CHILD_MEDICAID);
    }
    this.groups = laws.streams.named("visits.group");
    this.agesOfDay = laws.streams.named("visits.age");
    this.times = laws.streams.named("visits.time");
    this.sexes = laws.streams.named("visits.sex");
    this.codes = laws.streams.named("visits.code");
    this.payers = laws.streams.named("visits.payer");
    this.boxes = laws.streams.named("visits.box");
    this.desks = laws.streams.named("visits.desk");
  }

  /** All visits of a day, to which the law has been turned. */
  void emit(int day, Emitter out) {
    int newYear = UsCalendar.year(day);
    if (newYear != year) {
      year = newYear;
      number = 0;
    }
    for (int z = 0; z < zips.length; z++) {
      for (Kind kind : DayLaw.KINDS) {
        int visits = law.visits(z, layer, kind);
        if (visits > 0) {
          emit(day, z, kind, visits, out);
        }
      }
    }
  }

  private void emit(int day, int z, Kind kind, int visits, Emitter out) {
    Zip zip = zips[z];
    long key = law.key(layer, kind);
    UniformRandomProvider groupDraw = groups.at(zip.key, key);
    UniformRandomProvider ageDraw = agesOfDay.at(zip.key, key);
    UniformRandomProvider timeDraw = times.at(zip.key, key);
    UniformRandomProvider sexDraw = sexes.at(zip.key, key);
    UniformRandomProvider codeDraw = codes.at(zip.key, key);
    UniformRandomProvider payerDraw = payers.at(zip.key, key);
    UniformRandomProvider boxDraw = boxes.at(zip.key, key);
    UniformRandomProvider deskDraw = desks.at(zip.key, key);
    double[][] agesOfKind = ages[z][kind == Kind.HEAT ? 1 : 0];
    long midnight = day * WallClock.DAY;
    for (int i = 0; i < visits; i++) {
      DiagnosisGroup group = law.group(kind, groupDraw.nextDouble());
      int age = band(agesOfKind[group.number], ageDraw.nextDouble());
      long arrival =
          midnight
              + ARRIVALS[group.number][age == CHILD ? 1 : 0].at(timeDraw.nextDouble())
                  * WallClock.HOUR
              + timeDraw.nextInt((int) WallClock.HOUR);
      int desk = Carriers.desk(deskDraw.nextDouble());
      int coder = Carriers.coder(deskDraw.nextDouble());
      out.emit(
          SocialDeterminants.ED_VISITS,
          new EdVisit(
              id(number++),
              countyId,
              zip.code,
              arrival,
              AGE_BANDS[age],
              sexDraw.nextDouble() < group.womenShare ? Sex.F : Sex.M,
              CODES[group.number].at(age, codeDraw.nextDouble()),
              group,
              payer(z, age, payerDraw.nextDouble()),
              boxDraw.nextDouble() < zip.boxShare,
              carriers.typesNineDigits(desk, arrival),
              carriers.exportsNumbers(arrival),
              carriers.takesHeatForFainting(coder, arrival),
              carriers.sendsTwice(desk, arrival),
              day));
    }
  }

  private long id(long numberOfYear) {
    long place = (year - FIRST_YEAR) * IDS_OF_YEAR + layer * IDS_OF_LAYER + numberOfYear;
    return countyId * IDS + ids.at(place);
  }

  private Payer payer(int z, int age, double uniform) {
    if (age == OLD) {
      return Payer.MEDICARE;
    }
    double onMedicaid = age == CHILD ? childMedicaid[z] : medicaid[z];
    if (uniform < onMedicaid) {
      return Payer.MEDICAID;
    }
    double insured = age == CHILD ? CHILD_PRIVATE : PRIVATE;
    return uniform - onMedicaid < insured * (1 - onMedicaid) ? Payer.PRIVATE : Payer.UNINSURED;
  }

  private static int band(double[] cumulative, double uniform) {
    int age = 0;
    while (age < OLD && uniform >= cumulative[age]) {
      age++;
    }
    return age;
  }

  private static double[] ageBands(DiagnosisGroup group, double oldFactor, boolean byHeat) {
    double[] agePct = agePct(group);
    double[] bands = new double[AGE_BANDS.length];
    double sum = 0;
    for (int a = 0; a < bands.length; a++) {
      double weight = agePct[a] * (a == OLD ? oldFactor : 1);
      sum += weight * (byHeat ? HEAT_OF_AGE[a] : 1);
      bands[a] = sum;
    }
    for (int a = 0; a < bands.length; a++) {
      bands[a] /= sum;
    }
    return bands;
  }

  /** Percent of a group's visits by age band. */
  private static double[] agePct(DiagnosisGroup group) {
    return switch (group) {
      case HEAT -> new double[] {10, 32, 28, 30};
      case DEHYDRATION -> new double[] {17, 22, 23, 38};
      case ACUTE_KIDNEY_INJURY -> new double[] {2, 15, 30, 53};
      case RESPIRATORY -> new double[] {36, 34, 17, 13};
      case INJURY -> new double[] {28, 40, 18, 14};
      case CARDIAC -> new double[] {2, 27, 36, 35};
      case MENTAL_HEALTH -> new double[] {14, 54, 24, 8};
      case OTHER -> new double[] {19, 39, 24, 18};
    };
  }

  /** Hours by group, of adults and of children. */
  private static Discrete[][] arrivals() {
    Discrete[][] arrivals = new Discrete[GROUPS.length][2];
    for (DiagnosisGroup group : GROUPS) {
      for (int child = 0; child < 2; child++) {
        double[] hours = HOURS.clone();
        for (int h = 0; h < hours.length; h++) {
          hours[h] *=
              switch (group) {
                case CARDIAC -> h >= 6 && h <= 11 ? 1.3 : 1;
                case MENTAL_HEALTH -> h >= 20 || h <= 3 ? 1.4 : 1;
                case INJURY -> h >= 12 && h <= 20 ? 1.2 : 1;
                default -> 1;
              };
          hours[h] *= child == 1 && h >= 17 && h <= 21 ? 1.3 : 1;
        }
        arrivals[group.number][child] = Discrete.of(hours);
      }
    }
    return arrivals;
  }
}
