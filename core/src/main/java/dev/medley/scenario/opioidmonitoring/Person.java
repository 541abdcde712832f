package dev.medley.scenario.opioidmonitoring;

import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Payment;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Sex;

/** A patient of one year, with the habits that stay. */
final class Person {

  /**
   * Why somebody is in the register, with how many patients and fills of the kind a jurisdiction
   * has ids for in a year. A new kind goes to the end.
   */
  enum Kind {
    ACUTE(54_500, 100_000),
    CHRONIC(16_000, 530_000),
    BENZODIAZEPINE(14_300, 200_000),
    ZOLPIDEM(5_800, 80_000),
    BUPRENORPHINE(2_300, 40_000),
    SHOPPER(400, 12_000),
    CARE_TEAM(300, 4_000),
    MILL(3_800, 20_000),
    PROVIDER_X(1_200, 12_000),
    CANCER(100, 400);

    final int patients;
    final int fills;

    Kind(int patients, int fills) {
      this.patients = patients;
      this.fills = fills;
    }

    /** Ids that the kinds before it take, in patients. */
    int firstPatient() {
      int sum = 0;
      for (int i = 0; i < ordinal(); i++) {
        sum += ALL[i].patients;
      }
      return sum;
    }

    /** Ids that the kinds before it take, in fills. */
    int firstFill() {
      int sum = 0;
      for (int i = 0; i < ordinal(); i++) {
        sum += ALL[i].fills;
      }
      return sum;
    }
  }

  private static final Kind[] ALL = Kind.values();

  final Kind kind;

  /** Key of all random streams. */
  final long key;

  final long id;
  final int zip;
  final double x;
  final double y;
  final int age;
  final Sex sex;
  final Payment cover;
  final boolean isUninsured;
  final boolean hasPoBox;

  /** Hour of the day at which the patient likes to come. */
  final double hour;

  /** Share of visits at that hour. */
  final double ownHourShare;

  /** First day with a fill. */
  int firstDay = Integer.MAX_VALUE;

  Person(
      Kind kind,
      long key,
      long id,
      int zip,
      double x,
      double y,
      int age,
      Sex sex,
      Payment cover,
      boolean isUninsured,
      boolean hasPoBox,
      double hour,
      double ownHourShare) {
    this.kind = kind;
    this.key = key;
    this.id = id;
    this.zip = zip;
    this.x = x;
    this.y = y;
    this.age = age;
    this.sex = sex;
    this.cover = cover;
    this.isUninsured = isUninsured;
    this.hasPoBox = hasPoBox;
    this.hour = hour;
    this.ownHourShare = ownHourShare;
  }

  /** The zip from which prescribers and pharmacies are chosen: travellers come to the centre. */
  int choiceZip() {
    return Land.isOuter(zip) ? 0 : zip;
  }
}
