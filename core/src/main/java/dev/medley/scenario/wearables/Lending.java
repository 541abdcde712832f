package dev.medley.scenario.wearables;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.Holidays;
import dev.medley.world.IdBlock;
import dev.medley.world.OpeningHours;
import dev.medley.world.PlaceHours;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.stream.IntStream;

/**
 * Rules {@code loan} and {@code exit}: which clinic lends which watch, from when to when, and
 * whether the wearer comes to the visit afterwards. Times are seconds since local midnight of the
 * first day.
 */
final class Lending {

  /** How a loan ends before its time. */
  private enum Exit {
    NONE,
    BROUGHT_BACK_EARLY,
    LOST,
    DIED
  }

  private static final int DAYS_IN_A_WEEK = 7;

  /** Hours from UTC by region: Eastern, Central, Central and Pacific standard time. */
  private static final int[] UTC_OFFSET_HOURS = {-5, -6, -6, -8};

  // ---- ids

  /** Loans that an id can be given to. */
  private static final long MOST_LOANS = 90_000_000;

  private static final long FIRST_DEVICE_ID = 100_000_000;
  private static final long FIRST_PATIENT_ID = 10_000_000;
  private static final long FIRST_CLINIC_ID = 100;
  private static final long MOST_CLINICS = 900;

  // ---- clinics

  private static final int CLINICS_A_REGION = 3;
  private static final double CLINIC_SIZE_SIGMA = 0.4;
  private static final double CLINIC_AGE_SD = 2;
  private static final double USUAL_AGE = 62;

  /** Among clinics and from day to day. */
  private static final double DOORS_MINUTES = 4;

  private static final double DOORS_MINUTES_A_DAY = 1.5;

  /** Two of three begin before lunch, which halves the clinic's day. */
  private static final double MORNING_SHARE = 2 / 3.0;

  // ---- watches

  /** Watches of a region of which ten are out in a week, so that some rest. */
  private static final int WATCHES = 11;

  /** A watch that is lost is replaced, fewer times than that. */
  private static final long REPLACEMENTS = 16;

  private static final String SERIAL_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int SERIAL_LENGTH = 8;
  private static final int SERIAL_BITS = 5;
  private static final String[] MODELS = {"PULSE-1", "PULSE-2", "BAND-X"};
  private static final Discrete MODEL = Discrete.of(0.5, 0.3, 0.2);
  private static final Normal DRAIN_FACTOR = Normal.of(1, 0.15).cut(0.6, 1.5);

  /** Shares of watches with firmware 2.8, and with 2.8 or 3.0, in the first and the last week. */
  private static final double[] WITH_OLDEST = {0.46, 0.34};

  private static final double[] WITH_OLDER = {0.80, 0.70};

  // ---- begin and end

  private static final Normal RETURN_MINUTES = Normal.of(0, 80);
  private static final int RETURN_TRIES = 100;
  private static final double LOST_SHARE = 0.02;
  private static final double DIED_SHARE = 0.002;

  /** An early exit falls between these days of a week's loan, and in that share of another's. */
  private static final double EARLY_FROM_DAY = 1;

  private static final double EARLY_TO_DAY = 6;
  private static final double LOST_FROM_DAY = 0.5;

  // ---- the visit

  private static final int FOLLOW_UP_DAYS = 30;
  private static final Normal VISIT_DAYS = Normal.of(FOLLOW_UP_DAYS, 6).cut(15, 45);
  static final int LATEST_VISIT_DAYS = 45;
  private static final double NEVER_COME = 0.12;
  private static final double STAY_AWAY_AFTER_EARLY_RETURN = 0.5;

  /** The furthest that days without clinic hours move a return. */
  static final int CLOSED_DAYS = 4;

  final long deviceId;
  final long patientId;
  final int clinicId;

  /** Mean age of the clinic's patients, years. */
  final double clinicAge;

  /** Names the watch; it goes from loan to loan. */
  final long watch;

  final String model;

  /** 0, 1 and 2 for 2.8, 3.0 and 3.1. */
  final int firmware;

  /** How fast the watch's battery drains, relative to the usual. */
  final double drainFactor;

  final int utcOffsetHours;

  /** First day of the loan, as days since 1970, local time. */
  final int startDay;

  /** Local midnight of the first day, as a UTC instant. */
  final long midnightTs;

  /** First second of the loan. */
  final int begin;

  /** The second after its last. */
  final int end;

  /** Whether the wearer carries the watch back to the clinic. */
  final boolean isBroughtBack;

  /** Local day of the visit, as days since 1970; null if there is none. */
  final Integer visitDay;

  private final Streams streams;
  private final World world;
  private final int loanDays;
  private final OpeningHours hours;

