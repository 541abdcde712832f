package dev.medley.scenario.coldchain;

import static dev.medley.world.WallClock.DAY;
import static dev.medley.world.WallClock.HOUR;
import static dev.medley.world.WallClock.MINUTE;

import dev.medley.random.LogNormal;
import dev.medley.random.Noise;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.Carrier;
import dev.medley.scenario.coldchain.ColdChain.HoldCode;
import dev.medley.scenario.coldchain.ColdChain.LegType;
import dev.medley.scenario.coldchain.ColdChain.TransportMode;
import dev.medley.scenario.coldchain.Consignment.Leg;
import dev.medley.scenario.coldchain.Consignment.Route;
import dev.medley.scenario.coldchain.Customs.Clearance;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * Rules {@code biologic_legs}, {@code frozen_legs} and {@code jfk}: the legs of a shipment, one
 * after the other, each with its own draws. Durations are in hours unless they say otherwise.
 */
final class Forwarder {

  /**
   * Standard deviations of the logarithm beyond which a duration is drawn again. One in 4,000 would
   * be; it gives a shipment a longest way, {@link #LONGEST_DAYS}.
   */
  private static final double CUT_SIGMAS = 3.5;

  // ---- durations: lane times of forwarders, and design

  private static final LogNormal TO_AIRPORT = hours(1.5, 3);
  private static final LogNormal RAMP = hours(0.8, 1.8);
  private static final LogNormal RAMP_DXB =
      LogNormal.ofMedianAndP90(0.45, 1.2).cut(0.2, longest(hours(0.45, 1.2)));
  private static final LogNormal COLD_ROOM_FRA = hours(8, 16);
  private static final LogNormal JFK_ORD_TRUCK = hours(16, 22);
  private static final LogNormal BREAKDOWN = hours(3, 7);
  private static final LogNormal TO_HOSPITAL = hours(1.5, 3);
  private static final LogNormal DOCK = LogNormal.ofMedianAndP90(0.6, 2).cut(0, 4);
  private static final LogNormal DISTRIBUTION_CENTRE = hours(36, 72);
  private static final LogNormal CLINIC = LogNormal.ofMedianAndP90(0.5, 2).cut(0, 4);

  private static final Normal DUB_ORD = flight(8.2, 0.3);
  private static final Normal DUB_JFK = flight(7.6, 0.3);
  private static final Normal FRA_ORD = flight(9.5, 0.3);
  private static final Normal DUB_DXB = flight(7.4, 0.3);
  private static final Normal DXB_ORD = flight(16, 0.5);
  private static final Normal JFK_ORD = flight(2.6, 0.1);
  private static final Normal FRA_GRU = flight(11.8, 0.3);

  /** The 90th percentile of carrier B's time on the ramp at JFK, as a multiple of the median. */
  private static final double DWELL_B_P90 = 7 / 3.6;

  /** Departures from Dublin, and how long before one a box must be there. */
  private static final long FIRST_DEPARTURE = 7 * HOUR + 30 * MINUTE;

  private static final long DEPARTURES_SECONDS = 3 * HOUR;
  private static final long CUT_OFF = 4 * HOUR;
  private static final long SHORTEST_COLD_ROOM = 30 * MINUTE;

  private static final double JFK_TRUCK_SHARE = 0.60;
  private static final double FERRY_TRUCK_FROM = 24;
  private static final double FERRY_TRUCK_TO = 30;

  private static final double FRA_TRUCK_FROM = 1;
  private static final double FRA_TRUCK_TO = 3;
  private static final double FRA_COLD_ROOM_FROM = 6;
  private static final double FRA_COLD_ROOM_TO = 20;
  private static final double GRU_TRUCK_FROM = 1;
  private static final double GRU_TRUCK_TO = 3;
  private static final double DOMESTIC_FLIGHT_FROM = 3.5;
  private static final double DOMESTIC_FLIGHT_TO = 4.5;

  // ---- rule frozen_legs: from the airport to the clinic

