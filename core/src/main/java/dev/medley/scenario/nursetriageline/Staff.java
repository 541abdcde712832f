package dev.medley.scenario.nursetriageline;

import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.scenario.nursetriageline.NurseTriageLine.CaseReview;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Nurse;
import dev.medley.scenario.nursetriageline.NurseTriageLine.NurseTruth;
import dev.medley.scenario.nursetriageline.NurseTriageLine.ReviewOutcome;
import dev.medley.scenario.nursetriageline.NurseTriageLine.Shift;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.Horizon;
import dev.medley.world.KeyedSpells;
import dev.medley.world.UsCalendar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The nurses of a line in one cell: who sits on which seat from when to when, what each is like,
 * and in which order they are on duty. Seats are given to successors when a nurse leaves.
 */
final class Staff {
  // ---- careers

  private static final double MEAN_TENURE_YEARS = 4;
  private static final double FIRST_YEAR_ATTRITION = 1.8;
  private static final LogNormal VACANT_DAYS = LogNormal.ofMedianAndP90(40, 90);
  private static final int LONGEST_BEFORE_HIRE_YEARS = 20;
  private static final double DAYS_PER_YEAR = 365.25;
  private static final int IDS = 999;
  private static final int IDS_OF_LINE = 1_000;

  // ---- habits

  private static final double NIGHT = 0.18;
  private static final double EVENING = 0.40;
  private static final Normal RISK_AVERSE_EFFECT = Normal.of(2.1, 0.35);
  private static final Normal EFFECT = Normal.of(-0.05, 0.28);

  /** What the risk-averse add where the heart is in question. */
  private static final double CARDIOPULMONARY_EFFECT = 0.6;

  private static final double RATING_SD = 0.6;
  private static final double PACE_SD = 0.12;
  private static final double OWN_LABEL = 0.125;
  private static final String[] LABELS = {"ED", "E.R.", "Emergency"};

  // ---- reviews

  private static final double CALM_DAYS = 14;
  private static final int LONGEST_ALARM_DAYS = 60;
  private static final int ALARM_MONTHS = 3;
  private static final int MOST_REVIEWS = 8;
  private static final long REVIEWS_OF_LINE = 1_000_000_000L;
  private static final int[] NONE = {};

  // ---- roster

  private static final double FOREIGN_SHIFT = 0.55;
  private static final double UNWILLING = 2;
  private static final double VACANT = 10;
  private static final double LEAVE_WEEKS_PER_YEAR = 4.5;
  private static final double ILLNESSES_PER_DAY = 0.008;
  private static final int LONGEST_ILLNESS_DAYS = 4;
  private static final int MOST_ON_DUTY = 25;
  private static final int FEWEST_ON_DUTY = 2;
  private static final double ROUND_DOWN = 0.3;

  /** Bits of a sorting key that hold the seat. */
  private static final int SEAT_BITS = 10;

  /** One nurse on a seat. */
  static final class Person {
    final int seat;
    final long key;
    final int hire;

    /** First day on which she is not there any more. */
    final int gone;

    final int licenceYear;
    final Shift home;
    final boolean riskAverse;
    final double effect;
    final double cardiopulmonaryEffect;
    final double rating;
    final double pace;
    final boolean ownLabel;
    final String label;
    final KeyedSpells skips;
    long id;

    /** In the order of being hired. */
    private int number;

