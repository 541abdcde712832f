-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Precision oncology: which mutation makes which drug work, and why responders relapse
-- MAGIC
-- MAGIC You lead translational science in a network of cancer centres. Every patient with advanced lung, breast, colorectal or pancreatic cancer gets, or does not get, a gene report, a drug and a scan every few weeks. Find which mutation makes which drug work, why responders relapse, what immunotherapy at low PD-L1 costs, what an uncertain variant is worth, and which unlabelled pair of drug and mutation is the next indication - where laboratories write variants in their own way and progression is seen on a scan day only.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `tumor_assessments` | One row per scan, the baseline of a line of treatment among them. |
-- MAGIC | `treatments` | One row per patient and line of treatment. |
-- MAGIC | `biomarker_results` | One row per gene, or PD-L1, of a report. |
-- MAGIC | `patients` | One row per patient with advanced cancer. |
-- MAGIC | `centres` | One row per cancer centre. |
-- MAGIC | `drugs` | One row per drug or regimen. |
-- MAGIC | `key_patient_truth` | The biology of every tumour. |
-- MAGIC | `key_line_truth` | Why every line went as it did. |
-- MAGIC | `key_variant_truth` | What the variants of insufficient evidence are in truth. |
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
CREATE WIDGET TEXT schema DEFAULT 'precision_oncology';
CREATE WIDGET TEXT key_schema DEFAULT 'precision_oncology_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/precision_oncology/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW tumor_assessments AS SELECT * FROM ' || tables_in || 'tumor_assessments`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW treatments AS SELECT * FROM ' || tables_in || 'treatments`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW biomarker_results AS SELECT * FROM ' || tables_in || 'biomarker_results`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW patients AS SELECT * FROM ' || tables_in || 'patients`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW centres AS SELECT * FROM ' || tables_in || 'centres`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW drugs AS SELECT * FROM ' || tables_in || 'drugs`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/precision_oncology/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_patient_truth AS SELECT * FROM ' || tables_in || 'patient_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_line_truth AS SELECT * FROM ' || tables_in || 'line_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_variant_truth AS SELECT * FROM ' || tables_in || 'variant_truth`';
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
-- MAGIC ### tumor_assessments
-- MAGIC
-- MAGIC One row per scan, the baseline of a line of treatment among them.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `assessment_id` | BIGINT | Key. Scan: treatment_id x 100 + a number of the scan that does not tell the order. |
-- MAGIC | `treatment_id` | BIGINT | Line of treatment. Joins `treatments`. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `assessment_date` | DATE | Day of the scan. |
-- MAGIC | `study_week` | SMALLINT | Weeks since the start of the line, rounded; 0 is the baseline. |
-- MAGIC | `sld_mm` | DOUBLE | Sum of the longest diameters of the target lesions, in mm. |
-- MAGIC | `recist_status` | STRING | BASELINE, CR, PR, SD or PD, by RECIST 1.1 on the measured sums. |
-- MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM tumor_assessments LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### treatments
-- MAGIC
-- MAGIC One row per patient and line of treatment.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `treatment_id` | BIGINT | Key. Line: patient_id x 10 + line. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
-- MAGIC | `line_number` | SMALLINT | 1 to 3. |
-- MAGIC | `drug_name` | STRING | Drug or regimen. Joins `drugs`. |
-- MAGIC | `start_date` | DATE | First day of the line; the baseline scan is on it. |
-- MAGIC | `end_date` | DATE | Last day on the drug; NULL if still on it at the cut-off. |
-- MAGIC | `end_reason` | STRING | PROGRESSION, TOXICITY, DEATH or LOST; NULL if still on the drug. |
-- MAGIC | `best_response` | STRING | Best status before progression: CR, PR, SD, PD, or NE without a scan. |
-- MAGIC | `tumor_shrinkage_pct` | DOUBLE | Greatest loss of the sum of diameters against the baseline, in percent; negative if it only grew; NULL without a scan. |
-- MAGIC | `pfs_days` | INT | Days from the start to the first scan that shows progression, death, loss or the cut-off. |
-- MAGIC | `pfs_event` | STRING | PROGRESSION, DEATH or CENSORED. |
-- MAGIC | `drug_cost_usd` | DECIMAL(12,2) | List price for the days on the drug. |
-- MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM treatments LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### biomarker_results
-- MAGIC
-- MAGIC One row per gene, or PD-L1, of a report.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `result_id` | BIGINT | Key. Result: patient_id x 100 + gene 0 to 6, 10 for PD-L1, 40 for an amendment, 50 for a test at progression. |
-- MAGIC | `report_id` | BIGINT | Report: patient_id x 10 + 0 panel, 1 PD-L1, 2 amendment, 3 progression. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
-- MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
-- MAGIC | `report_type` | STRING | INITIAL, AMENDED or PROGRESSION. |
-- MAGIC | `panel` | STRING | SMALL_PANEL, LARGE_PANEL, BRCA_PANEL, IHC or CTDNA. |
-- MAGIC | `biomarker` | STRING | Gene symbol or PD-L1. |
-- MAGIC | `result_status` | STRING | DETECTED, NOT_DETECTED, QNS (quantity not sufficient) or FINAL (PD-L1 with a value). |
-- MAGIC | `variant_protein` | STRING | Change of the protein in HGVS; NULL unless DETECTED. |
-- MAGIC | `classification` | STRING | PATHOGENIC, BENIGN or UNCERTAIN_SIGNIFICANCE; NULL unless DETECTED. |
-- MAGIC | `variant_allele_pct` | DOUBLE | Share of the reads with the variant, in percent; NULL unless DETECTED, and in amendments. |
-- MAGIC | `pd_l1_tps_pct` | DOUBLE | Tumour proportion score, 0 to 100; NULL but for PD-L1 with a value. |
-- MAGIC | `specimen_date` | DATE | Day on which the specimen was taken. |
-- MAGIC | `report_date` | DATE | Day on which the report was signed. |
-- MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM biomarker_results LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### patients
-- MAGIC
-- MAGIC One row per patient with advanced cancer.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient: centre_id x 10,000,000 + a number that tells nothing. |
-- MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
-- MAGIC | `tumor_type` | STRING | LUNG, BREAST, COLORECTAL or PANCREAS. |
-- MAGIC | `histology_subtype` | STRING | Lung ADENOCARCINOMA or SQUAMOUS; breast HR_POSITIVE, HER2_POSITIVE or TRIPLE_NEGATIVE; colorectal ADENOCARCINOMA; pancreas DUCTAL. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `age_years` | INT | Age at diagnosis, 25 to 95. |
-- MAGIC | `ancestry` | STRING | EUR, AFR, EAS or AMR. |
-- MAGIC | `smoking_status` | STRING | EVER or NEVER. |
-- MAGIC | `ecog_at_diagnosis` | SMALLINT | ECOG performance status, 0 (fully active) to 3 (limited self-care). |
-- MAGIC | `diagnosis_date` | DATE | Day of diagnosis of advanced disease. |
-- MAGIC | `survival_months` | DOUBLE | Months of 30.4375 days from diagnosis to last contact. |
-- MAGIC | `is_deceased` | BOOLEAN | Whether the last contact is the death; if not, survival is censored. |
-- MAGIC | `last_contact_date` | DATE | Death, loss or cut-off, whichever is first. |
-- MAGIC | `end_of_follow_up` | STRING | DEATH, LOST or CUT_OFF. |
-- MAGIC | `event_date` | DATE | Day of diagnosis. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM patients LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### centres
-- MAGIC
-- MAGIC One row per cancer centre.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `centre_id` | INT | Key. Centre, 1 to the number of centres. |
-- MAGIC | `centre_name` | STRING | Fictitious name. |
-- MAGIC | `centre_type` | STRING | ACADEMIC or COMMUNITY. |
-- MAGIC | `lab_system` | STRING | HL7 or LEGACY_LIS. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM centres LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### drugs
-- MAGIC
-- MAGIC One row per drug or regimen.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `drug_name` | STRING | Key. Drug or regimen; Drug X, Drug Y and Drug Z are fictitious. |
-- MAGIC | `drug_class` | STRING | CHEMO, IO (immunotherapy), EGFR_TKI_1G, EGFR_TKI_3G, ALK_TKI, KRAS_G12C, PARP, CDK46_ET, HER2 or METABOLIC. |
-- MAGIC | `label_tumor_type` | STRING | Tumour that the label names; NULL if it is not restricted. |
-- MAGIC | `label_biomarker` | STRING | Biomarker that the label names; NULL if it is not restricted. |
-- MAGIC | `list_price_usd_per_30d` | DECIMAL(12,2) | List price of 30 days. |

