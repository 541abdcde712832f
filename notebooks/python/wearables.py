# Databricks notebook source
# MAGIC %md
# MAGIC # Wearable vital signs, second by second: fibrillation, apnoea and alarms that are false
# MAGIC
# MAGIC A stroke-prevention clinic lends watches to people at risk for a week each and records every second. Find atrial fibrillation (irregular, not merely fast) and sleep apnoea (saw-tooth desaturation) before a stroke, while most alarms are something else: the heart rate of 170 is the running cadence seen by a loose watch, the oxygen of 75 % is a cold hand at a bus stop, and the two silent days began on the charger.
# MAGIC
# MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
# MAGIC answer key that lies apart from the tables.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Tables
# MAGIC
# MAGIC | table | what a row is |
# MAGIC |---|---|
# MAGIC | `readings` | One row per second on the wrist; every tenth second while the watch saves power. |
# MAGIC | `context_minutes` | Skin, perfusion and rhythm, one row per minute with a second on the wrist. |
# MAGIC | `wearers` | One row per loan: a wearer and a watch. |
# MAGIC | `alerts` | One row per alarm that the watch raised by itself. |
# MAGIC | `follow_ups` | One row per wearer who came: the clinic visit about 30 days after the loan. |
# MAGIC | `key_wearer_truth` | What is true of every wearer. |
# MAGIC | `key_af_episodes` | One row per episode of atrial fibrillation. |
# MAGIC | `key_apnoea_events` | One row per apnoea, whether or not the watch was worn. |
# MAGIC | `key_sensor_bursts` | One row per time in which the sensor locked on to the steps or had too little blood to look at. |
# MAGIC | `key_wear_gaps` | One row per time without the watch on the wrist. |
# MAGIC | `key_cells` | One value that a mess stage changed: row, column, clean and published value. |
# MAGIC | `key_rows` | One row that a mess stage dropped or delivered twice. |
# MAGIC
# MAGIC Tables whose name begins with `key_` are the answer key: look there last.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where the data is
# MAGIC
# MAGIC Run the next cell, then fill in the fields that it makes at the top: `folder` if the tables
# MAGIC were written to one (`--out`), with their `format`, delta or parquet; else `catalog`,
# MAGIC `schema` and the schema of the answer key. The cells after it make a temporary view of every
# MAGIC table, seen by this notebook alone.

# COMMAND ----------

