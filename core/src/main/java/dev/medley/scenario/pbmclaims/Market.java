package dev.medley.scenario.pbmclaims;

import dev.medley.random.Discrete;
import dev.medley.random.Quantiles;
import dev.medley.random.Streams;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyRow;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacySoftware;
import dev.medley.scenario.pbmclaims.PbmClaims.PharmacyType;
import dev.medley.world.CarrierLaw;
import dev.medley.world.Emitter;
import dev.medley.world.Holidays;
import dev.medley.world.IdBlock;
import dev.medley.world.MessCarrier;
import dev.medley.world.Persona;
import dev.medley.world.SpellLength;
import dev.medley.world.WallClock;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The pharmacies of a neighbourhood of up to sixteen thousand members, ten for each four thousand:
 * of every ten, three are independent, five of a chain and two affiliated.
 */
final class Market {
  static final int UNITS = 16;
  private static final int UNITS_PER_TEN = 4;
  private static final int TEN = 10;
  private static final int MOST = UNITS / UNITS_PER_TEN * TEN;
  private static final int IDS_OF_REGION = 10_000_000;

  /** A pharmacy as it is, until it closes. */
  static final class Pharmacy {
    final int id;
    final PharmacyType type;
    final double size;

    /** On what it is paid for generics, mean 1 over the members of its type. */
    double rate;

    /** On what it pays for generics. */
    final double invoice;

    final short ndcStyle;
    final double dirPct;
    final int dirGroup;

    /** Weekday of its remittances, 0 for Monday. */
    final int remittanceWeekday;

    final boolean isOpenOnHolidays;
    final boolean isOldRemittance;
    final int closedDay;
    private final double replay;
    private final Streams.Stream replays;
    private final BadDays vials;
    private final BadDays costFeed;
    private final BadDays reversals;

    private Pharmacy(int id, PharmacyType type, Pbm pbm) {
      Streams streams = pbm.draws.streams;
      UniformRandomProvider own = streams.named("pharmacy").at(id);
      this.id = id;
      this.type = type;
      this.size = Math.exp(pbm.world.value(PbmClaims.PHARMACY_SIZE) * normal(own));
      this.rate = Math.exp(pbm.world.value(PbmClaims.PHARMACY_RATE) * normal(own));
      double invoiceSd = pbm.world.value(PbmClaims.INVOICE);
      this.invoice = Math.exp(invoiceSd * normal(own) - invoiceSd * invoiceSd / 2);
      double style = own.nextDouble();
      this.ndcStyle = (short) (style < CLEAN ? 0 : style < CLEAN + HYPHENATED ? 1 : 2);
      double dir = own.nextDouble();
      this.dirPct =
          type == PharmacyType.AFFILIATED
              ? 0
              : pbm.world.value(PbmClaims.DIR_LEAST) + pbm.world.value(PbmClaims.DIR_RANGE) * dir;
      double group = own.nextDouble();
      this.dirGroup =
          type == PharmacyType.CHAIN
              ? (int) (group * CHAINS)
              : CHAINS + (int) (group * OTHER_DIR_GROUPS);
      this.remittanceWeekday = (int) (own.nextDouble() * 5);
      this.isOpenOnHolidays = own.nextDouble() < OPEN_ON_HOLIDAYS && type == PharmacyType.CHAIN;
      this.isOldRemittance = own.nextDouble() < OLD_REMITTANCE;
      this.replay = REPLAY * Persona.rate(own, SHAPE);
      double closing = pbm.world.value(PbmClaims.CLOSING);
      double life = -Math.log1p(-own.nextDouble()) / closing;
      double closed = pbm.firstDay + 1 + life * DAYS_PER_YEAR;
      this.closedDay =
          type == PharmacyType.INDEPENDENT && closed <= pbm.lastDay
              ? (int) closed
              : Integer.MAX_VALUE;
      this.replays = streams.named("batch_replay");
      this.vials = new BadDays(new MessCarrier(streams.named("carrier.vials"), id, VIALS), pbm);
      this.costFeed =
          new BadDays(new MessCarrier(streams.named("carrier.cost_feed"), id, COST_FEED), pbm);
      this.reversals =
          new BadDays(new MessCarrier(streams.named("carrier.reversals"), id, REVERSALS), pbm);
    }

    boolean isOpen(int day) {
      return day < closedDay;
    }

    boolean countsVials(int day) {
      return vials.has(day);
    }

    boolean hasNoCostFeed(int day) {
      return type == PharmacyType.CHAIN && costFeed.has(day);
    }

    boolean losesReversals(int day) {
      return reversals.has(day);
    }

    boolean replaysBatch(int day) {
      return replays.uniform(id, day) < replay;
    }
  }

  /** The bad days of a carrier, looked up once: members come one by one, each over all days. */
  private static final class BadDays {
    private final MessCarrier carrier;
    private final int first;
    private final int last;
    private BitSet days;

    BadDays(MessCarrier carrier, Pbm pbm) {
      this.carrier = carrier;
      this.first = pbm.firstDay;
      this.last = pbm.lastDay;
    }

    boolean has(int day) {
      if (days == null) {
        days = new BitSet();
        for (int d = first; d <= last; d++) {
          days.set(d - first, carrier.isBad(d * WallClock.DAY + WallClock.DAY / 2));
        }
      }
      return days.get(day - first);
    }
  }