-- COMMAND ----------

SELECT * FROM drugs LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM tumor_assessments GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How much better do KRAS G12C patients respond to Drug X than to Drug Y? "40 % better" is relative.
-- MAGIC
-- MAGIC **The trap:** every KRAS mutation counted, though only G12C fits these drugs: 31 against 23 %; and = 'p.Gly12Cys' alone loses about 9 % of the patients

-- COMMAND ----------

WITH g AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker = 'KRAS' AND result_status = 'DETECTED'),
r AS (SELECT t.drug_name, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN g USING (patient_id) WHERE t.drug_name IN ('Drug X', 'Drug Y'))
SELECT avg(CASE WHEN drug_name = 'Drug X' THEN resp END) / avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS rate_ratio, avg(CASE WHEN drug_name = 'Drug X' THEN resp END) AS orr_x, avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS orr_y FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `rate_ratio`: 1.17 .. 1.65
-- MAGIC - `orr_x`: 0.38 .. 0.48
-- MAGIC - `orr_y`: 0.26 .. 0.355
-- MAGIC - `alias_loss`: 0.03 .. 0.17
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH g AS (SELECT patient_id, max(CASE WHEN variant_protein = 'p.Gly12Cys' THEN 1 ELSE 0 END) AS standard FROM biomarker_results WHERE biomarker = 'KRAS' AND result_status = 'DETECTED' AND variant_protein IN ('p.Gly12Cys', 'G12C', 'KRAS G12C', 'c.34G>T') GROUP BY patient_id),
r AS (SELECT t.drug_name, g.standard, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN g USING (patient_id) WHERE t.line_number >= 2 AND t.drug_name IN ('Drug X', 'Drug Y'))
SELECT avg(CASE WHEN drug_name = 'Drug X' THEN resp END) / avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS rate_ratio, avg(CASE WHEN drug_name = 'Drug X' THEN resp END) AS orr_x, avg(CASE WHEN drug_name = 'Drug Y' THEN resp END) AS orr_y, 1D - avg(standard) AS alias_loss FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How long do gefitinib responders last before T790M relapse, and how often is it T790M?
-- MAGIC
-- MAGIC **The trap:** all who took gefitinib: those who never responded, who were not tested again and whose clock still runs make it 5.2 months and a quarter