  private static final double OUT_OF_THE_CITY_FROM = 1.5;
  private static final double OUT_OF_THE_CITY_TO = 4;
  private static final double ROAD_SHARE = 0.6;
  private static final double ROAD_KM_PER_HOUR = 40;
  private static final double MILE_SHARE = 1 - ROAD_SHARE;
  private static final double MILE_EXTRA_FROM = 0.3;
  private static final double MILE_EXTRA_TO = 2.5;
  private static final double HOURS_PER_STOP = 0.3;
  private static final double BIKE_KM = 75;
  private static final double BIKE_SHARE = 0.85;
  private static final double BIKE_KM_PER_HOUR = 18;
  private static final double BOAT_KM_PER_HOUR = 10;
  private static final double PICKUP_KM_PER_HOUR = 22;
  private static final LogNormal PACE =
      LogNormal.ofMedianAndSigma(1, 0.25).cut(0, Math.exp(0.25 * CUT_SIGMAS));

  // ---- rule surroundings: degrees Celsius

  static final double COLD_STORE = 5;
  private static final double FREEZER = -20;
  private static final double TRUCK = 12;
  private static final double WARM_HALL = 20;
  static final double HOSPITAL_DOCK = 21;
  static final double CLINIC_ROOM = 25;
  private static final Normal HOLD_CELSIUS = Normal.of(12, 3);
  private static final Normal DOMESTIC_HOLD_CELSIUS = Normal.of(14, 3);
  private static final double LAST_ROAD_WARMER = 2;
  private static final double BIKE_WARMER = 5;
  private static final double PICKUP_WARMER = 4;
  private static final double BOAT_WARMER = 1;

  private static final double UNDER_A_ROOF = 0.25;
  private static final double EXPOSURE_DXB = 0.5;
  private static final double EXPOSURE_GRU = 0.5;
  private static final double EXPOSURE_DESTINATION = 0.7;
  private static final double NO_ROOF = 1;

  // ---- where the trucks drive

  private static final double[] JFK_ORD_ROAD = {
    40.86, -74.40, 41.05, -76.20, 41.16, -79.00, 41.10, -81.50, 41.60, -83.60, 41.64, -86.30, 41.55,
    -87.30
  };
  private static final double[] DUB_FRA_ROAD = {
    53.31, -4.63, 52.40, -1.70, 51.13, 1.31, 50.95, 1.86, 50.85, 4.35, 50.94, 6.96
  };

  /** Degrees by which the halls of an airport lie off its middle. */
  private static final double HALL_DEGREES = 0.006;

  /** Days that a dock or clinic may stay closed at a stretch, and customs officers before that. */
  private static final double LONGEST_CLOSED_DAYS = 6;

  /** Of a frozen shipment that meets the longest of everything, a day for its first and last. */
  static final int LONGEST_DAYS =
      1
          + (int)
              Math.ceil(
                  2 * LONGEST_CLOSED_DAYS
                      + (FRA_TRUCK_TO
                              + FRA_COLD_ROOM_TO
                              + FRA_GRU.high()
                              + Customs.LONGEST_HOURS
                              + GRU_TRUCK_TO
                              + DISTRIBUTION_CENTRE.high()
                              + DOMESTIC_FLIGHT_TO
                              + 3 * 2 * RAMP.high()
                              + OUT_OF_THE_CITY_TO
                              + 300 * ROAD_SHARE / ROAD_KM_PER_HOUR * PACE.high()
                              + 300 * MILE_SHARE / BOAT_KM_PER_HOUR * PACE.high()
                              + MILE_EXTRA_TO
                              + 20 * HOURS_PER_STOP
                              + CLINIC.high())
                          / 24);

  private final Streams.Stream legDraws;
  private final Streams.Stream connections;
  private final Streams.Stream cabins;
  private final double sunKelvin;
  private final LogNormal dwellB;
  private final Site.Map sites;
  private final Airlines airlines;
  private final Sky sky;
  private final Rooms rooms;
  private final Customs customs;
  private final Openings openings;

