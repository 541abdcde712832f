-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Heart failure at home: weight, heart rate, false alerts and silent admissions
-- MAGIC
-- MAGIC A heart-failure programme sends patients home with a watch and a smart scale. The rule in use (more than 3 lb in 2 days) raises about six alerts a patient-year, and 19 of 20 are false. Find the pattern, weight gain together with a higher resting heart rate, that announces an admission two days ahead, learn why half of the admissions come without weight gain, and see through other people on the scale, kilograms, weekend salt and missing weigh-ins.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `hourly_readings` | One row per patient and hour at home; an hour that overlaps a hospital stay has none. |
-- MAGIC | `patients` | One row per patient of the programme. |
-- MAGIC | `admissions` | One row per hospital stay that begins in the 180 days. |
-- MAGIC | `nurse_calls` | One row per alert: the nurse's call about it. |
-- MAGIC | `key_patient_days` | Fluid and congestion of every patient and day at home. |
-- MAGIC | `key_admission_truth` | What was behind every admission. |
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
CREATE WIDGET TEXT schema DEFAULT 'heart_failure_rpm';
CREATE WIDGET TEXT key_schema DEFAULT 'heart_failure_rpm_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/heart_failure_rpm/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW hourly_readings AS SELECT * FROM ' || tables_in || 'hourly_readings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW patients AS SELECT * FROM ' || tables_in || 'patients`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW admissions AS SELECT * FROM ' || tables_in || 'admissions`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW nurse_calls AS SELECT * FROM ' || tables_in || 'nurse_calls`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/heart_failure_rpm/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_patient_days AS SELECT * FROM ' || tables_in || 'patient_days`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_admission_truth AS SELECT * FROM ' || tables_in || 'admission_truth`';
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
-- MAGIC ### hourly_readings
-- MAGIC
-- MAGIC One row per patient and hour at home; an hour that overlaps a hospital stay has none.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient. Joins `patients`. |
-- MAGIC | `reading_ts` | TIMESTAMP_NTZ | Key. Full hour, patient's local time. |
-- MAGIC | `heart_rate` | INT | Mean beats per minute of the hour; NULL when the watch is off. |
-- MAGIC | `steps` | INT | Steps in the hour; NULL when the watch is off. |
-- MAGIC | `sleep_quality_score` | INT | 0 to 100 for the night just ended; only in the 07:00 row, and only if the watch was worn for 4 of the hours from midnight on, else NULL. |
-- MAGIC | `body_weight_lb` | DOUBLE | Weight in lb, only in the hour of a weigh-in (06 to 09), else NULL. |
-- MAGIC | `oxygen_saturation` | INT | Mean percent of the hour, at most 100; NULL when the watch is off or could not measure. |
-- MAGIC | `alert_triggered` | BOOLEAN | Whether the weight rule fired on this row: more than 3 and less than 20 lb above the lowest weight received on the two previous calendar days. |
-- MAGIC | `event_date` | DATE | Day of reading_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM hourly_readings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### patients
-- MAGIC
-- MAGIC One row per patient of the programme.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient; the number tells nothing. |
-- MAGIC | `clinic_id` | INT | Clinic whose nurses call, 1 to 40; ten a region. |
-- MAGIC | `age_years` | INT | Age at enrolment, 35 to 95. |
-- MAGIC | `sex` | STRING | M or F. |
-- MAGIC | `ejection_fraction_pct` | INT | Left-ventricular ejection fraction in percent; 40 and less is reduced. |
-- MAGIC | `atrial_fibrillation` | BOOLEAN | Whether atrial fibrillation is on file. |
-- MAGIC | `enrolled_date` | DATE | First of the 180 days, the day after a discharge. |
-- MAGIC | `discharge_weight_lb` | DOUBLE | Dry weight in lb. |
-- MAGIC | `programme_end_date` | DATE | Last day that is followed. |
-- MAGIC | `end_reason` | STRING | COMPLETED (180 days), DIED or WITHDRAWN. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM patients LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### admissions
-- MAGIC
-- MAGIC One row per hospital stay that begins in the 180 days.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `admission_id` | BIGINT | Key. Admission: patient_id x 100 plus a number below 100. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `admit_ts` | TIMESTAMP_NTZ | Admitted, whole minutes. |
-- MAGIC | `discharge_ts` | TIMESTAMP_NTZ | Discharged or died, whole minutes; may lie after the 180 days. |
-- MAGIC | `admission_reason` | STRING | HEART_FAILURE or OTHER. |
-- MAGIC | `icd10_code` | STRING | ICD-10-CM. Heart failure: I50.33 with an ejection fraction above 40, else I50.23 or I50.43. |
-- MAGIC | `event_date` | DATE | Day of admit_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM admissions LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### nurse_calls
-- MAGIC
-- MAGIC One row per alert: the nurse's call about it.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `call_id` | BIGINT | Key. Call: patient_id x 1000 plus a number below 1000. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `alert_ts` | TIMESTAMP_NTZ | Hour of the weigh-in that raised the alert. |
-- MAGIC | `call_ts` | TIMESTAMP_NTZ | Call, whole minutes; in the clinic's hours, but for a few. |
-- MAGIC | `call_outcome` | STRING | NO_ANSWER, ADVICE or UPTITRATED (a higher dose of the diuretic). |
-- MAGIC | `event_date` | DATE | Day of alert_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM nurse_calls LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM hourly_readings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which pattern predicts an admission for heart failure within 48 hours? Weight gain with a higher resting heart rate, weight gain alone, and any weigh-in.
-- MAGIC
-- MAGIC **The trap:** the programme's alert, which knows the scale only, taken for the pattern