-- COMMAND ----------

WITH re AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE variant_protein = 'p.Thr790Met')
SELECT avg(t.pfs_days) / 30.4375D AS mean_months, avg(CASE WHEN re.patient_id IS NULL THEN 0D ELSE 1D END) AS t790m_share FROM treatments t LEFT JOIN re USING (patient_id) WHERE t.drug_name = 'gefitinib'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `mean_months`: 5.6 .. 6.7
-- MAGIC - `t790m_share`: 0.565 .. 0.675
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH re AS (SELECT patient_id, max(CASE WHEN result_status = 'DETECTED' THEN 1D ELSE 0D END) AS t790m FROM biomarker_results WHERE report_type = 'PROGRESSION' AND biomarker = 'EGFR' GROUP BY patient_id)
SELECT avg(CASE WHEN re.t790m = 1 AND t.best_response IN ('CR', 'PR') THEN t.pfs_days END) / 30.4375D AS mean_months, avg(re.t790m) AS t790m_share FROM treatments t JOIN re USING (patient_id) WHERE t.line_number = 1 AND t.drug_name = 'gefitinib' AND t.pfs_event = 'PROGRESSION'

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is a variant of uncertain significance half a mutation? Response to olaparib by class of the BRCA variant.
-- MAGIC
-- MAGIC **The trap:** any BRCA variant counted as positive: 0.49

