package dev.medley.scenario.readmissions;

import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.Hazard;
import dev.medley.random.LogNormal;
import dev.medley.random.Logit;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.readmissions.Readmissions.AdmitType;
import dev.medley.scenario.readmissions.Readmissions.HomelessEpisode;
import dev.medley.scenario.readmissions.Readmissions.PatientClass;
import dev.medley.scenario.readmissions.Readmissions.PatientRow;
import dev.medley.scenario.readmissions.Readmissions.Payer;
import dev.medley.scenario.readmissions.Readmissions.Sex;
import dev.medley.scenario.readmissions.Region.Hospital;
import dev.medley.scenario.readmissions.Region.Zip;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One patient from the begin of the horizon to death, to a move, or to where nobody looks any more.
 *
 * <p>First stays and visits are proposed at the highest rate that the patient can have, at times
 * that depend on nothing else; whether one comes true is up to the state, the season, and whether
 * the patient is in hospital or has just left it. So no mechanism moves what another one does.
 */
final class Patient {
  static final double WOMEN = 0.54;
  static final int LONGEST_STAY_DAYS = 120;

  /** How much above the mean season and hospital can be; the rare rest is cut off. */
  private static final double BUSIEST_STAYS = 2.5;

  private static final double BUSIEST_VISITS = 2.0;

  // ---- persona

  private static final double OWN_HOUR = 0.35;
  private static final double OWN_HOUR_SD = 2 * WallClock.HOUR;
  private static final double MAIN_CONDITION = 0.65;
  private static final double MAIN_COMPLAINT = 0.70;
  private static final double[] COMPLAINTS = {0.34, 0.24, 0.06, 0.26, 0.10};
  private static final double[] CHILDRENS_COMPLAINTS = {0.15, 0.40, 0, 0.45, 0};
  private static final double[] HOMELESS_COMPLAINTS = {0.16, 0.12, 0.42, 0.08, 0.22};
  private static final double INCOME_SD = 0.45;

  // ---- rule frequent_flyer

  private static final double BEGINS_HOMELESS = 0.45;
  private static final double HOMELESS_DAYS = 200;
  private static final double HOUSED_DAYS = 245;
  private static final double BACK_TO_INDEX = 0.30;
  private static final double HOMELESS_BACK_TO_INDEX = 0.20;
  private static final double HOME_HOSPITAL = 0.80;
  private static final double HOMELESS_HOME_HOSPITAL = 0.55;
  private static final double HOME_VISIT = 0.75;

  // ---- rule diagnosis

  private static final double STAY_DAYS = 3.6;
  private static final double SHORTEST_STAY_DAYS = 0.5;
  private static final double STAY_BY_AGE = 0.005;
  private static final double STAY_BY_SEVERITY = 0.30;
  private static final double STAY_SD = 0.61;
  private static final double COST_BY_SEVERITY = 0.35;
  private static final double COST_SD = 0.83;
  private static final double COST_OF_COMPLEX = 1.6;
  private static final LogNormal VISIT_COST = LogNormal.ofMedianAndSigma(850, 0.80);

  /** Minutes of a visit that ends at home (EDBA: median 2.6 to 3.2 h). */
  private static final LogNormal VISIT_MINUTES = LogNormal.ofMedianAndP90(180, 420).cut(12, 2_880);

  private static final double LEAVES_ED = 0.02;
  private static final double LEAVES_ED_DRUNK = 0.08;
  private static final double DEATH_BY_SEVERITY = 0.9;
  private static final double DEATH_BY_AGE = 0.045;
  private static final double MOST_DEATH = 0.6;
  private static final double FOOD_CODED = 0.04;
  private static final double[] DISCHARGE_WEEKDAYS = {1, 1.02, 1.05, 1.08, 1.22, 0.85, 0.78};

  /** Chance that a stay that is over is closed a day earlier, the same day, a day later. */
  private static final double[] DISCHARGE_DAYS = {0.3, 0.4, 0.3};

  private static final long SHORTEST_STAY = 3 * WallClock.HOUR;

  // ---- rules transfers, planned_cycles

  private static final double FIRST_LEG_COST = 0.25;
  private static final LogNormal BETWEEN_LEGS_HOURS = LogNormal.ofMedianAndP90(2.4, 6).cut(0, 24);
  private static final int CYCLE_DAYS = 21;

  /** Whoever would need chemotherapy later than that never does. */
  private static final double LIFETIME_DAYS = 10_000;

  private static final double CYCLE_COST = 11_000;
  private static final double CYCLE_COST_SD = 0.3;

  // ---- rules pickup, readmission

