package dev.medley.scenario.salesforce;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.world.Persona;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.HashSet;
import java.util.Set;

/** One representative: habits that last, days off, and when calls are typed into the CRM. */
final class Rep {
  private static final double MEAN_TENURE_YEARS = 7;
  private static final double TENURE_SD_YEARS = 4.04;
  private static final double LATE_LOGGERS = 0.35;
  private static final Beta LATE = new Beta(14, 6);
  private static final Beta PROMPT = new Beta(2.4, 17.6);
  private static final Beta SAMPLES = new Beta(6, 4);
  private static final Beta BACKFILL_WEEKS = new Beta(6.25, 13.75);
  private static final LogNormal ROW_MINUTES = LogNormal.ofMedianAndSigma(2.5, 0.6);
  private static final LogNormal MONDAY_MINUTES = LogNormal.ofMedianAndSigma(35, 0.5);
  private static final double FRIDAY_SITTING = 0.62;
  private static final double SUNDAY_SITTING = 0.24;
  private static final long LAST_LOGGING = 23 * WallClock.HOUR + 25 * WallClock.MINUTE;
  private static final int DAYS_OFF = 8;
  private static final int SICK_DAYS = 2;

  /** January to December: when people take their days. */
  private static final Discrete MONTH_OFF =
      Discrete.of(.5, .6, .9, .9, .8, .9, 1.8, 1.8, .7, .7, .8, 2);

  final int id;
  final int hired;
  final int firstDay;

  /** The last day, or {@link Integer#MAX_VALUE}. */
  final int lastDay;

  final double skill;
  final double pace;
  final double lunchFactor;
  final double sampleShare;
  final double lateShare;
  final double leniency;
  final boolean roundsScores;
  final boolean isLazy;
  final boolean leavesBlanks;
  final boolean mislabelsChannels;
  private final double backfillShare;
  private final double badSyncs;
  private final double ownHours;
  private final Territory.Laws laws;

  private int year = -1;
  private final Set<Integer> off = new HashSet<>();
  private int sittingDay = -1;
  private long sittingSecond;
  private int lateWeek = -1;
  private long lateSecond;

  /**
   * A representative.
   *
   * @param key of the draws: the number among all representatives
   */
  Rep(int id, long key, int hired, int firstDay, int lastDay, Territory.Laws laws) {
    this.id = id;
    this.hired = hired;
    this.firstDay = firstDay;
    this.lastDay = lastDay;
    this.laws = laws;
    Draw draw = laws.reps.at(key);
    double tenure = (firstDay - hired) / 365.25;
    this.skill =
        0.35 * (tenure - MEAN_TENURE_YEARS) / TENURE_SD_YEARS + 0.94 * Normal.standard(draw);
    this.pace = Persona.factor(draw, laws.paceSd);
    this.lunchFactor = Math.exp(0.35 * Normal.standard(draw) - 0.06);
    this.sampleShare = SAMPLES.sample(draw);
    this.lateShare = (draw.nextDouble() < LATE_LOGGERS ? LATE : PROMPT).sample(draw);
    this.ownHours = 0.75 * Normal.standard(draw);
    this.leniency = 0.10 * Normal.standard(draw);
    this.roundsScores = draw.nextDouble() < 0.60;
    this.isLazy = draw.nextDouble() < 0.20;
    this.leavesBlanks = draw.nextDouble() < 0.25;
    this.mislabelsChannels = draw.nextDouble() < 0.12;
    this.backfillShare = BACKFILL_WEEKS.sample(draw);
    this.badSyncs = Math.min(1, 0.04 * Persona.rate(draw, 0.5));
  }

  /** Whether the representative has the day off. */
  boolean isOff(int day) {
    if (UsCalendar.year(day) != year) {
      year = UsCalendar.year(day);
      planYear();
    }
    return off.contains(day);
  }

  private void planYear() {
    off.clear();
    Draw draw = laws.daysOff.at(id, year);
    int left = DAYS_OFF;
    while (left > 0) {
      int spell = Math.min(left, 1 + draw.nextInt(5));
      int month = 1 + MONTH_OFF.at(draw.nextDouble());
      int day = UsCalendar.day(year, month, 1 + draw.nextInt(28));
      for (int taken = 0; taken < spell; day++) {
        if (!UsCalendar.isWeekend(day)) {
          off.add(day);
          taken++;
        }
      }
      left -= spell;
    }
    for (int i = 0; i < SICK_DAYS; i++) {
      off.add(UsCalendar.day(year, 1, 1) + draw.nextInt(365));
    }
  }

  boolean leavesDefaultScore(int day) {
    return isLazy && laws.lazyWeeks.uniform(id, UsCalendar.weekNumber(day)) < 0.85;
  }

  boolean backfills(int day) {
    return laws.backfillWeeks.uniform(id, UsCalendar.weekNumber(day)) < backfillShare;
  }

  boolean syncsBadly(long logged) {
    return laws.badSyncs.uniform(id, WallClock.epochDay(logged)) < badSyncs;
  }

  boolean hasCentsImport(int day) {
    return laws.centsImports.uniform(id, UsCalendar.monthNumber(day)) < 0.01;
  }

  /** When the next call of a day is typed, in the order of the calls. */
  long log(int day, boolean isLate, Draw gap) {
    long rowSeconds = WallClock.seconds(ROW_MINUTES.sample(gap));
    if (isLate) {
      int week = UsCalendar.weekNumber(day);
      if (week != lateWeek) {
        lateWeek = week;
        lateSecond = lateSitting(day, week);
      }
      lateSecond = beforeMidnight(lateSecond + rowSeconds);
      return lateSecond;
    }
    if (day != sittingDay) {
      sittingDay = day;
      Draw draw = laws.sittings.at(id, day);
      double hour = 18 + 10 / 60.0 + ownHours + 40 / 60.0 * Normal.standard(draw);
      sittingSecond = WallClock.startOf(day) + Doctor.hours(Math.max(9, Math.min(22.5, hour)));
    }
    sittingSecond = beforeMidnight(sittingSecond + rowSeconds);
    return sittingSecond;
  }

  /** Nothing is typed at night; whoever is late hurries. */
  private static long beforeMidnight(long second) {
    long midnight = WallClock.startOf(WallClock.epochDay(second));
    long over = second - midnight - LAST_LOGGING;
    return over > 0 ? midnight + LAST_LOGGING + Math.min(over / 20, 290) : second;
  }

  /** One sitting for the week's late calls: on Friday, Sunday or the next Monday. */
  private long lateSitting(int day, int week) {
    Draw draw = laws.sittings.at(id, week, 1);
    double choice = draw.nextDouble();
    long friday = WallClock.startOf(day + 4 - WallClock.weekday(day));
    if (choice < FRIDAY_SITTING) {
      return friday + Doctor.hours(15 + 20 / 60.0 + 0.75 * Normal.standard(draw));
    }
    if (choice < FRIDAY_SITTING + SUNDAY_SITTING) {
      return friday
          + 2 * WallClock.DAY
          + Doctor.hours(19 + 40 / 60.0 + 50 / 60.0 * Normal.standard(draw));
    }
    return friday
        + 3 * WallClock.DAY
        + 8 * WallClock.HOUR
        + WallClock.seconds(MONDAY_MINUTES.sample(draw));
  }
}
