package dev.medley.scenario.coldchain;

import dev.medley.random.Discrete;
import dev.medley.random.LogNormal;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.coldchain.ColdChain.SiteType;
import dev.medley.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * A place that boxes pass: an airport with its rooms and customs, a hospital, a clinic. Whether it
 * is warm in its rooms, when its doors open and who works there stay as they are.
 */
final class Site {
  static final int HOSPITALS = 12;
  static final int CLINICS_OF_A_CITY = 40;

  private static final double KM_PER_DEGREE = 111.2;

  /** Hospitals lie around the middle of Chicago. */
  private static final double CHICAGO_LATITUDE = 41.88;

  private static final double CHICAGO_LONGITUDE = -87.63;
  private static final double HOSPITAL_KM_FROM = 5;
  private static final double HOSPITAL_KM_TO = 45;
  private static final int SATURDAY_DOCKS = HOSPITALS / 3;

  private static final LogNormal CLINIC_KM = LogNormal.ofMedianAndP90(90, 220).cut(20, 300);

  /** Clinics beyond these kilometres from Manaus and Belem that only a boat reaches. */
  private static final double RIVER_KM = 60;

  private static final double RIVER_SHARE = 0.42;

  private static final double DESTINATION_SIGMA = 0.6;

  /** How far the middle of a road lies off the straight line, as a share of its length. */
  private static final double BEND = 0.08;

  private static final Normal COLD_ROOM_OFF = Normal.of(0, 0.7).cut(-1.8, 1.8);
  private static final double FREEZER_SD = 1;
  private static final double ROOM_SD = 1.5;

  final String code;
  final SiteType type;
  final Airport area;
  final int number;
  final double latitude;
  final double longitude;

  /** Of a clinic, from its airport. */
  final double km;

  /** Of the road there, its middle sideways. */
  final double bend;

  final boolean onRiver;
  final boolean careless;
  final Office office;

  /** How far the rooms of the site are from what they ought to be. */
  final double coldRoomOff;

  final double freezerOff;
  final double hallOff;
  final double roomOff;

  /** All sites of a world. */
  static final class Map {
    final Site[] airports = new Site[Airport.count()];
    final Site[] hospitals = new Site[HOSPITALS];
    final Site[][] clinics = new Site[Airport.count()][];
    private final Discrete hospitalShares;
    private final Discrete[] clinicShares = new Discrete[Airport.count()];

    Map(World world) {
      Streams streams = world.streams();
      Streams.Stream places = streams.named("site");
      Streams.Stream hours = streams.named("site_hours");
      Streams.Stream crews = streams.named("careless_crews");
      Streams.Stream shares = streams.named("destination_share");
      double careless = world.value(ColdChain.CARELESS_SHARE);
      for (Airport airport : Airport.values()) {
        int key = airport.index;
        airports[key] = new Site(airport, places.at(key));
      }
      int[] docks = shuffled(HOSPITALS, crews.at(Airport.ORD.index));
      for (int i = 0; i < HOSPITALS; i++) {
        hospitals[i] = hospital(i, docks[i] < SATURDAY_DOCKS, places, hours);
      }
      hospitalShares = shares(HOSPITALS, shares.at(Airport.ORD.index));
      for (Airport airport : new Airport[] {Airport.MAO, Airport.BEL, Airport.CGB}) {
        int key = airport.index;
        clinics[key] = new Site[CLINICS_OF_A_CITY];
        clinicShares[key] = shares(CLINICS_OF_A_CITY, shares.at(key));
        int[] order = shuffled(CLINICS_OF_A_CITY, crews.at(key));
        double first = crews.uniform(key, 1);
        for (int i = 0; i < CLINICS_OF_A_CITY; i++) {
          double place = order[i] + first;
          boolean isCareless = Math.floor((place + 1) * careless) > Math.floor(place * careless);
          clinics[key][i] = clinic(airport, i, isCareless, places, hours);
        }
      }
    }

    /** Airports, hospitals, clinics. */
    List<Site> all() {
      List<Site> all = new ArrayList<>(List.of(airports));
      all.addAll(List.of(hospitals));
      for (Site[] ofCity : clinics) {
        if (ofCity != null) {
          all.addAll(List.of(ofCity));
        }
      }
      return all;
    }

    Site at(Airport airport) {
      return airports[airport.index];
    }

