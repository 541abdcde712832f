package dev.medley.scenario.socialdeterminants;

import dev.medley.random.Discrete;
import dev.medley.random.Gamma;
import dev.medley.random.Streams;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;

/**
 * Who makes mess of a county's records: six registration desks, four coders and an export, each bad
 * in spells; besides them surveys and feeds, which are good or bad for a year. They differ in how
 * much of their time is bad.
 */
final class Carriers {
  private static final double LARGEST_OWN = 4;
  private static final double LARGEST_SHARE = 0.98;
  private static final Discrete DESKS = Discrete.of(1, 0.8, 0.6, 0.5, 0.3, 0.2);
  private static final int CODERS = 4;

  private final Laws laws;
  private final int countyId;
  private final KeyedSpells[] nineDigits;
  private final KeyedSpells[] twice;
  private final KeyedSpells[] fainting;
  private final KeyedSpells[] numbers;
  private final double surveyOwn;

  Carriers(Laws laws, int countyId) {
    this.laws = laws;
    this.countyId = countyId;
    this.nineDigits = spells("carrier.nine-digits", DESKS.size(), 0.15, 90);
    this.twice = spells("carrier.twice", DESKS.size(), 0.02, 5);
    this.fainting = spells("carrier.fainting", CODERS, 0.40, 30);
    this.numbers = spells("carrier.numbers", 1, 0.10, 7);
    this.surveyOwn = own(laws.streams.named("carrier.survey"), countyId);
  }

  /** The desk of a uniform number. */
  static int desk(double uniform) {
    return DESKS.at(uniform);
  }

  static int coder(double uniform) {
    return (int) (CODERS * uniform);
  }

  boolean typesNineDigits(int desk, long second) {
    return nineDigits[desk].holdsAt(second);
  }

  boolean sendsTwice(int desk, long second) {
    return twice[desk].holdsAt(second);
  }

  boolean takesHeatForFainting(int coder, long second) {
    return fainting[coder].holdsAt(second);
  }

  boolean exportsNumbers(long second) {
    return numbers[0].holdsAt(second);
  }

  /** Whether the county's survey comes late in the year. */
  boolean isSurveyLate(int year) {
    return laws.streams.named("survey.late").uniform(countyId, year)
        < Math.min(LARGEST_SHARE, 0.06 * surveyOwn);
  }

  /** Whether the year's feed of a drug class in an area lacks the channel. */
  boolean lacksChannel(long zipKey, int drugClass, int year) {
    long feed = zipKey * 4 + drugClass;
    double share = 0.08 * own(laws.streams.named("carrier.feed"), feed);
    return laws.streams.named("feed.gap").uniform(feed, year) < Math.min(LARGEST_SHARE, share);
  }

  private KeyedSpells[] spells(String purpose, int carriers, double badShare, double meanDays) {
    Streams.Stream stream = laws.streams.named(purpose);
    KeyedSpells[] spells = new KeyedSpells[carriers];
    for (int i = 0; i < carriers; i++) {
      long key = countyId * 10L + i;
      double share = Math.min(LARGEST_SHARE, badShare * own(stream, key));
      spells[i] = KeyedSpells.ofShare(stream, key, share, SpellLength.ofMean(meanDays));
    }
    return spells;
  }

  /** A carrier's bad time, relative to the mean. */
  private double own(Streams.Stream stream, long key) {
    return Math.min(LARGEST_OWN, Gamma.ofMeanAndShape(1, laws.carrierShape).sample(stream.at(key)));
  }
}