  private static final double COPAY_SD = 0.49;
  private static final double PLAN_SD = 0.5;
  private static final double KNOWN_COPAY_RICH = 12;
  private static final double KNOWN_COPAY_POOR = 62;
  private static final Exponential PICKUP_DAYS = Exponential.ofMean(1.7);
  private static final long PICKUP_LATEST = 46 * WallClock.HOUR;
  private static final long PICKUP_LIMIT = 48 * WallClock.HOUR;
  private static final LogNormal AT_COUNTER_MINUTES = LogNormal.ofMedianAndP90(14, 45).cut(0, 240);

  /** After the doors open, of those who found them closed. */
  private static final LogNormal NEXT_DAY_MINUTES =
      LogNormal.ofMedianAndP90(150, 420).cut(0, 1_200);

  private static final int PICKUP_TRIES = 6;

  /** Mean of the case's factor over index discharges, so that the groups' hazards are means. */
  private static final double CASE_MEAN = 1.09;

  private static final int MOST_PRIOR = 5;
  private static final double LEAST_FRAILTY = 0.05;
  private static final double BY_FRAILTY = 0.15;
  private static final double NOT_ORDINARY = 1.15;
  private static final double BY_STAY = 0.25;
  private static final double BY_DEPRIVATION = 0.06;
  private static final double FRIDAY = 1.04;
  private static final double FOOD_MILES = 4;
  private static final double FOOD_SLOPE = 0.8;
  private static final double RETURN_DAYS = 30;
  private static final double EARLIEST_RETURN = 0.1;
  private static final double REST_DAYS = 3;

  // ---- exits

  private static final double DEATHS_PER_YEAR = 0.008;
  private static final double DEATH_AGE = 58;
  private static final double DEATH_GROWTH = 0.085;
  private static final double AFTER_DISCHARGE = 3;
  private static final double MOVES_PER_YEAR = 0.04;

  final long id;
  final Zip zip;
  final PatientClass patientClass;
  final Hospital home;
  final List<Stay> stays = new ArrayList<>();
  private final long key;
  private final Region region;
  private final Season season;
  private final Laws laws;
  private final double age;
  private final Sex sex;
  private final Payer payerUnder65;
  private final int income;
  private final double frailty;
  private final DiagnosisGroup condition;
  private final DiagnosisGroup complaint;
  private final double habit;
  private final double planCopay;
  private final long ownHour;

  private final Proposals stayTimes;
  private final Proposals visitTimes;
  private final Spells spells;
  private final Cycles cycles;

  private final Hazard deathHazard;
  private final double deathThreshold;
  private double deathSpent;
  private double riskSince;
  private double riskUntil;
  private final double moves;

  private long exit;
  private long busyUntil;

  /** Before it, no stay begins but a return. */
  private long baseFrom;

  private long returnAt = WallClock.NEVER;
  private Stay returnOf;

  /** Until when the patient must be followed. */
  private long limit;

  Patient(long number, Region region, Season season, Laws laws) {
    this.region = region;
    this.season = season;
    this.laws = laws;
    this.key = number * Laws.REGIONS + region.index;
    this.id = 1_000_000_000L + laws.patientIds.at(key);
    Draw person = laws.persons.at(key);
    this.zip = region.zipAt(person.nextDouble());
    this.sex = person.nextDouble() < WOMEN ? Sex.F : Sex.M;
    double conditionShare = person.nextDouble();
    double complaintShare = person.nextDouble();
    double payerShare = person.nextDouble();
    this.income =
        (int)
                Math.round(
                    zip.row().medianIncomeUsd()
                        * Math.exp(INCOME_SD * Normal.standard(person))
                        / 100)
            * 100;
    this.habit = laws.habitSd * Normal.standard(person);
    this.planCopay = Math.exp(PLAN_SD * Normal.standard(person));
    this.ownHour = Laws.DOOR.moment(person, 0);
    this.home = region.hospitals[zip.hospital()];
    this.age = laws.age(laws.ages.at(key));
    Draw ofClass = laws.classes.at(key);
    this.patientClass = laws.patientClass(age, ofClass.nextDouble());
    this.payerUnder65 = payer(payerShare);
    this.condition = laws.condition(sex, Laws.band(age), conditionShare);
    this.complaint = DiagnosisGroup.EMERGENCY_VISIT.get(pick(complaints(true), complaintShare));

    Draw ofFrailty = laws.frailties.at(key);
    double gamma = Gamma.ofMeanAndShape(1, stayShape()).sample(ofFrailty);
    this.frailty = laws.ageFactor(patientClass, age) * gamma;
    double visitFrailty = Gamma.ofMeanAndShape(1, 1.2).sample(ofFrailty);
    this.stayTimes =
        new Proposals(
            laws.stayTimes.at(key), highestStays() * laws.exposure * frailty * BUSIEST_STAYS);
    this.visitTimes =
        new Proposals(
            laws.visitTimes.at(key),
            highestVisits() * laws.exposure * visitFrailty * BUSIEST_VISITS);
    this.spells = new Spells(laws.spells.at(key));
    this.cycles = new Cycles(laws.cycleStream.at(key));

    Draw ofExit = laws.exits.at(key);
    this.deathThreshold = Exponential.standard(ofExit);
    this.moves = Exponential.standard(ofExit) * Laws.DAYS_PER_YEAR / MOVES_PER_YEAR;
    this.deathHazard =
        Hazard.gompertz(
            DEATHS_PER_YEAR / Laws.DAYS_PER_YEAR * Math.exp(DEATH_GROWTH * (age - DEATH_AGE)),
            DEATH_GROWTH / Laws.DAYS_PER_YEAR);
    this.exit = nextExit();
    this.busyUntil = WallClock.startOf(laws.first);
    this.baseFrom = busyUntil;
    this.limit = Math.max(laws.endSecond, spells.openEnd());
  }