-- COMMAND ----------

WITH c AS (SELECT DISTINCT patient_id FROM biomarker_results WHERE biomarker IN ('BRCA1', 'BRCA2') AND result_status = 'DETECTED'),
o AS (SELECT avg(CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END) AS orr FROM treatments t JOIN c USING (patient_id) WHERE t.drug_name = 'olaparib')
SELECT orr AS orr_vus, orr AS orr_pathogenic FROM o

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `orr_vus`: 0.10 .. 0.26
-- MAGIC - `orr_pathogenic`: 0.54 .. 0.68
-- MAGIC - `naive_orr`: 0.42 .. 0.54
-- MAGIC - `vus_report_share`: 0.26 .. 0.33
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH c AS (SELECT patient_id, max(CASE classification WHEN 'PATHOGENIC' THEN 3 WHEN 'UNCERTAIN_SIGNIFICANCE' THEN 2 ELSE 1 END) AS k FROM biomarker_results WHERE report_type = 'INITIAL' AND biomarker IN ('BRCA1', 'BRCA2') AND result_status = 'DETECTED' GROUP BY patient_id),
o AS (SELECT c.k, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp FROM treatments t JOIN c USING (patient_id) WHERE t.drug_name = 'olaparib'),
p AS (SELECT report_id, max(CASE WHEN classification = 'UNCERTAIN_SIGNIFICANCE' THEN 1D ELSE 0D END) AS vus FROM biomarker_results WHERE report_type = 'INITIAL' AND panel = 'LARGE_PANEL' AND result_status <> 'QNS' GROUP BY report_id)
SELECT avg(CASE WHEN k = 2 THEN resp END) AS orr_vus, avg(CASE WHEN k = 3 THEN resp END) AS orr_pathogenic, avg(resp) AS naive_orr, (SELECT avg(vus) FROM p) AS vus_report_share FROM o

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### What do low-PD-L1 patients on immunotherapy at $15,000 a month cost, and what do they gain?
-- MAGIC
-- MAGIC **The trap:** a score that is missing read as 0, and TPS as it stands, which takes fractions for low scores: 34 % look low

-- COMMAND ----------

WITH p AS (SELECT patient_id, coalesce(pd_l1_tps_pct, 0) AS tps FROM biomarker_results WHERE biomarker = 'PD-L1'),
io AS (SELECT p.tps, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp, CAST(t.drug_cost_usd AS DOUBLE) AS cost FROM treatments t JOIN p USING (patient_id) WHERE t.drug_name = 'pembrolizumab')
SELECT avg(CASE WHEN tps < 1 THEN 1D ELSE 0D END) AS low_share, avg(CASE WHEN tps < 1 THEN resp END) AS orr_low, avg(CASE WHEN tps >= 50 THEN resp END) AS orr_high, sum(CASE WHEN tps < 1 AND resp = 0 THEN cost ELSE 0D END) / sum(cost) AS wasted_share FROM io

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `low_share`: 0.20 .. 0.32
-- MAGIC - `orr_low`: 0.08 .. 0.14
-- MAGIC - `orr_high`: 0.43 .. 0.51
-- MAGIC - `wasted_share`: 0.075 .. 0.135
-- MAGIC - `naive_low_share`: 0.225 .. 0.35
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH p AS (SELECT patient_id, max(CASE WHEN pd_l1_tps_pct > 0 AND pd_l1_tps_pct < 1 THEN pd_l1_tps_pct * 100 ELSE pd_l1_tps_pct END) AS tps, max(pd_l1_tps_pct) AS raw_tps FROM biomarker_results WHERE biomarker = 'PD-L1' AND result_status = 'FINAL' GROUP BY patient_id),
io AS (SELECT p.tps, p.raw_tps, CASE WHEN t.best_response IN ('CR', 'PR') THEN 1D ELSE 0D END AS resp, CAST(t.drug_cost_usd AS DOUBLE) AS cost FROM treatments t JOIN p USING (patient_id) WHERE t.drug_name = 'pembrolizumab')
SELECT avg(CASE WHEN tps < 1 THEN 1D ELSE 0D END) AS low_share, avg(CASE WHEN tps < 1 THEN resp END) AS orr_low, avg(CASE WHEN tps >= 50 THEN resp END) AS orr_high, sum(CASE WHEN tps < 1 AND resp = 0 THEN cost ELSE 0D END) / sum(cost) AS wasted_share, avg(CASE WHEN raw_tps < 1 THEN 1D ELSE 0D END) AS naive_low_share FROM io

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which unlabelled cell of tumour, gene and drug (line 2, n >= 100) is the next indication?
-- MAGIC
-- MAGIC **The trap:** without the floor on n a cell of a handful of patients usually wins

