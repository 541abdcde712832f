package dev.medley.scenario.precisiononcology;

import dev.medley.random.Beta;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.precisiononcology.PrecisionOncology.CentreType;
import dev.medley.scenario.precisiononcology.PrecisionOncology.LabSystem;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;

/**
 * A cancer centre: size, case mix and habits, and who makes which mess there. Recomputed from its
 * number by every cell that has patients of it.
 */
final class Centre {
  private static final double ACADEMIC = 0.45;
  private static final double LEGACY = 0.25;

  /** LUNG, BREAST, COLORECTAL, PANCREAS. */
  private static final double[] TUMOURS = {.50, .25, .15, .10};

  /** EUR, AFR, EAS, AMR by region: NORTHEAST, MIDWEST, SOUTH, WEST. */
  private static final double[][] ANCESTRIES = {
    {.66, .14, .09, .11}, {.76, .12, .05, .07}, {.60, .24, .04, .12}, {.55, .06, .17, .22}
  };

  private static final LogNormal SIZE = LogNormal.ofMedianAndSigma(1, .5);
  private static final double ACADEMIC_SIZE = 1.25;
  private static final double COMMUNITY_SIZE = .80;
  private static final LogNormal TURNAROUND = LogNormal.ofMedianAndSigma(1, .25);
  private static final double PD_L1_CONCENTRATION = 25;
  private static final Beta PREFERS_X = new Beta(6, 6);
  private static final Beta GIVES_Z = new Beta(4.5, 5.5);
  private static final double RETEST_CONCENTRATION = 20;
  private static final Gamma LOSS = Gamma.ofMeanAndShape(1, 4);
  private static final LogNormal SHOCK_GAIN = LogNormal.ofMedianAndSigma(1, .4);

  private static final double OLD_NOTATION_LEGACY = .80;
  private static final double OLD_NOTATION_HL7 = .067;
  private static final Beta OLD_NOTATION_TIME = new Beta(2, 2);
  private static final SpellLength FOUR_MONTHS = SpellLength.ofMean(122);
  private static final double FRACTION_LABS = .20;
  private static final Beta RESEND_TIME = new Beta(1, 4);
  private static final SpellLength TWO_WEEKS = SpellLength.ofMean(14);
  private static final double OWN_WORDS = .25;
  private static final int FEWEST_ABSTRACTORS = 2;
  private static final int MOST_ABSTRACTORS = 5;
  private static final double PATIENTS_PER_READER = 20;
  private static final double CM_READERS = .10;
  private static final double CM_TIME = .25;
  private static final SpellLength THREE_MONTHS = SpellLength.ofMean(91);
  private static final Beta BACKLOG_TIME = new Beta(1.5, 8.5);
  private static final SpellLength TWO_MONTHS = SpellLength.ofMean(61);

  /** A share of the time that spells can hold. */
  private static final double MOST_TIME = .999;

  final long unit;
  final int id;
  final CentreType type;
  final LabSystem labSystem;

  /** Patients a month. */
  final double size;

  final double[] tumours;
  final double[] ancestries;
  final double ecog;
  final double largePanels;
  final double noPanels;

  /** Factor on the days until a panel's report. */
  final double turnaround;

  /** Log odds of waiting for the report. */
  final double waits;

  final double pdL1Tested;
  final double prefersX;
  final double givesZ;
  final double retests;

  /** Chance of pembrolizumab despite a TPS below 1. */
  final double pembrolizumabBelow1;

  final double deathHazard;
  final double loss;
  final double shockGain;
  final Permutation patientIds;

  final boolean legacyLab;
  final int readers;
  private final int abstractors;
  private final int releaseFrom;
  private final int releaseTo;
  private final KeyedSpells oldNotation;
  private final KeyedSpells resends;
  private final KeyedSpells backlogs;

  /** When a reader dictates in centimetres; NULL for those who never do. */
  private final KeyedSpells[] centimetres;

  /** A bit for each abstractor. */
  private final int ownWords;