  Forwarder(World world, Site.Map sites, Airlines airlines, Openings openings) {
    Streams streams = world.streams();
    this.legDraws = streams.named("leg");
    this.connections = streams.named("connection");
    this.cabins = streams.named("cabin");
    this.sunKelvin = world.value(ColdChain.SUN_KELVIN);
    double dwell = world.value(ColdChain.JFK_DWELL_B);
    this.dwellB = hours(dwell, DWELL_B_P90 * dwell);
    this.sites = sites;
    this.airlines = airlines;
    this.sky = new Sky(world);
    this.rooms = new Rooms(world);
    this.customs = new Customs(world);
    this.openings = openings;
  }

  private static LogNormal hours(double median, double p90) {
    LogNormal uncut = LogNormal.ofMedianAndP90(median, p90);
    return uncut.cut(0, longest(uncut));
  }

  private static double longest(LogNormal uncut) {
    return Math.exp(uncut.mu() + CUT_SIGMAS * uncut.sigma());
  }

  private static Normal flight(double mean, double sd) {
    return Normal.of(mean, sd).cut(mean - CUT_SIGMAS * sd, mean + CUT_SIGMAS * sd);
  }

  private static long seconds(double hours) {
    return Math.round(hours * HOUR);
  }

  /** Carrier B has no roof at JFK. */
  static boolean isUnroofed(Carrier carrier, Airport airport) {
    return carrier == Carrier.CARRIER_B && airport == Airport.JFK;
  }

  /** The legs from the plant to the hospital or clinic. */
  List<Leg> legsOf(Consignment consignment) {
    Trip trip = new Trip(consignment);
    if (consignment.isFrozen()) {
      trip.toBrazil();
    } else {
      trip.toChicago();
    }
    return trip.legs;
  }

  /** A shipment on its way: the clock and the legs so far. */
  private final class Trip {
    private final Consignment consignment;
    private final long id;
    private final List<Leg> legs = new ArrayList<>(14);
    private long clock;

    Trip(Consignment consignment) {
      this.consignment = consignment;
      this.id = consignment.shipmentId();
      this.clock = consignment.dispatch();
    }

    // ---- rule biologic_legs

    void toChicago() {
      Route route = consignment.route();
      Site dublin = sites.at(Airport.DUB);
      Site chicago = sites.at(Airport.ORD);
      Site hospital = consignment.destination();
      reefer(dublin, consignment.maker().irishPlant, TO_AIRPORT.sample(draw()), COLD_STORE);
      if (route == Route.OVER_FRA) {
        Site frankfurt = sites.at(Airport.FRA);
        double taken = draw().between(FERRY_TRUCK_FROM, FERRY_TRUCK_TO);
        truck(dublin, frankfurt, taken, COLD_STORE, DUB_FRA_ROAD);
        room(LegType.COLD_ROOM, frankfurt, COLD_ROOM_FRA.sample(draw()), COLD_STORE);
        ramp(frankfurt);
        flight(frankfurt, chicago, FRA_ORD.sample(draw()), HOLD_CELSIUS);
      } else {
        coldRoomUntilDeparture(dublin);
        switch (route) {
          case OVER_JFK ->
              flight(dublin, sites.at(Airport.JFK), DUB_JFK.sample(draw()), HOLD_CELSIUS);
          case OVER_DXB -> {
            Site dubai = sites.at(Airport.DXB);
            flight(dublin, dubai, DUB_DXB.sample(draw()), HOLD_CELSIUS);
            ramp(dubai);
            flight(dubai, chicago, DXB_ORD.sample(draw()), HOLD_CELSIUS);
          }
          default -> flight(dublin, chicago, DUB_ORD.sample(draw()), HOLD_CELSIUS);
        }
      }
      Site gateway = sites.at(route.gateway);
      ramp(gateway);
      clearance(gateway, customs.fda(id, clock, gateway), WARM_HALL);
      if (route == Route.OVER_JFK) {
        onFromJfk(gateway, chicago);
      }
      room(LegType.BREAKDOWN, chicago, BREAKDOWN.sample(draw()), WARM_HALL);
      Draw road = draw();
      long driven = seconds(TO_HOSPITAL.sample(road));
      Surroundings store = rooms.of(chicago, Room.Kind.COLD, COLD_STORE).inside();
      waitForDoors(hospital, chicago, driven, store, hall(chicago, LegType.COLD_ROOM), road);
      Way way =
          Way.road(
              road,
              chicago.latitude,
              chicago.longitude,
              hospital.latitude,
              hospital.longitude,
              hospital.bend);
      Surroundings cold = cabin(COLD_STORE);
      add(LegType.ROAD, TransportMode.TRUCK, chicago, hospital, driven, null, cold, way);
      room(LegType.DOCK, hospital, DOCK.sample(draw()), HOSPITAL_DOCK);
    }

