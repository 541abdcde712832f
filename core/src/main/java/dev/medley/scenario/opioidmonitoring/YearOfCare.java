package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.Hazard;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Race;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.Laws.Exit;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Sex;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;
import dev.medley.scenario.opioidmonitoring.Person.Kind;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;

/** A year's honest patients: acute pain, chronic pain, and other controlled substances. */
final class YearOfCare {
  private static final double YEAR = 365;

  // ---- acute: McDonald 2013
  private static final Specialty[] ACUTE_SPECIALTIES = {
    Specialty.PRIMARY_CARE,
    Specialty.DENTISTRY,
    Specialty.SURGERY,
    Specialty.EMERGENCY,
    Specialty.ONCOLOGY,
    Specialty.OTHER
  };
  private static final Discrete ACUTE_SHARES = Discrete.of(0.28, 0.18, 0.28, 0.22, 0.02, 0.02);
  private static final double ACUTE_SD = 0.15;
  private static final double ACUTE_OUTER = 0.04;
  private static final double ACUTE_MORE = 0.18;
  private static final Poisson ACUTE_FILLS = Poisson.ofMean(0.4);
  private static final double FAVOURITE = 0.6;
  private static final double TILT_BACK = 1.6;
  private static final double BUSIEST_SURGERY = 1.15;

  // ---- demography
  private static final Normal DENTAL_AGES = Normal.of(33, 14).cut(14, 95);
  private static final Normal EMERGENCY_AGES = Normal.of(42, 19).cut(14, 97);
  private static final Normal ACUTE_AGES = Normal.of(53, 17).cut(14, 97);
  private static final Normal CHRONIC_AGES = Normal.of(57, 13).cut(18, 97);
  private static final Normal SEDATIVE_AGES = Normal.of(55, 16).cut(18, 97);
  private static final Normal YOUNG_AGES = Normal.of(36, 9).cut(18, 80);
  private static final double FEMALE = 0.55;
  private static final double FEMALE_SEDATIVE = 0.62;
  private static final int OLD = 75;

  // ---- chronic: CDC Vital Signs
  private static final double KIND_SD = 0.20;
  private static final double CHRONIC_OUTER = 0.025;
  private static final double PRIMARY_CARE = 0.70;
  private static final double GOING_ON = 0.72;
  private static final Discrete LEVELS = Discrete.of(0.40, 0.32, 0.18, 0.075, 0.025);

  private static final double LEVEL_DOWN = 0.010;
  private static final double KEEPS_PRESCRIBER = 0.93;
  private static final double KEEPS_PHARMACY = 0.88;
  private static final double CREEPERS = 0.04;
  private static final double CREEP_DAYS = 0.4;
  private static final double GAP_DAYS = 30;
  private static final double SHORTEST_GAP_DAYS = 22;
  private static final int EARLIEST_FILL_DAYS = 20;
  private static final int TAPER_DAYS = 40;

  // ---- exits
  private static final double DEATHS_AT_57 = 0.012;
  private static final double DEATHS_GROWTH = 0.05;
  private static final double MOVES = 0.03;
  private static final double LEAST_TAPERS = 0.05;

  /** Overdose: what a benzodiazepine beside 90 MME a day does. */
  private static final double OVERDOSE = 2;

  private static final int STRONG_LEVEL = 3;

  // ---- trinity: AJPM 2016; Wang 2019
  private static final double BENZODIAZEPINE_FEMALE = 0.12;
  private static final double BENZODIAZEPINE_MALE = 0.075;
  private static final double RELAXANT = 0.03;
  private static final double RELAXANT_ALONE = 0.012;
  private static final double SAME_PRESCRIBER = 0.5;
  private static final double OTHER_PRIMARY_CARE = 0.6;
  private static final int BENZODIAZEPINE_DAYS = 12;
  private static final int RELAXANT_DAYS = 6;

  // ---- other controlled substances
  private static final double PSYCHIATRY = 0.35;
  private static final double OTHER_GOING_ON = 0.6;
  private static final Exponential OTHER_STAY = Exponential.ofMean(450);
  private static final double ZOLPIDEM_PATIENTS = 2_000;
  private static final double BUPRENORPHINE_PATIENTS = 500;
  private static final double BUPRENORPHINE_SD = 0.40;

