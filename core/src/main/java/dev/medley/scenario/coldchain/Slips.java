package dev.medley.scenario.coldchain;

import dev.medley.random.Streams;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.world.CarrierLaw;
import dev.medley.world.MessCarrier;
import dev.medley.world.SpellLength;
import dev.medley.world.World;

/**
 * Whose fault the messy records are: the scanning stations and crews of the sites, the booking
 * clerks and the loggers of a maker. Each has a rate of its own and bad weeks.
 */
final class Slips {
  private static final double UNSCANNED = 0.02;
  private static final double ALIAS = 0.03;
  private static final int CLERKS = 3;

  /** A station whose clock somebody sets to local time stays so for days. */
  private static final CarrierLaw LOCAL_CLOCK =
      CarrierLaw.onlyInSpells(0.01, SpellLength.ofMedianAndP90(4, 10));

  /** Beside the stations of the airlines at the airports, those of hospitals and clinics. */
  private static final int STATIONS = 256;

  private final Streams.Stream slips;
  private final Streams.Stream scanStream;
  private final Streams.Stream clockStream;
  private final Streams.Stream fixStream;
  private final Streams.Stream linkStream;
  private final Streams.Stream clerkOf;
  private final MessCarrier[] scans = new MessCarrier[STATIONS];
  private final MessCarrier[] clocks = new MessCarrier[STATIONS];
  private final MessCarrier[] clerks = new MessCarrier[CLERKS];
  private final Streams.Stream styles;
  private final MessCarrier[] fixes = new MessCarrier[Manufacturer.LOGGERS];
  private final MessCarrier[] links = new MessCarrier[Manufacturer.LOGGERS];
  private final long maker;

  Slips(World world, long maker) {
    Streams streams = world.streams();
    this.maker = maker;
    this.slips = streams.named("slip");
    this.scanStream = streams.named("carrier.scan");
    this.clockStream = streams.named("carrier.station_clock");
    this.fixStream = streams.named("carrier.fix");
    this.linkStream = streams.named("carrier.link");
    this.clerkOf = streams.named("clerk");
    this.styles = streams.named("clerk_style");
    for (int i = 0; i < CLERKS; i++) {
      long clerk = maker * CLERKS + i;
      clerks[i] = new MessCarrier(streams.named("carrier.clerk"), clerk, CarrierLaw.COMMON);
    }
  }

  /** Whether nobody scans a box at the end of a leg. */
  boolean isUnscanned(Consignment consignment, int legNo, Leg leg) {
    int station = station(consignment, leg);
    if (scans[station] == null) {
      scans[station] = new MessCarrier(scanStream, station, CarrierLaw.COMMON);
    }
    return slips.uniform(consignment.shipmentId(), legNo)
        < scans[station].chance(leg.end(), UNSCANNED);
  }

  /** Whether the station at the end of a leg has its clock on local time. */
  boolean isInLocalTime(Consignment consignment, Leg leg) {
    int station = station(consignment, leg);
    if (clocks[station] == null) {
      clocks[station] = new MessCarrier(clockStream, station, LOCAL_CLOCK);
    }
    return clocks[station].isBad(leg.end());
  }

  /** At an airport every airline has its station; a hospital or clinic has one. */
  private static int station(Consignment consignment, Leg leg) {
    int airlines = ColdChain.CARRIER_LIST.size();
    int site = leg.to().number;
    return site < Airport.count()
        ? site * airlines + consignment.carrier().index
        : Airport.count() * (airlines - 1) + site;
  }

  /** Whether the clerk who books a shipment types the carrier by hand. */
  boolean isAlias(Consignment consignment) {
    long id = consignment.shipmentId();
    return slips.uniform(id, 0) < clerks[clerk(id)].chance(consignment.dispatch(), ALIAS);
  }

  /** Whether that clerk types CARRIER-B, or Carrier B. */
  boolean isDashed(Consignment consignment) {
    return styles.uniform(maker, clerk(consignment.shipmentId())) < 0.5;
  }

  private int clerk(long shipmentId) {
    return (int) (clerkOf.uniform(shipmentId) * CLERKS);
  }

  /** The receiver of a logger, which now and then has no fix. */
  MessCarrier receiver(int logger) {
    if (fixes[logger] == null) {
      fixes[logger] = new MessCarrier(fixStream, key(logger), CarrierLaw.COMMON);
    }
    return fixes[logger];
  }

  /** The radio of a logger, which now and then sends what was sent. */
  MessCarrier radio(int logger) {
    if (links[logger] == null) {
      links[logger] = new MessCarrier(linkStream, key(logger), CarrierLaw.COMMON);
    }
    return links[logger];
  }

  private long key(int logger) {
    return maker * Manufacturer.LOGGERS + logger;
  }
}