  // ---- who the patient is

  PatientRow row() {
    double birth = UsCalendar.year(laws.first) + yearShare(laws.first) - age;
    return new PatientRow(
        id,
        zip.row().zipCode(),
        (short) Math.floor(birth),
        sex,
        payerAt(WallClock.startOf(laws.first)),
        income);
  }

  private static double yearShare(int day) {
    return (UsCalendar.dayOfYear(day) - 1) / Laws.DAYS_PER_YEAR;
  }

  private double ageAt(long second) {
    return age + days(second) / Laws.DAYS_PER_YEAR;
  }

  /** Days since the horizon began. */
  private double days(long second) {
    return (double) second / WallClock.DAY - laws.first;
  }

  private long second(double days) {
    return days > 1e6 ? WallClock.NEVER : (long) ((laws.first + days) * WallClock.DAY);
  }

  private Payer payer(double uniform) {
    double d = zip.deprivation();
    double[] shares = {Math.max(0.05, 0.55 - 0.1 * d), Math.max(0.05, 0.35 + 0.1 * d), 0.10};
    return switch (pick(shares, uniform)) {
      case 0 -> Payer.PRIVATE;
      case 1 -> Payer.MEDICAID;
      default -> Payer.UNINSURED;
    };
  }

  private Payer payerAt(long second) {
    return ageAt(second) >= 65 ? Payer.MEDICARE : payerUnder65;
  }

  /** Shares of complaints: the patient's own kind's, or everybody's. */
  private double[] complaints(boolean own) {
    if (!Laws.isAdult(age)) {
      return CHILDRENS_COMPLAINTS;
    }
    return own && patientClass == PatientClass.HOMELESS_PRONE ? HOMELESS_COMPLAINTS : COMPLAINTS;
  }

  private double stayShape() {
    return switch (patientClass) {
      case ORDINARY -> 1.6;
      case COMPLEX -> 3.5;
      case HOMELESS_PRONE -> 1.5;
    };
  }

  private double highestStays() {
    return switch (patientClass) {
      case ORDINARY -> Laws.ORDINARY_STAYS;
      case COMPLEX -> Laws.COMPLEX_STAYS;
      case HOMELESS_PRONE -> Math.max(Laws.HOUSED_STAYS, laws.homelessStays);
    };
  }

  private double highestVisits() {
    return switch (patientClass) {
      case ORDINARY -> Laws.ORDINARY_VISITS;
      case COMPLEX -> Laws.COMPLEX_VISITS;
      case HOMELESS_PRONE -> Math.max(Laws.HOUSED_VISITS, laws.homelessVisits);
    };
  }