  private final Jurisdiction jurisdiction;
  private final Laws laws;
  private final Providers providers;
  private final Register register;
  private final int year;
  private final int begin;
  private final int end;
  private final int thanksgivingWeek;
  private final int christmasWeek;

  YearOfCare(Jurisdiction jurisdiction, int year, Register register) {
    this.jurisdiction = jurisdiction;
    this.laws = jurisdiction.laws;
    this.providers = jurisdiction.providers;
    this.register = register;
    this.year = year;
    this.begin = laws.yearStarts[year];
    this.end = laws.yearStarts[year + 1];
    int calendarYear = UsCalendar.year(laws.firstDay + (begin + end) / 2);
    this.thanksgivingWeek = UsCalendar.weekNumber(UsHoliday.THANKSGIVING.day(calendarYear));
    this.christmasWeek = UsCalendar.weekNumber(UsHoliday.CHRISTMAS.day(calendarYear));
  }

  void live() {
    int acute = jurisdiction.patients(Kind.ACUTE, year, laws.acutePatients, ACUTE_SD);
    for (int i = 0; i < acute; i++) {
      acute(i);
    }
    int chronic = jurisdiction.patients(Kind.CHRONIC, year, laws.chronicPatients, KIND_SD);
    for (int i = 0; i < chronic; i++) {
      new Chronic(i).live();
    }
    others(Kind.BENZODIAZEPINE, laws.benzodiazepinePatients, KIND_SD);
    others(Kind.ZOLPIDEM, ZOLPIDEM_PATIENTS, KIND_SD);
    others(Kind.BUPRENORPHINE, BUPRENORPHINE_PATIENTS, BUPRENORPHINE_SD);
  }

  // ---- acute pain

  private void acute(int i) {
    long key = register.key(Kind.ACUTE, i);
    Draw draw = laws.care.at(key);
    Specialty specialty = ACUTE_SPECIALTIES[ACUTE_SHARES.at(draw.nextDouble())];
    int zip = jurisdiction.land.home(laws.homes.at(key), ACUTE_OUTER);
    Normal ages =
        switch (specialty) {
          case DENTISTRY -> DENTAL_AGES;
          case EMERGENCY -> EMERGENCY_AGES;
          default -> ACUTE_AGES;
        };
    Person p = register.person(Kind.ACUTE, i, zip, ages, FEMALE);
    int day = dayOfPain(specialty, draw);
    int fills = 1 + (draw.nextDouble() < ACUTE_MORE ? 1 + ACUTE_FILLS.sample(draw) : 0);
    double liked = draw.nextDouble();
    double other = draw.nextDouble();
    double tilted = draw.nextDouble();
    Prescriber by = providers.prescriber(specialty, p.choiceZip(), day, draw);
    Pharmacy at = providers.pharmacy(p.choiceZip(), day, draw);
    int choice = liked < FAVOURITE ? by.favourite : Template.choice(specialty, other);
    Template template = tilted(Template.acute(specialty, choice), tilted);
    for (int n = 0; n < fills; n++) {
      Draw fill = laws.fills.at(key, n);
      register.visit(p, at, by, template, day, fill);
      register.dispense(template, n);
      day = register.day() + template.days() + Laws.below(fill, 5);
    }
    register.enter(p);
  }

  /** Any day, but surgeons work less around holidays and in July. */
  private int dayOfPain(Specialty specialty, Draw draw) {
    int day;
    do {
      day = begin + Laws.below(draw, end - begin);
    } while (specialty == Specialty.SURGERY
        && draw.nextDouble() * BUSIEST_SURGERY > surgery(laws.firstDay + day));
    return day;
  }

  private double surgery(int date) {
    int week = UsCalendar.weekNumber(date);
    if (week == thanksgivingWeek || week == christmasWeek) {
      return 0.75;
    }
    int month = UsCalendar.month(date);
    if (month == 12 && UsCalendar.dayOfMonth(date) <= 20) {
      return BUSIEST_SURGERY;
    }
    return month == 7 ? 0.9 : 1;
  }

