package dev.medley.scenario.patientsupport;

import dev.medley.scenario.patientsupport.PatientSupport.Category;
import dev.medley.scenario.patientsupport.PatientSupport.Direction;
import dev.medley.scenario.patientsupport.PatientSupport.Outcome;
import dev.medley.scenario.patientsupport.PatientSupport.Trigger;

/** A call that a patient or the programme makes, before it has an agent. */
final class PlannedCall {
  final Patient patient;

  /** The patient's calls in the order in which they were planned: the key of their draws. */
  final int number;

  final State state;
  final Category category;
  final Trigger trigger;
  final Direction direction;
  final Outcome outcome;

  /** When it comes to the line. */
  final long at;

  /** Whether what it was about stays open. */
  final boolean unresolved;

  // What the line makes of it.
  Agent agent;
  boolean transferred;
  long start;
  int seconds;

  PlannedCall(
      Patient patient,
      State state,
      Category category,
      Trigger trigger,
      Direction direction,
      Outcome outcome,
      long at,
      boolean unresolved) {
    this.patient = patient;
    this.number = patient.calls.size();
    this.state = state;
    this.category = category;
    this.trigger = trigger;
    this.direction = direction;
    this.outcome = outcome;
    this.at = at;
    this.unresolved = unresolved;
  }

  /** The state of a patient in a cycle; fill 0 is the time before the first. */
  record State(
      int fillNo,
      int day,
      double fear,
      double cost,
      double side,
      double noBenefit,
      double access,
      double life,
      double skill,
      int paidUsd) {

    boolean isStarted() {
      return fillNo > 0;
    }

    double worst() {
      return Math.max(Math.max(fear, cost), Math.max(side, noBenefit));
    }
  }
}