    private Person(Laws laws, NurseLine line, int seat, int generation, int hire, int gone) {
      this.seat = seat;
      this.key = (line.id * 1_000L + seat) * 1_000 + generation;
      this.hire = hire;
      this.gone = gone;
      UniformRandomProvider rng = laws.streams.named("nurse").at(key);
      double u = rng.nextDouble();
      this.home = u < NIGHT ? Shift.N : u < NIGHT + EVENING ? Shift.E : Shift.D;
      this.licenceYear = UsCalendar.year(hire) - 1 - rng.nextInt(LONGEST_BEFORE_HIRE_YEARS);
      double succeeds = rng.nextDouble();
      this.riskAverse =
          generation == 0
              ? Permutation.of(line.seats, laws.streams.named("nurse.risk-averse").bits(line.id))
                      .at(seat)
                  < line.riskAverse
              : succeeds < line.riskAverseShare;
      double anxious = RISK_AVERSE_EFFECT.sample(rng);
      double ordinary = EFFECT.sample(rng);
      this.effect = (riskAverse ? anxious : ordinary) + line.culture;
      this.cardiopulmonaryEffect = (riskAverse ? CARDIOPULMONARY_EFFECT : ordinary) + line.culture;
      this.rating = RATING_SD * Normal.standard(rng);
      this.pace = PACE_SD * Normal.standard(rng);
      this.ownLabel = rng.nextDouble() < OWN_LABEL;
      this.label = LABELS[rng.nextInt(LABELS.length)];
      this.skips = laws.badSpells("nurse-skips-score", key, 0.16, 10);
    }

    boolean isThere(int day) {
      return day >= hire && day < gone;
    }
  }

  private final Laws laws;
  private final NurseLine line;
  private final List<Person> people = new ArrayList<>();

  /** By seat, one after the other. */
  private final List<List<Person>> bySeat = new ArrayList<>();

  private final Streams.Stream wishes;
  private final Streams.Stream leaves;
  private final Streams.Stream illnesses;
  private final Streams.Stream reviews;
  private final double alarmLogOdds;
  private final double reviewsPerMonth;
  private final Permutation reviewIds;
  private final int mostOnDuty;

  Staff(Laws laws, NurseLine line) {
    this.laws = laws;
    this.line = line;
    this.wishes = laws.streams.named("roster.wish");
    this.leaves = laws.streams.named("roster.leave");
    this.illnesses = laws.streams.named("roster.illness");
    this.reviews = laws.streams.named("review");
    this.alarmLogOdds = laws.world.value(NurseTriageLine.ALARM);
    this.reviewsPerMonth = laws.world.value(NurseTriageLine.REVIEWS_PER_YEAR) / 12;
    this.reviewIds = Permutation.of(REVIEWS_OF_LINE, laws.streams.named("review.id").bits(line.id));
    this.mostOnDuty = (int) Math.max(MOST_ON_DUTY, MOST_ON_DUTY * line.size);
    double attrition = laws.world.value(NurseTriageLine.ATTRITION);
    int end = (int) laws.world.horizon().end().toEpochDay();
    for (int seat = 0; seat < line.seats; seat++) {
      bySeat.add(careers(seat, attrition, end));
      people.addAll(bySeat.get(seat));
    }
    people.sort(
        Comparator.comparingInt((Person p) -> p.hire < laws.start ? Integer.MIN_VALUE : p.hire)
            .thenComparingInt(p -> p.seat));
    Permutation ids = Permutation.of(IDS, laws.streams.named("nurse.id").bits(line.id));
    for (int i = 0; i < people.size(); i++) {
      people.get(i).number = i;
      people.get(i).id = (long) line.id * IDS_OF_LINE + ids.at(i);
    }
  }

  /** Those of a seat who are hired before the end of the horizon. */
  private List<Person> careers(int seat, double attrition, int end) {
    List<Person> careers = new ArrayList<>();
    Streams.Stream stream = laws.streams.named("nurse.career");
    int hire = Integer.MIN_VALUE;
    for (int generation = 0; ; generation++) {
      UniformRandomProvider rng = stream.at(line.id, seat, generation);
      int from = hire;
      double tenure = 0;
      if (generation == 0) {
        tenure = MEAN_TENURE_YEARS * Exponential.standard(rng);
        hire =
            Holidays.FEDERAL.businessDayOnOrBefore(laws.start - 1 - (int) (tenure * DAYS_PER_YEAR));
        from = laws.start;
      }
      double years = yearsToLeaving(tenure, Exponential.standard(rng), attrition);
      boolean stays = years * DAYS_PER_YEAR > end - from;
      int gone = stays ? Integer.MAX_VALUE : from + 1 + (int) (years * DAYS_PER_YEAR);
      careers.add(new Person(laws, line, seat, generation, hire, gone));
      if (stays) {
        return careers;
      }
      hire = Holidays.FEDERAL.businessDayOnOrAfter(gone + (int) VACANT_DAYS.sample(rng));
      if (hire >= end) {
        return careers;
      }
    }
  }

