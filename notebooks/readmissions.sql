-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Readmissions and the map: who comes back, and from where
-- MAGIC
-- MAGIC Why do patients keep coming back? A four-region hospital system believes its readmission problem is bad doctors; the money says 5% of patients make half of the cost, and many of those have no stable home. You have every admission with the zip code it came from, what was picked up at the pharmacy afterwards, and a map: highways, pharmacies, grocery stores, fine-particle pollution. Asthma comes back from the zip codes beside the highway and far from a pharmacy; the hospital's own readmission flag shows almost a third too few.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `encounters` | One row per inpatient stay or ED visit. |
-- MAGIC | `patients` | One row per registered patient. |
-- MAGIC | `zip_codes` | One row per zip code. |
-- MAGIC | `hospitals` | One row per hospital. |
-- MAGIC | `discharge_prescriptions` | The discharge medication, one row per index discharge. |
-- MAGIC | `key_stay_truth` | What is true of every encounter. |
-- MAGIC | `key_homeless_episodes` | One row per spell without a home. |
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
CREATE WIDGET TEXT schema DEFAULT 'readmissions';
CREATE WIDGET TEXT key_schema DEFAULT 'readmissions_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/readmissions/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW encounters AS SELECT * FROM ' || tables_in || 'encounters`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW patients AS SELECT * FROM ' || tables_in || 'patients`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW zip_codes AS SELECT * FROM ' || tables_in || 'zip_codes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW hospitals AS SELECT * FROM ' || tables_in || 'hospitals`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW discharge_prescriptions AS SELECT * FROM ' || tables_in || 'discharge_prescriptions`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/readmissions/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_stay_truth AS SELECT * FROM ' || tables_in || 'stay_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_homeless_episodes AS SELECT * FROM ' || tables_in || 'homeless_episodes`';
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
-- MAGIC ### encounters
-- MAGIC
-- MAGIC One row per inpatient stay or ED visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `encounter_id` | BIGINT | Key. Encounter. |
-- MAGIC | `patient_id` | BIGINT | Patient; ids above 5,000,000,000,000 are second record numbers of the patient with so much less. Joins `patients`. |
-- MAGIC | `hospital_id` | INT | Hospital. Joins `hospitals`. |
-- MAGIC | `zip_code` | STRING | Address given at registration; 99999 where none was given. Joins `zip_codes`. |
-- MAGIC | `encounter_class` | STRING | IP inpatient stay, ED visit without a stay. |
-- MAGIC | `admit_ts` | TIMESTAMP_NTZ | Begin. |
-- MAGIC | `discharge_ts` | TIMESTAMP_NTZ | End. |
-- MAGIC | `admit_type` | STRING | EMERGENCY, TRANSFER_IN or ELECTIVE (cycles of chemotherapy). |
-- MAGIC | `diagnosis_code` | STRING | Principal diagnosis, ICD-10-CM. |
-- MAGIC | `diagnosis_group` | STRING | Group of the diagnosis. |
-- MAGIC | `social_code` | STRING | Z59.00 homeless, Z59.41 food insecurity, or NULL. |
-- MAGIC | `discharge_disposition` | STRING | 01 home, 06 home health, 03 nursing facility, 07 against advice, 02 transferred out, 20 died. |
-- MAGIC | `payer` | STRING | MEDICARE from 65 on, PRIVATE, MEDICAID or UNINSURED. |
-- MAGIC | `cost_usd` | DECIMAL(12,2) | Full cost. |
-- MAGIC | `readmission_date` | DATE | The hospital's own flag: day of the next emergency inpatient stay within 30 days of an index discharge (IP, neither transferred nor died, not ELECTIVE); NULL if none. |
-- MAGIC | `event_date` | DATE | Day of admit_ts. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM encounters LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### patients
-- MAGIC
-- MAGIC One row per registered patient.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient. |
-- MAGIC | `home_zip_code` | STRING | Home, or the last one. Joins `zip_codes`. |
-- MAGIC | `birth_year` | SMALLINT | Year of birth. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `payer` | STRING | Payer at the begin of the horizon. |
-- MAGIC | `household_income_usd` | INT | Income a year. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM patients LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### zip_codes
-- MAGIC
-- MAGIC One row per zip code.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `zip_code` | STRING | Key. 5 characters; leading zeros matter. |
-- MAGIC | `region` | STRING | Region. |
-- MAGIC | `median_income_usd` | INT | Median household income a year. |
-- MAGIC | `distance_to_grocery_miles` | DOUBLE | From the centroid to the next grocery store. |
-- MAGIC | `distance_to_pharmacy_miles` | DOUBLE | To the next pharmacy. |
-- MAGIC | `distance_to_highway_miles` | DOUBLE | To the next highway. |
-- MAGIC | `pm25_ug_m3` | DOUBLE | Fine particles, annual mean. |
-- MAGIC | `latitude` | DOUBLE | Of the centroid. |
-- MAGIC | `longitude` | DOUBLE | Of the centroid. |
-- MAGIC | `is_food_desert` | BOOLEAN | Grocery beyond 5 miles and median income below 55,000. |

