-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Oncology journeys: lines of therapy, survival, and who was fit enough for which drug
-- MAGIC
-- MAGIC You have a tumour registry: when each cancer was found, how far it had spread, which drugs came in which order, why each was stopped, and when the patient died - if anybody told the registry. Draw the Sankey from first to second to third line, the Kaplan-Meier curves by path and stage, and find out how much of the difference between two second-line choices is the drug and how much is who was fit enough to get it.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `therapy_lines` | One row per line of systemic therapy. |
-- MAGIC | `registry_cases` | One row per patient, at the data cut-off. |
-- MAGIC | `registries` | One row per registry. |
-- MAGIC | `regimens` | One row per regimen. |
-- MAGIC | `key_case_truth` | What nobody knew of every patient. |
-- MAGIC | `key_line_truth` | What every line really was. |
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
CREATE WIDGET TEXT schema DEFAULT 'oncology_journey';
CREATE WIDGET TEXT key_schema DEFAULT 'oncology_journey_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/oncology_journey/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW therapy_lines AS SELECT * FROM ' || tables_in || 'therapy_lines`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW registry_cases AS SELECT * FROM ' || tables_in || 'registry_cases`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW registries AS SELECT * FROM ' || tables_in || 'registries`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW regimens AS SELECT * FROM ' || tables_in || 'regimens`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/oncology_journey/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_case_truth AS SELECT * FROM ' || tables_in || 'case_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_line_truth AS SELECT * FROM ' || tables_in || 'line_truth`';
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
-- MAGIC ### therapy_lines
-- MAGIC
-- MAGIC One row per line of systemic therapy.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `line_id` | BIGINT | Key. Line; tells nothing of the order. |
-- MAGIC | `patient_id` | BIGINT | Patient. Joins `registry_cases`. |
-- MAGIC | `registry_id` | INT | Registry. Joins `registries`. |
-- MAGIC | `registrar_id` | BIGINT | Who abstracted the line: registry_id x 100 + a number. |
-- MAGIC | `line_of_therapy` | SMALLINT | 1 to 4, counting all systemic lines of the patient. |
-- MAGIC | `therapy_intent` | STRING | CURATIVE or PALLIATIVE. |
-- MAGIC | `drug_regimen` | STRING | Standard code of the regimen. Joins `regimens`. |
-- MAGIC | `start_date` | DATE | First day of the line. |
-- MAGIC | `end_date` | DATE | Last day of the line; NULL if on treatment at the cut-off. |
-- MAGIC | `reason_for_discontinuation` | STRING | PROGRESSION, TOXICITY, COMPLETED, PATIENT_CHOICE, DEATH or LOST_TO_FOLLOW_UP; NULL if on treatment. |
-- MAGIC | `ecog_at_start` | SMALLINT | ECOG performance status at the start, 0 (fit) to 4 (bedridden). |
-- MAGIC | `event_date` | DATE | Day of the patient's diagnosis. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM therapy_lines LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### registry_cases
-- MAGIC
-- MAGIC One row per patient, at the data cut-off.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `patient_id` | BIGINT | Key. Patient; tells neither month nor order. |
-- MAGIC | `registry_id` | INT | Registry. Joins `registries`. |
-- MAGIC | `tumor_type` | STRING | LUNG (non-small-cell) or BREAST. |
-- MAGIC | `stage` | STRING | I, II, III or IV at diagnosis. |
-- MAGIC | `biomarker_status` | STRING | Lung: EGFR+/ALK-, EGFR-/ALK+, EGFR-/ALK- or UNKNOWN (not tested); breast: HR+/HER2-, HER2+ or TNBC. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `age_at_diagnosis` | INT | Whole years, 28 to 95. |
-- MAGIC | `ecog_at_diagnosis` | SMALLINT | ECOG performance status, 0 to 3. |
-- MAGIC | `diagnosis_date` | DATE | Day of diagnosis, a working day. |
-- MAGIC | `ngs_test_date` | DATE | Day of the result of the gene test, lung only; NULL if never tested. |
-- MAGIC | `vital_status` | STRING | ALIVE or DECEASED, as far as the registry knows. |
-- MAGIC | `last_contact_date` | DATE | Day of death or loss, or of the last visit before the cut-off. |
-- MAGIC | `date_of_death` | DATE | Day of death; NULL unless one is recorded. |
-- MAGIC | `death_date_precision` | STRING | DAY or MONTH; NULL without a date. |
-- MAGIC | `event_date` | DATE | Day of diagnosis. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM registry_cases LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### registries
-- MAGIC
-- MAGIC One row per registry.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `registry_id` | INT | Key. Registry. |
-- MAGIC | `registry_name` | STRING | Registry and its number. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM registries LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### regimens
-- MAGIC
-- MAGIC One row per regimen.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `drug_regimen` | STRING | Key. Standard code of the regimen. |
-- MAGIC | `tumor_type` | STRING | LUNG or BREAST. |
-- MAGIC | `regimen_class` | STRING | IO (immunotherapy), CHEMO, TKI (kinase inhibitor), ET (endocrine), HER2 or ADC (antibody-drug conjugate). |

