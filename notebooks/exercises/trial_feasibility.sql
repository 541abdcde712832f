-- Databricks notebook source
-- MAGIC %md
-- MAGIC # Trial feasibility: which hospital sites enrol, which only promise, and which spoil a trial
-- MAGIC
-- MAGIC Sponsors pick hospital sites for their trials, and in rare diseases half of them never enrol a single patient. You have what every investigator promised, how long the ethics board took, every referred patient with the distance to the site, and every protocol deviation. Predict who will really enrol, show why rural sites fail only when visits are weekly, expose the investigator who promises fifty and brings two, and find the few sites that enrol ineligible patients and spoil the result.
-- MAGIC
-- MAGIC The data is synthetic and messy on purpose; what was done to it is written down in an
-- MAGIC answer key that lies apart from the tables.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Tables
-- MAGIC
-- MAGIC | table | what a row is |
-- MAGIC |---|---|
-- MAGIC | `screenings` | One row per referred patient. |
-- MAGIC | `deviations` | One row per reported protocol deviation. |
-- MAGIC | `site_studies` | One row per study and selected site. |
-- MAGIC | `studies` | One row per study. |
-- MAGIC | `sites` | One row per candidate site of a sponsor's network. |
-- MAGIC | `key_site_truth` | What every site is like. |
-- MAGIC | `key_site_study_truth` | What every site did in a study. |
-- MAGIC | `key_subject_truth` | Who should have been enrolled. |
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
CREATE WIDGET TEXT schema DEFAULT 'trial_feasibility';
CREATE WIDGET TEXT key_schema DEFAULT 'trial_feasibility_key';
CREATE WIDGET TEXT folder DEFAULT '';
CREATE WIDGET TEXT format DEFAULT 'delta'

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/trial_feasibility/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW screenings AS SELECT * FROM ' || tables_in || 'screenings`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW deviations AS SELECT * FROM ' || tables_in || 'deviations`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW site_studies AS SELECT * FROM ' || tables_in || 'site_studies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW studies AS SELECT * FROM ' || tables_in || 'studies`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW sites AS SELECT * FROM ' || tables_in || 'sites`';
EXECUTE IMMEDIATE make_view

-- COMMAND ----------

