package dev.medley.scenario.oncologyjourney;

import dev.medley.random.Beta;
import dev.medley.random.Exponential;
import dev.medley.random.Gamma;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams.Draw;
import dev.medley.random.Streams.Stream;
import dev.medley.world.IdBlock;
import dev.medley.world.KeyedSpells;
import dev.medley.world.SpellLength;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.List;

/** One hospital's cancer registry: what is its own for ever, and the people who abstract. */
final class Registry {
  /** Spread of the registries' sizes: sd of the logarithm. */
  private static final double SIZE_SIGMA = 0.4;

  /** Seats of a registry of 110 cases a month. */
  private static final double SEATS = 12;

  private static final int FEWEST_SEATS = 4;

  /** Ids of a registry's people; a hundred times the registry's own is free for them. */
  private static final int IDS = 99;

  /** How long a state's index stays unlinked, and a person in a bad time. */
  private static final SpellLength QUARTER = SpellLength.ofMean(91.3);

  /** Spells overlap: at half of the time, so long ones make bad times of 2.5 quarters. */
  private static final SpellLength QUARTERS = SpellLength.ofMean(1.73 * 91.3);

  /** Share of deaths of the quarters in which the state's index was not linked. */
  private static final double LINK_GAPS = 0.25;

  private static final Gamma UNLINKED = Gamma.ofMeanAndShape(1, 8);
  private static final double MOST_UNLINKED = 0.95;
  private static final Gamma LOSS = Gamma.ofMeanAndShape(1, 4);
  private static final Gamma WORKLOAD = Gamma.ofMeanAndShape(1, 4);
  private static final Beta MONTHS_ONLY = new Beta(2, 2);

  final int id;
  final IdBlock patientIds;
  final double casesPerMonth;
  final double lungLogit;
  final double stageLogit;
  final double ageShift;
  final double testLogit;
  final double turnaround;
  final double firstLineLogit;
  final double nextLineLogit;
  final double adoptionDelayYears;
  final double tasteLogit;
  final double deathFactor;
  final double lossFactor;

  /** How strongly it feels what its region feels. */
  final double gain;

  final double monthOnlyShare;
  private final KeyedSpells linkGaps;
  private final List<Seat> seats;

  Registry(int id, Laws laws) {
    this.id = id;
    this.patientIds = IdBlock.ofUnit("patient_id", id, 10_000_000, laws.streams);
    Draw draw = laws.registries.at(id);
    double spread = laws.spread;
    this.casesPerMonth = laws.casesPerMonth * Math.exp(spread * SIZE_SIGMA * Normal.standard(draw));
    this.lungLogit = spread * 0.25 * Normal.standard(draw);
    this.stageLogit = spread * 0.20 * Normal.standard(draw);
    this.ageShift = spread * 0.15 * Normal.standard(draw);
    this.testLogit = spread * 0.6 * Normal.standard(draw);
    this.turnaround = Math.exp(spread * 0.2 * Normal.standard(draw));
    this.firstLineLogit = spread * 0.25 * Normal.standard(draw);
    this.nextLineLogit = spread * 0.30 * Normal.standard(draw);
    this.adoptionDelayYears = spread * 0.4 * Normal.standard(draw);
    this.tasteLogit = spread * 0.7 * Normal.standard(draw);
    this.deathFactor = Math.exp(spread * 0.10 * Normal.standard(draw) - spread * spread * 0.005);
    this.gain = Math.exp(spread * 0.4 * Normal.standard(draw));
    this.lossFactor = 1 + spread * (LOSS.sample(laws.registryLoss.at(id)) - 1);
    Draw index = laws.registryIndex.at(id);
    double unlinked = Math.min(MOST_UNLINKED, LINK_GAPS * UNLINKED.sample(index));
    this.linkGaps = KeyedSpells.ofShare(laws.linkGaps, id, unlinked, QUARTER);
    this.monthOnlyShare = MONTHS_ONLY.sample(index);
    this.seats = seats(laws);
  }

