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
-- MAGIC One row with `top5_cost_share`, `homeless_in_top5`, `homeless_in_rest`, from `encounters`. From 400,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: 5 % of everybody who is registered, with or without a stay, make 65 % of the cost; and an address of 99999 is not everybody without a home.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do neighbours collect their medicine?
-- MAGIC
-- MAGIC One row with `pickup_90210`, `pickup_90211`, `copay_90210`, `copay_90211`, from `patients`, `discharge_prescriptions`. From 900,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean copay follows a few dear drugs: $82 in 90211, where half pay less than $62; and picked_up without pickup_ts counts what went back to stock.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What does an uncollected prescription cost?
-- MAGIC
-- MAGIC One row with `not_picked_up`, `picked_up`, `ratio`, from `encounters`, `discharge_prescriptions`. From 400,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: readmission_date as outcome gives the ratio but rates a third too low.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where does asthma come back from?
-- MAGIC
-- MAGIC One row with `near_and_far`, `neither`, `ratio`, `rank_of_near_and_far`, from `encounters`, `patients`, `zip_codes`. From 900,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the hospital's flag loses who comes back elsewhere; zip_code of the encounter loses the homeless (99999) and the stripped zeros.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How wrong is the hospital's own readmission flag?
-- MAGIC
-- MAGIC One row with `linked_rate`, `flagged_rate`, from `encounters`. From 400,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the flag itself: it misses stays elsewhere and counts chemotherapy.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does distance to a grocery store bring diabetes and heart failure back?
-- MAGIC
-- MAGIC One row with `diet_ratio`, `other_ratio`, from `encounters`, `patients`, `zip_codes`. From 900,000 rows of `encounters` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: is_food_desert mixes income in: what has nothing to do with food comes back more often too (1.19).

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
-- MAGIC | `other_hospital_blind` | `encounters` | A hospital does not see stays elsewhere. |
-- MAGIC | `planned_as_readmission` | `encounters` | The hospital counts a planned stay as a readmission. |
-- MAGIC | `homeless_zip` | `encounters` | Who has no home gives no address. |
-- MAGIC | `zip_leading_zero` | `encounters` | A spreadsheet takes the zip code for a number. |
-- MAGIC | `duplicate_mrn` | `encounters` | A hospital that is not the patient's own keeps a second record number. |
-- MAGIC | `midnight_discharge` | `encounters` | The interface sends a date, and the hour is lost. |
-- MAGIC | `cost_missing` | `encounters` | The bill is not closed yet. |
-- MAGIC | `returned_to_stock` | `discharge_prescriptions` | What goes back to stock is closed as sold. |
-- MAGIC | `interim_bill` | `encounters` | An interim bill delivers the encounter a second time. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score readmissions --template found.csv` writes a file to fill in,
-- MAGIC and `medley score readmissions --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `other_hospital_blind`
-- MAGIC
-- MAGIC Which stays had a readmission that the hospital does not know of?
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
