-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Scanner maintenance: the Tuesday error, machines at 110 %, and helium that tells in time
-- MAGIC
-- MAGIC You keep the scanners of a hospital group running; an hour of downtime is said to cost $10,000. The service desk has three riddles: a power error that appears only on Tuesdays, and in the UTC logs on Wednesdays; MRI coils that trip where radiology runs the machines at 110 %; and gradient coil failures at $61,000 each although the helium readings show them coming two days ahead.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `telemetry` | One row per scanner and hour. |
-- MAGIC | `error_logs` | One row per warning or error a scanner logged. |
-- MAGIC | `maintenance_events` | One row per service event. |
-- MAGIC | `devices` | One row per scanner. |
-- MAGIC | `sites` | One row per imaging site. |
-- MAGIC | `key_degradations` | One row per degradation or sudden failure of a gradient coil that has ended. |
-- MAGIC | `key_device_weeks` | One row per scanner and week of 168 hours. |
-- MAGIC | `key_vacuum_evenings` | One row per site and local Tuesday. |
-- MAGIC | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
-- MAGIC | `key_rows` | One row that a mess stage dropped or delivered twice. |
-- MAGIC
-- MAGIC Tables whose name begins with `key_` are the answer key: look there last.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where the data is
-- MAGIC
-- MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
-- MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
-- MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
-- MAGIC table, seen by this notebook alone.

-- COMMAND ----------

