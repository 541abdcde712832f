package dev.medley.scenario.devicemaintenance;

import static org.apache.spark.sql.functions.expr;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.time.LocalDate;
import java.util.List;

/**
 * The scanners of a hospital group: what wears them out, what trips them, and what it costs.
 *
 * <p>One cell is one imaging site over the whole horizon. Every scanner has a state of health -
 * fouling of its chiller, helium, stress of its gradient coil, wear of its tube - that goes on hour
 * by hour; failures follow from it. Devices log UTC instants; people follow the site's clock. The
 * day of a row is the UTC day of its own time.
 *
 * <p>{@link ImagingSite} is what its scanners share, {@link Scanner} the life of one.
 */
@AutoService(Scenario.class)
public final class DeviceMaintenance implements Scenario {

  // ---- code lists

  /** What a scanner is. */
  public enum Modality {
    MRI,
    CT
  }

  /** What a scanner does in an hour. */
  public enum ScannerState {
    SCANNING,
    IDLE,
    DOWN
  }

  /** Codes of the log, of which only warnings and errors are kept. */
  public enum ErrorCode {
    E117,
    E231,
    E232,
    E310,
    E404,
    E501,
    E512,
    E620,
    W050
  }

  /** How bad a log line is. */
  public enum Severity {
    ERROR,
    WARN
  }

  /** Why somebody came. */
  public enum EventType {
    PLANNED_PM,
    PREDICTIVE,
    EMERGENCY,
    HELIUM_TOP_OFF
  }

  /** What was worked on. */
  public enum Component {
    GENERAL,
    GRADIENT_COIL,
    RF_COIL,
    DETECTOR,
    TUBE,
    MAGNET
  }

  /** How a coil's trouble ended. */
  public enum Outcome {
    FAILED,
    PREVENTED,
    SUDDEN
  }

  // ---- tables

  /** One hour of a scanner. */
  @Columns(
      """
      machine_id                   | key, -> devices, filtered | Scanner. | MachineID
      site_id                      | -> sites, filtered | Imaging site.
      reading_ts                   | key, instant, filtered | Full hour; values are over the hour
        | that starts here.
      scanner_state                | filtered | SCANNING if scan_count is above 0, IDLE, or DOWN
        | from the hour in which a repair opens.
      helium_level_pct             | 1 decimals | Percent of 1,700 liters; NULL for CT. |
        | Helium Levels
      helium_pressure_psig         | 2 decimals | Of the vessel, 1.15 normally; NULL for CT.
      coil_temperature_celsius     | 1 decimals | Gradient coil, of a CT its gantry; mean of the
        | hour, °C. | Coil Temperature
      coil_temperature_max_celsius | 1 decimals | The hour's maximum, °C. | Coil Temperature
      chiller_supply_celsius       | 1 decimals | Water from the chiller, °C.
      scan_count                   | | Scans, MRI 0 to 2, CT 0 to 12. | Scan Count
      duty_pct                     | 0 decimals | Heat load in percent of the continuous rating. |
        | Utilization Abuse
      _logger_offline              | | Whether the logger went down with the scanner.
      _stuck_helium                | 1 decimals | Level at which the gauge is frozen, else NULL.
      _firmware_f                  | | Whether the firmware sends degrees Fahrenheit.
      _gateway_bad                 | | Whether the site's gateway is having a bad spell.
      event_date                   | date, filtered | UTC day of reading_ts.
      """)
  public record Reading(
      long machineId,
      long siteId,
      long readingTs,
      ScannerState scannerState,
      Double heliumLevelPct,
      Double heliumPressurePsig,
      double coilTemperatureCelsius,
      double coilTemperatureMaxCelsius,
      double chillerSupplyCelsius,
      short scanCount,
      double dutyPct,
      boolean loggerOffline,
      Double stuckHelium,
      boolean firmwareF,
      boolean gatewayBad,
      int eventDate) {}

  /** One line of a scanner's log. */
  @Columns(
      """
      log_id       | key, distinct | Log line.
      machine_id   | -> devices, filtered | Scanner. | MachineID
      site_id      | -> sites, filtered | Imaging site.
      logged_ts    | instant, distinct, filtered | When it was logged. | Error Logs
      error_code   | filtered | E117 gradient over-temperature, E231 helium pressure high, E232
        | compressor off, E310 RF coil not detected, E404 power supply undervoltage, E501 tube arc,
        | E512 detector channel, E620 chiller flow low, W050 room humidity. | Error Logs
      severity     | | ERROR or WARN.
      _local_clock | | Whether the device's clock shows local time.
      _local_ts    | instant | The site's wall clock at logged_ts, as if it were UTC.
      _old_release | | Whether the device runs the software release with the other format of codes.
      event_date   | date, filtered | UTC day of logged_ts.
      """)
  public record ErrorLog(
      long logId,
      long machineId,
      long siteId,
      long loggedTs,
      ErrorCode errorCode,
      Severity severity,
      boolean localClock,
      long localTs,
      boolean oldRelease,
      int eventDate) {}