  Centre(Network network, long unit, int region) {
    this.unit = unit;
    this.id = network.centreId(unit);
    Draw draw = network.centres.at(unit);
    this.type = draw.nextDouble() < ACADEMIC ? CentreType.ACADEMIC : CentreType.COMMUNITY;
    this.labSystem = draw.nextDouble() < LEGACY ? LabSystem.LEGACY_LIS : LabSystem.HL7;
    this.size =
        network.patientsPerMonth
            * SIZE.sample(draw)
            * (type == CentreType.ACADEMIC ? ACADEMIC_SIZE : COMMUNITY_SIZE);
    this.tumours = mix(TUMOURS, .35, draw);
    this.ancestries = mix(ANCESTRIES[region], .4, draw);
    this.ecog = Normal.standard(draw);
    this.largePanels = Math.exp(.6 * Normal.standard(draw));
    this.noPanels = Math.exp(.5 * Normal.standard(draw));
    this.turnaround = TURNAROUND.sample(draw);
    this.waits = .5 * Normal.standard(draw);
    this.deathHazard = Math.exp(.10 * Normal.standard(draw) - .005);
    this.loss = LOSS.sample(draw);
    this.shockGain = SHOCK_GAIN.sample(draw);

    Draw habit = network.habits.at(unit);
    boolean isLiberal = habit.nextDouble() < network.liberalCentres;
    this.pembrolizumabBelow1 = isLiberal ? network.liberal : network.strict;
    this.prefersX = PREFERS_X.sample(habit);
    this.givesZ = GIVES_Z.sample(habit);
    this.pdL1Tested = around(network.pdL1Tested, PD_L1_CONCENTRATION, network.habits.at(unit, 1));
    this.retests = around(network.retested, RETEST_CONCENTRATION, network.habits.at(unit, 2));
    this.patientIds = Permutation.of(10_000_000, network.patientIds.bits(unit));

    Draw carrier = network.streams.named("carrier.laboratory").at(unit);
    this.legacyLab =
        carrier.nextDouble()
            < (labSystem == LabSystem.LEGACY_LIS ? OLD_NOTATION_LEGACY : OLD_NOTATION_HL7);
    boolean hasRelease = carrier.nextDouble() < FRACTION_LABS;
    int half = (network.lastDay - network.firstDay + 1) / 2;
    this.releaseFrom = network.firstDay + (int) (carrier.nextDouble() * half);
    this.releaseTo = hasRelease ? releaseFrom + half : releaseFrom;
    this.oldNotation =
        spells(network, "spells.notation", OLD_NOTATION_TIME.sample(carrier), FOUR_MONTHS);
    this.resends = spells(network, "spells.resend", RESEND_TIME.sample(carrier), TWO_WEEKS);
    this.backlogs = spells(network, "spells.backlog", BACKLOG_TIME.sample(carrier), TWO_MONTHS);

    Draw staff = network.readers.at(unit);
    this.readers = 1 + Poisson.sample(size / PATIENTS_PER_READER, staff);
    this.centimetres = new KeyedSpells[readers];
    for (int i = 0; i < readers; i++) {
      if (staff.nextDouble() < CM_READERS) {
        centimetres[i] =
            KeyedSpells.ofShare(
                network.streams.named("spells.centimetres"),
                unit * 10_000 + i,
                CM_TIME,
                THREE_MONTHS);
      }
    }
    Draw writers = network.abstractors.at(unit);
    this.abstractors =
        FEWEST_ABSTRACTORS + writers.nextInt(MOST_ABSTRACTORS - FEWEST_ABSTRACTORS + 1);
    int own = 0;
    for (int i = 0; i < abstractors; i++) {
      boolean hasOwn = writers.nextDouble() < OWN_WORDS && type == CentreType.COMMUNITY;
      own |= hasOwn ? 1 << i : 0;
    }
    this.ownWords = own;
  }

  private KeyedSpells spells(Network network, String name, double share, SpellLength length) {
    return KeyedSpells.ofShare(
        network.streams.named(name), unit, Math.min(share, MOST_TIME), length);
  }

  /** A centre's own share around the mean of all; none and all stay what they are. */
  private static double around(double mean, double concentration, Draw draw) {
    return mean <= 0 || mean >= 1
        ? mean
        : Beta.ofMeanAndConcentration(mean, concentration).sample(draw);
  }

  /** Shares of the centre's own, as sums from the first to each. */
  private static double[] mix(double[] shares, double sigma, Draw draw) {
    double[] own = new double[shares.length];
    double sum = 0;
    for (int i = 0; i < own.length; i++) {
      sum += shares[i] * Math.exp(sigma * Normal.standard(draw));
      own[i] = sum;
    }
    for (int i = 0; i < own.length; i++) {
      own[i] /= sum;
    }
    return own;
  }

  /** The choice that belongs to a uniform number. */
  static int pick(double[] sums, double uniform) {
    int i = 0;
    while (i < sums.length - 1 && uniform >= sums[i]) {
      i++;
    }
    return i;
  }

  /** Whether the abstractor of a patient, one of the centre's, writes in words of their own. */
  boolean hasOwnWords(double uniform) {
    return (ownWords >> (int) (uniform * abstractors) & 1) != 0;
  }

  boolean writesOldNotation(int reportDay) {
    return legacyLab && oldNotation.holdsAt(reportDay * WallClock.DAY);
  }

  boolean writesFractions(int reportDay) {
    return reportDay >= releaseFrom && reportDay < releaseTo;
  }

  /** Asked by weeks. */
  boolean resends(int reportDay) {
    int monday = reportDay - Math.floorMod(reportDay + 3, 7);
    return resends.holdsAt(monday * WallClock.DAY);
  }

  /** Asked by months. */
  boolean hasFilmBacklog(int day) {
    return backlogs.holdsAt((day - UsCalendar.dayOfMonth(day) + 1) * WallClock.DAY);
  }

  boolean dictatesCentimetres(int reader, int day) {
    return centimetres[reader] != null && centimetres[reader].holdsAt(day * WallClock.DAY);
  }
}
