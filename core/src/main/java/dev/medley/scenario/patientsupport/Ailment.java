package dev.medley.scenario.patientsupport;

import dev.medley.random.Discrete;

/** Side effects as patients say them and as drug safety codes them. */
enum Ailment {
  URTICARIA("hives on my chest", 3, "URTICARIA"),
  RASH("a rash", 9, "RASH"),
  NAUSEA("nausea", 12, "NAUSEA"),
  HEADACHE("a headache that lasts", 12, "HEADACHE"),
  DIZZINESS("dizzy spells", 7, "DIZZINESS"),
  SWELLING("swelling at the spot", 14, "INJECTION_SITE_SWELLING"),
  ITCHING("itching around the spot", 10, "INJECTION_SITE_PRURITUS"),
  FEVER("a fever", 4, "PYREXIA"),
  DIARRHOEA("diarrhea", 6, "DIARRHOEA"),
  JOINTS("joint pain", 6, "ARTHRALGIA"),
  HAIR("my hair coming out", 3, "ALOPECIA"),
  BRUISE("a bad bruise", 4, "CONTUSION"),
  SINUSITIS("a sinus infection", 4, "SINUSITIS"),
  CHILLS("chills", 4, "CHILLS"),
  VOMITING("vomiting", 3, "VOMITING"),
  ACHES("muscle aches", 5, "MYALGIA");

  /** What a side effect is coded as that has no name. */
  static final String UNNAMED = "MALAISE";

  private static final Ailment[] ALL = values();
  private static final Discrete SHARES = shares();

  final String words;
  final String term;
  private final double weight;

  Ailment(String words, double weight, String term) {
    this.words = words;
    this.weight = weight;
    this.term = term;
  }

  /** The one of a uniform number. */
  static Ailment at(double uniform) {
    return ALL[SHARES.at(uniform)];
  }

  /** How often it counts as serious. */
  static double serious(String term) {
    return switch (term) {
      case "URTICARIA", "PYREXIA", "SINUSITIS" -> .31;
      default -> .02;
    };
  }

  private static Discrete shares() {
    double[] weights = new double[ALL.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = ALL[i].weight;
    }
    return Discrete.of(weights);
  }
}
