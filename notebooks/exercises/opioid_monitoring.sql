-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Prescription drug monitoring: shoppers, pill mills and those who only look like them
-- MAGIC
-- MAGIC You are the analyst of a prescription drug monitoring programme. Every controlled-substance dispense of your jurisdictions is here. Somewhere are doctor shoppers, pill mills with carpools from three counties away, dangerous opioid + benzodiazepine + muscle-relaxant cocktails - and Provider X, who prescribes five times the average oxycodone to patients of whom 80% travel more than 50 miles. So do a dozen honest high-volume doctors per jurisdiction (the 5x alone) and a cancer centre (the miles alone): do not raid those.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `dispenses` | One row per dispensed controlled prescription. |
-- MAGIC | `patients` | One row per patient with a fill. |
-- MAGIC | `prescribers` | One row per prescriber. |
-- MAGIC | `pharmacies` | One row per pharmacy. |
-- MAGIC | `drugs` | One row per drug and strength. |
-- MAGIC | `key_prescriber_labels` | Prescribers who stand out, and why. |
-- MAGIC | `key_pharmacy_labels` | Pharmacies that serve a mill. |
-- MAGIC | `key_shopping_bursts` | Bursts of visits, decoys included. |
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
CREATE WIDGET TEXT schema DEFAULT 'opioid_monitoring';
CREATE WIDGET TEXT key_schema DEFAULT 'opioid_monitoring_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/opioid_monitoring/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW dispenses AS SELECT * FROM ' || tables_in || 'dispenses`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW patients AS SELECT * FROM ' || tables_in || 'patients`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW prescribers AS SELECT * FROM ' || tables_in || 'prescribers`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW pharmacies AS SELECT * FROM ' || tables_in || 'pharmacies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW drugs AS SELECT * FROM ' || tables_in || 'drugs`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/opioid_monitoring/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_prescriber_labels AS SELECT * FROM ' || tables_in || 'prescriber_labels`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_pharmacy_labels AS SELECT * FROM ' || tables_in || 'pharmacy_labels`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_shopping_bursts AS SELECT * FROM ' || tables_in || 'shopping_bursts`';
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
-- MAGIC ### dispenses
-- MAGIC
-- MAGIC One row per dispensed controlled prescription.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `dispense_id` | BIGINT | Key. Dispense. |
-- MAGIC | `event_date` | DATE | Fill date. |
-- MAGIC | `jurisdiction_id` | INT | Jurisdiction, the state of any "state average". |
-- MAGIC | `dispensed_ts` | TIMESTAMP_NTZ | When it was handed out, to the minute. |
-- MAGIC | `patient_id` | BIGINT | Patient; ids that are absent from patients are unresolved aliases of the one 500,000 below. Joins `patients`. |
-- MAGIC | `prescriber_id` | INT | Prescriber. Joins `prescribers`. |
-- MAGIC | `pharmacy_id` | INT | Pharmacy, which holds the location. Joins `pharmacies`. |
-- MAGIC | `drug_id` | INT | Drug. Joins `drugs`. |
-- MAGIC | `drug_name` | STRING | Name without strength. |
-- MAGIC | `drug_schedule` | STRING | II, III or IV. |
-- MAGIC | `quantity` | INT | Tablets or patches. |
-- MAGIC | `days_supply` | SMALLINT | Days that it lasts as prescribed. |
-- MAGIC | `refill_number` | SMALLINT | 0 is the original; schedule II has no refills. |
-- MAGIC | `mme_per_day` | DOUBLE | Morphine milligram equivalents a day; 0 for non-opioids. |
-- MAGIC | `distance_patient_to_pharmacy_miles` | DOUBLE | As the crow flies. |
-- MAGIC | `distance_patient_to_prescriber_miles` | DOUBLE | As the crow flies. |
-- MAGIC | `payment_type` | STRING | CASH, COMMERCIAL, MEDICARE, MEDICAID; UNKNOWN where the claim code was not mapped. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM dispenses LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### patients
-- MAGIC
-- MAGIC One row per patient with a fill.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient. |
-- MAGIC | `jurisdiction_id` | INT | Jurisdiction in which the patient fills. |
-- MAGIC | `home_zip5` | STRING | Zip code of the home. |
-- MAGIC | `home_latitude` | DOUBLE | Degrees north. |
-- MAGIC | `home_longitude` | DOUBLE | Degrees east. |
-- MAGIC | `birth_year` | INT | Year of birth. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM patients LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### prescribers
-- MAGIC
-- MAGIC One row per prescriber.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `prescriber_id` | INT | Key. Prescriber; a hospital's own number ends in 999. |
-- MAGIC | `jurisdiction_id` | INT | Jurisdiction. |
-- MAGIC | `specialty` | STRING | PRIMARY_CARE, DENTISTRY, SURGERY, EMERGENCY, PAIN, ONCOLOGY, PSYCHIATRY, OTHER or INSTITUTION. |
-- MAGIC | `zip5` | STRING | Zip code of the practice. |
-- MAGIC | `latitude` | DOUBLE | Degrees north. |
-- MAGIC | `longitude` | DOUBLE | Degrees east. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM prescribers LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### pharmacies
-- MAGIC
-- MAGIC One row per pharmacy.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `pharmacy_id` | INT | Key. Pharmacy. |
-- MAGIC | `jurisdiction_id` | INT | Jurisdiction. |
-- MAGIC | `zip5` | STRING | Zip code. |
-- MAGIC | `latitude` | DOUBLE | Degrees north. |
-- MAGIC | `longitude` | DOUBLE | Degrees east. |
-- MAGIC | `pharmacy_type` | STRING | CHAIN or INDEPENDENT. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM pharmacies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### drugs
-- MAGIC
-- MAGIC One row per drug and strength.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `drug_id` | INT | Key. Drug. |
-- MAGIC | `drug_name` | STRING | Name without strength. |
-- MAGIC | `strength_mg` | DOUBLE | Strength of a unit in mg, of a patch in mcg/h. |
-- MAGIC | `drug_class` | STRING | OPIOID, BENZODIAZEPINE, MUSCLE_RELAXANT, SEDATIVE_HYPNOTIC or OUD_TREATMENT. |
-- MAGIC | `drug_schedule` | STRING | II, III or IV. |
-- MAGIC | `mme_per_unit` | DOUBLE | Morphine milligram equivalents of a tablet or patch. |
-- MAGIC | `is_highest_strength` | BOOLEAN | Whether it is the strongest immediate-release oxycodone. |