  /** The jurisdiction's taste: a share of hydrocodone is oxycodone here, or the other way round. */
  private Template tilted(Template t, double uniform) {
    double tilt = jurisdiction.tilt;
    if (t.drug() == Template.HYDROCODONE_5 && uniform < tilt) {
      return t.of(Template.OXYCODONE_APAP);
    }
    return t.drug() == Template.OXYCODONE_APAP && uniform < -tilt * TILT_BACK
        ? t.of(Template.HYDROCODONE_5)
        : t;
  }

  /** Fills of one drug. Whoever prescribes it for the first time writes a new prescription. */
  private static final class Course {
    private int fills;
    private Prescriber writer;

    Course(int earlierFills) {
      this.fills = earlierFills;
    }

    /** How many fills of the same prescription came before the one that is due. */
    int next(Prescriber by) {
      if (writer != null && writer.number != by.number) {
        fills = 0;
      }
      writer = by;
      return fills++;
    }
  }

  // ---- chronic pain

  /** A chronic patient, from fill to fill. */
  private final class Chronic {
    private final long key;
    private final Person p;
    private final Specialty specialty;
    private Prescriber own;
    private Pharmacy shop;
    private int day;
    private int level;
    private Template opioid;
    private Course opioidCourse;
    private final Course benzodiazepineCourse;
    private final Course relaxantCourse;
    private final double lateness;
    private final boolean isCreeper;
    private double gap = GAP_DAYS;

    // What goes with the opioid, and who prescribes it; null if nobody else does.
    private final Template benzodiazepine;
    private final Template relaxant;
    private final Prescriber otherForBenzodiazepine;
    private final Prescriber otherForRelaxant;
    private final int benzodiazepineDelay;
    private final int relaxantDelay;

    private final Exit exit;
    private final int exitDay;

    Chronic(int i) {
      this.key = register.key(Kind.CHRONIC, i);
      int zip = jurisdiction.land.home(laws.homes.at(key), CHRONIC_OUTER);
      this.p = register.person(Kind.CHRONIC, i, zip, CHRONIC_AGES, FEMALE);
      Draw draw = laws.care.at(key);
      this.specialty = draw.nextDouble() < PRIMARY_CARE ? Specialty.PRIMARY_CARE : Specialty.PAIN;
      boolean isGoingOn = draw.nextDouble() < GOING_ON;
      int start = begin + Laws.below(draw, isGoingOn ? 30 : end - begin);
      this.day = start;
      int drawn = LEVELS.at(draw.nextDouble());
      boolean startsLower = draw.nextDouble() < laws.oldLower && p.age >= OLD;
      double drug = draw.nextDouble();
      this.lateness = Normal.standard(draw);
      this.isCreeper = draw.nextDouble() < CREEPERS;
      this.own = providers.prescriber(specialty, p.choiceZip(), day, draw);
      this.shop = providers.pharmacy(p.choiceZip(), day, draw);
      int shift = (own.isCocktail ? 1 : 0) - (startsLower ? 1 : 0);
      this.level = Math.max(0, Math.min(Template.LEVELS - 1, drawn + shift));
      this.opioid = Template.chronic(level, drug);

      // Who goes on from before is anywhere between two new prescriptions.
      int earlierFills = isGoingOn ? Laws.below(draw, Template.REFILLS) : 0;
      this.opioidCourse = new Course(earlierFills);
      this.benzodiazepineCourse = new Course(earlierFills);
      this.relaxantCourse = new Course(earlierFills);

      Draw more = laws.companions.at(key);
      double usual = p.sex == Sex.F ? BENZODIAZEPINE_FEMALE : BENZODIAZEPINE_MALE;
      boolean hasBoth = more.nextDouble() < (own.isCocktail ? laws.cocktail : usual);
      double kind = more.nextDouble();
      this.benzodiazepine = hasBoth ? Template.benzodiazepine(kind) : null;
      double share = own.isCocktail ? laws.cocktailRelaxant : RELAXANT;
      boolean hasRelaxant = more.nextDouble() < (hasBoth ? share : RELAXANT_ALONE);
      this.relaxant = hasRelaxant ? Template.RELAXANT : null;
      boolean sameForOne = more.nextDouble() < SAME_PRESCRIBER;
      boolean sameForTwo = more.nextDouble() < SAME_PRESCRIBER;
      this.benzodiazepineDelay = 1 + Laws.below(more, BENZODIAZEPINE_DAYS);
      this.relaxantDelay = 1 + Laws.below(more, RELAXANT_DAYS);
      Specialty others =
          more.nextDouble() < OTHER_PRIMARY_CARE ? Specialty.PRIMARY_CARE : Specialty.PSYCHIATRY;
      Prescriber other = providers.prescriber(others, p.choiceZip(), day, more);
      this.otherForBenzodiazepine = sameForOne ? null : other;
      this.otherForRelaxant = sameForTwo ? null : other;

      Race<Exit> race = exits(start);
      this.exit = race.first();
      this.exitDay = start + (int) Math.min(race.time(), 10 * YEAR);
    }

