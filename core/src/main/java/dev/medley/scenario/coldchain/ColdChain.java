package dev.medley.scenario.coldchain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.right;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.timestamp_add;
import static org.apache.spark.sql.functions.when;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.Size;
import dev.medley.world.Cell;
import dev.medley.world.Dealing;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;
import org.apache.spark.sql.Column;

/**
 * Two products in passive boxes on their way around the world, with loggers inside.
 *
 * <p>One cell is what one manufacturer sends to one region over the whole horizon. A shipment is
 * simulated from the plant to the last door: the legs it takes, the heat that reaches the box, the
 * coolant that is left, what the logger makes of it and what quality assurance makes of the logger.
 * All times are UTC instants in whole seconds. The day of a reading is its own; the day of
 * everything else is the shipment's dispatch.
 *
 * <p>{@link Manufacturer} sends the shipments as its {@link Maker} is, {@link Forwarder} plans
 * their legs between the {@link Site}s, {@link Customs} clears them, {@link Surroundings} is what
 * they feel, of the {@link Sky} or a {@link Room}, {@link Shipper} the box, {@link Openings} who
 * opens it, {@link Journey} what its logger sees, {@link StabilityRule} the verdict, {@link Slips}
 * whose fault messy records are.
 */
@AutoService(Scenario.class)
public final class ColdChain implements Scenario {

  // ---- code lists

  /** What a place is. */
  public enum SiteType {
    AIRPORT,
    HOSPITAL,
    CLINIC
  }

  /** What is in the box, and at how many degrees Celsius it must stay. */
  public enum Product {
    BIOLOGIC_2_8,
    MRNA_FROZEN
  }

  /** Fictitious airlines. */
  public enum Carrier {
    CARRIER_A(0),
    CARRIER_B(1),
    CARRIER_C(2),
    CARRIER_D(3),
    CARRIER_E(4);

    /** From 0. */
    final int index;

    Carrier(int index) {
      this.index = index;
    }

    /** Where most of its freight enters the US. */
    Airport gateway() {
      return this == CARRIER_B || this == CARRIER_D ? Airport.JFK : Airport.ORD;
    }

    /** What its own tender says about its ramps. */
    boolean offersCoveredRamps() {
      return this != CARRIER_E;
    }
  }

  /** Vacuum panels with phase-change packs, or a foam box with gel packs. */
  public enum ShipperType {
    VIP_PCM,
    EPS_GEL
  }

  /** What quality assurance decides about a shipment. */
  public enum Disposition {
    RELEASED,
    RELEASED_AFTER_REVIEW,
    REJECTED
  }

  /** What happens in a leg; DC is a distribution centre. */
  public enum LegType {
    ROAD,
    COLD_ROOM,
    RAMP,
    FLIGHT,
    CUSTOMS,
    DC,
    BREAKDOWN,
    DOCK,
    LAST_MILE,
    CLINIC
  }

  /** What moves the box. */
  public enum TransportMode {
    AIR,
    TRUCK,
    BIKE,
    BOAT,
    PICKUP,
    NONE
  }

  /** Why customs keep a box: an exam of the US FDA, or papers that wait at Brazil's ANVISA. */
  public enum HoldCode {
    FDA_HOLD,
    ANVISA_BACKLOG
  }

  /** Where a rejected shipment lost its coolant. */
  public enum Cause {
    RAMP_SUN,
    CLEARANCE,
    FREEZE,
    OTHER
  }

  static final List<Carrier> CARRIER_LIST = List.of(Carrier.values());

  // ---- tables