dbutils.widgets.text("catalog", "main")
dbutils.widgets.text("schema", "wearables")
dbutils.widgets.text("key_schema", "wearables_key")
dbutils.widgets.text("folder", "")
dbutils.widgets.text("format", "delta")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/wearables/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "readings",
    "context_minutes",
    "wearers",
    "alerts",
    "follow_ups",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "key_schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/wearables/_key/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "wearer_truth",
    "af_episodes",
    "apnoea_events",
    "sensor_bursts",
    "wear_gaps",
    "cells",
    "rows",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW key_{table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

# MAGIC %md
# MAGIC ## A first look

# COMMAND ----------

# MAGIC %md
# MAGIC ### readings
# MAGIC
# MAGIC One row per second on the wrist; every tenth second while the watch saves power.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `device_id` | BIGINT | Key. Watch. Joins `wearers`. |
# MAGIC | `reading_ts` | TIMESTAMP | Key. UTC second. Every tenth one while the watch saves power. |
# MAGIC | `heart_rate` | SMALLINT | Heart rate, beats a minute, 32 to 215 (LOINC 8867-4). |
# MAGIC | `o2_saturation` | SMALLINT | Oxygen saturation, percent, at most 100 (LOINC 59408-5). Every second asleep; awake for 30 seconds every 10 minutes while sedentary, otherwise NULL. |
# MAGIC | `step_count` | SMALLINT | Steps in this second, 0 to 4 (LOINC 55423-8). |
# MAGIC | `sleep_stage` | STRING | AWAKE, LIGHT, DEEP or REM. |
# MAGIC | `battery_level` | SMALLINT | Charge of the battery, percent, rounded up. |
# MAGIC | `event_date` | DATE | UTC date of reading_ts. |
# MAGIC | `region` | STRING | Region; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM readings LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### context_minutes
# MAGIC
# MAGIC Skin, perfusion and rhythm, one row per minute with a second on the wrist.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `device_id` | BIGINT | Key. Watch. Joins `wearers`. |
# MAGIC | `minute_ts` | TIMESTAMP | Key. Start of the minute, UTC. |
# MAGIC | `skin_temp_celsius` | DOUBLE | Temperature of the skin under the watch, degrees Celsius. |
# MAGIC | `perfusion_index` | DOUBLE | Perfusion index, percent; the oxygen sensor is unreliable below about 0.3. |
# MAGIC | `rr_variability` | DOUBLE | Coefficient of variation of the intervals between beats. NULL if a step was taken or the watch was worn for less than 30 seconds. |
# MAGIC | `event_date` | DATE | UTC date of minute_ts. |
# MAGIC | `region` | STRING | Region; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM context_minutes LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### wearers
# MAGIC
# MAGIC One row per loan: a wearer and a watch.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `device_id` | BIGINT | Key. Pairing of a watch with a wearer, made anew at each loan. |
# MAGIC | `patient_id` | BIGINT | Patient who wears it. |
# MAGIC | `device_serial` | STRING | Serial number of the watch itself, which is lent again and again. |
# MAGIC | `clinic_id` | INT | Clinic that lends it, three in a region. |
# MAGIC | `age_years` | INT | Age in years, 25 to 90. |
# MAGIC | `sex` | STRING | F or M. |
# MAGIC | `device_model` | STRING | PULSE-1, PULSE-2 or BAND-X; fictitious. |
# MAGIC | `firmware` | STRING | 2.8, 3.0 or 3.1; the last reports zeros for some readings of oxygen. |
# MAGIC | `utc_offset_hours` | INT | Hours from UTC to the wearer's local time, standard time throughout. |
# MAGIC | `loan_start_ts` | TIMESTAMP | First second of the loan, in the clinic's hours, as UTC. |
# MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM wearers LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### alerts
# MAGIC
# MAGIC One row per alarm that the watch raised by itself.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `alert_id` | BIGINT | Key. Alarm: a thousand times the device_id and a number that tells nothing. |
# MAGIC | `device_id` | BIGINT | Watch. Joins `wearers`. |
# MAGIC | `alert_ts` | TIMESTAMP | UTC second of the alarm. |
# MAGIC | `alert_type` | STRING | HIGH_HEART_RATE, LOW_O2 or IRREGULAR_RHYTHM. |
# MAGIC | `alert_value` | INT | Beats a minute, percent, or irregular checks among the last 6. |
# MAGIC | `event_date` | DATE | UTC date of alert_ts. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM alerts LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### follow_ups
# MAGIC
# MAGIC One row per wearer who came: the clinic visit about 30 days after the loan.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `device_id` | BIGINT | Key. Watch that was lent. Joins `wearers`. |
# MAGIC | `patient_id` | BIGINT | Patient. |
# MAGIC | `af_confirmed` | BOOLEAN | Whether the ECG patch worn during the loan saw atrial fibrillation. |
# MAGIC | `ahi_per_hour` | DOUBLE | Apnoeas an hour in a home sleep test; NULL if there was none. |
# MAGIC | `anticoagulant_started` | BOOLEAN | Whether an anticoagulant was started. |
# MAGIC | `stroke_date` | DATE | Day of a stroke within 365 days of the loan; NULL if there was none. |
# MAGIC | `event_date` | DATE | Day of the visit, about 30 days after the loan ended. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM follow_ups LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Over time
# MAGIC
# MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

# COMMAND ----------

display(spark.sql(r"""
SELECT event_date, count(*) AS row_count, region
FROM readings GROUP BY event_date, region ORDER BY event_date, region
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Questions
# MAGIC
# MAGIC Every question has an answer that was built into the world. The numbers hold from the
# MAGIC stated number of rows on.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Is a heart rate of 170 a tachycardia? Share of the seconds at 170 or more whose heart rate is the running cadence, and of the wearers who have such seconds.
# MAGIC
# MAGIC **The trap:** the steps of the same second instead of those around it: three are 180 a minute, and more than half of these seconds are further than 5 beats from that and look like tachycardia

# COMMAND ----------

display(spark.sql(r"""
SELECT avg(CASE WHEN abs(heart_rate - 60 * step_count) <= 5 THEN 1.0 ELSE 0.0 END) AS locked FROM readings WHERE heart_rate >= 170
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `locked`: 0.70 .. 1.0
# MAGIC - `share_of_wearers`: 0.17 ± 0.13
# MAGIC
# MAGIC From 50,000,000 rows of `readings` on.

# COMMAND ----------

display(spark.sql(r"""
WITH x AS (SELECT device_id, heart_rate, 4 * sum(step_count) OVER (PARTITION BY device_id ORDER BY reading_ts ROWS BETWEEN 7 PRECEDING AND 7 FOLLOWING) AS cadence FROM readings)
SELECT avg(CASE WHEN cadence > 120 AND abs(heart_rate - cadence) <= 8 THEN 1.0 ELSE 0.0 END) AS locked, count(DISTINCT device_id) / (SELECT count(*) FROM wearers) AS share_of_wearers FROM x WHERE heart_rate >= 170
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Where do the long silences begin? Gaps of a day or more after which the battery is fuller than before.
# MAGIC
# MAGIC **The trap:** every silence of an hour counts, the daily charge and the shower too

# COMMAND ----------

display(spark.sql(r"""
WITH x AS (SELECT device_id, reading_ts, battery_level AS b, lag(reading_ts) OVER (PARTITION BY device_id ORDER BY reading_ts) AS p, lag(battery_level) OVER (PARTITION BY device_id ORDER BY reading_ts) AS pb FROM readings)
SELECT avg(CASE WHEN b - pb >= 20 THEN 1.0 ELSE 0.0 END) AS charged, count(*) / (SELECT count(*) FROM wearers) AS gaps_per_loan FROM x WHERE reading_ts >= p + INTERVAL 1 HOUR
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `charged`: 0.75 .. 1.0
# MAGIC - `gaps_per_loan`: 0.25 ± 0.15
# MAGIC
# MAGIC From 50,000,000 rows of `readings` on.

# COMMAND ----------

display(spark.sql(r"""
WITH x AS (SELECT device_id, reading_ts, battery_level AS b, lag(reading_ts) OVER (PARTITION BY device_id ORDER BY reading_ts) AS p, lag(battery_level) OVER (PARTITION BY device_id ORDER BY reading_ts) AS pb FROM readings)
SELECT avg(CASE WHEN b - pb >= 20 THEN 1.0 ELSE 0.0 END) AS charged, count(*) / (SELECT count(*) FROM wearers) AS gaps_per_loan FROM x WHERE reading_ts >= p + INTERVAL 24 HOURS
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### How many critical-oxygen alarms are cold or pressed sensors?
# MAGIC
# MAGIC **The trap:** checking the alarm against the saturation of the same sensor confirms every one

# COMMAND ----------

display(spark.sql(r"""
SELECT avg(CASE WHEN r.o2_saturation >= 88 THEN 1.0 ELSE 0.0 END) AS false_share
FROM alerts a JOIN readings r ON r.device_id = a.device_id AND r.reading_ts = a.alert_ts WHERE a.alert_type = 'LOW_O2'
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `false_share`: 0.76 ± 0.16
# MAGIC
# MAGIC From 50,000,000 rows of `readings` on.

# COMMAND ----------

display(spark.sql(r"""
SELECT avg(CASE WHEN c.perfusion_index < 0.35 THEN 1.0 ELSE 0.0 END) AS false_share
FROM alerts a JOIN context_minutes c ON a.device_id = c.device_id AND c.minute_ts = date_trunc('MINUTE', a.alert_ts) WHERE a.alert_type = 'LOW_O2'
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Who fibrillates? Flag who has 10 irregular minutes in a row and compare with the ECG patch.
# MAGIC
# MAGIC **Mind:** the watch's own notification finds only about half

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `precision`: 0.75 .. 1.0
# MAGIC - `sensitivity`: 0.75 .. 1.0
# MAGIC
# MAGIC From 50,000,000 rows of `readings` on.

# COMMAND ----------

display(spark.sql(r"""
WITH m AS (SELECT device_id, rr_variability >= 0.15 AS irregular, row_number() OVER (PARTITION BY device_id ORDER BY minute_ts)
      - row_number() OVER (PARTITION BY device_id, rr_variability >= 0.15 ORDER BY minute_ts) AS grp FROM context_minutes WHERE rr_variability IS NOT NULL),
s AS (SELECT device_id, max(n) AS longest FROM (SELECT device_id, irregular, grp, count(*) AS n FROM m GROUP BY 1, 2, 3) WHERE irregular GROUP BY 1),
f AS (SELECT f.af_confirmed, coalesce(s.longest, 0) >= 10 AS flagged FROM follow_ups f LEFT JOIN s ON s.device_id = f.device_id)
SELECT avg(CASE WHEN flagged THEN CAST(af_confirmed AS INT) END) AS precision, avg(CASE WHEN af_confirmed THEN CAST(flagged AS INT) END) AS sensitivity FROM f
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Does the time below one's own saturation measure apnoea? Correlation of the share of sleep 4 points below the wearer's median with the sleep test.
# MAGIC
# MAGIC **The trap:** the depth of the lowest saturation, dominated by pressed arms

# COMMAND ----------

display(spark.sql(r"""
WITH t AS (SELECT device_id, percentile(o2_saturation, 0.5) - min(o2_saturation) AS depth FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 GROUP BY device_id)
SELECT corr(t.depth, f.ahi_per_hour) AS r FROM t JOIN follow_ups f ON t.device_id = f.device_id WHERE f.ahi_per_hour IS NOT NULL
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **The answer:**
# MAGIC
# MAGIC - `r`: >= 0.80
# MAGIC
# MAGIC From 30,000,000 rows of `readings` on.

# COMMAND ----------

display(spark.sql(r"""
WITH m AS (SELECT device_id, percentile(o2_saturation, 0.5) AS med FROM readings WHERE sleep_stage <> 'AWAKE' AND o2_saturation > 0 GROUP BY device_id),
t AS (SELECT r.device_id, avg(CASE WHEN r.o2_saturation <= m.med - 4 THEN 1.0 ELSE 0.0 END) AS below FROM readings r JOIN m ON r.device_id = m.device_id
  WHERE r.sleep_stage <> 'AWAKE' AND r.o2_saturation > 0 GROUP BY r.device_id)
SELECT corr(t.below, f.ahi_per_hour) AS r FROM t JOIN follow_ups f ON t.device_id = f.device_id WHERE f.ahi_per_hour IS NOT NULL
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Data quality
# MAGIC
# MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
# MAGIC share of eligible rows.
# MAGIC
# MAGIC | stage | table | what goes wrong | eligible rows | rate |
# MAGIC |---|---|---|---|---|
# MAGIC | `cadence_lock` | `readings` | The sensor counts steps for beats. | `_lock_hr IS NOT NULL` | 1 |
# MAGIC | `cold_sensor` | `readings` | The sensor has too little blood to look at and shows too little oxygen. | `_cold_o2 IS NOT NULL AND o2_saturation IS NOT NULL` | 1 |
# MAGIC | `o2_zero` | `readings` | Firmware 3.1 reports 0 instead of some readings of oxygen, for hours. | `_o2_bug AND o2_saturation IS NOT NULL AND _fw31` | 1 |
# MAGIC | `resend` | `readings` | The telephone took sync batches of ten minutes twice, most after a gap. | `_resent` | 1 |
# MAGIC | `sex_spelling` | `wearers` | The clinic's clerk wrote the sex in a way of his own. | `_misspelt` | 1 |

# COMMAND ----------

# MAGIC %md
# MAGIC ### Rows that each stage touched
# MAGIC
# MAGIC As a chart: bars, `stage_id` across, `defects` up.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, count(*) AS defects, table_name, column_name AS what
FROM key_cells GROUP BY table_name, stage_id, column_name
UNION ALL
SELECT stage_id, count(*) AS defects, table_name, concat('row: ', action) AS what
FROM key_rows GROUP BY table_name, stage_id, action
ORDER BY table_name, stage_id, what
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### When it happened
# MAGIC
# MAGIC Mess comes in spells. As a chart: a line, `event_date` across, `defects` up, a line for each
# MAGIC `stage_id`.

# COMMAND ----------

display(spark.sql(r"""
SELECT event_date, count(*) AS defects, stage_id
FROM key_cells WHERE event_date IS NOT NULL
GROUP BY event_date, stage_id ORDER BY event_date, stage_id
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Clean and published values
# MAGIC
# MAGIC A cell that several stages changed is listed once for each, always with the value before
# MAGIC all of them and the one that was published.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, table_name, row_key, column_name, clean_value, dirty_value
FROM key_cells LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Rows dropped and delivered twice
# MAGIC
# MAGIC The content of a dropped row is kept as JSON.

# COMMAND ----------

display(spark.sql(r"""
SELECT stage_id, table_name, row_key, action, clean_row
FROM key_rows LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## A hunt for `cold_sensor`
# MAGIC
# MAGIC Which readings of oxygen are low because the sensor has too little blood to look at?
# MAGIC
# MAGIC **The trap:** sleepers who stop breathing have low oxygen too, and one firmware writes 0 for what it lost; a sensor with too little blood says so by the perfusion index of the minute

# COMMAND ----------

display(spark.sql(r"""
SELECT 'readings' AS table_name, concat_ws('|', r.device_id, r.reading_ts) AS row_key, 'o2_saturation' AS column_name, 'cold_sensor' AS stage_id
FROM readings r WHERE r.o2_saturation < 92
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
# MAGIC
# MAGIC ```sh
# MAGIC medley sql wearables --as csv "<the query>" > found.csv
# MAGIC medley score wearables --detections found.csv
# MAGIC ```

# COMMAND ----------

display(spark.sql(r"""
SELECT 'readings' AS table_name, concat_ws('|', r.device_id, r.reading_ts) AS row_key, 'o2_saturation' AS column_name, 'cold_sensor' AS stage_id
FROM readings r JOIN context_minutes c ON c.device_id = r.device_id AND c.minute_ts = date_trunc('MINUTE', r.reading_ts)
WHERE r.o2_saturation BETWEEN 1 AND 88 AND c.perfusion_index < 0.45
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Where to go from here
# MAGIC
# MAGIC - `medley score wearables` compares rows that you think are wrong with the answer key.
# MAGIC - `medley restore wearables` writes the clean tables, to see what your cleaning should have given.
# MAGIC - `medley verify wearables` repeats all checks of this data set and writes them as the table
# MAGIC   `quality_report` beside those of the answer key.
