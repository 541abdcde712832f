package dev.medley.scenario.orutilization;

/** A surgical service: rooms that it fills in an average suite, and surgeons who fill them. */
public enum Service {
  OPHTHALMOLOGY(1, 3, true),
  HAND(0.6, 2, true),
  ORTHOPEDICS(3.4, 10, true),
  GENERAL(2.4, 10, false),
  ENT(0.6, 3, true),
  GYNECOLOGY(1, 5, false),
  UROLOGY(1, 3, false),
  SPINE(1, 4, false),
  TRAUMA(0, 0, false);

  final double rooms;
  final double surgeons;

  /** Whether padding the booking is part of some suites' culture there. */
  final boolean pads;

  Service(double rooms, double surgeons, boolean pads) {
    this.rooms = rooms;
    this.surgeons = surgeons;
    this.pads = pads;
  }
}
