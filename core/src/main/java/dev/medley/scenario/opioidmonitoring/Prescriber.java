package dev.medley.scenario.opioidmonitoring;

import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;

/** Somebody who prescribes. */
final class Prescriber {
  /** Place in the jurisdiction's list. */
  final int number;

  final int id;
  final Specialty specialty;
  final int zip;
  final double x;
  final double y;

  /** Pull on patients; 0 for those who take no patients from the street. */
  double activity;

  /** Which of the templates of acute pain the prescriber likes best. */
  int favourite;

  /** Whether benzodiazepines and muscle relaxants go with opioids, and doses are higher. */
  boolean isCocktail;

  /** Whether chronic patients come every four weeks instead of every 30 days. */
  boolean isFourWeekly;

  /** First day without prescriptions, counted from the first day of the world. */
  double retires = Double.POSITIVE_INFINITY;

  Prescriber(int number, int id, Specialty specialty, int zip, double x, double y) {
    this.number = number;
    this.id = id;
    this.specialty = specialty;
    this.zip = zip;
    this.x = x;
    this.y = y;
  }
}