-- COMMAND ----------

SELECT * FROM zip_codes LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### hospitals
-- MAGIC
-- MAGIC One row per hospital.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `hospital_id` | INT | Key. Hospital. |
-- MAGIC | `region` | STRING | Region. |
-- MAGIC | `hospital_name` | STRING | Fictitious. |
-- MAGIC | `zip_code` | STRING | Where it stands. Joins `zip_codes`. |
-- MAGIC | `system_id` | INT | Owner; two hospitals each. |

-- COMMAND ----------

SELECT * FROM hospitals LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### discharge_prescriptions
-- MAGIC
-- MAGIC The discharge medication, one row per index discharge.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `encounter_id` | BIGINT | Key. The index stay. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `drug_class` | STRING | Class of the medication. |
-- MAGIC | `copay_usd` | DECIMAL(8,2) | The patient's share. |
-- MAGIC | `picked_up` | BOOLEAN | Whether it was collected within 48 hours. |
-- MAGIC | `pickup_ts` | TIMESTAMP_NTZ | When it was collected; NULL if not. |
-- MAGIC | `event_date` | DATE | Day of discharge. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM discharge_prescriptions LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM encounters GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who makes the cost?
-- MAGIC
-- MAGIC **The trap:** 5 % of everybody who is registered, with or without a stay, make 65 % of the cost; and an address of 99999 is not everybody without a home

-- COMMAND ----------

WITH p AS (SELECT p.patient_id, coalesce(sum(e.cost_usd), 0) AS cost, max(CASE WHEN e.zip_code = '99999' THEN 1 ELSE 0 END) AS homeless FROM patients p LEFT JOIN encounters e ON e.patient_id = p.patient_id GROUP BY 1),
r AS (SELECT *, ntile(20) OVER (ORDER BY cost DESC) AS t FROM p)
SELECT CAST(sum(CASE WHEN t = 1 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top5_cost_share, avg(CASE WHEN t = 1 THEN homeless END) AS homeless_in_top5, avg(CASE WHEN t > 1 THEN homeless END) AS homeless_in_rest FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `top5_cost_share`: 0.505 ± 0.04
-- MAGIC - `homeless_in_top5`: 0.36 ± 0.07
-- MAGIC - `homeless_in_rest`: 0.026 ± 0.012
-- MAGIC
-- MAGIC From 400,000 rows of `encounters` on.

-- COMMAND ----------

WITH e AS (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, cost_usd, social_code FROM encounters),
p AS (SELECT pid, sum(cost_usd) AS cost, max(CASE WHEN social_code LIKE 'Z59.0%' THEN 1 ELSE 0 END) AS homeless_coded
    FROM e GROUP BY pid),
r AS (SELECT *, ntile(20) OVER (ORDER BY cost DESC) AS t FROM p)
SELECT CAST(sum(CASE WHEN t = 1 THEN cost ELSE 0 END) / sum(cost) AS DOUBLE) AS top5_cost_share,
       avg(CASE WHEN t = 1 THEN homeless_coded END) AS homeless_in_top5,
       avg(CASE WHEN t > 1 THEN homeless_coded END) AS homeless_in_rest
FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do neighbours collect their medicine?
-- MAGIC
-- MAGIC **The trap:** the mean copay follows a few dear drugs: $82 in 90211, where half pay less than $62; and picked_up without pickup_ts counts what went back to stock

-- COMMAND ----------

SELECT avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.picked_up AS INT) END) AS pickup_90210, avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.picked_up AS INT) END) AS pickup_90211,
       avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90210, avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90211