  // ---- what pharmacies are like

  private static final double CLEAN = 0.76;
  private static final double HYPHENATED = 0.12;
  private static final int CHAINS = 6;
  private static final int OTHER_DIR_GROUPS = 3;
  private static final double OPEN_ON_HOLIDAYS = 0.40;
  private static final double OLD_REMITTANCE = 0.40;
  private static final double DAYS_PER_YEAR = 365.25;

  // ---- how bad their records are

  private static final double SHAPE = 0.5;
  private static final double REPLAY = 0.008;
  private static final CarrierLaw VIALS = CarrierLaw.onlyInSpells(0.11, SpellLength.ofMean(45));
  private static final CarrierLaw COST_FEED = CarrierLaw.onlyInSpells(0.15, SpellLength.ofMean(30));
  private static final CarrierLaw REVERSALS =
      CarrierLaw.onlyInSpells(0.075, SpellLength.ofMean(10));

  // ---- when they are open

  private static final double STAYS_HOME = 0.7;

  private final List<Pharmacy> pharmacies;
  private final Discrete bySize;
  private final Streams.Stream opening;

  private Market(List<Pharmacy> pharmacies, Discrete bySize, Streams.Stream opening) {
    this.pharmacies = pharmacies;
    this.bySize = bySize;
    this.opening = opening;
  }

  /** The market of that number in a region of so many units. */
  static Market of(Pbm pbm, int regionIndex, long number, long unitsOfRegion) {
    long units = Math.min(UNITS, unitsOfRegion - number * UNITS);
    int n = (int) Math.max(1, units / UNITS_PER_TEN) * TEN;
    IdBlock ids = IdBlock.ofUnit("pharmacy_id", regionIndex + 1, IDS_OF_REGION, pbm.draws.streams);
    List<Pharmacy> pharmacies = new ArrayList<>();
    Map<PharmacyType, Double> sizes = new EnumMap<>(PharmacyType.class);
    Map<PharmacyType, Double> rates = new EnumMap<>(PharmacyType.class);
    for (int k = 0; k < n; k++) {
      Pharmacy pharmacy = new Pharmacy((int) ids.id(number * MOST + k), type(k % TEN), pbm);
      pharmacies.add(pharmacy);
      sizes.merge(pharmacy.type, pharmacy.size, Double::sum);
      rates.merge(pharmacy.type, pharmacy.size * pharmacy.rate, Double::sum);
    }
    double[] weights = new double[n];
    for (int k = 0; k < n; k++) {
      Pharmacy pharmacy = pharmacies.get(k);
      double size = sizes.get(pharmacy.type);
      weights[k] = pharmacy.type.members * pharmacy.size / size;
      pharmacy.rate *= size / rates.get(pharmacy.type);
    }
    return new Market(pharmacies, Discrete.of(weights), pbm.draws.opening);
  }

  private static PharmacyType type(int placeInTen) {
    return placeInTen < 3
        ? PharmacyType.INDEPENDENT
        : placeInTen < 8 ? PharmacyType.CHAIN : PharmacyType.AFFILIATED;
  }

  /** A pharmacy by size that is open on the day; the same one as long as it stays open. */
  Pharmacy pick(Streams.Stream stream, long key, int day) {
    for (int round = 0; ; round++) {
      Pharmacy pharmacy = pharmacies.get(bySize.at(stream.uniform(key, round)));
      if (pharmacy.isOpen(day)) {
        return pharmacy;
      }
    }
  }

  /** The day, near to the one that somebody means to come, on which the pharmacy serves them. */
  int openDay(int meant, Pharmacy pharmacy, Territory territory, long key, long attempt) {
    UniformRandomProvider draw = opening.at(key, attempt);
    double weekend = draw.nextDouble();
    int later = draw.nextDouble() < 0.5 ? 0 : 1;
    double storm = draw.nextDouble();
    int stormDays = 1 + (int) (3 * draw.nextDouble());
    double side = draw.nextDouble();
    int day = meant;
    int weekday = WallClock.weekday(day);
    if (weekday == 6 && weekend < pharmacy.type.closedOnSundays) {
      day += 1 + later;
    } else if (weekday == 5 && weekend < pharmacy.type.closedOnSaturdays) {
      day += 2 + later;
    }
    if (territory.isStormy(day) && storm < STAYS_HOME) {
      day += stormDays;
    }
    if (Holidays.MAJOR.isHoliday(day) && !pharmacy.isOpenOnHolidays) {
      boolean isAfterSunday = WallClock.weekday(day) == 0;
      day += side < 0.5 && !isAfterSunday ? -1 : 1;
    }
    return day;
  }

  void emit(Emitter out) {
    for (Pharmacy pharmacy : pharmacies) {
      out.emit(
          PbmClaims.PHARMACIES,
          new PharmacyRow(
              pharmacy.id,
              pharmacy.type,
              pharmacy.closedDay == Integer.MAX_VALUE ? null : pharmacy.closedDay));
      out.emit(
          PbmClaims.PHARMACY_SOFTWARE,
          new PharmacySoftware(pharmacy.id, pharmacy.ndcStyle, pharmacy.dirPct));
    }
  }

  private static double normal(UniformRandomProvider draw) {
    return Quantiles.NORMAL.at(draw.nextLong());
  }
}