-- COMMAND ----------

WITH y AS (SELECT h.patient_id, h.reading_ts, max(CASE WHEN a.admission_id IS NULL THEN 0 ELSE 1 END) AS admitted
  FROM hourly_readings h LEFT JOIN admissions a ON a.patient_id = h.patient_id AND a.admission_reason = 'HEART_FAILURE' AND a.admit_ts > h.reading_ts AND a.admit_ts <= h.reading_ts + INTERVAL 48 HOURS
  WHERE h.alert_triggered GROUP BY 1, 2)
SELECT avg(admitted) AS ppv_both FROM y

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `ppv_both`: 0.16 ± 0.055
-- MAGIC - `ppv_weight`: 0.057 ± 0.02
-- MAGIC - `base`: 0.0053 ± 0.0016
-- MAGIC
-- MAGIC From 5,000,000 rows of `hourly_readings` on.

-- COMMAND ----------

WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w,
    max(CASE WHEN body_weight_lb > 100 THEN reading_ts END) AS wts,
    avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
y AS (SELECT x.patient_id, x.wts, gain > 3 AND gain < 20 AS heavy, rise >= 5 AS fast,
    max(CASE WHEN a.admission_id IS NULL THEN 0 ELSE 1 END) AS admitted
  FROM x LEFT JOIN admissions a ON a.patient_id = x.patient_id AND a.admission_reason = 'HEART_FAILURE'
    AND a.admit_ts > x.wts AND a.admit_ts <= x.wts + INTERVAL 48 HOURS
  WHERE wts IS NOT NULL AND gain IS NOT NULL AND rise IS NOT NULL GROUP BY 1, 2, 3, 4)
SELECT avg(CASE WHEN heavy AND fast THEN admitted END) AS ppv_both, avg(CASE WHEN heavy THEN admitted END) AS ppv_weight, avg(admitted) AS base FROM y

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many admissions does each pattern announce, and how early?
-- MAGIC
-- MAGIC **The trap:** over admissions of any kind: pneumonia and broken hips have nothing to announce

-- COMMAND ----------

WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w, avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
t AS (SELECT patient_id, event_date, coalesce(gain > 3 AND gain < 20, false) AS heavy, coalesce(rise >= 5, false) AS fast FROM x),
j AS (SELECT a.admission_id, max(CAST(heavy AS INT)) AS w, max(CAST(fast AS INT)) AS h, max(CAST(heavy AND fast AS INT)) AS b
  FROM admissions a JOIN t ON t.patient_id = a.patient_id AND t.event_date < a.event_date AND t.event_date >= date_sub(a.event_date, 7) GROUP BY a.admission_id)
SELECT avg(w) AS sens_weight, avg(h) AS sens_heart, avg(b) AS sens_both FROM j

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `sens_weight`: 0.46 ± 0.09
-- MAGIC - `sens_heart`: 0.81 ± 0.08
-- MAGIC - `sens_both`: 0.31 ± 0.08
-- MAGIC - `lead_hours`: 54 ± 20
-- MAGIC
-- MAGIC From 5,000,000 rows of `hourly_readings` on.

