package dev.medley.scenario.edthroughput;

import dev.medley.random.Discrete;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What patients of one class complain of. The shares of the class are given; who brings which
 * complaint is weighted by severity, home and psychiatric history, so that nobody is in arrest for
 * want of shelter and no one with a home asks for one.
 */
final class Complaints {
  private static final int LEVELS = 5;
  private static final int FITTING_ROUNDS = 200;

  /**
   * A complaint.
   *
   * @param code its name in the data
   * @param icd10 its ICD-10-CM code
   * @param percent its share in the class
   * @param byLevel odds by ESI 1 to 5; design
   * @param withoutHome odds of patients without a stable home; infinite if others never have it
   * @param withCondition odds of patients with a psychiatric or substance-use diagnosis
   */
  private record Complaint(
      String code,
      String icd10,
      double percent,
      List<Double> byLevel,
      double withoutHome,
      double withCondition) {

    double odds(int level, boolean isHoused, boolean hasCondition) {
      double odds = byLevel.get(level - 1) * (hasCondition ? withCondition : 1);
      if (Double.isInfinite(withoutHome)) {
        return isHoused ? 0 : odds;
      }
      return isHoused ? odds : odds * withoutHome;
    }
  }

  /** Complaints of patients who come once in a while. */
  static final Complaints REGULAR =
      new Complaints(
          new double[] {1.6, 18, 45, 30.5, 4.9},
          0.93,
          0.12,
          complaint("ABDOMINAL_PAIN", "R10.9", 12, 1, 1, 0.3, 1.0, 1.6, 0.4, 0.2),
          complaint("CHEST_PAIN", "R07.9", 9, 1, 1, 2.0, 3.0, 1.0, 0.15, 0.05),
          complaint("INJURY", "S09.90XA", 14, 1, 1, 1.2, 0.6, 0.8, 1.4, 1.4),
          complaint("BREATHING", "R06.02", 10, 1, 1, 4.0, 2.0, 1.0, 0.4, 0.2),
          complaint("FEVER", "R50.9", 6, 1, 1, 0.4, 0.6, 1.0, 1.2, 1.2),
          complaint("HEADACHE", "R51.9", 5, 1, 1, 0.2, 0.7, 1.2, 0.8, 0.6),
          complaint("BACK_PAIN", "M54.50", 5, 1, 1, 0.05, 0.3, 0.9, 1.6, 1.4),
          complaint("LACERATION", "S61.219A", 5, 1, 1, 0.05, 0.2, 0.4, 2.2, 2.0),
          complaint("VOMITING", "R11.2", 5, 1, 1, 0.1, 0.5, 1.4, 0.7, 0.5),
          complaint("PSYCHIATRIC", "F32.A", 4, 1, 12, 0.3, 2.0, 1.0, 0.5, 0.4),
          complaint("ALCOHOL", "F10.129", 2, 2, 8, 1.0, 1.5, 1.2, 0.4, 0.3),
          complaint("OTHER", "R68.89", 23, 1, 1, 1.0, 0.8, 1.0, 1.0, 1.4));

  /** Complaints of patients who come again and again. */
  static final Complaints FREQUENT =
      new Complaints(
          new double[] {0.4, 11, 53, 31, 4.6},
          0.41,
          0.55,
          complaint("ALCOHOL", "F10.129", 22, 1.5, 5, 1.0, 1.5, 1.2, 0.4, 0.3),
          complaint("PSYCHIATRIC", "R45.851", 18, 1, 5, 0.3, 2.0, 1.0, 0.5, 0.4),
          complaint("ABDOMINAL_PAIN", "R10.9", 12, 1, 1, 0.3, 1.0, 1.6, 0.4, 0.2),
          complaint("BACK_PAIN", "M54.50", 10, 1, 1, 0.05, 0.3, 0.9, 1.6, 1.4),
          complaint("CHEST_PAIN", "R07.9", 9, 1, 1, 2.0, 3.0, 1.0, 0.15, 0.05),
          complaint("SHELTER", "Z59.01", 8, Double.POSITIVE_INFINITY, 1, 0.0, 0.02, 0.15, 2.0, 6.0),
          complaint("INJURY", "S09.90XA", 6, 1, 1, 1.2, 0.6, 0.8, 1.4, 1.4),
          complaint("OTHER", "R68.89", 15, 1, 1, 1.0, 0.8, 1.0, 1.0, 1.4));

  private final List<Complaint> complaints;
  private final Discrete[] choices = new Discrete[LEVELS * 4];

  /**
   * Fits the choices so that the class as a whole has the given shares.
   *
   * @param levelPercent ESI 1 to 5 in the class
   * @param housed share of visits by patients with a stable home
   * @param withCondition share of visits by patients with a psychiatric history
   */
  private Complaints(
      double[] levelPercent, double housed, double withCondition, Complaint... complaints) {
    this.complaints = List.of(complaints);
    double[] size = new double[choices.length];
    List<double[]> odds = new ArrayList<>();
    for (int cell = 0; cell < choices.length; cell++) {
      boolean isHoused = (cell & 2) != 0;
      boolean hasCondition = (cell & 1) != 0;
      int level = 1 + cell / 4;
      size[cell] =
          (levelPercent[level - 1] / Arrays.stream(levelPercent).sum())
              * (isHoused ? housed : 1 - housed)
              * (hasCondition ? withCondition : 1 - withCondition);
      odds.add(
          this.complaints.stream()
              .mapToDouble(c -> c.odds(level, isHoused, hasCondition))
              .toArray());
    }
    double percents = this.complaints.stream().mapToDouble(Complaint::percent).sum();
    for (int round = 0; round < FITTING_ROUNDS; round++) {
      double[] share = new double[complaints.length];
      for (int cell = 0; cell < choices.length; cell++) {
        double sum = Arrays.stream(odds.get(cell)).sum();
        for (int c = 0; c < share.length; c++) {
          share[c] += size[cell] * odds.get(cell)[c] / sum;
        }
      }
      for (double[] cell : odds) {
        for (int c = 0; c < share.length; c++) {
          cell[c] *= complaints[c].percent / percents / share[c];
        }
      }
    }
    Arrays.setAll(choices, cell -> Discrete.of(odds.get(cell)));
  }

  private static Complaint complaint(
      String code,
      String icd10,
      double percent,
      double withoutHome,
      double withCondition,
      Double... byLevel) {
    return new Complaint(code, icd10, percent, List.of(byLevel), withoutHome, withCondition);
  }

  /** The number of the complaint that belongs to a uniform number. */
  int choose(int level, boolean isHoused, boolean hasCondition, double uniform) {
    return choices[(level - 1) * 4 + (isHoused ? 2 : 0) + (hasCondition ? 1 : 0)].at(uniform);
  }

  String code(int complaint) {
    return complaints.get(complaint).code;
  }

  String icd10(int complaint) {
    return complaints.get(complaint).icd10;
  }
}
