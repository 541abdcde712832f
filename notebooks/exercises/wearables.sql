-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Wearable vital signs, second by second: fibrillation, apnoea and alarms that are false
-- MAGIC
-- MAGIC A stroke-prevention clinic lends watches to people at risk for a week each and records every second. Find atrial fibrillation (irregular, not merely fast) and sleep apnoea (saw-tooth desaturation) before a stroke, while most alarms are something else: the heart rate of 170 is the running cadence seen by a loose watch, the oxygen of 75 % is a cold hand at a bus stop, and the two silent days began on the charger.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `readings` | One row per second on the wrist; every tenth second while the watch saves power. |
-- MAGIC | `context_minutes` | Skin, perfusion and rhythm, one row per minute with a second on the wrist. |
-- MAGIC | `wearers` | One row per loan: a wearer and a watch. |
-- MAGIC | `alerts` | One row per alarm that the watch raised by itself. |
-- MAGIC | `follow_ups` | One row per wearer who came: the clinic visit about 30 days after the loan. |
-- MAGIC | `key_wearer_truth` | What is true of every wearer. |
-- MAGIC | `key_af_episodes` | One row per episode of atrial fibrillation. |
-- MAGIC | `key_apnoea_events` | One row per apnoea, whether or not the watch was worn. |
-- MAGIC | `key_sensor_bursts` | One row per time in which the sensor locked on to the steps or had too little blood to look at. |
-- MAGIC | `key_wear_gaps` | One row per time without the watch on the wrist. |
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
CREATE WIDGET TEXT schema DEFAULT 'wearables';
CREATE WIDGET TEXT key_schema DEFAULT 'wearables_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/wearables/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW readings AS SELECT * FROM ' || tables_in || 'readings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW context_minutes AS SELECT * FROM ' || tables_in || 'context_minutes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW wearers AS SELECT * FROM ' || tables_in || 'wearers`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW alerts AS SELECT * FROM ' || tables_in || 'alerts`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW follow_ups AS SELECT * FROM ' || tables_in || 'follow_ups`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/wearables/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_wearer_truth AS SELECT * FROM ' || tables_in || 'wearer_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_af_episodes AS SELECT * FROM ' || tables_in || 'af_episodes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_apnoea_events AS SELECT * FROM ' || tables_in || 'apnoea_events`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_sensor_bursts AS SELECT * FROM ' || tables_in || 'sensor_bursts`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_wear_gaps AS SELECT * FROM ' || tables_in || 'wear_gaps`';
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
-- MAGIC ### readings
-- MAGIC
-- MAGIC One row per second on the wrist; every tenth second while the watch saves power.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `device_id` | BIGINT | Key. Watch. Joins `wearers`. |
-- MAGIC | `reading_ts` | TIMESTAMP | Key. UTC second. Every tenth one while the watch saves power. |
-- MAGIC | `heart_rate` | SMALLINT | Heart rate, beats a minute, 32 to 215 (LOINC 8867-4). |
-- MAGIC | `o2_saturation` | SMALLINT | Oxygen saturation, percent, at most 100 (LOINC 59408-5). Every second asleep; awake for 30 seconds every 10 minutes while sedentary, otherwise NULL. |
-- MAGIC | `step_count` | SMALLINT | Steps in this second, 0 to 4 (LOINC 55423-8). |
-- MAGIC | `sleep_stage` | STRING | AWAKE, LIGHT, DEEP or REM. |
-- MAGIC | `battery_level` | SMALLINT | Charge of the battery, percent, rounded up. |
-- MAGIC | `event_date` | DATE | UTC date of reading_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM readings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### context_minutes
-- MAGIC
-- MAGIC Skin, perfusion and rhythm, one row per minute with a second on the wrist.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `device_id` | BIGINT | Key. Watch. Joins `wearers`. |
-- MAGIC | `minute_ts` | TIMESTAMP | Key. Start of the minute, UTC. |
-- MAGIC | `skin_temp_celsius` | DOUBLE | Temperature of the skin under the watch, degrees Celsius. |
-- MAGIC | `perfusion_index` | DOUBLE | Perfusion index, percent; the oxygen sensor is unreliable below about 0.3. |
-- MAGIC | `rr_variability` | DOUBLE | Coefficient of variation of the intervals between beats. NULL if a step was taken or the watch was worn for less than 30 seconds. |
-- MAGIC | `event_date` | DATE | UTC date of minute_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM context_minutes LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### wearers
-- MAGIC
-- MAGIC One row per loan: a wearer and a watch.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `device_id` | BIGINT | Key. Pairing of a watch with a wearer, made anew at each loan. |
-- MAGIC | `patient_id` | BIGINT | Patient who wears it. |
-- MAGIC | `device_serial` | STRING | Serial number of the watch itself, which is lent again and again. |
-- MAGIC | `clinic_id` | INT | Clinic that lends it, three in a region. |
-- MAGIC | `age_years` | INT | Age in years, 25 to 90. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `device_model` | STRING | PULSE-1, PULSE-2 or BAND-X; fictitious. |
-- MAGIC | `firmware` | STRING | 2.8, 3.0 or 3.1; the last reports zeros for some readings of oxygen. |
-- MAGIC | `utc_offset_hours` | INT | Hours from UTC to the wearer's local time, standard time throughout. |
-- MAGIC | `loan_start_ts` | TIMESTAMP | First second of the loan, in the clinic's hours, as UTC. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM wearers LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### alerts
-- MAGIC
-- MAGIC One row per alarm that the watch raised by itself.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `alert_id` | BIGINT | Key. Alarm: a thousand times the device_id and a number that tells nothing. |
-- MAGIC | `device_id` | BIGINT | Watch. Joins `wearers`. |
-- MAGIC | `alert_ts` | TIMESTAMP | UTC second of the alarm. |
-- MAGIC | `alert_type` | STRING | HIGH_HEART_RATE, LOW_O2 or IRREGULAR_RHYTHM. |
-- MAGIC | `alert_value` | INT | Beats a minute, percent, or irregular checks among the last 6. |
-- MAGIC | `event_date` | DATE | UTC date of alert_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM alerts LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### follow_ups
-- MAGIC
-- MAGIC One row per wearer who came: the clinic visit about 30 days after the loan.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `device_id` | BIGINT | Key. Watch that was lent. Joins `wearers`. |
-- MAGIC | `patient_id` | BIGINT | Patient. |
-- MAGIC | `af_confirmed` | BOOLEAN | Whether the ECG patch worn during the loan saw atrial fibrillation. |
-- MAGIC | `ahi_per_hour` | DOUBLE | Apnoeas an hour in a home sleep test; NULL if there was none. |
-- MAGIC | `anticoagulant_started` | BOOLEAN | Whether an anticoagulant was started. |
-- MAGIC | `stroke_date` | DATE | Day of a stroke within 365 days of the loan; NULL if there was none. |
-- MAGIC | `event_date` | DATE | Day of the visit, about 30 days after the loan ended. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM follow_ups LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM readings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is a heart rate of 170 a tachycardia? Share of the seconds at 170 or more whose heart rate is the running cadence, and of the wearers who have such seconds.
-- MAGIC
-- MAGIC One row with `locked`, `share_of_wearers`, from `readings`, `wearers`. From 50,000,000 rows of `readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the steps of the same second instead of those around it: three are 180 a minute, and more than half of these seconds are further than 5 beats from that and look like tachycardia.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do the long silences begin? Gaps of a day or more after which the battery is fuller than before.
-- MAGIC
-- MAGIC One row with `charged`, `gaps_per_loan`, from `readings`, `wearers`. From 50,000,000 rows of `readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: every silence of an hour counts, the daily charge and the shower too.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many critical-oxygen alarms are cold or pressed sensors?
-- MAGIC
-- MAGIC One row with `false_share`, from `context_minutes`, `alerts`. From 50,000,000 rows of `readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: checking the alarm against the saturation of the same sensor confirms every one.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who fibrillates? Flag who has 10 irregular minutes in a row and compare with the ECG patch.
-- MAGIC
-- MAGIC One row with `precision`, `sensitivity`, from `context_minutes`, `follow_ups`. From 50,000,000 rows of `readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the watch's own notification finds only about half.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does the time below one's own saturation measure apnoea? Correlation of the share of sleep 4 points below the wearer's median with the sleep test.
-- MAGIC
-- MAGIC One row with `r`, from `readings`, `follow_ups`. From 30,000,000 rows of `readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the depth of the lowest saturation, dominated by pressed arms.

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
-- MAGIC | `cadence_lock` | `readings` | The sensor counts steps for beats. |
-- MAGIC | `cold_sensor` | `readings` | The sensor has too little blood to look at and shows too little oxygen. |
-- MAGIC | `o2_zero` | `readings` | Firmware 3.1 reports 0 instead of some readings of oxygen, for hours. |
-- MAGIC | `resend` | `readings` | The telephone took sync batches of ten minutes twice, most after a gap. |
-- MAGIC | `sex_spelling` | `wearers` | The clinic's clerk wrote the sex in a way of his own. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score wearables --template found.csv` writes a file to fill in,
-- MAGIC and `medley score wearables --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `cold_sensor`
-- MAGIC
-- MAGIC Which readings of oxygen are low because the sensor has too little blood to look at?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
