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
-- MAGIC **The trap:** in UTC only one in seven falls on a Tuesday, the rest on Wednesday

-- COMMAND ----------

WITH e AS (SELECT machine_id, logged_ts, dayofweek(logged_ts) = 3 AND hour(logged_ts) * 60 + minute(logged_ts) BETWEEN 1170 AND 1229 AS slot FROM error_logs WHERE error_code = 'E404')
SELECT avg(CAST(slot AS INT)) AS slot_share, count(DISTINCT CASE WHEN slot THEN concat(machine_id, '|', date(logged_ts)) END) / (SELECT count(DISTINCT machine_id, event_date) FROM telemetry WHERE dayofweek(event_date) = 3) AS tuesday_share FROM e

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `slot_share`: 0.92 ± 0.035
-- MAGIC - `naive_utc_tuesday`: 0.145 ± 0.04
-- MAGIC - `tuesday_share`: 0.48 ± 0.08
-- MAGIC - `ups_errors`: 0 ± 0
-- MAGIC
-- MAGIC From 2,000,000 rows of `telemetry` on.

-- COMMAND ----------

WITH e AS (SELECT e.machine_id, e.logged_ts, d.ups_backed, from_utc_timestamp(e.logged_ts, s.time_zone) AS l FROM error_logs e JOIN devices d ON e.machine_id = d.machine_id JOIN sites s ON e.site_id = s.site_id WHERE e.error_code IN ('E404', 'ERR-404')),
f AS (SELECT e.*, dayofweek(l) = 3 AND hour(l) * 60 + minute(l) BETWEEN 1170 AND 1229 AS slot FROM e)
SELECT avg(CAST(slot AS INT)) AS slot_share, avg(CAST(dayofweek(logged_ts) = 3 AS INT)) AS naive_utc_tuesday,
       count(DISTINCT CASE WHEN slot THEN concat(machine_id, '|', date(l)) END) / (SELECT count(DISTINCT t.machine_id, t.event_date) FROM telemetry t JOIN devices d ON t.machine_id = d.machine_id WHERE NOT d.ups_backed AND dayofweek(t.event_date) = 3) AS tuesday_share,
       sum(CAST(ups_backed AS INT)) AS ups_errors FROM f

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does helium loss announce coil failures?
-- MAGIC
-- MAGIC **The trap:** an alarm on hourly differences fires once a week: the gauge is noisy

-- COMMAND ----------

