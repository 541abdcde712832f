package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.HOUR;

import dev.medley.random.CountDistribution;
import dev.medley.random.Discrete;
import dev.medley.random.NegativeBinomial;
import dev.medley.random.Poisson;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.Disposition;
import dev.medley.scenario.coldchain.ColdChain.Product;
import dev.medley.scenario.coldchain.ColdChain.Shipment;
import dev.medley.scenario.coldchain.ColdChain.ShipmentLeg;
import dev.medley.scenario.coldchain.ColdChain.ShipperType;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.scenario.coldchain.Consignment.Route;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.IdBlock;
import dev.medley.world.Simulation;
import dev.medley.world.UsCalendar;
import dev.medley.world.WallClock;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * What one manufacturer sends to one region, week by week. Shipments know nothing of each other but
 * the loggers that they share; a shipment is simulated whole, in steps of five minutes from the
 * plant to the last door, when its week comes.
 */
final class Manufacturer implements Simulation {

  /** Loggers of a maker, most of them on the way to Chicago. */
  static final int LOGGERS = 200;

  private static final int[] FIRST_LOGGER = {0, 120, 180, LOGGERS};

  /** Shipments a week by region: 1,300 a year to Chicago and 700 to Brazil. */
  private static final double[] SHIPMENTS_PER_WEEK = {25, 10.1, 3.4};

  private static final int WEEK_DAYS = 7;
  private static final int LARGEST_BATCH = 5;

  /** Numbers of batches that a region keeps free for the one before it. */
  private static final int BATCHES_PER_REGION = 200;

  /** Monday to Sunday; plants avoid to have boxes at an airport over the weekend. */
  private static final double[] WEEKDAYS = {21, 21, 21, 19, 12, 4, 2};

  private static final Discrete WEEKDAY = Discrete.of(WEEKDAYS);

  /** Share of a day's shipments that leave although it is a holiday: those of a Sunday. */
  private static final double ON_HOLIDAYS = WEEKDAYS[6] / WEEKDAYS[0];

  private static final long FIRST_DISPATCH = 7 * HOUR;
  private static final long DISPATCH_SECONDS = 9 * HOUR;

  private static final Discrete ROUTE_OF_B = Discrete.of(0.25, 0.65, 0.10);
  private static final Discrete ROUTE_OF_D = Discrete.of(0.40, 0.50, 0.10);
  private static final Discrete ROUTE_OF_OTHERS = Discrete.of(0.53, 0.29, 0.18);
  private static final double CRUNCH_WEEKS = 0.15;
  private static final double CRUNCH_OVER_DXB = 0.30;
  private static final double NORTH_TO_MAO = 2.0 / 3;
  private static final int[] INTERVAL_MINUTES = {5, 10, 15};
  private static final Discrete INTERVAL = Discrete.of(0.50, 0.35, 0.15);

  private static final int FEWEST_CHILLED_VIALS = 4;
  private static final Poisson MORE_CHILLED_VIALS = Poisson.ofMean(6);
  private static final int FEWEST_FROZEN_TRAYS = 6;
  private static final CountDistribution MORE_FROZEN_TRAYS =
      NegativeBinomial.ofMeanAndDispersion(9.5, 3).cut(0, 34);
  private static final int VIALS_OF_A_TRAY = 10;
  private static final long CHILLED_VIAL_CENTS = 50_000_00;
  private static final long FROZEN_VIAL_CENTS = 200_00;

  /** Exams in a warehouse that no radio leaves. */
  private static final double SHIELDED_SHARE = 0.67;

  /** Somebody sets a logger to degrees Fahrenheit, which is seen after one to four trips. */
  private static final double FAHRENHEIT_SHARE = 0.01;

  private static final int MOST_WRONG_TRIPS = 4;
  private static final double FAHRENHEIT_CHANCE =
      FAHRENHEIT_SHARE / (1 - FAHRENHEIT_SHARE) / ((1 + MOST_WRONG_TRIPS) / 2.0);

  /** Boxes that never arrive, and where on their way they got lost. */
  private static final double LOST_SHARE = 0.002;

  private static final double LOST_FROM = 0.15;

  /** Loggers whose battery does not last. */
  private static final double SILENT_SHARE = 0.007;

  private static final double SILENT_FROM = 0.3;

  private final Maker maker;
  private final int regionIndex;
  private final int worldStart;
  private final int lastDay;

  private final Streams.Stream counts;
  private final Streams.Stream orders;
  private final Streams.Stream amounts;
  private final Streams.Stream batches;
  private final Streams.Stream crunches;
  private final Streams.Stream settings;
  private final Streams.Stream exits;

  private final IdBlock ids;
  private final Site.Map sites;
  private final Forwarder forwarder;
  private final Slips slips;
  private final Journey.Shared shared;

  /** By logger, the trips for which it stays set to degrees Fahrenheit. */
  private final int[] wrongTrips = new int[LOGGERS];

  private int week;