  private static double yearsToLeaving(double tenure, double hazard, double attrition) {
    if (attrition == 0) {
      return Double.POSITIVE_INFINITY;
    }
    double ofFirstYear = Math.max(0, 1 - tenure);
    double first = hazard / (FIRST_YEAR_ATTRITION * attrition);
    return first < ofFirstYear
        ? first
        : ofFirstYear + (hazard - ofFirstYear * FIRST_YEAR_ATTRITION * attrition) / attrition;
  }

  // ---- rows

  /** The nurses of the first day. */
  void emitFirst(Emitter out) {
    for (Person p : people) {
      if (p.hire < laws.start) {
        out.emit(NurseTriageLine.NURSES, row(p));
        out.emit(NurseTriageLine.NURSE_TRUTH, truth(p));
      }
    }
  }

  /** The nurses who are hired in a stretch of days. */
  void emitHired(Horizon days, Emitter out) {
    int from = (int) days.from().toEpochDay();
    int to = (int) days.to().toEpochDay();
    for (Person p : people) {
      if (p.hire >= Math.max(from, laws.start) && p.hire <= to) {
        out.emit(NurseTriageLine.NURSES, row(p), p.hire);
        out.emit(NurseTriageLine.NURSE_TRUTH, truth(p), p.hire);
      }
    }
  }

  private Nurse row(Person p) {
    return new Nurse(p.id, line.id, p.hire, p.licenceYear, p.home);
  }

  private static NurseTruth truth(Person p) {
    return new NurseTruth(p.id, p.riskAverse, p.effect);
  }

  /** The reviews of a stretch of days. */
  void emitReviews(Horizon days, Emitter out) {
    int from = (int) days.from().toEpochDay();
    int to = (int) days.to().toEpochDay();
    int firstMonth = UsCalendar.monthNumber(from) - 1;
    int lastMonth = UsCalendar.monthNumber(to);
    for (Person p : people) {
      for (int month = firstMonth; month <= lastMonth; month++) {
        for (ReviewOutcome outcome : ReviewOutcome.values()) {
          int[] dates = reviewDates(p, month, outcome);
          for (int i = 0; i < dates.length; i++) {
            if (dates[i] >= from && dates[i] <= to) {
              long number = month - UsCalendar.monthNumber(laws.start) + 1L;
              number = (number * IDS + p.number) * ReviewOutcome.values().length;
              number = (number + outcome.number) * MOST_REVIEWS + i;
              long id = line.id * REVIEWS_OF_LINE + reviewIds.at(number);
              out.emit(
                  NurseTriageLine.REVIEWS,
                  new CaseReview(id, p.id, line.id, dates[i], outcome, dates[i]));
            }
          }
        }
      }
    }
  }

  /** Dates of the reviews that fall due in a month, moved to working days, while she is there. */
  private int[] reviewDates(Person p, int month, ReviewOutcome outcome) {
    UniformRandomProvider rng = reviews.at(p.key, month, outcome.number);
    int count = Math.min(MOST_REVIEWS, Poisson.sample(reviewsPerMonth, rng));
    if (count == 0) {
      return NONE;
    }
    int first = UsCalendar.day(Math.floorDiv(month, 12) + 1970, Math.floorMod(month, 12) + 1, 1);
    int[] dates = new int[count];
    int kept = 0;
    for (int i = 0; i < count; i++) {
      int day = Holidays.FEDERAL.businessDayOnOrAfter(first + rng.nextInt(28));
      if (p.isThere(day)) {
        dates[kept++] = day;
      }
    }
    return Arrays.copyOf(dates, kept);
  }

