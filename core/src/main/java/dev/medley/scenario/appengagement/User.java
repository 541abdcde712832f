package dev.medley.scenario.appengagement;

import dev.medley.random.Beta;
import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.appengagement.AppEngagement.Arm;
import dev.medley.scenario.appengagement.AppEngagement.DiabetesType;
import dev.medley.scenario.appengagement.AppEngagement.EntryMethod;
import dev.medley.scenario.appengagement.AppEngagement.GlucoseLog;
import dev.medley.scenario.appengagement.AppEngagement.Notification;
import dev.medley.scenario.appengagement.AppEngagement.Os;
import dev.medley.scenario.appengagement.AppEngagement.Sex;
import dev.medley.scenario.appengagement.AppEngagement.State;
import dev.medley.scenario.appengagement.AppEngagement.UserLatents;
import dev.medley.scenario.appengagement.AppEngagement.UserRow;
import dev.medley.scenario.appengagement.AppEngagement.UserWeek;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.KeyedSpells;
import dev.medley.world.Persona;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsTimeZone;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Arrays;

/** One user in one wave: 14 days before the experiment and 56 days of it. */
final class User {

  // ---- rule users

  private static final double MEAN_AGE = 51.4;
  private static final double AGE_SD = 16.8;
  private static final double OLDEST = 90;
  private static final double YOUNGEST = 20;
  private static final double IOS_7_3 = 0.40;
  private static final Discrete ANDROID_BUILD = Discrete.of(0.35, 0.50, 0.15);
  private static final String[] ANDROID_BUILDS = {"5.1.0", "5.2.0", "5.2.1"};
  private static final double SECOND_DEVICES = 0.005;
  private static final int ENROLLED_DAYS_BEFORE = 60;

  // ---- rule engagement: a week's moves, after Baumel 2019

  private static final double ACTIVE_TO_LAPSING = 0.16;
  private static final double LAPSING_TO_ACTIVE = 0.22;
  private static final double LAPSING_TO_DORMANT = 0.25;
  private static final double DORMANT_TO_ACTIVE = 0.03;
  private static final double UNINSTALLS_A_DAY = 0.01;

  // ---- rule sending

  private static final Discrete SLOT_BELOW_60 = Discrete.of(0.36, 0.20, 0.44);
  private static final Discrete SLOT_FROM_60 = Discrete.of(0.50, 0.20, 0.30);
  private static final int[] SLOT_HOURS = {7, 12, 18};
  private static final int[] SLOT_MINUTES = {120, 60, 180};
  private static final double OPT_OUT_A_DAY = 0.0012;
  private static final double OWN_LOSS = 0.0135;

  // ---- rule click

  private static final double[] CLICK_LOG_ODDS = {-1.78, -2.88, -4.88};
  private static final double CLICK_IOS = -0.85;
  private static final LogNormal AT_ONCE_SECONDS = LogNormal.ofMedianAndSigma(75, 0.95);
  private static final LogNormal LATER_IOS_SECONDS = LogNormal.ofMedianAndSigma(950, 0.92);
  private static final LogNormal LATER_ANDROID_SECONDS = LogNormal.ofMedianAndSigma(2_550, 0.92);
  private static final double AT_ONCE = 0.3;
  private static final double LOGS_AFTER_CLICK = 0.65;
  private static final long HOUR = WallClock.HOUR;

  // ---- rule cue

  private static final double[] CUE_LOG_ODDS = {-1.60, -3.00, -5.50};
  private static final Beta CUE_DELAY = new Beta(1, 1.8);
  private static final double NOVELTY_HALF_LIFE_DAYS = 8;

  // ---- rules unprompted, glucose, session

  private static final double[] LOGS_A_DAY = {0.50, 0.10, 0.01};
  private static final double TYPE_1_LOGS = 1.6;
  private static final Discrete LOG_HOURS = logHours();
  private static final double OWN_HOURS = 0.7;
  private static final double OWN_HOUR_SD_SECONDS = 25 * 60;
  private static final long WEEKEND_LATER_SECONDS = 45 * 60;
  private static final double GLUCOSE_MEMORY = 0.3;
  private static final double GLUCOSE_SD = 0.26;
  private static final double LOWEST_GLUCOSE = 45;
  private static final LogNormal SESSION_SECONDS = LogNormal.ofMedianAndSigma(52, 0.89);
  private static final int PUSH_IDS = 100;
  private static final int LOG_IDS = 1_000;
  private static final SpellLength HANGS = SpellLength.ofMean(14);

