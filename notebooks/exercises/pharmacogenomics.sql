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
-- MAGIC One row with `resp_a_only`, `resp_a_and_b`, `resp_b_only`, `resp_neither`, `resp_all`, `naive_resp_b`, from `subjects`, `genotypes`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: by the labels in the trial database, carriers of gene B respond in 3 to 5 %: it would seem leaky.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Does slow metabolism cause severe events, and does the guided dose cure it?
-- MAGIC
-- MAGIC One row with `standard_ratio`, `guided_ratio`, `slow_rate`, `naive_caught`, from `subjects`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: all arms together dilute the ratio with placebo and with doses that were guided; and who reads only the words finds 88 % of the severe events.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Is the assay broken? Inbreeding coefficient of gene B (Hardy-Weinberg), within ancestries and pooled.
-- MAGIC
-- MAGIC One row with `max_abs_f`, `pooled_f`, from `subjects`, `genotypes`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: pooled, heterozygotes are missing: it looks like a genotyping error and is a mixture of ancestries.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How strong is gene A really? Odds ratio of response without gene B, and crude.
-- MAGIC
-- MAGIC One row with `or_without_b`, `crude_or`, from `subjects`, `genotypes`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: crude, the odds ratio is 9: the second gene hides two thirds of it.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which fast metabolisers are poisoned? Troughs and severe events per visit on an inhibitor, standard dose.
-- MAGIC
-- MAGIC One row with `trough_ratio`, `g3_ratio`, `naive_nonadherent`, from `visits`, `subjects`. From 1,000,000 rows of `visits` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: levels below 5 ng/mL look like pills not taken, in 3 % of the visits; they are ug/mL.

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
-- MAGIC | `no_call` | `genotypes` | Too little DNA in the tube: the assay makes no call. |
-- MAGIC | `plate_failure` | `genotypes` | Wells of a bad plate fail. |
-- MAGIC | `variant_flip` | `subjects` | Samples of a bad plate are swapped in the trial database. |
-- MAGIC | `severity_text` | `subjects` | The coordinator writes the grade instead of the word. |
-- MAGIC | `trough_unit` | `visits` | The laboratory's release reports ug/mL. |
-- MAGIC | `trough_lost` | `visits` | The sample is lost when the patient is unwell. |
-- MAGIC | `missed_visit` | `visits` | The subject does not come. |
-- MAGIC | `duplicate_visit` | `visits` | The interface sends the month's visits again. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score pharmacogenomics --template found.csv` writes a file to fill in,
-- MAGIC and `medley score pharmacogenomics --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `variant_flip`
-- MAGIC
-- MAGIC Whose variant was exchanged in the trial database?
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