  // ---- a day

  /** Who sits on a seat on a day, or null. */
  Person on(int seat, int day) {
    for (Person p : bySeat.get(seat)) {
      if (p.isThere(day)) {
        return p;
      }
    }
    return null;
  }

  /** What missed emergencies add to her log odds of the ER on a day. */
  double alarm(Person p, int day) {
    double sum = 0;
    int month = UsCalendar.monthNumber(day);
    for (int m = month - ALARM_MONTHS; m <= month; m++) {
      for (int review : reviewDates(p, m, ReviewOutcome.MISSED_EMERGENCY)) {
        int since = day - review;
        if (since >= 0 && since <= LONGEST_ALARM_DAYS) {
          sum += alarmLogOdds * Math.exp(-since / CALM_DAYS);
        }
      }
    }
    return sum;
  }

  /** Nurses planned for an hour of a day; hours from 24 on are those of the next day. */
  int planned(int day, int hour) {
    int d = day + hour / 24;
    double calls =
        laws.callsPerDay
            * line.size
            / 24
            * laws.plannedWeight(d, hour % 24)
            * laws.plannedYearFactor(d);
    double nurses = calls * laws.minutesPlanned / 60 / line.occupancy;
    int planned = (int) Math.max(FEWEST_ON_DUTY, Math.ceil(nurses - ROUND_DOWN));
    return Math.min(planned, mostOnDuty);
  }

  private int peak(int day, Shift shift) {
    int from = shift == Shift.D ? 7 : shift == Shift.E ? 15 : 23;
    int peak = 0;
    for (int hour = from; hour < from + 8; hour++) {
      peak = Math.max(peak, planned(day, hour));
    }
    return peak;
  }

  /** The seats of a shift in the order in which they are called to duty, the vacant left out. */
  int[] order(int day, Shift shift, boolean[] wasOnBefore) {
    long[] keys = new long[line.seats];
    int there = 0;
    int shiftNumber = day * 3 + shift.number;
    for (int seat = 0; seat < line.seats; seat++) {
      Person p = on(seat, day);
      double wish = VACANT;
      if (p != null && p.isThere(day + 1)) {
        wish = wishes.uniform(p.key, shiftNumber) + (p.home == shift ? 0 : FOREIGN_SHIFT);
        wish += isOff(p, day) ? UNWILLING : 0;
        wish += wasOnBefore[seat] ? UNWILLING : 0;
        there++;
      }
      keys[seat] = (long) (wish * 0x1p32) << SEAT_BITS | seat;
    }
    Arrays.sort(keys);
    int[] order = new int[there];
    for (int i = 0; i < there; i++) {
      order[i] = (int) (keys[i] & (1 << SEAT_BITS) - 1);
    }
    return order;
  }

  /** Who is on duty at the shift's busiest hour. */
  boolean[] onDuty(int day, Shift shift, int[] order) {
    boolean[] on = new boolean[line.seats];
    for (int i = 0; i < Math.min(order.length, peak(day, shift)); i++) {
      on[order[i]] = true;
    }
    return on;
  }

  boolean[] nobody() {
    return new boolean[line.seats];
  }

  private boolean isOff(Person p, int day) {
    if (leaves.uniform(p.key, UsCalendar.weekNumber(day)) < LEAVE_WEEKS_PER_YEAR / 52) {
      return true;
    }
    for (int ago = 0; ago < LONGEST_ILLNESS_DAYS; ago++) {
      double u = illnesses.uniform(p.key, day - ago);
      if (u < ILLNESSES_PER_DAY && u / ILLNESSES_PER_DAY * LONGEST_ILLNESS_DAYS >= ago) {
        return true;
      }
    }
    return false;
  }
}
