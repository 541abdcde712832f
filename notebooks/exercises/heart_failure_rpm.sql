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
-- MAGIC One row with `ppv_both`, `ppv_weight`, `base`, from `hourly_readings`, `admissions`. From 5,000,000 rows of `hourly_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the programme's alert, which knows the scale only, taken for the pattern.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many admissions does each pattern announce, and how early?
-- MAGIC
-- MAGIC One row with `sens_weight`, `sens_heart`, `sens_both`, `lead_hours`, from `hourly_readings`, `admissions`. From 5,000,000 rows of `hourly_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: over admissions of any kind: pneumonia and broken hips have nothing to announce.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Are there more alerts per weigh-in on Mondays? They are salt, not failure.
-- MAGIC
-- MAGIC One row with `ratio`, from `hourly_readings`. From 2,000,000 rows of `hourly_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: weekdays against the weekend: the surge of one day is spread over five.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many admissions come without weight gain?
-- MAGIC
-- MAGIC One row with `silent_share`, `mean_gain_lb`, from `hourly_readings`, `admissions`. From 5,000,000 rows of `hourly_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: who raised no alert in the 48 hours before counts as without gain: slow gains raise none.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Can the alert flag be recomputed from the data that the programme received?
-- MAGIC
-- MAGIC One row with `agreement`, `alerts_per_patient_year`, from `hourly_readings`. From 1,000,000 rows of `hourly_readings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: a gain of 3 lb over the last weigh-in: the rule looks at the lowest of two days and disbelieves 20 lb.

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
-- MAGIC | `hub_offline` | `hourly_readings` | The hub at home was offline for hours or days, and what it was sent is lost. |
-- MAGIC | `wrong_person` | `hourly_readings` | Somebody else in the home stood on the scale. |
-- MAGIC | `scale_in_kg` | `hourly_readings` | The scale was switched to kilograms; the number is still taken for pounds. |
-- MAGIC | `loose_watch` | `hourly_readings` | The watch sits loose and counts the movements of the arm as beats. |
-- MAGIC | `spo2_zero` | `hourly_readings` | A failed measurement of the saturation is written as 0 instead of NULL. |
-- MAGIC | `resend` | `hourly_readings` | The hub did not hear that the row had arrived, and sent it again. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score heart_failure_rpm --template found.csv` writes a file to fill in,
-- MAGIC and `medley score heart_failure_rpm --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `scale_in_kg`
-- MAGIC
-- MAGIC Which weights are in kilograms?
-- MAGIC
-- MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
-- MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.85.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## When you are done
-- MAGIC
-- MAGIC The solution has the query of who walks into each trap, the right one, and what must come
-- MAGIC out.