  /** One visit of service. */
  @Columns(
      """
      event_id        | key, distinct | Service event.
      machine_id      | -> devices, filtered | Scanner. | MachineID
      site_id         | -> sites, filtered | Imaging site.
      event_type      | filtered | PLANNED_PM, PREDICTIVE, EMERGENCY or HELIUM_TOP_OFF.
      component       | filtered | GENERAL, GRADIENT_COIL, RF_COIL, DETECTOR, TUBE or MAGNET.
      opened_ts       | instant, distinct, filtered | Opened. | Maintenance Dates
      closed_ts       | instant, distinct | Closed; NULL while open. | Maintenance Dates
      downtime_hours  | 1 decimals | Hours from opened_ts to closed_ts, 0 for a top-off; NULL while
        | open.
      cost_usd        | money | Parts and labour, US dollars.
      _desk_soft      | | Whether the service desk books emergencies under a milder name.
      _engineer_slack | | Whether the field engineer neglects the paperwork.
      event_date      | date, filtered | UTC day of opened_ts.
      """)
  public record MaintenanceEvent(
      long eventId,
      long machineId,
      long siteId,
      EventType eventType,
      Component component,
      long openedTs,
      Long closedTs,
      Double downtimeHours,
      long costUsd,
      boolean deskSoft,
      boolean engineerSlack,
      int eventDate) {}

