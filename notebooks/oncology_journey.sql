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
-- MAGIC **The trap:** the survival of the deceased alone (10.5 against 7.2 months) leaves out who is still alive; and the crude hazard ratio of 0.66 gives the drug what fitness did

-- COMMAND ----------

WITH f AS (SELECT b.drug_regimen AS reg, datediff(c.date_of_death, b.start_date) AS t FROM therapy_lines a JOIN therapy_lines b ON b.patient_id = a.patient_id AND a.line_of_therapy = 1 AND b.line_of_therapy = 2 JOIN registry_cases c ON c.patient_id = a.patient_id
    WHERE a.drug_regimen = 'carbo_pem_pembro' AND b.drug_regimen IN ('regimen_B', 'regimen_C') AND c.date_of_death IS NOT NULL)
SELECT percentile(CASE WHEN reg = 'regimen_B' THEN t END, 0.5) / 30.4375D AS median_b, percentile(CASE WHEN reg = 'regimen_C' THEN t END, 0.5) / 30.4375D AS median_c FROM f

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `median_b`: 12.2 .. 15.0
-- MAGIC - `median_c`: 7.7 .. 9.6
-- MAGIC - `crude_hr`: 0.60 .. 0.72
-- MAGIC - `ecog_adjusted_hr`: 0.70 .. 0.85
-- MAGIC
-- MAGIC From 900,000 rows of `therapy_lines` on.

-- COMMAND ----------

WITH l AS (SELECT patient_id, ecog_at_start AS ecog, least(start_date, coalesce(end_date,
    start_date)) AS st, CASE WHEN drug_regimen IN ('carboplatin/pemetrexed/pembrolizumab',
    'CARBO-PEM-PEMBRO') THEN 'carbo_pem_pembro' ELSE drug_regimen END AS reg FROM therapy_lines),
n AS (SELECT patient_id, ecog, st, reg, row_number() OVER (PARTITION BY patient_id ORDER BY st) AS k
    FROM l),
f AS (SELECT b.reg, b.ecog, CAST(greatest(datediff(coalesce(c.date_of_death, c.last_contact_date),
    b.st), 1) AS DOUBLE) AS t, CASE WHEN c.date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM n a
    JOIN n b ON b.patient_id = a.patient_id AND a.k = 1 AND b.k = 2 JOIN registry_cases c ON
    c.patient_id = a.patient_id WHERE a.reg = 'carbo_pem_pembro' AND b.reg IN ('regimen_B',
    'regimen_C')),
km AS (SELECT reg, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY reg ORDER BY t))
    AS s FROM (SELECT reg, t, d, sum(n) OVER (PARTITION BY reg ORDER BY t DESC) AS r FROM (SELECT
    reg, t, sum(d) AS d, count(*) AS n FROM f GROUP BY reg, t))),
e AS (SELECT ecog, sum(CASE WHEN reg = 'regimen_B' THEN d ELSE 0D END) AS db, sum(CASE WHEN reg =
    'regimen_C' THEN d ELSE 0D END) AS dc, sum(CASE WHEN reg = 'regimen_B' THEN t ELSE 0D END) AS
    tb, sum(CASE WHEN reg = 'regimen_C' THEN t ELSE 0D END) AS tc FROM f GROUP BY ecog)
SELECT (SELECT min(t) FROM km WHERE reg = 'regimen_B' AND s <= 0.5) / 30.4375D AS median_b, (SELECT
    min(t) FROM km WHERE reg = 'regimen_C' AND s <= 0.5) / 30.4375D AS median_c, (sum(db) / sum(tb))
    / (sum(dc) / sum(tc)) AS crude_hr, sum(db * tc / (tb + tc)) / sum(dc * tb / (tb + tc)) AS
    ecog_adjusted_hr FROM e

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Sankey, stage IV lung without a result that a TKI fits: where do lines go?
-- MAGIC
-- MAGIC **The trap:** whoever had one line and is dead is taken to have died on it: most had stopped before

-- COMMAND ----------

WITH x AS (SELECT t.patient_id, max(t.line_of_therapy) AS lines, max(CAST(c.date_of_death IS NOT NULL AS INT)) AS dead FROM therapy_lines t JOIN registry_cases c ON c.patient_id = t.patient_id
    WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4', 'Stage IV') AND c.biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN') GROUP BY t.patient_id)
