package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Dispense;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Drug;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PatientRow;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Payment;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Schedule;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Sex;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;
import dev.medley.scenario.opioidmonitoring.Person.Kind;
import dev.medley.world.Emitter;
import dev.medley.world.OpeningHours;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/**
 * A jurisdiction's register in one year: who the patients are, when they come to the pharmacy, who
 * pays, and the rows of it. Days are counted from the first day of the world.
 */
final class Register {
  private static final int PATIENT_IDS = 499_999;
  private static final long PATIENT_BLOCK = 1_000_000;
  private static final int PATIENTS_PER_YEAR = 99_999;
  private static final long FILLS_PER_YEAR = 1_000_000;
  private static final long FILL_BLOCK = FILLS_PER_YEAR * OpioidMonitoring.MOST_YEARS;
  private static final int YEARS_OF_KEYS = 8;
  private static final int KINDS_OF_KEYS = 16;
  private static final long PERSONS_OF_KEYS = 100_000;

  private static final int OLD = 65;
  private static final double MEDICARE_OLD = 0.90;
  private static final double MEDICARE_YOUNG = 0.06;
  private static final double MEDICAID = 0.30;
  private static final double UNINSURED_YOUNG = 0.075;
  private static final double PO_BOX = 0.03;
  private static final double PO_BOX_RURAL = 0.09;
  private static final Normal OWN_HOURS = Normal.of(13.3, 2.4);

  /** A creature of habit mostly comes at its own hour, the others seldom do. */
  private static final double OWN_HOUR_OFTEN = 0.9;

  private static final double OWN_HOUR_SELDOM = 0.1;
  private static final double MORNING_AMONG_OTHERS = 0.4;
  private static final Normal MORNING = Normal.of(11, 1.2);
  private static final Normal AFTER_WORK = Normal.of(16.8, 1.1);
  private static final int TRIES = 60;

  // Simeone 2017: cash rises with the number of prescribers and pharmacies.
  private static final double CASH_UNINSURED = 2.6;
  private static final double CASH_FAR = 1.1;
  private static final double CASH_STRONG = 0.7;
  private static final double CASH_SHOPPER = 2.2;
  private static final double CASH_PROVIDER_X = 2.4;
  private static final double CASH_MILL = 3.2;
  private static final double FAR_MILES = 50;
  private static final double STRONG_MME = 90;
  private static final double WAITS_FOR_FRIDAY = 0.15;
  private static final int FRIDAY = 4;

  private static final double ALIAS = 0.025;
  private static final double ALIAS_SHOPPER = 0.075;
  private static final double RESIDENT_MONTHS = 0.118;

  private final long unit;
  private final int year;
  private final Jurisdiction jurisdiction;
  private final Laws laws;
  private final Emitter out;
  private final Permutation patientIds;
  private final Permutation fillIds;
  private final int[] fillsOfKind = new int[Kind.COUNT];

  /** Oxycodone of the year by prescriber, in MME. */
  final double[] oxycodone;

  // ---- the visit that is going on
  private Person visitor;
  private Pharmacy pharmacy;
  private Prescriber prescriber;
  private double pays;
  private int day;
  private long second;

  Register(Jurisdiction jurisdiction, int year, Emitter out) {
    this.jurisdiction = jurisdiction;
    this.unit = jurisdiction.unit;
    this.year = year;
    this.laws = jurisdiction.laws;
    this.out = out;
    this.patientIds = Permutation.of(PATIENT_IDS, laws.patientIds.bits(unit));
    this.fillIds = Permutation.of(FILL_BLOCK, laws.fillIds.bits(unit));
    this.oxycodone = new double[jurisdiction.providers.prescribers.size()];
  }

  // ---- patients

  /** Key of the streams of a kind's i-th person. */
  long key(Kind kind, int i) {
    if (i >= kind.patients) {
      throw new IllegalStateException(
          "jurisdiction " + unit + " has ids for " + kind.patients + " patients " + kind);
    }
    return ((unit * YEARS_OF_KEYS + year) * KINDS_OF_KEYS + kind.number) * PERSONS_OF_KEYS + i;
  }