-- COMMAND ----------

SELECT * FROM regimens LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM therapy_lines GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### After A (carbo_pem_pembro), is B better than C, and how much of it is fitness?
-- MAGIC
-- MAGIC One row with `median_b`, `median_c`, `crude_hr`, `ecog_adjusted_hr`, from `therapy_lines`, `registry_cases`. From 900,000 rows of `therapy_lines` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the survival of the deceased alone (10.5 against 7.2 months) leaves out who is still alive; and the crude hazard ratio of 0.66 gives the drug what fitness did.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Sankey, stage IV lung without a result that a TKI fits: where do lines go?
-- MAGIC
-- MAGIC One row with `flows_total`, `first_to_second`, `second_to_third`, `died_on_first`, `naive_gap`, from `therapy_lines`, `registry_cases`. From 900,000 rows of `therapy_lines` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: whoever had one line and is dead is taken to have died on it: most had stopped before.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Kaplan-Meier: five-year survival of lung cancer by stage, median on a TKI in months?
-- MAGIC
-- MAGIC One row with `s5_i`, `s5_ii`, `s5_iii`, `s5_iv`, `tki_median`, `naive_s5_iv`, from `therapy_lines`, `registry_cases`. From 900,000 rows of `therapy_lines` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: whoever has no date of death is taken as alive at the cut-off: 19 % of stage IV alive after five years.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does gene testing itself prolong life (stage IV lung, never on a TKI)? Hazard ratio from day 90 on.
-- MAGIC
-- MAGIC One row with `landmark_hr`, `naive_hr`, from `therapy_lines`, `registry_cases`. From 900,000 rows of `therapy_lines` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: tested against untested from diagnosis: 0.67, since one has to live to be tested (immortal time).

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do lines that end before they start come from?
-- MAGIC
-- MAGIC One row with `violation_share`, `flagged_registrars`, `share_in_flagged`, from `therapy_lines`. From 900,000 rows of `therapy_lines` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: grouped by registry instead of registrar, one in ten sticks out and three quarters of the errors seem to come from everywhere.

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
-- MAGIC | `death_missing` | `registry_cases` | The death index was not linked: the dead look alive and were last seen when the hospital saw them. |
-- MAGIC | `death_month_only` | `registry_cases` | The death index gave the month: the 15th is written. |
-- MAGIC | `stage_text` | `registry_cases` | The abstractor writes the stage in his own way. |
-- MAGIC | `line_reset` | `therapy_lines` | The new hospital starts counting again. |
-- MAGIC | `date_swap` | `therapy_lines` | Start and end of the line are exchanged. |
-- MAGIC | `regimen_alias` | `therapy_lines` | The regimen is written as a brand or a list of its drugs. |
-- MAGIC | `reason_missing` | `therapy_lines` | The reason for stopping was not looked up. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score oncology_journey --template found.csv` writes a file to fill in,
-- MAGIC and `medley score oncology_journey --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `line_reset`
-- MAGIC
-- MAGIC Which lines of therapy were counted anew by the next hospital?
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