  /** Streams and parameters that all users of a world share. */
  static final class Laws {
    private final double clinicAge;
    private final double bLogs;
    private final double bClicks;
    private final double telemetryLost;
    private final Streams.Stream traits;
    private final Streams.Stream arms;
    private final Streams.Stream losses;
    private final Streams.Stream habits;
    private final Streams.Stream weeks;
    private final Streams.Stream exits;
    private final Streams.Stream pushes;
    private final Streams.Stream clicks;
    private final Streams.Stream cues;
    private final Streams.Stream unprompted;
    private final Streams.Stream values;
    private final Streams.Stream sessions;
    private final Streams.Stream hangs;
    private final Streams.Stream notificationIds;
    private final Streams.Stream logIds;

    Laws(World world) {
      Streams streams = world.streams();
      this.clinicAge = world.value(AppEngagement.CLINIC_AGE);
      this.bLogs = world.value(AppEngagement.B_LOGS);
      this.bClicks = world.value(AppEngagement.B_CLICKS);
      this.telemetryLost = world.value(AppEngagement.TELEMETRY_LOST);
      this.traits = streams.named("traits");
      this.arms = streams.named("arm");
      this.losses = streams.named("telemetry");
      this.habits = streams.named("habits");
      this.weeks = streams.named("engagement");
      this.exits = streams.named("exit");
      this.pushes = streams.named("push");
      this.clicks = streams.named("click");
      this.cues = streams.named("cue");
      this.unprompted = streams.named("unprompted");
      this.values = streams.named("glucose");
      this.sessions = streams.named("session");
      this.hangs = streams.named("hang_spell");
      this.notificationIds = streams.named("notification_id");
      this.logIds = streams.named("log_id");
    }
  }

  private final long id;
  private final int start;
  private final int lastDay;
  private final Reminders reminders;
  private final Laws laws;
  private final UsTimeZone zone;

  // ---- who it is

  private final int clinicId;
  private final Arm arm;
  private final short age;
  private final Os os;
  private final String build;
  private final DiabetesType type;
  private final Sex sex;
  private final boolean hasMeter;
  private final double frailty;
  private final double readiness;
  private final double glucoseBase;
  private final boolean hasSecondDevice;
  private final int enrolled;
  private final boolean isTelemetryLost;

  // ---- habits

  private final int slot;
  private final long slotSecond;
  private final double ownLoss;
  private final double delayFactor;
  private final double sessionFactor;
  private final long bedtime;
  private final long wake;
  private final int[] ownHours;
  private final double roundsToFive;
  private final boolean hasUtcBug;
  private final boolean limitsTracking;
  private final boolean thinksInMmol;
  private final KeyedSpells hangs;

  // ---- how things stand

  private State state;
  private boolean isInstalled = true;
  private boolean isOptedIn = true;
  private int unopened;
  private int pushes;
  private int logs;
  private double glucose;
  private final long[] logSeconds = new long[64];