  /** One sample of a logger. */
  @Columns(
      """
      shipment_id               | key, -> shipments, filtered | Shipment. | ShipmentID
      reading_ts                | key, instant, filtered | Every logger_interval_minutes from
        | dispatch, rounded down to five minutes, to delivery, or until the logger is silent. | IoT_Sensor_Log.Time
      latitude                  | 4 decimals, distinct | Degrees north, every 30 minutes; NULL
        | between and in flight. | GPS_Lat
      longitude                 | 4 decimals, distinct | Degrees east, every 30 minutes; NULL
        | between and in flight. | GPS_Long
      temperature_celsius       | 1 decimals | Probe beside the payload. | Temperature
      outer_temperature_celsius | 1 decimals | Air probe on the outside of the box. | Temperature
      humidity_pct              | 1 decimals | Relative humidity of the air outside, 0 to 100. |
        | Humidity
      shock_g                   | 1 decimals | Largest acceleration in the interval, in g. |
        | Shock/Vibration
      _shielded                 | | Whether the box is where no radio gets through.
      _fahrenheit               | | Whether the logger is set to degrees Fahrenheit.
      _no_fix                   | | Whether the receiver had no fix when one was due.
      _resent                   | | Whether the radio sent it again when it was back.
      event_date                | date, filtered | UTC day of reading_ts.
      """)
  public record SensorReading(
      long shipmentId,
      long readingTs,
      Double latitude,
      Double longitude,
      double temperatureCelsius,
      double outerTemperatureCelsius,
      double humidityPct,
      double shockG,
      boolean shielded,
      boolean fahrenheit,
      boolean noFix,
      boolean resent,
      int eventDate) {}

  /** One box from plant to hospital or clinic. */
  @Columns(
      """
      shipment_id             | key, filtered | Shipment. | ShipmentID
      product                 | filtered | BIOLOGIC_2_8 (2 to 8 °C) or MRNA_FROZEN (-20 °C).
      batch_id                | | Production batch, BX or MR - manufacturer - year and week of
        | packing - number; up to 5 shipments. | BatchID
      carrier                 | filtered | Airline, CARRIER_A to CARRIER_E. | Carrier
      shipper_type            | | VIP_PCM or EPS_GEL; frozen always VIP_PCM.
      route                   | filtered | Airports in order, as DUB-JFK-ORD.
      destination_site        | -> sites | CHI-HOSP-1..12, or MAO-, BEL- or CGB-UBS-1..40.
      dispatch_ts             | instant, distinct, filtered | Leaves the plant.
      delivered_ts            | instant, distinct | Signed for at the hospital or clinic; NULL if the box
        | got lost.
      units_count             | | Vials: biologic 4 and more, frozen 60, 70 .. 400.
      value_usd               | money | US dollars: 50,000 a vial of biologic, 200 a frozen one of
        | 10 doses.
      reice_service           | | Whether new coolant on the way was paid for; only for frozen.
      logger_interval_minutes | | 5, 10 or 15.
      disposition             | filtered | RELEASED, RELEASED_AFTER_REVIEW or REJECTED; NULL if the
        | box got lost.
      loss_usd                | money | US dollars: the value if REJECTED, else 0.
      _alias                  | | Whether the booking clerk typed the carrier by hand.
      _dashed                 | | Whether that clerk writes CARRIER-B rather than Carrier B.
      event_date              | date, filtered | UTC day of dispatch_ts.
      """)
  public record Shipment(
      long shipmentId,
      Product product,
      String batchId,
      Carrier carrier,
      ShipperType shipperType,
      String route,
      String destinationSite,
      long dispatchTs,
      Long deliveredTs,
      int unitsCount,
      long valueUsd,
      boolean reiceService,
      int loggerIntervalMinutes,
      Disposition disposition,
      long lossUsd,
      boolean alias,
      boolean dashed,
      int eventDate) {}

  /** One stretch of a shipment's way. */
  @Columns(
      """
      shipment_id          | key, -> shipments, filtered | Shipment.
      leg_no               | key | 1, 2, … in the order of time.
      leg_type             | filtered | ROAD, COLD_ROOM, RAMP, FLIGHT, CUSTOMS, DC, BREAKDOWN, DOCK,
        | LAST_MILE or CLINIC.
      transport_mode       | | AIR, TRUCK, BIKE, BOAT, PICKUP or NONE. | Transport_Mode
      from_site            | -> sites, filtered | Airport, also for plants and towns around it, or
        | hospital or clinic.
      to_site              | -> sites | The same; equal to from_site where the box stays.
      start_ts             | instant, distinct | When the leg before ended.
      end_ts               | instant, distinct | When the next leg begins; NULL if the box got lost.
      hold_code            | | FDA_HOLD or ANVISA_BACKLOG on CUSTOMS legs; else NULL.
      _to_utc_offset_hours | | Hours that to_site is ahead of UTC.
      _unscanned           | | Whether nobody scanned the box at the end.
      _local_time          | | Whether the station at to_site has its clock on local time.
      event_date           | date, filtered | UTC day of the shipment's dispatch.
      """)
  public record ShipmentLeg(
      long shipmentId,
      int legNo,
      LegType legType,
      TransportMode transportMode,
      String fromSite,
      String toSite,
      long startTs,
      Long endTs,
      HoldCode holdCode,
      int toUtcOffsetHours,
      boolean unscanned,
      boolean localTime,
      int eventDate) {}