    /** The box waits for the next morning's flight and is driven out a ramp time before it. */
    private void coldRoomUntilDeparture(Site dublin) {
      Draw draw = draw();
      long timeOfDay = FIRST_DEPARTURE + (long) (draw.nextDouble() * DEPARTURES_SECONDS);
      long onRamp = seconds(RAMP.sample(draw) * airlines.dwell(consignment.carrier(), dublin.area));
      long earliest = clock + Math.max(CUT_OFF, onRamp + SHORTEST_COLD_ROOM);
      long day = Math.floorDiv(earliest - timeOfDay + DAY - 1, DAY);
      long departure = day * DAY + timeOfDay;
      stay(
          LegType.COLD_ROOM,
          dublin,
          departure - onRamp - clock,
          null,
          rooms.of(dublin, Room.Kind.COLD, COLD_STORE).inside());
      onRamp(dublin, onRamp);
    }

    private void onFromJfk(Site newYork, Site chicago) {
      if (connections.uniform(id) < JFK_TRUCK_SHARE) {
        truck(newYork, chicago, JFK_ORD_TRUCK.sample(draw()), TRUCK, JFK_ORD_ROAD);
      } else {
        ramp(newYork);
        flight(newYork, chicago, JFK_ORD.sample(draw()), HOLD_CELSIUS);
        ramp(chicago);
      }
    }

    // ---- rule frozen_legs

    void toBrazil() {
      Site frankfurt = sites.at(Airport.FRA);
      Site gateway = sites.at(Airport.GRU);
      Site city = sites.at(consignment.route().last);
      reefer(
          frankfurt,
          consignment.maker().germanPlant,
          draw().between(FRA_TRUCK_FROM, FRA_TRUCK_TO),
          FREEZER);
      room(
          LegType.COLD_ROOM,
          frankfurt,
          draw().between(FRA_COLD_ROOM_FROM, FRA_COLD_ROOM_TO),
          FREEZER);
      ramp(frankfurt);
      flight(frankfurt, gateway, FRA_GRU.sample(draw()), HOLD_CELSIUS);
      ramp(gateway);
      clearance(gateway, customs.anvisa(id, clock, gateway), WARM_HALL);
      Draw transfer = draw();
      double[] centre =
          Site.away(gateway.latitude, gateway.longitude, 25, Math.PI * (1 + gateway.bend));
      add(
          LegType.ROAD,
          TransportMode.TRUCK,
          gateway,
          gateway,
          seconds(transfer.between(GRU_TRUCK_FROM, GRU_TRUCK_TO)),
          null,
          Surroundings.outdoors(sky, gateway.area, 0),
          Way.road(
              transfer, gateway.latitude, gateway.longitude, centre[0], centre[1], gateway.bend));
      add(
          LegType.DC,
          TransportMode.NONE,
          gateway,
          gateway,
          seconds(DISTRIBUTION_CENTRE.sample(draw())),
          null,
          rooms.of(gateway, Room.Kind.COLD, COLD_STORE).inside(),
          Way.still(centre[0], centre[1]));
      flight(
          gateway,
          city,
          draw().between(DOMESTIC_FLIGHT_FROM, DOMESTIC_FLIGHT_TO),
          DOMESTIC_HOLD_CELSIUS);
      ramp(city);
      toClinic(city, consignment.destination());
    }