  User(
      long id,
      Block.Clinic clinic,
      int start,
      int lastDay,
      String region,
      Reminders reminders,
      Laws laws) {
    this.id = id;
    this.start = start;
    this.lastDay = lastDay;
    this.reminders = reminders;
    this.laws = laws;
    this.zone = UsTimeZone.ofRegion(region);
    this.clinicId = clinic.id();
    this.arm = laws.arms.uniform(id) < 0.5 ? Arm.B : Arm.A;
    Draw draw = laws.traits.at(id);
    this.age =
        (short)
            Normal.of(MEAN_AGE + laws.clinicAge * clinic.age(), AGE_SD)
                .cut(YOUNGEST, OLDEST)
                .sample(draw);
    this.os = draw.nextDouble() < Logit.inverse(-0.27 - 0.024 * (age - 50)) ? Os.IOS : Os.ANDROID;
    double buildDraw = draw.nextDouble();
    this.build =
        os == Os.IOS
            ? buildDraw < IOS_7_3 ? "7.3.0" : "7.4.0"
            : ANDROID_BUILDS[ANDROID_BUILD.at(buildDraw)];
    double type1 = Logit.inverse(-2.0 + 0.8 * clinic.type1() - 0.045 * (age - 50));
    this.type = draw.nextDouble() < type1 ? DiabetesType.T1 : DiabetesType.T2;
    this.sex = draw.nextDouble() < 0.5 ? Sex.F : Sex.M;
    boolean isType1 = type == DiabetesType.T1;
    this.hasMeter =
        draw.nextDouble() < Logit.inverse(-0.74 + clinic.meter() + (isType1 ? 0.6 : -0.1));
    this.frailty = 0.90 * Normal.standard(draw) + 0.44 * clinic.engagement();
    this.readiness =
        0.6 * frailty
            + 0.8 * Normal.standard(draw)
            + (sex == Sex.F ? 0.08 : -0.08)
            + (hasMeter ? 0.13 : -0.07);
    this.glucoseBase = (isType1 ? 165 : 145) + 25 * Normal.standard(draw);
    this.hasSecondDevice = draw.nextDouble() < SECOND_DEVICES;
    this.enrolled =
        Holidays.FEDERAL.businessDayOnOrBefore(
            start - 1 - (int) (draw.nextDouble() * ENROLLED_DAYS_BEFORE));
    this.isTelemetryLost =
        build.equals("5.2.1") && arm == Arm.B && laws.losses.uniform(id) < laws.telemetryLost;

    Draw habit = laws.habits.at(id);
    this.slot = (age < 60 ? SLOT_BELOW_60 : SLOT_FROM_60).at(habit.nextDouble());
    this.slotSecond =
        SLOT_HOURS[slot] * HOUR + (long) (habit.nextDouble() * SLOT_MINUTES[slot] * 60);
    this.ownLoss = Math.min(1, OWN_LOSS * Persona.rate(habit, 0.5));
    this.delayFactor = Math.exp(0.6 * Normal.standard(habit));
    this.sessionFactor = Math.exp(0.45 * Normal.standard(habit));
    this.bedtime = (long) ((23.0 + 0.9 * Normal.standard(habit)) * HOUR);
    this.wake = (long) ((24 + 6.6 + 0.8 * Normal.standard(habit)) * HOUR);
    this.ownHours = new int[] {LOG_HOURS.at(habit.nextDouble()), LOG_HOURS.at(habit.nextDouble())};
    this.roundsToFive = habit.nextDouble() < 0.15 ? 0.65 : 0.003;
    this.hasUtcBug = habit.nextDouble() < 0.93;
    this.limitsTracking = os == Os.IOS && habit.nextDouble() < 0.05;
    this.thinksInMmol = laws.losses.uniform(id, 1) < 0.025;
    double hangShare = Math.min(0.6, 0.03 * Persona.rate(laws.losses.at(id, 2), 0.5));
    this.hangs = KeyedSpells.ofShare(laws.hangs, id, hangShare, HANGS);
  }

  private static Discrete logHours() {
    double[] hours = new double[24];
    Arrays.fill(hours, 9, 21, 0.05 / 12);
    Arrays.fill(hours, 6, 9, 0.38 / 3);
    Arrays.fill(hours, 11, 13, 0.20 / 2);
    Arrays.fill(hours, 17, 19, 0.20 / 2);
    Arrays.fill(hours, 21, 23, 0.17 / 2);
    return Discrete.of(hours);
  }

  // ---- the wave

  void emit(Emitter out) {
    out.emit(
        AppEngagement.USERS,
        new UserRow(id, arm, os, build, age, sex, type, enrolled, clinicId, isTelemetryLost),
        start);
    out.emit(
        AppEngagement.USER_LATENTS,
        new UserLatents(id, arm, isTelemetryLost, hasSecondDevice, frailty),
        start);
    Permutation notificationIds = Permutation.of(PUSH_IDS, laws.notificationIds.bits(id));
    Permutation logIds = Permutation.of(LOG_IDS, laws.logIds.bits(id));
    glucose = GLUCOSE_SD * Normal.standard(laws.values.at(id));
    double activeAtStart = Logit.inverse(0.96 + 0.014 * (age - 52));
    state = laws.weeks.uniform(id) < activeAtStart ? State.ACTIVE : State.LAPSING;
    for (int day = 0; day < Reminders.WAVE_DAYS && start + day <= lastDay; day++) {
      if (day % 7 == 0) {
        openWeek(day / 7, out);
      }
      if (leaves(day)) {
        return;
      }
      int n = unprompted(day);
      if (day >= Reminders.DAYS_BEFORE && isOptedIn) {
        n = send(day, n, notificationIds, out);
      }
      log(day, n, logIds, out);
    }
  }