    /** Death, moving and taper add up to the mean stay; what death takes, taper leaves. */
    private Race<Exit> exits(int start) {
      boolean isAtRisk = level >= STRONG_LEVEL && benzodiazepine != null;
      double deaths = DEATHS_AT_57 * Math.exp(DEATHS_GROWTH * (p.age - 57));
      double tapers = Math.max(LEAST_TAPERS, YEAR / laws.stayDays - MOVES - deaths);
      return laws.exits
          .of(key, start)
          .risk(Exit.DEATH, Hazard.constant(1 / YEAR), deaths * (isAtRisk ? OVERDOSE : 1))
          .risk(Exit.MOVING, Hazard.constant(1 / YEAR), MOVES)
          .risk(Exit.TAPER, Hazard.constant(1 / YEAR), tapers);
    }

    void live() {
      for (int n = 0; day < end && day <= exitDay; n++) {
        Draw draw = laws.fills.at(key, n);
        adjust(n, draw);
        if (own.retires <= day) {
          own = providers.prescriber(specialty, p.choiceZip(), day, draw);
        }
        if (shop.closes <= day) {
          shop = providers.pharmacy(p.choiceZip(), day, draw);
        }
        Prescriber by = own;
        if (draw.nextDouble() >= KEEPS_PRESCRIBER) {
          by = providers.prescriber(specialty, p.choiceZip(), day, draw);
        }
        Pharmacy at = shop;
        if (draw.nextDouble() >= KEEPS_PHARMACY) {
          at = providers.pharmacy(p.choiceZip(), day, draw);
        }
        Template given = by.isFourWeekly ? opioid.forFourWeeks() : opioid;
        register.visit(p, at, by, given, day, draw);
        register.dispense(given, opioidCourse.next(by));
        int filled = register.day();
        if (benzodiazepine != null && otherForBenzodiazepine == null) {
          register.dispense(benzodiazepine, benzodiazepineCourse.next(by));
        }
        if (relaxant != null && otherForRelaxant == null) {
          register.dispense(relaxant, relaxantCourse.next(by));
        }
        comeAgain(filled, n);
        day = filled + daysToNext(given, draw);
      }
      register.enter(p);
    }

    /** Doses rise and fall; before a taper ends the treatment, they only fall. */
    private void adjust(int n, Draw draw) {
      double u = draw.nextDouble();
      double drug = draw.nextDouble();
      int before = level;
      if (exit == Exit.TAPER && day > exitDay - TAPER_DAYS) {
        level = Math.max(0, level - 1);
      } else if (n > 0 && u < laws.levelUp) {
        level = Math.min(Template.LEVELS - 1, level + 1);
      } else if (n > 0 && u > 1 - LEVEL_DOWN) {
        level = Math.max(0, level - 1);
      }
      if (level != before) {
        opioid = Template.chronic(level, drug);
        opioidCourse = new Course(0);
      }
    }

    private int daysToNext(Template given, Draw draw) {
      double early = 1 + GAP_DAYS - given.days();
      double days = gap - early + 0.9 * lateness + 1.1 * Normal.standard(draw);
      days += draw.nextDouble() < 0.08 ? Laws.below(draw, 12) : 0;
      if (isCreeper) {
        gap = Math.max(SHORTEST_GAP_DAYS, gap - CREEP_DAYS);
      }
      return (int) Math.max(EARLIEST_FILL_DAYS, Math.round(days));
    }

