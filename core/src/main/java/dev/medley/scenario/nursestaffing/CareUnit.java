package dev.medley.scenario.nursestaffing;

import dev.medley.random.Exponential;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.nursestaffing.Nurse.Duty;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftCode;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitType;
import dev.medley.world.KeyedSeries;
import dev.medley.world.MessCarrier;
import dev.medley.world.Persona;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** One inpatient unit: beds, posts, patients of the day, and the shift that is being staffed. */
final class CareUnit {
  /** Published ids of a hospital's units: its own id times this, and a shuffled number. */
  static final int IDS = 100;

  /**
   * What units of a type are like.
   *
   * @param level from intensive to general care; nurses float between neighbours
   * @param census mean number of patients
   * @param targetDay patients per RN by day
   * @param acuity mean acuity of the patients
   * @param cnas on a shift
   * @param lpns on a shift
   */
  private record Profile(
      int level,
      double beds,
      double census,
      double targetDay,
      double targetNight,
      double acuity,
      double cnas,
      double lpns) {}

  private static final Map<UnitType, Profile> PROFILES =
      new EnumMap<>(
          Map.of(
              UnitType.ICU, new Profile(0, 18, 16.2, 1.9, 1.9, 3.95, 1, 0),
              UnitType.STEPDOWN, new Profile(1, 20, 17.3, 3.4, 3.6, 3.2, 2, 0),
              UnitType.TELEMETRY, new Profile(2, 28, 24.6, 4.6, 5.0, 2.8, 2, 0),
              UnitType.MEDSURG, new Profile(3, 30, 26.2, 4.95, 5.25, 2.55, 2.6, 2)));

  /** Everybody works three days of seven. */
  private static final double POSTS_PER_PLACE = 7.0 / 3;

  private static final int WORK_DAYS = 3;
  private static final double OTHER_ROSTER = 1.05;

  /** Days of the pattern, from 0, on which people can be asked to come. */
  private static final int FIRST_ASKED = 4;

  private static final int LAST_ASKED = 5;

  private static final Exponential OVER_BEDS = Exponential.ofMean(0.7);
  private static final double ICU_LEVEL_A_DAY = 0.012;
  private static final double STRAIN_MEMORY = 0.9;
  private static final int CONTRACT_SHIFTS_A_WEEK = 4;

  /** A post on the roster and who holds it. */
  static final class Post {
    final int number;
    final CareUnit unit;
    final Certification certification;
    final ShiftCode code;
    private final int phase;
    int holders;
    Nurse nurse;
    int hireDay = Integer.MAX_VALUE;

    Post(int number, CareUnit unit, Certification certification, int half, int phase) {
      this.number = number;
      this.unit = unit;
      this.certification = certification;
      this.code = Laws.codeOf(half);
      this.phase = phase;
    }

    private int patternDay(int day) {
      return Math.floorMod(day - phase, 7);
    }

    boolean isOnRoster(int day, Laws laws) {
      return nurse != null && patternDay(day) < WORK_DAYS && !isOnLeave(day, laws);
    }

    private boolean isOnLeave(int day, Laws laws) {
      if (nurse.isOnLongLeave(day)) {
        return true;
      }
      int week = Math.floorDiv(day - phase, 7);
      int first = phase + 7 * week;
      return laws.weekLeaves.uniform(nurse.key, week) < Laws.leaveOfWeek(first);
    }

    /** Whether she is off, rested, and still has a day off before she is on again. */
    boolean canBeAsked(int day, int shift, Laws laws) {
      if (nurse == null || nurse.lastShift > shift - 2) {
        return false;
      }
      int patternDay = patternDay(day);
      return patternDay >= FIRST_ASKED && patternDay <= LAST_ASKED && !isOnLeave(day, laws);
    }
  }

  /** A contract of an agency nurse with the unit. */
  static final class Contract {
    final Nurse nurse;
    final int to;
    private int week;
    private int shiftsOfWeek;

    Contract(Nurse nurse, int to) {
      this.nurse = nurse;
      this.to = to;
    }

    boolean isFree(int day, int shift) {
      int now = UsCalendar.weekNumber(day);
      return day <= to
          && nurse.lastShift <= shift - 2
          && (now != week || shiftsOfWeek < CONTRACT_SHIFTS_A_WEEK);
    }