  Manufacturer(Cell cell, World world, Site.Map sites, Airlines airlines) {
    Streams streams = world.streams();
    this.maker = new Maker(cell.unit(), world);
    this.regionIndex = cell.regionIndex();
    this.worldStart = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.counts = streams.named("shipments_of_a_week");
    this.orders = streams.named("order");
    this.amounts = streams.named("units");
    this.batches = streams.named("batch");
    this.crunches = streams.named("crunch_week");
    this.settings = streams.named("logger_setting");
    this.exits = streams.named("exit");
    this.ids = IdBlock.ofUnit("shipment_id", maker.number, ColdChain.SHIPMENTS_OF_A_MAKER, streams);
    this.sites = sites;
    Openings openings = new Openings(world);
    this.forwarder = new Forwarder(world, sites, airlines, openings);
    this.slips = new Slips(world, maker.number);
    this.shared = new Journey.Shared(world, airlines, openings, slips);
    if (world.horizon().days() > ColdChain.WEEKS * WEEK_DAYS) {
      throw new IllegalArgumentException(
          "a manufacturer has shipment ids for "
              + ColdChain.WEEKS
              + " weeks, not for "
              + world.horizon());
    }
  }

  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    long end = Math.min(border.toEpochDay(), lastDay + 1L);
    while (firstDay(week) < end) {
      sendWeek(out);
      week++;
    }
  }

  private int firstDay(int ofWeek) {
    return worldStart + WEEK_DAYS * ofWeek;
  }

  private void sendWeek(Emitter out) {
    Draw draw = counts.at(maker.number, regionIndex, week);
    int drawn = Poisson.sample(SHIPMENTS_PER_WEEK[regionIndex] * maker.size, draw);
    int n = Math.min(drawn, ColdChain.SHIPMENTS_OF_A_WEEK);
    Draw packing = batches.at(maker.number, regionIndex, week);
    int batch = 0;
    int room = 0;
    for (int k = 0; k < n; k++) {
      if (room == 0) {
        batch++;
        room = 1 + packing.nextInt(LARGEST_BATCH);
      }
      room--;
      Consignment consignment = order(k, batch);
      if (WallClock.epochDay(consignment.dispatch()) <= lastDay) {
        send(consignment, out);
      }
    }
  }

  private long shipmentId(int k) {
    long ofRegion = (long) regionIndex * ColdChain.WEEKS + week;
    return ids.id(ofRegion * ColdChain.SHIPMENTS_OF_A_WEEK + k);
  }

  /** What the k-th shipment of the week is. */
  private Consignment order(int k, int batch) {
    long id = shipmentId(k);
    Draw draw = orders.at(id);
    boolean isFrozen = regionIndex > 0;
    int day = dispatchDay(draw, isFrozen ? Country.GERMANY : Country.IRELAND);
    long dispatch =
        WallClock.startOf(day)
            + FIRST_DISPATCH
            + (long) (maker.hour.sample(draw) * DISPATCH_SECONDS);
    Draw choice = orders.at(id, 1);
    Carrier carrier = ColdChain.CARRIER_LIST.get(maker.carriers.at(choice.nextDouble()));
    boolean isVip = choice.nextDouble() < maker.vipShare || isFrozen;
    Route route = route(carrier, choice.nextDouble(), choice.nextDouble());
    Site destination = sites.destination(route.last, choice.nextDouble());
    boolean isReiced = choice.nextDouble() < maker.reiceShare && isFrozen;
    int interval = INTERVAL_MINUTES[INTERVAL.at(choice.nextDouble())];
    boolean isShielded = choice.nextDouble() < SHIELDED_SHARE;
    int first = FIRST_LOGGER[regionIndex];
    int logger = first + choice.nextInt(FIRST_LOGGER[regionIndex + 1] - first);
    return new Consignment(
        id,
        maker,
        batchId(batch),
        isFrozen ? Product.MRNA_FROZEN : Product.BIOLOGIC_2_8,
        carrier,
        isVip ? ShipperType.VIP_PCM : ShipperType.EPS_GEL,
        route,
        destination,
        dispatch,
        units(isFrozen, amounts.at(id)),
        isReiced,
        interval,
        isShielded,
        logger,
        isInFahrenheit(logger, settings.at(id)));
  }

  private int dispatchDay(Draw draw, Country plant) {
    int firstWeekday = WallClock.weekday(firstDay(week));
    int day =
        firstDay(week) + Math.floorMod(WEEKDAY.at(draw.nextDouble()) - firstWeekday, WEEK_DAYS);
    if (!plant.isHoliday(day) || draw.nextDouble() < ON_HOLIDAYS) {
      return day;
    }
    while (!plant.isOfficeDay(day)) {
      day++;
    }
    return day;
  }

  private static int units(boolean isFrozen, Draw draw) {
    return isFrozen
        ? VIALS_OF_A_TRAY * (FEWEST_FROZEN_TRAYS + MORE_FROZEN_TRAYS.sample(draw))
        : FEWEST_CHILLED_VIALS + MORE_CHILLED_VIALS.sample(draw);
  }

  /** Manufacturer, year and week of packing, number. */
  private String batchId(int batch) {
    int packed = firstDay(week);
    int yearAndWeek = UsCalendar.isoYear(packed) % 100 * 100 + UsCalendar.isoWeek(packed);
    // The two Brazilian regions share a plant, so their batches need numbers of their own.
    int number = batch + Math.max(0, regionIndex - 1) * BATCHES_PER_REGION;
    return (regionIndex > 0 ? "MR-" : "BX-") + maker.number + '-' + yearAndWeek + '-' + number;
  }

  /** Whether the logger is wrong on its next trip; asked once a trip, in their order. */
  private boolean isInFahrenheit(int logger, Draw draw) {
    if (wrongTrips[logger] == 0 && draw.nextDouble() < FAHRENHEIT_CHANCE * maker.fahrenheit) {
      wrongTrips[logger] = 1 + draw.nextInt(MOST_WRONG_TRIPS);
    }
    if (wrongTrips[logger] == 0) {
      return false;
    }
    wrongTrips[logger]--;
    return true;
  }

  private Route route(Carrier carrier, double choice, double detour) {
    switch (regionIndex) {
      case 0 -> {
        if (crunches.uniform(week) < CRUNCH_WEEKS && detour < CRUNCH_OVER_DXB) {
          return Route.OVER_DXB;
        }
        Discrete routes =
            switch (carrier) {
              case CARRIER_B -> ROUTE_OF_B;
              case CARRIER_D -> ROUTE_OF_D;
              default -> ROUTE_OF_OTHERS;
            };
        return switch (routes.at(choice)) {
          case 0 -> Route.DIRECT;
          case 1 -> Route.OVER_JFK;
          default -> Route.OVER_FRA;
        };
      }
      case 1 -> {
        return choice < NORTH_TO_MAO ? Route.TO_MAO : Route.TO_BEL;
      }
      default -> {
        return Route.TO_CGB;
      }
    }
  }

  // ---- the journey

  private void send(Consignment consignment, Emitter out) {
    List<Leg> legs = forwarder.legsOf(consignment);
    long begin = consignment.dispatch();
    long end = legs.get(legs.size() - 1).end();
    Draw draw = exits.at(consignment.shipmentId());
    boolean isLost = draw.nextDouble() < LOST_SHARE;
    long lost = moment(begin, end, LOST_FROM, draw);
    boolean isSilent = draw.nextDouble() < SILENT_SHARE;
    long silent = moment(begin, end, SILENT_FROM, draw);
    if (isLost) {
      loseIn(legs, lost);
    }
    Journey journey = new Journey(consignment, legs, isSilent ? silent : end, shared, out);
    journey.travel();
    Disposition disposition = isLost ? null : journey.verdict();
    int day = WallClock.epochDay(begin);
    if (out.wants(ColdChain.SHIPMENTS)) {
      out.emit(ColdChain.SHIPMENTS, shipment(consignment, isLost ? null : end, disposition), day);
    }
    if (out.wants(ColdChain.SHIPMENT_LEGS)) {
      emitLegs(consignment, legs, isLost, day, out);
    }
    if (out.wants(ColdChain.SHIPMENT_TRUTH)) {
      out.emit(ColdChain.SHIPMENT_TRUTH, journey.truth(disposition), day);
    }
  }

  private static long moment(long begin, long end, double from, Draw draw) {
    return begin + (long) ((from + draw.nextDouble() * (1 - from)) * (end - begin));
  }

  /** Takes away the legs that a box did not live to see. */
  private static void loseIn(List<Leg> legs, long lost) {
    while (legs.get(legs.size() - 1).start() >= lost) {
      legs.remove(legs.size() - 1);
    }
    int last = legs.size() - 1;
    legs.set(last, legs.get(last).until(lost));
  }

  private Shipment shipment(Consignment c, Long delivered, Disposition disposition) {
    long value = c.units() * (c.isFrozen() ? FROZEN_VIAL_CENTS : CHILLED_VIAL_CENTS);
    return new Shipment(
        c.shipmentId(),
        c.product(),
        c.batch(),
        c.carrier(),
        c.shipper(),
        c.route().code,
        c.destination().code,
        c.dispatch(),
        delivered,
        c.units(),
        value,
        c.reice(),
        c.intervalMinutes(),
        disposition,
        disposition == Disposition.REJECTED ? value : 0,
        slips.isAlias(c),
        slips.isDashed(c),
        WallClock.epochDay(c.dispatch()));
  }

  private void emitLegs(Consignment c, List<Leg> legs, boolean isLost, int day, Emitter out) {
    for (int i = 0; i < legs.size(); i++) {
      Leg leg = legs.get(i);
      boolean isOpen = isLost && i == legs.size() - 1;
      int offset = leg.to().area.utcOffsetHours;
      out.emit(
          ColdChain.SHIPMENT_LEGS,
          new ShipmentLeg(
              c.shipmentId(),
              i + 1,
              leg.type(),
              leg.mode(),
              leg.from().code,
              leg.to().code,
              leg.start(),
              isOpen ? null : leg.end(),
              leg.hold(),
              offset,
              !isOpen && slips.isUnscanned(c, i + 1, leg),
              slips.isInLocalTime(c, leg),
              day),
          day);
    }
  }
}
