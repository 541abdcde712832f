package dev.medley.scenario.opioidmonitoring;

import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Payment;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Sex;

/** A patient of one year, with the habits that stay. */
final class Person {

  /**
   * Why somebody is in the register. Each kind has a number that keys its streams, and ids of its
   * own in a year, so that more patients of one kind move no ids of another.
   */
  enum Kind {
    ACUTE(0, 0, 54_500, 0),
    CHRONIC(1, 54_500, 16_000, 100_000),
    BENZODIAZEPINE(2, 70_500, 14_300, 630_000),
    ZOLPIDEM(3, 84_800, 5_800, 830_000),
    BUPRENORPHINE(4, 90_600, 2_300, 910_000),
    SHOPPER(5, 92_900, 400, 950_000),
    CARE_TEAM(6, 93_300, 300, 962_000),
    MILL(7, 93_600, 3_800, 966_000),
    PROVIDER_X(8, 97_400, 1_200, 986_000),
    CANCER(9, 98_600, 100, 998_000);

    static final int COUNT = 10;

    final int number;
    final int firstPatient;

    /** The most patients that a jurisdiction has ids for in a year. */
    final int patients;

    final int firstFill;

    Kind(int number, int firstPatient, int patients, int firstFill) {
      this.number = number;
      this.firstPatient = firstPatient;
      this.patients = patients;
      this.firstFill = firstFill;
    }
  }

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