  /** One place that boxes pass, and its climate. */
  @Columns(
      """
      site_code        | key | Airport code, or code of the hospital or clinic.
      site_type        | filtered | AIRPORT, HOSPITAL or CLINIC.
      city             | | City, of a clinic that of its airport.
      latitude         | 2 decimals | Degrees north.
      longitude        | 2 decimals | Degrees east.
      utc_offset_hours | | Hours ahead of UTC, without daylight saving.
      jan_low          | 0 decimals | Mean daily low in January, °C; of hospitals and clinics that of
        | their airport, as for the three below.
      jan_high         | 0 decimals | Mean daily high in January, °C.
      jul_low          | 0 decimals | Mean daily low in July, °C.
      jul_high_celsius | 0 decimals | Mean daily high in July, °C.
      """)
  public record Place(
      String siteCode,
      SiteType siteType,
      String city,
      double latitude,
      double longitude,
      int utcOffsetHours,
      double janLow,
      double janHigh,
      double julLow,
      double julHighCelsius) {}

  /** One airline. */
  @Columns(
      """
      carrier      | key | CARRIER_A to CARRIER_E.
      us_gateway   | | Airport at which most of its freight enters the US.
      covered_ramp | | Whether its tender offers ramps under a roof.
      """)
  public record Airline(Carrier carrier, Airport usGateway, boolean coveredRamp) {}

  /** What became of a shipment, and where. */
  @Columns(
      """
      shipment_id         | key, -> shipments | Shipment.
      cause               | | Why it was rejected: RAMP_SUN if most coolant was lost in RAMP legs,
        | CLEARANCE if in CUSTOMS, FREEZE if the payload fell below 0 °C, else OTHER; NULL if not.
      culprit_leg_no      | | Leg with the largest loss of coolant before the knee, since the
        | coolant was last renewed.
      knee_ts             | instant | When the coolant was spent for the first time; NULL if it
        | lasted.
      true_peak_celsius   | 1 decimals | Highest true temperature of the payload, °C.
      longest_run_minutes | | Longest time in one piece above the limit: frozen logged above -20.0,
        | else true above 8.
      cumulative_minutes  | | All time above the same limit.
      event_date          | date | UTC day of the shipment's dispatch.
      """)
  public record ShipmentTruth(
      long shipmentId,
      Cause cause,
      int culpritLegNo,
      Long kneeTs,
      double truePeakCelsius,
      int longestRunMinutes,
      int cumulativeMinutes,
      int eventDate) {}

  /** What a place is like that nobody publishes. */
  @Columns(
      """
      site_code         | key, -> sites | Site.
      careless_crew     | | Whether the crew that serves the clinic opens boxes often.
      set_point_celsius | 1 decimals | What its room is set to, °C: the cold room of an airport, the
        | dock of a hospital, the room of a clinic.
      """)
  public record SiteTruth(String siteCode, boolean carelessCrew, double setPointCelsius) {}