-- COMMAND ----------

SELECT * FROM drugs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM dispenses GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who prescribes 5x the average oxycodone to patients from more than 50 miles away, and who only does one of the two?
-- MAGIC
-- MAGIC One row with `provider_x_per_jurisdiction`, `x_ratio`, `x_far_share`, `innocent_5x_per_jurisdiction`, `innocent_far_per_jurisdiction`, from `dispenses`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: "5x the average" alone: some 14 prescribers per jurisdiction, nearly all of them innocent.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many patients see at least 5 prescribers in at least 5 zips within 10 days?
-- MAGIC
-- MAGIC One row with `flagged_per_10000_opioid_patients`, from `dispenses`, `prescribers`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: calendar weeks instead of a rolling window: about 6.7.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How common is the trinity cocktail and how strong are its opioids?
-- MAGIC
-- MAGIC One row with `trinity_share`, `mme_ratio`, from `dispenses`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: peak of mme_per_day as recorded, with the days_supply = 1 rows left in: both groups nearly double and the ratio is off by more than 1.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does cash follow the red flags (far pharmacy, 5x prescriber, at least 90 MME)?
-- MAGIC
-- MAGIC One row with `cash_0_flags`, `cash_2_flags`, `cash_3_flags`, `share_3_flags`, from `dispenses`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: one red flag taken for a suspicion: 45 % of the opioid rows have one, and cash is hardly commoner among them.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which pharmacies are mills?
-- MAGIC
-- MAGIC One row with `mill_pharmacies_per_jurisdiction`, `mill_30mg_share`, `other_30mg_share`, `mill_top_prescriber_share`, from `dispenses`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: by volume: the largest pharmacy of every jurisdiction is a big one and no mill; mills are small.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How concentrated is opioid volume?
-- MAGIC
-- MAGIC One row with `top1pct_mme_share`, `top10pct_mme_share`, from `dispenses`, `drugs`. From 1,000,000 rows of `dispenses` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: counting prescriptions instead of milligrams: the strong ones sit with fewer prescribers.

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
-- MAGIC | `P1_batch_timestamp` | `dispenses` | The pharmacy stamps the day's fills when it closes its books. |
-- MAGIC | `P2_payment_unknown` | `dispenses` | The payer's code is not mapped. |
-- MAGIC | `P3_days_supply_one` | `dispenses` | The days' default of 1 is left, and the daily dose is that of the whole fill. |
-- MAGIC | `P4_patient_alias` | `dispenses` | The pharmacy's record of the patient was not resolved. |
-- MAGIC | `P5_patch_boxes` | `dispenses` | Boxes of five are counted instead of patches. |
-- MAGIC | `P6_resubmission` | `dispenses` | The day's file was sent twice. |
-- MAGIC | `P7_not_reported` | `dispenses` | The fill was never reported. |
-- MAGIC | `P8_distance_missing` | `dispenses` | A PO box has no distance. |
-- MAGIC | `P9_institutional_id` | `dispenses` | A resident prescribes under the hospital's number. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score opioid_monitoring --template found.csv` writes a file to fill in,
-- MAGIC and `medley score opioid_monitoring --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `P5_patch_boxes`
-- MAGIC
-- MAGIC Which fills count boxes instead of patches?
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