FROM discharge_prescriptions d JOIN patients p ON p.patient_id = d.patient_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `pickup_90210`: 0.95 ± 0.025
-- MAGIC - `pickup_90211`: 0.40 ± 0.05
-- MAGIC - `copay_90210`: 12 ± 1.5
-- MAGIC - `copay_90211`: 62 ± 7
-- MAGIC
-- MAGIC From 900,000 rows of `encounters` on.

-- COMMAND ----------

SELECT avg(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.pickup_ts IS NOT NULL AS INT) END) AS pickup_90210,
       avg(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.pickup_ts IS NOT NULL AS INT) END) AS pickup_90211,
       median(CASE WHEN p.home_zip_code = '90210' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90210,
       median(CASE WHEN p.home_zip_code = '90211' THEN CAST(d.copay_usd AS DOUBLE) END) AS copay_90211
FROM discharge_prescriptions d JOIN patients p ON p.patient_id = d.patient_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does an uncollected prescription cost?
-- MAGIC
-- MAGIC **The trap:** readmission_date as outcome gives the ratio but rates a third too low

-- COMMAND ----------

WITH x AS (SELECT d.pickup_ts IS NOT NULL AS picked, IF(e.readmission_date IS NOT NULL, 1, 0) AS readmitted FROM discharge_prescriptions d JOIN encounters e ON e.encounter_id = d.encounter_id)
SELECT avg(CASE WHEN NOT picked THEN readmitted END) AS not_picked_up, avg(CASE WHEN picked THEN readmitted END) AS picked_up, avg(CASE WHEN NOT picked THEN readmitted END) / avg(CASE WHEN picked THEN readmitted END) AS ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `not_picked_up`: 0.178 ± 0.025
-- MAGIC - `picked_up`: 0.117 ± 0.015
-- MAGIC - `ratio`: 1.51 ± 0.15
-- MAGIC
-- MAGIC From 400,000 rows of `encounters` on.

-- COMMAND ----------

WITH stays AS (
  SELECT encounter_id, discharge_ts, discharge_disposition, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT d.pickup_ts IS NOT NULL AS picked, CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE
    0 END AS readmitted
      FROM stays s JOIN discharge_prescriptions d ON d.encounter_id = s.encounter_id)
SELECT avg(CASE WHEN NOT picked THEN readmitted END) AS not_picked_up, avg(CASE WHEN picked THEN readmitted END) AS
    picked_up,
       avg(CASE WHEN NOT picked THEN readmitted END) / avg(CASE WHEN picked THEN readmitted END) AS ratio
FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where does asthma come back from?
-- MAGIC
-- MAGIC **The trap:** the hospital's flag loses who comes back elsewhere; zip_code of the encounter loses the homeless (99999) and the stripped zeros

-- COMMAND ----------

WITH x AS (SELECT z.distance_to_highway_miles <= 1 AS near_hw, z.distance_to_pharmacy_miles > 5 AS far_ph, IF(e.readmission_date IS NOT NULL, 1, 0) AS readmitted
           FROM encounters e JOIN zip_codes z ON z.zip_code = e.zip_code WHERE e.encounter_class = 'IP' AND e.diagnosis_group = 'ASTHMA')
SELECT avg(CASE WHEN near_hw AND far_ph THEN readmitted END) AS near_and_far, avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS neither,
       avg(CASE WHEN near_hw AND far_ph THEN readmitted END) / avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `near_and_far`: 0.19 ± 0.045
-- MAGIC - `neither`: 0.10 ± 0.02
-- MAGIC - `ratio`: 1.85 ± 0.4
-- MAGIC - `rank_of_near_and_far`: 1
-- MAGIC
-- MAGIC From 900,000 rows of `encounters` on.

-- COMMAND ----------

WITH stays AS (
  SELECT encounter_id, pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT z.distance_to_highway_miles <= 1 AS near_hw, z.distance_to_pharmacy_miles > 5 AS far_ph,
             CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code
      WHERE s.diagnosis_group = 'ASTHMA' AND s.discharge_disposition NOT IN ('02', '20'))
SELECT avg(CASE WHEN near_hw AND far_ph THEN readmitted END) AS near_and_far,
       avg(CASE WHEN near_hw AND NOT far_ph THEN readmitted END) AS near_only,
       avg(CASE WHEN NOT near_hw AND far_ph THEN readmitted END) AS far_only,
       avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) AS neither,
       avg(CASE WHEN near_hw AND far_ph THEN readmitted END) / avg(CASE WHEN NOT near_hw AND NOT far_ph THEN
           readmitted END) AS ratio,
       1 + CASE WHEN avg(CASE WHEN near_hw AND NOT far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
           THEN readmitted END) THEN 1 ELSE 0 END
         + CASE WHEN avg(CASE WHEN NOT near_hw AND far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
             THEN readmitted END) THEN 1 ELSE 0 END
         + CASE WHEN avg(CASE WHEN NOT near_hw AND NOT far_ph THEN readmitted END) > avg(CASE WHEN near_hw AND far_ph
             THEN readmitted END) THEN 1 ELSE 0 END AS rank_of_near_and_far
FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How wrong is the hospital's own readmission flag?
-- MAGIC
-- MAGIC **The trap:** the flag itself: it misses stays elsewhere and counts chemotherapy

-- COMMAND ----------

SELECT avg(IF(readmission_date IS NOT NULL, 1, 0)) AS linked_rate FROM encounters WHERE encounter_class = 'IP' AND discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `linked_rate`: 0.139 ± 0.015
-- MAGIC - `flagged_rate`: 0.100 ± 0.015
-- MAGIC
-- MAGIC From 400,000 rows of `encounters` on.

-- COMMAND ----------

WITH stays AS (
  SELECT discharge_ts, discharge_disposition, admit_type, readmission_date,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, admit_type, readmission_date FROM encounters WHERE encounter_class = 'IP') i)
SELECT avg(CASE WHEN next_ts <= discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END) AS linked_rate,
       avg(CASE WHEN readmission_date IS NOT NULL THEN 1 ELSE 0 END) AS flagged_rate
FROM stays WHERE discharge_disposition NOT IN ('02', '20') AND admit_type <> 'ELECTIVE'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does distance to a grocery store bring diabetes and heart failure back?
-- MAGIC
-- MAGIC **The trap:** is_food_desert mixes income in: what has nothing to do with food comes back more often too (1.19)

-- COMMAND ----------

WITH stays AS (
  SELECT pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type, min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts, discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT s.diagnosis_group IN ('DIABETES', 'HEART_FAILURE') AS diet, z.is_food_desert AS desert, CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code WHERE s.discharge_disposition NOT IN ('02', '20') AND s.admit_type <> 'ELECTIVE')
SELECT avg(CASE WHEN diet AND desert THEN readmitted END) / avg(CASE WHEN diet AND NOT desert THEN readmitted END) AS diet_ratio,
       avg(CASE WHEN NOT diet AND desert THEN readmitted END) / avg(CASE WHEN NOT diet AND NOT desert THEN readmitted END) AS other_ratio FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `diet_ratio`: 1.27 ± 0.14
-- MAGIC - `other_ratio`: 1.00 ± 0.10
-- MAGIC
-- MAGIC From 900,000 rows of `encounters` on.

-- COMMAND ----------