  static final Table<SensorReading> SENSOR_READINGS =
      Table.fact("sensor_readings", SensorReading.class, "One row per sample of a box's logger.")
          .perMainRow(1);
  static final Table<Shipment> SHIPMENTS =
      Table.fact("shipments", Shipment.class, "One row per box from plant to hospital or clinic.")
          .perMainRow(0.001);
  static final Table<ShipmentLeg> SHIPMENT_LEGS =
      Table.fact(
              "shipment_legs",
              ShipmentLeg.class,
              "One row per stretch of a shipment's way in one place or vehicle; 9 to 14 each.")
          .perMainRow(0.0117);
  static final Table<Place> SITES =
      Table.single("sites", Place.class, "One row per airport, hospital and clinic.")
          .reference()
          .rows(141);
  static final Table<Airline> CARRIERS =
      Table.single("carriers", Airline.class, "One row per airline.").reference().rows(5);
  static final Table<ShipmentTruth> SHIPMENT_TRUTH =
      Table.fact(
              "shipment_truth",
              ShipmentTruth.class,
              "What became of every shipment's coolant, and on which leg.")
          .key()
          .perMainRow(0.001);
  static final Table<SiteTruth> SITE_TRUTH =
      Table.single("site_truth", SiteTruth.class, "Crew and set-point of every site.")
          .key()
          .reference()
          .rows(141);

  // ---- rules