    void work(int day, int shift) {
      int now = UsCalendar.weekNumber(day);
      shiftsOfWeek = now == week ? shiftsOfWeek + 1 : 1;
      week = now;
      nurse.lastShift = shift;
    }
  }

  /**
   * How a shift was staffed.
   *
   * @param ratio patients per RN present
   */
  record Sheet(Double ratio, boolean deskBad, boolean sheetBad, boolean clockBad) {}

  final Hospital hospital;
  final long id;
  final int index;
  final UnitType type;
  final int beds;

  /** By day and at night, as published. */
  final double[] target = new double[2];

  /** The manager: how many resign, and how many call out. */
  final double exitFactor;

  private final Profile profile;
  private final double callOutFactor;
  private final double meanCensus;
  private final KeyedSeries days;
  private final KeyedSeries seasons;
  private final KeyedSeries acuities;
  private final MessCarrier desk;
  private final MessCarrier staffingSheet;
  private final MessCarrier clock;
  private final Laws laws;

  /** By day and at night. */
  private final List<List<Post>> posts = List.of(new ArrayList<>(), new ArrayList<>());

  final List<List<Contract>> contracts = List.of(new ArrayList<>(), new ArrayList<>());
  int contractNumber;

  /** Holes of the week, by day and at night, for which no agency nurse of the unit was free. */
  final int[] unmet = new int[2];

  // ---- the day

  int census;
  int icuLevel;
  double acuity;
  private double weekFactor;
  private int week = Nurse.NEVER;

  // ---- the shift

  List<Duty> duties = new ArrayList<>();
  List<Duty> dutiesBefore = new ArrayList<>();
  int required;
  int scheduled;
  int callOuts;
  int present;
  int mandatoryCovers;
  int agencyRns;

  /** RNs who have to come early to this shift, for holes of the shift before. */
  int earlyDue;

  private double strain;

  CareUnit(Hospital hospital, UnitType type, int index, Permutation ids, Laws laws) {
    this.hospital = hospital;
    this.laws = laws;
    this.type = type;
    this.index = index;
    this.id = hospital.id * IDS + ids.at(index);
    Draw draw = laws.units.at(id);
    this.profile = PROFILES.get(type);
    double size = Math.exp(0.08 * Normal.standard(draw) - 0.003);
    double policy = Math.exp(0.75 * laws.policySd * Normal.standard(draw)) * hospital.policy;
    this.exitFactor = Persona.factor(draw, 0.25);
    this.callOutFactor = Persona.factor(draw, 0.15);
    this.beds = (int) Math.round(profile.beds * size);
    double planned = profile.census * size;
    this.meanCensus = planned * hospital.demand;
    double own = type == UnitType.ICU ? 1 : policy;
    this.target[0] = cents(profile.targetDay * own);
    this.target[1] = cents(profile.targetNight * own);
    this.days = new KeyedSeries(laws.daySeries, id, 0.8);
    this.seasons = new KeyedSeries(laws.slowSeries, id, 0.985);
    this.acuities = new KeyedSeries(laws.acuitySeries, id, 0.85);
    this.desk = new MessCarrier(laws.streams.named("carrier.desk"), id, Laws.DESK);
    this.staffingSheet = new MessCarrier(laws.streams.named("carrier.sheet"), id, Laws.SHEET);
    this.clock = new MessCarrier(laws.streams.named("carrier.clock"), id, Laws.CLOCK);
    double others = POSTS_PER_PLACE * OTHER_ROSTER * size;
    for (int half = 0; half < 2; half++) {
      double rns = planned / target[half] * POSTS_PER_PLACE * laws.rosterFactor;
      addPosts(Certification.RN, half, (int) Math.ceil(rns));
      addPosts(Certification.CNA, half, (int) Math.round(profile.cnas * others));
      addPosts(Certification.LPN, half, (int) Math.round(profile.lpns * others));
    }
  }

  private static double cents(double value) {
    return Math.round(100 * value) / 100.0;
  }

  private void addPosts(Certification certification, int half, int count) {
    for (int i = 0; i < count; i++) {
      int phase = (certification == Certification.RN ? 3 * i + index : i) % 7;
      Post post = new Post(hospital.posts.size(), this, certification, half, phase);
      posts.get(half).add(post);
      hospital.posts.add(post);
    }
  }

  // ---- the day

