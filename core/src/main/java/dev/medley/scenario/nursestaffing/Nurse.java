package dev.medley.scenario.nursestaffing;

import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.OvertimeType;
import dev.medley.scenario.nursestaffing.NurseStaffing.Reason;
import dev.medley.scenario.nursestaffing.NurseStaffing.Sex;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftCode;
import dev.medley.scenario.nursestaffing.NurseStaffing.Specialty;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitType;
import dev.medley.world.WallClock;

/** A nurse: habits for good, and where she stands in time. */
final class Nurse {
  static final int NEVER = Integer.MIN_VALUE / 2;

  private static final Gamma HIRED_AFTER_22 = Gamma.ofMeanAndShape(9, 2);
  private static final double OLDEST = 72;
  private static final double MEAN_TENURE_YEARS = 5.5;
  private static final double LONGEST_TENURE_YEARS = 40;
  private static final double WOMEN = 0.88;

  /** Odds of 2 : 1 that of two who share a post, the younger takes the nights. */
  private static final double YOUNGER_AT_NIGHT = 2.0 / 3;

  private static final Gamma FRAILTY = Gamma.ofMeanAndShape(1, 3);

  /** Keys all her draws, whatever id she got. */
  final long key;

  final long id;
  final CareUnit home;
  final Certification certification;
  final ShiftCode code;
  final boolean isAgency;
  final int hireDay;
  final int birthDay;
  final Sex sex;
  final Specialty specialty;
  final long rateCents;
  final double frailty;
  final double overtimeHabit;

  /** Chance to call out, relative to the mean, at her age. */
  double absence;

  int lastExposedMonth = NEVER;
  int exitDay = Integer.MAX_VALUE;
  Reason exitReason;
  int leaveFrom = NEVER;
  int leaveTo = NEVER;

  /** Numbers of shifts, two a day: the last one that she worked, and the last with a mandate. */
  int lastShift = NEVER;

  int lastMandate = NEVER;

  /** Whoever holds a post when the world begins, or is hired on a day. */
  Nurse(
      long key,
      long id,
      CareUnit home,
      Certification certification,
      ShiftCode code,
      int day,
      boolean isNew,
      Laws laws) {
    this.key = key;
    this.id = id;
    this.home = home;
    this.certification = certification;
    this.code = code;
    this.isAgency = false;
    Draw placing = laws.placing.at(key);
    double tenureOne = isNew ? 0 : exponentialYears(placing);
    double ageOne = age(placing, tenureOne);
    double tenureTwo = isNew ? 0 : exponentialYears(placing);
    double ageTwo = age(placing, tenureTwo);
    boolean wantsYounger = (placing.nextDouble() < YOUNGER_AT_NIGHT) == (code == ShiftCode.N);
    boolean isFirst = (ageOne < ageTwo) == wantsYounger;
    double tenure = isFirst ? tenureOne : tenureTwo;
    double age = isFirst ? ageOne : ageTwo;
    int hired = day - (int) (tenure * Laws.DAYS_PER_YEAR);
    this.hireDay = hired - WallClock.weekday(hired);
    this.birthDay = day - (int) (age * Laws.DAYS_PER_YEAR);
    Draw draw = laws.people.at(key);
    this.sex = draw.nextDouble() < WOMEN ? Sex.F : Sex.M;
    this.frailty = FRAILTY.sample(draw);
    this.overtimeHabit = FRAILTY.sample(draw);
    this.rateCents = rate(draw, tenure);
    this.specialty = specialty(draw);
    this.absence = frailty * Laws.absenceOfAge(age);
  }

  /** An agency nurse for a contract on a unit; what she costs is the contract's. */
  Nurse(long key, long id, CareUnit home, ShiftCode code, int day, long rateCents, Laws laws) {
    this.key = key;
    this.id = id;
    this.home = home;
    this.certification = Certification.RN;
    this.code = code;
    this.isAgency = true;
    this.hireDay = day;
    this.birthDay = day;
    this.sex = Sex.F;
    Draw draw = laws.people.at(key);
    this.frailty = 0;
    this.overtimeHabit = FRAILTY.sample(draw);
    this.rateCents = rateCents;
    this.specialty = specialty(draw);
  }

  private static double exponentialYears(Draw draw) {
    double years;
    do {
      years = -MEAN_TENURE_YEARS * Math.log1p(-draw.nextDouble());
    } while (years > LONGEST_TENURE_YEARS);
    return years;
  }

  private static double age(Draw draw, double tenure) {
    double age;
    do {
      age = 22 + HIRED_AFTER_22.sample(draw) + tenure;
    } while (age > OLDEST);
    return age;
  }

  private long rate(Draw draw, double tenure) {
    double normal = Normal.standard(draw);
    double usd =
        switch (certification) {
          case RN -> 36 + Math.min(14, 0.7 * tenure) + 1.5 * normal;
          case LPN -> 27 + normal;
          case CNA -> 19 + normal;
        };
    return Math.round(100 * usd);
  }

  private Specialty specialty(Draw draw) {
    double critical = draw.nextDouble();
    double other = draw.nextDouble();
    if (certification != Certification.RN) {
      return null;
    }
    UnitType type = home.type;
    double share = type == UnitType.ICU ? 0.45 : type == UnitType.STEPDOWN ? 0.08 : 0.04;
    if (critical < share) {
      return Specialty.CCRN;
    }
    if (other < 0.15) {
      return type == UnitType.MEDSURG ? Specialty.CMSRN : Specialty.PCCN;
    }
    return null;
  }

  double ageYears(int day) {
    return (day - birthDay) / Laws.DAYS_PER_YEAR;
  }

  double tenureYears(int day) {
    return (day - hireDay) / Laws.DAYS_PER_YEAR;
  }

  boolean isOnLongLeave(int day) {
    return day >= leaveFrom && day <= leaveTo;
  }

  /** One shift of a nurse, until its row is written: the shift after may hold her back. */
  static final class Duty {
    final Nurse nurse;

    /** Number of the shift, two a day. */
    final int shift;

    CareUnit unit;

    /** The unit's shift, once it is known how it was staffed. */
    CareUnit.Sheet sheet;

    boolean isCalledOut;
    OvertimeType overtime = OvertimeType.NONE;
    double overtimeHours;

    /** 12, or 0 for one who is called in for overtime alone. */
    double plainHours = 12;

    Duty(Nurse nurse, int shift, CareUnit unit) {
      this.nurse = nurse;
      this.shift = shift;
      this.unit = unit;
    }

    boolean isFloat() {
      return unit != nurse.home;
    }

    /** Whether she can still be made to stay longer or to come early. */
    boolean isFree() {
      return !isCalledOut
          && overtime == OvertimeType.NONE
          && !nurse.isAgency
          && nurse.certification == Certification.RN
          && nurse.lastMandate < shift - 2;
    }

    void mandate() {
      overtime = OvertimeType.MANDATORY;
      overtimeHours = 4;
      nurse.lastMandate = shift;
    }
  }
}
