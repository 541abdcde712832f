package dev.medley.scenario.patientsupport;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;

import dev.medley.model.Param;
import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.LogNormal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Stream;
import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.text.Edit;
import dev.medley.text.Edits;
import dev.medley.text.Grammar;
import dev.medley.world.Holidays;
import dev.medley.world.OpeningHours;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/** What all pods share: the days, the streams, the parameters and the calendar. */
final class Laws {
  /** Enrolment ends so many days before the horizon, so that everybody is followed. */
  static final int FOLLOWED_DAYS = 184;

  static final int DAYS_OF_SUPPLY = 28;

  /** The line's hours (Brown 2005: a call centre's long day; design). */
  static final OpeningHours DESK =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-20:00").onHolidays(Holidays.FEDERAL);

  static final Holidays CALENDAR = Holidays.FEDERAL;

  /** When people call: by weekday, on holidays, by hour from 8 to 19 (Brown 2005). */
  private static final double[] BY_WEEKDAY = {1.45, 1.05, 1, 1, .9, .14, .09};

  private static final double ON_HOLIDAY = .09;
  private static final Discrete HOURS =
      Discrete.of(.8, 1.2, 1.5, 1.4, .9, 1.2, 1.45, 1.2, 1, .7, .45, .3);
  private static final int[] ODD_HOURS = {6, 7, 20, 21, 22};
  private static final double ODD_SHARE = .05;
  private static final double PERSON_KEEPS_HOUR = .6;

  /** A snow day's calls about deliveries, in usual. */
  private static final double ON_SNOW_DAY = 3;

  /** What a recogniser hears on a poor line. */
  static final Map<String, String> GARBLE =
      Map.ofEntries(
          Map.entry("needle", "kneel"),
          Map.entry("copay", "cold pay"),
          Map.entry("inject", "in jest"),
          Map.entry("scared", "square"),
          Map.entry("afford", "a ford"),
          Map.entry("dose", "does"),
          Map.entry("pharmacy", "farm is he"),
          Map.entry("insurance", "in sure ants"),
          Map.entry("shot", "shop"),
          Map.entry("nausea", "nosier"),
          Map.entry("rash", "rush"),
          Map.entry("dread", "bread"),
          Map.entry("bill", "bell"),
          Map.entry("pen", "pan"),
          Map.entry("my", "mine"),
          Map.entry("have", "half"),
          Map.entry("to", "two"),
          Map.entry("for", "four"),
          Map.entry("it", "eat"),
          Map.entry("this", "these"),
          Map.entry("and", "in"),
          Map.entry("the", "a"),
          Map.entry("is", "as"),
          Map.entry("your", "year"));

  private static final double HEARD_WRONG = .8;

  final World world;
  final Streams streams;
  final Grammar grammar = Grammar.read(PatientSupport.class, "patient_support.grammar");
  final Edit poorLine = Edits.misheard(GARBLE, HEARD_WRONG);

  /** First day, the day after the last, and the day after the last enrolment. */
  final int from;

  final int end;
  final int enrolmentEnd;

  /** Script v2, the clock's fix, and the engine's two releases, as days. */
  final int scriptDay;

  final int clockDay;
  final int engineDay;
  final int engineFixDay;

  // The parameters, read once.
  final double session;
  final double january;
  final double cards;
  final double deductible;
  final double cardFloorUsd;
  final double cardMaxUsd;
  final double hurdleInJanuary;
  final double needle;
  final double cost;
  final double side;
  final double access;
  final double benefit;
  final double life;
  final double lateFills;
  final double callsPerState;
  final double unresolved;
  final double outreach;
  final double patientsOfPod;
  final double turnover;
  final double shortage;
  final double nurseTransfer;
  final double toneOfState;
  final double labelNoise;
  final double lateOnFriday;
  final double lateReports;

  // The streams of a patient, named once.
  final Stream patients;
  final Stream enrolments;
  final Stream personas;
  final Stream patientVoices;
  final Stream cycles;
  final Stream exits;
  final Stream gaps;
  final Stream befores;
  final Stream calls;
  final Stream relatives;
  final Stream cardOffers;
  final Stream checkIns;
  final Stream missedRefills;