-- COMMAND ----------

WITH d AS (SELECT patient_id, event_date, datediff(event_date, DATE'2023-01-01') AS dn,
    max(CASE WHEN body_weight_lb > 100 THEN body_weight_lb END) AS w, max(CASE WHEN body_weight_lb > 100 THEN reading_ts END) AS wts,
    avg(CASE WHEN hour(reading_ts) < 6 AND heart_rate < 130 THEN heart_rate END) AS rhr
  FROM hourly_readings GROUP BY patient_id, event_date),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain,
    rhr - avg(rhr) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 14 PRECEDING AND 1 PRECEDING) AS rise FROM d),
t AS (SELECT patient_id, coalesce(wts, CAST(event_date AS TIMESTAMP_NTZ) + INTERVAL 7 HOURS) AS at_ts,
    coalesce(gain > 3 AND gain < 20, false) AS heavy, coalesce(rise >= 5, false) AS fast FROM x),
j AS (SELECT a.admission_id, max(CAST(heavy AS INT)) AS w, max(CAST(fast AS INT)) AS h, max(CAST(heavy AND fast AS INT)) AS b,
    max(CASE WHEN heavy AND fast THEN timestampdiff(MINUTE, t.at_ts, a.admit_ts) / 60.0 END) AS lead
  FROM admissions a JOIN t ON t.patient_id = a.patient_id AND t.at_ts < a.admit_ts AND t.at_ts >= a.admit_ts - INTERVAL 7 DAYS
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY a.admission_id)
SELECT avg(w) AS sens_weight, avg(h) AS sens_heart, avg(b) AS sens_both, percentile(lead, 0.5) AS lead_hours FROM j

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Are there more alerts per weigh-in on Mondays? They are salt, not failure.
-- MAGIC
-- MAGIC **The trap:** weekdays against the weekend: the surge of one day is spread over five

-- COMMAND ----------

WITH a AS (SELECT dayofweek(event_date) BETWEEN 2 AND 6 AS weekday, avg(CAST(alert_triggered AS INT)) AS rate FROM hourly_readings WHERE body_weight_lb IS NOT NULL GROUP BY 1)
SELECT max(CASE WHEN weekday THEN rate END) / max(CASE WHEN NOT weekday THEN rate END) AS ratio FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `ratio`: 2.1 ± 0.4
-- MAGIC
-- MAGIC From 2,000,000 rows of `hourly_readings` on.

-- COMMAND ----------

WITH a AS (SELECT dayofweek(event_date) = 2 AS monday, avg(CAST(alert_triggered AS INT)) AS rate FROM hourly_readings WHERE body_weight_lb IS NOT NULL GROUP BY 1)
SELECT max(CASE WHEN monday THEN rate END) / max(CASE WHEN NOT monday THEN rate END) AS ratio FROM a

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many admissions come without weight gain?
-- MAGIC
-- MAGIC **The trap:** who raised no alert in the 48 hours before counts as without gain: slow gains raise none

-- COMMAND ----------

WITH j AS (SELECT a.admission_id, max(CAST(coalesce(h.alert_triggered, false) AS INT)) AS alerted
  FROM admissions a LEFT JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.reading_ts >= a.admit_ts - INTERVAL 48 HOURS
  WHERE a.admission_reason = 'HEART_FAILURE' GROUP BY 1)
SELECT avg(1.0 - alerted) AS silent_share FROM j

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `silent_share`: 0.44 ± 0.10
-- MAGIC - `mean_gain_lb`: 4.3 ± 1.5
-- MAGIC
-- MAGIC From 5,000,000 rows of `hourly_readings` on.

-- COMMAND ----------

WITH d AS (SELECT a.admission_id, datediff(a.event_date, h.event_date) AS k, h.reading_ts, h.body_weight_lb AS w
  FROM admissions a JOIN hourly_readings h ON h.patient_id = a.patient_id AND h.reading_ts < a.admit_ts AND h.event_date >= date_sub(a.event_date, 14)
  WHERE a.admission_reason = 'HEART_FAILURE' AND h.body_weight_lb > 100),