  /** One scanner. */
  @Columns(
      """
      machine_id             | key, filtered | Scanner. | MachineID
      site_id                | -> sites, filtered | Imaging site.
      modality               | filtered | MRI or CT.
      model                  | | MX-15 or CX-64; fictitious.
      install_year           | | Year of installation.
      in_service_from        | date | First day of service.
      removed_on             | date | Last day; NULL while in service.
      ups_backed             | | Whether batteries carry it through a dip of the mains.
      helium_capacity_liters | | 1700; NULL for CT.
      region                 | filtered | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record Device(
      long machineId,
      long siteId,
      Modality modality,
      String model,
      int installYear,
      int inServiceFrom,
      Integer removedOn,
      boolean upsBacked,
      Integer heliumCapacityLiters) {}

  /** One imaging site. */
  @Columns(
      """
      site_id            | key, filtered | Imaging site.
      site_name          | | Fictitious name.
      time_zone          | | Name in the IANA database.
      predictive_program | | Whether it watches helium and plans repairs.
      region             | filtered | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record SiteRow(long siteId, String siteName, String timeZone, boolean predictiveProgram) {}

  /** One trouble of a coil that ended. */
  @Columns(
      """
      machine_id | key, -> devices | Scanner.
      site_id    | -> sites | Imaging site.
      onset_ts   | instant | When the cold head began to fail; NULL if sudden.
      end_ts     | key, instant | Trip, or start of the planned repair.
      outcome    | | FAILED, PREVENTED or SUDDEN.
      lead_hours | 2 decimals | Hours from onset_ts to end_ts; NULL if sudden.
      event_date | date, filtered | UTC day of end_ts.
      """)
  public record Degradation(
      long machineId,
      long siteId,
      Long onsetTs,
      long endTs,
      Outcome outcome,
      Double leadHours,
      int eventDate) {}

  /** One week of a scanner. */
  @Columns(
      """
      machine_id    | key, -> devices | Scanner.
      site_id       | -> sites | Imaging site.
      modality      | | MRI or CT.
      mean_duty_pct | 1 decimals | Mean duty of weekday hours 08 to 18 local without DOWN, percent;
        | NULL for CT.
      abuse         | | Whether it was run above its rating.
      event_date    | key, date, filtered | First day of the week.
      """)
  public record DeviceWeek(
      long machineId,
      long siteId,
      Modality modality,
      Double meanDutyPct,
      boolean abuse,
      int eventDate) {}

  /** One Tuesday of a site. */
  @Columns(
      """
      site_id    | key, -> sites | Imaging site.
      vacuum_on  | | Whether the cleaning crew plugged into the scanners' circuit.
      event_date | key, date, filtered | Local Tuesday.
      """)
  public record VacuumEvening(long siteId, boolean vacuumOn, int eventDate) {}

  static final Table<Reading> TELEMETRY =
      Table.fact("telemetry", Reading.class, "One row per scanner and hour.").perMainRow(1);
  static final Table<ErrorLog> ERROR_LOGS =
      Table.fact("error_logs", ErrorLog.class, "One row per warning or error a scanner logged.")
          .perMainRow(0.0132);
  static final Table<MaintenanceEvent> MAINTENANCE_EVENTS =
      Table.fact("maintenance_events", MaintenanceEvent.class, "One row per service event.")
          .perMainRow(0.00093);
  static final Table<Device> DEVICES =
      Table.single("devices", Device.class, "One row per scanner.").perUnit(4.1);
  static final Table<SiteRow> SITES =
      Table.single("sites", SiteRow.class, "One row per imaging site.").perUnit(1);
  static final Table<Degradation> DEGRADATIONS =
      Table.fact(
              "degradations",
              Degradation.class,
              "One row per degradation or sudden failure of a gradient coil that has ended.")
          .key()
          .perMainRow(0.000052);
  static final Table<DeviceWeek> DEVICE_WEEKS =
      Table.fact("device_weeks", DeviceWeek.class, "One row per scanner and week of 168 hours.")
          .key()
          .perMainRow(1.0 / 168);
  static final Table<VacuumEvening> VACUUM_EVENINGS =
      Table.fact("vacuum_evenings", VacuumEvening.class, "One row per site and local Tuesday.")
          .key()
          .perMainRow(1.0 / (168 * 3.9));

  // ---- rules

  static final Param VACUUM =
      Param.share(
          "tuesday_vacuum.vacuum",
          0.65,
          "Share of local Tuesdays, over all sites, on which the crew plugs in.");
  static final Param ABUSE_SPEED =
      new Param(
          "utilization_abuse.abuse_speed",
          1.2,
          1,
          1.5,
          "Factor on the heat load of a scan in weeks of abuse.");
  static final Param ONSET_PER_YEAR =
      Param.nonNegative(
          "coil_degradation.onset_per_year",
          0.52,
          "Degradations that begin at an MRI of middle age in a year without abuse.");
  static final Param STRESS =
      Param.nonNegative(
          "coil_degradation.stress", 3, "How much a week of abuse adds to the hazard, as a share.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "site",
              "design",
              "A site has one to four MRI and one to four CT, opening hours, demand, fouling,"
                  + " climate of its chiller, batteries, a culture of abuse or none, a cleaning"
                  + " circuit, an hour for maintenance and a service contract of its own. A device"
                  + " has a fault rate, a wear and a bias of its sensor."),
          Rule.of(
              "replacement",
              "design",
              "One in five devices of eight years or more is removed in a year, after some idle"
                  + " days; its successor starts weeks later."),
          Rule.of(
              "weather",
              "design",
              "A region's weather remembers the day before. The two coldest days of a northern"
                  + " winter bring snow and few patients. Power dips, most of them in summer, hit"
                  + " all devices of a site that have no batteries."),
          Rule.of(
              "use",
              "MRI 18 a day, CT 55 (practice)",
              "MRI scan one or two patients an hour in opening hours, fewer at weekends and on"
                  + " holidays, and now and then outside; CT scan round the clock. Duty follows from"
                  + " scans."),
          Rule.of(
              "utilization_abuse",
              "2.5 Utilization Abuse",
              "At four sites of ten most MRI are run faster than rated, in weeks that follow one"
                  + " another.",
              ABUSE_SPEED),
          Rule.of(
              "heat",
              "time constant of a gradient coil 6 to 18 minutes",
              "The chiller fouls until it is cleaned; a fouled one is warmer, most of all in summer."
                  + " The coil follows the supply, the duty, and a failing cold head."),
          Rule.of(
              "helium",
              "zero-boil-off magnets; top-off practice",
              "The level falls slowly, and faster while a cold head or a compressor is down; the"
                  + " pressure rises then. A low magnet is topped off at the next maintenance."),
          Rule.of(
              "coil_degradation",
              "2.5 Insight; common-cause chain",
              "A cold head begins to fail, sooner with age, in summer and after abuse. It loses"
                  + " helium, more from hour to hour; the loss adds stress until the gradient coil"
                  + " trips.",
              ONSET_PER_YEAR,
              STRESS),
          Rule.of("sudden_failure", "decoy", "A few coils trip without any precursor."),
          Rule.of(
              "predictive_repair",
              "2.5 (saving $50k)",
              "Sites with the programme act on three of four degradations within a day or two."),
          Rule.of(
              "minor_faults",
              "corrective repair practice",
              "RF coils and detectors fail with use, with the device's own rate, and sometimes right"
                  + " after a maintenance; helium has nothing to do with it."),
          Rule.of(
              "compressor_outage", "design", "A compressor stops for some hours and heals itself."),
          Rule.of(
              "planned_maintenance",
              "PM practice",
              "Every 120 days, CT every 90, some days late, on the morning of a business day. Repairs"
                  + " that would end outside the hours of the service contract end after its next"
                  + " opening."),
          Rule.of(
              "tuesday_vacuum",
              "2.5 Intermittent Failures",
              "On Tuesday evenings the cleaning crew plugs its vacuum into the scanners' circuit, and"
                  + " devices without batteries log an undervoltage. A substitute crew does not.",
              VACUUM),
          Rule.of(
              "ct_tube",
              "Appl Sci 2025",
              "Tubes wear out after two years or so; near the end they arc more and more often."),
          Rule.of(
              "noise_errors",
              "self-exciting logs",
              "Errors come in bursts; pressure, heat and flow give warnings of their own."));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("telemetry", "logger_offline")
              .doc("The logger is on the circuit that was switched off; nothing was kept.")
              .where("_logger_offline")
              .rate(1)
              .perRow(0.000032)
              .drop(),
          Stage.on("telemetry", "stuck_helium")
              .doc("The gauge is frozen: its value at the start of the episode repeats.")
              .where("_stuck_helium IS NOT NULL")
              .rate(1)
              .perRow(0.0018)
              .set("helium_level_pct", "_stuck_helium"),
          Stage.on("telemetry", "firmware_fahrenheit")
              .doc("From one update to the next the firmware sends °F.")
              .where("_firmware_f")
              .rate(1)
              .perRow(0.0000032)
              .change(
                  "coil_temperature_celsius",
                  draws -> expr("round(coil_temperature_celsius * 1.8 + 32, 1)"))
              .set(
                  "coil_temperature_max_celsius",
                  "round(coil_temperature_max_celsius * 1.8 + 32, 1)"),
          Stage.on("telemetry", "missed_reading")
              .doc("The gateway lost the chiller's value.")
              .where("_gateway_bad")
              .rate(0.05)
              .perRow(0.0017)
              .setNull("chiller_supply_celsius"),
          Stage.on("telemetry", "resent_reading")
              .doc("The gateway sent the hour twice.")
              .where("_gateway_bad")
              .rate(0.025)
              .perRow(0.00091)
              .duplicate(),
          Stage.on("error_logs", "local_clock")
              .doc("The device logs local time as if it were UTC.")
              .source("2.5")
              .where("_local_clock")
              .rate(1)
              .perRow(0.062)
              .set("logged_ts", "_local_ts"),
          Stage.on("error_logs", "code_format")
              .doc("An old release writes ERR-404 for E404.")
              .where("error_code LIKE 'E%' AND _old_release")
              .rate(0.5)
              .perRow(0.031)
              .set("error_code", "concat('ERR-', substr(error_code, 2))"),
          Stage.on("maintenance_events", "emergency_relabelled")
              .doc("The service desk books an emergency as a corrective repair.")
              .where("event_type = 'EMERGENCY' AND _desk_soft")
              .rate(0.4)
              .perRow(0.046)
              .set("event_type", "'CORRECTIVE'"),
          Stage.on("maintenance_events", "ticket_not_closed")
              .doc("The engineer never closed the ticket.")
              .where("event_type IN ('EMERGENCY', 'PREDICTIVE') AND _engineer_slack")
              .rate(0.33)
              .perRow(0.053)
              .setNull("closed_ts", "downtime_hours"));

  // ---- wiring

  /** Hourly readings of a site with 3.95 devices on average, less those between two devices. */
  private static final double READINGS_PER_YEAR = 34_300;

  @Override
  public About about() {
    return new About(
        "device_maintenance",
        "Scanner maintenance: the Tuesday error, machines at 110 %, and helium that tells in time",
        """
            You keep the scanners of a hospital group running; an hour of downtime is said to cost
            $10,000. The service desk has three riddles: a power error that appears only on
            Tuesdays, and in the UTC logs on Wednesdays; MRI coils that trip where radiology runs the
            machines at 110 %; and gradient coil failures at $61,000 each although the helium
            readings show them coming two days ahead.
        """,
        "imaging site",
        List.of("2.5"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        TELEMETRY,
        ERROR_LOGS,
        MAINTENANCE_EVENTS,
        DEVICES,
        SITES,
        DEGRADATIONS,
        DEVICE_WEEKS,
        VACUUM_EVENINGS);
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

  /** Removals and open tickets are cut off at the last day. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    SiteLaws laws = new SiteLaws(world);
    return cell -> {
      ImagingSite site = new ImagingSite(cell, laws);
      Simulation rows = Simulation.atOnce(site::emitRows);
      return new Simulation() {
        @Override
        public void emitDimensions(Emitter out) {
          site.emitDimensions(out);
        }

        @Override
        public void advanceTo(LocalDate border, Emitter out) {
          rows.advanceTo(border, out);
        }
      };
    };
  }
}