    /** Where a shipment that lands there goes. */
    Site destination(Airport last, double uniform) {
      return last == Airport.ORD
          ? hospitals[hospitalShares.at(uniform)]
          : clinics[last.index][clinicShares[last.index].at(uniform)];
    }

    private static Discrete shares(int n, Draw draw) {
      double[] weights = new double[n];
      for (int i = 0; i < n; i++) {
        weights[i] = Math.exp(DESTINATION_SIGMA * Normal.standard(draw));
      }
      return Discrete.of(weights);
    }

    private static int[] shuffled(int n, Draw draw) {
      int[] order = new int[n];
      for (int i = 0; i < n; i++) {
        int j = draw.nextInt(i + 1);
        order[i] = order[j];
        order[j] = i;
      }
      return order;
    }
  }

  private Site(Airport airport, Draw draw) {
    this(
        airport.name(),
        SiteType.AIRPORT,
        airport,
        airport.index,
        new double[] {airport.latitude, airport.longitude},
        0,
        false,
        false,
        Office.customs(airport),
        draw);
  }

  private Site(
      String code,
      SiteType type,
      Airport area,
      int number,
      double[] position,
      double km,
      boolean onRiver,
      boolean careless,
      Office office,
      Draw draw) {
    this.code = code;
    this.type = type;
    this.area = area;
    this.number = number;
    this.latitude = position[0];
    this.longitude = position[1];
    this.km = km;
    this.onRiver = onRiver;
    this.careless = careless;
    this.office = office;
    this.bend = BEND * Normal.standard(draw);
    this.coldRoomOff = COLD_ROOM_OFF.sample(draw);
    this.freezerOff = FREEZER_SD * Normal.standard(draw);
    this.hallOff = ROOM_SD * Normal.standard(draw);
    this.roomOff = ROOM_SD * Normal.standard(draw);
  }

  /** What the room of the site is set to in which boxes wait, in degrees Celsius. */
  double setPoint() {
    return switch (type) {
      case AIRPORT -> Forwarder.COLD_STORE + coldRoomOff;
      case HOSPITAL -> Forwarder.HOSPITAL_DOCK + roomOff;
      case CLINIC -> Forwarder.CLINIC_ROOM + roomOff;
    };
  }

  private static Site hospital(
      int i, boolean onSaturdays, Streams.Stream places, Streams.Stream hours) {
    Draw draw = places.at(Airport.ORD.index, i + 1L);
    double km = draw.between(HOSPITAL_KM_FROM, HOSPITAL_KM_TO);
    // The lake is in the east.
    double bearing = Math.PI * (0.95 + 1.1 * draw.nextDouble());
    return new Site(
        "CHI-HOSP-" + (i + 1),
        SiteType.HOSPITAL,
        Airport.ORD,
        Airport.count() + i,
        away(CHICAGO_LATITUDE, CHICAGO_LONGITUDE, km, bearing),
        0,
        false,
        false,
        Office.dock(Airport.ORD, onSaturdays, hours, i),
        draw);
  }

  private static Site clinic(
      Airport airport, int i, boolean isCareless, Streams.Stream places, Streams.Stream hours) {
    Draw draw = places.at(airport.index, i + 1L);
    double km = CLINIC_KM.sample(draw);
    double share = draw.nextDouble();
    double bearing =
        switch (airport) {
          // The bay of Marajo and the ocean lie north of Belem.
          case BEL -> Math.PI * (0.55 + 0.6 * share);
          default -> 2 * Math.PI * share;
        };
    boolean isWet = airport == Airport.MAO || airport == Airport.BEL;
    boolean isOnRiver = draw.nextDouble() < RIVER_SHARE && km > RIVER_KM && isWet;
    int number =
        Airport.count() + HOSPITALS + (airport.index - Airport.MAO.index) * CLINICS_OF_A_CITY + i;
    return new Site(
        airport + "-UBS-" + (i + 1),
        SiteType.CLINIC,
        airport,
        number,
        away(airport.latitude, airport.longitude, km, bearing),
        km,
        isOnRiver,
        isCareless,
        Office.clinic(airport, hours, number),
        draw);
  }

  /**
   * Latitude and longitude of a place so many kilometres away; the bearing is clockwise from north.
   */
  static double[] away(double latitude, double longitude, double km, double bearing) {
    double north = km / KM_PER_DEGREE * Math.cos(bearing);
    double east =
        km / KM_PER_DEGREE * Math.sin(bearing) / Math.cos(Math.toRadians(latitude + north / 2));
    return new double[] {latitude + north, longitude + east};
  }
}