CREATE WIDGET TEXT catalog DEFAULT 'main';
CREATE WIDGET TEXT schema DEFAULT 'device_maintenance';
CREATE WIDGET TEXT key_schema DEFAULT 'device_maintenance_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/device_maintenance/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW telemetry AS SELECT * FROM ' || tables_in || 'telemetry`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW error_logs AS SELECT * FROM ' || tables_in || 'error_logs`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW maintenance_events AS SELECT * FROM ' || tables_in || 'maintenance_events`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW devices AS SELECT * FROM ' || tables_in || 'devices`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sites AS SELECT * FROM ' || tables_in || 'sites`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/device_maintenance/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_degradations AS SELECT * FROM ' || tables_in || 'degradations`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_device_weeks AS SELECT * FROM ' || tables_in || 'device_weeks`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_vacuum_evenings AS SELECT * FROM ' || tables_in || 'vacuum_evenings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_cells AS SELECT * FROM ' || tables_in || 'cells`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_rows AS SELECT * FROM ' || tables_in || 'rows`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A first look

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### telemetry
-- MAGIC
-- MAGIC One row per scanner and hour.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `machine_id` | BIGINT | Key. Scanner. Joins `devices`. |
-- MAGIC | `site_id` | BIGINT | Imaging site. Joins `sites`. |
-- MAGIC | `reading_ts` | TIMESTAMP | Key. Full hour; values are over the hour that starts here. |
-- MAGIC | `scanner_state` | STRING | SCANNING if scan_count is above 0, IDLE, or DOWN from the hour in which a repair opens. |
-- MAGIC | `helium_level_pct` | DOUBLE | Percent of 1,700 liters; NULL for CT. |
-- MAGIC | `helium_pressure_psig` | DOUBLE | Of the vessel, 1.15 normally; NULL for CT. |
-- MAGIC | `coil_temperature_celsius` | DOUBLE | Gradient coil, of a CT its gantry; mean of the hour, °C. |
-- MAGIC | `coil_temperature_max_celsius` | DOUBLE | The hour's maximum, °C. |
-- MAGIC | `chiller_supply_celsius` | DOUBLE | Water from the chiller, °C. |
-- MAGIC | `scan_count` | SMALLINT | Scans, MRI 0 to 2, CT 0 to 12. |
-- MAGIC | `duty_pct` | DOUBLE | Heat load in percent of the continuous rating. |
-- MAGIC | `event_date` | DATE | UTC day of reading_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM telemetry LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### error_logs
-- MAGIC
-- MAGIC One row per warning or error a scanner logged.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `log_id` | BIGINT | Key. Log line. |
-- MAGIC | `machine_id` | BIGINT | Scanner. Joins `devices`. |
-- MAGIC | `site_id` | BIGINT | Imaging site. Joins `sites`. |
-- MAGIC | `logged_ts` | TIMESTAMP | When it was logged. |
-- MAGIC | `error_code` | STRING | E117 gradient over-temperature, E231 helium pressure high, E232 compressor off, E310 RF coil not detected, E404 power supply undervoltage, E501 tube arc, E512 detector channel, E620 chiller flow low, W050 room humidity. |
-- MAGIC | `severity` | STRING | ERROR or WARN. |
-- MAGIC | `event_date` | DATE | UTC day of logged_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM error_logs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### maintenance_events
-- MAGIC
-- MAGIC One row per service event.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `event_id` | BIGINT | Key. Service event. |
-- MAGIC | `machine_id` | BIGINT | Scanner. Joins `devices`. |
-- MAGIC | `site_id` | BIGINT | Imaging site. Joins `sites`. |
-- MAGIC | `event_type` | STRING | PLANNED_PM, PREDICTIVE, EMERGENCY or HELIUM_TOP_OFF. |
-- MAGIC | `component` | STRING | GENERAL, GRADIENT_COIL, RF_COIL, DETECTOR, TUBE or MAGNET. |
-- MAGIC | `opened_ts` | TIMESTAMP | Opened. |
-- MAGIC | `closed_ts` | TIMESTAMP | Closed; NULL while open. |
-- MAGIC | `downtime_hours` | DOUBLE | Hours from opened_ts to closed_ts, 0 for a top-off; NULL while open. |
-- MAGIC | `cost_usd` | DECIMAL(12,2) | Parts and labour, US dollars. |
-- MAGIC | `event_date` | DATE | UTC day of opened_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM maintenance_events LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### devices
-- MAGIC
-- MAGIC One row per scanner.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `machine_id` | BIGINT | Key. Scanner. |
-- MAGIC | `site_id` | BIGINT | Imaging site. Joins `sites`. |
-- MAGIC | `modality` | STRING | MRI or CT. |
-- MAGIC | `model` | STRING | MX-15 or CX-64; fictitious. |
-- MAGIC | `install_year` | INT | Year of installation. |
-- MAGIC | `in_service_from` | DATE | First day of service. |
-- MAGIC | `removed_on` | DATE | Last day; NULL while in service. |
-- MAGIC | `ups_backed` | BOOLEAN | Whether batteries carry it through a dip of the mains. |
-- MAGIC | `helium_capacity_liters` | INT | 1700; NULL for CT. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM devices LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### sites
-- MAGIC
-- MAGIC One row per imaging site.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_id` | BIGINT | Key. Imaging site. |
-- MAGIC | `site_name` | STRING | Fictitious name. |
-- MAGIC | `time_zone` | STRING | Name in the IANA database. |
-- MAGIC | `predictive_program` | BOOLEAN | Whether it watches helium and plans repairs. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM sites LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM telemetry GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When does Error 404 happen, in the time of the site?
-- MAGIC
-- MAGIC One row with `slot_share`, `naive_utc_tuesday`, `tuesday_share`, `ups_errors`, from `telemetry`, `error_logs`, `devices`, `sites`. From 2,000,000 rows of `telemetry` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: in UTC only one in seven falls on a Tuesday, the rest on Wednesday.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does helium loss announce coil failures?
-- MAGIC
-- MAGIC One row with `caught_share`, `median_lead_hours`, `false_alarms_per_mri_year`, from `telemetry`, `maintenance_events`. From 4,000,000 rows of `telemetry` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: an alarm on hourly differences fires once a week: the gauge is noisy.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What do weeks at 110 % do to coils?
-- MAGIC
-- MAGIC One row with `abuse_share`, `p95_difference`, `failure_ratio`, from `telemetry`, `maintenance_events`, `sites`. From 8,000,000 rows of `telemetry` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: means over the whole week: nights and weekends hide every week at 110 %.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does waiting for the trip cost?
-- MAGIC
-- MAGIC One row with `extra_usd`, `emergency_hours`, `predictive_hours`, from `maintenance_events`. From 4,000,000 rows of `telemetry` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: repairs of all components in one pot: most emergencies are cheaper parts, while what is planned ahead are coils.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do CT tubes warn? Arcs a day in the 14 days before a tube failure, relative to all CT days.
-- MAGIC
-- MAGIC One row with `arc_ratio`, from `telemetry`, `error_logs`, `maintenance_events`. From 4,000,000 rows of `telemetry` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: total error counts hide it, bursts of E512 dominate.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC What follows was done to the clean data. How much of it can you find?
-- MAGIC
-- MAGIC | stage | table | what goes wrong |
-- MAGIC |---|---|---|
-- MAGIC | `logger_offline` | `telemetry` | The logger is on the circuit that was switched off; nothing was kept. |
-- MAGIC | `stuck_helium` | `telemetry` | The gauge is frozen: its value at the start of the episode repeats. |
-- MAGIC | `firmware_fahrenheit` | `telemetry` | From one update to the next the firmware sends °F. |
-- MAGIC | `missed_reading` | `telemetry` | The gateway lost the chiller's value. |
-- MAGIC | `resent_reading` | `telemetry` | The gateway sent the hour twice. |
-- MAGIC | `local_clock` | `error_logs` | The device logs local time as if it were UTC. |
-- MAGIC | `code_format` | `error_logs` | An old release writes ERR-404 for E404. |
-- MAGIC | `emergency_relabelled` | `maintenance_events` | The service desk books an emergency as a corrective repair. |
-- MAGIC | `ticket_not_closed` | `maintenance_events` | The engineer never closed the ticket. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score device_maintenance --template found.csv` writes a file to fill in,
-- MAGIC and `medley score device_maintenance --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `stuck_helium`
-- MAGIC
-- MAGIC When is the helium gauge frozen?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.75.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