  /** The loan of that number, counted from 0. */
  Lending(long member, int regionIndex, World world) {
    this.world = world;
    this.streams = world.streams();
    this.loanDays = loanDays(world);
    this.deviceId = deviceId(member);
    this.patientId = IdBlock.of("patient_id", FIRST_PATIENT_ID, MOST_LOANS, streams).id(member);
    this.utcOffsetHours = UTC_OFFSET_HOURS[regionIndex];

    int week = Wearables.COHORTS.wave(member);
    int weeksOfALoan = 1 + (loanDays + DAYS_IN_A_WEEK - 1) / DAYS_IN_A_WEEK;
    long round = member / slotsOfARound();
    long pool =
        (round * UTC_OFFSET_HOURS.length + regionIndex) * weeksOfALoan + week % weeksOfALoan;
    int place = (int) shuffle(pool, week).at(member % Wearables.COHORTS.size());
    long position = pool * WATCHES + place;
    this.watch = position * REPLACEMENTS + lostBefore(member, pool, place, week, weeksOfALoan);
    Draw device = streams.named("watch").at(watch);
    this.model = MODELS[MODEL.at(device.nextDouble())];
    this.firmware = firmware(device.nextDouble(), week);
    this.drainFactor = DRAIN_FACTOR.sample(device);

    long clinic = clinicOf(position, regionIndex);
    this.clinicId =
        (int) IdBlock.of("clinic_id", FIRST_CLINIC_ID, MOST_CLINICS, streams).id(clinic);
    this.clinicAge =
        USUAL_AGE + CLINIC_AGE_SD * Normal.standard(streams.named("clinic_age").at(clinic));
    this.hours =
        PlaceHours.CLINIC.ofPlace(
            streams.named("hours.clinic"), clinic, DOORS_MINUTES, DOORS_MINUTES_A_DAY);

    int firstDay = (int) world.horizon().from().toEpochDay() + DAYS_IN_A_WEEK * week;
    int[] open = openDays(firstDay);
    Draw start = streams.named("loan_start").at(deviceId);
    this.startDay = open[start.nextInt(open.length)];
    this.midnightTs = WallClock.startOf(startDay) - utcOffsetHours * HOUR;
    this.begin = moment(startDay, start);
    int planned = plannedEnd(firstDay + DAYS_IN_A_WEEK * weeksOfALoan);
    Draw leaving = streams.named("exit").at(deviceId);
    Exit exit = exit(leaving.nextDouble());
    this.end = Math.min(planned, exitAt(exit, planned, leaving));
    this.isBroughtBack = exit == Exit.NONE || exit == Exit.BROUGHT_BACK_EARLY;
    this.visitDay = visitDay(exit);
  }

  /** Whole days that a loan lasts, if nothing comes between. */
  static int loanDays(World world) {
    return (int) Math.round(world.value(Wearables.LOAN_DAYS));
  }

  private long deviceId(long member) {
    return IdBlock.of("device_id", FIRST_DEVICE_ID, MOST_LOANS, streams).id(member);
  }

  /** Loans of all regions in all weeks, before a region's first week gets more. */
  private static long slotsOfARound() {
    return (long) Wearables.COHORTS.size()
        * Wearables.COHORTS.regions().size()
        * Wearables.COHORTS.waves();
  }

  // ---- watches

  /** Which watch of a pool each loan of a week gets. */
  private Permutation shuffle(long pool, int week) {
    return Permutation.of(WATCHES, streams.named("pairing").bits(pool, week));
  }

  /** How many watches of that place in the pool were lost in the weeks before. */
  private int lostBefore(long member, long pool, int place, int week, int weeksOfALoan) {
    int lost = 0;
    int size = Wearables.COHORTS.size();
    for (int earlier = week % weeksOfALoan; earlier < week; earlier += weeksOfALoan) {
      long slot = shuffle(pool, earlier).indexOf(place);
      long groupsBetween = (long) (week - earlier) * Wearables.COHORTS.regions().size();
      long other = (member / size - groupsBetween) * size + slot;
      if (slot < size
          && exit(streams.named("exit").at(deviceId(other)).nextDouble()) == Exit.LOST) {
        lost++;
      }
    }
    return lost;
  }

  /** Newer as the weeks go by, and never older again. */
  private static int firmware(double uniform, int week) {
    double passed = week / (Wearables.COHORTS.waves() - 1.0);
    double oldest = WITH_OLDEST[0] + (WITH_OLDEST[1] - WITH_OLDEST[0]) * passed;
    double older = WITH_OLDER[0] + (WITH_OLDER[1] - WITH_OLDER[0]) * passed;
    return uniform < oldest ? 0 : uniform < older ? 1 : 2;
  }

  /** The watch's serial number, which tells nothing else. */
  String serial() {
    long left =
        Permutation.of(1L << (SERIAL_BITS * SERIAL_LENGTH), streams.named("serial").bits(0))
            .at(watch);
    StringBuilder letters = new StringBuilder(SERIAL_LENGTH);
    for (int i = 0; i < SERIAL_LENGTH; i++) {
      letters.append(SERIAL_LETTERS.charAt((int) (left & (1 << SERIAL_BITS) - 1)));
      left >>>= SERIAL_BITS;
    }
    return letters.toString();
  }

