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
-- MAGIC **The trap:** "5x the average" alone: some 14 prescribers per jurisdiction, nearly all of them innocent

-- COMMAND ----------

WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT *, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o)
SELECT round(sum(IF(ratio >= 5, 1, 0)) / count(DISTINCT jurisdiction_id), 3) AS provider_x_per_jurisdiction, round(avg(IF(ratio >= 5, ratio, NULL)), 3) AS x_ratio FROM m

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `provider_x_per_jurisdiction`: 0.75 ± 0.05
-- MAGIC - `x_ratio`: 5.0 ± 0.25
-- MAGIC - `x_far_share`: 0.81 ± 0.05
-- MAGIC - `innocent_5x_per_jurisdiction`: 11 ± 4
-- MAGIC - `innocent_far_per_jurisdiction`: 1.0 ± 0.3
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme
           FROM (SELECT DISTINCT dispense_id, jurisdiction_id, prescriber_id, drug_id, quantity FROM dispenses) d JOIN drugs g ON g.drug_id = d.drug_id
           WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT *, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o),
f AS (SELECT prescriber_id, avg(IF(miles > 50, 1.0, 0.0)) AS far_share
      FROM (SELECT prescriber_id, patient_id, max(distance_patient_to_prescriber_miles) AS miles FROM dispenses WHERE distance_patient_to_prescriber_miles IS NOT NULL GROUP BY 1, 2) GROUP BY 1)
SELECT round(sum(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, 1, 0)) / count(DISTINCT m.jurisdiction_id), 3) AS provider_x_per_jurisdiction,
       round(avg(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, ratio, NULL)), 3) AS x_ratio,
       round(avg(IF(far_share >= 0.5 AND ratio BETWEEN 4 AND 10, far_share, NULL)), 3) AS x_far_share,
       round(sum(IF(far_share < 0.15 AND ratio >= 5, 1, 0)) / count(DISTINCT m.jurisdiction_id), 1) AS innocent_5x_per_jurisdiction,
       round(sum(IF(far_share >= 0.5 AND ratio < 2 AND mme >= 20000, 1, 0)) / count(DISTINCT m.jurisdiction_id), 2) AS innocent_far_per_jurisdiction
FROM m JOIN f ON f.prescriber_id = m.prescriber_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many patients see at least 5 prescribers in at least 5 zips within 10 days?
-- MAGIC
-- MAGIC **The trap:** calendar weeks instead of a rolling window: about 6.7

-- COMMAND ----------

