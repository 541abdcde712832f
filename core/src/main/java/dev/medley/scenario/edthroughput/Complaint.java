package dev.medley.scenario.edthroughput;

import java.util.Arrays;
import java.util.List;

/**
 * What brings a patient, with what comes of it: how ill such patients are, what is done for them
 * and what they turn out to have. Shares, odds and codes are design, after the most frequent
 * complaints of US emergency departments.
 */
@SuppressWarnings("ImmutableEnumChecker") // its arrays and lists are never written
enum Complaint {
  ABDOMINAL_PAIN(
      0,
      new Share(12, 12),
      0.30,
      new Course(1.1, 1.3, 1.7),
      "R10.9 5, R10.31 2, R10.13 2, N20.0 1 15",
      0.6),
  CHEST_PAIN(
      1,
      new Share(9, 9),
      0.75,
      new Course(1.0, 1.3, 0.8),
      "R07.9 6, R07.89 2, K21.9 1, I21.4 1 30 3",
      0.05,
      0.45,
      1.1,
      1.5,
      1.5,
      1.5),
  INJURY(
      2,
      new Share(14, 6),
      -0.25,
      new Course(0.75, 0.5, 1.6),
      "S09.90XA 3, S93.401A 3, S00.83XA 2, M25.561 2, S52.501A 2 0 4, S72.001A .5 55 3",
      1.5,
      1.2,
      0.8,
      0.8,
      0.9,
      1.3),
  BREATHING(
      3,
      new Share(10, 6),
      0.65,
      new Course(1.5, 1.15, 0.6),
      "R06.02 3, J18.9 2, J44.1 2 40, J45.901 1, J06.9 1, I50.9 1 40 3",
      1.1,
      0.6,
      0.8,
      1.2,
      1.6,
      1.6),
  FEVER(
      4,
      new Share(6, 1),
      -0.05,
      new Course(1.0, 1.1, 0.2),
      "R50.9 4, J02.9 2, J11.1 2, N39.0 1, A41.9 1 0 3",
      3.2,
      0.6,
      0.6,
      0.8,
      0.8,
      0.8),
  HEADACHE(
      5,
      new Share(5, 2),
      -0.10,
      new Course(0.5, 0.7, 2.2),
      "R51.9 6, G43.909 3, I63.9 .5 35 3",
      0.4),
  BACK_PAIN(
      6,
      new Share(5, 10),
      -0.60,
      new Course(0.35, 0.45, 0.6),
      "M54.50 7, M54.16 2 15, N20.0 1 15",
      0.02,
      1.2,
      1.2,
      1.2,
      0.8,
      0.8),
  LACERATION(
      7,
      new Share(5, 1),
      -1.10,
      new Course(0.08, 0.15, 0.15),
      "S61.219A 5, S01.81XA 3, S81.811A 2",
      1.6),
  VOMITING(8, new Share(5, 2), 0, new Course(0.8, 1.2, 0.6), "R11.2 5, A08.4 3, K52.9 2", 1.7),
  PSYCHIATRIC(
      9,
      new Share(4, 18),
      0.35,
      new Course(1.0, 0.95, 0.15),
      "F32.A 4, R45.851 3, F41.9 2, F20.9 1 15",
      0.15,
      1.5,
      1.2,
      0.5,
      0.5,
      0.5),
  ALCOHOL(
      10,
      new Share(2, 22),
      0.15,
      new Course(0.5, 0.9, 0.6),
      "F10.129 6, F10.20 2, F10.239 2",
      0,
      1.3,
      1.3,
      1.3,
      0.3,
      0.3),
  /** Somewhere to stay; asked for by those without a home only. */
  SHELTER(11, new Share(0, 8), -1.70, new Course(0.05, 0.1, 0), "Z59.01 6, Z59.00 4", 1),
  OTHER(
      12,
      new Share(23, 6),
      -0.05,
      new Course(1.1, 0.95, 0.9),
      "R42 1, N39.0 1, L03.90 1, R55 1, R53.1 1, R68.89 1, K08.89 1, Z76.0 1, T78.40XA 1, R04.0 1",
      0.8,
      0.95,
      0.95,
      1.1,
      1.2,
      1.2);

  /** Bands of age that complaints go by: below 15, 15-34, 35-59, 60-69, 70-79, 80 and above. */
  static final int BANDS = 6;

  /**
   * Weights of the complaint among the patients of a class.
   *
   * @param regular percent of those who come once in a while
   * @param frequent percent of those who come again and again
   */
  private record Share(double regular, double frequent) {}

  /**
   * Odds against other complaints at the same level.
   *
   * @param admission of being admitted
   * @param lab of a laboratory panel
   * @param ct of a CT scan
   */
  private record Course(double admission, double lab, double ct) {}

  /**
   * What a patient may turn out to have.
   *
   * @param icd10 ICD-10-CM code
   * @param fromAge nobody younger has it
   * @param toLevel nobody at a less urgent level has it
   */
  private record Diagnosis(String icd10, double weight, int fromAge, int toLevel) {

    /** As in {@code J44.1 2 40 3}: code, weight, youngest age, least urgent level. */
    static Diagnosis parsed(String text) {
      String[] parts = text.trim().split(" ", -1);
      return new Diagnosis(
          parts[0],
          Double.parseDouble(parts[1]),
          parts.length > 2 ? Integer.parseInt(parts[2]) : 0,
          parts.length > 3 ? Integer.parseInt(parts[3]) : 5);
    }

    boolean suits(int age, int level) {
      return age >= fromAge && level <= toLevel;
    }
  }

  /** Place in tables of weights. */
  final int number;

  private final Share share;

  /** How ill such patients are, in the unit of the severity. */
  final double severity;

  private final Course course;
  private final List<Diagnosis> diagnoses;
  private final double[] byAge = new double[BANDS];

  Complaint(
      int number, Share share, double severity, Course course, String diagnoses, double... byAge) {
    this.number = number;
    this.share = share;
    this.severity = severity;
    this.course = course;
    this.diagnoses = Arrays.stream(diagnoses.split(",", -1)).map(Diagnosis::parsed).toList();
    for (int band = 0; band < this.byAge.length; band++) {
      this.byAge[band] = band < byAge.length ? byAge[band] : 1;
    }
  }

  static int band(int age) {
    if (age < 15) {
      return 0;
    }
    return age < 35 ? 1 : age < 60 ? 2 : Math.min(5, 3 + (age - 60) / 10);
  }

  /** Weight among the regular patients of a band of age. */
  double regularWeight(int band) {
    return share.regular * byAge[band];
  }

  /** Weight among the frequent patients of a band of age. */
  double frequentWeight(int band) {
    return share.frequent * byAge[band];
  }

  /** How much likelier a patient of a band of age is to have it. */
  double ageFactor(int band) {
    return byAge[band];
  }

  double admission() {
    return course.admission;
  }

  double lab() {
    return course.lab;
  }

  double ct() {
    return course.ct;
  }

  /** The ICD-10-CM code of such a patient that belongs to a uniform number. */
  String diagnosis(int age, int level, double uniform) {
    double sum = 0;
    for (Diagnosis diagnosis : diagnoses) {
      sum += diagnosis.suits(age, level) ? diagnosis.weight : 0;
    }
    double left = uniform * sum;
    String last = null;
    for (Diagnosis diagnosis : diagnoses) {
      if (diagnosis.suits(age, level)) {
        last = diagnosis.icd10;
        left -= diagnosis.weight;
        if (left < 0) {
          break;
        }
      }
    }
    return last;
  }
}