-- COMMAND ----------

WITH m AS (SELECT DISTINCT patient_id, biomarker FROM biomarker_results WHERE result_status = 'DETECTED'),
x AS (SELECT p.tumor_type AS tumor, m.biomarker, t.drug_name, CAST(t.pfs_days AS DOUBLE) AS days, CASE WHEN t.pfs_event = 'CENSORED' THEN 0D ELSE 1D END AS ev FROM treatments t JOIN patients p USING (patient_id) JOIN m USING (patient_id) WHERE t.line_number = 2),
c AS (SELECT tumor, biomarker, drug_name, sum(ev) AS d, sum(days) AS pt FROM x GROUP BY tumor, biomarker, drug_name),
h AS (SELECT tumor, biomarker, drug_name, try_divide(d * ((sum(pt) OVER w) - pt), pt * ((sum(d) OVER w) - d)) AS rate_ratio FROM c WINDOW w AS (PARTITION BY tumor, biomarker))
SELECT concat_ws(' ', h.tumor, h.biomarker, h.drug_name) AS best_cell, CASE WHEN h.tumor = 'LUNG' AND h.biomarker = 'STK11' AND h.drug_name = 'Drug Z' THEN 1 ELSE 0 END AS is_stk11_lung_drug_z, h.rate_ratio
FROM h JOIN drugs g USING (drug_name) WHERE h.rate_ratio IS NOT NULL AND NOT (coalesce(g.label_tumor_type, '') = h.tumor AND coalesce(g.label_biomarker, '') = h.biomarker) ORDER BY h.rate_ratio, best_cell LIMIT 1

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `is_stk11_lung_drug_z`: 1
-- MAGIC - `rate_ratio`: 0.34 .. 0.58
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH m AS (SELECT DISTINCT patient_id, biomarker FROM biomarker_results WHERE report_type = 'INITIAL' AND result_status = 'DETECTED' AND classification = 'PATHOGENIC'),
x AS (SELECT CASE WHEN p.tumor_type IN ('LUNG', 'NSCLC') THEN 'LUNG' WHEN p.tumor_type IN ('BREAST', 'Breast Ca') THEN 'BREAST' WHEN p.tumor_type IN ('COLORECTAL', 'CRC') THEN 'COLORECTAL' ELSE 'PANCREAS' END AS tumor, m.biomarker, t.drug_name, CAST(t.pfs_days AS DOUBLE) AS days, CASE WHEN t.pfs_event = 'CENSORED' THEN 0D ELSE 1D END AS ev FROM treatments t JOIN patients p USING (patient_id) JOIN m USING (patient_id) WHERE t.line_number = 2),
c AS (SELECT tumor, biomarker, drug_name, count(*) AS n, sum(ev) AS d, sum(days) AS pt FROM x GROUP BY tumor, biomarker, drug_name),
h AS (SELECT tumor, biomarker, drug_name, n, try_divide(d * ((sum(pt) OVER w) - pt), pt * ((sum(d) OVER w) - d)) AS rate_ratio FROM c WINDOW w AS (PARTITION BY tumor, biomarker))
SELECT concat_ws(' ', h.tumor, h.biomarker, h.drug_name) AS best_cell, CASE WHEN h.tumor = 'LUNG' AND h.biomarker = 'STK11' AND h.drug_name = 'Drug Z' THEN 1 ELSE 0 END AS is_stk11_lung_drug_z, h.rate_ratio FROM h JOIN drugs g USING (drug_name) WHERE h.n >= 100 AND NOT (coalesce(g.label_tumor_type, '') = h.tumor AND coalesce(g.label_biomarker, '') = h.biomarker) ORDER BY h.rate_ratio LIMIT 1

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How long do lung patients live? Kaplan-Meier median in months.
-- MAGIC
-- MAGIC **The trap:** the median of the deceased alone: 9.0

