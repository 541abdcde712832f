package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.NEVER;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.world.Agenda;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.commons.rng.sampling.distribution.PoissonSampler;

/**
 * Rule {@code bed_block}: the inpatient beds above an ED. Boarders and elective patients compete
 * for them; boarders wait in order, elective patients come straight from the operating room.
 */
final class Hospital {
  /** Stays in days by median and 90th percentile; design, after US community hospitals. */
  private static final LogNormal WARD_STAY_DAYS = LogNormal.ofMedianAndP90(3.1, 8.2);

  private static final LogNormal ICU_STAY_DAYS = LogNormal.ofMedianAndP90(2.1, 6.5);
  private static final double ELECTIVE_WARD_STAY = 0.8;
  private static final double ELECTIVE_ICU_STAY = 0.6;
  private static final long SHORTEST_STAY = 4 * HOUR;

  /** Elective patients a day, Monday to Sunday. */
  private static final double[] WARD_ELECTIVES = {30, 14, 12, 11, 8, 1, 1};

  private static final double[] ICU_ELECTIVES = {1.2, 1.2, 1.2, 1.2, 1.2, 0.3, 0.3};
  private static final long WARD_ELECTIVES_FROM = 11 * HOUR;
  private static final long ICU_ELECTIVES_FROM = 12 * HOUR;
  private static final long ELECTIVES_UNTIL = 17 * HOUR;

  /** Electives are cancelled from 102 % demand on, all of them at 110 %. */
  private static final double CANCEL_FROM = 1.02;

  private static final double CANCEL_WIDTH = 0.08;

  /** Hours at which beds are released. */
  private static final Discrete RELEASE_HOUR =
      Discrete.of(
          0.2, 0.2, 0.2, 0.2, 0.2, 0.2, 0.3, 0.6, 1.5, 3.5, 6.5, 10, 12, 13.5, 13.5, 12, 9.5, 7, 4,
          2.5, 1.2, 0.7, 0.4, 0.3);

  /** The state on the first day of the warm-up. */
  private static final double WARD_FULL_AT_START = 0.85;

  private static final double ICU_FULL_AT_START = 0.80;
  private static final double LONGEST_STAY_LEFT_DAYS = 6;

  private static final int MONDAY = 0;
  private static final int SATURDAY = 5;

  private static final int MOST_ELECTIVES_A_DAY = 128;
  private static final int ELECTIVE_BITS = 8;
  private static final long ELECTIVE_MASK = (1L << ELECTIVE_BITS) - 1;

  /** The beds of one type and those who wait for one. */
  static final class Unit {
    final int beds;
    private final LogNormal stayDays;
    private final double electiveStay;
    private final ArrayDeque<Patient> boarders = new ArrayDeque<>();
    private int occupied;

    private Unit(int beds, LogNormal stayDays, double electiveStay) {
      this.beds = beds;
      this.stayDays = stayDays;
      this.electiveStay = electiveStay;
    }

    /** Assigned beds; more than {@link #beds} in a surge. */
    int occupied() {
      return occupied;
    }

    int boarders() {
      return boarders.size();
    }

    private boolean hasFreeBed() {
      return occupied < beds;
    }
  }

  /** An assigned bed; {@code personRank} is {@link #ELECTIVE} if nobody came through the ED. */
  private record Stay(Unit unit, int personRank) {}

  private static final int ELECTIVE = -1;

  final Unit ward;
  final Unit icu;

  private final long facilityId;
  private final long icuSurgeSeconds;
  private final double weekendHold;
  private final long mondayLateSeconds;
  private final Population population;
  private final Consumer<Patient> onBedAssigned;
  private final Streams.Stream stays;
  private final Streams.Stream electiveCounts;
  private final Streams.Stream electives;
  private final Agenda<Stay> releases = new Agenda<>();
  private long admissions;

  private long nextSecond;
  private int day;

  /** Second and number of the day's elective patients, in time order. */
  private final long[] scheduled = new long[2 * MOST_ELECTIVES_A_DAY];

  private int nextScheduled;
  private int scheduledCount;

  /**
   * The hospital at a midnight.
   *
   * @param onBedAssigned told whenever a boarder gets a bed; sets the patient's departure
   */
  Hospital(
      long facilityId,
      long midnight,
      World world,
      Population population,
      Consumer<Patient> onBedAssigned) {
    Streams streams = world.streams();
    this.facilityId = facilityId;
    this.ward =
        new Unit(
            (int) Math.round(world.value(EdThroughput.WARD_BEDS)),
            WARD_STAY_DAYS,
            ELECTIVE_WARD_STAY);
    this.icu =
        new Unit(
            (int) Math.round(world.value(EdThroughput.ICU_BEDS)), ICU_STAY_DAYS, ELECTIVE_ICU_STAY);
    this.icuSurgeSeconds = Math.round(world.value(EdThroughput.ICU_SURGE_HOURS) * HOUR);
    this.weekendHold = world.value(EdThroughput.WEEKEND_HOLD);
    this.mondayLateSeconds = WallClock.seconds(world.value(EdThroughput.MONDAY_LATE_MINUTES));
    this.population = population;
    this.onBedAssigned = onBedAssigned;
    this.stays = streams.named("inpatient_stay");
    this.electiveCounts = streams.named("elective_count");
    this.electives = streams.named("elective");
    fill(ward, WARD_FULL_AT_START, midnight);
    fill(icu, ICU_FULL_AT_START, midnight);
    lookAhead();
  }