  /** Patients of the day before any overflow of the ICU. */
  void beginDay(int day, double hospitalMood) {
    Draw draw = laws.unitDays.at(id, day);
    double mood = 1 + 0.035 * hospitalMood + 0.055 * days.at(day) + 0.07 * seasons.at(day);
    double weekday = UsCalendar.isWeekend(day) ? 0.97 : 1.01;
    int most = (int) (beds + 2 + OVER_BEDS.sample(draw));
    double noise = Normal.standard(draw);
    boolean isIcuLevel = draw.nextDouble() < ICU_LEVEL_A_DAY;
    if (type != UnitType.ICU) {
      long wanted = Math.round(meanCensus * Laws.season(day) * mood * weekday);
      census = (int) Math.max(1, Math.min(most, wanted));
    }
    icuLevel = takesOverflow() && isIcuLevel ? 1 : 0;
    double drawn = profile.acuity + 0.16 * acuities.at(day) + 0.05 * noise;
    acuity = cents(Math.max(1.2, Math.min(4.9, drawn)));
    int now = UsCalendar.weekNumber(day);
    if (now != week) {
      week = now;
      weekFactor = Laws.UNIT_WEEK.sample(laws.unitWeeks.at(id, now));
    }
  }

  boolean takesOverflow() {
    return type == UnitType.TELEMETRY || type == UnitType.MEDSURG;
  }

  /** A patient for whom the ICU has no bed. */
  void takeIcuPatient() {
    census++;
    icuLevel++;
  }

  // ---- the shift

  /** Puts the roster on duty; some call out. */
  void open(int day, int shift, double absence) {
    List<Duty> old = dutiesBefore;
    dutiesBefore = duties;
    duties = old;
    duties.clear();
    scheduled = 0;
    callOuts = 0;
    mandatoryCovers = 0;
    agencyRns = 0;
    double p = absence * callOutFactor * weekFactor * (1 + laws.strain * strain);
    for (Post post : posts.get(shift & 1)) {
      if (!post.isOnRoster(day, laws)) {
        continue;
      }
      Nurse nurse = post.nurse;
      Duty duty = new Duty(nurse, shift, this);
      duty.isCalledOut =
          laws.callOuts.uniform(nurse.key, day) < Math.min(Laws.MOST_ABSENCE, p * nurse.absence);
      duties.add(duty);
      if (nurse.certification == Certification.RN) {
        scheduled++;
        callOuts += duty.isCalledOut ? 1 : 0;
      }
      if (!duty.isCalledOut) {
        nurse.lastShift = shift;
      }
    }
    present = scheduled - callOuts;
    double load = census * (1 + 0.10 * (acuity - profile.acuity));
    required = (int) Math.max(2, Math.round(load / target[shift & 1]));
  }

  /** RNs of the unit who could come on their day off, of both codes. */
  List<Nurse> askable(int day, int shift) {
    List<Nurse> found = new ArrayList<>();
    for (List<Post> half : posts) {
      for (Post post : half) {
        if (post.certification == Certification.RN && post.canBeAsked(day, shift, laws)) {
          found.add(post.nurse);
        }
      }
    }
    return found;
  }

  /** RN posts of a code that nobody fills for weeks. */
  int openPosts(int code, int day) {
    int open = 0;
    for (Post post : posts.get(code)) {
      boolean isOpen = post.nurse == null || post.nurse.isOnLongLeave(day);
      open += isOpen && post.certification == Certification.RN ? 1 : 0;
    }
    return open;
  }

  /** Whether a nurse of the one can work on the other. */
  boolean isNear(CareUnit other) {
    return Math.abs(profile.level - other.profile.level) <= 1;
  }

  double ratio() {
    return census / (double) present;
  }

  /** Ends the shift: everybody who came knows what it was like, and so does the unit. */
  void close(int day, int shift) {
    double ratio = ratio();
    long second = WallClock.startOf(day) + (shift % 2 == 0 ? 7 : 19) * WallClock.HOUR;
    Sheet sheet =
        new Sheet(ratio, desk.isBad(second), staffingSheet.isBad(second), clock.isBad(second));
    int month = UsCalendar.monthNumber(day);
    for (Duty duty : duties) {
      duty.sheet = sheet;
      if (!duty.isCalledOut && ratio > Hospital.TOO_MANY) {
        duty.nurse.lastExposedMonth = month;
      }
    }
    double over = Math.max(0, ratio / target[shift & 1] - 1);
    strain = STRAIN_MEMORY * strain + (1 - STRAIN_MEMORY) * over;
  }
}