  private void openWeek(int week, Emitter out) {
    double u = laws.weeks.uniform(id, week + 1L);
    if (week > 0) {
      state =
          switch (state) {
            case ACTIVE -> u < ACTIVE_TO_LAPSING ? State.LAPSING : State.ACTIVE;
            case LAPSING ->
                u < LAPSING_TO_ACTIVE
                    ? State.ACTIVE
                    : u < LAPSING_TO_ACTIVE + LAPSING_TO_DORMANT ? State.DORMANT : State.LAPSING;
            case DORMANT -> u < DORMANT_TO_ACTIVE ? State.ACTIVE : State.DORMANT;
          };
    }
    out.emit(
        AppEngagement.USER_WEEKS, new UserWeek(id, (short) (week - 2), state), start + week * 7);
  }

  /** Uninstalls the app, dies or takes another one. */
  private boolean leaves(int day) {
    double hazard = age >= 70 ? 0.0001 : 0.00002;
    if (state == State.DORMANT) {
      hazard += UNINSTALLS_A_DAY;
    }
    isInstalled = isInstalled && laws.exits.uniform(id, day) >= hazard;
    return !isInstalled;
  }

  /** Index of the state in the tables of log-odds. */
  private double of(double[] byState) {
    return switch (state) {
      case ACTIVE -> byState[0];
      case LAPSING -> byState[1];
      case DORMANT -> byState[2];
    };
  }

  // ---- rule unprompted

  /** Notes when the user logs by himself on that day, and how often. */
  private int unprompted(int day) {
    double rate =
        of(LOGS_A_DAY)
            * (type == DiabetesType.T1 ? TYPE_1_LOGS : 1)
            * Math.exp(0.7 * readiness - 0.245 + reminders.dayEffect(start + day));
    Draw draw = laws.unprompted.at(id, day);
    int n = Math.min(Poisson.sample(rate, draw), logSeconds.length - 1);
    long midnight = WallClock.startOf(start + day);
    boolean isWeekend = UsCalendar.isWeekend(start + day);
    for (int i = 0; i < n; i++) {
      double second;
      if (draw.nextDouble() < OWN_HOURS) {
        int hour = ownHours[draw.nextDouble() < 0.5 ? 0 : 1];
        second = (hour + 0.5) * HOUR + OWN_HOUR_SD_SECONDS * Normal.standard(draw);
        second += isWeekend ? WEEKEND_LATER_SECONDS : 0;
      } else {
        second = (LOG_HOURS.at(draw.nextDouble()) + draw.nextDouble()) * HOUR;
      }
      logSeconds[i] = midnight + (long) Math.max(0, Math.min(WallClock.DAY - 1, second));
    }
    return n;
  }

  // ---- rules sending, click, cue and session

  /** Sends the day's push; gives how often the user logs with what it prompted. */
  private int send(int day, int unpromptedLogs, Permutation ids, Emitter out) {
    int date = start + day;
    Draw push = laws.pushes.at(id, day);
    double optOut = OPT_OUT_A_DAY * (1 + Logit.inverse((unopened - 10) / 2.0));
    if (push.nextDouble() < optOut) {
      isOptedIn = false;
      return unpromptedLogs;
    }
    long sent =
        WallClock.startOf(date) + slotSecond + (long) ((push.nextDouble() * 2 - 1) * 10 * 60);
    boolean isDelivered = push.nextDouble() < reminders.delivered(os, date, ownLoss);
    boolean showsOther = hasSecondDevice && push.nextDouble() < 0.5;
    boolean seesB = (showsOther ? arm.other() : arm) == Arm.B;
    double dayEffect = reminders.dayEffect(date);

    long click = isDelivered ? click(day, sent, seesB, dayEffect) : -1;
    long log = -1;
    if (click >= 0) {
      log = logAfterClick(day, sent, click);
      unopened = 0;
    } else {
      unopened++;
      log = isDelivered ? cue(day, sent, seesB, dayEffect) : -1;
    }
    int n = unpromptedLogs;
    if (log >= 0) {
      logSeconds[n++] = log;
    }
    Integer session = null;
    if (click >= 0 || log >= 0) {
      double seconds = SESSION_SECONDS.sample(laws.sessions.at(id, day)) * sessionFactor;
      session = (int) Math.round(Math.max(3, seconds) + (log >= 0 ? 20 : 0));
    }
    out.emit(
        AppEngagement.NOTIFICATIONS,
        new Notification(
            id * PUSH_IDS + ids.at(pushes++),
            id,
            arm,
            sent,
            (short) zone.offsetMinutesAtNoon(date),
            isDelivered,
            click >= 0,
            click >= 0 ? (Integer) (int) (click - sent) : null,
            log >= 0,
            log >= 0 ? (Double) ((log - sent) / 60.0) : null,
            session,
            isTelemetryLost,
            showsOther,
            os,
            build,
            reminders.isOldWorker(id, date),
            hasUtcBug,
            limitsTracking,
            hangs.holdsAt(sent),
            reminders.isRetryStorm(date, slot),
            date));
    return n;
  }