SELECT avg(IF(lines >= 2, 1D, 0D)) AS first_to_second, avg(IF(lines = 1 AND dead = 1, 1D, 0D)) AS died_on_first FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `flows_total`: 1
-- MAGIC - `first_to_second`: 0.245 .. 0.315
-- MAGIC - `second_to_third`: 0.34 .. 0.44
-- MAGIC - `died_on_first`: 0.165 .. 0.215
-- MAGIC - `naive_gap`: 0.005 .. 0.03
-- MAGIC
-- MAGIC From 900,000 rows of `therapy_lines` on.

-- COMMAND ----------

WITH n AS (SELECT t.patient_id, t.line_of_therapy, t.end_date, t.reason_for_discontinuation AS why,
    row_number() OVER (PARTITION BY t.patient_id ORDER BY least(t.start_date, coalesce(t.end_date,
    t.start_date))) AS k, count(*) OVER (PARTITION BY t.patient_id) AS last_k FROM therapy_lines t),
x AS (SELECT n.k, n.line_of_therapy AS raw_k, CASE WHEN n.k < n.last_k THEN 'NEXT_LINE' WHEN
    n.end_date IS NULL THEN 'ON_TREATMENT' WHEN n.why = 'DEATH' THEN 'DIED' WHEN n.why =
    'LOST_TO_FOLLOW_UP' THEN 'LOST' ELSE 'NO_FURTHER_THERAPY' END AS flow FROM n JOIN registry_cases
    c ON c.patient_id = n.patient_id WHERE c.tumor_type = 'LUNG' AND c.stage IN ('IV', 'IVA', '4',
    'Stage IV') AND c.biomarker_status IN ('EGFR-/ALK-', 'UNKNOWN')),
s AS (SELECT k, flow, count(*) / CAST(sum(count(*)) OVER (PARTITION BY k) AS DOUBLE) AS share FROM x
    GROUP BY k, flow)
SELECT round(sum(CASE WHEN k = 1 THEN share END), 9) AS flows_total, max(CASE WHEN k = 1 AND flow =
    'NEXT_LINE' THEN share END) AS first_to_second, max(CASE WHEN k = 2 AND flow = 'NEXT_LINE' THEN
    share END) AS second_to_third, max(CASE WHEN k = 1 AND flow = 'DIED' THEN share END) AS
    died_on_first, max(CASE WHEN k = 1 AND flow = 'NEXT_LINE' THEN share END) - (SELECT sum(CASE
    WHEN raw_k = 2 THEN 1D ELSE 0D END) / sum(CASE WHEN raw_k = 1 THEN 1D ELSE 0D END) FROM x) AS
    naive_gap FROM s

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Kaplan-Meier: five-year survival of lung cancer by stage, median on a TKI in months?
-- MAGIC
-- MAGIC **The trap:** whoever has no date of death is taken as alive at the cut-off: 19 % of stage IV alive after five years

-- COMMAND ----------

WITH c AS (SELECT regexp_extract(upper(stage), '(IV|III|II|I)', 1) AS stg, CASE WHEN datediff(date_of_death, diagnosis_date) <= 1826 THEN 0D ELSE 1D END AS alive FROM registry_cases
    WHERE tumor_type = 'LUNG' AND diagnosis_date <= (SELECT date_sub(max(last_contact_date), 1826) FROM registry_cases))
SELECT avg(CASE WHEN stg = 'I' THEN alive END) AS s5_i, avg(CASE WHEN stg = 'II' THEN alive END) AS s5_ii, avg(CASE WHEN stg = 'III' THEN alive END) AS s5_iii, avg(CASE WHEN stg = 'IV' THEN alive END) AS s5_iv FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `s5_i`: 0.66 .. 0.78
-- MAGIC - `s5_ii`: 0.50 .. 0.63
-- MAGIC - `s5_iii`: 0.34 .. 0.46
-- MAGIC - `s5_iv`: 0.05 .. 0.095
-- MAGIC - `tki_median`: 29 .. 36
-- MAGIC - `naive_s5_iv`: 0.155 .. 0.22
-- MAGIC
-- MAGIC From 900,000 rows of `therapy_lines` on.

-- COMMAND ----------

WITH c AS (SELECT patient_id, CASE WHEN stage RLIKE '4|IV' THEN 'IV' WHEN stage RLIKE '3|III' THEN
    'III' WHEN stage RLIKE '2|II' THEN 'II' ELSE 'I' END AS stg,
    CAST(greatest(datediff(coalesce(date_of_death, last_contact_date), diagnosis_date), 1) AS
    DOUBLE) AS t, CAST(datediff((SELECT max(last_contact_date) FROM registry_cases), diagnosis_date)
    AS DOUBLE) AS to_cutoff, CASE WHEN date_of_death IS NULL THEN 0D ELSE 1D END AS d FROM
    registry_cases WHERE tumor_type = 'LUNG'),
