package dev.medley.scenario.edthroughput;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.NEVER;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.edthroughput.EdThroughput.BedType;
import dev.medley.world.Agenda;
import dev.medley.world.Holidays;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

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

  /** Elective ward patients a day of an ED of size 1, Monday to Sunday: Mondays above all … */
  private static final double[] MONDAY_ELECTIVES = {40, 14, 12, 11, 8, 1, 1};

  /** … or evenly over the week: fewer are planned, since hardly any of them is cancelled. */
  private static final double[] LEVELLED_ELECTIVES = {17, 16, 15, 13, 10, 1, 1};

  private static final double HOLIDAY_ELECTIVES = 1;
  private static final double ICU_ELECTIVES = 1.2;
  private static final double ICU_ELECTIVES_ON_DAYS_OFF = 0.3;
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

  /** Spread of the surge: 18 h in the median, 24 h at the 90th percentile, 10 h at the least. */
  private static final double SURGE_P90 = 24 / 18.0;

  private static final double SURGE_LEAST = 10 / 18.0;

  /** Share of inpatients aged 65 who die, and its growth with a year of age; design. */
  private static final double DEATH_AT_65 = 0.024;

  private static final double DEATH_A_YEAR = 0.04;

  private static final int MONDAY = 0;

  private static final int MOST_ELECTIVES_A_DAY = 512;
  private static final int ELECTIVE_BITS = 10;
  private static final long ELECTIVE_MASK = (1L << ELECTIVE_BITS) - 1;

  /** The beds of one type and those who wait for one. */
  static final class Unit {
    final int beds;
    private final LogNormal stayDays;
    private final double electiveStay;
    private final List<Patient> boarders = new ArrayList<>();
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

  /**
   * An assigned bed.
   *
   * @param patient who came through the ED, or null
   * @param isLast whether the patient dies
   */
  private record Stay(Unit unit, Patient patient, boolean isLast) {}

  final Unit ward;
  final Unit icu;

  private final long facilityId;
  private final double size;
  private final double[] wardElectives;
  private final long releaseShiftSeconds;
  private final LogNormal icuSurgeHours;
  private final double weekendHold;
  private final long mondayLateSeconds;
  private final Population population;
  private final Consumer<Patient> onBedAssigned;
  private final Streams.Stream stays;
  private final Streams.Stream electiveCounts;
  private final Streams.Stream electives;
  private final Streams.Stream surges;
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
      Site site,
      long midnight,
      World world,
      Population population,
      Consumer<Patient> onBedAssigned) {
    Streams streams = world.streams();
    this.facilityId = site.facilityId;
    this.size = site.size;
    this.wardElectives = site.operatesOnMondays ? MONDAY_ELECTIVES : LEVELLED_ELECTIVES;
    this.releaseShiftSeconds = site.releaseShiftSeconds;
    this.ward = new Unit(site.wardBeds, WARD_STAY_DAYS, ELECTIVE_WARD_STAY);
    this.icu = new Unit(site.icuBeds, ICU_STAY_DAYS, ELECTIVE_ICU_STAY);
    double surge = world.value(EdThroughput.ICU_SURGE_HOURS);
    this.icuSurgeHours =
        LogNormal.ofMedianAndP90(surge, SURGE_P90 * surge)
            .cut(SURGE_LEAST * surge, Double.POSITIVE_INFINITY);
    this.weekendHold = world.value(EdThroughput.WEEKEND_HOLD);
    // Who has a long list on Mondays makes rounds after it.
    this.mondayLateSeconds =
        site.operatesOnMondays
            ? WallClock.seconds(world.value(EdThroughput.MONDAY_LATE_MINUTES))
            : 0;
    this.population = population;
    this.onBedAssigned = onBedAssigned;
    this.stays = streams.named("inpatient_stay");
    this.electiveCounts = streams.named("elective_count");
    this.electives = streams.named("elective");
    this.surges = streams.named("icu_surge");
    fill(ward, WARD_FULL_AT_START, midnight);
    fill(icu, ICU_FULL_AT_START, midnight);
    lookAhead();
  }

  private void fill(Unit unit, double share, long midnight) {
    for (int bed = 0; bed < Math.round(share * unit.beds); bed++) {
      Draw draw = stays.at(facilityId, admissions++);
      double days = LONGEST_STAY_LEFT_DAYS * draw.nextDouble();
      occupy(new Stay(unit, null, false), releaseSecond(midnight, days, draw));
    }
  }

  /** Draws the elective patients of a new day. */
  void openDay(int epochDay) {
    day = epochDay;
    nextScheduled = 0;
    scheduledCount = 0;
    boolean isWorkingDay = Holidays.FEDERAL.isBusinessDay(day);
    Draw counts = electiveCounts.at(facilityId, day);
    int toWard = Poisson.sample(size * wardElectives(), counts);
    int toIcu =
        Poisson.sample(size * (isWorkingDay ? ICU_ELECTIVES : ICU_ELECTIVES_ON_DAYS_OFF), counts);
    for (int i = 0; i < Math.min(toWard, MOST_ELECTIVES_A_DAY); i++) {
      schedule(i, WARD_ELECTIVES_FROM);
    }
    for (int i = 0; i < Math.min(toIcu, MOST_ELECTIVES_A_DAY); i++) {
      schedule(MOST_ELECTIVES_A_DAY + i, ICU_ELECTIVES_FROM);
    }
    Arrays.sort(scheduled, 0, scheduledCount);
    lookAhead();
  }

  /** Elective ward patients planned for the day, at size 1. */
  private double wardElectives() {
    if (Holidays.FEDERAL.isDayOff(day)) {
      return HOLIDAY_ELECTIVES;
    }
    boolean isAfterHoliday =
        Holidays.FEDERAL.isBusinessDay(day)
            && Holidays.FEDERAL.isDayOff(Holidays.NONE.businessDayOnOrBefore(day - 1));
    return wardElectives[isAfterHoliday ? MONDAY : WallClock.weekday(day)];
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
    long next = NEVER;
    for (Patient patient : icu.boarders) {
      next = Math.min(next, patient.surge);
    }
    return next;
  }

  /** Lets happen what is due at {@link #nextSecond()}. */
  void step() {
    long now = nextSecond;
    if (releases.nextSecond() == now) {
      Stay stay = releases.take();
      Unit unit = stay.unit;
      unit.occupied--;
      if (stay.patient != null && !stay.isLast) {
        population.goesHome(stay.patient, now);
      }
      while (unit.hasFreeBed() && !unit.boarders.isEmpty()) {
        assign(unit, unit.boarders.remove(0), now);
      }
    } else if (nextSurge() == now) {
      assign(icu, surged(now), now);
    } else {
      int number = (int) (scheduled[nextScheduled++] & ELECTIVE_MASK);
      admitElective(number, now);
    }
    lookAhead();
  }

  private Patient surged(long now) {
    int place = 0;
    while (icu.boarders.get(place).surge != now) {
      place++;
    }
    return icu.boarders.remove(place);
  }

  /** Asks for a bed at the decision to admit; it may be assigned at once. */
  void request(Patient patient, long now) {
    Unit unit = patient.bedType == BedType.ICU ? icu : ward;
    if (unit.hasFreeBed()) {
      assign(unit, patient, now);
    } else {
      double hours = icuSurgeHours.sample(surges.at(patient.visitId));
      patient.surge = now + Math.round(hours * HOUR);
      unit.boarders.add(patient);
    }
    lookAhead();
  }

  private void assign(Unit unit, Patient patient, long now) {
    onBedAssigned.accept(patient);
    Draw draw = stays.at(facilityId, admissions++);
    long release = releaseSecond(now, unit.stayDays.sample(draw), draw);
    double death = DEATH_AT_65 * Math.exp(DEATH_A_YEAR * (patient.age - 65));
    boolean isLast = draw.nextDouble() < death;
    occupy(new Stay(unit, patient, isLast), Math.max(release, patient.departure));
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
    occupy(new Stay(unit, null, false), releaseSecond(now, days, draw));
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
    if (isHeld) {
      lastDay = Holidays.FEDERAL.businessDayOnOrAfter(lastDay);
    }
    long second = WallClock.startOf(lastDay) + timeOfDay + releaseShiftSeconds;
    if (Holidays.FEDERAL.isBusinessDay(lastDay) && !Holidays.FEDERAL.isBusinessDay(lastDay - 1)) {
      second += mondayLateSeconds;
    }
    return Math.max(second, start + SHORTEST_STAY);
  }
}
