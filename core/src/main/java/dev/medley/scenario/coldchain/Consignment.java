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
 * @param manufacturer number of the manufacturer, from 1
 * @param week dispatch week since the world began, from 0
 * @param route airports that it is booked over
 * @param destination hospital or clinic
 * @param dispatch second at which it leaves the plant
 * @param units vials
 * @param reice whether coolant is renewed on the way
 * @param intervalMinutes between two samples of the logger
 * @param cloud share of the sun that the clouds of its days let through
 * @param inspectedInShield whether a customs exam, if there is one, takes place where no radio gets
 *     through
 * @param fahrenheit whether the logger was set to degrees Fahrenheit
 */
record Consignment(
    long shipmentId,
    long manufacturer,
    int week,
    Product product,
    Carrier carrier,
    ShipperType shipper,
    Route route,
    String destination,
    long dispatch,
    int units,
    boolean reice,
    int intervalMinutes,
    double cloud,
    boolean inspectedInShield,
    boolean fahrenheit) {

  boolean isFrozen() {
    return product == Product.MRNA_FROZEN;
  }

  /** Airports in the order in which they are passed. */
  enum Route {
    DIRECT("DUB-ORD", Site.ORD, Site.ORD),
    OVER_JFK("DUB-JFK-ORD", Site.JFK, Site.ORD),
    OVER_FRA("DUB-FRA-ORD", Site.ORD, Site.ORD),
    OVER_DXB("DUB-DXB-ORD", Site.ORD, Site.ORD),
    TO_MAO("FRA-GRU-MAO", Site.GRU, Site.MAO),
    TO_BEL("FRA-GRU-BEL", Site.GRU, Site.BEL),
    TO_CGB("FRA-GRU-CGB", Site.GRU, Site.CGB);

    final String code;

    /** Where it enters the country. */
    final Site gateway;

    final Site last;

    Route(String code, Site gateway, Site last) {
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
   */
  record Leg(
      LegType type,
      TransportMode mode,
      Site from,
      Site to,
      long start,
      long end,
      HoldCode hold,
      Surroundings around) {

    long seconds() {
      return end - start;
    }
  }
}