  /** A kind's i-th person, who lives in a zip. */
  Person person(Kind kind, int i, int zip, Normal ages, double femaleShare) {
    long key = key(kind, i);
    Draw draw = laws.people.at(key);
    double spread = Land.spreadOfHomes(zip);
    double x = jurisdiction.land.x[zip] + spread * Normal.standard(draw);
    double y = jurisdiction.land.y[zip] + spread * Normal.standard(draw);
    int age = (int) ages.sample(draw);
    Sex sex = draw.nextDouble() < femaleShare ? Sex.F : Sex.M;
    boolean isOld = age >= OLD;
    Payment cover = cover(isOld, draw.nextDouble(), draw.nextDouble());
    boolean isUninsured = draw.nextDouble() < UNINSURED_YOUNG && !isOld && kind != Kind.CARE_TEAM;
    boolean hasPoBox = draw.nextDouble() < (Land.isRural(zip) ? PO_BOX_RURAL : PO_BOX);
    Draw habits = laws.habits.at(key);
    boolean isOfHabit = habits.nextDouble() < laws.ownHour;
    long number = (long) year * PATIENTS_PER_YEAR + kind.firstPatient + i;
    return new Person(
        kind,
        key,
        unit * PATIENT_BLOCK + 1 + patientIds.at(number),
        zip,
        x,
        y,
        age,
        sex,
        cover,
        isUninsured,
        hasPoBox,
        OWN_HOURS.sample(habits),
        isOfHabit ? OWN_HOUR_OFTEN : OWN_HOUR_SELDOM);
  }

  private static Payment cover(boolean isOld, double medicare, double medicaid) {
    if (medicare < (isOld ? MEDICARE_OLD : MEDICARE_YOUNG)) {
      return Payment.MEDICARE;
    }
    return medicaid < MEDICAID ? Payment.MEDICAID : Payment.COMMERCIAL;
  }

  /** Emits a person who has had all fills of the year. */
  void enter(Person p) {
    if (p.firstDay >= laws.days) {
      return;
    }
    Land land = jurisdiction.land;
    int start = laws.firstDay + p.firstDay;
    int born = UsCalendar.year(laws.firstDay + laws.yearStarts[year]) - p.age;
    out.emit(
        OpioidMonitoring.PATIENTS,
        new PatientRow(
            p.id,
            (int) unit,
            land.zip5[p.zip],
            land.latitude(p.y),
            land.longitude(p.x),
            born,
            p.sex),
        start);
  }

  // ---- visits

  /**
   * Somebody comes to a pharmacy on a day or, if it is closed, the next one on which it opens.
   *
   * @param draw that serves this visit alone
   */
  void visit(Person p, Pharmacy at, Prescriber by, Template first, int planned, Draw draw) {
    visitor = p;
    prescriber = by;
    pharmacy = at;
    if (at.closes <= planned) {
      pharmacy = jurisdiction.providers.pharmacy(p.choiceZip(), planned, draw);
    }
    pays = draw.nextDouble();
    boolean canWait = draw.nextDouble() < WAITS_FOR_FRIDAY && p.kind != Kind.MILL;
    // Later fills are counted, so that a longer world gives the same ids, but have no day.
    day = pharmacy.openDay(Math.min(planned, laws.end()));
    int weekday = WallClock.weekday(laws.firstDay + day);
    if (canWait && weekday < FRIDAY && isCash(mmePerDay(first))) {
      day = pharmacy.openDay(Math.min(day + FRIDAY - weekday, laws.end()));
    }
    second = timeOfVisit(draw);
  }

  /** The day on which the visit takes place. */
  int day() {
    return day;
  }

  /** Several come in one car: all are served within some minutes of that moment. */
  void comeTogether(long moment, int minutesLater) {
    long own = moment + minutesLater * WallClock.MINUTE;
    second = pharmacy.hours().isOpen(own) ? own : moment;
  }

  /** Somebody comes straight from another pharmacy, which takes some time. */
  void travelFrom(long moment, int minutes) {
    long arrival = moment + minutes * WallClock.MINUTE;
    boolean isTooSoon = Math.abs(second - moment) < minutes * WallClock.MINUTE;
    if (isTooSoon && pharmacy.hours().isOpen(arrival)) {
      second = arrival;
    }
  }

  /** When the visit takes place. */
  long second() {
    return second;
  }

