package dev.medley.scenario.edthroughput;

import java.util.List;

/**
 * Why a frequent patient is one: what they come for, when, how, and how they live. Design, after
 * studies of frequent users of US emergency departments.
 */
@SuppressWarnings("ImmutableEnumChecker") // its arrays and lists are never written
enum Habit {
  ALCOHOL(0.30, 0.55, 0.90, 1.5, new double[] {0.45, 0.35, 0.20}, 45, Complaint.ALCOHOL),
  PSYCHIATRIC(0.25, 0.40, 0.95, 1.2, new double[] {0.35, 0.35, 0.30}, 45, Complaint.PSYCHIATRIC),
  PAIN(
      0.20,
      0.25,
      0.15,
      0.6,
      new double[] {0.15, 0.30, 0.55},
      45,
      Complaint.BACK_PAIN,
      Complaint.ABDOMINAL_PAIN),
  SHELTER(0.10, 1, 0.45, 1.0, new double[] {0.55, 0.30, 0.15}, 45, Complaint.SHELTER),
  MEDICAL(
      0.15,
      0.12,
      0.10,
      1.4,
      new double[] {0.20, 0.25, 0.55},
      68,
      Complaint.BREATHING,
      Complaint.CHEST_PAIN);

  /** Parts of the day, each with its own habitual comers. */
  enum Part {
    /** 22 to 07 h. */
    NIGHT(0),
    /** 15 to 22 h. */
    EVENING(1),
    /** 07 to 15 h. */
    DAY(2);

    /** Place in tables. */
    final int number;

    Part(int number) {
      this.number = number;
    }

    static Part of(int hour) {
      if (hour >= 22 || hour < 7) {
        return NIGHT;
      }
      return hour >= 15 ? EVENING : DAY;
    }
  }

  /** Share of their visits that is about their own complaint. */
  static final double OWN_COMPLAINT_SHARE = 0.70;

  /** Share without a stable home among those who are not unhoused. */
  static final double UNSTABLE_OF_REST = 0.30;

  static final double AGE_SD = 12;
  static final int YOUNGEST = 18;
  static final int OLDEST = 92;

  /** How much likelier somebody comes in the own part of the day, and at other times. */
  static final double OWN_PART = 2;

  static final double OTHER_PART = 0.5;

  /** Share of the frequent patients. */
  final double share;

  final double unhoused;

  /** Share with a psychiatric or substance-use diagnosis on file. */
  final double behavioral;

  /** Ambulance rides relative to the average patient. */
  final double ems;

  /** How many have which {@link Part} as their own. */
  private final double[] parts;

  final double meanAge;
  final List<Complaint> complaints;

  Habit(
      double share,
      double unhoused,
      double behavioral,
      double ems,
      double[] parts,
      double meanAge,
      Complaint... complaints) {
    this.share = share;
    this.unhoused = unhoused;
    this.behavioral = behavioral;
    this.ems = ems;
    this.parts = parts;
    this.meanAge = meanAge;
    this.complaints = List.of(complaints);
  }

  /** The one that belongs to a uniform number. */
  static Habit at(double uniform) {
    double left = uniform;
    for (Habit habit : values()) {
      left -= habit.share;
      if (left < 0) {
        return habit;
      }
    }
    return MEDICAL;
  }

  /** The own part of the day that belongs to a uniform number. */
  Part partAt(double uniform) {
    if (uniform < parts[0]) {
      return Part.NIGHT;
    }
    return uniform < parts[0] + parts[1] ? Part.EVENING : Part.DAY;
  }

  /** How often such people come in a part of the day, relative to the average. */
  double presence(Part part) {
    double own = parts[part.number];
    return own * OWN_PART + (1 - own) * OTHER_PART;
  }
}
