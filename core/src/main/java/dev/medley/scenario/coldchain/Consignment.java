package dev.medley.scenario.coldchain;

import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.Product;
import dev.medley.scenario.coldchain.ColdChain.ShipperType;
import dev.medley.scenario.coldchain.ColdChain.TransportMode;

/**
 * What is decided about a shipment before it leaves.
 *
 * @param shipmentId its id
 * @param maker who sends it
 * @param batch production batch
 * @param route airports that it is booked over
 * @param destination hospital or clinic
 * @param dispatch second at which it leaves the plant
 * @param units vials
 * @param reice whether coolant is renewed on the way
 * @param intervalMinutes between two samples of the logger
 * @param inspectedInShield whether a customs exam, if there is one, takes place where no radio gets
 *     through
 * @param logger number of the logger in the maker's pool
 * @param fahrenheit whether the logger was set to degrees Fahrenheit
 */
record Consignment(
    long shipmentId,
    Maker maker,
    String batch,
    Product product,
    Carrier carrier,
    ShipperType shipper,
    Route route,
    Site destination,
    long dispatch,
    int units,
    boolean reice,
    int intervalMinutes,
    boolean inspectedInShield,
    int logger,
    boolean fahrenheit) {

  boolean isFrozen() {
    return product == Product.MRNA_FROZEN;
  }

  /** Airports in the order in which they are passed. */
  enum Route {
    DIRECT("DUB-ORD", Airport.ORD, Airport.ORD),
    OVER_JFK("DUB-JFK-ORD", Airport.JFK, Airport.ORD),
    OVER_FRA("DUB-FRA-ORD", Airport.ORD, Airport.ORD),
    OVER_DXB("DUB-DXB-ORD", Airport.ORD, Airport.ORD),
    TO_MAO("FRA-GRU-MAO", Airport.GRU, Airport.MAO),
    TO_BEL("FRA-GRU-BEL", Airport.GRU, Airport.BEL),
    TO_CGB("FRA-GRU-CGB", Airport.GRU, Airport.CGB);

    final String code;

    /** Where it enters the country. */
    final Airport gateway;

    final Airport last;

    Route(String code, Airport gateway, Airport last) {
      this.code = code;
      this.gateway = gateway;
      this.last = last;
    }
  }

  /**
   * A stretch of the way in one place or vehicle. Seconds since 1970, UTC.
   *
   * @param hold why it took so long, or null
   * @param around what the box felt
   * @param way where it was
   * @param planned seconds that the whole leg takes, also if the box gets lost in it
   * @param stops how often the crew stops on the way and opens the box, on average
   */
  record Leg(
      LegType type,
      TransportMode mode,
      Site from,
      Site to,
      long start,
      long end,
      HoldCode hold,
      Surroundings around,
      Way way,
      long planned,
      double stops) {

    long seconds() {
      return end - start;
    }

    /** The same leg of a box that got lost in it. */
    Leg until(long lost) {
      return new Leg(type, mode, from, to, start, lost, hold, around, way, planned, stops);
    }
  }
}