    /** Somebody else prescribes what goes with the opioid; it is fetched some days later. */
    private void comeAgain(int filled, int n) {
      int forBenzodiazepine = filled + benzodiazepineDelay;
      int forRelaxant = filled + relaxantDelay;
      boolean hasOther = benzodiazepine != null && otherForBenzodiazepine != null;
      boolean hasOtherRelaxant = relaxant != null && otherForRelaxant != null;
      if (hasOther && isStillThere(forBenzodiazepine)) {
        Prescriber by = writer(otherForBenzodiazepine, forBenzodiazepine, 1);
        register.visit(
            p, shop, by, benzodiazepine, forBenzodiazepine, laws.companions.at(key, n, 1));
        register.dispense(benzodiazepine, benzodiazepineCourse.next(by));
        if (hasOtherRelaxant && shop.openDay(forRelaxant) == shop.openDay(forBenzodiazepine)) {
          // Nobody goes twice on a day for what the same prescriber wrote.
          register.dispense(relaxant, relaxantCourse.next(by));
          return;
        }
      }
      if (hasOtherRelaxant && isStillThere(forRelaxant)) {
        Prescriber by = writer(otherForRelaxant, forRelaxant, 2);
        register.visit(p, shop, by, relaxant, forRelaxant, laws.companions.at(key, n, 2));
        register.dispense(relaxant, relaxantCourse.next(by));
      }
    }

    private boolean isStillThere(int when) {
      return when <= exitDay || exit == Exit.TAPER;
    }

    /** The other prescriber, or a successor. */
    private Prescriber writer(Prescriber other, int when, int which) {
      if (other.retires > when) {
        return other;
      }
      Draw successor = laws.companions.at(key, -which);
      return providers.prescriber(other.specialty, p.choiceZip(), when, successor);
    }
  }

  // ---- other controlled substances

  private void others(Kind kind, double mean, double sd) {
    int count = jurisdiction.patients(kind, year, mean, sd);
    for (int i = 0; i < count; i++) {
      other(kind, i);
    }
  }

  private void other(Kind kind, int i) {
    long key = register.key(kind, i);
    int zip = jurisdiction.land.home(laws.homes.at(key), 0);
    boolean isYoung = kind == Kind.BUPRENORPHINE;
    Person p =
        register.person(
            kind, i, zip, isYoung ? YOUNG_AGES : SEDATIVE_AGES, isYoung ? FEMALE : FEMALE_SEDATIVE);
    Draw draw = laws.care.at(key);
    Specialty specialty =
        draw.nextDouble() < PSYCHIATRY ? Specialty.PSYCHIATRY : Specialty.PRIMARY_CARE;
    boolean isGoingOn = draw.nextDouble() < OTHER_GOING_ON;
    int day = begin + Laws.below(draw, isGoingOn ? 30 : end - begin);
    double stay = OTHER_STAY.sample(draw);
    double drug = draw.nextDouble();
    Template t =
        switch (kind) {
          case ZOLPIDEM -> Template.ZOLPIDEM;
          case BUPRENORPHINE -> Template.BUPRENORPHINE;
          default -> Template.benzodiazepine(drug);
        };
    Prescriber own = providers.prescriber(specialty, zip, day, draw);
    Pharmacy shop = providers.pharmacy(zip, day, draw);
    Course course = new Course(isGoingOn ? Laws.below(draw, Template.REFILLS) : 0);
    double last = Math.min(end, day + stay);
    for (int n = 0; day < end && day <= last; n++) {
      Draw fill = laws.fills.at(key, n);
      if (own.retires <= day) {
        own = providers.prescriber(specialty, zip, day, fill);
      }
      if (shop.closes <= day) {
        shop = providers.pharmacy(zip, day, fill);
      }
      Prescriber by = own;
      if (fill.nextDouble() >= KEEPS_PRESCRIBER) {
        by = providers.prescriber(specialty, zip, day, fill);
      }
      Pharmacy at = shop;
      if (fill.nextDouble() >= KEEPS_PHARMACY) {
        at = providers.pharmacy(zip, day, fill);
      }
      register.visit(p, at, by, t, day, fill);
      register.dispense(t, course.next(by));
      day = register.day() + 29 + (int) Math.abs(Math.round(3 * Normal.standard(fill)));
    }
    register.enter(p);
  }
}