  /** Clinics of a region own more or fewer watches. */
  private long clinicOf(long position, int regionIndex) {
    long first = (long) regionIndex * CLINICS_A_REGION;
    double[] sizes = new double[CLINICS_A_REGION];
    for (int i = 0; i < CLINICS_A_REGION; i++) {
      sizes[i] =
          Math.exp(CLINIC_SIZE_SIGMA * Normal.standard(streams.named("clinic_size").at(first + i)));
    }
    return first + Discrete.of(sizes).at(streams.named("owner").uniform(position));
  }

  // ---- begin and end

  /** Days of a week on which clinics are open. */
  static int[] openDays(int firstDay) {
    return IntStream.range(firstDay, firstDay + DAYS_IN_A_WEEK)
        .filter(Holidays.FEDERAL::isBusinessDay)
        .toArray();
  }

  /** A moment of a day on which the clinic is open, in the morning rather than after lunch. */
  private int moment(int day, Draw draw) {
    boolean isMorning = draw.nextDouble() < MORNING_SHARE;
    double share = (draw.nextDouble() + (isMorning ? 0 : 1)) / 2;
    return (int) (hours.momentOn(day, share) - WallClock.startOf(startDay));
  }

  /**
   * Whole days after the beginning, some minutes more or less, while the clinic is open. Where it
   * is closed that day, the wearer comes on the next day, unless the watch is lent again by then.
   */
  private int plannedEnd(int lentAgain) {
    int wanted = startDay + loanDays;
    int later = Holidays.FEDERAL.businessDayOnOrAfter(wanted);
    int day = later < lentAgain ? later : Holidays.FEDERAL.businessDayOnOrBefore(wanted);
    Draw draw = streams.named("return").at(deviceId);
    long sameTime = WallClock.startOf(day) + begin;
    for (int i = 0; i < RETURN_TRIES; i++) {
      long at = sameTime + WallClock.seconds(RETURN_MINUTES.sample(draw));
      if (hours.isOpen(at)) {
        return (int) (at - WallClock.startOf(startDay));
      }
    }
    return moment(day, draw);
  }

  private Exit exit(double uniform) {
    if (uniform < LOST_SHARE) {
      return Exit.LOST;
    }
    if (uniform < LOST_SHARE + DIED_SHARE) {
      return Exit.DIED;
    }
    return uniform < LOST_SHARE + DIED_SHARE + world.value(Wearables.EXIT_EARLY)
        ? Exit.BROUGHT_BACK_EARLY
        : Exit.NONE;
  }

  private int exitAt(Exit exit, int planned, Draw draw) {
    double uniform = draw.nextDouble();
    return switch (exit) {
      case NONE -> planned;
      case BROUGHT_BACK_EARLY -> {
        double after = EARLY_FROM_DAY + (EARLY_TO_DAY - EARLY_FROM_DAY) * uniform;
        int wanted = WallClock.epochDay(WallClock.startOf(startDay) + begin + ofTheLoan(after));
        int before = Holidays.FEDERAL.businessDayOnOrBefore(wanted);
        int day = before > startDay ? before : Holidays.FEDERAL.businessDayOnOrAfter(wanted);
        int at = moment(day, draw);
        yield at > begin ? at : planned;
      }
      case LOST -> begin + ofTheLoan(LOST_FROM_DAY + (DAYS_IN_A_WEEK - LOST_FROM_DAY) * uniform);
      case DIED -> begin + ofTheLoan(DAYS_IN_A_WEEK * uniform) + (int) MINUTE;
    };
  }

  /** What days of a week's loan are in one of another length, seconds. */
  private int ofTheLoan(double daysOfSeven) {
    return (int) (daysOfSeven / DAYS_IN_A_WEEK * loanDays * DAY);
  }

  // ---- the visit

  private Integer visitDay(Exit exit) {
    Draw draw = streams.named("visit").at(deviceId);
    boolean neverComes = draw.nextDouble() < NEVER_COME;
    boolean staysAway = draw.nextDouble() < STAY_AWAY_AFTER_EARLY_RETURN;
    if (!isBroughtBack || neverComes || (exit == Exit.BROUGHT_BACK_EARLY && staysAway)) {
      return null;
    }
    // An appointment is given for a day on which there are any.
    int day;
    do {
      day = lastDay() + (int) Math.round(VISIT_DAYS.sample(draw));
    } while (!Holidays.FEDERAL.isBusinessDay(day));
    return day;
  }

  /** Local day on which the loan ends. */
  int lastDay() {
    return startDay + (int) ((end - 1) / DAY);
  }

  /** The latest date of any row of the loan. */
  LocalDate lastDate() {
    int lastReading = WallClock.epochDay(midnightTs + end);
    return LocalDate.ofEpochDay(visitDay == null ? lastReading : Math.max(visitDay, lastReading));
  }
}
