package dev.medley.scenario.opioidmonitoring;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

import dev.medley.random.Gamma;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyType;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Holidays;
import dev.medley.world.MessCarrier;
import dev.medley.world.OpeningHours;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/** A pharmacy: where it is, on which days it opens, and which days its records are bad. */
final class Pharmacy {
  static final int BATCH = 1;
  static final int PAYER = 2;
  static final int DEFAULT = 4;
  static final int BOXES = 8;
  static final int RESENT = 16;
  static final int GAP = 32;
  private static final int OPEN = 64;

  private static final OpeningHours CHAIN_HOURS =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "08:00-21:00")
          .on(SATURDAY, SUNDAY, "09:00-18:00")
          .onHolidays(Holidays.MAJOR, "09:00-18:00");
  private static final OpeningHours INDEPENDENT_HOURS =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "09:00-13:30", "14:00-18:00")
          .on(SATURDAY, "09:00-13:00")
          .on(SUNDAY, "10:00-14:00");

  private static final double CHAIN_ON_SUNDAY = 0.62;
  private static final double CHAIN_ON_HOLIDAYS = 0.4;
  private static final double INDEPENDENT_ON_SATURDAY = 0.80;
  private static final double INDEPENDENT_ON_SUNDAY = 0.12;

  private static final double BATCH_SHARE = 0.12;
  private static final double BATCH_WEEKS = 0.92;
  private static final double RESENT_DAYS = 0.022;
  private static final double GAP_DAYS = 0.0111;
  private static final double GAP_WEEKEND_DAYS = 0.0333;
  private static final Gamma GAP_RATES = Gamma.ofMeanAndShape(1, 0.5);
  private static final CarrierLaw PAYER_LAW = CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(40));
  private static final CarrierLaw DEFAULT_LAW =
      CarrierLaw.onlyInSpells(0.04, SpellLength.ofMean(20));
  private static final CarrierLaw BOX_LAW = CarrierLaw.onlyInSpells(0.10, SpellLength.ofMean(60));

  /** Past the last day, until a pharmacy opens again. */
  private static final int MARGIN = 40;

  final int number;
  final int id;
  final PharmacyType type;
  final int zip;
  final double x;
  final double y;
  final double pull;

  /** First day on which it is closed for good, counted from the first day of the world. */
  final double closes;

  private final int firstDay;
  private final byte[] marks;

  Pharmacy(
      int number,
      int id,
      PharmacyType type,
      int zip,
      double x,
      double y,
      double pull,
      double closes,
      Laws laws,
      boolean[] storms,
      Draw draw) {
    this.number = number;
    this.id = id;
    this.type = type;
    this.zip = zip;
    this.x = x;
    this.y = y;
    this.pull = pull;
    this.closes = closes;
    this.firstDay = laws.firstDay;
    this.marks = new byte[daysNeeded(laws)];
    boolean isChain = type == PharmacyType.CHAIN;
    boolean opensSaturday = draw.nextDouble() < INDEPENDENT_ON_SATURDAY || isChain;
    boolean opensSunday = draw.nextDouble() < (isChain ? CHAIN_ON_SUNDAY : INDEPENDENT_ON_SUNDAY);
    boolean opensHolidays = draw.nextDouble() < CHAIN_ON_HOLIDAYS && isChain;
    for (int day = 0; day < marks.length; day++) {
      int date = firstDay + day;
      int weekday = WallClock.weekday(date);
      boolean isOpen =
          !storms[day]
              && (weekday != 5 || opensSaturday)
              && (weekday != 6 || opensSunday)
              && (opensHolidays || !Holidays.MAJOR.isDayOff(date));
      marks[day] = (byte) (isOpen ? OPEN : 0);
    }
  }

  /** Days that the calendars of a world need. */
  static int daysNeeded(Laws laws) {
    return laws.end() + MARGIN;
  }

  /** Draws which days' records are bad; some pharmacies also stamp their fills in batches. */
  void spoil(Laws laws, boolean canBatch) {
    boolean isBatch = canBatch && laws.batches.uniform(id) < BATCH_SHARE;
    MessCarrier payers = new MessCarrier(laws.payers, id, PAYER_LAW);
    MessCarrier defaults = new MessCarrier(laws.defaults, id, DEFAULT_LAW);
    MessCarrier boxes = new MessCarrier(laws.boxes, id, BOX_LAW);
    double gaps = GAP_RATES.sample(laws.gapRates.at(id));
    for (int day = 0; day < marks.length; day++) {
      int date = firstDay + day;
      long noon = WallClock.startOf(date) + WallClock.DAY / 2;
      int mark = marks[day];
      if (isBatch) {
        int week = UsCalendar.weekNumber(date);
        mark |= laws.batchWeeks.uniform(id, week) < BATCH_WEEKS ? BATCH : 0;
        mark |= laws.resent.uniform(id, date) < RESENT_DAYS ? RESENT : 0;
      }
      mark |= payers.isBad(noon) ? PAYER : 0;
      mark |= defaults.isBad(noon) ? DEFAULT : 0;
      mark |= boxes.isBad(noon) ? BOXES : 0;
      double rate = gaps * (UsCalendar.isWeekend(date) ? GAP_WEEKEND_DAYS : GAP_DAYS);
      mark |= laws.gaps.uniform(id, date) < rate ? GAP : 0;
      marks[day] = (byte) mark;
    }
  }

  boolean isOpenOn(int day) {
    return (marks[day] & OPEN) != 0;
  }

  /** The day itself or the next one on which it opens. */
  int openDay(int day) {
    int d = day;
    while (!isOpenOn(d)) {
      d++;
    }
    return d;
  }

  int marks(int day) {
    return marks[day];
  }

  /** Its hours on the days on which it opens. */
  OpeningHours hours() {
    return type == PharmacyType.CHAIN ? CHAIN_HOURS : INDEPENDENT_HOURS;
  }
}