    private void toClinic(Site city, Site clinic) {
      double townLat = city.latitude + ROAD_SHARE * (clinic.latitude - city.latitude);
      double townLon = city.longitude + ROAD_SHARE * (clinic.longitude - city.longitude);
      Draw road = draw();
      double driving =
          road.between(OUT_OF_THE_CITY_FROM, OUT_OF_THE_CITY_TO)
              + ROAD_SHARE * clinic.km / ROAD_KM_PER_HOUR * PACE.sample(road);
      add(
          LegType.ROAD,
          TransportMode.TRUCK,
          city,
          city,
          seconds(driving),
          null,
          Surroundings.outdoors(sky, city.area, LAST_ROAD_WARMER),
          Way.road(road, city.latitude, city.longitude, townLat, townLon, clinic.bend));
      Draw mile = draw();
      TransportMode mode = modeTo(clinic, mile.nextDouble());
      double travel =
          MILE_SHARE * clinic.km / kmPerHour(mode) * PACE.sample(mile)
              + mile.between(MILE_EXTRA_FROM, MILE_EXTRA_TO);
      double stops = openings.stopsOnAverage(clinic, travel);
      long taken = seconds(travel + HOURS_PER_STOP * openings.stops(id, stops));
      Surroundings freezer = rooms.of(city, Room.Kind.FREEZER, FREEZER).inside();
      waitForDoors(clinic, city, taken, freezer, Way.still(townLat, townLon), mile);
      Surroundings air = Surroundings.outdoors(sky, city.area, warmer(mode));
      Way way = Way.road(mile, townLat, townLon, clinic.latitude, clinic.longitude, clinic.bend);
      add(LegType.LAST_MILE, mode, city, clinic, taken, null, air, way, stops);
      room(LegType.CLINIC, clinic, CLINIC.sample(draw()), CLINIC_ROOM);
    }

    /** In a cold place, until whoever is expected with the next leg comes when doors are open. */
    private void waitForDoors(
        Site destination, Site here, long taken, Surroundings around, Way way, Draw draw) {
      long arrival = destination.office.served(clock + taken, draw.nextDouble());
      long wait = arrival - taken - clock;
      if (wait > 0) {
        add(LegType.COLD_ROOM, TransportMode.NONE, here, here, wait, null, around, way);
      }
    }

    // ---- kinds of legs

    /** From the plant to its airport. */
    private void reefer(Site airport, double[] plant, double taken, double celsius) {
      Way way =
          Way.road(draw(), plant[0], plant[1], airport.latitude, airport.longitude, airport.bend);
      Surroundings around = cabin(celsius);
      add(LegType.ROAD, TransportMode.TRUCK, airport, airport, seconds(taken), null, around, way);
    }

    private void truck(Site from, Site to, double taken, double celsius, double[] road) {
      double[] points = new double[road.length + 4];
      points[0] = from.latitude;
      points[1] = from.longitude;
      System.arraycopy(road, 0, points, 2, road.length);
      points[points.length - 2] = to.latitude;
      points[points.length - 1] = to.longitude;
      Way way = Way.along(draw(), points);
      Surroundings around = cabin(celsius);
      add(LegType.ROAD, TransportMode.TRUCK, from, to, seconds(taken), null, around, way);
    }

    private void flight(Site from, Site to, double taken, Normal celsius) {
      Surroundings around = cabin(celsius.sample(cabins.at(~id, legs.size())));
      Way way = Way.still(from.latitude, from.longitude);
      add(LegType.FLIGHT, TransportMode.AIR, from, to, seconds(taken), null, around, way);
    }

    private void room(LegType type, Site site, double taken, double celsius) {
      Room.Kind kind =
          switch (type) {
            case DOCK, CLINIC -> Room.Kind.WORK;
            case BREAKDOWN -> Room.Kind.HALL;
            default -> celsius < 0 ? Room.Kind.FREEZER : Room.Kind.COLD;
          };
      stay(type, site, seconds(taken), null, rooms.of(site, kind, celsius).inside());
    }

