package dev.medley.scenario.pharmacogenomics;

import dev.medley.random.Beta;
import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;

/** Makes studies and their sites; both are drawn once and stay what they are. */
final class Trials {
  static final int SITES = 4;
  private static final double DAYS_PER_MONTH = 30.44;

  /** Shares of EUR, AFR and EAS by region. */
  private static final double[][] ANCESTRY = {
    {.66, .20, .14}, {.74, .18, .08}, {.58, .32, .10}, {.56, .10, .34}
  };

  private static final double ANCESTRY_SD = 0.3;
  private static final double SHOCK_GAIN_SD = 0.4;
  private static final double AGE_SD = 2;
  private static final double RATER_SD = 2;
  private static final Gamma SHARE = Gamma.ofMeanAndShape(1, 1.5);
  private static final double OPENING_MONTHS = 2.5;
  private static final double CLOSING = 0.05;
  private static final double CARELESS_CONCENTRATION = 20;

  private static final double COORDINATOR_MONTHS = 18;
  private static final double GRADE_SITES = 0.6;
  private static final double GRADE_COORDINATORS = 0.5;
  private static final double UG_SITES = 0.3;
  private static final double UG_SHARE = 1 / 3.0;
  private static final SpellLength UG_RELEASE = SpellLength.ofMean(3 * DAYS_PER_MONTH);
  private static final double LOSING_SITES = 0.5;
  private static final Beta RESYNC = new Beta(1, 19);

  /**
   * One study.
   *
   * @param id from 1 on
   * @param size factor of its enrolment, mean 1
   * @param shockGain how much of a region's shock it feels
   * @param potency of its lot, about 1
   * @param spontaneous chance to improve without the drug
   * @param ageMean mean age of its subjects before the cut, years
   * @param tolerance added to the liability of adverse events
   * @param dropout factor of the chance to stop, mean 1
   */
  record Study(
      int id,
      double size,
      double shockGain,
      double potency,
      double spontaneous,
      double ageMean,
      double tolerance,
      double dropout) {}

  private final int horizonStart;
  private final Streams.Stream studies;
  private final Streams.Stream spontaneous;
  private final Streams.Stream sites;
  private final Streams.Stream shares;
  private final Streams.Stream careless;
  private final Streams.Stream resyncShares;
  private final Streams.Stream resyncs;
  private final Streams.Stream coordinators;
  private final Streams.Stream releases;

  private final LogNormal size;
  private final double potencySd;
  private final Beta improving;
  private final double studyToleranceSd;
  private final double siteToleranceSd;
  private final LogNormal dropout;
  private final Beta carelessLaw;

  Trials(World world) {
    Streams streams = world.streams();
    this.horizonStart = (int) world.horizon().from().toEpochDay();
    this.studies = streams.named("study");
    this.spontaneous = streams.named("study.spontaneous");
    this.sites = streams.named("site");
    this.shares = streams.named("site.share");
    this.careless = streams.named("site.careless");
    this.resyncShares = streams.named("site.resync");
    this.resyncs = streams.named("site.resync.month");
    this.coordinators = streams.named("site.coordinator");
    this.releases = streams.named("site.laboratory.release");
    this.size = LogNormal.ofMeanAndSigma(1, world.value(Pharmacogenomics.STUDY_SIZE));
    this.potencySd = world.value(Pharmacogenomics.POTENCY);
    this.improving =
        Beta.ofMeanAndSd(
            world.value(Pharmacogenomics.SPONTANEOUS),
            world.value(Pharmacogenomics.SPONTANEOUS_SD));
    this.studyToleranceSd = world.value(Pharmacogenomics.EVENT_STUDY_SD);
    this.siteToleranceSd = world.value(Pharmacogenomics.EVENT_SITE_SD);
    this.dropout = LogNormal.ofMeanAndSigma(1, world.value(Pharmacogenomics.DROPOUT_SD));
    this.carelessLaw =
        Beta.ofMeanAndConcentration(world.value(Pharmacogenomics.CARELESS), CARELESS_CONCENTRATION);
  }

  /** The study 1, 2, 3, … */
  Study study(long unit) {
    Draw draw = studies.at(unit);
    return new Study(
        Math.toIntExact(unit),
        size.sample(draw),
        Math.exp(SHOCK_GAIN_SD * Normal.standard(draw)),
        Math.exp(potencySd * Normal.standard(draw)),
        improving.sample(spontaneous.at(unit)),
        Follower.AGE_MEAN + AGE_SD * Normal.standard(draw),
        studyToleranceSd * Normal.standard(draw),
        dropout.sample(draw));
  }