DECLARE OR REPLACE VARIABLE make_view STRING;
DECLARE OR REPLACE VARIABLE tables_in STRING;
SET VAR tables_in = if(:folder = '',
  '`' || :catalog || '`.`' || :key_schema || '`.`',
  :format || '.`' || trim(TRAILING '/' FROM :folder) || '/trial_feasibility/_key/');
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_site_truth AS SELECT * FROM ' || tables_in || 'site_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_site_study_truth AS SELECT * FROM ' || tables_in || 'site_study_truth`';
EXECUTE IMMEDIATE make_view;
SET VAR make_view =
  'CREATE OR REPLACE TEMPORARY VIEW key_subject_truth AS SELECT * FROM ' || tables_in || 'subject_truth`';
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
-- MAGIC ### screenings
-- MAGIC
-- MAGIC One row per referred patient.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `screening_id` | BIGINT | Key. Referred patient. |
-- MAGIC | `site_study_id` | BIGINT | Study at the site. Joins `site_studies`. |
-- MAGIC | `study_id` | BIGINT | Study. Joins `studies`. |
-- MAGIC | `site_id` | BIGINT | Site. Joins `sites`. |
-- MAGIC | `screened_date` | DATE | Day of the screening visit, a working day. |
-- MAGIC | `age_years` | INT | Age in years, 18 to 88. |
-- MAGIC | `sex` | STRING | F or M. |
-- MAGIC | `distance_miles` | DOUBLE | From home to the site, one way, in miles. |
-- MAGIC | `outcome` | STRING | DECLINED: would not take part; SCREEN_FAIL: is not eligible; ENROLLED. |
-- MAGIC | `arm` | STRING | ACTIVE or CONTROL; NULL unless enrolled. |
-- MAGIC | `endpoint_change` | DOUBLE | Change of the symptom score, negative is better; NULL unless enrolled and completed. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM screenings LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### deviations
-- MAGIC
-- MAGIC One row per reported protocol deviation.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `deviation_id` | BIGINT | Key. Deviation. |
-- MAGIC | `screening_id` | BIGINT | Enrolled patient. Joins `screenings`. |
-- MAGIC | `site_study_id` | BIGINT | Study at the site. Joins `site_studies`. |
-- MAGIC | `deviation_class` | STRING | ELIGIBILITY, VISIT_WINDOW, PROCEDURE, CONSENT, IP_HANDLING or OTHER. |
-- MAGIC | `reported_date` | DATE | Day of the monitor's visit at which it was found, a working day. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM deviations LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### site_studies
-- MAGIC
-- MAGIC One row per study and selected site.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_study_id` | BIGINT | Key. Study at the site. |
-- MAGIC | `study_id` | BIGINT | Study. Joins `studies`. |
-- MAGIC | `site_id` | BIGINT | Site. Joins `sites`. |
-- MAGIC | `investigator_id` | BIGINT | Principal investigator: the site's id and a digit. |
-- MAGIC | `principal_investigator` | STRING | Surname and initial, as in "Adler, B.". |
-- MAGIC | `target_recruitment` | INT | Patients that the investigator promised. |
-- MAGIC | `actual_recruitment` | INT | Patients enrolled, as in the sponsor's tracker. |
-- MAGIC | `irb_approval_days` | INT | Days from submission to the board's approval. |
-- MAGIC | `activated_date` | DATE | Day on which the site was opened for patients; NULL if never. |
-- MAGIC | `closed_date` | DATE | Day on which the site was closed: with the study, or earlier if it had no patients. |
-- MAGIC | `site_status` | STRING | ACTIVATED or NEVER_ACTIVATED. |
-- MAGIC | `protocol_deviations` | INT | Rows of deviations. |
-- MAGIC | `event_date` | DATE | First day of the month in which the study started. |
-- MAGIC | `region` | STRING | Region; names the folder. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM site_studies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### studies
-- MAGIC
-- MAGIC One row per study.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `study_id` | BIGINT | Key. Study. |
-- MAGIC | `sponsor_id` | INT | Sponsor. |
-- MAGIC | `therapeutic_area` | STRING | ONCOLOGY, NEUROLOGY, METABOLIC, HEMATOLOGY, CARDIOLOGY or IMMUNOLOGY. |
-- MAGIC | `disease_frequency` | STRING | RARE or COMMON. |
-- MAGIC | `phase` | STRING | 2 or 3. |
-- MAGIC | `visit_schedule` | STRING | WEEKLY, MONTHLY or DECENTRALISED. |
-- MAGIC | `start_date` | DATE | Day on which sites were selected, the first of a month. |
-- MAGIC | `close_date` | DATE | Day on which enrolment ends, the first of a month. |
-- MAGIC | `event_date` | DATE | start_date. |
-- MAGIC | `region` | STRING | Region of the sponsor's head office. |
-- MAGIC | `event_month` | DATE | First day of the month of event_date; names the folder. |

-- COMMAND ----------

SELECT * FROM studies LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### sites
-- MAGIC
-- MAGIC One row per candidate site of a sponsor's network.
-- MAGIC
-- MAGIC | column | type | meaning |
-- MAGIC |---|---|---|
-- MAGIC | `site_id` | BIGINT | Key. Site. |
-- MAGIC | `sponsor_id` | INT | Sponsor in whose network the site is. |
-- MAGIC | `site_name` | STRING | Fictitious name, such as "Hospital 07-MW-213". |
-- MAGIC | `rucc_code` | SMALLINT | Rural-urban continuum code: 1 to 3 urban, 4 to 6 suburban, 7 to 9 rural. |
-- MAGIC | `catchment_population` | INT | People who live in its catchment area. |
-- MAGIC | `irb_model` | STRING | LOCAL or CENTRAL: which board approves studies here. |
-- MAGIC | `region` | STRING | NORTHEAST, MIDWEST, SOUTH or WEST. |

-- COMMAND ----------

SELECT * FROM sites LIMIT 20

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Over time
-- MAGIC
-- MAGIC As a chart: a line, `event_date` across, `row_count` up, a line for each `region`.

-- COMMAND ----------

SELECT event_date, count(*) AS row_count, region
FROM screenings GROUP BY event_date, region ORDER BY event_date, region

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## Questions
-- MAGIC
-- MAGIC Every question has an answer that was built into the world. The numbers hold from the
-- MAGIC stated number of rows on.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### How many activated sites never enrol?
-- MAGIC
-- MAGIC One row with `zero_rare`, `zero_common`, `naive_tracker`, `naive_all_rare`, from `screenings`, `site_studies`, `studies`. From 800,000 rows of `screenings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: starting from the screenings loses the sites that never saw a patient; the tracker, which counts consents, shows 48 %, and with sites that were never activated it is 56 %.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do promises predict recruitment? Common diseases: correlation of logs with what was promised, and with catchment times months open.
-- MAGIC
-- MAGIC One row with `promise_corr`, `driver_corr`, `jones_promised`, `jones_enrolled`, `naive_found`, from `screenings`, `site_studies`, `studies`, `sites`. From 800,000 rows of `screenings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: rare and common diseases in one pot: big studies promise more and enrol more (r = 0.31); an exact match of the name finds 85 % of the rows of "Jones, A.".

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Do rural sites fail? Rural over urban enrolment per catchment and month, by schedule.
-- MAGIC
-- MAGIC One row with `weekly_ratio`, `monthly_ratio`, `decentralised_ratio`, `naive_decentralised`, from `screenings`, `site_studies`, `studies`, `sites`. From 800,000 rows of `screenings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the mean per site, which is the small catchment, makes rural sites fail in any study.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Which sites spoil the result of rare-disease studies? Those with four ineligible patients or more and above 12 % of their patients.
-- MAGIC
-- MAGIC One row with `flagged_sites`, `share_of_eligibility`, `effect_clean`, `effect_all`, `effect_ratio`, from `screenings`, `deviations`, `site_studies`, `studies`. From 800,000 rows of `screenings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: deviations of any class, late visits among them, put four sites in five on the list; all sites together show an effect of -2.7, where among eligible patients it is -4.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ### Are sites without a patient bad, or merely late? Rare diseases, by months open; days to approval by board.
-- MAGIC
-- MAGIC One row with `zero_short`, `zero_long`, `irb_local`, `irb_central`, from `screenings`, `site_studies`, `studies`, `sites`. From 800,000 rows of `screenings` on there is a right answer.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC Before you believe your number, think of this: the months of the study instead of the site's own: sites that open late look as if they had had all the time; and the mean of the days to approval follows a few slow boards.

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
-- MAGIC | `tracker_inflated` | `site_studies` | The coordinator reported everybody who had consented as enrolled. |
-- MAGIC | `pi_name_variant` | `site_studies` | The study's manager spells names in a way of their own. |
-- MAGIC | `irb_missing` | `site_studies` | The vendor of the start-up did not hand over the day of approval. |
-- MAGIC | `distance_km` | `screenings` | The distance was entered in kilometres. |
-- MAGIC | `duplicate_screening` | `screenings` | The data capture sent the visit twice. |
-- MAGIC | `deviation_orphan` | `deviations` | The monitor did not say which patient it was. |
-- MAGIC
-- MAGIC Hand in what you found: `medley score trial_feasibility --template found.csv` writes a file to fill in,
-- MAGIC and `medley score trial_feasibility --detections found.csv` says how much of it is right.

-- COMMAND ----------

-- Your query.

-- COMMAND ----------

-- MAGIC %md
-- MAGIC ## A hunt for `tracker_inflated`
-- MAGIC
-- MAGIC Which sites are said to have enrolled more patients than they have?
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