    private void clearance(Site gateway, Clearance clearance, double warm) {
      Room.Kind kind = clearance.isWarm() ? Room.Kind.HALL : Room.Kind.COLD;
      Room hall = rooms.of(gateway, kind, clearance.isWarm() ? warm : COLD_STORE);
      stay(LegType.CUSTOMS, gateway, clearance.end() - clock, clearance.hold(), hall.inside());
    }

    private void ramp(Site airport) {
      Carrier carrier = consignment.carrier();
      double taken =
          airport.area == Airport.DXB
              ? RAMP_DXB.sample(draw())
              : isUnroofed(carrier, airport.area)
                  ? dwellB.sample(draw())
                  : RAMP.sample(draw()) * airlines.dwell(carrier, airport.area);
      onRamp(airport, seconds(taken));
    }

    private void onRamp(Site airport, long taken) {
      double exposure =
          switch (airport.area) {
            case DXB -> EXPOSURE_DXB;
            case GRU -> EXPOSURE_GRU;
            case MAO, BEL, CGB -> EXPOSURE_DESTINATION;
            default -> isUnroofed(consignment.carrier(), airport.area) ? NO_ROOF : UNDER_A_ROOF;
          };
      Surroundings around = Surroundings.apron(sky, airport.area, sunKelvin * exposure);
      stay(LegType.RAMP, airport, taken, null, around);
    }

    private void stay(LegType type, Site site, long taken, HoldCode hold, Surroundings around) {
      add(type, TransportMode.NONE, site, site, taken, hold, around, hall(site, type));
    }

    private void add(
        LegType type,
        TransportMode mode,
        Site from,
        Site to,
        long taken,
        HoldCode hold,
        Surroundings around,
        Way way) {
      add(type, mode, from, to, taken, hold, around, way, 0);
    }

    private void add(
        LegType type,
        TransportMode mode,
        Site from,
        Site to,
        long taken,
        HoldCode hold,
        Surroundings around,
        Way way,
        double stops) {
      long end = clock + Math.max(MINUTE, taken);
      legs.add(new Leg(type, mode, from, to, clock, end, hold, around, way, end - clock, stops));
      clock = end;
    }

    /** A vehicle or hold that keeps to a temperature. */
    private Surroundings cabin(double celsius) {
      return Room.closed(celsius, cabins.noise(id + legs.size())).inside();
    }

    /** The draws of the next leg. */
    private Draw draw() {
      return legDraws.at(id, legs.size() + 1L);
    }
  }

  /** Every kind of hall of a site has its place. */
  private static Way hall(Site site, LegType type) {
    if (site.type != ColdChain.SiteType.AIRPORT) {
      return Way.still(site.latitude, site.longitude);
    }
    long bits = Streams.hash(type.name() + site.code);
    return Way.still(
        site.latitude + HALL_DEGREES * (2 * Noise.uniform(bits) - 1),
        site.longitude + HALL_DEGREES * (2 * Noise.uniform(Streams.mix(bits)) - 1));
  }

  private static TransportMode modeTo(Site clinic, double uniform) {
    if (clinic.onRiver) {
      return TransportMode.BOAT;
    }
    return clinic.km < BIKE_KM && uniform < BIKE_SHARE ? TransportMode.BIKE : TransportMode.PICKUP;
  }

  private static double kmPerHour(TransportMode mode) {
    return switch (mode) {
      case BIKE -> BIKE_KM_PER_HOUR;
      case BOAT -> BOAT_KM_PER_HOUR;
      default -> PICKUP_KM_PER_HOUR;
    };
  }

  private static double warmer(TransportMode mode) {
    return switch (mode) {
      case BIKE -> BIKE_WARMER;
      case BOAT -> BOAT_WARMER;
      default -> PICKUP_WARMER;
    };
  }
}