f AS (SELECT patient_id, min_by(drug_regimen, least(start_date, coalesce(end_date, start_date))) AS
    reg FROM therapy_lines GROUP BY patient_id),
g AS (SELECT stg AS grp, t, d FROM c UNION ALL SELECT 'TKI', c.t, c.d FROM c JOIN f ON f.patient_id
    = c.patient_id WHERE c.stg = 'IV' AND f.reg ILIKE '%osimertinib%' UNION ALL SELECT 'NAIVE_IV',
    CASE WHEN d = 1 THEN t ELSE to_cutoff END, d FROM c WHERE stg = 'IV'),
km AS (SELECT grp, t, exp(sum(ln(greatest(1D - d / r, 1e-12D))) OVER (PARTITION BY grp ORDER BY t))
    AS s FROM (SELECT grp, t, d, sum(n) OVER (PARTITION BY grp ORDER BY t DESC) AS r FROM (SELECT
    grp, t, sum(d) AS d, count(*) AS n FROM g GROUP BY grp, t)))
SELECT min(CASE WHEN grp = 'I' AND t <= 1826 THEN s END) AS s5_i, min(CASE WHEN grp = 'II' AND t <=
    1826 THEN s END) AS s5_ii, min(CASE WHEN grp = 'III' AND t <= 1826 THEN s END) AS s5_iii,
    min(CASE WHEN grp = 'IV' AND t <= 1826 THEN s END) AS s5_iv, min(CASE WHEN grp = 'TKI' AND s <=
    0.5 THEN t END) / 30.4375D AS tki_median, min(CASE WHEN grp = 'NAIVE_IV' AND t <= 1826 THEN s
    END) AS naive_s5_iv FROM km

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does gene testing itself prolong life (stage IV lung, never on a TKI)? Hazard ratio from day 90 on.
-- MAGIC
-- MAGIC **The trap:** tested against untested from diagnosis: 0.67, since one has to live to be tested (immortal time)

-- COMMAND ----------

WITH c AS (SELECT CAST(datediff(coalesce(r.date_of_death, r.last_contact_date), r.diagnosis_date) AS DOUBLE) AS t, CASE WHEN r.date_of_death IS NULL THEN 0D ELSE 1D END AS d, r.ngs_test_date IS NOT NULL AS tested
    FROM registry_cases r LEFT ANTI JOIN (SELECT patient_id FROM therapy_lines WHERE drug_regimen ILIKE '%osimertinib%' OR drug_regimen = 'alectinib') k ON k.patient_id = r.patient_id WHERE r.tumor_type = 'LUNG' AND r.stage IN ('IV', 'IVA', '4', 'Stage IV'))
SELECT (sum(CASE WHEN tested THEN d END) / sum(CASE WHEN tested THEN t END)) / (sum(CASE WHEN NOT tested THEN d END) / sum(CASE WHEN NOT tested THEN t END)) AS landmark_hr FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `landmark_hr`: 0.93 .. 1.10
-- MAGIC - `naive_hr`: 0.60 .. 0.74
-- MAGIC
-- MAGIC From 900,000 rows of `therapy_lines` on.

-- COMMAND ----------

WITH c AS (SELECT CAST(datediff(coalesce(r.date_of_death, r.last_contact_date), r.diagnosis_date) AS
    DOUBLE) AS t, CASE WHEN r.date_of_death IS NULL THEN 0D ELSE 1D END AS d,
    datediff(r.ngs_test_date, r.diagnosis_date) AS tt FROM registry_cases r LEFT ANTI JOIN (SELECT
    patient_id FROM therapy_lines WHERE drug_regimen ILIKE '%osimertinib%' OR drug_regimen =
    'alectinib') k ON k.patient_id = r.patient_id WHERE r.tumor_type = 'LUNG' AND r.stage IN ('IV',
    'IVA', '4', 'Stage IV'))
