package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Discrete;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Specialty;

/**
 * What a prescription says.
 *
 * @param drug drug_id
 * @param quantity tablets or patches
 * @param days that they last
 */
record Template(int drug, int quantity, int days) {
  /** Fills of one prescription of schedule III or IV: the original and five refills. */
  static final int REFILLS = 6;

  private static final int FOUR_WEEKS = 28;

  static final int HYDROCODONE_5 = 1;
  static final int OXYCODONE_APAP = 3;
  static final int OXYCODONE_10 = 4;
  static final int OXYCODONE_15 = 5;
  static final int OXYCODONE_30 = 6;
  static final int OXYCODONE_ER = 7;
  static final int ALPRAZOLAM_2 = 17;
  static final int CARISOPRODOL = 20;

  // ---- acute pain: templates of dentists and emergency departments, of surgeons, of others

  private static final Template[] SHORT = {
    new Template(1, 12, 3),
    new Template(1, 15, 3),
    new Template(3, 12, 3),
    new Template(8, 20, 5),
    new Template(9, 16, 4)
  };
  private static final Discrete SHORT_SHARES = Discrete.of(0.275, 0.275, 0.20, 0.15, 0.10);
  private static final Template[] SURGICAL = {
    new Template(1, 30, 7), new Template(3, 28, 7), new Template(8, 28, 7), new Template(4, 30, 5)
  };
  private static final Discrete SURGICAL_SHARES = Discrete.of(0.36, 0.36, 0.18, 0.10);
  private static final Template[] USUAL = {
    new Template(1, 20, 5), new Template(3, 20, 5), new Template(8, 30, 7), new Template(9, 20, 5)
  };
  private static final Discrete USUAL_SHARES = Discrete.of(0.42, 0.13, 0.30, 0.15);

  // ---- the ladder of chronic doses

  static final int LEVELS = 5;

  private static final Template[][] LADDER = {
    {new Template(8, 60, 30), new Template(1, 60, 30), new Template(9, 60, 30)},
    {new Template(2, 90, 30), new Template(3, 90, 30)},
    {
      new Template(2, 120, 30),
      new Template(4, 90, 30),
      new Template(10, 60, 30),
      new Template(7, 60, 30)
    },
    {
      new Template(5, 120, 30),
      new Template(12, 10, 30),
      new Template(14, 60, 30),
      new Template(11, 120, 30)
    },
    {new Template(6, 120, 30), new Template(13, 10, 30), new Template(6, 90, 30)}
  };
  private static final Discrete[] LADDER_SHARES = {
    Discrete.of(0.62, 0.33, 0.05),
    Discrete.of(0.62, 0.38),
    Discrete.of(0.42, 0.33, 0.15, 0.10),
    Discrete.of(0.50, 0.20, 0.12, 0.18),
    Discrete.of(0.50, 0.30, 0.20)
  };

  // ---- the others

  static final Template RELAXANT = new Template(CARISOPRODOL, 90, 30);
  static final Template ZOLPIDEM = new Template(21, 30, 30);
  static final Template BUPRENORPHINE = new Template(22, 60, 30);
  private static final Template[] BENZODIAZEPINES = {
    new Template(16, 45, 30),
    new Template(ALPRAZOLAM_2, 60, 30),
    new Template(18, 45, 30),
    new Template(19, 45, 30)
  };
  private static final Discrete BENZODIAZEPINE_SHARES = Discrete.of(0.36, 0.08, 0.30, 0.26);

  /** Which template of acute pain a uniform number means to a specialty. */
  static int choice(Specialty specialty, double uniform) {
    return switch (specialty) {
      case DENTISTRY, EMERGENCY -> SHORT_SHARES.at(uniform);
      case SURGERY -> SURGICAL_SHARES.at(uniform);
      default -> USUAL_SHARES.at(uniform);
    };
  }

  /** A specialty's template of acute pain. */
  static Template acute(Specialty specialty, int choice) {
    return switch (specialty) {
      case DENTISTRY, EMERGENCY -> SHORT[choice];
      case SURGERY -> SURGICAL[choice];
      default -> USUAL[choice];
    };
  }

  /** A drug of a level of the ladder. */
  static Template chronic(int level, double uniform) {
    return LADDER[level][LADDER_SHARES[level].at(uniform)];
  }

  static Template benzodiazepine(double uniform) {
    return BENZODIAZEPINES[BENZODIAZEPINE_SHARES.at(uniform)];
  }

  /** The same daily dose for four weeks, where tablets can be counted off. */
  Template forFourWeeks() {
    boolean isWhole = quantity * FOUR_WEEKS % days == 0;
    return isWhole ? new Template(drug, quantity * FOUR_WEEKS / days, FOUR_WEEKS) : this;
  }

  /** The same with another drug. */
  Template of(int other) {
    return new Template(other, quantity, days);
  }
}