  /** When the push is tapped, or -1. */
  private long click(int day, long sent, boolean seesB, double dayEffect) {
    Draw draw = laws.clicks.at(id, day);
    double logOdds =
        of(CLICK_LOG_ODDS)
            + 0.9 * frailty
            + (os == Os.IOS ? CLICK_IOS : 0)
            + (seesB ? laws.bClicks : 0)
            - 0.6 * -Math.expm1(-unopened / 30.0)
            + dayEffect;
    if (draw.nextDouble() >= Logit.inverse(logOdds)) {
      return -1;
    }
    double delay;
    if (draw.nextDouble() < AT_ONCE) {
      delay = AT_ONCE_SECONDS.sample(draw);
    } else {
      LogNormal later = os == Os.IOS ? LATER_IOS_SECONDS : LATER_ANDROID_SECONDS;
      delay = later.sample(draw) * delayFactor;
    }
    long tapped = sent + Math.max(1, Math.round(delay));
    long asleep = WallClock.startOf(start + day) + bedtime;
    if (tapped >= asleep) {
      // What would fall into the night goes on after waking.
      tapped += wake - bedtime;
    }
    return tapped;
  }

  private long logAfterClick(int day, long sent, long click) {
    Draw draw = laws.cues.at(id, day, 1);
    boolean logs = draw.nextDouble() < LOGS_AFTER_CLICK;
    long log = click + 60 + (long) (draw.nextDouble() * 9 * 60);
    return logs && log <= sent + HOUR ? log : -1;
  }

  /** When a push that was not tapped still made the user log, or -1. */
  private long cue(int day, long sent, boolean seesB, double dayEffect) {
    Draw draw = laws.cues.at(id, day, 0);
    double young = Math.max(0, Math.min(1, (66.0 - age) / 26));
    double novelty =
        0.42
            + 1.102
                * Math.exp(-(day - Reminders.DAYS_BEFORE) * Math.log(2) / NOVELTY_HALF_LIFE_DAYS);
    double logOdds =
        of(CUE_LOG_ODDS)
            + 0.8 * readiness
            + (seesB ? laws.bLogs * 0.60 * young * novelty : 0)
            + dayEffect;
    if (draw.nextDouble() >= Logit.inverse(logOdds)) {
      return -1;
    }
    return sent + Math.round((2 + 57 * CUE_DELAY.sample(draw)) * 60);
  }

  // ---- rule glucose

  private void log(int day, int n, Permutation ids, Emitter out) {
    Arrays.sort(logSeconds, 0, n);
    for (int i = 0; i < n; i++) {
      int number = logs++;
      if (number >= LOG_IDS) {
        return;
      }
      long second = logSeconds[i];
      Draw draw = laws.values.at(id, number);
      glucose =
          GLUCOSE_MEMORY * glucose
              + GLUCOSE_SD * Math.sqrt(1 - GLUCOSE_MEMORY * GLUCOSE_MEMORY) * Normal.standard(draw);
      int hour = WallClock.hourOfDay(second);
      double ofHour = hour < 9 ? 0.92 : hour >= 17 ? 1.06 : 1;
      double value = Math.max(LOWEST_GLUCOSE, glucoseBase * ofHour * Math.exp(glucose));
      boolean isManual = !hasMeter || draw.nextDouble() < 0.1;
      value = Math.round(value);
      if (isManual && draw.nextDouble() < roundsToFive) {
        value = 5 * Math.round(value / 5);
      }
      out.emit(
          AppEngagement.GLUCOSE_LOGS,
          new GlucoseLog(
              id * LOG_IDS + ids.at(number),
              id,
              second,
              value,
              isManual ? EntryMethod.MANUAL : EntryMethod.METER,
              isTelemetryLost,
              thinksInMmol,
              start + day));
    }
  }
}
