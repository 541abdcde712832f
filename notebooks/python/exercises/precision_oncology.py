# Databricks notebook source
# MAGIC %md
# MAGIC # Precision oncology: which mutation makes which drug work, and why responders relapse
# MAGIC
# MAGIC You lead translational science in a network of cancer centres. Every patient with advanced lung, breast, colorectal or pancreatic cancer gets, or does not get, a gene report, a drug and a scan every few weeks. Find which mutation makes which drug work, why responders relapse, what immunotherapy at low PD-L1 costs, what an uncertain variant is worth, and which unlabelled pair of drug and mutation is the next indication - where laboratories write variants in their own way and progression is seen on a scan day only.
# MAGIC
# MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
# MAGIC answer key that lies apart from the tables.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Tables
# MAGIC
# MAGIC | table | what a row is |
# MAGIC |---|---|
# MAGIC | `tumor_assessments` | One row per scan, the baseline of a line of treatment among them. |
# MAGIC | `treatments` | One row per patient and line of treatment. |
# MAGIC | `biomarker_results` | One row per gene, or PD-L1, of a report. |
# MAGIC | `patients` | One row per patient with advanced cancer. |
# MAGIC | `centres` | One row per cancer centre. |
# MAGIC | `drugs` | One row per drug or regimen. |
# MAGIC | `key_patient_truth` | The biology of every tumour. |
# MAGIC | `key_line_truth` | Why every line went as it did. |
# MAGIC | `key_variant_truth` | What the variants of insufficient evidence are in truth. |
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
dbutils.widgets.text("schema", "precision_oncology")
dbutils.widgets.text("key_schema", "precision_oncology_key")
dbutils.widgets.text("folder", "")
dbutils.widgets.text("format", "delta")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/precision_oncology/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "tumor_assessments",
    "treatments",
    "biomarker_results",
    "patients",
    "centres",
    "drugs",
]:
    spark.sql(
        f"CREATE OR REPLACE TEMPORARY VIEW {table} AS SELECT * FROM {tables_in}{table}`")

# COMMAND ----------

catalog, schema, folder, format = map(
    dbutils.widgets.get, ["catalog", "key_schema", "folder", "format"])
tables_in = (
    f"{format}.`{folder.rstrip('/')}/precision_oncology/_key/" if folder else f"`{catalog}`.`{schema}`.`")