  private void fill(Unit unit, double share, long midnight) {
    for (int bed = 0; bed < Math.round(share * unit.beds); bed++) {
      Draw draw = stays.at(facilityId, admissions++);
      double days = LONGEST_STAY_LEFT_DAYS * draw.nextDouble();
      occupy(new Stay(unit, ELECTIVE), releaseSecond(midnight, days, draw));
    }
  }

  /** Draws the elective patients of a new day. */
  void openDay(int epochDay) {
    day = epochDay;
    nextScheduled = 0;
    scheduledCount = 0;
    int weekday = WallClock.weekday(day);
    Draw counts = electiveCounts.at(facilityId, day);
    int wardElectives = PoissonSampler.of(counts, WARD_ELECTIVES[weekday]).sample();
    int icuElectives = PoissonSampler.of(counts, ICU_ELECTIVES[weekday]).sample();
    for (int i = 0; i < Math.min(wardElectives, MOST_ELECTIVES_A_DAY); i++) {
      schedule(i, WARD_ELECTIVES_FROM);
    }
    for (int i = 0; i < Math.min(icuElectives, MOST_ELECTIVES_A_DAY); i++) {
      schedule(MOST_ELECTIVES_A_DAY + i, ICU_ELECTIVES_FROM);
    }
    Arrays.sort(scheduled, 0, scheduledCount);
    lookAhead();
  }

  private void schedule(int number, long from) {
    double u = electives.at(facilityId, day, number).nextDouble();
    long second = WallClock.startOf(day) + from + (long) (u * (ELECTIVES_UNTIL - from));
    scheduled[scheduledCount++] = (second << ELECTIVE_BITS) | number;
  }

  /** When something happens next. */
  long nextSecond() {
    return nextSecond;
  }

  /** Asked for at every event of the ED, so it is worked out only when it changes. */
  private void lookAhead() {
    nextSecond = Math.min(Math.min(releases.nextSecond(), nextElective()), nextSurge());
  }

  private long nextElective() {
    return nextScheduled < scheduledCount ? scheduled[nextScheduled] >> ELECTIVE_BITS : NEVER;
  }

  private long nextSurge() {
    Patient longest = icu.boarders.peek();
    return longest == null ? NEVER : longest.disposition + icuSurgeSeconds;
  }

  /** Lets happen what is due at {@link #nextSecond()}. */
  void step() {
    long now = nextSecond;
    if (releases.nextSecond() == now) {
      Stay stay = releases.take();
      Unit unit = stay.unit;
      unit.occupied--;
      if (stay.personRank != ELECTIVE) {
        population.goesHome(stay.personRank);
      }
      while (unit.hasFreeBed() && !unit.boarders.isEmpty()) {
        assign(unit, unit.boarders.poll(), now);
      }
    } else if (nextSurge() == now) {
      assign(icu, icu.boarders.poll(), now);
    } else {
      int number = (int) (scheduled[nextScheduled++] & ELECTIVE_MASK);
      admitElective(number, now);
    }
    lookAhead();
  }

  /** Asks for a bed at the decision to admit; it may be assigned at once. */
  void request(Patient patient, long now) {
    Unit unit = patient.bedType == BedType.ICU ? icu : ward;
    if (unit.hasFreeBed()) {
      assign(unit, patient, now);
    } else {
      unit.boarders.add(patient);
    }
    lookAhead();
  }

  private void assign(Unit unit, Patient patient, long now) {
    onBedAssigned.accept(patient);
    Draw draw = stays.at(facilityId, admissions++);
    long release = releaseSecond(now, unit.stayDays.sample(draw), draw);
    occupy(new Stay(unit, patient.personRank), Math.max(release, patient.departure));
  }

  private void admitElective(int number, long now) {
    if (number >= MOST_ELECTIVES_A_DAY) {
      if (icu.hasFreeBed()) {
        admitDirectly(icu, now);
      }
      return;
    }
    double demand = ward.occupied + ward.boarders();
    double cancelled = (demand - CANCEL_FROM * ward.beds) / (CANCEL_WIDTH * ward.beds);
    Draw draw = electives.at(facilityId, day, number);
    draw.nextLong();
    if (draw.nextDouble() >= cancelled) {
      admitDirectly(ward, now);
    }
  }

  private void admitDirectly(Unit unit, long now) {
    Draw draw = stays.at(facilityId, admissions++);
    double days = unit.electiveStay * unit.stayDays.sample(draw);
    occupy(new Stay(unit, ELECTIVE), releaseSecond(now, days, draw));
  }

  private void occupy(Stay stay, long release) {
    stay.unit.occupied++;
    releases.put(release, stay);
  }

  /** A bed is released in the routine of the day on which the stay ends. */
  private long releaseSecond(long start, double days, Draw draw) {
    int lastDay = WallClock.epochDay(start + Math.round(days * DAY));
    long timeOfDay = RELEASE_HOUR.at(draw.nextDouble()) * HOUR + (long) (draw.nextDouble() * HOUR);
    boolean isHeld = draw.nextDouble() < weekendHold;
    int weekday = WallClock.weekday(lastDay);
    if (weekday >= SATURDAY && isHeld) {
      lastDay += 7 - weekday;
    }
    long second = WallClock.startOf(lastDay) + timeOfDay;
    if (WallClock.weekday(lastDay) == MONDAY) {
      second += mondayLateSeconds;
    }
    return Math.max(second, start + SHORTEST_STAY);
  }
}