SELECT (sum(CASE WHEN tt IS NOT NULL THEN d END) / sum(CASE WHEN tt IS NOT NULL THEN t END)) /
    (sum(CASE WHEN tt IS NULL THEN d END) / sum(CASE WHEN tt IS NULL THEN t END)) AS naive_hr,
    (sum(CASE WHEN t > 90 AND tt <= 90 THEN d END) / sum(CASE WHEN t > 90 AND tt <= 90 THEN t - 90
    END)) / (sum(CASE WHEN t > 90 AND coalesce(tt, 9999) > 90 THEN d END) / sum(CASE WHEN t > 90 AND
    coalesce(tt, 9999) > 90 THEN t - 90 END)) AS landmark_hr FROM c

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Where do lines that end before they start come from?
-- MAGIC
-- MAGIC **The trap:** grouped by registry instead of registrar, one in ten sticks out and three quarters of the errors seem to come from everywhere

-- COMMAND ----------

WITH v AS (SELECT registry_id, count(*) AS n, sum(CASE WHEN start_date > end_date THEN 1D ELSE 0D END) AS bad FROM therapy_lines GROUP BY registry_id)
SELECT sum(bad) / sum(n) AS violation_share, sum(CASE WHEN bad / n > 0.03 THEN bad ELSE 0D END) / sum(bad) AS share_in_flagged, avg(CASE WHEN bad / n > 0.03 THEN 1D ELSE 0D END) AS flagged_registrars FROM v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `violation_share`: 0.011 .. 0.021
-- MAGIC - `flagged_registrars`: 0.12 .. 0.19
-- MAGIC - `share_in_flagged`: >= 0.97
-- MAGIC
-- MAGIC From 900,000 rows of `therapy_lines` on.

-- COMMAND ----------

WITH v AS (SELECT registrar_id, count(*) AS n, sum(CASE WHEN start_date > end_date THEN 1D ELSE 0D
    END) AS bad FROM therapy_lines GROUP BY registrar_id)
SELECT sum(bad) / sum(n) AS violation_share, sum(CASE WHEN bad / n > 0.03 THEN bad ELSE 0D END) /
    sum(bad) AS share_in_flagged, avg(CASE WHEN bad / n > 0.03 THEN 1D ELSE 0D END) AS
    flagged_registrars FROM v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `death_missing` | `registry_cases` | The death index was not linked: the dead look alive and were last seen when the hospital saw them. | `date_of_death IS NOT NULL AND _link_gap` | 0.4 |
-- MAGIC | `death_month_only` | `registry_cases` | The death index gave the month: the 15th is written. | `date_of_death IS NOT NULL AND _month_source` | 0.8 |
-- MAGIC | `stage_text` | `registry_cases` | The abstractor writes the stage in his own way. | `_own_words IS NOT NULL` | 0.4 |
-- MAGIC | `line_reset` | `therapy_lines` | The new hospital starts counting again. | `_transferred AND _restarts AND line_of_therapy >= 2` | 0.9 |
-- MAGIC | `date_swap` | `therapy_lines` | Start and end of the line are exchanged. | `_sloppy AND end_date IS NOT NULL` | 0.2 |
-- MAGIC | `regimen_alias` | `therapy_lines` | The regimen is written as a brand or a list of its drugs. | `_brand_writer IS NOT NULL` | 0.5 |
-- MAGIC | `reason_missing` | `therapy_lines` | The reason for stopping was not looked up. | `reason_for_discontinuation IN ('TOXICITY', 'COMPLETED', 'PATIENT_CHOICE') AND _hurried` | 0.5 |

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
-- MAGIC ## A hunt for `line_reset`
-- MAGIC
-- MAGIC Which lines of therapy were counted anew by the next hospital?
-- MAGIC
-- MAGIC **The trap:** of two lines with the same number one is right, and the last of three that were counted anew has a number of its own; start and end that were exchanged do not change the order

-- COMMAND ----------

WITH l AS (SELECT line_id, count(*) OVER (PARTITION BY patient_id, line_of_therapy) AS same FROM therapy_lines)
SELECT 'therapy_lines' AS table_name, line_id AS row_key, 'line_of_therapy' AS column_name, 'line_reset' AS stage_id
FROM l WHERE same > 1

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.9. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql oncology_journey --as csv "<the query>" > found.csv
-- MAGIC medley score oncology_journey --detections found.csv
-- MAGIC ```

-- COMMAND ----------

WITH l AS (SELECT line_id, line_of_therapy, row_number() OVER (PARTITION BY patient_id ORDER BY least(start_date, end_date)) AS n FROM therapy_lines)
SELECT 'therapy_lines' AS table_name, line_id AS row_key, 'line_of_therapy' AS column_name, 'line_reset' AS stage_id
FROM l WHERE line_of_therapy < n

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score oncology_journey` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore oncology_journey` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify oncology_journey` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