  private static int pick(double[] weights, double uniform) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double left = uniform * sum;
    int i = 0;
    while (i < weights.length - 1 && left >= weights[i]) {
      left -= weights[i++];
    }
    return i;
  }

  // ---- rule frequent_flyer: spells without a home

  /** Whole days with and without a home, in turn, made as far as they are asked for. */
  private final class Spells {
    private final Draw draw;
    private final boolean beginsHomeless;
    private int[] borders = new int[8];
    private int size;

    Spells(Draw draw) {
      this.draw = draw;
      this.beginsHomeless =
          patientClass == PatientClass.HOMELESS_PRONE && draw.nextDouble() < BEGINS_HOMELESS;
      if (patientClass == PatientClass.HOMELESS_PRONE) {
        extendTo(laws.end);
      }
    }

    private boolean isHomeless(int spell) {
      return beginsHomeless == (spell % 2 == 0);
    }

    private void extendTo(int day) {
      while (size == 0 || borders[size - 1] <= day) {
        if (size == borders.length) {
          borders = Arrays.copyOf(borders, 2 * size);
        }
        double mean = isHomeless(size) ? HOMELESS_DAYS : HOUSED_DAYS;
        int from = size == 0 ? laws.first : borders[size - 1];
        borders[size++] = from + 1 + (int) (mean * Exponential.standard(draw));
      }
    }

    /** The end of a spell without a home that is open at the end of the horizon, or 0. */
    long openEnd() {
      for (int i = 0; i < size; i++) {
        if (borders[i] >= laws.end) {
          return isHomeless(i) ? WallClock.startOf(borders[i]) : 0;
        }
      }
      return 0;
    }

    /** The number of the spell without a home that holds at a moment, or -1. */
    int homelessAt(long second) {
      if (patientClass != PatientClass.HOMELESS_PRONE) {
        return -1;
      }
      int day = WallClock.epochDay(second);
      extendTo(day);
      int i = 0;
      while (borders[i] <= day) {
        i++;
      }
      return isHomeless(i) ? i : -1;
    }

    void emit(Emitter out) {
      int last = WallClock.epochDay(exit);
      for (int i = 0; i < size; i++) {
        int from = i == 0 ? laws.first : borders[i - 1];
        if (isHomeless(i) && from < laws.end && from <= last) {
          out.emit(
              Readmissions.HOMELESS_EPISODES,
              new HomelessEpisode(id, from, Math.min(borders[i] - 1, last), from));
        }
      }
    }
  }

  // ---- when something may happen

  /** Moments at which something may come, at a rate that does not change. */
  private final class Proposals {
    private final Draw draw;
    private final double meanDays;
    private double day;
    private long count;
    private long moment;

    Proposals(Draw draw, double perYear) {
      this.draw = draw;
      this.meanDays = Laws.DAYS_PER_YEAR / perYear;
      next();
    }

    void next() {
      day += meanDays * Exponential.standard(draw);
      count++;
      boolean isOwn = draw.nextDouble() < OWN_HOUR;
      double shift = OWN_HOUR_SD * Normal.standard(draw);
      int date = laws.first + (int) Math.min(day, 1e6);
      long usual = Laws.DOOR.moment(draw, date);
      moment = usual;
      if (isOwn) {
        moment = WallClock.startOf(date) + Math.floorMod(ownHour + (long) shift, WallClock.DAY);
      }
      if (day >= 1e6) {
        moment = WallClock.NEVER;
      }
    }
  }

  /** Planned stays for chemotherapy, if the patient ever needs it. */
  private final class Cycles {
    private final Draw draw;
    private final int start;
    private final int stays;
    private int done;
    private long moment;

    Cycles(Draw draw) {
      this.draw = draw;
      double perDay = laws.cycles / (1 - Laws.CHILDREN) / Laws.DAYS_PER_YEAR;
      double wait = Exponential.standard(draw) / perDay;
      this.stays = Laws.isAdult(age) && wait < LIFETIME_DAYS ? 4 + draw.nextInt(3) : 0;
      int day = laws.first + (int) Math.min(wait, LIFETIME_DAYS);
      int weekday = draw.nextInt(5);
      this.start =
          UsCalendar.isWeekend(day)
              ? UsCalendar.weekdayOnOrAfter(day, DayOfWeek.MONDAY) + weekday
              : day;
      next();
    }

    void next() {
      if (done == stays) {
        moment = WallClock.NEVER;
        return;
      }
      int day = Holidays.HOSPITAL.businessDayOnOrAfter(start + CYCLE_DAYS * done++);
      moment = Laws.PLANNED.moment(draw, day);
    }
  }

  // ---- a life

  /** Lives to the end. */
  Patient live() {
    while (true) {
      long next =
          Math.min(
              Math.min(stayTimes.moment, visitTimes.moment), Math.min(cycles.moment, returnAt));
      if (next >= exit || next > limit) {
        break;
      }
      if (next == returnAt) {
        comeBack();
      } else if (next == cycles.moment) {
        cycles.next();
        if (next >= busyUntil) {
          planned(next);
        }
      } else if (next == stayTimes.moment) {
        proposeStay(next);
      } else {
        proposeVisit(next);
      }
    }
    for (int i = 0; i < stays.size(); i++) {
      Stay index = stays.get(i);
      if (index.isIndex()) {
        for (int j = i + 1; j < stays.size(); j++) {
          index.follow(stays.get(j));
        }
      }
    }
    return this;
  }

  private void proposeStay(long at) {
    long stayKey = laws.stayKeys.bits(key, stayTimes.count);
    stayTimes.next();
    if (at < busyUntil || at < baseFrom) {
      return;
    }
    Draw draw = laws.stays.at(stayKey, 0);
    boolean isHomeless = spells.homelessAt(at) >= 0;
    double share = draw.nextDouble();
    double fromMain = draw.nextDouble();
    DiagnosisGroup group =
        fromMain < MAIN_CONDITION
            ? condition
            : laws.condition(sex, Laws.band(ageAt(at)), draw.nextDouble());
    Hospital hospital = hospital(draw, isHomeless, HOME_HOSPITAL, HOMELESS_HOME_HOSPITAL);
    int day = WallClock.epochDay(at);
    double rate =
        season.factor(group, day, hospital.fluGain())
            * Season.weekday(day)
            / BUSIEST_STAYS
            * (patientClass == PatientClass.HOMELESS_PRONE
                ? (isHomeless ? laws.homelessStays : Laws.HOUSED_STAYS) / highestStays()
                : 1);
    if (share < rate) {
      admit(at, group, hospital, stayKey);
    }
  }

  private void proposeVisit(long at) {
    Draw draw = laws.visits.at(key, visitTimes.count);
    long visitKey = laws.visits.bits(key, visitTimes.count);
    visitTimes.next();
    if (at < busyUntil) {
      return;
    }
    boolean isHomeless = spells.homelessAt(at) >= 0;
    double share = draw.nextDouble();
    DiagnosisGroup group =
        draw.nextDouble() < MAIN_COMPLAINT
            ? complaint
            : DiagnosisGroup.EMERGENCY_VISIT.get(pick(complaints(false), draw.nextDouble()));
    Hospital hospital = hospital(draw, isHomeless, HOME_VISIT, HOME_VISIT);
    int day = WallClock.epochDay(at);
    double rate =
        season.factor(group, day, hospital.fluGain())
            * Season.weekday(day)
            * Season.holiday(group, day)
            / BUSIEST_VISITS
            * (patientClass == PatientClass.HOMELESS_PRONE
                ? (isHomeless ? laws.homelessVisits : Laws.HOUSED_VISITS) / highestVisits()
                : 1);
    if (share >= rate) {
      return;
    }
    Stay visit = begin(visitKey, hospital, group, AdmitType.EMERGENCY, false, at);
    visit.discharge = at + WallClock.seconds(VISIT_MINUTES.sample(draw));
    visit.costCents = cents(VISIT_COST.sample(draw) * hospital.cost());
    double leaves = group == DiagnosisGroup.ED_ALCOHOL ? LEAVES_ED_DRUNK : LEAVES_ED;
    if (draw.nextDouble() < leaves) {
      visit.disposition = Readmissions.AGAINST_ADVICE;
    }
    finish(visit, draw);
    busyUntil = visit.discharge;
  }

  private Hospital hospital(Draw draw, boolean isHomeless, double atHome, double homelessAtHome) {
    double share = draw.nextDouble();
    Hospital other = region.anyHospital(draw);
    return share < (isHomeless ? homelessAtHome : atHome) ? home : other;
  }

  // ---- rule planned_cycles

  private void planned(long at) {
    Draw draw = laws.stays.at(key, at);
    Stay stay =
        begin(
            laws.stays.bits(key, at),
            home,
            DiagnosisGroup.CHEMOTHERAPY,
            AdmitType.ELECTIVE,
            true,
            at);
    stay.discharge = discharge(at, 1.5 + 1.5 * draw.nextDouble(), draw);
    stay.costCents =
        cents(CYCLE_COST * Math.exp(CYCLE_COST_SD * Normal.standard(draw)) * home.cost());
    finish(stay, draw);
    goHome(stay);
  }

  // ---- rule diagnosis: a stay

  private void admit(long at, DiagnosisGroup group, Hospital hospital, long stayKey) {
    Draw draw = laws.stays.at(stayKey, 1);
    double ageNow = ageAt(at);
    double severity = Normal.standard(draw);
    double usual = STAY_DAYS * Math.exp(STAY_BY_AGE * (ageNow - 60));
    double days;
    do {
      double noise = STAY_BY_SEVERITY * severity + STAY_SD * Normal.standard(draw);
      days = usual * Math.exp(noise) * hospital.stay();
    } while (days < SHORTEST_STAY_DAYS || days > LONGEST_STAY_DAYS);
    double cost =
        group.medianCostUsd
            * hospital.cost()
            * Math.exp(COST_BY_SEVERITY * severity + COST_SD * Normal.standard(draw))
            * Math.sqrt(days / STAY_DAYS)
            * (patientClass == PatientClass.COMPLEX ? COST_OF_COMPLEX : 1);
    double dies =
        laws.death
            * group.death
            * Math.exp(
                DEATH_BY_SEVERITY * severity
                    - DEATH_BY_SEVERITY * DEATH_BY_SEVERITY / 2
                    + DEATH_BY_AGE * (ageNow - 64));
    boolean isDead = draw.nextDouble() < Math.min(MOST_DEATH, dies);
    double disposition = draw.nextDouble();

    Stay stay = begin(stayKey, hospital, group, AdmitType.EMERGENCY, true, at);
    stay.costCents = cents(cost);
    if (isDead) {
      stay.discharge = at + (long) (days * WallClock.DAY);
      stay.disposition = Readmissions.DIED;
      finish(stay, draw);
      exit = stay.discharge;
      busyUntil = stay.discharge;
      return;
    }
    long over = discharge(at, days, laws.discharges.at(stayKey));
    finish(stay, draw);
    Draw leg = laws.legs.at(stayKey);
    if (leg.nextDouble() < laws.transfers) {
      stay = transfer(stay, Math.min(1, days / 3), cost, over, leg);
    } else {
      stay.discharge = over;
    }
    stay.disposition = disposition(group, ageNow, disposition);
    if (stay.admit < laws.endSecond) {
      limit = Math.max(limit, stay.discharge + (long) ((RETURN_DAYS + 1) * WallClock.DAY));
    }
    goHome(stay);
    after(stay, severity, days / usual, ageNow);
  }

  private static long cents(double usd) {
    return Math.round(usd * 100);
  }

  private Stay begin(
      long stayKey,
      Hospital hospital,
      DiagnosisGroup group,
      AdmitType type,
      boolean isInpatient,
      long at) {
    if (isInpatient) {
      leaveHome(at);
    }
    Stay stay = new Stay(this, stayKey, hospital, group, type, isInpatient, at);
    stays.add(stay);
    return stay;
  }

  /** What is written down of every encounter. */
  private void finish(Stay stay, Draw draw) {
    int spell = spells.homelessAt(stay.admit);
    stay.isHomeless = spell >= 0;
    stay.payer = payerAt(stay.admit);
    stay.code =
        draw.nextDouble() < stay.group.secondShare ? stay.group.secondCode : stay.group.code;
    double coded = draw.nextDouble();
    double foodCoded =
        FOOD_CODED
            * 2
            * Logit.inverse(6 * (zip.deprivation() - 1))
            * (stay.hospital.coding() / 0.55);
    double ownAddress = draw.nextDouble();
    double noAddress = draw.nextDouble();
    if (stay.isHomeless) {
      // The whole spell without an address, or one encounter of it.
      stay.hasNoAddress = (ownAddress < 0.7 ? laws.addresses.uniform(key, spell) : noAddress) < 0.5;
      if (coded < stay.hospital.coding()) {
        stay.socialCode = Readmissions.HOMELESS_CODE;
      }
    }
    if (stay.socialCode == null && draw.nextDouble() < foodCoded) {
      stay.socialCode = Readmissions.FOOD_INSECURITY_CODE;
    }
  }

  private Stay transfer(Stay first, double legDays, double cost, long over, Draw draw) {
    first.discharge = first.admit + (long) (legDays * WallClock.DAY);
    first.disposition = Readmissions.TRANSFERRED;
    first.costCents = cents(cost * FIRST_LEG_COST);
    Hospital other = region.anyHospital(draw);
    for (int i = 0; i < 20 && other.equals(first.hospital); i++) {
      other = region.anyHospital(draw);
    }
    long arrival = first.discharge + WallClock.seconds(60 * BETWEEN_LEGS_HOURS.sample(draw));
    Stay second =
        new Stay(
            this,
            Streams.mix(first.key + 2),
            other,
            first.group,
            AdmitType.TRANSFER_IN,
            true,
            arrival);
    stays.add(second);
    second.costCents = cents(cost * (1 - FIRST_LEG_COST));
    second.discharge =
        over >= arrival + SHORTEST_STAY ? over : discharge(arrival, SHORTEST_STAY_DAYS, draw);
    finish(second, draw);
    return second;
  }

  /** When somebody who may go home goes home: by day, and rather before a weekend than on it. */
  private static long discharge(long admit, double days, Draw draw) {
    int over = WallClock.epochDay(admit + (long) (days * WallClock.DAY));
    double[] weights = new double[DISCHARGE_DAYS.length];
    for (int i = 0; i < weights.length; i++) {
      int day = over - 1 + i;
      boolean isPossible = day >= WallClock.epochDay(admit);
      weights[i] = isPossible ? DISCHARGE_DAYS[i] * DISCHARGE_WEEKDAYS[WallClock.weekday(day)] : 0;
    }
    int day = over - 1 + pick(weights, draw.nextDouble());
    long moment = Laws.DISCHARGE.moment(draw, day);
    while (moment < admit + SHORTEST_STAY) {
      moment = Laws.DISCHARGE.moment(draw, ++day);
    }
    return moment;
  }

  private static String disposition(DiagnosisGroup group, double age, double uniform) {
    boolean isOld = age >= 65;
    double against = group == DiagnosisGroup.ALCOHOL_WITHDRAWAL ? 0.09 : isOld ? 0.01 : 0.03;
    if (uniform < against) {
      return Readmissions.AGAINST_ADVICE;
    }
    double left = (uniform - against) / (1 - against);
    double home = isOld ? 0.52 / 0.99 : 0.80 / 0.97;
    double health = isOld ? 0.21 / 0.99 : 0.13 / 0.97;
    if (left < home) {
      return Readmissions.HOME;
    }
    return left < home + health ? Readmissions.HOME_HEALTH : Readmissions.NURSING_FACILITY;
  }

  // ---- after an index discharge: rules pickup, readmission, pollution, food_access

  private void after(Stay stay, double severity, double relativeStay, double ageNow) {
    Draw draw = laws.pickups.at(stay.key);
    double median =
        switch (zip.known()) {
          case 0 -> KNOWN_COPAY_RICH;
          case 1 -> KNOWN_COPAY_POOR;
          default -> Laws.COPAY_MEDIAN;
        };
    double copay = median * planCopay * Math.exp(COPAY_SD * Normal.standard(draw));
    stay.copayCents = cents(copay);
    boolean isHomeless = spells.homelessAt(stay.discharge) >= 0;
    double logOdds =
        zip.known() >= 0
            ? laws.pickupLogit[zip.known()]
            : 1.04
                * (1.55
                    - 0.35 * zip.deprivation()
                    - 0.012 * (copay - Laws.COPAY_MEDIAN)
                    - 0.24 * Math.max(0, Math.min(zip.row().distanceToPharmacyMiles(), 9) - 1)
                    - (isHomeless ? 1.5 : 0));
    boolean isPicked = draw.nextDouble() < Logit.inverse(logOdds + habit);

    double hazard = stay.group.hazard * factors(stay, severity, relativeStay, ageNow, isPicked);
    Draw ofReturn = laws.returns.at(stay.key);
    boolean returns = ofReturn.nextDouble() < -Math.expm1(-hazard);
    double share = ofReturn.nextDouble();
    returnOf = stay;
    if (returns) {
      returnAt = returnTime(stay, share, ofReturn);
      baseFrom = WallClock.NEVER;
    } else {
      returnAt = WallClock.NEVER;
      double rest = RETURN_DAYS + REST_DAYS * Exponential.standard(ofReturn);
      baseFrom = stay.discharge + (long) (rest * WallClock.DAY);
    }
    if (isPicked) {
      stay.pickup = pickup(stay.discharge, returnAt, draw);
    }
  }

  private double factors(
      Stay stay, double severity, double relativeStay, double ageNow, boolean isPicked) {
    boolean isAsthma = stay.group == DiagnosisGroup.ASTHMA;
    double m = 1;
    if (!isPicked) {
      m *= isAsthma ? laws.notPickedUpAsthma : laws.notPickedUp;
    }
    if (isAsthma) {
      m *= 1 + laws.pollution * zip.nearHighway();
    }
    if (stay.group == DiagnosisGroup.DIABETES || stay.group == DiagnosisGroup.HEART_FAILURE) {
      double far = (zip.row().distanceToGroceryMiles() - FOOD_MILES) / FOOD_SLOPE;
      m *= 1 + laws.food * Logit.inverse(far);
    }
    m *= Math.exp(laws.prior * Math.min(priorStays(stay), MOST_PRIOR));
    m *= Math.pow(Math.max(LEAST_FRAILTY, frailty), BY_FRAILTY);
    if (patientClass != PatientClass.ORDINARY) {
      m *= NOT_ORDINARY;
    }
    double ofPayer =
        switch (stay.payer) {
          case MEDICARE -> 1.08;
          case MEDICAID -> 1.18;
          case PRIVATE -> 0.77;
          case UNINSURED -> 0.98;
        };
    double ofCase =
        Math.exp(
                laws.byAge * (ageNow - 64)
                    + laws.bySeverity * severity
                    + BY_DEPRIVATION * zip.deprivation())
            * Math.pow(relativeStay, BY_STAY)
            * stay.hospital.readmission()
            * ofPayer
            * (WallClock.weekday(WallClock.epochDay(stay.discharge)) == 4 ? FRIDAY : 1);
    return m * ofCase / CASE_MEAN;
  }

  /** Stays of the year before, planned ones and this one apart. */
  private int priorStays(Stay stay) {
    long since = stay.discharge - 365 * WallClock.DAY;
    int count = 0;
    for (int i = stays.size() - 1; i >= 0 && stays.get(i).admit > since; i--) {
      Stay before = stays.get(i);
      if (before.isInpatient && before.isIndex() && before != stay) {
        count++;
      }
    }
    return count;
  }

  /** Days of the group's law, cut at 30; the hour is that of emergencies. */
  private static long returnTime(Stay stay, double share, Draw draw) {
    double mean = stay.group.returnDays;
    double days = EARLIEST_RETURN - mean * Math.log1p(-share * -Math.expm1(-RETURN_DAYS / mean));
    long raw = stay.discharge + (long) (days * WallClock.DAY);
    int day = WallClock.epochDay(raw);
    for (int i = 0; i < 8; i++) {
      long moment = Laws.DOOR.moment(draw, day);
      if (moment > stay.discharge + WallClock.HOUR) {
        return moment;
      }
    }
    return raw;
  }

  /** When the medication is collected: while the pharmacy is open, and before a return. */
  private long pickup(long discharge, long comesBack, Draw draw) {
    long limitAt = Math.min(discharge + PICKUP_LIMIT, comesBack);
    for (int i = 0; i < PICKUP_TRIES; i++) {
      double seconds = PICKUP_DAYS.sample(draw) * WallClock.DAY;
      double counter = AT_COUNTER_MINUTES.sample(draw);
      double nextDay = NEXT_DAY_MINUTES.sample(draw);
      if (seconds <= PICKUP_LATEST) {
        long meant = discharge + (long) seconds;
        double minutes = zip.pharmacy().isOpen(meant) ? counter : nextDay;
        long at = zip.pharmacy().workingTime(meant, WallClock.seconds(minutes));
        if (at < limitAt) {
          return at;
        }
      }
    }
    // Back within hours: collected on the way home, or by the family.
    long open = zip.pharmacy().openSeconds(discharge, limitAt);
    if (open == 0) {
      limitAt = discharge + PICKUP_LIMIT;
      open = zip.pharmacy().openSeconds(discharge, limitAt);
    }
    return zip.pharmacy().workingTime(discharge, (long) (draw.nextDouble() * open));
  }

  private void comeBack() {
    long at = returnAt;
    Stay index = returnOf;
    returnAt = WallClock.NEVER;
    Draw draw = laws.returnTo.at(index.key);
    double wait = 1 + 5 * draw.nextDouble();
    if (at < busyUntil) {
      at = busyUntil + (long) (wait * WallClock.HOUR);
      if (at >= exit) {
        baseFrom = at;
        return;
      }
    }
    boolean isHomeless = spells.homelessAt(at) >= 0;
    boolean isSame = draw.nextDouble() < (isHomeless ? HOMELESS_BACK_TO_INDEX : BACK_TO_INDEX);
    Hospital other = hospital(draw, isHomeless, HOME_HOSPITAL, HOMELESS_HOME_HOSPITAL);
    DiagnosisGroup group =
        draw.nextDouble() < index.group.sameGroup ? index.group : anew(at, draw.nextDouble());
    admit(at, group, isSame ? index.hospital : other, Streams.mix(index.key + 1));
  }

  /** A group by age, sex and season. */
  private DiagnosisGroup anew(long at, double uniform) {
    double[] weights = laws.weights(sex, Laws.band(ageAt(at))).clone();
    int day = WallClock.epochDay(at);
    for (int g = 0; g < weights.length; g++) {
      weights[g] *= season.factor(DiagnosisGroup.INPATIENT.get(g), day, 1);
    }
    return DiagnosisGroup.INPATIENT.get(pick(weights, uniform));
  }

  // ---- exits

  /** The first of death at home and a move, given what was lived through. */
  private long nextExit() {
    double left = deathThreshold - deathSpent;
    double now = deathHazard.cumulative(riskSince);
    double soon = AFTER_DISCHARGE * (deathHazard.cumulative(riskUntil) - now);
    double dies =
        left < soon
            ? deathHazard.timeAt(now + left / AFTER_DISCHARGE)
            : deathHazard.timeAt(deathHazard.cumulative(riskUntil) + left - soon);
    return second(Math.min(dies, moves));
  }

  /** The risk of death at home stops. */
  private void leaveHome(long at) {
    double now = days(at);
    double from = deathHazard.cumulative(riskSince);
    double until = deathHazard.cumulative(Math.min(now, riskUntil));
    deathSpent += AFTER_DISCHARGE * (until - from);
    if (now > riskUntil) {
      deathSpent += deathHazard.cumulative(now) - deathHazard.cumulative(riskUntil);
    }
  }

  /** It goes on, higher for 30 days. */
  private void goHome(Stay stay) {
    busyUntil = stay.discharge;
    riskSince = days(stay.discharge);
    riskUntil = riskSince + RETURN_DAYS;
    exit = Math.max(nextExit(), stay.discharge + 1);
  }

  void emitEpisodes(Emitter out) {
    spells.emit(out);
  }
}