  Laws(World world) {
    this.world = world;
    this.streams = world.streams();
    this.from = (int) world.horizon().from().toEpochDay();
    this.end = from + world.horizon().days();
    this.enrolmentEnd = Math.max(end - FOLLOWED_DAYS, from + 14);
    this.scriptDay = from + (int) value(PatientSupport.SCRIPT_DAY);
    this.clockDay = from + 300;
    this.engineDay = from + 270;
    this.engineFixDay = from + 455;
    this.session = value(PatientSupport.SESSION);
    this.january = value(PatientSupport.JANUARY);
    this.cards = value(PatientSupport.CARDS);
    this.deductible = value(PatientSupport.DEDUCTIBLE);
    this.cardFloorUsd = value(PatientSupport.CARD_FLOOR_USD);
    this.cardMaxUsd = value(PatientSupport.CARD_MAX_USD);
    this.hurdleInJanuary = value(PatientSupport.HURDLE_IN_JANUARY);
    this.needle = value(PatientSupport.NEEDLE);
    this.cost = value(PatientSupport.COST);
    this.side = value(PatientSupport.SIDE);
    this.access = value(PatientSupport.ACCESS);
    this.benefit = value(PatientSupport.BENEFIT);
    this.life = value(PatientSupport.LIFE);
    this.lateFills = value(PatientSupport.LATE_FILLS);
    this.callsPerState = value(PatientSupport.CALLS_PER_STATE);
    this.unresolved = value(PatientSupport.UNRESOLVED);
    this.outreach = value(PatientSupport.OUTREACH);
    this.patientsOfPod = value(PatientSupport.PATIENTS);
    this.turnover = value(PatientSupport.TURNOVER);
    this.shortage = value(PatientSupport.SHORTAGE);
    this.nurseTransfer = value(PatientSupport.NURSE_TRANSFER);
    this.toneOfState = value(PatientSupport.TONE_OF_STATE);
    this.labelNoise = value(PatientSupport.LABEL_NOISE);
    this.lateOnFriday = value(PatientSupport.LATE_ON_FRIDAY);
    this.lateReports = value(PatientSupport.LATE_REPORTS);
    this.patients = streams.named("patient");
    this.enrolments = streams.named("enrolment");
    this.personas = streams.named("persona");
    this.patientVoices = streams.named("patient-voice");
    this.cycles = streams.named("cycle");
    this.exits = streams.named("exit");
    this.gaps = streams.named("gap");
    this.befores = streams.named("before");
    this.calls = streams.named("inbound");
    this.relatives = streams.named("relative");
    this.cardOffers = streams.named("card");
    this.checkIns = streams.named("check-in");
    this.missedRefills = streams.named("missed");
  }

  double value(Param param) {
    return world.value(param);
  }

  /** The logistic function. */
  static double s(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** Square law of a trouble that only counts when it is large. */
  static double square(double x) {
    return x * x;
  }

  static double logNormal(UniformRandomProvider rng, double median, double sigma) {
    return LogNormal.ofMedianAndSigma(median, sigma).sample(rng);
  }

  static double exponential(UniformRandomProvider rng, double mean) {
    return mean * Exponential.standard(rng);
  }

  /** A day of a window on which a patient calls. */
  static int callingDay(UniformRandomProvider rng, int first, int last, Pod pod, Category about) {
    boolean isDelivery = about == Category.SHIPMENT;
    while (true) {
      int day = first + rng.nextInt(last - first + 1);
      double weight =
          CALENDAR.isDayOff(day) && WallClock.weekday(day) < 5
              ? ON_HOLIDAY
              : BY_WEEKDAY[WallClock.weekday(day)];
      double most = BY_WEEKDAY[0];
      if (isDelivery) {
        most *= ON_SNOW_DAY;
        weight *= pod.isSnowDay(day) ? ON_SNOW_DAY : 1;
      }
      if (rng.nextDouble() * most < weight) {
        return day;
      }
    }
  }

  /** A quarter of the day that is a person's own, as often as people call in it. */
  static int partOfDay(UniformRandomProvider rng) {
    return HOURS.at(rng.nextDouble()) / 3;
  }

  /** A second of the day at which a person calls whose own part of the day is given. */
  static long callingSecond(UniformRandomProvider rng, int part) {
    if (rng.nextDouble() < ODD_SHARE) {
      return ODD_HOURS[rng.nextInt(ODD_HOURS.length)] * WallClock.HOUR + rng.nextInt(3_600);
    }
    boolean keeps = rng.nextDouble() < PERSON_KEEPS_HOUR;
    while (true) {
      int hour = HOURS.at(rng.nextDouble());
      if (!keeps || hour / 3 == part) {
        return (8 + hour) * WallClock.HOUR + rng.nextInt(3_600);
      }
    }
  }

  /** A second of a working day on which the programme calls, 09 to 19 h. */
  static long outboundSecond(UniformRandomProvider rng, int day) {
    return WallClock.startOf(CALENDAR.businessDayOnOrAfter(day))
        + 9 * WallClock.HOUR
        + rng.nextInt(10 * 3_600);
  }
}