WITH w AS (SELECT x.patient_id, date_trunc('WEEK', x.event_date) AS w, count(DISTINCT x.prescriber_id) AS n_prescribers, count(DISTINCT p.zip5) AS n_zips FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id JOIN prescribers p ON p.prescriber_id = x.prescriber_id WHERE g.drug_class = 'OPIOID' GROUP BY 1, 2)
SELECT round(10000.0 * count(DISTINCT CASE WHEN n_prescribers >= 5 AND n_zips >= 5 THEN patient_id END) / count(DISTINCT patient_id), 2) AS flagged_per_10000_opioid_patients FROM w

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flagged_per_10000_opioid_patients`: 13 ± 4
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH d AS (SELECT x.patient_id, x.prescriber_id, p.zip5, unix_date(x.event_date) AS dn
           FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id JOIN prescribers p ON p.prescriber_id = x.prescriber_id WHERE g.drug_class = 'OPIOID'),
c AS (SELECT patient_id FROM d GROUP BY patient_id HAVING count(DISTINCT prescriber_id) >= 5),
r AS (SELECT d.patient_id, size(collect_set(d.prescriber_id) OVER w) AS n_prescribers, size(collect_set(d.zip5) OVER w) AS n_zips
      FROM d JOIN c ON c.patient_id = d.patient_id WINDOW w AS (PARTITION BY d.patient_id ORDER BY d.dn RANGE BETWEEN CURRENT ROW AND 9 FOLLOWING))
SELECT round(10000.0 * count(DISTINCT CASE WHEN n_prescribers >= 5 AND n_zips >= 5 THEN patient_id END) / (SELECT count(DISTINCT patient_id) FROM d), 2) AS flagged_per_10000_opioid_patients
FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How common is the trinity cocktail and how strong are its opioids?
-- MAGIC
-- MAGIC **The trap:** peak of mme_per_day as recorded, with the days_supply = 1 rows left in: both groups nearly double and the ratio is off by more than 1

-- COMMAND ----------

WITH t AS (SELECT x.patient_id, max(IF(g.drug_class = 'OPIOID', x.mme_per_day, NULL)) AS peak, count(DISTINCT CASE WHEN g.drug_class IN ('OPIOID', 'BENZODIAZEPINE', 'MUSCLE_RELAXANT') THEN g.drug_class END) = 3 AS trinity FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id GROUP BY 1)
SELECT round(avg(CAST(trinity AS INT)), 5) AS trinity_share, round(avg(CASE WHEN trinity THEN peak END) / avg(CASE WHEN NOT trinity THEN peak END), 2) AS mme_ratio FROM t WHERE peak IS NOT NULL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `trinity_share`: 0.0056 ± 0.0014
-- MAGIC - `mme_ratio`: 3.0 ± 0.6
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH f AS (SELECT x.patient_id, g.drug_class, x.event_date AS s, date_add(x.event_date, x.days_supply - 1) AS e FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id),
c AS (SELECT * FROM f WHERE drug_class = 'MUSCLE_RELAXANT'),
t AS (SELECT DISTINCT c.patient_id FROM c
      JOIN f o ON o.patient_id = c.patient_id AND o.drug_class = 'OPIOID' AND o.s <= c.e AND o.e >= c.s
      JOIN f b ON b.patient_id = c.patient_id AND b.drug_class = 'BENZODIAZEPINE' AND b.s <= least(c.e, o.e) AND b.e >= greatest(c.s, o.s)),
o AS (SELECT x.patient_id, max(x.quantity * g.mme_per_unit / x.days_supply) AS peak_mme_per_day
      FROM dispenses x JOIN drugs g ON g.drug_id = x.drug_id WHERE g.drug_class = 'OPIOID' AND x.days_supply > 1 GROUP BY 1)
SELECT round(count(t.patient_id) / count(*), 5) AS trinity_share,
       round(avg(CASE WHEN t.patient_id IS NOT NULL THEN o.peak_mme_per_day END) / avg(CASE WHEN t.patient_id IS NULL THEN o.peak_mme_per_day END), 2) AS mme_ratio
FROM o LEFT JOIN t ON t.patient_id = o.patient_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does cash follow the red flags (far pharmacy, 5x prescriber, at least 90 MME)?
-- MAGIC
-- MAGIC **The trap:** one red flag taken for a suspicion: 45 % of the opioid rows have one, and cash is hardly commoner among them

-- COMMAND ----------

WITH m AS (SELECT prescriber_id, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2)),
x AS (SELECT d.distance_patient_to_pharmacy_miles > 50 OR coalesce(m.ratio, 0) >= 5 OR d.mme_per_day >= 90 AS flagged, IF(d.payment_type = 'CASH', 1.0, 0.0) AS cash FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id LEFT JOIN m ON m.prescriber_id = d.prescriber_id WHERE g.drug_class = 'OPIOID')
SELECT round(avg(IF(flagged, NULL, cash)), 4) AS cash_0_flags, round(avg(IF(flagged, cash, NULL)), 4) AS cash_3_flags, round(avg(IF(flagged, 1.0, 0.0)), 5) AS share_3_flags FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `cash_0_flags`: 0.054 ± 0.012
-- MAGIC - `cash_2_flags`: 0.112 ± 0.025
-- MAGIC - `cash_3_flags`: 0.72 ± 0.09
-- MAGIC - `share_3_flags`: 0.0049 ± 0.0020
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH o AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_name LIKE 'oxycodone%' GROUP BY 1, 2),
m AS (SELECT prescriber_id, mme / avg(mme) OVER (PARTITION BY jurisdiction_id) AS ratio FROM o),
x AS (SELECT IF(d.distance_patient_to_pharmacy_miles > 50, 1, 0) + IF(coalesce(m.ratio, 0) >= 5, 1, 0) + IF(d.quantity * g.mme_per_unit / d.days_supply >= 90, 1, 0) AS flags,
             IF(d.payment_type = 'CASH', 1.0, 0.0) AS cash
      FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id LEFT JOIN m ON m.prescriber_id = d.prescriber_id
      WHERE g.drug_class = 'OPIOID' AND d.payment_type <> 'UNKNOWN' AND d.distance_patient_to_pharmacy_miles IS NOT NULL AND d.days_supply > 1)
SELECT round(avg(IF(flags = 0, cash, NULL)), 4) AS cash_0_flags, round(avg(IF(flags = 2, cash, NULL)), 4) AS cash_2_flags, round(avg(IF(flags = 3, cash, NULL)), 4) AS cash_3_flags,
       round(avg(IF(flags = 3, 1.0, 0.0)), 5) AS share_3_flags FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which pharmacies are mills?
-- MAGIC
-- MAGIC **The trap:** by volume: the largest pharmacy of every jurisdiction is a big one and no mill; mills are small

-- COMMAND ----------

WITH p AS (SELECT d.jurisdiction_id, d.pharmacy_id, sum(d.quantity) AS volume, avg(IF(g.is_highest_strength, 1.0, 0.0)) AS strong FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE d.drug_schedule = 'II' GROUP BY 1, 2),
r AS (SELECT *, rank() OVER (PARTITION BY jurisdiction_id ORDER BY volume DESC) = 1 AS mill FROM p)
SELECT round(sum(IF(mill, 1, 0)) / count(DISTINCT jurisdiction_id), 2) AS mill_pharmacies_per_jurisdiction, round(avg(IF(mill, strong, NULL)), 3) AS mill_30mg_share, round(avg(IF(mill, NULL, strong)), 4) AS other_30mg_share FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `mill_pharmacies_per_jurisdiction`: 0.50 ± 0.07
-- MAGIC - `mill_30mg_share`: 0.75 ± 0.10
-- MAGIC - `other_30mg_share`: 0.024 ± 0.008
-- MAGIC - `mill_top_prescriber_share`: 0.90 ± 0.10
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH p AS (SELECT d.jurisdiction_id, d.pharmacy_id, count(*) AS n, avg(IF(g.is_highest_strength, 1.0, 0.0)) AS strong
           FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE d.drug_schedule = 'II' GROUP BY 1, 2 HAVING count(*) >= 100),
t AS (SELECT pharmacy_id, max(n) / sum(n) AS top_prescriber_share FROM (SELECT pharmacy_id, prescriber_id, count(*) AS n FROM dispenses WHERE drug_schedule = 'II' GROUP BY 1, 2) GROUP BY 1)
SELECT round(sum(IF(strong >= 0.4, 1, 0)) / count(DISTINCT p.jurisdiction_id), 2) AS mill_pharmacies_per_jurisdiction,
       round(avg(IF(strong >= 0.4, strong, NULL)), 3) AS mill_30mg_share, round(avg(IF(strong < 0.4, strong, NULL)), 4) AS other_30mg_share,
       round(avg(IF(strong >= 0.4, top_prescriber_share, NULL)), 3) AS mill_top_prescriber_share
FROM p JOIN t ON t.pharmacy_id = p.pharmacy_id

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How concentrated is opioid volume?
-- MAGIC
-- MAGIC **The trap:** counting prescriptions instead of milligrams: the strong ones sit with fewer prescribers

-- COMMAND ----------

WITH p AS (SELECT prescriber_id, count(*) AS n FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_class = 'OPIOID' GROUP BY 1),
r AS (SELECT n, percent_rank() OVER (ORDER BY n DESC) AS pr FROM p)
SELECT round(sum(IF(pr <= 0.01, n, 0)) / sum(n), 3) AS top1pct_mme_share, round(sum(IF(pr <= 0.10, n, 0)) / sum(n), 3) AS top10pct_mme_share FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `top1pct_mme_share`: 0.29 ± 0.09
-- MAGIC - `top10pct_mme_share`: 0.74 ± 0.05
-- MAGIC
-- MAGIC From 1,000,000 rows of `dispenses` on.

-- COMMAND ----------

WITH p AS (SELECT d.jurisdiction_id, d.prescriber_id, sum(d.quantity * g.mme_per_unit) AS mme FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id WHERE g.drug_class = 'OPIOID' GROUP BY 1, 2),
r AS (SELECT mme, percent_rank() OVER (ORDER BY mme DESC) AS pr FROM p)
SELECT round(sum(IF(pr <= 0.01, mme, 0)) / sum(mme), 3) AS top1pct_mme_share, round(sum(IF(pr <= 0.10, mme, 0)) / sum(mme), 3) AS top10pct_mme_share FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `P1_batch_timestamp` | `dispenses` | The pharmacy stamps the day's fills when it closes its books. | `_batch_week` | 0.98 |
-- MAGIC | `P2_payment_unknown` | `dispenses` | The payer's code is not mapped. | `_payer_unmapped` | 0.3 |
-- MAGIC | `P3_days_supply_one` | `dispenses` | The days' default of 1 is left, and the daily dose is that of the whole fill. | `days_supply > 3 AND _days_default` | 0.3 |
-- MAGIC | `P4_patient_alias` | `dispenses` | The pharmacy's record of the patient was not resolved. | `_alias_pair` | 0.8 |
-- MAGIC | `P5_patch_boxes` | `dispenses` | Boxes of five are counted instead of patches. | `drug_name = 'fentanyl patch' AND _box_counter` | 0.6 |
-- MAGIC | `P6_resubmission` | `dispenses` | The day's file was sent twice. | `_file_resent` | 0.9 |
-- MAGIC | `P7_not_reported` | `dispenses` | The fill was never reported. | `_report_gap` | 0.9 |
-- MAGIC | `P8_distance_missing` | `dispenses` | A PO box has no distance. | `_po_box` | 1 |
-- MAGIC | `P9_institutional_id` | `dispenses` | A resident prescribes under the hospital's number. | `_resident_month` | 0.85 |

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
-- MAGIC ## A hunt for `P5_patch_boxes`
-- MAGIC
-- MAGIC Which fills count boxes instead of patches?
-- MAGIC
-- MAGIC **The trap:** fewer units than days is what every patch looks like that lasts three days; the daily dose was worked out from the patches, and a box of five is a fifth of it

-- COMMAND ----------

SELECT 'dispenses' AS table_name, dispense_id AS row_key, 'quantity' AS column_name, 'P5_patch_boxes' AS stage_id
FROM dispenses WHERE quantity < days_supply

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql opioid_monitoring --as csv "<the query>" > found.csv
-- MAGIC medley score opioid_monitoring --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'dispenses' AS table_name, dispense_id AS row_key, 'quantity' AS column_name, 'P5_patch_boxes' AS stage_id
FROM dispenses d JOIN drugs g ON g.drug_id = d.drug_id
WHERE g.drug_class = 'OPIOID' AND 2 * d.quantity * g.mme_per_unit < d.mme_per_day * d.days_supply

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score opioid_monitoring` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore opioid_monitoring` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify opioid_monitoring` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