e AS (SELECT admission_id, max_by(w, reading_ts) AS w_last, percentile(CASE WHEN k >= 5 THEN w END, 0.5) AS w_before, min(k) AS k_last FROM d GROUP BY 1)
SELECT avg(CASE WHEN w_last - w_before < 2 THEN 1.0 ELSE 0.0 END) AS silent_share, avg(w_last - w_before) AS mean_gain_lb
FROM e WHERE w_before IS NOT NULL AND k_last <= 1 AND abs(w_last - w_before) < 25

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Can the alert flag be recomputed from the data that the programme received?
-- MAGIC
-- MAGIC **The trap:** a gain of 3 lb over the last weigh-in: the rule looks at the lowest of two days and disbelieves 20 lb

-- COMMAND ----------

WITH x AS (SELECT alert_triggered, body_weight_lb - lag(body_weight_lb) OVER (PARTITION BY patient_id ORDER BY reading_ts) AS gain FROM hourly_readings WHERE body_weight_lb IS NOT NULL)
SELECT avg(CASE WHEN coalesce(gain > 3, false) = alert_triggered THEN 1.0 ELSE 0.0 END) AS agreement, sum(IF(gain > 3, 1, 0)) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS alerts_per_patient_year FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `agreement`: >= 0.999
-- MAGIC - `alerts_per_patient_year`: 6.0 ± 1
-- MAGIC
-- MAGIC From 1,000,000 rows of `hourly_readings` on.

-- COMMAND ----------

WITH d AS (SELECT patient_id, datediff(event_date, DATE'2023-01-01') AS dn, max(body_weight_lb) AS w, max(CAST(alert_triggered AS INT)) AS alert FROM hourly_readings GROUP BY 1, 2),
x AS (SELECT *, w - min(w) OVER (PARTITION BY patient_id ORDER BY dn RANGE BETWEEN 2 PRECEDING AND 1 PRECEDING) AS gain FROM d)
SELECT avg(CASE WHEN coalesce(gain > 3.0001 AND gain < 20, false) = (alert = 1) THEN 1.0 ELSE 0.0 END) AS agreement,
       sum(alert) / (SELECT count(*) / 8766.0 FROM hourly_readings) AS alerts_per_patient_year FROM x WHERE w IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `hub_offline` | `hourly_readings` | The hub at home was offline for hours or days, and what it was sent is lost. | `_hub_offline` | 1 |
-- MAGIC | `wrong_person` | `hourly_readings` | Somebody else in the home stood on the scale. | `_other_person_lb IS NOT NULL` | 1 |
-- MAGIC | `scale_in_kg` | `hourly_readings` | The scale was switched to kilograms; the number is still taken for pounds. | `_scale_kg AND body_weight_lb IS NOT NULL` | 1 |
-- MAGIC | `loose_watch` | `hourly_readings` | The watch sits loose and counts the movements of the arm as beats. | `_loose_hr IS NOT NULL AND heart_rate IS NOT NULL` | 1 |
-- MAGIC | `spo2_zero` | `hourly_readings` | A failed measurement of the saturation is written as 0 instead of NULL. | `_spo2_failed AND oxygen_saturation IS NOT NULL` | 1 |
-- MAGIC | `resend` | `hourly_readings` | The hub did not hear that the row had arrived, and sent it again. | `_resent` | 1 |

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
-- MAGIC ## A hunt for `scale_in_kg`
-- MAGIC
-- MAGIC Which weights are in kilograms?
-- MAGIC
-- MAGIC **The trap:** whoever is light in pounds is a small person more often than a big one in kilograms; a patient's own weight at discharge tells which

-- COMMAND ----------

SELECT 'hourly_readings' AS table_name, concat_ws('|', patient_id, reading_ts) AS row_key, 'body_weight_lb' AS column_name, 'scale_in_kg' AS stage_id
FROM hourly_readings WHERE body_weight_lb < 120

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.85. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql heart_failure_rpm --as csv "<the query>" > found.csv
-- MAGIC medley score heart_failure_rpm --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'hourly_readings' AS table_name, concat_ws('|', patient_id, reading_ts) AS row_key, 'body_weight_lb' AS column_name, 'scale_in_kg' AS stage_id
FROM hourly_readings JOIN patients USING (patient_id) WHERE body_weight_lb BETWEEN 0.40 * discharge_weight_lb AND 0.53 * discharge_weight_lb

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score heart_failure_rpm` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore heart_failure_rpm` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify heart_failure_rpm` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