WITH stays AS (
  SELECT pid, discharge_ts, discharge_disposition, diagnosis_group, admit_type,
         min(CASE WHEN admit_type = 'EMERGENCY' THEN admit_ts END) OVER (PARTITION BY pid ORDER BY admit_ts ROWS
             BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next_ts
  FROM (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS pid, admit_ts, discharge_ts,
      discharge_disposition, diagnosis_group, admit_type FROM encounters WHERE encounter_class = 'IP') i),
x AS (SELECT s.diagnosis_group IN ('DIABETES', 'HEART_FAILURE') AS diet, z.distance_to_grocery_miles AS g,
             CASE WHEN s.next_ts <= s.discharge_ts + INTERVAL 30 DAYS THEN 1 ELSE 0 END AS readmitted
      FROM stays s JOIN patients p ON p.patient_id = s.pid JOIN zip_codes z ON z.zip_code = p.home_zip_code
      WHERE s.discharge_disposition NOT IN ('02', '20') AND s.admit_type <> 'ELECTIVE')
SELECT avg(CASE WHEN diet AND g > 5 THEN readmitted END) / avg(CASE WHEN diet AND g <= 3 THEN readmitted END) AS
    diet_ratio,
       avg(CASE WHEN NOT diet AND g > 5 THEN readmitted END) / avg(CASE WHEN NOT diet AND g <= 3 THEN readmitted END)
           AS other_ratio
FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `other_hospital_blind` | `encounters` | A hospital does not see stays elsewhere. | `readmission_date IS NOT NULL AND _readmit_hospital_id <> hospital_id` | 1 |
-- MAGIC | `planned_as_readmission` | `encounters` | The hospital counts a planned stay as a readmission. | `readmission_date IS NULL AND _planned_return_date IS NOT NULL AND _counts_planned` | 0.9 |
-- MAGIC | `homeless_zip` | `encounters` | Who has no home gives no address. | `_homeless AND _no_address` | 1 |
-- MAGIC | `zip_leading_zero` | `encounters` | A spreadsheet takes the zip code for a number. | `zip_code LIKE '0%' AND _bad_export` | 0.5 |
-- MAGIC | `duplicate_mrn` | `encounters` | A hospital that is not the patient's own keeps a second record number. | `hospital_id <> _home_hospital_id AND _second_record` | 1 |
-- MAGIC | `midnight_discharge` | `encounters` | The interface sends a date, and the hour is lost. | `_date_only` | 0.5 |
-- MAGIC | `cost_missing` | `encounters` | The bill is not closed yet. | `_billing_open` | 0.4 |
-- MAGIC | `returned_to_stock` | `discharge_prescriptions` | What goes back to stock is closed as sold. | `NOT picked_up AND _stock_release` | 0.5 |
-- MAGIC | `interim_bill` | `encounters` | An interim bill delivers the encounter a second time. | `_interim` | 0.3 |

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
-- MAGIC ## A hunt for `other_hospital_blind`
-- MAGIC
-- MAGIC Which stays had a readmission that the hospital does not know of?
-- MAGIC
-- MAGIC **The trap:** most stays without a readmission had none; the ones that are missed came back to another hospital, there under a second record number at times

-- COMMAND ----------

SELECT 'encounters' AS table_name, encounter_id AS row_key, 'readmission_date' AS column_name, 'other_hospital_blind' AS stage_id
FROM encounters WHERE encounter_class = 'IP' AND readmission_date IS NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.85. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql readmissions --as csv "<the query>" > found.csv
-- MAGIC medley score readmissions --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH e AS (SELECT DISTINCT encounter_id, patient_id % 5000000000000 AS person_id, hospital_id, admit_ts, discharge_ts, admit_type, discharge_disposition, readmission_date FROM encounters WHERE encounter_class = 'IP' AND admit_type <> 'ELECTIVE'),
n AS (SELECT *, lead(hospital_id) OVER w AS next_hospital_id, lead(admit_type) OVER w AS next_type, lead(admit_ts) OVER w AS next_admit_ts FROM e WINDOW w AS (PARTITION BY person_id ORDER BY admit_ts))
SELECT 'encounters' AS table_name, encounter_id AS row_key, 'readmission_date' AS column_name, 'other_hospital_blind' AS stage_id
FROM n WHERE readmission_date IS NULL AND discharge_disposition NOT IN ('02', '20')
  AND next_hospital_id <> hospital_id AND next_type = 'EMERGENCY' AND datediff(next_admit_ts, discharge_ts) <= 30

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score readmissions` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore readmissions` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify readmissions` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
