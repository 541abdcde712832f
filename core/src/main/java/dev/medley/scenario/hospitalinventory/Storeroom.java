package dev.medley.scenario.hospitalinventory;

import dev.medley.scenario.hospitalinventory.HospitalInventory.Department;
import dev.medley.world.KeyedSeries;
import dev.medley.world.MessCarrier;
import java.util.ArrayList;
import java.util.List;

/** The bins of one department, with the habits of those who take from them and count them. */
final class Storeroom {
  static final int ROUND_DAYS = 91;

  private static final double FORGETTING = 1.0 / 30;
  private static final double ALARM_AT = 0.6;
  private static final double CALM_BELOW = 0.25;

  final Department department;
  final long key;
  final List<Bin> bins = new ArrayList<>();

  /** Patients in that of an average department of the kind; 0 where there are no beds. */
  final double meanCensus;

  final KeyedSeries census;
  final boolean isProne;

  /** Alarm that an empty bin adds. */
  final double alarm;

  /** Share that is taken on top while they hoard. */
  final double extra;

  final double missedScan;
  final double walkAway;
  final MessCarrier itemMaster;

  /** Days on which the next round of counting falls, bin by bin. */
  int[] countDays = new int[0];

  int round = -1;
  int firstRoundDay;
  int daysPerRound;
  int reviewDay;

  boolean isHoarding;
  private double belief;
  int emptyBins;

  // Today.
  int patients;
  int documentedUnits;
  long documentedCents;
  int scheduled;
  int cancelled;

  Storeroom(
      Department department,
      long key,
      double meanCensus,
      KeyedSeries census,
      boolean isProne,
      double alarm,
      double extra,
      double missedScan,
      double walkAway,
      MessCarrier itemMaster) {
    this.department = department;
    this.key = key;
    this.meanCensus = meanCensus;
    this.census = census;
    this.isProne = isProne;
    this.alarm = alarm;
    this.extra = extra;
    this.missedScan = missedScan;
    this.walkAway = walkAway;
    this.itemMaster = itemMaster;
  }

  void beginDay(int patientsToday) {
    patients = patientsToday;
    documentedUnits = 0;
    documentedCents = 0;
    scheduled = 0;
    cancelled = 0;
    emptyBins = 0;
  }

  void document(Bin bin, int units, long cents) {
    bin.documented += units;
    documentedUnits += units;
    documentedCents += units * cents;
  }

  /** They begin to hide things when they have often found nothing, and are slow to stop. */
  void endDay() {
    belief = belief * (1 - FORGETTING) + alarm * emptyBins;
    isHoarding = isHoarding ? belief >= CALM_BELOW : belief > ALARM_AT;
  }
}