  private long timeOfVisit(Draw draw) {
    long midnight = WallClock.startOf(laws.firstDay + day);
    OpeningHours hours = pharmacy.hours();
    for (int i = 0; i < TRIES; i++) {
      double u = draw.nextDouble();
      double z = Normal.standard(draw);
      double own = visitor.ownHourShare;
      double hour;
      if (u < own) {
        hour = visitor.hour + z;
      } else {
        Normal others = u < own + (1 - own) * MORNING_AMONG_OTHERS ? MORNING : AFTER_WORK;
        hour = others.mean() + others.sd() * z;
      }
      long moment = midnight + (long) Math.floor(hour * 60) * WallClock.MINUTE;
      if (moment >= midnight && moment < midnight + WallClock.DAY && hours.isOpen(moment)) {
        return moment;
      }
    }
    return hours.openingOn(laws.firstDay + day) + Laws.below(draw, 120) * WallClock.MINUTE;
  }

  private boolean isCash(double mmePerDay) {
    double logit = jurisdiction.cashLogit + suspicion(visitor.kind) * laws.suspectCash;
    logit += visitor.isUninsured ? CASH_UNINSURED : 0;
    logit += milesToPharmacy() > FAR_MILES ? CASH_FAR : 0;
    logit += mmePerDay >= STRONG_MME ? CASH_STRONG : 0;
    return pays < Logit.inverse(logit);
  }

  private static double suspicion(Kind kind) {
    return switch (kind) {
      case SHOPPER -> CASH_SHOPPER;
      case PROVIDER_X -> CASH_PROVIDER_X;
      case MILL -> CASH_MILL;
      default -> 0;
    };
  }

  private double milesToPharmacy() {
    return Land.miles(visitor.x, visitor.y, pharmacy.x, pharmacy.y);
  }

  private double mmePerDay(Template t) {
    return t.quantity() * laws.drugs.get(t.drug() - 1).mmePerUnit() / t.days();
  }

  // ---- rows

  /**
   * Hands out one prescription at the visit.
   *
   * @param fill how many fills of the same prescription came before
   */
  void dispense(Template t, int fill) {
    Person p = visitor;
    Drug drug = laws.drugs.get(t.drug() - 1);
    int number = p.kind.firstFill + fillsOfKind[p.kind.number]++;
    double total = t.quantity() * drug.mmePerUnit();
    boolean isOfYear = day >= laws.yearStarts[year] && day < laws.yearStarts[year + 1];
    if (isOfYear && isOxycodone(t.drug())) {
      oxycodone[prescriber.number] += total;
    }
    if (day < laws.end()) {
      p.firstDay = Math.min(p.firstDay, day);
    }
    if (day >= laws.days) {
      return;
    }
    double mmePerDay = total / t.days();
    Payment payment = isCash(mmePerDay) ? Payment.CASH : p.cover;
    int refill = drug.drugSchedule() == Schedule.II ? 0 : fill % Template.REFILLS;
    int marks = pharmacy.marks(day);
    boolean isShopper = p.kind == Kind.SHOPPER;
    int date = laws.firstDay + day;
    boolean isTaught =
        prescriber.specialty == Specialty.SURGERY || prescriber.specialty == Specialty.EMERGENCY;
    out.emit(
        OpioidMonitoring.DISPENSES,
        new Dispense(
            unit * FILL_BLOCK + fillIds.at(year * FILLS_PER_YEAR + number),
            date,
            (int) unit,
            second,
            p.id,
            prescriber.id,
            pharmacy.id,
            drug.drugId(),
            drug.drugName(),
            drug.drugSchedule(),
            t.quantity(),
            (short) t.days(),
            (short) refill,
            mmePerDay,
            milesToPharmacy(),
            Land.miles(p.x, p.y, prescriber.x, prescriber.y),
            payment,
            total,
            (marks & Pharmacy.BATCH) != 0,
            (marks & Pharmacy.PAYER) != 0,
            (marks & Pharmacy.DEFAULT) != 0,
            laws.aliases.uniform(p.key, pharmacy.id) < (isShopper ? ALIAS_SHOPPER : ALIAS),
            (marks & Pharmacy.BOXES) != 0,
            (marks & Pharmacy.RESENT) != 0,
            (marks & Pharmacy.GAP) != 0,
            p.hasPoBox,
            isTaught
                && laws.residents.uniform(prescriber.id, UsCalendar.monthNumber(date))
                    < RESIDENT_MONTHS,
            isShopper));
  }

  private static boolean isOxycodone(int drug) {
    return drug >= Template.OXYCODONE_APAP && drug <= Template.OXYCODONE_ER;
  }
}
