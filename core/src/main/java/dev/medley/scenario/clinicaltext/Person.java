package dev.medley.scenario.clinicaltext;

import dev.medley.random.Discrete;
import dev.medley.random.Exponential;
import dev.medley.random.Hazard;
import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.Sex;
import dev.medley.text.Voice;
import dev.medley.world.Persona;

/** An adult of the campus, the same one in every encounter. */
final class Person {
  private static final double DAYS_PER_YEAR = 365.25;

  // ---- rule people: ages at the start
  private static final Discrete AGE_BAND = Discrete.of(20, 25, 23, 21, 11);
  private static final int[] BAND_FROM = {18, 30, 45, 60, 75};
  private static final int[] BAND_YEARS = {12, 15, 15, 15, 28};

  /** From 75 on there are fewer every year. */
  private static final double OLD_MEAN_YEARS = 7.9;

  /** Hazard of death at 18 a year, and its growth (US life table 2021, both sexes). */
  private static final double DEATH_AT_18 = 0.0002;

  private static final double DEATH_GROWTH = 0.085;
  private static final double LEAVES_PER_YEAR = 0.05;
  private static final Exponential UNIT = Exponential.ofMean(1);

  private static final int MOST_DISEASES = 5;
  private static final double DISEASES_PER_YEAR_FROM_40 = 0.035;
  private static final double MOST_TYPOS = 0.3;
  private static final double SKEWED_PHONES = 0.03;

  final long id;
  final boolean isFemale;
  private final Laws laws;
  private final double birthDay;

  /** First day and the day after the last on which the person can come. */
  final int from;

  final int until;

  // ---- read on demand: most people whom a draw meets do not come

  private boolean isKnown;
  private int diseases;
  private Diagnosis ownDiagnosis;
  private double temper;
  private double channel;
  private double badLine;
  private boolean isSkewed;
  private int skewMinutes;
  private Voice voice;

  /**
   * The person of that id.
   *
   * @param from day of arrival; the world's first for those who were there
   */
  Person(long id, int from, Laws laws) {
    this.id = id;
    this.laws = laws;
    this.from = from;
    Draw draw = laws.lives.at(id);
    int band = AGE_BAND.at(draw.nextDouble());
    double inBand = draw.nextDouble();
    int last = BAND_YEARS.length - 1;
    double years =
        band == last
            // Exponential, cut at 103 years.
            ? -OLD_MEAN_YEARS * Math.log1p(inBand * Math.expm1(-BAND_YEARS[band] / OLD_MEAN_YEARS))
            : inBand * BAND_YEARS[band];
    double age = BAND_FROM[band] + years;
    this.birthDay = from - age * DAYS_PER_YEAR;
    this.isFemale = draw.nextDouble() < 0.519 + 0.0012 * (age - 40);
    double death =
        Hazard.gompertz(DEATH_AT_18 * Math.exp(DEATH_GROWTH * (age - 18)), DEATH_GROWTH)
            .timeAt(UNIT.sample(draw));
    double departure = UNIT.sample(draw) / LEAVES_PER_YEAR;
    double stays = Math.min(Math.min(death, departure), 1_000);
    this.until = from + 1 + (int) (stays * DAYS_PER_YEAR);
  }

  boolean isThere(int day) {
    return day >= from && day < until;
  }

  int age(int day) {
    return Math.min(103, (int) ((day - birthDay) / DAYS_PER_YEAR));
  }

  Sex sex() {
    return isFemale ? Sex.F : Sex.M;
  }

  int diseases() {
    know();
    return diseases;
  }

  /** The diagnosis for which the person is admitted again and again. */
  Diagnosis ownDiagnosis() {
    know();
    return ownDiagnosis;
  }

  /** Stars more or fewer than others give. */
  double temper() {
    know();
    return temper;
  }

  /** A uniform number: which channel the person answers by. */
  double channel() {
    know();
    return channel;
  }

  /** How bad the person's line is, 1 on average. */
  double badLine() {
    know();
    return badLine;
  }

  boolean hasSlowPhone() {
    know();
    return isSkewed;
  }

  int skewMinutes() {
    know();
    return skewMinutes;
  }

  Voice voice() {
    know();
    return voice;
  }

  private void know() {
    if (isKnown) {
      return;
    }
    isKnown = true;
    Draw draw = laws.persons.at(id);
    int age = age(from);
    temper = laws.temperSd * Normal.standard(draw);
    channel = draw.nextDouble();
    badLine = Persona.rate(draw, 0.5);
    isSkewed = draw.nextDouble() < SKEWED_PHONES;
    skewMinutes = 1 + draw.nextInt(5);
    double typos = laws.typing * Math.exp(0.4 * Normal.standard(draw) - 0.08);
    voice = Voice.of(laws.voices.bits(id)).lay().mistypes(Math.min(MOST_TYPOS, typos));
    ownDiagnosis = Diagnosis.of(age, isFemale, 1, draw.nextDouble());
    int n = 1 + Poisson.sample(DISEASES_PER_YEAR_FROM_40 * Math.max(0, age - 40), draw);
    while (Integer.bitCount(diseases) < Math.min(n, MOST_DISEASES)) {
      diseases |= disease(draw.nextDouble()).bit();
    }
  }

  private static Disease disease(double uniform) {
    double left = uniform;
    for (Disease disease : Disease.ALL) {
      left -= disease.share;
      if (left < 0) {
        return disease;
      }
    }
    return Disease.HYPERTENSION;
  }
}