WITH t AS (SELECT machine_id, reading_ts, helium_level_pct - lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS step FROM telemetry WHERE helium_level_pct IS NOT NULL),
a AS (SELECT machine_id, reading_ts FROM t WHERE step <= -0.35),
f AS (SELECT event_id, machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE') AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 96 HOURS FROM telemetry)),
m AS (SELECT f.event_id, max(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS lead_h FROM f LEFT JOIN a ON a.machine_id = f.machine_id AND a.reading_ts < f.opened_ts AND a.reading_ts >= f.opened_ts - INTERVAL 96 HOURS GROUP BY 1)
SELECT avg(CASE WHEN lead_h IS NOT NULL THEN 1.0 ELSE 0.0 END) AS caught_share, percentile(lead_h, 0.5) AS median_lead_hours,
       (SELECT count(*) FROM a) / ((SELECT count(*) FROM telemetry WHERE helium_pressure_psig IS NOT NULL) / 8766.0) AS false_alarms_per_mri_year FROM m

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `caught_share`: 0.86 ± 0.08
-- MAGIC - `median_lead_hours`: 33 ± 6
-- MAGIC - `false_alarms_per_mri_year`: 1.3 ± 0.5
-- MAGIC
-- MAGIC From 4,000,000 rows of `telemetry` on.

-- COMMAND ----------

WITH t AS (SELECT machine_id, reading_ts, avg(helium_level_pct) OVER w12 AS now12, avg(helium_level_pct) OVER p12 AS day_before FROM telemetry WHERE helium_level_pct IS NOT NULL
           WINDOW w12 AS (PARTITION BY machine_id ORDER BY reading_ts ROWS BETWEEN 11 PRECEDING AND CURRENT ROW), p12 AS (PARTITION BY machine_id ORDER BY reading_ts ROWS BETWEEN 35 PRECEDING AND 24 PRECEDING)),
a AS (SELECT machine_id, reading_ts FROM t WHERE now12 - day_before <= -0.35),
ep AS (SELECT machine_id, reading_ts FROM (SELECT *, lag(reading_ts) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS p FROM a) WHERE p IS NULL OR reading_ts > p + INTERVAL 72 HOURS),
f AS (SELECT event_id, machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL' AND event_type IN ('EMERGENCY', 'CORRECTIVE') AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 96 HOURS FROM telemetry)),
m AS (SELECT f.event_id, min(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS last_h, max(timestampdiff(HOUR, a.reading_ts, f.opened_ts)) AS lead_h FROM f LEFT JOIN a ON a.machine_id = f.machine_id AND a.reading_ts < f.opened_ts AND a.reading_ts >= f.opened_ts - INTERVAL 96 HOURS GROUP BY 1),
x AS (SELECT count(*) AS n FROM ep LEFT ANTI JOIN maintenance_events g ON g.machine_id = ep.machine_id AND g.component = 'GRADIENT_COIL' AND g.opened_ts >= ep.reading_ts - INTERVAL 48 HOURS AND g.opened_ts < ep.reading_ts + INTERVAL 96 HOURS)
SELECT avg(CASE WHEN lead_h IS NOT NULL THEN 1.0 ELSE 0.0 END) AS caught_share, percentile(lead_h, 0.5) AS median_lead_hours,
       max(x.n) / ((SELECT count(*) FROM telemetry WHERE helium_pressure_psig IS NOT NULL) / 8766.0) AS false_alarms_per_mri_year FROM m, x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What do weeks at 110 % do to coils?
-- MAGIC
-- MAGIC **The trap:** means over the whole week: nights and weekends hide every week at 110 %

-- COMMAND ----------

WITH k AS (SELECT machine_id, date_trunc('WEEK', event_date) AS w, avg(duty_pct) AS duty FROM telemetry WHERE helium_pressure_psig IS NOT NULL GROUP BY 1, 2)
SELECT avg(CAST(duty >= 110 AS INT)) AS abuse_share FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `abuse_share`: 0.108 ± 0.03
-- MAGIC - `p95_difference`: 7.4 ± 1.5
-- MAGIC - `failure_ratio`: 2.3 ± 0.75
-- MAGIC
-- MAGIC From 8,000,000 rows of `telemetry` on.

-- COMMAND ----------

WITH t AS (SELECT DISTINCT t.machine_id, t.reading_ts, t.duty_pct, t.coil_temperature_celsius AS c, floor(datediff(t.event_date, (SELECT min(event_date) FROM telemetry)) / 7) AS w, from_utc_timestamp(t.reading_ts, s.time_zone) AS l, t.scanner_state
           FROM telemetry t JOIN sites s ON t.site_id = s.site_id WHERE t.helium_pressure_psig IS NOT NULL),
k AS (SELECT machine_id, w, avg(duty_pct) AS duty, percentile(CASE WHEN c < 75 THEN c END, 0.95) AS p95, max(reading_ts) AS e FROM t WHERE scanner_state <> 'DOWN' AND hour(l) BETWEEN 8 AND 17 AND dayofweek(l) BETWEEN 2 AND 6 GROUP BY 1, 2 HAVING count(*) >= 25),
f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'GRADIENT_COIL'),
j AS (SELECT k.machine_id, k.w, k.duty, k.p95, max(CAST(f.machine_id IS NOT NULL AS INT)) AS hit FROM k LEFT JOIN f ON f.machine_id = k.machine_id AND f.opened_ts > k.e AND f.opened_ts <= k.e + INTERVAL 28 DAYS GROUP BY 1, 2, 3, 4)
SELECT avg(CAST(duty >= 110 AS INT)) AS abuse_share, avg(CASE WHEN duty >= 110 THEN p95 END) - avg(CASE WHEN duty <= 105 THEN p95 END) AS p95_difference,
       avg(CASE WHEN duty >= 110 THEN hit END) / avg(CASE WHEN duty <= 105 THEN hit END) AS failure_ratio FROM j

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does waiting for the trip cost?
-- MAGIC
-- MAGIC **The trap:** repairs of all components in one pot: most emergencies are cheaper parts, while what is planned ahead are coils

-- COMMAND ----------

SELECT avg(CASE WHEN event_type = 'EMERGENCY' THEN cost_usd END) - avg(CASE WHEN event_type = 'PREDICTIVE' THEN cost_usd END) AS extra_usd, percentile(CASE WHEN event_type = 'EMERGENCY' THEN downtime_hours END, 0.5) AS emergency_hours, percentile(CASE WHEN event_type = 'PREDICTIVE' THEN downtime_hours END, 0.5) AS predictive_hours FROM maintenance_events

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `extra_usd`: 50000 ± 6500
-- MAGIC - `emergency_hours`: 20 ± 5
-- MAGIC - `predictive_hours`: 6.5 ± 2
-- MAGIC
-- MAGIC From 4,000,000 rows of `telemetry` on.

-- COMMAND ----------

SELECT avg(CASE WHEN event_type IN ('EMERGENCY', 'CORRECTIVE') THEN cost_usd END) - avg(CASE WHEN event_type = 'PREDICTIVE' THEN cost_usd END) AS extra_usd,
       percentile(CASE WHEN event_type IN ('EMERGENCY', 'CORRECTIVE') THEN downtime_hours END, 0.5) AS emergency_hours, percentile(CASE WHEN event_type = 'PREDICTIVE' THEN downtime_hours END, 0.5) AS predictive_hours
FROM maintenance_events WHERE component = 'GRADIENT_COIL'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do CT tubes warn? Arcs a day in the 14 days before a tube failure, relative to all CT days.
-- MAGIC
-- MAGIC **The trap:** total error counts hide it, bursts of E512 dominate

-- COMMAND ----------

WITH f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'TUBE' AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 14 DAYS FROM telemetry)),
b AS (SELECT count(*) AS n FROM f JOIN error_logs e ON e.machine_id = f.machine_id AND e.logged_ts < f.opened_ts AND e.logged_ts >= f.opened_ts - INTERVAL 14 DAYS),
a AS (SELECT count(*) AS n FROM error_logs e JOIN devices d ON d.machine_id = e.machine_id WHERE d.modality = 'CT'), d AS (SELECT count(*) / 24.0 AS days FROM telemetry WHERE helium_pressure_psig IS NULL)
SELECT (b.n / ((SELECT count(*) FROM f) * 14)) / (a.n / d.days) AS arc_ratio FROM a, b, d

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `arc_ratio`: 3.5 ± 1.0
-- MAGIC
-- MAGIC From 4,000,000 rows of `telemetry` on.

-- COMMAND ----------

WITH f AS (SELECT machine_id, opened_ts FROM maintenance_events WHERE component = 'TUBE' AND opened_ts >= (SELECT min(reading_ts) + INTERVAL 14 DAYS FROM telemetry)),
b AS (SELECT count(*) AS n FROM f JOIN error_logs e ON e.machine_id = f.machine_id AND e.error_code IN ('E501', 'ERR-501') AND e.logged_ts < f.opened_ts AND e.logged_ts >= f.opened_ts - INTERVAL 14 DAYS),
a AS (SELECT count(*) AS n FROM error_logs WHERE error_code IN ('E501', 'ERR-501')), d AS (SELECT count(*) / 24.0 AS days FROM telemetry WHERE helium_pressure_psig IS NULL)
SELECT (b.n / ((SELECT count(*) FROM f) * 14)) / (a.n / d.days) AS arc_ratio FROM a, b, d

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `logger_offline` | `telemetry` | The logger is on the circuit that was switched off; nothing was kept. | `_logger_offline` | 1 |
-- MAGIC | `stuck_helium` | `telemetry` | The gauge is frozen: its value at the start of the episode repeats. | `_stuck_helium IS NOT NULL` | 1 |
-- MAGIC | `firmware_fahrenheit` | `telemetry` | From one update to the next the firmware sends °F. | `_firmware_f` | 1 |
-- MAGIC | `missed_reading` | `telemetry` | The gateway lost the chiller's value. | `_gateway_bad` | 0.05 |
-- MAGIC | `resent_reading` | `telemetry` | The gateway sent the hour twice. | `_gateway_bad` | 0.025 |
-- MAGIC | `local_clock` | `error_logs` | The device logs local time as if it were UTC. | `_local_clock` | 1 |
-- MAGIC | `code_format` | `error_logs` | An old release writes ERR-404 for E404. | `error_code LIKE 'E%' AND _old_release` | 0.5 |
-- MAGIC | `emergency_relabelled` | `maintenance_events` | The service desk books an emergency as a corrective repair. | `event_type = 'EMERGENCY' AND _desk_soft` | 0.4 |
-- MAGIC | `ticket_not_closed` | `maintenance_events` | The engineer never closed the ticket. | `event_type IN ('EMERGENCY', 'PREDICTIVE') AND _engineer_slack` | 0.33 |

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows that each stage touched
-- MAGIC
-- MAGIC As a chart: bars, `stage_id` across, `defects` up.

-- COMMAND ----------

SELECT stage_id, count(*) AS defects, table_name, column_name AS what
FROM key_cells GROUP BY table_name, stage_id, column_name
UNION ALL
SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
FROM key_rows GROUP BY table_name, stage_id, action
ORDER BY table_name, stage_id, what

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### When it happened
-- MAGIC
-- MAGIC Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
-- MAGIC `stage_id`.

-- COMMAND ----------

SELECT event_date, count(*) AS defects, stage_id
FROM key_cells WHERE event_date IS NOT NULL
GROUP BY event_date, stage_id ORDER BY event_date, stage_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Clean and published values
-- MAGIC
-- MAGIC A cell that several stages changed is listed once for each, always with the value before
-- MAGIC all of them and the one that was published.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
FROM key_cells LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Rows dropped and delivered twice
-- MAGIC
-- MAGIC The content of a dropped row is kept as JSON.

-- COMMAND ----------

SELECT stage_id, table_name, row_key, action, clean_row
FROM key_rows LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `stuck_helium`
-- MAGIC
-- MAGIC When is the helium gauge frozen?
-- MAGIC
-- MAGIC **The trap:** a level that is the same as an hour ago is what a slow loss looks like; a gauge that is alive flickers, and never shows one value for half a day

-- COMMAND ----------

WITH l AS (SELECT machine_id, reading_ts, helium_level_pct, lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS before_pct FROM telemetry)
SELECT 'telemetry' AS table_name, concat_ws('|', machine_id, reading_ts) AS row_key, 'helium_level_pct' AS column_name, 'stuck_helium' AS stage_id
FROM l WHERE helium_level_pct = before_pct

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.75. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql device_maintenance --as csv "<the query>" > found.csv
-- MAGIC medley score device_maintenance --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH t AS (SELECT DISTINCT machine_id, reading_ts, helium_level_pct FROM telemetry WHERE helium_level_pct IS NOT NULL),
l AS (SELECT *, lag(helium_level_pct) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS before_pct FROM t),
r AS (SELECT *, sum(CASE WHEN helium_level_pct <> before_pct THEN 1 ELSE 0 END) OVER (PARTITION BY machine_id ORDER BY reading_ts) AS run FROM l),
n AS (SELECT *, count(*) OVER (PARTITION BY machine_id, run) AS hours FROM r)
SELECT 'telemetry' AS table_name, concat_ws('|', machine_id, reading_ts) AS row_key, 'helium_level_pct' AS column_name, 'stuck_helium' AS stage_id
FROM n WHERE hours >= 12

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score device_maintenance` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore device_maintenance` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify device_maintenance` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
