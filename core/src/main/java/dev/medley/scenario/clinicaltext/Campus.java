package dev.medley.scenario.clinicaltext;

import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.clinicaltext.ClinicalText.Channel;
import dev.medley.text.Voice;
import dev.medley.world.KeyedSpells;
import dev.medley.world.Persona;
import dev.medley.world.SpellLength;
import java.util.EnumMap;
import java.util.Map;

/** A campus: how large it is, how full its lot, how long its waits, who writes there. */
final class Campus {
  static final double STAYS_PER_YEAR = 6_000;
  static final double SESSIONS_PER_YEAR = 12_000;
  static final double VISITS_PER_YEAR = 30_000;

  /** Campuses of a four, one in each region. */
  private static final int FOUR = 4;

  private static final double AUTHORS_OF_MEAN_CAMPUS = 60;
  private static final int FEWEST_AUTHORS = 6;
  private static final int MOST_AUTHORS = 90;
  private static final double ABBREVIATION_POLICY_SD = 0.05;
  private static final double LOT_SD = 0.7;
  private static final double WAIT_SD = 0.05;
  private static final double RESPONSE_SIGMA = 0.15;
  private static final double[] CHANNELS = {0.55, 0.35, 0.10};
  private static final double CHANNEL_CONCENTRATION = 80;

  private static final int NURSES = 12;
  private static final double NURSE_ABBREVIATIONS = 0.15;
  private static final double NURSE_TYPOS = 0.009;

  /** Carriers of mess: share of bad days, length of a bad spell in days. */
  private enum Carrier {
    WRAPPING_INTERFACE(0, 0.10, 14),
    CUTTING_INTERFACE(1, 0.25, 20),
    SCANNER(2, 0.10, 14),
    FEED(3, 0.12, 10);

    private final int number;
    private final double share;
    private final double days;

    Carrier(int number, double share, double days) {
      this.number = number;
      this.share = share;
      this.days = days;
    }
  }

  private static final double MOST_OWN_SHARE = 4;
  private static final double LARGEST_SHARE = 0.98;

  final int id;

  /** Relative to the mean of its four. */
  final double size;

  final double lotOffset;
  final double waitFactor;
  final double responseFactor;
  final double[] channels;
  final Author[] authors;
  final People people;
  final KeyedSpells wraps;
  final KeyedSpells cuts;
  private final KeyedSpells scanner;
  private final Map<Channel, KeyedSpells> feeds = new EnumMap<>(Channel.class);
  private final Laws laws;
  private final double[] outputs;
  private int outputDay = Integer.MIN_VALUE;

  Campus(int id, Laws laws) {
    this.id = id;
    this.laws = laws;
    int four = (id - 1) / FOUR;
    int place = (id - 1) % FOUR;
    double sum = 0;
    for (int i = 0; i < FOUR; i++) {
      sum += rawSize(four * FOUR + 1 + i);
    }
    this.size = rawSize(id) * FOUR / sum;
    int pair = (int) Permutation.of(FOUR, laws.fours.bits(four)).at(place);
    Draw draw = laws.campuses.at(id);
    this.lotOffset = laws.lotOffset * (pair % 2 == 0 ? 1 : -1) + LOT_SD * Normal.standard(draw);
    this.waitFactor =
        Math.exp(
            laws.waitOffset * (pair / 2 == 0 ? 1 : -1) + WAIT_SD * Normal.standard(draw) - 0.016);
    this.responseFactor = Persona.factor(draw, RESPONSE_SIGMA);
    double abbreviations = laws.abbreviations + ABBREVIATION_POLICY_SD * Normal.standard(draw);
    this.channels = Persona.shares(draw, CHANNEL_CONCENTRATION, CHANNELS);
    int n =
        (int)
            Math.max(
                FEWEST_AUTHORS,
                Math.min(MOST_AUTHORS, Math.round(AUTHORS_OF_MEAN_CAMPUS * Math.sqrt(size))));
    this.authors = new Author[n];
    for (int i = 0; i < n; i++) {
      authors[i] = new Author(id, i, Math.max(0.08, Math.min(0.96, abbreviations)), laws);
    }
    this.outputs = new double[n];
    this.people = new People(id, size, laws);
    this.wraps = spells(Carrier.WRAPPING_INTERFACE, 0);
    this.cuts = spells(Carrier.CUTTING_INTERFACE, 0);
    this.scanner = spells(Carrier.SCANNER, 0);
    int feed = 0;
    for (Channel channel : Channel.values()) {
      feeds.put(channel, spells(Carrier.FEED, feed++));
    }
  }

  private double rawSize(int campus) {
    return Math.exp(laws.sizeSd * Normal.standard(laws.sizes.at(campus)));
  }

  // ---- rule carrier

  private KeyedSpells spells(Carrier carrier, int part) {
    long key = (id * 8L + part) * Carrier.values().length + carrier.number;
    double own =
        Gamma.ofMeanAndShape(1, laws.carrierShape)
            .cut(0, MOST_OWN_SHARE)
            .sample(laws.carriers.at(key));
    double share = Math.min(LARGEST_SHARE, carrier.share * own);
    return KeyedSpells.ofShare(laws.spells, key, share, SpellLength.ofMean(carrier.days));
  }

  /** Whether the scans of that moment are a flipped batch. */
  boolean flips(long second) {
    return scanner.holdsAt(second);
  }

  /** Whether the vendor's feed of a channel loses visits. */
  boolean losesLinks(Channel channel, long second) {
    return feeds.get(channel).holdsAt(second);
  }

  // ---- rule style

  /** Who of those at work writes, by output. */
  Author author(int day, double uniform) {
    if (day != outputDay) {
      double sum = 0;
      for (int i = 0; i < authors.length; i++) {
        sum += authors[i].works(day) ? authors[i].output : 0;
        outputs[i] = sum;
      }
      outputDay = day;
    }
    double at = uniform * outputs[outputs.length - 1];
    for (int i = 0; i < outputs.length; i++) {
      if (at < outputs[i]) {
        return authors[i];
      }
    }
    // All are on leave at once: the one who stays comes in.
    return authors[0];
  }

  /** The nurses of the chat are others than the authors. */
  int nurse(double uniform) {
    return (int) (uniform * NURSES);
  }

  String nurseName(int nurse) {
    return Words.NAMES[(int) (laws.nurses.uniform(id, nurse) * Words.NAMES.length)];
  }

  Voice nurseVoice(int nurse) {
    Streams.Stream voices = laws.nurses;
    return Voice.of(voices.bits(id, NURSES + nurse))
        .abbreviates(NURSE_ABBREVIATIONS)
        .favours(laws.favourite)
        .mistypes(NURSE_TYPOS);
  }
}