-- COMMAND ----------

SELECT percentile(survival_months, 0.5) AS km_median FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') AND is_deceased

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `km_median`: 10.3 .. 13.1
-- MAGIC - `naive_median`: 7.9 .. 10.1
-- MAGIC
-- MAGIC From 1,000,000 rows of `tumor_assessments` on.

-- COMMAND ----------

WITH s AS (SELECT survival_months AS t, count(*) AS n, sum(CASE WHEN is_deceased THEN 1D ELSE 0D END) AS d FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') GROUP BY survival_months),
k AS (SELECT t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (ORDER BY t)) AS surv FROM (SELECT t, d, sum(n) OVER (ORDER BY t DESC) AS r FROM s))
SELECT min(CASE WHEN surv <= 0.5 THEN t END) AS km_median, (SELECT percentile(survival_months, 0.5) FROM patients WHERE tumor_type IN ('LUNG', 'NSCLC') AND is_deceased) AS naive_median FROM k

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `vus` | `biomarker_results` | The evidence did not suffice: the variant is of uncertain significance. | `_evidence_insufficient` | 0.97 |
-- MAGIC | `variant_alias` | `biomarker_results` | The laboratory's interface spells the variant in its own way. | `startswith(variant_protein, 'p.') AND _legacy_lab AND _old_notation` | 0.8 |
-- MAGIC | `tps_fraction` | `biomarker_results` | A release of the laboratory's software writes the percentage as a fraction. | `pd_l1_tps_pct >= 1 AND _fraction_lab` | 0.5 |
-- MAGIC | `duplicate_report` | `biomarker_results` | The report came by fax and by interface, and the queue was replayed. | `_resend` | 0.1 |
-- MAGIC | `tumor_synonym` | `patients` | The abstractor writes the tumour in words of their own. | `_own_words` | 0.2 |
-- MAGIC | `missed_scan` | `tumor_assessments` | The film archive is behind: the scan was not entered. | `_film_backlog AND study_week > 0 AND NOT _last_scan` | 0.2 |
-- MAGIC | `sld_cm` | `tumor_assessments` | The reader dictated centimetres. | `_cm_reader AND sld_mm > 0` | 0.32 |

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
-- MAGIC ## A hunt for `sld_cm`
-- MAGIC
-- MAGIC Which sums of diameters are in centimetres?
-- MAGIC
-- MAGIC **The trap:** tumours that shrink well have less than ten millimetres left; a sum in centimetres has a tenth of a millimetre where readers write whole ones, or a tenth of the sum of the scan before or after

-- COMMAND ----------

SELECT 'tumor_assessments' AS table_name, assessment_id AS row_key, 'sld_mm' AS column_name, 'sld_cm' AS stage_id
FROM tumor_assessments WHERE sld_mm > 0 AND sld_mm < 10

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql precision_oncology --as csv "<the query>" > found.csv
-- MAGIC medley score precision_oncology --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH s AS (SELECT DISTINCT assessment_id, treatment_id, assessment_date, sld_mm FROM tumor_assessments),
l AS (SELECT *, lag(sld_mm) OVER w AS before_mm, lead(sld_mm) OVER w AS after_mm FROM s WINDOW w AS (PARTITION BY treatment_id ORDER BY assessment_date))
SELECT 'tumor_assessments' AS table_name, assessment_id AS row_key, 'sld_mm' AS column_name, 'sld_cm' AS stage_id
FROM l WHERE sld_mm > 0 AND (sld_mm <> round(sld_mm) OR sld_mm < 0.15 * greatest(before_mm, after_mm))

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score precision_oncology` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore precision_oncology` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify precision_oncology` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
