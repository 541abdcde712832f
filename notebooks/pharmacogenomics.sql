-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Drug trials with genotypes: who responds, who is poisoned, and what hides it
-- MAGIC
-- MAGIC A drug looks mediocre: half of the patients respond. You have replicate 12-week trials with genotypes, drug levels, efficacy scores and adverse events. Show that one gene makes it work in nine of ten, that a second gene switches it off whatever the first one says, and that a third one decides who is poisoned by the standard dose. Mind mislabelled plates, mixed ancestries, drop-outs, and the co-medication that turns a fast metaboliser into a slow one.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `visits` | One row per subject and attended visit. |
-- MAGIC | `subjects` | One row per enrolled subject. |
-- MAGIC | `genotypes` | Three rows per subject, one per gene. |
-- MAGIC | `sites` | One row per trial site. |
-- MAGIC | `key_subject_truth` | What is true of every subject. |
-- MAGIC | `key_plate_truth` | Every genotyping plate. |
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
CREATE WIDGET TEXT schema DEFAULT 'pharmacogenomics';
CREATE WIDGET TEXT key_schema DEFAULT 'pharmacogenomics_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/pharmacogenomics/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW visits AS SELECT * FROM ' || tables_in || 'visits`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW subjects AS SELECT * FROM ' || tables_in || 'subjects`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW genotypes AS SELECT * FROM ' || tables_in || 'genotypes`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sites AS SELECT * FROM ' || tables_in || 'sites`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/pharmacogenomics/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_subject_truth AS SELECT * FROM ' || tables_in || 'subject_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_plate_truth AS SELECT * FROM ' || tables_in || 'plate_truth`';
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
-- MAGIC ### visits
-- MAGIC
-- MAGIC One row per subject and attended visit.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `visit_id` | BIGINT | Key. Visit: the subject and the week. |
-- MAGIC | `subject_id` | BIGINT | Subject. Joins `subjects`. |
-- MAGIC | `study_id` | INT | Study. |
-- MAGIC | `site_id` | BIGINT | Trial site. Joins `sites`. |
-- MAGIC | `visit_week` | SMALLINT | 0, 2, 4, 6, 8, 10 or 12. |
-- MAGIC | `visit_date` | DATE | Day of the visit, a working day within days of the planned one. |
-- MAGIC | `dose_mg` | INT | Dose as assigned, mg a day: 0, 50 or 100. |
-- MAGIC | `adherence_pct` | DOUBLE | Pill count since the last visit, 2 to 105 (lost returns); NULL at week 0, before the first pill. |
-- MAGIC | `cyp_inhibitor` | BOOLEAN | Whether a strong CYP2C19 inhibitor is taken. |
-- MAGIC | `trough_ng_ml` | DOUBLE | Drug level before the next dose, ng/mL, measured to 0.1; NULL at week 0, on placebo and after death. |
-- MAGIC | `drug_efficacy_score` | DOUBLE | Efficacy score, 0 to 100; NULL after death. |
-- MAGIC | `ae_grade` | SMALLINT | Worst CTCAE grade since the last visit, 0 to 5; 0 at week 0. |
-- MAGIC | `event_date` | DATE | Day of enrolment. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM visits LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### subjects
-- MAGIC
-- MAGIC One row per enrolled subject.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `subject_id` | BIGINT | Key. Subject. |
-- MAGIC | `study_id` | INT | Study. |
-- MAGIC | `site_id` | BIGINT | Trial site. Joins `sites`. |
-- MAGIC | `arm` | STRING | PLACEBO, STANDARD or GENOTYPE_GUIDED. |
-- MAGIC | `dose_mg` | INT | mg a day: 0 on placebo; 100; 50 for SLOW if guided. |
-- MAGIC | `ancestry` | STRING | EUR, AFR or EAS. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `age_years` | INT | 18 to 82. |
-- MAGIC | `weight_kg` | DOUBLE | 42 to 165. |
-- MAGIC | `gene_variant_a` | STRING | PRESENT or ABSENT, an ALT allele of GENE_A as keyed into the trial database. |
-- MAGIC | `gene_variant_b` | STRING | The same for GENE_B. |
-- MAGIC | `metabolic_rate` | STRING | FAST (NM, RM, UM) or SLOW (PM, IM), predicted by the genotype. |
-- MAGIC | `enrolled_date` | DATE | A working day. |
-- MAGIC | `discontinued_week` | SMALLINT | Week of the last visit; NULL if week 12 was completed. |
-- MAGIC | `drug_efficacy_score` | DOUBLE | Score at week 12, 0 to 100, a responder from 50 on; NULL if discontinued. |
-- MAGIC | `adverse_event_severity` | STRING | Worst CTCAE grade: NONE, MILD, MODERATE, SEVERE, LIFE_THREATENING or FATAL. |
-- MAGIC | `event_date` | DATE | Day of enrolment. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM subjects LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### genotypes
-- MAGIC
-- MAGIC Three rows per subject, one per gene.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `genotype_id` | BIGINT | Key. Subject and gene. |
-- MAGIC | `subject_id` | BIGINT | Subject. Joins `subjects`. |
-- MAGIC | `plate_id` | BIGINT | Plate of 24 subjects, filled in the order of arrival. |
-- MAGIC | `gene` | STRING | GENE_A, GENE_B or CYP2C19. |
-- MAGIC | `allele_1` | STRING | REF or ALT; *1, *2 or *17 of CYP2C19; the lower one first, phase unknown; NULL is no call. |
-- MAGIC | `allele_2` | STRING | The other allele. |
-- MAGIC | `phenotype` | STRING | PM, IM, NM, RM or UM for CYP2C19; else NULL. |
-- MAGIC | `event_date` | DATE | Day of enrolment. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM genotypes LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### sites
-- MAGIC
-- MAGIC One row per trial site.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_id` | BIGINT | Key. Trial site. |
-- MAGIC | `study_id` | INT | Study; a site belongs to one. |
-- MAGIC | `site_name` | STRING | Study and number: Site 001-23. |
-- MAGIC | `region` | STRING | Region; names the folder. |

-- COMMAND ----------

SELECT * FROM sites LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM visits GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Who responds? By gene A and gene B as genotyped, on the drug, completers.
-- MAGIC
-- MAGIC **The trap:** by the labels in the trial database, carriers of gene B respond in 3 to 5 %: it would seem leaky

-- COMMAND ----------

WITH r AS (SELECT gene_variant_a = 'PRESENT' AS a, gene_variant_b = 'PRESENT' AS b, CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp FROM subjects WHERE arm <> 'PLACEBO' AND drug_efficacy_score IS NOT NULL)
SELECT round(avg(CASE WHEN a AND NOT b THEN resp END), 4) AS resp_a_only, round(avg(CASE WHEN a AND b THEN resp END), 4) AS resp_a_and_b, round(avg(CASE WHEN NOT a AND b THEN resp END), 4) AS resp_b_only, round(avg(CASE WHEN NOT a AND NOT b THEN resp END), 4) AS resp_neither FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `resp_a_only`: 0.87 .. 0.93
-- MAGIC - `resp_a_and_b`: 0 .. 0.02
-- MAGIC - `resp_b_only`: 0 .. 0.02
-- MAGIC - `resp_neither`: 0.22 .. 0.28
-- MAGIC - `resp_all`: 0.48 .. 0.53
-- MAGIC - `naive_resp_b`: 0.03 .. 0.055
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH g AS (SELECT subject_id,
                  max(CASE WHEN gene = 'GENE_A' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS a,
                  max(CASE WHEN gene = 'GENE_B' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS b
           FROM genotypes GROUP BY subject_id),
r AS (SELECT g.a, g.b, s.gene_variant_b AS keyed_b, CASE WHEN s.drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp
      FROM subjects s JOIN g USING (subject_id) WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL)
SELECT round(avg(CASE WHEN a = 1 AND b = 0 THEN resp END), 4) AS resp_a_only,
       round(avg(CASE WHEN a = 1 AND b = 1 THEN resp END), 4) AS resp_a_and_b,
       round(avg(CASE WHEN a = 0 AND b = 1 THEN resp END), 4) AS resp_b_only,
       round(avg(CASE WHEN a = 0 AND b = 0 THEN resp END), 4) AS resp_neither,
       round(avg(resp), 4) AS resp_all,
       round(avg(CASE WHEN keyed_b = 'PRESENT' THEN resp END), 4) AS naive_resp_b
FROM r

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does slow metabolism cause severe events, and does the guided dose cure it?
-- MAGIC
-- MAGIC **The trap:** all arms together dilute the ratio with placebo and with doses that were guided; and who reads only the words finds 88 % of the severe events

-- COMMAND ----------

WITH x AS (SELECT metabolic_rate AS m, CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') THEN 1D ELSE 0D END AS g3 FROM subjects)
SELECT round(avg(CASE WHEN m = 'SLOW' THEN g3 END) / avg(CASE WHEN m = 'FAST' THEN g3 END), 3) AS standard_ratio, round(avg(CASE WHEN m = 'SLOW' THEN g3 END), 4) AS slow_rate FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `standard_ratio`: 2.2 .. 2.9
-- MAGIC - `guided_ratio`: 0.85 .. 1.25
-- MAGIC - `slow_rate`: 0.12 .. 0.16
-- MAGIC - `naive_caught`: 0.845 .. 0.915
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH x AS (SELECT arm, metabolic_rate AS m,
                  CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') THEN 1D ELSE 0D END AS raw3,
                  CASE WHEN adverse_event_severity IN ('SEVERE', 'LIFE_THREATENING', 'FATAL') OR adverse_event_severity RLIKE '[345]' THEN 1D ELSE 0D END AS g3
           FROM subjects)
SELECT round(avg(CASE WHEN arm = 'STANDARD' AND m = 'SLOW' THEN g3 END) / avg(CASE WHEN arm = 'STANDARD' AND m = 'FAST' THEN g3 END), 3) AS standard_ratio,
       round(avg(CASE WHEN arm = 'GENOTYPE_GUIDED' AND m = 'SLOW' THEN g3 END) / avg(CASE WHEN arm = 'GENOTYPE_GUIDED' AND m = 'FAST' THEN g3 END), 3) AS guided_ratio,
       round(avg(CASE WHEN arm = 'STANDARD' AND m = 'SLOW' THEN g3 END), 4) AS slow_rate,
       round(sum(raw3) / sum(g3), 3) AS naive_caught
FROM x

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is the assay broken? Inbreeding coefficient of gene B (Hardy-Weinberg), within ancestries and pooled.
-- MAGIC
-- MAGIC **The trap:** pooled, heterozygotes are missing: it looks like a genotyping error and is a mixture of ancestries

-- COMMAND ----------

WITH g AS (SELECT CASE WHEN allele_1 = 'ALT' THEN 1D ELSE 0D END + CASE WHEN allele_2 = 'ALT' THEN 1D ELSE 0D END AS n FROM genotypes WHERE gene = 'GENE_B' AND allele_1 IS NOT NULL)
SELECT round(1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)), 4) AS max_abs_f FROM g

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `max_abs_f`: <= 0.02
-- MAGIC - `pooled_f`: 0.03 .. 0.06
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH g AS (SELECT s.ancestry, CASE WHEN g.allele_1 = 'ALT' THEN 1D ELSE 0D END + CASE WHEN g.allele_2 = 'ALT' THEN 1D ELSE 0D END AS n
           FROM genotypes g JOIN subjects s USING (subject_id) WHERE g.gene = 'GENE_B' AND g.allele_1 IS NOT NULL),
f AS (SELECT ancestry, 1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)) AS f FROM g GROUP BY ancestry)
SELECT round((SELECT max(abs(f)) FROM f), 4) AS max_abs_f,
       round(1D - avg(CASE WHEN n = 1 THEN 1D ELSE 0D END) / (2 * (avg(n) / 2) * (1 - avg(n) / 2)), 4) AS pooled_f
FROM g

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How strong is gene A really? Odds ratio of response without gene B, and crude.
-- MAGIC
-- MAGIC **The trap:** crude, the odds ratio is 9: the second gene hides two thirds of it

-- COMMAND ----------

WITH o AS (SELECT avg(CASE WHEN gene_variant_a = 'PRESENT' THEN CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END END) AS p1, avg(CASE WHEN gene_variant_a = 'ABSENT' THEN CASE WHEN drug_efficacy_score >= 50 THEN 1D ELSE 0D END END) AS p0 FROM subjects WHERE arm <> 'PLACEBO' AND drug_efficacy_score IS NOT NULL)
SELECT round((p1 / (1 - p1)) / (p0 / (1 - p0)), 2) AS or_without_b FROM o

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `or_without_b`: 20 .. 31
-- MAGIC - `crude_or`: 7.6 .. 10.0
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH g AS (SELECT subject_id, max(CASE WHEN gene = 'GENE_B' THEN CASE WHEN allele_1 = 'ALT' OR allele_2 = 'ALT' THEN 1 WHEN allele_1 IS NOT NULL THEN 0 END END) AS b
           FROM genotypes GROUP BY subject_id),
r AS (SELECT g.b, s.gene_variant_a AS a, CASE WHEN s.drug_efficacy_score >= 50 THEN 1D ELSE 0D END AS resp
      FROM subjects s JOIN g USING (subject_id) WHERE s.arm <> 'PLACEBO' AND s.drug_efficacy_score IS NOT NULL AND g.b IS NOT NULL),
o AS (SELECT avg(CASE WHEN a = 'PRESENT' THEN resp END) AS p1, avg(CASE WHEN a = 'ABSENT' THEN resp END) AS p0,
             avg(CASE WHEN a = 'PRESENT' AND b = 0 THEN resp END) AS q1, avg(CASE WHEN a = 'ABSENT' AND b = 0 THEN resp END) AS q0 FROM r)
SELECT round((q1 / (1 - q1)) / (q0 / (1 - q0)), 2) AS or_without_b, round((p1 / (1 - p1)) / (p0 / (1 - p0)), 2) AS crude_or FROM o

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which fast metabolisers are poisoned? Troughs and severe events per visit on an inhibitor, standard dose.
-- MAGIC
-- MAGIC **Mind:** levels below 5 ng/mL look like pills not taken, in 3 % of the visits; they are ug/mL

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **The answer:**
-- MAGIC
-- MAGIC - `trough_ratio`: 2.3 .. 2.7
-- MAGIC - `g3_ratio`: 2.9 .. 5.2
-- MAGIC - `naive_nonadherent`: 0.02 .. 0.04
-- MAGIC
-- MAGIC From 1,000,000 rows of `visits` on.

-- COMMAND ----------

WITH v AS (SELECT DISTINCT v.visit_id, v.cyp_inhibitor AS inh,
                  CASE WHEN v.trough_ng_ml < 5 THEN v.trough_ng_ml * 1000 ELSE v.trough_ng_ml END AS trough,
                  CASE WHEN v.trough_ng_ml < 5 THEN 1D WHEN v.trough_ng_ml >= 5 THEN 0D END AS low,
                  CASE WHEN v.ae_grade >= 3 THEN 1D ELSE 0D END AS g3
           FROM visits v JOIN subjects s USING (subject_id)
           WHERE s.arm = 'STANDARD' AND s.metabolic_rate = 'FAST' AND v.visit_week > 0)
SELECT round(avg(CASE WHEN inh THEN trough END) / avg(CASE WHEN NOT inh THEN trough END), 3) AS trough_ratio,
       round(avg(CASE WHEN inh THEN g3 END) / avg(CASE WHEN NOT inh THEN g3 END), 3) AS g3_ratio,
       round(avg(low), 4) AS naive_nonadherent
FROM v

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Data quality
-- MAGIC
-- MAGIC These are the mess stages, in the order in which they were applied. The rate is the default
-- MAGIC share of eligible rows.
-- MAGIC
-- MAGIC | stage | table | what goes wrong | eligible rows | rate |
-- MAGIC |---|---|---|---|---|
-- MAGIC | `no_call` | `genotypes` | Too little DNA in the tube: the assay makes no call. | `_low_dna` | 0.2 |
-- MAGIC | `plate_failure` | `genotypes` | Wells of a bad plate fail. | `_bad_plate AND allele_1 IS NOT NULL` | 0.08 |
-- MAGIC | `variant_flip` | `subjects` | Samples of a bad plate are swapped in the trial database. | `_bad_plate` | 0.15 |
-- MAGIC | `severity_text` | `subjects` | The coordinator writes the grade instead of the word. | `_ctcae_site AND adverse_event_severity <> 'NONE'` | 0.4 |
-- MAGIC | `trough_unit` | `visits` | The laboratory's release reports ug/mL. | `_ug_lab AND trough_ng_ml IS NOT NULL` | 0.3 |
-- MAGIC | `trough_lost` | `visits` | The sample is lost when the patient is unwell. | `ae_grade >= 2 AND _loses_samples AND trough_ng_ml IS NOT NULL` | 0.3 |
-- MAGIC | `missed_visit` | `visits` | The subject does not come. | `_skips AND visit_week > 0 AND visit_week < 12` | 0.16 |
-- MAGIC | `duplicate_visit` | `visits` | The interface sends the month's visits again. | `_resync` | 0.2 |

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
-- MAGIC ## A hunt for `variant_flip`
-- MAGIC
-- MAGIC Whose variant was exchanged in the trial database?
-- MAGIC
-- MAGIC **The trap:** the lower allele comes first, so that whoever has one copy carries it in the second place

-- COMMAND ----------

SELECT 'subjects' AS table_name, s.subject_id AS row_key, 'gene_variant_b' AS column_name, 'variant_flip' AS stage_id
FROM subjects s JOIN genotypes g ON g.subject_id = s.subject_id AND g.gene = 'GENE_B'
WHERE (s.gene_variant_b = 'PRESENT') <> (g.allele_1 = 'ALT')

-- COMMAND ----------

-- MAGIC %md
-- MAGIC **What finds them:** this query has an F1 of at least 0.85. Hand it in with
-- MAGIC
-- MAGIC ```sh
-- MAGIC medley sql pharmacogenomics --as csv "<the query>" > found.csv
-- MAGIC medley score pharmacogenomics --detections found.csv
-- MAGIC ```

-- COMMAND ----------

SELECT 'subjects' AS table_name, s.subject_id AS row_key, 'gene_variant_b' AS column_name, 'variant_flip' AS stage_id
FROM subjects s JOIN genotypes g ON g.subject_id = s.subject_id AND g.gene = 'GENE_B'
WHERE (s.gene_variant_b = 'PRESENT') <> (g.allele_1 = 'ALT' OR g.allele_2 = 'ALT')

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Where to go from here
-- MAGIC
-- MAGIC - `medley score pharmacogenomics` compares rows that you think are wrong with the answer key.
-- MAGIC - `medley restore pharmacogenomics` writes the clean tables, to see what your cleaning should have given.
-- MAGIC - `medley verify pharmacogenomics` repeats all checks of this data set and writes them as the table
-- MAGIC   `quality_report` beside those of the answer key.