for table in [
    "patient_truth",
    "line_truth",
    "variant_truth",
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
# MAGIC ### tumor_assessments
# MAGIC
# MAGIC One row per scan, the baseline of a line of treatment among them.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `assessment_id` | BIGINT | Key. Scan: treatment_id x 100 + a number of the scan that does not tell the order. |
# MAGIC | `treatment_id` | BIGINT | Line of treatment. Joins `treatments`. |
# MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
# MAGIC | `assessment_date` | DATE | Day of the scan. |
# MAGIC | `study_week` | SMALLINT | Weeks since the start of the line, rounded; 0 is the baseline. |
# MAGIC | `sld_mm` | DOUBLE | Sum of the longest diameters of the target lesions, in mm. |
# MAGIC | `recist_status` | STRING | BASELINE, CR, PR, SD or PD, by RECIST 1.1 on the measured sums. |
# MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM tumor_assessments LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### treatments
# MAGIC
# MAGIC One row per patient and line of treatment.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `treatment_id` | BIGINT | Key. Line: patient_id x 10 + line. |
# MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
# MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
# MAGIC | `line_number` | SMALLINT | 1 to 3. |
# MAGIC | `drug_name` | STRING | Drug or regimen. Joins `drugs`. |
# MAGIC | `start_date` | DATE | First day of the line; the baseline scan is on it. |
# MAGIC | `end_date` | DATE | Last day on the drug; NULL if still on it at the cut-off. |
# MAGIC | `end_reason` | STRING | PROGRESSION, TOXICITY, DEATH or LOST; NULL if still on the drug. |
# MAGIC | `best_response` | STRING | Best status before progression: CR, PR, SD, PD, or NE without a scan. |
# MAGIC | `tumor_shrinkage_pct` | DOUBLE | Greatest loss of the sum of diameters against the baseline, in percent; negative if it only grew; NULL without a scan. |
# MAGIC | `pfs_days` | INT | Days from the start to the first scan that shows progression, death, loss or the cut-off. |
# MAGIC | `pfs_event` | STRING | PROGRESSION, DEATH or CENSORED. |
# MAGIC | `drug_cost_usd` | DECIMAL(12,2) | List price for the days on the drug. |
# MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM treatments LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### biomarker_results
# MAGIC
# MAGIC One row per gene, or PD-L1, of a report.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `result_id` | BIGINT | Key. Result: patient_id x 100 + gene 0 to 6, 10 for PD-L1, 40 for an amendment, 50 for a test at progression. |
# MAGIC | `report_id` | BIGINT | Report: patient_id x 10 + 0 panel, 1 PD-L1, 2 amendment, 3 progression. |
# MAGIC | `patient_id` | BIGINT | Patient. Joins `patients`. |
# MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
# MAGIC | `report_type` | STRING | INITIAL, AMENDED or PROGRESSION. |
# MAGIC | `panel` | STRING | SMALL_PANEL, LARGE_PANEL, BRCA_PANEL, IHC or CTDNA. |
# MAGIC | `biomarker` | STRING | Gene symbol or PD-L1. |
# MAGIC | `result_status` | STRING | DETECTED, NOT_DETECTED, QNS (quantity not sufficient) or FINAL (PD-L1 with a value). |
# MAGIC | `variant_protein` | STRING | Change of the protein in HGVS; NULL unless DETECTED. |
# MAGIC | `classification` | STRING | PATHOGENIC, BENIGN or UNCERTAIN_SIGNIFICANCE; NULL unless DETECTED. |
# MAGIC | `variant_allele_pct` | DOUBLE | Share of the reads with the variant, in percent; NULL unless DETECTED, and in amendments. |
# MAGIC | `pd_l1_tps_pct` | DOUBLE | Tumour proportion score, 0 to 100; NULL but for PD-L1 with a value. |
# MAGIC | `specimen_date` | DATE | Day on which the specimen was taken. |
# MAGIC | `report_date` | DATE | Day on which the report was signed. |
# MAGIC | `event_date` | DATE | Day of diagnosis of the patient. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM biomarker_results LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### patients
# MAGIC
# MAGIC One row per patient with advanced cancer.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `patient_id` | BIGINT | Key. Patient: centre_id x 10,000,000 + a number that tells nothing. |
# MAGIC | `centre_id` | INT | Centre. Joins `centres`. |
# MAGIC | `tumor_type` | STRING | LUNG, BREAST, COLORECTAL or PANCREAS. |
# MAGIC | `histology_subtype` | STRING | Lung ADENOCARCINOMA or SQUAMOUS; breast HR_POSITIVE, HER2_POSITIVE or TRIPLE_NEGATIVE; colorectal ADENOCARCINOMA; pancreas DUCTAL. |
# MAGIC | `sex` | STRING | F or M. |
# MAGIC | `age_years` | INT | Age at diagnosis, 25 to 95. |
# MAGIC | `ancestry` | STRING | EUR, AFR, EAS or AMR. |
# MAGIC | `smoking_status` | STRING | EVER or NEVER. |
# MAGIC | `ecog_at_diagnosis` | SMALLINT | ECOG performance status, 0 (fully active) to 3 (limited self-care). |
# MAGIC | `diagnosis_date` | DATE | Day of diagnosis of advanced disease. |
# MAGIC | `survival_months` | DOUBLE | Months of 30.4375 days from diagnosis to last contact. |
# MAGIC | `is_deceased` | BOOLEAN | Whether the last contact is the death; if not, survival is censored. |
# MAGIC | `last_contact_date` | DATE | Death, loss or cut-off, whichever is first. |
# MAGIC | `end_of_follow_up` | STRING | DEATH, LOST or CUT_OFF. |
# MAGIC | `event_date` | DATE | Day of diagnosis. |
# MAGIC | `region` | STRING | Region; names the folder. |
# MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM patients LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### centres
# MAGIC
# MAGIC One row per cancer centre.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `centre_id` | INT | Key. Centre, 1 to the number of centres. |
# MAGIC | `centre_name` | STRING | Fictitious name. |
# MAGIC | `centre_type` | STRING | ACADEMIC or COMMUNITY. |
# MAGIC | `lab_system` | STRING | HL7 or LEGACY_LIS. |
# MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM centres LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### drugs
# MAGIC
# MAGIC One row per drug or regimen.
# MAGIC
# MAGIC | column | type | meaning |
# MAGIC |---|---|---|
# MAGIC | `drug_name` | STRING | Key. Drug or regimen; Drug X, Drug Y and Drug Z are fictitious. |
# MAGIC | `drug_class` | STRING | CHEMO, IO (immunotherapy), EGFR_TKI_1G, EGFR_TKI_3G, ALK_TKI, KRAS_G12C, PARP, CDK46_ET, HER2 or METABOLIC. |
# MAGIC | `label_tumor_type` | STRING | Tumour that the label names; NULL if it is not restricted. |
# MAGIC | `label_biomarker` | STRING | Biomarker that the label names; NULL if it is not restricted. |
# MAGIC | `list_price_usd_per_30d` | DECIMAL(12,2) | List price of 30 days. |

# COMMAND ----------

display(spark.sql(r"""
SELECT * FROM drugs LIMIT 20
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ### Over time
# MAGIC
# MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

# COMMAND ----------

display(spark.sql(r"""
SELECT event_date, count(*) AS row_count, region
FROM tumor_assessments GROUP BY event_date, region ORDER BY event_date, region
"""))

# COMMAND ----------

# MAGIC %md
# MAGIC ## Questions
# MAGIC
# MAGIC Every question has an answer that was built into the world. The numbers hold from the
# MAGIC stated number of rows on.

# COMMAND ----------

# MAGIC %md
# MAGIC ### How much better do KRAS G12C patients respond to Drug X than to Drug Y? "40 % better" is relative.
# MAGIC
# MAGIC One row with `rate_ratio`, `orr_x`, `orr_y`, `alias_loss`, from `treatments`, `biomarker_results`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: every KRAS mutation counted, though only G12C fits these drugs: 31 against 23 %; and = 'p.Gly12Cys' alone loses about 9 % of the patients.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### How long do gefitinib responders last before T790M relapse, and how often is it T790M?
# MAGIC
# MAGIC One row with `mean_months`, `t790m_share`, from `treatments`, `biomarker_results`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: all who took gefitinib: those who never responded, who were not tested again and whose clock still runs make it 5.2 months and a quarter.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Is a variant of uncertain significance half a mutation? Response to olaparib by class of the BRCA variant.
# MAGIC
# MAGIC One row with `orr_vus`, `orr_pathogenic`, `naive_orr`, `vus_report_share`, from `treatments`, `biomarker_results`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: any BRCA variant counted as positive: 0.49.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### What do low-PD-L1 patients on immunotherapy at $15,000 a month cost, and what do they gain?
# MAGIC
# MAGIC One row with `low_share`, `orr_low`, `orr_high`, `wasted_share`, `naive_low_share`, from `treatments`, `biomarker_results`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: a score that is missing read as 0, and TPS as it stands, which takes fractions for low scores: 34 % look low.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### Which unlabelled cell of tumour, gene and drug (line 2, n >= 100) is the next indication?
# MAGIC
# MAGIC One row with `is_stk11_lung_drug_z`, `rate_ratio`, from `treatments`, `biomarker_results`, `patients`, `drugs`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: without the floor on n a cell of a handful of patients usually wins.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ### How long do lung patients live? Kaplan-Meier median in months.
# MAGIC
# MAGIC One row with `km_median`, `naive_median`, from `patients`. From 1,000,000 rows of `tumor_assessments` on there is a right answer.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC Before you believe your number, think of this: the median of the deceased alone: 9.0.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## Data quality
# MAGIC
# MAGIC What follows was done to the clean data. How much of it can you find?
# MAGIC
# MAGIC | stage | table | what goes wrong |
# MAGIC |---|---|---|
# MAGIC | `vus` | `biomarker_results` | The evidence did not suffice: the variant is of uncertain significance. |
# MAGIC | `variant_alias` | `biomarker_results` | The laboratory's interface spells the variant in its own way. |
# MAGIC | `tps_fraction` | `biomarker_results` | A release of the laboratory's software writes the percentage as a fraction. |
# MAGIC | `duplicate_report` | `biomarker_results` | The report came by fax and by interface, and the queue was replayed. |
# MAGIC | `tumor_synonym` | `patients` | The abstractor writes the tumour in words of their own. |
# MAGIC | `missed_scan` | `tumor_assessments` | The film archive is behind: the scan was not entered. |
# MAGIC | `sld_cm` | `tumor_assessments` | The reader dictated centimetres. |
# MAGIC
# MAGIC Hand in what you found: `medley score precision_oncology --template found.csv` writes a file to fill in,
# MAGIC and `medley score precision_oncology --detections found.csv` says how much of it is right.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## A hunt for `sld_cm`
# MAGIC
# MAGIC Which sums of diameters are in centimetres?
# MAGIC
# MAGIC One row a find, with `table_name`, `row_key` (the row's key columns, joined by `|`),
# MAGIC `column_name` if a value is wrong, and `stage_id`. There is a query with an F1 of at least 0.9.

# COMMAND ----------

# Your query.

# COMMAND ----------

# MAGIC %md
# MAGIC ## When you are done
# MAGIC
# MAGIC The solution has the query of who walks into each trap, the right one, and what must come
# MAGIC out.