  /** Id of a study's site 1 to 4 in a region. */
  static long siteId(long study, int regionIndex, int number) {
    return study * 100 + (regionIndex + 1) * 10L + number;
  }

  /** A study's sites in a region, in the order in which they open. */
  Site[] sites(long study, int regionIndex) {
    Site[] all = new Site[SITES];
    double opens = horizonStart;
    for (int i = 0; i < SITES; i++) {
      long id = siteId(study, regionIndex, i + 1);
      Draw draw = sites.at(id);
      double later = Exponential.standard(draw);
      opens += i == 0 ? 0 : OPENING_MONTHS * DAYS_PER_MONTH * later;
      all[i] = new Site(id, (int) opens, regionIndex, draw);
    }
    return all;
  }

  /** One site. Keeps the last release spell of its laboratory, so it belongs to one simulation. */
  final class Site {
    final long id;

    /** Weight among the region's sites. */
    final double share;

    /** First day on which it enrols. */
    final int opens;

    /** First day on which it is closed for good; the largest number for most. */
    final int closes;

    /** Added to all scores by its rater. */
    final double rater;

    /** Added to the liability of adverse events. */
    final double tolerance;

    /** Factor of the chance to stop, mean 1. */
    final double dropout;

    /** Share of its subjects who are careless. */
    final double careless;

    final boolean losesSamples;
    private final double european;
    private final double notAsian;
    private final boolean hasGradeWriters;
    private final boolean hasUgReleases;
    private final double resyncShare;
    private KeyedSpells ugReleases;

    private Site(long id, int opens, int regionIndex, Draw draw) {
      this.id = id;
      this.opens = opens;
      this.share = SHARE.sample(shares.at(id));
      double months = 6 + 14 * draw.nextDouble();
      this.closes =
          draw.nextDouble() < CLOSING ? opens + (int) (months * DAYS_PER_MONTH) : Integer.MAX_VALUE;
      this.rater = RATER_SD * Normal.standard(draw);
      this.tolerance = siteToleranceSd * Normal.standard(draw);
      this.careless = carelessLaw.sample(Trials.this.careless.at(id));
      this.losesSamples = draw.nextDouble() < LOSING_SITES;
      this.hasGradeWriters = draw.nextDouble() < GRADE_SITES;
      this.hasUgReleases = draw.nextDouble() < UG_SITES;
      this.resyncShare = RESYNC.sample(resyncShares.at(id));
      double[] usual = ANCESTRY[regionIndex];
      double eur = usual[0] * Math.exp(ANCESTRY_SD * Normal.standard(draw));
      double afr = usual[1] * Math.exp(ANCESTRY_SD * Normal.standard(draw));
      double eas = usual[2] * Math.exp(ANCESTRY_SD * Normal.standard(draw));
      this.european = eur / (eur + afr + eas);
      this.notAsian = (eur + afr) / (eur + afr + eas);
      this.dropout = Trials.this.dropout.sample(draw);
    }

    boolean isOpen(int day) {
      return day >= opens && day < closes;
    }

    /** The ancestry that belongs to a uniform number. */
    Pharmacogenomics.Ancestry ancestry(double uniform) {
      return uniform < european
          ? Pharmacogenomics.Ancestry.EUR
          : uniform < notAsian ? Pharmacogenomics.Ancestry.AFR : Pharmacogenomics.Ancestry.EAS;
    }

    /** Whether the laboratory runs the release that reports ug/mL. */
    boolean reportsUg(int day) {
      if (!hasUgReleases) {
        return false;
      }
      if (ugReleases == null) {
        ugReleases = KeyedSpells.ofShare(releases, id, UG_SHARE, UG_RELEASE);
      }
      return ugReleases.holdsAt(WallClock.startOf(day));
    }

    /** Whether the coordinator in office writes grades. They come and go; each has one habit. */
    boolean writesGrades(int day) {
      if (!hasGradeWriters) {
        return false;
      }
      double left = horizonStart;
      for (long n = 0; ; n++) {
        Draw draw = coordinators.at(id, n);
        boolean writes = draw.nextDouble() < GRADE_COORDINATORS;
        left += COORDINATOR_MONTHS * DAYS_PER_MONTH * Exponential.standard(draw);
        if (day < left) {
          return writes;
        }
      }
    }

    /** Whether the interface was resynchronised in the month of a day. */
    boolean resyncs(int day) {
      return resyncs.uniform(id, UsCalendar.monthNumber(day)) < resyncShare;
    }
  }
}