  static final Param SUN_KELVIN =
      new Param(
          "sun.kelvin",
          42,
          0,
          80,
          "Kelvins that a clear midsummer noon adds to a box on an apron without a roof.");
  static final Param JFK_DWELL_B =
      new Param(
          "jfk.dwell_b",
          3.6,
          0.1,
          24,
          "Median hours that carrier B leaves a box on the ramp at JFK; one in ten waits"
              + " nearly twice as long.");
  static final Param FDA_HOLD_SHARE =
      Param.share("fda.hold", 0.015, "Share of US entries that are held for an exam.");
  static final Param FROZEN_MAX_MINUTES =
      Param.nonNegative(
          "frozen.max_minutes",
          240,
          "Logged minutes in one piece above -20.0 °C that are allowed.");
  static final Param OPENINGS_FACTOR =
      new Param("handling.openings", 1, 0, 2, "Factor on how often frozen boxes are opened.");
  static final Param HUB_OPENINGS =
      Param.share(
          "handling.hub",
          0.035,
          "Share of the usual openings that happen at the hub in Sao Paulo.");
  static final Param CARELESS_SHARE =
      Param.share("handling.careless", 1.0 / 12, "Share of the clinics that careless crews serve.");
  static final Param REICE_DONE =
      Param.share(
          "handling.reice_done", 1, "Share of the coolant renewals paid for that are carried out.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "biologic_legs",
              "2.1; lane times of forwarders, FDA entry times",
              "From the plant by reefer truck to Dublin, a cold room until the next morning's"
                  + " departure, the ramp, and to Chicago: direct, over JFK, by truck over"
                  + " Frankfurt, or, in the market's crunch weeks, over Dubai. Carrier B goes over"
                  + " JFK two times in three. Customs at the first US airport; from JFK on by truck"
                  + " or by air; breakdown, a cold room until the hospital's dock is open, road and"
                  + " dock. One box in 500 gets lost on its way."),
          Rule.of(
              "frozen_legs",
              "3.1; lane times of forwarders",
              "From Frankfurt over Sao Paulo, where customs and a distribution centre take days, to"
                  + " Manaus, Belem or Cuiaba, by truck to a town's freezer and, timed for the"
                  + " hours of the clinic, by bike, boat or pickup to its door. How far the clinic"
                  + " is and whether it lies on a river decide about the vehicle."),
          Rule.of(
              "surroundings",
              "2.1, 3.1; climate normals",
              "Each leg has an effective temperature: a room's, with its own set-point, compressor"
                  + " and door, a hold's, or the weather's, which all boxes at a site share: a"
                  + " daily wave around a mean that wanders from the climate and remembers the day"
                  + " before."),
          Rule.of(
              "sun",
              "2.1 JFK, Dubai; ramp trials: surfaces of 55 to 63 °C",
              "On a ramp the sun adds to the air what the roof and the day's clouds let through,"
                  + " from 8 to 18 h local time.",
              SUN_KELVIN),
          Rule.of(
              "jfk",
              "2.1 JFK",
              "Carrier B has no roof at JFK and leaves boxes there for hours.",
              JFK_DWELL_B),
          Rule.of(
              "fda",
              "CBP CSMS 16-000554; INLT",
              "Most US entries proceed within hours, some after a review, a few are held for an"
                  + " exam of two to four working days. Officers release in office hours. Some"
                  + " boxes wait in a warm hall, those on hold more often.",
              FDA_HOLD_SHARE),
          Rule.of(
              "anvisa",
              "Exame; SINDASP",
              "More than half of Brazilian entries are cleared within a day, most others in about"
                  + " six; in a strike, which comes once in a half-year for weeks, three in ten"
                  + " take 13 to 40 days."),
          Rule.of(
              "box",
              "2.1 excursions; shipper tests",
              "While coolant is left, heat melts it and the payload stays near its melting point."
                  + " When it is spent, the payload drifts to the temperature around, in days in"
                  + " vacuum panels and in a day in foam; the frozen product melts on its way. A"
                  + " few packs are packed too cold. A logger has a bias of its own, and its outer"
                  + " probe follows the surroundings within minutes."),
          Rule.of(
              "disposition_chilled",
              "2.1 is it spoiled?; USP <1079.2>, 2025",
              "Rejected if the true temperature passed 15 °C or fell below 0, if the mean kinetic"
                  + " temperature of any 24 hours passed 8 °C, or after 24 hours above 8. Released"
                  + " after review if the logger saw more than 8.0 or less than 2.0."),
          Rule.of(
              "frozen",
              "3.1 four-hour rule",
              "Rejected if the logger saw more than -20.0 °C for too long in one piece; released"
                  + " after review if it saw that at all.",
              FROZEN_MAX_MINUTES),
          Rule.of(
              "handling",
              "3.1 transition points",
              "Frozen boxes are opened at hand-overs and on the last mile, seldom by most crews and"
                  + " often by the careless ones, which stay with their clinics; the probe reads"
                  + " the warm air meanwhile. Whose re-icing was paid for gets new coolant every"
                  + " four days in customs and at the distribution centre.",
              OPENINGS_FACTOR,
              HUB_OPENINGS,
              CARELESS_SHARE,
              REICE_DONE),
          Rule.of(
              "shock_humidity_position",
              "2.1, 3.1",
              "Within 20 minutes of a hand-over one sample in four sees a knock of 5 g or more,"
                  + " more often with rough carriers; else the vehicle shakes. Humidity falls as"
                  + " the air warms and is low in flight. Trucks keep to their roads and rest;"
                  + " positions wander by some metres."));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("sensor_readings", "hold_blackout")
              .doc("The box is examined in a shielded warehouse and nothing it sends arrives.")
              .source("2.1")
              .where("_shielded")
              .perRow(0.0065)
              .drop(),
          Stage.on("sensor_readings", "fahrenheit_logger")
              .doc("The logger was set to degrees Fahrenheit.")
              .where("_fahrenheit")
              .perRow(0.0089)
              .change("temperature_celsius", draws -> inFahrenheit("temperature_celsius"))
              .change(
                  "outer_temperature_celsius", draws -> inFahrenheit("outer_temperature_celsius"))
              .done(),
          Stage.on("sensor_readings", "gps_zero")
              .doc("The receiver had no fix, for some time, and sent zeros.")
              .where("_no_fix AND latitude IS NOT NULL")
              .perRow(0.004)
              .change("latitude", draws -> lit(0.0))
              .change("longitude", draws -> lit(0.0))
              .done(),
          Stage.on("shipment_legs", "scan_missing")
              .doc("Nobody scanned the box at the end of the leg.")
              .source("2.1")
              .where("_unscanned")
              .perRow(0.012)
              .setNull("end_ts"),
          Stage.on("shipment_legs", "leg_local_time")
              .doc("The station at to_site stored its local time as if it were UTC.")
              .where("_local_time AND _to_utc_offset_hours <> 0")
              .perRow(0.026)
              .change("start_ts", draws -> inLocalTime("start_ts"))
              .change("end_ts", draws -> inLocalTime("end_ts"))
              .done(),
          Stage.on("shipments", "carrier_alias")
              .doc(
                  "The clerk typed the carrier by hand, each in a way of their own: Carrier B, CARRIER-B.")
              .where("_alias")
              .perRow(0.00086)
              .set(
                  "carrier",
                  draws ->
                      concat(
                          when(col("_dashed"), "CARRIER-").otherwise("Carrier "),
                          right(col("carrier"), lit(1)))),
          Stage.on("sensor_readings", "resend")
              .doc("The radio came back and sent a sample twice.")
              .where("_resent")
              .perRow(0.0019)
              .duplicate());

  private static Column inFahrenheit(String column) {
    return round(col(column).multiply(1.8).plus(32), 1);
  }

  private static Column inLocalTime(String column) {
    return timestamp_add("HOUR", col("_to_utc_offset_hours"), col(column));
  }

  // ---- wiring

  /** Weeks for which a manufacturer has shipment ids. */
  static final int WEEKS = 1_600;

  /** Ids of the shipments of a manufacturer to a region in a week. */
  static final int SHIPMENTS_OF_A_WEEK = 200;

  /** Ids of a manufacturer, for its three regions. */
  static final long SHIPMENTS_OF_A_MAKER = 1_000_000;

  private static final double READINGS_PER_YEAR = 2_000_000;

  /** Frozen shipments are on the way for longer, and are logged for longer. */
  private static final double[] SHARE_OF_READINGS = {0.40, 0.45, 0.15};

  @Override
  public About about() {
    return new About(
        "cold_chain",
        "Cold chain: boxes in the sun, customs that take days, and who pays for spoiled vials",
        """
            Two products travel in passive boxes with loggers inside. Ten $50,000 vials of a
            biologic fly from Dublin to Chicago; frozen mRNA vaccine flies from Frankfurt to clinics
            around Manaus, Belem and Cuiaba. Boxes survive a quarter of an hour on a 30 °C tarmac,
            but not four hours of sun at JFK with a coolant that is already half used. Find who
            loses $4 M a year and where, tell an alarming outer probe from a spoiled product, and
            show that clearance days without re-icing - not the bike - spoil the vaccine.
        """,
        "manufacturer",
        List.of("2.1", "3.1"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        SENSOR_READINGS, SHIPMENTS, SHIPMENT_LEGS, SITES, CARRIERS, SHIPMENT_TRUTH, SITE_TRUTH);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return READINGS_PER_YEAR * horizon.years();
  }

  @Override
  public Size sizeFor(double mainRows, Horizon horizon) {
    return Size.of(Math.max(1, Math.round(mainRows / mainRowsPerUnit(horizon))), horizon);
  }

  /** Every manufacturer sends to every region. */
  @Override
  public Dealing dealing() {
    return Dealing.everywhere("US_MIDWEST", "BR_NORTH", "BR_CENTRAL_WEST");
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon, int regionIndex) {
    return mainRowsPerUnit(horizon) * SHARE_OF_READINGS[regionIndex];
  }

  /**
   * A frozen shipment that meets the longest of everything that its durations allow is under way
   * for more than two months, most of them in customs.
   */
  @Override
  public int longestProcessDays() {
    return Forwarder.LONGEST_DAYS;
  }

  @Override
  public Simulator simulator(World world) {
    Site.Map sites = new Site.Map(world);
    Airlines airlines = new Airlines(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new Manufacturer(cell, world, sites, airlines);
      }

      @Override
      public void emitReference(Emitter out) {
        for (Site site : sites.all()) {
          out.emit(SITES, place(site));
          out.emit(SITE_TRUTH, new SiteTruth(site.code, site.careless, site.setPoint()));
        }
        for (Carrier carrier : CARRIER_LIST) {
          out.emit(CARRIERS, new Airline(carrier, carrier.gateway(), carrier.offersCoveredRamps()));
        }
      }
    };
  }

  private static Place place(Site site) {
    Airport area = site.area;
    return new Place(
        site.code,
        site.type,
        area.city,
        site.latitude,
        site.longitude,
        area.utcOffsetHours,
        area.janLow,
        area.janHigh,
        area.julLow,
        area.julHigh);
  }
}