  private List<Seat> seats(Laws laws) {
    int size = (int) Math.max(FEWEST_SEATS, Math.round(SEATS * casesPerMonth / 110));
    Permutation ids = Permutation.of(IDS, laws.registrarIds.bits(id));
    List<Seat> taken = new ArrayList<>(size);
    int people = 0;
    double load = 0;
    for (int s = 0; s < size && people < IDS; s++) {
      load += WORKLOAD.sample(laws.workloads.at(id, s));
      List<Registrar> holders = new ArrayList<>();
      double leaves = laws.first;
      // The last id is kept by whoever has it, however long.
      while (leaves <= laws.cutoff && people < IDS) {
        long key = id * 10_000L + s * 100L + holders.size();
        leaves += laws.seatYears * Laws.DAYS_PER_YEAR * Exponential.standard(laws.turnover.at(key));
        long registrarId = id * 100L + 1 + ids.at(people++);
        holders.add(new Registrar(registrarId, (int) leaves, laws));
      }
      taken.add(new Seat(load, holders));
    }
    return taken;
  }

  String name() {
    String number = Integer.toString(id);
    return "Registry " + "000".substring(Math.min(3, number.length())) + number;
  }

  /** Whether the state's index was not linked to the deaths of that time. */
  boolean isUnlinked(int day) {
    return linkGaps.holdsAt(WallClock.startOf(day));
  }

  /** Who abstracts what happened on a day. */
  Registrar registrar(int day, double uniform) {
    double wanted = uniform * seats.get(seats.size() - 1).load;
    int s = 0;
    while (seats.get(s).load < wanted) {
      s++;
    }
    List<Registrar> holders = seats.get(s).holders;
    int h = 0;
    while (holders.get(h).lastDay < day && h + 1 < holders.size()) {
      h++;
    }
    return holders.get(h);
  }

  /**
   * A desk and those who hold it one after the other.
   *
   * @param load work of this seat and those before it
   */
  private record Seat(double load, List<Registrar> holders) {}

  /** One who abstracts, with habits and bad times of his own. */
  static final class Registrar {
    private static final double BRAND_WRITERS = 0.24;
    private static final double COUNT_ANEW = 0.78;
    private static final double OWN_WORDS = 0.20;

    /** Bad quarters of those who are not sloppy. */
    private static final double SLIPS = 0.0005;

    private static final Beta SLOPPY_TIME = new Beta(6, 6);
    private static final Beta HURRIED_TIME = new Beta(1.2, 3.8);

    /** Shares of time are below 1. */
    private static final double MOST_OF_TIME = 0.97;

    final long id;
    final int lastDay;
    final boolean countsAnew;

    /** Which of his own spellings he uses for a stage or a brand, -1 for the standard. */
    final int stageSpelling;

    final int brandSpelling;

    private final Laws laws;
    private final KeyedSpells sloppy;
    private final KeyedSpells hurried;

    private Registrar(long id, int lastDay, Laws laws) {
      this.id = id;
      this.lastDay = lastDay;
      this.laws = laws;
      Draw draw = laws.habits.at(id);
      this.countsAnew = draw.nextDouble() < COUNT_ANEW;
      this.stageSpelling = draw.nextDouble() < OWN_WORDS ? draw.nextInt(3) : -1;
      Draw brands = laws.brands.at(id);
      this.brandSpelling = brands.nextDouble() < BRAND_WRITERS ? brands.nextInt(2) : -1;
      this.sloppy =
          laws.sloppy.uniform(id) < laws.sloppyShare
              ? spells(laws.sloppySpells, SLOPPY_TIME)
              : null;
      this.hurried = spells(laws.hurriedSpells, HURRIED_TIME);
    }

    private KeyedSpells spells(Stream stream, Beta share) {
      double time = Math.min(MOST_OF_TIME, share.sample(laws.shares.at(id, stream.bits(0))));
      return KeyedSpells.ofShare(stream, id, time, QUARTERS);
    }

    /** Whether he mixes up dates when he abstracts what began on a day. */
    boolean isSloppy(int day) {
      if (sloppy != null) {
        return sloppy.holdsAt(WallClock.startOf(day));
      }
      return laws.slips.uniform(id, UsCalendar.monthNumber(day) / 3) < SLIPS;
    }

    /** Whether he leaves out what he would have to look up. */
    boolean isHurried(int day) {
      return hurried.holdsAt(WallClock.startOf(day));
    }
  }
}
