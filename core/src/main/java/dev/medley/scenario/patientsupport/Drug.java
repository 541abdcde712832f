package dev.medley.scenario.patientsupport;

import java.util.List;

/** The programme's drugs, all fictitious. */
enum Drug {
  ZELVANTI("Zelvanti", "zelvantumab", "rheumatoid arthritis", "AUTOINJECTOR", .26, 0),
  ORBRIXA("Orbrixa", "orbrixumab", "psoriasis", "PREFILLED_SYRINGE", .20, .15),
  KALVENDO("Kalvendo", "kalvendokin", "multiple sclerosis", "PREFILLED_SYRINGE", .14, .35),
  TRESSOVY("Tressovy", "tressovimab", "asthma", "AUTOINJECTOR", .14, 0),
  NUVANDRA("Nuvandra", "nuvandratide", "osteoporosis", "PEN", .14, -.35),
  PELQUORA("Pelquora", "pelquoramab", "migraine", "AUTOINJECTOR", .12, -.15);

  static final List<Drug> ALL = List.of(values());

  final String brand;
  final String generic;
  final String indication;
  final String device;
  final double share;

  /** What the drug adds to the log odds of side effects. */
  final double sideEffects;

  /** What the device adds to the log odds of needle fear. */
  final double fear;

  Drug(
      String brand,
      String generic,
      String indication,
      String device,
      double share,
      double sideEffects) {
    this.brand = brand;
    this.generic = generic;
    this.indication = indication;
    this.device = device;
    this.share = share;
    this.sideEffects = sideEffects;
    this.fear =
        switch (device) {
          case "AUTOINJECTOR" -> -.25;
          case "PREFILLED_SYRINGE" -> .35;
          default -> 0;
        };
  }
}
